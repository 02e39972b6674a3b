"""The items that need attention, and the cases on their way to a committee, as several papers tell of them."""

from collections.abc import Iterable
from datetime import date

from udplan.domain.plan import Item, Ref
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import TILSTANDE
from udplan.ground.danish import date_text
from udplan.pure.facts.attention import Attention, Reason, needs_attention
from udplan.pure.facts.treatments import Treatment, committee_name
from udplan.pure.paper.papir import Afsnit, Celle, Indhold, Kolonne, Linje, Nr, Raekke, Svag, Tabel
from udplan.pure.paper.stykker import anchor, lys, milestone_name, time_text, tomt
from udplan.pure.paper.stykker_emne import closed_mark, risk_lines, titled

NONE_NEEDS_ATTENTION = (
    "Intet emne har rødt lys eller en overskredet frist, ingen milepæl er overskredet, og intet emne mangler at blive"
    " startet eller at få en ny status."
)


def attention_section(items: Iterable[Item], settings: Settings | None, as_of: date) -> Afsnit:
    """What to look at first: each item with every reason and its remedies."""
    found = needs_attention(items, settings, as_of)
    if not found:
        return Afsnit("opmaerksomhed", "Kræver opmærksomhed", (tomt(NONE_NEEDS_ATTENTION),))
    columns = (
        Kolonne("Nr.", "nr"),
        Kolonne("Emne", bredde=28),
        Kolonne("Hvorfor", bredde=28),
        Kolonne("Risiko og afhjælpning", bredde=40),
    )
    table = Tabel("emner, der kræver opmærksomhed", columns, tuple(map(_attention_row, found)))
    return Afsnit("opmaerksomhed", "Kræver opmærksomhed", (table,), antal=len(found))


def _attention_row(found: Attention) -> Raekke:
    item = found.item
    cells: tuple[Celle, ...] = (
        (Nr(item.id, anchor(item.id)),),
        Indhold((titled(item), (Svag(item.emne.ansvarlig),))),
        Indhold(tuple(line for reason in found.reasons for line in _reason(reason, found))),
        Indhold(risk_lines(item)) if risk_lines(item) else _no_remedy(found),
    )
    return Raekke(cells)


def _no_remedy(found: Attention) -> Celle:
    """A red item must say what is done about it; others need not."""
    return "Risiko og afhjælpning er ikke oplyst." if "roed" in found.reasons else ""


def _reason(reason: Reason, found: Attention) -> tuple[Linje, ...]:
    emne = found.item.emne
    match reason:
        case "roed":
            return ((lys("roed"),),)
        case "overskredet":
            return ((f"Frist overskredet: {time_text(emne.frist) if emne.frist else ''}",),)
        case "foraeldet":
            day = emne.opdateret
            return ((f"Ikke opdateret siden {date_text(day)}" if day else "Har endnu ingen status",),)
        case "milepael":
            return tuple(
                (f"Milepæl ikke nået: {milestone_name(each)}, {time_text(each.hvornaar)}",) for each in found.milepaele
            )
        case "start":
            return ((f"Ikke startet; skulle starte {time_text(emne.start) if emne.start else ''}",),)


def treatment_columns(*middle: Kolonne) -> tuple[Kolonne, ...]:
    """The columns of a list of treatments, with these after the item."""
    return (Kolonne("Hvornår", "tid", bredde=16), Kolonne("Emne", bredde=34), *middle)


def treated(treatment: Treatment, shown: frozenset[Ref]) -> Linje:
    """The item that is treated, with a link where the paper holds it, and that it has ended if so."""
    item = treatment.item
    settled = (" ", Svag(f"({text})")) if (text := settled_text(item)) else ()
    number = Nr(item.id, anchor(item.id) if item.ref in shown else "")
    return (number, f" {item.emne.titel}", *closed_mark(item), *settled)


def settled_text(item: Item) -> str:
    """That an item which is still to be treated has ended; empty for a live one."""
    return "" if item.emne.levende else f"emnet er {TILSTANDE[item.tilstand].lower()}"


def committee_cases(
    treatments: Iterable[Treatment], shown: frozenset[Ref], settings: Settings | None
) -> tuple[Raekke, ...]:
    """A row for each case: when, what, whose, where it belongs, and its number."""
    return tuple(
        Raekke((
            time_text(each.behandling.hvornaar),
            treated(each, shown),
            each.item.emne.ansvarlig,
            committee_name(settings, each.item.emne.udvalg),
            each.behandling.sag or "",
        ))
        for each in treatments
    )  # fmt: skip

"""The råderumsforslag for those who follow the money: agreed, expected and realised, and what is not made concrete."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import TILSTANDE, Fortegn, Kategori
from udplan.ground.danish import EN_DASH, date_text, number_text, percent_text
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.figures import counts, running_year
from udplan.pure.facts.money import Money, agreed, counted, expected, money, realised
from udplan.pure.facts.shortfall import is_not_concrete, not_expected, short_years
from udplan.pure.paper.papir import (
    Afsnit,
    Blok,
    Emneblok,
    Kolonne,
    Liste,
    Markdown,
    Noegle,
    Noegletal,
    Nr,
    Papir,
    Punkt,
    Raekke,
    Spalte,
    Tabel,
    Tekst,
)
from udplan.pure.paper.stykker import amount_text, anchor, hoved, laesevejledning, listed, note, tomt, unit_text
from udplan.pure.paper.stykker_emne import (
    Surroundings,
    basis_text,
    in_brief,
    state_line,
    surroundings,
    titled,
)
from udplan.pure.paper.stykker_penge import (
    TOTAL,
    MoneyWords,
    amount_note,
    fortegn_of,
    item_columns,
    item_money,
    money_tables,
    not_agreed,
    share_text,
    year_columns,
)
from udplan.pure.paper.stykker_tal import key_figures

_WORDS: Final = MoneyWords("Råderumsforslag", "forslag", andel="Realiseret andel", andel_i_alt=False)
_NONE: Final = "Der er ingen råderumsforslag."
_COLUMNS: Final = (
    Kolonne("Nr.", "nr"), Kolonne("Forslag", bredde=26), Kolonne("Ansvarlig", bredde=16), Kolonne("År", "tid"),
    Kolonne("Aftalt", "tal"), Kolonne("Forventet", "tal"), Kolonne("Realiseret", "tal"), Kolonne("Forhold", bredde=20),
)  # fmt: skip
_SAVINGS: Final[Mapping[Kategori | None, str]] = {"effektivisering": "en effektivisering", "indtaegt": "en indtægt"}
"""What is to be reached, as a sentence has it; all else is a saving."""


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    found = basis(plan, plans, request)
    settings, years, as_of = found.plan.settings, found.plan.years, request.as_of
    items = tuple(item for item in found.items if item.type == "raaderumsforslag")
    summed = counted(items)
    whole = money(items, years)
    figures = (*key_figures(counts(items, settings, as_of))[:4], *_shares(whole, running_year(years, as_of), settings))
    return Papir(
        "raaderum",
        hoved(found, request, "Råderumsforslag"),
        (
            Afsnit("ikke-naaet", "Ventes ikke nået", tuple(_not_reached(summed, found)) if items else (tomt(_NONE),)),
            Afsnit("noegletal", "Nøgletal", (Noegletal(figures),)),
            Afsnit("oekonomi", "Økonomi", tuple(money_tables(items, years, _WORDS, settings)) or (tomt(_NONE),)),
            Afsnit("opfoelgning", "Aftalt, men ikke realiseret", tuple(_follow_up(summed, found, as_of)),
                   kort="Opfølgning"),
            Afsnit("forslag", "Forslag", tuple(_proposals(items, found, request))),
            laesevejledning(settings),
        ),
    )  # fmt: skip


def _shares(whole: Money, running: int | None, settings: Settings | None) -> Iterator[Noegle]:
    """What is expected and what is realised of the running year's agreed amount."""
    for year in whole.years:
        if year.aar == running and whole.antal:
            of = f"af {amount_text(year.aftalt, settings)}"
            share = percent_text(year.forventet, year.aftalt) if not year.ufastsat else EN_DASH
            yield Noegle(share, f"Forventet {year.aar}", f"{number_text(year.forventet)} {of}", "oekonomi")
            so_far = "intet indberettet" if year.realiseret is None else f"{number_text(year.realiseret)} {of}"
            yield Noegle(share_text(year), f"Realiseret {year.aar}", so_far, "opfoelgning")


def _not_reached(items: tuple[Item, ...], found: Basis) -> Iterator[Blok]:
    """What is not expected to be reached of what was agreed, the largest amount first; dropped items are among it."""
    settings, years = found.plan.settings, found.plan.years
    fortegn = fortegn_of(settings)
    missing = {item.id: [not_expected(item, year, fortegn) for year in years] for item in items}
    short = sorted((item for item in items if any(missing[item.id])), key=lambda item: -sum(missing[item.id]))
    if not short:
        yield tomt("Alt det aftalte ventes nået.")
        return
    total = amount_text(sum(sum(missing[item.id]) for item in short), settings)
    wanted = number_text(sum(_wanted(item, years, fortegn) for item in items))
    told = f"I alt ventes {total} af aftalte besparelser og indtægter på {wanted} ikke nået."
    yield Tekst((" ".join(filter(None, (told, _better_than_agreed(items, found)))),))
    rows = tuple(
        Raekke((
            (Nr(item.id, anchor(item.id)),), titled(item), item.emne.ansvarlig,
            *missing[item.id], sum(missing[item.id]), _missing_text(item, sum(missing[item.id]), years, settings),
        ))
        for item in short
    )  # fmt: skip
    columns = (
        Kolonne("Nr.", "nr"), Kolonne("Forslag", bredde=24), Kolonne("Ansvarlig", bredde=16),
        *year_columns(years), Kolonne(TOTAL, "tal"), Kolonne("Forhold", bredde=28),
    )  # fmt: skip
    yield Tabel("ventes ikke nået", columns, rows, "Det, der ventes at mangle i det aftalte, største beløb først")
    unit = f"Beløb i {unit_text(settings)}, uden fortegn." if settings else "Beløb uden fortegn."
    yield note(" ".join(filter(None, (unit, not_agreed(items, years)))))


def _better_than_agreed(items: tuple[Item, ...], found: Basis) -> str:
    """What is expected to bring more than agreed, against what is not reached; empty where nothing is."""
    opposite: Fortegn = "udgift_negativ" if fortegn_of(found.plan.settings) == "udgift_positiv" else "udgift_positiv"
    more = {item.id: sum(not_expected(item, year, opposite) for year in found.plan.years) for item in items}
    ids = [item_id for item_id, amount in more.items() if amount]
    if not ids:
        return ""
    return f"Heroverfor ventes {amount_text(sum(more.values()), found.plan.settings)} mere end aftalt ({listed(ids)})."


def _wanted(item: Item, years: tuple[int, ...], fortegn: Fortegn) -> int:
    """What an item is to save or bring in, without a sign; 0 of one that costs."""
    spending = 1 if fortegn == "udgift_positiv" else -1
    return sum(max(0, -spending * (agreed(item, year) or 0)) for year in years)


def _missing_text(item: Item, missing: int, years: tuple[int, ...], settings: Settings | None) -> str:
    """How much of what is missing, in the table's unit, and that the item was dropped or goes on elsewhere."""
    amount, wanted = number_text(missing), _wanted(item, years, fortegn_of(settings))
    what = _SAVINGS.get(item.emne.kategori, "en besparelse")
    text = f"{amount} af {what} på {number_text(wanted)}" if wanted else f"{amount} dyrere end aftalt"
    if wanted and missing > wanted:
        text = f"{what} på {number_text(wanted)} nås ikke, og udgiften bliver {number_text(missing - wanted)} større"
    ended = _ended_text(item) if item.emne.udgaaet or item.emne.viderefoert else ""
    return f"{ended}: {text}" if ended else text


def _follow_up(items: tuple[Item, ...], found: Basis, as_of: date) -> Iterator[Blok]:
    """The years that have begun, in which less than what was agreed has been realised."""
    rows = tuple(_shortfall(item, year) for item in items for year in short_years(item, found.plan.years, as_of))
    if not rows:
        yield tomt("Intet aftalt beløb i et år, der er begyndt, står uden realisering.")
        return
    if points := tuple(Punkt((text,)) for text in _not_concrete(items, found, as_of)):
        yield Liste(points)
    yield Tabel(
        "aftalt, men ikke realiseret", _COLUMNS, rows,
        "År, der er begyndt, uden at noget er realiseret, samt år og forslag, der er afsluttet med mindre end aftalt.",
    )  # fmt: skip
    yield amount_note(found.plan.settings)


def _not_concrete(items: tuple[Item, ...], found: Basis, as_of: date) -> Iterator[str]:
    """For each year that is over how much is not realised, for the running one how much nothing is realised of."""
    settings, fortegn = found.plan.settings, fortegn_of(found.plan.settings)
    spending = 1 if fortegn == "udgift_positiv" else -1
    for year in found.plan.years:
        wanted = {item: _wanted(item, (year,), fortegn) for item in items}
        whole = number_text(sum(wanted.values()))
        if year < as_of.year:
            rest = sum(
                max(0, amount - max(0, -spending * (realised(item, year) or 0))) for item, amount in wanted.items()
            )
            if rest:
                yield f"{year}: {amount_text(rest, settings)} af de aftalte {whole} er ikke realiseret."
        elif silent := sum(amount for item, amount in wanted.items() if is_not_concrete(item, year, as_of)):
            missing = amount_text(silent, settings)
            yield f"{year}: {missing} af de aftalte {whole} hører til forslag, hvor intet er realiseret endnu."


def _shortfall(item: Item, year: int) -> Raekke:
    so_far = realised(item, year)
    why = (
        _ended_text(item) if item.emne.udgaaet or item.emne.viderefoert
        else "Intet er indberettet" if so_far is None
        else "Mindre er realiseret end aftalt" if so_far
        else "Intet er realiseret"
    )  # fmt: skip
    nr = (Nr(item.id, anchor(item.id)),)
    amounts = (agreed(item, year), expected(item, year), so_far)
    return Raekke((nr, titled(item), item.emne.ansvarlig, str(year), *amounts, why))


def _ended_text(item: Item) -> str:
    """How and when an item ended."""
    return f"{TILSTANDE[item.tilstand]} {date_text(item.emne.ende.dato)}" if item.emne.ende else ""


def _proposals(items: tuple[Item, ...], found: Basis, request: ReportRequest) -> Iterator[Blok]:
    if not items:
        yield tomt(_NONE)
        return
    around = surroundings(found, request)
    columns = item_columns(found.plan.years, found.plan.settings, total=True)
    yield note("Status står kun, hvor forslaget ikke er afsluttet og realiseret som aftalt.")
    yield amount_note(found.plan.settings)
    yield from (_proposal(item, around, columns) for item in items)


def _proposal(item: Item, around: Surroundings, columns: tuple[Kolonne, ...]) -> Emneblok:
    emne, years = item.emne, around.found.plan.years
    settled = emne.afsluttet is not None and not tuple(short_years(item, years, around.as_of))
    texts: list[Tekst | Markdown] = []
    if basis := basis_text(item):
        texts.append(Tekst((basis,)))
    if emne.status and not settled:
        texts.append(Markdown(emne.status))
    return Emneblok(
        anker=anchor(item.id),
        nr=item.id,
        titel=emne.titel,
        tilstand=item.tilstand,
        maerker=state_line(item, around),
        spalter=(Spalte("Status", tuple(texts)),) if texts else (),
        blokke=(item_money(item, columns, years, _WORDS, around.settings), in_brief(item, around)),
    )

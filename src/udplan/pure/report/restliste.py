"""What is left: every item still to be carried out, the longest overdue first, and whose it is."""

from dataclasses import dataclass, replace
from datetime import date

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import TYPER
from udplan.ground.danish import date_text, number_text, sort_key
from udplan.pure.report.figures import Counts, counts
from udplan.pure.report.parts import NOT_REPORTED, Head, ReportRequest, basis, count_text, head
from udplan.pure.report.progress import CountRow, KeyFigure
from udplan.pure.report.rows import ItemRow, item_rows
from udplan.pure.view.late import is_overdue

_RESPONSIBLE_COLUMNS = ("Uafsluttede emner", "Frist overskredet", "Rødt lys", "Gult lys", "Ikke opdateret")


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An item still to be carried out."""

    emne: ItemRow
    type: str
    dage: str
    """How many days its whole deadline has been over."""
    flyttet: str
    """How often its deadline has been moved."""
    opdateret: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """The items that stand alike with their deadline; `tomt` is what to say if there are none."""

    anker: str
    titel: str
    note: str
    raekker: tuple[OpenRow, ...]
    tomt: str


@dataclass(frozen=True, slots=True)
class RestlisteReport:
    """The whole report, ready to print."""

    head: Head
    noegletal: tuple[KeyFigure, ...]
    grupper: tuple[OpenGroup, ...]
    ansvarlige_kolonner: tuple[str, ...]
    ansvarlige: tuple[CountRow, ...]
    """Most overdue first, then most items; the last row is all of them."""
    afgjorte: str
    """How many items are left out because they are finished or dropped."""


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> RestlisteReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found = basis(plan, workspace, request)
    as_of = request.as_of
    live = sorted((item for item in found.items if item.emne.levende), key=_urgency)
    rows = {row.nr: row for row in item_rows(found, tuple(live), as_of)}
    overdue = [item for item in live if is_overdue(item, as_of)]
    coming = [item for item in live if _end(item) is not None and not is_overdue(item, as_of)]
    endless = [item for item in live if _end(item) is None]

    def shown(items: list[Item]) -> tuple[OpenRow, ...]:
        return tuple(_row(item, rows[item.id], as_of) for item in items)

    of_responsible: dict[str, list[Item]] = {}
    for item in live:
        of_responsible.setdefault(item.emne.ansvarlig, []).append(item)
    settings = found.plan.settings
    numbers = {name: counts(items, settings, as_of) for name, items in of_responsible.items()}
    names = sorted(numbers, key=lambda name: (-numbers[name].overskredet, -numbers[name].antal, sort_key(name)))
    total = counts(live, settings, as_of)
    return RestlisteReport(
        head=head(found, request, "Restliste"),
        noegletal=_key_figures(total, sum(1 for item in live if item.emne.fristaendringer)),
        grupper=(
            OpenGroup("overskredet", "Frist overskredet", "Længst overskredet først", shown(overdue),
                      "Ingen frister er overskredet."),
            OpenGroup("kommende", "Kommende frist", "Nærmeste frist først", shown(coming),
                      "Ingen uafsluttede emner har en kommende frist."),
            OpenGroup("uden-frist", "Løbende eller uden frist", "Løbende emner først", shown(endless),
                      "Alle uafsluttede emner har en frist."),
        ),
        ansvarlige_kolonner=_RESPONSIBLE_COLUMNS,
        ansvarlige=tuple(_count_row(name, numbers[name]) for name in names)
        + ((replace(_count_row("I alt", total), slags="sum"),) if names else ()),
        afgjorte=_settled(len(found.items) - len(live)),
    )  # fmt: skip


def _end(item: Item) -> date | None:
    """The last day of the deadline; None if it has none or is løbende."""
    return item.emne.frist.slut if item.emne.frist else None


def _urgency(item: Item) -> tuple[date, bool]:
    """By the deadline's end, so that the longest overdue is first; then løbende, then what has no deadline."""
    return (_end(item) or date.max, item.emne.frist is None)


def _row(item: Item, row: ItemRow, as_of: date) -> OpenRow:
    emne, end = item.emne, _end(item)
    late = (as_of - end).days if end is not None and is_overdue(item, as_of) else 0
    moves = len(emne.fristaendringer)
    return OpenRow(
        emne=row,
        type=TYPER[item.type],
        dage=count_text(late, "dag", "dage") if late else "",
        flyttet=f"Flyttet {count_text(moves, 'gang', 'gange')}" if moves else "",
        opdateret=date_text(emne.opdateret) if emne.opdateret else NOT_REPORTED,
    )


def _key_figures(numbers: Counts, moved: int) -> tuple[KeyFigure, ...]:
    named = (
        (numbers.antal, "Uafsluttede emner"),
        (numbers.overskredet, "Frist overskredet"),
        (moved, "Flyttet frist"),
        (numbers.trafiklys["roed"], "Rødt lys"),
        (numbers.trafiklys["gul"], "Gult lys"),
        (numbers.foraeldet, "Ikke opdateret"),
    )
    return tuple(KeyFigure(number_text(count), word, "") for count, word in named)


def _count_row(word: str, numbers: Counts) -> CountRow:
    cells = (
        numbers.antal, numbers.overskredet, numbers.trafiklys["roed"], numbers.trafiklys["gul"], numbers.foraeldet,
    )  # fmt: skip
    return CountRow(word, tuple(map(number_text, cells)))


def _settled(count: int) -> str:
    return f"{count_text(count, 'emne', 'emner')} er afsluttet eller udgået og står ikke på listen." if count else ""

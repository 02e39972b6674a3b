"""The directors' monthly page: the items in focus, what changed, what is at risk, and what is coming politically."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import TILSTANDE, Tilstand, Trafiklys
from udplan.ground.danish import number_text
from udplan.pure.report.figures import Counts, counts
from udplan.pure.report.parts import (
    Basis,
    Head,
    Light,
    NewsBasis,
    NewsGroup,
    ReportRequest,
    anchor,
    basis,
    count_text,
    head,
    news_basis,
    news_groups,
)
from udplan.pure.report.progress import KeyFigure
from udplan.pure.report.rows import Deadline, Risk, deadline, light_of, risks, stale_text
from udplan.pure.report.treatments import Treatment, coming_treatments

_URGENCY: Final[dict[Trafiklys | None, int]] = {"roed": 0, "gul": 1, "groen": 2, None: 3}


@dataclass(frozen=True, slots=True)
class FocusRow:
    """An item in focus; `snitflade` is Markdown."""

    nr: str
    anker: str
    titel: str
    ansvarlig: str
    tilstand: Tilstand
    tilstand_ord: str
    lys: Light | None
    deadline: Deadline
    foraeldet: str
    risici: tuple[Risk, ...]
    snitflade: str
    lukket: bool


@dataclass(frozen=True, slots=True)
class DirektionReport:
    """The whole report, ready to print."""

    head: Head
    noegletal: tuple[KeyFigure, ...]
    sammenligning: NewsBasis
    nyheder: tuple[NewsGroup, ...]
    emner: tuple[FocusRow, ...]
    """What is still to be carried out, red first, then yellow."""
    afgjorte: str
    """How many items in focus are finished or dropped."""
    foraeldede: tuple[FocusRow, ...]
    behandlinger: tuple[Treatment, ...]


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> DirektionReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found = basis(plan, workspace, request)
    focus = tuple(item for item in found.items if item.emne.direktionsfokus)
    refs = frozenset(item.ref for item in focus)
    found = replace(found, items=focus, news=tuple(each for each in found.news if each.ref in refs))
    numbers = counts(focus, found.plan.settings, request.as_of)
    live = sorted((item for item in focus if item.emne.levende), key=lambda item: _URGENCY[item.emne.trafiklys])
    rows = tuple(_row(found, item, request.as_of) for item in live)
    return DirektionReport(
        head=head(found, request, "Direktionens månedlige status"),
        noegletal=_key_figures(numbers),
        sammenligning=news_basis(request),
        nyheder=news_groups(found.news),
        emner=rows,
        afgjorte=_settled(numbers),
        foraeldede=tuple(row for row in rows if row.foraeldet),
        behandlinger=coming_treatments(live, focus, found.plan.settings, request.as_of),
    )


def _key_figures(numbers: Counts) -> tuple[KeyFigure, ...]:
    named = (
        (numbers.levende, "Uafsluttede emner i fokus"),
        (numbers.trafiklys["roed"], "Rødt lys"),
        (numbers.trafiklys["gul"], "Gult lys"),
        (numbers.overskredet, "Frist overskredet"),
        (numbers.foraeldet, "Ikke opdateret"),
    )
    return tuple(KeyFigure(number_text(count), word, "") for count, word in named)


def _settled(numbers: Counts) -> str:
    finished, dropped = numbers.afsluttet, numbers.tilstande["udgaaet"]
    words = [
        f"{count_text(count, 'emne', 'emner')} {word}"
        for count, word in ((finished, "afsluttet (X)"), (dropped, "udgået"))
        if count
    ]
    return f"Af emnerne i fokus er {' og '.join(words)}." if words else ""


def _row(found: Basis, item: Item, as_of: date) -> FocusRow:
    emne = item.emne
    return FocusRow(
        nr=item.id,
        anker=anchor(item.id),
        titel=emne.titel,
        ansvarlig=emne.ansvarlig,
        tilstand=item.tilstand,
        tilstand_ord=TILSTANDE[item.tilstand],
        lys=light_of(item),
        deadline=deadline(item, as_of),
        foraeldet=stale_text(item, found.plan.settings, as_of),
        risici=risks(item),
        snitflade=emne.snitflade or "",
        lukket=item.lukket,
    )

"""Involvement for the MED organisation: which body has been involved in which items, and when."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import TILSTANDE, TYPER, Type
from udplan.ground.danish import date_text, number_text, sort_key
from udplan.pure.report.parts import Basis, Head, ReportRequest, basis, count_text, head, udvalg_text

_OF_STAFF: Final[tuple[Type, ...]] = ("driftsaendringer", "raaderumsforslag")
"""The parts of a plan whose items change how people work."""


@dataclass(frozen=True, slots=True)
class InvolvementRow:
    """An item and the day a body was involved in it; `dato` is empty where it never was."""

    dato: str
    kommende: bool
    """Whether the day lies after the report's own."""
    nr: str
    titel: str
    tilstand: str
    udvalg: str
    ansvarlig: str
    lukket: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A body with what it was involved in, by day."""

    navn: str
    emner: tuple[InvolvementRow, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """The open items of a part of the plan in which the plan knows of no involvement."""

    type: str
    emner: tuple[InvolvementRow, ...]


@dataclass(frozen=True, slots=True)
class MedReport:
    """The whole report, ready to print."""

    head: Head
    oversigt: str
    organer: tuple[Body, ...]
    """Bodies with an involvement: plan.yaml's in its order, then those it does not know."""
    uden_emner: tuple[str, ...]
    """The names of plan.yaml's other bodies."""
    uden_inddragelse: tuple[Gap, ...]
    """Only for internal readers: that a file says nothing does not mean that nobody was asked."""


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> MedReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found = basis(plan, workspace, request)
    known = dict(found.plan.settings.organer) if found.plan.settings else {}
    involved: dict[str, list[tuple[date, Item]]] = {code: [] for code in known}
    for item in found.items:
        for each in item.emne.inddragelse:
            involved.setdefault(each.organ, []).append((each.dato, item))
    codes = (*known, *sorted(involved.keys() - known.keys(), key=sort_key))
    return MedReport(
        head=head(found, request, "Inddragelse"),
        oversigt=_overview(found),
        organer=tuple(
            Body(
                known.get(code, code),
                tuple(_row(found, item, request.as_of, day) for day, item in sorted(involved[code], key=_by_day)),
            )
            for code in codes
            if involved[code]
        ),
        uden_emner=tuple(name for code, name in known.items() if not involved[code]),
        uden_inddragelse=_gaps(found, request.as_of) if request.internal else (),
    )


def _by_day(pair: tuple[date, Item]) -> tuple[date, str]:
    return (pair[0], pair[1].id)


def _overview(found: Basis) -> str:
    items = [item for item in found.items if item.emne.inddragelse]
    if not items:
        return "Der er ikke registreret inddragelse i noget emne."
    times = sum(len(item.emne.inddragelse) for item in items)
    return (
        f"Der er registreret inddragelse i {number_text(len(items))} af"
        f" {count_text(len(found.items), 'emne', 'emner')}, i alt {count_text(times, 'gang', 'gange')}."
    )


def _gaps(found: Basis, as_of: date) -> tuple[Gap, ...]:
    open_items = {
        name: [item for item in found.items if item.type == name and item.emne.levende and not item.emne.inddragelse]
        for name in _OF_STAFF
    }
    return tuple(
        Gap(TYPER[name], tuple(_row(found, item, as_of) for item in items))
        for name, items in open_items.items()
        if items
    )


def _row(found: Basis, item: Item, as_of: date, day: date | None = None) -> InvolvementRow:
    return InvolvementRow(
        dato=date_text(day) if day else "",
        kommende=day is not None and day > as_of,
        nr=item.id,
        titel=item.emne.titel,
        tilstand=TILSTANDE[item.tilstand],
        udvalg=udvalg_text(found.plan.settings, item.emne.udvalg),
        ansvarlig=item.emne.ansvarlig,
        lukket=item.lukket,
    )

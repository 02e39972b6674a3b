"""The forward list for the secretariat: political treatments by quarter, then deadlines and milestones ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.settings import Settings
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import TILSTANDE
from udplan.ground.danish import date_text, sort_key
from udplan.pure.report.parts import Basis, Head, ReportRequest, basis, count_text, head, time_text, udvalg_text

_DAYS_AHEAD: Final = 365


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happens at a time: a treatment or a round's meeting, or a deadline or milestone."""

    hvornaar: str
    udvalg: str
    nr: str
    """The item's id; empty for a round's meeting."""
    titel: str
    hvad: str
    """`Frist`, or the milestone; empty for what is treated."""
    ansvarlig: str
    bemaerk: str
    """What else there is to know: the case, and that the item is settled."""
    lukket: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, or `Løbende`, with its entries by time."""

    titel: str
    punkter: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AarshjulReport:
    """The whole report, ready to print."""

    head: Head
    behandlinger: tuple[Period, ...]
    frister: tuple[Period, ...]
    """Deadlines and milestones of live items within a year."""
    senere: str
    """How many deadlines and milestones lie later than that."""
    passerede: tuple[Entry, ...]
    """Treatments of live items whose whole time has passed: they have been held, or forgotten."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """An entry with the day it is placed by; None for what goes on all the time."""

    dag: date | None
    tid: Tidspunkt
    punkt: Entry

    def order(self) -> tuple[date, date, date, str, str]:
        return (self.dag or date.max, *self.tid.sort_key, sort_key(self.punkt.udvalg), self.punkt.nr)


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> AarshjulReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found, as_of = basis(plan, workspace, request), request.as_of
    treatments = [(item, each) for item in found.items for each in _treatments(item, found.plan.settings, as_of)]
    coming = [each for _item, each in treatments if not each.tid.lies_before(as_of)]
    passed = [each for item, each in treatments if each.tid.lies_before(as_of) and item.emne.levende]
    if request.selected is None:
        coming += _meetings(found, as_of)
    dates = [each for item in found.items for each in _deadlines(item)]
    waits = [((each.dag - as_of).days, each) for each in dates if each.dag and each.dag >= as_of]
    near = [each for days, each in waits if days <= _DAYS_AHEAD]
    return AarshjulReport(
        head=head(found, request, "Årshjul for politisk behandling"),
        behandlinger=_periods(coming),
        frister=_periods(near),
        senere=_later(len(waits) - len(near)),
        passerede=tuple(each.punkt for each in sorted(passed, key=_Dated.order)),
    )


def _later(count: int) -> str:
    return f"{count_text(count, 'frist eller milepæl', 'frister og milepæle')} ligger senere." if count else ""


def _treatments(item: Item, settings: Settings | None, as_of: date) -> Iterator[_Dated]:
    """The treatments of an item in any state: what is finished may still be due for its account.

    A treatment is prepared for the first day of its time; one whose time has begun may come any day.
    """
    settled = "" if item.emne.levende else f"emnet er {TILSTANDE[item.tilstand].lower()}"
    for each in item.emne.behandling:
        time, udvalg = each.hvornaar, udvalg_text(settings, each.udvalg)
        notes = (f"sag {each.sag}" if each.sag else "", settled)
        yield _Dated(time.start and max(time.start, as_of), time, _entry(item, time, udvalg, "", *notes))


def _deadlines(item: Item) -> Iterator[_Dated]:
    """The deadline and milestones of a live item, by the last day of their time."""
    if not item.emne.levende:
        return
    if (time := item.emne.frist) is not None:
        yield _Dated(time.slut, time, _entry(item, time, "", "Frist"))
    for step in item.emne.milepaele:
        if step.naaet is None:
            yield _Dated(step.hvornaar.slut, step.hvornaar, _entry(item, step.hvornaar, "", step.hvad))


def _entry(item: Item, time: Tidspunkt, udvalg: str, what: str, *notes: str) -> Entry:
    note = ", ".join(filter(None, notes))
    return Entry(time_text(time), udvalg, item.id, item.emne.titel, what, item.emne.ansvarlig, note, item.lukket)


def _meetings(found: Basis, as_of: date) -> Iterator[_Dated]:
    """The meetings to come of the plan's own rounds."""
    for each in found.plan.rounds:
        day = each.runde.moede
        if day is not None and day >= as_of:
            udvalg = udvalg_text(found.plan.settings, each.runde.udvalg or "")
            note = f"sag {each.runde.sag}" if each.runde.sag else ""
            entry = Entry(date_text(day), udvalg, "", f"Status på planen: {each.runde.titel}", "", "", note, False)
            yield _Dated(day, Tidspunkt(day.isoformat(), day, day), entry)


def _periods(dated: list[_Dated]) -> tuple[Period, ...]:
    """The entries by quarter, in order; what goes on all the time is last."""
    quarters: dict[str, list[Entry]] = {}
    for each in sorted(dated, key=_Dated.order):
        quarters.setdefault(_quarter(each.dag), []).append(each.punkt)
    return tuple(Period(word, tuple(entries)) for word, entries in quarters.items())


def _quarter(day: date | None) -> str:
    return f"{(day.month + 2) // 3}. kvartal {day.year}" if day else "Løbende"

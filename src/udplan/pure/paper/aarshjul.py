"""The forward list for the secretariat: political treatments by quarter, then deadlines and milestones ahead."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.settings import Settings
from udplan.domain.tidspunkt import Tidspunkt
from udplan.ground.danish import date_text, sort_key
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.order import days_in_order
from udplan.pure.facts.treatments import committee_name, is_decided
from udplan.pure.paper.papir import (
    Afsnit,
    Blok,
    Kolonne,
    Linje,
    Nr,
    Overskrift,
    Papir,
    Raekke,
    Svag,
    Tabel,
)
from udplan.pure.paper.stykker import count_text, hoved, milestone_name, note, time_text, tomt
from udplan.pure.paper.stykker_emne import closed_mark
from udplan.pure.paper.stykker_sager import settled_text

_DAYS_AHEAD: Final = 365


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that happens at a time, placed by `dag`; None for what goes on all the time.

    `hvad` is the committee that treats it, or what it is: a deadline or a milestone. A round's meeting has no item.
    """

    dag: date | None
    tid: Tidspunkt
    hvad: str
    item: Item | None
    titel: str
    bemaerk: str = ""
    """What else there is to know: the case, and that the item is settled."""

    def row(self) -> Raekke:
        name: Linje = (self.titel,)
        if self.item:
            name = (Nr(self.item.id), " ", self.titel, *closed_mark(self.item))
        if self.bemaerk:
            name = (*name, " ", Svag(f"({self.bemaerk})"))
        return Raekke((time_text(self.tid), self.hvad, name, self.item.emne.ansvarlig if self.item else ""))


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    found, as_of = basis(plan, plans, request), request.as_of
    treatments = [each for item in found.items for each in _treatments(item, found.plan.settings, as_of)]
    treated = [each for item in found.items for each in _treated(item, found.plan.settings, as_of)]
    coming = [each for each in treatments if not each.tid.lies_before(as_of)]
    passed = [each for each in treatments if each.tid.lies_before(as_of) and each.item and each.item.emne.levende]
    if request.selected is None:
        coming += _meetings(found, as_of)
    return Papir(
        "aarshjul",
        hoved(found, request, "Årshjul for politisk behandling", med_beloeb=False),
        (
            Afsnit("behandlinger", "Kommende politisk behandling",
                   tuple(_periods(coming, "Politisk behandling", "Udvalg"))
                   or (tomt("Der er ingen planlagt behandling."),), kort="Politisk behandling"),
            Afsnit("frister", "Frister og milepæle det næste år", tuple(_dates(found, as_of)),
                   kort="Frister og milepæle"),
            Afsnit("passerede", "Tid passeret", tuple(_passed(passed, found, as_of))),
            *((Afsnit("behandlet", "Behandlet", _done(treated)),) if treated else ()),
        ),
        "liste",
    )  # fmt: skip


def _dates(found: Basis, as_of: date) -> Iterator[Blok]:
    """Deadlines and milestones of live items within a year, and how many lie later."""
    dates = [each for item in found.items for each in _deadlines(item)]
    waits = [((each.dag - as_of).days, each) for each in dates if each.dag and each.dag >= as_of]
    near = [each for days, each in waits if days <= _DAYS_AHEAD]
    if near:
        yield from _periods(near, "Frister og milepæle", "Hvad")
    else:
        yield tomt("Der er ingen frister eller milepæle det næste år.")
    if later := len(waits) - len(near):
        yield note(f"{count_text(later, 'frist eller milepæl', 'frister og milepæle')} ligger senere.")


def _passed(entries: list[_Entry], found: Basis, as_of: date) -> Iterator[Blok]:
    """What should have been by now in live items: treatments that were held or forgotten, deadlines and milestones."""
    dates = [each for item in found.items for each in _deadlines(item) if each.tid.lies_before(as_of)]
    if not entries and not dates:
        yield tomt("Ingen uafsluttede emner har en behandling, en frist eller en milepæl, hvis tid er passeret.")
    if entries:
        yield note(
            "Tiden er gået for disse behandlinger i uafsluttede emner. Enten er de gennemført, eller også mangler de."
        )
        yield _table(_ordered(entries), "politisk behandling, hvis tid er passeret", "Udvalg")
    if dates:
        yield note("Tiden er gået for disse frister og milepæle i uafsluttede emner.")
        yield _table(_ordered(dates), "frister og milepæle, hvis tid er passeret", "Hvad")


def _treatments(item: Item, settings: Settings | None, as_of: date) -> Iterator[_Entry]:
    """The treatments without a result of an item in any state: what is finished may still be due for its account.

    A treatment is prepared for the first day of its time; one whose time has begun, and is not over, may come any day.
    """
    for each in (each for each in item.emne.behandling if not is_decided(each, as_of)):
        time = each.hvornaar
        notes = ", ".join(filter(None, (f"sag {each.sag}" if each.sag else "", settled_text(item))))
        day = time.start if time.start is None or time.lies_before(as_of) else max(time.start, as_of)
        yield _Entry(day, time, committee_name(settings, each.udvalg), item, item.emne.titel, notes)


def _treated(item: Item, settings: Settings | None, as_of: date) -> Iterator[_Entry]:
    """The treatments of an item that have their result, each with what was decided."""
    for each in item.emne.behandling:
        if each.resultat is not None and is_decided(each, as_of):
            day, decision = each.resultat.dato, each.resultat.beslutning
            time = Tidspunkt(date_text(day), day, day)
            notes = f"sag {each.sag}: {decision}" if each.sag else decision
            yield _Entry(day, time, committee_name(settings, each.udvalg), item, item.emne.titel, notes)


def _done(entries: list[_Entry]) -> tuple[Blok, ...]:
    """What has been treated, the latest first."""
    return (_table(_ordered(entries)[::-1], "gennemført politisk behandling", "Udvalg"),)


def _deadlines(item: Item) -> Iterator[_Entry]:
    """The deadline and milestones of a live item, by the last day of their time."""
    if not item.emne.levende:
        return
    if (time := item.emne.frist) is not None:
        yield _Entry(time.slut, time, "Frist", item, item.emne.titel)
    for step in item.emne.milepaele:
        if step.naaet is None:
            yield _Entry(step.hvornaar.slut, step.hvornaar, milestone_name(step), item, item.emne.titel)


def _meetings(found: Basis, as_of: date) -> Iterator[_Entry]:
    """The meetings to come of the plan's own rounds."""
    for each in found.plan.rounds:
        day = each.runde.moede
        if day is not None and day >= as_of:
            committee = committee_name(found.plan.settings, each.runde.udvalg or "")
            case = f"sag {each.runde.sag}" if each.runde.sag else ""
            time = Tidspunkt(date_text(day), day, day)
            yield _Entry(day, time, committee, None, f"Status på planen: {each.runde.titel}", case)


def _periods(entries: list[_Entry], what: str, second: str) -> Iterator[Blok]:
    """The entries by quarter, in order; what goes on all the time is last."""
    quarters: dict[str, list[_Entry]] = {}
    for each in _ordered(entries):
        quarters.setdefault(_quarter(each.dag), []).append(each)
    for quarter, some in quarters.items():
        yield Overskrift(quarter)
        yield _table(some, f"{what}, {quarter}".lower(), second)


def _ordered(entries: list[_Entry]) -> list[_Entry]:
    """The entries by day, the more exact first; each has the day that it is placed by."""
    placed = days_in_order(
        entries, lambda each: each.item.id if each.item else each.titel, lambda each: each.tid, lambda each: each.dag
    )

    def order(each: tuple[_Entry, date | None, int]) -> tuple[date, int, str, str]:
        entry, day, span = each
        return (day or date.max, span, sort_key(entry.hvad), sort_key(entry.item.id) if entry.item else "")

    return [replace(entry, dag=day) for entry, day, _span in sorted(placed, key=order)]


def _table(entries: list[_Entry], name: str, second: str) -> Tabel:
    columns = (
        Kolonne("Hvornår", "tid", bredde=16),
        Kolonne(second, bredde=24),
        Kolonne("Emne", bredde=40),
        Kolonne("Ansvarlig", bredde=20),
    )
    return Tabel(name, columns, tuple(each.row() for each in entries))


def _quarter(day: date | None) -> str:
    return f"{(day.month + 2) // 3}. kvartal {day.year}" if day else "Løbende"

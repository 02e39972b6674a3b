"""Rules about how far an item is: its X, its light, its deadline and how fresh its status is."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.ground.message import Message, _
from udplan.ground.problem import Finding
from udplan.pure.checks.wording import hint_for_late_day, id_for_command
from udplan.pure.view.late import (
    confirmed_too_long_ago,
    days_allowed,
    deadline_of,
    is_overdue,
    missed_milestones,
    should_have_begun,
    updated,
)

_GOES_ON: Final = re.compile(
    r"\b(?:(?:er |endnu )?ikke (?:startet|begyndt|påbegyndt|igangsat|sat i gang|gået i gang|afsluttet|færdige?t?)|"
    r"er (?:fortsat |stadig |nu )?(?:i gang|undervejs|begyndt|startet|i udbud)|"
    r"er (?:fortsat |stadig )?under (?:udførelse|opførelse|forberedelse|udarbejdelse)|afventer)\b",
    re.IGNORECASE,
)
"""Words of a status that say that the work has not ended."""

MANY: Final = 5
"""So many late items, if they are also more than half of the live ones, are told in one line."""


def finished(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """An X without a basis or from the future, and lights on what is no longer live."""
    for item in plan.items:
        done = item.emne.afsluttet
        if done is not None and done.grundlag is None:
            message = _("the X has no basis: nothing says why {id} counts as finished").format(id=item.id)
            hint = _("write for example `grundlag: Indarbejdet i budget 2025` under `afsluttet`")
            yield Finding("missing-evidence", item.path, ("afsluttet",), message, hint)
        if done is not None and done.dato > as_of:
            message = _("finished on {date}, which is after {as_of}").format(
                date=done.dato.isoformat(), as_of=as_of.isoformat()
            )
            otherwise = _("an X is set when the work is done; is the year right?")
            hint = hint_for_late_day(done.dato, as_of, otherwise)
            yield Finding("done-after-as-of", item.path, ("afsluttet", "dato"), message, hint)
        if item.emne.trafiklys is not None and not item.emne.levende:
            message = _("the item is {state}, but still has a light").format(state=item.tilstand)
            yield Finding("light-on-finished", item.path, ("trafiklys",), message, _("remove the line"))


def ended_status(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Ended items whose status was left from when they were not, and says so."""
    for item in plan.items:
        if item.emne.levende or (found := _GOES_ON.search(" ".join((item.emne.status or "").split()))) is None:
            continue
        message = _("the item is {state}, but its status says “{words}”").format(state=item.tilstand, words=found[0])
        hint = _("write in `status` how it ended; `udplan done` and `udplan drop` take it with --status")
        yield Finding("status-contradicts", item.path, ("status",), message, hint)


def risks(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Yellow and red lights of live items without a risk and what is done about it."""
    for item in plan.items:
        light = item.emne.trafiklys
        if light not in ("gul", "roed") or not item.emne.levende:
            continue
        if not any(risk.afhjaelpning for risk in item.emne.risici):
            message = (
                _("`trafiklys` is {light}, but no risk says what is done about it")
                if item.emne.risici
                else _("`trafiklys` is {light}, but there is no risk and no remedy")
            )
            hint = _("write `risici: [{tekst: …, afhjaelpning: …}]`")
            yield Finding("risk-missing", item.path, ("trafiklys",), message.format(light=light), hint)


def moves(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Moved deadlines without a reason."""
    for item in plan.items:
        for place, move in enumerate(item.emne.fristaendringer):
            if move.aarsag is None:
                message = _("the deadline was moved from {before} without a reason").format(before=move.fra.tekst)
                yield Finding(
                    "moved-without-reason", item.path, ("fristaendringer", place),
                    message, _("write `aarsag: …`"),
                )  # fmt: skip


def stale(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Live items not confirmed for too long; in one line if they are most. What never began is told of as that."""
    foraeldelse = plan.foraeldelse
    late = [item for item in plan.items if confirmed_too_long_ago(item, as_of, foraeldelse)]

    def told(item: Item) -> Finding:
        day = updated(item) or as_of
        message = _("not updated since {date}, {days} days ago; {allowed} are allowed").format(
            date=day.isoformat(), days=(as_of - day).days,
            allowed=days_allowed(item, foraeldelse),
        )  # fmt: skip
        hint = _("read the status again, and write `opdateret: {date}`").format(date=as_of.isoformat())
        return Finding("stale", item.path, ("opdateret",), message, hint)

    said = _("{number} of {live} live items have not been updated for too long")
    yield from _one_by_one_or_together(plan, late, told, "stale", said, "udplan list --stale")


def overdue(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Live items whose deadline has passed; in one line if they are most of the plan."""
    late = [item for item in plan.items if is_overdue(item, as_of)]

    def told(item: Item) -> Finding:
        frist = deadline_of(item)
        assert frist is not None
        message = _("the deadline {frist} has passed").format(frist=frist.tekst)
        hint = _('is it done? `udplan done {id} --basis "…"`; else `udplan move {id} "…" --reason "…"`')
        return Finding("overdue", item.path, ("frist",), message, hint.format(id=id_for_command(item, plans)))

    said = _("the deadline has passed for {number} of {live} live items")
    yield from _one_by_one_or_together(plan, late, told, "overdue", said, "udplan list --overdue")


def start_passed(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Items that should have begun; in one line if they are most of the plan. What is overdue is told of as that."""
    late = [
        item for item in plan.items
        if should_have_begun(item, as_of)
        and not is_overdue(item, as_of)
    ]  # fmt: skip

    def told(item: Item) -> Finding:
        message = _("the work should have begun: the start, {start}, has passed, and `fase` is ikke_startet")
        hint = _("has it begun, write `fase: i_gang`; else write in `start` when it begins, and why in `status`")
        return Finding("start-passed", item.path, ("start",), message.format(start=item.data["start"]), hint)

    said = _("{number} of {live} live items should have begun")
    yield from _one_by_one_or_together(plan, late, told, "start-passed", said, "udplan list --fase ikke_startet")


def milestone_passed(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Items with a milestone that was not reached in time, the first of each. What is overdue is told of as that."""
    late = [item for item in plan.items if not is_overdue(item, as_of) and missed_milestones(item, as_of)]

    def told(item: Item) -> Finding:
        place, *_others = missed_milestones(item, as_of)
        step = item.data["milepaele"][place]
        message = _("{step} should have been reached: {time} has passed")
        hint = _("was it reached, write `naaet: …` with the day; else write in `hvornaar` when it is expected")
        said = message.format(step=step["hvad"], time=step["hvornaar"])
        return Finding("milestone-passed", item.path, ("milepaele", place, "hvornaar"), said, hint)

    said = _("{number} of {live} live items have a milestone that was not reached in time")
    yield from _one_by_one_or_together(plan, late, told, "milestone-passed", said, "udplan list --open")


def green_overdue(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Green lights of items whose deadline has passed; nothing where most of the plan is overdue."""
    late = [item for item in plan.items if is_overdue(item, as_of)]
    for item in late if not _are_most(late, plan) else ():
        if item.data.get("trafiklys") == "groen":
            message = _("`trafiklys` is groen, but the deadline {frist} has passed").format(frist=item.data["frist"])
            hint = _("is it done, give it its X; else choose gul or roed, or move the deadline")
            yield Finding("green-overdue", item.path, ("trafiklys",), message, hint)


def _one_by_one_or_together(
    plan: Plan, late: list[Item], told: Callable[[Item], Finding], code: str, said: Message, command: str
) -> Iterator[Finding]:
    if _are_most(late, plan):
        live = sum(item.levende for item in plan.items)
        hint = _("`{command} --plan {plan}` lists them").format(command=command, plan=plan.name)
        yield Finding(code, plan.settings_path, ("titel",), said.format(number=len(late), live=live), hint)
    else:
        yield from map(told, late)


def _are_most(late: list[Item], plan: Plan) -> bool:
    return len(late) >= MANY and 2 * len(late) > sum(item.levende for item in plan.items)

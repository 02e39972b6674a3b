"""Rules about the order of days in a file: what begins, is to be reached, is moved and ends, whatever day it is.

Times are vejledende: two of them are in the wrong order only where no day of the one could come before the other.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from udplan.domain.plan import Plan, Plans
from udplan.domain.tidspunkt import Tidspunkt
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath

_LONG: Final = timedelta(days=365)


def starts(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Work that begins after its deadline."""
    for item in plan.items:
        start, frist = item.emne.start, item.emne.frist
        if start is not None and frist is not None and _is_wholly_after(start, frist):
            message = _("the work begins after its deadline: {start} is later than {frist}")
            hint = _("correct the one that is wrong; is the year right?")
            said = message.format(start=start.tekst, frist=frist.tekst)
            yield Finding("start-after-deadline", item.path, ("start",), said, hint)


def milestones(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Milestones still to come of live items that come after the deadline of the whole."""
    for item in plan.items:
        frist = item.emne.frist
        for place, step in enumerate(item.emne.milepaele if item.levende and frist is not None else ()):
            if step.naaet is None and frist is not None and _is_wholly_after(step.hvornaar, frist):
                message = _("{step} comes after the deadline of the whole: {time} is later than {frist}")
                hint = _("correct the one that is wrong, or move the deadline with `udplan move`")
                said = message.format(step=step.hvad, time=step.hvornaar.tekst, frist=frist.tekst)
                yield Finding("milestone-after-deadline", item.path, ("milepaele", place, "hvornaar"), said, hint)


def ends(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Ends that came before they could; what may be told of one end in several ways is told in the first of them.

    An item may well be dropped before it was to begin.
    """
    aftale = plan.settings.aftale if plan.settings is not None else None
    agreed = aftale.vedtaget if aftale is not None else None
    for item in plan.items:
        emne = item.emne
        end = emne.ende
        if end is None:
            continue
        keys: KeyPath = (item.tilstand, "dato")
        day, begin = end.dato, emne.start.start if emne.start is not None else None
        hint = _("is the year right?")
        if agreed is not None and day < agreed:
            message = _("the item ended on {date}, before its agreement was made on {agreed}")
            said = message.format(date=day.isoformat(), agreed=agreed.isoformat())
            yield Finding("ended-before-agreement", item.path, keys, said, hint)
        elif emne.afsluttet is not None and emne.start is not None and begin is not None and day < begin:
            message = _("the X is of {date}, but the work only begins {start}")
            hint = _("correct the one that is wrong; is the year right?")
            said = message.format(date=day.isoformat(), start=emne.start.tekst)
            yield Finding("done-before-start", item.path, keys, said, hint)
        elif emne.opdateret is not None and emne.opdateret - day > _LONG:
            message = _("the item ended on {date}, more than a year before its status was last updated, {updated}")
            said = message.format(date=day.isoformat(), updated=emne.opdateret.isoformat())
            yield Finding("ended-long-before", item.path, keys, said, hint)


def order_of_moves(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Moved deadlines that do not stand in the order of their days: the first one's `fra` is the original deadline."""
    for item in plan.items:
        for place, (before, move) in enumerate(pairwise(item.emne.fristaendringer), start=1):
            if move.dato < before.dato:
                message = _("this move is of {date}, but stands after one of {before}").format(
                    date=move.dato.isoformat(), before=before.dato.isoformat()
                )
                hint = _("put the moves in the order of their days: the first one's `fra` is the original deadline")
                yield Finding("moves-out-of-order", item.path, ("fristaendringer", place, "dato"), message, hint)
                break


def _is_wholly_after(time: Tidspunkt, other: Tidspunkt) -> bool:
    return time.start is not None and other.lies_before(time.start)

"""The items that somebody should look at, and why: what a meeting reads first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from udplan.domain.emne import Milepael
from udplan.domain.plan import Item
from udplan.domain.settings import Foraeldelse, Settings
from udplan.pure.view.late import is_overdue, is_stale, missed_milestones, should_have_begun

Reason = Literal["roed", "overskredet", "foraeldet", "milepael", "start"]
"""Red, overdue, not updated for too long, a milestone passed without being reached, or not begun in time."""

_URGENCY: Final[tuple[Reason, ...]] = ("roed", "overskredet", "foraeldet", "milepael", "start")


@dataclass(frozen=True, slots=True)
class Attention:
    """An item with every reason to look at it, the weightiest first; `milepaele` are those that were missed."""

    item: Item
    reasons: tuple[Reason, ...]
    milepaele: tuple[Milepael, ...]


def needs_attention(items: Iterable[Item], settings: Settings | None, as_of: date) -> tuple[Attention, ...]:
    """What to look at on a day: red items first, then by the weightiest reason; else as in the plan."""
    foraeldelse = settings.foraeldelse if settings else Foraeldelse()
    found = []
    for item in items:
        if item.emne.levende:
            milepaele = missed(item, as_of)
            reasons = tuple(_reasons(item, milepaele, foraeldelse, as_of))
            if reasons:
                found.append(Attention(item, reasons, milepaele))
    return tuple(sorted(found, key=lambda each: _URGENCY.index(each.reasons[0])))


def missed(item: Item, as_of: date) -> tuple[Milepael, ...]:
    """The milestones of a live item whose time has passed without their being reached."""
    return tuple(item.emne.milepaele[place] for place in missed_milestones(item, as_of))


def _reasons(item: Item, milepaele: tuple[Milepael, ...], foraeldelse: Foraeldelse, as_of: date) -> Iterator[Reason]:
    emne = item.emne
    if emne.trafiklys == "roed":
        yield "roed"
    if is_overdue(item, as_of):
        yield "overskredet"
    if is_stale(item, as_of, foraeldelse):
        yield "foraeldet"
    if milepaele:
        yield "milepael"
    if should_have_begun(item, as_of):
        yield "start"

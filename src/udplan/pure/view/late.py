"""Whether an item is late: past its deadline, or not confirmed for too long. The day to judge by is given."""

from datetime import date
from typing import Protocol

from udplan.domain.plan import Item
from udplan.domain.tidspunkt import Tidspunkt, tidspunkt_from_text


class DaysAllowed(Protocol):
    """After how many days without an update an item counts as stale, and one that the directors follow."""

    @property
    def halvaar(self) -> int: ...

    @property
    def maaned(self) -> int: ...


def deadline_of(item: Item) -> Tidspunkt | None:
    """The item's deadline."""
    text = item.data.get("frist")
    return None if text is None else tidspunkt_from_text(str(text))


def updated(item: Item) -> date | None:
    """The day on which the item's status was last confirmed."""
    text = item.data.get("opdateret")
    return None if text is None else date.fromisoformat(text)


def is_overdue(item: Item, as_of: date) -> bool:
    """Whether a live item's whole deadline lies before the day; times are vejledende."""
    return item.levende and (frist := deadline_of(item)) is not None and frist.lies_before(as_of)


def is_stale(item: Item, as_of: date, allowed: DaysAllowed) -> bool:
    """Whether a live item's status was confirmed too long ago; one never begun need not have been confirmed."""
    if not item.levende or (day := updated(item)) is None:
        return False
    return (as_of - day).days > days_allowed(item, allowed)


def days_allowed(item: Item, allowed: DaysAllowed) -> int:
    """How many days an item may go without an update: the directors follow theirs monthly."""
    return allowed.maaned if item.data.get("direktionsfokus") else allowed.halvaar

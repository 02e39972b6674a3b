"""Whether an item is late: not begun, past a milestone or its deadline, not confirmed. The day to judge by is given."""

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


def should_have_begun(item: Item, as_of: date) -> bool:
    """Whether an item that is not started was to begin before the day."""
    return item.data.get("fase") == "ikke_startet" and _has_passed(item.data.get("start"), as_of)


def missed_milestones(item: Item, as_of: date) -> tuple[int, ...]:
    """The places in `milepaele` of a live item's milestones that were not reached in time."""
    return tuple(
        place
        for place, step in enumerate(item.data.get("milepaele", ()) if item.levende else ())
        if "naaet" not in step and _has_passed(step["hvornaar"], as_of)
    )


def _has_passed(text: object, as_of: date) -> bool:
    return text is not None and tidspunkt_from_text(str(text)).lies_before(as_of)


def is_stale(item: Item, as_of: date, allowed: DaysAllowed) -> bool:
    """Whether a live item lacks a new status: confirmed too long ago, or not since its work should have begun."""
    return (
        confirmed_too_long_ago(item, as_of, allowed)
        or _silent_since_its_start(item, as_of)
        or _silent_since_its_first_year(item, as_of)
    )


def confirmed_too_long_ago(item: Item, as_of: date, allowed: DaysAllowed) -> bool:
    """Whether a live item has a status, and it was last confirmed more days ago than are allowed."""
    day = updated(item)
    return item.levende and day is not None and (as_of - day).days > days_allowed(item, allowed)


def has_never_been_told(item: Item) -> bool:
    """Whether a live item never had a status, as one that is not started need not have."""
    return item.levende and updated(item) is None


def _silent_since_its_start(item: Item, as_of: date) -> bool:
    """Whether nothing has been said of an item since it should have begun; without a start, since it should be done."""
    text = item.data.get("start") or item.data.get("frist")
    if item.data.get("fase") != "ikke_startet" or not _has_passed(text, as_of):
        return False
    day, end = updated(item), tidspunkt_from_text(str(text)).slut
    return day is None or (end is not None and day <= end)


def _silent_since_its_first_year(item: Item, as_of: date) -> bool:
    """Whether an item that is to begin at no given time never had a status, and the first year of its money is over."""
    data = item.data
    if data.get("fase") != "ikke_startet" or "start" in data or "frist" in data or updated(item) is not None:
        return False
    amounts = data.get("beloeb")
    years = [int(year) for year, amount in amounts.items() if amount] if isinstance(amounts, dict) else []
    return bool(years) and as_of.year > min(years)


def days_allowed(item: Item, allowed: DaysAllowed) -> int:
    """How many days an item may go without an update: the directors follow theirs monthly."""
    return allowed.maaned if item.data.get("direktionsfokus") else allowed.halvaar

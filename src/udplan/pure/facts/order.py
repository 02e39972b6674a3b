"""The order of what happens at vejledende times: an exact day stands before a vague time that holds it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from udplan.domain.tidspunkt import Tidspunkt

Entry = TypeVar("Entry")


def days_in_order(
    entries: Iterable[Entry],
    item_of: Callable[[Entry], str],
    time_of: Callable[[Entry], Tidspunkt],
    day_of: Callable[[Entry], date | None],
) -> list[tuple[Entry, date | None, int]]:
    """Each entry with the day that it is to be placed by, and how many days its time spans.

    `juni 2025` may be any day of June. Where the same item has something on the 3rd, it is no sooner than that; but a
    time that begins in one quarter is not put off to the next.
    """
    found: list[tuple[Entry, date | None, int]] = []
    of_item: dict[str, list[tuple[Tidspunkt, date]]] = {}
    for entry in sorted(entries, key=lambda each: _span(time_of(each))):
        time, day = time_of(entry), day_of(entry)
        placed = of_item.setdefault(item_of(entry), [])
        if day is not None:
            within = [
                earlier for other, earlier in placed
                if time.contains(other) and not other.contains(time) and _quarter(earlier) == _quarter(day)
            ]  # fmt: skip
            day = max(day, *within) if within else day
            placed.append((time, day))
        found.append((entry, day, _span(time)))
    return found


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def _span(time: Tidspunkt) -> int:
    return (time.slut - time.start).days if time.start and time.slut else date.max.toordinal()

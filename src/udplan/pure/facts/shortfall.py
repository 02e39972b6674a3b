"""Savings that were agreed and are not reached: what is not expected of them, and what is not realised."""

from collections.abc import Iterator
from datetime import date

from udplan.domain.plan import Item
from udplan.domain.vocabulary import Fortegn
from udplan.pure.facts.money import agreed, expected, realised


def not_expected(item: Item, year: int, fortegn: Fortegn) -> int:
    """By how much a year is expected to cost more, or save less, than agreed; 0 where it is not, or none is agreed."""
    before, after = agreed(item, year), expected(item, year)
    if before is None or after is None:
        return 0
    worse = after - before if fortegn == "udgift_positiv" else before - after
    return max(0, worse)


def is_not_concrete(item: Item, year: int, as_of: date) -> bool:
    """Whether an amount is agreed for a year that has begun, and nothing of it realised."""
    return year <= as_of.year and bool(agreed(item, year)) and not realised(item, year)


def short_years(item: Item, years: tuple[int, ...], as_of: date) -> Iterator[int]:
    """The years in which less is realised than agreed: so far nothing, or the year is over, or the item ended."""
    for year in years:
        if is_not_concrete(item, year, as_of):
            yield year
            continue
        so_far, whole = realised(item, year), agreed(item, year)
        if so_far is None or not whole:
            continue
        sign = 1 if whole > 0 else -1
        # A finished item may still expect the rest of the year's amount before the year is over.
        waits = item.emne.forventet is not None and expected(item, year) == whole
        ended = year == as_of.year and not item.emne.levende and not waits
        if (year < as_of.year or ended) and so_far * sign < whole * sign:
            yield year

"""Savings that were agreed and are not realised: in which years, and whether anything has been made concrete."""

from collections.abc import Iterator
from datetime import date

from udplan.domain.plan import Item
from udplan.pure.facts.figures import agreed, realised


def is_not_concrete(item: Item, year: int, as_of: date) -> bool:
    """Whether an amount is agreed for a year that has begun, and nothing of it realised; what is dropped owes none."""
    return year <= as_of.year and not item.emne.udgaaet and bool(agreed(item, year)) and not realised(item, year)


def short_years(item: Item, years: tuple[int, ...], as_of: date) -> Iterator[int]:
    """The years in which less is realised than agreed: so far nothing, or the year is over, or the item finished."""
    for year in years:
        if is_not_concrete(item, year, as_of):
            yield year
        elif (so_far := realised(item, year)) is not None and agreed(item, year) and not item.emne.udgaaet:
            sign = 1 if agreed(item, year) > 0 else -1
            # A finished item may still expect the rest of the year's amount before the year is over.
            over = year < as_of.year or (
                year == as_of.year
                and item.emne.afsluttet is not None
                and (item.emne.forventet or {}).get(year) != agreed(item, year)
            )
            if over and so_far * sign < agreed(item, year) * sign:
                yield year

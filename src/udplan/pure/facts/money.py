"""The money of items by year: agreed, expected and realised; and of projects, expenditure and income apart.

Serviceudgifter and anlæg have ceilings of their own, so no sum of money crosses the types.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from udplan.domain.plan import Item
from udplan.domain.vocabulary import Fortegn


@dataclass(frozen=True, slots=True)
class Line:
    """An item's money in a year. `aftalt` is None where no amount is agreed yet, `realiseret` where none is reported.

    Where none is agreed, what is expected is None too unless the item's file says it.
    """

    aftalt: int | None
    forventet: int | None
    realiseret: int | None


LineOf: TypeAlias = Callable[[Item, int], Line]
"""What of an item's money in a year is counted."""


@dataclass(frozen=True, slots=True)
class YearMoney:
    """One year's money in the plan's unit; `realiseret` is None where nobody has reported any.

    What is expected of an item whose amount is not agreed yet is not counted: there is nothing to compare it with.
    """

    aar: int
    aftalt: int
    forventet: int
    realiseret: int | None
    ufastsat: int = 0
    """How many items have no amount agreed for the year."""


@dataclass(frozen=True, slots=True)
class TotalMoney:
    """The money of all years together; `realiseret` is None where nobody has reported any."""

    aftalt: int
    forventet: int
    realiseret: int | None
    ufastsat: int = 0
    """How many amounts, each of an item and a year, are not agreed."""


@dataclass(frozen=True, slots=True)
class Money:
    """The money of some items, year by year."""

    antal: int
    years: tuple[YearMoney, ...]

    @property
    def i_alt(self) -> TotalMoney:
        """All the years added up."""
        return TotalMoney(
            sum(year.aftalt for year in self.years),
            sum(year.forventet for year in self.years),
            _sum_of_known(year.realiseret for year in self.years),
            sum(year.ufastsat for year in self.years),
        )


@dataclass(frozen=True, slots=True)
class Gross:
    """The money of items of one type; where some of it is income, that apart, and what is left when it is taken off."""

    udgifter: Money
    indtaegter: Money | None = None
    netto: Money | None = None


def agreed(item: Item, year: int) -> int | None:
    """What was agreed for a year; None where no amount is agreed yet."""
    return item.emne.aftalt(year)


def expected(item: Item, year: int) -> int | None:
    """What is expected in a year: the item's own figure, else what was realised if dropped, else what was agreed."""
    if item.emne.forventet is not None and year in item.emne.forventet:
        return item.emne.forventet[year]
    return realised(item, year) or 0 if item.emne.udgaaet else agreed(item, year)


def realised(item: Item, year: int) -> int | None:
    """What has been realised in a year, where somebody reported it."""
    return (item.emne.realiseret or {}).get(year)


def income_beside(item: Item, year: int) -> Line:
    """The income that an item has beside its amounts: expected as agreed, and none of it if the item was dropped."""
    amount = 0 if item.goes_on_here else (item.emne.indtaegter or {}).get(year, 0)
    return Line(amount, 0 if item.emne.udgaaet else amount, None)


def line(item: Item, year: int) -> Line:
    """An item's amounts in a year, without the income beside them.

    Of what goes on as another item of the plan, that one holds what is agreed and expected.
    """
    if item.goes_on_here:
        return Line(0, 0, realised(item, year))
    return Line(agreed(item, year), expected(item, year), realised(item, year))


def money(items: Iterable[Item], years: Iterable[int], line_of: LineOf = line) -> Money:
    """The money of items of one kind. Do not ask for kinds that must not be added together."""
    items = tuple(items)
    return Money(len(items), tuple(_year(year, [line_of(item, year) for item in items]) for year in years))


def counted(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that hold what is agreed and expected: of what goes on as another item of the plan that one does."""
    return tuple(item for item in items if not item.goes_on_here)


def gross(items: Iterable[Item], years: Sequence[int], fortegn: Fortegn) -> Gross:
    """The money of items of one type, expenditure and income apart.

    An amount of a capital project that has the sign of income is income; of other items only what stands under
    `indtaegter` is, since an amount that lowers spending is mostly a saving.
    """
    items = tuple(items)
    spending = 1 if fortegn == "udgift_positiv" else -1

    def income(item: Item, year: int) -> Line:
        return _sum(_side(item, year, spending, of_income=True), income_beside(item, year))

    def net(item: Item, year: int) -> Line:
        return _sum(line(item, year), income_beside(item, year))

    if not any(has_income(item, years, fortegn) for item in items):
        return Gross(money(items, years))
    expenditure = money(items, years, lambda item, year: _side(item, year, spending, of_income=False))
    return Gross(expenditure, money(items, years, income), money(items, years, net))


def has_income(item: Item, years: Iterable[int], fortegn: Fortegn) -> bool:
    """Whether some of an item's money is income that is told apart; see `gross`."""
    spending = 1 if fortegn == "udgift_positiv" else -1
    amounts = [getattr(line(item, year), name) or 0 for year in years for name in Line.__slots__]
    of_projects = item.type == "anlaegsprojekter" and any(amount * spending < 0 for amount in amounts)
    return of_projects or any((item.emne.indtaegter or {}).values())


def _side(item: Item, year: int, spending: int, *, of_income: bool) -> Line:
    """What of a line is income, or is not. What is nothing belongs where most of the item does."""
    whole = line(item, year)
    if item.type != "anlaegsprojekter":
        return Line(0, 0, None) if of_income else whole
    mostly_income = sum(item.emne.fastsat.values()) * spending < 0

    def belongs(amount: int) -> bool:
        return (amount * spending < 0 if amount else mostly_income) == of_income

    aftalt, forventet = (
        amount if amount is None or belongs(amount) else 0 for amount in (whole.aftalt, whole.forventet)
    )
    if of_income and whole.aftalt is None:  # an amount that is not agreed is told of once
        aftalt = forventet = 0
    realiseret = whole.realiseret if whole.realiseret is not None and belongs(whole.realiseret) else None
    return Line(aftalt, forventet, realiseret)


def _sum(one: Line, other: Line) -> Line:
    """Two lines of one item; no amount agreed for the one is none for both."""
    aftalt = None if one.aftalt is None or other.aftalt is None else one.aftalt + other.aftalt
    forventet = None if one.forventet is None or other.forventet is None else one.forventet + other.forventet
    return Line(aftalt, forventet, _sum_of_known((one.realiseret, other.realiseret)))


def _year(year: int, lines: Iterable[Line]) -> YearMoney:
    lines = tuple(lines)
    agreed_on = [each for each in lines if each.aftalt is not None]
    return YearMoney(
        year,
        sum(each.aftalt or 0 for each in agreed_on),
        sum(each.forventet or 0 for each in agreed_on),
        _sum_of_known(each.realiseret for each in lines),
        len(lines) - len(agreed_on),
    )


def _sum_of_known(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None

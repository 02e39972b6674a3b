"""Money as tables: of the whole plan by type, of one type's items by kind, and of one item.

No table adds up money of several types: serviceudgifter and anlæg are governed apart.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from udplan.domain.plan import Item
from udplan.domain.vocabulary import KATEGORIER, STYRINGSOMRAADER, TYPER, VARIGHEDER, Styringsomraade, Type
from udplan.ground.danish import number_text, percent_text
from udplan.pure.report.figures import Figures, Money, TotalMoney, YearMoney, by_area, by_kind, money
from udplan.pure.report.parts import NOT_REPORTED, count_text

TOTAL: Final = "I alt"

_KATEGORIER: Final[Mapping[str, str]] = {str(code): label for code, label in KATEGORIER.items()}
_VARIGHEDER: Final[Mapping[str, str]] = {str(code): label for code, label in VARIGHEDER.items()}


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What a type calls its figures: a råderumsforslag is realised, a capital project spends."""

    emner: str
    aftalt: str
    realiseret: str
    andel: str


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """`Aftalt`, `Forventet` … with a cell for each of the table's columns."""

    ord: str
    celler: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoneyGroup:
    """The lines of some items; of a part of the group before it, if `underopdelt`."""

    ord: str
    underopdelt: bool
    linjer: tuple[MoneyLine, ...]


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Groups of lines; a line's cells stand in the order of `kolonner`."""

    ord: str
    kolonner: tuple[str, ...]
    grupper: tuple[MoneyGroup, ...]


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """An item's money in a year, or in all; `forventet` and `afvigelse` are empty where it is as agreed."""

    ord: str
    aftalt: str
    forventet: str
    afvigelse: str
    realiseret: str


_Part = YearMoney | TotalMoney
"""The money of a column."""


def money_groups(figures: Figures) -> tuple[MoneyGroup, ...]:
    """The whole plan's money, a cell for each year: by type, and within a type by styringsområde if it has several."""
    groups = []
    for name, of_type in figures.money.items():
        if of_type.antal:
            groups.append(MoneyGroup(TYPER[name], False, _lines(of_type.years)))
            areas = figures.money_by_area[name]
            if len(areas) > 1:
                groups += [MoneyGroup(area_text(area), True, _lines(part.years)[:2]) for area, part in areas.items()]
    return tuple(groups)


def money_tables(items: tuple[Item, ...], years: tuple[int, ...], words: MoneyWords) -> tuple[MoneyTable, ...]:
    """All the items with their styringsområder, then by kategori and varighed where they are of several; () of none."""
    if not items:
        return ()
    columns = (*map(str, years), TOTAL)
    groups = [MoneyGroup(words.emner, False, _lines_with_total(money(items, years), words))]
    areas = by_area(items)
    if len(areas) > 1:
        groups += [
            MoneyGroup(area_text(area), True, _lines_with_total(money(some, years), words))
            for area, some in areas.items()
        ]
    splits: tuple[tuple[str, Mapping[str, str], Callable[[Item], str | None]], ...] = (
        ("kategori", _KATEGORIER, lambda item: item.emne.kategori),
        ("varighed", _VARIGHEDER, lambda item: item.emne.varighed),
    )
    tables = [MoneyTable(f"{words.emner} i alt", columns, tuple(groups))]
    for name, labels, kind_of in splits:
        kinds = by_kind(items, labels, kind_of)
        if len(kinds) > 1:
            parts = tuple(
                MoneyGroup(
                    labels[kind] if kind else f"Uden {name}", False, _lines_with_total(money(some, years), words)
                )
                for kind, some in kinds.items()
            )
            tables.append(MoneyTable(f"{words.emner} efter {name}", columns, parts))
    return tuple(tables)


def money_cells(item: Item, years: tuple[int, ...]) -> tuple[MoneyCell, ...]:
    """The item's money: a cell for each year, and one for all of them."""
    own = money((item,), years)
    named: tuple[tuple[str, _Part], ...] = (
        *((str(year.aar), year) for year in own.years),
        (TOTAL, own.i_alt),
    )
    return tuple(_cell(word, part) for word, part in named)


def share_text(part: _Part) -> str:
    """What has been realised of what was agreed, in per cent; a dash where nothing is reported or was agreed."""
    return NOT_REPORTED if part.realiseret is None else percent_text(part.realiseret, part.aftalt)


def area_text(area: Styringsomraade | None) -> str:
    """A styringsområde as the tables name it."""
    return STYRINGSOMRAADER[area] if area else "Uden styringsområde"


def carried_over(items: Iterable[Item]) -> str:
    """A note where the sums hold items that an earlier agreement brought, which this one's totals do not."""
    count = sum(1 for item in items if item.emne.viderefoert_fra and not item.emne.aftalepunkt)
    if not count:
        return ""
    return f"Tallene omfatter {count_text(count, 'emne', 'emner')} videreført fra en tidligere budgetaftale."


def has_money(item_type: Type) -> bool:
    """Whether items of the type have amounts: a hensigtserklæring has none."""
    return item_type != "hensigtserklaeringer"


def _cell(word: str, part: _Part) -> MoneyCell:
    differs = part.forventet != part.aftalt
    return MoneyCell(
        ord=word,
        aftalt=number_text(part.aftalt),
        forventet=number_text(part.forventet) if differs else "",
        afvigelse=number_text(part.forventet - part.aftalt) if differs else "",
        realiseret="" if part.realiseret is None else number_text(part.realiseret),
    )


def _lines(parts: Iterable[_Part], aftalt: str = "Aftalt", realiseret: str = "Realiseret") -> tuple[MoneyLine, ...]:
    parts = tuple(parts)
    return (
        MoneyLine(aftalt, tuple(number_text(part.aftalt) for part in parts)),
        MoneyLine("Forventet", tuple(number_text(part.forventet) for part in parts)),
        MoneyLine("Afvigelse", tuple(number_text(part.forventet - part.aftalt) for part in parts)),
        MoneyLine(
            realiseret,
            tuple(NOT_REPORTED if part.realiseret is None else number_text(part.realiseret) for part in parts),
        ),
    )


def _lines_with_total(of: Money, words: MoneyWords) -> tuple[MoneyLine, ...]:
    parts: tuple[_Part, ...] = (*of.years, of.i_alt)
    return (
        *_lines(parts, words.aftalt, words.realiseret),
        MoneyLine(words.andel, tuple(map(share_text, parts))),
    )

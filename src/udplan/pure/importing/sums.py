"""The file's own sums held against the amounts of the items: subtotals, totals and the sums of rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from udplan.domain.vocabulary import Enhed
from udplan.ground.danish import fold
from udplan.pure.importing.amounts import amount_of, converted
from udplan.pure.importing.cells import Cell
from udplan.pure.importing.drafts import Draft
from udplan.pure.importing.headings import ROW_TOTAL
from udplan.pure.importing.lines import Line, is_money
from udplan.pure.importing.mapping import Money
from udplan.pure.importing.words import Known, section_of

_PART: Final = re.compile(r"subtotal|delsum|mellem")
_WORDS_OF_SUMS: Final = re.compile(r"\b(?:i ?alt|sum|total|subtotal|delsum|samlet|hovedtotal|netto|for|af)\b")


@dataclass(frozen=True, slots=True)
class Proof:
    """A sum in the file, and what the amounts of the items give; both in the table's unit."""

    cell: Cell
    label: str
    target: str
    said: Decimal
    counted: Decimal

    @property
    def holds(self) -> bool:
        return self.said == self.counted


@dataclass(frozen=True, slots=True)
class SumLine:
    """A row of sums: how many items stand above it in the file, in its sheet, and since the last title or sum."""

    line: Line
    before: int
    sheet_from: int
    title_from: int
    part_from: int
    unit: Enhed
    """What the table is in, where its headings say nothing else."""


def proofs(
    sums: Sequence[SumLine], titles: Sequence[SumLine], drafts: Sequence[Draft], money: Money, known: Known
) -> Iterator[Proof]:
    """Every sum of the file, in rows and at the end of rows, beside what it should be."""
    for each in sums:
        yield from _of_row(each, drafts, money, known)
    for place, each in enumerate(titles):
        end = next((later.before for later in titles[place + 1 :] if later.before > each.before), len(drafts))
        below = drafts[each.before : end]
        for cell, target, said in _amounts(each, money):
            yield Proof(cell, _label(each.line), target, said, _counted(below, target))
    for draft in drafts:
        if ROW_TOTAL in draft.amounts:
            years = [amount for target, amount in draft.amounts.items() if target.startswith("beloeb.")]
            counted = sum(years, Decimal(0))
            yield Proof(draft.amount_cells[ROW_TOTAL], draft.titel, ROW_TOTAL, draft.amounts[ROW_TOTAL], counted)


def _of_row(each: SumLine, drafts: Sequence[Draft], money: Money, known: Known) -> Iterator[Proof]:
    amounts = list(_amounts(each, money))
    chosen = _closest(_candidates(each, drafts, known), amounts)
    for cell, target, said in amounts:
        yield Proof(cell, _label(each.line), target, said, _counted(chosen, target))


def _candidates(each: SumLine, drafts: Sequence[Draft], known: Known) -> list[Sequence[Draft]]:
    """The items that a row of sums may be of, the likeliest first."""
    label = _label(each.line)
    named = section_of(" ".join(_WORDS_OF_SUMS.sub(" ", fold(label)).split()) or "-", known)
    since_part, since_title = drafts[each.part_from : each.before], drafts[each.title_from : each.before]
    of_sheet, of_all = drafts[each.sheet_from : each.before], drafts[: each.before]
    if named is not None:
        ((key, code),) = named.items()
        return [[draft for draft in of_all if (draft.type if key == "type" else draft.data.get(key)) == code]]
    if _PART.search(fold(label)) and since_part:
        return [since_part]
    # A total right after a subtotal is of more than nothing; which part it is of, its amounts tell.
    return [part for part in (since_part, since_title, of_sheet, of_all) if part]


def _closest(candidates: list[Sequence[Draft]], amounts: Sequence[tuple[Cell, str, Decimal]]) -> Sequence[Draft]:
    """The items that most of the amounts are the sums of; the first where they are the sums of none."""

    def agreeing(drafts: Sequence[Draft]) -> int:
        return sum(said == _counted(drafts, target) for _cell, target, said in amounts)

    return max(candidates, key=agreeing, default=())


def _amounts(each: SumLine, money: Money) -> Iterator[tuple[Cell, str, Decimal]]:
    line = each.line
    for cell in line.row.distinct:
        target = line.targets.get(cell.column, "")
        found = amount_of(cell.value, money.decimaltegn) if is_money(target) and cell is not line.label else None
        if found is not None:
            unit = found[1] or line.units.get(cell.column, each.unit)
            yield cell, target, converted(found[0], unit, money.enhed)


def _counted(drafts: Sequence[Draft], target: str) -> Decimal:
    return sum((draft.amounts.get(target, Decimal(0)) for draft in drafts), Decimal(0))


def _label(line: Line) -> str:
    return line.label.line if line.label is not None else ""

"""What each row of a table is: an item, more of the one above, a title over others, a sum, or none of these."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from udplan.domain.vocabulary import MONEY_KEYS, Enhed
from udplan.ground.danish import fold
from udplan.pure.importing.amounts import amount_of, unit_named
from udplan.pure.importing.blocks import Block
from udplan.pure.importing.cells import Cell, Row
from udplan.pure.importing.headings import NR, ROW_TOTAL, TEXT
from udplan.pure.importing.mapping import Mapped

Kind = Literal["item", "more", "title", "sum", "loose"]
_SUM: Final = re.compile(
    r"(?:i ?alt|sum|total|subtotal|delsum|mellemsum|mellemtotal|samlet|hovedtotal|netto)\b"
    r"|.*\b(?:i ?alt|total|sum)[.:]?$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row and what it is. `label` is the title, or what stands before the amounts of a sum."""

    kind: Kind
    row: Row
    targets: Mapping[int, str]
    label: Cell | None = None
    units: Mapping[int, Enhed] = field(default_factory=dict)
    """The units that headings say their columns are in."""


def is_money(target: str) -> bool:
    """Whether a column holds amounts."""
    return target == ROW_TOTAL or target.partition(".")[0] in MONEY_KEYS


def targets_of(block: Block, mapping: Mapped) -> dict[int, str]:
    """What each column of a table is; more text where the mapping does not say."""
    return {column.number: mapping.target(column.heading) or TEXT for column in block.columns}


def lines_of(block: Block, mapping: Mapped) -> Iterator[Line]:
    """The rows of a table in order, each with what it is."""
    targets = targets_of(block, mapping)
    title = next((number for number, target in targets.items() if target == "titel"), None)
    number = next((number for number, target in targets.items() if target == NR), None)
    units = {column.number: unit for column in block.columns if (unit := unit_named(column.heading))}
    has_item = False
    last = max((row.number for row in block.rows if len(row.distinct) > 1), default=0)
    for row in block.rows:
        line = replace(_line(row, targets, mapping, title, number, has_item=has_item), units=units)
        if line.kind == "item" and row.number > last:
            line = replace(line, kind="loose")  # a footnote
        has_item = line.kind == "item" or (has_item and line.kind == "more")
        yield line


def _line(
    row: Row, targets: Mapping[int, str], mapping: Mapped, title: int | None, number: int | None, *, has_item: bool
) -> Line:
    cells = row.distinct
    if len(cells) == 1 and mapping.section(cells[0].line) is not None:
        return Line("title", row, targets, cells[0])
    if not targets:
        return Line("loose", row, targets)
    texts, amounts = _parted(row, targets, mapping)
    if amounts and len(texts) <= 1:
        label = texts[0] if texts else None
        if label is not None and mapping.section(label.line) is not None:
            return Line("title", row, targets, label)
        if label is None or _SUM.match(fold(label.line)):
            return Line("sum", row, targets, label)
    own = {place for place in (title, number) if place and _is_own(row, place)}
    if not own:
        return Line("more" if has_item else "loose", row, targets)
    if len(cells) == 1 and (cells[0].width > 1 or title not in own):
        return Line("loose", row, targets)
    return Line("item", row, targets)


def _is_own(row: Row, column: int) -> bool:
    """Whether a row has a cell of its own in a column, not one that is merged from above."""
    return column in row.cells and row.cells[column].row == row.number


def _parted(row: Row, targets: Mapping[int, str], mapping: Mapped) -> tuple[list[Cell], list[Cell]]:
    """The cells that are amounts in columns of money, and all others."""
    texts: list[Cell] = []
    amounts: list[Cell] = []
    for cell in row.distinct:
        target = targets.get(cell.column, TEXT)
        # Numbers that are no amounts of the plan, such as those of other years, may be summed up too.
        is_amount = (is_money(target) or target == TEXT) and amount_of(cell.value, mapping.money.decimaltegn)
        (amounts if is_amount else texts).append(cell)
    return texts, amounts


def titles_in(rows: Sequence[Row], places: Sequence[int]) -> Iterator[tuple[Cell, Row]]:
    """The cells that stand alone in a row as titles do: over several columns, or in one of these places."""
    for row in rows:
        cells = row.distinct
        if len(cells) == 1 and isinstance(cells[0].value, str) and (cells[0].width > 1 or cells[0].column in places):
            yield cells[0], row

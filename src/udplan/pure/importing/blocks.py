"""Where the tables of a sheet are: their headings, in one row or several, and the rows below them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from udplan.ground.danish import fold
from udplan.pure.importing.amounts import unit_named
from udplan.pure.importing.cells import Cell, Row, Sheet, column_letters
from udplan.pure.importing.headings import exact_target

_MOST_ABOVE: Final = 2
_MOST_BELOW: Final = 3
_LONGEST_HEADING: Final = 60
_YEAR_COLUMN: Final = re.compile(r"[a-z]+\.\d{4}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its number, its heading as the mapping has it, and the cells that the heading stands in."""

    number: int
    heading: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Rows below the same headings. A block without columns is what stands before, or outside, any table."""

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def blocks_of(sheet: Sheet) -> tuple[Block, ...]:
    """The tables of a sheet, and what stands between them, from above."""
    rows = sheet.rows
    headers = dict(_headers(rows)) or _guessed(rows)
    blocks: list[Block] = []
    current: list[Row] = []
    columns: tuple[Column, ...] = ()
    inside: set[int] = set()

    def close() -> None:
        if current or (columns and (not blocks or blocks[-1].columns != columns)):
            blocks.append(Block(sheet.name, _with_bare_columns(columns, current), tuple(current)))
            current.clear()

    for place, row in enumerate(rows):
        if place in headers:
            close()
            inside = set(headers[place])
            columns = _columns([rows[each] for each in headers[place]])
        if place in inside:
            continue
        if place and row.part and row.part != rows[place - 1].part and max(row.cells) != _last(columns):
            # A table of its own without headings: those of the table before say nothing of it.
            close()
            columns = ()
        current.append(row)
    close()
    return tuple(blocks)


def _last(columns: Sequence[Column]) -> int:
    return max((column.number for column in columns), default=0)


def _with_bare_columns(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, and those that have cells below but no heading; their letters are their names."""
    if not columns:
        return ()
    named = {column.number for column in columns}
    bare = sorted({number for row in rows for number, cell in row.cells.items() if cell.width == 1} - named)
    more = [Column(number, f"({column_letters(number)})") for number in bare]
    return tuple(sorted((*columns, *more), key=lambda column: column.number))


def _headers(rows: Sequence[Row]) -> Iterator[tuple[int, range]]:
    """Where each table's headings begin, and the rows that they stand in."""
    place = floor = 0
    before: set[str] = set()
    while place < len(rows):
        if not _is_header(rows[place]) or (before and not _is_another(rows, place, before)):
            place += 1
            continue
        top, bottom = place, place
        while top > floor and place - top < _MOST_ABOVE and _are_together(rows, top - 1) and _is_group(rows[top - 1]):
            top -= 1
        while (
            bottom + 1 < len(rows)
            and bottom - place < _MOST_BELOW
            and _are_together(rows, bottom)
            and _goes_on(rows[bottom + 1], rows[bottom])
        ):
            bottom += 1
        yield top, range(top, bottom + 1)
        before = _headings(rows[place])
        place = floor = bottom + 1


def _guessed(rows: Sequence[Row]) -> dict[int, range]:
    """Where no heading is known: the first row of nothing but short texts, in most of the columns that are used."""
    if not rows:
        return {}
    widest = max(len(row.distinct) for row in rows)
    for place, row in enumerate(rows[:-1]):
        cells = row.distinct
        are_short = all(isinstance(cell.value, str) and len(cell.line) <= _LONGEST_HEADING for cell in cells)
        if len(cells) >= 2 and 2 * len(cells) > widest and are_short:
            return {place: range(place, place + 1)}
    return {}


def _are_together(rows: Sequence[Row], place: int) -> bool:
    first, second = rows[place], rows[place + 1]
    return second.number == first.number + 1 and second.part == first.part


def _is_header(row: Row) -> bool:
    cells = row.distinct
    known = [cell for cell in cells if exact_target(cell.line) is not None]
    is_plain = all(isinstance(cell.value, str) or cell in known for cell in cells)
    return is_plain and len(known) >= 2 and 2 * len(known) >= len(cells) and len({cell.line for cell in known}) >= 2


def _is_another(rows: Sequence[Row], place: int, before: set[str]) -> bool:
    """Whether headings stand here too, and not an item whose words could be headings, such as `Andet` and `Afsluttet`.

    Those of the table before come again, or a table begins after a gap with nothing but headings.
    """
    row = rows[place]
    if len(_headings(row) & before) >= 2:
        return True
    return not _are_together(rows, place - 1) and all(exact_target(cell.line) is not None for cell in row.distinct)


def _headings(row: Row) -> set[str]:
    return {fold(cell.line) for cell in row.distinct}


def _goes_on(row: Row, above: Row) -> bool:
    """Whether a row below headings holds more of them: all its own cells are headings, such as years."""
    own = [cell for cell in row.distinct if cell.row == row.number]
    if not own or len(row.distinct) == 1 or not all(exact_target(cell.line) is not None for cell in own):
        return False
    if any(isinstance(cell.value, Decimal) and _YEAR_COLUMN.fullmatch(exact_target(cell.line) or "") for cell in own):
        return True
    return len(own) >= 2 or any(cell.height > 1 for cell in above.distinct)


def _is_group(row: Row) -> bool:
    """Whether a row above headings holds what several of them share, such as `Beløb i 1.000 kr.` over the years."""
    cells = row.distinct
    if not all(isinstance(cell.value, str) and len(cell.line) <= _LONGEST_HEADING for cell in cells):
        return False
    if len(cells) == 1:
        first = cells[0]
        is_money = unit_named(first.line) is not None or re.match(r"beloeb|budget|oekonomi|forventet", fold(first.line))
        return first.column > 1 and bool(is_money)
    return any(cell.width > 1 or cell.height > 1 for cell in cells) or all(cell.column > 2 for cell in cells)


def _columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns below these rows of headings."""
    filled = [*(_filled(row.cells, rows[-1].cells) for row in rows[:-1]), rows[-1].cells]
    columns: list[Column] = []
    seen: dict[str, int] = {}
    for number in sorted({number for cells in filled for number in cells}):
        cells = tuple(dict.fromkeys(row[number] for row in filled if number in row))
        name = " ".join(dict.fromkeys(cell.line for cell in cells))
        seen[fold(name)] = seen.get(fold(name), 0) + 1
        columns.append(Column(number, name, cells))
        if seen[fold(name)] > 1:
            columns[-1] = replace(columns[-1], heading=f"{name} ({seen[fold(name)]})")
    return tuple(columns)


def _filled(cells: Mapping[int, Cell], below: Mapping[int, Cell]) -> Mapping[int, Cell]:
    """A row of headings where what stands over the first of several years stands over all of them, merged or not."""
    filled = dict(cells)
    for number in sorted(below):
        if number not in filled and number - 1 in filled and _is_year(below, number) and _is_year(below, number - 1):
            filled[number] = filled[number - 1]
    return filled


def _is_year(cells: Mapping[int, Cell], number: int) -> bool:
    return number in cells and _YEAR_COLUMN.fullmatch(exact_target(cells[number].line) or "") is not None

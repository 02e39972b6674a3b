"""The cells of a table file, whichever format it is in: where each stands, what it holds, how far it reaches."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final
from unicodedata import normalize

from udplan.ground.message import NOTHING, Text

Value = str | Decimal | date
MOST_CELLS: Final = 200_000
"""A plan has some thousands of cells. A file with more than this is no plan, and is not read to its end."""

_LINE_BREAKS: Final = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufe0f\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


class TooManyCells(Exception):
    """The table holds more than `MOST_CELLS`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty. `width` and `height` say how many columns and rows it was merged over."""

    sheet: str
    place: str
    row: int
    column: int
    value: Value
    width: int = 1
    height: int = 1
    note: Text = NOTHING
    """What is odd about the value, such as that it is a formula that has not been calculated."""

    @property
    def text(self) -> str:
        """What it holds, as one would read it."""
        if isinstance(self.value, Decimal):
            return f"{self.value:f}".replace(".", ",")
        return self.value if isinstance(self.value, str) else self.value.isoformat()

    @property
    def line(self) -> str:
        """What it holds, on one line."""
        return " ".join(self.text.split())

    @property
    def name(self) -> str:
        """Where it stands, such as `Ark1!F12`."""
        return f"{self.sheet}!{self.place}" if self.sheet else self.place


@dataclass(frozen=True)
class Row:
    """A row that is not empty: its cells by column. A merged cell stands in all the columns and rows it covers.

    `part` numbers the tables of a document, whose rows do not go on from one to the next.
    """

    number: int
    cells: Mapping[int, Cell]
    part: int = 0

    @cached_property
    def distinct(self) -> tuple[Cell, ...]:
        """Each cell once, from the left."""
        return tuple(dict.fromkeys(self.cells.values()))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, or a document: its rows from above."""

    name: str
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Each cell once, in the order in which one reads them."""
        return tuple(dict.fromkeys(cell for row in self.rows for cell in row.cells.values()))


@dataclass(frozen=True, slots=True)
class Tables:
    """What a file holds, and what is worth knowing about how it was read."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Text, ...] = ()
    comments: tuple[Cell, ...] = ()
    """What people have noted beside cells, each at its cell's place."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of the file, once."""
        return tuple(cell for sheet in self.sheets for cell in sheet.cells)

    def name_of(self, cell: Cell) -> str:
        """Where a cell stands, such as `plan.xlsx!Ark1!F12`."""
        return f"{self.file}!{cell.name}"


def cleaned(text: str) -> str:
    """A cell's text as plan files have it: NFC, line breaks and blanks of one kind, nothing that cannot be seen."""
    text = _LINE_BREAKS.sub("\n", normalize("NFC", text))
    text = _UNSEEN.sub("", _BLANKS.sub(" ", text))
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def column_letters(column: int) -> str:
    """The letters of a column counted from 1, as spreadsheets have them."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_name(row: int, column: int) -> str:
    """A place as spreadsheets name it, such as `F12`."""
    return f"{column_letters(column)}{row}"


def rows_of(cells: Iterable[Cell], parts: Mapping[int, int] | None = None) -> tuple[Row, ...]:
    """The rows of cells, with those that are merged in every place that they cover among the rows that are used.

    `parts` are the numbers of a document's tables by row. Raises TooManyCells.
    """
    by_row: dict[int, dict[int, Cell]] = {}
    count = 0
    for cell in cells:
        count += 1
        if count > MOST_CELLS:
            raise TooManyCells
        by_row.setdefault(cell.row, {})[cell.column] = cell
    numbers = sorted(by_row)
    last_column = max((column for row in by_row.values() for column in row), default=0)
    for cell in [cell for row in by_row.values() for cell in row.values() if cell.width > 1 or cell.height > 1]:
        for row, column in _covered(cell, numbers, last_column):
            count += 1
            if count > MOST_CELLS:
                raise TooManyCells
            by_row[row].setdefault(column, cell)
    return tuple(Row(number, dict(sorted(by_row[number].items())), parts[number] if parts else 0) for number in numbers)


def _covered(cell: Cell, numbers: list[int], last_column: int) -> Iterator[tuple[int, int]]:
    rows = numbers[bisect_left(numbers, cell.row) : bisect_right(numbers, cell.row + cell.height - 1)]
    for row in rows:
        for column in range(cell.column, min(cell.column + cell.width - 1, last_column) + 1):
            yield row, column

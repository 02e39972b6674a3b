"""OpenDocument sheets, read as a stream: what is repeated a million times costs nothing unless it holds something.

odfpy has had no release since 2020, and calamine tells neither whole numbers from others nor a fault from an empty
cell. What is needed of the format is small (part 3, chapter 9, "Tables"):
https://docs.oasis-open.org/office/OpenDocument/v1.3/os/part3-schema/OpenDocument-v1.3-os-part3-schema.html
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

from udplan.adapters.tables.zipped import damaged, elements, opened
from udplan.ground.message import NOTHING, Text, _
from udplan.pure.importing.cells import (
    MOST_CELLS,
    Cell,
    Sheet,
    Tables,
    TooManyCells,
    Value,
    cleaned,
    place_name,
    rows_of,
)

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBERS: Final = ("float", "currency", "percentage")
_FAULTS: Final = ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:")


def ods_tables(content: bytes, file: str) -> Tables:
    """The sheets of an OpenDocument file."""
    archive = opened(content, file)
    try:
        stream = archive.open("content.xml")
    except KeyError as error:
        raise damaged(file, error) from None
    with stream:
        return _Walk(file).through(elements(stream, file))


@dataclass
class _Walk:
    """One way through a file, element by element."""

    file: str
    sheets: list[Sheet] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    comments: list[Cell] = field(default_factory=list)
    name: str = ""
    row: int = 0
    column: int = 0
    repeated: int = 1
    depth: int = 0
    """How many tables the place is inside of: a table within a cell is a part of its text."""

    def through(self, events: Iterator[tuple[str, Element]]) -> Tables:
        for event, element in events:
            if element.tag == f"{_TABLE}table":
                self._table(event, element)
            elif self.depth == 1 and element.tag == f"{_TABLE}table-row":
                self._row(event, element)
            elif (
                self.depth == 1
                and event == "end"
                and element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
            ):
                self._cell(element)
        return Tables(self.file, tuple(self.sheets), comments=tuple(self.comments))

    def _table(self, event: str, element: Element) -> None:
        if event == "start":
            self.depth += 1
            if self.depth == 1:
                self.name, self.cells, self.row = element.get(f"{_TABLE}name", ""), [], 0
            return
        self.depth -= 1
        if self.depth == 0:
            self.sheets.append(Sheet(self.name, rows_of(self.cells)))
            element.clear()

    def _row(self, event: str, element: Element) -> None:
        if event == "start":
            self.row += 1
            self.column, self.repeated = 1, _count(element, "number-rows-repeated")
        else:
            self.row += self.repeated - 1
            element.clear()

    def _cell(self, element: Element) -> None:
        columns = _count(element, "number-columns-repeated")
        value, note = _value(element)
        comment = cleaned("\n".join(_paragraphs(element.find(f"{_OFFICE}annotation"))))
        if value != "" or comment:
            if columns * self.repeated + len(self.cells) > MOST_CELLS:
                raise TooManyCells
            width, height = _count(element, "number-columns-spanned"), _count(element, "number-rows-spanned")
            for row in range(self.row, self.row + self.repeated):
                for column in range(self.column, self.column + columns):
                    place = place_name(row, column)
                    if value != "":
                        self.cells.append(Cell(self.name, place, row, column, value, width, height, note))
                    if comment:
                        self.comments.append(Cell(self.name, place, row, column, comment))
        self.column += columns
        element.clear()


def _count(element: Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


def _value(element: Element) -> tuple[Value, Text]:
    """What a cell holds; an empty text for nothing. What is shown of a fault or an uncalculated formula is noted."""
    kind = element.get(f"{_OFFICE}value-type", "")
    shown = cleaned("\n".join(_paragraphs(element)))
    formula = element.get(f"{_TABLE}formula")
    if formula is not None and shown.startswith(_FAULTS):
        return shown, _("a formula that gives a fault")
    if kind in _NUMBERS:
        written = element.get(f"{_OFFICE}value", "")
        try:
            number = Decimal(written)
        except InvalidOperation:
            return shown or cleaned(written), NOTHING
        is_shown = kind == "percentage" or not number.is_finite()
        return (shown or written, NOTHING) if is_shown else (number, NOTHING)
    if kind == "date":
        try:
            return date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10]), NOTHING
        except ValueError:
            return shown, NOTHING
    if not shown and formula is not None:
        return cleaned(formula), _("a formula that has not been calculated")
    return shown, NOTHING


def _paragraphs(element: Element | None) -> Iterator[str]:
    for child in element if element is not None else ():
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield "".join(_pieces(child))
        elif child.tag != f"{_OFFICE}annotation":
            yield from _paragraphs(child)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(100, int(child.get(f"{_TEXT}c", "1")) if child.get(f"{_TEXT}c", "1").isdecimal() else 1)
        elif child.tag == f"{_TEXT}tab":
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag != f"{_OFFICE}annotation":
            yield from _pieces(child)
        yield child.tail or ""

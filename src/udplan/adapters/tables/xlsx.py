"""Excel workbooks by openpyxl: values as they were last calculated; macros, links and pictures are not looked at."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from udplan.adapters.tables.reading import missing_library
from udplan.adapters.tables.zipped import damaged, opened
from udplan.ground.errors import UdplanError
from udplan.ground.message import NOTHING, Text, _
from udplan.pure.importing.cells import Cell, Sheet, Tables, TooManyCells, Value, cleaned, place_name, rows_of

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_CELLS: Final = 1_000_000
"""Empty cells that have a format count too, since openpyxl keeps them all."""
_MOST_MERGED: Final = 500_000
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_CELL: Final = re.compile(rb"<(?:\w+:)?c[ >/]")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_DAY: Final = re.compile(r"[^d]*m[^d]*y[^d]*|[^d]*y[^d]*m[^d]*", re.IGNORECASE)
_FAULTS: Final = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    BadZipFile,
    SyntaxError,
    EOFError,
)


def xlsx_tables(content: bytes, file: str) -> Tables:
    """The sheets of a workbook."""
    try:
        import openpyxl
    except ImportError:
        raise missing_library(file, "openpyxl") from None
    has_formulas = _measured(opened(content, file), file)

    def loaded(*, values: bool) -> "Workbook":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return openpyxl.load_workbook(BytesIO(content), data_only=values, keep_links=False)
            except _FAULTS as error:
                raise damaged(file, error) from None

    workbook = loaded(values=True)
    formulas = loaded(values=False) if has_formulas else None
    sheets: list[Sheet] = []
    comments: list[Cell] = []
    notes: list[Text] = []
    for sheet in workbook.worksheets:
        written = formulas[sheet.title] if formulas is not None else None
        sheets.append(Sheet(sheet.title, rows_of(_cells(sheet, written))))
        comments += _comments(sheet)
        notes += _notes(sheet)
    return Tables(file, tuple(sheets), tuple(notes), tuple(comments))


def _measured(archive: ZipFile, file: str) -> bool:
    """Whether the workbook has formulas. Raises for more cells than openpyxl can keep in the memory of a laptop."""
    cells = merged = 0
    has_formulas = False
    for part in archive.namelist():
        if not _SHEET.match(part):
            continue
        content = archive.read(part)
        cells += len(_CELL.findall(content))
        has_formulas = has_formulas or _FORMULA.search(content) is not None
        for left, top, right, bottom in _MERGED.findall(content):
            merged += (abs(int(bottom) - int(top)) + 1) * (abs(_number(right) - _number(left)) + 1)
        if cells > _MOST_CELLS:
            raise TooManyCells
        if merged > _MOST_MERGED:
            raise UdplanError(
                _("{file}: cells are merged over {count} places in {part}").format(file=file, count=merged, part=part),
                _("undo the merging of whole rows, columns or sheets, and save it again"),
            )
    return has_formulas


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cells(sheet: Any, written: Any) -> Iterator[Cell]:
    merged = {(each.min_row, each.min_col): each for each in sheet.merged_cells.ranges}
    # `iter_rows` would go through all the empty places up to the last cell of the sheet.
    for (row, column), cell in sorted(sheet._cells.items()):
        value, note = _value(cell)
        if value == "" and written is not None and (formula := _formula(written._cells.get((row, column)))):
            value, note = formula, _("a formula that has not been calculated")
        if value == "":
            continue
        reach = merged.get((row, column))
        width, height = (reach.max_col - column + 1, reach.max_row - row + 1) if reach else (1, 1)
        yield Cell(sheet.title, place_name(row, column), row, column, value, width, height, note)


def _value(cell: Any) -> tuple[Value, Text]:
    value = cell.value
    if value is None:
        return "", NOTHING
    if cell.data_type == "e":
        return cleaned(str(value)), _("a formula that gives a fault")
    if isinstance(value, bool):
        return "ja" if value else "nej", NOTHING
    if isinstance(value, int | float):
        return _decimal(value, str(cell.number_format)), NOTHING
    if isinstance(value, date):
        return _day(value, str(cell.number_format)), NOTHING
    if isinstance(value, time):
        return value.isoformat(), NOTHING
    return cleaned(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))), NOTHING


def _decimal(value: int | float, number_format: str) -> Value:
    if "%" in number_format:
        return f"{(Decimal(repr(value)) * 100).normalize():f} %".replace(".", ",")
    # What a spreadsheet has calculated is exact to 15 digits.
    return Decimal(f"{value:.15g}")


def _day(value: date, number_format: str) -> Value:
    """The day, or the month alone where that is all the sheet shows."""
    day = value.date() if isinstance(value, datetime) else value
    return f"{day:%Y-%m}" if day.day == 1 and _NO_DAY.fullmatch(number_format) else day


def _formula(cell: Any) -> str:
    value = cell.value if cell is not None else None
    if value is None or cell.data_type != "f":
        return ""
    return cleaned(str(getattr(value, "text", value)))


def _comments(sheet: Any) -> Iterator[Cell]:
    for (row, column), cell in sorted(sheet._cells.items()):
        if getattr(cell, "comment", None) is not None and (text := cleaned(cell.comment.text or "")):
            yield Cell(sheet.title, place_name(row, column), row, column, text)


def _notes(sheet: Any) -> Iterator[Text]:
    if sheet.sheet_state != "visible":
        yield _("the sheet {sheet} is hidden, but is read too").format(sheet=sheet.title)
    hidden = [str(row) for row, each in sheet.row_dimensions.items() if each.hidden]
    hidden += [str(column) for column, each in sheet.column_dimensions.items() if each.hidden]
    if hidden:
        shown = ", ".join(hidden[:10]) + (" …" if len(hidden) > 10 else "")
        yield _("hidden rows or columns of {sheet} are read too: {places}").format(sheet=sheet.title, places=shown)

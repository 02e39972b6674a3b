"""CSV as Excel and its likes save it: in UTF-8 with or without a mark, UTF-16 or Windows-1252, with any separator."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from udplan.adapters.tables.zipped import damaged
from udplan.ground.message import Text, _
from udplan.pure.importing.cells import Cell, Sheet, Tables, cleaned, place_name, rows_of

_SEPARATORS: Final = ";\t,|"
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE: Final = 50


def csv_tables(content: bytes, file: str) -> Tables:
    """The one table of a CSV file."""
    text, notes = _text(content)
    separator = _SEPARATOR_LINE.match(text)
    body = text[separator.end() :] if separator else text
    try:
        rows = rows_of(_cells(body, separator[1] if separator else _separator(body), 2 if separator else 1))
    except csv.Error as error:
        raise damaged(file, error) from None
    return Tables(file, (Sheet("", rows),), notes=notes)


def _text(content: bytes) -> tuple[str, tuple[Text, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), (_("the file is read as Windows-1252, since it is not UTF-8"),)


def _cells(text: str, separator: str, first: int) -> Iterator[Cell]:
    for number, record in enumerate(csv.reader(StringIO(text.replace("\0", "")), delimiter=separator), start=first):
        for column, field in enumerate(record, start=1):
            if value := cleaned(field):
                yield Cell("", place_name(number, column), number, column, value)


def _separator(text: str) -> str:
    """The separator that divides most of the first records into the same number of fields, the most of them."""
    return max(_SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[int, int]:
    records: list[Sequence[str]] = []
    for record in csv.reader(StringIO(text.replace("\0", "")), delimiter=separator):
        records.append(record)
        if len(records) == _SAMPLE:
            break
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0, 0
    width, count = widths.most_common(1)[0]
    return count, width

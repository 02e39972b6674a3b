"""The tables of a Word document, and what stands between them, as rows one below the other.

python-docx opens the document. Its tables and texts are walked through element by element: its own `Table.rows` and
`Paragraph.text` leave out rows in content controls and what tracked changes have inserted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from udplan.adapters.tables.reading import missing_library
from udplan.adapters.tables.zipped import damaged, opened
from udplan.ground.message import _
from udplan.pure.importing.cells import Cell, Sheet, Tables, cleaned, place_name, rows_of

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS: Final = tuple(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"))
_CHECK_MARKS: Final = ("F0FC", "F0FE", "F0FB", "F0FD", "F078")
_MOST_SPANNED: Final = 1_000
_FAULTS: Final = (KeyError, ValueError, TypeError, AttributeError, OSError, BadZipFile, SyntaxError, EOFError)
_AS_TEXT: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def docx_tables(content: bytes, file: str) -> Tables:
    """The tables of a document; each paragraph outside them is a row of one cell."""
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError:
        raise missing_library(file, "python-docx") from None
    opened(content, file)
    try:
        body = docx.Document(BytesIO(content)).element.body
    except (*_FAULTS, PackageNotFoundError) as error:
        raise damaged(file, error) from None
    walk = _Walk()
    cells = list(walk.through(body))
    changed = next(body.iter(f"{_W}ins", f"{_W}del"), None) is not None
    notes = (_("the document has tracked changes; they are read as if they were accepted"),) if changed else ()
    return Tables(file, (Sheet("", rows_of(cells, walk.parts)),), notes)


@dataclass
class _Held:
    """A cell of a table while the rows below may still be merged into it."""

    row: int
    number: int
    column: int
    width: int
    height: int
    texts: list[str]


class _Walk:
    """One way through a document from above."""

    def __init__(self) -> None:
        self.row = 0
        self.tables = 0
        self.paragraphs = 0
        self.parts: dict[int, int] = {}
        """The table that each row is in; 0 outside of them."""

    def through(self, element: Any) -> Iterator[Cell]:
        """The cells of what an element holds: tables and paragraphs, also in content controls."""
        for child in element:
            if child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag in _WRAPPERS:
                yield from self.through(child)

    def _paragraph(self, element: Any) -> Iterator[Cell]:
        self.paragraphs += 1
        self.row += 2  # never right above a table's headings
        self.parts[self.row] = 0
        if text := cleaned(_text(element)):
            yield Cell("afsnit", str(self.paragraphs), self.row, 1, text)

    def _table(self, table: Any) -> Iterator[Cell]:
        self.tables += 1
        self.row += 1
        held: list[_Held] = []
        last: dict[int, _Held] = {}
        for number, row in enumerate(_inside(table, "tr"), start=1):
            self.row += 1
            self.parts[self.row] = self.tables
            column = 1 + _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
            for cell in _inside(row, "tc"):
                width = _count(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                if goes_on and column in last:
                    last[column].height += 1
                    last[column].texts.append(_text(cell))
                else:
                    last[column] = _Held(self.row, number, column, width, 1, [_text(cell)])
                    held.append(last[column])
                column += width
        for each in held:
            if text := cleaned("\n".join(each.texts)):
                place = place_name(each.number, each.column)
                yield Cell(f"tabel {self.tables}", place, each.row, each.column, text, each.width, each.height)


def _inside(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


def _count(element: Any, default: int) -> int:
    text = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(text), _MOST_SPANNED) if text.isdecimal() and len(text) < 8 else default


def _text(element: Any) -> str:
    """All that can be read in an element, a line for each paragraph; what tracked changes have deleted is left out."""
    pieces: list[str] = []
    for child in element.iter():
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{_W}p" and pieces:
            pieces.append("\n")
        elif child.tag == f"{_W}sym":
            # A letter of a font of signs; Wingdings has its check marks from here on.
            pieces.append("x" if child.get(f"{_W}char", "").upper() in _CHECK_MARKS else "")
        else:
            pieces.append(_AS_TEXT.get(child.tag, ""))
    return "".join(pieces)

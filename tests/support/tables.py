"""Tables for the tests of import: drawn as text, and as the files that office programs write."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from udplan.domain.plan import Part, Plan, Said
from udplan.pure.importing.cells import Cell, Sheet, Tables, Value, place_name, rows_of
from udplan.pure.importing.mapping import Mapped
from udplan.pure.importing.proposing import proposed
from udplan.pure.importing.reading import Reading, reading_of
from udplan.pure.importing.words import Known, known_of

TODAY = date(2025, 6, 1)
SETTINGS = {
    "budgetaar": [2025, 2026, 2027, 2028],
    "enhed": "1.000 kr.",
    "udvalg": {
        "OEU": "Økonomiudvalget",
        "BUU": "Børne- og Ungdomsudvalget",
        "TMU": {"navn": "Teknik- og Miljøudvalget"},
    },
    "omraader": {"BU": "Børn og Unge"},
    "strategier": {"natur": "Natur", "groen": "Den grønne omstilling"},
    "temaer": {"kloge-m2": "Kloge m²"},
    "aftale": {"punkter": {"1.1": "Normeringer", "4.2": "Børnehus"}},
}


def known(used: frozenset[str] = frozenset(), **settings: object) -> Known:
    """What a small plan knows."""
    path = "plan/2025-2028/plan.yaml"
    part = Part("2025-2028", "", "plan.yaml", "", path, Said({path: {**SETTINGS, **settings}}))
    return known_of(Plan("2025-2028", part), used)


def sheet(drawing: str, name: str = "Ark1", values: Mapping[str, Value] | None = None) -> Sheet:
    """A sheet drawn as text: `|` between cells, `<` for one merged with the left, `^` with the one above.

    `/` is a line break in a cell. `values` are those of cells that are no texts, by place.
    """
    grid = [[cell.strip() for cell in line.split("|")] for line in drawing.strip("\n").split("\n")]
    cells: list[Cell] = []
    for row, line in enumerate(grid, start=1):
        for column, text in enumerate(line, start=1):
            place = place_name(row, column)
            value = (values or {}).get(place, text.replace("/", "\n"))
            if text in ("", "<", "^") and place not in (values or {}):
                continue
            width = 1
            while column - 1 + width < len(line) and line[column - 1 + width] == "<":
                width += 1
            height = 1
            while row - 1 + height < len(grid) and _at(grid, row + height, column) == "^":
                height += 1
            cells.append(Cell(name, place, row, column, value, width, height))
    return Sheet(name, rows_of(cells))


def _at(grid: list[list[str]], row: int, column: int) -> str:
    line = grid[row - 1]
    return line[column - 1] if column <= len(line) else ""


def tables(*sheets: Sheet | str) -> Tables:
    """A file of these sheets, or drawings of sheets."""
    return Tables("plan.xlsx", tuple(each if isinstance(each, Sheet) else sheet(each) for each in sheets))


def mapping_of(file: Tables, knows: Known | None = None) -> Mapped:
    """The mapping that is proposed for a file."""
    return proposed(file, knows or known(), TODAY)


def read(file: Tables, mapping: Mapped | None = None, knows: Known | None = None) -> Reading:
    """A file read by a mapping, or by the one that is proposed."""
    return reading_of(file, mapping or mapping_of(file, knows), knows or known(), TODAY)


def not_understood(reading: Reading) -> dict[str, str]:
    """The place of each cell that was not understood, and what it holds."""
    return {each.cell.place: each.cell.line for each in reading.unplaced}


# files


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def ods(body: str) -> bytes:
    """An OpenDocument file whose `office:spreadsheet` holds this."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f"{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_cell(value: Value, attributes: str = "") -> str:
    """A cell of an OpenDocument sheet."""
    if isinstance(value, Decimal):
        return f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}/>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}" {attributes}/>'
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string" {attributes}>{text}</table:table-cell>'


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org"


def docx(body: str, **parts: str) -> bytes:
    """A Word document whose body holds this."""
    content = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        f'<Types xmlns="{_RELATIONS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_RELATIONS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    return zipped({"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": content, **parts})


def docx_row(*cells: str) -> str:
    """A row of a Word table; a cell that begins with `<w:tcPr>` has its properties before its text."""
    return "<w:tr>" + "".join(_docx_cell(cell) for cell in cells) + "</w:tr>"


def _docx_cell(cell: str) -> str:
    properties, end, text = cell.rpartition("</w:tcPr>")
    paragraphs = "".join(docx_paragraph(line) for line in text.split("\n"))
    return f"<w:tc>{properties}{end}{paragraphs}</w:tc>"


def docx_paragraph(text: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"

"""Table files of every format as cells, and what hostile and damaged ones are answered with."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from support.tables import docx, docx_paragraph, docx_row, ods, ods_cell, zipped
from support.words import DANISH
from udplan.adapters.tables.reading import tables_of
from udplan.ground.errors import UdplanError, UsageFault
from udplan.pure.importing.cells import MOST_CELLS, Tables, Value

MIDNIGHT = datetime(2025, 5, 31)  # noqa: DTZ001 - a workbook knows no time zones
Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


def values(tables: Tables) -> dict[str, Value]:
    """Every cell's value by its name."""
    return {cell.name: cell.value for cell in tables.cells}


def spans(tables: Tables) -> dict[str, tuple[int, int]]:
    """How far each merged cell reaches."""
    return {cell.name: (cell.width, cell.height) for cell in tables.cells if (cell.width, cell.height) != (1, 1)}


def notes(tables: Tables) -> dict[str, str]:
    """What is odd about cells."""
    return {cell.name: str(cell.note) for cell in tables.cells if cell.note}


def workbook(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


# CSV


@pytest.mark.parametrize(
    "content",
    [
        "Emne;Beløb\nÅen;1.200,5\n".encode(),
        "\ufeffEmne;Beløb\r\nÅen;1.200,5\r\n".encode(),
        "Emne;Beløb\r\nÅen;1.200,5\r\n".encode("cp1252"),
        "Emne\tBeløb\nÅen\t1.200,5\n".encode("utf-16"),
        'Emne,Beløb\n"Åen","1.200,5"\n'.encode(),
        "Emne|Beløb\nÅen|1.200,5\n".encode(),
        "Emne\tBeløb\nÅ\u00aden\u200b\t\u00a01.200,5 \n".encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "comma", "bar", "unseen"],
)
def test_csv_in_every_guise(content: bytes, write: Write) -> None:
    assert values(tables_of(write("plan.csv", content))) == {"A1": "Emne", "B1": "Beløb", "A2": "Åen", "B2": "1.200,5"}


def test_csv_says_that_it_is_in_windows_1252(write: Write) -> None:
    (note,) = tables_of(write("plan.csv", "Bød".encode("cp1252"))).notes
    assert "Windows-1252" in str(note)


def test_csv_with_its_separator_said_and_line_breaks_in_cells(write: Write) -> None:
    file = tables_of(write("plan.csv", b'sep=,\r\nEmne,Proces\r\nBus,"Et.\r\nTo."\r\n'))
    assert values(file) == {"A2": "Emne", "B2": "Proces", "A3": "Bus", "B3": "Et.\nTo."}


def test_csv_of_one_overlong_field(write: Write) -> None:
    with pytest.raises(UdplanError, match=r"plan\.csv cannot be read"):
        tables_of(write("plan.csv", b"Emne;x\n" + b"a" * 200_000))


# Excel


def test_excel_values(write: Write) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ark1"
    for place, value in {
        "A1": "Emne ", "B1": 2025, "C1": 0.1 + 0.2, "D1": MIDNIGHT, "E1": True, "F1": "#N/A", "G1": 0.25,
        "H1": date(2025, 5, 1), "I1": "a_x000D_b", "J1": "'", "B3": "=B1+1", "C3": -1200.5,
    }.items():  # fmt: skip
        sheet[place].value = value
    sheet["G1"].number_format = "0%"
    sheet["H1"].number_format = "mmm yyyy"
    sheet["A1"].comment = Comment("Ring til Kaj", "x")
    sheet.merge_cells("A5:C6")
    sheet["A5"] = "Anlæg"
    file = tables_of(write("plan.xlsx", workbook(book)))
    assert values(file) == {
        "Ark1!A1": "Emne", "Ark1!B1": 2025, "Ark1!C1": Decimal("0.3"), "Ark1!D1": date(2025, 5, 31), "Ark1!E1": "ja",
        "Ark1!F1": "#N/A", "Ark1!G1": "25 %", "Ark1!H1": "2025-05", "Ark1!I1": "a\nb", "Ark1!J1": "'",
        "Ark1!B3": "=B1+1", "Ark1!C3": Decimal("-1200.5"), "Ark1!A5": "Anlæg",
    }  # fmt: skip
    assert spans(file) == {"Ark1!A5": (3, 2)}
    assert notes(file) == {
        "Ark1!F1": "a formula that gives a fault", "Ark1!B3": "a formula that has not been calculated",
    }  # fmt: skip
    assert [(cell.name, cell.value) for cell in file.comments] == [("Ark1!A1", "Ring til Kaj")]


def test_excel_hidden_sheets_and_rows_are_read_and_said(write: Write) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Synlig"
    book.worksheets[0].row_dimensions[1].hidden = True
    hidden = book.create_sheet("Gemt")
    hidden["A1"] = "Skjult"
    hidden.sheet_state = "hidden"
    file = tables_of(write("plan.xlsx", workbook(book)))
    assert values(file) == {"Sheet!A1": "Synlig", "Gemt!A1": "Skjult"}
    assert [str(note) for note in file.notes] == [
        "hidden rows or columns of Sheet are read too: 1", "the sheet Gemt is hidden, but is read too",
    ]  # fmt: skip


def sheet_xml(body: str) -> bytes:
    """A workbook of one sheet that holds this."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    from zipfile import ZipFile

    with ZipFile(BytesIO(workbook(book))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    parts["xl/worksheets/sheet1.xml"] = f"{head}{body}</worksheet>"
    return zipped(parts)


def test_excel_rows_upon_rows_of_nothing(write: Write) -> None:
    rows = "".join(f'<row r="{row}"/>' for row in range(2, 200_000))
    body = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Emne</t></is></c></row>{rows}</sheetData>'
    assert values(tables_of(write("plan.xlsx", sheet_xml(body)))) == {"Sheet!A1": "Emne"}


def test_excel_the_last_cell_there_is(write: Write) -> None:
    body = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert values(tables_of(write("plan.xlsx", sheet_xml(body)))) == {"Sheet!XFD1048576": 1}


def test_excel_merged_without_end(write: Write) -> None:
    body = '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with pytest.raises(UdplanError, match="merged over 17179869184 places"):
        tables_of(write("plan.xlsx", sheet_xml(body)))


# OpenDocument


def test_opendocument_values_and_what_is_repeated(write: Write) -> None:
    body = (
        '<table:table table:name="Ark1"><table:table-row>'
        + ods_cell("Emne", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
        + "<table:covered-table-cell/>" + ods_cell(Decimal("2025.50")) + ods_cell(date(2025, 5, 31))
        + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">'
        + ods_cell("a\nb", 'table:number-columns-repeated="2"') + "</table:table-row></table:table>"
    )  # fmt: skip
    file = tables_of(write("plan.ods", ods(body)))
    assert values(file) == {
        "Ark1!A1": "Emne", "Ark1!C1": Decimal("2025.5"), "Ark1!D1": date(2025, 5, 31),
        "Ark1!A1000002": "a\nb", "Ark1!B1000002": "a\nb", "Ark1!A1000003": "a\nb", "Ark1!B1000003": "a\nb",
    }  # fmt: skip
    assert spans(file) == {"Ark1!A1": (2, 2)}


def test_opendocument_comments_faults_and_spaces(write: Write) -> None:
    cell = (
        '<table:table-cell table:formula="of:=[.B1]" office:value-type="string"><office:annotation><text:p>Ring'
        "</text:p></office:annotation><text:p>#N/A</text:p></table:table-cell><table:table-cell "
        'office:value-type="string"><text:p>a<text:s text:c="2"/>b<text:span>c</text:span><text:line-break/>d</text:p>'
        '</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p>'
        "</table:table-cell>"
    )
    file = tables_of(
        write("plan.ods", ods(f'<table:table table:name="X"><table:table-row>{cell}</table:table-row></table:table>'))
    )
    assert values(file) == {"X!A1": "#N/A", "X!B1": "a  bc\nd", "X!C1": "25 %"}
    assert notes(file) == {"X!A1": "a formula that gives a fault"}
    assert [cell.value for cell in file.comments] == ["Ring"]


def test_opendocument_a_text_repeated_a_million_times(write: Write) -> None:
    row = '<table:table-row table:number-rows-repeated="1000000">' + ods_cell("x") + "</table:table-row>"
    with pytest.raises(UdplanError, match=f"more than {MOST_CELLS} cells"):
        tables_of(write("plan.ods", ods(f'<table:table table:name="X">{row}</table:table>')))


# Word


def test_word_tables_paragraphs_and_merged_cells(write: Write) -> None:
    down, more = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    table = (
        "<w:tbl>" + docx_row("Emne", "Udvalg", "Proces") + docx_row("Bus", f"{down}ØU", "Et.\nTo.")
        + docx_row("Tog", more, "Tre.") + docx_row(f"{wide}Anlæg", "x") + "</w:tbl>"
    )  # fmt: skip
    file = tables_of(write("plan.docx", docx(docx_paragraph("Driftsændringer") + table)))
    assert values(file) == {
        "afsnit!1": "Driftsændringer", "tabel 1!A1": "Emne", "tabel 1!B1": "Udvalg", "tabel 1!C1": "Proces",
        "tabel 1!A2": "Bus", "tabel 1!B2": "ØU", "tabel 1!C2": "Et.\nTo.", "tabel 1!A3": "Tog", "tabel 1!C3": "Tre.",
        "tabel 1!A4": "Anlæg", "tabel 1!C4": "x",
    }  # fmt: skip
    assert spans(file) == {"tabel 1!B2": (1, 2), "tabel 1!A4": (2, 1)}


def test_word_tracked_changes_content_controls_and_check_marks(write: Write) -> None:
    paragraph = (
        "<w:p><w:ins><w:r><w:t>Ny</w:t></w:r></w:ins><w:del><w:r><w:delText>Gammel</w:delText></w:r></w:del>"
        '<w:r><w:tab/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    )
    row = f"<w:sdt><w:sdtContent><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:sdtContent></w:sdt>"
    file = tables_of(write("plan.docx", docx(f"<w:tbl>{row}</w:tbl>")))
    assert values(file) == {"tabel 1!A1": "Ny x"}
    assert "tracked changes" in str(file.notes[0])


# What cannot be read

BOMB = zipped({"content.xml": b" " * (65 * 1024 * 1024)})
XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.xlsx", b"Emne;Titel", "cannot be read"),
        ("plan.ods", zipped({"x": "y"}), "cannot be read"),
        ("plan.docx", zipped({"x": "y"}), "cannot be read"),
        ("plan.ods", ods("<table:table>")[:-40], "cannot be read"),
        ("plan.ods", zipped({"content.xml": "<a><b></a>"}), "cannot be read"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0 old", "has a password, or is in Office's format from before 2007"),
        ("plan.ods", BOMB, "unpacks to more than 64 MiB"),
        ("plan.xlsx", BOMB, "unpacks to more than 64 MiB"),
        ("plan.docx", BOMB, "unpacks to more than 64 MiB"),
        ("plan.ods", zipped({"content.xml": XXE}), "has a DTD in content.xml"),
        ("plan.xlsx", zipped({"xl/workbook.xml": XXE.encode("utf-16")}), "has a DTD in xl/workbook.xml"),
        ("plan.docx", docx("", **{"word/x.xml": XXE}), "has a DTD in word/x.xml"),
        ("plan.csv", b"", "is empty"),
        ("plan.csv", b"a" * (33 * 1024 * 1024), "larger than 32 MiB"),
        ("plan.csv", b"a;b\n" * (MOST_CELLS // 2 + 1), f"more than {MOST_CELLS} cells"),
    ],
)
def test_a_clear_answer(name: str, content: bytes, message: str, write: Write) -> None:
    with pytest.raises(UdplanError, match=message.replace("(", r"\(")) as caught:
        tables_of(write(name, content))
    assert name in str(caught.value)
    assert DANISH(caught.value.message) != str(caught.value)


def test_other_formats_and_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match=r"plan\.pdf is no table"):
        tables_of(tmp_path / "plan.pdf")
    with pytest.raises(UdplanError, match="no such file"):
        tables_of(tmp_path / "plan.csv")
    (tmp_path / "mappe.csv").mkdir()
    with pytest.raises(UdplanError, match="not a file"):
        tables_of(tmp_path / "mappe.csv")


@pytest.mark.parametrize(("suffix", "library"), [("xlsx", "openpyxl"), ("docx", "docx")])
def test_a_library_that_is_not_installed(suffix: str, library: str, write: Write) -> None:
    path = write(f"plan.{suffix}", zipped({"x": "y"}))
    script = (
        "import sys\n"
        f"sys.modules[{library!r}] = None\n"
        "from pathlib import Path\n"
        "from udplan.adapters.tables.reading import tables_of\n"
        "from udplan.ground.errors import UdplanError\n"
        "try:\n"
        f"    tables_of(Path({str(path)!r}))\n"
        "except UdplanError as error:\n"
        "    print(error, error.hint)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ})
    assert "is not installed" in done.stdout
    assert "pip install 'udplan[import]'" in done.stdout

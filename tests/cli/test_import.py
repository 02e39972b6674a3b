"""`udplan import` as people meet it: what it says, where it says it, and its exit codes."""

from io import BytesIO

import openpyxl
import pytest

from support.command import Udplan
from support.workspace import tree

TABLE = """\
Emne;Udvalg;Ansvarlig;Proces;Type;Frist;2025;2026
Busser;BUU;Vejchefen;Køres.;H;ultimo foråret;;
Lærere;SOU;Skolechefen;Ansættes.;H;maj 2026;;
"""


def test_a_first_look_a_corrected_mapping_and_the_items(udplan: Udplan) -> None:
    (udplan.root / "plan.csv").write_text(TABLE, encoding="utf-8")
    before = tree(udplan.root)
    said = udplan("import", "plan.csv")
    assert said.code == 0
    assert "plan.csv: 2 items\n\nColumns\n  Emne      → titel\n" in said.out
    assert '\nNot understood\n  plan.csv!F2: "ultimo foråret": it is no time that udplan knows; kept in ' in said.out
    assert "save the mapping, to correct it, with --mapping plan.import.yaml" in said.err
    assert "dry run: nothing was written; write the items with --write" in said.err
    assert tree(udplan.root) == before

    said = udplan("import", "plan.csv", "--mapping", "plan.import.yaml")
    assert "the proposed mapping is saved: plan.import.yaml" in said.err
    saved = udplan.root / "plan.import.yaml"
    text = saved.read_text(encoding="utf-8")
    saved.write_text(text.replace("Proces: proces", "Proces: beskrivelse"), encoding="utf-8")

    said = udplan("import", "plan.csv", "--mapping", "plan.import.yaml", "--write")
    assert said.code == 1
    assert "Missing\n  plan.csv!A2: Busser: `proces` is missing\n" in said.out
    assert "error: 2 items cannot be written yet" in said.err
    assert saved.read_text(encoding="utf-8") != text

    saved.write_text(text, encoding="utf-8")
    said = udplan("import", "plan.csv", "--mapping", "plan.import.yaml", "--write")
    assert said.code == 0
    assert said.err.endswith("written to 2025-2028; see udplan check\n")
    assert "Busser" in udplan("list", "--search", "ultimo foråret").out


def test_a_mapping_that_is_not_there_is_not_made_when_writing(udplan: Udplan) -> None:
    (udplan.root / "plan.csv").write_text(TABLE, encoding="utf-8")
    before = tree(udplan.root)
    said = udplan("import", "plan.csv", "--mapping", "import.yaml", "--write")
    assert (said.code, said.out) == (2, "")
    assert "there is no mapping import.yaml" in said.err
    assert tree(udplan.root) == before


def test_a_mapping_that_is_wrong(udplan: Udplan) -> None:
    (udplan.root / "plan.csv").write_text(TABLE, encoding="utf-8")
    (udplan.root / "import.yaml").write_text("kolonner: {Emne: titl}\n", encoding="utf-8")
    said = udplan("import", "plan.csv", "--mapping", "import.yaml")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "import.yaml:1:18: error[mapping]: titl is nothing that a column can be\n"
        "  hint: did you mean `titel`?\n"
        "error: the mapping has 1 error\n"
    )


def test_a_table_of_twenty_five_items_with_every_sin(udplan: Udplan) -> None:
    """Headings in two rows, titles over all columns, committees merged over items, sums, and one of them wrong."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ark1"
    sheet.append(["Udmøntningsplan"])
    sheet.append(["Beløb i 1.000 kr."])
    sheet.append(["Nr.", "Emne", "Fagudvalg", "Ansvarlig", "Proces", "Status", "Trafiklys", "Tid", "Budget"])
    sheet.append([None] * 8 + [2025, 2026])
    for merged in ("A1:J1", "A2:J2", "I3:J3", *(f"{letter}3:{letter}4" for letter in "ABCDEFGH")):
        sheet.merge_cells(merged)
    times = ("ultimo maj 2026", "ultimo foråret", "31-12-2026", "løbende")
    for letter, title, sign, count in (("D", "Driftsændringer", 1, 9), ("R", "Råderumsforslag", -1, 16)):
        sheet.append([title])
        sheet.merge_cells(f"A{sheet.max_row}:J{sheet.max_row}")
        first = sheet.max_row + 1
        for number in range(count):
            udvalg = "Teknik- og Miljøudvalget" if number % 3 == 0 else None
            row = [f"{letter}{900 + number}", f"{title} nr. {number}", udvalg, "Chefen", "Udføres.", "Kører.", "Grøn"]
            sheet.append([*row, times[number % 4], sign * 100 * number, f"{sign * 1000}"])
        for start in range(first, first + count, 3):
            sheet.merge_cells(f"C{start}:C{min(start + 2, first + count - 1)}")
        total = sign * 100 * sum(range(count))
        sheet.append([None, "I alt", *[None] * 6, total, sign * 1000 * count + (letter == "R")])
    out = BytesIO()
    book.save(out)
    (udplan.root / "plan.xlsx").write_bytes(out.getvalue())
    said = udplan("import", "plan.xlsx", "--write")
    assert said.code == 0
    assert "plan.xlsx: 25 items" in said.out
    assert "  Budget 2025 → beloeb.2025\n" in said.out
    assert '  udvalg: "Teknik- og Miljøudvalget" → TMU (25)\n' in said.out
    assert said.out.count(": right\n") == 3
    assert "Ark1!J33: I alt (beloeb.2026) −15.999, but the items give −16.000: a difference of 1\n" in said.out
    assert said.out.count('"ultimo foråret": it is no time that udplan knows; kept in beskrivelse of') == 6
    assert "R915" in udplan("list", "--format", "ids").out
    assert [problem for problem in udplan("check").err.splitlines() if "/R9" in problem and "error[" in problem] == []


@pytest.mark.parametrize("file", ["plan.pdf", "plan.xlsx"])
def test_a_file_that_is_not_there(udplan: Udplan, file: str) -> None:
    said = udplan("import", file)
    assert said.code == (2 if file.endswith("pdf") else 1)
    assert file in said.err

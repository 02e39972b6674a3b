"""From a table file to files of a plan: all or nothing, with numbers that nobody else has, or has had."""

from datetime import date
from pathlib import Path

import pytest

from support.gitting import commit, repository
from support.plans import faults_in, plans_in
from support.workspace import PLAN, item_path, tree, workspace
from udplan.adapters.read.reader import read
from udplan.domain.names import Ref
from udplan.ground.errors import UdplanError
from udplan.pure.importing.words import Known, likely_code
from udplan.usecases.importing import Imported, import_table

DAY = date(2025, 6, 1)
TABLE = """\
Nr.;Emne;Udvalg;Ansvarlig;Proces;Status;Trafiklys;Frist;2025;2026;X
Anlægsprojekter
A201;Hal;TMU;Vejchefen;Udbud.;Udbud er i gang.;Grøn;ultimo 2026;1.000;-;
;Sti;Teknik- og Miljøudvalget;Vejchefen;Anlæg.;Færdig.;;ultimo foråret;200;300;X
Hensigtserklæringer
;Møde;ØU;Borgmesteren;Holdes.;;;;;;
I alt;;;;;;;;1.200;300;
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "skovby")


def table(root: Path, text: str = TABLE) -> Path:
    path = root.parent / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def mapping(root: Path, text: str) -> Path:
    path = root.parent / "plan.import.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def names(done: Imported) -> list[str]:
    return [item.ref.id if item.ref else "" for item in done.items]


def missing(done: Imported) -> list[str]:
    return [str(each.message) for each in done.obstacles]


def test_nothing_is_written_unless_told(root: Path) -> None:
    before = tree(root)
    done = import_table(root, table(root), DAY)
    assert names(done) == ["A201", "A202", "H101"]
    assert done.refusal is None
    assert tree(root) == before


def test_items_are_written_as_new_ones_are(root: Path) -> None:
    done = import_table(root, table(root), DAY, write=True)
    assert done.refusal is None
    assert [problem for problem in faults_in(root) if problem.severity == "error"] == []
    assert (root / f"plan/{PLAN}/anlaegsprojekter/A202-sti.yaml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../../.udplan/emne.schema.json\n"
        "titel: Sti\n"
        "udvalg: TMU\n"
        "ansvarlig: Vejchefen\n"
        "beskrivelse: |\n"
        "  Frist: ultimo foråret\n"
        "proces: |\n"
        "  Anlæg.\n"
        "status: |\n"
        "  Færdig.\n"
        "opdateret: 2025-06-01\n"
        "afsluttet: {dato: 2025-06-01, grundlag: Markeret som afsluttet i tabellen}\n"
        "beloeb: {2025: 200, 2026: 300, 2027: 0, 2028: 0}\n"
    )
    item = plans_in(root).item(Ref(PLAN, "H101"))
    assert item is not None
    assert (item.titel, item.tilstand, item.data["udvalg"]) == ("Møde", "ikke_startet", "OEU")


def test_a_proposal_that_is_saved_is_what_was_proposed(root: Path) -> None:
    first = import_table(root, table(root), DAY)
    again = import_table(root, table(root), DAY, mapping=mapping(root, first.proposal))
    assert again.proposal == ""
    assert [item.text for item in again.items] == [item.text for item in first.items]


def test_what_only_people_can_decide_keeps_all_items_out(root: Path) -> None:
    before = tree(root)
    done = import_table(root, table(root, "Emne;2025\nHal;500\nSti;200\n"), DAY, write=True)
    assert missing(done) == ["`type`, `udvalg` are missing"] * 2
    assert str(done.refusal) == "2 items cannot be written yet"
    assert "  type: uafklaret\n" in done.proposal
    assert "  udvalg: uafklaret\n" in done.proposal
    assert tree(root) == before
    decided = done.proposal.replace("type: uafklaret", "type: anlaegsprojekter").replace("uafklaret", "BUU")
    done = import_table(
        root, table(root, "Emne;2025\nHal;500\nSti;200\n"), DAY, mapping=mapping(root, decided), write=True
    )
    assert done.refusal is None
    assert names(done) == ["A104", "A105"]
    assert "proces: |\n  (mangler)\n" in done.items[0].text


def test_numbers_that_are_taken_or_were(root: Path) -> None:
    repository(root)
    item_path(root, "A103").unlink()
    commit(root, "Ude")
    text = "Nr.;Emne;Udvalg\nA101;Hal;BUU\nA103;Sti;BUU\nA150;Bro;BUU\nA150;Vej;BUU\n;Andet;BUU\n"
    with_type = "Nr.;Emne;Udvalg\nAnlægsprojekter\n" + text.partition("\n")[2]
    done = import_table(root, table(root, with_type), DAY, write=True)
    assert names(done) == ["", "", "A150", "", "A151"]
    assert missing(done) == [
        "the number A101 is, or has been, another item's in this plan",
        "the number A103 is, or has been, another item's in this plan",
        "the number A150 stands in the table more than once",
    ]
    done = import_table(root, table(root, with_type), DAY, mapping=mapping(root, "numre: nye\n" + COLUMNS), write=True)
    assert done.refusal is None
    assert names(done) == ["A104", "A105", "A106", "A107", "A108"]


COLUMNS = """\
kolonner: {Nr.: nr, Emne: titel, Udvalg: udvalg}
afsnit: {Anlægsprojekter: {type: anlaegsprojekter}}
hvis_tom: {ansvarlig: (mangler), proces: (mangler)}
"""


def test_a_second_import_of_the_same_table(root: Path) -> None:
    assert import_table(root, table(root), DAY, write=True).refusal is None
    before = tree(root)
    done = import_table(root, table(root), DAY, write=True)
    assert missing(done) == [
        "the number A201 is, or has been, another item's in this plan",
        "the plan has an item of that title: A202",
        "the plan has an item of that title: H101",
    ]
    assert tree(root) == before


def test_what_check_would_call_an_error_is_told_of_all_items_and_nothing_is_written(root: Path) -> None:
    before = tree(root)
    text = "Emne;Type;Udvalg;Trafiklys;Status;Opdateret\n" + "".join(
        f"{name};H;BUU;Grøn;Ja tak.;2025-07-0{number}\n" for number, name in enumerate(("Hal", "Sti"), start=1)
    )
    done = import_table(root, table(root, text), DAY, write=True)
    assert done.refusal is not None
    assert {problem.code for problem in done.refusal.problems} == {"future-date"}
    assert len(done.refusal.problems) == 2
    assert tree(root) == before


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(root: Path) -> None:
    (root / f"plan/{PLAN}/hensigtserklaeringer").write_text("", encoding="utf-8")
    before = tree(root)
    with pytest.raises(UdplanError, match="cannot be written"):
        import_table(root, table(root), DAY, write=True)
    assert tree(root) == before


def test_a_mapping_of_another_table(root: Path) -> None:
    done = import_table(root, table(root), DAY, mapping=mapping(root, "kolonner: {Titel: titel, Emne: titel}\n"))
    assert [str(note) for note in done.notes] == ["the table has no columns of these headings: Titel"]
    assert done.reading.headings["Frist"] == "tekst"
    assert done.reading.drafts[0].data["beskrivelse"].startswith("Nr.: A201\n\nUdvalg: TMU\n")


def test_no_items(root: Path) -> None:
    done = import_table(root, table(root, "Kære alle\nHer er planen.\n"), DAY)
    assert str(done.refusal) == "no items were found in the table"
    assert {each.cell.line for each in done.reading.unplaced} == {"Kære alle", "Her er planen."}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("kolonner: {Emne: title}\n", "1:18", "title is nothing that a column can be"),
        ("kolonner: {Emne: beloeb}\n", "1:18", "beloeb is nothing that a column can be"),
        ("kolonner: {Emne: beloeb.2031}\n", "1:18", "beloeb.2031 is nothing that a column can be"),
        ("kolonner: nej\n", "1:11", "`kolonner` must hold lines with a name and a value"),
        ("kollonner: {}\n", "1:12", "`kollonner` is not a part of a mapping"),
        ("ord:\n  udvalg: {Teknik: TMV}\n", "2:20", "TMV is not a code of `udvalg`"),
        ("ord: {titel: {a: b}}\n", "1:14", "titel has no words that stand for codes"),
        ("afsnit: {Anlæg: {fase: i_gang}}\n", "1:17", "a title can say `type`, `udvalg` or `omraade`, not fase"),
        ("afsnit: {Anlæg: {type: anlaeg}}\n", "1:24", "anlaeg is not a code of `type`"),
        ("beloeb: {enhed: kroner}\n", "1:17", "kroner is not one of the choices"),
        ("beloeb: {valuta: kr.}\n", "1:18", "`beloeb.valuta` is not a part of a mapping"),
        ("numre: gamle\n", "1:8", "gamle is not one of the choices"),
        ("dag: i går\n", "1:6", "i går is not a date"),
        ("hvis_tom: {titel: Emne}\n", "1:19", "`hvis_tom` cannot say titel for all"),
        ("hvis_tom: {trafiklys: blå}\n", "1:23", "blå is not a code of `trafiklys`"),
        ("- kolonner\n", "1:1", "the mapping must be divided into keys, such as `kolonner: …`"),
        ("a: &x 1\n", "1:4", "names a place for later use"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(text: str, place: str, message: str, root: Path) -> None:
    with pytest.raises(UdplanError, match="the mapping has 1 error") as caught:
        import_table(root, table(root), DAY, mapping=mapping(root, text))
    (problem,) = caught.value.problems
    assert message in str(problem.message)
    assert f"{problem.line}:{problem.column}" == place


def test_the_mappings_file_is_yaml_that_reads_as_itself(root: Path) -> None:
    text = 'Emne: "x" #1;Ja: nej;[a]\n- Hal;?;&x\n'
    proposal = import_table(root, table(root, text), DAY).proposal
    document = read(proposal.encode("utf-8"))
    assert document.faults == ()
    assert list(document.data["kolonner"]) == ['Emne: "x" #1', "Ja: nej", "[a]"]


def test_a_committee_is_not_another_because_both_are_committees() -> None:
    known = Known((), "kr.", {"udvalg": {"OEU": ["Økonomiudvalget"]}}, frozenset(), {}, frozenset())
    assert likely_code("udvalg", "Socialudvalget", known) is None
    assert likely_code("udvalg", "Økonomi-udvalget", known) == "OEU"
    assert likely_code("udvalg", "Økonomi", known) == "OEU"


def test_a_state_that_nobody_has_decided_is_asked_for(root: Path) -> None:
    states = "Emne;Udvalg;Ansvarlig;Proces;Type;Tilstand\nBusser;BUU;Vejchefen;Køres.;H;Ligger hos nogen\n"
    columns = "{Emne: titel, Udvalg: udvalg, Ansvarlig: ansvarlig, Proces: proces, Type: type, Tilstand: fase}"
    done = import_table(root, table(root, states), DAY, mapping=mapping(root, f"kolonner: {columns}\n"))
    assert done.refusal is not None
    assert "`fase` is missing" in "; ".join(missing(done))

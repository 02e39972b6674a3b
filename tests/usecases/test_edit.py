"""What an edit may do to an item: every field, every state, all items or none."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.plans import plans_in
from support.workspace import item_path, tree, workspace
from udplan.adapters.read.reader import read
from udplan.ground.errors import UdplanError, UsageFault
from udplan.pure.change.assignments import assigned, assignment_from_text
from udplan.pure.change.changes import Change
from udplan.pure.change.edits import dropped, finished, moved, reopened
from udplan.usecases.edit import Arguments, Edited, edit, find_items

DAY = date(2025, 6, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def put(root: Path, *words: str, ids: Sequence[str] = ("A101",), dry_run: bool = False) -> Edited:
    given = [assignment_from_text(word) for word in words]
    arguments = Arguments({each.keys: each.argument for each in given})
    return edit(root, ids, lambda data, _day: assigned(data, given, DAY), DAY, dry_run=dry_run, arguments=arguments)


def data_of(root: Path, item_id: str = "A101") -> Any:
    return read(item_path(root, item_id).read_bytes()).data


SET: dict[str, tuple[str, Any]] = {
    "titel=Børnehuset: et nyt #1": ("titel", "Børnehuset: et nyt #1"),
    "aftalepunkt=4.2": ("aftalepunkt", ["4.2"]),
    "aftalepunkt=4.2,4.3": ("aftalepunkt", ["4.2", "4.3"]),
    "udvalg=TMU": ("udvalg", "TMU"),
    "omraade=BU": ("omraade", "BU"),
    "ansvarlig= Havnechefen ": ("ansvarlig", "Havnechefen"),
    "medansvarlige=Vejchefen, Økonomichefen": ("medansvarlige", ["Vejchefen", "Økonomichefen"]),
    'medansvarlige="Chef for Børn, Unge og Familie",Skolechefen': (
        "medansvarlige",
        ["Chef for Børn, Unge og Familie", "Skolechefen"],
    ),
    'medansvarlige= "Chefen, konst." , "Huset ""Solen""" ,': ("medansvarlige", ["Chefen, konst.", 'Huset "Solen"']),
    'medansvarlige+="Chef for Børn, Unge og Familie"': ("medansvarlige", ["Chef for Børn, Unge og Familie"]),
    "medansvarlige+=Chef for Børn, Unge og Familie": ("medansvarlige", ["Chef for Børn, Unge og Familie"]),
    'titel="Ny" plan': ("titel", '"Ny" plan'),
    'risici=tekst="Regn, tekst=nej",afhjaelpning=Telt': (
        "risici",
        [{"tekst": "Regn, tekst=nej", "afhjaelpning": "Telt"}],
    ),
    'risici=tekst="Ny" plan, måske,afhjaelpning=Telt': (
        "risici",
        [{"tekst": '"Ny" plan, måske', "afhjaelpning": "Telt"}],
    ),
    "beskrivelse=Kort": ("beskrivelse", "Kort\n"),
    "proces=Et\n\nTo": ("proces", "Et\n\nTo\n"),
    "status=Nyt": ("status", "Nyt\n"),
    "status+=Mere": ("status", "Går som forventet.\n\nMere\n"),
    "opdateret=2025-05-31": ("opdateret", "2025-05-31"),
    "fase=afventer": ("fase", "afventer"),
    "trafiklys=groen": ("trafiklys", "groen"),
    "risici+=tekst=Vejret, især regn,afhjaelpning=Telt": (
        "risici",
        [{"tekst": "Priser", "afhjaelpning": "Option"}, {"tekst": "Vejret, især regn", "afhjaelpning": "Telt"}],
    ),
    "risici.1.afhjaelpning=Telt": ("risici", [{"tekst": "Priser", "afhjaelpning": "Telt"}]),
    "risici.2.tekst=Vejret": ("risici", [{"tekst": "Priser", "afhjaelpning": "Option"}, {"tekst": "Vejret"}]),
    "risici=tekst=Se {bilag}": ("risici", [{"tekst": "Se {bilag}"}]),
    "medansvarlige=Chefen [konst.]": ("medansvarlige", ["Chefen [konst.]"]),
    "risici={tekst=Vejret}": ("risici", [{"tekst": "Vejret"}]),
    "start=1. kvartal 2025": ("start", "1. kvartal 2025"),
    "frist=2026": ("frist", "2026"),
    "fristaendringer+=dato=2025-05-01,fra=2025,aarsag=Udbud": (
        "fristaendringer",
        [{"dato": "2025-05-01", "fra": "2025", "aarsag": "Udbud"}],
    ),
    "milepaele+=hvad=Licitation,hvornaar=maj 2025": ("milepaele", [{"hvad": "Licitation", "hvornaar": "maj 2025"}]),
    "behandling+=udvalg=BUU,hvornaar=august 2025,sag=25/1": (
        "behandling",
        [{"udvalg": "BUU", "hvornaar": "august 2025", "sag": "25/1"}],
    ),
    "inddragelse+=organ=hovedmed,dato=2025-03-04": ("inddragelse", [{"organ": "hovedmed", "dato": "2025-03-04"}]),
    "temaer+=flaadestyring": ("temaer", ["kloge-m2", "flaadestyring"]),
    "temaer=[flaadestyring]": ("temaer", ["flaadestyring"]),
    "direktionsfokus=ja": ("direktionsfokus", True),
    "direktionsfokus=FALSE": ("direktionsfokus", False),
    "snitflade=Uafklaret: udearealet": ("snitflade", "Uafklaret: udearealet"),
    "beloeb.2026=-500": ("beloeb", {"2025": 100, "2026": -500, "2027": 0, "2028": 0}),
    "beloeb=2025=1,2026=2,2027=3,2028=-4": ("beloeb", {"2025": 1, "2026": 2, "2027": 3, "2028": -4}),
    "forventet=2025=1,2026=0,2027=0,2028=0": ("forventet", {"2025": 1, "2026": 0, "2027": 0, "2028": 0}),
    "realiseret.2025=812": ("realiseret", {"2025": 812}),
    "styringsomraade=anlaeg": ("styringsomraade", "anlaeg"),
    "tillaegsbevillinger+=dato=2025-05-06,beloeb=2025=300,2026=200,finansiering=Kassen, sag=25/456": (
        "tillaegsbevillinger",
        [{"dato": "2025-05-06", "beloeb": {"2025": 300, "2026": 200}, "finansiering": "Kassen", "sag": "25/456"}],
    ),
    "beloeb.2027=ikke_fastsat": ("beloeb", {"2025": 100, "2026": 0, "2027": "ikke_fastsat", "2028": 0}),
    "beloeb=ikke_fastsat": ("beloeb", "ikke_fastsat"),
    "indtaegter=2025=0,2026=-20,2027=0,2028=0": ("indtaegter", {"2025": 0, "2026": -20, "2027": 0, "2028": 0}),
    "heraf+=hvad=Inventar,beloeb=2025=40": ("heraf", [{"hvad": "Inventar", "beloeb": {"2025": 40}}]),
    "finansiering=Kassen og anlægspuljen": ("finansiering", "Kassen og anlægspuljen"),
    "viderefoert=dato=2025-05-06,til=A102": ("viderefoert", None),
    "bevillinger+=dato=2025-01-28,beloeb=100": ("bevillinger", [{"dato": "2025-01-28", "beloeb": 100}]),
    "regnskab=dato=2025-02-01": ("regnskab", {"dato": "2025-02-01"}),
    "regnskab.dato=2025-02-01": ("regnskab", {"dato": "2025-02-01"}),
    "afhaenger_af=A102": ("afhaenger_af", ["A102"]),
    "verdensmaal=4,11": ("verdensmaal", [4, 11]),
    "strategier=natur": ("strategier", ["natur"]),
    "sag=24/5521": ("sag", "24/5521"),
    "lukket.begrundelse=Ejendomshandel": ("lukket", {"begrundelse": "Ejendomshandel"}),
    "afsluttet.dato=2025-05-31": ("afsluttet", None),
    "udgaaet=dato=2025-05-31,beslutning=ØU": ("udgaaet", None),
    "varighed=varig": ("varighed", None),
    "kategori=udvidelse": ("kategori", "udvidelse"),
    "afledt_drift=ingen": ("afledt_drift", "ingen"),
    "afledt_drift_af=A102": ("afledt_drift_af", None),
    "viderefoert_fra=2024-2027/A207": ("viderefoert_fra", ["2024-2027/A207"]),
}
"""Each with what the key then is; None where other rules refuse it for this item."""


@pytest.mark.parametrize("word", SET)
def test_set(word: str, root: Path) -> None:
    key, expected = SET[word]
    before = data_of(root)
    if expected is None:
        with pytest.raises(UdplanError) as caught:
            put(root, word)
        assert str(caught.value).startswith((f"{word}: ", "2025-2028/A101: "))
        assert data_of(root) == before
        return
    put(root, word)
    after = data_of(root)
    assert after.pop(key) == expected
    before.pop(key, None)
    if key == "status":
        assert after.pop("opdateret") == "2025-06-01"
        before.pop("opdateret")
    assert after == before


def test_every_field_can_be_set() -> None:
    from udplan.domain.emne import KEY_ORDER

    assert {key for key, _expected in SET.values()} == set(KEY_ORDER)


def test_set_again_is_no_change(root: Path) -> None:
    put(root, "frist=2026", "temaer+=flaadestyring")
    before = tree(root)
    done = put(root, "frist=2026", "temaer+=flaadestyring", "beloeb.2025=100")
    assert (done.news, done.changed, tree(root)) == ((), False, before)


def test_one_text_where_a_list_is_allowed_stays_one_text(root: Path) -> None:
    path = item_path(root)
    path.write_bytes(path.read_bytes().replace(b"udvalg: BUU\n", b"aftalepunkt: '4.2' # k\nudvalg: BUU\n"))
    before = tree(root)
    put(root, "aftalepunkt=4.2")
    assert tree(root) == before
    put(root, "aftalepunkt=4.3")
    assert b"aftalepunkt: '4.3' # k\n" in path.read_bytes()
    put(root, "aftalepunkt+=4.4")
    assert data_of(root)["aftalepunkt"] == ["4.3", "4.4"]


def test_elements_taken_out_leave_the_others_as_they_are(root: Path) -> None:
    path = item_path(root)
    text = "temaer:\n  - kloge-m2   # a\n  # b - c\n  - flaadestyring # d\n"
    path.write_text(path.read_text("utf-8").replace("temaer: [kloge-m2]\n", text), encoding="utf-8")
    put(root, "temaer-=kloge-m2")
    assert "temaer:\n  # b - c\n  - flaadestyring # d\n" in path.read_text("utf-8")
    put(root, "temaer-=flaadestyring")
    assert "temaer" not in data_of(root)
    assert "# b - c\n" in path.read_text("utf-8")
    assert "# d\n" not in path.read_text("utf-8")


def test_an_element_is_known_by_what_is_named_of_it(root: Path) -> None:
    put(root, "risici+=tekst=Vejret,afhjaelpning=Telt")
    put(root, "risici-=tekst=Priser")
    assert data_of(root)["risici"] == [{"tekst": "Vejret", "afhjaelpning": "Telt"}]


def test_removed(root: Path) -> None:
    put(root, "frist=", "risici.1.afhjaelpning=", "temaer=", "trafiklys=groen")
    after = data_of(root)
    assert "frist" not in after
    assert "temaer" not in after
    assert after["risici"] == [{"tekst": "Priser"}]


def test_a_date_given_with_the_status_stays(root: Path) -> None:
    put(root, "status=Nyt", "opdateret=2025-05-30")
    assert data_of(root)["opdateret"] == "2025-05-30"
    put(root, "status=Nyt")
    assert data_of(root)["opdateret"] == "2025-05-30"


def test_a_text_in_another_unicode_form(root: Path) -> None:
    put(root, "titel=Børnehave\u0301n", "medansvarlige+=A\u030aben")
    assert data_of(root)["titel"] == "Børnehav\u00e9n"
    before = tree(root)
    put(root, "medansvarlige+=\u00c5ben")
    assert tree(root) == before


USAGE: dict[str, str] = {
    "titel": "titel is not an assignment",
    "=x": "=x is not an assignment",
    "titell=x": "titell=x: `titell` is not a known key",
    "risici.1.tekts=x": "risici.1.tekts=x: `risici.1.tekts` is not a known key",
    "risici.0.tekst=x": "`risici.0` is not a known key",
    "risici.².tekst=x": "`risici.²` is not a known key",
    "risici.3.tekst=x": "risici.3.tekst=x: there is no number 3 in risici",
    "milepaele.2.naaet=2025-01-01": "there is no number 2 in milepaele",
    "risici.3=": "risici.3=: there is nothing to remove",
    "sag=": "sag=: there is nothing to remove",
    "temaer-=natur": "temaer-=natur: it is not in the list",
    "sag-=x": "-= takes out of a list, which sag is not",
    "fase+=x": "+= adds to a list or a text",
    "beloeb+=5": "+= adds to a list or a text, which beloeb is not",
    "titel=\udcff": "this is not valid UTF-8",
}
WRONG: dict[str, str] = {
    "beloeb.2026=1.000": "beloeb.2026=1.000: ",
    "beloeb.2026=": "beloeb.2026=: ",
    "beloeb.26=5": "beloeb.26=5: ",
    "trafiklys=grøn": "trafiklys=grøn: ",
    "fase=igang": "fase=igang: ",
    "frist=snart": "frist=snart: ",
    "opdateret=i går": "opdateret=i går: ",
    "direktionsfokus=måske": "direktionsfokus=måske: ",
    "udvalg=XYZ": "udvalg=XYZ: ",
    "temaer+=ukendt": "temaer+=ukendt: ",
    "risici+=tekts=x": "risici+=tekts=x: ",
    "risici=Vejret": "risici=Vejret: ",
    "verdensmaal=18": "verdensmaal=18: ",
    "titel=": "2025-2028/A101: ",
    "titel= ": "titel= : ",
    "tillaegsbevillinger.1.finansiering=Kassen": "tillaegsbevillinger.1.finansiering=Kassen: ",
    "fase=": "2025-2028/A101: ",
    "udgaaet.dato=2025-05-31": "udgaaet.dato=2025-05-31: ",
}


@pytest.mark.parametrize("word", [*USAGE, *WRONG], ids=ascii)
def test_an_error_points_at_the_argument_and_nothing_is_written(word: str, root: Path) -> None:
    before = tree(root)
    with pytest.raises(UdplanError) as caught:
        put(root, word, ids=["A102", "A101"])
    assert isinstance(caught.value, UsageFault) == (word in USAGE)
    assert (USAGE | WRONG)[word].replace("2025-2028/A101", "2025-2028/A102") in str(caught.value)
    assert tree(root) == before


def test_the_wrong_one_of_several_arguments_is_pointed_at(root: Path) -> None:
    with pytest.raises(UdplanError, match=r"^udvalg=XYZ: "):
        put(root, "sag=25/1", "udvalg=XYZ", "frist=2026")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("A110", "did you mean A1"),
        ("X1", "see udplan list"),
        ("2024-2027/A101", "did you mean 2025-2028/A101?"),
        ("", "see udplan list"),
        ("2025-2028/", "see udplan list"),
    ],
)
def test_an_unknown_item(asked: str, hint: str, root: Path) -> None:
    before = tree(root)
    with pytest.raises(UdplanError, match="there is no item") as caught:
        put(root, "frist=2026", ids=["A102", asked])
    assert hint in str(caught.value.hint)
    assert tree(root) == before


def test_an_item_named_twice_is_changed_once(root: Path) -> None:
    done = put(root, "medansvarlige+=Vejchefen", ids=["A101", "a101", "2025-2028/A101", " A101"])
    assert len(done.news) == 1
    assert data_of(root)["medansvarlige"] == ["Vejchefen"]


def test_a_file_that_cannot_be_read_is_said_so_first(root: Path) -> None:
    item_path(root).write_text("titel: [\n")
    with pytest.raises(UdplanError, match="A101: the file cannot be read"):
        edit(root, ["A101"], lambda data, _day: moved(data, "2026", DAY, "x"), DAY)


def test_a_warning_is_told_but_not_one_that_was_there(root: Path) -> None:
    done = put(root, "trafiklys=roed", "risici=")
    assert [problem.code for problem in done.warnings] == ["risk-missing"]
    assert put(root, "sag=25/1").warnings == ()


def test_an_error_that_comes_to_be_in_another_file_is_refused(root: Path) -> None:
    put(root, "afhaenger_af=A102")
    before = tree(root)
    with pytest.raises(UdplanError, match=r"^afhaenger_af=A101: plan/.*/A101\.yaml: .*A101 → A102.*\[reference-loop\]"):
        put(root, "afhaenger_af=A101", ids=["A102"])
    with pytest.raises(UdplanError, match=r"^plan/.*/A101\.yaml: .*\[reference-loop\]"):
        put(root, "afhaenger_af=A101", "sag=25/1", ids=["A102"])
    assert tree(root) == before


def test_an_error_that_is_there_already_does_not_stand_in_the_way(root: Path) -> None:
    for one, other in (("A101", "A102"), ("A102", "A101")):
        path = item_path(root, one)
        path.write_text(path.read_text("utf-8") + f"afhaenger_af: [{other}]\n", encoding="utf-8")
    assert put(root, "sag=25/1", ids=["A102"]).warnings == ()
    assert put(root, "afhaenger_af=", ids=["A102"]).warnings == ()


def test_an_error_of_the_whole_plan_is_told_of_but_money_can_be_moved(root: Path) -> None:
    settings = root / "plan" / "2025-2028" / "plan.yaml"
    total = "kontroltotaler:\n  anlaegsprojekter: {2025: 300, 2026: 0, 2027: 0, 2028: 0}\n"
    settings.write_text(settings.read_text("utf-8") + total, encoding="utf-8")
    done = put(root, "beloeb.2025=60")
    assert [(each.path, each.code, each.severity) for each in done.warnings] == [
        ("plan/2025-2028/plan.yaml", "control-total", "error")
    ]
    assert put(root, "sag=25/1").warnings == ()
    assert put(root, "beloeb.2025=140", ids=["A102"]).warnings == ()


def test_what_was_told_of_most_items_together_is_nothing_new(root: Path) -> None:
    settings = root / "plan" / "2025-2028" / "plan.yaml"
    settings.write_text(settings.read_text("utf-8") + "regler: {stale: error}\n", encoding="utf-8")
    given = [assignment_from_text("opdateret=2025-12-01")]
    ids = ("A101", "A102")
    for item_id in ids:
        done = edit(root, [item_id], lambda data, _day: assigned(data, given, date(2025, 12, 1)), date(2025, 12, 1))
        assert done.changed


def test_find_items_by_slug_and_two_files_of_one_id(root: Path) -> None:
    item_path(root).rename(item_path(root, "A101-boernehus"))
    (file,) = find_items(plans_in(root), ["A101"])
    assert (file.slug, Path(file.path).name) == ("boernehus", "A101-boernehus.yaml")
    item_path(root, "A101").write_text("titel: a\n")
    with pytest.raises(UdplanError, match="two files have the id"):
        find_items(plans_in(root), ["A101"])


# the states

STATES = {
    "finished": lambda data, _day: finished(data, DAY, "Regnskab"),
    "dropped": lambda data, _day: dropped(data, DAY, "ØU 10-06-2025"),
    "moved": lambda data, _day: moved(data, "ultimo 2026", DAY, "Udbud"),
    "reopened": lambda data, _day: reopened(data, DAY, "Klage", "i_gang", "gul"),
}


def state(root: Path, name: str, *ids: str) -> Edited:
    return edit(root, ids or ("A101",), STATES[name], DAY)


def test_finished_and_reopened(root: Path) -> None:
    assert [news.kind for news in state(root, "finished").news] == ["finished"]
    after = data_of(root)
    assert after["afsluttet"] == {"dato": "2025-06-01", "grundlag": "Regnskab"}
    assert not {"fase", "trafiklys"} & set(after)
    assert b"# se referatet" in item_path(root).read_bytes()
    state(root, "reopened")
    after = data_of(root)
    assert (after["fase"], after["trafiklys"], after["opdateret"]) == ("i_gang", "gul", "2025-06-01")
    assert after["status"] == "Går som forventet.\n\nGenåbnet 01-06-2025: Klage (var afsluttet 01-06-2025: Regnskab)\n"
    assert "afsluttet" not in after


def test_what_goes_on_elsewhere_is_ended_and_can_be_taken_up_again(root: Path) -> None:
    told = put(root, "fase=", "trafiklys=", "viderefoert=dato=2025-05-20,til=A102", "status=Lægges sammen.")
    assert [news.kind for news in told.news] == ["carried", "text", "other"]
    assert data_of(root)["viderefoert"] == {"dato": "2025-05-20", "til": ["A102"]}
    for name in ("finished", "dropped", "moved"):
        with pytest.raises(UdplanError, match="it goes on as another item"):
            state(root, name)
    state(root, "reopened")
    after = data_of(root)
    assert "viderefoert" not in after
    assert after["status"] == "Lægges sammen.\n\nGenåbnet 01-06-2025: Klage (var videreført 20-05-2025: A102)\n"


def test_moved_twice(root: Path) -> None:
    state(root, "moved")
    edit(root, ["A101"], lambda data, _day: moved(data, "2027", DAY, "Igen"), DAY)
    after = data_of(root)
    assert after["frist"] == "2027"
    assert after["fristaendringer"] == [
        {"dato": "2025-06-01", "fra": "ultimo 2025", "aarsag": "Udbud"},
        {"dato": "2025-06-01", "fra": "ultimo 2026", "aarsag": "Igen"},
    ]


@pytest.mark.parametrize(
    ("first", "then", "message"),
    [
        ("finished", "finished", "A101: it is already finished"),
        ("finished", "dropped", "it is already finished"),
        ("finished", "moved", "it is already finished"),
        ("dropped", "finished", "it was dropped from the plan"),
        ("dropped", "dropped", "it was dropped from the plan"),
        ("moved", "moved", "its deadline is already ultimo 2026"),
        ("", "reopened", "it is neither finished, dropped nor carried on"),
    ],
)
def test_a_state_that_does_not_allow_it(first: str, then: str, message: str, root: Path) -> None:
    if first:
        state(root, first)
    before = tree(root)
    with pytest.raises(UdplanError, match=message):
        state(root, then, "A102", "A101") if then != "reopened" else state(root, then)
    assert tree(root) == before


def test_a_deadline_that_is_not_there_cannot_be_moved(root: Path) -> None:
    put(root, "frist=")
    with pytest.raises(UdplanError, match="it has no deadline to move"):
        state(root, "moved")


@pytest.mark.parametrize("name", ["finished", "dropped", "moved"])
def test_dry_run_writes_nothing_and_tells_the_same(name: str, root: Path) -> None:
    before = tree(root)
    dry = edit(root, ["A101", "A103"], STATES[name], DAY, dry_run=True)
    assert tree(root) == before
    assert edit(root, ["A101", "A103"], STATES[name], DAY) == dry
    assert tree(root) != before


def test_changes_in_a_row_of_one_key(root: Path) -> None:
    def make(data: Any, _day: date) -> list[Change]:
        return [Change(("frist",), data["frist"], "2026"), Change(("frist",), "2026", "2027")]

    edit(root, ["A101"], make, DAY)
    assert data_of(root)["frist"] == "2027"


@pytest.mark.parametrize("word", ["2027", "milepaele.1.hvornaar=2027"])
def test_a_bare_year_stays_bare(root: Path, word: str) -> None:
    path = item_path(root)
    text = path.read_text("utf-8").replace(
        "frist: ultimo 2025", "frist: 2026  # k\nmilepaele: [{hvad: x, hvornaar: 2026}]"
    )
    path.write_text(text, encoding="utf-8")
    if word == "2027":
        put(root, "frist=2027")
        assert "frist: 2027  # k\n" in path.read_text("utf-8")
        edit(root, ["A101"], lambda data, day: moved(data, "2028", day, "Udbud"), DAY)
        assert "frist: 2028\n" in path.read_text("utf-8").replace("  # k", "")
        assert data_of(root)["fristaendringer"][0]["fra"] == 2027
        put(root, "frist=medio 2028")
        assert "frist: medio 2028" in path.read_text("utf-8")
    else:
        put(root, word)
        assert "hvornaar: 2027}" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("frist=2026", "frist=2027"), "frist=2026 and frist=2027 are about the same key"),
        (("status=Nyt", "status+=Mere"), "status=Nyt and status+=Mere are about the same key"),
        (("beloeb.2026=5", "beloeb=2025=1,2026=2,2027=3,2028=4"), "are about the same key"),
        (("temaer-=kloge-m2", "temaer="), "are about the same key"),
        (('medansvarlige="Chef for Børn',), 'the quotation marks in "Chef for Børn do not go together'),
        (('medansvarlige="Chef" for Børn,Skolechefen',), "do not go together"),
        ((r"status=Et\n\nTo",), r"\n is no line break here"),
        ((r"titel=C:\rod",), r"\r is no line break here"),
    ],
)
def test_what_is_said_twice_or_half(root: Path, words: Sequence[str], message: str) -> None:
    before = tree(root)
    with pytest.raises(UsageFault) as caught:
        put(root, *words)
    assert message in str(caught.value)
    assert tree(root) == before


def test_two_elements_may_be_added_to_one_list(root: Path) -> None:
    put(root, "medansvarlige+=Vejchefen", "medansvarlige+=Skolechefen", "temaer+=flaadestyring", "temaer-=kloge-m2")
    assert data_of(root)["medansvarlige"] == ["Vejchefen", "Skolechefen"]
    assert data_of(root)["temaer"] == ["flaadestyring"]


def _round(root: Path, name: str, **keys: str) -> None:
    path = root / "plan" / "2025-2028" / "runder" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("titel: Status\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()), encoding="utf-8")


NOTE = "dated 31. maj 2025, the day that the round 2025-05 is made up for; another day is given with --date"


@pytest.mark.parametrize(
    ("today", "dated"),
    [
        (date(2025, 5, 30), None),
        (date(2025, 5, 31), None),  # it is that day
        (date(2025, 6, 1), date(2025, 5, 31)),
        (date(2025, 6, 10), date(2025, 5, 31)),
        (date(2025, 6, 11), None),
    ],
)
def test_what_is_changed_between_the_day_of_a_round_and_its_meeting_is_of_that_day(
    root: Path, today: date, dated: date | None
) -> None:
    _round(root, "2025-05", opgjort="2025-05-31", moede="2025-06-10")
    done = edit(root, ["A101", "A102"], lambda data, day: finished(data, day, "Regnskab"), today)
    assert data_of(root)["afsluttet"]["dato"] == (dated or today).isoformat()
    assert [str(note) for note in done.notes] == ([NOTE] if dated else [])


def test_a_day_that_is_said_counts(root: Path) -> None:
    _round(root, "2025-05", opgjort="2025-05-31", moede="2025-06-10")
    done = edit(
        root, ["A101"], lambda data, day: finished(data, day, "Regnskab"), date(2025, 6, 5), day=date(2025, 6, 2)
    )
    assert data_of(root)["afsluttet"]["dato"] == "2025-06-02"
    assert done.notes == ()


def test_nothing_is_said_of_a_day_where_there_is_none_in_the_change(root: Path) -> None:
    _round(root, "2025-05", opgjort="2025-05-31", moede="2025-06-10")
    given = [assignment_from_text("ansvarlig=Havnechefen")]
    assert edit(root, ["A101"], lambda data, day: assigned(data, given, day), date(2025, 6, 5)).notes == ()


@pytest.mark.parametrize(
    "keys",
    [
        {"moede": "2025-06-10", "frosset": "{commit: " + "a" * 40 + ", tag: runde/2025-2028/2025-05}"},
        {},  # nobody has said when the meeting is
        {"moede": "2025-06-04"},
    ],
)
def test_a_round_that_is_not_being_made_ready(root: Path, keys: dict[str, str]) -> None:
    _round(root, "2025-05", opgjort="2025-05-31", **keys)
    done = edit(root, ["A101"], lambda data, day: finished(data, day, "Regnskab"), date(2025, 6, 5))
    assert data_of(root)["afsluttet"]["dato"] == "2025-06-05"
    assert done.notes == ()


def test_of_two_rounds_the_one_with_the_nearest_meeting(root: Path) -> None:
    _round(root, "2025-05", opgjort="2025-05-31", moede="2025-06-10")
    _round(root, "juni", opgjort="2025-06-03", moede="2025-06-17")
    edit(root, ["A101"], lambda data, day: finished(data, day, "Regnskab"), date(2025, 6, 5))
    assert data_of(root)["afsluttet"]["dato"] == "2025-05-31"


@pytest.mark.parametrize("end", [finished, dropped])
def test_a_last_status(root: Path, end: Any) -> None:
    """It takes the place of the one that says the opposite, and is from the same day."""
    edit(root, ["A101"], lambda data, day: end(data, day, "Regnskab", "Huset er taget i brug."), DAY)
    after = data_of(root)
    assert (after["status"], after["opdateret"]) == ("Huset er taget i brug.\n", "2025-06-01")
    edit(root, ["A102"], lambda data, day: end(data, day, "Regnskab"), DAY)
    after = data_of(root, "A102")
    assert (after["status"], after["opdateret"]) == ("Går som forventet.\n", "2025-05-28")

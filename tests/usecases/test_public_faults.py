"""Faults that users have told of in other tools for plans, issues and money, and that udplan must not have."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from support.command import Answer, Udplan
from support.gitting import commit, repository

PLAN: Final = "2025-2028"
DAY: Final = ("--as-of", "2025-06-01")
SETTINGS: Final[dict[str, Any]] = {
    "kommune": "Skovby Kommune", "titel": "Udmøntningsplan 2025-2028", "budgetaar": [2025, 2026, 2027, 2028],
    "prisniveau": "2025-pl", "udvalg": {"OEU": "Økonomiudvalget", "BUU": "Børneudvalget", "TMU": "Teknikudvalget"},
}  # fmt: skip
FOLDERS: Final = {"D": "driftsaendringer", "R": "raaderumsforslag", "A": "anlaegsprojekter"}
NOT_BEGUN: Final = {"fase": "ikke_startet"}
GOING: Final = {"status": "Bænkene er bestilt.", "opdateret": "2025-05-20", "fase": "i_gang", "trafiklys": "groen"}
DONE: Final = {"status": "Bænkene står der.", "opdateret": "2025-05-20",
               "afsluttet": {"dato": "2025-05-20", "grundlag": "Afleveret"}}  # fmt: skip
DROPPED: Final = {"status": "Der kom ingen bud.", "opdateret": "2025-01-20",
                  "udgaaet": {"dato": "2025-01-14", "beslutning": "ØU 14-01-2025 pkt. 3"}}  # fmt: skip
YEARS: Final = {2025: -300, 2026: -300, 2027: -300, 2028: -300}
GRANT: Final = {"dato": "2025-01-28", "beloeb": 300, "sag": "25/123"}
CAPITAL: Final = {"beloeb": {2025: 300, 2026: 0, 2027: 0, 2028: 0}, "afledt_drift": "ingen", **GOING}

ROUND: Final = """\
titel: Status
opgjort: 2025-05-31
sagsgang: ØU
indledning: Planen følges.
sammenhaeng: Den følger strategien.
oekonomiske_konsekvenser: Ingen.
lovgrundlag: Loven.
indstilling: Det indstilles, at status godkendes.
"""

Files = dict[str, dict[str, Any]]


def item(**keys: Any) -> dict[str, Any]:
    """An item about benches, with these keys."""
    return {"titel": "Flere bænke", "udvalg": "TMU", "ansvarlig": "Parkchefen", "proces": "De sættes op i maj.", **keys}


def write(root: Path, items: Files, *, plan: str = PLAN, **settings: Any) -> Path:
    """A workspace with a plan of these items, by their file names."""
    files = {"plan.yaml": {**SETTINGS, **settings}}
    for name, data in items.items():
        files[f"{FOLDERS.get(name[0], 'hensigtserklaeringer')}/{name}"] = data
    for name, data in files.items():
        path = root / "plan" / plan / (name if "." in name else f"{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return root


def codes(udplan: Udplan, day: str = "2025-06-01") -> list[str]:
    return [each["code"] for each in json.loads(udplan("check", "--as-of", day, "--format", "json").out)]


SEEN: Final[dict[str, tuple[Files, dict[str, Any], list[str]]]] = {
    "a saving realised as an expense": (
        {"R101": item(beloeb=YEARS, kategori="besparelse", realiseret={2025: 100}, **GOING)}, {}, ["sign-realised"]
    ),
    "a saving expected as an expense": (
        {"R101": item(beloeb=YEARS, kategori="besparelse", forventet={2026: 100}, **GOING)}, {}, ["sign-realised"]
    ),
    "a saving realised as one": (
        {"R101": item(beloeb=YEARS, kategori="besparelse", realiseret={2025: -100}, **GOING)}, {}, []
    ),
    "a milestone nobody reached": (
        {"H101": item(**GOING, milepaele=[{"hvad": "Udbud", "hvornaar": "januar 2025"}])}, {}, ["milestone-passed"]
    ),
    "a milestone that was reached late": (
        {"H101": item(**GOING, milepaele=[{"hvad": "Udbud", "hvornaar": "april 2025", "naaet": "2025-05-02"}])}, {}, []
    ),
    "a milestone of what is finished": (
        {"H101": item(**DONE, milepaele=[{"hvad": "Udbud", "hvornaar": "januar 2025"}])}, {}, []
    ),
    "work that ends before it begins": (
        {"H101": item(**NOT_BEGUN, start="ultimo 2026", frist="1. kvartal 2026")}, {}, ["start-after-deadline"]
    ),
    "work that begins and ends in the same month": (
        {"H101": item(**NOT_BEGUN, start="juli 2025", frist="juli 2025")}, {}, []
    ),
    "work that should have begun": (
        {"H101": item(**NOT_BEGUN, start="januar 2025", frist="2027")}, {}, ["start-passed"]
    ),
    "work that should have begun and been done": (
        {"H101": item(**NOT_BEGUN, start="januar 2025", frist="marts 2025")}, {}, ["overdue"]
    ),
    "what waits for what was dropped": (
        {"H101": item(**NOT_BEGUN, afhaenger_af=["H102"]), "H102": item(titel="Ny plads", **DROPPED)}, {},
        ["depends-on-dropped"],
    ),
    "what waits for what is finished": (
        {"H101": item(**NOT_BEGUN, afhaenger_af=["H102"]), "H102": item(titel="Ny plads", **DONE)}, {}, []
    ),
    "the same grant twice": (
        {"A101": item(**CAPITAL, bevillinger=[GRANT, dict(GRANT)])}, {}, ["bevilling-exceeds", "listed-twice"]
    ),
    "two grants of one case": (
        {"A101": item(**CAPITAL, bevillinger=[{**GRANT, "beloeb": 100}, {**GRANT, "beloeb": 200}])}, {}, []
    ),
    "a budget year twice": ({}, {"budgetaar": [2025, 2026, 2026, 2027]}, ["budget-years"]),
    "budget years out of order": ({}, {"budgetaar": [2026, 2025, 2027, 2028]}, ["budget-years"]),
    "a budget year left out": ({}, {"budgetaar": [2025, 2026, 2028, 2029]}, ["budget-years"]),
    "a company's number": ({"H101": item(**NOT_BEGUN, beskrivelse="Firmaet har CVR-nr. 29 18 99 86.")}, {}, []),
    "a case's number": ({"H101": item(**NOT_BEGUN, beskrivelse="Sagsnr. 010125-1234 er åben.")}, {}, []),
    "a list of things to do": ({"H101": item(**NOT_BEGUN, beskrivelse="TODO-listen føres af parken.")}, {}, []),
    "a telephone number": ({"H101": item(**NOT_BEGUN, beskrivelse="Ring på 29 18 99 86.")}, {}, ["phone-number"]),
    "an ended item that goes on": (
        {"H101": item(**{**DONE, "status": "Opsætningen er stadig i gang."})}, {}, ["status-contradicts"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", SEEN)
def test_what_check_sees_and_what_it_lets_be(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items, settings, expected = SEEN[fault]
    assert sorted(codes(Udplan(write(tmp_path, items, **settings), capsys))) == expected


@pytest.mark.parametrize("name", ["H101.yaml.txt", "H101.YAML.txt", "H101.yml", "H101.txt"])
def test_an_item_that_the_editor_gave_another_name_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "unread-item" in codes(Udplan(write(tmp_path, {name: item(**NOT_BEGUN)}), capsys))


@pytest.mark.parametrize(
    ("done", "dropped", "open_", "share"),
    [
        (299, 0, 1, "over 99\u00a0%"), (1, 0, 299, "under 1\u00a0%"), (0, 0, 3, "0\u00a0%"), (3, 0, 0, "100\u00a0%"),
        (1, 2, 1, "50\u00a0%"), (2, 5, 0, "100\u00a0%"),
    ],
)  # fmt: skip
def test_a_share_is_never_rounded_to_an_end_nor_of_what_was_dropped(
    done: int, dropped: int, open_: int, share: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    states = [DONE] * done + [DROPPED] * dropped + [NOT_BEGUN] * open_
    udplan = Udplan(
        write(tmp_path, {f"H{100 + place}": item(**state) for place, state in enumerate(states)}), capsys
    )  # fmt: skip
    whole = f"{done + open_} {'emne' if done + open_ == 1 else 'emner'}" + (", der ikke er udgået" if dropped else "")
    report = " ".join(udplan("status", *DAY, "--format", "md").out.split())
    assert f"Afsluttet (X): **{done}** ({' '.join(share.split())} af {whole})" in report
    told = f"{share} finished" + (f" of the {done + open_} that are not udgået" if dropped else "")
    assert told in udplan("status", *DAY).out


def test_a_missed_milestone_is_named_where_people_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = [{"hvad": "Licitationen", "hvornaar": "januar 2025"}]
    udplan = Udplan(write(tmp_path, {"H101": item(**GOING, frist="ultimo 2026", milepaele=steps)}), capsys)
    for words in (("check",), ("status",), *(("status", "--report", name, "--format", "md")
                                           for name in ("halvaarsstatus", "restliste", "aarshjul"))):  # fmt: skip
        assert "Licitationen" in udplan(*words, *DAY).out, words


@pytest.mark.parametrize("asked", ["Vej- og Parkchefen", "vej- og parkchefen", "VEJ- OG PARKCHEFEN"])
def test_a_filter_takes_every_spelling(asked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spellings = ("Vej- og Parkchefen", "Vej- og parkchefen", "Skolechefen")
    items = {f"H10{place}": item(**NOT_BEGUN, titel=f"Emne {place}") | {"ansvarlig": name}
             for place, name in enumerate(spellings)}  # fmt: skip
    udplan = Udplan(write(tmp_path, items), capsys)
    assert udplan("list", *DAY, "--ansvarlig", asked, "--format", "ids").out.split() == ["H100", "H101"]


def test_numbers_are_in_the_order_that_people_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("S1", "S2", "S9", "S10", "S100")
    items = {name: item(**NOT_BEGUN, titel=name) for name in reversed(names)}
    udplan = Udplan(write(tmp_path, items, id_moenster="[A-Z][0-9]+"), capsys)
    assert udplan("list", *DAY, "--format", "ids").out.split() == list(names)
    report = udplan("status", *DAY, "--format", "md").out
    assert [line.split(" | ")[1] for line in report.splitlines() if " | S" in line] == list(names)


def test_the_list_for_excel_has_the_amounts_of_each_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saving = item(**GOING, beloeb=YEARS, realiseret={2025: -100})
    answer = Udplan(write(tmp_path, {"R101": saving, "H101": item(**NOT_BEGUN)}), capsys)("list", "--format", "csv")
    headers, first, second = (line.split(";") for line in answer.out.removeprefix("\ufeff").splitlines())
    told = dict(zip(headers, first, strict=True))
    assert [told[f"beloeb_{year}"] for year in SETTINGS["budgetaar"]] == ["-300"] * 4
    assert (told["realiseret_2025"], told["realiseret_2026"], told["forventet_2025"]) == ("-100", "", "")
    assert (told["status"], told["proces"]) == ("Bænkene er bestilt.", "De sættes op i maj.")
    assert dict(zip(headers, second, strict=True))["beloeb_2025"] == ""


def test_quotes_hold_a_name_with_a_comma_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = Udplan(write(tmp_path, {"H101": item(**NOT_BEGUN)}), capsys)
    assert udplan("set", "H101", 'medansvarlige="Chef for Børn, Unge og Familie",Skolechefen').code == 0
    shown = json.loads(udplan("show", "H101", "--format", "json").out)
    assert shown["medansvarlige"] == ["Chef for Børn, Unge og Familie", "Skolechefen"]


def test_a_paragraph_broken_in_another_place_is_news_to_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(write(tmp_path, {"H101": item(**NOT_BEGUN)}))
    path = root / "plan" / PLAN / "hensigtserklaeringer" / "H101.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("proces: De sættes op i maj.", "proces: |\n  De sættes\n  op i maj."), encoding="utf-8"
    )
    udplan = Udplan(root, capsys)
    assert "no differences" in udplan("diff").err
    assert udplan("list", "--changed-since", "HEAD", "--format", "ids").out == ""
    assert "H101" not in udplan("status", *DAY, "--since", "HEAD", "--report", "aendringer", "--format", "md").out
    path.write_text(text.replace("op i maj", "op i juni"), encoding="utf-8")
    assert "H101" in udplan("status", *DAY, "--since", "HEAD", "--report", "aendringer", "--format", "md").out


def test_what_cannot_be_read_is_not_told_as_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(write(tmp_path, {"H101": item(**NOT_BEGUN)}))
    path = root / "plan" / PLAN / "hensigtserklaeringer" / "H101.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("titel: ", 'titel: "'), encoding="utf-8")
    answer = Udplan(root, capsys)("diff")
    assert "no differences" not in answer.out + answer.err
    assert "H101" in answer.out + answer.err


def test_a_round_is_compared_though_another_plan_has_one_of_its_name_that_is_not_frozen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")
    older = {"titel": "Udmøntningsplan 2024-2027", "budgetaar": [2024, 2025, 2026, 2027]}
    root = write(write(tmp_path, {"H101": item(**NOT_BEGUN)}), {"H101": item(**NOT_BEGUN)}, plan="2024-2027", **older)
    for plan in (PLAN, "2024-2027"):
        (root / "plan" / plan / "runder").mkdir()
        (root / "plan" / plan / "runder" / "2025-05.yaml").write_text(ROUND, encoding="utf-8")
    udplan = Udplan(repository(root), capsys)
    frozen = udplan("round", "freeze", "2025-05", "--plan", PLAN)
    assert frozen.code == 0, frozen.err
    commit(root, "Frozen")
    assert udplan("set", "H101", "ansvarlig=Skolechefen").code == 2  # which of the two plans is meant?
    assert udplan("set", f"{PLAN}/H101", "ansvarlig=Skolechefen", "--date", "2025-06-03").code == 0
    answer: Answer = udplan("diff", "2025-05")
    assert (answer.code, answer.out.count("Skolechefen")) == (0, 1), answer.err
    assert "2024-2027" in answer.err

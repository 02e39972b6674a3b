"""What names a closed item does not leave: no paper and no file is written, and a terminal warns."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from support.canaries import canaries_in
from support.command import Udplan
from support.gitting import git, repository
from support.mentions import BASE, CODES, NUMBER, PLACES, TITLE, Place, files_of, plan_data, with_texts
from support.outputs import NEEDS, Arguments
from support.promises import MENTIONED, PAPERS, REPORTS, is_warned
from support.smallworlds import PLAN
from support.workspace import tree
from support.worlds import write

DAY = ("--as-of", "2025-06-01")
PRINTED = [place for place in PLACES if place.paper]
SOME = [next(place for place in PRINTED if place.path == path) for path in BASE]


def asking(report: str) -> Arguments:
    return ("status", *DAY, "--report", report, *NEEDS.get(report, ()))


def plan_with(root: Path, capture: pytest.CaptureFixture[str], texts: Mapping[Place, str]) -> Udplan:
    return Udplan(write(root, files_of(with_texts(texts))), capture)


@pytest.mark.parametrize("place", PRINTED, ids=str)
def test_a_report_that_names_it_is_not_made(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = plan_with(tmp_path, capsys, {place: f"Om {NUMBER} nu"})(*asking(place.paper), "--format", "md")
    assert (answer.code, answer.out) == (1, "")
    assert f"plan/{PLAN}/{place.path}" in answer.err
    assert "udeladt" not in answer.err


@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("place", SOME, ids=str)
def test_in_no_format(place: Place, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = plan_with(tmp_path, capsys, {place: f"Om {TITLE} nu"})(*asking(place.paper), "--format", form)
    assert (answer.code, answer.out) == (1, "")
    assert f"plan/{PLAN}/{place.path}" in answer.err


@pytest.mark.parametrize("there_already", [False, True], ids=["a new file", "a file that is there"])
@pytest.mark.parametrize("form", PAPERS)
def test_nothing_is_written(form: str, there_already: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = plan_with(tmp_path, capsys, {SOME[0]: f"Om {NUMBER} nu"})
    if there_already:
        (tmp_path / f"ud.{form}").write_text("Det gamle", encoding="utf-8")
    before = tree(tmp_path)
    answer = udplan(*asking(SOME[0].paper), "-o", f"ud.{form}")
    assert (answer.code, answer.out) == (1, "")
    assert f"plan/{PLAN}/{SOME[0].path}" in answer.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_refused_or_does_not_name_it(
    report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where it stands in what few reports print, such as a code."""
    elsewhere = [place for place in PLACES if not place.paper]
    texts = {**dict.fromkeys(elsewhere, f"Om {NUMBER} nu"), **dict.fromkeys(CODES, f"om-{NUMBER}")}
    answer = plan_with(tmp_path, capsys, texts)(*asking(report), "--format", "html")
    assert answer.code == 1 or canaries_in(answer.out, [NUMBER]) == []
    assert "(udeladt)" not in answer.out


def test_a_round_is_not_frozen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")
    udplan = plan_with(tmp_path, capsys, {SOME[0]: f"Om {NUMBER} nu"})
    repository(tmp_path)
    before = tree(tmp_path / "plan")
    answer = udplan("round", "freeze", "2025-05", "--accept-warnings", "-o", "ud")
    assert answer.code == 1
    assert MENTIONED in answer.err
    assert git(tmp_path, "tag") == ""
    assert not (tmp_path / "ud").exists()
    assert tree(tmp_path / "plan") == before


def test_inside_the_house_it_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = plan_with(tmp_path, capsys, {SOME[0]: f"Om {NUMBER} nu"})(
        *asking(SOME[0].paper), "--format", "md", "--internal"
    )
    assert answer.code == 0, answer.err
    assert f"Om {NUMBER} nu" in answer.out


# On a terminal it is shown, and warned of

_TITLE = next(place for place in PLACES if place.keys == ("titel",))
_PROCES = next(place for place in PLACES if place.keys == ("proces",))
_RESPONSIBLE = next(place for place in PLACES if place.keys == ("ansvarlig",))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("list",), _TITLE),
        (("list", "--format", "csv"), _RESPONSIBLE),
        (("list", "--format", "json"), _TITLE),
        (("list", "--format", "md"), _RESPONSIBLE),
        (("show", "H101"), _PROCES),
        (("show", "H101", "--format", "json"), _PROCES),
        (("show", "H101", "--format", "yaml"), _RESPONSIBLE),
        (("status", *DAY), next(place for place in PLACES if place.keys == ("kommune",))),
    ],
    ids=str,
)  # fmt: skip
def test_a_terminal_shows_it_and_warns(
    words: Arguments, place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = plan_with(tmp_path, capsys, {place: f"Om {NUMBER} nu"})(*words)
    assert answer.code == 0, answer.err
    assert f"Om {NUMBER} nu" in answer.out
    assert is_warned(answer.err)


@pytest.mark.parametrize("words", [("list",), ("show", "H101"), ("status",)], ids=" ".join)
def test_nobody_is_warned_of_nothing(words: Arguments, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Udplan(write(tmp_path, files_of(plan_data())), capsys)(*words)
    assert answer.code == 0
    assert not is_warned(answer.err)


# What the tests above stand on


def test_every_paper_prints_what_it_is_said_to_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {place: f"Kanin{number}x" for number, place in enumerate(PRINTED)}
    udplan = plan_with(tmp_path, capsys, texts)
    papers = {report: udplan(*asking(report), "--format", "md").out for report in {place.paper for place in PRINTED}}
    assert [str(place) for place, text in texts.items() if text not in papers[place.paper]] == []

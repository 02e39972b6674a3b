"""What has changed is told the same by everything that tells it: `diff`, `history`, the report `aendringer`, `list`."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from support.chronicles import (
    STEPS,
    chronicle,
    ids_ever,
    renamed,
    told_by_diff,
    told_by_history,
    told_by_list,
    told_by_report,
)
from support.command import Udplan
from support.gitting import commit, git, repository
from support.pasts import FIRST, PLAN, Plot
from support.worlds import write

FOLDER = "hensigtserklaeringer"


@pytest.mark.parametrize("seed", [51, 52])
def test_all_tell_the_same(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = chronicle(seed, tmp_path / "plan")
    udplan, ids = Udplan(root, capsys), ids_ever(root)
    for old, new in pairwise(f"t{number}" for number in range(STEPS)):
        facts = told_by_diff(udplan, old, new)
        assert facts, "nothing happened"
        assert told_by_history(udplan, new, ids) == facts, (old, new)
        assert told_by_report(udplan, old, new) == facts, (old, new)
        here = told_by_list(udplan, new)
        assert told_by_list(udplan, new, "--changed-since", old) == {item_id for item_id, _kind in facts} & here


AWKWARD = {
    "in the wrong folder": ("H101.yaml", "driftsaendringer/H101.yaml"),
    "in the wrong folder with money": ("H101.yaml", "anlaegsprojekter/H101.yaml"),
    "with a number that is none": ("H101.yaml", f"{FOLDER}/H1.yaml"),
    "with a number of more digits": ("H101.yaml", f"{FOLDER}/H1011.yaml"),
    "without a number": ("H101.yaml", f"{FOLDER}/fritid.yaml"),
}


@pytest.mark.parametrize("changed", ["when it goes there", "while it is there"])
@pytest.mark.parametrize("name", AWKWARD)
def test_an_item_that_is_awkward_is_told_by_all_or_by_none(
    name: str, changed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = AWKWARD[name]
    plot = Plot(54)
    plot.publish("H101", "H102")
    files = dict(plot.files)
    if changed == "while it is there":
        renamed(files, old, new)
    root = repository(write(tmp_path / "plan", files))
    git(root, "tag", "t0")
    if changed == "while it is there":
        files[f"{PLAN}/{new}"] += "snitflade: Uafklaret\n"
    else:
        renamed(files, old, new, snitflade="Uafklaret")
    commit(write(root, files), "Næste")
    git(root, "tag", "t1")
    udplan = Udplan(root, capsys)
    item_id = Path(new).stem
    facts = {fact for fact in told_by_diff(udplan, "t0", "t1") if fact[0] in ("H101", item_id)}
    assert told_by_report(udplan, "t0", "t1") == facts
    here = told_by_list(udplan, "t1")
    told = {name for name, _kind in facts}
    assert told_by_list(udplan, "t1", "--changed-since", "t0") == told & here
    assert {name for name, kind in facts if kind != "removed"} <= here
    for each in ("H101", item_id):
        shown = udplan("show", f"{PLAN}/{each}", "--internal")
        assert (shown.code == 0) == (each in here), shown.err
    known = {name for name in ("H101", item_id) if udplan("history", f"{PLAN}/{name}").code == 0}
    assert told_by_history(udplan, "t1", known) == facts


# What cannot be read is no difference of nothing


@pytest.fixture
def unread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """A plan in which a file can be read no more since the last commit; nothing is closed."""
    plot = Plot(55)
    plot.publish("H101", "H102")
    root = repository(write(tmp_path / "plan", plot.files))
    path = root / "plan" / PLAN / FOLDER / "H101.yaml"
    path.write_text('titel: "Vilde vejkanter\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    return Udplan(root, capsys)


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_diff_says_what_it_cannot_compare(form: str, unread: Udplan) -> None:
    answer = unread("diff", "--format", form)
    said = answer.out + answer.err
    assert "no differences" not in said
    assert "Der er ingen ændringer" not in said
    assert "closed item" not in said
    assert "lukket emne" not in said
    if form == "json":
        assert json.loads(answer.out)["plans"][0]["unread"] == ["H101"]
    else:
        assert "H101" in said


def test_diff_exits_with_1_when_asked_to(unread: Udplan) -> None:
    assert unread("diff", "--exit-code").code == 1


def test_the_report_says_that_something_is_missing(unread: Udplan) -> None:
    answer = unread("status", "--since", "HEAD", "--report", "aendringer", "--format", "md", "--incomplete")
    assert "1 emne indgår ikke, fordi filen har fejl" in answer.out
    assert "Fjernet: **1**" not in answer.out
    assert "lukket emne" not in answer.out


def test_a_list_says_that_something_is_missing(unread: Udplan) -> None:
    answer = unread("list", "--changed-since", "HEAD")
    assert "1 file could not be read" in answer.err
    assert "closed item" not in answer.err


def test_history_says_what_it_cannot_read(unread: Udplan) -> None:
    answer = unread("history", "H101")
    assert answer.code == 0, answer.err
    assert "cannot be" in answer.out + answer.err or "could not be" in answer.out + answer.err


def test_the_last_round_is_compared_with_what_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")
    plot = Plot(56)
    plot.publish("H101", "H102")
    root = repository(write(tmp_path / "plan", plot.files))
    udplan = Udplan(root, capsys)
    assert udplan("round", "freeze", FIRST, "--accept-warnings").code == 0
    (root / "plan" / PLAN / FOLDER / "H101.yaml").write_text('titel: "Vejkanter\n', encoding="utf-8")
    answer = udplan("status", "--report", "aendringer", "--format", "md", "--incomplete")
    assert "Fjernet: **1**" not in answer.out
    assert "Der er ingen ændringer." not in answer.out

"""`udplan round` as it is typed: what it says, where it says it, and its exit codes."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import commit, git, repository
from support.workspace import tree

TAG = "runde/2025-2028/2025-05"


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")


def test_new(udplan: Udplan) -> None:
    tried = udplan("round", "new", "2025-11", "--moede", "2025-12-09", "--dry-run")
    assert tried.code == 0
    head, _line_end, text = tried.out.partition("\n")
    assert head == "2025-2028/2025-11 Udmøntningsplan 2025-2028, halvårlig status: added"
    assert tried.err.endswith("dry run: nothing was written\n")
    made = udplan("round", "new", "2025-11", "--moede", "2025-12-09")
    path = "plan/2025-2028/runder/2025-11.yaml"
    assert (made.code, made.out) == (0, head + "\n")
    assert made.err.endswith(f"written: {path}\n")
    assert "these texts are those of 2025-05; write anew what is no longer so: indledning, tvaergaaende" in made.err
    assert "these still name the day of an earlier round: indledning\n" in made.err
    assert (udplan.root / path).read_text(encoding="utf-8") == text


def test_new_in_another_plan_on_another_day(udplan: Udplan) -> None:
    made = udplan("round", "new", "slut", "--opgjort", "2025-12-31", "--plan", "2024-2027")
    assert made.code == 0, made.err
    text = (udplan.root / "plan/2024-2027/runder/slut.yaml").read_text(encoding="utf-8")
    assert "opgjort: 2025-12-31\nudvalg: OEU\nsagsgang: ØU\nforrige: 2025-05\n" in text
    assert "status pr. ultimo december 2025" in text


@pytest.mark.parametrize(
    ("code", "says", "words"),
    [
        (2, "already has a round 2025-05", ["new", "2025-05"]),
        (2, "is not a date", ["new", "2025-11", "--opgjort", "20251130"]),
        (2, "there is no plan named 1999", ["new", "2025-11", "--plan", "1999"]),
        (2, "a round belongs to one plan", ["new", "2025-11", "--plan", "all"]),
        (2, "a round belongs to one plan", ["freeze", "2025-05", "--plan", "all"]),
        (2, "has no round 2026-01", ["freeze", "2026-01"]),
        (2, "ROUND is missing", ["freeze"]),
        (1, "is not in a git repository", ["freeze", "2025-05"]),
        (2, "there is no round 2026-01", ["verify", "2026-01"]),
        (1, "the round 2025-05 is not frozen", ["verify", "2025-05"]),
        (2, "there is none of that name", ["list", "--format", "html"]),
        (2, "did you mean `freeze`?", ["freze"]),
    ],
)
def test_what_goes_wrong(udplan: Udplan, code: int, says: str, words: list[str]) -> None:
    before = tree(udplan.root)
    answer = udplan("round", *words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert tree(udplan.root) == before


def test_list(udplan: Udplan) -> None:
    answer = udplan("round", "list")
    assert (answer.code, answer.err) == (0, "2 rounds\n")
    lines = answer.out.splitlines()
    assert lines[0].split() == ["Round", "Title", "Made", "up", "Meeting", "Committee", "State", "Tag"]
    assert [line.split()[0] for line in lines[2:]] == ["2024-11", "2025-05"]
    assert lines[2].endswith("decided")
    assert lines[3].endswith("in preparation")
    everything = udplan("round", "list", "--plan", "all", "--format", "md")
    assert [line.split()[1] for line in everything.out.splitlines()[2:]] == [
        "2024-2027/2025-05", "2025-2028/2024-11", "2025-2028/2025-05",
    ]  # fmt: skip


def test_list_as_data(udplan: Udplan) -> None:
    rows = json.loads(udplan("round", "list", "--format", "json").out)
    assert rows[1] == {
        "plan": "2025-2028", "navn": "2025-05", "titel": "Udmøntningsplan 2025-2028, halvårlig status",
        "rapport": "halvaarsstatus", "opgjort": "2025-05-31", "moede": "2025-06-10", "udvalg": "OEU",
        "tilstand": "under_forberedelse", "tag": "", "fil": "plan/2025-2028/runder/2025-05.yaml",
    }  # fmt: skip
    text = udplan("round", "list", "--format", "csv").out.removeprefix("\ufeff")
    assert list(csv.DictReader(io.StringIO(text), delimiter=";")) == rows


def test_list_of_no_rounds_and_of_one_that_cannot_be_read(udplan: Udplan) -> None:
    folder = udplan.root / "plan/2025-2028/runder"
    (folder / "2024-11.yaml").unlink()
    (folder / "2025-05.yaml").write_text("x", encoding="utf-8")
    answer = udplan("round", "list")
    assert (answer.code, answer.err) == (0, "no rounds\n1 file could not be read; see udplan check\n")
    assert udplan("round", "list", "--format", "json").out == "[]\n"
    assert udplan("round", "list", "--format", "csv").out.startswith("\ufeffplan;navn;")


def test_freeze_tells_what_it_did_and_what_to_do_next(udplan: Udplan, tmp_path: Path) -> None:
    root = repository(udplan.root)
    head = git(root, "rev-parse", "HEAD").strip()
    answer = udplan("round", "freeze", "2025-05", "--accept-warnings", "-o", str(tmp_path / "ud"))
    assert answer.code == 0, answer.err
    first, *sums = answer.out.splitlines()
    assert first == f"2025-2028/2025-05: frozen at commit {head[:10]}"
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict"], cwd=tmp_path / "ud", input="\n".join(sums), text=True, check=False,
        capture_output=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    said = answer.err.splitlines()
    assert said[-5] == f"tag: {TAG}"
    assert said[-4:] == [
        "written: plan/2025-2028/runder/2025-05.yaml",
        "next, commit the round's file and push the tag:",
        "  git commit -m 'Runde 2025-05 er frosset' -- plan/2025-2028/runder/2025-05.yaml",
        f"  git push origin HEAD {TAG}",
    ]
    git(tmp_path, "init", "--quiet", "--bare", "origin")
    git(root, "remote", "add", "origin", str(tmp_path / "origin"))
    for line in said[-2:]:
        subprocess.run(["sh", "-c", line], cwd=root, check=True, env={**_somebody(), "HOME": "/"}, capture_output=True)
    assert git(tmp_path / "origin", "tag") == f"{TAG}\n"
    assert udplan("round", "verify").code == 0
    assert TAG in udplan("round", "list").out


def _somebody() -> dict[str, str]:
    import os

    names = {"GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.invalid"}
    return {**os.environ, **names}


@pytest.mark.parametrize(("report", "udvalg"), [("halvaarsstatus", "OEU"), ("direktion", "OEU"), ("udvalg", "BUU")])
def test_a_frozen_paper_is_what_status_prints_of_the_round(udplan: Udplan, report: str, udvalg: str) -> None:
    root = repository(udplan.root)
    path = root / "plan/2025-2028/runder/2025-05.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("rapport: halvaarsstatus", f"rapport: {report}").replace("udvalg: OEU", f"udvalg: {udvalg}")
    path.write_text(text, encoding="utf-8")
    commit(root, "Report")
    papers = root.parent / "ud"
    frozen = udplan("round", "freeze", "2025-05", "--accept-warnings", "-o", str(papers))
    assert frozen.code == 0, frozen.err
    commit(root, "Frozen")
    (path.parent.parent / "hensigtserklaeringer" / "H101-samlet-ejendomsstrategi.yaml").unlink()
    for suffix in ("html", "md"):
        only = ("--udvalg", udvalg) if report == "udvalg" else ()
        printed = udplan("status", "--round", "2025-05", "--report", report, "--format", suffix, *only)
        assert printed.out == (papers / f"{report}.{suffix}").read_bytes().decode("utf-8")


def test_freeze_shows_the_errors_as_check_does(udplan: Udplan) -> None:
    root = repository(udplan.root)
    (path,) = root.glob("plan/2025-2028/*/A102*.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("udvalg: ", "udvalg: X"), encoding="utf-8")
    commit(root, "Error")
    checked = udplan("check", "--plan", "2025-2028", "--as-of", "2025-05-31").out
    error = next(line for line in checked.splitlines() if ": error[" in line)
    answer = udplan("round", "freeze", "2025-05", "--accept-warnings")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(error + "\n")
    assert "warning" not in answer.err
    assert "error: the plan 2025-2028 has errors and cannot be frozen" in answer.err


def test_what_is_made_up_for_a_day_to_come_is_not_frozen(udplan: Udplan) -> None:
    path = udplan.root / "plan/2025-2028/runder/2025-05.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("opgjort: 2025-05-31", "opgjort: 2125-05-31"), encoding="utf-8")
    repository(udplan.root)
    answer = udplan("round", "freeze", "2025-05", "--accept-warnings")
    assert answer.code == 1
    assert "error: the round 2025-05 is made up for 31. maj 2125, which has not come yet" in answer.err
    assert git(udplan.root, "tag") == ""


def test_papers_go_nowhere_by_a_link_of_the_repository(udplan: Udplan, tmp_path: Path) -> None:
    (tmp_path / "ude").mkdir()
    (udplan.root / "mappe").symlink_to(tmp_path / "ude")
    repository(udplan.root)
    answer = udplan("round", "freeze", "2025-05", "--accept-warnings", "-o", "mappe/ny")
    assert answer.code == 1
    assert "is a link that leads out of the workspace" in answer.err
    assert not list((tmp_path / "ude").iterdir())
    assert git(udplan.root, "tag") == ""


def test_freeze_as_a_dry_run(udplan: Udplan, tmp_path: Path) -> None:
    root = repository(udplan.root)
    tried = udplan("round", "freeze", "2025-05", "--accept-warnings", "--dry-run", "-o", str(tmp_path / "ud"))
    assert tried.code == 0
    assert tried.err.endswith("dry run: nothing was written\n")
    assert git(root, "tag") == ""
    assert git(root, "status", "--porcelain") == ""
    assert not (tmp_path / "ud").exists()
    assert udplan("round", "freeze", "2025-05", "--accept-warnings").out == tried.out


def test_freeze_says_that_it_goes_on_from_an_interrupted_one(udplan: Udplan) -> None:
    root = repository(udplan.root)
    assert udplan("round", "freeze", "2025-05", "--accept-warnings").code == 0
    git(root, "checkout", "--quiet", "--", "plan")
    answer = udplan("round", "freeze", "2025-05", "--accept-warnings")
    assert answer.code == 0
    assert f"tag: {TAG}, there already from a freeze that was interrupted\n" in answer.err


def test_verify(udplan: Udplan) -> None:
    nothing = udplan("round", "verify")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "nothing is frozen\n")
    root = repository(udplan.root)
    udplan("round", "freeze", "2025-05", "--accept-warnings")
    good = udplan("round", "verify")
    assert (good.code, good.err) == (0, "")
    assert good.out.startswith("2025-2028/2025-05: ")
    assert good.out.endswith(" papers, the same bytes\n")
    git(root, "tag", "-d", TAG)
    bad = udplan("round", "verify")
    assert bad.code == 1
    assert bad.out == "2025-2028/2025-05: not proved to be what was frozen\n"
    assert bad.err == (
        f"2025-2028/2025-05: error: there is no tag {TAG}\n  hint: fetch the tags with git fetch --tags\n"
    )


def test_the_words_of_the_group_are_the_users(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UDPLAN_LANG", "da")
    for words in (("round", "--help"), ("round", "freeze", "--help")):
        answer = udplan(*words)
        assert answer.code == 0
        assert not {"Usage", "Options", "Commands", "Arguments", "required"} & set(answer.out.replace(":", " ").split())

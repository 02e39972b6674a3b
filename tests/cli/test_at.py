"""`--at`, `--since` and `--changed-since`: the plan as it was, and what has happened since."""

import json
import re
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import git
from support.history import History, history_repository

PLAN = ("--plan", "2025-2028")
DAY = ("--as-of", "2025-12-15")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


@pytest.fixture
def udplan(history: History, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """The command line in the history, which no test here may change."""
    return Udplan(history.root, capsys)


@pytest.fixture(scope="module")
def as_it_was(history: History, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with the files of June in its work tree."""
    folder = tmp_path_factory.mktemp("june")
    git(folder, "clone", "--quiet", str(history.root), "clone")
    git(folder / "clone", "checkout", "--quiet", "juni")
    return folder / "clone"


def ids(udplan: Udplan, *options: str) -> list[str]:
    answer = udplan("list", "--format", "ids", *PLAN, *DAY, *options)
    assert answer.code == 0, answer.err
    return answer.out.split()


@pytest.mark.parametrize(
    "command",
    [
        ["list", *DAY], ["list", *DAY, "--format", "json"], ["list", *DAY, "--plan", "all", "--trafiklys", "gul"],
        ["show", "A101"], ["show", "A101", "--format", "json"], ["check", *DAY], ["check", *DAY, "--format", "json"],
        ["status", *DAY, "--format", "md", "--report", "restliste"],
    ],
)  # fmt: skip
def test_the_plan_of_then_is_what_its_files_were(udplan: Udplan, as_it_was: Path, command: list[str]) -> None:
    internal = [] if command[0] == "check" else ["--internal"]
    there = udplan(*command, *internal, "--at", "juni")
    then = Udplan(as_it_was, udplan.capture)(*command, *internal)
    assert there == then


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("vedtaget", "D101 D102 R101 R102 R105 A101 A102 H101 H102"),
        ("2025-01-20", "D101 D102 R101 R102 R105 A101 A102 H101 H102"),
        ("lukket", "D101 D102 R101 R102 R105 A101 A102 H101 H102"),
        ("2025-04", "D101 D102 R101 R102 R105 A101 A102 H101 H102"),
        ("runde/2025-2028/2025-04", "D101 D102 R101 R102 R105 A101 A102 H101 H102"),
        ("2025-10", "D101 D102 R102 R111 A101 A102 H101 H102"),
        ("brudt", "D102 R111 A101 A102 H101 H102"),
        ("tilgang", "D101 R102 R103 R111 A101 A102 H101 H102 H103"),
        ("HEAD", "D101 R102 R103 R111 A101 A102 H101 H102 H103"),
        ("HEAD~1", "D101 R102 R103 R111 A101 A102 H101 H102 H103"),
    ],
)
def test_the_items_of_a_moment(udplan: Udplan, at: str, expected: str) -> None:
    """All that could be understood, also those that were closed then or are now."""
    assert sorted(ids(udplan, "--at", at)) == sorted(expected.split())


def test_a_round_that_is_not_frozen_is_stood_in_for_by_a_day(udplan: Udplan) -> None:
    answer = udplan("list", "--at", "2025-10", *PLAN, *DAY)
    says = "the round 2025-10 of 2025-2028 is not frozen: the plan as it was committed on 15. september 2025"
    assert answer.err.startswith(says)
    assert says not in udplan("list", "--at", "2025-04", *PLAN, *DAY).err


def test_plans_are_those_of_then(udplan: Udplan) -> None:
    assert udplan("list", "--at", "juni", "--plan", "2026-2029").code == 2
    assert udplan("list", "--plan", "2024-2027").code == 2
    then = udplan("list", "--at", "juni", "--plan", "all", "--format", "ids").out.split()
    assert {each.partition("/")[0] for each in then} == {"2024-2027", "2025-2028"}


@pytest.mark.parametrize("command", [["list"], ["status"], ["check"], ["show", "2025-2028/A101"]])
@pytest.mark.parametrize(
    ("code", "says", "at"),
    [
        (1, "git does not know the revision nej", "nej"),
        (1, "git does not know the revision --output=x", "--output=x"),
        (2, "2025-02-30 is not a date", "2025-02-30"),
        (1, "git has no commit from 9. januar 2025 or before", "2025-01-09"),
    ],
)
def test_a_moment_there_is_none_of(udplan: Udplan, command: list[str], code: int, says: str, at: str) -> None:
    answer = udplan(*command, f"--at={at}")
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err


def test_show_tells_what_the_file_said_then(udplan: Udplan) -> None:
    said = [json.loads(udplan("show", "2025-2028/A101", "--format", "json", "--at", at).out)["titel"]
            for at in ("juni", "navne", "HEAD")]  # fmt: skip
    assert said == ["Børnehus ved Åparken", "Børne- og familiehus ved Åparken", "Børne- og familiehus ved Åparken"]


def test_show_says_when_the_file_could_not_be_understood(udplan: Udplan) -> None:
    assert (
        "the file of 2025-2028/D101 cannot be read"
        in udplan("show", "2025-2028/D101", "--at", "brudt", "--internal").err
    )


def test_check_of_a_moment_names_what_was_wrong_then(udplan: Udplan) -> None:
    answer = udplan("check", "--at", "brudt", *DAY)
    assert answer.code == 1
    assert re.search(r"driftsaendringer/D101-digital-dannelse\.yaml:\d+:1: error\[unknown-key\]", answer.out)
    assert "unknown-key" not in udplan("check", "--at", "helet", *DAY).out


def test_a_bare_repository_has_only_moments(udplan: Udplan, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(udplan.root), "bare.git")
    bare = Udplan(tmp_path / "bare.git", udplan.capture)
    for command in (["list", *PLAN, *DAY], ["status", *PLAN, *DAY], ["show", "2025-2028/A101"]):
        assert bare(*command).code == 1
        for at in ("juni", "tekster"):
            assert bare(*command, "--at", at) == udplan(*command, "--at", at)
    assert bare("check", "--at", "juni").out == udplan("check", "--at", "juni").out
    assert ids(bare, "--at", "2025-04") == ids(udplan, "--at", "runde/2025-2028/2025-04")
    assert ids(bare, "--at", "HEAD") == ids(udplan, "--at", "HEAD")


@pytest.mark.parametrize(
    "command",
    [
        ["list", *PLAN], ["list", *PLAN, "--format", "json"], ["show", "2025-2028/A102"], ["status", *PLAN],
        ["status", *PLAN, "--format", "md"], ["check"],
    ],
)  # fmt: skip
def test_what_was_closed_then_is_shown_and_marked(udplan: Udplan, command: list[str]) -> None:
    """The past belongs to those who hold the files."""
    answer = udplan(*command, "--at", "vedtaget")
    assert "INTERN" in answer.out + answer.err
    assert "left out" not in answer.err
    assert "udeladt" not in answer.out


# Since when.


def test_status_tells_what_happened_since(udplan: Udplan) -> None:
    text = udplan("status", *PLAN, *DAY, "--since", "main~9", "--format", "md", "--report", "aendringer").out
    assert "Børne- og familiehus ved Åparken" in text
    assert "Børnehus ved Åparken" in text
    assert "Udbuddet går om" not in text
    assert "Udbuddet går om" in udplan(
        "status", *PLAN, *DAY, "--since", "2025-04", "--format", "md", "--report", "aendringer"
    ).out  # fmt: skip


@pytest.mark.parametrize("since", ["vedtaget", "2025-02-14", "2025-04", "2025-10", "HEAD~1", "HEAD"])
@pytest.mark.parametrize("report", ["halvaarsstatus", "direktion", "aendringer"])
def test_every_report_can_be_since_any_moment(udplan: Udplan, since: str, report: str) -> None:
    answer = udplan("status", *PLAN, *DAY, "--since", since, "--format", "md", "--report", report)
    assert answer.code == 0, answer.err
    assert answer.out.startswith("# ")


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("HEAD", "H103 R102 R104"),
        ("HEAD~1", "H103 R102 R103 R104"),
        ("aabnet^", "H103 R102 R103 R104"),
        ("tekster", "A101 H101 H103 R102 R103 R104"),
        ("2025-10-31", "A101 D101 H101 H102 H103 R102 R103 R104 R111"),
        ("opsaetning", "A101 A102 D101 H101 H102 H103 R102 R103 R104 R111"),
    ],
)
def test_the_items_that_something_happened_to(udplan: Udplan, since: str, expected: str) -> None:
    assert sorted(ids(udplan, "--changed-since", since)) == expected.split()


def test_the_items_that_something_had_happened_to_by_then(udplan: Udplan) -> None:
    assert ids(udplan, "--at", "opsaetning", "--changed-since", "opfoelgning") == []
    assert ids(udplan, "--at", "beloeb", "--changed-since", "opsaetning") == ["D101", "R101", "A101"]
    assert ids(udplan, "--at", "beloeb", "--changed-since", "opsaetning", "--trafiklys", "groen") == ["A101"]


def test_what_is_closed_and_has_changed_is_marked(udplan: Udplan) -> None:
    answer = udplan("list", *PLAN, "--changed-since", "HEAD~1")
    assert "R103" in answer.out
    assert "INTERNAL: closed items are shown" in answer.err


@pytest.mark.parametrize("option", ["--changed-since", "--since"])
def test_since_no_moment(udplan: Udplan, option: str) -> None:
    answer = udplan("status", *PLAN, option, "nej")
    assert (answer.code, answer.out) == (1, "")
    assert "git does not know the revision nej" in answer.err


def test_looking_back_changes_nothing(udplan: Udplan) -> None:
    before = {path: path.stat().st_mtime_ns for path in udplan.root.rglob("*") if ".git" not in path.parts}
    index = (udplan.root / ".git/index").stat().st_mtime_ns
    for command in (
        ["list", "--at", "juni"],
        ["diff", "juni"],
        ["history", "2025-2028/A101"],
        ["status", "--since", "juni"],
    ):
        udplan(*command)
    assert before == {path: path.stat().st_mtime_ns for path in udplan.root.rglob("*") if ".git" not in path.parts}
    assert (udplan.root / ".git/index").stat().st_mtime_ns == index


def test_the_overview_is_shown_with_a_reservation_where_the_last_round_is_out_of_reach(
    udplan: Udplan, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{udplan.root}", "shallow")
    shallow = Udplan(tmp_path / "shallow", udplan.capture)
    in_september = ("--as-of", "2025-09-01")
    answer = shallow("status", *PLAN, *in_september)
    assert answer.code == 0, answer.err
    assert "warning: compared by the dates in the files only: git does not have the commit" in answer.err
    assert "fetch --unshallow" in answer.err
    assert "by the dates in the files" in answer.out
    # A paper must be the same wherever it is made, or not be made.
    assert shallow("status", *PLAN, *in_september, "--format", "md").code == 1
    assert shallow("status", *PLAN, *in_september, "--since", "2025-04").code == 1

"""`udplan demo`: Skovby's plan with a history, the same wherever it is made, on which every command has an answer."""

import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import git
from support.workspace import tree
from udplan.adapters.git.run import revision
from udplan.cli.demo import TRIES
from udplan.usecases.check import checked
from udplan.usecases.demo_history import BEGUN, MEETINGS, shipped_plan

REPOSITORY = Path(__file__).parents[2]
COMMANDS = re.findall(r"^(udplan .+?)  +\S", (REPOSITORY / "README.md").read_text("utf-8"), re.MULTILINE)
ROUNDS = [(plan, meeting.name) for meeting in MEETINGS for plan in meeting.plans]


@pytest.fixture(scope="module")
def skovby(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, made by a process of its own; no test may change it."""
    folder = tmp_path_factory.mktemp("demo") / "skovby"
    made(folder, {})
    return folder


def made(folder: Path, surroundings: dict[str, str]) -> None:
    """Make the workspace in other surroundings."""
    script = f"from udplan.cli.app import run; raise SystemExit(run(['demo', {str(folder)!r}]))"
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **surroundings}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def udplan(skovby: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    return Udplan(skovby, capsys)


def files(root: Path) -> dict[str, bytes | str]:
    """Every file but git's own."""
    return {name: content for name, content in tree(root).items() if not name.startswith(".git/")}


def test_it_is_the_same_wherever_it_is_made(skovby: Path, tmp_path: Path) -> None:
    home = tmp_path / "hjem"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\n\tname = En anden\n\temail = anden@skovby.example\n[core]\n\tautocrlf = true\n"
        "[init]\n\tdefaultBranch = stamme\n[commit]\n\tgpgSign = true\n[tag]\n\tgpgSign = true\n",
        encoding="utf-8",
    )
    other = {"HOME": str(home), "TZ": "Pacific/Auckland", "UDPLAN_LANG": "da", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    del_global = {"GIT_CONFIG_GLOBAL": str(home / ".gitconfig")}
    made(tmp_path / "et andet sted", other | del_global)
    assert files(tmp_path / "et andet sted") == files(skovby)
    refs = ("for-each-ref", "--format=%(refname) %(objectname)")
    assert git(tmp_path / "et andet sted", *refs) == git(skovby, *refs)


def test_its_last_round_is_the_plan_that_comes_with_udplan(skovby: Path) -> None:
    then = revision(skovby, "runde/2025-2028/2025-05")
    for blob in then.pick(path for path in then.files if "/runder/" not in path and path.endswith(".yaml")):
        assert blob.read() == (shipped_plan().parent / blob.path).read_bytes(), blob.path
    ours = {path.relative_to(shipped_plan().parent).as_posix() for path in shipped_plan().rglob("*.yaml")}
    assert ours == {path for path in then.files if path.endswith(".yaml")}


@pytest.mark.parametrize(("plan", "name"), ROUNDS)
def test_each_round_was_frozen_without_errors_and_is_decided(skovby: Path, plan: str, name: str) -> None:
    then = revision(skovby, f"runde/{plan}/{name}")
    day = date(2024, 11, 30) if name == "2024-11" else date(2025, 5, 31)
    problems = checked(skovby, then, day, [plan]).problems
    assert not [problem for problem in problems if problem.severity == "error"]
    assert "\nbeslutning: |\n" in (skovby / "plan" / plan / "runder" / f"{name}.yaml").read_text("utf-8")


def test_its_rounds_can_be_verified(udplan: Udplan) -> None:
    verified = udplan("round", "verify")
    assert verified.code == 0, verified.err
    assert len(verified.out.splitlines()) == len(ROUNDS)


def test_every_version_of_it_can_be_read_and_has_its_author(skovby: Path) -> None:
    log = git(skovby, "log", "--reverse", "--format=%H %an").splitlines()
    authors = {line.partition(" ")[2] for line in log}
    assert len(authors) >= 12
    assert not [name for name in authors if not re.fullmatch(r".*(chefen|enheden|Sekretariatet)", name)]
    days = git(skovby, "log", "--reverse", "--format=%as").split()
    assert days == sorted(days)
    assert days[0] == min(BEGUN.values()).isoformat()


def test_nothing_is_wrong_with_it_on_the_day_after_the_last_change(skovby: Path) -> None:
    problems = checked(skovby, revision(skovby, "HEAD"), date(2025, 6, 27)).problems
    assert not [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("command", [*COMMANDS, *TRIES])
def test_every_command_of_the_readme_has_an_answer(
    skovby: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Økonomichefen")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "oekonomi@skovby.example")
    git(tmp_path, "clone", "--quiet", str(skovby), "kopi")
    (changed,) = git(skovby, "diff", "--name-only").splitlines()
    (tmp_path / "kopi" / changed).write_bytes((skovby / changed).read_bytes())
    done = Udplan(tmp_path / "kopi", capsys)(*shlex.split(command)[1:])
    assert done.code == 0, done.err
    assert done.out or "-o" in command


def test_the_reports_tell_what_changed_since_the_round_before(udplan: Udplan) -> None:
    paper = udplan("status", "--round", "2025-05", "--report", "aendringer", "--format", "md").out
    assert "Central flådestyring" in paper
    assert "Rød" in paper or "rød" in paper


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "skovby").mkdir()
    (tmp_path / "skovby" / "noter.txt").write_text("mine\n", encoding="utf-8")
    done = Udplan(tmp_path, capsys)("demo")
    assert done.code == 1
    assert "is there already, and is not empty" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["skovby"]
    assert [path.name for path in (tmp_path / "skovby").iterdir()] == ["noter.txt"]

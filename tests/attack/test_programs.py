"""Reading a plan runs no program, and neither does writing one, whatever the repository names."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.attack import READING, WRITING, Attack
from support.gitting import git
from support.plants import (
    PLANTS,
    SURROUNDINGS,
    Canary,
    canary,
    embedded,
    planted,
    triggered,
    write_program,
)  # fmt: skip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

GIT = (
    ("diff",),
    ("list", "--at", "HEAD~1"),
    ("history", "A101"),
    ("status", "--since", "HEAD~1", "--as-of", "2025-06-01"),
    ("check",),
    ("round", "freeze", "2025-05"),
    ("round", "verify"),
)
"""One of each command that asks git."""


@pytest.fixture
def mark(tmp_path: Path) -> Canary:
    return canary(tmp_path / "canary")


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")


@pytest.mark.parametrize("name", PLANTS)
def test_no_program_of_the_repository_is_run(name: str, root: Path, mark: Canary, attack: Attack) -> None:
    plant = PLANTS[name]
    planted(root, plant, mark)
    for arguments in GIT:
        attack.command(root, *arguments)
        attack.hold(not mark.was_run(), f"{name}: udplan {' '.join(arguments)} ran the program")
    if plant.trigger:
        triggered(root, plant)
        assert mark.was_run(), "what is planted does nothing, so the test says nothing"


def test_no_command_runs_any_of_them(root: Path, mark: Canary, attack: Attack) -> None:
    """All that can stand together, and every command."""
    together = {name: plant for name, plant in PLANTS.items() if not plant.lost_object and "include" not in name}
    for plant in together.values():
        planted(root, plant, mark)
    triggered(root, PLANTS["fsmonitor"])
    assert mark.was_run()
    for arguments in (*READING, *WRITING):
        attack.command(root, *arguments)
        attack.hold(not mark.was_run(), f"udplan {' '.join(arguments)} ran a program")


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_nothing_around_a_command_is_run(
    name: str, root: Path, mark: Canary, attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in SURROUNDINGS[name](root, mark).items():
        monkeypatch.setenv(variable, value)
    subprocess.run(["git", "--paginate", "diff", "HEAD~1"], cwd=root, capture_output=True, check=False)
    subprocess.run(["git", "status"], cwd=root, capture_output=True, check=False)
    assert mark.was_run(), "what is planted does nothing, so the test says nothing"
    for arguments in GIT:
        attack.command(root, *arguments)
        attack.hold(not mark.was_run(), f"{name}: udplan {' '.join(arguments)} ran the program")
    answer = attack.command(root, "diff", "HEAD~1", "HEAD")
    attack.hold(answer.code == 0 and "A101" in answer.out, f"{name}: git itself is still asked: {answer.err}")


@pytest.mark.parametrize("has_plan", [True, False])
def test_a_repository_inside_a_clone_decides_nothing(
    has_plan: bool, root: Path, tmp_path: Path, mark: Canary, attack: Attack
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "init", "--quiet", str(clone))
    inner = embedded(root, clone / "arkiv")
    write_program(inner / "hooks/reference-transaction", mark)
    (inner / ".gitattributes").write_text("* filter=x\n", encoding="utf-8")
    with (inner / "config").open("a", encoding="utf-8") as config:
        config.write(f'[filter "x"]\n\tclean = {mark.program}\n[core]\n\tfsmonitor = {mark.program}\n')
    triggered(inner, PLANTS["fsmonitor"])
    assert mark.was_run(), "what is planted does nothing, so the test says nothing"
    if not has_plan:
        shutil.rmtree(inner / "plan")
    for arguments in (*READING, *WRITING):
        attack.command(inner, *arguments)
        attack.hold(not mark.was_run(), f"udplan {' '.join(arguments)} ran a program")
    if has_plan:
        answer = attack.command(inner, "diff", codes=(1,))
        attack.hold("does not know the revision" not in answer.err, answer.err)

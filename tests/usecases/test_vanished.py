"""Items of the last frozen round that no file is any more: what is told of them, where, and what is kept quiet."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from support.command import Udplan
from support.gitting import commit, git, repository
from support.workspace import PLAN, item_path, workspace
from udplan.adapters.read.sources import WorkTree
from udplan.ground.problem import Problem
from udplan.usecases.check import Checked, checked

ROUND: Final = "2025-01"
LIVE: Final = "fase: i_gang\ntrafiklys: gul  # se referatet\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the items A101, A102 and A103."""
    return repository(workspace(tmp_path / "rod"))


def freeze(root: Path) -> str:
    """Commit everything with a round and freeze it; gives the commit."""
    path = round_path(root)
    path.parent.mkdir(exist_ok=True)
    path.write_text("titel: Status\nopgjort: 2025-01-01\n", encoding="utf-8")
    commit(root, "Before the freeze")
    frozen_at = git(root, "rev-parse", "HEAD").strip()
    path.write_text(
        f"{path.read_text('utf-8')}frosset: {{commit: {frozen_at}, tag: runde/{PLAN}/{ROUND}}}\n", encoding="utf-8"
    )
    commit(root, "Frozen")
    return frozen_at


def round_path(root: Path) -> Path:
    return root / "plan" / PLAN / "runder" / f"{ROUND}.yaml"


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def check(root: Path) -> Checked:
    return checked(root, WorkTree(root), date(2025, 6, 30))


def vanished(root: Path) -> list[Problem]:
    return [problem for problem in check(root).problems if problem.code == "item-vanished"]


def test_an_item_that_is_gone_is_an_error_with_the_way_back(root: Path) -> None:
    frozen_at = freeze(root)
    titel = next(line for line in item_path(root, "A102").read_text("utf-8").splitlines() if line.startswith("titel: "))
    item_path(root, "A102").unlink()
    (told,) = vanished(root)
    assert (told.severity, told.path, told.line) == ("error", f"plan/{PLAN}/runder/{ROUND}.yaml", 3)
    assert str(told.message).startswith(f"A102 {titel.removeprefix('titel: ')} was in this round")
    command = f'git checkout {frozen_at[:10]} -- "plan/{PLAN}/*/A102*"'
    assert f"`{command}`" in str(told.hint)
    git(root, "checkout", frozen_at[:10], "--", f"plan/{PLAN}/*/A102*")
    assert item_path(root, "A102").exists()
    assert vanished(root) == []


@pytest.mark.parametrize(
    "end", ["afsluttet: {dato: 2025-01-01, grundlag: Ibrugtaget}", "udgaaet: {dato: 2025-01-01, beslutning: ØU}"]
)
def test_an_item_that_had_ended_may_be_taken_away(root: Path, end: str) -> None:
    rewrite(item_path(root, "A102"), LIVE, f"{end}\n")
    freeze(root)
    item_path(root, "A102").unlink()
    assert vanished(root) == []


@pytest.mark.parametrize(
    "name",
    [
        "A102.yaml.txt",
        "A102.yml",
        "~A102.yaml",
        "../hensigtserklaeringer/A102.yaml",
        "../anlaeg/A102.yaml",
        "A102 - Kopi.yaml",
    ],
)
def test_a_file_that_is_not_read_is_not_gone(root: Path, name: str) -> None:
    freeze(root)
    target = item_path(root, "A102").parent / name
    target.parent.mkdir(exist_ok=True)
    item_path(root, "A102").rename(target)
    assert vanished(root) == []
    assert [problem for problem in check(root).problems if problem.severity == "error"]


def test_a_file_that_cannot_be_understood_is_not_gone(root: Path) -> None:
    freeze(root)
    item_path(root, "A102").write_text("titel: [", encoding="utf-8")
    assert vanished(root) == []


def test_an_item_with_another_number_is_said_to_be_renumbered(root: Path) -> None:
    freeze(root)
    item_path(root, "A102").rename(item_path(root, "A902"))
    (told,) = vanished(root)
    assert "of this round is now A902" in str(told.message)
    assert "A902.yaml the number A102 again" in str(told.hint)


def test_a_point_that_was_carried_is_not_told_of_as_well(root: Path) -> None:
    settings = root / "plan" / PLAN / "plan.yaml"
    points = 'aftale: {dokument: Budgetaftale, punkter: {"1.1": Huset, "1.2": Vejen}}\n'
    settings.write_text(settings.read_text("utf-8") + points, encoding="utf-8")
    rewrite(item_path(root, "A102"), "udvalg: ", 'aftalepunkt: "1.1"\nudvalg: ')
    freeze(root)
    item_path(root, "A102").unlink()
    told = [str(problem.message) for problem in check(root).problems if problem.code == "point-not-carried"]
    assert told == ["no item carries point 1.2, Vejen"]


def test_the_title_of_a_closed_item_is_not_said_and_the_check_is_internal(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = item_path(root, "A102").read_text(encoding="utf-8")
    titel = text.partition("titel: ")[2].partition("\n")[0]
    item_path(root, "A102").write_text(text + "lukket: {begrundelse: Ejendomshandel}\n", encoding="utf-8")
    freeze(root)
    item_path(root, "A102").unlink()
    found = check(root)
    (told,) = vanished(root)
    assert found.intern
    assert titel not in str(told.message) + str(told.hint)
    assert "INTERN" in Udplan(root, capsys)("check", "--as-of", "2025-06-30").err
    item_path(root, "A103").unlink()
    assert len(vanished(root)) == 2


def test_the_only_gone_item_was_open_and_nothing_is_internal(root: Path) -> None:
    freeze(root)
    item_path(root, "A102").unlink()
    assert not check(root).intern

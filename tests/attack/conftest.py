"""What the attacks share: their figures, and a workspace with a history to attack."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.attack import Attack, Figures
from support.gitting import commit, git, repository
from support.workspace import item_path, workspace

ROUND = "titel: Halvårsstatus\nopgjort: 2025-05-31\nudvalg: OEU\n"


@pytest.fixture
def attack(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Attack]:
    """Every case that a test tries; at its end none may have given way, and nothing outside may be lost."""
    outside = tmp_path / "outside"
    outside.mkdir()
    attack = Attack(outside, capsys)
    yield attack
    request.node.user_properties.append(("attack", tuple(attack.figures())))
    assert not attack.failed, "\n".join(attack.failed)
    assert not attack.lost, "\n".join(attack.lost)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a history: three items, a round, a change of one item."""
    root = workspace(tmp_path_factory.mktemp("attack") / "workspace")
    runder = root / "plan/2025-2028/runder"
    runder.mkdir()
    (runder / "2025-05.yaml").write_text(ROUND, encoding="utf-8")
    repository(root)
    text = item_path(root).read_text(encoding="utf-8")
    item_path(root).write_text(text.replace("trafiklys: gul", "trafiklys: roed"), encoding="utf-8")
    commit(root, "Rød")
    git(root, "tag", "-a", "-m", "Runde", "runde/2025-2028/2025-05", "HEAD~1")
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to do harm to."""
    return shutil.copytree(made, tmp_path / "workspace", symlinks=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures of all attacks that ran, wherever they did."""
    found = [
        Figures(*value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "teardown"
        for name, value in report.user_properties
        if name == "attack" and isinstance(value, tuple)
    ]
    if found:
        tried, failed = sum(each.tried for each in found), sum(each.failed for each in found)
        lost = sum(each.lost for each in found)
        terminalreporter.write_line(f"attacks: {tried} cases tried, {failed} failed, {lost} files lost")

"""Commands that read write nothing; they tell of a command that was interrupted."""

from pathlib import Path

import pytest

from support.workspace import item_path, tree, workspace
from udplan.adapters.write.interrupted import journal_of
from udplan.cli.app import run

READING = (
    ["list"],
    ["list", "--format", "json"],
    ["show", "A101"],
    ["check"],
    ["status"],
    ["set", "A101", "frist=2027", "--dry-run"],
    ["done", "A101", "--basis", "Regnskab", "--dry-run"],
    ["new", "A", "udvalg=BUU", "titel=Havnen", "ansvarlig=Havnechefen", "proces=Udbud", "--dry-run"],
)


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("folder", [True, False])
def test_nothing_is_written(
    command: list[str], folder: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path)
    if folder:
        (root / ".udplan").mkdir()
        (root / ".udplan" / "emne.schema.json").write_text("{}")
    before = {name: (content, (root / name).stat().st_mtime_ns) for name, content in tree(root).items()}
    assert run([*command, "--root", str(root)]) in (0, 1)
    assert {name: (content, (root / name).stat().st_mtime_ns) for name, content in tree(root).items()} == before
    assert "interrupted" not in capsys.readouterr().err


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_an_interrupted_command_is_told_of(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path)
    journal = journal_of(root)
    journal.parent.mkdir(parents=True)
    journal.write_text("[]")
    before = tree(root)
    run([*command, "--root", str(root)])
    assert "warning: a command was interrupted here half-way" in capsys.readouterr().err
    assert tree(root) == before
    assert journal.read_text() == "[]"


def test_the_next_command_that_writes_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = workspace(tmp_path)
    for command, code in ((["set", "A999", "frist=2027"], 1), (["set", "A101", "frist=2027"], 0)):
        (item_path(root).parent / ".udplan-1-A101.yaml.tmp").write_text("half")
        assert run([*command, "--root", str(root)]) == code
        assert "an interrupted command had changed nothing; what it left behind was removed" in capsys.readouterr().err

"""The id of a commit is no name of an item, though it may begin like one."""

import hashlib
from itertools import count
from pathlib import Path

import pytest

from support.canaries import yaml_of
from support.command import Udplan
from support.gitting import commit, git
from support.outputs import Arguments
from support.pasts import FIRST, PLAN, Plot
from support.promises import mentions
from support.smallworlds import YEARS, item
from support.worlds import write

COMMANDS: list[Arguments] = [
    ("status",),
    ("status", "--format", "md"),
    ("status", "--report", "sagsfremstilling", "--format", "html", "--round", FIRST),
    ("status", "--report", "aendringer", "--format", "md"),
    ("list",),
    ("show", "H100"),
    ("round", "list"),
]
CLOSED = "lukket: {begrundelse: Forhandling}\n"


def commit_named_like_an_item(root: Path) -> str:
    """Commit all that is in a new repository, with a message that gives an id such as a301f…; gives the id."""
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "Begynd")
    content = git(root, "cat-file", "commit", "HEAD")
    for number in count():
        said = f"{content}{number}\n"
        sha = hashlib.sha1(f"commit {len(said.encode())}\0{said}".encode(), usedforsecurity=False).hexdigest()
        if sha[0] in "ad" and sha[1:4].isdigit() and sha[4].isalpha():
            break
    (root / ".git" / "said").write_text(said, encoding="utf-8")
    made = git(root, "hash-object", "-t", "commit", "-w", ".git/said").strip()
    assert made == sha
    git(root, "reset", "--quiet", "--hard", made)
    return sha


@pytest.fixture
def frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen round whose commit begins like the number of an item that is closed since, and is named in a text."""
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")
    plot = Plot(31)
    plot.publish("H101")
    root = write(tmp_path / "hele", plot.files)
    sha = commit_named_like_an_item(root)
    answer = Udplan(root, capsys)("round", "freeze", FIRST, "--accept-warnings")
    assert answer.code == 0, answer.err
    with (root / "plan" / PLAN / "runder" / f"{FIRST}.yaml").open("a", encoding="utf-8") as file:
        file.write(f"beslutning: Godkendt, jf. ændring {sha[:7]}\n")
    folder = "anlaegsprojekter" if sha[0] == "a" else "driftsaendringer"
    closed = root / "plan" / PLAN / folder / f"{sha[:4].upper()}.yaml"
    closed.parent.mkdir(parents=True)
    closed.write_text(yaml_of_closed(), encoding="utf-8")
    commit(root, "Lukket siden")
    return root


def yaml_of_closed() -> str:
    """A closed item's file."""
    return yaml_of(item("Grunden ved åen", beloeb=YEARS)) + CLOSED


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_frozen_round_stays_one_that_can_be_read(
    words: Arguments, frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Udplan(frozen, capsys)(*words)
    assert answer.code == 0, answer.err
    assert "Grunden" not in answer.out + answer.err


def test_the_round_names_nothing_closed(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Udplan(frozen, capsys)("check", "--as-of", "2025-06-01", "--format", "json")
    assert list(mentions(answer.out)) == []
    assert Udplan(frozen, capsys)("round", "verify").code == 0


def test_its_checksums_and_tag_name_nothing_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without git, where a round was frozen by somebody else."""
    plot = Plot(32)
    plot.publish("H101")
    path = f"{PLAN}/runder/{FIRST}.yaml"
    plot.files[path] += "beslutning: Godkendt, jf. ændring a301f3e\n"
    plot.files[path] += (
        f"frosset:\n  commit: a301f{'0' * 35}\n  tag: runde/{PLAN}/{FIRST}\n"
        f"  filer: {{aendringer.md: a301e{'1' * 59}, aendringer.html: {'a301' * 16}}}\n"
    )
    plot.files[f"{PLAN}/anlaegsprojekter/A301.yaml"] = yaml_of_closed()
    udplan = Udplan(write(tmp_path, plot.files), capsys)
    assert list(mentions(udplan("check", "--format", "json").out)) == []
    for words in (("status",), ("list",), ("round", "list"), ("show", "H101")):
        answer = udplan(*words)
        assert answer.code == 0, answer.err

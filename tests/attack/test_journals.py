"""A journal acts only where this user's udplan wrote it; it never follows a link and never leaves `plan/`."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from support.attack import READING, Attack, device, pipe, ring
from support.processes import child, ended
from support.workspace import item_path, tree
from udplan.adapters.write.interrupted import journal_of
from udplan.cli.app import run

A101 = "plan/2025-2028/anlaegsprojekter/A101.yaml"
WAITING = ".udplan-4711-A101.yaml.tmp"
NEW = b"titel: Skrevet af en fremmed\n"
SET = ("set", "A102", "frist=2027")
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
superuser = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can do this")


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def row(root: Path, **said: Any) -> dict[str, Any]:
    """What a journal would say of A101, but for what is given."""
    return {"path": A101, "waiting": WAITING, "old": digest(item_path(root).read_bytes()), "new": digest(NEW), **said}


def planted(root: Path, content: str | bytes) -> Path:
    """A journal in the user's own folder, and the file that it says is waiting."""
    (item_path(root).parent / WAITING).write_bytes(NEW)
    journal = journal_of(root)
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))
    return journal


def without_what_waits(root: Path) -> dict[str, bytes | str]:
    return {name: content for name, content in tree(root).items() if not name.endswith(WAITING)}


def test_a_journal_that_comes_with_the_repository_is_nothing(root: Path, attack: Attack) -> None:
    """As it was: `git add -f .udplan/journal.json`, and a link beside it that leads out."""
    secret = attack.outside / "A101.yaml"
    secret.write_bytes(b"titel: udenfor\n")
    for place in (root / ".udplan", root / "plan/.udplan", root / "plan/2025-2028/.udplan"):
        place.mkdir()
        rows = [row(root), row(root, path="plan/ud/A101.yaml"), row(root, path="plan/2025-2028/ud/A101.yaml", new="")]
        (place / "journal.json").write_text(json.dumps(rows), encoding="utf-8")
        (place / f"{journal_of(root).name}").write_text(json.dumps(rows), encoding="utf-8")
    (root / "plan/ud").symlink_to(attack.outside)
    (root / "plan/2025-2028/driftsaendringer").symlink_to(attack.outside)
    before, item = tree(attack.outside), item_path(root).read_bytes()
    for arguments in (*READING, SET):
        answer = attack.command(root, *arguments)
        attack.hold("interrupted command" not in answer.err, f"{arguments}: {answer.err}")
    attack.keeps(attack.outside, before)
    attack.hold(item_path(root).read_bytes() == item, "A101 was changed")


def broken_journals(root: Path) -> Iterator[str | bytes]:
    whole = json.dumps([row(root)])
    yield from (whole[:length] for length in range(0, len(whole), 23))
    yield from (
        "[" * 100_000,
        "{}",
        "[[]]",
        "[5]",
        '{"undo": 5}',
        '"x"',
        "null",
        b"\xff\xfe\x00",
        whole.encode("utf-16-le")[1:],
    )
    for path in (
        "/etc/passwd", "../A101.yaml", "plan/../../A101.yaml", "plan/2025-2028/../../../outside/A101.yaml", "plan.yaml",
        "plan/2025-2028/anlaegsprojekter/../../../x.yaml", "templates/x.yaml", "plan//anlaegsprojekter/A101.yaml",
        "plan/ud/anlaegsprojekter/A101.yaml", "plan/2025-2028/driftsaendringer/D101.yaml", "plan/\0/x/y.yaml", "", 5,
        None,
        "plan/2025-2028/anlaegsprojekter/A109.yaml", "C:\\plan\\x.yaml", "plan\\2025-2028\\anlaegsprojekter\\A101.yaml",
        "plan/2025-2028/anlaegsprojekter/A101.yaml\n",
    ):  # fmt: skip
        yield json.dumps([row(root, path=path)])
    for waiting in (
        "../x",
        ".udplan-/../../x.tmp",
        "A102.yaml",
        None,
        "/.udplan-x.tmp",
        ".udplan-\0.tmp",
        ".udplan-.tmp/",
    ):
        yield json.dumps([row(root, waiting=waiting)])


def test_a_journal_that_says_what_none_would_say_does_nothing(root: Path, attack: Attack) -> None:
    (attack.outside / "A101.yaml").write_bytes(b"titel: udenfor\n")
    (attack.outside / "anlaegsprojekter").mkdir()
    (root / "plan/ud").symlink_to(attack.outside)
    (root / "plan/2025-2028/driftsaendringer").symlink_to(attack.outside)
    (item_path(root, "A109")).symlink_to(attack.outside / "A101.yaml")
    outside, before = tree(attack.outside), without_what_waits(root)
    for content in broken_journals(root):
        journal = planted(root, content)
        answer = attack.command(root, *SET, codes=(1,))
        attack.hold("is not a journal of udplan's" in answer.err, f"{content!r}: {answer.err}")
        attack.hold(without_what_waits(root) == before, f"{content!r} changed the workspace")
        journal.unlink()
    attack.keeps(attack.outside, outside)


def test_a_journal_of_another_workspace_is_not_found(root: Path, attack: Attack) -> None:
    other = shutil.copytree(root, root.with_name("andet"), symlinks=True)
    planted(root, json.dumps([row(root)]))
    before = tree(other)
    answer = attack.command(other, *SET, "--dry-run", codes=(0,))
    attack.hold("interrupted" not in answer.err and tree(other) == before, answer.err)


@posix
def test_what_waits_through_a_link_is_not_taken(root: Path, attack: Attack) -> None:
    """Not even where the link leads to exactly what the journal speaks of."""
    journal = planted(root, json.dumps([row(root)]))
    waiting = item_path(root).parent / WAITING
    waiting.unlink()
    (attack.outside / "ny").write_bytes(NEW)
    waiting.symlink_to(attack.outside / "ny")
    before = item_path(root).read_bytes()
    attack.command(root, *SET, codes=(0,))
    attack.hold(item_path(root).read_bytes() == before and not item_path(root).is_symlink(), "the link was taken")
    attack.hold(not journal.exists(), "the journal is still there")


NO_FILES: tuple[Callable[[Path], None], ...] = (pipe, device, ring, Path.mkdir)


@posix
@pytest.mark.timeout(60)
@pytest.mark.parametrize("make", NO_FILES)
@pytest.mark.parametrize("place", ["journal", "waiting", "target", "lock", "folder", "other waiting"])
def test_what_is_no_file_is_not_waited_for(
    place: str, make: Callable[[Path], None], root: Path, attack: Attack
) -> None:
    journal = planted(root, json.dumps([row(root)]))
    waiting = item_path(root).parent / WAITING
    (root / ".udplan").mkdir()
    path = {
        "journal": journal, "waiting": waiting, "target": item_path(root), "lock": root / ".udplan/lock",
        "folder": root / ".udplan", "other waiting": waiting.with_name(".udplan-1-A102.yaml.tmp"),
    }[place]  # fmt: skip
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    if (place, make) == ("folder", Path.mkdir):
        pytest.skip("there a folder belongs")
    make(path)
    attack.commands(root, [*READING[:6], SET])


@posix
@superuser
def test_a_journal_of_somebody_else_is_not_believed(root: Path, attack: Attack) -> None:
    journal = planted(root, json.dumps([row(root)]))
    os.chown(journal, 65534, 65534)
    before = without_what_waits(root)
    answer = attack.command(root, *SET, codes=(1,))
    attack.hold("is not a journal of udplan's" in answer.err, answer.err)
    attack.hold(without_what_waits(root) == before, "it was believed")


@posix
@superuser
def test_nobody_finishes_for_somebody_else(root: Path, attack: Attack) -> None:
    """A colleague in the same folder has a state of their own, and leaves what waits for us."""
    planted(root, json.dumps([row(root)]))
    waiting = item_path(root).parent / WAITING
    for path in (root, *root.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    for folder in root.parents:
        if folder.stat().st_mode & 0o077 == 0:
            folder.chmod(0o711)
    home = root.parent / "nobody"
    home.mkdir(mode=0o777)
    os.chown(home, 65534, 65534)
    before = item_path(root).read_bytes()

    def work() -> int:
        os.setgid(65534)
        os.setuid(65534)
        os.environ.update(HOME=str(home), XDG_CACHE_HOME=str(home / "cache"))
        return run([*SET, "--root", str(root)])

    attack.hold(ended(child(work)) == 0, "the colleague could not write")
    attack.hold(item_path(root).read_bytes() == before and waiting.exists(), "what waits for us was touched")

"""Writing files: all or none, nothing left behind, and nobody's work lost."""

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from support.processes import child, ended
from support.workspace import tree, workspace
from udplan.adapters.write.interrupted import is_interrupted
from udplan.adapters.write.store import Write, write_all, writing
from udplan.ground.errors import FileChanged, UdplanError

FOLDER = "plan/2025-2028/anlaegsprojekter"
ONE, TWO, THREE = (f"{FOLDER}/A{number}.yaml" for number in (101, 102, 103))
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes and links")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace")


def change(root: Path, *paths: str, new: bytes = b"titel: ny\n") -> list[Write]:
    return [Write(path, (root / path).read_bytes(), new) for path in paths]


def write(root: Path, writes: list[Write]) -> tuple[str, ...]:
    with writing(root, seconds=0.2) as recovered:
        write_all(root, writes)
    return tuple(map(str, recovered))


def test_files_are_replaced_and_nothing_else(root: Path) -> None:
    before = tree(root)
    assert write(root, change(root, ONE, THREE)) == ()
    assert tree(root) == {**before, ONE: b"titel: ny\n", THREE: b"titel: ny\n"}


def test_a_new_file(root: Path) -> None:
    before = tree(root)
    path = f"{FOLDER}/A104.yaml"
    write(root, [Write(path, None, b"a: 1\n"), *change(root, ONE)])
    assert tree(root) == {**before, path: b"a: 1\n", ONE: b"titel: ny\n"}


@pytest.mark.parametrize("old", [b"something else", b"", None])
def test_a_file_that_is_not_what_was_read_stops_all(root: Path, old: bytes | None) -> None:
    before = tree(root)
    with pytest.raises(FileChanged):
        write(root, [*change(root, ONE, TWO), Write(THREE, old, b"x")])
    assert tree(root) == before


def test_a_file_that_has_gone_stops_all(root: Path) -> None:
    writes = change(root, ONE, TWO)
    (root / TWO).unlink()
    before = tree(root)
    with pytest.raises(UdplanError):
        write(root, writes)
    assert tree(root) == before


def test_a_file_replaced_by_a_folder_stops_all(root: Path) -> None:
    writes = change(root, ONE, TWO)
    (root / TWO).unlink()
    (root / TWO).mkdir()
    before = tree(root)
    with pytest.raises(UdplanError, match="no longer a file"):
        write(root, writes)
    assert tree(root) == before


def test_a_new_file_in_a_folder_that_is_not_there(root: Path) -> None:
    before = tree(root)
    with pytest.raises(UdplanError, match="cannot be written"):
        write(root, [*change(root, ONE), Write("plan/2025-2028/nowhere/A1.yaml", None, b"")])
    assert tree(root) == before


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(root: Path, mode: int) -> None:
    (root / ONE).chmod(mode)
    write(root, change(root, ONE))
    assert stat.S_IMODE((root / ONE).stat().st_mode) == mode


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_gets_the_mode_of_the_umask(root: Path, mask: int) -> None:
    path = f"{FOLDER}/A104.yaml"

    def work() -> int:
        os.umask(mask)
        write(root, [Write(path, None, b"")])
        return 0

    assert ended(child(work)) == 0
    assert stat.S_IMODE((root / path).stat().st_mode) == 0o666 & ~mask


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can give files away")
def test_the_owner_is_kept(root: Path) -> None:
    os.chown(root / ONE, 65534, 65534)
    write(root, change(root, ONE))
    status = (root / ONE).stat()
    assert (status.st_uid, status.st_gid) == (65534, 65534)


@posix
def test_a_link_stays_a_link(root: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.yaml"
    real.parent.mkdir()
    (root / ONE).rename(real)
    (root / ONE).symlink_to(real)
    write(root, change(root, ONE, TWO))
    assert (root / ONE).readlink() == real
    assert real.read_bytes() == b"titel: ny\n"
    assert list(tree(real.parent)) == ["real.yaml"]


@posix
def test_two_links_to_one_file_are_refused(root: Path) -> None:
    (root / TWO).unlink()
    (root / TWO).symlink_to("A101.yaml")
    before = tree(root)
    with pytest.raises(UdplanError, match="links to the same file"):
        write(root, change(root, ONE, TWO))
    assert tree(root) == before


@posix
def test_a_read_only_file_stops_all(root: Path) -> None:
    (root / TWO).chmod(0o444)
    before = tree(root)
    with pytest.raises(UdplanError, match="read-only"):
        write(root, change(root, ONE, TWO))
    assert tree(root) == before


# the folder .udplan and the lock in it


def test_a_folder_with_something_in_it_stays(root: Path) -> None:
    (root / ".udplan").mkdir()
    (root / ".udplan" / "emne.schema.json").write_text("{}")
    before = tree(root)
    write(root, change(root, ONE))
    assert tree(root) == {**before, ONE: b"titel: ny\n"}


@pytest.mark.parametrize("content", ["", "999999\n", "rubbish"])
def test_a_lock_file_that_nobody_holds_is_taken_over(root: Path, content: str) -> None:
    before = set(tree(root))
    (root / ".udplan").mkdir()
    (root / ".udplan" / "lock").write_text(content)
    write(root, change(root, ONE))
    assert set(tree(root)) == before


@posix
def test_the_lock_of_a_killed_process_is_taken_over(root: Path) -> None:
    def work() -> int:
        with writing(root):
            os.kill(os.getpid(), 9)
        return 0

    before = set(tree(root))
    assert ended(child(work)) == -9
    assert (root / ".udplan" / "lock").exists()
    write(root, change(root, ONE))
    assert set(tree(root)) == before


@posix
def test_a_lock_that_is_held_is_waited_for_and_then_told_of(root: Path) -> None:
    ready_out, ready_in = os.pipe()
    go_out, go_in = os.pipe()

    def work() -> int:
        with writing(root):
            os.write(ready_in, b"x")
            os.read(go_out, 1)
        return 0

    pid = child(work)
    os.close(ready_in)  # then only the child holds it, and a child that fails is not waited for
    assert os.read(ready_out, 1) == b"x"
    before = tree(root)
    with pytest.raises(UdplanError, match="another udplan is writing"), writing(root, seconds=0.2):
        raise AssertionError
    assert tree(root) == before
    os.write(go_in, b"x")
    assert ended(pid) == 0
    write(root, change(root, ONE))
    for descriptor in (ready_out, go_out, go_in):
        os.close(descriptor)


@posix
@pytest.mark.parametrize("kind", ["file", "dangling link", "lock is a folder"])
def test_something_else_in_the_folders_place_is_told_of(root: Path, kind: str) -> None:
    folder = root / ".udplan"
    if kind == "file":
        folder.write_text("")
    elif kind == "dangling link":
        folder.symlink_to("nowhere")
    else:
        (folder / "lock").mkdir(parents=True)
    before = tree(root)
    with pytest.raises(UdplanError, match="cannot be written"):
        write(root, change(root, ONE))
    assert tree(root) == before


@posix
def test_a_link_for_a_lock_does_not_reach_out(root: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (root / ".udplan").mkdir()
    for name in ("lock", ".udplan-journal.json.tmp", "journal.json"):
        (root / ".udplan" / name).symlink_to(precious)
    with pytest.raises(UdplanError):
        write(root, change(root, ONE))
    assert precious.read_text() == "precious"


# an interrupted command


def interrupted(root: Path, writes: list[Write], done: int = 0, *, undo: bool = False) -> None:
    """The workspace as a kill leaves it after `done` of the files were replaced."""
    rows = []
    for number, each in enumerate(writes):
        target = Path(os.path.realpath(root / each.path))
        waiting = target.with_name(f".udplan-4711-{target.name}.tmp")
        waiting.write_bytes(each.new)
        if number < done:
            waiting.replace(target)
        old = "" if each.old is None else sha256(each.old).hexdigest()
        rows.append({"path": each.path, "waiting": waiting.name, "old": old, "new": sha256(each.new).hexdigest()})
    (root / ".udplan").mkdir()
    (root / ".udplan" / "journal.json").write_text(json.dumps({"undo": rows} if undo else rows))


@pytest.mark.parametrize("done", [0, 1, 3])
def test_the_next_command_finishes_it(root: Path, done: int) -> None:
    before = tree(root)
    interrupted(root, change(root, ONE, TWO, THREE), done)
    assert is_interrupted(root)
    assert write(root, []) == ("an interrupted command was finished: 3 files",)
    assert tree(root) == {**before, **dict.fromkeys((ONE, TWO, THREE), b"titel: ny\n")}
    assert not is_interrupted(root)


def test_a_new_file_of_it_is_finished_too(root: Path) -> None:
    path = f"{FOLDER}/A104.yaml"
    interrupted(root, [Write(path, None, b"a: 1\n"), *change(root, ONE)])
    assert write(root, []) == ("an interrupted command was finished: 2 files",)
    assert (root / path).read_bytes() == b"a: 1\n"


@pytest.mark.parametrize("done", [0, 1, 2])
def test_the_next_command_finishes_an_undo(root: Path, done: int) -> None:
    before = tree(root)
    interrupted(root, change(root, ONE, TWO), done, undo=True)
    assert write(root, []) == ("an interrupted command was undone: 2 files",)
    assert tree(root) == {**before, **dict.fromkeys((ONE, TWO), b"titel: ny\n")}


@posix
def test_a_kill_at_every_step_of_an_undo(tmp_path: Path) -> None:
    """The last file is not what it was. The process kills itself before its nth rename or removal of a file."""
    new = f"{FOLDER}/A104.yaml"
    outcomes = []
    for moment in count():
        root = workspace(tmp_path / str(moment))
        before = tree(root)
        code = ended(child(lambda root=root, moment=moment: _undone(root, new, moment)))  # type: ignore[misc]
        said = " ".join(write(root, []))
        outcomes.append(next((word for word in ("finished", "undone", "nothing") if f" {word}" in said), ""))
        written = {**before, ONE: b"titel: ny\n", TWO: b"titel: ny\n", new: b"a: 1\n"}
        assert tree(root) == (written if outcomes[-1] == "finished" else before), (moment, said)
        if code != -9:
            break
    assert sorted(set(outcomes)) == ["", "finished", "nothing", "undone"]
    assert outcomes.count("undone") > 3


def _undone(root: Path, new: str, moment: int) -> int:
    steps = count()

    def step(name: str, _arguments: object) -> None:
        if name in ("os.rename", "os.remove") and next(steps) == moment:
            os.kill(os.getpid(), 9)

    with writing(root), suppress(FileChanged):
        sys.addaudithook(step)
        write_all(root, [*change(root, ONE, TWO), Write(new, None, b"a: 1\n"), Write(THREE, b"x", b"y")])
    return 0


@posix
def test_what_stands_in_the_way_of_finishing_does_not_say_that_nothing_was_changed(root: Path) -> None:
    interrupted(root, change(root, ONE, TWO), 1)
    (root / FOLDER / ".udplan-4711-A102.yaml.tmp").unlink()
    (root / FOLDER / ".udplan-4711-A102.yaml.tmp").mkdir()
    with pytest.raises(UdplanError, match="cannot be written") as caught:
        write(root, [])
    assert str(caught.value.hint) == "put right what is in the way; the next command that writes will go on"
    assert is_interrupted(root)
    (root / FOLDER / ".udplan-4711-A102.yaml.tmp").rmdir()
    write(root, [])
    assert not is_interrupted(root)


def test_what_a_person_has_changed_since_is_left_alone(root: Path) -> None:
    before = set(tree(root))
    interrupted(root, change(root, ONE, TWO), 0)
    (root / ONE).write_bytes(b"titel: mit\n")
    assert write(root, []) == (
        "an interrupted command was finished: 1 file",
        f"{ONE} has been changed since, and was left as it is",
    )
    assert (root / ONE).read_bytes() == b"titel: mit\n"
    assert (root / TWO).read_bytes() == b"titel: ny\n"
    assert set(tree(root)) == before


@pytest.mark.parametrize("kind", ["folder", "gone"])
def test_what_has_become_something_else_is_left_alone(root: Path, kind: str) -> None:
    interrupted(root, change(root, ONE, TWO))
    (root / ONE).unlink()
    if kind == "folder":
        (root / ONE).mkdir()
    assert write(root, [])[1:] == (f"{ONE} has been changed since, and was left as it is",)
    assert (root / ONE).is_dir() == (kind == "folder")
    assert (root / TWO).read_bytes() == b"titel: ny\n"


def test_it_is_told_even_if_the_next_command_fails(root: Path) -> None:
    interrupted(root, change(root, ONE))
    with pytest.raises(UdplanError) as caught:
        write(root, [Write(TWO, b"not this", b"")])
    assert [str(note) for note in caught.value.notes] == ["an interrupted command was finished: 1 file"]


def test_what_was_only_prepared_is_removed(root: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.yaml"
    real.parent.mkdir()
    (root / TWO).rename(real)
    (root / TWO).symlink_to(real)
    before = tree(tmp_path)
    for folder in (root / FOLDER, real.parent, root / "plan" / "2025-2028"):
        (folder / ".udplan-4711-A101.yaml.tmp").write_text("half a fi")
    assert write(root, []) == ("an interrupted command had changed nothing; what it left behind was removed",)
    assert tree(tmp_path) == before


@posix
def test_a_process_with_the_number_of_a_killed_one(root: Path) -> None:
    (root / FOLDER / f".udplan-{os.getpid()}-A101.yaml.tmp").write_text("half a fi")
    write(root, change(root, ONE))
    assert (root / ONE).read_bytes() == b"titel: ny\n"


ROW = {"path": ONE, "waiting": ".udplan-1-A101.yaml.tmp", "old": "", "new": ""}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[1]",
        "5",
        "null",
        '"plan"',
        '{"a": 1}',
        "[{}]",
        '{"undo": [{}]}',
        "[" * 100_000,
        "\x00",
        "\udcff",
        *(
            json.dumps([{**ROW, **wrong}])
            for wrong in (
                {"path": "../outside.yaml"},
                {"path": "/etc/passwd.yaml"},
                {"path": "plan/../../x.yaml"},
                {"path": ""},
                {"path": "secret.yaml"},
                {"path": "plan/2025-2028/x.txt"},
                {"path": "plan/\0.yaml"},
                {"path": 5},
                {"waiting": "../x"},
                {"waiting": ".udplan-/../../x.tmp"},
                {"waiting": "A102.yaml"},
                {"waiting": None},
            )
        ),
    ],
)
def test_a_journal_that_is_not_ours_is_refused(root: Path, content: str) -> None:
    (root / ".udplan").mkdir()
    (root / ".udplan" / "journal.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    before = tree(root)
    with pytest.raises(UdplanError, match="is not a journal of udplan's"):
        write(root, change(root, ONE))
    assert tree(root) == before


def test_a_foreign_journal_cannot_make_a_file_of_what_was_not_intended(root: Path) -> None:
    before = (root / ONE).read_bytes()
    interrupted(root, [Write(ONE, before, b"evil")])
    (root / FOLDER / ".udplan-4711-A101.yaml.tmp").write_bytes(b"something else")
    assert write(root, [])[1:] == (f"{ONE} has been changed since, and was left as it is",)
    assert (root / ONE).read_bytes() == before


@pytest.fixture
def broken(root: Path) -> Iterator[Path]:
    yield root
    assert not list(root.rglob(".udplan-*"))


def test_an_exception_half_way_undoes_all(broken: Path) -> None:
    """The third file is not what it was: found when the first two have been replaced already."""
    before = tree(broken)
    with pytest.raises(FileChanged):
        write(broken, [*change(broken, ONE, TWO), Write(f"{FOLDER}/A104.yaml", None, b""), Write(THREE, b"x", b"y")])
    assert tree(broken) == before

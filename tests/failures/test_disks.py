"""Disks that are full, folders that may not be written, files that cannot be replaced: real ones, not pretended."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from support.processes import child, ended
from support.workspace import item_path, tree, workspace
from udplan.adapters.read.reader import read
from udplan.cli.app import run
from udplan.ground.errors import FileChanged
from udplan.pure.change.changes import Change
from udplan.usecases.edit import edit

NOBODY = 65534
IDS = ["A101", "A102", "A103"]
LONG = "status=" + "Tidsplanen er rykket. " * 400  # two pages and more for each file
superuser = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can do this")
Mount = Callable[..., None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mounts as `mount(*arguments, target)`; skips where that is not allowed."""
    targets: list[str] = []

    def mount(*arguments: str) -> None:
        done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"mounting is not possible here: {done.stderr.strip()}")
        if arguments[-1] not in targets:
            targets.append(arguments[-1])

    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only the superuser of a Linux can mount")
    yield mount
    for target in reversed(targets):
        subprocess.run(["umount", "--lazy", target], check=True)


def test_a_full_disk_at_every_moment(tmp_path: Path, mount: Mount, capsys: pytest.CaptureFixture[str]) -> None:
    """With fewer and fewer pages free, the write fails at the journal, at the third file, at the first, at the lock."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", "size=400k", "none", str(disk))
    root = workspace(disk / "workspace")
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
    outcomes: list[str] = []
    for free in range(16, -1, -1):
        before = tree(root)
        filler = disk / "filler"
        with open(filler, "wb", buffering=0) as out, suppress(OSError):
            while out.write(b"x" * 4096):
                pass
        os.truncate(filler, max(filler.stat().st_size - free * 4096, 0))
        code = run(["set", *IDS, LONG + str(free), "--root", str(root)])
        said = capsys.readouterr()
        filler.unlink()
        outcomes.append("written" if code == 0 else "refused")
        if code:
            assert code == 1
            assert "the disk is full" in said.err
            assert said.out == ""
            assert tree(root) == before
        else:
            assert set(tree(root)) == set(before)
    assert outcomes[0] == "written"
    assert outcomes[-1] == "refused"
    print(f"\na full disk: {outcomes.count('refused')} of {len(outcomes)} refused")


def test_a_file_that_cannot_be_replaced(tmp_path: Path, mount: Mount, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that something is mounted on refuses a rename; the two before it have been replaced by then."""
    root = workspace(tmp_path / "workspace")
    other = tmp_path / "other.yaml"
    shutil.copy(item_path(root, "A103"), other)
    mount("--bind", str(other), str(item_path(root, "A103")))
    before = tree(root)
    assert run(["set", *IDS, "frist=2027", "--root", str(root)]) == 1
    said = capsys.readouterr()
    assert "A103.yaml cannot be written: Device or resource busy" in said.err
    assert said.out == ""
    assert tree(root) == before


def test_a_read_only_disk(tmp_path: Path, mount: Mount, capsys: pytest.CaptureFixture[str]) -> None:
    root = workspace(tmp_path / "workspace")
    mount("--bind", str(root), str(root))
    mount("-o", "remount,bind,ro", str(root))
    before = tree(root)
    for arguments in (
        ["set", "A101", "frist=2027"],
        ["new", "A", "udvalg=BUU", "titel=Havnen", "ansvarlig=Havnechefen", "proces=Udbud"],
    ):
        assert run([*arguments, "--root", str(root)]) == 1
        assert "the disk can only be read" in capsys.readouterr().err
    assert tree(root) == before


def test_a_link_to_another_disk(tmp_path: Path, mount: Mount) -> None:
    """The new file waits beside the real one, so that no rename has to cross from one disk to the other."""
    root = workspace(tmp_path / "workspace")
    disk = item_path(root).parents[1] / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", "size=100k", "none", str(disk))
    real = disk / "real.yaml"
    shutil.move(item_path(root), real)
    item_path(root).symlink_to(real)
    assert run(["set", "A101", "A102", "frist=2027", "--root", str(root)]) == 0
    assert item_path(root).is_symlink()
    assert read(real.read_bytes()).data["frist"] == "2027"
    assert list(tree(disk)) == ["real.yaml"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may go into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@superuser
@pytest.mark.parametrize(
    ("locked", "command"),
    [
        ("plan/2025-2028/anlaegsprojekter", ["set", "A101", "frist=2027"]),
        (
            "plan/2025-2028/anlaegsprojekter",
            ["new", "A", "udvalg=BUU", "titel=Havnen", "ansvarlig=Havnechefen", "proces=Udbud"],
        ),
        ("plan/2025-2028", ["new", "H", "udvalg=BUU", "titel=Havnen", "ansvarlig=Havnechefen", "proces=Udbud"]),
        (".", ["done", "A101", "--basis", "Regnskab"]),
    ],
)
def test_a_folder_that_may_not_be_written(open_folder: Path, locked: str, command: list[str]) -> None:
    root = workspace(open_folder / "workspace")
    for path in [root, *root.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    (root / locked).chmod(0o555)
    said = open_folder / "said"
    said.touch()
    said.chmod(0o666)
    before = tree(root)
    # Loaded before the change of user: the environment of the tests need not be readable for all.
    assert run(["set", "A101", "sag=1", "--dry-run", "--root", str(root)]) == 0
    assert run([*command, "--dry-run", "--root", str(root)]) == 0

    def work() -> int:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        sys.stderr = said.open("w", encoding="utf-8")
        code = run([*command, "--root", str(root)])
        sys.stderr.flush()
        return code

    assert (ended(child(work)), tree(root)) == (1, before)
    assert "you have no permission for that" in said.read_text(encoding="utf-8")


@superuser
def test_somebody_elses_file_stays_theirs(open_folder: Path) -> None:
    root = workspace(open_folder / "workspace")
    os.chown(item_path(root), NOBODY, 12345)
    assert run(["set", "A101", "frist=2027", "--root", str(root)]) == 0
    status = item_path(root).stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, 12345)


def test_an_editor_that_saves_in_between(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    after = dict(tree(root))

    def make(data: object, day: date) -> list[Change]:
        """While the command works, somebody saves the same file."""
        item_path(root, "A102").write_bytes(b"titel: gemt\n")
        return [Change(("frist",), "ultimo 2025", "ultimo 2026")]

    after[str(item_path(root, "A102").relative_to(root))] = b"titel: gemt\n"
    ids = ["A101", "A102"]
    first = item_path(root, "A102").read_bytes()

    def make_late(data: object, day: date) -> list[Change]:
        if not calls:
            calls.append(1)
            return [Change(("frist",), "ultimo 2025", "ultimo 2026")]
        return make(data, day)

    calls: list[int] = []
    with pytest.raises(FileChanged, match="changed by somebody else"):
        edit(root, ids, make_late, date(2025, 6, 1))
    assert item_path(root, "A102").read_bytes() != first
    assert tree(root) == after

"""What plan files say, kept between runs: whatever stands in its file or its place, it costs time at the most."""

import os
import shutil
import sqlite3
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from udplan.adapters.read.parsed import ParsedFiles, kind_of
from udplan.pure.snapshot import Data

from support.gitting import commit, repository
from support.processes import child, ended
from support.trees import Watched
from support.workspace import item_path, workspace
from udplan.adapters.git.run import Revision, WorkFiles, revision
from udplan.adapters.read.sources import Tree


@pytest.fixture
def head(tmp_path: Path) -> Revision:
    root = repository(workspace(tmp_path / "plan"))
    (root / "plan/LAESMIG.md").write_text("# Ingen planfil\n", encoding="utf-8")
    broken = item_path(root, "A104")
    broken.write_text("titel: [\n", encoding="utf-8")
    (root / "plan/2025-2028/runder").mkdir()
    (root / "plan/2025-2028/runder/2025-05.yaml").write_text("titel: Forår\nopgjort: 2025-05-31\n", encoding="utf-8")
    commit(root, "Mere")
    return revision(root, "HEAD")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "udplan" / "x.sqlite"


def everything(tree: Tree, cache: Path | None) -> dict[str, Data | None]:
    return ParsedFiles(cache).of(tree, tree.files)


def table(file: Path) -> str:
    with sqlite3.connect(file) as base:
        ((name,),) = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    base.close()
    return str(name)


def test_what_is_kept_is_what_was_understood(head: Revision, file: Path) -> None:
    without = everything(head, None)
    assert without["plan/2025-2028/anlaegsprojekter/A104.yaml"] is None
    assert without["plan/2025-2028/runder/2025-05.yaml"] == {"titel": "Forår", "opgjort": "2025-05-31"}
    assert len(without) == 6
    first, second = Watched(head), Watched(head)
    assert everything(first, file) == without
    assert everything(second, file) == without
    assert (len(first.read), second.read) == (6, [])


def test_a_file_is_known_by_its_bytes_wherever_it_lies(head: Revision, file: Path) -> None:
    everything(head, file)
    path = item_path(head.root)
    path.rename(path.with_name("A101-nyt-navn.yaml"))
    now = Watched(WorkFiles(head.root, head))
    found = everything(now, file)
    assert now.read == []
    assert (
        found["plan/2025-2028/anlaegsprojekter/A101-nyt-navn.yaml"]
        == everything(head, None)["plan/2025-2028/anlaegsprojekter/A101.yaml"]
    )


def test_the_same_bytes_say_something_else_in_another_folder(head: Revision, file: Path) -> None:
    everything(head, file)
    path = item_path(head.root)
    other = head.root / "plan/2025-2028/driftsaendringer/D101.yaml"
    other.parent.mkdir()
    shutil.copy(path, other)
    (head.root / "plan/2025-2028/runder/2026-05.yaml").write_bytes(path.read_bytes())
    now = WorkFiles(head.root, head)
    assert everything(now, file) == everything(now, None)
    assert everything(now, file)["plan/2025-2028/runder/2026-05.yaml"] is None


def test_only_what_is_asked_for_is_read(head: Revision, file: Path) -> None:
    tree, files = Watched(head), ParsedFiles(file)
    path = "plan/2025-2028/anlaegsprojekter/A101.yaml"
    assert files.of(tree, [path, "plan/2025-2028/nej.yaml", "plan/LAESMIG.md"]).keys() == {path}
    assert tree.read == [path]
    files.of(tree, [path])
    assert tree.read == [path]


def spoil(file: Path, how: str) -> None:
    if how == "empty":
        file.write_bytes(b"")
    elif how == "text":
        file.write_text("ikke en database\n" * 200, encoding="utf-8")
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:5000])
    elif how == "overwritten":
        content = bytearray(file.read_bytes())
        content[2000:] = b"\xff" * (len(content) - 2000)
        file.write_bytes(content)
    elif how == "other table":
        with sqlite3.connect(file) as base:
            base.execute(f"ALTER TABLE {table(file)} RENAME TO parsed_af_en_anden")
        base.close()
    else:
        row = {"not json": "{", "a list": "[1]", "a number": "7", "bytes": b"\xff\xfe"}[how]
        with sqlite3.connect(file) as base:
            base.execute(f"UPDATE {table(file)} SET data = ?", [row])
        base.close()


@pytest.mark.parametrize(
    "how",
    ["empty", "text", "cut", "overwritten", "other table", "not json", "a list", "a number", "bytes"],
)
def test_a_spoilt_cache_is_made_again(head: Revision, file: Path, how: str) -> None:
    expected = everything(head, file)
    spoil(file, how)
    assert everything(head, file) == expected
    assert everything(head, file) == expected
    again = Watched(head)
    everything(again, file)
    assert again.read == []


def test_what_another_udplan_kept_is_thrown_away(head: Revision, file: Path) -> None:
    everything(head, file)
    name = table(file)
    spoil(file, "other table")
    everything(head, file)
    assert table(file) == name


@pytest.mark.parametrize("place", ["in-a-file/x.sqlite", "in-a-file/deeper/x.sqlite", "folder"])
def test_a_cache_that_cannot_be_written_is_done_without(head: Revision, tmp_path: Path, place: str) -> None:
    (tmp_path / "in-a-file").write_text("")
    (tmp_path / "folder").mkdir()
    assert everything(head, tmp_path / place) == everything(head, None)


def test_a_cache_without_a_home_does_not_land_in_the_current_folder(
    head: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    everything(head, Path("~/.cache/udplan/x.sqlite"))
    assert list(here.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_its_owner_may_read_it(head: Revision, file: Path) -> None:
    before = os.umask(0)
    try:
        everything(head, file)
    finally:
        os.umask(before)
    assert b"Ejendomschefen" in file.read_bytes()
    written = [path for path in file.parent.iterdir() if path.is_file()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in written] == [0o600] * len(written)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_in(head: Revision, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.parent.chmod(0o500)
    assert everything(head, file) == everything(head, None)


def test_a_cache_that_another_holds_is_done_without(head: Revision, file: Path) -> None:
    expected = everything(head, None)
    everything(head, file)
    file.unlink()
    with sqlite3.connect(file, isolation_level=None) as base:
        base.execute("BEGIN EXCLUSIVE")
        assert everything(head, file) == expected
    base.close()


def test_several_at_once(head: Revision, file: Path) -> None:
    expected = everything(head, None)
    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(lambda _n: everything(head, file), range(24)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")
def test_processes_at_once(head: Revision, file: Path) -> None:
    expected = everything(head, None)
    children = [child(lambda: int(everything(head, file) != expected)) for _number in range(6)]
    assert [ended(pid) for pid in children] == [0] * 6
    assert everything(head, file) == expected


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("plan/2025-2028/plan.yaml", "plan.yaml"),
        ("plan/2025-2028/runder/2025-05.yaml", "runder"),
        ("plan/2025-2028/anlaegsprojekter/A101.yaml", "anlaegsprojekter"),
        ("plan/2025-2028/anlaegsprojekter/A101.yml", ""),
        ("plan/2025-2028/anlaegsprojekter/LAESMIG.md", ""),
        ("plan/2025-2028/andet/A101.yaml", ""),
        ("plan/2025-2028/A101.yaml", ""),
        ("plan/plan.yaml", ""),
    ],
)
def test_what_kind_of_file_a_path_is(path: str, kind: str) -> None:
    assert kind_of(path) == kind

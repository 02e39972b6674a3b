"""What is kept between runs: whatever stands in its file or its place, it costs time at the most."""

import json
import os
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.gitting import commit, repository
from support.processes import child, ended
from support.trees import Watched
from support.workspace import item_path, workspace
from udplan.adapters.git.run import Revision, revision, work_tree
from udplan.adapters.read.kept import Kept, kept_file
from udplan.adapters.read.loader import TreeFiles, plans_of
from udplan.adapters.read.sources import Tree, WorkTree
from udplan.adapters.read.understand import Understood
from udplan.domain.names import file_path
from udplan.usecases.check import check

PLAN = "plan/2025-2028"
A101 = f"{PLAN}/anlaegsprojekter/A101.yaml"
DAY = date(2025, 5, 31)


@pytest.fixture
def head(tmp_path: Path) -> Revision:
    root = repository(workspace(tmp_path / "plan"))
    (root / "plan/LAESMIG.md").write_text("# Ingen planfil\n", encoding="utf-8")
    item_path(root, "A104").write_text("titel: [\n", encoding="utf-8")
    (root / PLAN / "runder").mkdir()
    (root / PLAN / "runder/2025-05.yaml").write_text("titel: Forår\nopgjort: 2025-05-31\n", encoding="utf-8")
    commit(root, "Mere")
    return revision(root, "HEAD")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "udplan" / "x.sqlite"


def everything(tree: Tree, file: Path | None) -> dict[str, Understood]:
    """What every plan file of a tree means."""
    files = TreeFiles(tree, Kept(file))
    paths = [path for path in tree.files if file_path(path)]
    files.prepare(paths)
    return {path: files.understood(path) for path in paths}


def changed(file: Path, query: str, *values: object) -> None:
    """Change the file behind udplan's back; `{table}` is its table."""
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.execute(query.format(table=table(file)), values)


def table(file: Path) -> str:
    with closing(sqlite3.connect(file)) as base:
        ((name,),) = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return str(name)


def test_what_is_kept_is_what_was_understood(head: Revision, file: Path) -> None:
    without = everything(head, None)
    assert without[f"{PLAN}/anlaegsprojekter/A104.yaml"].data is None
    assert without[f"{PLAN}/anlaegsprojekter/A104.yaml"].faults
    assert without[f"{PLAN}/runder/2025-05.yaml"].data == {"titel": "Forår", "opgjort": "2025-05-31"}
    assert len(without) == 6
    first, second = Watched(head), Watched(head)
    assert everything(first, file) == without
    assert everything(second, file) == without
    assert (len(first.read), second.read) == (6, [])


def test_a_file_is_known_by_its_bytes_wherever_it_lies(head: Revision, file: Path) -> None:
    before = everything(head, file)
    item_path(head.root).rename(item_path(head.root, "A101-nyt-navn"))
    now = Watched(work_tree(head.root, head))
    assert everything(now, file)[f"{PLAN}/anlaegsprojekter/A101-nyt-navn.yaml"] == before[A101]
    assert now.read == []


def test_the_same_bytes_say_something_else_in_another_folder(head: Revision, file: Path) -> None:
    everything(head, file)
    other = head.root / PLAN / "driftsaendringer/D101.yaml"
    other.parent.mkdir()
    shutil.copy(item_path(head.root), other)
    shutil.copy(item_path(head.root), head.root / PLAN / "runder/2026-05.yaml")
    now = work_tree(head.root, head)
    assert everything(now, file) == everything(now, None)
    assert everything(now, file)[f"{PLAN}/runder/2026-05.yaml"].data is None


def test_only_what_is_asked_for_is_read(head: Revision, file: Path) -> None:
    tree = Watched(head)
    files = TreeFiles(tree, Kept(file))
    assert files.data(A101)
    assert tree.read == [A101]
    assert files.data(A101)
    assert tree.read == [A101]


def test_what_every_problem_says_survives(tmp_path: Path, file: Path) -> None:
    """Problems are kept as messages, with their values and without a language."""
    root = workspace(tmp_path / "plan")
    text = item_path(root).read_text(encoding="utf-8")
    item_path(root).write_text(text.replace("frist: ultimo 2025", "frist: i maj").replace("titel", "titl"), "utf-8")
    item_path(root, "A102").write_text(text + "sag: ''\nx: 1\nregnskab: {dato: 31-05-2025}\n", encoding="utf-8")
    item_path(root, "A103").write_text(text + "lukket: {}\nsnitflade: Ring 89 12 34 56\n", encoding="utf-8")
    without = check(WorkTree(root), DAY)
    assert len({problem.code for problem in without}) > 4
    for _time in range(2):
        assert check(WorkTree(root), DAY, kept=Kept(file)) == without


# What is in the file, or in its place.


def damage(file: Path, how: str) -> None:
    """Make something else of the file."""
    content = file.read_bytes()
    match how:
        case "empty":
            file.write_bytes(b"")
        case "text":
            file.write_text("ikke en database\n" * 200, encoding="utf-8")
        case "cut":
            file.write_bytes(content[:5000])
        case "overwritten":
            file.write_bytes(content[:2000] + b"\xff" * (len(content) - 2000))
        case "other table":
            changed(file, "ALTER TABLE {table} RENAME TO kept_af_en_anden")
        case "other columns":
            name = table(file)
            changed(file, "DROP TABLE {table}")
            changed_into = f"CREATE TABLE {name} (navn TEXT, andet BLOB)"
            with closing(sqlite3.connect(file)) as base:
                base.execute(changed_into)


@pytest.mark.parametrize("how", ["empty", "text", "cut", "overwritten", "other table", "other columns"])
def test_a_damaged_file_is_made_again(head: Revision, file: Path, how: str) -> None:
    expected = everything(head, file)
    damage(file, how)
    for _time in range(2):
        assert everything(head, file) == expected
    again = Watched(head)
    everything(again, file)
    assert again.read == []


@pytest.mark.parametrize("row", ["{", "[1]", "7", "null", "[]", '[{"titel":"Plantet"},[]]', b"\xff\xfe", None])
def test_a_row_that_was_not_written_by_udplan_is_not_believed(head: Revision, file: Path, row: object) -> None:
    expected = everything(head, file)
    changed(file, "UPDATE {table} SET data = ?", row)
    for _time in range(2):
        assert everything(head, file) == expected


def test_rows_that_have_changed_places_are_not_believed(head: Revision, file: Path) -> None:
    expected = everything(head, file)
    with closing(sqlite3.connect(file)) as base:
        rows = base.execute(f"SELECT name, data, seal FROM {table(file)} WHERE name LIKE 'anlaeg%'").fetchall()
    for place, (name, _data, _seal) in enumerate(rows):
        changed(file, "UPDATE {table} SET data = ?, seal = ? WHERE name = ?", *rows[place - 1][1:], name)
    assert everything(head, file) == expected


def test_a_flipped_bit_is_seen(head: Revision, file: Path) -> None:
    expected = everything(head, file)
    content = file.read_bytes()
    places = [place for place in range(len(content)) if content[place : place + 4] in (b"Bygg", b"Ejen", b"i_ga")]
    assert places
    for place in places:
        for bit in range(8):
            file.write_bytes(content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :])
            assert everything(head, file) == expected


def test_what_another_udplan_kept_is_thrown_away(head: Revision, file: Path) -> None:
    everything(head, file)
    name = table(file)
    damage(file, "other table")
    everything(head, file)
    assert table(file) == name


def pipe(place: Path) -> None:
    os.mkfifo(place)


def elsewhere(place: Path) -> None:
    (place.parent / "mål").write_bytes(b"en anden fil")
    place.symlink_to("mål")


def nowhere(place: Path) -> None:
    place.symlink_to("findes-ikke")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("make", [pipe, Path.mkdir, elsewhere, nowhere])
def test_what_is_no_file_is_not_opened(head: Revision, file: Path, make: Callable[[Path], None]) -> None:
    file.parent.mkdir(parents=True)
    make(file)
    before = {path: path.lstat().st_mode for path in file.parent.iterdir()}
    assert everything(head, file) == everything(head, None)
    assert {path: path.lstat().st_mode for path in file.parent.iterdir()} == before
    assert not (file.parent / "mål").exists() or (file.parent / "mål").read_bytes() == b"en anden fil"


@pytest.mark.parametrize("place", ["in-a-file/x.sqlite", "in-a-file/deeper/x.sqlite"])
def test_a_file_that_cannot_be_written_is_done_without(head: Revision, tmp_path: Path, place: str) -> None:
    (tmp_path / "in-a-file").write_text("")
    assert everything(head, tmp_path / place) == everything(head, None)


def test_without_a_home_nothing_lands_in_the_current_folder(
    head: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    everything(head, Path("~/.cache/udplan/x.sqlite"))
    assert list(here.iterdir()) == []


def test_each_workspace_has_its_own_file(tmp_path: Path) -> None:
    assert kept_file(tmp_path / "a") != kept_file(tmp_path / "b")
    assert kept_file(tmp_path / "a").parent == kept_file(tmp_path / "b").parent


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


def test_a_file_that_another_holds_is_done_without(head: Revision, file: Path) -> None:
    expected = everything(head, None)
    everything(head, file)
    file.unlink()
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.execute("BEGIN EXCLUSIVE")
        assert everything(head, file) == expected


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


# Files that are edited while something is kept of them.


def same_size(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"titel: B", b"titel: P"))


def same_size_and_time(path: Path) -> None:
    stamp = path.stat()
    same_size(path)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def clock_set_back(path: Path) -> None:
    same_size(path)
    os.utime(path, (0, 0))


def clock_set_forward(path: Path) -> None:
    same_size(path)
    os.utime(path, (time.time() + 10**8,) * 2)


def swapped(path: Path) -> None:
    """Two files change places; their sizes and times go with them."""
    other, aside = path.with_name("A102.yaml"), path.with_name("aside")
    path.rename(aside)
    other.rename(path)
    aside.rename(other)


def swapped_in_place(path: Path) -> None:
    """Two files change what they hold, and keep their times."""
    other = path.with_name("A102.yaml")
    stamps = {each: each.stat().st_mtime_ns for each in (path, other)}
    one, two = path.read_bytes(), other.read_bytes()
    path.write_bytes(two)
    other.write_bytes(one)
    for each, stamp in stamps.items():
        os.utime(each, ns=(stamp, stamp))


def replaced(path: Path) -> None:
    """As many editors save: another file takes the place, with the old one's time."""
    new = path.with_name("new")
    shutil.copy2(path, new)
    same_size_and_time(new)
    new.replace(path)


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def gone(path: Path) -> None:
    path.unlink()


def settings_changed(path: Path) -> None:
    settings = path.parents[1] / "plan.yaml"
    stamp = settings.stat().st_mtime_ns
    settings.write_bytes(settings.read_bytes().replace(b"{BUU: ", b"{BUX: "))
    os.utime(settings, ns=(stamp, stamp))


EDITS = (
    same_size, same_size_and_time, clock_set_back, clock_set_forward, swapped, swapped_in_place, replaced, broken,
    gone, settings_changed,
)  # fmt: skip


def told(root: Path, file: Path | None) -> Any:
    """Titles and problems of all items, as list and check would have them."""
    kept = Kept(file)
    items = [(item.id, dict(item.data)) for plan in plans_of(WorkTree(root), kept).plans for item in plan.items]
    return json.loads(json.dumps(items)), check(WorkTree(root), DAY, kept=kept)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_no_edit_is_overlooked(tmp_path: Path, file: Path, edit: Callable[[Path], None]) -> None:
    root = workspace(tmp_path / "plan")
    before = told(root, file)
    assert told(root, file) == before
    edit(item_path(root))
    after = told(root, None)
    assert after != before
    for _time in range(2):
        assert told(root, file) == after


def test_what_comes_back_is_known_again(tmp_path: Path, file: Path) -> None:
    root = workspace(tmp_path / "plan")
    text = item_path(root).read_bytes()
    before = told(root, file)
    same_size(item_path(root))
    told(root, file)
    item_path(root).write_bytes(text)
    assert told(root, file) == before

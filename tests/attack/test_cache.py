"""Whatever is wrong with what is kept between runs: answers are those of an empty cache, and the next run heals it."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from support.attack import Attack, device, pipe, ring, some
from support.command import Answer
from support.processes import child, ended
from support.workspace import item_path
from udplan.adapters.read.kept import kept_file
from udplan.cli.app import run

COMMANDS = (("list", "--format", "json", "--internal"), ("check", "--as-of", "2025-06-01"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
superuser = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can do this")


class Kept:
    """A workspace whose cache is filled, and what its commands say with nothing kept."""

    def __init__(self, root: Path, attack: Attack) -> None:
        self.root, self.attack = root, attack
        item_path(root, "A104").write_text("titel: [\n", encoding="utf-8")
        self.file = kept_file(root)
        self.right = self.answers()
        assert self.answers() == self.right
        self.content = self.file.read_bytes()

    def answers(self) -> list[Answer]:
        return [self.attack.command(self.root, *arguments, codes=(0, 1)) for arguments in COMMANDS]

    def is_right(self, case: str) -> None:
        """Twice: with what is wrong, and after that."""
        self.attack.hold(self.answers() == self.right, f"{case}: the answers differ")
        self.attack.hold(self.answers() == self.right, f"{case}: the answers differ in the next run")

    def is_healed(self, case: str) -> None:
        """The file is a base again, with rows."""
        try:
            with closing(sqlite3.connect(self.file)) as base:
                ((name,),) = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                ((rows,),) = base.execute(f"SELECT count(*) FROM {name}")
            self.attack.hold(rows >= 4, f"{case}: only {rows} rows are kept")
        except (sqlite3.Error, ValueError) as error:
            self.attack.hold(False, f"{case}: it is not healed: {error}")

    def clear(self) -> None:
        """Nothing is kept, and nothing lies in its place."""
        for path in self.file.parent.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def put(self, content: bytes) -> None:
        self.clear()
        self.file.write_bytes(content)


@pytest.fixture
def kept(root: Path, attack: Attack) -> Kept:
    return Kept(root, attack)


def flips(content: bytes) -> Iterator[tuple[str, bytes]]:
    """A bit or a run of bytes changed: in every byte of the heads of the file and its pages, and here and there."""
    size = int.from_bytes(content[16:18], "big")
    heads = {start + offset for start in range(0, len(content), size) for offset in range(12)}
    places = sorted({*range(112), *heads, *range(0, len(content), max(1, len(content) // 60))})
    for number, place in enumerate(places):
        bit = 1 << number % 8
        yield f"bit {bit} of byte {place}", content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
    for start in range(0, len(content), size // 2):
        for filler in (b"\0", b"\xff"):
            yield (
                f"half a page of {filler!r} at {start}",
                content[:start] + filler * (size // 2) + content[start + size // 2 :],
            )


def test_a_flipped_bit_changes_no_answer(kept: Kept) -> None:
    for case, content in some(flips(kept.content), 7):
        kept.put(content)
        kept.is_right(case)
        kept.is_healed(case)


def test_a_file_cut_short_or_grown_changes_no_answer(kept: Kept) -> None:
    size = len(kept.content)
    for length in (0, 1, 15, 16, 99, 100, 512, 1024, 4095, 4096, 4097, size // 2, size - 4096, size - 1):
        kept.put(kept.content[:length])
        kept.is_right(f"cut to {length}")
        kept.is_healed(f"cut to {length}")
    for more in (b"x", b"\0" * 4096, kept.content):
        kept.put(kept.content + more)
        kept.is_right(f"grown by {len(more)}")
        kept.is_healed(f"grown by {len(more)}")


COLUMNS = "(name TEXT PRIMARY KEY, data TEXT, seal BLOB) WITHOUT ROWID"
FOREIGN = {
    "another program's": "CREATE TABLE moz_places (id INTEGER PRIMARY KEY); INSERT INTO moz_places VALUES (1)",
    "a view": "CREATE TABLE a (name, data, seal); CREATE VIEW {table} AS SELECT * FROM a",
    "a trigger": f"CREATE TABLE {{table}} {COLUMNS}; CREATE TRIGGER t BEFORE INSERT ON {{table}} "
    "BEGIN SELECT RAISE(ABORT, 'nej'); END",
    "other columns": "CREATE TABLE {table} (navn TEXT, andet BLOB)",
    "more columns": "CREATE TABLE {table} (name TEXT PRIMARY KEY, data TEXT, seal BLOB, mere TEXT) WITHOUT ROWID",
    "a quoted name": 'CREATE TABLE "a"" b" (x); CREATE TABLE "; DROP TABLE x" (x)',
    "an index by the name": "CREATE TABLE a (x); CREATE INDEX {table} ON a (x)",
    "a virtual table": "CREATE VIRTUAL TABLE soeg USING fts5(x); INSERT INTO soeg VALUES ('x')",
    "a sequence": "CREATE TABLE a (x INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO a VALUES (1)",
    "strict": "CREATE TABLE {table} (name TEXT PRIMARY KEY, data INTEGER, seal BLOB) STRICT",
    "WAL": f"PRAGMA journal_mode = WAL; CREATE TABLE {{table}} {COLUMNS}",
    "UTF-16": f"PRAGMA encoding = 'UTF-16'; CREATE TABLE {{table}} {COLUMNS}",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_base_of_another_shape_changes_no_answer(name: str, kept: Kept) -> None:
    table = _table(kept.file)
    kept.clear()
    with closing(sqlite3.connect(kept.file)) as base:
        base.executescript(FOREIGN[name].format(table=table))
    kept.is_right(name)
    kept.is_healed(name)


ROWS = {
    "foreign data": 'UPDATE {table} SET data = \'[{{"titel":"Plantet"}},[]]\'',
    "no data": "UPDATE {table} SET data = NULL",
    "bytes": "UPDATE {table} SET data = x'ff00fe'",
    "a number": "UPDATE {table} SET data = 7, seal = 7",
    "no seal": "UPDATE {table} SET seal = x''",
    "text for a seal": "UPDATE {table} SET seal = hex(seal)",
    "names of others": "UPDATE {table} SET name = name || 'x'",
    "case": "UPDATE {table} SET name = upper(name)",
    "deep data": "UPDATE {table} SET data = replace(hex(zeroblob(200000)), '0', '[')",
    "swapped": "UPDATE {table} SET data = (SELECT data FROM {table} AS o WHERE o.name <> {table}.name AND o.data <> "
    "{table}.data LIMIT 1), seal = (SELECT seal FROM {table} AS o WHERE o.name <> {table}.name LIMIT 1)",
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_that_udplan_did_not_write_change_no_answer(name: str, kept: Kept) -> None:
    with closing(sqlite3.connect(kept.file, isolation_level=None)) as base:
        base.execute(ROWS[name].format(table=_table(kept.file)))
    kept.is_right(name)
    kept.is_healed(name)


def test_what_sqlite_left_beside_it_changes_no_answer(kept: Kept) -> None:
    for suffix in ("-journal", "-wal", "-shm"):
        for content in (b"", b"x", b"\0" * 4096, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 4096, kept.content):
            kept.put(kept.content)
            kept.file.with_name(kept.file.name + suffix).write_bytes(content)
            kept.is_right(f"{suffix} of {content[:8]!r}")
            kept.is_healed(f"{suffix} of {content[:8]!r}")


def _table(file: Path) -> str:
    with closing(sqlite3.connect(file)) as base:
        ((name,),) = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return str(name)


def full_folder(place: Path) -> None:
    place.mkdir()
    (place / "fil").write_bytes(b"x")


@posix
@pytest.mark.timeout(60)
@pytest.mark.parametrize("suffix", ["", "-journal", "-wal", "-shm"])
@pytest.mark.parametrize("make", [pipe, device, ring, Path.mkdir, full_folder])
def test_what_is_no_file_is_not_waited_for(make: Callable[[Path], None], suffix: str, kept: Kept) -> None:
    if suffix:
        kept.put(kept.content)
    else:
        kept.clear()
    place = kept.file.with_name(kept.file.name + suffix)
    make(place)
    kept.is_right(f"{make.__name__} in place of {place.name}")


@posix
@superuser
@pytest.mark.parametrize("what", ["file", "folder", "both", "somebody else's"])
def test_what_may_not_be_written_changes_no_answer(what: str, kept: Kept) -> None:
    """To somebody who is not the superuser, of course."""
    kept.put(kept.content[:2048] + b"\xff" * 100 + kept.content[2148:])
    for folder in (kept.file.parent, *kept.file.parent.parents, *kept.root.parents):
        folder.chmod(folder.stat().st_mode | 0o055)
    for path in (kept.file, kept.file.parent):
        os.chown(path, *(0, 0) if what == "somebody else's" else (65534, 65534))
    if what in ("file", "both"):
        kept.file.chmod(0o400)
    if what in ("folder", "both"):
        kept.file.parent.chmod(0o500)

    def work() -> int:
        os.setgid(65534)
        os.setuid(65534)
        return run([*COMMANDS[1], "--root", str(kept.root)])

    kept.attack.hold(ended(child(work)) == kept.right[1].code, f"{what}: another exit code")

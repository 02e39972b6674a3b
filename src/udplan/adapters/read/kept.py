"""What is kept between runs outside the plan: what bytes mean, by the id of the bytes.

Bytes with the same id mean the same for ever, so nothing here can become stale but by a new udplan, which begins
anew. A row that is not what was written, and a file that is no such base, are as if nothing were kept. It can be
deleted at any time, and failing to read or write it is no error.
"""

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udplan import __version__
from udplan.adapters.folders import cache_folder

if TYPE_CHECKING:
    import sqlite3

_MOST_ROWS: Final = 400_000
_BATCH: Final = 500
# What sqlite itself opens beside a base, and would wait for if it were a pipe.
_BESIDE: Final = ("-journal", "-wal", "-shm")
_PACKAGE: Final = Path(__file__).parent.parent.parent
# What decides how a file is understood; an udplan that is being worked on must not believe what an older self found.
_DECIDING: Final = (
    "domain/*.py",
    "ground/*.py",
    "adapters/read/*.py",
    "pure/checks/*.py",
    "pure/view/*.py",
    "usecases/check.py",
)
# Another udplan is writing, or the disk is full.
_PASSING: Final = ("SQLITE_BUSY", "SQLITE_FULL")


def kept_file(root: Path) -> Path:
    """Where what is kept of a workspace lies: in the user's own cache folder."""
    name = blake2b(str(root).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return cache_folder() / f"{name}.sqlite"


class Kept:
    """Rows of JSON by name, in a file or, without one, in memory only."""

    def __init__(self, file: Path | None = None) -> None:
        # Without a home the user's cache folder would be one in the current folder.
        self._file = file if file is not None and file.is_absolute() else None
        self._memory: dict[str, Any] = {}
        self.models: dict[str, Any] = {}
        """The models that were made of rows in this run, by the rows' names."""

    def get(self, names: Iterable[str]) -> Mapping[str, Any]:
        """What is kept of these; nothing of the others."""
        wanted = set(names)
        missing = {name for name in wanted if name not in self._memory}
        if missing and self._file is not None:
            with _Base(self._file) as base:
                self._memory |= base.get(sorted(missing))
        return {name: self._memory[name] for name in wanted if name in self._memory}

    def put(self, rows: Mapping[str, Any]) -> None:
        """Keep these for the next run."""
        self._memory |= rows
        if rows and self._file is not None:
            with _Base(self._file) as base:
                base.put(rows)


class _Base:
    """The file while it is open. Whatever is wrong with it, there is just nothing kept."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._beside = [file.with_name(file.name + suffix) for suffix in _BESIDE]
        self._base: sqlite3.Connection | None = None

    def __enter__(self) -> "_Base":
        import sqlite3

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Closed items are in it too: its owner's only, from the first byte. A pipe or a link is not opened.
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(self._file, flags, 0o600)
            is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
            os.close(descriptor)
            if not is_file or not all(map(_is_file_or_none, self._beside)):
                return self
            self._base = sqlite3.connect(self._file, timeout=1, isolation_level=None)
            self._base.execute("PRAGMA synchronous = OFF")
            self._base.execute(
                f"CREATE TABLE IF NOT EXISTS {_table()} (name TEXT PRIMARY KEY, data TEXT, seal BLOB) WITHOUT ROWID"
            )
        except OSError:
            self._base = None
        except sqlite3.Error as error:
            self._give_up(error)
        return self

    def __exit__(self, *failure: object) -> None:
        if self._base is not None:
            self._base.close()

    def get(self, names: list[str]) -> dict[str, Any]:
        """What is kept of these, and is what was written."""
        if self._base is None:
            return {}
        import sqlite3

        try:
            return dict(self._rows(names))
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)
            return {}

    def put(self, data: Mapping[str, Any]) -> None:
        """Write these."""
        if self._base is None:
            return
        import sqlite3

        texts = ((name, json.dumps(each, separators=(",", ":"))) for name, each in data.items())
        rows = [(name, text, _seal(name, text)) for name, text in texts]
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._forget_what_is_too_much()
            self._base.executemany(f"INSERT OR REPLACE INTO {_table()} VALUES (?, ?, ?)", rows)  # noqa: S608
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)

    def _rows(self, names: list[str]) -> Iterator[tuple[str, Any]]:
        assert self._base is not None
        for start in range(0, len(names), _BATCH):
            some = names[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"SELECT name, data, seal FROM {_table()} WHERE name IN ({marks})"  # noqa: S608
            for name, text, seal in self._base.execute(query, some):
                if seal == _seal(name, text):
                    yield name, json.loads(text)

    def _forget_what_is_too_much(self) -> None:
        assert self._base is not None
        tables = [name for (name,) in self._base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in tables:
            (rows,) = self._base.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
            if name != _table():
                self._base.execute(f'DROP TABLE "{name}"')
            elif rows > _MOST_ROWS:
                self._base.execute(f"DELETE FROM {name}")  # noqa: S608

    def _give_up(self, error: Exception) -> None:
        """Keep nothing in this run; the next begins anew, unless what is wrong passes by itself."""
        if self._base is not None:
            self._base.close()
            self._base = None
        if getattr(error, "sqlite_errorname", "").startswith(_PASSING):
            return
        for file in (self._file, *self._beside):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _is_file_or_none(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


def _seal(name: str, text: object) -> bytes:
    """What tells a row that was written from one whose bits have changed on the disk."""
    return blake2b(f"{name}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


@cache
def _table() -> str:
    """The table of this udplan: another one may understand files in another way."""
    digest = blake2b(__version__.encode(), digest_size=8)
    for pattern in _DECIDING:
        for path in sorted(_PACKAGE.glob(pattern)):
            status = path.stat()
            digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return f"kept_{digest.hexdigest()}"

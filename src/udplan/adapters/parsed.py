"""What plan files say, by the id of their bytes: understood once, and kept between runs outside the plan.

Bytes with the same id say the same for ever, so nothing here can become stale but by a new udplan, which begins anew.
The cache can be deleted at any time, and failing to read or write it is no error.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache as remember
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udplan import __version__
from udplan.adapters.sources import Blob, Tree
from udplan.domain.vocabulary import ROUNDS_FOLDER, TYPER
from udplan.pure.snapshot import SETTINGS, Data

if TYPE_CHECKING:
    import sqlite3

_MOST_ROWS: Final = 200_000
_BATCH: Final = 500
_PACKAGE: Final = Path(__file__).parent.parent
# What decides how a file is understood; an udplan that is being worked on must not believe what an older self found.
_DECIDING: Final = (
    *("domain/*.py", "adapters/yamlfile/*.py", "adapters/loader.py", "adapters/validation.py"),
    "pure/snapshot.py",
)


SUFFIX: Final = ".sqlite"
"""What distinguishes this cache among a workspace's caches."""


def kind_of(path: str) -> str:
    """What kind of plan file a path is: an item's type, `runder` or `plan.yaml`; empty for any other."""
    parts = path.split("/")
    if len(parts) == 3 and parts[2] == SETTINGS:
        return parts[2]
    known = len(parts) == 4 and (parts[2] in TYPER or parts[2] == ROUNDS_FOLDER) and parts[3].endswith(".yaml")
    return parts[2] if known else ""


class ParsedFiles:
    """The plan files of trees as plain data. Only what is in neither memory nor cache is read and understood."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._known: dict[str, Data | None] = {}

    def of(self, tree: Tree, paths: Iterable[str]) -> dict[str, Data | None]:
        """What each of these files of a tree says; None for one that cannot be understood.

        Files that the tree lacks and files that are no plan files are left out.
        """
        keys = {path: f"{kind}:{tree.files[path]}" for path in paths if path in tree.files and (kind := kind_of(path))}
        missing = set(keys.values()) - self._known.keys()
        if missing:
            with _Kept(self._cache) as kept:
                self._known |= kept.get(missing)
                new: dict[str, Data | None] = {}
                for blob in tree.pick([path for path, key in keys.items() if key not in self._known]):
                    try:
                        new[keys[blob.path]] = _data(blob)
                    except OSError:  # it may be readable the next time
                        self._known[keys[blob.path]] = None
                kept.put(new)
                self._known |= new
        return {path: self._known[key] for path, key in keys.items()}


def understood_data(blob: Blob) -> Data | None:
    """What a plan file says, understood anew; None for one that cannot be understood or opened."""
    try:
        return _data(blob)
    except OSError:
        return None


def _data(blob: Blob) -> Data | None:
    # Imported here because neither pydantic nor the YAML parser is needed for what has been understood before.
    from udplan.adapters.loader import understood
    from udplan.adapters.yamlfile.reader import read
    from udplan.domain.emne import Emne, Record
    from udplan.domain.runde import Runde
    from udplan.domain.settings import Settings
    from udplan.pure.snapshot import plain_data

    document = read(blob.read())
    if document.data is None and document.faults:
        return None
    kind = kind_of(blob.path)
    value: Record | None
    if kind in TYPER:
        value, _findings = understood(Emne, document, blob.path, kind)
    else:
        value, _findings = understood(Settings if kind == SETTINGS else Runde, document, blob.path)
    return plain_data(value) if value is not None else None


class _Kept:
    """The cache's file while it is open. Whatever is wrong with it, there is just nothing kept."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._base: sqlite3.Connection | None = None

    def __enter__(self) -> "_Kept":
        if self._file is None or not self._file.is_absolute():
            return self
        import sqlite3

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Closed items are in it too: its owner's only, from the first byte.
            os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))
            self._base = sqlite3.connect(self._file, timeout=1, isolation_level=None)
            self._base.execute("PRAGMA synchronous = OFF")
            self._base.execute(
                f"CREATE TABLE IF NOT EXISTS {_table()} (name TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID"
            )
        except (OSError, sqlite3.Error):
            self._give_up()
        return self

    def __exit__(self, *failure: object) -> None:
        if self._base is not None:
            self._base.close()

    def get(self, names: Iterable[str]) -> Mapping[str, Data | None]:
        """What is kept of these."""
        if self._base is None:
            return {}
        import sqlite3

        try:
            return dict(self._rows(sorted(names)))
        except (sqlite3.Error, ValueError):
            self._give_up()
            return {}

    def put(self, data: Mapping[str, Data | None]) -> None:
        """Keep these for the next run."""
        if self._base is None or not data:
            return
        import sqlite3

        rows = [(name, json.dumps(each, separators=(",", ":"))) for name, each in data.items()]
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._forget_what_is_too_much()
            self._base.executemany(f"INSERT OR REPLACE INTO {_table()} VALUES (?, ?)", rows)  # noqa: S608
            self._base.execute("COMMIT")
        except sqlite3.Error:
            self._give_up()

    def _rows(self, names: list[str]) -> Iterator[tuple[str, Any]]:
        assert self._base is not None
        for start in range(0, len(names), _BATCH):
            some = names[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"SELECT name, data FROM {_table()} WHERE name IN ({marks})"  # noqa: S608
            for name, text in self._base.execute(query, some):
                data = json.loads(text)
                if data is None or isinstance(data, dict):
                    yield name, data

    def _forget_what_is_too_much(self) -> None:
        assert self._base is not None
        tables = [name for (name,) in self._base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in tables:
            (rows,) = self._base.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
            if name != _table():
                self._base.execute(f'DROP TABLE "{name}"')
            elif rows > _MOST_ROWS:
                self._base.execute(f"DELETE FROM {name}")  # noqa: S608

    def _give_up(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)


@remember
def _table() -> str:
    """The table of this udplan: another one may understand files in another way."""
    digest = blake2b(__version__.encode(), digest_size=8)
    for pattern in _DECIDING:
        for path in sorted(_PACKAGE.glob(pattern)):
            status = path.stat()
            digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return f"parsed_{digest.hexdigest()}"

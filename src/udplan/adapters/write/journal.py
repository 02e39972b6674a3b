"""The journal of a command that writes several files: what it has decided to do, so that the next one can finish it.

It lies in the user's own folder, where no repository can bring one: what it says is done.
"""

import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Final

from udplan.adapters.read.sources import read_file
from udplan.domain.names import PLAN_FOLDER, file_path
from udplan.ground.errors import NotAFile, UdplanError, reason_of
from udplan.ground.message import Message, Text, _

FOLDER: Final = ".udplan"
PREFIX: Final = ".udplan-"
SUFFIX: Final = ".tmp"
_WAITING: Final = re.compile(rf"{re.escape(PREFIX)}[^/\\\0]+{re.escape(SUFFIX)}")
_REPLACE_TRIES: Final = 20
_UNDO: Final = "undo"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file written beside its target (symlinks followed), waiting to take its place.

    `old` and `new` are what the target's bytes are known by before and after; empty for no file.
    """

    path: str
    target: Path
    waiting: Path
    old: str
    new: str


def target_of(root: Path, path: str) -> Path:
    """The file that a plan file's path means: what it links to, if it is a link.

    Raises UdplanError for one that lies outside the plans' folder.
    """
    target = Path(os.path.realpath(root / path))
    if not target.is_relative_to(os.path.realpath(root / PLAN_FOLDER)):
        raise UdplanError(
            _("{file} is a link that leads out of the plans' folder").format(file=path),
            _("put the file itself there; nothing was written"),
        )
    return target


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of a journal's files; `undone` says that it was one of an undo."""

    finished: int
    left: tuple[str, ...]
    undone: bool


def write_journal(journal: Path, prepared: Sequence[Prepared], *, undo: bool = False) -> None:
    """From here on the command (or its undo) will be finished. Raises UdplanError if it cannot be written."""
    rows = [{"path": one.path, "waiting": one.waiting.name, "old": one.old, "new": one.new} for one in prepared]
    beside = journal.with_suffix(SUFFIX)
    try:
        journal.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.unlink(missing_ok=True)
        # What the journal names must be there after a power cut, if the journal is.
        sync_folders(prepared)
        with open(beside, "x", encoding="utf-8") as out:  # never through a link or into a pipe
            json.dump({_UNDO: rows} if undo else rows, out)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(journal)
        _sync_folder(journal.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise refused(journal, error) from None


def replayed(root: Path, journal: Path) -> Replayed:
    """Finish what the journal says; files that were changed since are left as they are."""
    finished, left = 0, []
    named, undo = _journalled(root, journal)
    at = journal
    try:
        for one in named:
            at = one.target
            now = digest_of_file(one.target)
            if now == one.old and digest_of_file(one.waiting) == one.new and _may_replace(one):
                put_in_place(one)
                now = one.new
            one.waiting.unlink(missing_ok=True)
            if now == one.new:
                finished += 1
            else:
                left.append(one.path)
        at = journal
        sync_folders(one for one in named if one.target.parent.is_dir())
        journal.unlink()
    except OSError as error:
        raise refused(at, error, unfinished()) from None
    return Replayed(finished, tuple(left), undo)


def _may_replace(one: Prepared) -> bool:
    """Whether what waits is a file that was written to take the target's place; not a link to one."""
    return not one.new or is_own(one.waiting)


def _journalled(root: Path, journal: Path) -> tuple[list[Prepared], bool]:
    """The journal's files, which can be plan files only, where they lie now."""
    try:
        if not is_own(journal):
            raise NotAFile
        rows: Any = json.loads(read_file(journal))
        undo = isinstance(rows, dict)
        prepared = []
        for row in rows[_UNDO] if undo else rows:
            path, name = PurePosixPath(row["path"]), str(row["waiting"])
            if file_path(str(path)) is None:
                raise ValueError(path)
            if not _WAITING.fullmatch(name):
                raise ValueError(name)
            target = target_of(root, str(path))
            prepared.append(Prepared(str(path), target, target.with_name(name), str(row["old"]), str(row["new"])))
    except (UdplanError, OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise UdplanError(
            _("{file} is not a journal of udplan's").format(file=journal),
            _("look at it, see with git what has changed, and delete it"),
        ) from None
    return prepared, undo


def is_own(file: Path) -> bool:
    """Whether this user has written the file, and no link stands in its place. Raises OSError where there is none."""
    status = file.lstat()
    return stat.S_ISREG(status.st_mode) and (sys.platform == "win32" or status.st_uid == os.getuid())


def put_in_place(one: Prepared) -> None:
    """Let the waiting file take its target's place, or the target go if there is to be none. Raises OSError.

    `sync_folders` makes it last.
    """
    for attempt in range(_REPLACE_TRIES):
        try:
            if one.new:
                one.waiting.replace(one.target)
            else:
                one.target.unlink(missing_ok=True)
            break
        except PermissionError:
            # On Windows a virus scanner or an indexer may hold the file for a moment.
            if sys.platform != "win32" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05)


def digest(content: bytes | None) -> str:
    """What bytes are known by; empty for no file."""
    return "" if content is None else sha256(content).hexdigest()


def digest_of_file(path: Path) -> str:
    """The digest of a file's bytes; empty where there is no file, `-` for what cannot be read or is too large."""
    try:
        return digest(read_file(path))
    except FileNotFoundError:
        return ""
    except OSError:
        return "-"


def sync_folders(prepared: Iterable[Prepared]) -> None:
    """Let what has happened to files in their folders survive a power cut."""
    for folder in {one.target.parent for one in prepared}:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Let a rename survive a power cut, where folders can be synced at all."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network file systems refuse; the rename itself has succeeded
    finally:
        os.close(descriptor)


def refused(path: Path, error: OSError, hint: Text | None = None) -> UdplanError:
    """The error of a file that cannot be written; unless the hint says otherwise, nothing was changed."""
    return UdplanError(
        _("{file} cannot be written: {reason}").format(file=path, reason=reason_of(error)),
        _("nothing was changed") if hint is None else hint,
    )


def unfinished() -> Message:
    """The hint where an interrupted command cannot be finished now."""
    return _("put right what is in the way; the next command that writes will go on")

"""Writing plan files so that nothing is lost: every file is its old or its new self, whatever happens in between.

All files of a command are written beside their targets first. Then a journal names them; from there on the command
will be finished, by itself or by the next one that writes. Then each is put in its target's place.
"""

import json
import os
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from udplan.adapters.sources import PLAN_FOLDER
from udplan.ground.errors import FileChanged, UdplanError
from udplan.ground.language import _, plural

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER: Final = ".udplan"
JOURNAL: Final = "journal.json"
LOCK: Final = "lock"
_PREFIX: Final = ".udplan-"
_SUFFIX: Final = ".tmp"
_LOCK_SECONDS: Final = 30.0
_REPLACE_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class Write:
    """One file's bytes before and after; `old` is None for a new file."""

    path: str
    old: bytes | None
    new: bytes


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file written beside its target (symlinks followed), waiting to take its place."""

    path: str
    target: Path
    waiting: Path
    old: str
    new: str


@contextmanager
def writing(root: Path) -> Iterator[tuple[str, ...]]:
    """Hold the workspace against other writing udplans; yields what was done about an interrupted command.

    Reading what is to be changed belongs inside too, or two udplans could lose each other's update.
    Raises UdplanError when another udplan does not finish within half a minute.
    """
    from filelock import FileLock, Timeout

    folder = root / FOLDER
    lock = FileLock(folder / LOCK, timeout=_LOCK_SECONDS)
    while True:
        made = _made(folder)
        try:
            lock.acquire()
            break
        except FileNotFoundError:
            continue  # another udplan, just finished, has removed the folder
        except Timeout:
            raise UdplanError(
                _("another udplan is writing in {folder}").format(folder=root),
                _("wait until it has finished, and try again"),
            ) from None
        except OSError as error:
            raise _refused(folder, error) from None
    try:
        yield tuple(_recovered(root))
    finally:
        _tidy(folder, lock, made)


def is_interrupted(root: Path) -> bool:
    """Whether a command was interrupted here half-way; the next that writes finishes it."""
    return (root / FOLDER / JOURNAL).exists()


def write_all(root: Path, writes: Sequence[Write]) -> None:
    """Replace all the files or none. Call inside `writing`.

    Raises FileChanged when a file is not what it was, UdplanError when a file cannot be written; then every file
    is what it was before.
    """
    journal = root / FOLDER / JOURNAL
    prepared: list[_Prepared] = []
    try:
        for write in writes:
            prepared.append(_prepared(root, write))
        _write_journal(root, journal, prepared)
    except BaseException:
        _discard(prepared, journal)
        raise
    done: list[tuple[_Prepared, Write]] = []
    try:
        for one, write in zip(prepared, writes, strict=True):
            _refuse_if_changed(root, one, write)
            _put_in_place(one)
            done.append((one, write))
    except OSError as error:
        _undo(root, done)
        _discard(prepared, journal)
        raise _refused(one.target, error) from None
    except FileChanged:
        _undo(root, done)
        _discard(prepared, journal)
        raise
    journal.unlink()


def write_report(target: Path, text: str) -> None:
    """Write a report, or leave what was there before. Raises UdplanError if it cannot be written."""
    real = Path(os.path.realpath(target))
    content = text.encode("utf-8")
    try:
        if real.exists() and not real.is_file():
            real.write_bytes(content)  # a device or a pipe; a folder raises
            return
        waiting = real.with_name(f"{_PREFIX}{os.getpid()}-{real.name}{_SUFFIX}")
        try:
            waiting.write_bytes(content)
            if real.exists():
                waiting.chmod(stat.S_IMODE(real.stat().st_mode))
            waiting.replace(real)
        finally:
            waiting.unlink(missing_ok=True)
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be written: {reason}").format(file=target, reason=error.strerror or error)
        ) from None


def _prepared(root: Path, write: Write) -> _Prepared:
    target = Path(os.path.realpath(root / write.path))
    waiting = target.with_name(f"{_PREFIX}{os.getpid()}-{target.name}{_SUFFIX}")
    try:
        mode = _mode(target, write)
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with open(descriptor, "wb") as out:
                out.write(write.new)
                out.flush()
                os.fsync(out.fileno())
            waiting.chmod(mode)
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused(target, error) from None
    return _Prepared(write.path, target, waiting, _digest(write.old), _digest(write.new))


def _mode(target: Path, write: Write) -> int:
    """The mode the new file gets. Raises OSError or UdplanError when the target must not be replaced."""
    if write.old is None:
        if target.exists():
            raise FileChanged(_("{file} exists already").format(file=write.path))
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UdplanError(_("{file} is no longer a file").format(file=write.path), _("nothing was written"))
    # The superuser may write it all the same, but whoever took the permission away meant something by it.
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise UdplanError(
            _("{file} may not be written: it is read-only").format(file=write.path), _("nothing was written")
        )
    return stat.S_IMODE(status.st_mode)


def _refuse_if_changed(root: Path, one: _Prepared, write: Write) -> None:
    try:
        now = one.target.read_bytes()
    except FileNotFoundError:
        now = None
    if now != write.old:
        raise FileChanged(
            _("{file} was changed by somebody else in the meantime").format(file=write.path),
            _("nothing was written; look at the file and give the command again"),
        )


def _put_in_place(one: _Prepared) -> None:
    for attempt in range(_REPLACE_TRIES):
        try:
            one.waiting.replace(one.target)
            break
        except PermissionError:
            # On Windows a virus scanner or an indexer may hold the file for a moment.
            if sys.platform != "win32" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05)
    _sync_folder(one.target.parent)


def _undo(root: Path, done: Sequence[tuple[_Prepared, Write]]) -> None:
    for one, write in reversed(done):
        if write.old is None:
            one.target.unlink()
        else:
            _put_in_place(_prepared(root, Write(write.path, write.new, write.old)))


def _discard(prepared: Sequence[_Prepared], journal: Path) -> None:
    journal.unlink(missing_ok=True)
    for one in prepared:
        one.waiting.unlink(missing_ok=True)


def _write_journal(root: Path, journal: Path, prepared: Sequence[_Prepared]) -> None:
    rows = [{"path": one.path, "waiting": one.waiting.name, "old": one.old, "new": one.new} for one in prepared]
    beside = journal.with_name(f"{_PREFIX}{JOURNAL}{_SUFFIX}")
    try:
        with open(beside, "w", encoding="utf-8") as out:
            json.dump(rows, out)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(journal)
        _sync_folder(journal.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _refused(journal, error) from None


def _recovered(root: Path) -> Iterator[str]:
    """Finish what an interrupted command had decided to do, undo what it had not; say so."""
    journal = root / FOLDER / JOURNAL
    if journal.exists():
        finished, left = _replayed(root, journal)
        text = plural(
            "an interrupted command was finished: {count} file",
            "an interrupted command was finished: {count} files",
            finished,
        )
        yield text.format(count=finished)
        for path in left:
            yield _("{file} has been changed since, and was left as it is").format(file=path)
    strays = [path for path in (root / PLAN_FOLDER).glob(f"*/*/{_PREFIX}*{_SUFFIX}")]
    strays += (root / PLAN_FOLDER).glob(f"*/{_PREFIX}*{_SUFFIX}")
    strays += (root / FOLDER).glob(f"{_PREFIX}*{_SUFFIX}")
    for stray in strays:
        stray.unlink(missing_ok=True)
    if strays and not journal.exists():
        yield _("an interrupted command had changed nothing; what it left behind was removed")


def _replayed(root: Path, journal: Path) -> tuple[int, list[str]]:
    finished, left = 0, []
    for one in _journalled(root, journal):
        now = _digest_of_file(one.target)
        if now == one.new:
            finished += 1
        elif now == one.old and _digest_of_file(one.waiting) == one.new:
            _put_in_place(one)
            finished += 1
        else:
            left.append(one.path)
        one.waiting.unlink(missing_ok=True)
    journal.unlink()
    return finished, left


def _journalled(root: Path, journal: Path) -> list[_Prepared]:
    """The journal's files. It may have come with somebody else's repository, so it can name plan files only."""
    try:
        rows: Any = json.loads(journal.read_text(encoding="utf-8"))
        prepared = []
        for row in rows:
            path, name = PurePosixPath(row["path"]), str(row["waiting"])
            if path.parts[0] != PLAN_FOLDER or ".." in path.parts or path.suffix != ".yaml":
                raise ValueError(path)
            if not name.startswith(_PREFIX) or not name.endswith(_SUFFIX) or Path(name).name != name:
                raise ValueError(name)
            target = Path(os.path.realpath(root / path))
            prepared.append(_Prepared(str(path), target, target.with_name(name), str(row["old"]), str(row["new"])))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        raise UdplanError(
            _("{file} is not a journal of udplan's").format(file=f"{FOLDER}/{JOURNAL}"),
            _("look at it, see with git what has changed, and delete it"),
        ) from None
    return prepared


def _digest(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()


def _digest_of_file(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except FileNotFoundError:
        return ""


def _made(folder: Path) -> bool:
    try:
        folder.mkdir()
    except FileExistsError:
        return False
    except OSError as error:
        raise _refused(folder, error) from None
    return True


def _tidy(folder: Path, lock: "BaseFileLock", made: bool) -> None:
    """Release the lock, leaving nothing behind in a workspace that had no such folder before."""
    if sys.platform != "win32":
        # Removed while it is held: who waits for it sees that it is gone and makes a new one.
        (folder / LOCK).unlink(missing_ok=True)
    lock.release()
    if made:
        with suppress(OSError):
            folder.rmdir()


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


def _refused(path: Path, error: OSError) -> UdplanError:
    return UdplanError(
        _("{file} cannot be written: {reason}").format(file=path, reason=error.strerror or error),
        _("nothing was changed"),
    )

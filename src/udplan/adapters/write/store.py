"""Writing plan files so that nothing is lost: every file is its old or its new self, whatever happens in between.

All files of a command are written beside their targets first. Then a journal names them; from there on the command
will be finished, by itself or by the next one that writes. Then each is put in its target's place.
"""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from udplan.adapters.write.interrupted import journal_of
from udplan.adapters.write.journal import (
    FOLDER,
    PREFIX,
    SUFFIX,
    Prepared,
    digest,
    digest_of_file,
    is_own,
    put_in_place,
    refused,
    replayed,
    sync_folders,
    target_of,
    unfinished,
    write_journal,
)
from udplan.domain.names import PLAN_FOLDER
from udplan.ground.errors import FileChanged, NotAFile, NotAFolder, UdplanError, reason_of
from udplan.ground.message import Message, _, plural

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK: Final = "lock"
_LOCK_SECONDS: Final = 30.0
_POLL_SECONDS: Final = 0.01
_LOCK_MODE: Final = 0o666  # a colleague's udplan must be able to take it over after a kill
_FOLDER_TRIES: Final = 100


@dataclass(frozen=True, slots=True)
class Write:
    """One file's bytes before and after; `old` is None for a new file."""

    path: str
    old: bytes | None
    new: bytes


@contextmanager
def writing(root: Path, *, seconds: float = _LOCK_SECONDS) -> Iterator[tuple[Message, ...]]:
    """Hold the workspace against other writing udplans; yields what was done about an interrupted command.

    Reading what is to be changed belongs inside too, or two udplans could lose each other's update.
    Raises UdplanError when another udplan does not finish in time. What was done about an interrupted command is
    also noted on a UdplanError that is raised inside, so that it is told in any case.
    """
    lock = _locked(root, seconds)
    try:
        recovered = tuple(_recovered(root))
        try:
            yield recovered
        except UdplanError as error:
            error.notes += recovered
            raise
    finally:
        _release(root / FOLDER, lock)


def _locked(root: Path, seconds: float) -> "BaseFileLock":
    from filelock import FileLock, Timeout

    folder = root / FOLDER
    _refuse_in_place_of(folder, folder / LOCK)
    lock = FileLock(folder / LOCK, timeout=seconds, mode=_LOCK_MODE, poll_interval=_POLL_SECONDS)
    error: OSError = FileNotFoundError()
    for _attempt in range(_FOLDER_TRIES):
        try:
            folder.mkdir(exist_ok=True)
            lock.acquire()
            return lock
        except FileNotFoundError as missing:
            error = missing  # another udplan, just finished, has removed the folder
        except Timeout:
            raise UdplanError(
                _("another udplan is writing in {folder}").format(folder=root),
                _("wait until it has finished, and try again"),
            ) from None
        except OSError as other:
            raise refused(folder, other) from None
    raise refused(folder, error)


def _refuse_in_place_of(folder: Path, lock: Path) -> None:
    """Raises UdplanError where a link, a pipe or a device stands in place of the folder or the lock in it."""
    if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
        raise refused(folder, NotAFolder())
    if lock.is_symlink() or (os.path.lexists(lock) and not lock.is_file()):
        raise refused(lock, NotAFile())


def write_all(root: Path, writes: Sequence[Write]) -> None:
    """Replace all the files or none. Call inside `writing`.

    Raises FileChanged when a file is not what it was, UdplanError when a file cannot be written; then every file
    is what it was before.
    """
    # One file is replaced at once, and needs no journal: it is its old or its new self.
    journal = journal_of(root) if len(writes) > 1 else None
    _refuse_one_file_twice(root, writes)
    prepared: list[Prepared] = []
    try:
        for write in writes:
            prepared.append(_prepared(write, target_of(root, write.path)))
        if journal is not None:
            write_journal(journal, prepared)
    except BaseException:
        _discard(prepared, journal)
        raise
    done: list[tuple[Prepared, Write]] = []
    one = prepared[0] if prepared else None
    try:
        for one, write in zip(prepared, writes, strict=True):
            _refuse_if_changed(one, write)
            done.append((one, write))
            put_in_place(one)
        sync_folders(prepared)
    except BaseException as error:
        _undo(done, journal)
        _discard(prepared, journal)
        if isinstance(error, OSError) and one is not None:
            raise refused(one.target, error) from None
        raise
    if journal is not None:
        journal.unlink()


def write_new(root: Path, *new: Write) -> None:
    """Write files whose folders may not be there yet; folders made for them go again if they cannot be written."""
    made: list[Path] = []
    try:
        for folder in sorted({(root / each.path).parent for each in new}):
            if not folder.exists():
                _make(folder)
                made.append(folder)
        write_all(root, new)
    except BaseException:
        for folder in made:
            with suppress(OSError):  # not empty, if it could not be undone
                folder.rmdir()
        raise


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be written: {reason}").format(file=folder, reason=reason_of(error))
        ) from None


def write_report(target: Path, text: str, *, root: Path | None = None, private: bool = False) -> None:
    """Write a report, or leave what was there before. Raises UdplanError if it cannot be written.

    Below `root`, whose files may be a stranger's, no link is followed that leads out of it. A `private` report is for
    its writer's eyes only.
    """
    if root is not None:
        refuse_led_out(root, target)
    real = Path(os.path.realpath(target))
    content = text.encode("utf-8")
    try:
        if real.exists() and not real.is_file():
            real.write_bytes(content)  # a device or a pipe; a folder raises
            return
        waiting = real.with_name(f"{PREFIX}{os.getpid()}-{real.name}{SUFFIX}")
        try:
            waiting.unlink(missing_ok=True)
            # Never through a link that somebody has laid there.
            with open(waiting, "xb", opener=_private_opener if private else None) as out:
                out.write(content)
            if real.exists() and not private:
                waiting.chmod(stat.S_IMODE(real.stat().st_mode))
            waiting.replace(real)
        finally:
            waiting.unlink(missing_ok=True)
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be written: {reason}").format(file=target, reason=reason_of(error))
        ) from None


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def refuse_led_out(root: Path, target: Path) -> None:
    """Raises UdplanError where a link in the workspace would lead what is written to somewhere outside it."""
    inside = Path(os.path.realpath(root))
    for link in _links_on_the_way(target):
        if Path(os.path.realpath(link.parent)).is_relative_to(inside) and not Path(
            os.path.realpath(link)
        ).is_relative_to(inside):
            raise UdplanError(
                _("{file} is not written: {link} is a link that leads out of the workspace").format(
                    file=target, link=link
                ),
                _("remove the link, or write to another place"),
            )


def _links_on_the_way(path: Path) -> Iterator[Path]:
    """Every link that is followed when a path is opened, those that a link leads to too; a ring is followed once."""
    ahead, here, met = list(path.absolute().parts[1:]), Path(path.absolute().anchor), set[Path]()
    while ahead:
        name = ahead.pop(0)
        here = here.parent if name == ".." else here / name
        if not here.is_symlink() or here in met:
            continue
        yield here
        met.add(here)
        leads = here.readlink()
        ahead[:0] = leads.parts[1:] if leads.is_absolute() else leads.parts
        here = Path(leads.anchor) if leads.is_absolute() else here.parent


def _refuse_one_file_twice(root: Path, writes: Sequence[Write]) -> None:
    paths: dict[Path, str] = {}
    for write in writes:
        other = paths.setdefault(target_of(root, write.path), write.path)
        if other != write.path:
            raise UdplanError(
                _("{one} and {other} are links to the same file").format(one=other, other=write.path),
                _("name only one of them"),
            )


def _prepared(write: Write, target: Path) -> Prepared:
    waiting = target.with_name(f"{PREFIX}{os.getpid()}-{target.name}{SUFFIX}")
    try:
        status = _status(target, write)
        # A new file gets the mode that the user's umask gives.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(waiting, flags, 0o666 if status is None else 0o600)
        try:
            with open(descriptor, "wb") as out:
                out.write(write.new)
                out.flush()
                os.fsync(out.fileno())
            if status is not None:
                _keep_owner(waiting, status)
                waiting.chmod(stat.S_IMODE(status.st_mode))
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refused(target, error) from None
    return Prepared(write.path, target, waiting, digest(write.old), digest(write.new))


def _keep_owner(waiting: Path, status: os.stat_result) -> None:
    now = waiting.stat()
    if sys.platform != "win32" and (now.st_uid, now.st_gid) != (status.st_uid, status.st_gid):
        with suppress(PermissionError):  # only the superuser may give files away; the group may still be shared
            os.chown(waiting, -1, status.st_gid)
            os.chown(waiting, status.st_uid, -1)


def _status(target: Path, write: Write) -> os.stat_result | None:
    """What the file to replace is; None for a new one. Raises OSError or UdplanError when it must not be replaced."""
    if write.old is None:
        if target.exists():
            raise FileChanged(_("{file} exists already").format(file=write.path))
        return None
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UdplanError(_("{file} is no longer a file").format(file=write.path), _("nothing was written"))
    # The superuser may write it all the same, but whoever took the permission away meant something by it.
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise UdplanError(
            _("{file} may not be written: it is read-only").format(file=write.path), _("nothing was written")
        )
    return status


def _refuse_if_changed(one: Prepared, write: Write) -> None:
    if digest_of_file(one.target) != one.old:
        raise FileChanged(
            _("{file} was changed by somebody else in the meantime").format(file=write.path),
            _("nothing was written; look at the file and give the command again"),
        )


def _undo(done: Sequence[tuple[Prepared, Write]], journal: Path | None) -> None:
    """Put the old files back, but for one that somebody else has changed again since.

    This too is journalled, so that a kill in the middle of it leaves nothing half: until the journal is replaced the
    next command finishes what was begun, after that it finishes the undo.
    """
    back: list[Prepared] = []
    try:
        for one, write in done:
            if digest_of_file(one.target) != one.new:
                continue
            one.waiting.unlink(missing_ok=True)
            if write.old is None:
                back.append(Prepared(write.path, one.target, one.waiting, one.new, digest(None)))
            else:
                back.append(_prepared(Write(write.path, write.new, write.old), one.target))
        if not back:
            return
        if journal is not None:
            write_journal(journal, back, undo=True)
        for one in reversed(back):
            put_in_place(one)
        sync_folders(back)
    except (OSError, UdplanError) as error:
        reason = error.message if isinstance(error, UdplanError) else reason_of(error)
        raise UdplanError(
            _("the command could not be finished, nor undone: {reason}").format(reason=reason),
            _("put right what is in the way; the next command that writes will finish it"),
        ) from None


def _discard(prepared: Sequence[Prepared], journal: Path | None) -> None:
    if journal is not None:
        journal.unlink(missing_ok=True)
    for one in prepared:
        one.waiting.unlink(missing_ok=True)


def _recovered(root: Path) -> Iterator[Message]:
    """Finish what an interrupted command had decided to do, undo what it had not; say so."""
    journal = journal_of(root)
    decided = os.path.lexists(journal)
    if decided:
        done = replayed(root, journal)
        if done.undone:
            text = plural(
                "an interrupted command was undone: {count} file",
                "an interrupted command was undone: {count} files",
                done.finished,
            )
        else:
            text = plural(
                "an interrupted command was finished: {count} file",
                "an interrupted command was finished: {count} files",
                done.finished,
            )
        yield text.format(count=done.finished)
        for path in done.left:
            yield _("{file} has been changed since, and was left as it is").format(file=path)
    # What a colleague's udplan has decided, theirs will finish.
    strays = [stray for folder in _folders(root) for stray in folder.glob(f"{PREFIX}*{SUFFIX}") if is_own(stray)]
    for stray in strays:
        try:
            stray.unlink(missing_ok=True)
        except OSError as error:
            raise refused(stray, error, unfinished()) from None
    if strays and not decided:
        yield _("an interrupted command had changed nothing; what it left behind was removed")


def _folders(root: Path) -> list[Path]:
    """Where files wait to take their places: beside plan files. No link is followed."""
    return [Path(folder) for folder, _folders, _files in os.walk(root / PLAN_FOLDER)]


def _release(folder: Path, lock: "BaseFileLock") -> None:
    """Release the lock, and leave nothing behind in a workspace that keeps nothing else in the folder."""
    if sys.platform != "win32":
        # Removed while it is held: who waits for it sees that it is gone and makes a new one.
        (folder / LOCK).unlink(missing_ok=True)
    lock.release()
    with suppress(OSError):
        folder.rmdir()

"""What git's log tells: which commit was the plan on a day, what happened to a file, which names were ever used."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from udplan.adapters.git.run import NoRepository, Revision, is_installed, refusal, run
from udplan.ground.errors import UdplanError
from udplan.ground.message import _

_GONE: Final = "0"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after a commit: the ids of its bytes, None where it was not there.

    A merge has several befores, one for each side that it joins.
    """

    path: str
    old: tuple[str | None, ...]
    new: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, by whom and on which day of their own calendar, and what it did to the files asked for."""

    id: str
    day: date
    author: str
    subject: str
    files: tuple[FileChange, ...]


def commit_on(line: Revision, day: date) -> Revision | None:
    """The last commit on or before a day of the line that leads to a commit; None if there is none so old.

    A commit's day is that of the calendar where it was made, so that every clone gives the same answer.
    """
    log = run(line.root, "log", "--first-parent", "--format=%H %cs", line.commit, "--")
    _raise_if_failed(line.root, log.returncode, log.stderr)
    for entry in log.stdout.decode("ascii", "replace").splitlines():
        commit, _space, made = entry.partition(" ")
        if _day(made) <= day:
            return Revision(line.root, commit)
    return None


def day_of(commit: Revision) -> date:
    """The day a commit was made, in the calendar where it was made."""
    told = run(commit.root, "log", "-1", "--format=%cs", commit.commit, "--")
    _raise_if_failed(commit.root, told.returncode, told.stderr)
    return _day(told.stdout.decode("ascii", "replace").strip())


def commits_of(root: Path, start: str, paths: Iterable[str]) -> list[Commit]:
    """The commits up to `start` that changed these files, oldest first."""
    return _commits(root, "-c", start, "--", *(f":(literal){path}" for path in sorted(paths)))


def commits_matching(root: Path, start: str, patterns: Iterable[str]) -> list[Commit]:
    """The commits up to `start` that changed files matching git's glob patterns, oldest first; slow, as git is then."""
    return _commits(root, "-c", start, "--", *(f":(glob){pattern}" for pattern in patterns))


def deleted_in(root: Path, commit: str, folder: str) -> list[str]:
    """The files below a folder that a commit deleted."""
    asked = ("-r", "-z", "--relative", "--no-commit-id", "--no-renames", "--name-only", "--diff-filter=D")
    told = run(root, "diff-tree", *asked, commit, "--", folder)
    _raise_if_failed(root, told.returncode, told.stderr)
    return [path.decode("utf-8", "surrogateescape") for path in told.stdout.split(b"\0") if path]


def deletions(root: Path, folder: str) -> list[Commit]:
    """The commits of any branch that deleted files below a folder, oldest first; with nothing but these files."""
    return _commits(root, "--all", "--diff-filter=D", "--", folder)


def _commits(root: Path, *asked: str) -> list[Commit]:
    log = run(
        root, "log", "--raw", "--relative", "--no-abbrev", "--no-renames", "--topo-order", "--reverse", "-z",
        "--format=%H%x00%as%x00%an%x00%s", *asked,
    )  # fmt: skip
    _raise_if_failed(root, log.returncode, log.stderr)
    return list(_commits_told(iter(log.stdout.decode("utf-8", "surrogateescape").split("\0"))))


def _commits_told(fields: Iterator[str]) -> Iterator[Commit]:
    """Every commit told of: its id, day, author and subject, whatever these hold, then what it did to files."""
    following = _said(fields)
    while following:
        commit, day, author, subject = following, next(fields), next(fields), next(fields)
        files: list[FileChange] = []
        following = _said(fields)
        while following.startswith(":"):
            files.append(_file_change(following, next(fields)))
            following = _said(fields)
        yield Commit(commit, _day(day), author, subject, tuple(files))


def _said(fields: Iterator[str]) -> str:
    """The next field that says something, as those between commits and files do; empty after the last."""
    return next((text for field in fields if (text := field.strip("\n"))), "")


def _file_change(about: str, path: str) -> FileChange:
    """git's raw line: a colon for each side, the modes, the ids, the letters."""
    sides = len(about) - len(about.lstrip(":"))
    words = about.lstrip(":").split(" ")
    ids = [None if not word.strip(_GONE) else word for word in words[sides + 1 : 2 * sides + 2]]
    return FileChange(path, tuple(ids[:-1]), ids[-1])


def _day(text: str) -> date:
    """A commit's day. Anything can be written in a commit: the first or last day there is stands for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.max if re.match(r"[0-9]{5}", text) else date.min


def paths_ever(root: Path, folder: str) -> frozenset[str]:
    """Every path below a folder that any commit of any branch has ever had; empty where there is no git.

    Raises UdplanError where there is a repository whose history git cannot read.
    """
    if not is_installed():
        return frozenset()
    log = run(root, "log", "--all", "--format=", "--name-only", "--no-renames", "-z", "--", folder)
    try:
        _raise_if_failed(root, log.returncode, log.stderr)
    except NoRepository:
        return frozenset()
    return frozenset(path.decode("utf-8", "surrogateescape").strip("\n") for path in log.stdout.split(b"\0") if path)


def _raise_if_failed(root: Path, code: int, stderr: bytes) -> None:
    if code == 0:
        return
    reason = " ".join(stderr.decode("utf-8", "replace").split())
    raise refusal(root) or UdplanError(
        _("git cannot read the history: {reason}").format(reason=reason), _("look at git fsck")
    )

"""A repository made whole from commits that are given: the same ids wherever it is made, whatever git is told there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

from udplan.adapters.git.committed import git_said
from udplan.adapters.git.run import Revision, revision, run
from udplan.ground.errors import UdplanError
from udplan.ground.message import _

_BRANCH: Final = "refs/heads/main"
_ZONE: Final = timezone(timedelta(hours=1))
_NOON: Final = time(12, 0, tzinfo=_ZONE)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who commits."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """A commit: when, by whom, what for, and the new bytes of the files that it changes."""

    day: date
    author: Author
    message: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class TagStep:
    """An annotated tag on a commit."""

    name: str
    commit: str
    day: date
    author: Author
    message: str


def empty_repository(folder: Path) -> None:
    """A repository without a commit, whose branch is `main` and whose ids are sha1. Raises UdplanError."""
    _refuse_failed(run(folder, "init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main"))


def add_steps(root: Path, steps: Sequence[Step | TagStep]) -> Revision:
    """Add commits and tags to the branch, in order; gives the last commit. The work tree is left as it is."""
    begun = run(root, "rev-parse", "--verify", "--quiet", _BRANCH).stdout.decode("ascii").strip()
    stream = b""
    for step in steps:
        if isinstance(step, TagStep):
            stream += _tag(step)
        else:
            stream += _commit(step, begun)
            begun = ""
    _refuse_failed(run(root, "fast-import", "--quiet", stdin=stream))
    return revision(root, "HEAD")


def follow(root: Path) -> None:
    """Let git know the files that lie in the work tree as those of the last commit."""
    _refuse_failed(run(root, "reset", "--quiet", "--mixed"))


def _commit(step: Step, parent: str) -> bytes:
    who = _who(step.author, step.day)
    lines = f"commit {_BRANCH}\nauthor {who}\ncommitter {who}\n".encode() + _data(step.message.encode("utf-8"))
    if parent:
        lines += f"from {parent}\n".encode()
    for path, content in sorted(step.files.items()):
        lines += f"M 100644 inline {path}\n".encode() + _data(content)
    return lines


def _tag(step: TagStep) -> bytes:
    head = f"tag {step.name}\nfrom {step.commit}\ntagger {_who(step.author, step.day)}\n"
    return head.encode() + _data(step.message.encode("utf-8"))


def _who(author: Author, day: date) -> str:
    at = datetime.combine(day, _NOON)
    return f"{author.name} <{author.address}> {int(at.timestamp())} {at:%z}"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _refuse_failed(done: CompletedProcess[bytes]) -> None:
    if done.returncode != 0:
        raise UdplanError(_("git cannot make the repository: {reason}").format(reason=git_said(done.stderr)))

"""The history in `tests/history/steps.txt`, and how the moments of a case become real commits."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from support.cases import Moment, read_case, write_files
from support.gitting import git
from support.plans import plans_in
from udplan.adapters.git.run import revision
from udplan.adapters.read.loader import plans_of
from udplan.domain.plan import Plans

STEPS = read_case(Path(__file__).parents[1] / "history" / "steps.txt").moments
_MAIN = "refs/heads/main"
_PARENTS = ("from", *["merge"] * 9)
_COMMIT_OF = re.compile(rb"<commit of ([^>]+)>")
_NOON = "2025-05-31T12:00:00+00:00"


@dataclass(frozen=True)
class History:
    """A repository made of the steps. `moments` names each commit, oldest first, by its tag or from the last."""

    root: Path
    moments: tuple[str, ...]


def history_repository(root: Path, *init: str) -> History:
    """The steps as commits of a new repository; the last of them, which has no message, lies in the work tree only."""
    repository_from(STEPS, root, *init)
    committed = [step for step in STEPS if step.message]
    last = len(committed) - 1
    return History(root, tuple(step.about.get("tag", f"main~{last - place}") for place, step in enumerate(committed)))


def repository_from(moments: Sequence[Moment], root: Path, *init: str) -> Path:
    """A new repository with a commit for each moment that has a message, and the files of the last in the work tree.

    `<commit of MESSAGE>` in a file becomes the commit's id: a frozen round names the commit that it was frozen at.
    """
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main", *init)
    stream, begun = b"", False
    for moment in moments:
        if any(map(_COMMIT_OF.search, moment.files.values())):
            # Nobody knows a commit's id before it is made.
            _import(root, stream)
            stream = b""
        files = {path: _with_commits(root, content) for path, content in moment.files.items()}
        if moment.message is None:
            break
        stream += _moment_stream(moment, files, [f"{_MAIN}^0"] if begun and not stream else [])
        begun = True
    _import(root, stream)
    git(root, "reset", "--quiet", "--hard")
    shutil.rmtree(root / "plan")
    write_files(files, root)
    return root


def commit_at(root: Path, message: str, when: str, *, author: str = "Test", parents: Sequence[str] = ("HEAD",)) -> str:
    """Commit `plan` as it is, at a time such as `2025-05-31T12:00:00+02:00`; gives the commit.

    `parents` are none for the first commit and several for a merge; the first is where the branch stands.
    """
    shas = [git(root, "rev-parse", f"{parent}^0").strip() for parent in parents]
    branch = git(root, "symbolic-ref", "HEAD").strip()
    plan = sorted(path for path in (root / "plan").rglob("*") if path.is_file())
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in plan}
    _import(root, _commit_stream(files, message, when, author, shas, branch))
    git(root, "reset", "--quiet", "--mixed")
    return git(root, "rev-parse", "HEAD").strip()


def plans_at(history: History) -> list[Plans]:
    """The plans of every moment, the work tree last."""
    return [*(plans_of(revision(history.root, name)) for name in history.moments), plans_in(history.root)]


def _moment_stream(moment: Moment, files: Mapping[str, bytes], parents: Sequence[str]) -> bytes:
    """A moment as a commit with its tag."""
    message, when = moment.message or "", moment.about.get("date", _NOON)
    stream = _commit_stream(files, message, when, moment.about.get("author", "Test"), parents)
    if tag := moment.about.get("tag"):
        stream += f"tag {tag}\nfrom {_MAIN}\ntagger {_who('Test', when)}\n".encode() + _data(message.encode())
    return stream


def _commit_stream(
    files: Mapping[str, bytes], message: str, when: str, author: str, parents: Sequence[str], branch: str = _MAIN
) -> bytes:
    """A commit of these files and no others, as `git fast-import` takes it."""
    who = _who(author, when)
    stream = f"commit {branch}\nauthor {who}\ncommitter {who}\n".encode() + _data(message.encode())
    stream += "".join(f"{word} {sha}\n" for word, sha in zip(_PARENTS, parents, strict=False)).encode()
    stream += b"deleteall\n"
    for path, content in sorted(files.items()):
        stream += f"M 100644 inline {path}\n".encode() + _data(content)
    return stream


def _who(name: str, when: str) -> str:
    at = datetime.fromisoformat(when)
    return f"{name} <test@example.invalid> {int(at.timestamp())} {at:%z}"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _import(root: Path, stream: bytes) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, env=environment, input=stream, check=True)


def _with_commits(root: Path, content: bytes) -> bytes:
    def commit_id(found: re.Match[bytes]) -> bytes:
        return git(root, "rev-parse", f":/^{found[1].decode()}$").strip().encode()

    return _COMMIT_OF.sub(commit_id, content)

"""The history in `tests/history/steps.txt`, and how the moments of a case become real commits."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from udplan.pure.snapshot import SETTINGS, Data, Snapshot, snapshot_of

from support.cases import Moment, read_case, write_files
from support.gitting import git
from udplan.adapters.git.run import revision
from udplan.adapters.read.loader import load
from udplan.adapters.read.sources import Source, WorkTree
from udplan.ground.danish import number_text

STEPS = read_case(Path(__file__).parents[1] / "history" / "steps.txt").moments
_MAIN = "refs/heads/main"
_PARENTS = ("from", *["merge"] * 9)
_COMMIT_OF = re.compile(rb"<commit of ([^>]+)>")
_NOON = "2025-05-31T12:00:00+00:00"
# What open items also have says nothing about a closed one.
_CODES = "udvalg omraade strategier temaer organ aftalepunkt afhaenger_af verdensmaal fase trafiklys"
_VALUES = "styringsomraade varighed kategori opdateret dato start frist direktionsfokus afledt_drift"
_SHARED = frozenset(f"{_CODES} {_VALUES}".split())
_CODED = {"temaer": ("temaer",), "strategier": ("strategier",), "aftalepunkt": ("aftale", "punkter")}


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


def snapshots_of(history: History) -> list[dict[str, Snapshot]]:
    """The plans of every moment, the work tree last."""
    sources: list[Source] = [revision(history.root, name) for name in history.moments]
    return [
        {plan.name: snapshot_of(plan) for plan in load(source).workspace.plans}
        for source in [*sources, WorkTree(history.root)]
    ]


def traces(hidden: Mapping[str, list[Data]], snapshots: list[Snapshot]) -> frozenset[str]:
    """What would give hidden items away: ids, texts and amounts of theirs that no open item of the snapshots has.

    `hidden` is by id all that each of them says. Codes that only they use give their labels.
    """
    shown = [part for each in snapshots for name, part in each.parts.items() if name not in hidden]
    open_items = [part.data for part in shown if part.is_item]
    said = {value for part in shown for _key, value in _leaves(part.data)}
    found = set(hidden)
    for data in (each for versions in hidden.values() for each in versions):
        for key, value in _leaves(data):
            if key in _SHARED or value in said:
                continue
            if isinstance(value, str) and len(value) > 3:
                found.add(" ".join(value.split()))
            elif isinstance(value, int) and abs(value) >= 100 and abs(value) != 1000:  # 1.000 kr. is also a unit
                found |= {number_text(abs(value)), str(abs(value))}
        found.update(_labels(data, open_items, snapshots))
    return frozenset(found)


def traces_in(text: str, looked_for: frozenset[str]) -> list[str]:
    """Those that a text says; `115` is not in the case number 24/111508, nor `A10` in A101."""
    flat = " ".join(text.split())
    return [each for each in sorted(looked_for) if re.search(rf"(?<![\w.]){re.escape(each)}(?!\w)", flat)]


def _labels(data: Data, open_items: list[Data], snapshots: list[Snapshot]) -> Iterator[str]:
    for key, place in _CODED.items():
        used = {code for each in open_items for code in each.get(key, ())}
        for code in set(data.get(key, ())) - used:
            for snapshot in snapshots:
                labels: Any = snapshot.parts[SETTINGS].data if SETTINGS in snapshot.parts else {}
                for name in place:
                    labels = labels.get(name, {})
                if code in labels:
                    yield labels[code]


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar of plain data with the key it stands under."""
    if isinstance(value, Mapping):
        for inner_key, inner in value.items():
            yield from _leaves(inner, key if str(inner_key).isdigit() else inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    else:
        yield key, value


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

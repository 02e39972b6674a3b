"""Pairs of workspaces: one with its closed files, and one without them, which everything public must equal."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from support.command import Answer, Udplan
from support.gitting import git
from support.promises import without_numbers

Files = Mapping[str, str]
"""The text of plan files by their paths below `plan/`."""

_CLOSED: Final = re.compile(r"^lukket:", re.M)


@dataclass(frozen=True)
class World:
    """A workspace's files; `hidden` are those that the public must not be able to tell from none.

    `ids` and `words` are the numbers of closed items and what only their files say; `plans` the newest first.
    """

    files: Files = field(repr=False)
    ids: tuple[str, ...]
    words: tuple[str, ...] = field(repr=False)
    plans: tuple[str, ...] = ("2025-2028",)

    @property
    def hidden(self) -> frozenset[str]:
        return closed_paths(self.files)

    @property
    def open_files(self) -> Files:
        return {path: text for path, text in self.files.items() if path not in self.hidden}


@dataclass(frozen=True)
class Pair:
    """The same workspace with its closed files and without them, the names of the two folders as long as each other."""

    world: World
    whole: Path
    public: Path


@dataclass(frozen=True)
class Said:
    """All that came of a command: what it answered, and the files that it wrote by their names."""

    answer: Answer
    files: Mapping[str, str]


def closed_paths(files: Files) -> frozenset[str]:
    """The files that say they are closed, those that cannot be understood among them."""
    return frozenset(path for path, text in files.items() if _CLOSED.search(text))


def write(root: Path, files: Files) -> Path:
    """A workspace with these plan files and no others."""
    plan = root / "plan"
    for path in sorted(plan.rglob("*")) if plan.exists() else ():
        if path.is_file() and path.relative_to(plan).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        target = plan / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def pair(world: World, folder: Path) -> Pair:
    """Both workspaces in a folder."""
    return Pair(world, write(folder / "hele", world.files), write(folder / "uden", world.open_files))


def breaches(pair: Pair, udplan: Udplan, *arguments: str) -> Iterator[str]:
    """How what a command says of the whole workspace differs from what it says of the one without closed files."""
    whole, public = (
        _normal(said(Udplan(root, udplan.capture), *arguments), root) for root in (pair.whole, pair.public)
    )
    command = f"udplan {' '.join(arguments)}"
    if whole.answer.code != public.answer.code:
        yield f"{command}: exit {whole.answer.code}, and {public.answer.code} without the closed files"
        yield f"    {whole.answer.err.strip() or public.answer.err.strip()}"
        return
    for name, one, other in (
        ("stdout", whole.answer.out, public.answer.out),
        ("stderr", whole.answer.err, public.answer.err),
        *((name, whole.files.get(name, ""), public.files.get(name, "")) for name in {**whole.files, **public.files}),
    ):
        if one != other:
            yield f"{command}: {name} differs\n{_first_difference(one, other)}"


def said(udplan: Udplan, *arguments: str) -> Said:
    """Give a command, and take away again what it wrote beside the plan."""
    answer = udplan(*arguments)
    written = [path for path in udplan.root.iterdir() if path.name not in ("plan", "templates", ".git")]
    files = {path.name: path.read_text(encoding="utf-8") for path in written}
    for path in written:
        path.unlink()
    return Said(answer, files)


def _normal(what: Said, root: Path) -> Said:
    """The same without the name of the folder, the ids of its commits, and how many items are left out."""
    names = _commit_names(root)

    def normal(text: str) -> str:
        text = without_numbers(text).replace(str(root), "<root>")
        return re.sub(r"\b[0-9a-f]{7,40}\b", lambda found: _commit(found[0], names), text)

    answer = Answer(what.answer.code, normal(what.answer.out), normal(what.answer.err))
    return Said(answer, {name: normal(text) for name, text in what.files.items()})


@cache
def _commit_names(root: Path) -> Mapping[str, str]:
    """The commits of a repository, numbered from the first."""
    if not (root / ".git").exists():
        return {}
    shas = git(root, "rev-list", "--reverse", "--topo-order", "HEAD").split()
    return {sha: f"<commit {number}>" for number, sha in enumerate(shas)}


def _commit(text: str, names: Mapping[str, str]) -> str:
    return next((name for sha, name in names.items() if sha.startswith(text)), text)


def _first_difference(one: str, other: str) -> str:
    ones, others = one.splitlines(), other.splitlines()
    pairs = enumerate(zip(ones, others, strict=False))
    place = next((number for number, (mine, yours) in pairs if mine != yours), min(len(ones), len(others)))
    with_closed = ones[place] if place < len(ones) else "(nothing)"
    without = others[place] if place < len(others) else "(nothing)"
    return f"    with the closed files:    {with_closed[:300]}\n    without the closed files: {without[:300]}"

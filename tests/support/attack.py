"""Trying what a hostile repository, or bad luck, may do to udplan, and counting what came of it."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import pytest

from support.command import Answer, Udplan
from support.workspace import tree

SECRET: Final = "hemmelig-4711-kanarie"
"""A text outside the plan, which must not come into any answer."""

DAY: Final = ("--as-of", "2025-06-01")
READING: Final = (
    ("list",),
    ("list", "--plan", "all", "--format", "json", "--internal"),
    ("list", "--at", "HEAD", *DAY),
    ("list", "--changed-since", "HEAD"),
    ("show", "A101"),
    ("show", "A101", "--at", "HEAD~1", "--format", "yaml"),
    ("status", *DAY),
    ("status", "--since", "HEAD~1", *DAY),
    ("status", "--round", "2025-05"),
    ("status", *DAY, "-o", "ud.html"),
    ("status", *DAY, "-o", "ud.md", "--internal"),
    ("check",),
    ("check", "--format", "json"),
    ("check", "--at", "HEAD"),
    ("diff",),
    ("diff", "HEAD~1", "HEAD", "--format", "md"),
    ("history", "A101"),
    ("round", "list"),
    ("round", "verify"),
    ("round", "freeze", "2025-05", "--dry-run"),
    ("set", "A101", "frist=2027", "--dry-run"),
    ("schema",),
)
"""Every command that reads."""
WRITING: Final = (
    ("set", "A101", "A102", "frist=2027"),
    ("done", "A103", "--basis", "Regnskab", "--date", "2025-05-31"),
    ("round", "new", "2025-11"),
    ("round", "freeze", "2025-05", "-o", "papirer"),
)
"""Commands that write, one of each sort."""


Case = TypeVar("Case")


def some(cases: Iterable[Case], every: int) -> list[Case]:
    """Every so many of the cases; all of them where `UDPLAN_ATTACK=all`, as `make attack` has it."""
    return list(cases)[:: 1 if os.environ.get("UDPLAN_ATTACK") == "all" else every]


class Figures(NamedTuple):
    """How many cases were tried, how many of them gave way, and how many files were lost by it."""

    tried: int
    failed: int
    lost: int


@dataclass
class Attack:
    """The cases that a test tries. `outside` is a folder beside the workspace that nothing may read or change."""

    outside: Path
    capture: pytest.CaptureFixture[str]
    failed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    _tried: int = 0

    def figures(self) -> Figures:
        return Figures(self._tried, len(self.failed), len(self.lost))

    def hold(self, held: object, case: str) -> None:
        """One case: whether what must hold held."""
        self._tried += 1
        if not held:
            self.failed.append(case)

    def command(self, root: Path, *arguments: str, codes: Iterable[int] = (0, 1, 2)) -> Answer:
        """One case: a command that answers with one of these codes, without a bug, a traceback or the secret."""
        answer = Udplan(root, self.capture)(*arguments)
        told = answer.out + answer.err
        held = answer.code in codes and "a bug in udplan" not in told and "Traceback" not in told
        self.hold(held and SECRET not in told, f"udplan {' '.join(arguments)}: exit {answer.code}\n{told[-2000:]}")
        return answer

    def commands(self, root: Path, commands: Iterable[Sequence[str]] = READING) -> None:
        """Several, of which none writes a file that says the secret, nor changes anything outside."""
        before = tree(self.outside)
        for arguments in commands:
            self.command(root, *arguments)
        self.keeps(self.outside, before)
        for name in ("ud.html", "ud.md"):
            written = root / name
            if written.is_file() and not written.is_symlink():
                self.hold(SECRET not in written.read_text(encoding="utf-8"), f"{name} says what stands outside")
                written.unlink()

    def keeps(self, folder: Path, before: dict[str, bytes | str]) -> None:
        """One case: a folder in which everything still is what it was."""
        after = tree(folder)
        self._tried += 1
        self.lost += [
            f"{folder / name} was changed" for name in {**before, **after} if before.get(name) != after.get(name)
        ]


# What may stand in a file's place, and would be waited for, or read for ever.


def pipe(place: Path) -> None:
    os.mkfifo(place)


def device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def ring(place: Path) -> None:
    place.symlink_to(place.name)

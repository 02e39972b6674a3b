"""Running a udplan command inside the test's own process."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from udplan.cli.app import run


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Udplan:
    """The command line, with a workspace to stand in."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> Answer:
        self.capture.readouterr()
        before = Path.cwd()
        os.chdir(self.root)
        try:
            code = run(arguments)
        finally:
            os.chdir(before)
        found = self.capture.readouterr()
        return Answer(code, found.out, found.err)

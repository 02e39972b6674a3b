"""What is wrong with a plan, as a value: where, how bad, which rule, in words, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

from udplan.ground.message import NOTHING, Text
from udplan.ground.order import natural_order

Severity = Literal["error", "warning"]
KeyPath = tuple[str | int, ...]
"""The way to a value inside a file: keys of mappings and 0-based places in lists; `()` is the file itself."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at a place in a file; `line` and `column` count from 1, and are 0 where a file has no place."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: Text
    hint: Text = NOTHING

    @property
    def place(self) -> str:
        """`path:line:col`, or the path alone for a problem of a whole file or folder."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def order(self) -> tuple[tuple[tuple[str, int], ...], int, int, str, str]:
        """The order of a report: by file, then by place."""
        return (natural_order(self.path), self.line, self.column, self.code, str(self.message))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at a key of a file; it becomes a `Problem` when its place in the text is looked up."""

    code: str
    path: str
    keys: KeyPath
    message: Text
    hint: Text = NOTHING

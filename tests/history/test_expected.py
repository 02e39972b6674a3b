"""What `udplan diff` says between two moments of the history: `expected.txt` has a command and its answer for each.

A line that begins with `! ` is told on stderr. `UDPLAN_GOLDEN=1` (make golden) rewrites the answers.
"""

import os
import shlex
from pathlib import Path

import pytest

from support.command import Answer, Udplan
from udplan.pure.news.kinds import KINDS

FILE = Path(__file__).parent / "expected.txt"
REWRITE = os.environ.get("UDPLAN_GOLDEN") == "1"
_COMMAND = "$ udplan "


def rows() -> dict[str, str]:
    """The expected answers by their commands, in the file's order."""
    found: dict[str, str] = {}
    for block in FILE.read_text(encoding="utf-8").split(f"\n{_COMMAND}")[1:]:
        command, _line_end, answer = block.partition("\n")
        assert command not in found, command
        found[command] = answer.strip("\n")
    return found


def as_text(answer: Answer) -> str:
    """An answer as it stands in the file."""
    return (answer.out + "".join(f"! {line}\n" for line in answer.err.splitlines())).strip("\n")


@pytest.mark.skipif(REWRITE, reason="the file is being rewritten")
@pytest.mark.parametrize("command", rows())
def test_the_answer_is_the_expected_one(udplan: Udplan, command: str) -> None:
    assert as_text(udplan(*shlex.split(command))) == rows()[command]


@pytest.mark.skipif(not REWRITE, reason="only make golden writes")
def test_rewrite(udplan: Udplan) -> None:
    head = FILE.read_text(encoding="utf-8").partition(f"\n{_COMMAND}")[0]
    blocks = [f"{_COMMAND}{command}\n{as_text(udplan(*shlex.split(command)))}\n" for command in rows()]
    FILE.write_text("\n".join([head, *blocks]), encoding="utf-8")


def test_there_is_a_row_for_every_kind_of_news(udplan: Udplan) -> None:
    import json

    kinds: set[str] = set()
    for command in reversed(rows()):
        if kinds == set(KINDS):
            break
        answer = udplan(*shlex.split(command), "--format", "json")
        if answer.code == 0:
            kinds |= {news["kind"] for plan in json.loads(answer.out)["plans"] for news in plan["news"]}
    assert kinds == set(KINDS)
    assert len(rows()) >= 60

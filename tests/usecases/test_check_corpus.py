"""Every folder of tests/plans is a test: good ones check clean, bad ones give exactly their expected.txt.

`UDPLAN_GOLDEN=1` (make golden) rewrites the expected texts instead of comparing them.
"""

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from udplan.adapters.problems import text_lines
from udplan.adapters.sources import MOST_BYTES, WorkTree
from udplan.pure.rules import RULES
from udplan.usecases.check import check

AS_OF = date(2025, 5, 31)
PLANS = Path(__file__).parent.parent / "plans"
BAD = sorted(folder for folder in (PLANS / "bad").iterdir() if folder.is_dir())
GOOD = sorted(folder for folder in (PLANS / "good").iterdir() if folder.is_dir())
REWRITE = os.environ.get("UDPLAN_GOLDEN") == "1"


def report(case: Path, tmp_path: Path) -> str:
    """The report on a case; its fixture.json names files that cannot lie in a repository."""
    root = case
    fixture = case / "fixture.json"
    if fixture.exists():
        root = tmp_path / "root"
        shutil.copytree(case, root)
        named = json.loads(fixture.read_text("utf-8"))
        if large := named.get("large"):
            (root / large).write_bytes(b"#" * (MOST_BYTES + 1))
        if unreadable := named.get("unreadable"):
            (root / unreadable).mkdir()
    return text_lines(check(WorkTree(root), AS_OF))


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_bad_plan_gives_exactly_the_expected_report(case: Path, tmp_path: Path) -> None:
    expected = case / "expected.txt"
    actual = report(case, tmp_path)
    assert actual, "a bad plan must have problems"
    if REWRITE:
        expected.write_text(actual, "utf-8", newline="\n")
    assert actual == expected.read_text("utf-8")


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_good_plan_has_no_problems(case: Path, tmp_path: Path) -> None:
    assert report(case, tmp_path) == ""


def test_every_rule_has_a_bad_example() -> None:
    texts = "".join((case / "expected.txt").read_text("utf-8") for case in BAD)
    shown = set(re.findall(r": (?:error|warning)\[([a-z0-9-]+)\]: ", texts))
    assert shown == {rule.code for rule in RULES}

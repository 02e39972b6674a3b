"""Every case of tests/plans is a test: good ones check clean, bad ones give exactly the report that they expect.

`UDPLAN_GOLDEN=1` (make golden) rewrites the expected reports instead of comparing them.
"""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from support.cases import PLANS, Case, plan_cases, with_expected, write_files
from support.history import repository_from
from udplan.adapters.printers.problems import text_lines
from udplan.adapters.read.loader import load
from udplan.adapters.read.sources import WorkTree
from udplan.pure.checks.rules import RULES
from udplan.usecases.check import check_loaded
from udplan.usecases.past import pasts_of

AS_OF = date(2025, 5, 31)
BAD = plan_cases("bad")
GOOD = plan_cases("good")
REWRITE = os.environ.get("UDPLAN_GOLDEN") == "1"


def report(case: Case, root: Path) -> str:
    """The report on a case, with its history if it has one."""
    if case.moments[0].message is None:
        return text_lines(check_loaded(load(WorkTree(write_files(case.files, root))), AS_OF))
    loaded = load(WorkTree(repository_from(case.moments, root)))
    return text_lines(check_loaded(loaded, AS_OF, pasts=pasts_of(root, loaded, None).by_plan))


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_bad_plan_gives_exactly_the_expected_report(case: Case, tmp_path: Path) -> None:
    actual = report(case, tmp_path / "root")
    assert actual, "a bad plan must have problems"
    if REWRITE:
        path = PLANS / "bad" / f"{case.name}.txt"
        path.write_text(with_expected(path.read_text("utf-8"), actual), "utf-8", newline="\n")
        return
    assert actual == case.expected


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_good_plan_has_no_problems(case: Case, tmp_path: Path) -> None:
    assert report(case, tmp_path / "root") == case.expected == ""


def test_every_rule_has_a_bad_example() -> None:
    texts = "".join(case.expected for case in BAD)
    shown = set(re.findall(r": (?:error|warning)\[([a-z0-9-]+)\]: ", texts))
    assert shown == {rule.code for rule in RULES}

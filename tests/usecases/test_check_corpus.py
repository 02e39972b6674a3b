"""Every folder of tests/plans is a test: good ones check clean, bad ones give exactly their expected.txt.

A case of rules that compare with git holds a folder for each commit, numbered from 1; a round that is frozen at the
first of them says `commit: COMMIT-1`, for what git will call it is not known before.

`UDPLAN_GOLDEN=1` (make golden) rewrites the expected texts instead of comparing them.
"""

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from support.gitting import commit, git, repository
from support.words import ENGLISH
from udplan.adapters.loader import load
from udplan.adapters.printers.problems import text_lines
from udplan.adapters.read.sources import MOST_BYTES, WorkTree
from udplan.pure.checks.rules import RULES
from udplan.usecases.check import check_loaded
from udplan.usecases.past import pasts_of

AS_OF = date(2025, 5, 31)
PLANS = Path(__file__).parent.parent / "plans"
BAD = sorted(folder for folder in (PLANS / "bad").iterdir() if folder.is_dir())
GOOD = sorted(folder for folder in (PLANS / "good").iterdir() if folder.is_dir())
REWRITE = os.environ.get("UDPLAN_GOLDEN") == "1"


def report(case: Path, tmp_path: Path) -> str:
    """The report on a case, with its history if it has one."""
    if (case / "1").is_dir():
        root = committed(case, tmp_path / "root")
        loaded = load(WorkTree(root))
        return text_lines(check_loaded(loaded, AS_OF, pasts=pasts_of(root, loaded, None).by_plan), ENGLISH)
    return text_lines(check_loaded(load(WorkTree(with_fixture(case, tmp_path))), AS_OF), ENGLISH)


def committed(case: Path, root: Path) -> Path:
    """A repository with a commit for each of the case's numbered folders."""
    root.mkdir()
    repository(root)
    made: list[str] = []
    for number in range(1, 1 + len(list(case.glob("[0-9]*")))):
        shutil.rmtree(root / "plan", ignore_errors=True)
        shutil.copytree(case / str(number) / "plan", root / "plan")
        for path in root.glob("plan/*/runder/*.yaml"):
            text = path.read_text("utf-8")
            path.write_text(re.sub(r"COMMIT-(\d+)", lambda found: made[int(found[1]) - 1], text), "utf-8", newline="\n")
        commit(root, str(number))
        made.append(git(root, "rev-parse", "HEAD").strip())
    return root


def with_fixture(case: Path, tmp_path: Path) -> Path:
    """The case as it lies, or as its fixture.json says where it names files that cannot lie in a repository."""
    fixture = case / "fixture.json"
    if not fixture.exists():
        return case
    root = tmp_path / "root"
    shutil.copytree(case, root)
    named = json.loads(fixture.read_text("utf-8"))
    if large := named.get("large"):
        (root / large).write_bytes(b"#" * (MOST_BYTES + 1))
    if unreadable := named.get("unreadable"):
        (root / unreadable).mkdir()
    return root


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

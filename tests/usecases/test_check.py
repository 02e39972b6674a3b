"""`check` as a whole: which plans, which severities, and the example plan."""

from datetime import date
from pathlib import Path

import pytest

from support.cases import plan_case
from support.trees import Memory
from udplan.adapters.read.sources import WorkTree
from udplan.usecases.check import check

ROOT = Path(__file__).parent.parent.parent
AS_OF = date(2025, 5, 31)


def test_only_the_chosen_plans_are_told_of() -> None:
    source = Memory(plan_case("bad/dangling-reference").files)
    assert check(source, AS_OF, ["2025-2026"])
    assert check(source, AS_OF, ["2024-2025"]) == ()
    assert check(source, AS_OF, []) == ()


def test_problems_of_reading_are_filtered_too() -> None:
    assert check(Memory(plan_case("bad/no-plan-file").files), AS_OF, ["2024-2025"]) == ()


def test_problems_are_sorted_and_told_once() -> None:
    problems = check(WorkTree(ROOT), date(2026, 11, 23))
    assert list(problems) == sorted(problems, key=lambda problem: problem.order())
    assert len(set(problems)) == len(problems)


def test_the_answer_does_not_depend_on_the_order_of_the_files() -> None:
    class Backwards(WorkTree):
        def blobs(self):  # type: ignore[no-untyped-def]
            return list(WorkTree.blobs(self))[::-1]

    assert check(Backwards(ROOT), AS_OF) == check(WorkTree(ROOT), AS_OF)


@pytest.mark.parametrize("as_of", [AS_OF, date(2025, 12, 10), date(2026, 11, 23)])
def test_example_plan_has_no_errors(as_of: date) -> None:
    assert [problem for problem in check(WorkTree(ROOT), as_of) if problem.severity == "error"] == []


def test_late_items_are_told_together_when_they_are_most_of_the_plan() -> None:
    problems = check(WorkTree(ROOT), date(2026, 11, 23), ["2025-2028"])
    assert [problem.code for problem in problems] == ["overdue", "stale", "saving-not-realised"]

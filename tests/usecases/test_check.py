"""`check` as a whole: which plans, which severities, and the example plan."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from support.cases import plan_case
from support.trees import Memory
from udplan.adapters.read.sources import WorkTree
from udplan.ground.errors import UdplanError, UsageFault
from udplan.usecases.check import check, checked

ROOT = Path(__file__).parent.parent.parent
AS_OF = date(2025, 5, 31)


def test_only_the_chosen_plans_are_told_of() -> None:
    tree = Memory(plan_case("bad/dangling-reference").files)
    assert check(tree, AS_OF, ["2025-2026"])
    assert check(tree, AS_OF, ["2024-2025"]) == ()
    assert check(tree, AS_OF) == check(tree, AS_OF, ["2024-2025", "2025-2026"]) == check(tree, AS_OF, ["2025-2026"])


def test_problems_of_reading_are_filtered_too() -> None:
    other = {"plan/2024-2025/plan.yaml": plan_case("good/minimal").files["plan/2025-2026/plan.yaml"]}
    tree = Memory(dict(plan_case("bad/no-plan-file").files) | other)
    assert [each.code for each in check(tree, AS_OF)] == ["no-plan-file"]
    assert check(tree, AS_OF, ["2024-2025"]) == ()


def test_a_plan_there_is_none_of_is_refused() -> None:
    tree = Memory(plan_case("bad/stale").files)
    for found in (check, partial(checked, ROOT)):
        with pytest.raises(UsageFault, match="there is no plan named 1999"):
            found(tree, AS_OF, ["1999"])


def test_a_check_of_nothing_does_not_pass() -> None:
    with pytest.raises(UdplanError, match="there is no plan in `plan`"):
        checked(ROOT, Memory({}), AS_OF)


def test_problems_are_sorted_and_told_once() -> None:
    problems = check(WorkTree(ROOT), date(2026, 11, 23))
    assert list(problems) == sorted(problems, key=lambda problem: problem.order())
    assert len(set(problems)) == len(problems)


def test_the_answer_does_not_depend_on_the_order_of_the_files() -> None:
    class Backwards(WorkTree):
        @property
        def files(self) -> Mapping[str, str]:
            ids = super().files
            return {path: ids[path] for path in reversed(list(ids))}

    assert check(Backwards(ROOT), AS_OF) == check(WorkTree(ROOT), AS_OF)


@pytest.mark.parametrize("as_of", [AS_OF, date(2025, 12, 10), date(2026, 11, 23)])
def test_example_plan_has_no_errors(as_of: date) -> None:
    assert [problem for problem in check(WorkTree(ROOT), as_of) if problem.severity == "error"] == []


def test_late_items_are_told_together_when_they_are_most_of_the_plan() -> None:
    problems = check(WorkTree(ROOT), date(2026, 11, 23), ["2025-2028"])
    told = [problem.code for problem in problems if problem.path.endswith("/plan.yaml")]
    assert told == ["overdue", "stale"]
    assert {problem.code for problem in problems} == {*told, "start-passed", "milestone-passed", "saving-not-realised"}

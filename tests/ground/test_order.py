"""Names that hold numbers stand in the order of the numbers."""

from pathlib import Path

from udplan.ground.order import natural_order
from udplan.ground.problem import Problem


def test_numbers_in_names_sort_by_their_value() -> None:
    assert sorted(["S10", "S2", "A9-10", "A9-9", "S2b"], key=natural_order) == ["A9-9", "A9-10", "S2", "S2b", "S10"]


def test_problems_stand_in_the_order_of_their_items() -> None:
    paths = [f"plan/2025-2028/hensigtserklaeringer/{name}.yaml" for name in ("S10", "S2", "S1", "S2-vej")]
    problems = [Problem(path, 1, 1, "error", "x", "x") for path in paths]
    stems = [Path(each.path).stem for each in sorted(problems, key=Problem.order)]
    assert stems == ["S1", "S2-vej", "S2", "S10"]

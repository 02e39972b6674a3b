"""Which item may have been meant by an id that there is none of."""

import pytest

from udplan.domain.names import Ref
from udplan.ground.errors import UsageFault
from udplan.pure.view.choosing import chosen_plans
from udplan.pure.view.nearest import near_ones, unknown_item

CODES = {
    "BUU": ("Børne- og Ungdomsudvalget",),
    "AEU": ("Ældreudvalget",),
    "KMU": ("Klima- og Miljøudvalget",),
    "TMU": ("Teknik- og Miljøudvalget",),
    "Ældrechefen": (),
    "Ældrechef Nord": (),
}
KNOWN = [Ref("2025-2028", name) for name in ("R104", "R402", "A301", "D101")] + [Ref("2024-2027", "A401")]


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("R140", "did you mean R104?"),
        ("A3O1", "did you mean A301?"),
        ("a401", "did you mean 2024-2027/A401?"),
        ("X999", "see udplan list"),
    ],
)
def test_the_nearest_is_named(wanted: str, hint: str) -> None:
    error = unknown_item(Ref("2025-2028", wanted), KNOWN)
    assert str(error.message) == f"there is no item {wanted} in 2025-2028"
    assert str(error.hint) == hint


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("miljø", ["KMU", "TMU"]),
        ("MILJOE", ["KMU", "TMU"]),
        ("Ældrechef", ["Ældrechefen", "Ældrechef Nord"]),
        ("Ældrechefer", ["Ældrechefen", "Ældrechef Nord"]),
        ("Ungdomsudvalget", ["BUU"]),
        ("Havnen", []),
    ],
)
def test_only_what_may_have_been_meant_is_near(value: str, near: list[str]) -> None:
    assert near_ones(value, CODES) == near


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("2025", "did you mean 2025-2028?"),
        ("2027", "did you mean 2024-2027?"),
        ("5-2", "did you mean 2025-2028?"),
        ("havnen", "the plans are 2023-2026, 2024-2027, 2025-2028"),
    ],
)
def test_the_plans_that_are_near_are_named(asked: str, hint: str) -> None:
    living = {"2023-2026": False, "2024-2027": True, "2025-2028": True}
    with pytest.raises(UsageFault) as refused:
        chosen_plans([asked], living)
    assert str(refused.value.hint) == hint

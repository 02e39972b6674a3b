"""Which item may have been meant by an id that there is none of."""

import pytest

from udplan.domain.names import Ref
from udplan.pure.view.nearest import unknown_item

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

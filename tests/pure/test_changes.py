"""The laws of the semantic difference: a difference is an edit, and an edit is a difference."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udplan.pure.change.changes import ABSENT, Change, apply, difference, same

SCALARS = st.one_of(st.booleans(), st.integers(), st.text(max_size=5), st.floats(allow_nan=False))
KEYS = st.sampled_from(["titel", "frist", "2025", "temaer", "æ"])
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(DATA)
def test_nothing_differs_from_itself(data: Any) -> None:
    assert difference(data, data) == ()


@given(DATA, DATA)
def test_the_difference_makes_one_of_the_other(old: Any, new: Any) -> None:
    assert same(apply(old, difference(old, new)), new)


@given(DATA, DATA)
def test_applying_leaves_the_given_data_alone(old: Any, new: Any) -> None:
    before = repr(old)
    apply(old, difference(old, new))
    assert repr(old) == before


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {"a": 1}, [Change(("a",), ABSENT, 1)]),
        ({"a": 1}, {}, [Change(("a",), 1, ABSENT)]),
        ({"a": 1}, {"a": 2}, [Change(("a",), 1, 2)]),
        ({"a": 1}, {"a": True}, [Change(("a",), 1, True)]),
        ({"b": {"2025": 1}}, {"b": {"2025": 2, "2026": 3}},
         [Change(("b", "2025"), 1, 2), Change(("b", "2026"), ABSENT, 3)]),
        ({"t": ["x"]}, {"t": ["x", "y"]}, [Change(("t", 1), ABSENT, "y")]),
        ({"t": ["x", "y"]}, {"t": ["y"]}, [Change(("t", 0), "x", ABSENT)]),
        ({"f": [{"fra": "a"}]}, {"f": [{"fra": "b"}]}, [Change(("f", 0, "fra"), "a", "b")]),
    ],
)  # fmt: skip
def test_what_differs_is_named_by_its_key(old: Any, new: Any, expected: list[Change]) -> None:
    assert list(difference(old, new)) == expected

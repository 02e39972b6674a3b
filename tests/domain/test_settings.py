"""What plan.yaml may ask for: the shape of an id, and no other pattern."""

import pytest
from pydantic import ValidationError

from udplan.domain.names import DEFAULT_PATTERN
from udplan.domain.settings import Settings

LEAST = {"kommune": "Skovby", "titel": "Plan", "budgetaar": ["2025"]}


@pytest.mark.parametrize(
    "pattern",
    [
        DEFAULT_PATTERN,
        r"[A-Z]{1,3}\d{2,4}",
        r"[A-Z]{2}-[0-9]{2}",
        r"S\d+",
        r"Æ[a-zæøå]?-\d{1,3}",
        r"[ADHR][-_]?\d{3}",
    ],
)
def test_a_pattern_for_ids_is_taken(pattern: str) -> None:
    assert Settings.model_validate({**LEAST, "id_moenster": pattern}).id_moenster == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(?:\w|\w\w)*-",
        r"(a?){30}a{30}",
        r"\w*\w*\w*\w*!",
        r"((a{0,99}){0,99}){0,99}!",
        "(",
        r"(?x) D\d+",
        r"D\d{3}|R\d{3}",
        r"[A-Z]+[A-Z]+[A-Z]+\d+",
        r"[Z-A]\d",
        r"D.\d",
        "",
        "D\u0000",
    ],
)
def test_a_pattern_that_says_more_than_what_an_id_looks_like_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError, match="bad_pattern"):
        Settings.model_validate({**LEAST, "id_moenster": pattern})

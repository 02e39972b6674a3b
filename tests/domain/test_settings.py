"""What plan.yaml may ask for: the shape of an id, but not one that takes for ever to look for."""

import pytest
from pydantic import ValidationError

from udplan.domain.names import DEFAULT_PATTERN
from udplan.domain.settings import Settings

LEAST = {"kommune": "Skovby", "titel": "Plan", "budgetaar": ["2025"]}


@pytest.mark.parametrize(
    "pattern",
    [
        DEFAULT_PATTERN,
        r"[A-Z]{1,3}\d{2,4}(-\d+)?",
        r"(?:DR|RF|AN|HE)-?[0-9]{1,3}",
        r"(?:\d{2}\.){2}\d{2}",
        r"\w+-\d+",
        r"[)+*]\d+",
        r"\(\+\d{3}\)",
    ],
)
def test_a_pattern_for_ids_is_taken(pattern: str) -> None:
    assert Settings.model_validate({**LEAST, "id_moenster": pattern}).id_moenster == pattern


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(?:\w|\w\w)*-", r"(a?){30}a{30}", r"\w*\w*\w*\w*!", r"((a{0,99}){0,99}){0,99}!", "("]
)
def test_a_pattern_that_could_take_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError, match="bad_pattern"):
        Settings.model_validate({**LEAST, "id_moenster": pattern})

"""When an item is late."""

from datetime import date
from typing import Any

import pytest

from support.plans import item_from, item_with
from udplan.domain.plan import Foraeldelsesdage, Item
from udplan.pure.view.late import is_overdue, is_stale

UNTOLD = {"fase": "ikke_startet", "beloeb": {"2025": 0, "2026": -500, "2027": "ikke_fastsat"}}
DONE = {"fase": None, "afsluttet": {"dato": "2025-05-01"}}


def item(**keys: Any) -> Item:
    least = {"titel": "T", "udvalg": "OEU", "ansvarlig": "A", "proces": "P", "fase": "i_gang"}
    return item_with(item_from("A101", least), **keys)


@pytest.mark.parametrize(
    ("keys", "as_of", "late"),
    [
        ({"frist": "maj 2025"}, date(2025, 5, 31), False),
        ({"frist": "maj 2025"}, date(2025, 6, 1), True),
        ({"frist": "2025-05-31"}, date(2025, 6, 1), True),
        ({"frist": "løbende"}, date(2099, 1, 1), False),
        ({}, date(2099, 1, 1), False),
        ({"frist": "maj 2025"} | DONE, date(2025, 6, 1), False),
    ],
)
def test_overdue_is_when_the_whole_span_has_passed(keys: dict[str, Any], as_of: date, late: bool) -> None:
    assert is_overdue(item(**keys), as_of) is late


@pytest.mark.parametrize(
    ("keys", "as_of", "late"),
    [
        ({"opdateret": "2025-01-01"}, date(2025, 7, 10), False),
        ({"opdateret": "2025-01-01"}, date(2025, 7, 11), True),
        ({"opdateret": "2025-01-01", "direktionsfokus": True}, date(2025, 2, 5), False),
        ({"opdateret": "2025-01-01", "direktionsfokus": True}, date(2025, 2, 6), True),
        ({"fase": "ikke_startet"}, date(2099, 1, 1), False),
        ({"opdateret": "2025-01-01"} | DONE, date(2099, 1, 1), False),
        (UNTOLD, date(2026, 12, 31), False),
        (UNTOLD, date(2027, 1, 1), True),
        (UNTOLD | {"start": "2028"}, date(2027, 1, 1), False),
        (UNTOLD | {"frist": "løbende"}, date(2027, 1, 1), False),
        (UNTOLD | {"opdateret": "2026-12-01"}, date(2027, 1, 1), False),
        (UNTOLD | {"beloeb": "ikke_fastsat"}, date(2027, 1, 1), False),
        (UNTOLD | {"fase": "afventer"}, date(2027, 1, 1), False),
    ],
)
def test_stale_is_when_more_days_than_allowed_have_passed(keys: dict[str, Any], as_of: date, late: bool) -> None:
    assert is_stale(item(**keys), as_of, Foraeldelsesdage()) is late

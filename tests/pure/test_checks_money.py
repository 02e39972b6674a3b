"""Finished savings: what was realised against what was agreed, while the year runs and after it."""

from datetime import date
from typing import Any

import pytest

from support.plans import item_from, plan_from, settings_from
from udplan.domain.plan import Plans
from udplan.pure.checks.money import savings_realised

SETTINGS = settings_from({"kommune": "Skovby Kommune", "titel": "Plan", "budgetaar": [2025, 2026]})


def found(as_of: str, **money: Any) -> list[str]:
    data = {
        "titel": "Besparelse", "udvalg": "OEU", "ansvarlig": "Økonomichefen", "proces": "Spar.", "status": "Sparet.",
        "opdateret": "2025-05-01", "afsluttet": {"dato": "2025-05-01", "grundlag": "Indarbejdet"},
        "kategori": "besparelse", "beloeb": {"2025": -100, "2026": -200}, **money,
    }  # fmt: skip
    plan = plan_from(SETTINGS, item_from("R101", data))
    return [str(each.message) for each in savings_realised(plan, Plans((plan,)), date.fromisoformat(as_of))]


@pytest.mark.parametrize(
    ("as_of", "money", "count"),
    [
        ("2025-05-31", {"realiseret": {"2025": -100}}, 0),
        ("2025-05-31", {"realiseret": {"2025": -40}}, 1),
        ("2025-05-31", {"realiseret": {"2025": -40}, "forventet": {"2025": -100, "2026": -200}}, 0),
        ("2025-05-31", {"realiseret": {"2025": -40}, "forventet": {"2026": -150}}, 0),
        ("2025-05-31", {"realiseret": {"2025": -40}, "forventet": {"2025": -60, "2026": -200}}, 1),
        ("2026-01-31", {"realiseret": {"2025": -40}, "forventet": {"2025": -100, "2026": -200}}, 1),
        ("2025-05-31", {"realiseret": {"2025": -120}}, 0),
        ("2025-05-31", {}, 0),
    ],
)
def test_a_saving_is_held_against_the_agreement(as_of: str, money: dict[str, Any], count: int) -> None:
    assert len(found(as_of, **money)) == count

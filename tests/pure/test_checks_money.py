"""Finished savings: what was realised against what was agreed, while the year runs and after it."""

from datetime import date
from typing import Any

import pytest

from udplan.domain.emne import Emne
from udplan.domain.plan import Item, Plan, Workspace
from udplan.domain.settings import Settings
from udplan.pure.checks.money import savings_realised

SETTINGS = Settings.model_validate({"kommune": "Skovby Kommune", "titel": "Plan", "budgetaar": ["2025", "2026"]})


def found(as_of: str, **money: Any) -> list[str]:
    data = {
        "titel": "Besparelse", "udvalg": "OEU", "ansvarlig": "Økonomichefen", "proces": "Spar.", "status": "Sparet.",
        "opdateret": "2025-05-01", "afsluttet": {"dato": "2025-05-01", "grundlag": "Indarbejdet"},
        "kategori": "besparelse", "beloeb": {"2025": -100, "2026": -200}, **money,
    }  # fmt: skip
    item = Item("2025-2026", "raaderumsforslag", "R101", "", "plan/x.yaml", Emne.model_validate(data))
    plan = Plan("2025-2026", "plan/2025-2026", SETTINGS, (item,))
    return [str(each.message) for each in savings_realised(plan, Workspace((plan,)), date.fromisoformat(as_of))]


@pytest.mark.parametrize(
    ("as_of", "money", "count"),
    [
        ("2025-05-31", {"realiseret": {"2025": -100}}, 0),
        ("2025-05-31", {"realiseret": {"2025": -40}}, 1),
        ("2025-05-31", {"realiseret": {"2025": -40}, "forventet": {"2025": -100, "2026": -200}}, 0),
        ("2025-05-31", {"realiseret": {"2025": -40}, "forventet": {"2025": -60, "2026": -200}}, 1),
        ("2026-01-31", {"realiseret": {"2025": -40}, "forventet": {"2025": -100, "2026": -200}}, 1),
        ("2025-05-31", {"realiseret": {"2025": -120}}, 0),
        ("2025-05-31", {}, 0),
    ],
)
def test_a_saving_is_held_against_the_agreement(as_of: str, money: dict[str, Any], count: int) -> None:
    assert len(found(as_of, **money)) == count

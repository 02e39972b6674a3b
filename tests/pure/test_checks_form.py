"""Years that may be left out, and what is said of a day after the one that the plan is made up on."""

from datetime import date
from typing import Any

import pytest

from support.plans import item_from, plan_from, settings_from
from udplan.domain.plan import Plans
from udplan.pure.checks.form import future_dates, years
from udplan.pure.checks.status import finished

SETTINGS = settings_from({"kommune": "Skovby Kommune", "titel": "Plan", "budgetaar": [2025, 2026]})
AS_OF = date(2025, 5, 31)
ITEM = {
    "titel": "Emne", "udvalg": "OEU", "ansvarlig": "Økonomichefen", "proces": "Udbud.", "fase": "ikke_startet",
    "beloeb": {"2025": -100, "2026": -200},
}  # fmt: skip


@pytest.mark.parametrize(
    ("money", "codes"),
    [
        ({"forventet": {"2025": -70}}, []),
        ({"forventet": {"2026": -70}, "realiseret": {"2025": -40}}, []),
        ({"forventet": {"2024": -70}}, ["years-outside"]),
        ({"beloeb": {"2025": -100}}, ["years-missing"]),
        ({"beloeb": {"2025": -100}, "forventet": {"2025": -70}}, ["years-missing"]),
    ],
)
def test_only_what_was_agreed_must_have_every_year(money: dict[str, Any], codes: list[str]) -> None:
    plan = plan_from(SETTINGS, item_from("R101", {**ITEM, **money}))
    assert [each.code for each in years(plan, Plans((plan,)), AS_OF)] == codes


@pytest.mark.parametrize(
    ("day", "asks_for_the_year"),
    [("2025-06-01", False), ("2025-06-05", False), ("2025-08-31", False), ("2025-09-01", True), ("2026-05-31", True)],
)
def test_a_day_shortly_after_a_status_is_no_wrong_year(day: str, asks_for_the_year: bool) -> None:
    data = {**ITEM, "opdateret": day, "afsluttet": {"dato": day, "grundlag": "Regnskab"}, "status": "Færdig."}
    del data["fase"]
    plan = plan_from(SETTINGS, item_from("R101", data))
    found = [*future_dates(plan, Plans((plan,)), AS_OF), *finished(plan, Plans((plan,)), AS_OF)]
    assert [each.code for each in found] == ["future-date", "done-after-as-of"]
    for each in found:
        assert ("is the year right?" in str(each.hint)) == asks_for_the_year
        assert (f"--as-of {day}" in str(each.hint)) == (not asks_for_the_year)

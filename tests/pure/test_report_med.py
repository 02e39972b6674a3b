"""Involvement: which body, in which items, and when; and for insiders where the plan knows of none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from udplan.adapters.read.loader import load
from udplan.adapters.read.sources import WorkTree
from udplan.adapters.render import render
from udplan.domain.emne import Emne
from udplan.domain.plan import Item, Plan, Workspace
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import Type
from udplan.pure.report.med import MedReport, build
from udplan.pure.report.parts import ReportRequest

AS_OF = date(2025, 5, 31)
ROOT = Path(__file__).parents[2]
EXAMPLE = load(WorkTree(ROOT)).workspace
SETTINGS = Settings.model_validate(
    {
        "kommune": "Skovby Kommune", "titel": "Udmøntningsplan 2025-2028", "budgetaar": [2025],
        "organer": {"hovedmed": "HovedMED", "direktion": "Direktionen", "aeldreraad": "Ældrerådet"},
    }
)  # fmt: skip


def item(item_id: str, kind: Type, *involved: tuple[str, str], **values: Any) -> Item:
    data = {
        "titel": f"Emne {item_id}", "udvalg": "OEU", "ansvarlig": "HR-chefen", "proces": "…", "fase": "ikke_startet",
        "inddragelse": [{"organ": organ, "dato": day} for organ, day in involved], **values,
    }  # fmt: skip
    if "afsluttet" in values:
        del data["fase"]
    return Item("2025-2028", kind, item_id, "", f"{item_id}.yaml", Emne.model_validate(data))


ITEMS = (
    item(
        "D101", "driftsaendringer", ("hovedmed", "2025-03-18"), ("hovedmed", "2025-01-21"), ("direktion", "2025-03-18")
    ),
    item("D102", "driftsaendringer"),
    item("D103", "driftsaendringer", afsluttet={"dato": "2025-01-01"}, status="Slut", opdateret="2025-01-01"),
    item("R101", "raaderumsforslag", ("hovedmed", "2025-06-10"), ("fremmed", "2025-02-01")),
    item("R102", "raaderumsforslag", lukket={"begrundelse": "Udbud"}),
    item("A101", "anlaegsprojekter"),
    item("H101", "hensigtserklaeringer", ("direktion", "2024-12-01"), lukket={"begrundelse": "Handel"}),
)


def report(items: tuple[Item, ...] = ITEMS, settings: Settings | None = SETTINGS, **options: Any) -> MedReport:
    plan = Plan("2025-2028", "plan/2025-2028", settings, items)
    return build(plan, Workspace((plan,)), ReportRequest(AS_OF, **options))


def test_each_body_has_its_items_by_day_and_unknown_bodies_are_last() -> None:
    assert [(body.navn, [(row.dato, row.nr) for row in body.emner]) for body in report().organer] == [
        ("HovedMED", [("21. januar 2025", "D101"), ("18. marts 2025", "D101"), ("10. juni 2025", "R101")]),
        ("Direktionen", [("18. marts 2025", "D101")]),
        ("fremmed", [("1. februar 2025", "R101")]),
    ]
    assert report().uden_emner == ("Ældrerådet",)


def test_a_day_after_the_reports_own_is_still_to_come() -> None:
    assert [row.kommende for row in report().organer[0].emner] == [False, False, True]
    assert "10. juni 2025 (kommende)" in render(report(), "med", "md", ROOT).replace("\u00a0", " ")


def test_the_overview_counts_items_and_times() -> None:
    assert report().oversigt == "Der er registreret inddragelse i 2 af 5 emner, i alt 5 gange."
    assert report((ITEMS[1],)).oversigt == "Der er ikke registreret inddragelse i noget emne."


def test_open_items_that_touch_staff_are_named_to_insiders_where_nobody_is_registered() -> None:
    gaps = report(internal=True).uden_inddragelse
    assert [(gap.type, [row.nr for row in gap.emner]) for gap in gaps] == [
        ("Driftsændringer", ["D102"]), ("Råderumsforslag", ["R102"]),
    ]  # fmt: skip
    assert report().uden_inddragelse == ()


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_closed_items_and_gaps_are_for_insiders(suffix: str) -> None:
    outside, inside = render(report(), "med", suffix, ROOT), render(report(internal=True), "med", suffix, ROOT)
    for words in ("H101", "R102", "Uden registreret inddragelse", "LUKKET", "INTERN"):
        assert words not in outside
        assert words in inside
    assert "2 lukkede emner er udeladt" in outside


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_plan_without_bodies_or_settings_is_a_report_too(suffix: str) -> None:
    assert "Der er ikke registreret inddragelse" in render(report((), None), "med", suffix, ROOT)
    assert [body.navn for body in report(settings=None).organer] == ["direktion", "fremmed", "hovedmed"]


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_texts_are_escaped(suffix: str) -> None:
    evil = item("D101", "driftsaendringer", ("hovedmed", "2025-03-18"), titel="<script>|*a*", ansvarlig="<b>|")
    text = render(report((evil,)), "med", suffix, ROOT)
    assert "<script" not in text
    assert "<b>" not in text


def test_every_involvement_of_the_example_plan_is_listed_once() -> None:
    plan = EXAMPLE.by_name["2025-2028"]
    found = build(plan, EXAMPLE, ReportRequest(AS_OF, internal=True))
    assert sum(len(body.emner) for body in found.organer) == sum(len(each.emne.inddragelse) for each in plan.items)

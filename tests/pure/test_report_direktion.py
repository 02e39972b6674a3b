"""The directors' page as data: what is in focus, the most urgent first, and what is coming."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from udplan.adapters.read.loader import load
from udplan.adapters.read.sources import WorkTree
from udplan.adapters.render import render
from udplan.domain.plan import Plan, Workspace
from udplan.pure.news.kinds import News
from udplan.pure.report.direktion import build
from udplan.pure.report.parts import ReportRequest

AS_OF = date(2025, 5, 31)
ROOT = Path(__file__).parents[2]
WORKSPACE = load(WorkTree(ROOT / "tests" / "golden")).workspace
PLAN = WORKSPACE.by_name["2025-2028"]
EXAMPLE = load(WorkTree(ROOT)).workspace


def test_only_focus_items_red_first_then_yellow() -> None:
    report = build(PLAN, WORKSPACE, ReportRequest(AS_OF))
    assert [(row.nr, row.lys.ord if row.lys else "") for row in report.emner] == [("R101", "Rød"), ("A101", "Gul")]


def test_the_example_plan_is_sorted_by_urgency_and_then_as_the_plan_is() -> None:
    plan = EXAMPLE.by_name["2025-2028"]
    report = build(plan, EXAMPLE, ReportRequest(AS_OF))
    urgency = {"Rød": 0, "Gul": 1, "Grøn": 2, "": 3}
    lights = [urgency[row.lys.ord if row.lys else ""] for row in report.emner]
    assert lights == sorted(lights)
    assert all(plan.by_id[row.nr].emne.direktionsfokus for row in report.emner)


def test_news_of_other_items_is_left_out() -> None:
    news = tuple(News(PLAN.by_id[item_id].ref, item_id, "moved", "…") for item_id in ("R101", "D102"))
    report = build(PLAN, WORKSPACE, ReportRequest(AS_OF, news=news))
    assert [each.ref.id for group in report.nyheder for each in group.nyheder] == ["R101"]


def test_stale_items_are_named() -> None:
    report = build(PLAN, WORKSPACE, ReportRequest(AS_OF))
    assert [row.nr for row in report.foraeldede] == ["R101"]


def test_coming_treatments_by_time_and_none_of_the_past() -> None:
    report = build(PLAN, WORKSPACE, ReportRequest(AS_OF))
    assert [(each.hvornaar, each.udvalg, each.nr, each.sag) for each in report.behandlinger] == [
        ("september 2025", "Økonomiudvalget", "R101", "25/1")
    ]
    plan = EXAMPLE.by_name["2025-2028"]
    coming = [
        time
        for item in plan.items
        if item.emne.direktionsfokus and item.emne.levende
        for time in (each.hvornaar for each in item.emne.behandling)
        if not time.lies_before(AS_OF)
    ]
    found = build(plan, EXAMPLE, ReportRequest(AS_OF, internal=True)).behandlinger
    assert [each.hvornaar for each in found] == [time.tekst for time in sorted(coming, key=lambda time: time.sort_key)]


def test_a_finished_focus_item_is_counted_but_not_followed() -> None:
    done = PLAN.by_id["D101"]
    focused = replace(done, emne=done.emne.model_copy(update={"direktionsfokus": True}))
    plan = replace(PLAN, items=(focused,))
    report = build(plan, Workspace((plan,)), ReportRequest(AS_OF))
    assert report.emner == ()
    assert report.afgjorte == "Af emnerne i fokus er 1 emne afsluttet (X)."


def test_a_plan_without_focus_says_so() -> None:
    empty = Plan("2030-2033", "plan/2030-2033", PLAN.settings)
    for suffix in ("html", "md"):
        text = render(build(empty, Workspace((empty,)), ReportRequest(AS_OF)), "direktion", suffix, ROOT)
        for words in ("Ingen uafsluttede emner er i direktionens fokus.", "Der er ingen planlagt behandling."):
            assert words in text

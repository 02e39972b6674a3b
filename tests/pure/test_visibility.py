"""Closed items leave no trace: not in the public plan, and not in a byte of any public report."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from support.papers import figures
from support.reports import AS_OF, EXAMPLE, ROOT, every_report
from support.reports import WORKSPACE as SMALL
from udplan.adapters.printers.jinja import render
from udplan.domain.plan import Item, Plan, Ref, Workspace
from udplan.ground.danish import number_text
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import News
from udplan.pure.paper import halvaarsstatus
from udplan.pure.snapshot import plain_data
from udplan.pure.visibility import closed_refs, public, public_news

# Codes and enum values that open items share say nothing about a closed one.
CODES = "udvalg omraade strategier temaer organ aftalepunkt afhaenger_af verdensmaal"
VALUES = "fase trafiklys styringsomraade varighed kategori opdateret dato start direktionsfokus afledt_drift"
SHARED = frozenset(f"{CODES} {VALUES}".split())
PLANS = [
    pytest.param(workspace, plan, id=f"{name}-{plan.name}")
    for name, workspace in (("small", SMALL), ("example", EXAMPLE))
    for plan in workspace.plans
]


def rendered(workspace: Workspace, plan: Plan, request: ReportRequest) -> dict[str, str]:
    return {
        f"{name}.{suffix}": render(report, suffix, ROOT)
        for name, report in every_report(plan, workspace, request)
        for suffix in ("html", "md")
    }


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar of plain data with the key it stands under."""
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            yield from leaves(inner, key if inner_key.isdigit() else inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    else:
        yield key, value


def traces(item: Item, open_data: frozenset[Any], names: str) -> Iterator[str]:
    """What would give the item away, leaving out what open items also say."""
    yield item.id
    for key, value in leaves(plain_data(item.emne)):
        if key in SHARED or value in open_data:
            continue
        if isinstance(value, str) and len(value) > 3 and value not in names:
            yield " ".join(value.split())
            yield from value.split("\n")[:1]
        elif isinstance(value, int) and abs(value) >= 100:
            yield number_text(abs(value))


def is_in(trace: str, text: str) -> bool:
    """Whether the text says it; `115` is not in the case number 24/111508."""
    return re.search(rf"(?<![\w.]){re.escape(trace)}(?!\w|\.\d)", text) is not None


def closed_traces(workspace: Workspace, plan: Plan) -> list[str]:
    everyone = [item for each in workspace.plans for item in each.items]
    open_data = frozenset(
        value for item in everyone if not item.lukket for _key, value in leaves(plain_data(item.emne))
    )
    names = " ".join(plan.settings.udvalg[code].navn for code in plan.settings.udvalg) if plan.settings else ""
    return [
        trace
        for item in everyone
        if item.lukket and (item.plan == plan.name or workspace is SMALL)
        for trace in traces(item, open_data, names)
    ]


@pytest.mark.parametrize(("workspace", "plan"), PLANS)
def test_no_trace_of_a_closed_item_in_a_public_report(workspace: Workspace, plan: Plan) -> None:
    news = tuple(News(item.ref, item.emne.titel, "other", f"ændret {item.id}") for item in plan.items)
    texts = rendered(workspace, plan, ReportRequest(AS_OF, since_label="sidst", news=news))
    for trace in closed_traces(workspace, plan):
        for name, text in texts.items():
            assert not is_in(trace, text), f"{trace!r} is in {name}"


def test_the_search_for_traces_would_find_them() -> None:
    plan = SMALL.by_name["2025-2028"]
    text = "".join(rendered(SMALL, plan, ReportRequest(AS_OF, internal=True)).values())
    for trace in ("R901", "A902", "Fortroligt kantineudbud", "Tilbuddene åbnes i juni.", "8.765", "Hemmelig grund"):
        assert trace in closed_traces(SMALL, plan) or trace == "Hemmelig grund"
        assert is_in(trace, text)


@pytest.mark.parametrize(("workspace", "plan"), PLANS)
def test_the_public_plan_has_no_control_totals(workspace: Workspace, plan: Plan) -> None:
    seen, _count = public(plan, workspace)
    assert seen.settings is not None
    assert seen.settings.kontroltotaler == {}


def test_no_amount_follows_from_a_control_total() -> None:
    plan = SMALL.by_name["2025-2028"]
    assert plan.settings is not None
    seen, _count = public(plan, SMALL)
    texts = rendered(SMALL, plan, ReportRequest(AS_OF))
    open_sums = {
        abs(sum((item.emne.beloeb or {}).get(year, 0) for item in seen.items if item.type == name))
        for name in ("driftsaendringer", "raaderumsforslag", "anlaegsprojekter")
        for year in plan.years
    }
    totals = {
        abs(amount)
        for control in plan.settings.kontroltotaler.values()
        for amounts in control.values()
        for amount in amounts.values()
    }
    told_only_by_closed = {total for total in totals - open_sums if total >= 1000}
    assert told_only_by_closed
    for total in told_only_by_closed:
        assert not any(number_text(total) in text for text in texts.values())


def test_the_report_says_how_many_are_left_out_and_nothing_else() -> None:
    texts = rendered(SMALL, SMALL.by_name["2025-2028"], ReportRequest(AS_OF))
    assert all("2 lukkede emner er udeladt" in text for text in texts.values())
    assert not any("INTERN" in text for text in texts.values())


def test_the_number_left_out_does_not_depend_on_the_filter() -> None:
    plan = SMALL.by_name["2025-2028"]
    request = ReportRequest(AS_OF, selected=frozenset([plan.by_id["R901"].ref]), filter_text="ansvarlig")
    report = halvaarsstatus.build(plan, SMALL, request)
    told = {pair.ord: pair.linjer for pair in report.hoved.oplysninger}
    assert told["Lukkede emner"] == (("2 lukkede emner er udeladt",),)
    assert figures(report)["Emner i alt"] == "0"


def test_an_internal_report_shows_all_and_is_marked() -> None:
    texts = rendered(SMALL, SMALL.by_name["2025-2028"], ReportRequest(AS_OF, internal=True))
    assert all("INTERN" in text for text in texts.values())
    assert all("udeladt" not in text for text in texts.values())
    assert "Igangværende udbud" in texts["halvaarsstatus.html"]


def test_references_to_closed_items_vanish_and_others_stay() -> None:
    seen, count = public(SMALL.by_name["2025-2028"], SMALL)
    assert count == 2
    assert seen.by_id["R101"].emne.afhaenger_af == ("A101",)
    assert seen.by_id["A101"].emne.viderefoert_fra is None
    assert "viderefoert_fra" not in plain_data(seen.by_id["A101"].emne)
    assert seen.by_id["D102"].emne.afledt_drift_af == "A101"


def test_what_is_closed_today_is_hidden_in_an_earlier_version_too() -> None:
    plan = SMALL.by_name["2025-2028"]
    hidden = frozenset([Ref("2025-2028", "A101")])
    seen, count = public(plan, SMALL, hidden)
    assert count == 3
    assert "A101" not in seen.by_id
    assert seen.by_id["D102"].emne.afledt_drift_af is None


def test_an_item_that_cannot_be_read_may_be_closed() -> None:
    plan = SMALL.by_name["2025-2028"]
    broken = Plan(
        plan.name, plan.path, plan.settings,
        tuple(item for item in plan.items if item.id != "A101"), broken=frozenset(["A101"]),
    )  # fmt: skip
    seen, _count = public(broken, Workspace((broken,)))
    assert seen.by_id["R101"].emne.afhaenger_af == ()


def test_news_about_closed_items_is_not_told() -> None:
    closed = closed_refs(SMALL)
    about = News(Ref("2025-2028", "R901"), "Fortroligt kantineudbud", "removed", "fjernet")
    other = News(Ref("2025-2028", "R101"), "Central flådestyring", "moved", "frist flyttet")
    assert public_news((about, other), closed) == (other,)
    assert public_news((about, other), frozenset()) == (about, other)


def test_a_plan_without_closed_items_loses_nothing_but_its_control_totals() -> None:
    plan = SMALL.by_name["2025-2028"]
    still = Plan(plan.name, plan.path, plan.settings, (plan.by_id["D101"],))
    seen, count = public(still, Workspace((still,)))
    assert (seen.items, count) == (still.items, 0)


def test_a_text_that_names_a_closed_item_is_left_out_of_items_and_rounds() -> None:
    plan = SMALL.by_name["2025-2028"]
    telling = "R901 sælges til fonden for 12 mio. kr."
    items = tuple(
        replace(item, emne=item.emne.model_copy(update={"titel": telling, "proces": telling}))
        if item.id == "D101"
        else item
        for item in plan.items
    )
    (first, *others) = plan.rounds
    told = replace(first, runde=first.runde.model_copy(update={"titel": telling, "fremdrift": telling}))
    named = replace(plan, items=items, rounds=(told, *others))
    workspace = Workspace(tuple(named if each is plan else each for each in SMALL.plans))
    public_texts = rendered(workspace, named, ReportRequest(AS_OF, round=told))
    assert not [name for name, text in public_texts.items() if "fonden" in text]
    assert any("(left out)" in text or "(udeladt)" in text for text in public_texts.values())
    internal = rendered(workspace, named, ReportRequest(AS_OF, round=told, internal=True))
    assert "fonden" in internal["sagsfremstilling.html"]


def test_a_file_without_an_id_in_its_name_names_no_item() -> None:
    plan = SMALL.by_name["2025-2028"]
    broken = replace(plan, broken=frozenset(["maj", "pladser", "R999"]))
    seen, _count = public(broken, Workspace((broken,)))
    kept = {item.id: item.emne.frist for item in plan.items}
    assert all(item.emne.frist == kept[item.id] for item in seen.items)
    assert not [item for item in seen.items if "(left out)" in str(plain_data(item.emne))]

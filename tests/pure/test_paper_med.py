"""Involvement: which body, in which items, and when; and for insiders where the plan knows of none."""

from typing import Any

import pytest

from support.papers import blocks, cells, column, headings, table, texts
from support.reports import AS_OF, EXAMPLE, as_seen, item_of, with_settings
from udplan.adapters.printers.jinja import render
from udplan.domain.plan import Item, Plan
from udplan.domain.vocabulary import Type
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.med import build
from udplan.pure.paper.papir import Afsnit, Papir, Tabel

SETTINGS: dict[str, Any] = {
        "kommune": "Skovby Kommune", "titel": "Udmøntningsplan 2025-2028", "budgetaar": [2025],
        "organer": {"hovedmed": "HovedMED", "direktion": "Direktionen", "aeldreraad": "Ældrerådet"},
}  # fmt: skip


def item(item_id: str, kind: Type, *involved: tuple[str, str], **values: Any) -> Item:
    data = {
        "titel": f"Emne {item_id}", "udvalg": "OEU", "ansvarlig": "HR-chefen", "proces": "…", "fase": "ikke_startet",
        "inddragelse": [{"organ": organ, "dato": day} for organ, day in involved], **values,
    }  # fmt: skip
    if "afsluttet" in values:
        del data["fase"]
    return item_of(data, item_id, kind)


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


def paper(items: tuple[Item, ...] = ITEMS, settings: bool = True, **options: Any) -> Papir:
    plan = Plan("2025-2028", entries=items)
    plan = with_settings(plan, **SETTINGS) if settings else plan
    return build(*as_seen(plan, options.get("internal", False)), ReportRequest(AS_OF, **options))


def bodies(found: Papir) -> list[Afsnit]:
    return [each for each in found.afsnit if each.navn.startswith("organ-")]


def test_each_body_has_its_items_by_day_and_unknown_bodies_are_last() -> None:
    assert [(body.titel, body.antal, [row[:2] for row in cells(table(body))]) for body in bodies(paper())] == [
        ("HovedMED", 3, [
            ("21. januar 2025", "D101 Emne D101"), ("18. marts 2025", "D101 Emne D101"),
            ("10. juni 2025 (kommende)", "R101 Emne R101"),
        ]),
        ("Direktionen", 1, [("18. marts 2025", "D101 Emne D101")]),
        ("fremmed", 1, [("1. februar 2025", "R101 Emne R101")]),
    ]  # fmt: skip
    assert texts(paper())[1] == "Der er ikke registreret inddragelse af Ældrerådet."
    fewer = tuple(item for item in ITEMS if item.id != "D101")
    assert texts(paper(fewer))[1] == ("Der er ikke registreret inddragelse af Direktionen eller Ældrerådet.")


def test_a_day_after_the_reports_own_is_still_to_come() -> None:
    days = column(table(bodies(paper())[0]), "Dato")
    assert [day.endswith("(kommende)") for day in days] == [False, False, True]
    assert "10. juni 2025 (kommende)" in render(paper(), "md", ()).replace("\u00a0", " ")


def test_an_involvement_says_the_items_state_committee_and_responsible() -> None:
    assert cells(table(bodies(paper())[0]))[0][2:] == ("Ikke startet", "OEU", "HR-chefen")


def test_the_overview_counts_items_and_times() -> None:
    assert texts(paper())[0] == "Der er registreret inddragelse i 2 af 5 emner, i alt 5 gange."
    assert texts(paper((ITEMS[1],)))[0] == "Der er ikke registreret inddragelse i noget emne."


def test_open_items_that_touch_staff_are_named_to_insiders_where_nobody_is_registered() -> None:
    gaps = paper(internal=True).afsnit_ved_navn("uden")
    assert [name for name, _count in headings(gaps)] == ["Driftsændringer", "Råderumsforslag"]
    assert [column(each, "Emne") for each in blocks(gaps, Tabel)] == [
        ["D102 Emne D102"], ["R102 Emne R102 LUKKET"],
    ]  # fmt: skip
    assert "uden" not in [each.navn for each in paper().afsnit]


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_closed_items_and_gaps_are_for_insiders(suffix: str) -> None:
    outside, inside = render(paper(), suffix, ()), render(paper(internal=True), suffix, ())
    for words in ("H101", "R102", "Uden registreret inddragelse", "LUKKET", "INTERN"):
        assert words not in outside
        assert words in inside
    assert "2 lukkede emner er udeladt" in outside


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_plan_without_bodies_or_settings_is_a_paper_too(suffix: str) -> None:
    assert "Der er ikke registreret inddragelse" in render(paper((), False), suffix, ())
    assert [body.titel for body in bodies(paper(settings=False))] == ["direktion", "fremmed", "hovedmed"]


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_texts_are_escaped(suffix: str) -> None:
    evil = item("D101", "driftsaendringer", ("hovedmed", "2025-03-18"), titel="<script>|*a*", ansvarlig="<b>|")
    text = render(paper((evil,)), suffix, ())
    assert "<script" not in text
    assert "<b>" not in text


def test_every_involvement_of_the_example_plan_is_listed_once() -> None:
    plan = EXAMPLE.by_name["2025-2028"]
    found = build(*as_seen(plan, internal=True), ReportRequest(AS_OF, internal=True))
    assert sum(len(table(body).raekker) for body in bodies(found)) == sum(
        len(each.emne.inddragelse) for each in plan.items
    )

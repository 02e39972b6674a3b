"""The directors' page as blocks: what is in focus, the most urgent first, and what is coming."""

from dataclasses import replace
from datetime import date

from support.papers import blocks, cells, column, points, section, table, texts
from support.reports import AS_OF, EXAMPLE, PLAN, as_seen, changed, empty
from udplan.adapters.printers.jinja import render
from udplan.domain.emne import Fristaendring
from udplan.domain.plan import Plan
from udplan.domain.tidspunkt import tidspunkt_from_text
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import News
from udplan.pure.paper import halvaarsstatus, restliste
from udplan.pure.paper.direktion import build
from udplan.pure.paper.papir import Papir, Tabel

REQUEST = ReportRequest(AS_OF)


def paper(plan: Plan = PLAN, request: ReportRequest = REQUEST) -> Papir:
    return build(*as_seen(plan, request.internal), request)


def followed(found: Papir) -> list[tuple[str, str]]:
    """The number and light of each item in focus."""
    return [(row[1], row[0]) for block in blocks(section(found, "emner"), Tabel) for row in cells(block)]


def test_only_focus_items_red_first_then_yellow() -> None:
    assert followed(paper()) == [("R101", "Rød"), ("A101", "Gul")]


def test_an_item_has_its_deadline_with_what_it_was_its_risks_and_interfaces() -> None:
    row = cells(table(section(paper(), "emner")))[0]
    assert row[2:4] == (
        "Central flådestyring / Flådestyringsenheden",
        "15. maj 2025 / Oprindelig: 1. kvartal 2025 / Frist overskredet",
    )
    assert row[4] == "Bundne aftaler. Afhjælpning: Biler tilbydes andre"
    assert row[5] == (PLAN.by_id["R101"].emne.snitflade or "")


def test_the_original_deadline_is_that_of_the_earliest_move() -> None:
    moves = (
        Fristaendring(dato=date(2025, 2, 1), fra=tidspunkt_from_text("ultimo 2024")),
        Fristaendring(dato=date(2024, 2, 1), fra=tidspunkt_from_text("medio 2024")),
    )
    plan = changed("R101", fristaendringer=moves)
    assert "Oprindelig: medio 2024" in cells(table(section(paper(plan), "emner")))[0][3]
    for build_other in (restliste.build, halvaarsstatus.build):
        assert "oprindelig medio 2024" in render(build_other(*as_seen(plan), REQUEST), "md", ())
    told = render(halvaarsstatus.build(*as_seen(plan), REQUEST), "md", ())
    assert told.index("fra medio 2024") < told.index("fra ultimo 2024")


def test_the_example_plan_is_sorted_by_urgency_and_then_as_the_plan_is() -> None:
    plan = EXAMPLE.by_name["2025-2028"]
    found = followed(paper(plan))
    urgency = {"Rød": 0, "Gul": 1, "Grøn": 2}
    lights = [urgency.get(light, 3) for _nr, light in found]
    assert lights == sorted(lights)
    assert all(plan.by_id[nr].emne.direktionsfokus for nr, _light in found)


def test_red_items_outside_focus_are_named_in_a_line() -> None:
    assert texts(section(paper(EXAMPLE.by_name["2025-2028"]), "emner")) == [
        "Uden for direktionens fokus har R107 og A402 rødt lys."
    ]
    assert texts(section(paper(), "emner")) == []


def test_news_of_other_items_is_left_out() -> None:
    news = tuple(News(PLAN.by_id[item_id].ref, item_id, "moved", "…") for item_id in ("R101", "D102"))
    assert points(section(paper(request=replace(REQUEST, news=news)), "aendringer")) == ["R101 R101: …"]


def test_changed_texts_are_counted_by_how_many_items_they_are_of() -> None:
    news = tuple(News(PLAN.by_id[item_id].ref, item_id, "text", "…") for item_id in ("R101", "R101", "A101"))
    assert points(section(paper(request=replace(REQUEST, news=news)), "aendringer")) == ["Ændret tekst: 2"]


def test_stale_items_are_named() -> None:
    assert points(section(paper(), "ikke-opdateret")) == [
        "R101 Central flådestyring: ikke opdateret siden 1. marts 2025 (Flådestyringsenheden)"
    ]


def test_items_that_never_had_a_status_are_not_said_to_be_told_of() -> None:
    plan = changed("R101", fase="ikke_startet", trafiklys=None, opdateret=None, frist=None, start=None)
    plan = changed("R101", plan, beloeb=None)
    assert texts(section(paper(plan), "ikke-opdateret")) == [
        "1 emne i fokus er ikke startet og har endnu ingen status."
    ]


def test_coming_treatments_by_time_and_none_of_the_past() -> None:
    assert cells(table(section(paper(), "behandlinger"))) == [
        ("september 2025", "Økonomiudvalget", "R101 Central flådestyring (sag 25/1)")
    ]
    plan = EXAMPLE.by_name["2025-2028"]
    coming = [
        time
        for item in plan.items
        if item.emne.direktionsfokus and item.emne.levende
        for time in (each.hvornaar for each in item.emne.behandling)
        if not time.lies_before(AS_OF)
    ]
    found = table(section(paper(plan, ReportRequest(AS_OF, internal=True)), "behandlinger"))
    assert column(found, "Hvornår") == [time.tekst for time in sorted(coming, key=lambda time: time.sort_key)]


def test_a_finished_focus_item_is_counted_but_not_followed() -> None:
    plan = replace(PLAN, entries=(changed("D101", direktionsfokus=True).by_id["D101"],))
    assert followed(paper(plan)) == []
    assert texts(section(paper(plan), "emner"))[-1] == "Blandt emnerne i fokus er 1 emne afsluttet (X)."


def test_a_plan_without_focus_says_so() -> None:
    for suffix in ("html", "md"):
        text = render(paper(empty()), suffix, ())
        for words in ("Ingen uafsluttede emner er i direktionens fokus.", "Der er ingen planlagt behandling."):
            assert words in text

"""The forward list: treatments by time and committee, the rounds' meetings, deadlines ahead, and what time has left."""

from datetime import date
from typing import Any

import pytest

from support.papers import blocks, cells, headings, texts
from support.reports import AS_OF, as_seen, item_of, round_of, with_settings
from udplan.adapters.printers.jinja import render
from udplan.domain.plan import Item, Plan, Round
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.aarshjul import build
from udplan.pure.paper.papir import Papir, Tabel

SETTINGS: dict[str, Any] = {
    "kommune": "Skovby Kommune",
    "titel": "Udmøntningsplan 2025-2028",
    "budgetaar": [2025],
    "udvalg": {"OEU": "Økonomiudvalget", "BUU": "Børne- og Ungdomsudvalget"},
}


def item(item_id: str, *times: str, udvalg: str = "OEU", **values: Any) -> Item:
    data = {
        "titel": f"Emne {item_id}", "udvalg": "OEU", "ansvarlig": "Økonomichefen", "proces": "…",
        "fase": "ikke_startet", "behandling": [{"udvalg": udvalg, "hvornaar": time} for time in times], **values,
    }  # fmt: skip
    if "afsluttet" in values or "udgaaet" in values:
        del data["fase"]
    return item_of(data, item_id, "hensigtserklaeringer")


def paper(*items: Item, rounds: tuple[Round, ...] = (), **options: Any) -> Papir:
    plan = with_settings(Plan("2025-2028", entries=items, round_entries=rounds), **SETTINGS)
    return build(*as_seen(plan, options.get("internal", False)), ReportRequest(AS_OF, **options))


def periods(found: Papir, name: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The quarters of a section with their rows; none where it says that there is nothing."""
    section = found.afsnit_ved_navn(name)
    quarters = [name for name, _count in headings(section)]
    return list(zip(quarters, map(cells, blocks(section, Tabel)), strict=True))


def listed(found: Papir, name: str) -> list[tuple[str, list[str]]]:
    return [(quarter, [f"{row[0]} {row[2].split()[0]}" for row in rows]) for quarter, rows in periods(found, name)]


def passed(found: Papir) -> list[tuple[str, ...]]:
    return [row for block in blocks(found.afsnit_ved_navn("passerede"), Tabel) for row in cells(block)]


def test_treatments_stand_under_the_quarter_of_their_first_day() -> None:
    found = paper(item("H101", "august 2025 - medio 2026", "1. kvartal 2026", "2025-08-19", "3. kvartal 2025"))
    assert listed(found, "behandlinger") == [
        ("3. kvartal 2025", ["19. august 2025 H101", "3. kvartal 2025 H101", "august 2025 - medio 2026 H101"]),
        ("1. kvartal 2026", ["1. kvartal 2026 H101"]),
    ]


def test_of_one_item_an_exact_day_comes_before_a_vague_time_that_holds_it() -> None:
    found = paper(item("H101", "juni 2025", "2025-06-03"), item("H102", "2025-06-02"), item("H103", "juni 2025"))
    assert listed(found, "behandlinger") == [
        ("2. kvartal 2025", ["juni 2025 H103", "2. juni 2025 H102", "3. juni 2025 H101", "juni 2025 H101"]),
    ]  # fmt: skip


def test_what_is_put_off_stays_in_its_quarter() -> None:
    found = paper(item("H101", "2. halvår 2025", "2025-11-04"))
    assert listed(found, "behandlinger") == [
        ("3. kvartal 2025", ["2. halvår 2025 H101"]), ("4. kvartal 2025", ["4. november 2025 H101"]),
    ]  # fmt: skip


def test_at_the_same_time_the_committee_decides_the_order_and_then_the_id() -> None:
    found = paper(
        item("H103", "juni 2025"), item("H102", "juni 2025"), item("H101", "juni 2025"),
        item("H104", "juni 2025", udvalg="BUU"), item("H105", "juni 2025", udvalg="AAA"),
    )  # fmt: skip
    ((_quarter, rows),) = periods(found, "behandlinger")
    assert [(row[1], row[2]) for row in rows] == [
        ("Børne- og Ungdomsudvalget", "H104 Emne H104"), ("Økonomiudvalget", "H101 Emne H101"),
        ("Økonomiudvalget", "H102 Emne H102"), ("Økonomiudvalget", "H103 Emne H103"), ("AAA", "H105 Emne H105"),
    ]  # fmt: skip


def test_a_time_that_has_begun_is_coming_and_one_that_is_over_has_passed() -> None:
    found = paper(item("H101", "2025", "maj 2025", "30. maj 2025", "løbende"))
    assert listed(found, "behandlinger") == [
        ("2. kvartal 2025", ["maj 2025 H101", "2025 H101"]), ("Løbende", ["løbende H101"]),
    ]  # fmt: skip
    assert [row[0] for row in passed(found)] == ["30. maj 2025"]


def test_what_has_been_treated_is_neither_to_come_nor_missed_but_stands_with_its_decision() -> None:
    def treated(day: str, time: str, **more: str) -> dict[str, Any]:
        return {"udvalg": "BUU", "hvornaar": time, "resultat": {"dato": day, "beslutning": "Godkendt"}, **more}

    found = paper(
        item("H101", behandling=[treated("2025-04-08", "2025"), treated("2025-05-13", "maj 2025", sag="25/9")])
    )
    assert periods(found, "behandlinger") == []
    assert passed(found) == []
    (table,) = blocks(found.afsnit_ved_navn("behandlet"), Tabel)
    assert [row[:3] for row in cells(table)] == [
        ("13. maj 2025", "Børne- og Ungdomsudvalget", "H101 Emne H101 (sag 25/9: Godkendt)"),
        ("8. april 2025", "Børne- og Ungdomsudvalget", "H101 Emne H101 (Godkendt)"),
    ]
    assert [each.navn for each in paper(item("H101", "maj 2025")).afsnit][-1] == "passerede"


def test_what_was_decided_after_the_day_is_to_come_and_its_decision_is_not_told() -> None:
    result = {"dato": "2025-06-10", "beslutning": "Godkendt"}
    found = paper(item("H101", behandling=[{"udvalg": "OEU", "hvornaar": "juni 2025", "resultat": result}]))
    assert listed(found, "behandlinger") == [("2. kvartal 2025", ["juni 2025 H101"])]
    assert [each.navn for each in found.afsnit][-1] == "passerede"
    assert "Godkendt" not in render(found, "md", ())


def test_what_has_passed_is_in_the_order_of_its_time() -> None:
    found = paper(item("H101", "april 2025", "2024"), item("H102", "januar 2025"))
    assert [row[0] for row in passed(found)] == ["2024", "januar 2025", "april 2025"]


def test_a_settled_item_can_still_be_treated_but_is_not_missed() -> None:
    done: dict[str, Any] = {
        "afsluttet": {"dato": "2025-04-30", "grundlag": "Udført"},
        "status": "Slut",
        "opdateret": "2025-04-30",
    }
    found = paper(item("H101", "oktober 2025", "marts 2025", **done))
    ((_quarter, rows),) = periods(found, "behandlinger")
    assert rows[0][2] == "H101 Emne H101 (emnet er afsluttet)"
    assert passed(found) == []


def test_the_meetings_of_the_plans_rounds_are_on_the_list() -> None:
    def meeting(name: str, day: date, **values: Any) -> Round:
        return round_of({"titel": f"Runde {name}", "opgjort": AS_OF, "moede": day, **values}, name)

    rounds = (
        meeting("a", date(2025, 6, 10), udvalg="OEU", sag="25/1"), meeting("b", AS_OF), meeting("c", date(2025, 5, 30)),
    )  # fmt: skip
    ((_quarter, rows),) = periods(paper(item("H101", "11. juni 2025"), rounds=rounds), "behandlinger")
    assert rows == [
        ("31. maj 2025", "", "Status på planen: Runde b", ""),
        ("10. juni 2025", "Økonomiudvalget", "Status på planen: Runde a (sag 25/1)", ""),
        ("11. juni 2025", "Økonomiudvalget", "H101 Emne H101", "Økonomichefen"),
    ]
    assert periods(paper(item("H101"), rounds=rounds, selected=frozenset()), "behandlinger") == []


def test_deadlines_and_milestones_are_placed_by_their_last_day_within_a_year() -> None:
    steps = [
        {"hvad": "Licitation", "hvornaar": "september 2025"},
        {"hvad": "Nået", "hvornaar": "juli 2025", "naaet": "2025-05-01"},
        {"hvad": "Passeret", "hvornaar": "april 2025"},
        {"hvad": "Senere", "hvornaar": "2027"},
        {"hvad": "Altid", "hvornaar": "løbende"},
    ]
    found = paper(item("H101", frist="2. halvår 2025", milepaele=steps))
    assert [(quarter, [row[1] for row in rows]) for quarter, rows in periods(found, "frister")] == [
        ("3. kvartal 2025", ["Licitation"]), ("4. kvartal 2025", ["Frist"]),
    ]  # fmt: skip
    assert texts(found.afsnit_ved_navn("frister")) == ["1 frist eller milepæl ligger senere."]


def test_a_milestone_is_named_without_its_full_stop() -> None:
    found = paper(item("H101", milepaele=[{"hvad": "Halvvejs.", "hvornaar": "september 2025"}]))
    assert [row[1] for _quarter, rows in periods(found, "frister") for row in rows] == ["Halvvejs"]


def test_a_finished_item_has_no_deadline_ahead() -> None:
    done: dict[str, Any] = {"afsluttet": {"dato": "2025-04-30"}, "status": "Slut", "opdateret": "2025-04-30"}
    assert periods(paper(item("H101", frist="juli 2025", **done)), "frister") == []


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_closed_items_treatment_is_for_insiders(suffix: str) -> None:
    closed = item("H901", "juli 2025", "januar 2025", frist="juli 2025", lukket={"begrundelse": "Handel"})
    outside = render(paper(closed), suffix, ())
    inside = render(paper(closed, internal=True), suffix, ())
    assert "H901" not in outside
    assert "1 lukket emne er udeladt" in outside
    assert inside.count("LUKKET") == 3


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_an_empty_plan_says_that_nothing_is_planned(suffix: str) -> None:
    text = render(build(*as_seen(Plan("2025-2028")), ReportRequest(AS_OF)), suffix, ())
    for words in ("Der er ingen planlagt behandling.", "ingen frister eller milepæle", "hvis tid er passeret."):
        assert words in text


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_texts_are_escaped(suffix: str) -> None:
    evil = item("H101", "juli 2025", titel="<script>|*a*", ansvarlig="<b>|", frist="juli 2025")
    text = render(paper(evil), suffix, ())
    assert "<script" not in text
    assert "<b>" not in text


def test_far_days_are_no_fault() -> None:
    plan = with_settings(Plan("2025-2028", entries=(item("H101", "2100", frist="2100"),)), **SETTINGS)
    for day in (date.min, date.max):
        assert build(*as_seen(plan), ReportRequest(day)).hoved.kommune == "Skovby Kommune"

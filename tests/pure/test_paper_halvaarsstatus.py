"""The half-yearly status as blocks: head, what needs attention, numbers, changes, money, and every item whole."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.papers import (
    blocks,
    cell,
    cells,
    column,
    facts,
    figures,
    groups,
    headings,
    item,
    money,
    points,
    section,
    shown,
    table,
    texts,
    texts_beside,
    words,
)
from support.reports import AS_OF, EXAMPLE, PLAN, as_seen, changed, empty, with_unread, without_settings
from udplan.adapters.printers.billede import placed_parts
from udplan.adapters.printers.jinja import render
from udplan.domain.emne import Milepael
from udplan.domain.plan import Plan
from udplan.domain.tidspunkt import tidspunkt_from_text
from udplan.domain.vocabulary import TYPER
from udplan.pure.change.changes import Change
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.items import item_news
from udplan.pure.news.kinds import KINDS, Kind, News
from udplan.pure.paper.halvaarsstatus import build
from udplan.pure.paper.papir import Bjaelker, Noegletal, Nr, Oplysninger, Papir
from udplan.pure.paper.stykker import anchor
from udplan.pure.paper.stykker_nyheder import NYHEDER
from udplan.pure.paper.stykker_tal import OF_LIVE

ROUND = PLAN.rounds_by_name["2025-05"]


def paper(plan: Plan = PLAN, **options: Any) -> Papir:
    request = ReportRequest(AS_OF, "runde 2025-05, a1b2c3d", round=ROUND)
    return build(*as_seen(plan), replace(request, **options))


def attention(found: Papir) -> list[tuple[str, ...]]:
    return cells(table(section(found, "opmaerksomhed")))


def test_head() -> None:
    head = paper().hoved
    assert head.kommune == "Prøvekøbing Kommune"
    assert head.plan == "Udmøntningsplan 2025-2028"
    assert head.opgjort == "Opgjort pr. 31. maj 2025"
    assert head.moede == "mødet i Økonomiudvalget den 10. juni 2025"
    told = {words(pair.ord): words(pair.linjer[0]) for pair in head.oplysninger}
    assert told["Beløb"] == "1.000 kr., 2025-pl"
    assert told["Fortegn"].startswith("Udgifter er positive tal")
    assert head.fod == (
        "Udmøntningsplan 2025-2028, halvårlig status. Opgjort pr. 31. maj 2025. Version: runde 2025-05, a1b2c3d."
        " 2 lukkede emner er udeladt. De anførte tidspunkter er vejledende."
    )


def test_what_needs_attention_is_first_and_the_legend_last() -> None:
    names = [each.navn for each in paper().afsnit]
    assert names == [
        "opmaerksomhed", "noegletal", "fremdrift", "aendringer", "oekonomi", *TYPER, "laesevejledning",
    ]  # fmt: skip
    (legend,) = blocks(section(paper(), "laesevejledning"), Oplysninger)
    assert [words(pair.ord) for pair in legend.par] == [
        "X", "Udgået", "Videreført", "Grøn", "Gul", "Rød", "Frist overskredet", "Ikke opdateret", "Tidspunkter",
    ]  # fmt: skip


def test_what_needs_attention_has_its_reasons_and_remedies_and_a_link() -> None:
    found = paper()
    assert attention(found) == [
        (
            "R101",
            "Central flådestyring / Flådestyringsenheden",
            "Rød / Frist overskredet: 15. maj 2025 / Ikke opdateret siden 1. marts 2025",
            "Bundne aftaler. Afhjælpning: Biler tilbydes andre",
        )
    ]
    assert table(section(found, "opmaerksomhed")).raekker[0].celler[0] == (Nr("R101", "emne-R101"),)
    assert section(found, "opmaerksomhed").antal == 1


def test_red_comes_before_overdue_before_stale_and_a_missed_milestone_and_a_start_count_too() -> None:
    plan = PLAN
    missed = (Milepael(hvad="Licitation", hvornaar=tidspunkt_from_text("april 2025")),)
    plan = changed("A101", plan, milepaele=missed)
    plan = changed("D102", plan, start=tidspunkt_from_text("1. kvartal 2025"))
    assert [(row[0], row[2]) for row in attention(paper(plan))][1:] == [
        ("D102", "Har endnu ingen status / Ikke startet; skulle starte 1. kvartal 2025"),
        ("A101", "Milepæl ikke nået: Licitation, april 2025"),
    ]
    assert [row[0] for row in attention(paper(changed("A101", plan, trafiklys="roed")))] == ["R101", "A101", "D102"]


def test_a_red_item_without_a_remedy_is_told_so() -> None:
    assert attention(paper(changed("R101", risici=())))[0][3] == "Risiko og afhjælpning er ikke oplyst."


def test_nothing_that_needs_attention_is_said() -> None:
    calm = replace(PLAN, entries=tuple(each for each in PLAN.entries if each.id in ("D101", "A101")))
    assert texts(section(paper(calm), "opmaerksomhed"))[0].startswith("Intet emne har rødt lys")


def test_the_key_figures_lead_to_what_needs_attention() -> None:
    (band,) = blocks(paper(), Noegletal)
    assert {each.ord: each.til for each in band.tal if each.til} == {
        "Rødt lys": "opmaerksomhed", "Frist overskredet": "opmaerksomhed", "Ikke opdateret": "opmaerksomhed",
    }  # fmt: skip
    assert figures(paper())["Emner i alt"] == "5"
    single = replace(PLAN, entries=(PLAN.by_id["R101"],))
    (counted,) = blocks(paper(single), Noegletal)
    assert counted.tal[0].note == "1 er uafsluttet"


def test_the_four_sections_stand_in_the_fixed_order() -> None:
    sections = [section(paper(), name) for name in TYPER]
    assert [each.titel for each in sections] == [
        "Driftsændringer", "Råderumsforslag", "Anlægsprojekter", "Hensigtserklæringer",
    ]  # fmt: skip
    items = [["D101", "D102"], ["R101", "R102"], ["A101"], []]
    assert [shown(each) for each in sections] == items
    assert [column(table(each), "Nr.") for each in sections[:3]] == items[:3]
    assert table(sections[0]).titel == "2 emner, heraf 1 afsluttet (X). Beløb i 1.000 kr., 2025-pl"


def test_the_index_has_a_line_for_each_item() -> None:
    news = (News(PLAN.by_id["R101"].ref, "", "moved", "…"), News(PLAN.by_id["D101"].ref, "", "finished", "…"))
    found = paper(news=news, since_label="sidst")
    rows = [row for name in TYPER if shown(section(found, name)) for row in cells(table(section(found, name)))]
    assert rows == [
        ("X ny", "D101", "Flere pædagoger", "Afsluttet", "Dagtilbudschefen", "", "Afsluttet"),
        ("", "D102", "Afledt drift af børnehuset", "Ikke startet", "Dagtilbudschefen", "", ""),
        (
            "",
            "R101",
            "Central flådestyring",
            "Rød",
            "Flådestyringsenheden",
            "15. maj 2025 Overskredet",
            "Flyttet frist",
        ),
        ("", "R102", "Højere takster", "Udgået", "Økonomichefen", "", ""),
        ("", "A101", "Børnehuset Mosebakken", "Gul", "Ejendomschefen", "ultimo 2026", ""),
    ]  # fmt: skip
    assert [each.ord for each in table(section(paper(), "driftsaendringer")).kolonner][-1] == "Frist"


def test_a_finished_item_has_its_x_with_day_and_basis() -> None:
    done = item(paper(), "D101")
    assert words(done.maerker) == "X Afsluttet 20. maj 2025"
    assert texts_beside(done)["Status"][0] == "Grundlag: Indarbejdet i budget 2025"
    new = item(paper(news=(News(PLAN.by_id["D101"].ref, "", "finished", "…"),)), "D101")
    assert words(new.maerker) == "X ny Afsluttet 20. maj 2025"


def test_a_dropped_item_has_its_decision() -> None:
    dropped = item(paper(), "R102")
    assert words(dropped.maerker).startswith("Udgået 4. februar 2025")
    assert texts_beside(dropped)["Status"][0] == "Beslutning: ØU 04-02-2025 pkt. 3"


def test_a_late_red_item_says_so_in_words() -> None:
    late = item(paper(), "R101")
    assert words(late.maerker) == (
        "I gang Rød · Frist: 15. maj 2025 (oprindelig 1. kvartal 2025)"
        " Frist overskredet Ikke opdateret siden 1. marts 2025"
    )
    told = facts(late)
    assert told["Fristen er flyttet"] == ["Flyttet 24. februar 2025 fra 1. kvartal 2025: Udbuddet gik om"]
    assert told["Risici"] == ["Bundne aftaler. Afhjælpning: Biler tilbydes andre"]
    assert told["Milepæle"] == ["Måling: marts 2025, nået 21. marts 2025"]
    assert told["Politisk behandling"][0] == "Økonomiudvalget: september 2025 (sag 25/1)"


def test_what_people_write_of_an_item_is_told() -> None:
    example = item(build(*as_seen(EXAMPLE.by_name["2025-2028"]), ReportRequest(AS_OF)), "R101")
    told = facts(example)
    assert told["Temaer"] == ["Kloge m²"]
    assert told["Strategier"] == ["Den grønne omstilling"]
    assert told["Verdensmål"] == ["11, 12"]
    assert told["Område"] == ["Teknik, Miljø og Ejendomme"]
    assert told["Kendetegn"] == ["Effektivisering, varig, serviceudgifter"]
    assert told["Medansvarlige"] == ["Økonomichefen, HR-chefen"]
    assert told["Inddraget"] == ["HovedMED 3. december 2024", "Koncernledelsen 23. april 2025"]
    assert list(texts_beside(example)) == ["Beskrivelse", "Proces", "Status"]


def test_what_is_new_has_its_old_and_new_value() -> None:
    old, new = {"titel": "T", "trafiklys": "gul"}, {"titel": "T", "trafiklys": "roed"}
    news = (
        *item_news(PLAN.by_id["R101"].ref, old, new),
        *item_news(PLAN.by_id["R101"].ref, {"titel": "T", "status": "Det gik"}, {"titel": "T", "status": "Det går"}),
        News(PLAN.by_id["R101"].ref, "T", "other", "…", (Change(("opdateret",), "2025-01-01", "2025-05-01"),)),
    )
    told = facts(item(paper(news=news), "R101"))["Siden sidst"]
    assert told == ["Trafiklys: Gul → Rød (forværret)", "Status: Det gik går"]
    assert column(table(section(paper(news=news, since_label="sidst"), "raaderumsforslag")), "Siden sidst")[0] == (
        "Lys gul → rød / Ændret tekst"
    )


def test_amounts_show_what_is_expected_only_where_it_differs() -> None:
    assert money(item(paper(), "R101")) == {
        "Aftalt": ("−1.200", "−2.000"), "Forventet": ("−300", "−2.000"), "Realiseret": ("−85", "–"),
    }  # fmt: skip
    assert money(item(paper(), "D102")) == {"Aftalt": ("500", "500")}


def test_a_capital_project_shows_its_grants_and_derived_running_cost() -> None:
    told = facts(item(paper(), "A101"))
    assert told["Bevilling"] == [
        "Anlægsbevilling 28. januar 2025: 8.000 (1.000 kr.) (sag 25/123)",
        "Tillægsbevilling: 500 (1.000 kr.) (2025: 300, 2026: 200), givet 6. maj 2025, finansiering: Kassen"
        " (sag 25/456)",
    ]
    assert told["Afledt drift"] == ["D102 Afledt drift af børnehuset"]


def test_an_item_that_goes_on_elsewhere_is_told_so_and_is_not_open() -> None:
    carried: dict[str, Any] = {"dato": "2025-04-07", "til": ["2026-2029/A101", "D102"]}
    report = paper(changed("A101", fase=None, trafiklys=None, viderefoert=carried))
    block = item(report, "A101")
    assert words(block.maerker).startswith("Videreført 7. april 2025")
    assert texts_beside(block)["Status"][0] == "Fortsætter som 2026-2029/A101 og D102"
    assert facts(block)["Videreført til"] == ["2026-2029/A101", "D102 Afledt drift af børnehuset"]
    assert column(table(section(report, "fremdrift")), "Videreført")[-1] == "1"
    assert "A101" not in column(table(section(report, "opmaerksomhed")), "Nr.")


def test_a_treatment_stands_with_its_decision() -> None:
    decided = {"dato": "2025-04-08", "beslutning": "Godkendt."}
    treatments = [{"udvalg": "BUU", "hvornaar": "april 2025", "sag": "25/9", "resultat": decided}]
    told = facts(item(paper(changed("A101", behandling=treatments)), "A101"))["Politisk behandling"]
    assert told == ["Børne- og Ungdomsudvalget: 8. april 2025, Godkendt (sag 25/9)"]


def test_a_full_reference_in_the_same_plan_is_the_same_item() -> None:
    plan = changed("D102", afledt_drift_af="2025-2028/A101")
    assert "Afledt drift" in facts(item(paper(plan), "A101"))


def links(found: Papir, item_id: str, name: str) -> list[str]:
    pairs = [pair for block in item(found, item_id).blokke if isinstance(block, Oplysninger) for pair in block.par]
    (lines,) = (pair.linjer for pair in pairs if pair.ord == name)
    return [part.til for line in lines for part in line if isinstance(part, Nr)]


def test_links_lead_only_to_what_the_report_holds() -> None:
    only = paper(selected=frozenset([PLAN.by_id["R101"].ref]))
    assert shown(only) == ["R101"]
    assert links(only, "R101", "Afhænger af") == [""]
    assert links(paper(), "R101", "Afhænger af") == [anchor("A101")]


def test_the_table_of_counts_ends_in_all() -> None:
    assert cells(table(section(paper(), "fremdrift")))[-1] == (
        "I alt", "5", "1", "2", "0", "1", "1", "0", "0", "1", "1", "1", "1",
    )  # fmt: skip


def test_with_a_status_to_compare_with_the_change_is_counted() -> None:
    then, _plans = as_seen(changed("R101", trafiklys="gul"))
    found = paper(before=then, before_day=AS_OF, since_label="sidst")
    before, change = cells(table(section(found, "fremdrift")))[-2:]
    gul, roed = 9, 10
    assert (before[0], before[gul], before[roed]) == ("Før", "2", "0")
    assert (change[0], change[gul], change[roed]) == ("Ændring", "−1", "+1")
    assert (
        table(section(found, "fremdrift")).titel
        == f"Antal emner efter tilstand. {OF_LIVE} Før er sidst. 2 lukkede emner i planen er ikke talt med."
    )


def test_the_bars_fill_the_whole_width() -> None:
    (picture,) = blocks(paper(), Bjaelker)
    for bar in picture.bjaelker:
        parts = placed_parts(bar)
        assert parts[0].fra == "0.0%"
        assert sum(int(part.bredde.removesuffix("%").replace(".", "")) for part in parts) == 1000


def test_money_is_told_by_type_and_area_and_never_in_all() -> None:
    told = table(section(paper(), "oekonomi"))
    names = [cell(row.celler[0]) for row in told.raekker if row.slags in ("gruppe", "undergruppe")]
    assert names == [
        "Driftsændringer", "Heraf serviceudgifter", "Heraf uden styringsområde",
        "Råderumsforslag", "Heraf serviceudgifter", "Heraf overførselsudgifter",
        "Anlægsprojekter",
    ]  # fmt: skip
    assert groups(told)["Råderumsforslag"] == {
        "Aftalt": ("−1.300", "−2.300"),
        "Forventet": ("−300", "−2.000"),
        "Afvigelse": ("1.000", "300"),
        "Realiseret": ("−85", "–"),
    }


def test_every_kind_of_news_has_a_danish_word_in_the_same_order() -> None:
    assert list(NYHEDER) == list(KINDS)


def test_news_is_grouped_by_kind_and_limited_to_what_is_selected() -> None:
    kinds: tuple[tuple[str, Kind], ...] = (("R101", "moved"), ("D101", "finished"), ("A101", "moved"))
    news = tuple(News(PLAN.by_id[item_id].ref, item_id, kind, "…") for item_id, kind in kinds)
    changes = section(paper(news=news), "aendringer")
    assert headings(changes) == [("Afsluttet", 1), ("Flyttet frist", 2)]
    assert texts(changes) == ["1 afsluttet · 2 flyttede frister"]
    assert points(changes) == ["D101 D101: …", "R101 R101: …", "A101 A101: …"]
    selected = frozenset([PLAN.by_id["R101"].ref])
    assert headings(section(paper(news=news, selected=selected), "aendringer")) == [("Flyttet frist", 1)]


def test_texts_that_changed_are_counted_among_the_changes_and_told_with_their_items() -> None:
    found = paper(news=(News(PLAN.by_id["R101"].ref, "R101", "text", "status ændret"),))
    assert texts(section(found, "aendringer")) == ["1 ændret tekst"]
    assert headings(section(found, "aendringer")) == []
    assert facts(item(found, "R101"))["Siden sidst"] == ["status ændret"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render(paper(), "html", ()) == render(paper(), "html", ())


def test_a_plan_without_items_or_settings_still_prints() -> None:
    for settings in (True, False):
        for suffix in ("html", "md"):
            text = render(build(*as_seen(empty(settings)), ReportRequest(AS_OF)), suffix, ())
            assert text.count("Der er ingen emner i denne del af planen.") == 4
            assert "Der er ingen emner med beløb." in text


def test_items_of_a_plan_without_settings_still_print() -> None:
    found = paper(without_settings(PLAN))
    assert words(item(found, "R101").maerker).startswith("I gang")
    assert "R101" in render(found, "md", ())


def test_files_with_faults_are_owned_up_to() -> None:
    head = paper(with_unread(PLAN, "H101", "hensigtserklaeringer")).hoved
    told = {pair.ord: words(pair.linjer[0]) for pair in head.oplysninger}
    assert told["Fejl i planen"] == "1 emne indgår ikke, fordi filen har fejl"


@pytest.mark.parametrize("day", [date(2025, 3, 31), AS_OF])
def test_what_was_written_later_is_owned_up_to(day: date) -> None:
    told = [pair.ord for pair in paper(as_of=day).hoved.oplysninger]
    assert ("Forbehold" in told) is (day < AS_OF)

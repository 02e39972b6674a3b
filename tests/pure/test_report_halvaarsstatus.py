"""The half-yearly status as data: head, sections, rows, numbers and the words that are ready to print."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from udplan.adapters.read.loader import load
from udplan.adapters.read.sources import WorkTree
from udplan.adapters.render import render
from udplan.domain.plan import Plan, Workspace
from udplan.pure.news.kinds import KINDS, Kind, News
from udplan.pure.report.halvaarsstatus import HalvaarsstatusReport, build
from udplan.pure.report.parts import NYHEDER, ReportRequest, anchor
from udplan.pure.report.rows import ItemRow

AS_OF = date(2025, 5, 31)
ROOT = Path(__file__).parents[2]
WORKSPACE = load(WorkTree(ROOT / "tests" / "golden")).workspace
PLAN = WORKSPACE.by_name["2025-2028"]
ROUND = PLAN.rounds_by_name["2025-05"]


def report(**options: object) -> HalvaarsstatusReport:
    return build(PLAN, WORKSPACE, replace(ReportRequest(AS_OF, "runde 2025-05, a1b2c3d", round=ROUND), **options))  # type: ignore[arg-type]


def row(item_id: str) -> ItemRow:
    return next(each for section in report().afsnit for each in section.raekker if each.nr == item_id)


def test_head() -> None:
    head = report().head
    assert head.kommune == "Prøvekøbing Kommune"
    assert head.plan == "Udmøntningsplan 2025-2028"
    assert head.opgjort == "Opgjort pr. 31. maj 2025"
    assert head.moede == "Økonomiudvalget 10. juni 2025"
    assert (head.enhed, head.prisniveau) == ("1.000 kr.", "2025-pl")
    assert head.fortegn.startswith("Udgifter er positive tal")
    words = [line.ord for line in head.signatur]
    assert words == ["X", "Udgået", "Grøn", "Gul", "Rød", "Frist overskredet", "Ikke opdateret", "Tidspunkter"]


def test_the_four_sections_stand_in_the_fixed_order() -> None:
    sections = report().afsnit
    assert [each.titel for each in sections] == [
        "Driftsændringer", "Råderumsforslag", "Anlægsprojekter", "Hensigtserklæringer",
    ]  # fmt: skip
    assert [[each.nr for each in section.raekker] for section in sections] == [
        ["D101", "D102"], ["R101", "R102"], ["A101"], [],
    ]  # fmt: skip
    assert sections[0].undertitel == "2 emner, heraf 1 afsluttet (X)"


def test_a_finished_item_has_its_x_with_day_and_basis() -> None:
    done = row("D101")
    assert (done.x, done.tilstand_ord, done.afgjort) == ("X", "Afsluttet", "20. maj 2025")
    assert done.grundlag == "Grundlag: Indarbejdet i budget 2025"
    assert done.lys is None


def test_a_dropped_item_has_its_decision() -> None:
    dropped = row("R102")
    assert (dropped.x, dropped.grundlag) == ("", "Beslutning: ØU 04-02-2025 pkt. 3")


def test_a_late_red_item_says_so_in_words() -> None:
    late = row("R101")
    assert late.lys is not None
    assert (late.lys.ord, late.deadline.overskredet) == ("Rød", "Frist overskredet")
    assert (late.deadline.frist, late.deadline.oprindelig) == ("15. maj 2025", "1. kvartal 2025")
    assert late.deadline.flytninger == ("Flyttet 24. februar 2025 fra 1. kvartal 2025: Udbuddet gik om",)
    assert late.foraeldet == "Ikke opdateret siden 1. marts 2025"
    assert [(risk.tekst, risk.afhjaelpning) for risk in late.risici] == [("Bundne aftaler", "Biler tilbydes andre")]
    assert late.milepaele == ("Måling: marts 2025, nået 21. marts 2025",)
    assert late.behandling[0] == "Økonomiudvalget: september 2025 (sag 25/1)"


def test_amounts_show_what_is_expected_only_where_it_differs() -> None:
    amounts = [(each.aar, each.aftalt, each.forventet, each.realiseret) for each in row("R101").beloeb]
    assert amounts == [(2025, "−1.200", "−300", "−85"), (2026, "−2.000", "", "")]


def test_a_capital_project_shows_its_grants_and_derived_running_cost() -> None:
    house = row("A101")
    assert house.oekonomi == (
        "Anlægsbevilling 28. januar 2025: 8.000 t.kr.",
        "Tillægsbevilling: 500 t.kr., finansiering: Kassen (sag 25/456)",
    )
    assert [(each.ord, each.emner[0].tekst) for each in house.referencer] == [
        ("Afledt drift", "D102 Afledt drift af børnehuset")
    ]


def test_a_full_reference_in_the_same_plan_is_the_same_item() -> None:
    running = PLAN.by_id["D102"]
    named = replace(running, emne=running.emne.model_copy(update={"afledt_drift_af": "2025-2028/A101"}))
    plan = replace(PLAN, items=tuple(named if item.id == "D102" else item for item in PLAN.items))
    section = build(plan, Workspace((plan,)), ReportRequest(AS_OF)).afsnit[2]
    assert [each.ord for each in section.raekker[0].referencer] == ["Afledt drift"]


def test_links_lead_only_to_what_the_report_holds() -> None:
    request = ReportRequest(AS_OF, selected=frozenset([PLAN.by_id["R101"].ref]))
    only = build(PLAN, WORKSPACE, request).afsnit[1].raekker
    assert [each.nr for each in only] == ["R101"]
    assert [link.anker for link in only[0].referencer[0].emner] == [""]
    assert [link.anker for link in row("R101").referencer[0].emner] == [anchor("A101")]


def test_the_table_of_counts_ends_in_all() -> None:
    assert report().taelling[-1].ord == "I alt"
    assert report().taelling[-1].celler == ("5", "1", "2", "0", "1", "1", "0", "1", "1", "1", "1")


def test_the_bars_fill_the_whole_width() -> None:
    for bar in report().billede:
        assert bar.segmenter[0].fra == "0.0%"
        widths = [int(part.bredde.removesuffix("%").replace(".", "")) for part in bar.segmenter]
        assert sum(widths) == 1000


def test_money_is_told_by_type_and_area_and_never_in_all() -> None:
    groups = report().penge
    assert [(group.ord, group.underopdelt) for group in groups] == [
        ("Driftsændringer", False), ("Serviceudgifter", True), ("Uden styringsområde", True),
        ("Råderumsforslag", False), ("Serviceudgifter", True), ("Overførselsudgifter", True),
        ("Anlægsprojekter", False),
    ]  # fmt: skip
    savings = {line.ord: line.celler for line in groups[3].linjer}
    assert savings == {
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
    assert [(group.ord, group.antal) for group in report(news=news).nyheder] == [("Afsluttet", 1), ("Flyttet frist", 2)]
    selected = frozenset([PLAN.by_id["R101"].ref])
    assert [(group.ord, group.antal) for group in report(news=news, selected=selected).nyheder] == [
        ("Flyttet frist", 1)
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render(report(), "halvaarsstatus", "html", ROOT) == render(report(), "halvaarsstatus", "html", ROOT)


def test_a_plan_without_items_or_settings_still_prints() -> None:
    for settings in (PLAN.settings, None):
        empty = Plan("2030-2033", "plan/2030-2033", settings)
        for suffix in ("html", "md"):
            text = render(build(empty, Workspace((empty,)), ReportRequest(AS_OF)), "halvaarsstatus", suffix, ROOT)
            assert text.count("Der er ingen emner i denne del af planen.") == 4
            assert "Der er ingen emner med beløb." in text


def test_files_with_faults_are_owned_up_to() -> None:
    plan = replace(PLAN, broken=frozenset(["H101"]))
    head = build(plan, Workspace((plan,)), ReportRequest(AS_OF)).head
    assert head.ulaeste == "1 emne indgår ikke, fordi filen har fejl"

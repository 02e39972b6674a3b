"""The case paper: the fixed headings in their order, the numbers behind the claims, one recommendation."""

import re
from dataclasses import replace
from typing import Any

import pytest

from support.cases import plan_case
from support.papers import blocks, cells, points, section, table, texts, words
from support.reports import AS_OF, MemoryTree, as_seen, like, round_of, with_settings, without_settings
from udplan.adapters.printers.jinja import render
from udplan.adapters.read.loader import plans_of
from udplan.domain.plan import Item, Plan, Ref, Round
from udplan.domain.vocabulary import TYPER
from udplan.pure.change.changes import ABSENT, Change
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import Kind, News
from udplan.pure.paper.papir import Liste, Papir, Tabel
from udplan.pure.paper.sagsfremstilling import build

CASE = plans_of(MemoryTree(plan_case("good/case-2025").files))
PLAN = CASE.by_name["2025-2028"]
ROUND = PLAN.rounds_by_name["2025-05"]
NEWS = tuple(News(PLAN.by_id[item_id].ref, "", "finished", "X") for item_id in ("D101", "D102"))
REQUEST = ReportRequest(AS_OF, "runde 2025-05, a1b2c3d", round=ROUND, since_label="første status", news=NEWS)
BEFORE_THE_MEETING = [
    "Sagsgang",
    "Sagsfremstilling",
    "Sammenhæng til andre politikker/strategier og fagområder",
    "Økonomiske konsekvenser",
    "Lovgrundlag",
    "Indstilling",
    "Bilag",
]
DECISION = ["Beslutning i Økonomiudvalget den 10-06-2025", "Fraværende", "Afbud"]
TEXTS = (
    "indledning", "tvaergaaende", "kommunikation", "fremdrift", "sammenhaeng", "oekonomiske_konsekvenser",
    "lovgrundlag", "indstilling", "beslutning",
)  # fmt: skip


def paper(plan: Plan = PLAN, round_: Round = ROUND, **options: Any) -> Papir:
    return build(*as_seen(plan, options.get("internal", False)), replace(REQUEST, round=round_, **options))


def with_round(**changes: Any) -> Round:
    """The round of the case with other values; None takes a key away."""
    return round_of({key: value for key, value in {**ROUND.data, **changes}.items() if value is not None})


def with_items(*changed: Item) -> Plan:
    by_id = {item.id: item for item in changed}
    return replace(PLAN, entries=tuple(by_id.get(item.id, item) for item in PLAN.entries))


def changed(item_id: str, plan: Plan = PLAN, **values: Any) -> Item:
    """An item of the plan with these values in its file."""
    return like(plan.by_id[item_id], item_id, **values)


def sentences(report: Papir) -> list[str]:
    """What is computed in the case: what the plan consists of, what bears the X, and the numbers."""
    return [text for text in texts(section(report, "sagsfremstilling")) if not text.startswith("(mangler")]


def parts(report: Papir) -> str:
    return sentences(report)[0]


def finished(report: Papir) -> str:
    return next(text for text in sentences(report) if "markeret med X" in text)


def numbers(report: Papir) -> str:
    return sentences(report)[-1]


def money(report: Papir) -> list[str]:
    """What is computed of the money, in sentences."""
    return texts(section(report, "oekonomi"))


def written(report: Papir, suffix: str = "html") -> str:
    return render(report, suffix, ())


def headings(report: Papir, suffix: str) -> list[str]:
    pattern = r"<h2[^>]*>(.*?)</h2>" if suffix == "html" else r"^## (.*)$"
    return re.findall(pattern, written(report, suffix), re.MULTILINE)


def bare(report: Papir) -> str:
    """The words of the page when an agenda system has taken everything else away."""
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", written(report), flags=re.DOTALL)
    return " ".join(page.replace("\u00ad", "").split())


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_the_headings_stand_in_the_order_of_the_agenda(suffix: str) -> None:
    assert headings(paper(), suffix) == [*BEFORE_THE_MEETING[:-1], *DECISION, "Bilag"]


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_before_the_meeting_nothing_is_said_of_a_decision(suffix: str) -> None:
    report = paper(round_=with_round(beslutning=None))
    assert headings(report, suffix) == BEFORE_THE_MEETING
    assert "Et medlem" not in written(report, suffix)


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_the_facts_of_the_case_are_all_there_and_in_order(suffix: str) -> None:
    text = written(paper(), suffix)
    facts = (
        "ØK", "ultimo maj 2025", "3 driftsændringer, 3 råderumsforslag, 2 anlægsprojekter",
        "Samtlige 8 punkter", "Kloge m²", "Flådestyringsenhed", "kunstig intelligens", "Natur og miljø", "Sygefravær",
        "De nationale reformer", "Koncernledelsen", "markeret med X", "(D101 og D102)", "som forventet",
        "6 emner er i gang", "udviklingsstrategien", "Ingen.", "budgetloven", "drøftes og godkendes",
        "Godkendt.", "Et medlem", "Et andet medlem", "1-4402718 Åben Udmøntningsplan 2025-2028, opgjort pr. 31. maj",
    )  # fmt: skip
    places = [text.find(fact) for fact in facts]
    assert -1 not in places, facts[places.index(-1)]
    assert places == sorted(places)


def test_what_bears_the_x_is_counted_and_the_new_told() -> None:
    assert finished(paper()) == (
        "2 emner er markeret med X for afsluttet, heraf 2 siden første status."
        " Blandt de afsluttede er afledt drift af anlægsprojekter (D101 og D102)."
    )
    alone = with_items(changed("D102", fase="i_gang", afsluttet=None))
    assert "er afledt drift af et anlægsprojekt (D101)." in finished(paper(alone))
    assert ", heraf 1 siden første status" in finished(paper(news=NEWS[:1]))
    assert ", heraf ingen siden første status" in finished(paper(news=()))
    assert "siden" not in finished(paper(since_label=None))


def test_what_is_new_with_an_x_is_what_the_news_calls_finished() -> None:
    news = (News(PLAN.by_id["D101"].ref, "", "finished", ""), News(PLAN.by_id["D102"].ref, "", "moved", ""))
    assert ", heraf 1 siden første status" in finished(paper(news=news))


def test_where_all_are_finished_no_number_is_needed() -> None:
    done: dict[str, Any] = {
        "fase": None,
        "trafiklys": None,
        "afsluttet": {"dato": "2025-05-01", "grundlag": "Vedtaget"},
    }
    items = [changed(item.id, **done) for item in PLAN.items]
    report = paper(with_items(*items), news=())
    assert finished(report).startswith("Alle emner er markeret med X for afsluttet, heraf ingen siden første status.")
    assert numbers(report).startswith("Siden første status er intet emne udgået")
    assert "uafsluttede" not in numbers(report)


def test_progress_never_stands_without_its_numbers() -> None:
    told = (
        "6 emner er i gang, 1 afventer og 1 er ikke startet."
        " Blandt de uafsluttede emner har 5 grønt lys og 1 gult; ingen har rødt."
        " Ingen frist er overskredet."
        " 1 emne, der ikke er startet, har endnu ingen status. Alle øvrige har en opdateret status."
    )
    assert numbers(paper()).endswith(told)
    assert told in bare(paper(round_=with_round(fremdrift=None)))


def test_red_overdue_and_silent_items_are_named() -> None:
    risk = [{"tekst": "Priser", "afhjaelpning": "Nyt udbud"}]
    red = changed("R101", trafiklys="roed", risici=risk, frist="april 2025", opdateret="2024-01-01")
    assert numbers(paper(with_items(red))).endswith(
        "Blandt de uafsluttede emner har 4 grønt lys, 1 gult og 1 rødt (R101)."
        " Fristen er overskredet for 1 emne (R101)."
        " 1 emne mangler en ny status (R101); 1 emne, der ikke er startet, har endnu ingen status."
    )


SILENT: dict[str, Any] = {"trafiklys": None, "status": None, "opdateret": None, "fase": "ikke_startet"}


def test_what_should_have_begun_and_says_nothing_has_no_new_status() -> None:
    late = changed("R101", **SILENT, start="januar 2025")
    assert "1 emne mangler en status (R101); 1 emne, der ikke" in numbers(paper(with_items(late)))
    coming = changed("R101", **SILENT, start="juli 2025")
    assert numbers(paper(with_items(coming))).endswith(
        " 2 emner, der ikke er startet, har endnu ingen status. Alle øvrige har en opdateret status."
    )


def test_where_nothing_has_begun_nobody_is_said_to_be_up_to_date() -> None:
    report = paper(with_items(*(changed(item.id, **SILENT, afsluttet=None) for item in PLAN.items)))
    assert "opdateret status" not in numbers(report)
    assert numbers(report).endswith(
        "Ingen af de uafsluttede emner har trafiklys. Ingen frist er overskredet."
        " 10 emner, der ikke er startet, har endnu ingen status."
    )


def test_the_table_has_the_parts_of_the_plan_as_columns_and_no_number_that_a_sentence_tells() -> None:
    found = table(section(paper(), "sagsfremstilling"))
    assert [each.ord for each in found.kolonner] == ["Tilstand", *TYPER.values()]
    rows = {row[0]: row[1:] for row in cells(found)}
    assert "I alt" not in rows
    assert rows["Afsluttet (X)"] == ("2", "0", "0", "0")
    assert rows["Gul"] == ("0", "0", "0", "1")


def test_the_themes_have_their_items_and_their_lights() -> None:
    told = points(section(paper(), "sagsfremstilling"))
    names = PLAN.settings.temaer if PLAN.settings else {}
    used = [name for code, name in names.items() if any(code in item.emne.temaer for item in PLAN.items)]
    assert [each.partition(" / ")[0] for each in told] == used
    items = [f"{each.partition(':')[0].split(' ')[0]}" for point in told for each in point.split(" / ")[1:]]
    assert sorted(items) == sorted(item.id for item in PLAN.items for _code in item.emne.temaer)
    assert any(line.endswith(": Grøn") for point in told for line in point.split(" / "))


def test_agreed_and_expected_are_compared_without_adding_the_parts() -> None:
    report = paper(with_items(changed("A101", forventet={2025: 3000, 2026: 7500})))
    found = table(section(report, "oekonomi"))
    assert cells(found) == [("Anlægsprojekter", "−1.000", "+1.000", "0", "0")]
    assert found.titel == "Forventet minus aftalt i 1.000 kr., 2025-pl"
    assert "Plus er merudgifter" in money(report)[-1]
    assert "Plus er" not in bare(paper())


def test_the_sign_of_the_plan_decides_what_is_dearer() -> None:
    plan = with_settings(with_items(changed("A101", forventet={2025: 3000})), fortegn="udgift_negativ")
    assert money(paper(plan))[-1].startswith("Minus er merudgifter")


def test_a_supplementary_grant_is_named_with_its_amount_and_financing() -> None:
    grant = {"dato": "2025-05-06", "beloeb": {2025: 500}, "finansiering": "Kassen", "sag": "25/456"}

    def grants(report: Papir) -> list[str]:
        return points(section(report, "oekonomi"))

    report = paper(with_items(changed("A101", tillaegsbevillinger=[grant])))
    told = (
        "A101 Ombygning af Børnehuset Skovbrynet: 500 (1.000 kr.) i 2025, givet 6. maj 2025,"
        " finansiering: Kassen (sag 25/456)"
    )
    assert grants(report) == [told]
    assert money(report)[0].endswith("og der er givet 1 tillægsbevilling.")
    settled = with_items(changed("D101", tillaegsbevillinger=[grant]))
    assert len(grants(paper(settled))) == 1
    assert grants(paper(settled, news=())) == []


def test_without_differences_the_paper_says_so() -> None:
    told = "Ifølge planens tal er de forventede beløb som aftalt, og der er ingen tillægsbevillinger."
    assert money(paper()) == [told]
    assert not blocks(section(paper(), "oekonomi"), Tabel)
    assert not blocks(section(paper(), "oekonomi"), Liste)


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_the_recommendation_stands_once(suffix: str) -> None:
    assert written(paper(), suffix).count("indstiller") == 1


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_text_nobody_has_written_is_missed_under_its_heading(suffix: str) -> None:
    empty = round_of({"titel": "Status", "opgjort": AS_OF})
    report = paper(round_=empty)
    text = written(report, suffix)
    assert headings(report, suffix) == BEFORE_THE_MEETING
    missing = ("sagsgang", "indledning", "sammenhæng", "økonomiske konsekvenser", "lovgrundlag", "indstilling")
    assert re.findall(r"\(mangler: (.*?)\)", text) == list(missing)
    told = {pair.ord: pair.linjer for pair in report.hoved.oplysninger}
    assert str(told["Mangler"]).endswith("lovgrundlag og indstilling',),)")
    assert "angler: " not in written(paper(), suffix)


def test_the_route_is_the_rounds_committee_where_none_is_given() -> None:
    def route(**changes: Any) -> list[str]:
        return texts(section(paper(round_=with_round(**changes)), "sagsgang"))

    assert route(sagsgang=None) == ["Økonomiudvalget"]
    assert route(sagsgang=["SOU", "ØU", "KB"]) == ["Social- og Sundhedsudvalget", "ØU", "KB"]


def test_the_title_of_the_decision_holds_what_is_known() -> None:
    def title(**changes: Any) -> str:
        return words(section(paper(round_=with_round(**changes)), "beslutning").titel)

    assert title(moede=None) == "Beslutning i Økonomiudvalget"
    assert title(udvalg=None) == "Beslutning den 10-06-2025"
    assert title(udvalg="XYZ") == "Beslutning i XYZ den 10-06-2025"


def test_where_nobody_was_absent_nothing_is_said_of_it() -> None:
    report = paper(round_=with_round(fravaerende=None, afbud=None))
    assert headings(report, "md") == [*BEFORE_THE_MEETING[:-1], DECISION[0], "Bilag"]
    report = paper(round_=with_round(afbud=None))
    assert headings(report, "md") == [*BEFORE_THE_MEETING[:-1], *DECISION[:2], "Bilag"]


def lines(bilag: list[dict[str, Any]] | None, **options: Any) -> list[str]:
    return texts(section(paper(round_=with_round(bilag=bilag), **options), "bilag"))


def test_an_attached_status_is_named_with_the_day_it_was_made_up() -> None:
    bilag = [
        {"nr": 1, "titel": "Udmøntningsplan 2025-2028", "dokument": "77"},
        {"nr": 2, "titel": "Status pr. ultimo maj 2025"},
        {"nr": 3, "titel": "Høringssvar fra HovedMED"},
        {"nr": 4, "titel": "Udmøntningsplan - original"},
    ]
    assert lines(bilag) == [
        "1-77 Åben Udmøntningsplan 2025-2028, opgjort pr. 31. maj 2025",
        "2 Åben Status pr. ultimo maj 2025",
        "3 Åben Høringssvar fra HovedMED",
        "4 Åben Udmøntningsplan - original",
    ]


def test_without_attachments_the_rounds_report_is_the_only_one() -> None:
    assert lines(None) == ["1 Åben Udmøntningsplan 2025-2028, halvårlig status, opgjort pr. 31. maj 2025"]
    report = paper(round_=with_round(bilag=None, titel="Status"))
    assert texts(section(report, "bilag")) == ["1 Åben Udmøntningsplan 2025-2028: Status, opgjort pr. 31. maj 2025"]


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_closed_attachment_is_counted_for_the_public_and_named_inside(suffix: str) -> None:
    bilag = [{"nr": 1, "titel": "Status maj 2025"}, {"nr": 2, "titel": "Grundkøb", "dokument": "88", "aaben": False}]
    round_ = with_round(bilag=bilag)
    outside, inside = written(paper(round_=round_), suffix), written(paper(round_=round_, internal=True), suffix)
    assert "Grundkøb" not in outside
    assert "88" not in outside
    assert "1 lukket bilag er udeladt" in outside
    assert "2-88 Lukket Grundkøb" in inside
    assert "INTERN" in inside
    assert "INTERN" not in outside


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_closed_item_leaves_only_its_number(suffix: str) -> None:
    closed = changed(
        "A101",
        lukket={"begrundelse": "Handel"},
        forventet={2025: 1},
        tillaegsbevillinger=[{"beloeb": {2025: 123}, "finansiering": "K"}],
    )
    plan = with_items(closed)
    outside, inside = written(paper(plan), suffix), written(paper(plan, internal=True), suffix)
    assert "1 lukket emne i planen er ikke talt med" in outside
    for trace in ("A101", "Ombygning", "123", "3.999"):
        assert trace not in outside
        assert trace in inside
    assert "består af 9 emner" in outside


def test_points_that_only_a_closed_item_carries_are_counted_as_if_it_were_not_there() -> None:
    plan = with_items(changed("R101", lukket={"begrundelse": "Lejemål"}))
    assert "7 af de 8 punkter i Budgetaftale 2025-2028 indgår." in parts(paper(plan))
    gone = replace(PLAN, entries=tuple(item for item in PLAN.entries if item.id != "R101"))
    assert "7 af de 8 punkter i Budgetaftale 2025-2028 indgår." in parts(paper(gone))


def test_what_is_not_in_the_plan_is_not_counted() -> None:
    plan = with_items(*(changed(item.id, aftalepunkt=()) for item in PLAN.items))
    told = parts(paper(replace(plan, entries=tuple(item for item in plan.entries if item.id == "R101"))))
    assert "består af 1 emne: 1 råderumsforslag. Ingen af de 8 punkter i Budgetaftale 2025-2028 indgår." in told
    single = with_settings(plan, aftale={"dokument": "Aftalen", "punkter": {"1": "Det hele"}})
    assert parts(paper(single)).endswith("Det ene punkt i Aftalen indgår ikke.")


def test_a_plan_without_items_or_agreement_is_a_paper_too() -> None:
    empty = replace(without_settings(PLAN), entries=())
    for suffix in ("html", "md"):
        assert "Planen indeholder ingen emner." in written(paper(empty), suffix)


def test_a_filtered_paper_does_not_speak_of_the_whole_plan() -> None:
    told = parts(paper(selected=frozenset({PLAN.by_id["R101"].ref}), filter_text="tema: Kloge m²"))
    assert told.startswith("Det viste udsnit af udmøntningsplanen, opgjort pr. 31. maj 2025, består af 1 emne: ")
    assert "punkter" not in told


def test_three_dates_are_kept_apart() -> None:
    text = bare(paper())
    assert "Opgjort pr. 31. maj 2025 til mødet i Økonomiudvalget den 10. juni 2025" in text
    assert "a1b2c3d" not in text
    assert "Fortegn" not in text


def test_the_paper_has_no_table_of_contents() -> None:
    text = written(paper())
    assert "<nav" not in text
    assert re.findall(r"<h[3-6]", text) == []


EVIL = '</td></style><script>alert("1")</script> | <b>&lt;'


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_no_text_of_the_round_breaks_the_page(suffix: str) -> None:
    values: dict[str, Any] = dict.fromkeys(TEXTS, f"- *x* {EVIL}\n\n{EVIL}")
    values |= {"titel": EVIL, "sagsgang": [EVIL], "sag": EVIL, "fravaerende": [EVIL], "afbud": [EVIL]}
    values["bilag"] = [{"nr": 1, "titel": f"status {EVIL}", "dokument": EVIL}]
    text = written(paper(round_=with_round(**values)), suffix)
    assert "<script" not in text
    assert "<b>" not in text
    assert text.count("</style>") == (1 if suffix == "html" else 0)
    assert text.count("alert") >= 2 * len(TEXTS)


def test_markdown_keeps_paragraphs_and_lists() -> None:
    text = "Det indstilles\npå to linjer,\n\n1. at *et*\n2. at to\n   - indre\n\nSlut."
    told = written(paper(round_=with_round(indstilling=text)), "md")
    assert "## Indstilling\n\nDet indstilles på to linjer,\n\n1. at *et*\n2. at to\n   - indre\n\nSlut.\n\n##" in told


def test_what_has_happened_since_the_last_status_in_a_sentence() -> None:
    def news(kind: Kind, *ids: str, changes: tuple[Change, ...] = ()) -> list[News]:
        return [News(Ref("2025-2028", item_id), "", kind, "", changes) for item_id in ids]

    worse = (Change(("trafiklys",), "groen", "roed"),)
    better = (Change(("trafiklys",), "gul", "groen"),)
    told = (
        *news("finished", "D101", "D102"), *news("reopened", "D103"), *news("moved", "A101", "A101"),
        *news("light", "R101", changes=worse), *news("light", "R102", "R103", changes=better),
    )  # fmt: skip
    assert numbers(paper(news=told)).startswith(
        "Siden første status er 1 emne (D103) genåbnet. "
        "Desuden er 1 frist flyttet, 1 trafiklys forværret og 2 trafiklys forbedret. 6 emner"
    )
    assert numbers(paper(news=tuple(news("moved", "A101")))).startswith(
        "Siden første status er 1 frist flyttet. 6 emner"
    )
    granted = (*news("grant", "A101", "A102"), *news("money", "A101"), *news("realised", "A101", "R101"))
    assert numbers(paper(news=granted)).startswith(
        "Siden første status er 1 emnes beløb ændret og 2 emners bevillinger ændret. 6 emner"
    )
    lit = news("light", "A101", changes=(Change(("trafiklys",), ABSENT, "roed"),))
    assert "1 trafiklys forværret" in numbers(paper(news=tuple(lit)))
    taken = news("moved", "A101", changes=(Change(("frist",), "ultimo 2025", ABSENT),))
    assert "er 1 frist fjernet." in numbers(paper(news=tuple(taken)))
    assert numbers(paper(news=())).startswith(
        "Siden første status er intet emne udgået, genåbnet eller kommet til, og ingen frister, trafiklys, beløb eller"
        " bevillinger er ændret. 6 emner"
    )
    assert numbers(paper(news=(), only_dates=True)).startswith(
        "Siden første status er intet emne udgået, og ingen frist er flyttet. 6 emner"
    )
    assert numbers(paper(since_label=None)).startswith("6 emner")

"""The change since a round as data and as text: what is counted, how it is ordered, and that no word can break it."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from support.papers import blocks, figures, points, words
from support.papers import texts as paragraphs
from support.reports import AS_OF, PLAN, as_seen, changed, empty, without_settings
from udplan.adapters.printers.jinja import render
from udplan.adapters.printers.markdown import parsed_html
from udplan.domain.emne import Lukket
from udplan.domain.plan import Data, Plan, Ref
from udplan.domain.tidspunkt import tidspunkt_from_text
from udplan.pure.change.changes import Change
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.items import item_news
from udplan.pure.news.kinds import KINDS, News
from udplan.pure.news.plans import news_between
from udplan.pure.news.words import Piece
from udplan.pure.paper.aendringer import build
from udplan.pure.paper.papir import Afsnit, Liste, Papir, Rettet
from udplan.pure.paper.stykker_nyheder import change_figures, news_groups, news_points

SINCE = "Første status, opgjort 30. november 2024"


def since(new: Plan, old: Plan = PLAN, **request: Any) -> Papir:
    """The report of what happened from one version of the plan to another, as the report's readers may see both."""
    internal = request.get("internal", False)
    (before, _then), (after, plans) = (as_seen(each, internal) for each in (old, new))
    asked = ReportRequest(AS_OF, since_label=SINCE, news=news_between(before, after), before=before)
    return build(after, plans, replace(asked, **request))


def news_of(item_id: str, old: Data, new: Data) -> tuple[News, ...]:
    return item_news(Ref("2025-2028", item_id), {"titel": item_id, **old}, {"titel": item_id, **new})


def told(news: tuple[News, ...]) -> Papir:
    """The report of this news alone."""
    return build(*as_seen(PLAN), ReportRequest(AS_OF, since_label=SINCE, news=news))


def kinds(report: Papir) -> list[Afsnit]:
    """The sections after the summary: one for each kind of news."""
    return list(report.afsnit[1:])


def rewritten(report: Papir) -> list[Rettet]:
    """Every rewritten text."""
    return [part for section in kinds(report) for block in blocks(section, Liste) for point in block.punkter
            for line in (point.linje, *point.under) for part in line if isinstance(part, Rettet)]  # fmt: skip


def texts(report: Papir) -> tuple[str, str]:
    return render(report, "html", ()), render(report, "md", ())


def visible(html: str) -> str:
    """A page's text as it is read with every style and tag taken away."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", body)).split())


def test_how_much_happened_of_each_kind() -> None:
    new = changed("R101", trafiklys="groen", frist=tidspunkt_from_text("ultimo 2026"))
    new = changed("A101", new, trafiklys="roed", beloeb={2025: 1, 2026: 2, 2027: 3, 2028: 4}, realiseret={2025: 7})
    new = replace(new, entries=tuple(item for item in new.entries if item.id != "D102"))
    assert figures(since(new)) == {
        "Afsluttet (X)": "0", "Udgået": "0", "Nye emner": "0", "Fjernet": "1", "Flyttet frist": "1",
        "Lys forværret": "1", "Lys forbedret": "1", "Ændret beløb": "1",
    }  # fmt: skip
    assert figures(since(PLAN, old=new))["Nye emner"] == "1"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({}, {"trafiklys": "roed"}, ["Lys forværret"]),
        ({}, {"trafiklys": "gul"}, ["Lys forværret"]),
        ({}, {"trafiklys": "groen"}, []),
        ({"trafiklys": "roed"}, {}, []),
        ({"trafiklys": "roed"}, {"trafiklys": "gul"}, ["Lys forbedret"]),
    ],
)
def test_a_light_that_comes_on_yellow_or_red_got_worse_and_one_that_goes_out_is_neither(
    old: dict[str, Any], new: dict[str, Any], told: list[str]
) -> None:
    assert [each.ord for each in change_figures(news_of("A101", old, new))] == told


def test_a_grant_and_a_realised_amount_are_no_changed_amounts() -> None:
    news = (
        *news_of("A101", {}, {"bevillinger": [{"dato": "2025-05-01", "beloeb": 1}]}),
        *news_of("D102", {}, {"realiseret": {"2025": 1}}),
        *news_of("R101", {"beloeb": {"2025": 1}}, {"beloeb": {"2025": 2}}),
    )
    assert {each.ord: each.tal for each in change_figures(news)} == {"Ændret beløb": 1}


def test_a_first_deadline_and_one_taken_away_are_not_moved() -> None:
    news = (
        *news_of("A101", {}, {"frist": "ultimo 2025"}),
        *news_of("R101", {"frist": "ultimo 2025"}, {}),
        *news_of("D102", {"frist": "medio 2025"}, {"frist": "ultimo 2025"}),
    )
    assert {each.ord: each.tal for each in change_figures(news)} == {"Flyttet frist": 1}


def test_the_kinds_come_in_their_order_and_their_items_in_the_plans() -> None:
    news = tuple(
        News(Ref("2025-2028", item_id), "T", kind, "…") for item_id in ("D101", "A101") for kind in reversed(KINDS)
    )
    groups = news_groups(news)
    assert [group.kind for group in groups] == list(KINDS)
    for group in groups:
        assert [words(point.linje) for point in news_points(group.news)] == ["D101 T: …", "A101 T: …"]


def test_several_sentences_of_a_kind_stand_under_one_item() -> None:
    (section,) = kinds(told(news_of("A101", {}, {"beloeb": {"2025": 1}, "forventet": {"2025": 2}})))
    assert (section.navn, section.antal) == ("sket-money", 1)
    ((point,),) = (block.punkter for block in blocks(section, Liste))
    assert len(point.under) == 2


def test_a_status_looked_at_again_is_news_only_where_nothing_else_is() -> None:
    again = {"opdateret": "2025-01-01"}, {"opdateret": "2025-05-01"}
    more = {"opdateret": "2025-01-01", "sag": "1"}, {"opdateret": "2025-05-01", "sag": "2"}
    other, confirmed = kinds(told((*news_of("A101", *again), *news_of("D102", *more))))
    assert (confirmed.titel, points(confirmed)) == ("Status bekræftet", ["A101 A101"])
    assert points(other) == ["D102 D102: Sag: 1 → 2"]
    first = kinds(told(news_of("A101", {}, {"opdateret": "2025-05-01"})))
    assert [section.navn for section in first] == ["sket-bekraeftet"]


def test_a_rewritten_text_is_shown_word_by_word_and_nothing_of_it_is_left_out() -> None:
    long = " ".join(f"ord{number}" for number in range(40))
    old, new = f"{long} to uger {long}", f"{long} tre uger {long}"
    report = told(news_of("A101", {"status": old}, {"status": new}))
    assert rewritten(report)[0].stykker == (
        Piece("same", long), Piece("out", "to"), Piece("in", "tre"), Piece("same", f"uger {long}"),
    )  # fmt: skip
    written = told(news_of("A101", {}, {"beskrivelse": long, "risici": [{"tekst": long}]}))
    for page in texts(written):
        assert page.count(long) == 2
        assert "…" not in page


def test_the_words_can_be_read_without_colours_lines_and_styles() -> None:
    html, markdown = texts(
        since(
            changed("A101", status="Udbuddet gik rigtig godt."), old=changed("A101", status="Udbuddet gik ikke godt.")
        )
    )
    assert "gik <del><span" in html
    assert "Status: Udbuddet gik [slettet: ikke] [tilføjet: rigtig] godt." in visible(html)
    assert "**Status**: Udbuddet gik ~~ikke~~ **rigtig** godt." in markdown


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "~~x~~ **y** `z`",
        "a | b",
        "[l](javascript:x)",
        "&lt;",
        "\\",
        "*",
        "# T",
        "1. x",
        "- x",
        "~",
    ],
)
def test_no_text_breaks_the_page(evil: str) -> None:
    old = changed("A101", titel=f"Før {evil}", status=f"Det {evil} gik {evil}")
    report = since(changed("A101", titel=f"Nu {evil}", status=f"Så gik det {evil} {evil} godt"), old=old)
    html, markdown = texts(report)
    assert "<script" not in html
    for page in (html, parsed_html(markdown)):
        assert f"Nu {evil}" in visible(page).replace("\u00a0", " ")
    (text,) = rewritten(report)
    pieces = [piece.kind for piece in text.stykker]
    assert {"in", "out"} <= set(pieces)
    assert (html.count("<del>"), html.count("<ins>")) == (pieces.count("out"), pieces.count("in"))
    line = parsed_html(next(line for line in markdown.splitlines() if "**Status**:" in line))
    # The title and what the text is called are strong too.
    assert (line.count("<s>"), line.count("<strong>")) == (pieces.count("out"), pieces.count("in") + 2)


def test_what_is_compared_and_with_what_reservation() -> None:
    html, markdown = texts(since(changed("A101", trafiklys="roed")))
    assert f"Siden {SINCE}" in visible(html)
    assert f": ændringer siden {SINCE}\n" in markdown
    dated = since(PLAN, only_dates=True, news=(News(Ref(PLAN.name, "A101"), "T", "finished", "…"),))
    assert figures(dated) == {"Afsluttet (X)": "1", "Udgået": "0", "Flyttet frist": "0"}
    for page in texts(dated):
        assert f"Siden sidst betyder siden {SINCE}. Ændringerne bygger på datoerne i planen" in page


def test_nothing_to_tell_and_nothing_to_compare_with() -> None:
    for page in texts(since(PLAN)):
        assert "Der er ingen ændringer." in page
    for plan in (PLAN, empty()):
        for page in texts(build(*as_seen(plan), ReportRequest(AS_OF))):
            assert "Planen er ikke sammenlignet med en tidligere status." in page
            assert "0" not in re.findall(r"<dd>(.*?)</dd>", page.partition("<main")[2])


def test_a_plan_whose_settings_cannot_be_read_has_its_news_told_all_the_same() -> None:
    plan = without_settings(PLAN)
    assert "A101" in texts(since(changed("A101", plan, trafiklys="roed"), old=plan))[1]


def test_an_internal_report_is_marked_and_tells_of_closed_items() -> None:
    new = changed("A101", trafiklys="roed", lukket=Lukket(begrundelse="Handel"))
    assert all("INTERN" in page and "A101" in page for page in texts(since(new, internal=True)))


def test_what_was_published_and_is_no_longer_in_the_plan_is_only_counted() -> None:
    assert "2 emner, der var offentliggjort, er ikke længere i planen." in paragraphs(since(PLAN, gone=2))
    assert "1 emne, der var offentliggjort, er ikke længere i planen." in paragraphs(since(PLAN, gone=1))


def test_a_filter_takes_the_news_of_others_away() -> None:
    new = changed("A101", changed("R101", trafiklys="groen"), trafiklys="roed")
    found = since(new, selected=frozenset([Ref(PLAN.name, "R101")]), filter_text="rådhuset")
    assert [text.split()[0] for text in points(found)] == ["R101"]


def test_the_plans_frame_and_a_round_stand_under_their_names() -> None:
    change = Change(("titel",), "a", "b")
    news = (
        News(Ref("2025-2028", "plan.yaml"), "Titel", "plan", "…", (change,)),
        News(Ref("2025-2028", "runder/2025-05"), "Titel", "round", "…", (change,)),
    )
    assert points(told(news)) == ["…", "Runde 2025-05: Titel: …"]


def test_links_in_the_page_lead_to_something() -> None:
    html, _markdown = texts(since(changed("A101", trafiklys="roed", opdateret=AS_OF)))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))

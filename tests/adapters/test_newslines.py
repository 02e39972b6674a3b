"""News on a terminal and as data: what is about the same stands together, and lines fit where there is room."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.generated import plans
from support.plans import PLAN
from support.words import ENGLISH
from udplan.adapters.printers.news import news_data, news_text, wants_colour
from udplan.adapters.printers.tables import json_text
from udplan.domain.names import Ref
from udplan.domain.plan import Plan
from udplan.pure.change.changes import ABSENT, Change
from udplan.pure.news.items import item_news
from udplan.pure.news.kinds import Kind, News
from udplan.pure.news.plans import news_between
from udplan.pure.news.words import Piece


def news(name: str = "A101", tekst: str = "added", titel: str = "Børnehus", kind: Kind = "added") -> News:
    return News(Ref(PLAN, name), titel, kind, tekst)


def test_what_is_about_the_same_stands_under_one_head() -> None:
    told = [news(tekst="Light Grøn → Gul"), news(tekst="Phase I gang → Afventer"), news("A102", titel="Skole")]
    expected = "A101 Børnehus\n  Light Grøn → Gul\n  Phase I gang → Afventer\nA102 Skole\n  added\n"
    assert news_text(told, ENGLISH) == expected
    assert news_text([], ENGLISH) == ""


def test_the_head_has_the_title_it_has_at_the_end() -> None:
    told = [news(tekst="removed", titel="Gammelt"), news(tekst="added", titel="Nyt")]
    assert news_text(told, ENGLISH).startswith("A101 Nyt\n")
    assert news_text([news(titel="")], ENGLISH).startswith("A101\n")


def test_without_heads() -> None:
    told = [news(tekst="Light Grøn → Gul"), news(tekst="Phase I gang → Afventer")]
    assert news_text(told, ENGLISH, heads=False, indent="  ") == "  Light Grøn → Gul\n  Phase I gang → Afventer\n"


def test_a_line_that_is_too_long_goes_on_further_in() -> None:
    told = [news(tekst="Deadline moved from ultimo juni 2026 to medio august 2026", titel="Et børnehus ved åen")]
    assert news_text(told, ENGLISH, width=30) == (
        "A101 Et børnehus ved åen\n  Deadline moved from ultimo\n    juni 2026 to medio august\n    2026\n"
    )
    long = [news(tekst="et-meget-langt-ord-uden-mellemrum her", titel="")]
    assert news_text(long, ENGLISH, width=10).splitlines() == ["A101", "  et-meget-langt-ord-uden-mellemrum", "    her"]


@given(plans(), plans(), st.integers(20, 90))
@settings(max_examples=25)
def test_breaking_lines_changes_no_word(old: Plan, new: Plan, width: int) -> None:
    told = news_between(old, new)
    narrow = news_text(told, ENGLISH, width=width)
    assert narrow.split() == news_text(told, ENGLISH).split()
    assert all(len(line) <= width or len(line.split()) == 1 for line in narrow.splitlines())


REWRITTEN = item_news(Ref(PLAN, "A101"), {"status": "I udbud nu."}, {"status": "I byggeri nu."})


def test_a_rewritten_text_is_marked_and_in_colour_too() -> None:
    assert news_text(REWRITTEN, ENGLISH, heads=False) == "Status: I [-udbud-] {+byggeri+} nu.\n"
    coloured = news_text(REWRITTEN, ENGLISH, heads=False, colour=True)
    assert "\x1b[31;9m[-udbud-]\x1b[0m" in coloured
    assert "\x1b[32m{+" in coloured
    assert coloured.count("\x1b[0m") == coloured.count("\x1b[") / 2


def test_a_head_is_bold_where_there_is_colour() -> None:
    assert news_text([news()], ENGLISH, colour=True).startswith("\x1b[1mA101 Børnehus\x1b[0m\n")


@pytest.mark.parametrize("colour", [False, True])
def test_what_a_file_holds_cannot_take_over_the_terminal(colour: bool) -> None:
    bad = "\x1b[2Jslettet\x07 \x9b31m\u202e"
    told = (news(tekst=bad, titel=bad), *item_news(Ref(PLAN, "A102"), {"status": "før"}, {"status": bad}))
    text = news_text(told, ENGLISH, colour=colour)
    for code in ("\x1b[2J", "\x07", "\x9b", "\u202e"):
        assert code not in text
    assert "slettet" in text


def test_the_data_leaves_out_what_was_not_there() -> None:
    changes = (
        Change(("beloeb", "2025"), ABSENT, 1), Change(("frist",), "2026", ABSENT), Change(("temaer", 0), "a", "b"),
    )  # fmt: skip
    pieces = (Piece("out", "før"), Piece("in", "nu"))
    (one,) = news_data([News(Ref(PLAN, "A101"), "Børnehus", "money", "tekst", changes, pieces)], ENGLISH)
    assert one == {
        "plan": PLAN, "id": "A101", "titel": "Børnehus", "kind": "money", "text": "tekst",
        "changes": [
            {"keys": ["beloeb", "2025"], "new": 1},
            {"keys": ["frist"], "old": "2026"},
            {"keys": ["temaer", 0], "old": "a", "new": "b"},
        ],
        "words": [{"kind": "out", "text": "før"}, {"kind": "in", "text": "nu"}],
    }  # fmt: skip


@given(plans(), plans())
@settings(max_examples=25)
def test_all_data_survives_json(old: Plan, new: Plan) -> None:
    data = news_data(news_between(old, new), ENGLISH)
    assert json.loads(json_text(data)) == data


def test_json_is_for_people_too() -> None:
    assert json_text({"titel": "Børnehus"}) == '{\n  "titel": "Børnehus"\n}\n'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_is_for_terminals_whose_users_want_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(Terminal()) is wanted
    assert not wants_colour(io.StringIO())

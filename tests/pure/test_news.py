"""News in words, from two versions of a plan and from the dates that files hold."""

from datetime import date
from typing import Any

import pytest

from udplan.domain.emne import KEY_ORDER, Emne
from udplan.domain.plan import Item, Plan
from udplan.pure.changes import ABSENT, Change
from udplan.pure.news import item_news, news_between, news_since

BASE: dict[str, Any] = {
    "titel": "Børnehus", "udvalg": "BUU", "ansvarlig": "Ejendomschefen", "proces": "Udbud.", "status": "I udbud.",
    "opdateret": "2025-05-01", "fase": "i_gang", "trafiklys": "groen", "frist": "ultimo maj 2025",
    "beloeb": {"2025": 4000, "2026": 0},
}  # fmt: skip


def item(**changes: Any) -> Item:
    data = {key: value for key, value in {**BASE, **changes}.items() if value is not None}
    return Item("2025-2028", "anlaegsprojekter", "A301", "", "plan/x.yaml", Emne.model_validate(data))


def plan(*items: Item) -> Plan:
    return Plan("2025-2028", "plan/2025-2028", None, items)


FINISHED = {"fase": None, "trafiklys": None, "afsluttet": {"dato": "2025-05-31", "grundlag": "Taget i brug"}}
DROPPED = {"fase": None, "trafiklys": None, "udgaaet": {"dato": "2025-05-31", "beslutning": "ØU pkt. 7"}}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, FINISHED, [("finished", "X: finished 31. maj 2025 on the basis of: Taget i brug")]),
        (FINISHED, {}, [("reopened", "reopened: I gang"), ("light", "light none → Grøn")]),
        ({}, DROPPED, [("dropped", "dropped 31. maj 2025: ØU pkt. 7")]),
        ({}, {"frist": "medio juni 2025"},
         [("moved", "deadline moved from ultimo maj 2025 to medio juni 2025 (+20 days)")]),
        ({}, {"frist": "medio maj 2025"},
         [("moved", "deadline moved from ultimo maj 2025 to medio maj 2025 (−11 days)")]),
        ({}, {"frist": "1. juni 2025"}, [("moved", "deadline moved from ultimo maj 2025 to 1. juni 2025 (+1 day)")]),
        ({}, {"frist": "løbende"}, [("moved", "deadline moved from ultimo maj 2025 to løbende")]),
        ({}, {"frist": None}, [("moved", "deadline removed: ultimo maj 2025")]),
        ({"frist": None}, {}, [("moved", "deadline set: ultimo maj 2025")]),
        ({}, {"trafiklys": "roed"}, [("light", "light Grøn → Rød")]),
        ({}, {"fase": "afventer"}, [("phase", "phase I gang → Afventer")]),
        ({}, {"fase": "afventer", "trafiklys": None},
         [("light", "light Grøn → none"), ("phase", "phase I gang → Afventer")]),
        ({"fase": "afventer"}, {"fase": "afventer", "trafiklys": None}, [("light", "light Grøn → none")]),
        (FINISHED, DROPPED, [("dropped", "dropped 31. maj 2025: ØU pkt. 7")]),
        ({**FINISHED, "trafiklys": "groen"}, FINISHED, [("light", "light Grøn → none")]),
        (FINISHED, {**FINISHED, "afsluttet": {"dato": "2025-05-31", "grundlag": "Åbnet"}},
         [("other", "afsluttet.grundlag: Taget i brug → Åbnet")]),
        (DROPPED, {**DROPPED, "udgaaet": {"dato": "2025-05-30", "beslutning": "ØU pkt. 7"}},
         [("other", "udgaaet.dato: 2025-05-31 → 2025-05-30")]),
        ({}, {"beloeb": {"2025": 4000, "2026": -500}}, [("money", "beloeb.2026: 0 → −500")]),
        ({}, {"status": "Nyt udbud."}, [("text", "status changed: I udbud. → Nyt udbud.")]),
        ({}, {"temaer": ["kloge-m2"]}, [("other", "temaer added: kloge-m2")]),
        ({}, {"direktionsfokus": True}, [("other", "direktionsfokus added: true")]),
        ({}, {}, []),
    ],
)  # fmt: skip
def test_a_change_in_words(old: dict[str, Any], new: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    news = news_between(plan(item(**old)), plan(item(**new)))
    assert [(each.kind, each.tekst) for each in news] == expected


@pytest.mark.parametrize("state", [{}, FINISHED, DROPPED], ids=["live", "finished", "dropped"])
@pytest.mark.parametrize("key", KEY_ORDER)
def test_no_key_is_removed_without_a_word(key: str, state: dict[str, Any]) -> None:
    assert list(item_news(item(**state), [Change((key,), "x", ABSENT)]))


def test_a_state_that_was_a_bare_x_is_news() -> None:
    (only,) = item_news(item(**FINISHED), [Change(("afsluttet",), "x", FINISHED["afsluttet"])])
    assert only.kind == "finished"


def test_items_that_come_and_go() -> None:
    assert [each.kind for each in news_between(plan(), plan(item()))] == ["added"]
    assert [each.kind for each in news_between(plan(item()), plan())] == ["removed"]


def test_an_item_whose_file_is_broken_now_is_not_said_to_be_removed() -> None:
    now = Plan("2025-2028", "plan/2025-2028", None, broken=frozenset(["A301"]))
    assert news_between(plan(item()), now) == ()


def test_dates_tell_what_happened_since_a_day() -> None:
    moved = item(
        frist="medio 2026",
        fristaendringer=[
            {"dato": "2024-11-01", "fra": "medio 2025", "aarsag": "Gammelt"},
            {"dato": "2025-02-01", "fra": "ultimo 2025", "aarsag": "Udbuddet gik om"},
        ],
    )
    news = news_since(plan(moved), date(2024, 11, 30), date(2025, 5, 31))
    (only,) = news
    assert only.kind == "moved"
    assert "from ultimo 2025 to medio 2026" in only.tekst
    assert "Udbuddet gik om" in only.tekst
    assert "Gammelt" not in only.tekst


@pytest.mark.parametrize(("since", "as_of", "count"), [("2025-05-30", "2025-05-31", 1), ("2025-05-31", "2025-06-30", 0),
                                                       ("2025-01-01", "2025-05-30", 0)])  # fmt: skip
def test_only_what_lies_between_the_days(since: str, as_of: str, count: int) -> None:
    news = news_since(plan(item(**FINISHED)), date.fromisoformat(since), date.fromisoformat(as_of))
    assert len(news) == count

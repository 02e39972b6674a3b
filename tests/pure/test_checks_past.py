"""The rules that compare a plan with its past: what they say, where, and what they leave to each other."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from udplan.pure.snapshot import Part

from udplan.domain.emne import Afsluttet, Emne, Udgaaet
from udplan.domain.plan import Item, Plan, Round
from udplan.domain.runde import Runde
from udplan.ground.problem import Finding, KeyPath
from udplan.pure.checks.past import PAST_CHECKS, Past, frozen_altered, red_again, status_unchanged, x_removed
from udplan.pure.round.rounds import altered

DAY = date(2025, 5, 20)
LIVE: Mapping[str, Any] = {
    "titel": "Børnehus", "udvalg": "BUU", "ansvarlig": "Ejendomschefen", "proces": "Udbud.", "fase": "i_gang",
    "trafiklys": "roed", "status": "Går som forventet.", "opdateret": DAY,
}  # fmt: skip
DONE = {**LIVE, "fase": None, "trafiklys": None, "afsluttet": Afsluttet(dato=DAY, grundlag="Ibrugtaget")}


def plan_of(said: Mapping[str, Any], *rounds: str, decided: bool = False) -> Plan:
    item = Item("2025-2028", "anlaegsprojekter", "A101", "", "A101.yaml", Emne(**said))
    runder = (
        Runde(titel="Status", opgjort=date.fromisoformat(f"{name}-01"), beslutning="Ja" if decided else None)
        for name in rounds
    )
    files = (Round("2025-2028", name, f"{name}.yaml", runde) for name, runde in zip(rounds, runder, strict=True))
    return Plan("2025-2028", "plan/2025-2028", None, (item,), tuple(files))


def past_of(earlier: Mapping[str, str] | None = None, /, **said: Any) -> Past:
    data = {"titel": "Børnehus", "status": "Går som forventet.", "opdateret": "2025-01-10"} | said
    return Past("2025-01", {"A101": Part("anlaegsprojekter", "", data)}, earlier or {})


WAS_DONE = {"afsluttet": {"dato": "2025-01-10"}}
WAS_RED = {"fase": "i_gang", "trafiklys": "roed"}


@pytest.mark.parametrize("rule", PAST_CHECKS)
def test_without_a_past_there_is_nothing_to_say(rule: Callable[[Plan, Past], Iterator[Finding]]) -> None:
    assert not list(rule(plan_of(LIVE, "2025-01", "2025-06"), Past()))


def test_an_x_is_missed_where_the_new_state_is() -> None:
    dropped = {**DONE, "afsluttet": None, "udgaaet": Udgaaet(dato=DAY, beslutning="ØU pkt. 4")}
    for said, key, state in ((LIVE, "fase", "I gang"), (dropped, "udgaaet", "Udgået")):
        (found,) = x_removed(plan_of(said), past_of(**WAS_DONE))
        assert (found.path, found.keys) == ("A101.yaml", (key,))
        assert str(found.message).endswith(f"in the round 2025-01, and is now {state}")
    assert not list(x_removed(plan_of(DONE), past_of(**WAS_DONE)))
    assert not list(x_removed(plan_of(LIVE), past_of(**WAS_RED)))


def test_red_counts_from_the_last_round_to_the_one_under_preparation() -> None:
    past = past_of(**WAS_RED)
    (found,) = red_again(plan_of(LIVE, "2025-01", "2025-06"), past)
    assert found.keys == ("trafiklys",)
    assert not list(red_again(plan_of(LIVE, "2025-01", "2025-06", decided=True), past))
    assert not list(red_again(plan_of(LIVE), past))
    assert not list(red_again(plan_of({**LIVE, "trafiklys": "gul"}, "2025-06"), past))
    assert not list(red_again(plan_of(DONE, "2025-06"), past))


@pytest.mark.parametrize(
    ("now", "then", "is_told"),
    [
        ({}, {}, True),
        ({"status": "Går\nsom  forventet.\n"}, {}, True),
        ({"status": "Går ikke som forventet."}, {}, False),
        ({"opdateret": date(2025, 1, 10)}, {}, False),
        ({"opdateret": date(2025, 1, 9)}, {}, False),
        ({}, {"opdateret": None}, False),
        ({}, {"status": None}, False),
        ({"status": None, "opdateret": None}, {"status": None}, False),
        ({"fase": "afventer", "trafiklys": None}, {"fase": "afventer"}, True),
        ({"fase": "ikke_startet", "trafiklys": None}, {"fase": "afventer"}, True),
        ({"fase": "ikke_startet", "trafiklys": None}, {"fase": "ikke_startet"}, False),
        ({}, {"fase": "ikke_startet"}, True),
        ({"fase": None, "trafiklys": None, "afsluttet": DONE["afsluttet"]}, {}, False),
    ],
)
def test_a_confirmation_says_something(now: dict[str, Any], then: dict[str, Any], is_told: bool) -> None:
    data = {key: value for key, value in {**past_of().then["A101"].data, **then}.items() if value is not None}
    past = Past("2025-01", {"A101": Part("anlaegsprojekter", "", data)})
    assert [found.keys for found in status_unchanged(plan_of({**LIVE, **now}), past)] == [("status",)] * is_told


def test_what_another_item_was_under_the_same_id_is_not_held_against_this() -> None:
    past = past_of({"A101": "Svømmehal"}, **WAS_DONE, **WAS_RED)
    codes = [found.code for rule in PAST_CHECKS for found in rule(plan_of(LIVE, "2025-01", "2025-06"), past)]
    assert codes == ["id-reused"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ([("indstilling",)], [("indstilling",)]),
        ([("bilag", 1, "titel")], [("bilag", 1, "titel")]),
        ([("bilag", 0, "nr"), ("titel",), ("bilag", 1, "nr")], [("bilag",), ("titel",)]),
        ([], []),
    ],
)
def test_each_key_of_a_frozen_round_is_told_of_once(keys: list[KeyPath], told: list[KeyPath]) -> None:
    plan = plan_of(LIVE, "2025-01")
    assert [found.keys for found in frozen_altered(plan, Past(altered={"2025-01": tuple(keys)}))] == told
    assert not list(frozen_altered(plan, Past(altered={"2024-11": tuple(keys)})))


def test_the_hint_names_what_may_be_written_later() -> None:
    (found,) = frozen_altered(plan_of(LIVE, "2025-01"), Past(altered={"2025-01": (("titel",),)}))
    named = str(found.hint).partition(": ")[2].split(", ")
    assert {"beslutning", "sag"} <= set(named)
    assert altered({}, dict.fromkeys(named, "nyt")) == ()
    others = set(Runde.model_fields) - {*named, "frosset"}
    assert {key for (key,) in altered({}, dict.fromkeys(others, "nyt"))} == others

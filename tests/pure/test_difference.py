"""The laws of comparing two moments of a plan, and what is left out because nobody knows what it says."""

from typing import Any

import pytest
from hypothesis import given, settings

from support.generated import plans
from support.history import History, history_repository, plans_at
from support.plans import data_of, item_from, places_of, plan_from, round_from, settings_from
from udplan.domain.names import SETTINGS
from udplan.domain.plan import Misfit, Plan
from udplan.pure.change.changes import ABSENT, Change
from udplan.pure.change.difference import applied, plan_difference

HUS = {"titel": "Hus", "beloeb": {"2025": 1}}
A101 = item_from("A101", HUS, slug="hus")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


@given(plans())
@settings(max_examples=40)
def test_nothing_differs_from_itself(one: Plan) -> None:
    assert plan_difference(one, one).differences == ()


@given(plans(), plans())
@settings(max_examples=40)
def test_the_differences_make_the_new_of_the_old(old: Plan, new: Plan) -> None:
    assert _words(applied(data_of(old), plan_difference(old, new).differences)) == _words(data_of(new))


@given(plans(), plans())
@settings(max_examples=40)
def test_a_part_differs_once_and_neither_side_is_touched(old: Plan, new: Plan) -> None:
    before = repr((data_of(old), data_of(new)))
    found = plan_difference(old, new).differences
    names = [each.ref.id for each in found]
    applied(data_of(old), found)
    assert len(set(names)) == len(names)
    sides = [
        {name: (_words(data), places_of(side)[name]) for name, data in data_of(side).items()} for side in (old, new)
    ]
    assert set(names) == {name for name in {**old.parts, **new.parts} if sides[0].get(name) != sides[1].get(name)}
    assert repr((data_of(old), data_of(new))) == before


def test_the_laws_hold_in_the_history(history: History) -> None:
    moments = plans_at(history)
    for old in moments:
        for new in moments:
            for name in old.by_name.keys() & new.by_name.keys():
                before, after = old.by_name[name], new.by_name[name]
                found = plan_difference(before, after)
                unread = frozenset(found.unread)
                sides = [(_read(side, unread), _placed(side, unread)) for side in (before, after)]
                assert (found.differences == ()) == (sides[0] == sides[1])
                made = applied(data_of(before), found.differences)
                assert {name: _words(data) for name, data in made.items() if name not in unread} == sides[1][0]


def _read(plan: Plan, unread: frozenset[str]) -> dict[str, Any]:
    return {name: _words(data) for name, data in data_of(plan).items() if name not in unread}


def _words(value: Any) -> Any:
    """The data with its texts as words: where a line was broken is no difference."""
    if isinstance(value, dict):
        return {key: _words(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_words(each) for each in value]
    return value.split() if isinstance(value, str) else value


def _placed(plan: Plan, unread: frozenset[str]) -> dict[str, tuple[str, str]]:
    return {name: place for name, place in places_of(plan).items() if name not in unread}


def test_a_part_that_is_not_understood_on_one_side_is_left_out() -> None:
    whole, broken = plan_from(A101), plan_from(item_from("A101", None))
    for sides in ((whole, broken), (broken, whole)):
        found = plan_difference(*sides)
        assert (found.differences, found.unread) == ((), ("A101",))


@pytest.mark.parametrize(
    "misfit", [Misfit(A101.path, "no-id", "A101-hus"), Misfit("plan/x/D101.yaml", "wrong-folder", "A101")]
)
def test_a_part_that_is_none_at_the_other_moment_because_of_its_name_is_left_out(misfit: Misfit) -> None:
    whole, misplaced = plan_from(A101), Plan(A101.plan, misfits=(misfit,))
    for sides in ((whole, misplaced), (misplaced, whole)):
        found = plan_difference(*sides)
        assert (found.differences, found.unread) == ((), ("A101",))


def test_items_come_in_the_order_of_their_types_then_the_settings_then_the_rounds() -> None:
    said = {"titel": "Et"}
    items = [item_from(name, said) for name in ("H101", "A1002", "A101", "D101", "R101")]
    new = plan_from(round_from("2025-04", said), *items, settings_from(said))
    order = [each.ref.id for each in plan_difference(plan_from(), new).differences]
    assert order == ["D101", "R101", "A101", "A1002", "H101", SETTINGS, "runder/2025-04"]


def test_a_file_of_another_name_or_in_another_folder_differs_without_changes() -> None:
    for other in (item_from("A101", HUS), item_from("A101", HUS, folder="driftsaendringer", slug="hus")):
        (only,) = plan_difference(plan_from(A101), plan_from(other)).differences
        assert (only.old, only.new, only.changes) == (A101, other, ())
        assert applied({"A101": HUS}, [only]) == {"A101": HUS}


def test_what_is_added_and_removed_is_told_key_by_key() -> None:
    (only,) = plan_difference(plan_from(), plan_from(A101)).differences
    assert only.changes == (Change(("titel",), ABSENT, "Hus"), Change(("beloeb",), ABSENT, {"2025": 1}))
    (only,) = plan_difference(plan_from(A101), plan_from()).differences
    assert only.changes == (Change(("titel",), "Hus", ABSENT), Change(("beloeb",), {"2025": 1}, ABSENT))

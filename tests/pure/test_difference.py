"""The laws of comparing two snapshots of a plan, and what is left out because nobody knows what it says."""

import pytest
from hypothesis import given, settings
from udplan.pure.snapshot import SETTINGS, Part, Snapshot

from support.history import History, history_repository, snapshots_of
from support.snapshots import PLAN, snapshot, snapshots
from udplan.pure.change.changes import ABSENT, Change
from udplan.pure.change.difference import applied, differences

HUS = Part("anlaegsprojekter", "hus", {"titel": "Hus", "beloeb": {"2025": 1}})


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


@given(snapshots())
@settings(max_examples=40)
def test_nothing_differs_from_itself(one: Snapshot) -> None:
    assert differences(one, one) == ()


@given(snapshots(), snapshots())
@settings(max_examples=40)
def test_the_differences_make_the_new_of_the_old(old: Snapshot, new: Snapshot) -> None:
    assert applied(old, differences(old, new)).parts == new.parts


@given(snapshots(), snapshots())
@settings(max_examples=40)
def test_a_part_differs_once_and_neither_side_is_touched(old: Snapshot, new: Snapshot) -> None:
    before = repr((old, new))
    names = [each.ref.id for each in differences(old, new)]
    applied(old, differences(old, new))
    assert len(set(names)) == len(names)
    assert set(names) == {
        name for name in old.parts.keys() | new.parts.keys() if old.parts.get(name) != new.parts.get(name)
    }
    assert repr((old, new)) == before


def test_the_laws_hold_in_the_history(history: History) -> None:
    moments = snapshots_of(history)
    for old in moments:
        for new in moments:
            for plan in old.keys() & new.keys():
                before, after = old[plan], new[plan]
                unread = before.unread | after.unread
                found = differences(before, after)
                assert (found == ()) == (_read(before, unread) == _read(after, unread))
                assert _read(applied(before, found), unread) == _read(after, unread)


def _read(one: Snapshot, unread: frozenset[str]) -> dict[str, Part]:
    return {name: part for name, part in one.parts.items() if name not in unread}


def test_a_part_that_is_not_understood_on_one_side_is_left_out() -> None:
    there, broken = snapshot({"A101": HUS}), Snapshot(PLAN, {}, frozenset(["A101"]))
    assert differences(there, broken) == differences(broken, there) == ()


def test_items_come_in_the_order_of_their_types_then_the_settings_then_the_rounds() -> None:
    folders = {
        "H101": "hensigtserklaeringer", "A102": "anlaegsprojekter", "A101": "anlaegsprojekter", SETTINGS: "",
        "D101": "driftsaendringer", "R101": "raaderumsforslag", "runder/2025-04": "runder",
    }  # fmt: skip
    new = snapshot({name: Part(folder, "", {"titel": name}) for name, folder in folders.items()})
    order = [each.ref.id for each in differences(snapshot({}), new)]
    assert order == ["D101", "R101", "A101", "A102", "H101", SETTINGS, "runder/2025-04"]


def test_a_file_of_another_name_or_in_another_folder_differs_without_changes() -> None:
    for other in (Part("anlaegsprojekter", "", HUS.data), Part("driftsaendringer", "hus", HUS.data)):
        (only,) = differences(snapshot({"A101": HUS}), snapshot({"A101": other}))
        assert only.changes == ()
        assert applied(snapshot({"A101": HUS}), [only]).parts == {"A101": other}


def test_what_is_added_and_removed_is_told_key_by_key() -> None:
    (only,) = differences(snapshot({}), snapshot({"A101": HUS}))
    assert only.changes == (Change(("titel",), ABSENT, "Hus"), Change(("beloeb",), ABSENT, {"2025": 1}))
    (only,) = differences(snapshot({"A101": HUS}), snapshot({}))
    assert only.changes == (Change(("titel",), "Hus", ABSENT), Change(("beloeb",), {"2025": 1}, ABSENT))

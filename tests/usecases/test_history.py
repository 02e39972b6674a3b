"""The history of one item: its commits put together are the whole difference, and the public's part of it is safe."""

from pathlib import Path

import pytest

from support.gitting import git
from support.history import History as Steps
from support.history import commit_at, history_repository, snapshots_of
from udplan.adapters.git.run import revision
from udplan.ground.errors import UdplanError
from udplan.pure.change.changes import apply
from udplan.usecases.history import History, history

PLAN = "2025-2028"


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


def told(found: History) -> list[str]:
    return [str(news.tekst) for event in found.events for news in event.news]


@pytest.mark.parametrize("name", ["D102", "A101", "A102", "H101", "H102", "H103", "R103", "R105", "R111"])
def test_the_events_put_together_make_what_the_file_says_now(steps: Steps, name: str) -> None:
    found = history(steps.root, f"{PLAN}/{name}", internal=True)
    data: object = {}
    for event in found.events:
        for news in event.news:
            data = apply(data, news.changes)
    now = snapshots_of(steps)[-1][PLAN].parts
    assert data == (now[name].data if name in now else {})


def test_the_events_come_in_the_order_they_happened(steps: Steps) -> None:
    found = history(steps.root, f"{PLAN}/A101", internal=True)
    days = [event.day for event in found.events if event.day]
    assert days == sorted(days)
    assert len(days) == len(found.events)
    assert all(git(steps.root, "rev-parse", event.commit).startswith(event.commit) for event in found.events)
    assert not found.shallow


def test_an_item_that_was_closed_for_a_while(steps: Steps) -> None:
    """From the day it was closed until it is open again nothing is told, nor what had changed when it came back."""
    public = told(history(steps.root, f"{PLAN}/R102", internal=False))
    assert public == ["added", "light Grøn → Gul (worse)"]
    inside = told(history(steps.root, f"{PLAN}/R102", internal=True))
    assert "Lukket added: Begrundelse: Tilbud behandles" in inside
    assert "Lukket removed: Begrundelse: Tilbud behandles" in inside


def test_an_item_that_was_closed_from_the_start(steps: Steps) -> None:
    assert told(history(steps.root, f"{PLAN}/A102", internal=False)) == []
    assert "added" in told(history(steps.root, f"{PLAN}/A102", internal=True))


@pytest.mark.parametrize("name", ["R103", "R104", "R105", "A999", "R1"])
def test_to_the_public_a_closed_item_is_one_there_is_none_of(steps: Steps, name: str) -> None:
    with pytest.raises(UdplanError, match=f"there is no item {name} in {PLAN}") as raised:
        history(steps.root, f"{PLAN}/{name}", internal=False)
    for closed in ("R103", "R104", "R105"):
        assert closed == name or closed not in f"{raised.value.message} {raised.value.hint}"


def test_a_text_that_names_an_item_that_was_ever_closed_is_left_out(steps: Steps) -> None:
    assert "Status written: (left out)" in told(history(steps.root, f"{PLAN}/H102", internal=False))
    assert "Afhænger af added: R102, A101" in told(history(steps.root, f"{PLAN}/D102", internal=True))
    assert not any("R102" in text for text in told(history(steps.root, f"{PLAN}/D102", internal=False)))


def test_the_kept_and_the_fresh_are_the_same(steps: Steps, tmp_path: Path) -> None:
    cache = tmp_path / "x.sqlite"
    fresh = history(steps.root, f"{PLAN}/D101", internal=True)
    assert history(steps.root, f"{PLAN}/D101", internal=True, cache=cache) == fresh
    assert history(steps.root, f"{PLAN}/D101", internal=True, cache=cache) == fresh


def test_two_files_with_one_id_for_a_while(steps: Steps, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(steps.root), "clone")
    root = tmp_path / "clone"
    folder = root / "plan/2025-2028/hensigtserklaeringer"
    one, other = folder / "H101-frivillighed.yaml", folder / "H101-andet.yaml"
    other.write_bytes(one.read_bytes())
    commit_at(root, "To ens", "2026-01-01T12:00:00+01:00")
    one.unlink()
    commit_at(root, "Kun den ene", "2026-01-02T12:00:00+01:00")
    found = history(root, f"{PLAN}/H101", internal=True)
    assert "To ens" in [event.subject for event in found.events]
    assert found.titel == "Mere frivillighed"


def test_a_commit_is_told_in_full(steps: Steps) -> None:
    first = history(steps.root, f"{PLAN}/A101", internal=False).events[0]
    assert first.commit == revision(steps.root, "vedtaget").commit

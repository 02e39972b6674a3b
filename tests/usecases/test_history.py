"""The history of one item: its commits put together are the whole difference."""

from pathlib import Path

import pytest

from support.gitting import git
from support.history import History as Steps
from support.history import commit_at, history_repository, plans_at
from udplan.adapters.git.run import revision
from udplan.adapters.read.kept import Kept
from udplan.ground.errors import UdplanError
from udplan.pure.change.changes import apply
from udplan.usecases.history import History, history
from udplan.usecases.moments import Moments

PLAN = "2025-2028"


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


def of(steps: Steps, name: str, kept: Kept | None = None) -> History:
    """The history of an item of the plan."""
    return history(Moments(steps.root, kept or Kept()), f"{PLAN}/{name}")


def told(found: History) -> list[str]:
    return [str(news.tekst) for event in found.events for news in event.news]


@pytest.mark.parametrize("name", ["D102", "A101", "A102", "H101", "H102", "H103", "R103", "R105", "R111"])
def test_the_events_put_together_make_what_the_file_says_now(steps: Steps, name: str) -> None:
    found = of(steps, name)
    data: object = {}
    for event in found.events:
        for news in event.news:
            data = apply(data, news.changes)
    now = plans_at(steps)[-1].by_name[PLAN].parts
    assert data == (now[name].data if name in now else {})


def test_the_events_come_in_the_order_they_happened(steps: Steps) -> None:
    found = of(steps, "A101")
    days = [event.day for event in found.events if event.day]
    assert days == sorted(days)
    assert len(days) == len(found.events)
    assert all(git(steps.root, "rev-parse", event.commit).startswith(event.commit) for event in found.events)
    assert not found.shallow


@pytest.mark.parametrize(("name", "intern"), [("D101", False), ("R102", True), ("A102", True), ("R103", True)])
def test_what_was_ever_closed_is_told_to_those_who_hold_the_files_and_marked(
    steps: Steps, name: str, intern: bool
) -> None:
    assert of(steps, name).intern is intern


def test_an_item_that_was_closed_for_a_while(steps: Steps) -> None:
    found = told(of(steps, "R102"))
    assert (found[0], "Light Grøn → Gul (worse)" in found) == ("added", True)
    closed, opened = (f"Lukket {word}: begrundelse: Tilbud behandles" for word in ("added", "removed"))
    assert found.index(closed) < found.index(opened)
    assert told(of(steps, "A102"))[0] == "added"


@pytest.mark.parametrize("name", ["A999", "R1"])
def test_an_item_there_never_was(steps: Steps, name: str) -> None:
    with pytest.raises(UdplanError, match=f"there is no item {name} in {PLAN}"):
        of(steps, name)


def test_the_kept_and_the_fresh_are_the_same(steps: Steps, tmp_path: Path) -> None:
    fresh = of(steps, "D101")
    for _time in range(2):
        assert of(steps, "D101", Kept(tmp_path / "x.sqlite")) == fresh


def test_two_files_with_one_id_for_a_while(steps: Steps, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(steps.root), "clone")
    root = tmp_path / "clone"
    folder = root / "plan/2025-2028/hensigtserklaeringer"
    one, other = folder / "H101-frivillighed.yaml", folder / "H101-andet.yaml"
    other.write_bytes(one.read_bytes())
    commit_at(root, "To ens", "2026-01-01T12:00:00+01:00")
    one.unlink()
    commit_at(root, "Kun den ene", "2026-01-02T12:00:00+01:00")
    found = of(Steps(root, ()), "H101")
    assert "To ens" in [event.subject for event in found.events]
    assert found.titel == "Mere frivillighed"


def test_a_commit_is_told_in_full(steps: Steps) -> None:
    first = of(steps, "A101").events[0]
    assert first.commit == revision(steps.root, "vedtaget").commit

"""Comparing two moments: only what differs is read, and what is closed on a side or today is left out."""

from pathlib import Path

import pytest
from udplan.adapters.read.parsed import ParsedFiles
from udplan.pure.snapshot import Snapshot
from udplan.usecases.comparing import Between, PlanDifference, plan_difference, plans_of

from support.history import History, history_repository, snapshots_of
from support.trees import Watched
from support.words import DANISH, ENGLISH
from udplan.adapters.git.run import WorkFiles, revision
from udplan.pure.news.plans import news_between
from udplan.usecases.differences import compared

PLAN = "2025-2028"
D101 = f"plan/{PLAN}/driftsaendringer/D101-digital-dannelse.yaml"
R101 = f"plan/{PLAN}/raaderumsforslag/R101-faerre-koersler.yaml"
A101 = f"plan/{PLAN}/anlaegsprojekter/A101-boernehus.yaml"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


@pytest.fixture(scope="module")
def snapshots(history: History) -> list[dict[str, Snapshot]]:
    return snapshots_of(history)


def items_in(paths: list[str]) -> set[str]:
    """Those that are not the settings of a plan, which tell what its ids look like."""
    return {path for path in paths if not path.endswith("/plan.yaml")}


def difference(history: History, old: str, new: str, *, internal: bool = False) -> PlanDifference:
    today = WorkFiles(history.root, revision(history.root, "HEAD"))
    between = Between(revision(history.root, old), revision(history.root, new), today)
    return plan_difference(between, PLAN, internal=internal)


def test_inside_the_house_it_is_what_two_loaded_plans_say(
    history: History, snapshots: list[dict[str, Snapshot]]
) -> None:
    trees = [revision(history.root, name) for name in history.moments]
    files = ParsedFiles(None)
    for old, before in enumerate(trees):
        for new, after in enumerate(trees):
            for plan in plans_of(before, after):
                found = plan_difference(Between(before, after, None, files), plan, internal=True)
                sides = [snapshots[place].get(plan, Snapshot(plan, {})) for place in (old, new)]
                assert found.news == news_between(sides[0], sides[1]), (old, new)


@pytest.mark.parametrize("internal", [True, False])
def test_only_what_differs_is_read(history: History, internal: bool) -> None:
    head = revision(history.root, "HEAD")
    sides = [Watched(revision(history.root, name)) for name in ("opsaetning", "beloeb")]
    found = plan_difference(Between(sides[0], sides[1], WorkFiles(history.root, head)), PLAN, internal=internal)
    assert len(found.news) == 6
    for side in sides:
        assert items_in(side.read) == {D101, R101, A101}


def test_nothing_is_read_where_nothing_differs(history: History) -> None:
    side = Watched(revision(history.root, "juni"))
    found = plan_difference(Between(side, side), PLAN, internal=False)
    assert (found.news, found.closed, found.unread) == ((), 0, ())
    assert items_in(side.read) == set()


@pytest.mark.parametrize(
    ("old", "new", "closed"),
    [
        ("vedtaget", "opfoelgning", 0),
        ("beloeb", "lukket", 2),
        ("main~11", "juni", 1),
        ("main~4", "tilgang", 2),
        ("aarsskifte", "aabnet", 2),
        ("juni", "juni", 0),
    ],
)
def test_how_many_were_left_out(history: History, old: str, new: str, closed: int) -> None:
    assert difference(history, old, new).closed == closed
    assert difference(history, new, old).closed == closed
    assert difference(history, old, new, internal=True).closed == 0


def test_what_cannot_be_understood_is_named_inside_the_house_only(history: History) -> None:
    assert difference(history, "navne", "brudt", internal=True).unread == ("D101", "R102")
    assert difference(history, "navne", "brudt").unread == ()
    assert difference(history, "brudt", "navne", internal=True).news == ()


def test_a_plan_that_one_side_lacks(history: History) -> None:
    found = compared(history.root, "tekster", "aarsskifte")
    assert [each.plan for each in found.plans] == ["2024-2027", "2025-2028", "2026-2029"]
    gone, _kept, new = found.plans
    assert (gone.titel, new.titel) == ("Udmøntningsplan 2024-2027", "Udmøntningsplan 2026-2029")
    assert {str(each.tekst) for each in gone.news} == {"removed"}
    assert {str(each.tekst) for each in new.news} == {"added"}


def test_the_news_can_be_told_in_every_language(history: History) -> None:
    found = compared(history.root, "juni", "main~9", plans=[PLAN])
    (reopened,) = [each.tekst for each in found.plans[0].news if each.kind == "reopened"]
    assert (DANISH(reopened), ENGLISH(reopened)) == ("genåbnet: Afventer", "reopened: Afventer")


def test_each_plan_has_its_own_rounds(history: History) -> None:
    found = compared(history.root, "2025-04")
    assert [each.plan for each in found.plans] == [PLAN]
    assert (found.old, str(found.new), found.notes) == ("2025-04", "the files now", ())
    (note,) = compared(history.root, "2025-10").notes
    assert str(note).startswith("the round 2025-10 of 2025-2028 is not frozen")


def test_the_same_with_and_without_a_cache(history: History, tmp_path: Path) -> None:
    cache = tmp_path / "x.sqlite"
    without = compared(history.root, "vedtaget", internal=True).plans
    assert compared(history.root, "vedtaget", internal=True, cache=cache).plans == without
    assert compared(history.root, "vedtaget", internal=True, cache=cache).plans == without

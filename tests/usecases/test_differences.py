"""Comparing two moments: only what differs is read, and what cannot be read is named."""

from pathlib import Path

import pytest

from support.history import History, history_repository, plans_at
from support.trees import Watched
from support.words import DANISH, ENGLISH
from udplan.adapters.git.run import revision
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.loader import plans_of
from udplan.domain.plan import Plan
from udplan.pure.news.plans import news_between
from udplan.usecases.differences import Compared, PlanNews, compared
from udplan.usecases.moments import Moments

PLAN = "2025-2028"
D101 = f"plan/{PLAN}/driftsaendringer/D101-digital-dannelse.yaml"
R101 = f"plan/{PLAN}/raaderumsforslag/R101-faerre-koersler.yaml"
A101 = f"plan/{PLAN}/anlaegsprojekter/A101-boernehus.yaml"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


def items_in(paths: list[str]) -> set[str]:
    """Those that are not the settings of a plan, which tell what its ids look like."""
    return {path for path in paths if not path.endswith("/plan.yaml")}


def of_plan(history: History, old: str, new: str) -> PlanNews:
    """What happened to the plan from one moment to another."""
    (found,) = compared(Moments(history.root), old, new, plans=[PLAN]).plans
    return found


def test_it_is_what_two_whole_plans_say(history: History) -> None:
    moments, plans = Moments(history.root), plans_at(history)
    for old, before in zip(history.moments, plans, strict=False):
        for new, after in zip(history.moments, plans, strict=False):
            for found in compared(moments, old, new).plans:
                sides = [side.by_name.get(found.plan.name, Plan(found.plan.name)) for side in (before, after)]
                assert found.news == news_between(*sides), (old, new)


def test_only_what_differs_is_read(history: History) -> None:
    sides = [Watched(revision(history.root, name)) for name in ("opsaetning", "beloeb")]
    old, new = (plans_of(side).by_name[PLAN] for side in sides)
    assert len(news_between(old, new)) == 6
    for side in sides:
        assert items_in(side.read) == {D101, R101, A101}


def test_nothing_is_read_where_nothing_differs(history: History) -> None:
    side = Watched(revision(history.root, "juni"))
    old, new = (plans_of(side).by_name[PLAN] for _side in "ab")
    assert news_between(old, new) == ()
    assert items_in(side.read) == set()


@pytest.mark.parametrize(
    ("old", "new", "intern"),
    [
        ("vedtaget", "opfoelgning", False),
        ("beloeb", "lukket", True),
        ("main~11", "juni", True),
        ("main~4", "tilgang", True),
        ("aarsskifte", "aabnet", True),
        ("juni", "juni", False),
    ],
)
def test_it_is_internal_where_it_tells_of_what_is_closed(history: History, old: str, new: str, intern: bool) -> None:
    assert of_plan(history, old, new).intern is intern
    assert of_plan(history, new, old).intern is intern


def test_what_cannot_be_understood_is_named(history: History) -> None:
    assert of_plan(history, "navne", "brudt").unread == ("D101", "R102")
    assert of_plan(history, "brudt", "navne").unread == ("D101", "R102")
    assert of_plan(history, "brudt", "navne").news == ()


def test_a_plan_that_one_side_lacks(history: History) -> None:
    found = compared(Moments(history.root), "tekster", "aarsskifte")
    assert [each.plan.name for each in found.plans] == ["2024-2027", "2025-2028", "2026-2029"]
    gone, _kept, new = found.plans
    assert (gone.plan.titel, new.plan.titel) == ("Udmøntningsplan 2024-2027", "Udmøntningsplan 2026-2029")
    assert {str(each.tekst) for each in gone.news} == {"removed"}
    assert {str(each.tekst) for each in new.news} == {"added"}


def test_the_news_can_be_told_in_every_language(history: History) -> None:
    (reopened,) = [each.tekst for each in of_plan(history, "juni", "main~9").news if each.kind == "reopened"]
    assert (DANISH(reopened), ENGLISH(reopened)) == ("Genåbnet: Afventer", "Reopened: Afventer")


def test_each_plan_has_its_own_rounds(history: History) -> None:
    moments = Moments(history.root)
    found = compared(moments, "2025-04")
    assert [each.plan.name for each in found.plans] == [PLAN]
    assert (found.old, str(found.new)) == ("2025-04", "the files now")
    assert [str(note) for note in found.notes] == ["2026-2029 is not compared: it has no round 2025-04"]
    first, _second = compared(moments, "2025-10").notes
    assert str(first).startswith("the round 2025-10 of 2025-2028 is not frozen")
    assert compared(moments, "2025-04", plans=[PLAN]).notes == ()


def test_the_same_with_and_without_what_is_kept(history: History, tmp_path: Path) -> None:
    def found(kept: Kept) -> list[tuple[object, ...]]:
        told: Compared = compared(Moments(history.root, kept), "vedtaget")
        return [(each.plan.name, each.news, each.unread, each.intern) for each in told.plans]

    without = found(Kept())
    for _time in range(2):
        assert found(Kept(tmp_path / "x.sqlite")) == without

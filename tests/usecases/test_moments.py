"""What the name of a moment means: a round, a day, or whatever git knows by it, in this order."""

from pathlib import Path

import pytest

from support.gitting import git
from support.history import History, history_repository
from udplan.adapters.read.sources import WorkTree
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import NOTHING
from udplan.usecases.moments import Moments, has_plan, moment_at

PLAN = "2025-2028"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


@pytest.fixture
def moments(history: History) -> Moments:
    return Moments(history.root)


def commit_of(moments: Moments, name: str, plan: str | None = PLAN) -> str:
    moment = moments.named(name, plan)
    assert moment.plans.commit == moment.commit.commit
    return moment.commit.commit


def sha(history: History, name: str) -> str:
    return git(history.root, "rev-parse", f"{name}^0").strip()


@pytest.mark.parametrize(
    ("name", "plan", "meant"),
    [
        ("2025-04", PLAN, "runde/2025-2028/2025-04"),
        ("2025-10", PLAN, "ramme"),
        ("2025-09-15", PLAN, "ramme"),
        ("2025-09-15", None, "ramme"),
        ("15. september 2025", PLAN, "ramme"),
        ("15-09-2025", PLAN, "ramme"),
        ("2025-06-10", PLAN, "juni"),
        ("2025-06-09", PLAN, "main~11"),
        ("2099-12-31", PLAN, "main"),
        ("juni", PLAN, "juni"),
        ("juni", None, "juni"),
        ("refs/tags/juni", None, "juni"),
        ("juni^{commit}", None, "juni"),
        ("HEAD~2", None, "main~2"),
        ("runde/2025-2028/2025-04", None, "runde/2025-2028/2025-04"),
    ],
)
def test_a_name_means_a_commit(moments: Moments, history: History, name: str, plan: str | None, meant: str) -> None:
    assert commit_of(moments, name, plan) == sha(history, meant)


def test_any_beginning_of_a_commits_id_names_it(moments: Moments, history: History) -> None:
    whole = sha(history, "juni")
    assert {commit_of(moments, whole[:length]) for length in (7, 10, 40)} == {whole}


def test_a_rounds_name_means_the_round_of_its_plan_only(moments: Moments) -> None:
    with pytest.raises(UdplanError, match="does not know the revision 2025-04"):
        moments.named("2025-04", "2026-2029")
    with pytest.raises(UdplanError, match="does not know the revision 2025-04"):
        moments.named("2025-04")


def test_what_stands_in_for_a_round_that_is_not_frozen_is_said(moments: Moments) -> None:
    assert "as it was committed on 15. september 2025 stands in for it" in str(moments.named("2025-10", PLAN).note)
    assert moments.named("2025-04", PLAN).note == NOTHING
    assert moments.named("2025-09-15", PLAN).note == NOTHING


@pytest.mark.parametrize("name", ["2025-02-30", "2025-13-01", "0000-00-00", "2025-06-31"])
def test_a_day_that_is_not_in_the_calendar(moments: Moments, name: str) -> None:
    with pytest.raises(UsageFault, match="is not a date"):
        moments.named(name)


def test_a_day_before_there_was_a_plan(moments: Moments) -> None:
    with pytest.raises(UdplanError, match=r"git has no commit from 9\. januar 2025 or before"):
        moments.named("2025-01-09")


@pytest.mark.parametrize("name", ["nej", "2025-6", "20250601", "../2025-04", "--all", "", "HEAD:plan", "main..juni"])
def test_a_name_of_nothing(moments: Moments, name: str) -> None:
    with pytest.raises(UdplanError, match="does not know the revision") as raised:
        moments.named(name, PLAN)
    assert str(raised.value.hint) == "name a day, a tag, a commit or one of the rounds 2025-04, 2025-10"


def test_now_is_the_files_as_they_lie(moments: Moments, history: History) -> None:
    assert isinstance(moments.tree, WorkTree)
    assert moments.now.commit == ""
    assert moments.head.commit == sha(history, "HEAD")


def test_now_where_there_is_no_git_is_the_files_too(example: Path) -> None:
    moments = Moments(example)
    assert isinstance(moments.tree, WorkTree)
    assert (moments.newest_plan, moments.version(internal=True)) == ("2025-2028", "")


def test_as_a_commit_knew_the_moments(history: History) -> None:
    """What is frozen later, and what lies in the folder, it did not know."""
    commit = Moments(history.root).named("2025-03-03").commit
    then = Moments(history.root, commit=commit)
    assert then.now.commit == commit.commit == then.head.commit
    with pytest.raises(UdplanError, match="does not know the revision 2025-04"):
        then.named("2025-04", PLAN)
    with pytest.raises(UdplanError, match="has no commit"):
        then.named("2025-01-09")
    assert then.named("2099-12-31").commit == commit


def test_the_plans_of_a_commit_are_read_once(moments: Moments) -> None:
    assert moments.named("juni").plans is moments.named("2025-06-10").plans


def test_now_in_a_bare_repository_is_the_last_commit(history: History, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(history.root), "bare.git")
    bare = Moments(tmp_path / "bare.git")
    assert not has_plan(bare.root)
    assert bare.tree == bare.head
    assert bare.now.commit == bare.head.commit
    assert bare.newest_plan == "2026-2029"
    assert list(bare.now.by_name[PLAN].rounds_by_name) == ["2025-04", "2025-10"]
    assert commit_of(bare, "2025-04") == sha(history, "runde/2025-2028/2025-04")


def test_the_rounds_of_a_plan(moments: Moments) -> None:
    rounds = moments.now.by_name[PLAN].rounds_by_name
    assert list(rounds) == ["2025-04", "2025-10"]
    assert moments.now.by_name["2026-2029"].rounds == ()
    assert rounds["2025-10"].data["opgjort"] == "2025-09-15"
    assert moments.frozen(rounds["2025-10"]) is None
    then = moments.frozen(rounds["2025-04"])
    assert then is not None
    assert then.commit == rounds["2025-04"].data["frosset"]["commit"]


@pytest.mark.parametrize(
    ("plans", "known"),
    [((), True), ((PLAN,), True), (("all",), True), ((PLAN, "2026-2029"), True), (("2026-2029",), False)],
)
def test_a_name_alone_is_about_the_plan_that_has_the_round(
    moments: Moments, plans: tuple[str, ...], known: bool
) -> None:
    """The newest plan, 2026-2029, has no rounds."""
    if known:
        assert moment_at(moments, "2025-04", plans).name == "2025-04"
    else:
        with pytest.raises(UdplanError, match="does not know the revision 2025-04"):
            moment_at(moments, "2025-04", plans)

"""The law where plans have a past: what is compared is what was published, and nothing tells what was closed since.

The past itself belongs to those who hold the files: it shows everything, and says so.
"""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from support.canaries import canaries_in
from support.command import Udplan
from support.outputs import Arguments
from support.pasts import FIRST, PASTS, PLAN, SECOND, repositories
from support.promises import PAPERS, is_intern, says_gone
from support.worlds import Pair, breaches

DAY = ("--as-of", "2025-12-15", "--plan", PLAN)
Past = Callable[[str], Pair]


@pytest.fixture(scope="session")
def made() -> dict[str, Pair]:
    """The repositories that have been made so far."""
    return {}


@pytest.fixture
def past(
    made: dict[str, Pair],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Past:
    """A plan's past by its name, with its closed files and without them; no test may change it."""
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")

    def repositories_of(name: str) -> Pair:
        if name not in made:
            made[name] = repositories(PASTS[name], tmp_path_factory.mktemp("fortid"), Udplan(Path(), capsys))
        return made[name]

    return repositories_of


def compared() -> Iterator[Arguments]:
    """What is compared with the last frozen round, which is what status does of itself."""
    yield ("status", *DAY)
    yield ("status", *DAY, "--since", FIRST)
    for name, form in product(("aendringer", "halvaarsstatus", "direktion"), PAPERS):
        yield ("status", *DAY, "--report", name, "--format", form, "--incomplete")
    for name in ("restliste", "anlaeg", "med", "aarshjul"):
        yield ("status", *DAY, "--report", name, "--format", "md", "--incomplete")
    yield ("status", *DAY, "--since", FIRST, "--report", "aendringer", "--format", "md", "--incomplete")


def others(name: str) -> Iterator[Arguments]:
    """What a frozen round was, and what is now."""
    for round_ in (FIRST, SECOND) if name == "frozen twice" else (FIRST,):
        yield ("status", "--plan", PLAN, "--round", round_)
        for report in ("halvaarsstatus", "sagsfremstilling", "aendringer"):
            yield ("status", "--plan", PLAN, "--round", round_, "--report", report, "--format", "md", "--incomplete")
    yield ("list", "--plan", "all", "--format", "csv")
    yield from (("show", f"{PLAN}/{item_id}") for item_id in PASTS[name].ids)
    yield from (("round", "list"), ("status", "--plan", "all"))


@pytest.mark.parametrize("name", PASTS)
def test_what_is_public_is_what_it_would_be_had_nothing_ever_been_closed(
    name: str, past: Past, capsys: pytest.CaptureFixture[str]
) -> None:
    udplan = Udplan(Path(), capsys)
    commands = [*compared(), *others(name)]
    found = [each for words in commands for each in breaches(past(name), udplan, *words)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", PASTS)
def test_what_was_published_and_is_gone_is_not_named(name: str, past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = Udplan(past(name).whole, capsys)
    for words in compared():
        answer = udplan(*words)
        assert canaries_in(answer.out + answer.err, PASTS[name].gone) == [], words


@pytest.mark.parametrize("name", ["closed after publication", "frozen twice"])
def test_what_was_published_and_is_gone_is_a_number(name: str, past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    for root in (past(name).whole, past(name).public):
        paper = Udplan(root, capsys)("status", *DAY, "--report", "aendringer", "--format", "md", "--incomplete").out
        assert says_gone(paper, PASTS[name].how_many_gone), paper


def test_what_is_dropped_by_a_decision_is_named(past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = Udplan(past("closed after publication").whole, capsys)
    paper = udplan("status", *DAY, "--report", "aendringer", "--format", "md", "--incomplete").out
    assert "H112" in paper
    assert "H111" in paper


# The past belongs to those who hold the files

OF_THE_PAST: list[Arguments] = [
    ("diff", FIRST),
    ("diff", FIRST, "--format", "json"),
    ("diff", FIRST, "--format", "md"),
    ("diff", FIRST, "--format", "html"),
    ("history", f"{PLAN}/H101"),
    ("history", f"{PLAN}/H101", "--format", "json"),
    ("list", "--plan", PLAN, "--at", "HEAD"),
    ("list", "--plan", PLAN, "--at", "HEAD", "--format", "csv"),
    ("list", "--plan", PLAN, "--changed-since", FIRST, "--format", "json"),
    ("show", f"{PLAN}/H101", "--at", "HEAD"),
    ("status", "--plan", PLAN, "--at", "HEAD"),
    ("status", *DAY, "--since", "HEAD~1"),
    ("status", *DAY, "--since", "HEAD~1", "--report", "aendringer", "--format", "md", "--incomplete"),
]


@pytest.mark.parametrize("words", [*OF_THE_PAST, ("check",)], ids=" ".join)
def test_what_shows_the_past_says_that_it_is_internal(
    words: Arguments, past: Past, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Udplan(past("frozen twice").whole, capsys)(*words)
    assert answer.code == 0 or words == ("check",), answer.err
    assert is_intern(answer.out + answer.err)


@pytest.mark.parametrize("words", OF_THE_PAST, ids=" ".join)
def test_what_shows_the_past_shows_all_of_it(words: Arguments, past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Udplan(past("frozen twice").whole, capsys)(*words)
    if words[0] != "status" or "--report" in words:
        assert "H101" in answer.out


@pytest.mark.parametrize("words", [*OF_THE_PAST, ("check",)], ids=" ".join)
def test_nothing_is_internal_where_nothing_was_ever_closed(
    words: Arguments, past: Past, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tuple(each.replace("H101", "H102") for each in words)
    answer = Udplan(past("frozen twice").public, capsys)(*words)
    assert answer.code == 0 or words == ("check",), answer.err
    assert not is_intern(answer.out + answer.err)

"""Comments that silence findings: only theirs, only in their lines, never what is always an error."""

import pytest

from udplan.ground.problem import Problem, Severity, Silence
from udplan.pure.checks.silences import unsilenced

PATH = "plan/2025-2028/hensigtserklaeringer/H101.yaml"


def problem(code: str, line: int, severity: Severity = "warning") -> Problem:
    return Problem(PATH, line, 8, severity, code, "said")


def told(found: list[Problem], *silences: Silence, compared: bool = True) -> list[tuple[str, int]]:
    return [(each.code, each.line) for each in unsilenced(found, {PATH: silences}, compared=compared)]


OVERDUE = Silence(3, 20, "overdue", (3,))


def test_what_is_found_in_its_lines_is_not_told() -> None:
    found = [problem("overdue", 3), problem("overdue", 4), problem("stale", 3), problem("overdue", 0)]
    assert told(found, OVERDUE) == [("overdue", 4), ("stale", 3), ("overdue", 0)]


def test_one_comment_silences_all_that_its_rule_finds_there() -> None:
    assert told([problem("overdue", 3), problem("overdue", 3)], OVERDUE) == []


@pytest.mark.parametrize("code", ["missing-field", "duplicate-id", "closed-mentioned"])
def test_what_is_always_an_error_is_told_all_the_same(code: str) -> None:
    assert told([problem(code, 3, "error")], Silence(3, 20, code, (3,))) == [(code, 3), ("unused-silence", 3)]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("overdue", "the comment silences nothing"),
        ("overdeu", "there is no rule named"),
        ("too-deep", "cannot be silenced"),
        ("", "does not say which rule"),
    ],
)
def test_a_comment_that_silences_nothing_is_told_of_with_the_reason(code: str, message: str) -> None:
    (found,) = unsilenced([], {PATH: [Silence(3, 20, code, (3,))]}, compared=True)
    assert (found.code, found.severity, found.line, found.column) == ("unused-silence", "warning", 3, 20)
    assert message in str(found.message)


def test_without_a_past_nobody_knows_whether_a_comment_about_it_is_needed() -> None:
    about_the_past = Silence(3, 20, "red-again", (3,))
    assert told([], about_the_past, compared=False) == []
    assert told([], about_the_past) == [("unused-silence", 3)]

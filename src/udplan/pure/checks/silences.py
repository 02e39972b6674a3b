"""Findings that a comment silences at their place, and comments that silence nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from udplan.ground.message import Text, _
from udplan.ground.problem import Problem, Silence
from udplan.pure.checks.past import PAST_CODES
from udplan.pure.checks.rules import BY_CODE
from udplan.pure.checks.wording import did_you_mean


def unsilenced(
    problems: Iterable[Problem], silences: Mapping[str, Sequence[Silence]], *, compared: bool
) -> Iterator[Problem]:
    """The problems that no comment in their lines silences, and one for each comment that silences none.

    `silences` are those of each file by its path. Where nothing is `compared` with the past, a comment about that may
    still be right.
    """
    used: set[tuple[str, Silence]] = set()
    for problem in problems:
        here = [each for each in silences.get(problem.path, ()) if _is_about(each, problem)]
        used.update((problem.path, each) for each in here)
        if not here:
            yield problem
    for path, found in silences.items():
        for each in found:
            if (path, each) not in used and (compared or each.code not in PAST_CODES):
                message, hint = _unused(each.code)
                yield Problem(path, each.line, each.column, "warning", "unused-silence", message, hint)


def _is_about(silence: Silence, problem: Problem) -> bool:
    return silence.code == problem.code and problem.line in silence.lines and not BY_CODE[problem.code].fixed


def _unused(code: str) -> tuple[Text, Text]:
    if not code:
        return _("the comment does not say which rule it silences"), _("write `# udplan: ok` and the rule's code")
    if code not in BY_CODE:
        hint = did_you_mean(code, tuple(BY_CODE), _("the code stands in brackets in each message"))
        return _("there is no rule named `{code}`").format(code=code), hint
    if BY_CODE[code].fixed:
        message = _("`{code}` cannot be silenced: without it the file means nothing certain").format(code=code)
        return message, _("remove the comment")
    message = _("the comment silences nothing: `{code}` is not found here").format(code=code)
    return message, _("remove the comment, or put it in the line that the problem is told of")

"""What every editing command does with what it was asked: make the change, and say it in the words of a diff."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from udplan.cli.language import _, worded
from udplan.cli.options import day_from_text
from udplan.cli.output import say, say_problem, shown, today, workspace_root
from udplan.cli.typed import item_typed
from udplan.ground.errors import UdplanError

if TYPE_CHECKING:
    from udplan.ground.problem import Problem
    from udplan.pure.news.kinds import News
    from udplan.usecases.edit import Arguments, Edited, MakeChanges


def edit_and_say(
    root: Path | None,
    ids: Sequence[str],
    make: "MakeChanges",
    date: str | None,
    dry_run: bool,
    arguments: "Arguments",
) -> int:
    """Make the change and say what it was; the change is data and goes to stdout, all else to stderr."""
    from udplan.usecases.edit import edit

    day = None if date is None else day_from_text(date)
    folder = workspace_root(root)
    named = [item_typed(folder, each) for each in ids]
    with notes_said():
        done = edit(folder, named, make, today(), day=day, dry_run=dry_run, arguments=arguments)
    say_edited(done, dry_run)
    return 0


@contextmanager
def notes_said() -> Iterator[None]:
    """Say what is noted on an error, such as that an interrupted command was finished before it."""
    try:
        yield
    except UdplanError as error:
        for sentence in error.notes:
            say(sentence)
        raise


def say_edited(done: "Edited", dry_run: bool) -> None:
    """Say what was changed, or would be."""
    for sentence in (*done.recovered, *done.notes):
        say(sentence)
    for news in done.news:
        shown(news_line(news))
    say_warnings(done.warnings)
    if not done.changed:
        say(_("nothing to change"))
    elif dry_run:
        say(_("dry run: nothing was written"))


def say_warnings(problems: "Sequence[Problem]") -> None:
    """What `udplan check` newly says of what was written."""
    for problem in problems:
        say_problem(problem)


def news_line(news: "News") -> str:
    """One thing that happened, in one line."""
    return f"{news.ref} {news.titel}: {worded(news.tekst)}"

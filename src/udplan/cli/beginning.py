"""`udplan init`: a new workspace."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from udplan.cli.language import _
from udplan.cli.options import DryRun
from udplan.cli.output import say, shown, today
from udplan.ground.errors import UsageFault

NO_CI = "none"


def init(
    folder: Annotated[
        Path, typer.Argument(metavar=_("[FOLDER]"), help=_("Where; it is made if it is not there. Default: here."))
    ] = Path(),
    kommune: Annotated[
        str | None, typer.Option("--kommune", metavar=_("NAME"), help=_("The municipality, as reports name it."))
    ] = None,
    budgetaar: Annotated[
        str | None, typer.Option("--budgetaar", metavar=_("YEARS"), help=_("The plan's years, such as 2026-2029."))
    ] = None,
    ci: Annotated[
        str | None,
        typer.Option("--ci", metavar="github|gitlab|azure|none", help=_("Have every change checked by this service.")),
    ] = None,
    git: Annotated[
        bool, typer.Option("--git/--no-git", help=_("Make a git repository and a first commit, where there is none."))
    ] = True,
    dry_run: DryRun = False,
) -> int:
    """Begin a plan: plan.yaml, folders, and what editors, git and a CI service need."""
    from udplan.usecases.beginning import Begin, begin, years_of

    if kommune is None:
        kommune = _asked(_("The municipality's name"), "--kommune")
    if budgetaar is None:
        year = today().year + 1
        budgetaar = _asked(_("The plan's years"), "--budgetaar", f"{year}-{year + 3}")
    years_of(budgetaar)
    if ci is None:
        ci = _asked(_("Who checks every change (github, gitlab, azure or none)"), "", NO_CI)
    done = begin(folder, Begin(kommune, budgetaar, "" if ci == NO_CI else ci, git), dry_run=dry_run)
    for path in done.made:
        shown(path)
    for path in done.kept:
        say(_("{file} was there already, and is left as it is").format(file=path))
    if dry_run:
        say(_("dry run: nothing was written"))
        return 0
    for note in done.notes:
        say(note)
    if done.commit:
        say(_("saved in git: {commit}").format(commit=done.commit[:10]))
    _say_next(folder, done.plan)
    return 0


def _asked(question: str, option: str, usual: str = "") -> str:
    """The answer of whoever sits at a terminal; else what is usual. Raises UsageFault where nothing is."""
    if sys.stdin.isatty():
        return str(typer.prompt(question, default=usual or None, err=True)).strip()
    if usual and not option:
        return usual
    raise UsageFault(
        _("{name} is missing").format(name=option), _("see {command} --help").format(command="udplan init")
    )


def _say_next(folder: Path, plan: str) -> None:
    say(_("What to do next:"))
    there = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    steps: tuple[tuple[str, str], ...] = (
        (f"plan/{plan}/plan.yaml", _("write the agreement's points and the committees")),
        (f"{there}udplan new D --titel …", _("make the first item")),
        ("udplan check", _("see what is left to do")),
        ("udplan save", _("save it in git, with the change in words")),
        ("udplan guide", _("read the guide; its first chapter is about this")),
    )
    width = max(len(command) for command, _why in steps)
    for command, why in steps:
        say(f"  {command:{width}}  {why}")

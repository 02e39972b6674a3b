"""`udplan check`: every problem in every file in one run."""

from typing import Annotated

import typer

from udplan.cli.language import _, plural, worded, words
from udplan.cli.options import AsOf, At, Root, day_from_text, filtered
from udplan.cli.output import (
    data_format,
    moment_at,
    moments_of,
    out,
    say,
    say_internal,
    say_left_out,
    today,
    workspace_root,
)
from udplan.cli.typed import item_typed, plans_typed
from udplan.pure.view.query import Filters


@filtered
def check(
    filters: Filters,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar=_("[ID]…"), help=_("Only what stands in the files of these items."))
    ] = None,
    root: Root = None,
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", metavar=_("NAME"), help=_("A plan's name; can be repeated. Default: all plans.")),
    ] = None,
    as_of: AsOf = None,
    at: At = None,
    round_: Annotated[
        str | None,
        typer.Option("--round", metavar=_("NAME"), help=_("The plans that have this round, as of the day it is for.")),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar=_("FORMAT"), help="text|json|github|sarif|junit|gitlab")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help=_("Let warnings count as errors."))] = False,
) -> int:
    """Report every problem of the plan files, with its place and what to do."""
    from udplan.adapters.printers.problems import FORMATS
    from udplan.usecases.narrowed import CheckAsked, checked_as_asked

    form = data_format(format, tuple(FORMATS))
    moments = moments_of(workspace_root(root, bare=at is not None))
    plans = plans_typed(moments.root, plan)
    asked = CheckAsked(
        today=today(),
        day=None if as_of is None else day_from_text(as_of),
        plans=plans,
        round=round_,
        ids=[item_typed(moments.root, each) for each in ids or ()],
        filters=filters,
        at=moment_at(moments, at, plans),
    )
    found = checked_as_asked(moments, asked)
    for error in found.lacking:
        say(_("warning: not compared with every frozen round: {reason}").format(reason=worded(error.message)))
        say(f"  {_('hint')}: {worded(error.hint)}")
    out(FORMATS[form](found.problems, words()))
    errors = sum(problem.severity == "error" for problem in found.problems)
    warnings = len(found.problems) - errors
    for note in found.notes:
        say(note)
    say(
        plural("{count} error", "{count} errors", errors).format(count=errors)
        + ", "
        + plural("{count} warning", "{count} warnings", warnings).format(count=warnings)
    )
    say_left_out(0, found.unread)
    say_internal(found.intern)
    return 1 if errors or (strict and warnings) else 0

"""`udplan check`: every problem in every file in one run."""

from typing import Annotated

import typer

from udplan.cli.language import _, plural, worded, words
from udplan.cli.options import AsOf, At, Root, day_from_text
from udplan.cli.output import data_format, day_at, moment_at, moments_of, out, say, say_internal, workspace_root


def check(
    root: Root = None,
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", metavar=_("NAME"), help=_("A plan's name; can be repeated. Default: all plans.")),
    ] = None,
    as_of: AsOf = None,
    at: At = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar=_("FORMAT"), help="text|json|github|sarif|junit|gitlab")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help=_("Let warnings count as errors."))] = False,
) -> int:
    """Report every problem of the plan files, with its place and what to do."""
    from udplan.adapters.printers.problems import FORMATS
    from udplan.usecases.check import checked

    form = data_format(format, tuple(FORMATS))
    asked = None if as_of is None else day_from_text(as_of)
    moments = moments_of(workspace_root(root, bare=at is not None))
    moment = moment_at(moments, at, plan or ())
    tree = moment.commit if moment else moments.tree
    chosen = plan if plan and "all" not in plan else ()
    found = checked(moments.root, tree, day_at(asked, moment), chosen, moments.kept)
    for error in found.lacking:
        say(_("warning: not compared with every frozen round: {reason}").format(reason=worded(error.message)))
        say(f"  {_('hint')}: {worded(error.hint)}")
    problems = found.problems
    out(FORMATS[form](problems, words()))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    say(
        plural("{count} error", "{count} errors", errors).format(count=errors)
        + ", "
        + plural("{count} warning", "{count} warnings", warnings).format(count=warnings)
    )
    say_internal(found.intern)
    return 1 if errors or (strict and warnings) else 0

"""`udplan check`: every problem in every file in one run."""

from typing import Annotated

import typer

from udplan.cli.options import AsOf, Root
from udplan.cli.output import data_format, day_or_today, out, say, workspace_root
from udplan.ground.language import _, plural


def check(
    root: Root = None,
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", metavar=_("NAME"), help=_("A plan's name; can be repeated. Default: all plans.")),
    ] = None,
    as_of: AsOf = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar=_("FORMAT"), help="text|json|github|sarif|junit|gitlab")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help=_("Let warnings count as errors."))] = False,
) -> int:
    """Report every problem of the plan files, with its place and what to do."""
    from udplan.adapters.problems import FORMATS
    from udplan.adapters.sources import WorkTree
    from udplan.usecases.check import check as all_problems
    from udplan.usecases.check import known_plans, require_plans

    form = data_format(format, tuple(FORMATS))
    source = WorkTree(workspace_root(root))
    require_plans(source)
    chosen = known_plans(source, plan) if plan and "all" not in plan else None
    problems = all_problems(source, day_or_today(as_of), chosen)
    out(FORMATS[form](problems))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    say(
        plural("{count} error", "{count} errors", errors).format(count=errors)
        + ", "
        + plural("{count} warning", "{count} warnings", warnings).format(count=warnings)
    )
    return 1 if errors or (strict and warnings) else 0

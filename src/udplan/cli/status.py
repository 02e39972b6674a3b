"""`udplan status`: the overview on the terminal, or the same facts as a report."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from udplan.cli.browser import place_for_browser, show_in_browser
from udplan.cli.language import _, worded, words
from udplan.cli.options import AsOf, At, Internal, Plans, Root, Shipped, day_from_text, filtered, only_shipped
from udplan.cli.output import (
    format_of,
    moment_at,
    moments_of,
    out,
    say,
    say_older,
    today,
    warn_of_closed,
    workspace_root,
)
from udplan.cli.typed import plans_typed
from udplan.ground.errors import UsageFault
from udplan.pure.view.query import Filters, fitting

if TYPE_CHECKING:
    from udplan.domain.plan import Plan

_FORMAT_OF_SUFFIX = {".md": "md", ".html": "html", ".htm": "html", ".json": "json"}


@filtered
def status(
    filters: Filters,
    root: Root = None,
    plan: Plans = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar=_("FILE"), help=_("Write a report; the suffix says how: .html, .md or .json.")
        ),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar=_("NAME"), help=_("Which report; an unknown name lists them. Default: halvaarsstatus.")
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option("--format", metavar=_("FORMAT"), help=_("Write the report to stdout: html, md or json.")),
    ] = None,
    as_of: AsOf = None,
    at: At = None,
    round_: Annotated[
        str | None,
        typer.Option("--round", metavar=_("NAME"), help=_("The round the status is for; its day is the default day.")),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar=_("ROUND"), help=_("Compare with this round, day or revision. Default: the last round.")
        ),
    ] = None,
    internal: Internal = False,
    incomplete: Annotated[
        bool,
        typer.Option("--incomplete", help=_("Write the report though files cannot be read; its head says how many.")),
    ] = False,
    templates: Shipped = "own",
    browser: Annotated[
        bool, typer.Option("--browser", help=_("Show the report in the browser; without --output none is kept."))
    ] = False,
) -> int:
    """Show how far the plan is: on the terminal, or as a report in a file."""
    from udplan.usecases.reports import known_report
    from udplan.usecases.status import Asked, Printing, report_text, statuses

    if browser and format is not None:
        raise UsageFault(_("--browser and --format cannot be combined"), _("leave one of them out"))
    wanted = "html" if browser and output is None else _format(output, format)
    name = known_report(report or "halvaarsstatus")
    if report is not None and wanted is None:
        raise UsageFault(_("--report needs --output or --format"), _("such as -o {name}.html").format(name=name))
    moments = moments_of(workspace_root(root, bare=at is not None))
    plan = plans_typed(moments.root, plan)
    asked = Asked(
        today=today(),
        as_of=None if as_of is None else day_from_text(as_of),
        plans=plan,
        round=round_,
        since=since,
        at=moment_at(moments, at, plan),
        internal=internal,
        overview=wanted is None,
        filters=filters,
    )
    found = statuses(moments, asked)
    for each in found.chosen:
        if each.note:
            say(_("warning: compared by the dates in the files only: {reason}").format(reason=worded(each.note)))
    if wanted is None:
        from udplan.adapters.printers.terminal import print_papers
        from udplan.pure.paper import oversigt

        print_papers(oversigt.build(found), sys.stdout, words())
        if not any(each.request.internal for each in found.chosen):
            texts = ((each.plan.name, text) for each in found.chosen for text in _shown_texts(each.plan))
            warn_of_closed(texts, found.chosen[0].whole)
        if filters and filters.changed_since is None:
            say_older({each.plan.name: len(fitting(each.plan, filters, each.request.as_of)) for each in found.older})
        return 0
    if len(found.chosen) > 1:
        raise UsageFault(_("a report is about one plan"), _("name it with --plan"))
    printing = Printing(name, wanted, shipped=only_shipped(templates), incomplete=incomplete)
    text = report_text(moments, found.chosen[0], printing)
    if output is None and not browser:
        out(text)
        return 0
    from udplan.adapters.write.store import write_report

    target = output or place_for_browser(f"{name}.html")
    # What is made for one's own browser alone is for nobody else to read.
    write_report(target, text, root=moments.root, private=output is None or found.chosen[0].request.internal)
    if output is not None:
        say(_("written: {file}").format(file=output))
    if browser:
        show_in_browser(target)
    return 0


def _shown_texts(plan: "Plan") -> list[str]:
    """What the overview prints of what people have written."""
    settings = plan.settings_data
    return [
        plan.titel,
        *(str(settings.get(key, "")) for key in ("kommune", "prisniveau")),
        *(item.titel for item in plan.items),
    ]


def _format(output: Path | None, asked: str | None) -> str | None:
    if asked is not None:
        return asked
    if output is None:
        return None
    return format_of(output, _FORMAT_OF_SUFFIX)

"""`udplan diff`: what happened between two moments, in words."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from udplan.cli.language import _, plural, worded, words
from udplan.cli.options import Root, Shipped, only_shipped
from udplan.cli.output import data_format, format_of, moments_of, out, say, say_internal, table_width, workspace_root
from udplan.cli.typed import plans_typed
from udplan.ground.errors import UsageFault

if TYPE_CHECKING:
    from udplan.usecases.differences import Compared, PlanNews

REPORTS = ("md", "html")
"""The formats that are reports, which are Danish whatever the language of messages is."""
FORMATS = ("text", "json", *REPORTS)
_FORMAT_OF_SUFFIX = {".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}


def diff(
    moments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[OLD [NEW]]"),
            help=_("A round, a day such as 2025-05-31, a tag or a commit. Default: the last commit and the files now."),
        ),
    ] = None,
    root: Root = None,
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", metavar=_("NAME"), help=_("A plan's name; can be repeated. Default: all plans.")),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option("--format", metavar=_("FORMAT"), help="text|json|md|html")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FILE"), help=_("Write to a file; the suffix says how.")),
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=_("Exit with 1 if there are differences."))] = False,
    templates: Shipped = "own",
    driver: Annotated[
        bool, typer.Option("--driver", help=_("For git: compare two files (git config diff.udplan.command)."))
    ] = False,
    textconv: Annotated[
        bool, typer.Option("--textconv", help=_("For git: a file as plain lines (git config diff.udplan.textconv)."))
    ] = False,
) -> int:
    """Show what happened between two moments, in words."""
    from udplan.usecases.differences import compared

    given = moments or []
    if driver or textconv:
        from udplan.usecases.driver import driver_text, textconv_text

        out(textconv_text(given) if textconv else driver_text(given, words()))
        return 0
    if len(given) > 2:
        extra = " ".join(given[2:])
        text = _("too many arguments: {arguments}").format(arguments=extra)
        raise UsageFault(text, _("it takes OLD and NEW, no more"))
    form = data_format(format or ("text" if output is None else format_of(output, _FORMAT_OF_SUFFIX)), FORMATS)
    folder = workspace_root(root, bare=True)
    found = compared(moments_of(folder), *given, plans=plans_typed(folder, plan))
    for note in found.notes:
        say(note)
    text = (
        plans_text(found.plans, found.old, worded(found.new))
        if form == "text"
        else _rendered(folder, found, form, shipped=only_shipped(templates))
    )
    if output is None:
        out(text)
    else:
        from udplan.adapters.write.store import write_report

        write_report(output, text, root=folder, private=found.intern)
        say(_("written: {file}").format(file=output))
    say_internal(found.intern)
    _say_the_rest(found)
    return 1 if exit_code and any(each.news or each.unread for each in found.plans) else 0


def plans_text(plans: Sequence["PlanNews"], old: str, new: str) -> str:
    """What happened to each plan, below its title and the two moments."""
    from udplan.adapters.printers.news import news_text, wants_colour
    from udplan.adapters.printers.tables import printable

    width, colour = table_width(), wants_colour(sys.stdout)
    parts = []
    for each in plans:
        if each.news:
            told = news_text(each.news, words(), width=width, colour=colour)
            head = printable(f"{each.plan.titel}: {old} → {new}")
            parts.append(f"{head}\n\n{told}")
    return "\n".join(parts)


def _rendered(folder: Path, found: "Compared", form: str, *, shipped: bool) -> str:
    from udplan.adapters.printers.news import news_data
    from udplan.adapters.printers.tables import json_text

    if form == "json":
        plans = [
            {"plan": each.plan.name, "titel": each.plan.titel, "unread": list(each.unread),
             "news": news_data(each.news, words())}
            for each in found.plans
        ]  # fmt: skip
        return json_text({"old": found.old, "new": worded(found.new), "intern": found.intern, "plans": plans})
    from udplan.usecases.differences import difference_report

    return difference_report(folder, found, form, shipped=shipped)


def _say_the_rest(found: "Compared") -> None:
    news = [each for plan in found.plans for each in plan.news]
    if not news:
        if not any(each.unread for each in found.plans):
            say(_("no differences"))
    else:
        parts = len({each.ref for each in news})
        told = plural("{count} change", "{count} changes", len(news)).format(count=len(news))
        say(told + " " + plural("of {count} item or file", "of {count} items or files", parts).format(count=parts))
    for each in found.plans:
        for name in each.unread:
            say(
                _("{plan}/{name} cannot be compared: a file of it cannot be understood").format(
                    plan=each.plan.name, name=name
                )
            )

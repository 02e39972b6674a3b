"""`udplan round`: prepare a round, freeze what goes to the meeting, and prove later that it is still the same."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from udplan.adapters.printers import tables
from udplan.cli.edited import notes_said, say_warnings
from udplan.cli.language import _, mark, plural, worded
from udplan.cli.options import DryRun, Plans, Root, day_from_text
from udplan.cli.output import (
    data_format,
    moments_of,
    out,
    say,
    say_left_out,
    shown,
    table_width,
    today,
    workspace_root,
)
from udplan.cli.typed import plan_typed, plans_typed
from udplan.cli.words import Command, Group

if TYPE_CHECKING:
    from udplan.domain.plan import Round
    from udplan.usecases.rounds_freeze import Frozen
    from udplan.usecases.rounds_verify import Verified

FORMATS = ("table", "csv", "json", "md")
STATES = {
    "under_forberedelse": mark("in preparation"),
    "frosset": mark("frozen"),
    "besluttet": mark("decided"),
}

OnePlan = Annotated[
    str | None, typer.Option("--plan", metavar=_("NAME"), help=_("Which plan. Default: the newest living."))
]
RoundName = Annotated[str, typer.Argument(metavar=_("ROUND"), help=_("The round's name, such as 2025-05."))]


def commands() -> typer.Typer:
    """The commands of `udplan round`, in the language in use."""
    app = typer.Typer(
        cls=Group,
        no_args_is_help=True,
        rich_markup_mode=None,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGUMENTS]…"),
    )
    for name, command, says in (
        ("new", new, _("Add a round beside the last one, with its texts and the days moved on.")),
        ("list", list_rounds, _("List the rounds, the newest last.")),
        ("freeze", freeze, _("Fix what goes to the meeting: a commit, a tag, and the checksum of each paper.")),
        ("verify", verify, _("Prove that frozen rounds still render to the same bytes.")),
    ):
        app.command(name, cls=Command, options_metavar=_("[OPTIONS]"), help=says)(command)
    return app


def new(
    name: Annotated[
        str | None, typer.Argument(metavar=_("[ROUND]"), help=_("The round's name. Default: the month of --opgjort."))
    ] = None,
    opgjort: Annotated[
        str | None,
        typer.Option(
            "--opgjort", metavar=_("DATE"), help=_("The day it is made up for. Default: the last of the month named.")
        ),
    ] = None,
    moede: Annotated[str | None, typer.Option("--moede", metavar=_("DATE"), help=_("The day of the meeting."))] = None,
    plan: OnePlan = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Add a round beside the last one."""
    from udplan.usecases.rounds_new import Wanted, new_round

    days = [None if day is None else day_from_text(day) for day in (opgjort, moede)]
    folder = workspace_root(root)
    wanted = Wanted(name, None if plan is None else plan_typed(folder, plan), *days)
    with notes_said():
        made = new_round(folder, wanted, today(), dry_run=dry_run)
    for sentence in made.recovered:
        say(sentence)
    shown(f"{made.plan}/{made.name} {made.titel}: {_('added')}")
    if dry_run:
        out(made.text)
    say_warnings(made.warnings)
    if made.copied:
        copied = _("these texts are those of {before}; write anew what is no longer so: {keys}")
        say(copied.format(before=made.before, keys=", ".join(made.copied)))
    if made.outdated:
        say(_("these still name the day of an earlier round: {keys}").format(keys=", ".join(made.outdated)))
    say(_("dry run: nothing was written") if dry_run else _("written: {file}").format(file=made.path))
    return 0


def list_rounds(
    plan: Plans = None,
    root: Root = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar=_("FORMAT"), help="|".join(FORMATS))
    ] = "table",
) -> int:
    """List the rounds, the newest last."""
    from udplan.usecases.rounds import COLUMNS, listed, round_row

    form = data_format(format, FORMATS)
    folder = workspace_root(root)
    found = listed(moments_of(folder).now, plans_typed(folder, plan))
    rows = [round_row(each) for each in found.rounds]
    if form == "json":
        out(tables.json_text(rows))
    elif form == "csv":
        out(tables.csv_text(COLUMNS, [[row[name] for name in COLUMNS] for row in rows]))
    else:
        headers = [_("Round"), _("Title"), _("Made up"), _("Meeting"), _("Committee"), _("State"), _("Tag")]
        cells = [_cells(row, several=len(found.plans) > 1) for row in rows]
        if form == "md":
            out(tables.markdown_table(headers, cells))
        else:
            out(tables.text_table(headers, cells, table_width(), shrink=1))
            counted = plural("{count} round", "{count} rounds", len(rows)).format(count=len(rows))
            say(counted if rows else _("no rounds"))
    say_left_out(0, found.broken)
    return 0


def _cells(row: dict[str, str], *, several: bool) -> list[str]:
    name = f"{row['plan']}/{row['navn']}" if several else row["navn"]
    told = [row[key] for key in ("titel", "opgjort", "moede", "udvalg")]
    return [name, *told, _(STATES[row["tilstand"]]), row["tag"]]


def freeze(
    name: RoundName,
    plan: OnePlan = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FOLDER"), help=_("Write the papers to this folder too.")),
    ] = None,
    accept_warnings: Annotated[
        bool, typer.Option("--accept-warnings", help=_("Freeze with the warnings that `udplan check` gives."))
    ] = False,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Fix what goes to the meeting."""
    from udplan.usecases.rounds_freeze import freeze as frozen

    folder = workspace_root(root)
    with notes_said():
        typed = None if plan is None else plan_typed(folder, plan)
        done = frozen(
            folder, name, typed, dry_run=dry_run, output=output, accept_warnings=accept_warnings, today=today()
        )
    for sentence in done.recovered:
        say(sentence)
    say_warnings(done.warnings)
    shown(_("{round}: frozen at commit {commit}").format(round=_full_name(done.round), commit=done.commit[:10]))
    for file, checksum in done.filer.items():
        shown(f"{checksum}  {file}")
    _say_frozen(done, dry_run)
    return 0


def _say_frozen(done: "Frozen", dry_run: bool) -> None:
    for file in done.written:
        say(_("written: {file}").format(file=file))
    if dry_run:
        say(_("dry run: nothing was written"))
        return
    tag = _("tag: {tag}, there already from a freeze that was interrupted") if done.resumed else _("tag: {tag}")
    say(tag.format(tag=done.tag))
    path = done.round.path
    say(_("written: {file}").format(file=path))
    say(_("next, commit the round's file and push the tag:"))
    # The message is the plan's own, and so in its language.
    subject = f"Runde {done.round.name} er frosset"
    for words in (("git", "commit", "-m", subject, "--", path), ("git", "push", "origin", "HEAD", done.tag)):
        say(f"  {shlex.join(words)}")


def _full_name(round_: "Round") -> str:
    return f"{round_.plan}/{round_.name}"


def verify(
    names: Annotated[
        list[str] | None, typer.Argument(metavar=_("[ROUND]…"), help=_("Which rounds. Default: every frozen one."))
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", metavar=_("NAME"), help=_("A plan's name; can be repeated. Default: all plans.")),
    ] = None,
    root: Root = None,
) -> int:
    """Prove that frozen rounds still render to the same bytes."""
    from udplan.usecases.rounds_verify import verify as verified

    folder = workspace_root(root)
    found = verified(folder, names or (), plans_typed(folder, plan))
    for each in found:
        _show_verified(each)
    if not found:
        say(_("nothing is frozen"))
    return 1 if any(each.breaches for each in found) else 0


def _show_verified(each: "Verified") -> None:
    name = f"{each.plan}/{each.name}"
    if each.breaches:
        shown(f"{name}: " + _("not proved to be what was frozen"))
    else:
        same = plural("{count} paper, the same bytes", "{count} papers, the same bytes", each.papers)
        shown(f"{name}: " + same.format(count=each.papers))
    for breach in each.breaches:
        say(f"{name}: {_('error')}: {worded(breach.message)}")
        if breach.hint:
            say(f"  {_('hint')}: {worded(breach.hint)}")

"""`udplan import`: a Word, Excel, LibreOffice or CSV table becomes items."""

from pathlib import Path
from typing import Annotated

import typer

from udplan.cli.edited import notes_said, say_warnings
from udplan.cli.language import _, plural, words
from udplan.cli.options import Root
from udplan.cli.output import out, say, today, workspace_root
from udplan.cli.typed import plan_typed
from udplan.ground.errors import UsageFault


def import_file(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The table: .xlsx, .ods, .csv or .docx."))],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar=_("FILE"),
            help=_("How the table is to be understood. Where the file is not there, the proposal is saved in it."),
        ),
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write/--dry-run", help=_("Write the items. Default: show them and write nothing.")),
    ] = False,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar=_("NAME"), help=_("Which plan. Default: the newest living."))
    ] = None,
    root: Root = None,
) -> int:
    """Show what a table holds as items, and add them when told."""
    from udplan.adapters.printers.imported import report
    from udplan.adapters.write.store import write_report
    from udplan.usecases.importing import import_table

    if write and mapping is not None and not mapping.exists():
        raise UsageFault(
            _("there is no mapping {file}").format(file=mapping),
            _("without --write the proposal is saved there, for you to read first"),
        )
    folder = workspace_root(root)
    where = None if plan is None else plan_typed(folder, plan)
    with notes_said():
        done = import_table(folder, file, today(), mapping=mapping, plan=where, write=write)
    for sentence in (*done.recovered, *done.notes):
        say(sentence)
    out("".join(f"{line}\n" for line in report(done.reading, done.ids, done.obstacles, words())))
    say_warnings([each for each in done.warnings if each.severity == "error"])
    warnings = [each for each in done.warnings if each.severity == "warning"]
    if warnings:
        text = plural("{count} warning about the new items", "{count} warnings about the new items", len(warnings))
        say(f"{text.format(count=len(warnings))}: {', '.join(sorted({each.code for each in warnings}))}")
    if done.proposal and mapping is not None:
        write_report(mapping, done.proposal)
        say(_("the proposed mapping is saved: {file}").format(file=mapping))
    elif done.proposal and not write:
        say(_("save the mapping, to correct it, with --mapping {file}").format(file=f"{file.stem}.import.yaml"))
    if done.refusal is not None:
        raise done.refusal
    if write:
        say(_("written to {plan}; see udplan check").format(plan=done.plan))
    else:
        say(_("dry run: nothing was written; write the items with --write"))
    return 0

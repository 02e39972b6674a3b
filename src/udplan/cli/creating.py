"""`udplan new`: an item that was not there."""

from typing import Annotated

import typer

from udplan.cli.edited import news_line, notes_said, say_warnings
from udplan.cli.language import _
from udplan.cli.options import DryRun, Root
from udplan.cli.output import out, say, shown, today, workspace_root
from udplan.cli.setting import assignment
from udplan.cli.typed import plan_typed
from udplan.domain.vocabulary import BOGSTAVER, TYPER
from udplan.ground.danish import fold
from udplan.ground.errors import UsageFault


def new(
    type: Annotated[str, typer.Argument(metavar=_("TYPE"), help="|".join(TYPER) + "|D|R|A|H")],  # noqa: A002
    fields: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]…", help=_("More fields."))] = None,
    titel: Annotated[str, typer.Option("--titel", metavar=_("TEXT"), help=_("The title."))] = "",
    udvalg: Annotated[str, typer.Option("--udvalg", metavar=_("CODE"), help=_("The committee."))] = "",
    ansvarlig: Annotated[str, typer.Option("--ansvarlig", metavar=_("TEXT"), help=_("Who is responsible."))] = "",
    proces: Annotated[str, typer.Option("--proces", metavar=_("TEXT"), help=_("How and when it is done."))] = "",
    slug: Annotated[
        str | None, typer.Option("--slug", metavar=_("WORDS"), help=_("What follows the id in the file's name."))
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar=_("NAME"), help=_("Which plan. Default: the newest living."))
    ] = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Add an item with the next free number."""
    from udplan.usecases.create import create

    wanted = fold(type)
    item_type = next(
        (name for name, label in TYPER.items() if wanted in (fold(name), fold(label), fold(BOGSTAVER[name]))), None
    )
    if item_type is None:
        raise UsageFault(
            _("there is no type {value}").format(value=type),
            _("known: {values}").format(values=", ".join(f"{name} ({BOGSTAVER[name]})" for name in TYPER)),
        )
    named = {"titel": titel, "udvalg": udvalg, "ansvarlig": ansvarlig, "proces": proces}
    given = [assignment(f"{key}={value}") for key, value in named.items() if value]
    given += [assignment(word) for word in fields or ()]
    missing = [key for key in named if not any(each.keys == (key,) for each in given)]
    if missing:
        raise UsageFault(
            _("a new item must have {keys}").format(keys=", ".join(missing)),
            _("add {options}").format(options=" ".join(f"--{key} …" for key in missing)),
        )
    folder = workspace_root(root)
    where = None if plan is None else plan_typed(folder, plan)
    with notes_said():
        made = create(folder, item_type, given, today(), plan=where, slug=slug, dry_run=dry_run)
    for sentence in (*made.recovered, *made.notes):
        say(sentence)
    shown(news_line(made.news))
    if dry_run:
        out(made.text)
    say_warnings(made.warnings)
    say(_("dry run: nothing was written") if dry_run else _("written: {file}").format(file=made.path))
    return 0

"""`udplan done`: the plan's X."""

from typing import Annotated

import typer

from udplan.cli.edited import edit_and_say
from udplan.cli.options import DryRun, Ids, Root, day_from_text
from udplan.cli.output import today, workspace_root
from udplan.ground.language import _


def done(
    ids: Ids,
    basis: Annotated[str, typer.Option("--basis", metavar=_("TEXT"), help=_("What shows that it is finished."))],
    date: Annotated[str | None, typer.Option("--date", metavar=_("DATE"), help=_("When. Default: today."))] = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Mark items finished: the X, with its date and basis."""
    from udplan.pure.edits import finished

    day = day_from_text(date) if date else today()
    text = basis.strip()
    if not text:
        raise typer.BadParameter(_("write what shows that it is finished"), param_hint="--basis")
    return edit_and_say(workspace_root(root), ids, lambda data: finished(data, day, text), today(), dry_run)

"""`udplan demo`: a plan with a history to try everything on."""

from pathlib import Path
from typing import Annotated

import typer

from udplan.cli.language import _
from udplan.cli.output import say, shown

TRIES = (
    "udplan status --round 2025-05",
    "udplan diff 2024-11 2025-05",
    "udplan history A201",
    "udplan round verify",
    "udplan diff",
    "udplan save",
)


def demo(
    folder: Annotated[
        Path,
        typer.Argument(metavar=_("[FOLDER]"), help=_("Where; it must not be there, or be empty. Default: skovby.")),
    ] = Path("skovby"),
) -> int:
    """Make a plan with a history to try everything on: that of Skovby Kommune."""
    from udplan.ground.language import words_of
    from udplan.usecases.demo import make_demo

    made = make_demo(folder, words_of("da"))
    shown(str(folder))
    say(_("the plan of Skovby Kommune, which does not exist, is in {folder}; try there:").format(folder=folder))
    for command in (f"cd {folder}", *TRIES):
        say(f"  {command}")
    say(_("frozen rounds: {tags}").format(tags=", ".join(made.tags)))
    return 0

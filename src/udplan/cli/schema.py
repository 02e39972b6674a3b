"""`udplan schema`: what a plan file may hold, for editors."""

from typing import Annotated

import typer

from udplan.cli.language import _
from udplan.cli.output import out
from udplan.ground.errors import UsageFault


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="[emne|plan|runde]", help=_("Of which file: an item's, plan.yaml or a round's."))
    ] = "emne",
) -> int:
    """Print the JSON Schema of a kind of plan file, for editors."""
    from udplan.usecases.schema import SCHEMAS, schema_text

    if kind not in SCHEMAS:
        raise UsageFault(
            _("there is no schema of {value}").format(value=kind),
            _("known: {values}").format(values=", ".join(SCHEMAS)),
        )
    out(schema_text(kind))
    return 0

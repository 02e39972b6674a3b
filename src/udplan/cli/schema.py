"""`udplan schema`: what an item's file may hold, for editors."""

from udplan.cli.output import out


def schema() -> int:
    """Print the JSON Schema of an item's file."""
    import json

    from udplan.usecases.schema import emne_schema

    out(json.dumps(emne_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0

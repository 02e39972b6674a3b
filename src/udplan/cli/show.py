"""`udplan show`: one item, all of it."""

import shutil
import textwrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from udplan.adapters import tables
from udplan.cli.options import Ids, Internal, Root
from udplan.cli.output import data_format, out, workspace_root
from udplan.ground.language import _

if TYPE_CHECKING:
    from udplan.domain.plan import Item, Plan

FORMATS = ("table", "csv", "json", "yaml", "md", "ids")
_WIDEST = 100


def show(
    ids: Ids,
    root: Root = None,
    internal: Internal = False,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar=_("FORMAT"), help="table|csv|json|yaml|md|ids")
    ] = "table",
) -> int:
    """Show all that the files of one or more items say."""
    from udplan.pure.details import details
    from udplan.usecases.show import items_named

    form = data_format(format, FORMATS)
    found = items_named(workspace_root(root), ids, internal=internal)
    if form == "ids":
        out("".join(f"{item.ref}\n" for item, _plan in found))
    elif form in ("json", "yaml"):
        data = [_data(item) for item, _plan in found]
        out(_json(data) if form == "json" else _yaml(data))
    elif form == "csv":
        lines = [(str(item.ref), *line) for item, plan in found for line in details(item, plan)]
        out(tables.csv_text([_("Id"), _("Key"), _("Value")], lines))
    elif form == "md":
        parts = [
            f"## {tables.markdown_cell(f'{item.id} {item.emne.titel}')}\n\n"
            + tables.markdown_table([_("Key"), _("Value")], details(item, plan))
            for item, plan in found
        ]
        out("\n".join(parts))
    else:
        out("\n".join(_table(item, plan) for item, plan in found))
    return 0


def _table(item: "Item", plan: "Plan") -> str:
    from udplan.pure.details import details

    lines = details(item, plan)
    label_width = max(len(label) for label, _text in lines) + 2
    width = min(shutil.get_terminal_size().columns, _WIDEST) - label_width
    shown: list[str] = []
    for label, text in lines:
        wrapped = [
            piece
            for line in tables.printable(text).strip().split("\n")
            for piece in textwrap.wrap(line, max(width, 20), break_on_hyphens=False) or [""]
        ]
        shown.append(f"{label:<{label_width}}{wrapped[0]}".rstrip())
        shown += [f"{'':<{label_width}}{piece}".rstrip() for piece in wrapped[1:]]
    return "\n".join(shown) + "\n"


def _data(item: "Item") -> dict[str, Any]:
    from udplan.pure.news import plain_data

    return {"plan": item.plan, "id": item.id, "type": item.type, "fil": item.path, **plain_data(item)}


def _json(data: list[dict[str, Any]]) -> str:
    import json

    return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2) + "\n"


def _yaml(data: list[dict[str, Any]]) -> str:
    from udplan.adapters.yamlfile.writer import yaml_text

    return yaml_text(data[0] if len(data) == 1 else data)

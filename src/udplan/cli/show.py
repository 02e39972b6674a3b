"""`udplan show`: one item, all of it."""

import shutil
import textwrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from udplan.adapters.printers import tables
from udplan.cli.language import _, worded
from udplan.cli.options import At, Ids, Internal, Root
from udplan.cli.output import (
    data_format,
    moment_at,
    moments_of,
    out,
    say,
    say_internal,
    shown,
    warn_of_closed,
    workspace_root,
)
from udplan.cli.typed import item_typed

if TYPE_CHECKING:
    from udplan.domain.plan import Item, Plan

FORMATS = ("table", "csv", "json", "yaml", "md", "ids")
_WIDEST = 100


def show(
    ids: Ids,
    root: Root = None,
    internal: Internal = False,
    at: At = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar=_("FORMAT"), help="table|csv|json|yaml|md|ids")
    ] = "table",
) -> int:
    """Show all that the files of one or more items say."""
    from udplan.pure.view.naming import meant
    from udplan.pure.view.public import has_closed
    from udplan.usecases.showing import items_named

    form = data_format(format, FORMATS)
    folder = workspace_root(root, bare=at is not None)
    moments = moments_of(folder)
    ids = [item_typed(folder, each) for each in ids]
    # A round belongs to the plan whose items are asked for.
    plans = sorted({meant(each, moments.now).ref.plan for each in ids if "/" in each})
    moment = moment_at(moments, at, plans)
    whole = moment.plans if moment else moments.now
    named = items_named(whole, ids, internal=internal or (moment is not None and has_closed(whole)))
    items = named.items
    intern = internal or any(item.lukket for item in items)
    found = [(item, whole.by_name[item.plan]) for item in items]
    if form == "ids":
        for item, _plan in found:
            shown(str(item.ref))
    elif form in ("json", "yaml"):
        records = [_data(item) for item, _plan in found]
        data = records[0] if len(records) == 1 else records
        out(tables.json_text(data) if form == "json" else _yaml(data))
    elif form == "csv":
        lines = [(str(item.ref), *line) for item, plan in found for line in _lines(item, plan)]
        out(tables.csv_text([_("Id"), _("Key"), _("Value")], lines))
    elif form == "md":
        parts = [
            f"## {tables.markdown_cell(f'{item.id} {item.emne.titel}')}\n\n"
            + tables.markdown_table([_("Key"), _("Value")], _lines(item, plan))
            for item, plan in found
        ]
        out("\n".join(parts))
    else:
        out("\n".join(_table(item, plan) for item, plan in found))
    for note in named.notes:
        say(note)
    say_internal(intern)
    if not intern:
        warn_of_closed(((item.plan, text) for item in items for text in _texts(item)), whole)
    return 0


def _texts(item: "Item") -> list[str]:
    from udplan.domain.mentions import texts_in

    return [item.path, *(text for _keys, text in texts_in(item.data))]


def _lines(item: "Item", plan: "Plan") -> list[tuple[str, str]]:
    from udplan.pure.view.details import details

    return [(worded(label), text) for label, text in details(item, plan)]


def _table(item: "Item", plan: "Plan") -> str:
    lines = _lines(item, plan)
    label_width = max(len(label) for label, _text in lines) + 2
    width = min(shutil.get_terminal_size().columns, _WIDEST) - label_width
    shown: list[str] = []
    for label, text in lines:
        wrapped = [
            piece
            for line in _joined(tables.printable(text))
            for piece in textwrap.wrap(line, max(width, 20), break_on_hyphens=False) or [""]
        ]
        shown.append(f"{label:<{label_width}}{wrapped[0]}".rstrip())
        shown += [f"{'':<{label_width}}{piece}".rstrip() for piece in wrapped[1:]]
    return "\n".join(shown) + "\n"


def _joined(text: str) -> list[str]:
    """The lines with each paragraph in one; list items and whatever is indented begin lines of their own."""
    lines: list[str] = []
    for line in text.strip().split("\n"):
        begins = not line.strip() or line.startswith((" ", "-", "*", "+", ">", "|")) or line.split(".")[0].isdigit()
        if lines and lines[-1].strip() and not begins:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return lines


def _data(item: "Item") -> dict[str, Any]:
    return {"plan": item.plan, "id": item.id, "type": item.type, "fil": item.path, **item.data}


def _yaml(data: Any) -> str:
    from udplan.adapters.write.writer import yaml_text

    return yaml_text(data)

"""`udplan list`: the items asked for, as a table or as data."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from udplan.adapters import tables
from udplan.adapters.cache import Cache
from udplan.adapters.cachefile import cache_file
from udplan.adapters.sources import WorkTree
from udplan.cli.language import _, plural
from udplan.cli.options import AsOf, At, Internal, Plans, Root, day_from_text, filtered
from udplan.cli.output import (
    data_format,
    day_at,
    moment_at,
    out,
    say,
    say_left_out,
    shown,
    table_width,
    workspace_root,
)
from udplan.domain.vocabulary import LABELS
from udplan.ground.errors import UsageFault
from udplan.pure.query import ORDERS, Filters, is_overdue, is_stale
from udplan.pure.summary import Summary
from udplan.usecases.listing import Selection, Sought, selection

if TYPE_CHECKING:
    from udplan.usecases.moments import Moment

FORMATS = ("table", "csv", "json", "yaml", "md", "ids")


@filtered
def list_items(
    filters: Filters,
    root: Root = None,
    plan: Plans = None,
    as_of: AsOf = None,
    at: At = None,
    internal: Internal = False,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar=_("FORMAT"), help="table|csv|json|yaml|md|ids")
    ] = "table",
    sort: Annotated[
        str | None, typer.Option("--sort", metavar=_("ORDER"), help="|".join(ORDERS) + " " + _("(default: the id)"))
    ] = None,
) -> int:
    """List items in short, as many as the filters ask for."""
    form = data_format(format, FORMATS)
    if sort is not None and sort not in ORDERS:
        raise UsageFault(
            _("--sort {value}: there is none of that name").format(value=sort),
            _("known: {values}").format(values=", ".join(ORDERS)),
        )
    asked = None if as_of is None else day_from_text(as_of)
    folder = workspace_root(root, bare=at is not None)
    moment = moment_at(folder, at, plan or ())
    day = day_at(asked, moment)
    chosen = selection(_sought(folder, moment), plan or (), filters, day, internal)
    items = sorted(chosen.items, key=ORDERS[sort]) if sort else list(chosen.items)
    if form == "ids":
        for item in items:
            shown(_name(item, chosen))
    elif form in ("json", "yaml"):
        rows = [_data(item, chosen, day) for item in items]
        out(tables.json_text(rows) if form == "json" else _yaml(rows))
    elif form == "csv":
        rows = [_data(item, chosen, day) for item in items]
        headers = list(_data_headers())
        out(tables.csv_text(headers, [[_csv_cell(row[name]) for name in headers] for row in rows]))
    else:
        headers = [_("Id"), "X", _("Title"), _("Committee"), _("Responsible"), _("State"), _("Light"), _("Deadline")]
        cells = [_cells(item, chosen, day) for item in items]
        if form == "md":
            out(tables.markdown_table(headers, cells))
        else:
            out(tables.text_table(headers, cells, table_width(), shrink=2))
            counted = plural("{count} item", "{count} items", len(items)).format(count=len(items))
            say(counted if items else _("no items"))
    say_left_out(chosen.closed, chosen.broken)
    return 0


def _sought(folder: Path, moment: "Moment | None") -> Sought:
    """Where to look: only the files of now are worth keeping a cache of."""
    if moment is None:
        return Sought(folder, WorkTree(folder), Cache(cache_file(folder)))
    return Sought(folder, moment.tree, None, moment.tree)


def _name(item: Summary, chosen: Selection) -> str:
    return item.id if len(chosen.catalogues) == 1 else f"{item.plan}/{item.id}"


def _cells(item: Summary, chosen: Selection, day: date) -> list[str]:
    overdue = " !" if is_overdue(item, day) else ""
    return [
        _name(item, chosen),
        "X" if item.tilstand == "afsluttet" else "",
        item.titel,
        item.udvalg,
        item.ansvarlig,
        LABELS[item.tilstand],
        LABELS.get(item.trafiklys, ""),
        item.frist + overdue,
    ]


def _data_headers() -> tuple[str, ...]:
    return (
        "plan", "id", "type", "titel", "udvalg", "udvalg_navn", "omraade", "ansvarlig", "temaer", "strategier",
        "tilstand", "afsluttet", "trafiklys", "frist", "frist_slut", "overskredet", "opdateret", "foraeldet",
        "direktionsfokus", "lukket", "fil",
    )  # fmt: skip


def _data(item: Summary, chosen: Selection, day: date) -> dict[str, Any]:
    catalogue = chosen.catalogues[item.plan]
    values = (
        item.plan, item.id, item.type, item.titel, item.udvalg, catalogue.udvalg.get(item.udvalg, item.udvalg),
        item.omraade, item.ansvarlig, list(item.temaer), list(item.strategier), item.tilstand,
        item.tilstand == "afsluttet", item.trafiklys, item.frist, item.frist_slut, is_overdue(item, day),
        item.opdateret, is_stale(item, catalogue, day), item.direktionsfokus, item.lukket, item.path,
    )  # fmt: skip
    return dict(zip(_data_headers(), values, strict=True))


def _csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _yaml(rows: list[dict[str, Any]]) -> str:
    from udplan.adapters.yamlfile.writer import yaml_text

    return yaml_text(rows)

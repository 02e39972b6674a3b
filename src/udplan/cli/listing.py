"""`udplan list`: the items asked for, as a table or as data."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from udplan.adapters.printers import tables
from udplan.adapters.read.kept import Kept, kept_file
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.sources import WorkTree
from udplan.cli.language import _, plural
from udplan.cli.options import AsOf, At, Internal, Plans, Root, day_from_text, filtered
from udplan.cli.output import (
    data_format,
    day_at,
    moment_at,
    out,
    say,
    say_internal,
    say_left_out,
    say_older,
    shown,
    table_width,
    today,
    warn_of_closed,
    workspace_root,
)
from udplan.cli.typed import plans_typed
from udplan.domain.plan import Item
from udplan.domain.plan import Plans as PlansAtMoment
from udplan.domain.vocabulary import LABELS, MONEY_KEYS
from udplan.ground.errors import UsageFault
from udplan.pure.view.choosing import chosen_plans
from udplan.pure.view.late import deadline_of, is_overdue, is_stale
from udplan.pure.view.query import ORDERS, Filters
from udplan.usecases.listing import Selection, selection

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
    whole, chosen, day = _chosen(folder, plans_typed(folder, plan), at, asked, filters, internal=internal)
    items = sorted(chosen.items, key=ORDERS[sort]) if sort else list(chosen.items)
    if form == "ids":
        for item in items:
            shown(_name(item, chosen))
    elif form in ("json", "yaml"):
        rows = [_data(item, chosen, day) for item in items]
        out(tables.json_text(rows) if form == "json" else _yaml(rows))
    elif form == "csv":
        years = sorted({year for plan in chosen.plans.values() for year in plan.years})
        cells = [_csv_row(_data(item, chosen, day), years) for item in items]
        out(tables.csv_text(_csv_headers(years), cells))
    else:
        headers = [_("Id"), "X", _("Title"), _("Committee"), _("Responsible"), _("State"), _("Light"), _("Deadline")]
        cells = [_cells(item, chosen, day) for item in items]
        if form == "md":
            out(tables.markdown_table(headers, cells))
        else:
            out(tables.text_table(headers, cells, table_width(), shrink=2))
            counted = plural("{count} item", "{count} items", len(items)).format(count=len(items))
            say(counted if items else _("no items"))
    say_internal(internal or chosen.intern)
    if not internal and not chosen.intern:
        warn_of_closed(((item.plan, text) for item in items for text in [*_cells(item, chosen, day), item.slug]), whole)
    say_older(chosen.older)
    say_left_out(chosen.closed, chosen.unread)
    return 0


def _chosen(
    folder: Path, plans: Sequence[str], at: str | None, asked: date | None, filters: Filters, *, internal: bool
) -> tuple[PlansAtMoment, Selection, date]:
    """All plans, what was asked for of them, and the day that the answer is for."""
    kept = Kept(kept_file(folder))
    if at is None and filters.changed_since is None:
        whole = plans_of(WorkTree(folder), kept)
        day = asked or today()
        return whole, selection(whole, plans, filters, day, internal=internal), day
    # Imported here because listing the files as they are needs neither git nor news.
    from udplan.pure.view.public import has_closed
    from udplan.usecases.differences import with_changed
    from udplan.usecases.moments import Moments

    moments = Moments(folder, kept)
    moment = moment_at(moments, at, plans)
    if moment is not None:
        moments = replace(moments, commit=moment.commit)
    day = day_at(asked, moment)
    living = [name for name, alive in moments.now.living.items() if alive]
    filters = with_changed(filters, moments, chosen_plans(plans, moments.now.living) if plans else living)
    internal = internal or has_closed(moments.now)
    return moments.now, selection(moments.now, plans, filters, day, internal=internal), day


def _name(item: Item, chosen: Selection) -> str:
    return item.id if len(chosen.plans) == 1 else str(item.ref)


def _cells(item: Item, chosen: Selection, day: date) -> list[str]:
    data = item.data
    overdue = " !" if is_overdue(item, day) else ""
    return [
        _name(item, chosen),
        "X" if item.tilstand == "afsluttet" else "",
        f"{_('CLOSED')}: {item.titel}" if item.lukket else item.titel,
        data["udvalg"],
        data["ansvarlig"],
        LABELS[item.tilstand],
        LABELS.get(data.get("trafiklys", ""), ""),
        data.get("frist", "") + overdue,
    ]


def _data_headers() -> tuple[str, ...]:
    return (
        "plan", "id", "type", "titel", "udvalg", "udvalg_navn", "omraade", "ansvarlig", "temaer", "strategier",
        "tilstand", "afsluttet", "trafiklys", "frist", "frist_slut", "overskredet", "opdateret", "foraeldet",
        "direktionsfokus", "lukket", "fil", "proces", "status", *MONEY_KEYS,
    )  # fmt: skip


def _data(item: Item, chosen: Selection, day: date) -> dict[str, Any]:
    plan, data, frist = chosen.plans[item.plan], item.data, deadline_of(item)
    values = (
        item.plan, item.id, item.type, item.titel, data["udvalg"],
        plan.labels("udvalg").get(data["udvalg"], data["udvalg"]), data.get("omraade", ""), data["ansvarlig"],
        data.get("temaer", []), data.get("strategier", []), item.tilstand, item.tilstand == "afsluttet",
        data.get("trafiklys", ""), data.get("frist", ""), frist.slut.isoformat() if frist and frist.slut else "",
        is_overdue(item, day), data.get("opdateret", ""), is_stale(item, day, plan.foraeldelse),
        data.get("direktionsfokus", False), item.lukket, item.path, data["proces"], data.get("status", ""),
        *(data.get(key, {}) for key in MONEY_KEYS),
    )  # fmt: skip
    return dict(zip(_data_headers(), values, strict=True))


def _csv_headers(years: Sequence[int]) -> list[str]:
    words = [name for name in _data_headers() if name not in MONEY_KEYS]
    return [*words, *(f"{key}_{year}" for key in MONEY_KEYS for year in years)]


def _csv_row(data: dict[str, Any], years: Sequence[int]) -> list[str]:
    """A row with a column for each year's amounts, since Excel adds columns up."""
    words = [_csv_cell(value) for name, value in data.items() if name not in MONEY_KEYS]
    return [*words, *(_csv_amount(data[key], year) for key in MONEY_KEYS for year in years)]


def _csv_amount(amounts: Any, year: int) -> str:
    return str(amounts.get(str(year), "")) if isinstance(amounts, dict) else str(amounts)


def _csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return ", ".join(value) if isinstance(value, list) else " ".join(str(value).split())


def _yaml(rows: list[dict[str, Any]]) -> str:
    from udplan.adapters.write.writer import yaml_text

    return yaml_text(rows)

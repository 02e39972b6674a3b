"""Options that several commands share, each written once."""

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from udplan.cli.language import _
from udplan.domain.nearest_times import day_named
from udplan.ground.errors import UsageFault
from udplan.pure.view.query import Filters

Result = TypeVar("Result")


def day_from_text(text: str) -> date:
    """The day an option names, as `2025-05-31` or in Danish. Raises typer.BadParameter for anything else."""
    day = day_named(text)
    if day is None:
        message = _("{value} is not a date; write it as 2025-05-31 or 31. maj 2025")
        raise typer.BadParameter(message.format(value=text))
    return day


Root = Annotated[
    Path | None,
    typer.Option("--root", metavar=_("FOLDER"), help=_("The folder that holds `plan`; default: here or above.")),
]
Plans = Annotated[
    list[str] | None,
    typer.Option(
        "--plan", metavar=_("NAME"), help=_("A plan's name, or `all`; can be repeated. Default: the newest living.")
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar=_("DATE"), help=_("The day the answer is for. Default: today.")),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar=_("REVISION"), help=_("The plan as it was: a round, a day, a tag or a commit. Default: now.")
    ),
]
Internal = Annotated[
    bool,
    typer.Option(
        "--internal/--public",
        envvar="UDPLAN_INTERNAL",
        show_envvar=True,
        help=_("Show items closed to the public too. Default: public."),
    ),
]
Shipped = Annotated[
    str,
    typer.Option(
        "--templates",
        metavar="own|shipped",
        envvar="UDPLAN_TEMPLATES",
        show_envvar=True,
        help=_("Whose templates: the repository's own go first, or only those that come with udplan. Default: own."),
    ),
]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help=_("Items, such as A301 or 2024-2027/A301."))]
Date = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar=_("DATE"),
        help=_("The day it is from. Default: today; while a round is being made ready, the day it is made up for."),
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Show the change and write nothing."))]


def only_shipped(templates: str) -> bool:
    """Whether `--templates` asks for udplan's own only. Raises UsageFault for another word."""
    if templates not in ("own", "shipped"):
        raise UsageFault(_("--templates is own or shipped, not {value}").format(value=templates))
    return templates == "shipped"


def _values(option: str, help_text: str) -> Any:
    return Annotated[list[str] | None, typer.Option(f"--{option}", metavar=_("VALUE"), help=help_text)]


def _flag(option: str, help_text: str) -> Any:
    return Annotated[bool, typer.Option(f"--{option}", help=help_text)]


_FILTERS: dict[str, Any] = {
    "type": _values("type", _("Only this type, such as anlaegsprojekter or A.")),
    "udvalg": _values("udvalg", _("Only this committee.")),
    "omraade": _values("omraade", _("Only this director's area.")),
    "ansvarlig": _values("ansvarlig", _("Only what this role or unit is responsible for.")),
    "tema": _values("tema", _("Only this theme.")),
    "strategi": _values("strategi", _("Only this strategy.")),
    "fase": _values("fase", _("Only this phase or state.")),
    "trafiklys": _values("trafiklys", _("Only this light.")),
    "open": _flag("open", _("Only what is still to be carried out.")),
    "done": _flag("done", _("Only what is finished (X).")),
    "dropped": _flag("dropped", _("Only what was dropped.")),
    "carried_on": _flag("carried-on", _("Only what goes on as another item.")),
    "overdue": _flag("overdue", _("Only what has passed its deadline.")),
    "stale": _flag("stale", _("Only what has not been updated for too long.")),
    "focus": _flag("focus", _("Only what the directors follow monthly.")),
    "search": _values("search", _("Only what holds this text.")),
    "changed_since": Annotated[
        str | None,
        typer.Option(
            "--changed-since", metavar=_("REVISION"), help=_("Only what has changed since a round, day or commit.")
        ),
    ],
}


def filtered(command: Callable[..., Result]) -> Callable[..., Result]:
    """Give a command every filter option; it receives them together as `filters`."""
    own = [parameter for parameter in inspect.signature(command).parameters.values() if parameter.name != "filters"]
    added = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if annotation.__origin__ is bool else None,
            annotation=annotation,
        )
        for name, annotation in _FILTERS.items()
    ]

    @wraps(command)
    def wrapper(**values: Any) -> Result:
        asked = {name: values.pop(name) for name in _FILTERS}
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in asked.items() if value
        }
        filters = Filters(**given)
        return command(**values, filters=filters)

    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    wrapper.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in [*own, *added]}
    return wrapper

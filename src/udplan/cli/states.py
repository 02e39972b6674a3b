"""`udplan done`, `reopen`, `drop` and `move`: the changes of an item's state and deadline."""

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from udplan.cli.edited import edit_and_say
from udplan.cli.language import _
from udplan.cli.options import Date, DryRun, Ids, Root
from udplan.domain.vocabulary import Fase, Trafiklys
from udplan.ground.errors import UsageFault

if TYPE_CHECKING:
    from udplan.ground.problem import KeyPath
    from udplan.usecases.edit import Arguments

Status = Annotated[
    str | None, typer.Option("--status", metavar=_("TEXT"), help=_("A last status, where the old one no longer holds."))
]


def done(
    ids: Ids,
    basis: Annotated[str, typer.Option("--basis", metavar=_("TEXT"), help=_("What shows that it is finished."))],
    status: Status = None,
    date: Date = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Mark items finished: the X, with its date and basis."""
    from udplan.pure.change.edits import finished

    text, last = _said(basis, "--basis"), _last(status)
    given = _arguments(
        {
            ("afsluttet", "grundlag"): ("--basis", basis),
            ("afsluttet", "dato"): ("--date", date),
            ("status",): ("--status", status),
        }
    )
    return edit_and_say(root, ids, lambda data, day: finished(data, day, text, last), date, dry_run, given)


def drop(
    ids: Ids,
    decision: Annotated[
        str,
        typer.Option("--decision", metavar=_("TEXT"), help=_("The political decision, such as ØU 10-06-2025 pkt. 7.")),
    ],
    status: Status = None,
    date: Date = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Take items out of the plan by a political decision."""
    from udplan.pure.change.edits import dropped

    text, last = _said(decision, "--decision"), _last(status)
    given = _arguments(
        {
            ("udgaaet", "beslutning"): ("--decision", decision),
            ("udgaaet", "dato"): ("--date", date),
            ("status",): ("--status", status),
        }
    )
    return edit_and_say(root, ids, lambda data, day: dropped(data, day, text, last), date, dry_run, given)


def reopen(
    ids: Ids,
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), help=_("Why; it is added to the status."))],
    fase: Annotated[str, typer.Option("--fase", metavar=_("PHASE"), help="|".join(get_args(Fase)))] = "i_gang",
    trafiklys: Annotated[
        str | None,
        typer.Option("--trafiklys", metavar=_("LIGHT"), help="|".join(get_args(Trafiklys)) + _("; for i_gang: gul")),
    ] = None,
    date: Date = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Make finished or dropped items live again."""
    from udplan.pure.change.edits import reopened

    text = _said(reason, "--reason")
    phase = _one_of(fase, "--fase", get_args(Fase))
    light = _one_of(trafiklys, "--trafiklys", get_args(Trafiklys)) if trafiklys else None
    if light is None and phase == "i_gang":
        # What had to be taken up again is not going as planned; somebody may know better.
        light = "gul"
    given = _arguments({("status",): ("--reason", reason), ("opdateret",): ("--date", date)})
    return edit_and_say(root, ids, lambda data, day: reopened(data, day, text, phase, light), date, dry_run, given)


def move(
    id: Annotated[str, typer.Argument(metavar="ID", help=_("The item, such as A301."))],  # noqa: A002
    deadline: Annotated[str, typer.Argument(metavar=_("DEADLINE"), help=_('The new deadline, such as "ultimo 2026".'))],
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), help=_("Why it is moved."))],
    date: Date = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Move an item's deadline; the old one and the reason are kept."""
    from udplan.pure.change.edits import moved

    text = _said(reason, "--reason")
    new = deadline.strip()
    given = _arguments({("frist",): ("", deadline), ("fristaendringer",): ("--reason", reason)})
    return edit_and_say(root, [id], lambda data, day: moved(data, new, day, text), date, dry_run, given)


def _arguments(options: "dict[KeyPath, tuple[str, str | None]]") -> "Arguments":
    """The options by the key whose value they give."""
    from udplan.usecases.edit import Arguments

    return Arguments({keys: f"{name} {text}".strip() for keys, (name, text) in options.items() if text is not None})


def _last(status: str | None) -> str | None:
    return None if status is None else _said(status, "--status")


def _said(text: str, option: str) -> str:
    if not text.strip():
        raise UsageFault(_("{option} is empty").format(option=option), _("write it in a few words"))
    return text.strip()


def _one_of(value: str, option: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageFault(
            _("{option} cannot be {value}").format(option=option, value=value),
            _("known: {values}").format(values=", ".join(known)),
        )
    return value

"""`udplan history`: what happened to one item, commit by commit."""

import sys
from typing import Annotated, Any

import typer

from udplan.cli.language import _, worded, words
from udplan.cli.options import Root
from udplan.cli.output import data_format, moments_of, out, say, say_internal, shown, table_width, workspace_root
from udplan.cli.typed import item_typed
from udplan.ground.danish import date_text

FORMATS = ("text", "json")


def history(
    id: Annotated[str, typer.Argument(metavar="ID", help=_("The item, such as A301."))],  # noqa: A002
    root: Root = None,
    format: Annotated[str, typer.Option("--format", metavar=_("FORMAT"), help="text|json")] = "text",  # noqa: A002
) -> int:
    """Show what happened to an item, commit by commit, the oldest first."""
    from udplan.adapters.git.run import unshallow_hint
    from udplan.adapters.printers.news import news_data, news_text, wants_colour
    from udplan.adapters.printers.tables import json_text
    from udplan.usecases.history import Event
    from udplan.usecases.history import history as history_of

    form = data_format(format, FORMATS)
    folder = workspace_root(root, bare=True)
    found = history_of(moments_of(folder), item_typed(folder, id))

    def data(event: Event) -> dict[str, Any]:
        day = event.day.isoformat() if event.day else None
        facts = {"commit": event.commit or None, "date": day, "author": event.author, "subject": event.subject}
        return {**facts, "unread": bool(event.unread), "news": news_data(event.news, words())}

    def head(event: Event) -> str:
        if event.day is None:
            return _("not committed yet")
        return f"{date_text(event.day)}  {event.author}  {event.commit[:7]}  {event.subject}".rstrip()

    if form == "json":
        about = {"plan": found.ref.plan, "id": found.ref.id, "titel": found.titel, "intern": found.intern}
        out(json_text({**about, "events": [data(event) for event in found.events]}))
    else:
        shown(f"{found.ref} {found.titel}".rstrip())
        width, colour = table_width(), wants_colour(sys.stdout)
        for event in found.events:
            shown(f"\n{head(event)}")
            if event.unread:
                shown(f"  {worded(event.unread)}")
            out(news_text(event.news, words(), width=width, colour=colour, indent="  ", heads=False))
    if found.note:
        say(found.note)
    say_internal(found.intern)
    if not found.events:
        say(_("nothing has happened"))
    if found.shallow:
        say(_("warning: git lacks the older part of the history") + "; " + worded(unshallow_hint()))
    return 0

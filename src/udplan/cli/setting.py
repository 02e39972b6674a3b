"""`udplan set`: any field of any items, from the command line."""

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from udplan.adapters.read.sources import MOST_BYTES, read_file
from udplan.cli.edited import edit_and_say
from udplan.cli.language import _, worded
from udplan.cli.options import Date, DryRun, Root
from udplan.ground.errors import UdplanError, UsageFault, reason_of

if TYPE_CHECKING:
    from udplan.pure.change.assignments import Assignment


def set_fields(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ID… KEY=VALUE…",
            help=_(
                "Items, then what to set: key=value, key+=value, key-=value, key= removes; @FILE and - read a text."
            ),
        ),
    ],
    date: Date = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> int:
    """Set fields of items; a new status also sets when it was updated."""
    from udplan.pure.change.assignments import assigned
    from udplan.usecases.edit import Arguments

    ids = [word for word in words if "=" not in word]
    assignments = [assignment(word) for word in words if "=" in word]
    _refuse_loose_words(words)
    if not ids:
        raise UsageFault(_("say which items to set it for"), _("write udplan set A301 {word}").format(word=words[0]))
    if not assignments:
        raise UsageFault(
            _("say what to set"), _("write key=value, such as status=…; see udplan show {id}").format(id=ids[0])
        )
    arguments = Arguments({each.keys: each.argument for each in assignments})
    return edit_and_say(root, ids, lambda data, day: assigned(data, assignments, day), date, dry_run, arguments)


def _refuse_loose_words(words: Sequence[str]) -> None:
    """What follows an assignment without being one is the rest of a text that was not quoted."""
    for before, word in pairwise(words):
        if "=" in before and "=" not in word and not any(map(str.isdigit, word)):  # every id has a digit
            raise UsageFault(
                _("`{word}` is neither an item nor key=value").format(word=word),
                _('a text with blanks goes in quotes: "{text} …"').format(text=f"{before} {word}"),
            )


def assignment(word: str) -> "Assignment":
    """The assignment that a word of the command line is, with `@FILE` and `-` read."""
    from dataclasses import replace

    from udplan.pure.change.assignments import assignment_from_text

    found = assignment_from_text(word)
    if found.text == "-":
        text = _stdin(word)
    elif found.text.startswith("@"):
        text = _text_of(Path(found.text[1:]), word)
    else:
        return found
    if not text.strip():
        # An empty text would remove the key, which nobody has asked for.
        raise UdplanError(
            _("{argument}: there is no text in it").format(argument=word), _("write key= to remove the key")
        )
    return replace(found, text=text)


def _stdin(word: str) -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise UdplanError(_("{argument}: the text is not UTF-8").format(argument=word)) from None


def _text_of(file: Path, word: str) -> str:
    try:
        content = read_file(file)
    except OSError as error:
        raise UdplanError(
            _("{argument}: the file cannot be opened: {reason}").format(argument=word, reason=worded(reason_of(error)))
        ) from None
    if len(content) > MOST_BYTES:
        raise UdplanError(_("{argument}: the file is larger than 1 MiB, which no plan file is").format(argument=word))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UdplanError(_("{argument}: the file is not saved as UTF-8").format(argument=word)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""News for a terminal and for programs: one entry for each part that something happened to, one line for each thing."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, TextIO

from udplan.adapters.printers.tables import printable
from udplan.ground.language import Words
from udplan.pure.change.changes import ABSENT, Change
from udplan.pure.news.kinds import News
from udplan.pure.news.values import label_text
from udplan.pure.news.words import Piece, shortened

_INDENT: Final = "  "
_STYLES: Final = {"same": "", "out": "\x1b[31;9m", "in": "\x1b[32m"}
_MARKS: Final = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def wants_colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal whose user has not asked for no colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def news_text(
    news: Sequence[News],
    words: Words,
    *,
    width: int | None = None,
    colour: bool = False,
    indent: str = "",
    heads: bool = True,
) -> str:  # fmt: skip
    """The news by what it is about, in the order given; lines no wider than `width`, unlimited by default.

    Without `heads` nothing says what it is about, where all of it is about the same.
    """
    lines: list[str] = []
    for ref, told in groupby(news, key=lambda each: each.ref):
        told_of = list(told)
        head = f"{ref.id} {told_of[-1].titel}".rstrip()
        if heads:
            lines += _wrapped([(word, _BOLD) for word in printable(head).split()], width, colour, indent)
        for each in told_of:
            inner = indent + _INDENT if heads else indent
            lines += _wrapped(list(_words(each, words)), width, colour, inner)
    return "".join(f"{line}\n" for line in lines)


def news_data(news: Iterable[News], words: Words) -> list[dict[str, Any]]:
    """The news as data: what a change was, or is now, is left out where the key was not there."""
    return [
        {
            "plan": each.ref.plan,
            "id": each.ref.id,
            "titel": each.titel,
            "kind": each.kind,
            "text": words(each.tekst),
            "changes": [_change_data(change) for change in each.changes],
            "words": [{"kind": piece.kind, "text": piece.tekst} for piece in each.pieces],
        }
        for each in news
    ]


def _change_data(change: Change) -> dict[str, Any]:
    sides = {"old": change.old, "new": change.new}
    return {"keys": list(change.keys), **{name: value for name, value in sides.items() if value is not ABSENT}}


def _words(news: News, words: Words) -> Iterator[tuple[str, str]]:
    if not news.pieces:
        yield from ((word, "") for word in printable(words(news.tekst)).split())
        return
    yield from ((word, "") for word in f"{label_text(news.changes[0].keys)}:".split())
    for piece in shortened(news.pieces):
        yield from _piece_words(piece)


def _piece_words(piece: Piece) -> Iterator[tuple[str, str]]:
    # The marks stay where there is colour too: colour alone tells nothing to some, nor to who pipes it on.
    first, last = _MARKS[piece.kind]
    text = printable(f"{first}{piece.tekst}{last}")
    yield from ((word, _STYLES[piece.kind]) for word in text.split())


def _wrapped(words: Sequence[tuple[str, str]], width: int | None, colour: bool, indent: str) -> list[str]:
    lines: list[list[tuple[str, str]]] = [[]]
    used = len(indent)
    for word, style in words:
        if width is not None and lines[-1] and used + len(word) > width:
            lines.append([])
            used = len(indent) + len(_INDENT)
        lines[-1].append((word, style))
        used += len(word) + 1
    texts = [" ".join(_styled(line) if colour else (word for word, _style in line)) for line in lines]
    return [(indent + _INDENT if number else indent) + text for number, text in enumerate(texts)]


def _styled(line: Sequence[tuple[str, str]]) -> Iterator[str]:
    for style, words in groupby(line, key=lambda pair: pair[1]):
        text = " ".join(word for word, _style in words)
        yield f"{style}{text}{_PLAIN}" if style else text

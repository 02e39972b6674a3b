"""Where a file's values, comments, hyphens and lines stand, as far as changing it by hand would have to know."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from udplan.adapters.read.comments import HEADER, comments_in
from udplan.adapters.read.reader import Document, Place
from udplan.ground.problem import KeyPath

_NEXT_DASH = re.compile(r"(?:[^-#]|(?<!\s)#|#[^\r\n]*)*?(-)(?=\s|\Z)")

KeyOrder = Callable[[KeyPath], Sequence[str]]
"""The keys of the group at a place, in the order in which the format has them."""


class Unclear(Exception):
    """The text is laid out in a way in which nothing can be changed safely."""


def newline_of(text: str) -> str:
    """The line end that most of a text's lines have."""
    breaks = text.count("\n")
    return "\r\n" if breaks and 2 * text.count("\r\n") >= breaks else "\n"


class Layout:
    """A document's text with the place of everything in it."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.data = document.data
        self.places = document.places
        self.newline = newline_of(self.text)

    # the data

    def at(self, keys: KeyPath) -> Any:
        """The value of a key; None where there is none."""
        here = self.data
        for key in keys:
            try:
                here = here[key]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def children(self, keys: KeyPath) -> list[KeyPath]:
        """The keys or places directly inside a value, in the file's order."""
        value = self.at(keys)
        inner = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        return [(*keys, key) for key in inner]

    def in_flow(self, keys: KeyPath) -> bool:
        """Whether a value stands within brackets."""
        return any(self.places[keys[:length]].style == "flow" for length in range(len(keys)))

    def holds_in_flow(self, keys: KeyPath) -> bool:
        """Whether what a value holds stands within brackets."""
        return self.places[keys].style == "flow" or self.in_flow(keys)

    # the characters

    def begin(self, keys: KeyPath) -> int:
        """Where a key, or an element of a list without its hyphen, begins."""
        place = self.places[keys]
        return place.key_start if isinstance(keys[-1], str) else place.start

    def end(self, keys: KeyPath) -> int:
        """Where a key's or element's own characters end; the parser's marks run on over comments and blank lines."""
        place = self.places[keys]
        if place.style == "block":
            return max(self.end(child) for child in self.children(keys))
        if place.style in ("|", ">"):
            return place.start + self._block_length(place)
        if place.end == place.start and place.key_end > place.key_start:
            return max(place.end, self._after_colon_if_any(place))
        return place.end

    def _block_length(self, place: Place) -> int:
        """How long a block text is without the blank lines below it, which belong to it only if it says `+`."""
        text = self.text[place.start : place.end].rstrip(" ")
        header = HEADER.match(text)
        assert header is not None
        lines = text.split("\n")
        if "+" in header[1]:
            return len(text.removesuffix("\n").removesuffix("\r"))
        indent = self._text_indent(lines)
        while len(lines) > 1 and (not lines[-1].strip(" \r") and len(lines[-1].rstrip("\r")) <= indent):
            lines.pop()
        return len("\n".join(lines).removesuffix("\r"))

    @staticmethod
    def _text_indent(lines: Sequence[str]) -> int:
        return next((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" \r")), 0)

    def inner_step(self, keys: KeyPath) -> int | None:
        """How much further in than its key a value of several lines stands; None if it has none of its own."""
        place = self.places[keys]
        own = place.key_column - 1
        if place.style == "block":
            first = self.children(keys)[0]
            start = self.dash(first) if isinstance(first[-1], int) else self.places[first].key_start
            return start - self.line_start(start) - own
        if place.style in ("|", ">"):
            step = self._text_indent(self.text[place.start : place.end].split("\n")) - own
            header = HEADER.match(self.text, place.start)
            assert header is not None
            digits = [int(character) for character in header[1] if character.isdigit()]
            return digits[0] if digits else step if 0 < step < 10 else None
        return None

    @cached_property
    def step(self) -> int:
        """The file's own indentation: that of its first indented group."""
        for keys, place in self.places.items():
            if len(keys) == 2 and isinstance(keys[1], str) and self.places[keys[:1]].style == "block":
                return place.key_column - 1
        return 2

    def line_start(self, offset: int) -> int:
        """Where the line of this place begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The offset of the line break after this place, or the end of the text."""
        found = self.text.find("\n", offset)
        if found < 0:
            return len(self.text)
        return found - 1 if found > offset and self.text[found - 1] == "\r" else found

    def next_line(self, offset: int) -> int:
        """Where the line after this place begins, or the end of the text."""
        return self.text.find("\n", offset) + 1 or len(self.text)

    def after_colon(self, place: Place) -> int:
        """The offset behind a key's colon. Raises Unclear for a key without one, as in `{a, b}`."""
        found = self._after_colon_if_any(place)
        if not found:
            raise Unclear
        return found

    def _after_colon_if_any(self, place: Place) -> int:
        found = re.compile(r"\s*:").match(self.text, place.key_end)
        return found.end() if found else 0

    def dash(self, keys: KeyPath) -> int:
        """The offset of the hyphen of an element of a list in block style."""
        parent, place = keys[:-1], int(keys[-1])
        start = self.end((*parent, place - 1)) if place else self.places[parent].start
        found = _NEXT_DASH.match(self.text, start)
        if found is None:
            raise Unclear
        return found.start(1)

    # the comments

    @cached_property
    def _comments(self) -> list[tuple[int, int]]:
        return list(comments_in(self.text, self.places))

    def comments(self, start: int, end: int) -> list[str]:
        """The comments that begin between two places."""
        return [self.text[first:last] for first, last in self._comments if start <= first < end]

    def below(self, offset: int, indent: int) -> int:
        """The end of this place's line, or of the comments under it that stand further in and so belong to it."""
        at = self.line_end(offset)
        found = re.compile(rf"(?:\r?\n {{{indent + 1},}}#[^\r\n]*)+").match(self.text, at)
        return found.end() if found else at

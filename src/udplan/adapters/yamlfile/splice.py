"""Changes made in a file's text by replacing just the characters they are about.

Everything else stays: comments, order, quotation marks, indentation, line ends, a missing last line end. The result
is read again and must mean exactly what was intended, otherwise `CannotSplice` is raised and nothing is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from udplan.adapters.yamlfile.reader import Document, Place, read
from udplan.adapters.yamlfile.writer import (
    FLOW_WIDTH,
    element_lines,
    entry_lines,
    flow_text,
    key_text,
    scalar_text,
)
from udplan.ground.errors import UdplanError
from udplan.ground.language import _
from udplan.ground.problem import KeyPath
from udplan.pure.changes import ABSENT, Change, apply, same

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
_BLOCK_HEADER_COMMENT = re.compile(r"[|>][^\r\n#]*\s(#[^\r\n]*)")
_BOM = b"\xef\xbb\xbf"


class CannotSplice(UdplanError):
    """The file is written in a way that this change cannot be made in without touching more than it should."""


def spliced(blob: bytes, changes: Sequence[Change], key_order: Sequence[str], twins: frozenset[str]) -> bytes:
    """The file's bytes with the changes made.

    A new key goes where `key_order` has it. A key of `twins` that goes while another comes is replaced on its line.
    Raises CannotSplice when the file cannot be changed so, or does not read as intended afterwards.
    """
    document = read(blob)
    if document.faults or not isinstance(document.data, dict):
        raise CannotSplice(_("the file cannot be read"), _("run udplan check to see why"))
    intended = apply(document.data, changes)
    text = document.text
    for step in _steps(changes, twins):
        text = _Splice(_reread(text), key_order).made(step)
    result = (_BOM if document.bom else b"") + text.encode("utf-8")
    after = read(result)
    if after.faults or not same(after.data, intended):
        raise CannotSplice(
            _("the change cannot be made safely in the way this file is written"), _("edit the file by hand")
        )
    return result


@dataclass(frozen=True, slots=True)
class _Renamed:
    """One key with its value in place of another."""

    old: KeyPath
    key: str
    value: Any


def _steps(changes: Sequence[Change], twins: frozenset[str]) -> Iterator["Change | _Renamed"]:
    goes = next(
        (each for each in changes if each.keys[0] in twins and each.new is ABSENT and len(each.keys) == 1), None
    )
    comes = next(
        (each for each in changes if each.keys[0] in twins and each.old is ABSENT and len(each.keys) == 1), None
    )
    for change in changes:
        if goes is not None and comes is not None and change in (goes, comes):
            if change is goes:
                yield _Renamed(goes.keys, str(comes.keys[0]), comes.new)
        else:
            yield change


def _reread(text: str) -> Document:
    document = read(text.encode("utf-8"))
    if document.faults:
        raise CannotSplice(
            _("the change cannot be made safely in the way this file is written"), _("edit the file by hand")
        )
    return document


class _Splice:
    def __init__(self, document: Document, key_order: Sequence[str]) -> None:
        self.text = document.text
        self.data = document.data
        self.places = document.places
        self.order = {key: rank for rank, key in enumerate(key_order)}
        self.newline = "\r\n" if "\r\n" in self.text else "\n"

    def made(self, step: Change | _Renamed) -> str:
        if isinstance(step, _Renamed):
            return self._renamed(step)
        if step.new is ABSENT:
            return self._removed(step.keys) if step.keys in self.places else self.text
        if step.keys in self.places:
            return self._replaced(step.keys, step.new)
        # The deepest key that is there takes the rest of the way as a new group or list.
        keys, value = step.keys, step.new
        while len(keys) > 1 and not isinstance(self._at(keys[:-1]), dict | list):
            value = [value] if isinstance(keys[-1], int) else {keys[-1]: value}
            keys = keys[:-1]
        if keys in self.places:
            return self._replaced(keys, value)
        return self._appended(keys[:-1], value) if isinstance(keys[-1], int) else self._added(keys, value)

    def _at(self, keys: KeyPath) -> Any:
        here = self.data
        for key in keys:
            try:
                here = here[key]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    # where things are

    def _in_flow(self, keys: KeyPath) -> bool:
        return any(self.places[keys[:length]].style == "flow" for length in range(len(keys)))

    def _children(self, keys: KeyPath) -> list[KeyPath]:
        value = self._at(keys)
        inner = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        return [(*keys, key) for key in inner]

    def _end(self, keys: KeyPath) -> int:
        """Where a value's own characters end; the parser's marks run on over comments and blank lines."""
        place = self.places[keys]
        if place.style == "block":
            return max(self._end(child) for child in self._children(keys))
        if place.style in ("|", ">"):
            return place.start + len(self.text[place.start : place.end].rstrip())
        return place.end

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        """The offset of the line break after this place, or the end of the text."""
        found = self.text.find("\n", offset)
        if found < 0:
            return len(self.text)
        return found - 1 if self.text[found - 1 : found] == "\r" else found

    def _after_colon(self, place: Place) -> int:
        return self.text.index(":", place.key_end) + 1

    def _comments(self, keys: KeyPath, start: int, end: int) -> list[str]:
        """The comments between two places that belong to no value's own characters."""
        spans = []
        for inner, place in self.places.items():
            if inner[: len(keys)] == keys:
                if place.key_end > place.key_start:
                    spans.append((place.key_start, place.key_end))
                if place.style not in ("block", "flow"):
                    spans.append((place.start, place.end))
        found: list[str] = []
        here = start
        for first, last in sorted(spans):
            if first >= here:
                found += _COMMENT.findall(self.text, here, min(first, end))
            if first < end and (header := _BLOCK_HEADER_COMMENT.match(self.text, first)):
                found.append(header[1])
            here = max(here, last)
        return found + (_COMMENT.findall(self.text, here, end) if here < end else [])

    def _step(self) -> int:
        """The file's own indentation: that of its first indented block."""
        for keys, place in self.places.items():
            if len(keys) == 2 and self.places[keys[:1]].style == "block" and place.key_column > 1:
                return place.key_column - 1 if isinstance(keys[1], str) else 2
        return 2

    # the changes

    def _cut(self, start: int, end: int, replacement: str) -> str:
        return self.text[:start] + replacement + self.text[end:]

    def _lines(self, lines: Sequence[str], indent: int) -> str:
        pad = " " * indent
        return self.newline.join([lines[0], *(pad + line if line else line for line in lines[1:])])

    def _replaced(self, keys: KeyPath, value: Any) -> str:
        place = self.places[keys]
        in_flow = self._in_flow(keys)
        many = not in_flow and (
            (isinstance(value, str) and "\n" in value)
            or (
                isinstance(value, dict | list)
                and bool(value)
                and (place.style == "block" or len(flow_text(value)) > FLOW_WIDTH)
            )
        )
        simple_before = place.style in ("plain", "'", '"', "flow") and place.end > place.start
        if not many and simple_before:
            quote = place.style if place.style in ("'", '"') else ""
            text = (
                flow_text(value) if isinstance(value, dict | list) else scalar_text(value, in_flow=in_flow, quote=quote)
            )
            return self._cut(place.start, self._end(keys), text)
        if isinstance(keys[-1], int):
            return self._replaced_element(keys, value, in_flow)
        indent = place.key_column - 1
        start = self._after_colon(place)
        end = max(self._end(keys), start)
        if in_flow:
            text = " " + (flow_text(value) if isinstance(value, dict | list) else scalar_text(value, in_flow=True))
            return self._cut(start, end, text)
        lines = entry_lines(str(keys[-1]), value, self._step())
        # What the key itself looks like stays; only what follows its colon is new.
        lines[0] = lines[0][len(key_text(str(keys[-1]))) + 1 :]
        comments = self._comments(keys, start, end)
        head = f"  {comments.pop(0)}" if comments and not lines[0].strip().startswith("#") else ""
        written = self._lines([lines[0] + head, *lines[1:]], indent)
        above = "".join(f"{comment}{self.newline}{' ' * indent}" for comment in comments)
        return self.text[: place.key_start] + above + self.text[place.key_start : start] + written + self.text[end:]

    def _replaced_element(self, keys: KeyPath, value: Any, in_flow: bool) -> str:
        place = self.places[keys]
        if place.end == place.start:
            raise CannotSplice(_("an empty place in a list cannot be changed safely"), _("edit the file by hand"))
        if in_flow:
            text = flow_text(value)
        else:
            first, *rest = element_lines(value, self._step(), block=place.style == "block")
            text = self._lines([first[2:], *(line[2:] for line in rest)], place.column - 1)
        return self._cut(place.start, self._end(keys), text)

    def _added(self, keys: KeyPath, value: Any) -> str:
        parent, key = keys[:-1], str(keys[-1])
        siblings = self._children(parent)
        before = [each for each in siblings if self._rank(each[-1], parent) < self._rank(key, parent)]
        after = max(before, key=lambda each: self._rank(each[-1], parent), default=None)
        if self.places[parent].style == "flow" or self._in_flow(parent):
            entry = f"{key_text(key, in_flow=True)}: {flow_text(value)}"
            return self._added_in_flow(parent, siblings, after, entry)
        indent = self.places[siblings[0]].key_column - 1
        lines = entry_lines(key, value, self._step())
        if after is None:
            first = self.places[siblings[0]].key_start
            return self._cut(first, first, self._lines([*lines, ""], indent) + " " * indent)
        return self._line_below(self._end(after), lines, indent)

    def _line_below(self, end: int, lines: Sequence[str], indent: int) -> str:
        at = self._line_end(end)
        return self._cut(at, at, self.newline + " " * indent + self._lines(lines, indent))

    def _added_in_flow(self, parent: KeyPath, siblings: list[KeyPath], after: KeyPath | None, entry: str) -> str:
        if not siblings:
            start = self.places[parent].start + 1
            return self._cut(start, start, entry)
        if after is None:
            start = self.places[siblings[0]].key_start
            return self._cut(start, start, f"{entry}, ")
        end = max(self._end(after), self.places[after].key_end)
        return self._cut(end, end, f", {entry}")

    def _rank(self, key: Any, parent: KeyPath) -> float:
        if not parent:
            return self.order.get(str(key), len(self.order))
        # Years stand in order; other keys of a group are added at its end.
        return float(key) if str(key).isdigit() else float("inf")

    def _appended(self, parent: KeyPath, value: Any) -> str:
        siblings = self._children(parent)
        if self.places[parent].style == "flow" or self._in_flow(parent):
            return self._added_in_flow(parent, siblings, siblings[-1] if siblings else None, flow_text(value))
        last = siblings[-1]
        dash = self._dash(last)
        indent = dash - self._line_start(dash)
        lines = element_lines(value, self._step(), block=self.places[last].style == "block")
        return self._line_below(self._end(last), lines, indent)

    def _dash(self, keys: KeyPath) -> int:
        start = self.places[keys].start
        dash = self.text.rfind("-", 0, start)
        if dash < 0 or self.text[dash + 1 : start].strip():
            raise CannotSplice(_("the list cannot be changed safely as it is written"), _("edit the file by hand"))
        return dash

    def _removed(self, keys: KeyPath) -> str:
        parent = keys[:-1]
        siblings = self._children(parent)
        if len(siblings) == 1:
            if not parent:
                raise CannotSplice(_("the last key of a file cannot be removed"), _("delete the file instead"))
            return self._replaced(parent, [] if isinstance(keys[-1], int) else {})
        place = self.places[keys]
        number = siblings.index(keys)
        if self.places[parent].style == "flow" or self._in_flow(parent):
            start = self.places[keys].key_start if isinstance(keys[-1], str) else place.start
            if number + 1 < len(siblings):
                follower = self.places[siblings[number + 1]]
                return self._cut(start, follower.key_start, "")
            leader = siblings[number - 1]
            return self._cut(
                max(self._end(leader), self.places[leader].key_end), max(self._end(keys), place.key_end), ""
            )
        start = self._dash(keys) if isinstance(keys[-1], int) else place.key_start
        end = max(self._end(keys), place.key_end)
        line_end = self._line_end(end)
        comments = self._comments(keys, start, line_end)
        indent = start - self._line_start(start)
        if self.text[self._line_start(start) : start].strip():
            # The first key after a list's hyphen: what follows moves up to the hyphen.
            follower = self.places[siblings[number + 1]]
            return self._cut(start, follower.key_start, "")
        if comments:
            return self._cut(start, line_end, (self.newline + " " * indent).join(comments))
        if line_end == len(self.text):
            before = self._line_start(start)
            return self._cut(before - len(self.newline) if before else 0, line_end, "")
        return self._cut(self._line_start(start), self.text.index("\n", line_end) + 1, "")

    def _renamed(self, step: _Renamed) -> str:
        place = self.places[step.old]
        end = max(self._end(step.old), place.key_end)
        if self._in_flow(step.old):
            return self._cut(place.key_start, end, f"{step.key}: {flow_text(step.value)}")
        indent = place.key_column - 1
        comments = self._comments(step.old, place.key_start, end)
        if isinstance(step.value, dict):
            lines = [f"{step.key}: {flow_text(step.value)}"]
        else:
            lines = entry_lines(step.key, step.value, self._step())
        above = [*comments, *lines]
        return self._cut(place.key_start, end, self._lines(above, indent))

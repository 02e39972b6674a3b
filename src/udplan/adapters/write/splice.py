"""Changes made in a file's text by replacing just the characters they are about.

Everything else stays: comments, order, quotation marks, indentation, line ends, a missing last line end. The result
is read again and must mean exactly what was intended, otherwise `CannotSplice` is raised and nothing is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from udplan.adapters.read.reader import Document, read
from udplan.adapters.read.sources import MOST_BYTES
from udplan.adapters.write.layout import KeyOrder, Layout, Unclear, newline_of
from udplan.adapters.write.writer import FLOW_WIDTH, element_lines, entry_lines, flow_text, key_text, scalar_text
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.ground.problem import KeyPath
from udplan.pure.change.changes import ABSENT, Change, apply, same

_BOM = b"\xef\xbb\xbf"
_OTHER_BREAK = re.compile(r"\r(?!\n)")
_UP_TO_HYPHEN = re.compile(r" *(?:- +)+")


class CannotSplice(UdplanError):
    """The file is written in a way that this change cannot be made in without touching more than it should."""


def spliced(blob: bytes, changes: Sequence[Change], key_order: KeyOrder, twins: frozenset[str]) -> bytes:
    """The file's bytes with the changes made.

    A new key goes where `key_order` has it. A key of `twins` that goes while another comes is replaced on its line.
    Raises CannotSplice when the file cannot be changed so, or does not read as intended afterwards.
    """
    document = readable(blob)
    changes = [replace(change, new=_composed(change.new)) for change in changes]
    intended = apply(document.data, changes)
    for in_quotes in (False, True):
        text = document.text
        try:
            for step in _steps(changes, twins):
                text = _Splice(_reread(text), key_order, in_quotes).made(step)
            encoded = (_BOM if document.bom else b"") + text.encode("utf-8")
        except Unclear:
            raise _cannot() from None
        except UnicodeEncodeError:
            raise CannotSplice(_("the text holds characters that are not valid UTF-8")) from None
        if len(encoded) > MOST_BYTES:
            raise CannotSplice(_("the file would be larger than 1 MiB, which no plan file is"))
        # A text of several lines at the end of a file that ends without a line break needs one.
        for result in (encoded, encoded + newline_of(text).encode()):
            after = read(result)
            if not after.faults and same(after.data, intended):
                return result
    raise _cannot()


def readable(blob: bytes) -> Document:
    """The document in these bytes. Raises CannotSplice if it could not be read, or is no group of keys."""
    document = read(blob)
    if document.faults or not isinstance(document.data, dict):
        raise CannotSplice(_("the file cannot be read"), _("run udplan check to see why"))
    if _OTHER_BREAK.search(document.text):
        raise _cannot()
    return document


def _cannot() -> CannotSplice:
    return CannotSplice(
        _("the change cannot be made safely in the way this file is written"), _("edit the file by hand")
    )


def _composed(value: Any) -> Any:
    """The value as it will be read: its texts in Unicode's form NFC."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(inner) for inner in value]
    return {key: _composed(inner) for key, inner in value.items()} if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class _Renamed:
    """One key with its value in place of another."""

    old: KeyPath
    key: str
    value: Any


def _steps(changes: Sequence[Change], twins: frozenset[str]) -> Iterator["Change | _Renamed"]:
    states = [each for each in changes if each.keys[0] in twins and len(each.keys) == 1]
    goes = next((each for each in states if each.new is ABSENT), None)
    later = states[states.index(goes) + 1 :] if goes is not None else []
    comes = next((each for each in later if each.old is ABSENT), None)
    for change in changes:
        if goes is not None and comes is not None and change in (goes, comes):
            if change is goes:
                yield _Renamed(goes.keys, str(comes.keys[0]), comes.new)
        else:
            yield change


def _reread(text: str) -> Document:
    document = read(text.encode("utf-8"))
    if document.faults:
        raise _cannot()
    return document


class _Splice:
    """One step's change of a text; `in_quotes` writes texts of several lines on one line."""

    def __init__(self, document: Document, key_order: KeyOrder, in_quotes: bool) -> None:
        self.layout = Layout(document)
        self.text = document.text
        self.places = document.places
        self.newline = self.layout.newline
        self.key_order = key_order
        self.in_quotes = in_quotes

    def made(self, step: Change | _Renamed) -> str:
        if isinstance(step, _Renamed):
            return self._renamed(step)
        if step.new is ABSENT:
            return self._removed(step.keys) if step.keys in self.places else self.text
        if step.keys in self.places:
            return self._replaced(step.keys, step.new)
        # The deepest key that is there takes the rest of the way as a new group or list.
        keys, value = step.keys, step.new
        while len(keys) > 1 and not isinstance(self.layout.at(keys[:-1]), dict | list):
            value = [value] if isinstance(keys[-1], int) else {keys[-1]: value}
            keys = keys[:-1]
        if keys in self.places:
            return self._replaced(keys, value)
        return self._appended(keys[:-1], value) if isinstance(keys[-1], int) else self._added(keys, value)

    # the words

    def _cut(self, start: int, end: int, replacement: str) -> str:
        return self.text[:start] + replacement + self.text[end:]

    def _lines(self, lines: Sequence[str], indent: int) -> str:
        pad = " " * indent
        return self.newline.join([lines[0], *(pad + line if line else line for line in lines[1:])])

    def _entry(self, key: str, value: Any, step: int | None = None, *, block: bool = False) -> list[str]:
        if self.in_quotes and isinstance(value, str):
            return [f"{key_text(key)}: {scalar_text(value)}"]
        return entry_lines(key, value, self.layout.step if step is None else step, block=block)

    # another value

    def _replaced(self, keys: KeyPath, value: Any) -> str:
        place = self.places[keys]
        in_flow = self.layout.in_flow(keys)
        start, end = place.start, self.layout.end(keys)
        inner_comments = self.layout.comments(start, end)
        on_a_line = start < place.end and place.style not in ("block", "|", ">") and not inner_comments
        if on_a_line and (in_flow or not self._takes_lines(value)):
            return self._cut(start, end, self._on_a_line(value, in_flow, place.style))
        if in_flow:
            if inner_comments or isinstance(keys[-1], int):
                raise Unclear
            return self._cut(self.layout.after_colon(place), end, " " + self._on_a_line(value, True, ""))
        if isinstance(keys[-1], int):
            return self._replaced_element(keys, value)
        return self._replaced_entry(keys, value)

    def _takes_lines(self, value: Any) -> bool:
        if isinstance(value, str):
            return "\n" in value and not self.in_quotes
        return isinstance(value, dict | list) and len(flow_text(value)) > FLOW_WIDTH

    @staticmethod
    def _on_a_line(value: Any, in_flow: bool, style: str) -> str:
        if isinstance(value, dict | list):
            return flow_text(value)
        return scalar_text(value, in_flow=in_flow, quote=style if style in ("'", '"') else "")

    def _replaced_entry(self, keys: KeyPath, value: Any) -> str:
        place = self.places[keys]
        indent = place.key_column - 1
        start = self.layout.after_colon(place)
        end = max(self.layout.end(keys), start)
        key = str(keys[-1])
        lines = self._entry(key, value, self.layout.inner_step(keys), block=place.style == "block")
        # What the key itself looks like stays; only what follows its colon is new.
        lines[0] = lines[0][len(key_text(key)) + 1 :]
        if len(lines) > 1 or self.layout.comments(start, end):
            # A comment after the old value would become a part of a text of several lines.
            end = self.layout.line_end(end)
        comments = self.layout.comments(start, end)
        if comments:
            lines[0] += f"  {comments.pop(0)}"
        above = "".join(f"{comment}{self.newline}{' ' * indent}" for comment in comments)
        head = above + self.text[place.key_start : start]
        return self._cut(place.key_start, end, head + self._lines(lines, indent))

    def _replaced_element(self, keys: KeyPath, value: Any) -> str:
        place = self.places[keys]
        end = self.layout.end(keys)
        if place.end == place.start:
            raise Unclear
        lines = element_lines(value, self.layout.step, block=place.style == "block")
        comments = self.layout.comments(place.start, end)
        return self._cut(place.start, end, self._lines([*comments, *(line[2:] for line in lines)], place.column - 1))

    # something more

    def _added(self, keys: KeyPath, value: Any) -> str:
        parent, key = keys[:-1], str(keys[-1])
        siblings = self.layout.children(parent)
        ranks = {each: (self._rank(each[-1], parent), place) for place, each in enumerate(siblings)}
        before = [each for each in siblings if ranks[each][0] <= self._rank(key, parent)]
        after = max(before, key=lambda each: ranks[each], default=None)
        if self.layout.holds_in_flow(parent):
            entry = f"{key_text(key, in_flow=True)}: {flow_text(value)}"
            return self._added_in_flow(parent, siblings, after, entry)
        indent = self.places[siblings[0]].key_column - 1
        lines = self._entry(key, value)
        if after is not None and not self._ends_the_file_in_a_block(after):
            return self._line_below(after, lines, indent)
        first = self.places[after or siblings[0]].key_start
        return self._cut(first, first, self._lines([*lines, ""], indent) + " " * indent)

    def _rank(self, key: str | int, parent: KeyPath) -> float:
        order = self.key_order(parent)
        if key in order:
            return order.index(str(key))
        # Years stand in order; what is not known is added at the end.
        return float(key) if str(key).isdecimal() else float("inf")

    def _ends_the_file_in_a_block(self, keys: KeyPath) -> bool:
        """Whether a line below would give a text the line break that it lacks at the end of the file."""
        return self.layout.end(keys) == len(self.text) and any(
            place.end == len(self.text) and place.style in ("|", ">")
            for inner, place in self.places.items()
            if inner[: len(keys)] == keys
        )

    def _line_below(self, after: KeyPath, lines: Sequence[str], indent: int) -> str:
        at = self.layout.below(self.layout.end(after), indent)
        return self._cut(at, at, self.newline + " " * indent + self._lines(lines, indent))

    def _added_in_flow(self, parent: KeyPath, siblings: list[KeyPath], after: KeyPath | None, entry: str) -> str:
        if not siblings:
            start = self.places[parent].start + 1
            return self._cut(start, start, entry)
        if after is None:
            start = self.layout.begin(siblings[0])
            return self._cut(start, start, f"{entry}, ")
        end = self._flow_end(after)
        return self._cut(end, end, f", {entry}")

    def _flow_end(self, keys: KeyPath) -> int:
        return max(self.layout.end(keys), self.places[keys].key_end)

    def _appended(self, parent: KeyPath, value: Any) -> str:
        siblings = self.layout.children(parent)
        if self.layout.holds_in_flow(parent):
            return self._added_in_flow(parent, siblings, siblings[-1] if siblings else None, flow_text(value))
        last = siblings[-1]
        dash = self.layout.dash(last)
        lines = element_lines(value, self.layout.step, block=self.places[last].style == "block")
        return self._line_below(last, lines, dash - self.layout.line_start(dash))

    # something less

    def _removed(self, keys: KeyPath) -> str:
        parent = keys[:-1]
        siblings = self.layout.children(parent)
        if len(siblings) == 1:
            if not parent:
                raise CannotSplice(_("the last key of a file cannot be removed"), _("delete the file instead"))
            return self._replaced(parent, [] if isinstance(keys[-1], int) else {})
        number = siblings.index(keys)
        follower = siblings[number + 1] if number + 1 < len(siblings) else None
        if self.layout.holds_in_flow(parent):
            return self._removed_in_flow(keys, siblings[number - 1], follower)
        start = self.layout.dash(keys) if isinstance(keys[-1], int) else self.places[keys].key_start
        line_start, line_end = self.layout.line_start(start), self.layout.line_end(self.layout.end(keys))
        if self.text[line_start:start].strip():
            return self._removed_at_hyphen(keys, start, follower)
        if isinstance(keys[-1], int):
            line_end = self.layout.below(self.layout.end(keys), start - line_start)
        if comments := self._left_behind(keys, start, line_end):
            return self._cut(start, line_end, self._lines(comments, start - line_start))
        if line_end == len(self.text) and line_start:
            line_start -= len("\r\n") if self.text[:line_start].endswith("\r\n") else len("\n")
            return self._cut(line_start, line_end, "")
        return self._cut(line_start, self.layout.next_line(line_end), "")

    def _left_behind(self, keys: KeyPath, start: int, end: int) -> list[str]:
        """The comments in a removed piece of text that stay: a key's own, but not those of elements of a list."""
        if isinstance(keys[-1], int):
            return []
        if not isinstance(self.layout.at(keys), list) or not (elements := self.layout.children(keys)):
            return self.layout.comments(start, end)
        behind = self.layout.comments(self.layout.end(keys), end) if self.places[keys].style == "flow" else []
        return [*self.layout.comments(start, self.layout.begin(elements[0])), *behind]

    def _removed_at_hyphen(self, keys: KeyPath, start: int, follower: KeyPath | None) -> str:
        """The first key after a list's hyphen: what follows moves up to the hyphen."""
        line_start = self.layout.line_start(start)
        if follower is None or not _UP_TO_HYPHEN.fullmatch(self.text[line_start:start]):
            raise Unclear
        begin = self.layout.dash(follower) if isinstance(follower[-1], int) else self.places[follower].key_start
        behind = self.layout.line_end(self.layout.end(keys))
        comments = [*self._left_behind(keys, start, behind), *self.layout.comments(behind, begin)]
        return self._cut(start, begin, self._lines([*comments, ""], start - line_start) + self._pad(comments, start))

    def _removed_in_flow(self, keys: KeyPath, leader: KeyPath, follower: KeyPath | None) -> str:
        begin, own_end = self.layout.begin(keys), self._flow_end(keys)
        comma = re.compile(r"\s*,").match(self.text, own_end)
        own_end = comma.end() if comma is not None else own_end
        line_end = self.layout.line_end(own_end)
        if isinstance(keys[-1], int) and self.text[own_end:line_end].lstrip()[:1] in ("", "#"):
            own_end = line_end  # what stands behind an element on its line is about it
        start = self._flow_end(leader) if follower is None and comma is None else begin
        end = own_end if follower is None else self.layout.begin(follower)
        comments = [
            *self.layout.comments(start, begin),
            *self._left_behind(keys, begin, own_end),
            *self.layout.comments(own_end, end),
        ]
        if not comments:
            line_start = self.layout.line_start(start)
            is_line = end == line_end and not self.text[line_start:start].strip()
            return self._cut(*((line_start, self.layout.next_line(end)) if is_line else (start, end)), "")
        gap = "" if self.text[start - 1].isspace() else " "
        pad = self.newline + " " * self.places[keys].column
        return self._cut(start, end, gap + pad.join(comments if end == line_end else [*comments, ""]))

    def _pad(self, comments: Sequence[str], start: int) -> str:
        return " " * (start - self.layout.line_start(start)) if comments else ""

    # one thing instead of another

    def _renamed(self, step: _Renamed) -> str:
        place = self.places[step.old]
        end = self._flow_end(step.old)
        value = flow_text(step.value) if isinstance(step.value, dict | list) else scalar_text(step.value, in_flow=True)
        comments = self.layout.comments(place.key_start, end)
        if comments and self.layout.in_flow(step.old):
            raise Unclear
        lines = [*comments, f"{step.key}: {value}"]
        return self._cut(place.key_start, end, self._lines(lines, place.key_column - 1))

"""The semantic difference between two versions of a file's data: what editing means and what a diff says.

A change is one key's value before and after, so that the same changes describe an edit to make and a difference
found: `apply(a, difference(a, b)) == b`, and `difference(a, a)` is empty.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from udplan.ground.problem import KeyPath


class Absent(Enum):
    """The value of a key that is not there, which is something else than a key without a value."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

_BLOCK: Final = re.compile(r"\n[^\S\n]*\n\s*|[^\S\n]{2,}\n|\n(?=[^\S\n]*(?:[-*+|>]|\d{1,9}[.)]))")
"""Where Markdown begins a paragraph, a line, an element of a list or a row: other breaks are where a line was full."""


@dataclass(frozen=True, slots=True)
class Change:
    """A key's value before and after; an element of a list is named by its place.

    Elements are added at the end and taken out from the end on, so that each change holds when its turn comes.
    """

    keys: KeyPath
    old: Any
    new: Any


def difference(old: Any, new: Any, keys: KeyPath = ()) -> tuple[Change, ...]:
    """The changes that make `new` of `old`; both are plain data of mappings, lists and scalars."""
    return tuple(_changes(old, new, keys))


def _changes(old: Any, new: Any, keys: KeyPath) -> Iterator[Change]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            if key not in new:
                yield Change((*keys, key), old[key], ABSENT)
        for key, value in new.items():
            if key not in old:
                yield Change((*keys, key), ABSENT, value)
            elif not (isinstance(value, str) and value == old[key]):  # most values are texts, and most stay
                yield from _changes(old[key], value, (*keys, key))
    elif isinstance(old, list) and isinstance(new, list) and new and (gone := _taken_out(old, new)):
        for place in reversed(gone):
            yield Change((*keys, place), old[place], ABSENT)
    elif isinstance(old, list) and isinstance(new, list) and len(new) >= len(old):
        for place, value in enumerate(new):
            if place < len(old):
                yield from _changes(old[place], value, (*keys, place))
            else:
                yield Change((*keys, place), ABSENT, value)
    elif not same(old, new):
        yield Change(keys, old, new)


def _taken_out(old: list[Any], new: list[Any]) -> list[int]:
    """The places of a list's elements that are missing in the new one, if that is all that has happened to it."""
    gone, kept = [], 0
    for place, element in enumerate(old):
        if kept < len(new) and same(element, new[kept]):
            kept += 1
        else:
            gone.append(place)
    return gone if kept == len(new) else []


def is_layout(change: Change) -> bool:
    """Whether it is the same text, broken into lines in other places: no reader sees any change."""
    old, new = change.old, change.new
    return isinstance(old, str) and isinstance(new, str) and _blocks(old) == _blocks(new)


def _blocks(text: str) -> list[list[str]]:
    return [block.split() for block in _BLOCK.split(text.strip())]


def same(one: Any, other: Any) -> bool:
    """Equal in value and kind: `1`, `1.0` and `True` are different things in a plan file."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def apply(data: Any, changes: Iterable[Change]) -> Any:
    """The data with the changes made, in their order; the given data is left as it is."""
    for change in changes:
        data = _with(data, change.keys, change.new)
    return data


def _with(data: Any, keys: KeyPath, value: Any) -> Any:
    if not keys:
        return value
    key, inner = keys[0], keys[1:]
    if isinstance(key, int):
        elements = list(data) if isinstance(data, list) else []
        if key == len(elements):
            elements.append(_with(ABSENT, inner, value))
        elif len(keys) == 1 and value is ABSENT:
            del elements[key]
        else:
            elements[key] = _with(elements[key], inner, value)
        return elements
    mapping = dict(data) if isinstance(data, dict) else {}
    if len(keys) == 1 and value is ABSENT:
        mapping.pop(key, None)
    else:
        mapping[key] = _with(mapping.get(key, ABSENT), inner, value)
    return mapping

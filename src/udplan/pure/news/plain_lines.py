"""What a plan file says as plain lines, so that comparing lines shows what changed in it and nothing else.

Each value has a line with its label, and each sentence of a text. Layout, comments and the order of keys are gone.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from udplan.domain.labels import FELTER
from udplan.domain.plan import Data
from udplan.ground.problem import KeyPath
from udplan.pure.news.values import label_text, value_text

_INDENT: Final = "  "
_PARAGRAPHS: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LIST_LINE: Final = re.compile(r"\n(?=[^\S\n]*(?:[-*+]|\d{1,9}[.)])[^\S\n])")
_NEXT_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ»“\"*_])")


def plain_lines(data: Data) -> list[str]:
    """The lines of a file's data. Its keys keep their order, which is the contract's where a model has read them."""
    return list(_lines(data, ()))


def sentences(text: str) -> list[str]:
    """A text's sentences and elements of lists, each on one line, with an empty line between paragraphs.

    Where a sentence ends is a guess; what matters is that it is the same guess for the same words.
    """
    found: list[str] = []
    for paragraph in _PARAGRAPHS.split(text.strip()):
        if found:
            found.append("")
        for part in _LIST_LINE.split(paragraph):
            found += _NEXT_SENTENCE.split(" ".join(part.split()))
    return found


def _lines(value: Any, keys: KeyPath) -> Iterator[str]:
    if isinstance(value, dict):
        # The order of years and of the codes that a plan defines says nothing; that of a group's keys is the model's.
        is_group = value.keys() <= FELTER.keys()
        for key in value if is_group else sorted(value):
            yield from _lines(value[key], (*keys, key))
    elif isinstance(value, list):
        # Without their places: an element put in before the others is one line more, and no other line is changed.
        for each in value:
            yield f"{label_text(keys)}: {value_text(each, _name(keys))}"
    elif isinstance(value, str) and len(told := sentences(value)) > 1:
        yield f"{label_text(keys)}:"
        yield from (f"{_INDENT}{line}".rstrip() for line in told)
    else:
        yield f"{label_text(keys)}: {value_text(value, _name(keys))}".rstrip()


def _name(keys: KeyPath) -> str:
    return str(keys[-1]) if keys else ""

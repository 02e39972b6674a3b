"""The last look at what leaves as a paper or a file: whether it names an item that is closed to the public."""

import re
from typing import Final

from udplan.domain.mentions import Mention, Mentions

_HIDDEN: Final = re.compile(r"<style>.*?</style>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_INLINE: Final = re.compile(r"</?(?:em|strong|b|i|u|s|a|code|span|del|ins|sub|sup|small)\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""\b(?:href|title|alt|aria-label|content|id|data-[\w-]+)="([^"]*)\"""")
_TAG: Final = re.compile(r"<[^<>]*>")
_APART: Final = "\n\x00\n"
"""Between what stands in different cells and blocks, which no reader reads as one."""


def names_in(text: str, mentions: Mentions, plan: str) -> tuple[Mention, ...]:
    """The items that a paper of a plan names, in what is read and in attributes; the text may be HTML."""
    if "<" in text:
        text = _HIDDEN.sub(_APART, text)
        attributes = _APART.join(_ATTRIBUTE.findall(text))
        text = _TAG.sub(_APART, _INLINE.sub("", text)) + _APART + attributes
    return mentions.in_text(text, plan)

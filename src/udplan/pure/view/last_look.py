"""The last look at what leaves as a paper or a file: whether it names an item that is closed to the public."""

import html
import re
from collections.abc import Iterable
from typing import Final

from udplan.domain.mentions import Mention, Mentions
from udplan.domain.plan import Plans
from udplan.ground.message import Message, _
from udplan.pure.view.closed import closed_mentions

_HIDDEN: Final = re.compile(r"<style>.*?</style>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_INLINE: Final = re.compile(r"</?(?:em|strong|b|i|u|s|a|code|span|del|ins|sub|sup|small)\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""\b(?:href|title|alt|aria-label|content|id|data-[\w-]+)="([^"]*)\"""")
_TAG: Final = re.compile(r"<[^<>]*>")
_SAID_WITH: Final = frozenset(("kun", "udsnit", "af", "planen"))
"""What the head says with it."""
_BLOCKS: Final = re.compile(r"\n\n|\n(?=[-*|] )")


def names_in(text: str, mentions: Mentions, plan: str, asked: str = "") -> tuple[Mention, ...]:
    """The items that a paper of a plan names, in what is read and in attributes; the text may be HTML.

    `asked` is what the paper was asked for, in whose words it may say so: that tells nobody anything.
    """
    # The same words stand in many cells, and the same tags around them.
    pieces = dict.fromkeys(_read_in_html(text) if "<" in text else (text,))
    parts = list(dict.fromkeys(block for piece in pieces for block in _BLOCKS.split(piece)))
    found = mentions.in_texts(parts, plan)
    return tuple(mention for place, mention in found if not (asked and _says(parts[place], asked)))


def as_written(words: str, text: str) -> str:
    """What a text that was found to hold these plain words has there, in its own letters, in one line."""
    pattern = re.escape(words)
    for plain, written in (("ae", "ae|æ|ä"), ("oe", "oe|ø|ö"), ("aa", "aa|å")):
        pattern = pattern.replace(plain, f"(?:{written})")
    found = re.search(pattern, text, re.IGNORECASE)
    return " ".join((found[0] if found else words).split())


def _read_in_html(text: str) -> list[str]:
    """What is read in each cell and block of HTML, which no reader reads as one, and in attributes."""
    text = _HIDDEN.sub("<hr>", text)
    attributes = _ATTRIBUTE.findall("".join(dict.fromkeys(_TAG.findall(text))))
    return [*_TAG.split(_INLINE.sub("", text)), *attributes]


def _says(part: str, asked: str) -> bool:
    """Whether a part of a paper says no more than what it was asked for."""
    words = re.findall(r"\w+", html.unescape(part).casefold())
    return set(words) <= {*re.findall(r"\w+", asked.casefold()), *_SAID_WITH}


def warning_of_closed(texts: Iterable[tuple[str, str]], plans: Plans) -> Message | None:
    """What to say where texts, each of a plan, shown on a terminal name a closed item; None where none does."""
    mentions = closed_mentions(plans)
    of_plan: dict[str, dict[str, None]] = {}
    for plan, text in texts:  # the same words stand in many cells of a table
        of_plan.setdefault(plan, {})[text] = None
    for plan, some in of_plan.items():
        if any(True for _found in mentions.in_texts(list(some), plan)):
            return _(
                "warning: an open text names an item that is closed to the public; see udplan check (closed-mentioned)"
            )
    return None

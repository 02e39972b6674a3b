"""Which key somebody certainly meant by a word that is none: in a file and on the command line."""

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

from udplan.ground.danish import fold

_OTHER_WORDS: Final = {
    **dict.fromkeys(("deadline", "tidsfrist", "slutdato", "slut"), "frist"),
    **dict.fromkeys(("startdato", "begynder"), "start"),
    **dict.fromkeys(("navn", "overskrift"), "titel"),
    "risiko": "risici",
    "lys": "trafiklys",
}
"""Words that people write for a key, and that are spelled nothing like it."""


def ascii_danish(text: str) -> str:
    """The text spelled as keys and values are."""
    return re.sub(r"[ -]", "_", fold(text))


def nearest_key(name: str, known: Collection[str]) -> str | None:
    """The key that was certainly meant: a slip of the pen, or another word for the same; else None."""
    word = ascii_danish(name)
    other = _OTHER_WORDS.get(word)
    if other in known:
        return other
    near = get_close_matches(word, known, n=1, cutoff=0.8)
    return near[0] if near else None

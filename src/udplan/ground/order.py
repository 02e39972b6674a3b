"""The order of names that hold numbers, which is that of the numbers and not of their digits."""

import re
from typing import Final

_DIGITS: Final = re.compile(r"(\d+)")


def natural_order(name: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts `S2` before `S10`: words as texts, numbers by their value."""
    words = _DIGITS.split(name)
    return tuple((word, int(number or 0)) for word, number in zip(words[::2], [*words[1::2], ""], strict=True))

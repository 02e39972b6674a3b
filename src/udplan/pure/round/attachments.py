"""What an attachment's title says of time: the status that a meeting gets must be the one its paper speaks of."""

import re
from typing import Final

from udplan.domain.nearest_times import nearest_form
from udplan.domain.tidspunkt import Tidspunkt, TidspunktError, tidspunkt_from_text
from udplan.ground.danish import fold

_MOST_WORDS: Final = 7
"""As in `30. november 2024 til 31. maj 2025`."""

_EDGES: Final = "()[]{},;:.–—-/'\"«»"
# What begins with a year or with years: the budget's, not the status's. A whole ISO date is more than that.
_YEARS: Final = re.compile(r"[0-9]{4}(?: ?[-–/] ?(?:[0-9]{4}|[0-9]{2}))?(?![-–0-9])")
_STATUS: Final = re.compile(r"udmoentning|\w*status")
_ORIGINAL: Final = re.compile(r"\boriginal")


def is_status(titel: str) -> bool:
    """Whether the title is that of the plan or a status of it; a letter or an agreement has a time of its own."""
    return _STATUS.search(fold(titel)) is not None


def says_original(titel: str) -> bool:
    """Whether the title calls what is attached the original."""
    return _ORIGINAL.search(fold(titel)) is not None


def named_times(titel: str) -> tuple[Tidspunkt, ...]:
    """The times that a title names, in their order; years and spans of years, as of the budget, are none."""
    words = titel.split()
    found: list[Tidspunkt] = []
    place = 0
    while place < len(words):
        ends = range(min(len(words), place + _MOST_WORDS), place, -1)
        named = ((end, _time(" ".join(words[place:end]))) for end in ends)
        end, time = next(((end, time) for end, time in named if time), (place + 1, None))
        if time is not None:
            found.append(time)
        place = end
    return tuple(found)


def _time(text: str) -> Tidspunkt | None:
    text = text.strip(_EDGES)
    if not text or _YEARS.match(text):
        return None
    try:
        time = tidspunkt_from_text(text)
    except TidspunktError:
        near = nearest_form(text)
        if near is None or _YEARS.match(near):
            return None
        time = tidspunkt_from_text(near)
    return None if time.er_loebende else time

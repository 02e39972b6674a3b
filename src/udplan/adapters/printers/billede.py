"""Where the parts of a picture stand; what they are is the paper's."""

from dataclasses import dataclass
from typing import Final

from udplan.ground.danish import number_text
from udplan.pure.paper.papir import Bjaelke, Bjaelkedel

_NARROWEST: Final = 40
"""A part below 4 per cent of the bar has no room for a digit."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a bar: where it begins, how wide it is and where its middle is, in per cent of the bar."""

    del_: Bjaelkedel
    fra: str
    bredde: str
    midte: str
    tal: str
    """The number to print on it; empty where there is no room."""


def placed_parts(bar: Bjaelke) -> tuple[Placed, ...]:
    """The parts of a bar side by side, so that they fill it."""
    whole = sum(part.antal for part in bar.dele)
    found = []
    before = 0
    for part in bar.dele:
        start, end = 1000 * before // whole, 1000 * (before + part.antal) // whole
        room = end - start >= _NARROWEST * len(str(part.antal))
        number = number_text(part.antal) if room else ""
        found.append(Placed(part, _percent(start), _percent(end - start), _percent((start + end) // 2), number))
        before += part.antal
    return tuple(found)


def _percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"

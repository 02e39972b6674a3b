"""Amounts as people write them in tables: signs, marks, units; always exact, never guessed at."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, Literal

from udplan.domain.vocabulary import Enhed
from udplan.ground.danish import fold
from udplan.pure.importing.cells import Value

Mark = Literal[",", "."]
"""The decimal mark. The other one may stand between thousands."""

SIZES: Final[Mapping[Enhed, int]] = {"kr.": 1, "1.000 kr.": 1_000, "mio. kr.": 1_000_000}
_UNITS: Final[Mapping[Enhed, str]] = {
    "1.000 kr.": r"1,?000 ?(?:kr|kroner|dkk)|tusind ?(?:kr|kroner)?|t ?kr|tdkk",
    "mio. kr.": r"mio(?: ?(?:kr|kroner|dkk))?|million(?:er)?(?: ?(?:kr|kroner))?|m ?kr|mdkk",
    "kr.": r"(?:hele )?(?:kr|kroner|dkk)",
}
"""How each unit is written, in folded spelling and without full stops."""
_IN_KRONER: Final = r"\bi (?:hele )?(?:kr|kroner)\b|\(\s*(?:hele )?(?:kr|kroner|dkk)\b|\bhele (?:kr|kroner)\b"
_STATEMENT: Final = r"[(*]*(?:alle )?(?:beloeb|tal|enhed|i |hele |1\.?000|mio|t\.? ?kr|kr|dkk)"
_LONGEST_STATEMENT: Final = 60
_SIGNS: Final = str.maketrans("−–—‐‑", "-----")
_ZEROS: Final = frozenset(("-", "--", "0"))
_MOST_DIGITS: Final = 15


@lru_cache(maxsize=1024)
def unit_named(text: str) -> Enhed | None:
    """The unit that a text names, such as `Beløb i 1.000 kr.` or `(mio. kr.)`."""
    words = fold(text).replace(".", "")
    for unit, pattern in _UNITS.items():
        if re.search(_IN_KRONER if unit == "kr." else rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", words):
            return unit
    return None


def unit_said(text: str) -> Enhed | None:
    """The unit that a line beside a table says its amounts are in; None for one that speaks of something else."""
    if len(text) > _LONGEST_STATEMENT or not re.match(_STATEMENT, fold(text)):
        return None
    return unit_named(text)


def amount_of(value: Value, mark: Mark) -> tuple[Decimal, Enhed | None] | None:
    """The amount and the unit that stands beside it; None for what is no amount.

    A minus may stand before or after, or be written as parentheses. A hyphen alone is a zero.
    """
    if isinstance(value, Decimal):
        return value, None
    if not isinstance(value, str):
        return None
    text = fold(value.translate(_SIGNS)).replace("'", "").strip()
    text, unit = _without_unit(text)
    if text in _ZEROS:
        return Decimal(0), unit
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    if text.startswith("-") or text.endswith("-"):
        if negative or (text.startswith("-") and text.endswith("-")):
            return None
        negative, text = True, text.removeprefix("-").removesuffix("-").strip()
    elif text.startswith("+"):
        text = text[1:].strip()
    number = _number(text.removesuffix(",").removesuffix("."), mark)
    if number is None:
        return None
    return (-number if negative else number), unit


def _without_unit(text: str) -> tuple[str, Enhed | None]:
    """The number in a text, and the unit before or after it. The whole text where it is something else."""
    found = re.fullmatch(r"([-(+]?)(?:kr[.]?|dkk) ?(.+)", text)
    if found:
        return found[1] + found[2], "kr."
    found = re.fullmatch(r"(.*?[0-9)-]),? ?([a-z][a-z. ]*)", text)
    if found:
        for unit, pattern in _UNITS.items():
            if re.fullmatch(pattern, found[2].replace(".", "").strip()):
                return found[1], unit
    return text, None


def _number(text: str, mark: Mark) -> Decimal | None:
    thousands = "." if mark == "," else ","
    form = rf"[0-9]{{1,3}}(?:[{thousands} ][0-9]{{3}})+|[0-9]+"
    found = re.fullmatch(rf"({form})(?:[{mark}]([0-9]+))?", text)
    if found is None or len(text) > _MOST_DIGITS + 8:
        return None
    whole = re.sub(r"[., ]", "", found[1])
    return Decimal(f"{whole}.{found[2]}") if found[2] else Decimal(whole)


def decimal_mark(texts: Iterable[str]) -> Mark:
    """The decimal mark that these amounts can only have; the Danish one where they do not tell."""
    danish = english = 0
    for text in texts:
        digits = re.sub(r"[^0-9.,]", "", text).strip(".,")
        if re.fullmatch(r"[0-9]{1,3}(?:[.][0-9]{3})*,[0-9]{1,2}|[0-9]{1,3}(?:[.][0-9]{3}){2,}|[0-9]+,[0-9]+", digits):
            # 1,500 may be either; it counts for neither.
            danish += not re.fullmatch(r"[0-9]{1,3},[0-9]{3}", digits)
        elif re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})*[.][0-9]{1,2}|[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]+[.][0-9]+", digits):
            english += not re.fullmatch(r"[0-9]{1,3}[.][0-9]{3}", digits)
    return "." if english > danish else ","


def converted(amount: Decimal, unit: Enhed, other: Enhed) -> Decimal:
    """An amount in one unit as it is in another; exact."""
    return amount * SIZES[unit] / SIZES[other]


def rounded(amount: Decimal) -> int:
    """The nearest whole amount, halves away from zero."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))

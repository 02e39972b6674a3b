"""Danish conventions: alphabetical order, lenient matching, numbers and dates.

Pure functions that never look at the locale, so the same plan gives the same bytes on every machine.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
MINUS = "\u2212"
NO_BREAK_SPACE = "\u00a0"
EN_DASH = "\u2013"

# CLDR's order of punctuation, all of it before the digits, and its Danish tailoring: ä, ö, ü are variants of
# æ, ø, y (https://github.com/unicode-org/cldr/blob/main/common/collation/da.xml). As { | } move down with the
# rest of the punctuation, their places just after z are free for æ ø å; other alphabets still come later.
_PUNCTUATION = " _-–—,;:!?.'\"()[]{}§@*/\\&#%`^+<=>|~$"
# Marks of a variant spelling; they come after every letter, so that the plain spelling is first.
_SECOND, _THIRD = "\ue000", "\ue001"
_VARIANTS = str.maketrans({variant: plain + _SECOND for variant, plain in zip("äÄöÖüÜ", "æÆøØyY", strict=True)})
_PRIMARY = str.maketrans(
    {mark: chr(1 + place) for place, mark in enumerate(_PUNCTUATION)}
    | {NO_BREAK_SPACE: "\x01", "æ": "{", "ø": "|", "å": "}", _SECOND: "", _THIRD: ""}
)
_ASCII_SPELLING = (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("ä", "ae"), ("ö", "oe"))


def sort_key(text: str) -> str:
    """Key for Danish alphabetical order: æ ø å last, aa as å, case only as tie-break with capitals first."""
    text = unicodedata.normalize("NFC", text)
    # Å before AA before Aa, and Ærø before Ärø, as ICU has them; aA is no Danish letter.
    tie = text.replace("AA", "Å" + _SECOND).replace("Aa", "Å" + _THIRD).replace("aa", "å" + _SECOND)
    tie = tie.translate(_VARIANTS)
    primary = tie.casefold().translate(_PRIMARY)
    if not primary.isascii():
        decomposed = unicodedata.normalize("NFKD", primary)
        primary = "".join(char for char in decomposed if not unicodedata.combining(char))
    return f"{primary}\0{tie}\0{text}"


def fold(text: str) -> str:
    """The text for matching without regard to case, spacing and the spelling of æ, ø and å."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    for letter, spelling in _ASCII_SPELLING:  # five replacements are three times as fast as one translate
        folded = folded.replace(letter, spelling)
    return " ".join(folded.split())


def number_text(value: int) -> str:
    """A whole number as `1.234` or `−1.234`, with the real minus sign."""
    return f"{value:,}".replace(",", ".").replace("-", MINUS)


def signed_text(value: int) -> str:
    """A change of an amount as `+1.234` or `−1.234`."""
    return f"+{number_text(value)}" if value > 0 else number_text(value)


def percent_text(part: int, whole: int) -> str:
    """The share in whole per cent as `37 %` with a no-break space, halves away from zero; `–` of nothing.

    It is never rounded to an end: 299 of 300 is `over 99 %` and 1 of 300 is `under 1 %`.
    """
    if whole == 0:
        return EN_DASH
    size = (200 * abs(part) + abs(whole)) // (2 * abs(whole))
    share = size if part == 0 or (part < 0) == (whole < 0) else -size
    word = ""
    if size == 0 and part != 0:
        word, share = ("under", 1) if (part < 0) == (whole < 0) else ("under", 0)
    elif share == 100 and part != whole:
        word, share = "over", 99 if abs(part) < abs(whole) else 100
    return f"{word} {number_text(share)}{NO_BREAK_SPACE}%".lstrip()


def date_text(day: date) -> str:
    """A date as `10. juni 2025`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date_text(day: date) -> str:
    """A date as `10-06-2025`."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"

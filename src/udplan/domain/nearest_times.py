"""What a text that is no time was most likely meant to be, and the days that people name on the command line."""

import re
import unicodedata
from datetime import date
from typing import Final

from udplan.domain.tidspunkt import (
    DAY_AND_MONTH,
    FRAMES,
    LONGEST,
    MONTH_NUMBERS,
    TidspunktError,
    folded_words,
    frame_of,
    tidspunkt_from_text,
)
from udplan.ground.danish import MONTHS

_ISO_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_REWRITES: Final = (
    (r"(?:i loebet af|i|den|d) (.+)", r"\1"),
    (r"([0-9]{1,2})[-/ ]([0-9]{1,2})[-/ ]([0-9]{4})", r"\3-\2-\1"),
    (r"([0-9]{4})[-/ ]([0-9]{1,2})[-/ ]([0-9]{1,2})", r"\1-\2-\3"),
    (r"(?:kvartal|kvt|kv|k) ?([1-4])[-/ ]([0-9]{4})", r"\1 kvartal \2"),
    (r"halvaar ?([12])[-/ ]([0-9]{4})", r"\1 halvaar \2"),
    (r"([1-4])(kvartal|kvt|kv|halvaar)[-/ ]?([0-9]{4})", r"\1 \2 \3"),
    (r"uge[- ]?([0-9]{1,2})[-/ ]([0-9]{4})", r"uge \1 \2"),
    (r"([0-9]{4})[-/ ]?(?:uge|w) ?([0-9]{1,2})", r"uge \2 \1"),
    (r"([0-9]{4}) ?[-/]? ?([a-z0-9 ]*[a-z][a-z0-9 ]*)", r"\2 \1"),
    (r"(0?[1-9]|1[0-2])[-/ ]([0-9]{4})", r"\2-\1"),
    (r"(.+?)[-/]?([0-9]{4})", r"\1 \2"),
    # Glued on, 25 can only be the year; in `maj 25` it might be the day.
    (r"(.*[a-z]{3})'?([2-9][0-9])", r"\1 20\2"),
    (r"([0-9]{4}) ?/ ?([0-9]{4})", r"\1-\2"),
    # 2025-26 has no 26th month; 2011-12 may be a month or two years.
    (r"([0-9]{2})([0-9]{2})-(1[3-9]|[2-9][0-9])", r"\1\2-\1\3"),
)
_LIKELY: Final = (
    ("uge", "uge 23 {year}"),
    ("kv", "1. kvartal {year}"),
    ("halvaar", "1. halvår {year}"),
    ("ferie", "inden sommerferien {year}"),
)


def day_named(text: str) -> date | None:
    """The one day that a text names, such as `2025-05-31`, `31. maj 2025` or `31-05-2025`; None for anything else."""
    if re.fullmatch(_ISO_DATE, text):  # whatever the year
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    try:
        time = tidspunkt_from_text(nearest_form(text) or text)
    except TidspunktError:
        return None
    return time.start if time.start == time.slut else None


def nearest_form(text: str) -> str | None:
    """What a text that does not parse was certainly meant to be, in a form that parses; else None."""
    if len(text) > LONGEST or _parses(text):
        return None
    words = folded_words(unicodedata.normalize("NFC", text))
    for pattern, replacement in _REWRITES:
        if match := re.fullmatch(pattern, words):
            candidate = _readable(match.expand(replacement))
            if _parses(candidate):
                return candidate
    return None


def _parses(text: str) -> bool:
    try:
        tidspunkt_from_text(text)
    except TidspunktError:
        return False
    return True


def _readable(words: str) -> str:
    """The words as one would write them, if they are a head and a year or a date; else as they are."""
    if date_match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", words):
        return f"{date_match[1]}-{date_match[2]:0>2}-{date_match[3]:0>2}"
    if month_match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", words):
        return f"{MONTHS[int(month_match[2]) - 1]} {month_match[1]}" if int(month_match[2]) <= 12 else words
    head, _, year = words.rpartition(" ")
    if (frame := frame_of(head)) is not None:
        return f"{frame.name} {year}".lstrip()
    if (day := re.fullmatch(DAY_AND_MONTH, head)) and day[2] in MONTH_NUMBERS:
        return f"{int(day[1])}. {MONTHS[MONTH_NUMBERS[day[2]] - 1]} {year}"
    return words


def likely_form(text: str) -> str:
    """The one form that a text which does not parse is most like, as an example: what it names, and its year."""
    words = folded_words(unicodedata.normalize("NFC", text[:LONGEST]))
    year = next((year for year in re.findall(r"\b[0-9]{4}\b", words) if _parses(year)), "2025")
    named = [head for head in FRAMES if head and re.search(rf"\b{head}\b", words)]
    if named:
        return f"{FRAMES[max(named, key=len)].name} {year}"
    return next((form.format(year=year) for word, form in _LIKELY if word in words), f"ultimo {year}")

"""Vejledende times: what a finance office writes, kept as written and understood as a span of days.

The grammar is a table of heads ("primo maj", "1 kvartal", "sommer") that a year follows, plus dates, weeks
and spans.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from udplan.ground.danish import MONTHS, fold

FIRST_YEAR, LAST_YEAR = 1990, 2100
Reason = Literal["form", "value", "year", "order"]


class TidspunktError(ValueError):
    """The text is no vejledende time: unknown form, impossible value, year out of range, end before start."""

    def __init__(self, tekst: str, reason: Reason) -> None:
        super().__init__(tekst, reason)
        self.tekst = tekst
        self.reason: Reason = reason

    def __str__(self) -> str:
        return f"not a time ({self.reason}): {self.tekst!r}"


@dataclass(frozen=True, slots=True)
class Tidspunkt:
    """A vejledende time: the text as written, its first and its last day; both None for `løbende`."""

    tekst: str
    start: date | None
    slut: date | None

    @property
    def er_loebende(self) -> bool:
        """True if the time has no span because the work goes on all the time."""
        return self.slut is None

    @property
    def sort_key(self) -> tuple[date, date]:
        """Chronological order; `løbende` last."""
        return (self.start or date.max, self.slut or date.max)

    def lies_before(self, day: date) -> bool:
        """True if the whole span lies before the day; never for `løbende`."""
        return self.slut is not None and self.slut < day

    def contains(self, other: Tidspunkt) -> bool:
        """True if every day of the other span is in this one; never if either is `løbende`."""
        if self.start is None or self.slut is None or other.start is None or other.slut is None:
            return False
        return self.start <= other.start and other.slut <= self.slut


class _Frame(NamedTuple):
    """A part of a year; last_day 0 is the end of the month, and last_month may run on into the next year."""

    name: str
    month: int
    day: int
    last_month: int
    last_day: int


class _Span(NamedTuple):
    start: date
    slut: date


_THIRDS = {"primo": 0, "begyndelsen af": 0, "medio": 1, "midten af": 1, "ultimo": 2, "slutningen af": 2}
_THIRD_NAMES = ("primo", "medio", "ultimo")
_THIRD_DAYS = ((1, 10), (11, 20), (21, 0))
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# Winter 2025 begins in December 2025: so the seasons of a year follow each other in the order they are named,
# and what a plan made in the spring of 2025 promises for that winter is not overdue from the start.
_SEASONS = (
    ("foraar", "foraaret", "forår", 3),
    ("sommer", "sommeren", "sommer", 6),
    ("efteraar", "efteraaret", "efterår", 9),
    ("vinter", "vinteren", "vinter", 12),
)


def _frames() -> dict[str, _Frame]:
    """Every head that may stand before a year, in folded spelling; the empty head is the whole year."""
    frames = {"": _Frame("", 1, 1, 12, 0)}
    for word, third in _THIRDS.items():
        frames[word] = _Frame(_THIRD_NAMES[third], 4 * third + 1, 1, 4 * third + 4, 0)
    for month, (name, short) in enumerate(zip(MONTHS, _SHORT_MONTHS, strict=True), start=1):
        for spelling in {name, short} | ({"sept"} if month == 9 else set()):
            frames[spelling] = _Frame(name, month, 1, month, 0)
            for word, third in _THIRDS.items():
                first, last = _THIRD_DAYS[third]
                full_name = f"{_THIRD_NAMES[third]} {name}"
                frames[f"{word} {spelling}"] = _Frame(full_name, month, first, month, last)
    for number in (1, 2, 3, 4):
        quarter = _Frame(f"{number}. kvartal", 3 * number - 2, 1, 3 * number, 0)
        frames |= {f"{number} {word}": quarter for word in ("kvartal", "kvt", "kv")}
        frames[f"q{number}"] = quarter._replace(name=f"Q{number}")
    for number in (1, 2):
        frames[f"{number} halvaar"] = _Frame(f"{number}. halvår", 6 * number - 5, 1, 6 * number, 0)
    for season, definite, name, month in _SEASONS:
        frames[season] = frames[definite] = _Frame(name, month, 1, month + 2, 0)
    return frames


_FRAMES = _frames()
_MONTH_NUMBERS = {head: frame.month for head, frame in _FRAMES.items() if frame.name in MONTHS}
_LONGEST = 100
_DASHES = str.maketrans("–—‐‑−", "-----")
_STOP_AFTER_WORD = re.compile(r"(?<=[0-9a-z])[.,]")
_SLASH_AFTER_WEEK = re.compile(r"(?<=[0-9]) ?/ ?(?=[0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(r"([0-9]{1,2}) ([a-z]+)")
_WEEK = re.compile(r"uge ([0-9]{1,2})")
_NO_SUCH_PART = re.compile(r"[0-9]{1,2} (?:kvartal|kvt|kv|halvaar)|q[0-9]{1,2}")
_WINTER = re.compile(r"(vinter(?:en)?) ([0-9]{4}) ?[-/] ?((?:[0-9]{2})?[0-9]{2})")
_UDGANGEN = re.compile(r"(?:(?:inden|ved|med|senest ved) )?udgangen af (?!.*udgangen)(.+)")
_SPAN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[^-]+?) ?(?:-| til ) ?([0-9]{4}-[0-9]{2}-[0-9]{2}|[^-]+)")
_UNIT_BEFORE_NUMBER = re.compile(r"(uge |q)[0-9]{1,2}")
_NUMBER_IN_YEAR = re.compile(r"[0-9]{1,2} [0-9]{4}")
_NUMBER = re.compile(r"[0-9]{1,2}")


@lru_cache(maxsize=8192)
def tidspunkt_from_text(text: str) -> Tidspunkt:
    """The time that the text means; raises TidspunktError."""
    tekst = unicodedata.normalize("NFC", text).strip()
    if len(tekst) > _LONGEST:
        raise TidspunktError(tekst, "form")
    words = _words(tekst)
    if words == "loebende":
        return Tidspunkt(tekst, None, None)
    try:
        span = _part(words) or _from_to(words)
    except _ImpossibleError as impossible:
        raise TidspunktError(tekst, impossible.reason) from None
    if span is None:
        raise TidspunktError(tekst, "form")
    return Tidspunkt(tekst, span.start, span.slut)


def forms() -> tuple[str, ...]:
    """Examples of everything that can be written."""
    return (
        *("2025", "maj 2025", "primo maj 2025", "medio maj 2025", "ultimo maj 2025"),
        *("primo 2025", "medio 2025", "ultimo 2025", "1. kvartal 2025", "Q1 2025", "1. halvår 2025"),
        *("forår 2025", "sommer 2025", "efterår 2025", "vinter 2025", "vinter 2025/26", "uge 23 2025"),
        *("2025-05-31", "31. maj 2025", "udgangen af 2025", "løbende"),
        *("2025-2027", "maj 2025 - medio 2026", "maj - august 2025", "1.-2. kvartal 2025", "uge 23-25 2025"),
    )


def day_named(text: str) -> date | None:
    """The one day that a text names, such as `2025-05-31`, `31. maj 2025` or `31-05-2025`; None for anything else."""
    if _ISO_DATE.fullmatch(text):  # whatever the year
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    try:
        time = tidspunkt_from_text(nearest_form(text) or text)
    except TidspunktError:
        return None
    return time.start if time.start == time.slut else None


class _ImpossibleError(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason


def _words(tekst: str) -> str:
    """The text with one spelling of letters, dashes, stops and spaces."""
    folded = fold(tekst if tekst.isascii() else tekst.translate(_DASHES))
    words = " ".join(_STOP_AFTER_WORD.sub(" ", folded).split())
    return _SLASH_AFTER_WEEK.sub(" ", words) if words.startswith("uge ") else words


def _part(words: str) -> _Span | None:
    """The span of a time that is not itself written as a span, or None."""
    head, _, last = words.rpartition(" ")
    if _YEAR.fullmatch(last) and (span := _in_year(head, last)):
        return span
    if _ISO_DATE.fullmatch(words):
        _year(words[:4])
        return _one_day(int(words[:4]), int(words[5:7]), int(words[8:]))
    if (match := _WINTER.fullmatch(words)) and str(int(match[2]) + 1).endswith(match[3]):
        # "vinter 2025-2026" is the one winter, not a span that goes on to the end of 2026.
        return _in_year(match[1], match[2])
    return None


def _in_year(head: str, year_text: str) -> _Span | None:
    """The span of a head in a year, or None if nothing is called that."""
    frame = _FRAMES.get(head)
    if frame is not None:
        year = _year(year_text)
        later, month = divmod(frame.last_month, 12)
        if frame.last_day:
            return _Span(date(year, frame.month, frame.day), date(year, frame.last_month, frame.last_day))
        return _Span(date(year, frame.month, frame.day), date(year + later, month + 1, 1) - timedelta(1))
    if (match := _DAY.fullmatch(head)) and match[2] in _MONTH_NUMBERS:
        return _one_day(_year(year_text), _MONTH_NUMBERS[match[2]], int(match[1]))
    if match := _WEEK.fullmatch(head):
        try:
            monday = date.fromisocalendar(_year(year_text), int(match[1]), 1)
        except ValueError:
            raise _ImpossibleError("value") from None
        return _Span(monday, monday + timedelta(6))
    if match := _UDGANGEN.fullmatch(f"{head} {year_text}"):
        whole = _part(match[1])
        return _Span(whole.slut, whole.slut) if whole else None
    if _NO_SUCH_PART.fullmatch(head):
        raise _ImpossibleError("value")
    return None


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _ImpossibleError("year")
    return year


def _one_day(year: int, month: int, day: int) -> _Span:
    try:
        only = date(year, month, day)
    except ValueError:
        raise _ImpossibleError("value") from None
    return _Span(only, only)


def _from_to(words: str) -> _Span | None:
    """The span from the first day of one part to the last day of another, or None."""
    match = _SPAN.fullmatch(words)
    if match is None:
        return None
    first_words, last_words = _written_out(match[1], match[2])
    first, last = _part(first_words), _part(last_words)
    if first is None or last is None:
        return None
    if last.start < first.start or last.slut < first.slut:
        raise _ImpossibleError("order")
    return _Span(first.start, last.slut)


def _written_out(first: str, last: str) -> tuple[str, str]:
    """Both parts with what they share: the year of `maj - august 2025`, the unit too of `uge 23-25 2025`."""
    if _NUMBER_IN_YEAR.fullmatch(last) and (unit := _UNIT_BEFORE_NUMBER.fullmatch(first)):
        last = unit[1] + last
    lead, _, rest = last.partition(" ")
    if (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(lead)) or (first in _THIRDS and lead in _THIRDS):
        return f"{first} {rest}", last
    # A lone year is not shared: `maj - 2025` is more likely `maj 2025` than the rest of the year from May on.
    head, _, year = last.rpartition(" ")
    if head and _YEAR.fullmatch(year) and not _YEAR.fullmatch(first[-4:]) and not _ISO_DATE.fullmatch(first):
        return f"{first} {year}", last
    return first, last


_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?:i loebet af|i|den|d) (.+)", r"\1"),
        (r"([0-9]{1,2})[-/ ]([0-9]{1,2})[-/ ]([0-9]{4})", r"\3-\2-\1"),
        (r"([0-9]{4})[-/ ]([0-9]{1,2})[-/ ]([0-9]{1,2})", r"\1-\2-\3"),
        (r"(?:kvartal|kvt|kv|k) ?([1-4])[-/ ]([0-9]{4})", r"\1 kvartal \2"),
        (r"halvaar ?([12])[-/ ]([0-9]{4})", r"\1 halvaar \2"),
        (r"([1-4])(kvartal|kvt|kv|halvaar)[-/ ]?([0-9]{4})", r"\1 \2 \3"),
        (r"uge[- ]?([0-9]{1,2})[-/ ]([0-9]{4})", r"uge \1 \2"),
        (r"([0-9]{4})[-/ ]?(?:uge|w) ?([0-9]{1,2})", r"uge \2 \1"),
        (r"([0-9]{4}) ?[-/]? ?([a-z0-9 ]*[a-z][a-z0-9 ]*)", r"\2 \1"),
        (r"(.+?)[-/]?([0-9]{4})", r"\1 \2"),
        # Glued on, 25 can only be the year; in `maj 25` it might be the day.
        (r"(.*[a-z]{3})'?([2-9][0-9])", r"\1 20\2"),
        (r"([0-9]{4}) ?/ ?([0-9]{4})", r"\1-\2"),
        # 2025-26 has no 26th month; 2011-12 may be a month or two years.
        (r"([0-9]{2})([0-9]{2})-(1[3-9]|[2-9][0-9])", r"\1\2-\1\3"),
    )
)


def nearest_form(text: str) -> str | None:
    """What a text that does not parse was certainly meant to be, in a form that parses; else None."""
    if len(text) > _LONGEST or _parses(text):
        return None
    words = _words(unicodedata.normalize("NFC", text))
    for pattern, replacement in _REWRITES:
        if match := pattern.fullmatch(words):
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
    head, _, year = words.rpartition(" ")
    if head in _FRAMES:
        return f"{_FRAMES[head].name} {year}".lstrip()
    if (day := _DAY.fullmatch(head)) and day[2] in _MONTH_NUMBERS:
        return f"{int(day[1])}. {MONTHS[_MONTH_NUMBERS[day[2]] - 1]} {year}"
    return words

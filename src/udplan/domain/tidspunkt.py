"""Vejledende times: what a finance office writes, kept as written and understood as a span of days.

The grammar is a table of heads ("maj", "1 kvartal", "sommer") that a year follows, thirds of them ("ultimo maj"), plus
dates, weeks, spans, and words for the last day ("senest", "inden", "udgangen af"). Its expressions are compiled by `re`
when they are first used, since most commands read few times.
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


_THIRDS = {
    **dict.fromkeys(("primo", "prim", "start", "starten af", "begyndelsen af"), 0),
    **dict.fromkeys(("medio", "midten af"), 1),
    **dict.fromkeys(("ultimo", "ult", "slut", "slutningen af"), 2),
}
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
    for month, (name, short) in enumerate(zip(MONTHS, _SHORT_MONTHS, strict=True), start=1):
        for spelling in {name, short} | ({"sept"} if month == 9 else set()):
            frames[spelling] = _Frame(name, month, 1, month, 0)
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
_SCHOOL_YEAR = _Frame("skoleåret", 8, 1, 12 + 7, 0)
_MONTH_NUMBERS = {head: frame.month for head, frame in _FRAMES.items() if frame.name in MONTHS}
_LONGEST = 100
_DASHES = str.maketrans("–—‐‑−", "-----")
_STOP_AFTER_WORD = r"(?<=[0-9a-z])[.,]"
_SLASH_AFTER_WEEK = r"(?<=[0-9]) ?/ ?(?=[0-9]{4})"
_YEAR = r"[0-9]{4}"
_DATE = r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?|[0-9]{4}-[0-9]{2}-[0-9]{2}"
_THIRD_OF = rf"({'|'.join(_THIRDS)}) (.+)"
_DAY = r"([0-9]{1,2}) ([a-z]+)"
_WEEK = r"uge ([0-9]{1,2})"
_NO_SUCH_PART = r"[0-9]{1,2} (?:kvartal|kvt|kv|halvaar)|q[0-9]{1,2}"
_TWO_YEARS = r"(vinter|vinteren|skoleaar|skoleaaret) ([0-9]{4}) ?[-/] ?((?:[0-9]{2})?[0-9]{2})"
_SUMMER_HOLIDAY = r"sommerferien?"
# Each stands for one day. What is to be there before a time begins is there on the day before.
_END_OF = r"(?:(?:inden|foer|ved|med|senest|senest ved) )?udgangen af (?!.*udgangen)(.+)"
_AT_LATEST = r"(?:senest|(?:loebende )?(?:frem )?til(?: og med)?) (?:i |den |d )?(?!senest|til)(.+)"
_BEFORE = r"(?:senest )?(?:inden|foer) (?:den |d )?(?!inden|foer)(.+)"
_SPANS = (
    rf"({_DATE}|[^-]+?) ?- ?({_DATE}|[^-]+)",
    r"(.+?) til (.+)",
    r"(.+?) og (.+)",
    r"([^/]+?) ?/ ?([^/]+)",
)
_UNIT_BEFORE_NUMBER = r"(uge |q)[0-9]{1,2}"
_NUMBER_IN_YEAR = r"[0-9]{1,2} [0-9]{4}"
_NUMBER = r"[0-9]{1,2}"


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
        span = _part_or_end(words) or _one_last_day(words) or _from_to(words)
    except _ImpossibleError as impossible:
        raise TidspunktError(tekst, impossible.reason) from None
    if span is None:
        raise TidspunktError(tekst, "form")
    return Tidspunkt(tekst, span.start, span.slut)


def forms() -> tuple[str, ...]:
    """Examples of everything that can be written."""
    return (
        *("2025", "maj 2025", "2025-05", "primo maj 2025", "medio maj 2025", "ultimo maj 2025"),
        *("primo 2025", "medio 2025", "ultimo 2025", "start 2025", "slutningen af 2025"),
        *("1. kvartal 2025", "Q1 2025", "ultimo 2. kvartal 2025", "1. halvår 2025"),
        *("forår 2025", "sommer 2025", "efterår 2025", "vinter 2025", "vinter 2025/26", "skoleåret 2025/26"),
        *("uge 23 2025", "2025-05-31", "31. maj 2025", "sommerferien 2025"),
        *("udgangen af 2025", "senest 1. maj 2025", "inden sommerferien 2025", "før 1. juli 2025"),
        *("løbende", "løbende frem til 2027"),
        *("2025-2027", "maj 2025 - medio 2026", "maj - august 2025", "august/september 2025", "primo/medio 2026"),
        *("1.-2. kvartal 2025", "1. og 2. kvartal 2025", "uge 23-25 2025"),
    )


def day_named(text: str) -> date | None:
    """The one day that a text names, such as `2025-05-31`, `31. maj 2025` or `31-05-2025`; None for anything else."""
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
    words = " ".join(re.sub(_STOP_AFTER_WORD, " ", folded).split())
    return re.sub(_SLASH_AFTER_WEEK, " ", words) if words.startswith("uge ") else words


def _part(words: str) -> _Span | None:
    """The span of a time that is not itself written as a span, or None."""
    head, _, last = words.rpartition(" ")
    if re.fullmatch(_YEAR, last) and (span := _in_year(head, last)):
        return span
    if re.fullmatch(_DATE, words):
        year, month, *day = words.split("-")
        return _one_day(_year(year), int(month), int(day[0])) if day else _framed(_FRAMES[MONTHS[int(month) - 1]], year)
    if (match := re.fullmatch(_TWO_YEARS, words)) and str(int(match[2]) + 1).endswith(match[3]):
        # "vinter 2025-2026" is the one winter, not a span that goes on to the end of 2026.
        return _in_year(match[1], match[2]) if match[1].startswith("v") else _framed(_SCHOOL_YEAR, match[2])
    return None


def _in_year(head: str, year: str) -> _Span | None:
    """The span of a head in a year, or None if nothing is called that."""
    frame = _frame(head)
    if frame is not None:
        return _framed(frame, year)
    if (match := re.fullmatch(_DAY, head)) and match[2] in _MONTH_NUMBERS:
        return _one_day(_year(year), _MONTH_NUMBERS[match[2]], int(match[1]))
    if match := re.fullmatch(_WEEK, head):
        try:
            monday = date.fromisocalendar(_year(year), int(match[1]), 1)
        except ValueError:
            raise _ImpossibleError("value") from None
        return _Span(monday, monday + timedelta(6))
    if re.fullmatch(_SUMMER_HOLIDAY, head):
        return _summer_holiday(_year(year))
    if re.fullmatch(_NO_SUCH_PART, head):
        raise _ImpossibleError("value")
    return None


def _frame(head: str) -> _Frame | None:
    """The part of a year that a head names, itself or as a third of one, or None."""
    if (known := _FRAMES.get(head)) is not None:
        return known
    if head in _THIRDS:
        return _third(_FRAMES[""], _THIRDS[head])
    if (match := re.fullmatch(_THIRD_OF, head)) and (whole := _FRAMES.get(match[2])) is not None:
        return _third(whole, _THIRDS[match[1]])
    return None


def _third(whole: _Frame, third: int) -> _Frame:
    """A third of a part of the year: of a month its days 1-10, 11-20 and the rest, of longer ones whole months."""
    name = f"{_THIRD_NAMES[third]} {whole.name}".rstrip()
    months = (whole.last_month - whole.month + 1) // 3
    if months == 0:
        first, last = _THIRD_DAYS[third]
        return _Frame(name, whole.month, first, whole.month, last)
    first_month = whole.month + months * third
    return _Frame(name, first_month, 1, first_month + months - 1, 0)


def _framed(frame: _Frame, year_text: str) -> _Span:
    """The days of a part of a year. Raises _ImpossibleError for a year out of range."""
    year = _year(year_text)
    start = date(year + (frame.month - 1) // 12, (frame.month - 1) % 12 + 1, frame.day)
    if frame.last_day:
        return _Span(start, date(year, frame.last_month, frame.last_day))
    later, month = divmod(frame.last_month, 12)
    return _Span(start, date(year + later, month + 1, 1) - timedelta(1))


def _summer_holiday(year: int) -> _Span:
    """From the last Saturday of June (folkeskoleloven § 14 a), and as in most municipalities for six weeks."""
    last_of_june = date(year, 6, 30)
    saturday = last_of_june - timedelta((last_of_june.isoweekday() - 6) % 7)
    return _Span(saturday, saturday + timedelta(6 * 7 + 1))


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
    for pattern in _SPANS:
        match = re.fullmatch(pattern, words)
        if match is None:
            continue
        first, last = map(_part_or_end, _written_out(match[1], match[2]))
        if first is None or last is None:
            continue
        if last.start < first.start or last.slut < first.slut:
            raise _ImpossibleError("order")
        return _Span(first.start, last.slut)
    return None


def _part_or_end(words: str) -> _Span | None:
    """The span of a part, or the last day of one that the words say is the end of it."""
    if match := re.fullmatch(_END_OF, words):
        whole = _part(match[1])
        return whole and _Span(whole.slut, whole.slut)
    return _part(words)


def _one_last_day(words: str) -> _Span | None:
    """The day by which something is to be there, or None where no word says that."""
    if match := re.fullmatch(_BEFORE, words):
        whole = _part(match[1])
        return whole and _Span(whole.start - timedelta(1), whole.start - timedelta(1))
    if match := re.fullmatch(_AT_LATEST, words):
        whole = _part_or_end(match[1]) or _from_to(match[1])
        return whole and _Span(whole.slut, whole.slut)
    return None


def _written_out(first: str, last: str) -> tuple[str, str]:
    """Both parts with what they share: the year of `maj - august 2025`, the unit too of `uge 23-25 2025`."""
    if re.fullmatch(_NUMBER_IN_YEAR, last) and (unit := re.fullmatch(_UNIT_BEFORE_NUMBER, first)):
        last = unit[1] + last
    lead, _, rest = last.partition(" ")
    if (re.fullmatch(_NUMBER, first) and re.fullmatch(_NUMBER, lead)) or (first in _THIRDS and lead in _THIRDS):
        return f"{first} {rest}", last
    # A lone year is not shared: `maj - 2025` is more likely `maj 2025` than the rest of the year from May on.
    head, _, year = last.rpartition(" ")
    if head and re.fullmatch(_YEAR, year) and not re.fullmatch(_YEAR, first[-4:]) and not re.fullmatch(_DATE, first):
        return f"{first} {year}", last
    return first, last


_REWRITES = (
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


def nearest_form(text: str) -> str | None:
    """What a text that does not parse was certainly meant to be, in a form that parses; else None."""
    if len(text) > _LONGEST or _parses(text):
        return None
    words = _words(unicodedata.normalize("NFC", text))
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
    if (frame := _frame(head)) is not None:
        return f"{frame.name} {year}".lstrip()
    if (day := re.fullmatch(_DAY, head)) and day[2] in _MONTH_NUMBERS:
        return f"{int(day[1])}. {MONTHS[_MONTH_NUMBERS[day[2]] - 1]} {year}"
    return words


def likely_form(text: str) -> str:
    """The one form that a text which does not parse is most like, as an example: what it names, and its year."""
    words = _words(unicodedata.normalize("NFC", text[:_LONGEST]))
    year = next((year for year in re.findall(r"\b[0-9]{4}\b", words) if _parses(year)), "2025")
    named = [head for head in _FRAMES if head and re.search(rf"\b{head}\b", words)]
    if named:
        return f"{_FRAMES[max(named, key=len)].name} {year}"
    return next((form.format(year=year) for word, form in _LIKELY if word in words), f"ultimo {year}")


_LIKELY = (
    ("uge", "uge 23 {year}"),
    ("kv", "1. kvartal {year}"),
    ("halvaar", "1. halvår {year}"),
    ("ferie", "inden sommerferien {year}"),
)

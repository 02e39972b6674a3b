"""Vejledende times: a table of what can be written and what it means, and the laws of spans."""

from __future__ import annotations

import contextlib
import string
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from udplan.domain.tidspunkt import (
    FIRST_YEAR,
    LAST_YEAR,
    Reason,
    Tidspunkt,
    TidspunktError,
    forms,
    likely_form,
    nearest_form,
    tidspunkt_from_text,
)
from udplan.ground.danish import MONTHS, date_text

LOEBENDE = tidspunkt_from_text("løbende")

SPANS = """
2025                          | 2025-01-01 | 2025-12-31
maj 2025                      | 2025-05-01 | 2025-05-31
primo maj 2025                | 2025-05-01 | 2025-05-10
medio maj 2025                | 2025-05-11 | 2025-05-20
ultimo maj 2025               | 2025-05-21 | 2025-05-31
ultimo februar 2024           | 2024-02-21 | 2024-02-29
primo 2025                    | 2025-01-01 | 2025-04-30
medio 2025                    | 2025-05-01 | 2025-08-31
ultimo 2025                   | 2025-09-01 | 2025-12-31
1. kvartal 2025               | 2025-01-01 | 2025-03-31
4. kvartal 2025               | 2025-10-01 | 2025-12-31
Q1 2025                       | 2025-01-01 | 2025-03-31
1. halvår 2025                | 2025-01-01 | 2025-06-30
2. halvår 2025                | 2025-07-01 | 2025-12-31
forår 2025                    | 2025-03-01 | 2025-05-31
sommer 2025                   | 2025-06-01 | 2025-08-31
efterår 2025                  | 2025-09-01 | 2025-11-30
vinter 2025                   | 2025-12-01 | 2026-02-28
vinter 2023                   | 2023-12-01 | 2024-02-29
uge 23 2025                   | 2025-06-02 | 2025-06-08
uge 1 2025                    | 2024-12-30 | 2025-01-05
uge 53 2026                   | 2026-12-28 | 2027-01-03
2025-05-31                    | 2025-05-31 | 2025-05-31
31. maj 2025                  | 2025-05-31 | 2025-05-31
29. februar 2024              | 2024-02-29 | 2024-02-29
2025-2027                     | 2025-01-01 | 2027-12-31
maj 2025 - medio 2026         | 2025-05-01 | 2026-08-31
maj 2025 – medio 2026         | 2025-05-01 | 2026-08-31
2025-05-31 - 2025-06-02       | 2025-05-31 | 2025-06-02
2025-05-31–2025-06-02         | 2025-05-31 | 2025-06-02
31. maj - 2. juni 2025        | 2025-05-31 | 2025-06-02
uge 52 2025 - uge 2 2026      | 2025-12-22 | 2026-01-11
1990-2100                     | 1990-01-01 | 2100-12-31
2025-05                       | 2025-05-01 | 2025-05-31
2011-12                       | 2011-12-01 | 2011-12-31
2025-05 - 2025-08             | 2025-05-01 | 2025-08-31
2025-05-2025-08               | 2025-05-01 | 2025-08-31
2025/2026                     | 2025-01-01 | 2026-12-31
start 2026                    | 2026-01-01 | 2026-04-30
slut 2026                     | 2026-09-01 | 2026-12-31
start maj 2026                | 2026-05-01 | 2026-05-10
ult. maj 2025                 | 2025-05-21 | 2025-05-31
prim. maj 2025                | 2025-05-01 | 2025-05-10
primo 2. kvartal 2025         | 2025-04-01 | 2025-04-30
medio 2. kvartal 2025         | 2025-05-01 | 2025-05-31
ultimo 2. kvartal 2025        | 2025-06-01 | 2025-06-30
ultimo Q4 2025                | 2025-12-01 | 2025-12-31
medio 1. halvår 2025          | 2025-03-01 | 2025-04-30
slutningen af sommeren 2025   | 2025-08-01 | 2025-08-31
ultimo vinter 2025            | 2026-02-01 | 2026-02-28
primo vinter 2023             | 2023-12-01 | 2023-12-31
august/september 2025         | 2025-08-01 | 2025-09-30
ultimo juni/primo juli 2025   | 2025-06-21 | 2025-07-10
december 2025/januar 2026     | 2025-12-01 | 2026-01-31
primo/medio 2026              | 2026-01-01 | 2026-08-31
1. og 2. kvartal 2026         | 2026-01-01 | 2026-06-30
1./2. kvartal 2026            | 2026-01-01 | 2026-06-30
maj og juni 2025              | 2025-05-01 | 2025-06-30
skoleåret 2025/26             | 2025-08-01 | 2026-07-31
Skoleåret 2025/2026           | 2025-08-01 | 2026-07-31
skoleår 2025-26               | 2025-08-01 | 2026-07-31
sommerferien 2025             | 2025-06-28 | 2025-08-10
sommerferien 2026             | 2026-06-27 | 2026-08-09
sommerferien 2029             | 2029-06-30 | 2029-08-12
inden sommerferien 2026       | 2026-06-26 | 2026-06-26
før sommerferien 2026         | 2026-06-26 | 2026-06-26
Senest inden sommerferien 2026 | 2026-06-26 | 2026-06-26
inden 1. juli 2025            | 2025-06-30 | 2025-06-30
før den 1. juli 2025          | 2025-06-30 | 2025-06-30
inden 2026                    | 2025-12-31 | 2025-12-31
før uge 23 2025               | 2025-06-01 | 2025-06-01
senest 1. maj 2025            | 2025-05-01 | 2025-05-01
senest den 1. maj 2025        | 2025-05-01 | 2025-05-01
senest d. 1. maj 2025         | 2025-05-01 | 2025-05-01
senest i maj 2025             | 2025-05-31 | 2025-05-31
senest maj - august 2025      | 2025-08-31 | 2025-08-31
løbende frem til 2027         | 2027-12-31 | 2027-12-31
løbende til udgangen af 2027  | 2027-12-31 | 2027-12-31
løbende frem til og med maj 2027 | 2027-05-31 | 2027-05-31
frem til sommerferien 2026    | 2026-08-09 | 2026-08-09
maj 2025 - udgangen af 2026   | 2025-05-01 | 2026-12-31
"""

LENIENT = """
  MAJ   2025                  | maj 2025
maj, 2025                     | maj 2025
maj\u00a02025                 | maj 2025
jan. 2025                     | januar 2025
feb 2025                      | februar 2025
sept. 2025                    | september 2025
sep. 2025                     | september 2025
ultimo dec. 2025              | ultimo december 2025
31.maj 2025                   | 31. maj 2025
31 maj 2025                   | 31. maj 2025
01. maj 2025                  | 1. maj 2025
begyndelsen af maj 2025       | primo maj 2025
Midten af maj 2025            | medio maj 2025
slutningen af maj 2025        | ultimo maj 2025
slutningen af 2025            | ultimo 2025
1 kvartal 2025                | 1. kvartal 2025
1.kvartal 2025                | 1. kvartal 2025
1. kvt. 2025                  | 1. kvartal 2025
1. kv. 2025                   | 1. kvartal 2025
q1 2025                       | 1. kvartal 2025
1. halvaar 2025               | 1. halvår 2025
foraar 2025                   | forår 2025
Foråret 2025                  | forår 2025
FORA\u030aR 2025              | forår 2025
efteraar 2025                 | efterår 2025
vinter 2025/26                | vinter 2025
vinteren 2025/2026            | vinter 2025
vinter 2025-2026              | vinter 2025
vinter 2025 – 2026            | vinter 2025
vinter 2099/00                | vinter 2099
uge 23, 2025                  | uge 23 2025
Uge 23/2025                   | uge 23 2025
uge 23 / 2025                 | uge 23 2025
udgangen af 2025              | 2025-12-31
inden udgangen af 2025        | 2025-12-31
ved udgangen af maj 2025      | 2025-05-31
senest ved udgangen af 1. kvartal 2025 | 2025-03-31
2025 - 2027                   | 2025-2027
2025 til 2027                 | 2025-2027
maj - august 2025             | maj 2025 - august 2025
maj-aug. 2025                 | maj 2025 - august 2025
maj til august 2025           | maj 2025 - august 2025
primo maj - medio juni 2025   | primo maj 2025 - medio juni 2025
primo-medio maj 2025          | primo maj 2025 - medio maj 2025
primo - medio 2025            | primo 2025 - medio 2025
primo maj - ultimo 2025       | primo maj 2025 - ultimo 2025
forår - efterår 2025          | forår 2025 - efterår 2025
1.-2. kvartal 2025            | 1. kvartal 2025 - 2. kvartal 2025
1 - 2 kvartal 2025            | 1. kvartal 2025 - 2. kvartal 2025
1. kvartal - 2. kvartal 2025  | 1. kvartal 2025 - 2. kvartal 2025
1.-2. halvår 2025             | 2025
Q1-Q2 2025                    | 1. kvartal 2025 - 2. kvartal 2025
Q1-2 2025                     | 1. kvartal 2025 - 2. kvartal 2025
10.-12. maj 2025              | 10. maj 2025 - 12. maj 2025
uge 23-25 2025                | uge 23 2025 - uge 25 2025
uge 23 – 25, 2025             | uge 23 2025 - uge 25 2025
uge 23-25/2025                | uge 23 2025 - uge 25 2025
uge 23 - uge 25 2025          | uge 23 2025 - uge 25 2025
Løbende                       | løbende
loebende                      | løbende
"""

ERRORS = """
form  |
form  | -
form  | X
form  | snarest
form  | maj
form  | medio juni
form  | maj 25
form  | maj25
form  | 25
form  | 2025-26
form  | maj-2025
form  | maj - 2025
form  | Q1-2025
form  | 31/5 2025
form  | 31.05.2025
form  | 31-05-2025
form  | 2025-5-31
form  | 20250531
form  | mandag 2. juni 2025
form  | uge 23
form  | uge 23 25
form  | medio uge 23 2025
form  | løbende - 2026
form  | 2025 - løbende
form  | 2025-2026-2027
form  | maj - juni
form  | maj .. 2025
form  | maj ２０２５
form  | vinter 2025/27
form  | udgangen af udgangen af 2025
form  | senest senest 2025
form  | inden før 2025
form  | senest løbende
form  | inden for 2025
form  | efter sommerferien 2026
form  | skoleåret 2025
form  | skoleåret 2025/27
form  | maj/2025
form  | maj og 2025
form  | 2025-5
form  | primo primo maj 2025
form  | ultimo uge 23 2025
value | 2025-13-01
value | 2025-02-29
value | 31. februar 2025
value | 0. maj 2025
value | uge 0 2025
value | uge 53 2025
value | uge 54 2025
value | 0. kvartal 2025
value | 5. kvartal 2025
value | Q5 2025
value | 3. halvår 2025
value | 1.-5. kvartal 2025
year  | 1989
year  | maj 2101
year  | 0000
year  | 1989-12-31
year  | uge 1 1989
year  | 31. maj 3025
year  | 2025 - 2101
order | 2027-2025
order | juni 2025 - maj 2025
order | november - februar 2026
order | uge 25-23 2025
order | 2025 - maj 2025
order | maj 2025 - 2025
order | september/august 2025
order | 2. og 1. kvartal 2026
year  | senest maj 1925
year  | 1989-05
value | inden 31. februar 2025
"""

SUGGESTIONS = """
maj25                | maj 2025
Maj'25               | maj 2025
medio maj25          | medio maj 2025
forår25              | forår 2025
maj2025              | maj 2025
maj-2025             | maj 2025
maj/2025             | maj 2025
31. maj2025          | 31. maj 2025
2025 maj             | maj 2025
2025 forår           | forår 2025
2025-Q1              | Q1 2025
Q1-2025              | Q1 2025
Q1/2025              | Q1 2025
kvartal 1 2025       | 1. kvartal 2025
kvartal 1, 2025      | 1. kvartal 2025
kvt. 1 2025          | 1. kvartal 2025
1.kvartal2025        | 1. kvartal 2025
1kvartal 2025        | 1. kvartal 2025
halvår 1 2025        | 1. halvår 2025
31/5 2025            | 2025-05-31
31/5-2025            | 2025-05-31
31/5/2025            | 2025-05-31
31.05.2025           | 2025-05-31
31.5.2025            | 2025-05-31
31-05-2025           | 2025-05-31
2025-5-31            | 2025-05-31
2025/05/31           | 2025-05-31
2025.05.31           | 2025-05-31
uge23 2025           | uge 23 2025
uge 23-2025          | uge 23 2025
2025 uge 23          | uge 23 2025
2025-W23             | uge 23 2025
05/2025              | maj 2025
5-2025               | maj 2025
12.2025              | december 2025
2025-26              | 2025-2026
i foråret 2025       | forår 2025
i løbet af 2025      | 2025
d. 31. maj 2025      | 31. maj 2025
"""

NO_SUGGESTION = """
snarest
maj
maj 25
maj - 2025
medio juni
13/2025
05/31/2025
30-02-2025
31/5 1925
2025-13-01
5. kvartal 2025
uge 54 2025
2027-2025
ca. maj 2025
31-05-25
"""


def rows(table: str) -> list[tuple[str, ...]]:
    """The lines of a table, cells stripped of plain spaces only."""
    return [tuple(cell.strip(" ") for cell in line.split("|")) for line in table.strip("\n").split("\n")]


def days(tidspunkt: Tidspunkt) -> tuple[date, date]:
    """The span of a time that is known to have one."""
    assert tidspunkt.start is not None
    assert tidspunkt.slut is not None
    return tidspunkt.start, tidspunkt.slut


def span(text: str) -> tuple[date, date]:
    return days(tidspunkt_from_text(text))


def length(text: str) -> int:
    start, slut = span(text)
    return (slut - start).days + 1


@pytest.mark.parametrize(("text", "start", "slut"), rows(SPANS))
def test_span(text: str, start: str, slut: str) -> None:
    assert span(text) == (date.fromisoformat(start), date.fromisoformat(slut))


@pytest.mark.parametrize(("text", "same"), rows(LENIENT))
def test_lenient_spelling_means_the_same(text: str, same: str) -> None:
    one, other = tidspunkt_from_text(text), tidspunkt_from_text(same)
    assert (one.start, one.slut) == (other.start, other.slut)


@pytest.mark.parametrize(("reason", "text"), rows(ERRORS))
def test_error(reason: Reason, text: str) -> None:
    with pytest.raises(TidspunktError) as caught:
        tidspunkt_from_text(text)
    assert caught.value.reason == reason
    assert caught.value.tekst == text
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("name", MONTHS)
def test_every_month_by_name_and_abbreviation(name: str) -> None:
    assert span(f"{name} 2025") == span(f"{name[:3]}. 2025") == span(f"{name.upper()} 2025")
    assert span(f"{name} 2025")[0] == date(2025, MONTHS.index(name) + 1, 1)


@pytest.mark.parametrize("text", forms())
def test_every_form_parses_and_needs_no_suggestion(text: str) -> None:
    assert tidspunkt_from_text(text).tekst == text
    assert nearest_form(text) is None


@pytest.mark.parametrize(("text", "suggestion"), rows(SUGGESTIONS))
def test_suggestion(text: str, suggestion: str) -> None:
    with pytest.raises(TidspunktError):
        tidspunkt_from_text(text)
    assert nearest_form(text) == suggestion


@pytest.mark.parametrize("text", NO_SUGGESTION.split("\n")[1:-1])
def test_no_suggestion_where_the_meaning_is_uncertain(text: str) -> None:
    assert nearest_form(text) is None


LIKELY = """
snarest               | ultimo 2025
engang i foråret      | forår 2025
maj                   | maj 2025
i maj måned 2027      | maj 2027
3. september          | september 2025
31. februar 2026      | februar 2026
5. kvartal 2026       | 1. kvartal 2026
halvår 2026           | 1. halvår 2026
uge 54 2026           | uge 23 2026
efter sommerferien    | inden sommerferien 2025
efter ferien 3026     | inden sommerferien 2025
"""


@pytest.mark.parametrize(("text", "form"), rows(LIKELY))
def test_one_form_is_shown_for_what_cannot_be_understood(text: str, form: str) -> None:
    assert likely_form(text) == form


@given(st.text(max_size=200))
def test_the_form_that_is_shown_can_be_understood(text: str) -> None:
    assert days(tidspunkt_from_text(likely_form(text)))


@given(st.integers(FIRST_YEAR, LAST_YEAR))
def test_the_summer_holiday_begins_on_the_last_saturday_of_june_and_ends_on_a_sunday(year: int) -> None:
    start, slut = span(f"sommerferien {year}")
    assert (start.month, start.isoweekday(), slut.isoweekday()) == (6, 6, 7)
    assert (start + timedelta(7)).month == 7
    for word in ("inden", "før"):
        assert span(f"{word} sommerferien {year}") == (start - timedelta(1), start - timedelta(1))


def test_what_is_to_be_there_before_comes_before() -> None:
    texts = ["sommerferien 2026", "inden sommerferien 2026", "juli 2026", "senest 1. juni 2026", "løbende"]
    in_order = sorted(map(tidspunkt_from_text, texts), key=lambda tidspunkt: tidspunkt.sort_key)
    assert [tidspunkt.tekst for tidspunkt in in_order] == [texts[3], texts[1], texts[0], texts[2], texts[4]]


@given(st.text("indeførstlbam- 2025/og.", max_size=100))
def test_no_text_takes_long(text: str) -> None:
    before = time.process_time()
    with contextlib.suppress(TidspunktError):
        tidspunkt_from_text(text)
    assert time.process_time() - before < 1


def test_text_is_kept_as_written_but_for_normal_form_and_outer_space() -> None:
    assert tidspunkt_from_text(" Fora\u030ar  2025\n").tekst == "Forår  2025"


def test_loebende_has_no_span() -> None:
    assert Tidspunkt("løbende", None, None) == LOEBENDE
    assert LOEBENDE.er_loebende
    assert not tidspunkt_from_text("2025").er_loebende
    assert not LOEBENDE.lies_before(date.max)
    assert not LOEBENDE.contains(LOEBENDE)
    assert not LOEBENDE.contains(tidspunkt_from_text("2025"))
    assert not tidspunkt_from_text("2025").contains(LOEBENDE)


def test_lies_before_only_when_the_last_day_has_passed() -> None:
    maj = tidspunkt_from_text("maj 2025")
    assert not maj.lies_before(date(2025, 5, 1))
    assert not maj.lies_before(date(2025, 5, 31))
    assert maj.lies_before(date(2025, 6, 1))


def test_order_is_by_first_then_last_day_and_loebende_last() -> None:
    texts = ["primo 2025", "1. halvår 2025", "2025", "2025-2026", "maj 2025", "2026", "løbende"]
    backwards = texts[::-1]
    assert sorted(backwards, key=lambda text: tidspunkt_from_text(text).sort_key) == texts


years = st.integers(FIRST_YEAR, LAST_YEAR)
heads = st.sampled_from(
    [
        *MONTHS,
        *(f"{third} {month}" for third in ("primo", "medio", "ultimo") for month in MONTHS),
        *("primo", "medio", "ultimo", "forår", "sommer", "efterår", "vinter"),
        *(f"{number}. kvartal" for number in (1, 2, 3, 4)),
        *("Q1", "Q2", "Q3", "Q4", "1. halvår", "2. halvår"),
        *(f"uge {week}" for week in range(1, 53)),
    ]
)
dates = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
parts = st.one_of(
    years.map(str), st.builds("{} {}".format, heads, years), dates.map(date.isoformat), dates.map(date_text)
)
FRAGMENTS = (
    *"-–/.,' é²\u00a0\0",
    *("1", "23", "25", "31", "2025", "2026", "0000", "2025-05-31", "maj", "q1", "Q", "W", "uge", "kvartal"),
    *("halvår", "primo", "vinter", "udgangen af", "til", "løbende", "i", "d."),
)
fragments = st.sampled_from(FRAGMENTS)
near_misses = st.lists(fragments, max_size=8).map("".join) | st.lists(fragments, max_size=6).map(" ".join)


@given(st.text() | st.text(string.digits + "-/. qugemaj", max_size=20) | near_misses)
@example("9" * 5000)
@example("-" * 100)
@example("a " * 50)
@example("\ud800")
def test_parsing_is_total_and_stable(text: str) -> None:
    try:
        tidspunkt = tidspunkt_from_text(text)
    except TidspunktError:
        suggestion = nearest_form(text)
        if suggestion is not None:
            assert tidspunkt_from_text(suggestion).tekst == suggestion
        return
    assert nearest_form(text) is None
    assert tidspunkt_from_text(tidspunkt.tekst) == tidspunkt
    if not tidspunkt.er_loebende:
        start, slut = days(tidspunkt)
        assert start <= slut


@given(parts)
def test_a_part_has_a_span_that_contains_itself(text: str) -> None:
    tidspunkt = tidspunkt_from_text(text)
    start, slut = days(tidspunkt)
    assert start <= slut
    assert tidspunkt.contains(tidspunkt)
    assert tidspunkt.lies_before(slut + timedelta(1))
    assert not tidspunkt.lies_before(slut)


@given(parts, parts, st.sampled_from([" - ", "-", "–", " – ", " til "]))
def test_a_span_contains_its_parts_and_nothing_outside_them(first: str, second: str, dash: str) -> None:
    one, other = sorted((tidspunkt_from_text(first), tidspunkt_from_text(second)), key=lambda part: part.sort_key)
    text = f"{one.tekst}{dash}{other.tekst}"
    (one_start, one_slut), (other_start, other_slut) = days(one), days(other)
    if other_slut < one_slut:
        with pytest.raises(TidspunktError):
            tidspunkt_from_text(text)
        return
    if one.tekst.startswith("vinter") and other.tekst == str(one_slut.year):
        assert span(text) == days(one)  # "vinter 2025-2026" is one winter
        return
    whole = tidspunkt_from_text(text)
    assert whole.contains(one)
    assert whole.contains(other)
    assert days(whole) == (one_start, other_slut)
    if one_start < other_start:
        with pytest.raises(TidspunktError):
            tidspunkt_from_text(f"{other.tekst}{dash}{one.tekst}")


@given(years)
def test_length_of_every_form(year: int) -> None:
    leap = length(f"{year}") - 365
    assert leap == (1 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 0)
    assert [length(f"{n}. kvartal {year}") for n in (1, 2, 3, 4)] == [90 + leap, 91, 92, 92]
    assert [length(f"{n}. halvår {year}") for n in (1, 2)] == [181 + leap, 184]
    assert [length(f"{third} {year}") for third in ("primo", "medio", "ultimo")] == [120 + leap, 123, 122]
    assert [length(f"{season} {year}") for season in ("forår", "sommer", "efterår")] == [92, 92, 91]
    assert length(f"vinter {year}") == 31 + 31 + length(f"februar {year + 1}") if year < LAST_YEAR else True


@given(dates)
def test_thirds_partition_the_month_and_hold_its_days(day: date) -> None:
    month = f"{MONTHS[day.month - 1]} {day.year}"
    assert_partition(month, [f"{third} {month}" for third in ("primo", "medio", "ultimo")], day)


@given(dates)
def test_parts_partition_the_year(day: date) -> None:
    year = str(day.year)
    assert_partition(year, [f"{third} {year}" for third in ("primo", "medio", "ultimo")], day)
    assert_partition(year, [f"{number}. kvartal {year}" for number in (1, 2, 3, 4)], day)
    assert_partition(year, [f"{number}. halvår {year}" for number in (1, 2)], day)
    assert_partition(year, [f"{month} {year}" for month in MONTHS], day)


def assert_partition(whole: str, texts: list[str], day: date) -> None:
    """The times follow each other without gap or overlap, fill the whole, and exactly one holds the day."""
    spans = [span(text) for text in texts]
    assert (spans[0][0], spans[-1][1]) == span(whole)
    assert all(left[1] + timedelta(1) == right[0] for left, right in pairwise(spans))
    exact = tidspunkt_from_text(day.isoformat())
    assert sum(tidspunkt_from_text(text).contains(exact) for text in texts) == 1


@given(dates)
def test_a_week_is_monday_to_sunday_around_its_days(day: date) -> None:
    iso = day.isocalendar()
    if not FIRST_YEAR <= iso.year <= LAST_YEAR:
        return
    start, slut = span(f"uge {iso.week} {iso.year}")
    assert (start.isoweekday(), slut.isoweekday(), (slut - start).days) == (1, 7, 6)
    assert start <= day <= slut


@given(dates)
def test_a_date_is_one_day_however_it_is_written(day: date) -> None:
    assert span(day.isoformat()) == span(date_text(day)) == (day, day)
    for text in (f"{day.day}/{day.month} {day.year}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}"):
        assert nearest_form(text) == day.isoformat()


def test_importing_compiles_no_expression() -> None:
    """`udplan list` imports the module and reads few times, or none."""
    before = "import dataclasses, functools, re, typing, unicodedata; re.compile = re.fullmatch = None"
    subprocess.run([sys.executable, "-c", f"{before}; import udplan.domain.tidspunkt"], check=True)

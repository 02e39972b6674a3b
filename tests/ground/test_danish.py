"""Danish conventions, compared with ICU's order (Node's Intl.Collator, ICU 78) and with Babel's da_DK."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from udplan.ground import danish
from udplan.ground.danish import (
    date_text,
    fold,
    number_text,
    percent_text,
    short_date_text,
    sort_key,
)

ICU_ORDER = [
    *["10", "2", "A1000", "A301", "AB", "Aften", "aften", "Albertslund", "Allerød", "Anlaeg", "Anlæg"],
    *["Anlæg 10", "Anlæg 2", "Anlæg-2", "anlægsprojekt", "Ballerup", "Bo", "Bz", "Bæ", "Bø", "Bå", "Baa"],
    *["Cafe", "Café", "Cafeteria", "D101", "Ebeltoft", "kloge m²", "Mutter", "Myller", "Müller", "Mynte"],
    *["Skov", "Skov by", "Skov_a", "Skov-by", "Skov–a", "Skov:a", "Skov.", "Skov(a)", "Skov/a", "Skovby"],
    *[
        "Strasse",
        "Straße",
        "Vejle",
        "Wagner",
        "Zealand",
        "Zoo",
        "æble",
        "Ægte",
        "Ærø",
        "Ärø",
        "Ödön",
        "Ølgod",
    ],
    *["Øster", "Österbro", "Å", "AA", "Aa", "å", "aa", "Aabenraa", "Åge", "Aage", "Ålborg", "Aalborg"],
    *["Aalen", "ålen", "Århus", "Aarhus", "α"],
]
danish_text = st.text("abcdoyzæøåäöüABÆØÅé -.19", max_size=8)


def babel_text(text: str) -> str:
    """Babel's output with the real minus sign, which CLDR's da_DK does not use."""
    return text.replace("-", danish.MINUS)


@pytest.mark.parametrize("seed", range(5))
def test_order_is_that_of_icu(seed: int) -> None:
    shuffled = random.Random(seed).sample(ICU_ORDER, len(ICU_ORDER))
    assert sorted(shuffled, key=sort_key) == ICU_ORDER


def test_decomposed_letters_sort_as_composed() -> None:
    assert sort_key("A\u030arhus") == sort_key("Århus")


@given(danish_text, danish_text)
def test_only_equal_texts_have_equal_keys(first: str, second: str) -> None:
    assert (sort_key(first) == sort_key(second)) == (first == second)


@given(st.text(), st.text())
def test_a_prefix_sorts_first(first: str, second: str) -> None:
    assert sort_key(f"x{first}x") < sort_key(f"x{first}xb{second}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Boern", "Børn"),
        ("RÅDERUM", "raaderum"),
        ("Ra\u030aderum", "RAADERUM"),
        ("  Økonomi \u00a0 og\tÆldre\n", "oekonomi og aeldre"),
        ("Ärø Öst", "aeroe oest"),
        ("STRASSE", "Straße"),
    ],
)
def test_fold_makes_spellings_match(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_different_words_apart() -> None:
    assert len({fold(word) for word in ("Bo", "Bø", "Bå", "Bæ", "B o")}) == 5


@given(danish_text)
def test_fold_is_idempotent_and_ignores_case(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(text.upper())


@given(st.integers(-(10**20), 10**20))  # Babel stops at the 28 digits of the decimal context
def test_number_text_is_babels(value: int) -> None:
    assert number_text(value) == babel_text(format_decimal(value, locale="da_DK"))


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (37, 100, "37\u00a0%"),
        (1, 8, "13\u00a0%"),
        (-1, 8, "−13\u00a0%"),
        (-4200, -9800, "43\u00a0%"),
        (1, -8, "−13\u00a0%"),
        (0, -8, "0\u00a0%"),
        (-1, 1000, "under 0\u00a0%"),
        (1, 300, "under 1\u00a0%"),
        (299, 300, "over 99\u00a0%"),
        (199, 200, "over 99\u00a0%"),
        (-299, -300, "over 99\u00a0%"),
        (301, 300, "over 100\u00a0%"),
        (300, 300, "100\u00a0%"),
        (1234, 100, "1.234\u00a0%"),
        (0, 0, "–"),
        (5, 0, "–"),
    ],
)
def test_percent_text(part: int, whole: int, text: str) -> None:
    assert percent_text(part, whole) == text


@given(st.integers(0, 10**20), st.integers(1, 10**20))
def test_percent_text_is_babels_of_the_rounded_share_and_never_an_end(part: int, whole: int) -> None:
    share = Decimal((Fraction(100 * part, whole) + Fraction(1, 2)).__floor__()).scaleb(-2)
    told = percent_text(part, whole)
    if share not in (0, 1) or part in (0, whole):
        assert told == format_percent(share, locale="da_DK")
    else:
        # Rounded it would be an end, which it is not.
        word = "under" if share == 0 else "over"
        assert told == f"{word} {'1' if share == 0 else '99' if part < whole else '100'}\u00a0%"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_are_babels(day: date) -> None:
    assert date_text(day) == format_date(day, "long", locale="da_DK")
    assert short_date_text(day) == format_date(day, "dd-MM-yyyy", locale="da_DK")


def test_dates_by_example() -> None:
    assert date_text(date(2025, 6, 10)) == "10. juni 2025"
    assert short_date_text(date(2025, 6, 10)) == "10-06-2025"


def test_import_is_light() -> None:
    program = "import sys; import udplan.ground.danish; print(*sys.modules)"
    path = ":".join(sys.path)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:] = {path.split(':')!r}; {program}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"locale", "decimal", "datetime", "babel"} & set(done.stdout.split())

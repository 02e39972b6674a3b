"""Texts word by word: nothing is lost, nothing is told twice, and what was left alone is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.generated import texts
from udplan.pure.news.words import Piece, marked, pieces, shortened

LONG = " ".join(f"ord{number}" for number in range(40))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("Udbud.", "Udbud.", "Udbud."),
        ("", "Udbud.", "{+Udbud.+}"),
        ("Udbud.", "", "[-Udbud.-]"),
        ("I udbud nu.", "I byggeri nu.", "I [-udbud-] {+byggeri+} nu."),
        ("Ét hus bygges.", "Ét stort hus bygges.", "Ét {+stort+} hus bygges."),
        ("Ét stort hus bygges.", "Ét hus bygges.", "Ét [-stort-] hus bygges."),
        ("To linjer\nher.", "To linjer her.", "To linjer her."),
        ("  To   linjer\n\n her. ", "To linjer her.", "To linjer her."),
        ("Ruten går mod nord.", "Bussen kører ikke nu.", "[-Ruten går mod nord.-] {+Bussen kører ikke nu.+}"),
        ("Alt er som før.", "Intet er som ventet her.", "[-Alt-] {+Intet+} er som [-før.-] {+ventet her.+}"),
        # One word in common would only break the two into splinters.
        ("Bygget er tegnet.", "Udbuddet er holdt.", "[-Bygget er tegnet.-] {+Udbuddet er holdt.+}"),
        ("Først. Derefter. Slut.", "Slut. Derefter. Først.", "[-Først. Derefter. Slut.-] {+Slut. Derefter. Først.+}"),
        ("ja ja ja", "ja ja", "ja ja [-ja-]"),
        ("æ Ø å", "æ ø å", "æ [-Ø-] {+ø+} å"),
    ],
)
def test_two_texts_compared(old: str, new: str, expected: str) -> None:
    assert marked(pieces(old, new)) == expected


@given(texts(), texts())
def test_the_pieces_hold_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert [word for piece in found if piece.kind != "in" for word in piece.tekst.split()] == old.split()
    assert [word for piece in found if piece.kind != "out" for word in piece.tekst.split()] == new.split()


@given(st.text(), st.text())
def test_any_text_at_all_is_kept(old: str, new: str) -> None:
    found = pieces(old, new)
    assert " ".join(piece.tekst for piece in found if piece.kind != "in") == " ".join(old.split())
    assert " ".join(piece.tekst for piece in found if piece.kind != "out") == " ".join(new.split())
    assert all(piece.tekst for piece in found)


@given(texts())
def test_a_text_is_the_same_as_itself_however_it_is_broken_into_lines(text: str) -> None:
    assert [piece.kind for piece in pieces(text, text.replace(" ", "\n"))] == ["same"]


@given(texts(), texts())
def test_what_the_two_begin_and_end_with_in_common_is_left_alone(old: str, new: str) -> None:
    found = pieces(f"Først dette. {old} Til sidst.", f"Først dette. {new} Til sidst.")
    assert (found[0].kind, found[-1].kind) == ("same", "same")


def test_a_short_text_is_shown_whole() -> None:
    found = pieces("Ét lille hus.", "Ét stort hus.")
    assert shortened(found) == found


def test_of_what_was_left_alone_only_the_words_nearest_a_change_are_shown() -> None:
    found = shortened(pieces(f"{LONG} gammelt {LONG} ude {LONG}", f"{LONG} nyt {LONG} inde {LONG}"))
    assert marked(found) == (
        "… ord36 ord37 ord38 ord39 [-gammelt-] {+nyt+} ord0 ord1 ord2 ord3 … ord36 ord37 ord38 ord39 "
        "[-ude-] {+inde+} ord0 ord1 ord2 ord3 …"
    )


def test_what_was_written_or_taken_out_is_never_cut() -> None:
    many = " ".join(["ord"] * 100)
    for kind in ("in", "out"):
        assert shortened((Piece(kind, many),)) == (Piece(kind, many),)


def test_a_text_written_anew_is_shown_as_old_and_new() -> None:
    old = "Udbuddet er holdt, og der er indkommet tre bud, som alle ligger over rammen for hele projektet."
    new = "Bygherren har valgt, at der er tid til at tegne projektet om, og rammen for lokalplanen er udvidet."
    assert pieces(old, new) == (Piece("out", old), Piece("in", new))


def test_two_very_long_texts_are_not_compared_word_by_word() -> None:
    old, new = (" ".join(f"{letter}{number}" for number in range(2000)) for letter in "ab")
    assert [piece.kind for piece in pieces(f"først {old} sidst", f"først {new} sidst")] == ["same", "out", "in", "same"]

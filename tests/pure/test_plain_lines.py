"""A file as plain lines: what says the same has the same lines, and a small change is a small difference."""

from typing import Any

import pytest

from udplan.pure.news.plain_lines import plain_lines, sentences


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [""]),
        ("Et ord", ["Et ord"]),
        ("Det ene.\nDet\n  andet.\n", ["Det ene.", "Det andet."]),
        ("Udbud i 1. halvår, jf. pkt. 7. Så byggeri.", ["Udbud i 1. halvår, jf. pkt. 7.", "Så byggeri."]),
        ("Hvad nu? *Intet*! Ærgerligt.", ["Hvad nu?", "*Intet*!", "Ærgerligt."]),
        ("Først:\n\n- en\n  og\n- to\n1. tre\n", ["Først:", "", "- en og", "- to", "1. tre"]),
        ("A.\n \n\n\nB.", ["A.", "", "B."]),
        ("fra 3\n4 til 5", ["fra 3 4 til 5"]),
    ],
)
def test_a_text_by_its_sentences(text: str, told: list[str]) -> None:
    assert sentences(text) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"beloeb": {"2025": 1, "2026": 2}}, {"beloeb": {"2026": 2, "2025": 1}}),
        ({"temaer": {"b": "B", "a": "A"}}, {"temaer": {"a": "A", "b": "B"}}),
        ({"proces": "En to. Tre."}, {"proces": "En\nto.   Tre.\n"}),
    ],
)
def test_what_says_the_same_has_the_same_lines(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert plain_lines(one) == plain_lines(other)


def test_an_element_put_in_first_is_one_line_more() -> None:
    steps = [{"hvad": "Licitation", "hvornaar": "maj 2025"}, {"hvad": "Aflevering", "hvornaar": "2026"}]
    before, after = plain_lines({"milepaele": steps[1:]}), plain_lines({"milepaele": steps})
    assert after[1:] == before


def test_groups_codes_and_values_have_their_labels() -> None:
    assert plain_lines(
        {
            "afsluttet": {"dato": "2025-05-31", "grundlag": "Budget"},
            "kontroltotaler": {"raaderumsforslag": {"": {"2025": -4200}}},
            "direktionsfokus": True,
            "fase": "i_gang",
            "temaer": ["kloge-m2"],
            "verdensmaal": [],
        }
    )[:3] == [
        "Afsluttet, dato: 31. maj 2025",
        "Afsluttet, grundlag: Budget",
        "Kontroltotaler Råderumsforslag 2025: −4.200",
    ]

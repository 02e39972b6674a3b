"""Rounds as data: the next round's text, what may change in a frozen one, and what its tag says."""

from datetime import date
from typing import Any

import pytest

from udplan.domain.runde import Runde
from udplan.pure.round.rounds import altered, last_day, next_round, round_data, state_of, with_days_moved
from udplan.pure.round.seals import Seal, round_of, seal_from_message, tag_message, tag_of

MAY, NOVEMBER, BEFORE = date(2025, 5, 31), date(2025, 11, 30), date(2024, 11, 30)
MOVES = {MAY: NOVEMBER, BEFORE: MAY}


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("Status pr. ultimo maj 2025", "Status pr. ultimo november 2025"),
        ("Ændringer siden ultimo november 2024", "Ændringer siden ultimo maj 2025"),
        ("fra november 2024 til maj 2025", "fra maj 2025 til november 2025"),
        ("opgjort 31. maj 2025.", "opgjort 30. november 2025."),
        ("opgjort den 31.maj 2025", "opgjort den 30.november 2025"),
        ("opgjort 31-05-2025", "opgjort 30-11-2025"),
        ("opgjort 31.05.2025.", "opgjort 30.11.2025."),
        ("opgjort 31/5/2025", "opgjort 30/11/2025"),
        ("opgjort 2025-05-31", "opgjort 2025-11-30"),
        ("Maj 2025", "November 2025"),
        ("ULTIMO MAJ 2025 og Ultimo maj 2025", "Ultimo November 2025 og Ultimo november 2025"),
        ("ultimo\n  maj 2025", "ultimo\n  november 2025"),
        ("Udmøntningsplan 2025-2028", "Udmøntningsplan 2025-2028"),
        ("primo maj 2025, 30. maj 2025 og 30-05-2025", "primo maj 2025, 30. maj 2025 og 30-05-2025"),
        ("maj 2026 og maj 2025-2026", "maj 2026 og maj 2025-2026"),
        ("24/12-2024, sag 31-05-20251", "24/12-2024, sag 31-05-20251"),
        ("formaj 2025", "formaj 2025"),
    ],
)
def test_days_move_in_the_style_they_are_written_in(written: str, moved: str) -> None:
    assert with_days_moved(written, MOVES) == moved


def test_a_day_that_is_not_the_last_of_its_month_has_its_own_third() -> None:
    moves = {date(2025, 5, 31): date(2025, 6, 15)}
    assert with_days_moved("ultimo maj 2025", moves) == "medio juni 2025"


@pytest.mark.parametrize(
    ("name", "day"),
    [("2025-11", date(2025, 11, 30)), ("2024-02", date(2024, 2, 29)), ("2025-13", None), ("efteraar-2025", None)],
)
def test_a_month_has_a_last_day(name: str, day: date | None) -> None:
    assert last_day(name) == day


def test_the_next_round_has_the_texts_and_nothing_of_the_meeting() -> None:
    before = {
        "bilag": [{"nr": 1, "titel": "Status pr. ultimo maj 2025", "dokument": "25/1", "aaben": True}],
        "titel": "Status, maj 2025",
        "opgjort": "2025-05-31",
        "moede": "2025-06-10",
        "sag": "25/2",
        "dokument": "25/3",
        "forrige": "2024-11",
        "indledning": "Opgjort ultimo maj 2025.\n",
        "beslutning": "Godkendt",
        "fravaerende": ["Et medlem"],
        "afbud": "Et medlem",
        "frosset": {"commit": "0" * 40, "tag": "x"},
    }
    assert next_round(before, "2025-05", MOVES, NOVEMBER, date(2025, 12, 9)) == {
        "titel": "Status, november 2025",
        "opgjort": "2025-11-30",
        "moede": "2025-12-09",
        "forrige": "2025-05",
        "indledning": "Opgjort ultimo maj 2025.\n",  # a free text is somebody's own words: it is said, not changed
        "bilag": [{"nr": 1, "titel": "Status pr. ultimo november 2025", "aaben": True}],
    }


def runde(**fields: Any) -> Runde:
    said = {"titel": "Status", "opgjort": "2025-05-31", "bilag": [{"nr": 1, "titel": "Et"}, {"nr": 2, "titel": "To"}]}
    return Runde.model_validate(said | fields)


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({}, []),
        ({"rapport": "halvaarsstatus", "titel": " Status "}, []),
        ({"beslutning": "Godkendt", "fravaerende": "Et medlem", "afbud": ["To"], "sag": "25/1", "dokument": "2"}, []),
        ({"frosset": {"commit": "0" * 40, "tag": "x"}}, []),
        ({"bilag": [{"nr": 1, "titel": "Et", "aaben": True}, {"nr": 2, "titel": "To", "dokument": "25/2"}]}, []),
        ({"bilag": [{"nr": 1, "titel": "Et"}, {"nr": 2, "titel": "Tre"}]}, [("bilag", 1, "titel")]),
        ({"bilag": [{"nr": 1, "titel": "Et", "aaben": False}, {"nr": 2, "titel": "To"}]}, [("bilag", 0, "aaben")]),
        ({"bilag": [{"nr": 2, "titel": "To"}]}, [("bilag", 0)]),
        ({"bilag": []}, [("bilag",)]),
        ({"titel": "Anden", "indledning": "Ny"}, [("titel",), ("indledning",)]),
        ({"opgjort": "2025-06-01", "udvalg": "OEU"}, [("opgjort",), ("udvalg",)]),
    ],
)
def test_only_what_is_written_after_the_meeting_may_change(fields: dict[str, Any], keys: list[Any]) -> None:
    assert sorted(map(str, altered(round_data(runde()), round_data(runde(**fields))))) == sorted(map(str, keys))


def test_a_round_comes_as_far_as_its_decision() -> None:
    frozen = {"frosset": {"commit": "0" * 40, "tag": "x"}}
    assert state_of(runde()) == "under_forberedelse"
    assert state_of(runde(**frozen)) == "frosset"
    assert state_of(runde(**frozen, beslutning="Godkendt")) == "besluttet"


def test_a_seal_is_read_from_the_tag_it_was_written_in() -> None:
    seal = Seal({"a b.html": "0" * 64, "c.md": "f" * 64}, "0.1.0")
    message = tag_message("2025-2028", "2025-05", MAY, seal)
    assert message.startswith("Runde 2025-05 af 2025-2028, opgjort 31. maj 2025\n\n")
    assert f"{'0' * 64}  a b.html\n" in message
    signed = f"{message}-----BEGIN PGP SIGNATURE-----\n\n{'a' * 64}\n-----END PGP SIGNATURE-----\n"
    assert seal_from_message(message) == seal_from_message(signed) == seal
    assert seal_from_message("") == Seal({}, "")


def test_a_tag_names_its_round() -> None:
    assert tag_of("2025-2028", "2025-05") == "runde/2025-2028/2025-05"
    assert round_of("runde/2025-2028/2025-05") == ("2025-2028", "2025-05")

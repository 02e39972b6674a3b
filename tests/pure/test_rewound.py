"""An item on an earlier day: what is dated later was not there yet, and what was said before is said."""

from datetime import date
from typing import Any

import pytest

from udplan.pure.rewound import as_it_was, days_of

NOW: dict[str, Any] = {
    "titel": "Børnehus",
    "udvalg": "BUU",
    "proces": "Udbud.",
    "status": "Taget er lagt.",
    "opdateret": "2025-05-20",
    "fase": "i_gang",
    "trafiklys": "gul",
    "risici": [{"tekst": "Regn"}],
    "frist": "ultimo 2026",
    "fristaendringer": [
        {"dato": "2025-02-10", "fra": "ultimo 2025", "aarsag": "Regn"},
        {"dato": "2025-04-10", "fra": "medio 2026", "aarsag": "Konkurs"},
    ],
    "milepaele": [{"hvad": "Spær", "hvornaar": "marts 2025", "naaet": "2025-03-14"}],
    "inddragelse": [{"organ": "hovedmed", "dato": "2025-01-15"}],
    "beloeb": {"2025": 100},
    "realiseret": {"2025": 40},
    "bevillinger": [{"dato": "2025-01-28", "beloeb": 100}],
}
EARLIER = ({"opdateret": "2025-03-01", "status": "Fundamentet er støbt."},)


@pytest.mark.parametrize(
    ("day", "frist", "moves", "said"),
    [
        (date(2025, 1, 1), "ultimo 2025", 0, None),
        (date(2025, 2, 10), "medio 2026", 1, None),
        (date(2025, 3, 1), "medio 2026", 1, "Fundamentet er støbt."),
        (date(2025, 4, 10), "ultimo 2026", 2, "Fundamentet er støbt."),
    ],
)
def test_an_item_says_what_it_said_on_that_day(day: date, frist: str, moves: int, said: str | None) -> None:
    then = as_it_was(NOW, day, EARLIER)
    assert then["frist"] == frist
    assert len(then.get("fristaendringer", ())) == moves
    assert then.get("status") == said
    assert then["fase"] == ("ikke_startet" if said is None else "i_gang")
    assert then.get("trafiklys") == (None if said is None else "groen")
    assert not {"risici", "realiseret"} & set(then)


def test_what_is_dated_later_was_not_there_yet() -> None:
    before = as_it_was(NOW, date(2025, 1, 14), ())
    assert not {"inddragelse", "bevillinger", "fristaendringer", "status"} & set(before)
    assert before["milepaele"] == [{"hvad": "Spær", "hvornaar": "marts 2025"}]
    after = as_it_was(NOW, date(2025, 3, 14), ())
    assert after["inddragelse"] == NOW["inddragelse"]
    assert after["bevillinger"] == NOW["bevillinger"]
    assert after["milepaele"] == NOW["milepaele"]


def test_an_end_was_not_known_before_it() -> None:
    ended = {key: value for key, value in NOW.items() if key not in ("fase", "trafiklys", "risici")}
    ended["afsluttet"] = {"dato": "2025-05-19", "grundlag": "Afleveret"}
    assert as_it_was(ended, date(2025, 5, 1), ())["fase"] == "ikke_startet"
    assert "afsluttet" not in as_it_was(ended, date(2025, 5, 1), ())


def test_the_days_are_those_on_which_it_said_something_new() -> None:
    assert days_of(NOW, date(2025, 5, 31)) == {date(2025, 2, 10), date(2025, 4, 10), date(2025, 5, 20)}
    assert days_of(NOW, date(2025, 4, 30)) == {date(2025, 2, 10), date(2025, 4, 10)}
    assert days_of({"titel": "Ny"}, date(2025, 5, 31)) == set()

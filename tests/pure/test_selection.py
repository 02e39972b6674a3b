"""A report's selection in words."""

from typing import Any

import pytest

from support.reports import with_settings
from udplan.domain.plan import Plan
from udplan.pure.paper.selection import selection_text
from udplan.pure.view.query import Filters

OWN = with_settings(Plan("b"), udvalg={"BUU": "Børneudvalget"}, omraader={"BU": "Børn"}, strategier={"natur": "Natur"})
OLDER = with_settings(
    Plan("a"), udvalg={"BUU": "Skoleudvalget", "KFU": {"navn": "Kulturudvalget"}}, temaer={"m2": "Kloge m²"}
)


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        (Filters(), ""),
        (Filters(open=True), "uafsluttede"),
        (Filters(open=True, done=True, dropped=True), "uafsluttede eller afsluttede eller udgåede"),
        (Filters(overdue=True, stale=True, focus=True), "frist overskredet; ikke opdateret; direktionens fokus"),
        (Filters(type=("raaderumsforslag",), fase=("i_gang",)), "type: Råderumsforslag; tilstand: I gang"),
        (Filters(udvalg=("BUU", "KFU", "X")), "udvalg: Børneudvalget eller Kulturudvalget eller X"),
        (Filters(omraade=("BU",), tema=("m2",), strategi=("natur",)), "område: Børn; tema: Kloge m²; strategi: Natur"),
        (Filters(trafiklys=("roed",), ansvarlig=("Chefen",), search=("bil",)),
         "ansvarlig: Chefen; trafiklys: Rød; søgning: bil"),
    ],
)  # fmt: skip
def test_the_words(filters: Filters, text: str) -> None:
    assert selection_text(filters, [OWN, OLDER]) == text


def test_every_filter_has_words() -> None:
    for name in set(Filters.__slots__) - {"changed"}:  # the answer to changed_since, not something to ask for
        value: Any = True if isinstance(getattr(Filters(), name), bool) else ("x",)
        assert selection_text(Filters(**{name: value}), []) != "", name

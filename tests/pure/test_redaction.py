"""What the public may see of a difference: nothing of an item that is closed on either side or today."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from udplan.pure.redaction import named_items, public_pair
from udplan.pure.snapshot import SETTINGS, Part, Snapshot

from support.snapshots import PLAN, snapshot, snapshots
from udplan.domain.names import Ref
from udplan.pure.change.difference import differences
from udplan.pure.news.plans import news_between

CLOSED: dict[str, Any] = {"lukket": {"begrundelse": "Udbud"}}
NONE = frozenset[Ref]()


def part(folder: str = "anlaegsprojekter", **said: Any) -> Part:
    return Part(folder, "", {"titel": "Hus", **said})


def frame(**said: Any) -> Part:
    return Part("", "", {"titel": "Plan", **said})


def seen(
    old: Mapping[str, Part], new: Mapping[str, Part], *hidden: str, known: frozenset[Ref] = NONE
) -> tuple[Mapping[str, Part], Mapping[str, Part]]:
    """The parts of both sides as the public sees them."""
    refs = frozenset(Ref(PLAN, name) for name in hidden)
    before, after = public_pair(snapshot(old), snapshot(new), refs, known)
    return before.parts, after.parts


@pytest.mark.parametrize(
    ("old", "new", "hidden"),
    [
        ({"A101": part(**CLOSED)}, {"A101": part(**CLOSED)}, ()),
        ({"A101": part()}, {"A101": part(**CLOSED)}, ()),
        ({"A101": part(**CLOSED)}, {"A101": part()}, ()),
        ({"A101": part()}, {"A101": part(fase="afventer")}, ("A101",)),
        ({"A101": part(**CLOSED)}, {}, ()),
        ({}, {"A101": part(**CLOSED)}, ()),
        ({"A101": part()}, {}, ("A101",)),
        ({"A101": part(**CLOSED)}, {"A102": part(**CLOSED)}, ()),
    ],
)
def test_an_item_that_is_closed_on_a_side_or_today_is_on_neither(
    old: dict[str, Part], new: dict[str, Part], hidden: tuple[str, ...]
) -> None:
    assert seen(old, new, *hidden) == ({}, {})


def test_an_item_that_cannot_be_understood_on_a_side_may_be_closed() -> None:
    broken = Snapshot(PLAN, {}, frozenset(["A101", SETTINGS]))
    old, new = public_pair(broken, snapshot({"A101": part()}), NONE, NONE)
    assert (old.parts, new.parts) == ({}, {})
    assert old.unread == {SETTINGS}


def test_open_items_are_left_as_they_are() -> None:
    one, other = {"A101": part(proces="Se A102.")}, {"A101": part(proces="Se A103."), "A102": part()}
    assert seen(one, other) == (one, other)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("afhaenger_af", ["A102"], None),
        ("afhaenger_af", ["A103", "A102"], ["A103"]),
        ("afhaenger_af", [f"{PLAN}/A102", "A103"], ["A103"]),
        ("afhaenger_af", ["A999"], None),
        ("afledt_drift_af", "A102", None),
        ("afledt_drift_af", "A103", "A103"),
        ("viderefoert_fra", "2024-2027/A501", "2024-2027/A501"),
        ("viderefoert_fra", "2024-2027/A502", None),
        ("viderefoert_fra", f"{PLAN}/A102", None),
    ],
)
def test_only_known_items_are_referred_to(key: str, value: Any, kept: Any) -> None:
    others = {"A102": part(**CLOSED), "A103": part()}
    known = frozenset([Ref("2024-2027", "A501")])
    for old, new in (
        ({"A101": part(**{key: value}), **others}, {"A101": part(), **others}),
        ({"A101": part(), **others}, {"A101": part(**{key: value}), **others}),
    ):
        sides = [side["A101"].data.get(key) for side in seen(old, new, known=known)]
        assert sides == [kept if key in side["A101"].data else None for side in (old, new)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Se A102.", False),
        ("A102", False),
        ("Hænger sammen med (A102) i år", False),
        (f"Se {PLAN}/A102", False),
        ("A102-planen", False),
        ("Linje et\nog A102", False),
        ("Se A1020", True),
        ("Se BA102", True),
        ("Se A103", True),
        ("Intet", True),
    ],
)
def test_a_text_that_names_a_hidden_item_is_left_out_whole(text: str, told: bool) -> None:
    others = {"A102": part(**CLOSED), "A103": part()}
    places: tuple[dict[str, Any], ...] = (
        {"proces": text}, {"risici": [{"tekst": text}]}, {"medansvarlige": [text]},
    )  # fmt: skip
    for said in places:
        _old, new = seen(others, {"A101": part(**said), **others})
        assert (text in new["A101"].texts) == told
        assert ("(udeladt)" in new["A101"].texts) != told


def test_a_round_that_names_a_hidden_item_is_redacted_too() -> None:
    before = {"A102": part(**CLOSED), "runder/2025-05": Part("runder", "", {"titel": "Forår", "indledning": "Om A102"})}
    _old, new = seen(before, before)
    assert new["runder/2025-05"].data == {"titel": "Forår", "indledning": "(udeladt)"}


def test_a_rounds_closed_attachments_vanish() -> None:
    bilag = [
        {"nr": 1, "titel": "Åbent"},
        {"nr": 2, "titel": "Lukket", "aaben": False},
        {"nr": 3, "titel": "Å", "aaben": True},
    ]
    _old, new = seen({}, {"runder/2025-05": Part("runder", "", {"bilag": bilag})})
    assert [each["nr"] for each in new["runder/2025-05"].data["bilag"]] == [1, 3]


def test_control_totals_are_nobodys_but_the_houses() -> None:
    sides = seen({SETTINGS: frame(kontroltotaler={"a": {"": {"2025": 1}}})}, {SETTINGS: frame(kontroltotaler={})})
    assert [side[SETTINGS].data for side in sides] == [{"titel": "Plan"}, {"titel": "Plan"}]


@pytest.mark.parametrize("key", ["temaer", "strategier"])
def test_a_code_that_only_hidden_items_use_vanishes_from_the_settings(key: str) -> None:

    def codes(*names: str, **said: Any) -> Part:
        return part(**said | {key: list(names)})

    labels: dict[str, Any] = {key: {"aaben": "Åben", "hemmelig": "Hemmelig", "ubrugt": "Ubrugt", "delt": "Delt"}}
    parts = {
        "A101": codes("aaben", "delt"),
        "A102": codes("hemmelig", "delt", **CLOSED),
        SETTINGS: frame(**labels),
    }
    for side in seen(parts, parts):
        assert set(side[SETTINGS].data[key]) == {"aaben", "ubrugt", "delt"}


def test_a_point_of_the_agreement_that_only_hidden_items_carry_vanishes() -> None:
    aftale = {"dokument": "24/1", "punkter": {"1.1": "Børnehus", "1.2": "Kantine"}}
    parts = {
        "A101": part(aftalepunkt=["1.1"]),
        "A102": part(aftalepunkt=["1.2"], **CLOSED),
        SETTINGS: frame(aftale=aftale),
    }
    for side in seen(parts, parts):
        assert side[SETTINGS].data["aftale"] == {"dokument": "24/1", "punkter": {"1.1": "Børnehus"}}


def test_a_code_that_a_closed_item_had_before_vanishes_too() -> None:
    old = {"A102": part(temaer=["hemmelig"], **CLOSED), SETTINGS: frame(temaer={"hemmelig": "Stort udbud"})}
    new = {"A102": part(**CLOSED), SETTINGS: frame(temaer={"hemmelig": "Stort udbud af mad"})}
    assert all(side[SETTINGS].data["temaer"] == {} for side in seen(old, new))


def test_another_plans_hidden_item_of_the_same_number_is_not_this_ones() -> None:
    mine = {"A101": part(proces="Se A102."), "A102": part()}
    hidden = frozenset([Ref("2024-2027", "A102")])
    _old, new = public_pair(snapshot(mine), snapshot(mine), hidden, NONE)
    assert new.parts == mine
    _old, new = public_pair(snapshot({}), snapshot({"A101": mine["A101"]}), hidden, NONE)
    assert new.parts["A101"].data["proces"] == "(udeladt)"


@given(snapshots(), snapshots())
@settings(max_examples=40)
def test_no_news_is_about_a_closed_item_nor_names_it(old: Snapshot, new: Snapshot) -> None:
    closed = {*old.closed(), *new.closed()}
    public = public_pair(old, new, NONE, NONE)
    news = news_between(*public)
    assert not {each.ref for each in news} & closed
    for side in public:
        assert not any(ref.id in text for ref in closed for part in side.parts.values() for text in part.texts
                       if not text.startswith("2024"))  # fmt: skip


@given(snapshots(), snapshots())
@settings(max_examples=40)
def test_the_public_hears_of_no_part_that_does_not_differ(old: Snapshot, new: Snapshot) -> None:
    everything = {each.ref for each in differences(old, new)}
    known = frozenset([Ref("2024-2027", "D101")])
    assert {each.ref for each in differences(*public_pair(old, new, NONE, known))} <= everything


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Se A101.", ["2024-2027/A101", f"{PLAN}/A101"]),
        ("Se 2024-2027/A101-sagen", ["2024-2027/A101", f"{PLAN}/A101"]),
        ("Se B201", ["2024-2027/B201"]),
        ("A101/B201 og A101-notatet", ["2024-2027/A101", "2024-2027/B201", f"{PLAN}/A101"]),
        ("A1010 xA101", []),
        ("se også a101", ["2024-2027/A101", f"{PLAN}/A101"]),
        ("x-c-7", ["2024-2027/C-7"]),
        ("", []),
    ],
)
def test_the_items_that_texts_may_name(text: str, named: list[str]) -> None:
    refs = ((PLAN, "A101"), ("2024-2027", "A101"), ("2024-2027", "B201"), ("2024-2027", "C-7"))
    assert sorted(map(str, named_items([text], frozenset(Ref(*each) for each in refs)))) == sorted(named)


def test_a_file_name_that_names_a_hidden_item_is_left_out() -> None:
    others = {"A102": part(**CLOSED)}
    item = part()
    for slug, seen_slug in (("svar-om-a102", ""), ("svar-om-a1020", "svar-om-a1020")):
        named = Part(item.folder, slug, item.data)
        _old, new = seen({"A101": item, **others}, {"A101": named, **others})
        assert new["A101"].slug == seen_slug

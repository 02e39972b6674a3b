"""News in words: what happened to an item, to a plan, and what the dates in the files tell."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from support.generated import items, plans
from support.plans import PLAN, item_from, plan_from, round_from, settings_from
from support.words import DANISH
from udplan.domain.emne import KEY_ORDER, plain_data
from udplan.domain.names import SETTINGS, Ref
from udplan.domain.plan import Data, Item, Part, Plan
from udplan.domain.vocabulary import Type
from udplan.pure.change.changes import difference
from udplan.pure.change.difference import plan_difference
from udplan.pure.news.dated import news_since
from udplan.pure.news.items import item_news
from udplan.pure.news.kinds import ITEM_KINDS, KINDS, News
from udplan.pure.news.plans import news_between

BASE: dict[str, Any] = {
    "titel": "Børnehus", "udvalg": "BUU", "ansvarlig": "Ejendomschefen", "proces": "Udbud.", "status": "I udbud.",
    "opdateret": "2025-05-01", "fase": "i_gang", "trafiklys": "groen", "frist": "ultimo maj 2025",
    "beloeb": {"2025": 4000, "2026": 0},
}  # fmt: skip
REF = Ref(PLAN, "A301")
FINISHED = {"fase": None, "trafiklys": None, "afsluttet": {"dato": "2025-05-31", "grundlag": "Taget i brug"}}
DROPPED = {"fase": None, "trafiklys": None, "udgaaet": {"dato": "2025-05-31", "beslutning": "ØU pkt. 7"}}
MOVED = {"dato": "2025-02-01", "fra": "medio maj 2025", "aarsag": "Ny lokalplan"}
AGAIN = {"dato": "2025-06-01", "fra": "ultimo maj 2025", "aarsag": "Udbuddet går om"}


def data(**changes: Any) -> Data:
    """The base with these keys instead; None takes one away."""
    return {key: value for key, value in {**BASE, **changes}.items() if value is not None}


def item(name: str = "A301", *, folder: Type | None = None, slug: str = "", **changes: Any) -> Item:
    return item_from(name, data(**changes), folder=folder, slug=slug)


def told(news: tuple[News, ...]) -> list[tuple[str, str]]:
    return [(each.kind, str(each.tekst)) for each in news]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {}, []),
        # The state.
        ({}, FINISHED, [("finished", "X: finished 31. maj 2025 on the basis of: Taget i brug")]),
        ({}, {**FINISHED, "afsluttet": {"dato": "2025-05-31"}}, [("finished", "X: finished 31. maj 2025")]),
        (FINISHED, {}, [("reopened", "Reopened: I gang"), ("light", "Light Grøn (none before)")]),
        (FINISHED, {"fase": "afventer", "trafiklys": None}, [("reopened", "Reopened: Afventer")]),
        (DROPPED, {"fase": "ikke_startet", "trafiklys": None}, [("reopened", "Reopened: Ikke startet")]),
        ({}, DROPPED, [("dropped", "Dropped 31. maj 2025: ØU pkt. 7")]),
        (FINISHED, DROPPED, [("dropped", "Dropped 31. maj 2025: ØU pkt. 7")]),
        (DROPPED, FINISHED, [("finished", "X: finished 31. maj 2025 on the basis of: Taget i brug")]),
        ({**FINISHED, "trafiklys": "groen"}, FINISHED, [("light", "Light put out (was Grøn)")]),
        (FINISHED, {**FINISHED, "afsluttet": {"dato": "2025-05-31", "grundlag": "Åbnet"}},
         [("other", "Afsluttet, grundlag: Taget i brug → Åbnet")]),
        (DROPPED, {**DROPPED, "udgaaet": {"dato": "2025-05-30", "beslutning": "ØU pkt. 7"}},
         [("other", "Udgået, dato: 31. maj 2025 → 30. maj 2025")]),
        ({"afsluttet": "x"}, FINISHED, [("finished", "X: finished 31. maj 2025 on the basis of: Taget i brug")]),
        ({}, {"fase": "afventer"}, [("phase", "Phase I gang → Afventer")]),
        ({"fase": "ikke_startet", "trafiklys": None}, {},
         [("light", "Light Grøn (none before)"), ("phase", "Phase Ikke startet → I gang")]),
        # The deadline.
        ({}, {"frist": "medio juni 2025"},
         [("moved", "Deadline moved from ultimo maj 2025 to medio juni 2025 (+20 days)")]),
        ({}, {"frist": "medio maj 2025"},
         [("moved", "Deadline moved from ultimo maj 2025 to medio maj 2025 (−11 days)")]),
        ({}, {"frist": "1. juni 2025"}, [("moved", "Deadline moved from ultimo maj 2025 to 1. juni 2025 (+1 day)")]),
        ({}, {"frist": "ultimo maj 2028"},
         [("moved", "Deadline moved from ultimo maj 2025 to ultimo maj 2028 (+1.096 days)")]),
        ({}, {"frist": "maj 2025"}, [("moved", "Deadline moved from ultimo maj 2025 to maj 2025")]),
        ({}, {"frist": "løbende"}, [("moved", "Deadline moved from ultimo maj 2025 to løbende")]),
        ({"frist": "løbende"}, {}, [("moved", "Deadline moved from løbende to ultimo maj 2025")]),
        ({}, {"frist": None}, [("moved", "Deadline removed: ultimo maj 2025")]),
        ({"frist": None}, {}, [("other", "Deadline set: ultimo maj 2025")]),
        ({"frist": "medio maj 2025"}, {"fristaendringer": [MOVED]},
         [("moved", "Deadline moved from medio maj 2025 to ultimo maj 2025 (+11 days): Ny lokalplan")]),
        ({"fristaendringer": [MOVED]}, {"frist": "primo juli 2025", "fristaendringer": [MOVED, AGAIN]},
         [("moved", "Deadline moved from ultimo maj 2025 to primo juli 2025 (+40 days, moved 1 time before): "
                    "Udbuddet går om")]),
        ({"frist": "medio maj 2025"}, {"frist": "primo juli 2025", "fristaendringer": [MOVED, AGAIN]},
         [("moved", "Deadline moved from medio maj 2025 to primo juli 2025 (+51 days): Ny lokalplan; "
                    "Udbuddet går om")]),
        ({"fristaendringer": [MOVED, AGAIN]}, {"frist": "juli 2025", "fristaendringer": [MOVED, AGAIN]},
         [("moved", "Deadline moved from ultimo maj 2025 to juli 2025 (+61 days, moved 2 times before)")]),
        ({"fristaendringer": [MOVED]}, {"fristaendringer": [{**MOVED, "aarsag": "Klage"}]},
         [("other", "Fristændring »1. februar 2025«, årsag: Ny lokalplan → Klage")]),
        # The light.
        ({}, {"trafiklys": "gul"}, [("light", "Light Grøn → Gul (worse)")]),
        ({}, {"trafiklys": "roed"}, [("light", "Light Grøn → Rød (worse)")]),
        ({"trafiklys": "roed"}, {"trafiklys": "gul"}, [("light", "Light Rød → Gul (better)")]),
        ({}, {"trafiklys": None}, [("light", "Light put out (was Grøn)")]),
        ({"trafiklys": None}, {}, [("light", "Light Grøn (none before)")]),
        ({}, {"fase": "afventer", "trafiklys": None},
         [("light", "Light put out (was Grøn)"), ("phase", "Phase I gang → Afventer")]),
        ({"trafiklys": None, "fase": "ikke_startet"}, {"trafiklys": "roed"},
         [("light", "Light Rød (none before; worse)"), ("phase", "Phase Ikke startet → I gang")]),
        ({"trafiklys": None}, {"trafiklys": "gul"}, [("light", "Light Gul (none before; worse)")]),
        # Money.
        ({}, {"beloeb": {"2025": 4000, "2026": -500}},
         [("money", "Beløb: 2026 0 → −500 (−500), in all 4.000 → 3.500 (−500)")]),
        ({}, {"beloeb": {"2025": 3000, "2026": 1000}},
         [("money", "Beløb: 2025 4.000 → 3.000 (−1.000), 2026 0 → 1.000 (+1.000), in all 4.000 → 4.000 (0)")]),
        ({}, {"beloeb": {"2025": 4000, "2026": 0, "2027": 50}},
         [("money", "Beløb: 2027 50, in all 4.000 → 4.050 (+50)")]),
        ({}, {"beloeb": {"2025": 4000}}, [("money", "Beløb: 2026 0 removed, in all 4.000 → 4.000 (0)")]),
        ({}, {"realiseret": {"2025": 12}}, [("realised", "Realiseret: 2025 12")]),
        ({}, {"forventet": {"2025": 5500}},
         [("money", "Forventet, compared with what is agreed: 2025 4.000 → 5.500 (+1.500), "
                    "in all 4.000 → 5.500 (+1.500)")]),
        ({}, {"forventet": {"2025": 4000}}, [("other", "Forventet: as agreed")]),
        ({"forventet": {"2025": 12}}, {"forventet": {"2025": 15}},
         [("money", "Forventet: 2025 12 → 15 (+3), in all 12 → 15 (+3)")]),
        ({"forventet": {"2025": 12, "2026": 3}}, {},
         [("money", "Forventet: as agreed again, 2025 12 → 4.000 (+3.988), 2026 3 → 0 (−3), "
                    "in all 15 → 4.000 (+3.985)")]),
        ({}, {"forventet": {"2025": 4000, "2026": 0}}, [("other", "Forventet: as agreed")]),
        ({"forventet": {"2025": 4000}}, {}, [("other", "Forventet: as agreed")]),
        ({"forventet": {"2025": 12}}, {"forventet": {"2025": 12, "2026": 0}},
         [("other", "Forventet: the same amounts")]),
        ({}, {"beloeb": {"2025": 4000, "2026": "ikke_fastsat"}},
         [("money", "Beløb: 2026 0 → not agreed, in all 4.000 → not agreed")]),
        ({"beloeb": "ikke_fastsat"}, {},
         [("money", "Beløb: 2025 not agreed → 4.000, 2026 not agreed → 0, in all not agreed → 4.000")]),
        ({"beloeb": {"2025": 1, "2026": "ikke_fastsat"}}, {"beloeb": {"2025": 2, "2026": "ikke_fastsat"}},
         [("money", "Beløb: 2025 1 → 2 (+1)")]),
        ({}, {"indtaegter": {"2025": 0, "2026": -900}}, [("money", "Indtægter: 2025 0, 2026 −900, in all −900")]),
        ({}, {"tillaegsbevillinger": [{"beloeb": {"2025": 900, "2026": 50}, "finansiering": "Kassen"}]},
         [("grant", "Tillægsbevilling added: beløb: 2025 900, 2026 50, finansiering: Kassen")]),
        ({}, {"heraf": [{"hvad": "Inventar", "beloeb": {"2026": 90}}]},
         [("money", "Heraf added: Inventar, beløb: 2026 90")]),
        ({"behandling": [{"udvalg": "BUU", "hvornaar": "august 2025"}]},
         {"behandling": [{"udvalg": "BUU", "hvornaar": "august 2025",
                          "resultat": {"dato": "2025-08-19", "beslutning": "Godkendt"}}]},
         [("other", "Treated in BUU 19. august 2025: Godkendt")]),
        ({}, {"finansiering": "Lån"}, [("other", "Finansiering: Lån (new)")]),
        ({}, {"fase": None, "trafiklys": None, "viderefoert": {"dato": "2025-10-07", "til": ["2026-2029/A207"]}},
         [("carried", "Carried on 7. oktober 2025 as 2026-2029/A207")]),
        ({"fase": None, "trafiklys": None, "viderefoert": {"dato": "2025-10-07", "til": ["A207"]}}, {},
         [("reopened", "Reopened: I gang"), ("light", "Light Grøn (none before)")]),
        ({}, {"bevillinger": [{"dato": "2025-05-01", "beloeb": 4000}]},
         [("grant", "Anlægsbevilling added: 1. maj 2025, beløb: 4.000")]),
        ({}, {"regnskab": {"dato": "2025-05-01"}}, [("grant", "Anlægsregnskab added: 1. maj 2025")]),
        # Names, texts and the rest.
        ({}, {"titel": "Nyt børnehus"}, [("renamed", "Renamed, was: Børnehus")]),
        ({}, {"ansvarlig": "Byggechefen"}, [("responsible", "Ansvarlig: Ejendomschefen → Byggechefen")]),
        ({}, {"medansvarlige": ["Byggechefen"]}, [("responsible", "Medansvarlig added: Byggechefen")]),
        ({}, {"status": "I nyt udbud."}, [("text", "Status: I {+nyt+} udbud.")]),
        ({}, {"status": "I\nudbud."}, [("text", "Status: the same words, broken into lines in another way")]),
        ({}, {"status": None}, [("text", "Status removed: I udbud.")]),
        ({}, {"snitflade": "Ja."}, [("text", "Snitflade written: Ja.")]),
        ({}, {"beskrivelse": "ord " * 30}, [("text", f"Beskrivelse written: {('ord ' * 30).strip()}")]),
        ({}, {"temaer": ["kloge-m2"]}, [("other", "Tema added: kloge-m2")]),
        ({"temaer": ["a", "b", "c"]}, {"temaer": ["b"]},
         [("other", "Temaer: removed a; removed c")]),
        ({}, {"direktionsfokus": True}, [("other", "Direktionsfokus: ja (new)")]),
        ({}, {"varighed": "varig"}, [("other", "Varighed: Varig (new)")]),
        ({}, {"lukket": {"begrundelse": "Udbud"}}, [("other", "Lukket added: begrundelse: Udbud")]),
        ({"risici": [{"tekst": "Priser"}]}, {"risici": [{"tekst": "Priser", "afhjaelpning": "Option"}]},
         [("other", "Risiko »Priser«, afhjælpning: Option (new)")]),
        ({"risici": [{"tekst": "Priser"}]}, {"risici": [{"tekst": "Renter"}]}, [("other", "Risiko: Priser → Renter")]),
        ({}, {"risici": [{"tekst": "Priser, og løn"}, {"tekst": "Vejr"}]},
         [("other", "Risici added: Priser, og løn; Vejr")]),
        ({}, {"medansvarlige": ["A", "B"]}, [("responsible", "Medansvarlige added: A, B")]),
        ({}, {"medansvarlige": ["A, drift", "B"]}, [("responsible", "Medansvarlige added: A, drift; B")]),
        ({"milepaele": [{"hvad": "Udbud.", "hvornaar": "maj 2025"}]},
         {"milepaele": [{"hvad": "Udbud.", "hvornaar": "juni 2025", "naaet": "2025-06-02"}]},
         [("other", "Milestone reached 2. juni 2025: Udbud"),
          ("other", "Milepæl »Udbud«, hvornår: maj 2025 → juni 2025")]),
        ({"heraf": [{"hvad": "Inventar", "beloeb": {"2026": 90}}]},
         {"heraf": [{"hvad": "Inventar", "beloeb": {"2026": 80}}]},
         [("money", "Heraf »Inventar«, beløb 2026: 90 → 80")]),
        ({"medansvarlige": ["A"]}, {"medansvarlige": ["B"]}, [("responsible", "Medansvarlig: A → B")]),
        # All at once: the weightiest first.
        ({}, {**FINISHED, "titel": "Nyt børnehus", "status": "Åbnet.", "verdensmaal": [11]},
         [("finished", "X: finished 31. maj 2025 on the basis of: Taget i brug"), ("renamed", "Renamed, was: Børnehus"),
          ("text", "Status: [-I udbud.-] {+Åbnet.+}"), ("other", "Verdensmål added: 11")]),
    ],
)  # fmt: skip
def test_a_change_in_words(old: dict[str, Any], new: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(item_news(REF, data(**old), data(**new))) == expected


def test_a_change_in_danish_words() -> None:
    (only,) = item_news(REF, data(), data(trafiklys="roed"))
    assert DANISH(only.tekst).startswith("Trafiklys: Grøn → Rød (forværret)")


@pytest.mark.parametrize("state", [{}, FINISHED, DROPPED], ids=["live", "finished", "dropped"])
@pytest.mark.parametrize("key", KEY_ORDER)
def test_no_key_is_removed_without_a_word(key: str, state: dict[str, Any]) -> None:
    new = data(**{**state, key: None})
    assert item_news(REF, {**new, key: "x"}, new)


@given(items(), items())
@settings(max_examples=40)
def test_every_change_is_told_once(old: Data, new: Data) -> None:
    news = item_news(REF, old, new)
    assert Counter(repr(change) for each in news for change in each.changes) == Counter(map(repr, difference(old, new)))
    assert all(each.tekst and each.kind in ITEM_KINDS and each.ref == REF for each in news)
    order = [ITEM_KINDS.index(each.kind) for each in news]
    assert order == sorted(order)


@given(items())
@settings(max_examples=40)
def test_an_item_that_is_what_it_was_is_no_news(one: Data) -> None:
    assert item_news(REF, one, one) == ()


@given(plans(), plans())
@settings(max_examples=40)
def test_there_is_news_where_there_are_differences(old: Plan, new: Plan) -> None:
    found, news = plan_difference(old, new).differences, news_between(old, new)
    assert bool(news) == bool(found)
    told_of = {each.ref for each in news}
    renumbered = {str(each.tekst).rpartition(" ")[2] for each in news if str(each.tekst).startswith("Renumbered")}
    assert {each.ref for each in found} == told_of | {Ref(PLAN, name) for name in renumbered}
    assert {each.kind for each in news} <= KINDS.keys()


@given(plans(), plans())
@settings(max_examples=40)
def test_every_change_of_a_plan_is_told_once(old: Plan, new: Plan) -> None:
    news = news_between(old, new)
    renumbered = {each.ref.id for each in news if str(each.tekst).startswith("Renumbered")}
    renumbered |= {str(each.tekst).rpartition(" ")[2] for each in news if str(each.tekst).startswith("Renumbered")}
    found = plan_difference(old, new).differences
    changes = [repr(change) for each in found if each.ref.id not in renumbered for change in each.changes]
    assert Counter(repr(change) for each in news for change in each.changes) == Counter(changes)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [item("A301")], [("A301", "added", "added")]),
        ([item("A301")], [], [("A301", "removed", "removed")]),
        ([item("A301")], [item("A301")], []),
        ([item("A301")], [item("A301", slug="hus")], [("A301", "other", "File renamed from A301 to A301-hus")]),
        ([item("A301", slug="hus")], [item("A301", slug="nyt-hus", trafiklys="gul")],
         [("A301", "light", "Light Grøn → Gul (worse)"),
          ("A301", "other", "File renamed from A301-hus to A301-nyt-hus")]),
        ([item("A301")], [item("A301", folder="driftsaendringer")],
         [("A301", "renamed", "Made Driftsændringer, was Anlægsprojekter")]),
        ([item("A301")], [item("A302")], [("A302", "renamed", "Renumbered, was A301")]),
        ([item("A302")], [item("A301")], [("A301", "renamed", "Renumbered, was A302")]),
        ([item("A301", slug="hus")], [item("A302")], [("A302", "renamed", "Renumbered, was A301")]),
        ([item("A301")], [item("A302", trafiklys="gul")],
         [("A302", "added", "added"), ("A301", "removed", "removed")]),
        ([item("A301")], [item("A301", folder="driftsaendringer"), item("A302")],
         [("A301", "renamed", "Made Driftsændringer, was Anlægsprojekter"), ("A302", "added", "added")]),
        ([item("A301")], [item("A302"), item("A303")],
         [("A302", "renamed", "Renumbered, was A301"), ("A303", "added", "added")]),
        ([], [settings_from({"titel": "Plan"})], [(SETTINGS, "plan", "added")]),
        ([settings_from({"titel": "Plan"})], [], [(SETTINGS, "plan", "removed")]),
        ([settings_from({"temaer": {"a": "A"}})], [settings_from({"temaer": {"a": "Å", "b": "B"}})],
         [(SETTINGS, "plan", "Temaer a: A → Å"), (SETTINGS, "plan", "Temaer b: B (new)")]),
        ([settings_from({"kontroltotaler": {"anlaegsprojekter": {"": {"2025": 1}}}})],
         [settings_from({"kontroltotaler": {"anlaegsprojekter": {"": {"2025": 2}}}})],
         [(SETTINGS, "plan", "Kontroltotaler Anlægsprojekter 2025: 1 → 2")]),
        ([], [round_from("2025-05", {"titel": "Forår"})], [("runder/2025-05", "round", "added")]),
        ([round_from("2025-05", {"indledning": "Kort."})],
         [round_from("2025-05", {"indledning": "Kort her.", "beslutning": "Ja."})],
         [("runder/2025-05", "round", "Indledning: [-Kort.-] {+Kort her.+}"),
          ("runder/2025-05", "round", "Beslutning: Ja. (new)")]),
    ],
)  # fmt: skip
def test_what_happened_to_a_plan(old: list[Part], new: list[Part], expected: list[tuple[str, str, str]]) -> None:
    news = news_between(plan_from(*old), plan_from(*new))
    assert [(each.ref.id, each.kind, str(each.tekst)) for each in news] == expected


def test_news_of_what_is_gone_has_the_title_it_had() -> None:
    (only,) = news_between(plan_from(item()), plan_from())
    assert only.titel == "Børnehus"


def test_an_item_whose_file_is_broken_now_is_not_said_to_be_removed() -> None:
    assert news_between(plan_from(item()), plan_from(item_from("A301", None))) == ()


def test_the_base_is_what_an_items_file_says() -> None:
    assert plain_data(item().emne) == data()


def test_dates_tell_what_happened_since_a_day() -> None:
    moved = item(
        frist="medio 2026",
        fristaendringer=[
            {"dato": "2024-11-01", "fra": "medio 2025", "aarsag": "Gammelt"},
            {"dato": "2025-02-01", "fra": "ultimo 2025", "aarsag": "Udbuddet gik om"},
        ],
    )
    news = news_since(plan_from(moved), date(2024, 11, 30), date(2025, 5, 31))
    expected = "Deadline moved from ultimo 2025 to medio 2026 (+243 days, moved 1 time before): Udbuddet gik om"
    assert told(news) == [("moved", expected)]


@pytest.mark.parametrize("state", [FINISHED, DROPPED], ids=["finished", "dropped"])
@pytest.mark.parametrize(("since", "as_of", "count"), [("2025-05-30", "2025-05-31", 1), ("2025-05-31", "2025-06-30", 0),
                                                       ("2025-01-01", "2025-05-30", 0)])  # fmt: skip
def test_only_what_lies_between_the_days(state: dict[str, Any], since: str, as_of: str, count: int) -> None:
    news = news_since(plan_from(item(**state)), date.fromisoformat(since), date.fromisoformat(as_of))
    assert len(news) == count


def test_one_element_put_first_is_told_as_one() -> None:
    steps = [{"hvad": name, "hvornaar": "maj 2025"} for name in ("Udbud", "Licitation", "Aflevering")]
    first = {"hvad": "Skitse", "hvornaar": "april 2025"}
    (came,) = item_news(REF, {"titel": "T", "milepaele": steps}, {"titel": "T", "milepaele": [first, *steps]})
    assert str(came.tekst) == "Milepæle: added Skitse, april 2025"
    old, new = ["A", "B", "C"], ["D", "A", "B"]
    (both,) = item_news(REF, {"titel": "T", "medansvarlige": old}, {"titel": "T", "medansvarlige": new})
    assert (both.kind, str(both.tekst)) == ("responsible", "Medansvarlige: added D; removed C")
    (turned,) = item_news(REF, {"titel": "T", "temaer": ["a", "b"]}, {"titel": "T", "temaer": ["b", "a"]})
    assert str(turned.tekst) == "Temaer: in another order"


def test_milestones_reached_at_once_are_told_one_by_one() -> None:
    steps = [{"hvad": name, "hvornaar": "maj 2025"} for name in ("Udbud", "Licitation")]
    reached = [{**step, "naaet": "2025-05-20"} for step in steps]
    news = item_news(REF, {"titel": "T", "milepaele": steps}, {"titel": "T", "milepaele": reached})
    assert [str(each.tekst) for each in news] == [
        "Milestone reached 20. maj 2025: Udbud", "Milestone reached 20. maj 2025: Licitation",
    ]  # fmt: skip


def test_moves_that_the_file_has_out_of_order_are_told_by_their_day() -> None:
    moves = [{"dato": "2025-04-01", "fra": "ultimo 2025"}, {"dato": "2025-02-01", "fra": "medio 2025"}]
    news = news_since(plan_from(item(frist="medio 2026", fristaendringer=moves)), date(2024, 11, 30), date(2025, 5, 31))
    assert [str(each.tekst) for each in news] == ["Deadline moved from medio 2025 to medio 2026 (+365 days)"]


def test_codes_are_told_by_what_the_plan_calls_them() -> None:
    frame = settings_from({"temaer": {"kloge-m2": "Kloge m²"}, "udvalg": {"BUU": "Børneudvalget", "TMU": "Teknik"}})
    old, new = plan_from(frame, item()), plan_from(frame, item(temaer=["kloge-m2"], udvalg="TMU"))
    assert [str(each.tekst) for each in news_between(old, new)] == [
        "Udvalg: Børneudvalget → Teknik", "Tema added: Kloge m²",
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "kind"), [(FINISHED, "finished"), (DROPPED, "dropped")])
def test_an_item_that_comes_ended_is_told_as_both(state: dict[str, Any], kind: str) -> None:
    news = news_between(plan_from(), plan_from(item(**state)))
    assert [each.kind for each in news] == [kind, "added"]


def test_a_status_that_repeats_the_basis_is_not_told_beside_it() -> None:
    before = data(fase="ikke_startet", trafiklys=None, status=None, opdateret=None)
    after = data(**FINISHED, status="Taget i brug.\n", opdateret="2025-05-31")
    assert [each.kind for each in item_news(REF, before, after) if not each.is_confirmation] == ["finished"]


REWRAPPED = [
    ("Ti kilometer udvælges\nog følges.", "Ti kilometer\nudvælges og følges."),
    ("Ét afsnit.\n\nEt andet\nafsnit.", "Ét\nafsnit.\n\n\nEt andet afsnit.\n"),
    ("- den første\n  af to\n- den anden", "- den første af to\n- den anden"),
    ("1. først\n2. derpå i\n   to linjer", "1. først\n2. derpå i to linjer"),
    ("  To   ord ", "To ord"),
]
NOT_REWRAPPED = [
    ("Ét afsnit. Et andet.", "Ét afsnit.\n\nEt andet."),
    ("- den første\n- den anden", "- den første - den anden"),
    ("| a |\n| b |", "| a | | b |"),
    ("Første linje  \nanden linje", "Første linje anden linje"),
    ("Ti kilometer", "To kilometer"),
]


@pytest.mark.parametrize("key", ["beskrivelse", "proces", "status", "snitflade", "titel"])
@pytest.mark.parametrize(("old", "new"), REWRAPPED)
def test_a_paragraph_broken_into_lines_in_another_way_is_no_news(key: str, old: str, new: str) -> None:
    assert (
        news_between(plan_from(item_from("A301", data(**{key: old}))), plan_from(item_from("A301", data(**{key: new}))))
        == ()
    )


@pytest.mark.parametrize(("old", "new"), NOT_REWRAPPED)
def test_what_a_reader_would_see_is_news(old: str, new: str) -> None:
    (only,) = news_between(plan_from(item(proces=old)), plan_from(item(proces=new)))
    assert only.kind == "text"

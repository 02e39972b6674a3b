"""What is left as blocks: the longest overdue first, and how much is whose."""

from dataclasses import replace
from datetime import date

import pytest

from support.papers import cells, column, figures, section, table, texts
from support.reports import AS_OF, EXAMPLE, PLAN, as_seen, changed, empty, like
from udplan.adapters.printers.jinja import render
from udplan.domain.plan import Plan
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.papir import Papir, Tabel
from udplan.pure.paper.restliste import build

GROUPS = ("overskredet", "kommende", "uden-frist")


def paper(plan: Plan = PLAN, as_of: date = AS_OF) -> Papir:
    return build(*as_seen(plan), ReportRequest(as_of))


def with_deadlines(*deadlines: str | None) -> Plan:
    """A plan of live items H101, H102 … with these deadlines."""
    live = PLAN.by_id["R101"]
    items = tuple(
        like(live, f"H{number}", "hensigtserklaeringer", frist=text) for number, text in enumerate(deadlines, 101)
    )
    return replace(PLAN, entries=items)


def group(found: Papir, name: str) -> list[tuple[str, ...]]:
    """The rows of a group; none where it only says that there are none."""
    (block,) = section(found, name).blokke
    return cells(block) if isinstance(block, Tabel) else []


def groups(found: Papir) -> list[list[str]]:
    return [[row[0] for row in group(found, name)] for name in GROUPS]


def deadline(found: Papir, name: str) -> str:
    return group(found, name)[0][4]


def test_only_what_is_still_to_be_carried_out_is_left() -> None:
    found = paper()
    assert groups(found) == [["R101"], ["A101"], ["D102"]]
    assert texts(section(found, "noegletal")) == [
        "2 emner står ikke på listen: 1 afsluttet og 1 udgået. 2 lukkede emner i planen er ikke talt med."
    ]


def test_the_longest_overdue_is_first_then_the_nearest_then_loebende_then_none() -> None:
    plan = with_deadlines(None, "ultimo 2026", "maj 2025", "løbende", "1. kvartal 2025", "juni 2025", "2025-2026")
    assert groups(paper(plan)) == [["H105"], ["H103", "H106", "H102", "H107"], ["H104", "H101"]]
    assert groups(paper(plan, date(2025, 6, 1)))[0] == ["H105", "H103"]


def test_items_with_the_same_deadline_stand_as_in_the_plan() -> None:
    assert groups(paper(with_deadlines("ultimo 2025", "31. december 2025", "4. kvartal 2025")))[1] == [
        "H101", "H102", "H103",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2025, 5, 16), "1 dag"), (date(2025, 5, 31), "16 dage"), (date(2028, 5, 15), "1.096 dage")],
)
def test_the_days_count_from_the_deadlines_last_day(day: date, words: str) -> None:
    assert f"/ Overskredet {words} /" in deadline(paper(as_of=day), "overskredet")


def test_what_is_not_overdue_has_no_days() -> None:
    found = paper(as_of=date(2025, 5, 15))
    assert groups(found)[0] == []
    assert "Overskredet" not in str([group(found, name) for name in GROUPS])


def test_a_row_says_how_often_its_deadline_was_moved_and_when_it_was_updated() -> None:
    (late,) = group(paper(), "overskredet")
    assert late[4] == "15. maj 2025 / Overskredet 16 dage / Flyttet 1 gang, oprindelig 1. kvartal 2025"
    assert late[1] == "Central flådestyring / Råderumsforslag, Økonomiudvalget"
    assert (late[3], late[5]) == ("I gang Rød", "1. marts 2025 / Ikke opdateret")
    (never,) = group(paper(), "uden-frist")
    assert (never[4], never[5]) == ("Ingen frist", "–")
    moved = changed("R101", fristaendringer=PLAN.by_id["R101"].emne.fristaendringer * 2)
    assert "Flyttet 2 gange" in deadline(paper(moved), "overskredet")


def test_the_responsible_with_most_overdue_come_first_and_the_last_row_is_all() -> None:
    plan = with_deadlines("ultimo 2026", "ultimo 2026", "ultimo 2026", "2024", "ultimo 2026", "ultimo 2026")
    for item_id, name in zip(
        sorted(plan.by_id), ("Åsted", "Østby", "Ærø", "Zorro", "Østby", "Anders And"), strict=True
    ):
        plan = changed(item_id, plan, ansvarlig=name)
    assert [row[:3] for row in cells(table(section(paper(plan), "ansvarlige")))] == [
        ("Zorro", "1", "1"), ("Østby", "2", "0"), ("Anders And", "1", "0"), ("Ærø", "1", "0"), ("Åsted", "1", "0"),
        ("I alt", "6", "1"),
    ]  # fmt: skip


def test_the_counts_of_all_responsible_add_up() -> None:
    for plan in EXAMPLE.plans:
        found = build(*as_seen(plan, internal=True), ReportRequest(AS_OF, internal=True))
        *rows, total = cells(table(section(found, "ansvarlige")))
        for place, text in enumerate(total[1:], 1):
            assert sum(int(row[place]) for row in rows) == int(text)


def test_the_key_figures() -> None:
    assert figures(paper()) == {
        "Uafsluttede emner": "3", "Frist overskredet": "1", "Frist flyttet mindst én gang": "1",
        "Rødt lys": "1", "Gult lys": "1", "Ikke opdateret": "1",
    }  # fmt: skip


def test_closed_items_are_left_in_internal_lists_only() -> None:
    internal = build(*as_seen(PLAN, internal=True), ReportRequest(AS_OF, internal=True))
    for suffix in ("html", "md"):
        assert "R901" not in render(paper(), suffix, ())
        assert "Kantinebestyreren" not in render(paper(), suffix, ())
        assert "R901" in render(internal, suffix, ())


def test_a_hundred_items_stand_on_the_list() -> None:
    found = paper(with_deadlines(*["ultimo 2026"] * 100))
    assert len(column(table(section(found, "kommende")), "Nr.")) == 100
    assert render(found, "html", ()).count('<tr role="row" id="emne-H') == 100


@pytest.mark.parametrize("suffix", ["html", "md"])
@pytest.mark.parametrize("settings", [True, False])
def test_a_plan_with_nothing_left_says_so(suffix: str, settings: bool) -> None:
    text = render(paper(empty(settings)), suffix, ())
    for words in (
        "Ingen frister er overskredet.",
        "Ingen uafsluttede emner har en kommende frist.",
        "Der er ingen uafsluttede emner.",
    ):
        assert words in text

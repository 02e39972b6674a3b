"""The råderumsforslag as blocks: money by year and kind, what is not made concrete, and each forslag's status."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.papers import (
    blocks,
    cells,
    facts,
    figures,
    groups,
    item,
    money,
    points,
    section,
    shown,
    texts_beside,
    words,
)
from support.reports import (
    AS_OF,
    EXAMPLE,
    PLAN,
    as_seen,
    changed,
    empty,
    like,
    with_settings,
    without_settings,
)
from udplan.adapters.printers.jinja import render
from udplan.domain.emne import Afsluttet
from udplan.domain.plan import Plan
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.papir import Noegletal, Papir, Tabel, Tekst
from udplan.pure.paper.raaderum import build

WITHOUT_DROPPED = replace(PLAN, entries=tuple(item for item in PLAN.entries if item.id != "R102"))
CARRIED: dict[str, Any] = {
    "fase": None,
    "trafiklys": None,
    "viderefoert": {"dato": "2025-04-07", "til": ["2026-2029/R101"]},
}
FINISHED: dict[str, Any] = {
    "fase": None,
    "trafiklys": None,
    "afsluttet": Afsluttet(dato=date(2025, 5, 1), grundlag="Indarbejdet"),
}


def report(plan: Plan = PLAN, as_of: date = AS_OF) -> Papir:
    return build(*as_seen(plan), ReportRequest(as_of))


def tables(found: Papir) -> list[Tabel]:
    """The tables of money."""
    return blocks(section(found, "oekonomi"), Tabel)


def titles(found: Papir) -> list[str]:
    return [words(each.titel).removesuffix(", 1.000 kr., 2025-pl") for each in tables(found)]


def shortfalls(found: Papir) -> list[tuple[str, str, str]]:
    rows = [row for block in blocks(section(found, "opfoelgning"), Tabel) for row in cells(block)]
    return [(row[0], row[3], row[7]) for row in rows]


def test_the_money_of_all_forslag_has_its_share_realised_by_year_and_in_all() -> None:
    whole = tables(report())[0]
    assert [each.ord for each in whole.kolonner] == ["Beløb", "2025", "2026", "I alt"]
    assert groups(whole)["Råderumsforslag"] == {
        "Aftalt": ("−1.300", "−2.300", "−3.600"),
        "Forventet": ("−300", "−2.000", "−2.300"),
        "Afvigelse": ("1.000", "300", "1.300"),
        "Realiseret": ("−85", "–", "−85"),
        "Realiseret andel": ("7\u00a0%", "–", ""),
    }


def test_several_styringsomraader_are_told_apart() -> None:
    assert list(groups(tables(report())[0])) == [
        "Råderumsforslag", "Heraf serviceudgifter", "Heraf overførselsudgifter",
    ]  # fmt: skip


def test_only_kinds_that_differ_get_a_table() -> None:
    assert titles(report()) == ["Råderumsforslag i alt", "Råderumsforslag efter varighed"]
    alike = changed("R102", varighed="varig")
    assert titles(report(alike)) == ["Råderumsforslag i alt"]
    other = changed("R102", alike, kategori="indtaegt")
    assert list(groups(tables(report(other))[1])) == ["Indtægt", "Uden kategori"]


def test_the_parts_of_every_table_add_up_to_the_whole() -> None:
    def amount(text: str) -> int:
        return 0 if text == "–" else int(text.replace(".", "").replace("−", "-"))

    for plan in EXAMPLE.plans:
        found = [
            groups(each) for each in tables(build(*as_seen(plan, internal=True), ReportRequest(AS_OF, internal=True)))
        ]
        whole = found[0].pop("Råderumsforslag") if found else {}
        for parts in found:
            for name in ("Aftalt", "Forventet", "Afvigelse", "Realiseret") if parts else ():
                for place in range(len(plan.years)):
                    assert sum(amount(part[name][place]) for part in parts.values()) == amount(whole[name][place])


def test_no_other_types_money_is_in_the_sums() -> None:
    without = tuple(item for item in PLAN.entries if item.type == "raaderumsforslag")
    alone_in_plan = replace(PLAN, entries=without)
    assert tables(report(alone_in_plan)) == tables(report())


def test_the_key_figures_tell_the_running_years_shares() -> None:
    notes = {each.ord: each.note for block in blocks(report(), Noegletal) for each in block.tal}
    told = figures(report())
    assert (told["Forventet 2025"], notes["Forventet 2025"]) == ("23\u00a0%", "−300 af −1.300 (1.000 kr.)")
    assert (told["Realiseret 2025"], notes["Realiseret 2025"]) == ("7\u00a0%", "−85 af −1.300 (1.000 kr.)")
    assert figures(report(as_of=date(2026, 2, 1)))["Realiseret 2026"] == "–"


@pytest.mark.parametrize(
    ("day", "year"), [(date(2024, 11, 1), "2025"), (date(2026, 1, 1), "2026"), (date(2031, 1, 1), "2026")]
)
def test_the_running_year_is_the_plans_nearest(day: date, year: str) -> None:
    assert list(figures(report(as_of=day)))[-1] == f"Realiseret {year}"


def test_a_saving_in_progress_is_not_late_while_its_year_runs() -> None:
    found = report(WITHOUT_DROPPED)
    assert shortfalls(found) == []
    assert points(section(found, "opfoelgning")) == []


def test_a_begun_year_without_anything_realised_is_not_made_concrete() -> None:
    silent = report(changed("R101", WITHOUT_DROPPED, realiseret=None))
    assert shortfalls(silent) == [("R101", "2025", "Intet er indberettet")]
    told = ["2025: 1.200 (1.000 kr.) af de aftalte 1.200 hører til forslag, hvor intet er realiseret endnu."]
    assert points(section(silent, "opfoelgning")) == told
    zero = report(changed("R101", WITHOUT_DROPPED, realiseret={2025: 0}))
    assert shortfalls(zero) == [("R101", "2025", "Intet er realiseret")]
    assert points(section(zero, "opfoelgning")) == told


def test_a_year_that_has_not_begun_or_has_nothing_agreed_owes_nothing() -> None:
    assert shortfalls(report(changed("R101", WITHOUT_DROPPED, realiseret=None), date(2024, 12, 31))) == []
    owing_nothing = changed("R101", WITHOUT_DROPPED, realiseret=None, beloeb={2025: 0, 2026: -2000})
    assert shortfalls(report(owing_nothing)) == []
    not_agreed = changed("R101", WITHOUT_DROPPED, realiseret=None, forventet=None, beloeb="ikke_fastsat")
    assert shortfalls(report(not_agreed)) == []
    assert not_reached(report(not_agreed)) == []


def test_what_is_dropped_or_goes_on_elsewhere_is_told_among_what_is_not_realised() -> None:
    assert shortfalls(report()) == [("R102", "2025", "Udgået 4. februar 2025")]
    carried = changed("R101", WITHOUT_DROPPED, **CARRIED, realiseret=None)
    assert shortfalls(report(carried)) == [("R101", "2025", "Videreført 7. april 2025")]


def test_a_year_gone_by_with_less_than_agreed_is_told() -> None:
    assert shortfalls(report(WITHOUT_DROPPED, date(2026, 1, 31))) == [
        ("R101", "2025", "Mindre er realiseret end aftalt"),
        ("R101", "2026", "Intet er indberettet"),
    ]
    full = changed("R101", WITHOUT_DROPPED, realiseret={2025: -1250, 2026: -10})
    assert shortfalls(report(full, date(2026, 1, 31))) == []


def test_income_with_a_positive_sign_is_measured_the_same_way() -> None:
    plan = changed(
        "R101", WITHOUT_DROPPED, beloeb={2025: 1200, 2026: 0}, forventet=None, realiseret={2025: 85}
    )  # fmt: skip
    assert shortfalls(report(plan, date(2026, 1, 31))) == [("R101", "2025", "Mindre er realiseret end aftalt")]


def not_reached(found: Papir) -> list[tuple[str, ...]]:
    """The number, the missing by year and in all, and what is said of it."""
    rows = [row for block in blocks(section(found, "ikke-naaet"), Tabel) for row in cells(block)]
    return [(row[0], *row[3:]) for row in rows]


def sentence(found: Papir) -> str:
    (first, *_others) = blocks(section(found, "ikke-naaet"), Tekst)
    return words(first.linje)


def test_what_is_not_expected_to_be_reached_comes_first_the_largest_amount_first_dropped_among_it() -> None:
    found = report()
    assert found.afsnit[0].titel == "Ventes ikke nået"
    assert not_reached(found) == [
        ("R101", "900", "0", "900", "900 af en besparelse på 3.200"),
        ("R102", "100", "300", "400", "Udgået 4. februar 2025: 400 af en besparelse på 400"),
    ]
    assert sentence(found) == "I alt ventes 1.300 (1.000 kr.) af aftalte besparelser og indtægter på 3.600 ikke nået."
    assert not_reached(report(changed("R101", forventet={2025: -1100}))) == [
        ("R102", "100", "300", "400", "Udgået 4. februar 2025: 400 af en besparelse på 400"),
        ("R101", "100", "0", "100", "100 af en besparelse på 3.200"),
    ]


def test_a_year_left_out_of_what_is_expected_is_expected_as_agreed() -> None:
    partly = changed("R101", WITHOUT_DROPPED, forventet={2026: -1500})
    assert not_reached(report(partly)) == [("R101", "0", "500", "500", "500 af en besparelse på 3.200")]
    assert sentence(report(changed("R101", WITHOUT_DROPPED, forventet=None))) == "Alt det aftalte ventes nået."
    ended = changed("R101", WITHOUT_DROPPED, **FINISHED, forventet={2026: -2000})
    assert shortfalls(report(ended)) == []


def test_what_is_missing_is_called_what_it_is_and_has_the_plans_sign() -> None:
    income = changed("R101", WITHOUT_DROPPED, kategori="indtaegt")
    assert not_reached(report(income))[0][-1] == "900 af en indtægt på 3.200"
    dearer = changed("R101", WITHOUT_DROPPED, beloeb={2025: 100, 2026: 0}, forventet={2025: 150, 2026: 0})
    assert not_reached(report(dearer)) == [("R101", "50", "0", "50", "50 dyrere end aftalt")]
    mirrored = changed("R101", WITHOUT_DROPPED, beloeb={2025: 1200, 2026: 0}, forventet={2025: 300, 2026: 0})
    assert not_reached(report(mirrored)) == []
    assert not_reached(report(with_settings(mirrored, fortegn="udgift_negativ"))) == [
        ("R101", "900", "0", "900", "900 af en besparelse på 1.200"),
    ]  # fmt: skip


def test_what_goes_on_as_another_item_of_the_plan_is_counted_there_alone() -> None:
    plan = replace(
        PLAN, entries=(*PLAN.entries, like(PLAN.by_id["R101"], "R109", viderefoert_fra=["R101"], realiseret=None))
    )
    plan = changed("R101", plan, **CARRIED | {"viderefoert": {"dato": "2025-04-07", "til": ["R109"]}})
    assert [row[0] for row in not_reached(report(plan))] == ["R109", "R102"]
    assert tables(report(plan))[0] == tables(report())[0]
    assert "indgår kun med det emne: R101 er ikke med." in render(report(plan), "md", ())


def test_a_finished_forslag_with_less_than_agreed_is_told_and_keeps_its_status() -> None:
    short = report(changed("R101", WITHOUT_DROPPED, **FINISHED))
    assert shortfalls(short) == [("R101", "2025", "Mindre er realiseret end aftalt")]
    assert texts_beside(item(short, "R101"))["Status"][1].startswith("Leasingaftaler")
    waiting = report(changed("R101", WITHOUT_DROPPED, **FINISHED, forventet={2025: -1200, 2026: -2000}))
    assert shortfalls(waiting) == []


def test_a_finished_and_fully_realised_forslag_needs_no_status() -> None:
    found = item(report(changed("R101", **FINISHED, realiseret={2025: -1200})), "R101")
    assert words(found.maerker).startswith("X Afsluttet 1. maj 2025")
    assert texts_beside(found) == {"Status": ["Grundlag: Indarbejdet"]}
    assert money(found)["Realiseret andel"][0] == "100\u00a0%"


def test_a_forslag_has_every_year_and_all_of_them() -> None:
    found = item(report(), "R101")
    assert money(found) == {
        "Aftalt": ("−1.200", "−2.000", "−3.200"),
        "Forventet": ("−300", "−2.000", "−2.300"),
        "Afvigelse": ("900", "0", "900"),
        "Realiseret": ("−85", "–", "−85"),
        "Realiseret andel": ("7\u00a0%", "–", ""),
    }
    assert facts(found)["Kendetegn"] == ["Varig, serviceudgifter"]
    assert texts_beside(found)["Status"][0].startswith("Leasingaftaler")


def test_closed_forslag_are_in_internal_figures_only() -> None:
    internal = build(*as_seen(PLAN, internal=True), ReportRequest(AS_OF, internal=True))
    assert len(shown(internal)) == len(shown(report())) + 1
    for suffix in ("html", "md"):
        assert "477" not in render(report(), suffix, ())
        assert "477" in render(internal, suffix, ())


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_every_table_of_money_says_unit_and_sign(suffix: str) -> None:
    text = render(report(changed("R101", realiseret=None)), suffix, ())
    assert text.count("Beløb i 1.000 kr., 2025-pl. Udgifter er positive tal") == 4


@pytest.mark.parametrize("suffix", ["html", "md"])
@pytest.mark.parametrize("settings", [True, False])
def test_a_plan_without_forslag_says_so(suffix: str, settings: bool) -> None:
    plan = empty(settings)
    text = render(report(plan), suffix, ())
    assert text.count("Der er ingen råderumsforslag.") == 3
    assert "Intet aftalt beløb" in text


def test_forslag_of_a_plan_without_years_still_print() -> None:
    plan = without_settings(PLAN)
    found = report(plan)
    assert [each.ord for each in tables(found)[0].kolonner] == ["Beløb", "I alt"]
    assert "R101" in render(found, "md", ())

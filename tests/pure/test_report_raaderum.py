"""The råderumsforslag as data: money by year and kind, what is not made concrete, and each forslag's status."""

from datetime import date
from typing import Any

import pytest

from support.reports import AS_OF, EXAMPLE, PLAN, ROOT, WORKSPACE, alone, changed, empty
from udplan.adapters.render import render
from udplan.domain.emne import Afsluttet
from udplan.domain.plan import Plan
from udplan.pure.report.parts import ReportRequest
from udplan.pure.report.raaderum import ProposalRow, RaaderumReport, build

FINISHED: dict[str, Any] = {
    "fase": None,
    "trafiklys": None,
    "afsluttet": Afsluttet(dato=date(2025, 5, 1), grundlag="Indarbejdet"),
}


def report(plan: Plan = PLAN, as_of: date = AS_OF) -> RaaderumReport:
    return build(plan, WORKSPACE if plan is PLAN else alone(plan), ReportRequest(as_of))


def row(found: RaaderumReport, item_id: str) -> ProposalRow:
    return next(each for each in found.forslag if each.emne.nr == item_id)


def shortfalls(found: RaaderumReport) -> list[tuple[str, str, str]]:
    return [(each.nr, each.aar, each.forhold) for each in found.opfoelgning]


def test_the_money_of_all_forslag_has_its_share_realised_by_year_and_in_all() -> None:
    table = report().tabeller[0]
    assert table.kolonner == ("2025", "2026", "I alt")
    assert {line.ord: line.celler for line in table.grupper[0].linjer} == {
        "Aftalt": ("−1.300", "−2.300", "−3.600"),
        "Forventet": ("−300", "−2.000", "−2.300"),
        "Afvigelse": ("1.000", "300", "1.300"),
        "Realiseret": ("−85", "–", "−85"),
        "Realiseret andel": ("7\u00a0%", "–", "2\u00a0%"),
    }


def test_several_styringsomraader_are_told_apart() -> None:
    groups = report().tabeller[0].grupper
    assert [(group.ord, group.underopdelt) for group in groups] == [
        ("Råderumsforslag", False), ("Serviceudgifter", True), ("Overførselsudgifter", True),
    ]  # fmt: skip


def test_only_kinds_that_differ_get_a_table() -> None:
    assert [table.ord for table in report().tabeller] == ["Råderumsforslag i alt", "Råderumsforslag efter varighed"]
    alike = changed("R102", varighed="varig")
    assert [table.ord for table in report(alike).tabeller] == ["Råderumsforslag i alt"]
    other = changed("R102", alike, kategori="indtaegt")
    assert [group.ord for group in report(other).tabeller[1].grupper] == ["Indtægt", "Uden kategori"]


def test_the_parts_of_every_table_add_up_to_the_whole() -> None:
    def amount(text: str) -> int:
        return 0 if text == "–" else int(text.replace(".", "").replace("−", "-"))

    for plan in EXAMPLE.plans:
        tables = build(plan, EXAMPLE, ReportRequest(AS_OF, internal=True)).tabeller
        whole = tables[0].grupper[0]
        for groups in (tables[0].grupper[1:], *(table.grupper for table in tables[1:])):
            for line in range(4) if groups else ():
                sums = [
                    sum(amount(group.linjer[line].celler[place]) for group in groups)
                    for place in range(len(plan.years))
                ]
                assert sums == [amount(text) for text in whole.linjer[line].celler[:-1]]


def test_no_other_types_money_is_in_the_sums() -> None:
    without = tuple(item for item in PLAN.items if item.type == "raaderumsforslag")
    alone_in_plan = Plan(PLAN.name, PLAN.path, PLAN.settings, without)
    assert report(alone_in_plan).tabeller == report().tabeller


def test_the_key_figures_tell_the_running_years_shares() -> None:
    figures = {each.ord: (each.tal, each.note) for each in report().noegletal}
    assert figures["Forventet 2025"] == ("23\u00a0%", "−300 af −1.300 t.kr.")
    assert figures["Realiseret 2025"] == ("7\u00a0%", "−85 af −1.300 t.kr.")
    assert report(as_of=date(2026, 2, 1)).noegletal[-1].tal == "–"


@pytest.mark.parametrize(
    ("day", "year"), [(date(2024, 11, 1), "2025"), (date(2026, 1, 1), "2026"), (date(2031, 1, 1), "2026")]
)
def test_the_running_year_is_the_plans_nearest(day: date, year: str) -> None:
    assert report(as_of=day).aar == year


def test_a_saving_in_progress_is_not_late_while_its_year_runs() -> None:
    found = report()
    assert found.opfoelgning == ()
    assert found.ikke_konkret == ()


def test_a_begun_year_without_anything_realised_is_not_made_concrete() -> None:
    silent = report(changed("R101", realiseret=None))
    assert shortfalls(silent) == [("R101", "2025", "Intet er indberettet")]
    assert silent.ikke_konkret == ("2025: −1.200 t.kr. af de aftalte −1.300 t.kr. (92\u00a0%) er ikke gjort konkrete.",)
    zero = report(changed("R101", realiseret={2025: 0}))
    assert shortfalls(zero) == [("R101", "2025", "Intet er realiseret")]
    assert zero.ikke_konkret == silent.ikke_konkret


def test_a_year_that_has_not_begun_or_has_nothing_agreed_owes_nothing() -> None:
    assert report(changed("R101", realiseret=None), date(2024, 12, 31)).opfoelgning == ()
    assert report(changed("R101", realiseret=None, beloeb={2025: 0, 2026: -2000})).opfoelgning == ()


def test_a_dropped_forslag_owes_nothing() -> None:
    assert all(each.nr != "R102" for each in report(as_of=date(2026, 6, 1)).opfoelgning)


def test_a_year_gone_by_with_less_than_agreed_is_told() -> None:
    assert shortfalls(report(as_of=date(2026, 1, 31))) == [
        ("R101", "2025", "Mindre er realiseret end aftalt"),
        ("R101", "2026", "Intet er indberettet"),
    ]
    full = changed("R101", realiseret={2025: -1250, 2026: -10})
    assert report(full, date(2026, 1, 31)).opfoelgning == ()


def test_income_with_a_positive_sign_is_measured_the_same_way() -> None:
    plan = changed("R101", beloeb={2025: 1200, 2026: 0}, forventet=None, realiseret={2025: 85})
    assert shortfalls(report(plan, date(2026, 1, 31))) == [("R101", "2025", "Mindre er realiseret end aftalt")]


def test_a_finished_forslag_with_less_than_agreed_is_told_and_keeps_its_status() -> None:
    short = report(changed("R101", **FINISHED))
    assert shortfalls(short) == [("R101", "2025", "Mindre er realiseret end aftalt")]
    assert row(short, "R101").status != ""
    waiting = report(changed("R101", **FINISHED, forventet={2025: -1200, 2026: -2000}))
    assert shortfalls(waiting) == []


def test_a_finished_and_fully_realised_forslag_needs_no_status() -> None:
    found = row(report(changed("R101", **FINISHED, realiseret={2025: -1200})), "R101")
    assert (found.emne.x, found.emne.tilstand_ord, found.status, found.andel) == ("X", "Afsluttet", "", "100\u00a0%")


def test_a_row_has_every_year_and_all_of_them() -> None:
    found = row(report(), "R101")
    assert [(cell.ord, cell.aftalt, cell.forventet, cell.afvigelse, cell.realiseret) for cell in found.beloeb] == [
        ("2025", "−1.200", "−300", "900", "−85"),
        ("2026", "−2.000", "", "", ""),
        ("I alt", "−3.200", "−2.300", "900", "−85"),
    ]
    assert (found.kendetegn, found.andel) == ("Varig", "7\u00a0%")
    assert found.status.startswith("Leasingaftaler")


def test_closed_forslag_are_in_internal_figures_only() -> None:
    internal = build(PLAN, WORKSPACE, ReportRequest(AS_OF, internal=True))
    assert len(internal.forslag) == len(report().forslag) + 1
    for suffix in ("html", "md"):
        assert "477" not in render(report(), "raaderum", suffix, ROOT)
        assert "477" in render(internal, "raaderum", suffix, ROOT)


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_every_table_of_money_says_unit_and_sign(suffix: str) -> None:
    text = render(report(changed("R101", realiseret=None)), "raaderum", suffix, ROOT)
    assert text.count("Beløb i 1.000 kr., 2025-pl. Udgifter er positive tal") == 4


@pytest.mark.parametrize("suffix", ["html", "md"])
@pytest.mark.parametrize("settings", [True, False])
def test_a_plan_without_forslag_says_so(suffix: str, settings: bool) -> None:
    plan = empty(settings)
    text = render(report(plan), "raaderum", suffix, ROOT)
    assert text.count("Der er ingen råderumsforslag.") == 2
    assert "Intet aftalt beløb" in text


def test_forslag_of_a_plan_without_years_still_print() -> None:
    plan = Plan(PLAN.name, PLAN.path, None, PLAN.items)
    found = report(plan)
    assert (found.aar, found.tabeller[0].kolonner) == ("", ("I alt",))
    assert "R101" in render(found, "raaderum", "md", ROOT)

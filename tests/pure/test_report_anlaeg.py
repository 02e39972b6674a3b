"""The capital projects as data: set aside, released, spent, what follows, and what somebody should look into."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.reports import AS_OF, EXAMPLE, PLAN, ROOT, WORKSPACE, alone, changed, empty
from udplan.adapters.render import render
from udplan.domain.emne import Afsluttet, Bevilling, Regnskab, Tillaegsbevilling, Udgaaet
from udplan.domain.plan import Plan
from udplan.pure.report.anlaeg import AnlaegReport, ProjectRow, build
from udplan.pure.report.parts import ReportRequest

FINISHED: dict[str, Any] = {
    "fase": None,
    "trafiklys": None,
    "afsluttet": Afsluttet(dato=date(2025, 5, 1), grundlag="Afleveret"),
}
DROPPED: dict[str, Any] = {
    "fase": None,
    "trafiklys": None,
    "udgaaet": Udgaaet(dato=date(2025, 5, 1), beslutning="KB pkt. 1"),
}


def report(plan: Plan = PLAN, as_of: date = AS_OF) -> AnlaegReport:
    return build(plan, WORKSPACE if plan is PLAN else alone(plan), ReportRequest(as_of))


def project(plan: Plan = PLAN, as_of: date = AS_OF) -> ProjectRow:
    return next(each for each in report(plan, as_of).projekter if each.emne.nr == "A101")


def granted(*amounts: int) -> tuple[Bevilling, ...]:
    return tuple(Bevilling(dato=date(2025, 1, 28), beloeb=amount, sag="25/123") for amount in amounts)


def test_the_money_by_year_and_in_all() -> None:
    assert {line.ord: line.celler for line in report().tabeller[0].grupper[0].linjer} == {
        "Rådighedsbeløb": ("4.000", "4.000", "8.000"),
        "Forventet": ("4.000", "4.000", "8.000"),
        "Afvigelse": ("0", "0", "0"),
        "Forbrug": ("–", "–", "–"),
        "Forbrugt andel": ("–", "–", "–"),
    }


def test_what_is_granted_in_full_is_released() -> None:
    found = project()
    assert (found.bevilling.raadighed, found.bevilling.bevilling, found.bevilling.ikke_frigivet) == (
        "8.000", "8.000", "0",
    )  # fmt: skip
    assert found.bevillinger == ("28. januar 2025: 8.000 (sag 25/123)",)
    assert found.ikke_frigivet_nu == ""


@pytest.mark.parametrize(
    ("grants", "rest", "now", "later"),
    [
        ((), "8.000", "4.000", "8.000"),
        ((3000,), "5.000", "1.000", "5.000"),
        ((3000, 2000), "3.000", "", "3.000"),
        ((9000,), "0", "", ""),
    ],
)
def test_grants_release_the_first_years_first(grants: tuple[int, ...], rest: str, now: str, later: str) -> None:
    plan = changed("A101", bevillinger=granted(*grants))
    found = project(plan)
    assert (found.bevilling.ikke_frigivet, found.ikke_frigivet_nu) == (rest, now)
    assert project(plan, date(2026, 3, 1)).ikke_frigivet_nu == later


@pytest.mark.parametrize("state", [FINISHED, DROPPED])
def test_nothing_more_is_to_be_released_for_what_is_settled(state: dict[str, Any]) -> None:
    plan = changed("A101", **state, bevillinger=granted(1000))
    assert project(plan).bevilling.ikke_frigivet == "–"
    assert report(plan).bevillinger[0].ikke_frigivet == "0"


@pytest.mark.parametrize("sign", [1, -1])
def test_grants_release_whatever_sign_expenditure_has(sign: int) -> None:
    assert PLAN.settings is not None
    plan = changed("A101", beloeb={2025: -4000, 2026: -4000}, bevillinger=granted(3000 * sign))
    plan = replace(plan, settings=PLAN.settings.model_copy(update={"fortegn": "udgift_negativ"}))
    found = project(plan).bevilling
    assert (found.raadighed, found.bevilling, found.ikke_frigivet) == ("−8.000", "−3.000", "−5.000")


def test_one_projects_surplus_releases_nothing_for_another() -> None:
    first, second = (replace(PLAN.by_id["A101"], id=name) for name in ("A101", "A102"))
    plan = replace(PLAN, items=(first, second))
    plan = changed("A101", plan, bevillinger=granted(12000))
    plan = changed("A102", plan, bevillinger=())
    assert report(plan).bevillinger[0].ikke_frigivet == "8.000"
    assert report(plan).noegletal[-1].tal == "8.000"


def test_several_styringsomraader_are_told_apart() -> None:
    plan = EXAMPLE.by_name["2025-2028"]
    found = build(plan, EXAMPLE, ReportRequest(AS_OF))
    words = ["Anlægsprojekter", "Anlæg", "Brugerfinansieret"]
    assert [group.ord for group in found.bevillinger] == words
    assert [group.ord for group in found.tabeller[0].grupper] == words


def test_projects_of_one_styringsomraade_are_not_split() -> None:
    found = report()
    assert [group.ord for group in found.bevillinger] == ["Anlægsprojekter"]
    assert [group.ord for group in found.tabeller[0].grupper] == ["Anlægsprojekter"]


def test_running_cost_is_named_with_its_amounts() -> None:
    assert project().afledt_drift == ("D102 Afledt drift af børnehuset (ikke startet; 2025: 500, 2026: 500)",)


def test_no_running_cost_is_said_only_where_the_plan_says_so() -> None:
    silent = changed("D102", afledt_drift_af=None)
    silent = replace(silent, items=tuple(item for item in silent.items if not item.lukket))
    assert project(silent).afledt_drift == ("–",)
    assert "Afledt drift er ikke oplyst" in project(silent).forhold
    told = changed("A101", silent, afledt_drift="ingen")
    assert (project(told).afledt_drift, project(told).forhold) == (("Ingen",), ())


def test_nobody_is_blamed_for_what_may_stand_in_a_closed_or_broken_file() -> None:
    silent = changed("D102", afledt_drift_af=None)
    assert project(silent).forhold == ()
    open_items = tuple(item for item in silent.items if not item.lukket)
    assert project(replace(silent, items=open_items, broken=frozenset(["D103"]))).forhold == ()


@pytest.mark.parametrize(
    ("keys", "facts"),
    [
        ({"bevillinger": ()}, ("I gang uden anlægsbevilling",)),
        ({"bevillinger": (), "fase": "ikke_startet"}, ()),
        ({"bevillinger": (), "realiseret": {2025: 100}}, ("Forbrug på 100 t.kr. uden anlægsbevilling",)),
        ({"bevillinger": granted(50), "realiseret": {2025: 100}},
         ("Forbruget på 100 t.kr. overstiger anlægsbevillingen på 50 t.kr.",)),
        ({"realiseret": {2025: 8000}}, ()),
        ({"forventet": {2025: 4500, 2026: 4000}},
         ("Forventes 500 t.kr. over rådighedsbeløbet, som den oplyste tillægsbevilling dækker",)),
        ({"forventet": {2025: 4700, 2026: 4000}},
         ("Forventes 700 t.kr. over rådighedsbeløbet, heraf 200 t.kr. uden tillægsbevilling",)),
        ({"forventet": {2025: 4700, 2026: 4000}, "tillaegsbevilling": None},
         ("Forventes 700 t.kr. over rådighedsbeløbet, uden tillægsbevilling",)),
        ({"forventet": {2025: 3000, 2026: 5000}}, ()),
        (FINISHED, ("Afsluttet uden særskilt anlægsregnskab",)),
        ({**FINISHED, "regnskab": Regnskab(dato=date(2025, 5, 27), sag="25/9")}, ()),
        (DROPPED, ()),
    ],
)  # fmt: skip
def test_what_somebody_should_look_into(keys: dict[str, Any], facts: tuple[str, ...]) -> None:
    plan = changed("A101", **keys)
    assert project(plan).forhold == facts
    assert [each.emne.nr for each in report(plan).opfoelgning] == (["A101"] if facts else [])


def test_more_expenditure_is_more_whatever_its_sign() -> None:
    assert PLAN.settings is not None
    negative = PLAN.settings.model_copy(update={"fortegn": "udgift_negativ"})
    amounts: dict[str, Any] = {"beloeb": {2025: -4000, 2026: -4000}, "tillaegsbevilling": None}
    for expected, facts in (
        (-4700, ("Forventes 700 t.kr. over rådighedsbeløbet, uden tillægsbevilling",)),
        (-3300, ()),
    ):
        plan = replace(changed("A101", **amounts, forventet={2025: expected, 2026: -4000}), settings=negative)
        assert project(plan).forhold == facts


def test_an_account_has_its_day_and_case_and_is_missed_when_the_project_is_finished() -> None:
    account = Regnskab(dato=date(2025, 5, 27), sag="25/9")
    assert project(changed("A101", **FINISHED, regnskab=account)).regnskab == "27. maj 2025 (sag 25/9)"
    assert project(changed("A101", **FINISHED)).regnskab == "Mangler"
    assert project().regnskab == ""


def test_extra_grants_are_listed_with_their_financing_and_added_up() -> None:
    found = report()
    assert [(each.nr, each.beloeb, each.finansiering, each.sag) for each in found.tillaegsbevillinger] == [
        ("A101", "500", "Kassen", "25/456")
    ]
    assert found.tillaeg_i_alt == "500"
    plan = replace(PLAN, items=(PLAN.by_id["A101"], replace(PLAN.by_id["A101"], id="A102")))
    plan = changed("A102", plan, tillaegsbevilling=Tillaegsbevilling(beloeb=700, finansiering="Lån"))
    assert report(plan).tillaeg_i_alt == "1.200"


def test_closed_projects_are_in_internal_figures_only() -> None:
    internal = build(PLAN, WORKSPACE, ReportRequest(AS_OF, internal=True))
    assert len(internal.projekter) == len(report().projekter) + 1
    for suffix in ("html", "md"):
        assert "8.765" not in render(report(), "anlaeg", suffix, ROOT)
        assert "8.765" in render(internal, "anlaeg", suffix, ROOT)


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_every_table_of_money_says_unit_and_sign(suffix: str) -> None:
    text = render(report(), "anlaeg", suffix, ROOT)
    assert text.count("Beløb i 1.000 kr., 2025-pl. Udgifter er positive tal") == 5


@pytest.mark.parametrize("suffix", ["html", "md"])
@pytest.mark.parametrize("settings", [True, False])
def test_a_plan_without_projects_says_so(suffix: str, settings: bool) -> None:
    text = render(report(empty(settings)), "anlaeg", suffix, ROOT)
    assert text.count("Der er ingen anlægsprojekter.") == 4
    assert "Der er intet at følge op på." in text


def test_projects_of_a_plan_without_years_still_print() -> None:
    plan = Plan(PLAN.name, PLAN.path, None, PLAN.items)
    assert "A101" in render(report(plan), "anlaeg", "html", ROOT)

"""The capital projects as blocks: set aside, released, spent, what follows, and what somebody should look into."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.papers import blocks, cells, facts, figures, groups, item, money, section, shown, table, texts
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
from udplan.domain.emne import Afsluttet, Bevilling, Lukket, Regnskab, Tillaegsbevilling, Udgaaet
from udplan.domain.plan import Plan
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.anlaeg import build
from udplan.pure.paper.papir import Emneblok, Papir, Tabel

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


def report(plan: Plan = PLAN, as_of: date = AS_OF) -> Papir:
    return build(*as_seen(plan), ReportRequest(as_of))


def project(plan: Plan = PLAN, as_of: date = AS_OF) -> Emneblok:
    return item(report(plan, as_of), "A101")


def line(plan: Plan = PLAN, as_of: date = AS_OF, name: str = "A101") -> tuple[str, ...]:
    """Rådighedsbeløb, anlægsbevilling, what is not released, what of it until now, and forbrug of a project."""
    (row,) = [row for row in cells(table(section(report(plan, as_of), "projekter"))) if row[1] == name]
    return row[3:]


def released(plan: Plan = PLAN) -> list[tuple[str, ...]]:
    """The same of all projects, and of those of each styringsområde."""
    return cells(table(section(report(plan), "bevillinger")))


def follow_up(plan: Plan = PLAN) -> dict[str, str]:
    """What somebody should look into, by project."""
    found = section(report(plan), "opfoelgning")
    return {row[0]: row[3] for block in blocks(found, Tabel) for row in cells(block)}


def granted(*amounts: int) -> tuple[Bevilling, ...]:
    return tuple(Bevilling(dato=date(2025, 1, 28), beloeb=amount, sag="25/123") for amount in amounts)


def test_the_money_by_year_and_in_all() -> None:
    assert groups(table(section(report(), "oekonomi")))["Anlægsprojekter"] == {
        "Rådighedsbeløb": ("4.000", "4.000", "8.000"),
        "Forventet": ("4.000", "4.000", "8.000"),
        "Afvigelse": ("0", "0", "0"),
        "Forbrug": ("–", "–", "–"),
        "Forbrugt andel": ("–", "–", "–"),
    }


def test_what_is_granted_in_full_is_released() -> None:
    assert line() == ("8.000", "8.000", "0", "0", "–")
    told = facts(project())
    assert told["Anlægsbevilling"] == ["8.000", "28. januar 2025: 8.000 (sag 25/123)"]
    assert told["Ikke frigivet"] == ["0"]


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
    for day, year, until in ((AS_OF, 2025, now), (date(2026, 3, 1), 2026, later)):
        assert line(plan, day)[2:4] == (rest, until or "0")
        told = facts(project(plan, day))["Ikke frigivet"]
        assert told == [rest, *([f"heraf til og med {year}: {until}"] if until else [])]


@pytest.mark.parametrize("state", [FINISHED, DROPPED])
def test_nothing_more_is_to_be_released_for_what_is_settled(state: dict[str, Any]) -> None:
    plan = changed("A101", **state, bevillinger=granted(1000))
    assert line(plan)[2:4] == ("–", "–")
    assert "Ikke frigivet" not in facts(project(plan))
    assert released(plan)[0][3] == "0"


@pytest.mark.parametrize("sign", [1, -1])
def test_grants_release_whatever_sign_expenditure_has(sign: int) -> None:
    plan = changed("A101", beloeb={2025: -4000, 2026: -4000}, bevillinger=granted(3000 * sign))
    plan = with_settings(plan, fortegn="udgift_negativ")
    assert line(plan)[:3] == ("−8.000", "−3.000", "−5.000")


def test_one_projects_surplus_releases_nothing_for_another() -> None:
    first, second = (like(PLAN.by_id["A101"], name) for name in ("A101", "A102"))
    plan = replace(PLAN, entries=(first, second))
    plan = changed("A101", plan, bevillinger=granted(12000))
    plan = changed("A102", plan, bevillinger=())
    assert released(plan)[0][3] == "8.000"
    assert figures(report(plan))["Ikke frigivet"] == "8.000"


def test_several_styringsomraader_are_told_apart() -> None:
    found = build(*as_seen(EXAMPLE.by_name["2025-2028"]), ReportRequest(AS_OF))
    areas = ["Heraf anlæg", "Heraf brugerfinansieret"]
    assert [row[0] for row in cells(table(section(found, "bevillinger")))] == ["Anlægsprojekter", *areas]
    assert list(groups(table(section(found, "oekonomi")))) == [
        "Anlægsprojekter, udgifter", *areas, "Anlægsprojekter, indtægter", "Anlægsprojekter, netto",
    ]  # fmt: skip


def with_sale(**keys: Any) -> Plan:
    """The plan with another project, which brings 3.000 in."""
    sale = {"beloeb": {2025: -1000, 2026: -2000}, "kategori": "indtaegt", "bevillinger": (), **keys}
    bare: dict[str, Any] = {"forventet": None, "realiseret": None, "tillaegsbevillinger": ()}
    extra = like(PLAN.by_id["A101"], "A102", **bare | sale)
    return replace(PLAN, entries=(*PLAN.entries, extra))


def money_of(plan: Plan) -> dict[str, dict[str, tuple[str, ...]]]:
    return groups(table(section(report(plan), "oekonomi")))


def test_expenditure_and_income_are_gross_and_netted_under_the_word_alone() -> None:
    told = money_of(with_sale())
    assert list(told) == ["Anlægsprojekter, udgifter", "Anlægsprojekter, indtægter", "Anlægsprojekter, netto"]
    assert told["Anlægsprojekter, udgifter"] == money_of(PLAN)["Anlægsprojekter"]
    assert told["Anlægsprojekter, indtægter"]["Aftalt"] == ("−1.000", "−2.000", "−3.000")
    assert told["Anlægsprojekter, netto"]["Aftalt"] == ("3.000", "2.000", "5.000")
    assert told["Anlægsprojekter, netto"]["Forventet"] == ("3.000", "2.000", "5.000")
    text = render(report(with_sale()), "md", ())
    assert "Udgifter og indtægter er bruttobeløb: de står hver for sig" in text
    assert "bruttobeløb" not in render(report(), "md", ())


def test_income_sets_nothing_aside_and_releases_nothing() -> None:
    plan = changed("A101", with_sale(), bevillinger=granted(3000))
    assert figures(report(plan))["Ikke frigivet"] == "5.000"
    assert line(plan)[:3] == ("8.000", "3.000", "5.000")
    assert line(plan, name="A102") == ("0", "0", "0", "0", "–", "−3.000")
    assert money_rows(plan, "A102") == {"Indtægter": ("−1.000", "−2.000", "−3.000")}


def test_permission_to_sell_is_none_to_spend() -> None:
    plan = with_sale(bevillinger=[{"dato": "2025-01-28", "beloeb": -3000}])
    assert line(plan, name="A102")[:3] == ("0", "0", "0")
    assert released(plan)[0][1:4] == released()[0][1:4]
    assert follow_up(with_sale())["A102"].startswith("I gang uden anlægsbevilling")


def test_income_that_is_expected_otherwise_is_called_so() -> None:
    told = money_rows(with_sale(forventet={2025: -600}, realiseret={2025: -100}), "A102")
    assert told["Forventede indtægter"] == ("−600", "−2.000", "−2.600")
    assert told["Afvigelse i indtægter"] == ("400", "0", "400")
    assert told["Realiserede indtægter"] == ("−100", "–", "−100")


def test_income_beside_the_amounts_stands_below_them_with_what_is_net() -> None:
    plan = changed("A101", indtaegter={2025: 0, 2026: -1500}, forventet=None, realiseret=None)
    assert money_rows(plan, "A101") == {
        "Rådighedsbeløb": ("4.000", "4.000", "8.000"),
        "Indtægter": ("0", "−1.500", "−1.500"),
        "Netto": ("4.000", "2.500", "6.500"),
    }
    assert money_of(plan)["Anlægsprojekter, indtægter"]["Aftalt"] == ("0", "−1.500", "−1.500")
    dropped = changed("A101", plan, **DROPPED)
    assert money_of(dropped)["Anlægsprojekter, indtægter"]["Forventet"] == ("0", "0", "0")


def test_income_has_the_sign_that_the_plan_gives_it() -> None:
    mirrored = changed("A101", beloeb={2025: -4000, 2026: 500}, forventet=None, realiseret=None)
    plan = with_settings(mirrored, fortegn="udgift_negativ")
    assert money_of(plan)["Anlægsprojekter, udgifter"]["Rådighedsbeløb"] == ("−4.000", "0", "−4.000")
    assert money_of(plan)["Anlægsprojekter, indtægter"]["Aftalt"] == ("0", "500", "500")


def test_parts_stand_below_the_amount_and_are_added_to_nothing() -> None:
    plan = changed("A101", heraf=[{"hvad": "EU-godkendt inventar", "beloeb": {2026: 900}}])
    assert money_rows(plan, "A101")["Heraf: EU-godkendt inventar"] == ("0", "900", "900")
    assert money_of(plan) == money_of(PLAN)


def test_what_is_not_agreed_is_printed_so_left_out_of_sums_and_said_beside_them() -> None:
    plan = changed("A101", beloeb={2025: 4000, 2026: "ikke_fastsat"}, forventet=None, realiseret={2026: 100})
    assert money_rows(plan, "A101") == {
        "Rådighedsbeløb": ("4.000", "ikke fastsat", "ikke fastsat"),
        "Forbrug": ("–", "100", "100"),
        "Forbrugt andel": ("–", "–", "–"),
    }
    assert money_of(plan)["Anlægsprojekter"]["Rådighedsbeløb"] == ("4.000", "0", "4.000")
    assert money_of(plan)["Anlægsprojekter"]["Forbrugt andel"] == ("–", "–", "–")
    assert render(report(plan), "md", ()).count("Beløb, der ikke er fastsat, indgår ikke: A101 (2026).") == 2
    wholly = changed("A101", plan, beloeb="ikke_fastsat")
    assert "Beløb, der ikke er fastsat, indgår ikke: A101 (alle år)." in render(report(wholly), "md", ())
    expecting = changed("A101", wholly, forventet={2025: 50})
    assert money_rows(expecting, "A101")["Forventet"] == ("50", "ikke fastsat", "ikke fastsat")
    assert money_of(expecting)["Anlægsprojekter"]["Forventet"] == ("0", "0", "0")


def money_rows(plan: Plan, name: str) -> dict[str, tuple[str, ...]]:
    return money(item(report(plan), name))


def test_the_financing_is_told() -> None:
    assert facts(project(changed("A101", finansiering="Lån")))["Finansiering"] == ["Lån"]


def test_projects_of_one_styringsomraade_are_not_split() -> None:
    assert [row[0] for row in released()] == ["Anlægsprojekter"]
    assert list(groups(table(section(report(), "oekonomi")))) == ["Anlægsprojekter"]


def test_running_cost_is_named_with_its_amounts() -> None:
    assert facts(project())["Afledt drift"] == ["D102 Afledt drift af børnehuset (ikke startet; 2025: 500, 2026: 500)"]


def test_no_running_cost_is_said_only_where_the_plan_says_so() -> None:
    silent = changed("D102", afledt_drift_af=None)
    silent = replace(silent, entries=tuple(item for item in silent.items if not item.lukket))
    assert facts(project(silent))["Afledt drift"] == ["Ikke oplyst"]
    assert follow_up(silent) == {"A101": "Afledt drift er ikke oplyst"}
    told = changed("A101", silent, afledt_drift="ingen")
    assert (facts(project(told))["Afledt drift"], follow_up(told)) == (["Ingen"], {})


def test_running_cost_that_only_a_closed_item_tells_is_told_to_insiders_alone() -> None:
    plan = changed("D102", lukket=Lukket(begrundelse="Handel"))
    assert follow_up(plan) == {"A101": "Afledt drift er ikke oplyst"}
    inside = build(*as_seen(plan, internal=True), ReportRequest(AS_OF, internal=True))
    assert facts(item(inside, "A101"))["Afledt drift"][0].startswith("D102")


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"bevillinger": ()}, ("I gang uden anlægsbevilling",)),
        ({"bevillinger": (), "fase": "ikke_startet"}, ()),
        ({"bevillinger": (), "realiseret": {2025: 100}}, ("Forbrug på 100 (1.000 kr.) uden anlægsbevilling",)),
        ({"bevillinger": granted(50), "realiseret": {2025: 100}},
         ("Forbruget på 100 (1.000 kr.) overstiger anlægsbevillingen på 50 (1.000 kr.)",)),
        ({"realiseret": {2025: 8000}}, ()),
        ({"forventet": {2025: 4500, 2026: 4000}},
         ("Forventes 500 (1.000 kr.) over rådighedsbeløbet, som den givne tillægsbevilling dækker",)),
        ({"forventet": {2025: 4700, 2026: 4000}},
         ("Forventes 700 (1.000 kr.) over rådighedsbeløbet, heraf 200 (1.000 kr.) uden givet tillægsbevilling",)),
        ({"forventet": {2025: 4700, 2026: 4000}, "tillaegsbevillinger": ()},
         ("Forventes 700 (1.000 kr.) over rådighedsbeløbet, uden tillægsbevilling",)),
        ({"forventet": {2025: 3000, 2026: 5000}}, ()),
        (FINISHED, ("Afsluttet uden særskilt anlægsregnskab",)),
        ({**FINISHED, "regnskab": Regnskab(dato=date(2025, 5, 27), sag="25/9")}, ()),
        (DROPPED, ()),
    ],
)  # fmt: skip
def test_what_somebody_should_look_into(keys: dict[str, Any], why: tuple[str, ...]) -> None:
    assert follow_up(changed("A101", **keys)) == ({"A101": " / ".join(why)} if why else {})


def test_that_small_projects_need_no_account_is_said_where_one_has_none() -> None:
    small = "Projekter, der er for små til et særskilt anlægsregnskab, kan være afsluttet i årsregnskabet."
    assert small in texts(section(report(changed("A101", **FINISHED)), "opfoelgning"))
    spent = changed("A101", bevillinger=(), realiseret={2025: 100})
    assert follow_up(spent)
    assert small not in texts(section(report(spent), "opfoelgning"))


def test_more_expenditure_is_more_whatever_its_sign() -> None:
    amounts: dict[str, Any] = {"beloeb": {2025: -4000, 2026: -4000}, "tillaegsbevillinger": ()}
    for expected, why in (
        (-4700, ("Forventes 700 (1.000 kr.) over rådighedsbeløbet, uden tillægsbevilling",)),
        (-3300, ()),
    ):
        changed_plan = changed("A101", **amounts, forventet={2025: expected, 2026: -4000})
        plan = with_settings(changed_plan, fortegn="udgift_negativ")
        assert follow_up(plan) == ({"A101": why[0]} if why else {})


def test_an_account_has_its_day_and_case_and_is_missed_when_the_project_is_finished() -> None:
    account = Regnskab(dato=date(2025, 5, 27), sag="25/9")
    told = facts(project(changed("A101", **FINISHED, regnskab=account)))
    assert told["Anlægsregnskab"] == ["27. maj 2025 (sag 25/9)"]
    assert facts(project(changed("A101", **FINISHED)))["Anlægsregnskab"] == ["Intet særskilt"]
    assert "Anlægsregnskab" not in facts(project())


def test_extra_grants_are_listed_with_their_financing_and_added_up() -> None:
    assert extra_grants(PLAN) == [
        ("A101", "Børnehuset Mosebakken", "6. maj 2025", "300", "200", "500", "Kassen (sag 25/456)"),
        ("I alt", "", "", "300", "200", "500", ""),
    ]
    plan = replace(PLAN, entries=(PLAN.by_id["A101"], like(PLAN.by_id["A101"], "A102")))
    plan = changed("A102", plan, tillaegsbevillinger=(Tillaegsbevilling(beloeb={2026: 700}, finansiering="Lån"),))
    assert extra_grants(plan)[1][2:5] == ("ikke givet endnu", "0", "700")
    assert extra_grants(plan)[-1][3:6] == ("300", "900", "1.200")


def extra_grants(plan: Plan) -> list[tuple[str, ...]]:
    return cells(table(section(report(plan), "bevillinger"), 1))


def test_closed_projects_are_in_internal_figures_only() -> None:
    internal = build(*as_seen(PLAN, internal=True), ReportRequest(AS_OF, internal=True))
    assert len(shown(internal)) == len(shown(report())) + 1
    for suffix in ("html", "md"):
        assert "8.765" not in render(report(), suffix, ())
        assert "8.765" in render(internal, suffix, ())


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_every_table_of_money_says_unit_and_sign(suffix: str) -> None:
    text = render(report(), suffix, ())
    assert text.count("Beløb i 1.000 kr., 2025-pl. Udgifter er positive tal") == 4


@pytest.mark.parametrize("suffix", ["html", "md"])
@pytest.mark.parametrize("settings", [True, False])
def test_a_plan_without_projects_says_so(suffix: str, settings: bool) -> None:
    text = render(report(empty(settings)), suffix, ())
    assert text.count("Der er ingen anlægsprojekter.") == 3
    assert "Der er intet at følge op på." in text


def test_projects_of_a_plan_without_years_still_print() -> None:
    plan = without_settings(PLAN)
    assert "A101" in render(report(plan), "html", ())

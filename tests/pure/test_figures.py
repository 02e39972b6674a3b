"""Counting and money: the numbers of the small plan, counted by hand, and laws that hold for any plan."""

from support.reports import AS_OF, EXAMPLE, PLAN, like
from udplan.domain.plan import Item
from udplan.domain.vocabulary import TYPER
from udplan.pure.facts.figures import counts, figures
from udplan.pure.facts.money import YearMoney, expected, money, realised


def item(item_id: str) -> Item:
    return PLAN.by_id[item_id]


def test_counts_of_the_whole_plan() -> None:
    total = figures(PLAN, PLAN.items, AS_OF).i_alt
    assert total.antal == 7
    assert total.tilstande == {
        "afsluttet": 1,
        "i_gang": 4,
        "afventer": 0,
        "ikke_startet": 1,
        "udgaaet": 1,
        "viderefoert": 0,
    }
    assert total.trafiklys == {"groen": 1, "gul": 2, "roed": 1}
    assert (total.levende, total.afsluttet, total.overskredet, total.foraeldet) == (5, 1, 1, 1)


def test_types_come_in_the_fixed_order_even_when_empty() -> None:
    found = figures(PLAN, (), AS_OF)
    assert list(found.by_type) == list(TYPER)
    assert found.i_alt.antal == 0
    parts = [part.udgifter for part in found.money.values()]
    assert all(year == YearMoney(year.aar, 0, 0, None) for part in parts for year in part.years)


def test_lights_count_only_what_is_still_to_be_carried_out() -> None:
    finished = item("D101")
    lit = like(finished, finished.id, trafiklys="roed")
    assert counts([lit], PLAN.settings, AS_OF).trafiklys["roed"] == 0


def test_expected_is_the_items_own_figure_else_nothing_if_dropped_else_the_agreed() -> None:
    assert [expected(item("R101"), year) for year in (2025, 2026)] == [-300, -2000]
    assert [expected(item("R102"), year) for year in (2025, 2026)] == [0, 0]
    assert [expected(item("A101"), year) for year in (2025, 2026)] == [4000, 4000]


def test_expected_of_a_year_left_out_follows_the_same_rule() -> None:
    partly = like(item("R101"), item("R101").id, forventet={2025: -1})
    assert [expected(partly, year) for year in (2025, 2026)] == [-1, -2000]


def test_realised_is_none_where_nobody_has_reported() -> None:
    assert realised(item("R101"), 2025) == -85
    assert realised(item("R101"), 2026) is None
    savings = money([item("R101"), item("R102")], PLAN.years)
    assert savings.years == (YearMoney(2025, -1300, -300, -85), YearMoney(2026, -2300, -2000, None))


def test_a_reported_zero_is_not_nothing() -> None:
    zero = like(item("R101"), item("R101").id, realiseret={2025: 0})
    assert money([zero], (2025,)).years[0].realiseret == 0


def test_the_parts_by_styringsomraade_add_up_to_the_type() -> None:
    for plan in EXAMPLE.plans:
        found = figures(plan, plan.items, AS_OF)
        for name, whole in found.money.items():
            areas = found.money_by_area[name].values()
            for place, year in enumerate(whole.udgifter.years):
                assert year.aftalt == sum(part.udgifter.years[place].aftalt for part in areas)
                assert year.forventet == sum(part.udgifter.years[place].forventet for part in areas)


def test_the_types_add_up_to_the_counts_of_all() -> None:
    for plan in EXAMPLE.plans:
        found = figures(plan, plan.items, AS_OF)
        assert found.i_alt.antal == len(plan.items) == sum(part.antal for part in found.by_type.values())
        assert sum(found.i_alt.tilstande.values()) == found.i_alt.antal


def test_there_is_no_sum_of_money_across_the_types() -> None:
    assert set(figures(PLAN, PLAN.items, AS_OF).money) == {"driftsaendringer", "raaderumsforslag", "anlaegsprojekter"}

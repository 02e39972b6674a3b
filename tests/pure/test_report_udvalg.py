"""The status for one committee: whose it is, what it shares with the half-yearly status, and the coming cases."""

import re
from dataclasses import replace
from datetime import date

import pytest

from support.reports import AS_OF, PLAN, ROOT, WORKSPACE, alone, changed
from udplan.adapters.render import render
from udplan.domain.emne import Behandling
from udplan.domain.plan import Plan
from udplan.domain.tidspunkt import tidspunkt_from_text
from udplan.pure.news.kinds import News
from udplan.pure.report import halvaarsstatus
from udplan.pure.report.parts import ReportRequest
from udplan.pure.report.udvalg import Committees, UdvalgReport, build, committees


def request(code: str, plan: Plan = PLAN, internal: bool = False, as_of: date = AS_OF) -> ReportRequest:
    selected = frozenset(item.ref for item in plan.items if item.emne.udvalg == code)
    return ReportRequest(as_of, internal=internal, selected=selected, filter_text=f"udvalg: {code}")


def report(code: str, plan: Plan = PLAN, internal: bool = False, as_of: date = AS_OF) -> UdvalgReport:
    return build(plan, WORKSPACE if plan is PLAN else alone(plan), request(code, plan, internal, as_of))


def coming(code: str, when: str) -> tuple[Behandling, ...]:
    return (Behandling(udvalg=code, hvornaar=tidspunkt_from_text(when)),)


def test_the_title_names_the_committee() -> None:
    assert report("OEU").head.titel == "Halvårlig status for Økonomiudvalget"
    assert report("OEU").udvalg == "Økonomiudvalget"


def test_a_committee_without_a_name_stands_as_its_code() -> None:
    assert report("XYU", changed("R101", udvalg="XYU")).head.titel == "Halvårlig status for XYU"


def test_all_else_is_the_half_yearly_status_of_its_items() -> None:
    asked = replace(request("OEU"), news=tuple(News(item.ref, item.id, "moved", "…") for item in PLAN.items))
    own, status = build(PLAN, WORKSPACE, asked), halvaarsstatus.build(PLAN, WORKSPACE, asked)
    assert [row.nr for section in own.afsnit for row in section.raekker] == ["R101", "R102"]
    assert (own.afsnit, own.penge, own.taelling, own.nyheder) == (
        status.afsnit, status.penge, status.taelling, status.nyheder,
    )  # fmt: skip
    assert replace(own.head, titel=status.head.titel) == status.head


def test_coming_cases_are_by_time_and_none_of_the_past() -> None:
    assert [(case.hvornaar, case.nr, case.sag) for case in report("OEU").sager] == [("september 2025", "R101", "25/1")]
    assert report("BUU").sager == ()
    assert [case.nr for case in report("BUU", as_of=date(2025, 3, 31)).sager] == ["R101"]


def test_another_committees_item_on_its_way_is_named_without_a_link() -> None:
    plan = changed("A101", behandling=coming("OEU", "august 2025"))
    cases = report("OEU", plan).sager
    assert [(case.nr, case.hoerer_under, bool(case.anker)) for case in cases] == [
        ("A101", "Børne- og Ungdomsudvalget", False),
        ("R101", "Økonomiudvalget", True),
    ]
    html = render(report("OEU", plan), "udvalg", "html", ROOT)
    assert 'href="#emne-R101"' in html
    assert 'href="#emne-A101"' not in html


def test_settled_items_are_on_their_way_nowhere() -> None:
    assert [case.nr for case in report("OEU", changed("D101", behandling=coming("OEU", "august 2025"))).sager] == [
        "R101"
    ]


def test_a_closed_items_coming_case_is_internal() -> None:
    assert report("BUU").sager == ()
    internal = report("BUU", internal=True)
    assert [(case.nr, case.lukket) for case in internal.sager] == [("R901", True)]
    for suffix in ("html", "md"):
        assert "25/8765" not in render(report("BUU"), "udvalg", suffix, ROOT)
        assert "LUKKET" in render(internal, "udvalg", suffix, ROOT)


def test_a_committee_of_closed_items_only_is_known_to_insiders() -> None:
    plan = changed("R901", udvalg="HEU")
    asked = request("HEU", plan)
    assert committees(plan, alone(plan), asked) == Committees((), ("BUU", "OEU"))
    assert committees(plan, alone(plan), replace(asked, internal=True)) == Committees(("HEU",), ("BUU", "HEU", "OEU"))
    assert report("HEU", plan, internal=True).head.titel.endswith("HEU")


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_it_prints_all_of_the_half_yearly_status_and_the_cases(suffix: str) -> None:
    def headings(found: object, name: str) -> list[str]:
        return re.findall(r"^## (.+)|<h2[^>]*>([^<]+)", render(found, name, suffix, ROOT), re.MULTILINE)

    own = [" ".join(found) for found in headings(report("OEU"), "udvalg")]
    place = own.index(next(each for each in own if "Sager på vej til udvalget" in each))
    assert "Økonomi" in own[place - 1]
    del own[place]
    status = halvaarsstatus.build(PLAN, WORKSPACE, request("OEU"))
    assert own == [" ".join(found) for found in headings(status, "halvaarsstatus")]
    assert "Der er ingen planlagt behandling i udvalget." in render(report("BUU"), "udvalg", suffix, ROOT)

"""What a report asks for before it is made, and that reports are Danish."""

from dataclasses import replace

import pytest

from support.reports import AS_OF, PLAN, as_seen, changed, empty, report
from udplan.domain.plan import Plan
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import NOTHING
from udplan.pure.facts.basis import ReportRequest
from udplan.usecases.reports import REPORTS, built

REQUEST = ReportRequest(AS_OF)


def committee(code: str, plan: Plan = PLAN) -> ReportRequest:
    return replace(REQUEST, selected=frozenset(item.ref for item in plan.items if item.emne.udvalg == code))


def refused(name: str, request: ReportRequest = REQUEST, plan: Plan = PLAN) -> UdplanError:
    with pytest.raises(UdplanError) as caught:
        built(name, *as_seen(plan), request)
    return caught.value


@pytest.mark.parametrize("name", list(REPORTS))
def test_a_report_is_danish(name: str) -> None:
    assert report(name, PLAN, REQUEST).hoved.opgjort == "Opgjort pr. 31. maj 2025"


@pytest.mark.parametrize("name", list(REPORTS))
def test_a_plan_whose_settings_cannot_be_read_has_no_reports(name: str) -> None:
    assert "settings of 2030-2033 cannot be read" in str(refused(name, plan=empty(settings=False)).message)


def test_an_unknown_report_lists_the_known() -> None:
    fault = refused("findes-ikke")
    assert isinstance(fault, UsageFault)
    assert "halvaarsstatus, direktion" in str(fault.hint)


def test_a_case_paper_asks_for_a_round() -> None:
    fault = refused("sagsfremstilling")
    assert isinstance(fault, UsageFault)
    assert (str(fault.message), str(fault.hint)) == ("a case paper is about a round", "name one with --round")


def test_a_committees_report_asks_for_one_committee() -> None:
    fault = refused("udvalg")
    assert isinstance(fault, UsageFault)
    assert "the items belong to BUU, OEU" in str(fault.message)
    assert "--udvalg: BUU, OEU" in str(fault.hint)


def test_a_committees_report_needs_items() -> None:
    assert "no items were found" in str(refused("udvalg", committee("ingen")).message)
    assert refused("udvalg", plan=empty()).hint == NOTHING


def test_a_committee_of_closed_items_only_is_not_named_to_the_public() -> None:
    plan = changed("R901", udvalg="HEU")
    fault = refused("udvalg", committee("HEU", plan), plan)
    assert "HEU" not in f"{fault.message}{fault.hint}"

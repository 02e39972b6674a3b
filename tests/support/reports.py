"""The small plan that reports are tested on, ways to change it, and every report of a plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from udplan.adapters.loader import load
from udplan.adapters.sources import WorkTree
from udplan.domain.plan import Plan, Round, Workspace
from udplan.domain.runde import Runde
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.papir import Papir
from udplan.usecases.reports import REPORTS, built

AS_OF = date(2025, 5, 31)
ROOT = Path(__file__).parents[2]
WORKSPACE = load(WorkTree(ROOT / "tests" / "golden")).workspace
PLAN = WORKSPACE.by_name["2025-2028"]
EXAMPLE = load(WorkTree(ROOT)).workspace


def changed(item_id: str, plan: Plan = PLAN, **keys: Any) -> Plan:
    """The plan with other values of an item's keys; none of them is validated."""
    items = tuple(
        replace(item, emne=item.emne.model_copy(update=keys)) if item.id == item_id else item for item in plan.items
    )
    assert items != plan.items
    return replace(plan, items=items)


def alone(plan: Plan) -> Workspace:
    """A workspace of this plan only."""
    return Workspace((plan,))


def empty(settings: bool = True) -> Plan:
    """A plan without items, and if so asked one whose plan.yaml could not be understood."""
    return Plan("2030-2033", "plan/2030-2033", PLAN.settings if settings else None)


def asked(name: str, plan: Plan, request: ReportRequest) -> ReportRequest:
    """The request with what the report needs: a committee that has open items, or a round."""
    if name == "udvalg" and request.selected is None:
        code = next(item.emne.udvalg for item in plan.items if not item.lukket)
        return replace(request, selected=frozenset(item.ref for item in plan.items if item.emne.udvalg == code))
    if name == "sagsfremstilling" and request.round is None:
        made_up = Round(plan.name, "2025-05", "", Runde(titel="Status", opgjort=request.as_of))
        return replace(request, round=plan.rounds[-1] if plan.rounds else made_up)
    return request


def report(name: str, plan: Plan, workspace: Workspace, request: ReportRequest) -> Papir:
    """A report by name."""
    return built(name, plan, workspace, asked(name, plan, request))


def every_report(plan: Plan, workspace: Workspace, request: ReportRequest) -> Iterator[tuple[str, Papir]]:
    """All the reports that can be made of the plan, by name: without items there is no committee's."""
    for name in REPORTS:
        if plan.items or name != "udvalg":
            yield name, report(name, plan, workspace, request)

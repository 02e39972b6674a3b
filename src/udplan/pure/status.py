"""A plan's status: the facts that the overview on the terminal and every report are made from."""

from dataclasses import dataclass

from udplan.domain.plan import Plan, Workspace
from udplan.pure.report.parts import ReportRequest


@dataclass(frozen=True, slots=True)
class Status:
    """One plan on one day. `request` is what every report of it is built from."""

    plan: Plan
    workspace: Workspace
    request: ReportRequest


@dataclass(frozen=True, slots=True)
class Statuses:
    """The plans asked for, and the older ones that are still alive."""

    chosen: tuple[Status, ...]
    older: tuple[Status, ...]

"""A plan's status: the facts that the overview on the terminal and every report are made from."""

from dataclasses import dataclass

from udplan.domain.plan import Plan, Workspace
from udplan.pure.facts.basis import ReportRequest


@dataclass(frozen=True, slots=True)
class Status:
    """One plan on one day. `request` is what every report of it is built from.

    `commit` is the commit that it is of in full, empty for the files as they are now. `note` says why it is not
    compared with what it should be, empty where it is.
    """

    plan: Plan
    workspace: Workspace
    request: ReportRequest
    commit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statuses:
    """The plans asked for, and the older ones that are still alive."""

    chosen: tuple[Status, ...]
    older: tuple[Status, ...]

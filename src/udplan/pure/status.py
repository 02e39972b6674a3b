"""A plan's status: the facts that the overview on the terminal and every report are made from."""

from dataclasses import dataclass

from udplan.domain.plan import Plan, Plans
from udplan.ground.message import NOTHING, Text
from udplan.pure.facts.basis import ReportRequest


@dataclass(frozen=True, slots=True)
class Status:
    """One plan on one day, as its reader may see it. `request` is what every report of it is built from.

    `note` says why it is not compared with what it should be, empty where it is.
    """

    plan: Plan
    plans: Plans
    whole: Plans
    """The plans with what is closed, which a public paper is looked through for."""
    request: ReportRequest
    note: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Statuses:
    """The plans asked for, and the older ones that are still alive."""

    chosen: tuple[Status, ...]
    older: tuple[Status, ...]

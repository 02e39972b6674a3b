"""The change since a round in words, for everybody: how much, and what happened to each item."""

from dataclasses import dataclass
from typing import Final

from udplan.domain.plan import Plan, Plans
from udplan.pure.news.kinds import Kind
from udplan.pure.report.change_list import ChangeList, change_list
from udplan.pure.report.parts import Head, NewsBasis, ReportRequest, basis, head, news_basis

_DATED: Final[tuple[Kind, ...]] = ("finished", "dropped", "moved")
"""What the dates in the files tell of where there is no earlier version to compare with."""
_COUNTED: Final[tuple[Kind, ...]] = (*_DATED, "added", "removed", "light", "money")


@dataclass(frozen=True, slots=True)
class AendringerReport:
    """The whole report, ready to print."""

    head: Head
    sammenligning: NewsBasis
    aendringer: ChangeList


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> AendringerReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found = basis(plan, workspace, request)
    return AendringerReport(
        head=head(found, request, "Ændringer", for_meeting=True),
        sammenligning=news_basis(request),
        aendringer=change_list(found.news, _DATED if request.only_dates else _COUNTED),
    )

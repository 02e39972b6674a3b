"""The papers that a round goes to its meeting with, made from a commit: the same in every clone, zone and locale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from udplan.adapters.git import committed
from udplan.adapters.git.run import Revision
from udplan.adapters.printers.jinja import render
from udplan.adapters.read.templates import TemplateFile
from udplan.domain.plan import Plan, Plans, Round
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.selection import selection_text
from udplan.pure.round.rounds import opgjort
from udplan.pure.view.public import public
from udplan.pure.view.query import Filters
from udplan.usecases.leaving import refuse_closed
from udplan.usecases.moments import Moments
from udplan.usecases.reports import REPORTS, built
from udplan.usecases.since import Reading, request_for

FORMATS: Final = ("html", "md")
_WITH_EVERY_CASE: Final = ("sagsfremstilling", "aendringer")


@dataclass(frozen=True, slots=True)
class CommittedRound:
    """A round, its plan and the templates as a commit has them, and what its papers are asked for."""

    round: Round
    plan: Plan
    plans: Plans
    whole: Plans
    commit: Revision
    request: ReportRequest
    templates: tuple[TemplateFile, ...]

    @property
    def papers(self) -> Sequence[str]:
        """The names of the files that the round goes to its meeting with."""
        reports = [self.round.data.get("rapport", "halvaarsstatus"), *_WITH_EVERY_CASE]
        return [f"{report}.{each}" for report in dict.fromkeys(reports) for each in FORMATS]

    def paper(self, file: str) -> str:
        """One of them as the public sees it. Raises UdplanError for a report that this udplan does not make."""
        name, _dot, output_format = file.rpartition(".")
        if name not in REPORTS:
            raise UdplanError(
                _("there is no report named {name}").format(name=name),
                _("these are known: {names}").format(names=", ".join(REPORTS)),
            )
        text = render(built(name, self.plan, self.plans, self._asked(name)), output_format, self.templates)
        refuse_closed(text, self.whole, self.commit, self.plan.name)
        return text

    def _asked(self, report: str) -> ReportRequest:
        """A committee's report is about the committee that the round goes to."""
        udvalg = self.round.data.get("udvalg")
        if report != "udvalg" or udvalg is None:
            return self.request
        items = frozenset(item.ref for item in self.plan.items if item.data["udvalg"] == udvalg)
        said = selection_text(Filters(udvalg=(udvalg,)), [self.plan])
        return replace(self.request, selected=items, filter_text=said)


def committed_round(moments: Moments, at: Revision, plan: str, name: str) -> CommittedRound:
    """A round as a commit has it.

    Raises UdplanError where the commit lacks the round, or the repository what the round is compared with.
    """
    whole = moments.at(at)
    plans = public(whole)
    found = plans.by_name.get(plan)
    if found is None or not found.settings_data or name not in found.rounds_by_name:
        raise UdplanError(
            _("the commit {commit} does not have the round {name} of {plan}").format(
                commit=at.short, name=name, plan=plan
            )
        )
    round_ = found.rounds_by_name[name]
    reading = Reading(opgjort(round_))
    request = request_for(replace(moments, commit=at), found, round_, f"runde {name}, {at.short}", reading)
    return CommittedRound(round_, found, plans, whole, at, request, committed.templates(at))

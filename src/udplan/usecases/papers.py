"""The papers of a round as a commit has it: rendered from what is committed, and from nothing else.

Neither the work tree nor the clock, the locale or the folder has a say, so the same commit gives the same bytes on
every machine with the same version of udplan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from udplan.adapters import committed
from udplan.adapters.git import Revision
from udplan.adapters.printers.jinja import TemplateFile, render
from udplan.domain.plan import Plan, Round, Workspace
from udplan.ground.errors import UdplanError
from udplan.ground.language import _
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.selection import selection_text
from udplan.pure.query import Filters
from udplan.pure.summary import catalogue_of
from udplan.usecases.editions import edition_of, request_for
from udplan.usecases.reports import REPORTS, built

FORMATS: Final = ("html", "md")
_WITH_EVERY_CASE: Final = ("sagsfremstilling", "aendringer")


@dataclass(frozen=True, slots=True)
class CommittedRound:
    """A round, its plan and the templates as a commit has them, and what its papers are asked for."""

    round: Round
    plan: Plan
    workspace: Workspace
    request: ReportRequest
    templates: tuple[TemplateFile, ...]

    @property
    def papers(self) -> Sequence[str]:
        """The names of the files that the round goes to its meeting with."""
        reports = [self.round.runde.rapport, *_WITH_EVERY_CASE]
        return [f"{report}.{each}" for report in dict.fromkeys(reports) for each in FORMATS]

    def paper(self, file: str) -> str:
        """One of them as the public sees it. Raises UdplanError for a report that this udplan does not make."""
        name, _dot, output_format = file.rpartition(".")
        if name not in REPORTS:
            raise UdplanError(
                _("there is no report named {name}").format(name=name),
                _("these are known: {names}").format(names=", ".join(REPORTS)),
            )
        paper = built(name, self.plan, self.workspace, self._asked(name))
        return render(paper, output_format, self.templates)

    def _asked(self, report: str) -> ReportRequest:
        """A committee's report is about the committee that the round goes to."""
        udvalg = self.round.runde.udvalg
        if report != "udvalg" or udvalg is None:
            return self.request
        items = frozenset(item.ref for item in self.plan.items if item.emne.udvalg == udvalg)
        said = selection_text(Filters(udvalg=(udvalg,)), [catalogue_of(self.plan)])
        return replace(self.request, selected=items, filter_text=said)


def committed_round(at: Revision, plan: str, name: str) -> CommittedRound:
    """A round as a commit has it.

    Raises UdplanError where the commit lacks the round, or the repository what the round is compared with.
    """
    edition = edition_of(at)
    found = edition.workspace.by_name.get(plan)
    if found is None or found.settings is None or name not in found.rounds_by_name:
        raise UdplanError(
            _("the commit {commit} does not have the round {name} of {plan}").format(
                commit=at.short, name=name, plan=plan
            )
        )
    round_ = found.rounds_by_name[name]
    request = request_for(edition, found, round_, round_.runde.opgjort)
    return CommittedRound(round_, found, edition.workspace, request, committed.templates(at))

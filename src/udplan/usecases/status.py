"""The facts of a status: one plan on one day, what its readers may see of it, and what has happened since."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from udplan.adapters import committed, git
from udplan.adapters.printers.jinja import render
from udplan.domain.plan import Plan, Ref
from udplan.ground.errors import UdplanError
from udplan.ground.language import _
from udplan.pure.choosing import chosen_plans
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.selection import selection_text
from udplan.pure.query import Filters, resolved, select
from udplan.pure.status import Status, Statuses
from udplan.pure.summary import Summary, catalogue_of, summary_of
from udplan.pure.visibility import public
from udplan.usecases.differences import with_changed
from udplan.usecases.editions import Edition, edition_at, edition_of_round, request_for, round_of
from udplan.usecases.moments import Moment
from udplan.usecases.reports import built


@dataclass(frozen=True, slots=True)
class Asked:
    """What a status is asked for."""

    today: date
    as_of: date | None = None
    plans: Sequence[str] = ()
    round: str | None = None
    since: str | None = None
    at: Moment | None = None
    """The moment whose plan is asked for; None for the files as they are now."""
    internal: bool = False
    overview: bool = False
    """For a look only, which is worth more with a reservation than not at all."""
    filters: Filters = field(default_factory=Filters)


def statuses(root: Path, asked: Asked) -> Statuses:
    """The status of every plan asked for. Raises UsageFault for unknown plans, rounds and filter values."""
    edition = edition_at(root, asked.at.tree if asked.at else None)
    workspace = edition.workspace
    if not workspace.plans:
        raise UdplanError(
            _("there is no plan in {folder}").format(folder=root / "plan"),
            _("a plan is a folder with a plan.yaml, such as plan/2025-2028"),
        )
    living = workspace.living
    names = chosen_plans(asked.plans, living)
    plans = [workspace.by_name[name] for name in names]
    seen = plans if asked.internal else [public(plan, workspace, edition.hidden)[0] for plan in plans]
    asked = replace(asked, filters=_resolved(seen, asked))
    chosen = tuple(_status(edition, plan, plans, asked) for plan in plans)
    as_of = chosen[0].request.as_of
    older = [] if asked.plans else [plan for plan in workspace.plans if living[plan.name] and plan.name not in names]
    plain = ReportRequest(as_of=as_of, internal=asked.internal, hidden=edition.hidden)
    return Statuses(chosen, tuple(Status(plan, workspace, plain) for plan in reversed(older)))


def report_text(root: Path, status: Status, name: str, format: str) -> str:  # noqa: A002
    """A report of the status as text; reports are Danish whatever the language of messages is.

    A commit's report is rendered with the templates of that commit, so that it stays what it was.
    """
    paper = built(name, status.plan, status.workspace, status.request)
    templates = committed.templates(git.Revision(root, status.commit)) if status.commit else root
    return render(paper, format, templates)


def _status(edition: Edition, plan: Plan, plans: Sequence[Plan], asked: Asked) -> Status:
    round_ = None
    if asked.round:
        edition = edition_of_round(edition, round_of(plan, asked.round))
        plan = edition.workspace.by_name[plan.name]
        round_ = round_of(plan, asked.round)
    as_of = asked.as_of or (round_.runde.opgjort if round_ else asked.at.day if asked.at else asked.today)
    # What is a round of one of the plans asked for is no revision to the others, which then have nothing to compare.
    known = any(asked.since in each.rounds_by_name for each in plans)
    since = None if known and asked.since not in plan.rounds_by_name else asked.since
    note = ""
    try:
        request = request_for(edition, plan, round_, as_of, since=since, internal=asked.internal)
    except UdplanError as error:
        if since is not None or not asked.overview:
            raise
        note = f"{error.message}; {error.hint}"
        request = request_for(edition, plan, round_, as_of, internal=asked.internal, by_dates=True)
    request = replace(
        request,
        selected=_selected(edition, plan, asked, as_of),
        filter_text=selection_text(asked.filters, [catalogue_of(each) for each in (plan, *plans)]),
    )
    return Status(plan, edition.workspace, request, edition.commit.commit if edition.commit else "", note)


def _resolved(plans: Sequence[Plan], asked: Asked) -> Filters:
    """The filters by code. What one of the plans knows is no mistake because another does not."""
    if not asked.filters:
        return asked.filters
    items = [item for plan in plans for item in _summaries(plan, asked)]
    return resolved(asked.filters, [catalogue_of(plan) for plan in plans], items)


def _selected(edition: Edition, plan: Plan, asked: Asked, as_of: date) -> frozenset[Ref] | None:
    if not asked.filters:
        return None
    filters = with_changed(asked.filters, edition.root, [plan.name], edition.commit, internal=asked.internal)
    found = select(_summaries(plan, asked), filters, {plan.name: catalogue_of(plan)}, as_of)
    return frozenset(Ref(item.plan, item.id) for item in found)


def _summaries(plan: Plan, asked: Asked) -> list[Summary]:
    return [summary_of(item) for item in plan.items if asked.internal or not item.lukket]

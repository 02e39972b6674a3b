"""The facts of a status: one plan on one day, what its readers may see of it, and what has happened since."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from udplan.adapters import git
from udplan.adapters.loader import load
from udplan.adapters.render import render
from udplan.adapters.sources import WorkTree
from udplan.domain.plan import Plan, Ref, Round, Workspace
from udplan.ground.danish import date_text
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.language import _, language
from udplan.pure.news import News, news_between, news_since
from udplan.pure.query import Filters, resolved, select
from udplan.pure.report.parts import ReportRequest
from udplan.pure.report.selection import selection_text
from udplan.pure.status import Status, Statuses
from udplan.pure.summary import Summary, catalogue_of, summary_of
from udplan.pure.visibility import closed_refs, public
from udplan.usecases.listing import chosen_plans
from udplan.usecases.reports import REPORTS, known_report


@dataclass(frozen=True, slots=True)
class Asked:
    """What a status is asked for."""

    today: date
    as_of: date | None = None
    plans: Sequence[str] = ()
    round: str | None = None
    since: str | None = None
    internal: bool = False
    filters: Filters = field(default_factory=Filters)


def statuses(root: Path, asked: Asked) -> Statuses:
    """The status of every plan asked for. Raises UsageFault for unknown plans, rounds and filter values."""
    workspace = load(WorkTree(root)).workspace
    if not workspace.plans:
        raise UdplanError(
            _("there is no plan in {folder}").format(folder=root / "plan"),
            _("a plan is a folder with a plan.yaml, such as plan/2025-2028"),
        )
    living = workspace.living
    names = chosen_plans(asked.plans, living)
    plans = [workspace.by_name[name] for name in names]
    asked = replace(asked, filters=_resolved(plans, asked))
    version = git.version(root)
    chosen = tuple(_status(root, plan, plans, workspace, asked, version) for plan in plans)
    as_of = chosen[0].request.as_of
    older = [] if asked.plans else [plan for plan in workspace.plans if living[plan.name] and plan.name not in names]
    plain = ReportRequest(as_of=as_of, internal=asked.internal)
    return Statuses(chosen, tuple(Status(plan, workspace, plain) for plan in reversed(older)))


def report_text(root: Path, status: Status, name: str, format: str) -> str:  # noqa: A002
    """A report of the status as text; reports are Danish whatever the language of messages is."""
    builder = REPORTS[known_report(name)]
    if status.plan.settings is None:
        raise UdplanError(
            _("the settings of {plan} cannot be read").format(plan=status.plan.name), _("see udplan check")
        )
    with language("da"):
        report = builder(status.plan, status.workspace, status.request)
    return render(report, name, format, root)


def _status(root: Path, plan: Plan, plans: Sequence[Plan], workspace: Workspace, asked: Asked, version: str) -> Status:
    round_ = _round(plan, asked.round) if asked.round else None
    as_of = asked.as_of or (round_.runde.opgjort if round_ else asked.today)
    before = _earlier_round(plan, asked.since, round_, as_of)
    named = asked.since is not None and any(asked.since in each.rounds_by_name for each in plans)
    revision = None if named else asked.since
    label, news = _news(root, plan, workspace, asked, before, revision, as_of)
    selected = _selected(plan, asked, as_of)
    versions = (f"runde {round_.name}" if round_ else "", version)
    request = ReportRequest(
        as_of=as_of,
        version=", ".join(part for part in versions if part),
        internal=asked.internal,
        round=round_,
        since_label=label,
        news=news,
        selected=selected,
        filter_text=selection_text(asked.filters, [catalogue_of(each) for each in (plan, *plans)]),
        only_dates=before is not None and before.runde.frosset is None,
    )
    return Status(plan, workspace, request)


def _round(plan: Plan, name: str) -> Round:
    found = plan.rounds_by_name.get(name)
    if found is None:
        known = ", ".join(sorted(plan.rounds_by_name)) or _("none")
        raise UsageFault(
            _("the plan {plan} has no round {name}").format(plan=plan.name, name=name),
            _("its rounds: {names}").format(names=known),
        )
    return found


def _news(
    root: Path, plan: Plan, workspace: Workspace, asked: Asked, before: Round | None, revision: str | None, as_of: date
) -> tuple[str | None, tuple[News, ...]]:
    """Since when, in words, and what has happened; None where there is nothing to compare with."""
    now = _visible(plan, workspace, asked)
    if before is not None:
        label = f"{before.runde.titel}, opgjort {date_text(before.runde.opgjort)}"
        frozen = before.runde.frosset
        if frozen is None:
            with language("da"):
                return label, news_since(now, before.runde.opgjort, as_of)
        source = git.revision(root, frozen.commit)
    elif revision is not None:
        label = revision
        source = git.revision(root, revision)
    else:
        return None, ()
    old = load(source).workspace
    was = old.by_name.get(plan.name) or Plan(plan.name, plan.path, plan.settings)
    if not asked.internal:
        was = public(was, old, closed_refs(workspace))[0]
    with language("da"):
        return label, news_between(was, now)


def _earlier_round(plan: Plan, since: str | None, round_: Round | None, as_of: date) -> Round | None:
    if since is not None:
        return plan.rounds_by_name.get(since)
    if round_ is not None and round_.runde.forrige:
        return plan.rounds_by_name.get(round_.runde.forrige)
    earlier = [each for each in plan.rounds if each.runde.opgjort < as_of and each != round_]
    return max(earlier, key=lambda each: each.runde.opgjort, default=None)


def _visible(plan: Plan, workspace: Workspace, asked: Asked) -> Plan:
    return plan if asked.internal else public(plan, workspace)[0]


def _resolved(plans: Sequence[Plan], asked: Asked) -> Filters:
    """The filters by code. What one of the plans knows is no mistake because another does not."""
    if not asked.filters:
        return asked.filters
    items = [item for plan in plans for item in _summaries(plan, asked)]
    return resolved(asked.filters, [catalogue_of(plan) for plan in plans], items)


def _selected(plan: Plan, asked: Asked, as_of: date) -> frozenset[Ref] | None:
    if not asked.filters:
        return None
    found = select(_summaries(plan, asked), asked.filters, {plan.name: catalogue_of(plan)}, as_of)
    return frozenset(Ref(item.plan, item.id) for item in found)


def _summaries(plan: Plan, asked: Asked) -> list[Summary]:
    return [summary_of(item) for item in plan.items if asked.internal or not item.lukket]

"""The facts of a status: one plan on one day, what its readers may see of it, and what has happened since."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from udplan.adapters.git import committed
from udplan.adapters.git import run as git
from udplan.adapters.printers.environment import Templates
from udplan.adapters.read.templates import template_files
from udplan.domain.plan import Plan, Plans, Ref
from udplan.ground.errors import UdplanError
from udplan.ground.message import NOTHING, Text, _, joined, plural
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.selection import selection_text
from udplan.pure.round.rounds import opgjort
from udplan.pure.status import Status, Statuses
from udplan.pure.view.choosing import chosen_plans
from udplan.pure.view.public import has_closed, seen
from udplan.pure.view.query import Filters, resolved, select
from udplan.usecases.differences import with_changed
from udplan.usecases.leaving import refuse_closed
from udplan.usecases.moments import Moment, Moments, with_round
from udplan.usecases.reports import built, paper_text
from udplan.usecases.since import Reading, as_frozen, request_for, round_of


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


def statuses(moments: Moments, asked: Asked) -> Statuses:
    """The status of every plan asked for. Raises UsageFault for unknown plans, rounds and filter values."""
    whole = asked.at.plans if asked.at else moments.now
    if not whole.plans:
        raise UdplanError(
            _("there is no plan in {folder}").format(folder=moments.root / "plan"),
            _("a plan is a folder with a plan.yaml, such as plan/2025-2028"),
        )
    names = chosen_plans(asked.plans, whole.living)
    if asked.round is not None and not asked.plans:
        names = with_round(whole, asked.round)[-1:] or names
    asked = replace(asked, internal=asked.internal or _shows_the_past(moments, whole, names, asked))
    plans = seen(whole, internal=asked.internal)
    chosen = [plans.by_name[name] for name in names]
    if asked.filters:
        # What one of the plans knows is no mistake because another does not.
        items = [item for plan in chosen for item in plan.items]
        asked = replace(asked, filters=resolved(asked.filters, chosen, items))
    statuses_ = tuple(_status(moments, plans, plan, asked) for plan in chosen)
    older = [] if asked.plans else [plan for plan in plans.plans if plan.levende and plan.name not in names]
    plain = ReportRequest(as_of=statuses_[0].request.as_of, internal=asked.internal)
    return Statuses(statuses_, tuple(Status(plan, plans, whole, plain) for plan in reversed(older)))


@dataclass(frozen=True, slots=True)
class Printing:
    """How a report is to be printed: `html`, `md` or `json`, or what an own template makes.

    `shipped`: only by the templates that come with udplan. `incomplete`: though files of the plan cannot be read.
    """

    report: str
    form: str
    shipped: bool = False
    incomplete: bool = False


def report_text(moments: Moments, status: Status, printing: Printing) -> str:
    """A report of the status as text; reports are Danish whatever the language of messages is.

    A commit's report is rendered with the templates of that commit, so that it stays what it was. Raises UdplanError
    for a public paper that would name a closed item, and for one that lacks what cannot be read.
    """
    paper = built(printing.report, status.plan, status.plans, status.request)
    if status.plan.unread and not printing.incomplete:
        raise _lacks(status.plan)
    commit = git.Revision(moments.root, status.plans.commit) if status.plans.commit else None

    def templates() -> Templates:
        if printing.shipped:
            return ()
        return committed.templates(commit) if commit else template_files(moments.root)

    text = paper_text(paper, printing.form, templates, moments.kept)
    if not status.request.internal:
        refuse_closed(text, status.whole, commit or moments.tree, status.plan.name, status.request.filter_text)
    return text


def _lacks(plan: Plan) -> UdplanError:
    message = plural(
        "{count} file of {plan} cannot be read, so the report would lack it",
        "{count} files of {plan} cannot be read, so the report would lack them",
        plan.unread,
    )
    hint = _("udplan check shows what is wrong; --incomplete writes it all the same, and says so in its head")
    return UdplanError(message.format(count=plan.unread, plan=plan.name), hint)


def _shows_the_past(moments: Moments, whole: Plans, names: Sequence[str], asked: Asked) -> bool:
    """Whether a past is asked for that closed items are in: it belongs to those who hold the files."""
    then: list[Plans] = [asked.at.plans] if asked.at else []
    revisions = [asked.since] if asked.since else []
    revisions += [asked.filters.changed_since] if asked.filters.changed_since else []
    for name in revisions:
        if not any(name in whole.by_name[plan].rounds_by_name for plan in names):
            then.append(moments.named(name).plans)
        elif name == asked.filters.changed_since:
            then += [moments.named(name, plan).plans for plan in names if name in whole.by_name[plan].rounds_by_name]
    return bool(then) and has_closed(whole, *then)


def _status(moments: Moments, plans: Plans, plan: Plan, asked: Asked) -> Status:
    round_, whole = None, asked.at.plans if asked.at else moments.now
    if asked.round:
        round_ = round_of(plan, asked.round)
        frozen = as_frozen(moments, round_) if asked.at is None else None
        if frozen is not None:
            whole, plans = frozen, seen(frozen, internal=asked.internal)
            plan = plans.by_name[plan.name]
            round_ = round_of(plan, asked.round)
    as_of = asked.as_of or (opgjort(round_) if round_ else asked.at.day if asked.at else asked.today)
    # What is a round of one of the plans asked for is no revision to the others, which then have nothing to compare.
    known = any(asked.since in each.rounds_by_name for each in moments.now.plans)
    since = None if known and asked.since not in plan.rounds_by_name else asked.since
    here = replace(moments, commit=git.Revision(moments.root, plans.commit)) if plans.commit else moments
    version = ", ".join(
        part
        for part in (_round_text(plans, asked.round), plans.commit[:10] or moments.version(internal=asked.internal))
        if part
    )
    reading = Reading(as_of, since, asked.internal)
    note: Text = NOTHING
    try:
        request = request_for(here, plan, round_, version, reading)
    except UdplanError as error:
        if since is not None or not asked.overview:
            raise
        note = joined("; ", error.message, error.hint)
        request = request_for(here, plan, round_, version, replace(reading, by_dates=True))
    request = replace(
        request,
        selected=_selected(here, plan, asked, as_of),
        filter_text=selection_text(asked.filters, [plan, *plans.plans]),
    )
    return Status(plan, plans, whole, request, note)


def _round_text(plans: Plans, name: str | None) -> str:
    if name is None:
        return ""
    # A commit's round is what it was; in the files of now it may still become another.
    return f"runde {name}" if plans.commit else f"runde {name} (ikke frosset)"


def _selected(moments: Moments, plan: Plan, asked: Asked, as_of: date) -> frozenset[Ref] | None:
    if not asked.filters:
        return None
    filters = with_changed(asked.filters, moments, [plan.name])
    return frozenset(item.ref for item in select(plan.items, filters, {plan.name: plan}, as_of))

"""What has happened to a plan since the status before: what every paper and the overview compare with.

The public compares what was published: a frozen round's public plan with today's. What was in it and is no longer,
without having been dropped, is only counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from udplan.domain.plan import Plan, Plans, Round, Said
from udplan.ground.danish import date_text
from udplan.ground.errors import UsageFault
from udplan.ground.message import _
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.dated import news_since
from udplan.pure.news.plans import news_between
from udplan.pure.round.rounds import decided_since, last_round, opgjort, previous_round
from udplan.pure.view.public import seen
from udplan.usecases.moments import Moments


@dataclass(frozen=True)
class Reading:
    """How a reader asks: for what day, compared with what, and whether closed items may be seen."""

    as_of: date
    since: str | None = None
    internal: bool = False
    by_dates: bool = False
    """Compare by the dates in the files only, whatever git may know."""


def round_of(plan: Plan, name: str) -> Round:
    """The plan's round of this name. Raises UsageFault, with the names there are, if it has none such."""
    found = plan.rounds_by_name.get(name)
    if found is None:
        known = ", ".join(sorted(plan.rounds_by_name)) or _("none")
        raise UsageFault(
            _("the plan {plan} has no round {name}").format(plan=plan.name, name=name),
            _("its rounds: {names}").format(names=known),
        )
    return found


def as_frozen(moments: Moments, round_: Round) -> Plans | None:
    """The plans that a round went to its meeting with, and what was decided since; None for one not frozen."""
    then = moments.frozen(round_)
    return then.with_plans(lambda plan: _decided(plan, round_)) if then is not None else None


def _decided(plan: Plan, now: Round) -> Plan:
    """The plan with what a round's file says today of the decision, which it could not say when it was frozen."""
    if plan.name != now.plan:
        return plan
    return replace(
        plan, round_entries=tuple(_with_decision(each, now) if each.name == now.name else each for each in plan.rounds)
    )


def _with_decision(frozen: Round, now: Round) -> Round:
    said: Mapping[str, Any] = decided_since(frozen.data, now.data)
    return Round(frozen.plan, frozen.folder, frozen.name, frozen.slug, frozen.path, Said({frozen.path: said}))


def request_for(moments: Moments, plan: Plan, round_: Round | None, version: str, reading: Reading) -> ReportRequest:
    """What a report of a plan, as its reader may see it, is made from: since when, and what has happened.

    By default it compares with the round before. Against a round that is not frozen there is nothing to compare but
    the dates in the files. Raises UdplanError where the repository lacks what a frozen one was.
    """
    request = ReportRequest(as_of=reading.as_of, version=version, internal=reading.internal, round=round_)
    before = _earlier_round(plan, round_, reading)
    if before is not None:
        request = replace(request, since_label=f"status pr. {date_text(opgjort(before))}")
        then = None if reading.by_dates else moments.frozen(before)
        if then is None:
            return replace(request, news=news_since(plan, opgjort(before), reading.as_of), only_dates=True)
        return _compared(replace(request, before_day=opgjort(before)), plan, then)
    if reading.since is not None:
        # As this plan's commit knows the name, not as it is today: the same commit must give the same paper.
        moment = moments.named(reading.since, plan.name)
        return _compared(replace(request, since_label=reading.since, before_day=moment.day), plan, moment.plans)
    return request


def _compared(request: ReportRequest, plan: Plan, then: Plans) -> ReportRequest:
    was = seen(then, internal=request.internal).by_name.get(plan.name, Plan(plan.name))
    # That a plan's plan.yaml is new, where all of the plan is, needs no words.
    now = plan if was.parts else replace(plan, settings_part=None)
    news = [each for each in news_between(was, now) if each.kind != "round"]
    gone = 0
    if not request.internal:
        gone = len({each.ref for each in news if each.kind == "removed"})
        news = [each for each in news if each.kind != "removed"]
    return replace(request, news=tuple(news), before=was, gone=gone)


def _earlier_round(plan: Plan, round_: Round | None, reading: Reading) -> Round | None:
    if reading.since is not None:
        return plan.rounds_by_name.get(reading.since)
    return previous_round(plan, round_) if round_ is not None else last_round(plan, reading.as_of)

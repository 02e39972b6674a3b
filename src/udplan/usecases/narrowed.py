"""What a check says of all that plans hold, or of some of their items only, on the day it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from udplan.adapters.read.sources import Tree
from udplan.domain.plan import Plan, Plans
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import Message, _
from udplan.ground.problem import Problem
from udplan.pure.round.rounds import opgjort
from udplan.pure.view.choosing import chosen_plans
from udplan.pure.view.naming import Meant, meant
from udplan.pure.view.nearest import unknown_item
from udplan.pure.view.query import Filters, selected
from udplan.usecases.check import checked
from udplan.usecases.differences import with_changed
from udplan.usecases.moments import Moment, Moments, with_round
from udplan.usecases.rounds import round_named


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """What a check is asked for. `day` is None where nobody has said one."""

    today: date
    day: date | None = None
    plans: Sequence[str] = ()
    round: str | None = None
    ids: Sequence[str] = ()
    filters: Filters = field(default_factory=Filters)
    at: Moment | None = None
    """The moment whose plans are checked; None for the files as they are now."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The problems asked for, why some of the past could not be compared with, and what else is to be said."""

    problems: tuple[Problem, ...]
    lacking: tuple[UdplanError, ...]
    notes: tuple[Message, ...]
    intern: bool
    unread: int
    """How many files no filter can tell whether it is about, because they cannot be understood."""


def checked_as_asked(moments: Moments, asked: CheckAsked) -> Narrowed:
    """What `udplan check` says of what was asked for.

    Only what stands in the files of the items is told where items are named or filtered, and so nothing of plan.yaml.
    Raises UsageFault for a plan, a round or a filter's value that there is none of, UdplanError for such an item.
    """
    whole = asked.at.plans if asked.at else moments.now
    here = replace(whole, plans=tuple(whole.by_name[name] for name in _names(whole, asked)))
    meanings = [meant(text, here) for text in asked.ids]
    named = {path for name in meanings for path in _paths_of(here, name)}
    plans = [plan for plan in here.plans if not meanings or plan.name in {name.ref.plan for name in meanings}]
    days = {plan.name: _day(plan, asked) for plan in plans}
    found = [
        checked(moments.root, _tree(moments, asked), day, [name for name in days if days[name] == day], moments.kept)
        for day in sorted({*days.values()} or {asked.today})
    ]
    problems = [problem for each in found for problem in each.problems if not named or problem.path in named]
    unread = 0
    if asked.filters:
        fitting = _fitting(moments, plans, days, asked)
        problems = [problem for problem in problems if problem.path in fitting]
        unread = sum(len(plan.broken) for plan in plans)
    return Narrowed(
        tuple(sorted(problems, key=Problem.order)),
        tuple(error for each in found for error in each.lacking),
        tuple(name.note for name in meanings if name.note),
        any(each.intern for each in found),
        unread,
    )


def _names(whole: Plans, asked: CheckAsked) -> list[str]:
    chosen = chosen_plans(asked.plans or ["all"], whole.living)
    if asked.round is None:
        return chosen
    having = with_round(whole, asked.round, chosen)
    if not having:
        known = sorted({each.name for name in chosen for each in whole.by_name[name].round_entries})
        raise UsageFault(
            _("there is no round {name}").format(name=asked.round),
            _("its rounds: {names}").format(names=", ".join(known) or _("none")),
        )
    return having


def _day(plan: Plan, asked: CheckAsked) -> date:
    if asked.day is not None:
        return asked.day
    if asked.round is not None:
        return opgjort(round_named(plan, asked.round))
    return asked.at.day if asked.at else asked.today


def _tree(moments: Moments, asked: CheckAsked) -> Tree:
    return asked.at.commit if asked.at else moments.tree


def _paths_of(plans: Plans, name: Meant) -> set[str]:
    """The files of an item, whatever they hold; there may be one that is not read, or two of one id."""
    plan = plans.by_name.get(name.ref.plan, Plan(""))
    paths = {item.path for item in (*plan.entries, *plan.doubles) if item.id == name.ref.id}
    paths |= {misfit.path for misfit in plan.misfits if misfit.id == name.ref.id}
    if not paths:
        raise unknown_item(name.ref, [item.ref for plan in plans.plans for item in plan.entries])
    return paths


def _fitting(moments: Moments, plans: Sequence[Plan], days: Mapping[str, date], asked: CheckAsked) -> frozenset[str]:
    """The files of the items that the filters ask for."""
    if asked.at is not None:
        moments = replace(moments, commit=asked.at.commit)
    filters = with_changed(asked.filters, moments, [plan.name for plan in plans])
    items = selected(filters, plans, days)
    return frozenset(item.path for item in items)

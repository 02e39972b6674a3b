"""What happened to all plans between two moments that somebody names. The past belongs to those who hold the files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from udplan.adapters.git import run as git
from udplan.domain.plan import Plan, Plans, Ref
from udplan.ground.errors import UdplanError
from udplan.ground.message import Message, Text, _
from udplan.pure.change.difference import plan_difference
from udplan.pure.news.kinds import News
from udplan.pure.news.plans import news_of
from udplan.pure.news.values import names_of
from udplan.pure.view.choosing import chosen_plans
from udplan.usecases.moments import Moment, Moments, has_plan

if TYPE_CHECKING:  # what filters are made of is not needed to compare
    from udplan.pure.view.query import Filters

LAST_COMMIT = "HEAD"


@dataclass(frozen=True, slots=True)
class PlanNews:
    """What happened to one plan, which is given as it is at the later moment, or as it last was.

    The `unread` parts could not be compared: a file of theirs cannot be understood.
    """

    plan: Plan
    news: tuple[News, ...]
    unread: tuple[str, ...]
    intern: bool
    """Whether it tells of an item that is closed to the public."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A plan that cannot be compared, and why."""

    plan: str
    reason: Text

    @property
    def note(self) -> Message:
        """What is to be said of it."""
        return _("{plan} is not compared: {reason}").format(plan=self.plan, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Compared:
    """The plans from the moment `old` to the moment `to`, which is empty for the files as they are now."""

    old: str
    to: str
    plans: tuple[PlanNews, ...]
    moments: tuple[Moment, ...]
    """What the names mean; a round's means that of each plan that has it."""
    apart: tuple[Apart, ...] = ()
    """The plans that cannot be compared."""

    @property
    def new(self) -> Text:
        """The later moment."""
        return self.to or _("the files now")

    @property
    def notes(self) -> tuple[Message, ...]:
        """What the names of the moments were taken to mean, and which plans are not compared."""
        said = [*(moment.note for moment in self.moments), *(each.note for each in self.apart)]
        return tuple(dict.fromkeys(note for note in said if note))

    @property
    def intern(self) -> bool:
        """Whether it tells of an item that is closed to the public."""
        return any(each.intern for each in self.plans)


def compared(
    moments: Moments, old: str = LAST_COMMIT, new: str | None = None, *, plans: Sequence[str] = ()
) -> Compared:
    """What happened from one moment to another, by default to the files as they are now.

    A round's name means that of each plan that has it. Raises UsageFault for a plan there is none of, UdplanError for
    a moment there is none of and where there is no git.
    """
    moments.refuse_without_commit()
    if new is None and not has_plan(moments.root):
        new = LAST_COMMIT
    wanted = [] if "all" in plans else list(plans)
    known = wanted or list(moments.now.by_name)
    names = [name for name in (old, new) if name is not None]
    rounds = [name for name in names if any(_has_round(moments, plan, name) for plan in known)]
    if not rounds:
        sides = [moments.named(name, *wanted[:1]) for name in names]
        after = sides[-1].plans if new is not None else moments.now
        chosen = chosen_plans(wanted, dict.fromkeys([*sides[0].plans.by_name, *after.by_name], True)) if wanted else []
        every = sorted({*sides[0].plans.by_name, *after.by_name})
        found = [_plan_news(sides[0].plans, after, plan) for plan in chosen or every]
        return Compared(old, new or "", tuple(found), tuple(sides))
    return _compared_rounds(moments, (old, new), known, rounds)


def plans_news(moments: Moments) -> tuple[PlanNews, ...]:
    """What happened to each plan since the last commit; where there is none yet, since there was nothing."""
    before = moments.at(moments.head) if git.has_commit(moments.root) else Plans()
    return tuple(_plan_news(before, moments.now, name) for name in sorted({*before.by_name, *moments.now.by_name}))


def _compared_rounds(
    moments: Moments, names: tuple[str, str | None], known: Sequence[str], rounds: Sequence[str]
) -> Compared:
    old, new = names
    of_plan: dict[str, list[Moment]] = {}
    apart: list[Apart] = []
    failure: UdplanError | None = None
    for plan in known:
        lacking = [name for name in rounds if not _has_round(moments, plan, name)]
        if lacking:
            apart.append(Apart(plan, _("it has no round {name}").format(name=lacking[0])))
            continue
        try:
            of_plan[plan] = [moments.named(name, plan) for name in names if name is not None]
        except UdplanError as error:  # another plan's round of the name may well be compared
            failure = error
            apart.append(Apart(plan, error.message))
    if not of_plan:
        message = _("no plan has the rounds {names}").format(names=", ".join(rounds))
        hint = _("a round belongs to one plan; see udplan round list --plan all")
        raise failure or UdplanError(message, hint)
    found = [
        _plan_news(sides[0].plans, sides[-1].plans if new is not None else moments.now, plan)
        for plan, sides in of_plan.items()
    ]
    sides = tuple(side for sides in of_plan.values() for side in sides)
    return Compared(old, new or "", tuple(found), sides, tuple(apart))


def _has_round(moments: Moments, plan: str, name: str) -> bool:
    here = moments.now.by_name.get(plan)
    return here is not None and any(each.name == name for each in here.round_entries)


def _plan_news(old: Plans, new: Plans, name: str) -> PlanNews:
    before, after = (side.by_name.get(name, Plan(name)) for side in (old, new))
    difference = plan_difference(before, after)
    closed = any(
        part is not None and part.is_item and "lukket" in part.data
        for each in difference.differences
        for part in (each.old, each.new)
    )
    shown = after if after.parts else before
    return PlanNews(shown, news_of(difference.differences, names_of(before, after)), difference.unread, closed)


def difference_report(root: Path, found: Compared, form: str, *, shipped: bool = False) -> str:
    """What was found as a report, `md` or `html`; with `shipped` only by the templates that come with udplan."""
    # Imported here because comparing, which is to be quick, does without the models.
    from udplan.adapters.printers.jinja import render
    from udplan.adapters.read.templates import template_files
    from udplan.domain.settings import Settings
    from udplan.pure.paper import forskel

    usual = Settings.model_fields["enhed"].default
    plans = [
        forskel.PlanChanges(
            each.plan.name,
            str(each.plan.settings_data.get("kommune", "")),
            each.plan.titel,
            str(each.plan.settings_data.get("enhed", usual)),
            each.news,
            each.unread,
        )
        for each in found.plans
    ]
    paper = forskel.build(plans, found.old, found.new, found.notes, internal=found.intern)
    return render(paper, form, () if shipped else template_files(root))


def with_changed(filters: "Filters", moments: Moments, plans: Sequence[str]) -> "Filters":
    """The filters with the items of the plans that --changed-since means, if it is asked for.

    They are those that something happened to since then, until the moments' own commit or now. Raises as
    `Moments.named` does.
    """
    if filters.changed_since is None:
        return filters
    found: set[Ref] = set()
    having = [plan for plan in plans if _has_round(moments, plan, filters.changed_since)]
    # A round of one of the plans is no name of anything to the others.
    for plan in having or plans:
        since = moments.named(filters.changed_since, plan)
        found |= {news.ref for news in _plan_news(since.plans, moments.now, plan).news}
    return replace(filters, changed=frozenset(found))

"""What happened to all plans between two moments that somebody names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from udplan.adapters import git
from udplan.adapters.parsed import ParsedFiles
from udplan.domain.ref import Ref
from udplan.ground.errors import UdplanError
from udplan.ground.language import Language, _, language
from udplan.pure.choosing import chosen_plans
from udplan.usecases.comparing import Between, PlanDifference, plan_difference, plans_of
from udplan.usecases.moments import Moment, Moments, has_plan

if TYPE_CHECKING:  # what filters are made of is not needed to compare
    from udplan.pure.query import Filters

LAST_COMMIT = "HEAD"


@dataclass(frozen=True, slots=True)
class Compared:
    """The plans from the moment `old` to the moment `to`, which is empty for the files as they are now."""

    old: str
    to: str
    plans: tuple[PlanDifference, ...]
    moments: tuple[Moment, ...]
    """What the names mean; a round's means that of each plan that has it."""
    internal: bool

    @property
    def new(self) -> str:
        """The later moment in words, in the language in use."""
        return self.to or _("the files now")

    @property
    def notes(self) -> tuple[str, ...]:
        """What the names of the moments were taken to mean, in the language in use."""
        return tuple(dict.fromkeys(moment.note for moment in self.moments if moment.note))


def compared(
    root: Path,
    old: str = LAST_COMMIT,
    new: str | None = None,
    *,
    plans: Sequence[str] = (),
    internal: bool = False,
    cache: Path | None = None,
    spoken: Language | None = None,
) -> Compared:
    """What happened from one moment to another, by default to the files as they are now.

    A round's name means that of each plan that has it. `spoken` is the language of the news, by default the one in
    use. Raises UsageFault for a plan there is none of, UdplanError for a moment there is none of and where there is
    no git.
    """
    moments = Moments(root, ParsedFiles(cache))
    if new is None and not has_plan(root):
        new = LAST_COMMIT
    wanted = [] if "all" in plans else list(plans)
    known = wanted or plans_of(moments.now)
    names = [name for name in (old, new) if name is not None]
    rounds = [name for name in names if any(moments.round(plan, name) is not None for plan in known)]
    found: list[PlanDifference] = []
    named: list[Moment] = []
    if rounds:
        chosen = [plan for plan in known if all(moments.round(plan, name) is not None for name in rounds)]
        if not chosen:
            message = _("no plan has the rounds {names}").format(names=", ".join(rounds))
            raise UdplanError(message, _("a round belongs to one plan; see udplan round list --plan all"))
        of_plan = {plan: [moments.named(name, plan) for name in names] for plan in chosen}
    else:
        same = [moments.named(name, *wanted[:1]) for name in names]
        of_plan = dict.fromkeys(plans_of(same[0].tree, same[-1].tree if new is not None else moments.now), same)
        chosen_plans(wanted, dict.fromkeys(of_plan, True))  # refuses one that there is none of
    for plan, sides in of_plan.items():
        if not wanted or plan in wanted:
            after = sides[-1].tree if new is not None else moments.now
            between = Between(sides[0].tree, after, moments.now, moments.files)
            found.append(plan_difference(between, plan, internal=internal, spoken=spoken))
            named += sides
    return Compared(old, new or "", tuple(found), tuple(named), internal)


def difference_report(root: Path, found: Compared, form: str) -> str:
    """What was found as a report, `md` or `html`. Its frame is Danish, the news as `compared` was told to word it."""
    # Imported here because comparing, which is to be quick, does without the models.
    from udplan.adapters.printers.jinja import render
    from udplan.domain.settings import Settings
    from udplan.pure.paper import forskel

    with language("da"):
        usual = Settings.model_fields["enhed"].default
        plans = [
            forskel.PlanChanges(
                each.plan, str(each.settings.get("kommune", "")), each.titel, str(each.settings.get("enhed", usual)),
                each.news, each.closed, each.unread,
            )
            for each in found.plans
        ]  # fmt: skip
        paper = forskel.build(plans, found.old, found.new, found.notes, internal=found.internal)
    return render(paper, form, root)


def with_changed(
    filters: "Filters", root: Path, plans: Sequence[str], to: git.Revision | None, *, internal: bool
) -> "Filters":
    """The filters with the items of the plans that --changed-since means, if it is asked for.

    They are those that something happened to since then, until a commit or now. Raises as `Moments.named` does.
    """
    if filters.changed_since is None:
        return filters
    today, then = Moments(root), Moments(root, commit=to)
    found: set[Ref] = set()
    having = [plan for plan in plans if then.round(plan, filters.changed_since) is not None]
    # A round of one of the plans is no name of anything to the others.
    for plan in having or plans:
        since = then.named(filters.changed_since, plan)
        between = Between(since.tree, then.now, today.now, today.files)
        found |= {news.ref for news in plan_difference(between, plan, internal=internal).news}
    return replace(filters, changed=frozenset(found))

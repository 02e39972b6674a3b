"""What happened to all plans between two moments that somebody names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from udplan.adapters.parsed import ParsedFiles
from udplan.ground.errors import UsageFault
from udplan.ground.language import Language, _, language
from udplan.usecases.comparing import Between, PlanDifference, plan_difference, plans_of
from udplan.usecases.moments import Moment, Moments

if TYPE_CHECKING:  # what filters are made of is not needed to compare
    from udplan.pure.query import Filters

LAST_COMMIT = "HEAD"


@dataclass(frozen=True, slots=True)
class Compared:
    """The plans, from the moment `old` to the moment `new`; by plan, since a round's name means that of each."""

    old: str
    to: str
    """Empty for the files as they are now."""
    plans: tuple[PlanDifference, ...]
    moments: tuple[Moment, ...]
    internal: bool

    @property
    def new(self) -> str:
        """The later moment in words, in the language in use."""
        return next((moment.label for moment in self.moments if moment.name == self.to), self.to)

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
    wanted = [] if "all" in plans else list(plans)
    names = wanted or plans_of(moments.now.tree)
    rounds = [name for name in (old, new) if name and any(moments.round(plan, name) is not None for plan in names)]
    if rounds:
        names = [plan for plan in names if all(moments.round(plan, name) is not None for name in rounds)]
        pairs = {plan: (moments.named(old, plan), _to(moments, new, plan)) for plan in names}
    else:
        pair = moments.named(old, *wanted[:1]), _to(moments, new, *wanted[:1])
        pairs = dict.fromkeys(plans_of(pair[0].tree, pair[1].tree), pair)
    _refuse_unknown(wanted, list(pairs))
    found = []
    for plan, (before, after) in pairs.items():
        if not wanted or plan in wanted:
            between = Between(before.tree, after.tree, moments.now.tree, moments.files)
            found.append(plan_difference(between, plan, internal=internal, spoken=spoken))
    named = tuple(moment for pair in pairs.values() for moment in pair)
    return Compared(old, new or moments.now.name, tuple(found), named, internal)


def difference_report(root: Path, found: Compared, form: str) -> str:
    """What was found as a report, `md` or `html`. Its frame is Danish, the news as `compared` was told to word it."""
    # Imported here because comparing, which is to be quick, does without the models.
    from udplan.adapters.render import render
    from udplan.domain.settings import Settings
    from udplan.pure.report.comparison import ComparisonReport, comparison_head, plan_changes

    with language("da"):
        usual = Settings.model_fields["enhed"].default
        plans = [
            plan_changes(
                each.plan, each.titel, each.settings.get("enhed", usual), each.news,
                closed=each.closed, unread=each.unread,
            )
            for each in found.plans
            if each.news or each.closed or each.unread
        ]  # fmt: skip
        kommuner = [str(each.settings["kommune"]) for each in found.plans if "kommune" in each.settings]
        frame = comparison_head(plans, kommuner, found.old, found.new, internal=found.internal)
        report = ComparisonReport(frame, found.notes, tuple(plans))
    return render(report, "diff", form, root)


def with_changed(filters: "Filters", root: Path, plans: Sequence[str], to: str | None, *, internal: bool) -> "Filters":
    """The filters with the items of the plans that --changed-since means, if it is asked for.

    They are those that something happened to since then, until `to` or now. Raises as `compared` does.
    """
    if filters.changed_since is None:
        return filters
    found = [compared(root, filters.changed_since, to, plans=[plan], internal=internal) for plan in plans]
    refs = (news.ref for each in found for plan in each.plans for news in plan.news)
    return replace(filters, changed=frozenset(refs))


def _to(moments: Moments, name: str | None, plan: str | None = None) -> Moment:
    return moments.now if name is None else moments.named(name, plan)


def _refuse_unknown(wanted: Sequence[str], known: Sequence[str]) -> None:
    for name in wanted:
        if name not in known:
            raise UsageFault(
                _("there is no plan named {name}").format(name=name),
                _("the plans are {names}").format(names=", ".join(known) or _("none")),
            )

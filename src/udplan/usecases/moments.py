"""The plans at a moment that somebody names: a round, a day, a tag or commit, or the files as they are now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from udplan.adapters.git import committed
from udplan.adapters.git import run as git
from udplan.adapters.git.log import commit_on, day_of
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.loader import TreeFiles, plans_of
from udplan.adapters.read.sources import Tree, WorkTree
from udplan.domain.names import PLAN_FOLDER, file_path
from udplan.domain.nearest_times import day_named
from udplan.domain.plan import Plan, Plans, Round
from udplan.ground.danish import date_text
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import NOTHING, Message, _
from udplan.pure.round.rounds import opgjort
from udplan.pure.view.choosing import chosen_plans

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Moment:
    """The commit that a name means."""

    name: str
    commit: git.Revision
    plans: Plans = field(repr=False)
    made_up: date | None = None
    """The day that the name stands for: a round's, or the one that it is."""
    unfrozen: str = ""
    """The plan whose round it is, where that is not frozen and the last commit of its day stands in for it."""

    @property
    def day(self) -> date:
        """The day that the plan was so: the one named, else that of the commit."""
        return self.made_up or day_of(self.commit)

    @property
    def note(self) -> Message:
        """What its name was taken to mean; nothing where that is plain."""
        if not self.unfrozen or self.made_up is None:
            return NOTHING
        text = _("the round {name} of {plan} is not frozen: the plan as it was committed on {date} stands in for it")
        return text.format(name=self.name, plan=self.unfrozen, date=date_text(self.made_up))


@dataclass(frozen=True)
class Moments:
    """The moments of a workspace. `root` may also be a bare repository, which has no files of its own.

    With a `commit` they are the moments as it knows them, whatever has come later.
    """

    root: Path
    kept: Kept = field(default_factory=Kept)
    commit: git.Revision | None = None
    _read: dict[str, Plans] = field(default_factory=dict, repr=False)

    @cached_property
    def head(self) -> git.Revision:
        """The commit that the work tree stands on. Raises UdplanError where there is none."""
        return self.commit or git.revision(self.root, "HEAD")

    def refuse_without_commit(self) -> None:
        """Raises UdplanError where there is no git, or nothing is committed: then there is no other moment than now."""
        if self.commit is None:
            git.revision(self.root, "HEAD")

    @cached_property
    def tree(self) -> Tree:
        """The files as they are now; in a bare repository those of the last commit."""
        if self.commit is not None or not has_plan(self.root):
            return self.head
        try:
            return git.work_tree(self.root, self.head)
        except UdplanError:
            return WorkTree(self.root)

    @cached_property
    def now(self) -> Plans:
        """The plans as they are now. Raises UdplanError in a folder with neither plans nor git."""
        return self.at(self.tree) if isinstance(self.tree, git.Revision) else plans_of(self.tree, self.kept)

    def at(self, commit: git.Revision) -> Plans:
        """The plans of a commit; they are read once."""
        if commit.commit not in self._read:
            self._read[commit.commit] = plans_of(commit, self.kept, commit=commit.commit)
        return self._read[commit.commit]

    def frozen(self, round_: Round) -> Plans | None:
        """The plans that a frozen round went to its meeting with; None for one not frozen."""
        frosset = round_.data.get("frosset")
        return self.at(committed.revision(self.root, frosset["commit"])) if frosset else None

    def version(self, *, internal: bool) -> str:
        """The commit of the files now, in short, with `+` where they differ from it; empty without git.

        To the public a difference in what is closed is none.
        """
        if isinstance(self.tree, git.Revision):
            return self.head.short
        try:
            head = self.head
        except UdplanError:
            return ""
        paths = self._uncommitted
        if not internal:
            sides = (TreeFiles(self.tree, self.kept), TreeFiles(head, self.kept))
            paths = tuple(path for path in paths if any(_may_be_seen(path, side) for side in sides))
        return head.short + ("+" if paths else "")

    @cached_property
    def _uncommitted(self) -> tuple[str, ...]:
        return git.differing(self.tree, self.head)

    def named(self, name: str, plan: str | None = None) -> Moment:
        """The moment of this name: a round of the plan, a day, or whatever git knows by it, in this order.

        Raises UdplanError for a name of nothing, and for a day before the first commit.
        """
        here = self.now.by_name.get(plan or "", Plan(""))
        if name in here.rounds_by_name:
            return self._of_round(here.rounds_by_name[name])
        if name in here.broken_rounds:
            message = _("the file of the round {name} cannot be understood").format(name=name)
            raise UdplanError(message, _("see udplan check"))
        if _DAY.fullmatch(name):
            return self._on(_day(name), name)
        try:
            commit = git.revision(self.root, name)
        except UdplanError as error:
            day = day_named(name)
            if day is not None and not isinstance(error, git.NoRepository):
                return self._on(day, name)
            known = ", ".join(each.name for each in self._plan_or_newest(plan).round_entries)
            if known and not isinstance(error, git.NoRepository) and not git.is_shallow(self.root):
                hint = _("name a day, a tag, a commit or one of the rounds {names}")
                raise UdplanError(error.message, hint.format(names=known)) from None
            raise
        return Moment(name, commit, self.at(commit))

    def _plan_or_newest(self, plan: str | None) -> Plan:
        return self.now.by_name.get(plan or self.newest_plan or "", Plan(""))

    @cached_property
    def newest_plan(self) -> str | None:
        """The newest plan that is still alive now, the one that a name alone is about."""
        chosen = chosen_plans((), self.now.living)
        return chosen[0] if chosen else None

    def _of_round(self, round_: Round) -> Moment:
        plans, day = self.frozen(round_), opgjort(round_)
        if plans is not None:
            return Moment(round_.name, git.Revision(self.root, plans.commit), plans, day)
        return replace(self._on(day, round_.name), unfrozen=round_.plan)

    def _on(self, day: date, name: str) -> Moment:
        found = commit_on(self.head, day)
        if found is None:
            hint = _("name a later day, a tag or a commit")
            if git.is_shallow(self.root):
                hint = git.unshallow_hint()
            raise UdplanError(_("git has no commit from {date} or before").format(date=date_text(day)), hint)
        return Moment(name, found, self.at(found), day)


def moment_at(moments: Moments, name: str, plans: Sequence[str] = ()) -> Moment:
    """The moment that a name alone means: a round is looked up in the plan asked for, or in the newest that has it.

    Raises as `Moments.named` does.
    """
    asked = [] if "all" in plans else list(plans)
    having = with_round(moments.now, name, asked)
    return moments.named(name, having[-1] if having else asked[0] if len(asked) == 1 else moments.newest_plan)


def with_round(plans: Plans, name: str, asked: Sequence[str] = ()) -> list[str]:
    """The plans that have a round, oldest first: of those asked for, else the living ones, else any.

    The round's file may be one that cannot be understood.
    """
    having = {plan.name: plan.levende for plan in plans.plans if any(each.name == name for each in plan.round_entries)}
    if asked:
        return [plan for plan in having if plan in asked]
    return [plan for plan, alive in having.items() if alive] or list(having)


def _may_be_seen(path: str, files: TreeFiles) -> bool:
    """Whether a plan file is there and is not closed to the public."""
    if path not in files.tree.files:
        return False
    found = file_path(path)
    return found is None or not found.is_item or "lukket" not in (files.data(path) or {})


def has_plan(root: Path) -> bool:
    """Whether plan files lie here, as they do not in a bare repository."""
    return (root / PLAN_FOLDER).is_dir()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(_("{value} is not a date").format(value=text), _("is the day in that month?")) from None

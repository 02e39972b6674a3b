"""What happened to one item, commit by commit, in the words of a difference; told to those who hold the files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from udplan.adapters.git import run as git
from udplan.adapters.git.log import Commit, commits_matching, commits_of, deleted_in
from udplan.adapters.read.loader import TreeFiles
from udplan.domain.names import PLAN_FOLDER, Ref, file_path, item_name
from udplan.domain.plan import Item, Plan, Plans
from udplan.ground.message import NOTHING, Message, _
from udplan.pure.change.changes import same
from udplan.pure.change.difference import Difference, PlanDifference, plan_difference
from udplan.pure.news.kinds import News
from udplan.pure.news.plans import news_of
from udplan.pure.news.values import NO_NAMES, Names, names_of
from udplan.pure.view.naming import meant
from udplan.pure.view.nearest import unknown_item
from udplan.usecases.moments import Moments


@dataclass(frozen=True, slots=True)
class Event:
    """What one commit did to the item; what has not been committed yet has no commit and no day."""

    commit: str
    day: date | None
    author: str
    subject: str
    news: tuple[News, ...]
    unread: Message = NOTHING
    """That the file could not be understood, or can be again, where that is why nobody knows what changed."""


@dataclass(frozen=True, slots=True)
class History:
    """An item's events, oldest first. `shallow` tells that git lacks what came before them."""

    ref: Ref
    titel: str
    events: tuple[Event, ...]
    shallow: bool
    intern: bool
    """Whether the item was ever closed to the public."""
    note: Message = NOTHING
    """Which of several items of one id it is."""


@dataclass(frozen=True, slots=True)
class _Step:
    """The item before and after a commit; a merge has a before for each side that it joins."""

    old: tuple[Plan, ...]
    new: Plan
    commit: Commit | None = None


def history(moments: Moments, text: str) -> History:
    """The history of the item that `text` names, also of one that the plan no longer has.

    Raises UdplanError for an unknown item, and without git.
    """
    return _Reading(moments).history(text)


class _Reading:
    def __init__(self, moments: Moments) -> None:
        self._root, self._moments = moments.root, moments
        self._head, self._now = moments.at(moments.head), moments.now
        self._pattern: dict[str, str] = {}

    def history(self, text: str) -> History:
        name = meant(text, self._now)
        upper = Ref(name.ref.plan, name.ref.id.upper())
        ref = upper if self._paths(upper) else name.ref
        steps = self._steps(ref, self._commits(ref))
        states = [state for step in steps for state in (*step.old, step.new)]
        if not any(state.parts or state.misfits for state in states):
            raise unknown_item(ref, [item.ref for plan in self._now.plans for item in plan.entries])
        here = self._now.by_name.get(ref.plan)
        names = names_of(here) if here is not None else NO_NAMES
        events = tuple(event for step in steps if (event := _event(step, ref, names)) is not None)
        versions = [part for state in states if (part := state.parts.get(ref.id)) is not None and part.understood]
        titel = versions[-1].titel if versions else ""
        intern = any("lukket" in part.data for part in versions)
        return History(ref, titel, events, git.is_shallow(self._root), intern, name.note)

    def _commits(self, ref: Ref) -> list[Commit]:
        """Every commit that changed the item, oldest first."""
        paths = self._paths(ref)
        if not paths:
            # A file's name begins with the id; what else begins so is sorted out by `_steps`.
            pattern = f"{PLAN_FOLDER}/{_literal(ref.plan)}/*/{_literal(ref.id)}*.yaml"
            return commits_matching(self._root, self._moments.head.commit, [pattern])
        looked_into: set[tuple[str, str]] = set()
        while True:
            commits = commits_of(self._root, self._moments.head.commit, paths)
            added = {(each.id, file.path) for each in commits for file in each.files if not any(file.old)}
            renamed = {name for commit, path in added - looked_into for name in self._before(commit, path)}
            looked_into |= added
            if renamed <= paths:
                return commits
            paths |= renamed

    def _paths(self, ref: Ref) -> frozenset[str]:
        """Where the item's file lies now and in the last commit."""
        found: set[str] = set()
        for plans in (self._now, self._head):
            plan = plans.by_name.get(ref.plan, Plan(""))
            found |= {item.path for item in plan.entries if item.id == ref.id}
            found |= {each.path for each in plan.misfits if each.id == ref.id and file_path(each.path)}
        return frozenset(found)

    def _before(self, commit: str, path: str) -> list[str]:
        """What a file that a commit added was called before: files of the same item that the commit deleted."""
        found = file_path(path)
        assert found is not None
        ref = self._ref(path)
        deleted = deleted_in(self._root, commit, f"{PLAN_FOLDER}/{found.plan}")
        return [other for other in deleted if self._ref(other) == ref]

    def _ref(self, path: str) -> Ref | None:
        """The item that a file is, by what the plan's ids look like now; None for any other file."""
        found = file_path(path)
        if found is None or not found.is_item:
            return None
        name = item_name(found.stem, self._pattern_of(found.plan))
        return Ref(found.plan, name.id) if name else None

    def _pattern_of(self, plan: str) -> str:
        if plan not in self._pattern:
            sides = (plans.by_name.get(plan, Plan("")) for plans in (self._now, self._head))
            known = next((side for side in sides if side.settings_data), Plan(""))
            self._pattern[plan] = known.pattern
        return self._pattern[plan]

    def _steps(self, ref: Ref, commits: Iterable[Commit]) -> list[_Step]:
        """What each commit did to the item, and what has been done since the last one."""
        changed = [(commit, [each for each in commit.files if self._ref(each.path) == ref]) for commit in commits]
        changed = [(commit, files) for commit, files in changed if files]
        said = self._versions(version for _commit, files in changed for each in files
                              for version in ((each.path, *each.old), (each.path, each.new)))  # fmt: skip
        steps = []
        for commit, files in changed:
            sides = range(len(files[0].old))
            old = tuple(self._alone(ref, [(each.path, each.old[side]) for each in files], said) for side in sides)
            new = self._alone(ref, [(each.path, each.new) for each in files], said)
            steps.append(_Step(old, new, commit))
        committed, now = (_only(plans, ref) for plans in (self._head, self._now))
        return [*steps, _Step((committed,), now)]

    def _versions(self, versions: Iterable[tuple[str | None, ...]]) -> TreeFiles:
        """Every version of some files, under a name that says its folder and its bytes."""
        files: dict[str, str] = {}
        for path, *ids in versions:
            found = file_path(path or "")
            for version in filter(None, ids):
                if found is not None:
                    files[_name_of(found.folder, version)] = version
        told = TreeFiles(git.Versions(self._root, files), self._moments.kept)
        told.prepare(files)
        return told

    def _alone(self, ref: Ref, versions: Iterable[tuple[str, str | None]], said: TreeFiles) -> Plan:
        """The plan with this item alone."""
        entries = []
        for path, version in versions:
            found = file_path(path)
            name = item_name(found.stem, self._pattern_of(ref.plan)) if found else None
            if version is not None and found is not None and found.is_item:
                slug = name.slug if name else ""
                entries.append(Item(ref.plan, found.folder, ref.id, slug, _name_of(found.folder, version), said))
        return Plan(ref.plan, None, tuple(entries[:1]))


def _name_of(folder: str, version: str) -> str:
    return f"{PLAN_FOLDER}/-/{folder}/{version}.yaml"


def _only(plans: Plans, ref: Ref) -> Plan:
    """A plan with one of its items alone."""
    plan = plans.by_name.get(ref.plan, Plan(ref.plan))
    misfits = tuple(each for each in plan.misfits if each.id == ref.id)
    return Plan(ref.plan, None, tuple(item for item in plan.entries if item.id == ref.id), misfits=misfits)


def _literal(name: str) -> str:
    """A name in a glob pattern, standing for itself."""
    return re.sub(r"([*?\[\]\\])", r"\\\1", name)


def _event(step: _Step, ref: Ref, names: Names) -> Event | None:
    """What a step did to the item; None for nothing."""
    news, unread = _news(step, names), _unread(step, ref)
    if not news and not unread:
        return None
    if (commit := step.commit) is None:
        return Event("", None, "", "", news, unread)
    return Event(commit.id, commit.day, commit.author, commit.subject, news, unread)


def _news(step: _Step, names: Names) -> tuple[News, ...]:
    sides = [plan_difference(old, step.new) for old in step.old]
    if not all(side.differences for side in sides):
        return ()
    return news_of((_of_all(found, sides[1:]) for found in sides[0].differences), names)


def _unread(step: _Step, ref: Ref) -> Message:
    if not any(plan_difference(old, step.new).unread for old in step.old):
        return NOTHING
    now = step.new.parts.get(ref.id)
    if now is None or now.understood is None:
        return _("the file cannot be understood")
    return _("the file can be understood again")


def _of_all(found: Difference, others: Iterable[PlanDifference]) -> Difference:
    """What a merge itself did: a side's changes are those of its own commits, unless every side differs so."""
    changes = found.changes
    for other in others:
        theirs = [change for each in other.differences for change in each.changes]
        changes = tuple(
            each for each in changes if any(each.keys == one.keys and same(each.new, one.new) for one in theirs)
        )
    return Difference(found.ref, found.old, found.new, changes)

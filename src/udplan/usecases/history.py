"""What happened to one item, commit by commit, in the words of a difference."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from udplan.adapters import git
from udplan.adapters.history import Commit, FileChange, commits_matching, commits_of, deleted_in
from udplan.adapters.parsed import ParsedFiles, kind_of
from udplan.adapters.sources import PLAN_FOLDER, Tree
from udplan.domain.ref import Ref, numbers_in, ref_from_text
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.pure.changes import same
from udplan.pure.difference import Difference, differences
from udplan.pure.nearest import unknown_item
from udplan.pure.news.kinds import News
from udplan.pure.news.plans import news_of
from udplan.pure.redaction import named_items, public_pair
from udplan.pure.snapshot import Data, Snapshot
from udplan.usecases.moments import Moments
from udplan.usecases.naming import Naming

_ELSEWHERE: Final = re.compile(r"([\w.-]{1,255})/(\w{1,255})")
_LONGEST: Final = 255


@dataclass(frozen=True, slots=True)
class Event:
    """What one commit did to the item; what has not been committed yet has no commit and no day."""

    commit: str
    day: date | None
    author: str
    subject: str
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class History:
    """An item's events, oldest first. `shallow` tells that git lacks what came before them."""

    ref: Ref
    titel: str
    events: tuple[Event, ...]
    shallow: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """The item before and after a commit; a merge has a before for each side that it joins."""

    old: tuple[Snapshot, ...]
    new: Snapshot
    commit: Commit | None = None


def history(root: Path, text: str, *, internal: bool, cache: Path | None = None) -> History:
    """The history of the item that `text` names, also of one that the plan no longer has.

    To the public an item that is closed is one there is none of, and what happened while it was closed is not told;
    nor is a text that names another item that was ever closed, nor what commits were called. Raises UdplanError for an
    unknown item, and without git.
    """
    return _Reading(Moments(root, ParsedFiles(cache))).history(text, internal=internal)


class _Reading:
    def __init__(self, moments: Moments) -> None:
        self._root, self._head, self._now = moments.root, moments.head, moments.now
        self._newest = moments.newest_plan
        self._files = moments.files
        self._naming = Naming(moments.files, [self._now, self._head])

    def history(self, text: str, *, internal: bool) -> History:
        ref = self._named(text)
        steps = self._steps(ref, self._commits([ref]))
        states = [state for step in steps for state in (*step.old, step.new)]
        last = next((state for state in reversed(states) if state.parts or state.unread), None)
        if last is None or (not internal and (any(last.closed()) or self._has_gone_closed(ref))):
            raise self._unknown(ref, internal=internal)
        if not internal:
            named = self._named_in(states, ref)
            hidden = self._ever_closed(named - {ref})
            steps = [_public(step, hidden, named) for step in steps]
            states = [state for step in steps for state in (*step.old, step.new)]
        told = ((step.commit, _news(step, ref, internal=internal)) for step in steps)
        events = tuple(_event(commit, news, internal=internal) for commit, news in told if news)
        titel = next((state.parts[ref.id].titel for state in reversed(states) if ref.id in state.parts), "")
        return History(ref, titel, events, git.is_shallow(self._root))

    def _has_gone_closed(self, ref: Ref) -> bool:
        """Whether the plan no longer has the item, and another has a closed one of its number: it may be the same."""
        there = self._naming.items(self._now)
        twins = [other for other in there if other.id == ref.id]
        return ref not in there and any(any(self._lying(other, self._now).closed()) for other in twins)

    def _named(self, text: str) -> Ref:
        ref = ref_from_text(text.strip(), self._newest or "")
        upper = Ref(ref.plan, ref.id.upper())
        return upper if upper in self._naming.items(self._now) else ref

    def _commits(self, refs: Iterable[Ref]) -> list[Commit]:
        """Every commit that changed one of the items, oldest first."""
        there = {ref: self._paths(ref) for ref in refs}
        gone = [ref for ref, paths in there.items() if not paths]
        if gone:
            # A file's name begins with the id; what else begins so is sorted out by `_steps`.
            patterns = [f"{PLAN_FOLDER}/{_literal(ref.plan)}/*/{_literal(ref.id)}*.yaml" for ref in there]
            return commits_matching(self._root, self._head.commit, patterns)
        paths = frozenset[str]().union(*there.values())
        looked_into: set[tuple[str, str]] = set()
        while paths:
            commits = commits_of(self._root, self._head.commit, paths)
            added = {(each.id, file.path) for each in commits for file in each.files if not any(file.old)}
            renamed = {name for commit, path in added - looked_into for name in self._before(commit, path)}
            looked_into |= added
            if renamed <= paths:
                return commits
            paths |= renamed
        return []

    def _paths(self, ref: Ref) -> frozenset[str]:
        return frozenset(path for tree in (self._now, self._head) for path in self._naming.items(tree).get(ref, ()))

    def _before(self, commit: str, path: str) -> list[str]:
        """What a file that a commit added was called before: files of the same item that the commit deleted."""
        ref = self._naming.ref(path)
        deleted = deleted_in(self._root, commit, f"{PLAN_FOLDER}/{ref.plan}")
        return [other for other in deleted if kind_of(other) and self._naming.ref(other) == ref]

    def _steps(self, ref: Ref, commits: Iterable[Commit]) -> list[_Step]:
        """What each commit did to the item, and what has been done since the last one."""
        changed = [
            (commit, [each for each in commit.files if self._naming.ref(each.path) == ref]) for commit in commits
        ]
        said = self._said(each for _commit, files in changed for each in files)
        steps = []
        for commit, files in changed:
            if files:
                sides = range(len(files[0].old))
                old = tuple(
                    self._snapshot(ref, [(each.path, each.old[side]) for each in files], said) for side in sides
                )
                steps.append(_Step(old, self._snapshot(ref, [(each.path, each.new) for each in files], said), commit))
        committed, now = (self._lying(ref, tree) for tree in (self._head, self._now))
        return steps if committed == now else [*steps, _Step((committed,), now)]

    def _lying(self, ref: Ref, tree: Tree) -> Snapshot:
        paths = self._naming.items(tree).get(ref, [])
        said = {tree.files[path]: data for path, data in self._files.of(tree, paths).items()}
        return self._snapshot(ref, [(path, tree.files[path]) for path in paths], said)

    def _said(self, changes: Iterable[FileChange]) -> Mapping[str, Data | None]:
        """What each version of some files says, by the id of its bytes."""
        files: dict[str, str] = {}
        for each in changes:
            if kind := kind_of(each.path):
                ids = [version for version in (*each.old, each.new) if version]
                files |= {f"{PLAN_FOLDER}/-/{kind}/{version}.yaml": version for version in ids}
        versions = git.Versions(self._root, files)
        return {files[path]: data for path, data in self._files.of(versions, files).items()}

    def _snapshot(
        self, ref: Ref, versions: Iterable[tuple[str, str | None]], said: Mapping[str, Data | None]
    ) -> Snapshot:
        """The item alone: without parts where it was not there, unread where nobody knows what it said."""
        there = [(path, version) for path, version in versions if version is not None and kind_of(path)]
        parts = [self._naming.part(path, said[version]) for path, version in there]
        if len(parts) == 1 and parts[0] is not None:
            return Snapshot(ref.plan, {ref.id: parts[0]})
        return Snapshot(ref.plan, {}, frozenset([ref.id]) if parts else frozenset())

    def _named_in(self, states: Iterable[Snapshot], ref: Ref) -> frozenset[Ref]:
        """The items that versions of one may name: those there are, and what could be one that the plan had once."""
        texts = [text for state in states for part in state.parts.values() for text in part.texts]
        there = frozenset(self._naming.items(self._now)) | frozenset(self._naming.items(self._head))
        pattern = self._naming.pattern(ref.plan)
        words = {word.upper() for word in numbers_in(texts) if len(word) <= _LONGEST}
        own = {Ref(ref.plan, word) for word in words if re.fullmatch(pattern, word)}
        # An item that another plan had once is known only where its plan is named with it.
        others = {Ref(plan, word) for text in texts for plan, word in _ELSEWHERE.findall(text)}
        elsewhere = {Ref(other.plan, number.upper()) for other in others for number in numbers_in([other.id])}
        once = {each for each in elsewhere if re.fullmatch(self._naming.pattern(each.plan), each.id)}
        return named_items(texts, there) | own | once | {ref}

    def _ever_closed(self, refs: frozenset[Ref]) -> frozenset[Ref]:
        commits = self._commits(refs)
        said = self._said(each for commit in commits for each in commit.files)
        closed = {
            self._naming.ref(each.path)
            for commit in commits
            for each in commit.files
            for version in (*each.old, each.new)
            if version and kind_of(each.path) and _may_be_closed(said[version])
        }
        closed |= {ref for ref in refs if any(self._lying(ref, self._now).closed())}
        return frozenset(closed)

    def _unknown(self, ref: Ref, *, internal: bool) -> UdplanError:
        items = self._naming.items(self._now)
        said = self._files.of(self._now, [path for paths in items.values() for path in paths])
        closed = {self._naming.ref(path) for path, data in said.items() if _may_be_closed(data)}
        # The item itself is among them where nobody can tell which of two files it is.
        return unknown_item(ref, [each for each in items if each != ref and (internal or each not in closed)])


def _literal(name: str) -> str:
    """A name in a glob pattern, standing for itself."""
    return re.sub(r"([*?\[\]\\])", r"\\\1", name)


def _may_be_closed(said: Data | None) -> bool:
    """Whether a version is closed, or cannot be understood and so may be."""
    return said is None or "lukket" in said


def _public(step: _Step, hidden: frozenset[Ref], known: frozenset[Ref]) -> _Step:
    pairs = [public_pair(old, step.new, hidden, known) for old in step.old]
    return _Step(tuple(old for old, _new in pairs), pairs[0][1], step.commit)


def _news(step: _Step, ref: Ref, *, internal: bool) -> tuple[News, ...]:
    sides = [differences(old, step.new) for old in step.old]
    if internal and ref.id in step.new.unread:
        return (News(ref, "", "other", _("the file cannot be understood")),)
    if internal and any(ref.id in old.unread for old in step.old):
        return (News(ref, "", "other", _("the file can be understood again")),)
    return news_of(_of_all(found, sides[1:]) for found in sides[0] if all(sides))


def _of_all(found: Difference, others: Iterable[tuple[Difference, ...]]) -> Difference:
    """What a merge itself did: a side's changes are those of its own commits, unless every side differs so."""
    changes = found.changes
    for other in others:
        theirs = [change for each in other for change in each.changes]
        changes = tuple(
            each for each in changes if any(each.keys == one.keys and same(each.new, one.new) for one in theirs)
        )
    return Difference(found.ref, found.old, found.new, changes)


def _event(commit: Commit | None, news: tuple[News, ...], *, internal: bool) -> Event:
    """What a commit did. What it is called tells of all that it did, and so is for those who may see all."""
    if commit is None:
        return Event("", None, "", "", news)
    return Event(commit.id, commit.day, commit.author, commit.subject if internal else "", news)

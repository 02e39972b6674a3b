"""What git tells of each plan that the rules about rounds need: the last frozen round, and ids used before.

An id was another item's if that item's file was deleted, and no file of the id was left where today's came from:
a file that changed its name, or is deleted on another branch only, is still the same item's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from udplan.adapters.git import committed, log
from udplan.adapters.git import run as git
from udplan.adapters.git.ancestry import ancestors, common_ancestor
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.loader import TreeFiles, plans_of
from udplan.adapters.read.sources import Tree
from udplan.domain.names import PLAN_FOLDER, file_path, item_name
from udplan.domain.plan import Data, Item, Plan, Plans, Round
from udplan.domain.vocabulary import STATE_KEYS
from udplan.ground.danish import fold
from udplan.ground.errors import UdplanError
from udplan.ground.problem import KeyPath
from udplan.pure.checks.past import Past
from udplan.pure.checks.rules import severity_of
from udplan.pure.round.rounds import altered, in_order


@dataclass(frozen=True, slots=True)
class Pasts:
    """The past of plans by name, and why some of it is out of reach."""

    by_plan: Mapping[str, Past]
    lacking: tuple[UdplanError, ...] = ()


def pasts_of(root: Path, tree: Tree, plans: Plans, names: Collection[str], kept: Kept) -> Pasts:
    """The past of these plans, which a tree holds; nothing where there is no git or no commit."""
    chosen = [plans.by_name[name] for name in names]
    try:
        now = tree if isinstance(tree, git.Revision) else git.revision(root, "HEAD")
    except UdplanError:
        refused = git.refusal(root) if git.is_installed() else None
        if refused is None or isinstance(refused, git.NoRepository) or not any(map(_frozen, chosen)):
            return Pasts({})
        return Pasts({}, (refused,))
    told = _Telling(now, kept)
    pasts = {plan.name: told.past(plan) for plan in chosen}
    return Pasts(pasts, tuple({str(error): error for error in told.lacking}.values()))


def _frozen(plan: Plan) -> list[Round]:
    """The frozen rounds, the newest last."""
    return [each for each in in_order(plan) if "frosset" in each.data]


def _commit_of(round_: Round) -> str:
    return str(round_.data["frosset"]["commit"])


@dataclass(frozen=True)
class _Then:
    """The last frozen round: its items as they were whose files differ, and the red ones."""

    name: str = ""
    commit: git.Revision | None = None
    ids: frozenset[str] = frozenset()
    items: Mapping[str, Data] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    """The ids that were those of the same items, by their titles."""
    gone: Mapping[str, Data] = field(default_factory=dict)


@dataclass(frozen=True)
class _Telling:
    now: git.Revision
    kept: Kept
    lacking: list[UdplanError] = field(default_factory=list)

    def past(self, plan: Plan) -> Past:
        """A plan's past; what is out of reach is noted in `lacking` and left out."""
        frozen = _frozen(plan)
        changed = self._altered(frozen)
        if not plan.settings_data:  # then nobody knows what the ids look like
            return Past(altered=changed)
        # Which round was the last is not known where one cannot be understood.
        if plan.broken_rounds:
            return Past(altered=changed)
        then, earlier = _Then(), dict[str, str]()
        try:
            then = self._then(plan, frozen[-1]) if frozen else then
        except UdplanError as error:
            self.lacking.append(error)
        try:
            # The log of a long history takes time, which is not spent for a rule that is switched off.
            if severity_of("id-reused", plan.settings_data.get("regler", {})) is not None:
                earlier = self._earlier(plan, then)
        except UdplanError as error:
            self.lacking.append(error)
        new = frozenset(plan.entry_of) - then.ids if then.gone else frozenset[str]()
        return Past(then.name, then.items, earlier, changed, then.gone, new)

    def _then(self, plan: Plan, round_: Round) -> _Then:
        commit = committed.revision(self.now.root, _commit_of(round_))
        was = plans_of(commit, self.kept).by_name.get(plan.name, Plan(plan.name))
        items: dict[str, Data] = {}
        same: set[str] = set()
        for item in plan.items:
            before = was.entry_of.get(item.id)
            if before is None:
                continue
            if before.version == item.version:
                same.add(item.id)
                if item.data.get("trafiklys") != "roed":
                    continue
            if before.understood is not None:
                items[item.id] = before.data
                if _is_same(before.titel, item.titel):
                    same.add(item.id)
        there = _there(plan)
        gone = {item.id: item.data for item in was.entries if item.id not in there and not _has_ended(item)}
        return _Then(round_.name, commit, frozenset(was.entry_of), items, frozenset(same), gone)

    def _altered(self, frozen: list[Round]) -> dict[str, tuple[KeyPath, ...]]:
        """By the name of a frozen round, where it says something else than it may."""
        found = {}
        for round_ in frozen:
            try:
                commit = committed.revision(self.now.root, _commit_of(round_))
                was = TreeFiles(commit, self.kept)
                said = was.data(round_.path) if round_.path in commit.files else None
            except UdplanError as error:
                self.lacking.append(error)
                continue
            if said is not None and (keys := altered(said, round_.data)):
                found[round_.name] = keys
        return found

    def _earlier(self, plan: Plan, then: _Then) -> dict[str, str]:
        """By the id of an item of today, the title of another that had it and was deleted."""
        titles = {item.id: item.titel for item in plan.items if item.id not in then.kept}
        found: dict[str, str] = {}
        if not titles:
            return found
        # What a frozen round has with an id is what its meeting knows by it, whatever was before.
        settled = ancestors(self.now.root, then.commit.commit) if then.commit else frozenset[str]()
        for commit in log.deletions(self.now.root, f"{PLAN_FOLDER}/{plan.name}"):
            gone: dict[str, str] = {}
            blobs: dict[str, str] = {}
            for change in commit.files:
                path, old = change.path, change.old[0]
                name = _id_of(path, plan)
                if name in titles and old is not None and not (name in then.ids and commit.id in settled):
                    gone[path], blobs[path] = name, old
            versions = TreeFiles(git.Versions(self.now.root, blobs), self.kept)
            versions.prepare(gone)
            said = {path: str(data["titel"]) for path in gone if (data := versions.data(path)) is not None}
            others = {gone[path]: titel for path, titel in said.items() if not _is_same(titel, titles[gone[path]])}
            if others:
                known = self._known_by(commit.id, plan, then)
                found |= {name: titel for name, titel in others.items() if name not in known}
        return found

    def _known_by(self, deletion: str, plan: Plan, then: _Then) -> frozenset[str]:
        """The ids that were an item's where the deletion and the plan of today have met, and those settled since."""
        met = common_ancestor(self.now.root, deletion, self.now.commit)
        paths = git.Revision(self.now.root, met).files if met else ()
        known = frozenset(_id_of(path, plan) for path in paths)
        return known if met == deletion else known | then.ids


def _there(plan: Plan) -> frozenset[str]:
    """The ids of which a plan has a file, whatever that holds and wherever it lies."""
    return frozenset((*(item.id for item in plan.entries), *(misfit.id for misfit in plan.misfits)))


def _has_ended(item: Item) -> bool:
    return any(key in item.data for key in STATE_KEYS if key != "fase")


def _id_of(path: str, plan: Plan) -> str:
    """The id of the item of a plan that a file is, by what its ids look like today; empty for any other file."""
    found = file_path(path)
    if found is None or not found.is_item or found.plan != plan.name:
        return ""
    name = item_name(found.stem, plan.pattern)
    return name.id if name else ""


def _is_same(titel: str, other: str) -> bool:
    return fold(titel) == fold(other)

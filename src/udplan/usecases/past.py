"""What git tells of each plan that the rules about rounds need: the last frozen round, and ids used before.

An id was another item's if that item's file was deleted, and no file of the id was left where today's came from:
a file that changed its name, or is deleted on another branch only, is still the same item's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from udplan.adapters import committed, git, history
from udplan.adapters.ancestry import ancestors, common_ancestor
from udplan.adapters.loader import Loaded, understood
from udplan.adapters.parsed import ParsedFiles, kind_of
from udplan.adapters.sources import PLAN_FOLDER, Source
from udplan.adapters.yamlfile.reader import read
from udplan.domain.plan import Item, Plan, Round
from udplan.domain.ref import item_name
from udplan.domain.runde import Frosset, Runde
from udplan.domain.vocabulary import TYPER
from udplan.ground.danish import fold
from udplan.ground.errors import UdplanError
from udplan.ground.problem import KeyPath
from udplan.pure.checks.past import Past
from udplan.pure.rounds import altered, in_order, round_data
from udplan.pure.rules import severity_of
from udplan.pure.snapshot import Part
from udplan.usecases.naming import Naming


@dataclass(frozen=True, slots=True)
class Pasts:
    """The past of plans by name, and why some of it is out of reach."""

    by_plan: Mapping[str, Past]
    lacking: tuple[UdplanError, ...] = ()


def pasts_of(
    root: Path, loaded: Loaded, cache: Path | None,
    *, source: Source | None = None, plans: Collection[str] | None = None,
) -> Pasts:  # fmt: skip
    """The past of each of these plans (all of them if None); nothing where there is no git or no commit.

    `source` is what the plans were loaded from, the files as they are now by default.
    """
    chosen = [plan for plan in loaded.workspace.plans if plans is None or plan.name in plans]
    try:
        now = source if isinstance(source, git.Revision) else git.revision(root, "HEAD")
    except UdplanError:
        refused = git.refusal(root) if git.is_installed() else None
        if refused is None or isinstance(refused, git.NoRepository) or not any(map(_frozen, chosen)):
            return Pasts({})
        return Pasts({}, (refused,))
    told = _Telling(now, loaded.bytes_of, ParsedFiles(cache))
    pasts = {plan.name: told.past(plan) for plan in chosen}
    return Pasts(pasts, tuple({error.message: error for error in told.lacking}.values()))


def _frozen(plan: Plan) -> list[tuple[Round, Frosset]]:
    """The frozen rounds, the newest last."""
    return [(each, each.runde.frosset) for each in in_order(plan) if each.runde.frosset is not None]


@dataclass(frozen=True)
class _Then:
    """The last frozen round: its items as they were whose files differ, and the red ones."""

    name: str = ""
    commit: git.Revision | None = None
    ids: frozenset[str] = frozenset()
    items: Mapping[str, Part] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    """The ids that were those of the same items, by their titles."""


@dataclass(frozen=True)
class _Telling:
    now: git.Revision
    bytes_of: Mapping[str, bytes]
    files: ParsedFiles
    lacking: list[UdplanError] = field(default_factory=list)

    def past(self, plan: Plan) -> Past:
        """A plan's past; what is out of reach is noted in `lacking` and left out."""
        frozen = _frozen(plan)
        changed = self._altered(frozen)
        if plan.settings is None:  # then nobody knows what the ids look like
            return Past(altered=changed)
        then, earlier = _Then(), dict[str, str]()
        try:
            then = self._then(plan, *frozen[-1]) if frozen else then
        except UdplanError as error:
            self.lacking.append(error)
        try:
            # The log of a long history takes time, which is not spent for a rule that is switched off.
            if severity_of("id-reused", plan.settings.regler) is not None:
                earlier = self._earlier(plan, plan.settings.id_moenster, then)
        except UdplanError as error:
            self.lacking.append(error)
        return Past(then.name, then.items, earlier, changed)

    def _then(self, plan: Plan, round_: Round, frosset: Frosset) -> _Then:
        commit = committed.revision(self.now.root, frosset.commit)
        naming = Naming(self.files, [commit])
        paths = {ref.id: paths[0] for ref, paths in naming.items(commit).items() if ref.plan == plan.name}
        wanted: dict[str, Item] = {}
        kept: set[str] = set()
        for item in plan.items:
            path = paths.get(item.id)
            if path is not None:
                same = commit.files[path] == git.blob_id(self.bytes_of[item.path], commit.algorithm)
                if same:
                    kept.add(item.id)
                if not same or item.emne.trafiklys == "roed":
                    wanted[path] = item
        items: dict[str, Part] = {}
        for path, said in self.files.of(commit, wanted).items():
            part, item = naming.part(path, said), wanted[path]
            if part is not None:
                items[item.id] = part
                if _is_same(part.titel, item.emne.titel):
                    kept.add(item.id)
        return _Then(round_.name, commit, frozenset(paths), items, frozenset(kept))

    def _altered(self, frozen: list[tuple[Round, Frosset]]) -> dict[str, tuple[KeyPath, ...]]:
        """By the name of a frozen round, where it says something else than it may."""
        inside = git.prefix(self.now.root) if frozen else ""
        names = [f"{frosset.commit}:{inside}{round_.path}" for round_, frosset in frozen]
        found = {}
        for (round_, frosset), content in zip(frozen, git.contents(self.now.root, names), strict=True):
            if content is not None:
                runde, _findings = understood(Runde, read(content), round_.path)
                if runde is not None and (keys := altered(round_data(runde), round_data(round_.runde))):
                    found[round_.name] = keys
            elif not self.lacking:
                try:
                    committed.revision(self.now.root, frosset.commit)
                except UdplanError as error:
                    self.lacking.append(error)
        return found

    def _earlier(self, plan: Plan, pattern: str, then: _Then) -> dict[str, str]:
        """By the id of an item of today, the title of another that had it and was deleted."""
        titles = {item.id: item.emne.titel for item in plan.items if item.id not in then.kept}
        found: dict[str, str] = {}
        if not titles:
            return found
        # What a frozen round has with an id is what its meeting knows by it, whatever was before.
        settled = ancestors(self.now.root, then.commit.commit) if then.commit else frozenset[str]()
        for commit in history.deletions(self.now.root, f"{PLAN_FOLDER}/{plan.name}"):
            gone: dict[str, str] = {}
            blobs: dict[str, str] = {}
            for change in commit.files:
                path, old = change.path, change.old[0]
                name = _id_of(path, pattern)
                if name in titles and old is not None and not (name in then.ids and commit.id in settled):
                    gone[path], blobs[path] = name, old
            others = {
                gone[path]: str(said["titel"])
                for path, said in self.files.of(git.Versions(self.now.root, blobs), gone).items()
                if said is not None and not _is_same(str(said["titel"]), titles[gone[path]])
            }
            if others:
                known = self._known_by(commit.id, plan, pattern, then)
                found |= {name: titel for name, titel in others.items() if name not in known}
        return found

    def _known_by(self, deletion: str, plan: Plan, pattern: str, then: _Then) -> frozenset[str]:
        """The ids that were an item's where the deletion and the plan of today have met, and those settled since."""
        met = common_ancestor(self.now.root, deletion, self.now.commit)
        here = f"{PLAN_FOLDER}/{plan.name}/"
        paths = git.Revision(self.now.root, met).files if met else ()
        ids = frozenset(_id_of(path, pattern) for path in paths if path.startswith(here))
        return ids if met == deletion else ids | then.ids


def _is_same(titel: str, other: str) -> bool:
    return fold(titel) == fold(other)


def _id_of(path: str, pattern: str) -> str:
    """The id of the item whose file a path is; empty for any other file."""
    found = item_name(path.rpartition("/")[2].removesuffix(".yaml"), pattern) if kind_of(path) in TYPER else None
    return found[0] if found else ""

"""What happened to plans between two moments. Only what differs is read, and what that names."""

from dataclasses import dataclass, field

from udplan.adapters.parsed import ParsedFiles, kind_of
from udplan.adapters.sources import PLAN_FOLDER, Tree
from udplan.domain.ref import Ref
from udplan.pure.difference import Difference, differences
from udplan.pure.news.kinds import News
from udplan.pure.news.plans import news_of
from udplan.pure.redaction import moved_away, named_items, public_pair
from udplan.pure.snapshot import SETTINGS, Data, Part, Snapshot
from udplan.usecases.naming import Naming


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """What happened to one plan. `closed` items were left out, `unread` parts could not be compared."""

    plan: str
    titel: str
    settings: Data
    """What plan.yaml says, the newer where there are two."""
    news: tuple[News, ...]
    differences: tuple[Difference, ...]
    closed: int
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Two moments to compare; `today` tells which items are closed by now."""

    old: Tree
    new: Tree
    today: Tree | None = None
    files: ParsedFiles = field(default_factory=lambda: ParsedFiles(None))


def plans_of(*trees: Tree) -> list[str]:
    """The names of the plans that any of the trees has, oldest first."""
    return sorted({path.split("/", 2)[1] for tree in trees for path in tree.files})


def plan_difference(between: Between, plan: str, *, internal: bool) -> PlanDifference:
    """What happened to a plan; to the public nothing of items that are closed on either side or today."""
    return _Comparison(between, plan).difference(internal=internal)


class _Comparison:
    def __init__(self, between: Between, plan: str) -> None:
        self._old, self._new, self._plan = between.old, between.new, plan
        self._trees = [between.new, between.old]
        if between.today is not None and between.today not in self._trees:
            self._trees.append(between.today)
        self._today = between.new if between.today is None else between.today
        self._files = between.files
        self._naming = Naming(self._files, self._trees)
        self._prefix = f"{PLAN_FOLDER}/{plan}/"

    def difference(self, *, internal: bool) -> PlanDifference:
        changed = self._changed_paths()
        # Which themes and points only closed items use can be seen from all items alone.
        whole = not internal and self._prefix + SETTINGS in changed
        names = {self._naming.ref(path).id for path in changed}
        old = self._snapshot(self._old, names, whole=whole)
        new = self._snapshot(self._new, names, whole=whole)
        closed = 0
        if not internal:
            named = self._named(old, new, names)
            hidden = self._hidden(named, None if whole else names).union(old.closed(), new.closed())
            closed = sum(self._differs(ref, old, new) for ref in hidden if ref.plan == self._plan and ref.id in names)
            known = frozenset(self._naming.items(self._new))
            others = [self._snapshot(tree, names, whole=whole) for tree in self._trees[2:]]
            old, new = public_pair(old, new, hidden, known, named, others)
        found = differences(old, new)
        news = news_of(found)
        settings = new.settings or old.settings
        titel = str(settings.get("titel", self._plan))
        unread = tuple(sorted((old.unread | new.unread) & names))
        return PlanDifference(self._plan, titel, settings, news, found, closed, unread)

    def _differs(self, ref: Ref, old: Snapshot, new: Snapshot) -> bool:
        """Whether an item says something else; other bytes alone, such as line ends that git made, say nothing."""
        before, after = old.parts.get(ref.id), new.parts.get(ref.id)
        return before != after or ref.id in old.unread or ref.id in new.unread

    def _changed_paths(self) -> set[str]:
        old, new = self._old.files, self._new.files
        paths = {path for path in (*old, *new) if path.startswith(self._prefix) and kind_of(path)}
        return {path for path in paths if old.get(path) != new.get(path)}

    def _snapshot(self, tree: Tree, names: set[str], *, whole: bool) -> Snapshot:
        """The named parts of the plan on one side, or all of them, and its settings."""
        ids = {
            path: self._naming.ref(path).id for path in tree.files if path.startswith(self._prefix) and kind_of(path)
        }
        wanted = [path for path, name in ids.items() if whole or name == SETTINGS or name in names]
        parts: dict[str, Part] = {}
        unread: set[str] = set()
        for path, said in self._files.of(tree, wanted).items():
            part = self._naming.part(path, said)
            if part is None or ids[path] in parts:  # of two files with one id nobody knows which is meant
                unread.add(ids[path])
            else:
                parts[ids[path]] = part
        read = {name: part for name, part in parts.items() if name not in unread}
        return Snapshot(self._plan, read, frozenset(unread))

    def _named(self, old: Snapshot, new: Snapshot, names: set[str]) -> frozenset[Ref]:
        """The items that texts of what changed may name."""
        known = frozenset[Ref]().union(*(self._naming.items(tree) for tree in self._trees))
        changed = [part for side in (old, new) for name, part in side.parts.items() if name in names]
        return named_items((text for part in changed for text in part.texts), known)

    def _hidden(self, named: frozenset[Ref], names: set[str] | None) -> frozenset[Ref]:
        """Of the items that changed (all if None) and those that their texts name, the ones closed on a side or today.

        An item that went while another plan has a closed one of its number has gone there.
        """
        refs = [frozenset(self._naming.items(tree)) for tree in self._trees]
        known, now = frozenset[Ref]().union(*refs), frozenset(self._naming.items(self._today))
        asked = named | {ref for ref in known if ref.plan == self._plan and (names is None or ref.id in names)}
        gone = {ref.id for ref in known - now}
        asked |= {ref for ref in now if ref.id in gone}
        found: set[Ref] = set()
        for tree in self._trees:
            of_ref = self._naming.items(tree)
            paths = {path: ref for ref in asked for path in of_ref.get(ref, ())}
            # A file that cannot be understood may be a closed item's.
            for path, said in self._files.of(tree, paths).items():
                if said is None or "lukket" in said:
                    found.add(paths[path])
        return frozenset(found) | moved_away(known, now, found)

"""Which part of which plan a file is, by its path and by what the plans say their ids look like."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from udplan.adapters.parsed import ParsedFiles, kind_of
from udplan.adapters.sources import PLAN_FOLDER, Tree
from udplan.domain.ref import DEFAULT_PATTERN, Ref, item_name
from udplan.domain.vocabulary import ROUNDS_FOLDER, TYPER
from udplan.pure.snapshot import SETTINGS, Data, Part, round_name


class Naming:
    """The names in some trees; where they differ in a plan's pattern, the first that has one decides."""

    def __init__(self, files: ParsedFiles, trees: Sequence[Tree]) -> None:
        self._files, self._trees = files, trees
        self._patterns: dict[str, str] = {}
        self._refs: dict[str, Ref] = {}
        self._items: dict[int, dict[Ref, list[str]]] = {}

    def settings(self, plan: str) -> Data:
        """What the plan's settings say; nothing where no tree has any that can be understood."""
        path = f"{PLAN_FOLDER}/{plan}/{SETTINGS}"
        said = (self._files.of(tree, [path]).get(path) for tree in self._trees)
        return next((each for each in said if each is not None), {})

    def pattern(self, plan: str) -> str:
        """What a plan's ids look like."""
        if plan not in self._patterns:
            self._patterns[plan] = str(self.settings(plan).get("id_moenster", DEFAULT_PATTERN))
        return self._patterns[plan]

    def ref(self, path: str) -> Ref:
        """The part that a plan file is; by the name of the file where that does not begin with an id."""
        if path not in self._refs:
            self._refs[path] = self._ref(path)
        return self._refs[path]

    def _ref(self, path: str) -> Ref:
        _folder, plan, *inner = path.split("/")
        stem = inner[-1].removesuffix(".yaml")
        if len(inner) == 1:
            return Ref(plan, inner[0])
        if inner[0] == ROUNDS_FOLDER:
            return Ref(plan, round_name(stem))
        found = item_name(stem, self.pattern(plan))
        return Ref(plan, found[0] if found else stem)

    def items(self, tree: Tree) -> Mapping[Ref, list[str]]:
        """Where the files of each item of every plan of a tree lie."""
        if id(tree) not in self._items:
            found = self._items[id(tree)] = defaultdict(list)
            for path in tree.files:
                if kind_of(path) in TYPER:
                    found[self.ref(path)].append(path)
        return self._items[id(tree)]

    def part(self, path: str, said: Data | None) -> Part | None:
        """What a file says as a part of its plan; None if it cannot be understood, or no id is in its name."""
        kind = kind_of(path)
        if said is None:
            return None
        if kind not in TYPER:
            return Part("" if kind == SETTINGS else kind, "", said)
        found = item_name(path.rpartition("/")[2].removesuffix(".yaml"), self.pattern(path.split("/")[1]))
        return Part(kind, found[1], said) if found else None

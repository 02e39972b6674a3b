"""Every problem of plans: what reading them showed and what the rules find.

What the rules say of single files is kept between runs, by the ids of what it depends on.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

from udplan.adapters.read.faults import faults
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.loader import TreeFiles, plans_of
from udplan.adapters.read.sources import Tree
from udplan.adapters.read.understand import Located, located, located_from_rows, rows_from_located
from udplan.domain.names import PLAN_FOLDER
from udplan.domain.plan import Item, Part, Plan, Plans
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.ground.problem import Finding, Problem
from udplan.pure.checks import file_findings, plan_findings
from udplan.pure.checks.past import Past
from udplan.pure.checks.publication import mentions_in, open_parts
from udplan.pure.checks.rules import severity_of
from udplan.pure.view.choosing import chosen_plans
from udplan.pure.view.closed import closed_mentions
from udplan.pure.view.public import has_closed
from udplan.usecases.past import pasts_of


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem, and why some of the past could not be compared with."""

    problems: tuple[Problem, ...]
    lacking: tuple[UdplanError, ...] = ()
    intern: bool = False
    """Whether there is something in the plans that is closed to the public."""


@dataclass(frozen=True)
class Checking:
    """A tree whose plans are to be checked as of a day."""

    tree: Tree
    as_of: date
    kept: Kept = field(default_factory=Kept)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plans", plans_of(self.tree, self.kept))

    plans: Plans = field(init=False, repr=False)

    def known(self, asked: Collection[str]) -> list[str]:
        """The plans named, all of them for none. Raises UsageFault for a name that is not a plan's."""
        return chosen_plans(list(asked), dict.fromkeys(self.plans.by_name, True)) if asked else list(self.plans.by_name)

    def problems(self, name: str, past: Past | None = None, *, alone: bool = False) -> tuple[Problem, ...]:
        """Every problem of a plan, sorted by file and place; with a `past` also against that.

        `alone` leaves out what would take reading all other plans.
        """
        plan = self.plans.by_name[name]
        regler: Mapping[str, str] = plan.settings_data.get("regler", {})
        plans = self.plans.alone(name) if alone else self.plans
        found = {*faults(plan, self._files(plan)), *self._of_files(plan), *self._of_mentions(plan, plans)}
        found |= {*self._of_plan(plan, plans, past)}
        judged = (
            replace(problem, severity=severity)
            for problem in found
            if (severity := severity_of(problem.code, regler)) is not None
        )
        return tuple(sorted(judged, key=Problem.order))

    def _files(self, plan: Plan) -> TreeFiles:
        parts = plan.settings_part, *plan.entries, *plan.round_entries
        files = next((part.files for part in parts if part is not None), None)
        return files if isinstance(files, TreeFiles) else TreeFiles(self.tree, self.kept)

    def _of_files(self, plan: Plan) -> Iterator[Problem]:
        """What the rules about single files say."""
        day = f"{self._version(plan.settings_part)}:{self.as_of.isoformat()}"

        def run(parts: tuple[Part, ...]) -> Iterator[Finding]:
            entries = tuple(part for part in parts if isinstance(part, Item))
            return file_findings(replace(plan, entries=entries, doubles=()), self.plans, self.as_of)

        settings = [plan.settings_part] if plan.settings_part is not None and plan.settings_data else []
        return self._kept("check", day, [*settings, *plan.items, *plan.rounds], run)

    def _of_mentions(self, plan: Plan, plans: Plans) -> Iterator[Problem]:
        """Where what is open names what is closed."""
        mentions = closed_mentions(plans)
        if mentions.named:
            names = repr((sorted(mentions.named), sorted(mentions.known))).encode()
            digest = blake2b(names, digest_size=12).hexdigest()
            yield from self._kept("names", digest, open_parts(plan), lambda parts: mentions_in(parts, mentions))

    def _kept(
        self, what: str, besides: str, parts: Sequence[Part], run: Callable[[tuple[Part, ...]], Iterator[Finding]]
    ) -> Iterator[Problem]:
        """What is found in files, which depends on each file, its name and `besides`; kept, and so found once."""
        names = {part.path: f"{what}:{part.path}:{self._version(part)}:{besides}" for part in parts}
        rows = self.kept.get(names.values())
        left = tuple(part for part in parts if names[part.path] not in rows)
        of_path: dict[str, list[Located]] = {part.path: [] for part in left}
        for path, each in _located(run(left), self.tree) if left else ():
            if path in of_path:
                of_path[path].append(each)
        self.kept.put({names[path]: rows_from_located(tuple(found)) for path, found in of_path.items()})
        for part in parts:
            found = of_path.get(part.path)
            if found is None:
                found = [*located_from_rows(rows[names[part.path]])]
            yield from (_problem(part.path, each) for each in found)

    def _version(self, part: Part | None) -> str:
        return part.version if part is not None else ""

    def _of_plan(self, plan: Plan, plans: Plans, past: Past | None) -> Iterator[Problem]:
        found = plan_findings(plan, plans, self.as_of, past)
        return (_problem(path, each) for path, each in _located(found, self.tree))


def _located(findings: Iterable[Finding], tree: Tree) -> Iterator[tuple[str, Located]]:
    """Each finding at its place in its file."""
    documents: dict[str, object] = {}
    for finding in findings:
        if finding.path not in documents:
            documents[finding.path] = _document(finding.path, tree)
        document = documents[finding.path]
        if document is None:
            yield finding.path, Located(finding.code, 0, 0, finding.message, finding.hint)
        else:
            yield finding.path, located(finding, document)


def _document(path: str, tree: Tree) -> object:
    from udplan.adapters.read.reader import read

    for blob in tree.pick([path]):
        try:
            return read(blob.read())
        except OSError:
            return None
    return None


def places_of_mentions(plans: Plans, tree: Tree) -> tuple[Problem, ...]:
    """Where in the files of these plans, which the tree holds, a closed item is named."""
    parts = [part for plan in plans.plans for part in open_parts(plan)]
    found = _located(mentions_in(parts, closed_mentions(plans)), tree)
    return tuple(_problem(path, each) for path, each in found)


def _problem(path: str, found: Located) -> Problem:
    return Problem(path, found.line, found.column, "error", found.code, found.message, found.hint)


def check(tree: Tree, as_of: date, plans: Collection[str] = (), kept: Kept | None = None) -> tuple[Problem, ...]:
    """Every problem of these plans (all of them for none), sorted by file and place; not against their past."""
    checking = Checking(tree, as_of, kept or Kept())
    found = (problem for name in checking.known(plans) for problem in checking.problems(name))
    return tuple(sorted(found, key=Problem.order))


def checked(root: Path, tree: Tree, as_of: date, plans: Collection[str] = (), kept: Kept | None = None) -> Checked:
    """What `udplan check` says of these plans (all of them for none) of a tree, also against their past in git.

    Raises UsageFault for a plan there is none of, UdplanError where there is none at all: a check of nothing would
    pass, whatever went wrong before it.
    """
    checking = Checking(tree, as_of, kept or Kept())
    if not checking.plans.plans:
        raise UdplanError(
            _("there is no plan in `{folder}`").format(folder=PLAN_FOLDER),
            _("a plan is a folder with a plan.yaml, such as plan/2025-2028"),
        )
    names = checking.known(plans)
    pasts = pasts_of(root, tree, checking.plans, names, checking.kept)
    found = (problem for name in names for problem in checking.problems(name, pasts.by_plan.get(name)))
    return Checked(tuple(sorted(found, key=Problem.order)), pasts.lacking, has_closed(checking.plans))

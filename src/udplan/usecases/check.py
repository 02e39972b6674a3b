"""Every problem of plans: what reading them showed and what the rules find.

What the rules say of single files is kept between runs, by the ids of what it depends on.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from udplan.adapters.read.faults import faults
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.loader import TreeFiles, plans_of
from udplan.adapters.read.sources import Tree
from udplan.adapters.read.understand import Located, located, located_from_rows, rows_from_located
from udplan.domain.mentions import Mentions
from udplan.domain.names import PLAN_FOLDER
from udplan.domain.plan import Item, Part, Plan, Plans
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.ground.problem import Finding, Problem, Silence
from udplan.pure.checks import file_findings, plan_findings
from udplan.pure.checks.past import Past
from udplan.pure.checks.publication import mentions_in, open_parts
from udplan.pure.checks.rules import severity_of
from udplan.pure.checks.silences import unsilenced
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
    """Whether there is something in the plans, or was in what is gone from them, that is closed to the public."""


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
        files = self._files(plan)
        found = {
            *faults(plan, files),
            *self._of_files(plan),
            *self._of_mentions(plan, closed_mentions(plans) if alone else self._mentions),
        }
        found |= {*self._of_plan(plan, plans, past)}
        found = {*unsilenced(found, _silences(plan, files), compared=past is not None)}
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

    @cached_property
    def _mentions(self) -> Mentions:
        return closed_mentions(self.plans)

    def _of_mentions(self, plan: Plan, mentions: Mentions) -> Iterator[Problem]:
        """Where what is open names what is closed."""
        if mentions.named:
            found = partial(mentions_in, mentions=mentions)
            yield from self._kept("names", mentions.fingerprint, open_parts(plan), found)

    def _kept(
        self, what: str, besides: str, parts: Sequence[Part], run: Callable[[tuple[Part, ...]], Iterator[Finding]]
    ) -> Iterator[Problem]:
        """What is found in files, which depends on each file, its name and `besides`; kept, and so found once."""
        names = {part.path: f"{what}:{part.path}:{self._version(part)}:{besides}" for part in parts}
        rows = self.kept.get(names.values())
        left = tuple(part for part in parts if names[part.path] not in rows)
        of_path: dict[str, list[Located]] = {part.path: [] for part in left}
        for finding, each in _located(run(left), self.tree) if left else ():
            if finding.path in of_path:
                of_path[finding.path].append(each)
        self.kept.put({names[path]: rows_from_located(tuple(found)) for path, found in of_path.items()})
        for part in parts:
            found = of_path.get(part.path)
            if found is None:
                found = [*located_from_rows(rows[names[part.path]])]
            yield from (_problem(part.path, each) for each in found)

    def _place_name(self, finding: Finding) -> str:
        version = self.tree.files.get(finding.path, "")
        return f"place:{finding.path}:{version}:{finding.code}:{finding.keys}"

    def _version(self, part: Part | None) -> str:
        return part.version if part is not None else ""

    def _of_plan(self, plan: Plan, plans: Plans, past: Past | None) -> Iterator[Problem]:
        findings = tuple(plan_findings(plan, plans, self.as_of, past))
        names = {each: self._place_name(each) for each in findings}
        rows = self.kept.get(names.values())
        new = {
            names[finding]: (each.line, each.column)
            for finding, each in _located((each for each in findings if names[each] not in rows), self.tree)
        }
        self.kept.put(new)
        for each in findings:
            line, column = (new if names[each] in new else rows)[names[each]]
            yield Problem(each.path, line, column, "error", each.code, each.message, each.hint)


def _silences(plan: Plan, files: TreeFiles) -> Mapping[str, Sequence[Silence]]:
    parts = [*plan.entries, *plan.doubles, *plan.round_entries]
    paths = [part.path for part in (plan.settings_part, *parts) if part is not None]
    files.prepare(paths)
    return {path: silences for path in paths if (silences := files.understood(path).silences)}


def _located(findings: Iterable[Finding], tree: Tree) -> Iterator[tuple[Finding, Located]]:
    """Each finding at its place in its file."""
    documents: dict[str, object] = {}
    for finding in findings:
        if finding.path not in documents:
            documents[finding.path] = _document(finding.path, tree)
        document = documents[finding.path]
        if document is None:
            yield finding, Located(finding.code, 0, 0, finding.message, finding.hint)
        else:
            yield finding, located(finding, document)


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
    return tuple(_problem(finding.path, each) for finding, each in found)


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
    intern = has_closed(checking.plans) or any(past.has_closed for past in pasts.by_plan.values())
    return Checked(tuple(sorted(found, key=Problem.order)), pasts.lacking, intern)

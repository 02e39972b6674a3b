"""Every problem of a source's plans: what reading them showed and what the rules find."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from udplan.adapters.loader import Loaded, load
from udplan.adapters.sources import PLAN_FOLDER, Source
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.ground.problem import Problem
from udplan.pure.checks import findings
from udplan.pure.checks.past import Past
from udplan.pure.choosing import chosen_plans
from udplan.pure.rules import severity_of
from udplan.usecases.past import pasts_of


def check(source: Source, as_of: date, plans: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Every problem of these plans (all of them if None), sorted by file and place."""
    return check_loaded(load(source), as_of, plans)


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem, and why some of the past could not be compared with."""

    problems: tuple[Problem, ...]
    lacking: tuple[UdplanError, ...]


def checked(
    root: Path, source: Source, as_of: date, plans: Collection[str] | None = None, cache: Path | None = None
) -> Checked:
    """What `udplan check` says of these plans (all of them if None) of a source, also against their past in git."""
    loaded = load(source)
    pasts = pasts_of(root, loaded, cache, source=source, plans=plans)
    return Checked(check_loaded(loaded, as_of, plans, pasts.by_plan), pasts.lacking)


def check_loaded(
    loaded: Loaded, as_of: date, plans: Collection[str] | None = None, pasts: Mapping[str, Past] | None = None
) -> tuple[Problem, ...]:
    """Every problem of plans that have been read already, sorted by file and place; with `pasts` also against those."""
    regler = {plan.name: plan.settings.regler if plan.settings else {} for plan in loaded.workspace.plans}
    problems: set[Problem] = set()
    for problem in loaded.problems:
        name = problem.path.removeprefix(f"{PLAN_FOLDER}/").partition("/")[0]
        severity = severity_of(problem.code, regler.get(name, {}))
        if severity is not None and (plans is None or name in plans):
            problems.add(replace(problem, severity=severity))
    for name, found in findings(loaded.workspace, as_of, plans, pasts).items():
        problems.update(loaded.located(found, regler[name]))
    return tuple(sorted(problems, key=Problem.order))


def known_plans(source: Source, asked: Collection[str]) -> list[str]:
    """The plans named. Raises UsageFault for a name that is not a plan's."""
    names = {blob.path.split("/")[1] for blob in source.blobs() if blob.path.count("/") > 1}
    return chosen_plans(list(asked), dict.fromkeys(names, True))


def require_plans(source: Source) -> None:
    """Raises UdplanError where there is no plan: a check of nothing would pass, whatever went wrong before it."""
    if not any(blob.path.count("/") > 1 for blob in source.blobs()):
        raise UdplanError(
            _("there is no plan in `{folder}`").format(folder=PLAN_FOLDER),
            _("a plan is a folder with a plan.yaml, such as plan/2025-2028"),
        )

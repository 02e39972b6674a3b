"""Plans made of plain data, as tests say them, and the plans of a folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from udplan.adapters.read.faults import faults
from udplan.adapters.read.loader import TreeFiles, plans_of
from udplan.adapters.read.sources import WorkTree
from udplan.domain.names import SETTINGS, FilePath, ItemName, settings_path
from udplan.domain.plan import Data, Item, Part, Plan, Plans, Round, Said
from udplan.domain.vocabulary import BOGSTAVER, ROUNDS_FOLDER, Type
from udplan.ground.problem import Problem

PLAN: Final = "2025-2028"
_TYPE_OF: Final = {letter: item_type for item_type, letter in BOGSTAVER.items()}


def item_from(
    name: str, data: Data | None, *, folder: Type | None = None, slug: str = "", plan: str = PLAN, path: str = ""
) -> Item:
    """An item whose file says this, None for one that cannot be understood; its type is what its letter says."""
    item_type = folder or _TYPE_OF[name[0]]
    path = path or str(FilePath(plan, item_type, ItemName(name, slug).stem))
    return Item(plan, item_type, name, slug, path, _said(path, data))


def item_with(item: Item, **keys: Any) -> Item:
    """The item with other values of these keys; None takes one away."""
    data = {key: value for key, value in {**item.data, **keys}.items() if value is not None}
    return Item(item.plan, item.folder, item.name, item.slug, item.path, Said({item.path: data}))


def round_from(name: str, data: Data | None, *, plan: str = PLAN) -> Round:
    """A round whose file says this, None for one that cannot be understood."""
    path = str(FilePath(plan, ROUNDS_FOLDER, name))
    return Round(plan, ROUNDS_FOLDER, name, "", path, _said(path, data))


def settings_from(data: Data | None, *, plan: str = PLAN) -> Part:
    """A plan.yaml that says this, None for one that cannot be understood."""
    path = settings_path(plan)
    return Part(plan, "", SETTINGS, "", path, _said(path, data))


def plan_from(*parts: Part, name: str = PLAN) -> Plan:
    """The plan of these parts."""
    placed = sorted(parts, key=Part.order)
    return Plan(
        name,
        next((part for part in placed if part.name == SETTINGS), None),
        tuple(part for part in placed if isinstance(part, Item)),
        tuple(part for part in placed if isinstance(part, Round)),
    )


def plans_in(root: Path) -> Plans:
    """The plans of a folder."""
    return plans_of(WorkTree(root))


def faults_in(root: Path) -> list[Problem]:
    """What is wrong with the files of a folder's plans, by themselves."""
    files = TreeFiles(WorkTree(root))
    return [problem for plan in plans_in(root).plans for problem in faults(plan, files)]


def data_of(plan: Plan) -> dict[str, Data]:
    """What every part of a plan says, by its name; those that cannot be understood are left out."""
    return {name: part.understood for name, part in plan.parts.items() if part.understood is not None}


def places_of(plan: Plan) -> dict[str, tuple[str, str]]:
    """The folder and the slug of every part of a plan."""
    return {name: (part.folder, part.slug) for name, part in plan.parts.items()}


def _said(path: str, data: Mapping[str, Any] | None) -> Said:
    return Said({} if data is None else {path: data})

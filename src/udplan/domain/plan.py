"""The loaded plans as one immutable, indexed whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from udplan.domain.emne import Emne
from udplan.domain.ref import Ref, ref_from_text
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import TYPER, Tilstand, Type

__all__ = ["Item", "Plan", "Ref", "Round", "Workspace", "ref_from_text"]


@dataclass(frozen=True)
class Item:
    """An item in its place: the plan, the type (its folder), the id and slug (its file name), what its file says."""

    plan: str
    type: Type
    id: str
    slug: str
    path: str
    emne: Emne

    @property
    def ref(self) -> Ref:
        return Ref(self.plan, self.id)

    @property
    def tilstand(self) -> Tilstand:
        return self.emne.tilstand

    @property
    def lukket(self) -> bool:
        """Closed to the public."""
        return self.emne.lukket is not None


@dataclass(frozen=True)
class Round:
    """A status round in its place; its name is its file's, such as `2025-05`."""

    plan: str
    name: str
    path: str
    runde: Runde


@dataclass(frozen=True)
class Plan:
    """One agreement's plan. Items stand in the order of their types, then of their ids.

    `broken` holds the ids of items whose files could not be understood (the file name of one without an id),
    and `broken_rounds` the names of such rounds, so that rules about the whole do not blame others for them;
    `settings` is None when plan.yaml itself could not be.
    """

    name: str
    path: str
    settings: Settings | None
    items: tuple[Item, ...] = ()
    rounds: tuple[Round, ...] = ()
    broken: frozenset[str] = frozenset()
    broken_rounds: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def by_type(self) -> Mapping[Type, tuple[Item, ...]]:
        return {name: tuple(item for item in self.items if item.type == name) for name in TYPER}

    @property
    def years(self) -> tuple[int, ...]:
        """The budget year and the overslagsår."""
        return self.settings.budgetaar if self.settings else ()

    @property
    def settings_path(self) -> str:
        return f"{self.path}/plan.yaml"

    @cached_property
    def rounds_by_name(self) -> Mapping[str, Round]:
        return {each.name: each for each in self.rounds}


@dataclass(frozen=True)
class Workspace:
    """All plans of a workspace, oldest first."""

    plans: tuple[Plan, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Plan]:
        return {plan.name: plan for plan in self.plans}

    @property
    def living(self) -> Mapping[str, bool]:
        """Which plans are still alive; one whose plan.yaml could not be understood may be."""
        return {plan.name: plan.settings.levende if plan.settings else True for plan in self.plans}

    def item(self, ref: Ref) -> Item | None:
        """The item with this name, if there is one."""
        plan = self.by_name.get(ref.plan)
        return plan.by_id.get(ref.id) if plan else None

    def is_broken(self, ref: Ref) -> bool:
        """Whether the item exists but its file could not be understood."""
        plan = self.by_name.get(ref.plan)
        return plan is not None and ref.id in plan.broken

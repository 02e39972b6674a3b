"""A plan in numbers: how many items are in each state, and the money by type and year."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from udplan.domain.plan import Item, Plan
from udplan.domain.settings import Foraeldelse, Settings
from udplan.domain.vocabulary import (
    FASER,
    STYRINGSOMRAADER,
    TILSTANDE,
    TRAFIKLYS,
    TYPER,
    Fortegn,
    Styringsomraade,
    Tilstand,
    Trafiklys,
    Type,
)
from udplan.pure.facts.money import Gross, gross
from udplan.pure.view.late import is_overdue, is_stale


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items there are, in each state; lights, overdue and stale of those still to be carried out."""

    antal: int
    tilstande: dict[Tilstand, int]
    trafiklys: dict[Trafiklys, int]
    overskredet: int
    foraeldet: int

    @property
    def afsluttet(self) -> int:
        """How many bear the plan's X."""
        return self.tilstande["afsluttet"]

    @property
    def levende(self) -> int:
        """How many are still to be carried out."""
        return sum(self.tilstande[fase] for fase in FASER)

    @property
    def af(self) -> int:
        """How many the share of the finished is of: what left the plan without its X is not among them."""
        return self.levende + self.afsluttet

    @property
    def udeladt(self) -> tuple[Tilstand, ...]:
        """The states of the items that the share of the finished leaves out."""
        return tuple(
            tilstand for tilstand, antal in self.tilstande.items()
            if antal and tilstand != "afsluttet" and tilstand not in FASER
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """A plan's numbers: every type in the fixed order, types without money left out of `money`."""

    by_type: dict[Type, Counts]
    i_alt: Counts
    money: dict[Type, Gross]
    money_by_area: dict[Type, dict[Styringsomraade | None, Gross]]


Kind = TypeVar("Kind", bound=str)
"""A word of one of the plan's vocabularies, such as a styringsområde."""

MONEY_TYPES: Final[tuple[Type, ...]] = ("driftsaendringer", "raaderumsforslag", "anlaegsprojekter")


def figures(plan: Plan, items: Iterable[Item], as_of: date) -> Figures:
    """The numbers of some of a plan's items on a day."""
    of_type: dict[Type, list[Item]] = {name: [] for name in TYPER}
    for item in items:
        of_type[item.type].append(item)
    fortegn: Fortegn = plan.settings.fortegn if plan.settings else "udgift_positiv"
    by_type = {name: counts(some, plan.settings, as_of) for name, some in of_type.items()}
    return Figures(
        by_type=by_type,
        i_alt=_together(by_type.values()),
        money={name: gross(of_type[name], plan.years, fortegn) for name in MONEY_TYPES},
        money_by_area={
            name: {area: gross(some, plan.years, fortegn) for area, some in by_area(of_type[name]).items()}
            for name in MONEY_TYPES
        },
    )


def counts(items: Iterable[Item], settings: Settings | None, as_of: date) -> Counts:
    """How many of the items are what."""
    tilstande: dict[Tilstand, int] = dict.fromkeys(TILSTANDE, 0)
    trafiklys: dict[Trafiklys, int] = dict.fromkeys(TRAFIKLYS, 0)
    foraeldelse = settings.foraeldelse if settings else Foraeldelse()
    overskredet = foraeldet = antal = 0
    for item in items:
        antal += 1
        tilstande[item.tilstand] += 1
        if item.emne.levende and item.emne.trafiklys:
            trafiklys[item.emne.trafiklys] += 1
        overskredet += is_overdue(item, as_of)
        foraeldet += is_stale(item, as_of, foraeldelse)
    return Counts(antal, tilstande, trafiklys, overskredet, foraeldet)


def _together(parts: Collection[Counts]) -> Counts:
    """The counts of parts that share no item, as those of one whole."""
    return Counts(
        sum(part.antal for part in parts),
        {tilstand: sum(part.tilstande[tilstand] for part in parts) for tilstand in TILSTANDE},
        {lys: sum(part.trafiklys[lys] for part in parts) for lys in TRAFIKLYS},
        sum(part.overskredet for part in parts),
        sum(part.foraeldet for part in parts),
    )


def by_kind(
    items: Iterable[Item], kinds: Iterable[Kind], kind_of: Callable[[Item], Kind | None]
) -> dict[Kind | None, list[Item]]:
    """The items by what kind they are, in the order of the kinds; None holds those that say none, and is last."""
    of_kind: dict[Kind | None, list[Item]] = {kind: [] for kind in (*kinds, None)}
    for item in items:
        of_kind[kind_of(item)].append(item)
    return {kind: some for kind, some in of_kind.items() if some}


def by_area(items: Iterable[Item]) -> dict[Styringsomraade | None, list[Item]]:
    """The items by styringsområde."""
    return by_kind(items, STYRINGSOMRAADER, lambda item: item.emne.styringsomraade)


def running_year(years: tuple[int, ...], as_of: date) -> int | None:
    """The plan's year that the day is in, else the nearest; None of a plan without years."""
    return min(max(as_of.year, min(years)), max(years)) if years else None

"""Which items a command is about: filters by code or label, in any case and with or without æøå."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from udplan.domain.ref import Ref
from udplan.domain.vocabulary import BOGSTAVER, TILSTANDE, TRAFIKLYS, TYPER
from udplan.ground.danish import fold, sort_key
from udplan.ground.errors import UsageFault
from udplan.ground.message import _
from udplan.pure.summary import Catalogue, Summary


@dataclass(frozen=True, slots=True)
class Filters:
    """What the options ask for: within one option any of the values, between options all of them."""

    type: Sequence[str] = ()
    udvalg: Sequence[str] = ()
    omraade: Sequence[str] = ()
    ansvarlig: Sequence[str] = ()
    tema: Sequence[str] = ()
    strategi: Sequence[str] = ()
    fase: Sequence[str] = ()
    trafiklys: Sequence[str] = ()
    open: bool = False
    done: bool = False
    dropped: bool = False
    overdue: bool = False
    stale: bool = False
    focus: bool = False
    search: Sequence[str] = ()
    changed_since: str | None = None
    """The name of a moment; what it means is asked of git, and answered by `changed`."""
    changed: frozenset[Ref] | None = None

    def __bool__(self) -> bool:
        return self != Filters()


_CODED: Final[Mapping[str, Callable[[Summary], Sequence[str]]]] = {
    "type": lambda item: (item.type,),
    "udvalg": lambda item: (item.udvalg,),
    "omraade": lambda item: (item.omraade,),
    "ansvarlig": lambda item: (item.ansvarlig,),
    "tema": lambda item: item.temaer,
    "strategi": lambda item: item.strategier,
    "fase": lambda item: (item.tilstand,),
    "trafiklys": lambda item: (item.trafiklys,),
}


def resolved(filters: Filters, catalogues: Iterable[Catalogue], items: Sequence[Summary]) -> Filters:
    """The filters with codes for the labels given. Raises UsageFault for a value nobody knows, listing the known."""
    known = _vocabularies(list(catalogues), items)
    codes: dict[str, Any] = {
        name: tuple(_code(name, value, known[name]) for value in getattr(filters, name)) for name in _CODED
    }
    return replace(filters, **codes)


def select(
    items: Iterable[Summary], filters: Filters, catalogues: Mapping[str, Catalogue], as_of: date
) -> list[Summary]:
    """The items that resolved filters ask for, in the order given."""
    tests = list(_tests(filters, catalogues, as_of))
    return [item for item in items if all(test(item) for test in tests)]


def is_overdue(item: Summary, as_of: date) -> bool:
    """Whether a live item's whole deadline lies before the day."""
    return item.levende and item.frist_slut != "" and item.frist_slut < as_of.isoformat()


def is_stale(item: Summary, catalogue: Catalogue, as_of: date) -> bool:
    """Whether a live item was last updated longer ago than its plan allows."""
    if not item.levende or not item.opdateret:
        return False
    days = catalogue.maaned if item.direktionsfokus else catalogue.halvaar
    return (as_of - date.fromisoformat(item.opdateret)).days > days


def _tests(filters: Filters, catalogues: Mapping[str, Catalogue], as_of: date) -> Iterable[Callable[[Summary], bool]]:
    for name, values_of in _CODED.items():
        if wanted := frozenset(getattr(filters, name)):
            yield lambda item, wanted=wanted, of=values_of: not wanted.isdisjoint(of(item))  # type: ignore[misc]
    states = {
        state
        for asked, chosen in (
            (filters.open, ("ikke_startet", "i_gang", "afventer")),
            (filters.done, ("afsluttet",)),
            (filters.dropped, ("udgaaet",)),
        )
        if asked
        for state in chosen
    }
    if states:
        yield lambda item: item.tilstand in states
    if filters.overdue:
        yield lambda item: is_overdue(item, as_of)
    if filters.stale:
        yield lambda item: is_stale(item, catalogues[item.plan], as_of)
    if filters.focus:
        yield lambda item: item.direktionsfokus
    if filters.changed is not None:
        changed = filters.changed
        yield lambda item: Ref(item.plan, item.id) in changed
    if filters.search:
        sought = [fold(text) for text in filters.search]
        yield lambda item: any(text in item.soegetekst for text in sought)


def _vocabularies(catalogues: Sequence[Catalogue], items: Sequence[Summary]) -> dict[str, dict[str, Sequence[str]]]:
    """For each option the known codes, each with the other names it goes by."""
    known: dict[str, dict[str, Sequence[str]]] = {
        "type": {name: (label, BOGSTAVER[name]) for name, label in TYPER.items()},
        "ansvarlig": {item.ansvarlig: () for item in items},
        "fase": {name: (label,) for name, label in TILSTANDE.items()},
        "trafiklys": {name: (label,) for name, label in TRAFIKLYS.items()},
    }
    for option, attribute in (
        ("udvalg", "udvalg"),
        ("omraade", "omraader"),
        ("tema", "temaer"),
        ("strategi", "strategier"),
    ):
        known[option] = {
            code: (label,) for catalogue in catalogues for code, label in getattr(catalogue, attribute).items()
        }
    return known


def _code(option: str, value: str, known: Mapping[str, Sequence[str]]) -> str:
    wanted = fold(value)
    for code, labels in known.items():
        if wanted in (fold(code), *map(fold, labels)):
            return code
    message = _("--{option} {value}: there is none of that name").format(option=option, value=value)
    listed = ", ".join(
        f"{code} ({labels[0]})" if labels and labels[0] != code else code
        for code, labels in sorted(known.items(), key=lambda entry: sort_key(entry[0]))
    )
    raise UsageFault(message, _("known: {values}").format(values=listed) if listed else _("none is known"))


ORDERS: Final[Mapping[str, Callable[[Summary], tuple[str, ...]]]] = {
    "titel": lambda item: (sort_key(item.titel),),
    "ansvarlig": lambda item: (sort_key(item.ansvarlig),),
    "udvalg": lambda item: (item.udvalg,),
    "frist": lambda item: (item.frist_slut or "9999",),
    "opdateret": lambda item: (item.opdateret,),
}
"""Other orders a list can have than the plan's own."""

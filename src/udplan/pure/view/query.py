"""Which items a command is about: filters by code or label, in any case and with or without æøå."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from udplan.domain.plan import Item, Plan, Ref
from udplan.domain.vocabulary import BOGSTAVER, TILSTANDE, TRAFIKLYS, TYPER
from udplan.ground.danish import fold, sort_key
from udplan.ground.errors import UsageFault
from udplan.ground.message import _
from udplan.pure.view.late import deadline_of, is_overdue, is_stale


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
    carried_on: bool = False
    overdue: bool = False
    stale: bool = False
    focus: bool = False
    search: Sequence[str] = ()
    changed_since: str | None = None
    """The name of a moment; what it means is asked of git, and answered by `changed`."""
    changed: frozenset[Ref] | None = None

    def __bool__(self) -> bool:
        return self != Filters()


_SEARCHED: Final = ("titel", "beskrivelse", "proces", "status", "snitflade", "ansvarlig", "sag")
_CODED: Final[Mapping[str, Callable[[Item], Sequence[str]]]] = {
    "type": lambda item: (item.type,),
    "udvalg": lambda item: (item.data["udvalg"],),
    "omraade": lambda item: (item.data.get("omraade", ""),),
    "ansvarlig": lambda item: (item.data["ansvarlig"],),
    "tema": lambda item: item.data.get("temaer", ()),
    "strategi": lambda item: item.data.get("strategier", ()),
    "fase": lambda item: (item.tilstand,),
    "trafiklys": lambda item: (item.data.get("trafiklys", ""),),
}
_SECTIONS: Final = {"udvalg": "udvalg", "omraade": "omraader", "tema": "temaer", "strategi": "strategier"}
"""Options whose values plan.yaml lists, with the key it lists them under."""


def resolved(filters: Filters, plans: Iterable[Plan], items: Sequence[Item]) -> Filters:
    """The filters with codes for the labels given. Raises UsageFault for a value nobody knows, listing the known."""
    known = _vocabularies(list(plans), items)
    codes: dict[str, Any] = {
        name: tuple(code for value in getattr(filters, name) for code in _codes(name, value, known[name]))
        for name in _CODED
    }
    return replace(filters, **codes)


def select(items: Iterable[Item], filters: Filters, plans: Mapping[str, Plan], as_of: date) -> list[Item]:
    """The items that resolved filters ask for, in the order given."""
    tests = list(_tests(filters, plans, as_of))
    return [item for item in items if all(test(item) for test in tests)]


def selected(filters: Filters, plans: Sequence[Plan], days: Mapping[str, date]) -> list[Item]:
    """The items of plans that filters, not resolved yet, ask for on each plan's day.

    A code or label is looked up in each plan by itself: the same one may be another committee's in another plan.
    Raises UsageFault for a value that none of the plans knows, listing the known.
    """
    items = [item for plan in plans for item in plan.items]
    if not filters:
        return items
    resolved(filters, plans, items)
    return [item for plan in plans for item in fitting(plan, filters, days[plan.name])]


def fitting(plan: Plan, filters: Filters, as_of: date) -> list[Item]:
    """The items of one plan that filters, not resolved yet, ask for; none where the plan does not know a value."""
    known = _vocabularies([plan], plan.items)
    codes: dict[str, Any] = {
        name: tuple(code for value in getattr(filters, name) for code in _matching(value, known[name]))
        for name in _CODED
    }
    if any(getattr(filters, name) and not codes[name] for name in _CODED):
        return []
    return select(plan.items, replace(filters, **codes), {plan.name: plan}, as_of)


def _tests(filters: Filters, plans: Mapping[str, Plan], as_of: date) -> Iterable[Callable[[Item], bool]]:
    for name, values_of in _CODED.items():
        if wanted := frozenset(getattr(filters, name)):
            yield lambda item, wanted=wanted, of=values_of: not wanted.isdisjoint(of(item))  # type: ignore[misc]
    states = {
        state
        for asked, chosen in (
            (filters.open, ("ikke_startet", "i_gang", "afventer")),
            (filters.done, ("afsluttet",)),
            (filters.dropped, ("udgaaet",)),
            (filters.carried_on, ("viderefoert",)),
        )
        if asked
        for state in chosen
    }
    if states:
        yield lambda item: item.tilstand in states
    if filters.overdue:
        yield lambda item: is_overdue(item, as_of)
    if filters.stale:
        yield lambda item: is_stale(item, as_of, plans[item.plan].foraeldelse)
    if filters.focus:
        yield lambda item: bool(item.data.get("direktionsfokus"))
    if filters.changed is not None:
        changed = filters.changed
        yield lambda item: item.ref in changed
    if filters.search:
        sought = [fold(text) for text in filters.search]
        yield lambda item: _holds(item, sought)


def _holds(item: Item, sought: Sequence[str]) -> bool:
    text = fold("\n".join([item.id, *(str(item.data.get(key, "")) for key in _SEARCHED)]))
    return any(each in text for each in sought)


def _vocabularies(plans: Sequence[Plan], items: Sequence[Item]) -> dict[str, dict[str, Sequence[str]]]:
    """For each option the known codes, each with the other names it goes by in any plan."""
    known: dict[str, dict[str, Sequence[str]]] = {
        "type": {name: (label, BOGSTAVER[name]) for name, label in TYPER.items()},
        "ansvarlig": {item.data["ansvarlig"]: () for item in items},
        "fase": {name: (label,) for name, label in TILSTANDE.items()},
        "trafiklys": {name: (label,) for name, label in TRAFIKLYS.items()},
    }
    for option, section in _SECTIONS.items():
        names: dict[str, dict[str, None]] = {}
        for plan in plans:
            for code, label in plan.labels(section).items():
                names.setdefault(code, {})[label] = None
        known[option] = {code: tuple(labels) for code, labels in names.items()}
    return known


def _codes(option: str, value: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    """Every code that goes by this name: a label may have another code in another plan, a role two spellings."""
    if found := _matching(value, known):
        return found
    message = _("--{option} {value}: there is none of that name").format(option=option, value=value)
    # Imported here because most commands are given names that there are.
    from udplan.pure.view.nearest import near_ones

    near = near_ones(value, known)
    listed = ", ".join(
        f"{code} ({known[code][0]})" if known[code] and known[code][0] != code else code
        for code in sorted(near or known, key=sort_key)
    )
    hint = _("did you mean {near}?").format(near=listed) if len(near) == 1 else _("known: {values}")
    if len(near) > 1:
        hint = _("several are like it: {values}")
    raise UsageFault(message, hint.format(values=listed, near=listed) if listed else _("none is known"))


def _matching(value: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    wanted = fold(value)
    return [code for code, labels in known.items() if wanted in (fold(code), *map(fold, labels))]


ORDERS: Final[Mapping[str, Callable[[Item], tuple[str, ...]]]] = {
    "titel": lambda item: (sort_key(item.titel),),
    "ansvarlig": lambda item: (sort_key(item.data["ansvarlig"]),),
    "udvalg": lambda item: (item.data["udvalg"],),
    "frist": lambda item: (_last_day(item) or "9999",),
    "opdateret": lambda item: (item.data.get("opdateret", ""),),
}
"""Other orders a list can have than the plan's own."""


def _last_day(item: Item) -> str:
    frist = deadline_of(item)
    return frist.slut.isoformat() if frist and frist.slut else ""

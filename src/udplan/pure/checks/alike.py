"""Rules about what looks like one thing under two names: items, their files, and those responsible."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import MONEY_KEYS
from udplan.ground.danish import fold
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath

_TEXTS: Final = ("titel", "beskrivelse", "proces", "status", "snitflade")
_BETWEEN: Final = str.maketrans("", "", " -\u2010\u2011\u2013")


def same_item(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Items that say the same in every text and amount, or else whose files have the same name after the id.

    A file that was copied to make a new item has both, which is told once.
    """
    by_titel: dict[str, list[Item]] = defaultdict(list)
    by_slug: dict[str, Item] = {}
    for item in plan.items:
        namesakes = by_titel[item.titel]
        twin = next((other for other in namesakes if _said(other) == _said(item)), None)
        namesakes.append(item)
        first = by_slug.setdefault(item.slug, item) if item.slug else item
        if twin is not None:
            message = _("{id} says the same as {other} in every text and amount").format(id=item.id, other=twin.id)
            hint = _("if one is a copy of the other, remove it; else say what the two are each about")
            yield Finding("same-item", item.path, ("titel",), message, hint)
        elif first is not item:
            message = _("the file name says `{slug}` after the id, and so does that of {other}")
            hint = _("if one is a copy of the other, remove it; else name each after its own title")
            yield Finding("same-slug", item.path, (), message.format(slug=item.slug, other=first.id), hint)


def _said(item: Item) -> tuple[Any, ...]:
    return tuple(map(item.data.get, (*_TEXTS, *MONEY_KEYS)))


def responsible_spellings(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Those responsible whose names differ from the usual spelling in capitals, spaces and hyphens only."""
    named = [(item, keys, name) for item in plan.items for keys, name in _responsible(item)]
    spellings: dict[str, list[str]] = defaultdict(list)
    for name, _times in Counter(name for _item, _keys, name in named).most_common():
        spellings[_bare(name)].append(name)
    usual = {other: names[0] for names in spellings.values() for other in names[1:]}
    for item, keys, name in named if usual else ():
        if name in usual:
            message = _("`{name}` is written `{usual}` elsewhere, and so counts as somebody else")
            hint = _("write it in the same way everywhere")
            said = message.format(name=name, usual=usual[name])
            yield Finding("responsible-spelling", item.path, keys, said, hint)


def _responsible(item: Item) -> Iterator[tuple[KeyPath, str]]:
    yield ("ansvarlig",), item.data["ansvarlig"]
    yield from ((("medansvarlige", place), name) for place, name in enumerate(item.data.get("medansvarlige", ())))


def _bare(name: str) -> str:
    return fold(name).translate(_BETWEEN)

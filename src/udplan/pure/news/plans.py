"""What happened to a plan from one moment to another: its items, its plan.yaml, its rounds."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from udplan.domain.plan import Part, Plan
from udplan.ground.message import _
from udplan.pure.change.changes import same
from udplan.pure.change.difference import Difference, plan_difference
from udplan.pure.news.items import added_news, item_news, placed_news, text_news
from udplan.pure.news.kinds import ORDER, Kind, News
from udplan.pure.news.values import NO_NAMES, Names, change_text, names_of

_SHORT: Final = 10
"""So much of a commit's name do people need."""


def news_between(old: Plan, new: Plan) -> tuple[News, ...]:
    """What happened to a plan from one moment to another, in the plan's order."""
    return news_of(plan_difference(old, new).differences, names_of(old, new))


def news_of(found: Iterable[Difference], names: Names = NO_NAMES) -> tuple[News, ...]:
    """Differences in words; `names` is what the plan calls its codes.

    An item that is gone while a new one says the very same has got another number.
    """
    found = list(found)
    gone = {each.ref: each for each in found if each.new is None and each.old is not None and each.old.is_item}
    went = frozenset(gone)
    # An item of the same title is looked at closely; comparing each with each would take quadratic time.
    by_name: dict[tuple[str, str], list[Difference]] = {}
    for each in gone.values():
        if each.old is not None:
            by_name.setdefault((each.old.folder, each.old.titel), []).append(each)
    news: list[News] = []
    for each in found:
        twin = _twin(each.new, by_name) if each.old is None and each.new is not None else None
        if twin is not None and each.new is not None:
            del gone[twin.ref]
            text = _("Renumbered, was {old}").format(old=twin.ref.id)
            news.append(News(each.ref, each.new.titel, "renamed", text))
        elif each.ref not in went:
            news += _news(each, names)
    return (*news, *(each for difference in gone.values() for each in _news(difference, names)))


def _twin(added: Part, by_name: Mapping[tuple[str, str], list[Difference]]) -> Difference | None:
    """The item that went and said the very same, which is then taken."""
    named = by_name.get((added.folder, added.titel), [])
    for place, each in enumerate(named):
        if each.old is not None and same(each.old.data, added.data):
            return named.pop(place)
    return None


def _news(each: Difference, names: Names) -> Iterator[News]:
    part = each.new or each.old
    assert part is not None
    if each.old is None and part.is_item:
        told = added_news(each.ref, part, each.changes)
        yield from sorted(told, key=lambda news: ORDER[news.kind])
    elif each.old is None or each.new is None:
        word = _("added") if each.old is None else _("removed")
        kind: Kind = "added" if each.old is None else "removed"
        if not part.is_item:
            kind = "round" if part.folder else "plan"
        yield News(each.ref, part.titel, kind, word, each.changes)
    elif part.is_item:
        placed = placed_news(each.ref, each.old, each.new)
        said = item_news(each.ref, each.old.data, each.new.data, each.changes, names)
        yield from sorted((*placed, *said), key=lambda news: ORDER[news.kind])
    else:
        for change in each.changes:
            key = change.keys[0]
            kind = "round" if part.folder else "plan"
            # A round's free texts are long; plan.yaml has none.
            rewritten = isinstance(change.old, str) and isinstance(change.new, str)
            if change.keys == ("frosset",) and isinstance(change.new, dict):
                frozen = _("Frozen at commit {commit}, tag {tag}").format(
                    commit=change.new["commit"][:_SHORT], tag=change.new["tag"]
                )
                yield News(each.ref, part.titel, kind, frozen, (change,))
            elif part.folder and len(change.keys) == 1 and rewritten:
                text, parts = text_news((str(key),), change)
                yield News(each.ref, part.titel, kind, text, (change,), parts)
            else:
                yield News(each.ref, part.titel, kind, change_text(change, each.new.data, names), (change,))

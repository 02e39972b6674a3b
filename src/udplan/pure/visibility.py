"""What the public may see of a plan. Everything that is printed for the public is built from what `public` gives.

Control totals go too: the sum of the open items taken from them would be the closed items' amounts. A text that names
a closed item is left out whole: what it says of it cannot be told from the rest.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from udplan.domain.emne import Emne, Record
from udplan.domain.plan import Item, Plan, Ref, Round, Workspace, ref_from_text
from udplan.domain.ref import DEFAULT_PATTERN
from udplan.domain.settings import Settings
from udplan.pure.news.kinds import News
from udplan.pure.redaction import moved_away, named_items, names_of, without_names
from udplan.pure.snapshot import plain_data
from udplan.pure.texts import texts_of

Model = TypeVar("Model", bound=Record)


def closed_refs(workspace: Workspace) -> frozenset[Ref]:
    """The closed items of all plans, and those whose files cannot be understood and may be closed."""
    return frozenset(
        [item.ref for plan in workspace.plans for item in plan.items if item.lukket]
        + [Ref(plan.name, item_id) for plan in workspace.plans for item_id in plan.broken if _is_id(item_id, plan)]
    )


def _open_settings(settings: Settings, everyone: Iterable[Item], shown: Iterable[Item]) -> Settings:
    """The settings without control totals, and without themes, strategies and bodies that only hidden items use."""
    used, open_to_all = _codes(everyone), _codes(shown)
    update: dict[str, Any] = {"kontroltotaler": {}}
    for key in used:
        hidden = used[key] - open_to_all[key]
        if hidden:
            known = getattr(settings, key)
            update[key] = {code: label for code, label in known.items() if code not in hidden}
    return settings.model_copy(update=update)


def _codes(items: Iterable[Item]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {"temaer": set(), "strategier": set(), "organer": set()}
    for item in items:
        codes["temaer"].update(item.emne.temaer)
        codes["strategier"].update(item.emne.strategier)
        codes["organer"].update(each.organ for each in item.emne.inddragelse)
    return codes


def closed_by_now(then: Workspace, now: Workspace) -> frozenset[Ref]:
    """What an earlier version must hide: what is closed now, and what may since have gone to another plan and be.

    A file of now whose name has no id may be that of any item whose id its name begins with.
    """
    closed = closed_refs(now)
    refs = [{item.ref for plan in each.plans for item in plan.items} for each in (then, now)]
    unnamed = [Ref(plan.name, name) for plan in now.plans for name in plan.broken if not _is_id(name, plan)]
    beginnings = {Ref(plan, name[:end]) for plan, name in unnamed for end in range(len(name) + 1)}
    return closed | moved_away(refs[0], refs[1], closed) | (refs[0] & beginnings)


def _is_id(name: str, plan: Plan) -> bool:
    """Whether a file that cannot be understood has an id; one whose name has none is no item that could be named."""
    return re.fullmatch(plan.settings.id_moenster if plan.settings else DEFAULT_PATTERN, name) is not None


def public(plan: Plan, workspace: Workspace, hidden: frozenset[Ref] = frozenset()) -> tuple[Plan, int]:
    """The plan without closed items and every trace of them, and how many they are.

    `hidden` names more items to hide: for an earlier version of a plan, those that are closed today.
    """
    closed = closed_refs(workspace) | hidden
    here = [item for item in plan.items if not item.lukket and item.ref not in closed]
    settings = plan.settings and _open_settings(plan.settings, plan.items, here)
    # What is in no plan may have been moved elsewhere because it is confidential: only the known may be named.
    elsewhere = {item.ref for other in workspace.plans for item in other.items}
    shown = frozenset(elsewhere.union(item.ref for item in here) - closed)
    records = (*(item.emne for item in here), *(each.runde for each in plan.rounds))
    labels = (settings,) if settings else ()
    named = named_items((text for record in (*records, *labels) for _keys, text in texts_of(record)), closed)
    names = names_of(named, plan.name, shown)
    settings = settings and _without_names(settings, names)
    items = tuple(replace(item, emne=_without_names(_with_references(item, shown), names)) for item in here)
    rounds = tuple(replace(each, runde=_without_names(each.runde, names)) for each in plan.rounds)
    return replace(plan, settings=settings, items=items, rounds=rounds), len(plan.items) - len(items)


def public_round(round_: Round, workspace: Workspace, hidden: frozenset[Ref] = frozenset()) -> Round:
    """The round without texts that name a closed item; `hidden` as in `public`."""
    closed = closed_refs(workspace) | hidden
    shown = frozenset(item.ref for plan in workspace.plans for item in plan.items) - closed
    return replace(round_, runde=_without_names(round_.runde, names_of(closed, round_.plan, shown)))


def public_news(news: Iterable[News], closed: frozenset[Ref]) -> tuple[News, ...]:
    """The news that is not about a closed item. What news says of others is made by `redaction.public_pair`."""
    return tuple(each for each in news if each.ref not in closed)


def _without_names(record: Model, names: re.Pattern[str] | None) -> Model:
    """What a file says, but for texts that hold one of the names."""
    if names is None or not names.search("\n".join([text for _keys, text in texts_of(record)])):
        return record
    return type(record).model_validate(without_names(plain_data(record), names))


def _with_references(item: Item, shown: frozenset[Ref]) -> Emne:
    """What the item's file says, with references to these items only."""
    emne = item.emne
    update: dict[str, Any] = {}
    kept = tuple(text for text in emne.afhaenger_af if ref_from_text(text, item.plan) in shown)
    if kept != emne.afhaenger_af:
        update["afhaenger_af"] = kept
    for key in ("afledt_drift_af", "viderefoert_fra"):
        text = getattr(emne, key)
        if text is not None and ref_from_text(text, item.plan) not in shown:
            update[key] = None
    return _copy(emne, update) if update else emne


def _copy(emne: Emne, update: dict[str, Any]) -> Emne:
    """A copy in which a key that lost its value is as if it had never been written."""
    copy = emne.model_copy(update=update)
    gone = {key for key, value in update.items() if not value}
    copy.__pydantic_fields_set__.difference_update(gone)
    return copy

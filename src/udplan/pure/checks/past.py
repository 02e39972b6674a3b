"""Rules that need to know what the plan was: at its last frozen round, and in all of git's history."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from udplan.domain.plan import Data, Item, Plan
from udplan.domain.vocabulary import LABELS
from udplan.ground.danish import fold
from udplan.ground.message import _, plural
from udplan.ground.problem import Finding, KeyPath
from udplan.pure.checks.rounds import newest_round
from udplan.pure.checks.wording import listed
from udplan.pure.news.values import label_text
from udplan.pure.round.rounds import AFTER_MEETING


@dataclass(frozen=True)
class Past:
    """What git tells of a plan. `round` is its last frozen round, and `then` its items as they were in it.

    `then` need not hold items whose files are the same, but for the red ones. `earlier` are the titles of other
    items that had the id of one of today, and `altered` the changes of each frozen round that are not allowed.
    """

    round: str = ""
    then: Mapping[str, Data] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)
    altered: Mapping[str, tuple[KeyPath, ...]] = field(default_factory=dict)
    gone: Mapping[str, Data] = field(default_factory=dict)
    """By their ids the round's items that no file is now and that had not ended."""
    new: frozenset[str] = frozenset()
    """The ids that the round did not have."""

    @property
    def has_closed(self) -> bool:
        """Whether anything is gone that was closed to the public."""
        return any("lukket" in data for data in self.gone.values())


def item_vanished(plan: Plan, past: Past) -> Iterator[Finding]:
    """Items of the last frozen round that no file is now and that did not end; without the titles of closed ones."""
    if not past.gone:
        return
    frozen = plan.rounds_by_name[past.round]
    commit = str(frozen.data["frosset"]["commit"])[:10]
    for item_id, then in past.gone.items():
        renumbered = _renumbered(plan, past, then)
        named = item_id if "lukket" in then else f"{item_id} {then.get('titel', '')}".rstrip()
        if renumbered is not None:
            message = _("{item} of this round is now {id}: an item keeps its number").format(
                item=named, id=renumbered.id
            )
            hint = _("give {path} the number {id} again").format(path=renumbered.path, id=item_id)
        else:
            message = _("{item} was in this round, and there is no file of it now").format(item=named)
            hint = _(
                'get it back with `git checkout {commit} -- "{path}"`; if it has left the plan, then `udplan drop {id}`'
            ).format(commit=commit, path=f"{plan.path}/*/{item_id}*", id=item_id)
        yield Finding("item-vanished", frozen.path, ("frosset",), message, hint)


def _renumbered(plan: Plan, past: Past, then: Data) -> Item | None:
    """The new item that has the title of one that is gone."""
    titel = fold(str(then.get("titel", "")))
    return next((item for item in plan.items if item.id in past.new and fold(item.titel) == titel), None)


def points(plan: Plan, past: Past) -> Iterator[Finding]:
    """Points of the agreement that no item carries; not what an item carried that is gone, which is told of itself."""
    if plan.broken:
        return
    carried = {
        point
        for data in (*(item.data for item in plan.items), *past.gone.values())
        for point in data.get("aftalepunkt", ())
    }
    punkter = plan.settings_data.get("aftale", {}).get("punkter", {})
    left = {point: title for point, title in punkter.items() if point not in carried}
    if left and not plan.round_entries:
        yield _points_left(plan, list(left), len(punkter))
        return
    for point, title in left.items():
        message = _("no item carries point {point}, {title}").format(point=point, title=title)
        hint = _('write `aftalepunkt: "{point}"` in the item that does, or make one with `udplan new`')
        yield Finding(
            "point-not-carried", plan.settings_path, ("aftale", "punkter", point),
            message, hint.format(point=point),
        )  # fmt: skip


def _points_left(plan: Plan, left: list[str], total: int) -> Finding:
    """A plan that has not been made ready for any round is still being written: what it lacks is told as one thing."""
    message = plural(
        "{count} of the agreement's {total} points has no item yet: {points}",
        "{count} of the agreement's {total} points have no item yet: {points}",
        len(left),
    )
    hint = _("make the items with `udplan new`; in a plan that has a round, each point left is an error")
    text = message.format(count=len(left), total=total, points=listed(left))
    return Finding("points-left", plan.settings_path, ("aftale", "punkter"), text, hint)


def x_removed(plan: Plan, past: Past) -> Iterator[Finding]:
    """Items that had their X in the last round and have none now."""
    for item, then in _then_and_now(plan, past):
        if "afsluttet" in then and "afsluttet" not in item.data:
            message = _("the item had its X in the round {round}, and is now {state}")
            hint = _("put the X back, or say in `status` why it was taken away, as udplan reopen does")
            text = message.format(round=past.round, state=LABELS[item.tilstand])
            key = "fase" if item.levende else item.tilstand
            yield Finding("x-removed", item.path, (key,), text, hint)


def red_again(plan: Plan, past: Past) -> Iterator[Finding]:
    """Items that were red in the last round and are so in the one under preparation."""
    if newest_round(plan) is None:  # else the last round is the one that its items are compared with
        return
    for item, then in _then_and_now(plan, past):
        if item.levende and item.data.get("trafiklys") == "roed" and then.get("trafiklys") == "roed":
            message = _("red in the round {round} too: two rounds in a row").format(round=past.round)
            hint = _("say in `status` what has been done since, and what is asked to be decided")
            yield Finding("red-again", item.path, ("trafiklys",), message, hint)


def status_unchanged(plan: Plan, past: Past) -> Iterator[Finding]:
    """Items confirmed since the last round without a word of their status being changed.

    Of an item that was not started and still is not, there is nothing new to tell.
    """
    for item, then in _then_and_now(plan, past):
        updated, before = item.data.get("opdateret"), then.get("opdateret")
        if not item.levende or item.data["fase"] == then.get("fase") == "ikke_startet":
            continue
        if updated is None or before is None or updated <= before or "status" not in item.data:
            continue
        if item.data["status"].split() == str(then.get("status", "")).split():
            message = _("updated {date}, but the status is word for word that of the round {round}")
            hint = _("write what has happened since, if only that nothing has")
            text = message.format(date=updated, round=past.round)
            yield Finding("status-unchanged", item.path, ("status",), text, hint)


def id_reused(plan: Plan, past: Past) -> Iterator[Finding]:
    """Ids that another item had before it was deleted."""
    for item in plan.items:
        if item.id in past.earlier:
            message = _("the id {id} was another item's before: {title}").format(
                id=item.id, title=past.earlier[item.id]
            )
            hint = _(
                "give the new item an id of its own (udplan new finds one), or decisions on the old seem to be on it"
            )
            yield Finding("id-reused", item.path, (), message, hint)


def frozen_altered(plan: Plan, past: Past) -> Iterator[Finding]:
    """Frozen rounds whose files say something else than when they were frozen; each of their keys is told once."""
    for each in plan.rounds:
        changed: dict[str | int, list[KeyPath]] = {}
        for keys in past.altered.get(each.name, ()):
            changed.setdefault(keys[0], []).append(keys)
        for key, places in changed.items():
            place = places[0] if len(places) == 1 else (key,)
            message = _("the round is frozen, but {key} is not as it was then").format(key=label_text(place))
            hint = _("restore it; after the meeting only these are written: {keys}").format(keys=listed(AFTER_MEETING))
            yield Finding("frozen-altered", each.path, place, message, hint)


PAST_CHECKS: Final[tuple[Callable[[Plan, Past], Iterator[Finding]], ...]] = (
    points, item_vanished, x_removed, red_again, status_unchanged, id_reused, frozen_altered,
)  # fmt: skip
PAST_CODES: Final = frozenset(
    ("item-vanished", "x-removed", "red-again", "status-unchanged", "id-reused", "frozen-altered")
)
"""The rules that find nothing where there is no past."""


def _then_and_now(plan: Plan, past: Past) -> Iterator[tuple[Item, Data]]:
    """The items that were in the round, with what they were; not what another item with the id was."""
    for item in plan.items:
        if item.id in past.then and item.id not in past.earlier:
            yield item, past.then[item.id]

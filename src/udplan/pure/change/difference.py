"""The semantic difference of a plan at two moments, as data.

`applied(a, differences(a, b))` has the data of `b`, and `differences(a, a)` is empty. What differs only in layout,
comments or the order of keys is already the same in a part's data; where the lines of a text are broken is no
difference either.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from udplan.domain.plan import Data, Part, Plan, Ref, prepare
from udplan.ground.order import natural_order
from udplan.pure.change.changes import Change, apply, difference, is_layout


@dataclass(frozen=True, slots=True)
class Difference:
    """One part before and after, None where there was none, and the changes that make the new data of the old."""

    ref: Ref
    old: Part | None
    new: Part | None
    changes: tuple[Change, ...]

    @property
    def part(self) -> Part:
        """The part as it is now, or as it last was."""
        part = self.new or self.old
        assert part is not None
        return part


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """What differs in a plan, and the names of what could not be compared because a file of it cannot be read."""

    differences: tuple[Difference, ...]
    unread: tuple[str, ...] = ()


def plan_difference(old: Plan, new: Plan) -> PlanDifference:
    """What happened to each part: items in the order of their types and ids, then plan.yaml, then the rounds.

    Only parts whose bytes or places differ are read.
    """
    before, after = old.parts, new.parts
    changed = [
        (name, then, now)
        for name in {**before, **after}
        if not _is_same_file(then := before.get(name), now := after.get(name))
    ]
    prepare(part for _name, then, now in changed for part in (then, now) if part is not None)
    found: list[Difference] = []
    unread: list[str] = []
    for name, then, now in changed:
        if _cannot_be_read(then, new) or _cannot_be_read(now, old):
            unread.append(name)
            continue
        every = difference(then.data if then else {}, now.data if now else {})
        changes = tuple(change for change in every if not is_layout(change))
        if changes or then is None or now is None or _place(then) != _place(now):
            part = now or then
            assert part is not None
            found.append(Difference(part.ref, then, now, changes))
    found.sort(key=lambda each: each.part.order())
    return PlanDifference(tuple(found), tuple(sorted(unread, key=natural_order)))


def applied(data: Mapping[str, Data], found: Iterable[Difference]) -> dict[str, Data]:
    """The data of a plan's parts with the differences made."""
    parts = dict(data)
    for each in found:
        if each.new is None:
            del parts[each.ref.id]
        else:
            parts[each.ref.id] = apply(parts.get(each.ref.id, {}), each.changes)
    return parts


def _is_same_file(one: Part | None, other: Part | None) -> bool:
    if one is None or other is None or _place(one) != _place(other):
        return False
    return one.version == other.version != ""


def _place(part: Part) -> tuple[str, str]:
    return part.folder, part.slug


def _cannot_be_read(part: Part | None, elsewhere: Plan) -> bool:
    """Whether a part, or the file that it is at the other moment, cannot be understood or is no part there."""
    if part is None:
        return False
    misfits = elsewhere.misfits
    return part.understood is None or any(part.path == each.path or part.name == each.id for each in misfits)

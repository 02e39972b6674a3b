"""The semantic difference of two snapshots of a plan, as data.

`applied(a, differences(a, b))` has the parts of `b`, and `differences(a, a)` is empty. What differs only in layout,
comments or the order of keys is already the same in a snapshot.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from udplan.domain.ref import Ref
from udplan.domain.vocabulary import ROUNDS_FOLDER, TYPER
from udplan.pure.changes import Change, apply, difference
from udplan.pure.snapshot import Part, Snapshot

_ORDER = {folder: place for place, folder in enumerate((*TYPER, "", ROUNDS_FOLDER))}


@dataclass(frozen=True, slots=True)
class Difference:
    """One part before and after, None where there was none, and the changes that make the new data of the old."""

    ref: Ref
    old: Part | None
    new: Part | None
    changes: tuple[Change, ...]


def differences(old: Snapshot, new: Snapshot) -> tuple[Difference, ...]:
    """What happened to each part: items in the order of their types and ids, then plan.yaml, then the rounds.

    What cannot be understood on one side cannot be compared, and is left out.
    """
    found = []
    for name in old.parts.keys() | new.parts.keys():
        if name in old.unread or name in new.unread:
            continue
        before, after = old.parts.get(name), new.parts.get(name)
        changes = difference(before.data if before else {}, after.data if after else {})
        if changes or before is None or after is None or _place(before) != _place(after):
            found.append(Difference(Ref(new.plan, name), before, after, changes))
    return tuple(sorted(found, key=_order))


def applied(snapshot: Snapshot, found: Iterable[Difference]) -> Snapshot:
    """The snapshot with the differences made."""
    parts = dict(snapshot.parts)
    for each in found:
        if each.new is None:
            del parts[each.ref.id]
        else:
            data = parts[each.ref.id].data if each.ref.id in parts else {}
            parts[each.ref.id] = Part(each.new.folder, each.new.slug, apply(data, each.changes))
    return Snapshot(snapshot.plan, parts, snapshot.unread)


def _place(part: Part) -> tuple[str, str]:
    return part.folder, part.slug


def _order(each: Difference) -> tuple[int, str]:
    part = each.new or each.old
    assert part is not None
    return _ORDER[part.folder], each.ref.id

"""What the public may see of a difference: two snapshots in which nothing tells of an item closed on either side.

What was closed or opened in between is hidden in both: that an item appears today must not tell what it was before.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from udplan.domain.ref import Ref, may_be_named, numbers_in, ref_from_text
from udplan.domain.vocabulary import CODED_KEYS, ROUNDS_FOLDER
from udplan.pure.snapshot import SETTINGS, Data, Part, Snapshot

_REFERENCES: Final = ("afledt_drift_af", "viderefoert_fra")
_CODED: Final = ("temaer", "strategier", "organer")
_BY_CODE: Final = ("udvalg", "omraader", "punkter", *_CODED)
# Codes, days and times are no texts: they name nothing, and something else in their place would not be read.
_NO_TEXTS: Final = CODED_KEYS | {
    *("dato", "opdateret", "naaet", "opgjort", "moede", "vedtaget", "til"),
    *("start", "frist", "hvornaar", "fra", "frosset"),
}


def public_pair(
    old: Snapshot, new: Snapshot, hidden: frozenset[Ref], known: frozenset[Ref],
    named: frozenset[Ref] | None = None, others: Iterable[Snapshot] = (),
) -> tuple[Snapshot, Snapshot]:  # fmt: skip
    """Two snapshots of a plan without a trace of items that are hidden or that either of them has closed.

    `known` are the items that may be named besides those of the new snapshot. References to others vanish; a text
    that names a hidden item is left out whole. Control totals go, as do themes, strategies and points of the
    agreement that only hidden items use; where settings differ, the snapshots must hold all items for that. `named`
    are the items that texts of the snapshots may name, if that has been looked up already; `others` are more versions
    of the plan, such as today's, that tell what hidden items use.
    """
    hidden = hidden.union(old.closed(), new.closed())
    known = known.union(Ref(new.plan, name) for name in new.parts) - hidden
    if named is None:
        texts = (text for side in (old, new) for part in side.parts.values() for text in part.texts)
        named = named_items(texts, hidden)
    redaction = _Redaction(new.plan, hidden, known, named & hidden)
    unused = _used_by_hidden_only((old, new, *others), hidden)
    closed = _closed_attachments((old, new, *others))
    return redaction.snapshot(old, unused, closed), redaction.snapshot(new, unused, closed)


def moved_away(then: Iterable[Ref], now: Iterable[Ref], closed: Iterable[Ref]) -> frozenset[Ref]:
    """The items that are gone from their plan while a closed one has their number in another: it may be the same."""
    numbers = {ref.id for ref in closed}
    return frozenset(ref for ref in set(then).difference(now) if ref.id in numbers)


def named_items(texts: Iterable[str], known: frozenset[Ref]) -> frozenset[Ref]:
    """Of the known items those that texts may name: their number stands there. `names_of` tells whether it is theirs.

    All texts are gone through once: looking for each number in each text would take quadratic time.
    """
    numbers = numbers_in(texts)
    return frozenset(ref for ref in known if may_be_named(ref.id, numbers))


def names_of(named: frozenset[Ref], plan: str, known: frozenset[Ref]) -> re.Pattern[str] | None:
    """What finds the names of these items in a text of a plan: `2024-2027/A207`, or `A207` alone; None for none.

    A number alone means the plan's own item; where the plan has none that is known, it may mean any other plan's.
    Small letters are as good as capitals, and an ending as in `A207s` makes it no other number.
    """
    names = [str(ref) for ref in named]
    names += [ref.id for ref in named if ref.plan == plan or Ref(plan, ref.id) not in known]
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    # Letters and digits before it, and digits after it, belong to another id; an underscore may be emphasis.
    ends = (re.escape(name) + (r"(?!\d)" if name[-1:].isdigit() else r"(?![^\W_])") for name in longest_first)
    pattern = rf"(?<![^\W_])(?:{'|'.join(ends)})"
    return re.compile(pattern, re.IGNORECASE) if names else None


def without_names(value: Any, names: re.Pattern[str] | None, key: str = "") -> Any:
    """Plain data in which each text that holds one of the names is left out whole; codes are no texts."""
    if isinstance(value, str):
        return "(udeladt)" if names and key not in _NO_TEXTS and names.search(value) else value
    if isinstance(value, list):
        return [without_names(each, names, key) for each in value]
    if isinstance(value, dict):
        # In plan.yaml's vocabularies the keys are codes, which may be called what keys are called elsewhere.
        return {name: without_names(each, names, "" if key in _BY_CODE else name) for name, each in value.items()}
    return value


class _Redaction:
    def __init__(self, plan: str, hidden: frozenset[Ref], known: frozenset[Ref], named: frozenset[Ref]) -> None:
        self._plan, self._hidden, self._known = plan, hidden, known
        self._names = names_of(named, plan, known)

    def snapshot(
        self, snapshot: Snapshot, unused: dict[str, set[str]], attachments: frozenset[tuple[str, Any]]
    ) -> Snapshot:
        parts = {
            name: Part(
                part.folder,
                "" if self._names_hidden(part.slug) else part.slug,
                self._data(name, part, unused, attachments),
            )
            for name, part in snapshot.parts.items()
            if Ref(snapshot.plan, name) not in self._hidden
        }
        unread = frozenset(name for name in snapshot.unread if Ref(snapshot.plan, name) not in self._hidden)
        return Snapshot(snapshot.plan, parts, unread)

    def _data(
        self, name: str, part: Part, unused: dict[str, set[str]], attachments: frozenset[tuple[str, Any]]
    ) -> Data:
        data = dict(part.data)
        if part.is_item:
            self._keep_known_references(data)
        elif part.folder == ROUNDS_FOLDER:
            if "bilag" in data:
                data["bilag"] = [each for each in data["bilag"] if (name, each.get("nr")) not in attachments]
        else:
            data = _open_settings(data, unused)
        return without_names(data, self._names) if self._names else data

    def _keep_known_references(self, data: dict[str, Any]) -> None:
        for key in _REFERENCES:
            if key in data and ref_from_text(data[key], self._plan) not in self._known:
                del data[key]
        if "afhaenger_af" in data:
            kept = [text for text in data["afhaenger_af"] if ref_from_text(text, self._plan) in self._known]
            if kept:
                data["afhaenger_af"] = kept
            else:
                del data["afhaenger_af"]

    def _names_hidden(self, text: str) -> bool:
        return self._names is not None and self._names.search(text) is not None


def _open_settings(data: dict[str, Any], unused: dict[str, set[str]]) -> dict[str, Any]:
    data.pop("kontroltotaler", None)
    for key in _CODED:
        if key in data:
            data[key] = {code: label for code, label in data[key].items() if code not in unused[key]}
    if "punkter" in data.get("aftale", {}):
        points = {code: text for code, text in data["aftale"]["punkter"].items() if code not in unused["aftalepunkt"]}
        data["aftale"] = {**data["aftale"], "punkter": points}
    return data


def _closed_attachments(snapshots: Iterable[Snapshot]) -> frozenset[tuple[str, Any]]:
    """By round and number, the attachments that any version has closed."""
    return frozenset(
        (name, each.get("nr"))
        for snapshot in snapshots
        for name, part in snapshot.parts.items()
        if part.folder == ROUNDS_FOLDER
        for each in part.data.get("bilag", ())
        if not each.get("aaben", True)
    )


def _used_by_hidden_only(snapshots: Iterable[Snapshot], hidden: frozenset[Ref]) -> dict[str, set[str]]:
    """By key, the codes that in any version hidden items have and no other item has."""
    unused: dict[str, set[str]] = {key: set() for key in (*_CODED, "aftalepunkt")}
    for snapshot in snapshots:
        if SETTINGS not in snapshot.parts:
            continue
        closed: dict[str, set[str]] = {key: set() for key in unused}
        shown: dict[str, set[str]] = {key: set() for key in unused}
        for name, part in snapshot.parts.items():
            into = closed if Ref(snapshot.plan, name) in hidden else shown
            for key in unused if part.is_item else ():
                into[key].update(_codes(part.data, key))
        for key in unused:
            unused[key] |= closed[key] - shown[key]
    return unused


def _codes(data: Data, key: str) -> Iterable[str]:
    if key == "organer":
        return [each["organ"] for each in data.get("inddragelse", ())]
    found: Iterable[str] = data.get(key, ())
    return found

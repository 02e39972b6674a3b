"""Keys and values of plan files as readers know them: labels for keys and codes, Danish numbers, short texts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from udplan.domain.labels import FELTER
from udplan.domain.plan import Plan
from udplan.domain.vocabulary import (
    IKKE_FASTSAT,
    KATEGORIER,
    LABELS,
    STYRINGSOMRAADER,
    TRAFIKLYS,
    TYPER,
    VARIGHEDER,
)
from udplan.ground.danish import date_text, number_text
from udplan.ground.message import Message, _
from udplan.ground.problem import KeyPath
from udplan.pure.change.changes import ABSENT, Change

Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""What the codes of a plan are called, by the key that they stand under."""

NO_NAMES: Final[Names] = {}
_LISTED_IN: Final = {
    "udvalg": "udvalg", "sagsgang": "udvalg", "omraade": "omraader", "temaer": "temaer", "strategier": "strategier",
    "organ": "organer",
}  # fmt: skip
"""The keys that hold codes, and the key of plan.yaml that lists them."""
_ONE_OF: Final = {
    "medansvarlige": "Medansvarlig", "temaer": "Tema", "strategier": "Strategi", "milepaele": "Milepæl",
    "risici": "Risiko", "fristaendringer": "Fristændring", "bevillinger": "Anlægsbevilling",
    "tillaegsbevillinger": "Tillægsbevilling",
}  # fmt: skip
"""What one element of a list is called, where that is another word than the list's."""
_SAYS_ITSELF: Final = frozenset(("hvad", "hvornaar", "tekst", "organ", "udvalg", "dato"))
"""Keys inside an element of a list whose values need no word for what they are."""
_CODED: Final[dict[str, dict[str, str]]] = {
    "fase": LABELS,
    "trafiklys": LABELS,
    "varighed": {str(code): label for code, label in VARIGHEDER.items()},
    "kategori": {str(code): label for code, label in KATEGORIER.items()},
    "styringsomraade": {str(code): label for code, label in STYRINGSOMRAADER.items()},
}
_PARTS: Final[dict[str, str]] = {
    str(code): label for words in (TYPER, STYRINGSOMRAADER) for code, label in words.items()
}


def names_of(*plans: Plan) -> Names:
    """What the plans call their codes; the last one's word counts."""
    return {key: {code: name for plan in plans for code, name in plan.labels(listed).items()}
            for key, listed in _LISTED_IN.items()}  # fmt: skip


def label_text(keys: KeyPath) -> str:
    """A place in a file as `Risici 1, afhjælpning` or `Beløb 2026`."""
    words = ""
    for key in keys:
        if isinstance(key, int):
            words += f" {key + 1}"
        elif key in FELTER:
            words += f", {FELTER[key].lower()}" if words else FELTER[key]
        elif key:  # the empty one is what a control total for a whole type stands under
            words += f" {_PARTS.get(key, key)}"
    return words.strip()


def value_text(value: Any, key: str = "", names: Names = NO_NAMES) -> str:
    """A value in one line; `key` is what it stands under, by which codes have labels."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        return number_text(value)
    if value == IKKE_FASTSAT:
        return "ikke fastsat"
    if isinstance(value, dict):
        return ", ".join(_inner_text(str(name), each, names) for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(value_text(each, key, names) for each in value)
    text = " ".join(str(value).split())
    known = _CODED.get(key) or names.get(key, {})
    return date_text(date.fromisoformat(text)) if _is_day(text) else known.get(text, text)


def _inner_text(name: str, value: Any, names: Names) -> str:
    """A part of a group behind its label or code, or the year that an amount is for."""
    text = value_text(value, name, names)
    if not name or name in _SAYS_ITSELF:  # without a name is a control total for a whole type
        return text
    if name.isdigit():
        return f"{name} {text}"
    label = FELTER.get(name) or _PARTS.get(name)
    return f"{label.lower() if label else name}: {text}"


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2025-05-31") and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def change_text(change: Change, names: Names = NO_NAMES) -> Message:
    """A change in one line: what was there, and what is there now."""
    key = _last_name(change.keys)
    old, new = value_text(change.old, key, names), value_text(change.new, key, names)
    if ABSENT in (change.old, change.new):
        there = change.new if change.old is ABSENT else change.old
        if isinstance(change.keys[-1], int) or isinstance(there, dict | list):
            label, came, went = _thing_text(change.keys, there), _("{thing} added: {new}"), _("{thing} removed: {old}")
        else:
            label, came, went = label_text(change.keys), _("{thing}: {new} (new)"), _("{thing}: {old} (removed)")
        return came.format(thing=label, new=new) if change.old is ABSENT else went.format(thing=label, old=old)
    return _("{key}: {old} → {new}").format(key=label_text(change.keys), old=old, new=new)


def _thing_text(keys: KeyPath, there: Any) -> str:
    """What came or went is called: one element by its own word, without its place in the list."""
    if isinstance(keys[-1], int):
        return _ONE_OF.get(str(keys[-2])) or label_text(keys[:-1])
    is_one = isinstance(there, list) and len(there) == 1
    return _ONE_OF.get(str(keys[-1]), label_text(keys)) if is_one else label_text(keys)


def light_got_worse(old: Any, new: Any) -> bool | None:
    """Whether a light got worse, or better; None where that cannot be said.

    What had no light and gets a yellow or red one has got worse: until then nothing was wrong.
    """
    places = {str(light): place for place, light in enumerate(TRAFIKLYS)}
    if new not in places or (old is not ABSENT and old not in places) or old == new:
        return None
    before = places.get(old, 0)
    return places[new] > before if old is not ABSENT or places[new] > before else None


def _last_name(keys: KeyPath) -> str:
    return next((key for key in reversed(keys) if isinstance(key, str)), "")

"""Keys and values of plan files as readers know them: labels for keys and codes, Danish numbers, short texts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from udplan.domain.labels import FELTER
from udplan.domain.plan import Data, Plan
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
_NAMED_BY: Final = ("hvad", "tekst", "titel", "udvalg", "organ", "dato", "finansiering")
"""Keys by whose value an element of a list is called, the most telling first."""
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
        return _list_text(value, key, names)
    text = " ".join(str(value).split())
    known = _CODED.get(key) or names.get(key, {})
    return date_text(date.fromisoformat(text)) if _is_day(text) else known.get(text, text)


def _list_text(elements: list[Any], key: str, names: Names) -> str:
    """Names and codes with commas between them; what holds a comma itself, or says several things, with semicolons."""
    texts = [value_text(each, key, names) for each in elements]
    is_long = any(isinstance(each, dict) or "," in text for each, text in zip(elements, texts, strict=True))
    return ("; " if is_long else ", ").join(texts)


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


def change_text(change: Change, data: Data, names: Names = NO_NAMES) -> Message:
    """A change in one line: what was there, and what is there now; `data` is what the file says now."""
    key = _last_name(change.keys)
    old, new = value_text(change.old, key, names), value_text(change.new, key, names)
    place = _place_text(change.keys, data, names)
    if ABSENT in (change.old, change.new):
        there = change.new if change.old is ABSENT else change.old
        if isinstance(change.keys[-1], int) or isinstance(there, dict | list):
            came, went = _("{thing} added: {new}"), _("{thing} removed: {old}")
            is_one = isinstance(there, list) and len(there) == 1
            place = _ONE_OF.get(str(change.keys[-1]), place) if is_one else place
        else:
            came, went = _("{thing}: {new} (new)"), _("{thing}: {old} (removed)")
        return came.format(thing=place, new=new) if change.old is ABSENT else went.format(thing=place, old=old)
    return _("{key}: {old} → {new}").format(key=place, old=old, new=new)


def _place_text(keys: KeyPath, data: Data, names: Names) -> str:
    """A place in a file, where an element of a list is called by what it says of itself, never by its place."""
    place = next((place for place, key in enumerate(keys) if isinstance(key, int)), None)
    if place is None:
        return label_text(keys)
    one, inside = _ONE_OF.get(str(keys[place - 1])) or label_text(keys[:place]), keys[place + 1 :]
    if not inside:
        return one
    element: Any = data
    for key in keys[: place + 1]:
        element = element[key]
    named_by = naming_key(element)
    if inside == (named_by,):
        return one
    if named_by is None:
        return label_text(keys)
    rest = label_text(inside)
    return f"{one} »{value_text(element[named_by], named_by, names).rstrip('.')}«, {rest[:1].lower()}{rest[1:]}"


def naming_key(element: Any) -> str | None:
    """The key by whose value an element of a list is called; None where it says nothing of itself."""
    return next((key for key in _NAMED_BY if key in element), None) if isinstance(element, dict) else None


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

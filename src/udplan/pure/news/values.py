"""Keys and values of plan files as readers know them: labels for keys and codes, Danish numbers, short texts."""

from datetime import date
from typing import Any, Final

from udplan.domain.labels import FELTER
from udplan.domain.vocabulary import IKKE_FASTSAT, KATEGORIER, LABELS, STYRINGSOMRAADER, TYPER, VARIGHEDER
from udplan.ground.danish import date_text, number_text
from udplan.ground.message import Message, _
from udplan.ground.problem import KeyPath
from udplan.pure.change.changes import ABSENT, Change

MOST: Final = 60
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


def value_text(value: Any, key: str = "", most: int | None = MOST) -> str:
    """A value in short; `key` is what it stands under, by which codes have labels."""
    if isinstance(value, bool):
        text = "ja" if value else "nej"
    elif isinstance(value, int):
        text = number_text(value)
    elif value == IKKE_FASTSAT:
        text = "ikke fastsat"
    elif isinstance(value, dict):
        inner = (f"{_before_value(name)} {value_text(each, name, most)}" for name, each in value.items())
        text = ", ".join(inner)
    elif isinstance(value, list):
        text = ", ".join(value_text(each, key, most) for each in value)
    else:
        text = " ".join(str(value).split())
        text = date_text(date.fromisoformat(text)) if _is_day(text) else _CODED.get(key, {}).get(text, text)
    return text if most is None or len(text) <= most else text[: most - 1] + "…"


def _before_value(name: str) -> str:
    """What stands before a part of a group: its label, or the year that an amount is for."""
    return name if name.isdigit() else f"{label_text((name,))}:"


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2025-05-31") and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def change_text(change: Change) -> Message:
    """A change in one line: what was there, and what is there now."""
    label, key = label_text(change.keys), _last_name(change.keys)
    if change.old is ABSENT:
        return _("{key} added: {new}").format(key=label, new=value_text(change.new, key))
    if change.new is ABSENT:
        return _("{key} removed: {old}").format(key=label, old=value_text(change.old, key))
    old, new = value_text(change.old, key), value_text(change.new, key)
    return _("{key}: {old} → {new}").format(key=label, old=old, new=new)


def _last_name(keys: KeyPath) -> str:
    return next((key for key in reversed(keys) if isinstance(key, str)), "")

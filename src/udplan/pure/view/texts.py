"""Every text in a plan's files, whatever key it stands under."""

from collections.abc import Iterable
from typing import Any, Final

from udplan.domain.emne import Record
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import CODED_KEYS
from udplan.ground.problem import KeyPath

_NO_TEXTS: Final = frozenset(("beloeb", "forventet", "realiseret", "kontroltotaler", "regler", "frosset"))


def texts_of(record: Record) -> list[tuple[KeyPath, str]]:
    """Every text in a record with the way to it, but no codes."""
    found: list[tuple[KeyPath, str]] = []
    _collect(record.__dict__.items(), (), found)
    return found


def _collect(values: Iterable[tuple[Any, Any]], keys: KeyPath, found: list[tuple[KeyPath, str]]) -> None:
    # Appending while walking __dict__ is several times as fast as nested generators over getattr.
    for key, value in values:
        if not value or value is True or key in _NO_TEXTS:
            continue
        if key in CODED_KEYS and not isinstance(value, dict):
            continue
        if isinstance(value, str):
            found.append(((*keys, key), value))
        elif isinstance(value, tuple):
            _collect(enumerate(value), (*keys, key), found)
        elif isinstance(value, Record):
            _collect(value.__dict__.items(), (*keys, key), found)
        elif isinstance(value, Tidspunkt):
            found.append(((*keys, key), value.tekst))
        elif isinstance(value, dict):
            _collect(value.items(), (*keys, key), found)

"""Every text in what a plan file says, whatever key it stands under."""

from collections.abc import Iterable
from typing import Any, Final

from udplan.domain.plan import Data
from udplan.domain.vocabulary import CODED_KEYS
from udplan.ground.problem import KeyPath

_NO_TEXTS: Final = frozenset(("beloeb", "forventet", "realiseret", "kontroltotaler", "regler", "frosset"))
_DAYS: Final = frozenset(("dato", "opdateret", "naaet", "opgjort", "moede", "vedtaget"))


def texts_of(data: Data) -> list[tuple[KeyPath, str]]:
    """Every text in a file's data with the way to it, but no codes and no days."""
    found: list[tuple[KeyPath, str]] = []
    _collect(data.items(), (), found)
    return found


def _collect(values: Iterable[tuple[Any, Any]], keys: KeyPath, found: list[tuple[KeyPath, str]]) -> None:
    # Appending is several times as fast as nested generators, and whole plans pass through here.
    for key, value in values:
        if key in _NO_TEXTS or key in _DAYS or (key in CODED_KEYS and not isinstance(value, dict)):
            continue
        if isinstance(value, str):
            found.append(((*keys, key), value))
        elif isinstance(value, list):
            _collect(enumerate(value), (*keys, key), found)
        elif isinstance(value, dict):
            _collect(value.items(), (*keys, key), found)

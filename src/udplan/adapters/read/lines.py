"""The line to write where a value is of the wrong kind: what the format has there, and in it what was written."""

import json
import re
from collections.abc import Sequence
from datetime import date
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from udplan.domain.tidspunkt import Tidspunkt, TidspunktError, tidspunkt_from_text
from udplan.ground.problem import KeyPath

_ELLIPSIS: Final = "…"
_LONGEST: Final = 60
_YEAR: Final = 2025
_NEEDS_QUOTES: Final = re.compile(r"""[,\[\]{}#"'\n]|: |:$|^[-?!&*|>%@`~ ]|^[\d.+-]+$""")
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXTS: Final = {
    "udvalg": "BUU",
    "organ": "hovedmed",
    "omraade": "BU",
    "sag": '"24/5521"',
    "aftalepunkt": '"4.2"',
    "grundlag": "Indarbejdet i budget 2025",
    "beslutning": "ØU 10-06-2025 pkt. 7",
    "finansiering": "Kassen",
    "til": "2026-2029/A207",
    "viderefoert_fra": "2024-2027/A207",
}
"""What stands for a text where something must; elsewhere an ellipsis does."""
_NUMBERS: Final = {"nr": "1", "budgetaar": "2025, 2026, 2027, 2028", "verdensmaal": "4"}
_ONLY_WHERE_OTHERWISE: Final = frozenset(("forventet", "realiseret", "indtaegter"))
_MARKS: Final = frozenset(("ja", "nej", "x", "yes", "no", "ok", "true", "false"))
"""What only marks that something is so, and is no text of it."""
_ALSO: Final = frozenset(("grundlag", "afhjaelpning", "aarsag", "begrundelse"))
"""Keys that may be left out of a group, but that a rule asks for or the group says nothing without."""


def line_for(model: type[BaseModel], keys: KeyPath, written: Any = None) -> str:
    """The line for the key at a place, with what was written there where it fits; empty for no key of the format."""
    length = next((length for length in range(len(keys), 0, -1) if isinstance(keys[length - 1], str)), 0)
    annotation = annotation_at(model, keys[:length])
    return "" if annotation is None else f"{keys[length - 1]}: {_example(annotation, str(keys[length - 1]), written)}"


def extra_grant_line(data: Any) -> str:
    """The line for what an item's file says under `tillaegsbevilling`, which was one amount without years."""
    old, amounts = data["tillaegsbevilling"], data.get("beloeb")
    said = old if isinstance(old, dict) else {"beloeb": old}
    year = next(iter(amounts), _YEAR) if isinstance(amounts, dict) else _YEAR
    amount = said.get("beloeb")
    parts = [f"dato: {_ELLIPSIS}", f"beloeb: {{{year}: {amount if type(amount) is int else _ELLIPSIS}}}"]
    parts.append(f"finansiering: {quoted_if_needed(str(said.get('finansiering') or _TEXTS['finansiering']))}")
    if said.get("sag"):
        parts.append(f'sag: "{said["sag"]}"')
    return f"tillaegsbevillinger: [{{{', '.join(parts)}}}]"


def quoted_if_needed(text: str) -> str:
    """The text as YAML takes it inside brackets and braces, shortened where it is long."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + _ELLIPSIS
    return json.dumps(short, ensure_ascii=False) if _NEEDS_QUOTES.search(short) else short


def annotation_at(model: type[BaseModel], keys: KeyPath) -> Any:
    """The type that the format gives the value at a place; None for a place it does not have."""
    here: Any = model
    for key in keys:
        group = group_of(here)
        if isinstance(key, int):
            here = next((get_args(each)[0] for each in alternatives(here) if get_origin(each) is tuple), None)
        elif group is not None:
            field = group.model_fields.get(key)
            here = field.annotation if field is not None else None
        else:
            here = next((get_args(each)[1] for each in alternatives(here) if get_origin(each) is dict), None)
        if here is None:
            return None
    return here


def group_of(annotation: Any) -> type[BaseModel] | None:
    """The model among the types a value may have."""
    for each in alternatives(annotation):
        if isinstance(each, type) and issubclass(each, BaseModel):
            return each
    return None


def alternatives(annotation: Any) -> Sequence[Any]:
    """The types a value may have, without None and without what is annotated to them."""
    if get_origin(annotation) in (Union, UnionType):
        return [inner for each in get_args(annotation) for inner in alternatives(each)]
    if hasattr(annotation, "__metadata__"):
        return alternatives(annotation.__origin__)
    return [] if annotation in (None, type(None)) else [annotation]


def _example(annotation: Any, name: str, written: Any) -> str:
    kind = alternatives(annotation)[0]
    origin = get_origin(kind)
    if (group := group_of(annotation)) is not None:
        return _group_example(group, written)
    if origin is tuple:
        elements = written if isinstance(written, list) and written else [written]
        if isinstance(written, str) and group_of(get_args(kind)[0]) is None:
            elements = [part.strip() for part in written.split(",") if part.strip()] or [None]
        return f"[{', '.join(_example(get_args(kind)[0], name, element) for element in elements[:3])}]"
    if origin is dict:
        return _by_key_example(kind, name, written)
    if origin is Literal:
        return str(written if isinstance(written, str) and written in get_args(kind) else get_args(kind)[0])
    if kind is bool:
        return "true"
    if kind is int:
        return (
            str(written) if isinstance(written, int) and not isinstance(written, bool) else _NUMBERS.get(name, "4000")
        )
    if kind is date:
        return written if _is_date(written) else "2025-05-31"
    if kind is Tidspunkt:
        return str(written) if _is_time(written) else "ultimo 2025"
    return quoted_if_needed(written) if isinstance(written, str) and written else _TEXTS.get(name, _ELLIPSIS)


def _group_example(group: type[BaseModel], written: Any) -> str:
    """A group in braces. A value that stood alone goes to the first key that can take it."""
    given = dict(written) if isinstance(written, dict) else {}
    if isinstance(written, str) and written.casefold() in _MARKS:
        written = None
    shown = [key for key, field in group.model_fields.items() if field.is_required() or key in _ALSO or key in given]
    if isinstance(written, str | int) and not isinstance(written, bool):
        taker = next((key for key in shown if _takes(group.model_fields[key].annotation, key, written)), None)
        if taker is not None:
            given[taker] = written
    parts = (f"{key}: {_example(group.model_fields[key].annotation, key, given.get(key))}" for key in shown)
    return f"{{{', '.join(parts)}}}"


def _takes(annotation: Any, name: str, written: str | int) -> bool:
    kind = alternatives(annotation)[0]
    if isinstance(written, int):
        return kind is int
    if kind is date or _is_date(written):
        return kind is date and _is_date(written)
    return kind is str and name not in _TEXTS


def _by_key_example(kind: Any, name: str, written: Any) -> str:
    key_kind, value_kind = get_args(kind)
    if alternatives(key_kind)[0] is int:
        amount = written if isinstance(written, int) and not isinstance(written, bool) else 4000
        # Where the agreed amount holds for a year that is left out, a nought would take it away.
        return f"{{2025: {amount}}}" if name in _ONLY_WHERE_OTHERWISE else f"{{2025: {amount}, 2026: 0}}"
    first = alternatives(key_kind)[0]
    code = get_args(first)[0] if get_origin(first) is Literal else "KODE"
    if not code:  # what stands under no key of its own, such as a control total of a whole type
        return _example(value_kind, "", None)
    return f"{{{code}: {_example(value_kind, '', None)}}}"


def _is_date(written: Any) -> bool:
    return isinstance(written, str) and bool(_ISO_DATE.fullmatch(written))


def _is_time(written: Any) -> bool:
    try:
        text = str(written) if isinstance(written, str | int) and not isinstance(written, bool) else ""
        return bool(tidspunkt_from_text(text).tekst)
    except TidspunktError:
        return False

"""A paper as JSON for other programs, and the JSON Schema of it: both follow from the types of `paper.papir`.

A block, and a part of a line that is more than words, says what it is in `art`. Days are ISO dates.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from udplan.adapters.printers.tables import json_text
from udplan.ground.language import words_of
from udplan.ground.message import Message
from udplan.pure.paper.papir import Papir

VERSION: Final = "papir/1"
"""The shape of the JSON. A key that comes is the same shape; one that goes or means something else is another."""

_DANISH: Final = words_of("da")


def paper_json(papir: Papir) -> str:
    """The paper as JSON, with the version of its shape."""
    return json_text({"udplan": VERSION, "papir": plain(papir)})


def plain(value: Any) -> Any:
    """A part of a paper as JSON has it."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Message):
        return _DANISH(value)
    if isinstance(value, date):
        return value.isoformat()
    if not is_dataclass(value):
        return value
    said = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    art = getattr(value, "art", None)
    return said if art is None else {"art": art, **said}


def paper_schema() -> dict[str, Any]:
    """The JSON Schema of what `paper_json` gives."""
    definitions: dict[str, Any] = {}
    for kind in _kinds(Papir):
        definitions[kind.__name__] = _object(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": VERSION,
        "type": "object",
        "properties": {"udplan": {"const": VERSION}, "papir": {"$ref": "#/$defs/Papir"}},
        "required": ["udplan", "papir"],
        "additionalProperties": False,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _object(kind: type) -> dict[str, Any]:
    properties = {name: _schema(hint) for name, hint in _hints(kind).items()}
    art = getattr(kind, "art", None)
    if art is not None:
        properties = {"art": {"const": art}, **properties}
    return {
        "description": (kind.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _hints(kind: type) -> dict[str, Any]:
    """The fields of a dataclass with their types."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _kinds(kind: Any) -> Iterator[type]:
    """Every dataclass that a type is made of, itself among them, each once."""
    found: dict[Any, None] = {}
    waiting = [kind]
    while waiting:
        each = waiting.pop()
        if each in found or each is Message:
            continue
        if is_dataclass(each):
            found[each] = None
            waiting += _hints(each).values()  # type: ignore[arg-type]
        else:
            waiting += [inner for inner in get_args(each) if inner is not Ellipsis and not isinstance(inner, str)]
    yield from found


_SCALARS: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
}


def _schema(hint: Any) -> dict[str, Any]:
    if hint in _SCALARS:
        return _SCALARS[hint]
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}  # type: ignore[union-attr]
    inner = get_args(hint)
    if get_origin(hint) is Literal:
        return {"enum": list(inner)}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(inner[0])}
    assert get_origin(hint) in (Union, UnionType), hint
    # A message is words by the time that it is JSON.
    kinds = [_schema(each) for each in inner if each is not Message]
    return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}

"""JSON Schema as far as udplan writes it: what is wrong with a value."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

_TYPES: Final[dict[str, type | tuple[type, ...]]] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip


def faults(
    value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any] | None = None, at: str = "$"
) -> Iterator[str]:
    """Each place that is not as the schema says."""
    whole = whole or schema
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from faults(value, whole["$defs"][name], whole, at)
        return
    if "anyOf" in schema:
        if all(any(True for _fault in faults(value, each, whole, at)) for each in schema["anyOf"]):
            yield f"{at}: none of the kinds"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at}: is not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: is none of {schema['enum']}"
    wanted = schema.get("type")
    is_flag = isinstance(value, bool) and wanted != "boolean"  # to Python a bool is an integer
    if wanted is not None and (is_flag or not isinstance(value, _TYPES[wanted])):
        yield f"{at}: is no {wanted}"
        return
    if schema.get("format") == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            yield f"{at}: is no day"
    if wanted == "object":
        yield from (f"{at}: lacks {name}" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items():
            known = _of_key(schema, name)
            if known is None:
                yield f"{at}: has {name}"
            else:
                yield from faults(inner, known, whole, f"{at}.{name}")
    if wanted == "array":
        for place, inner in enumerate(value):
            yield from faults(inner, schema["items"], whole, f"{at}[{place}]")


def _of_key(schema: Mapping[str, Any], name: str) -> Any:
    """The schema of a key's value; None for a key that there must not be."""
    if name in schema.get("properties", {}):
        return schema["properties"][name]
    for pattern, inner in schema.get("patternProperties", {}).items():
        if re.search(pattern, name):
            return inner
    return schema.get("additionalProperties") or None

"""Plain data as YAML text, in the way a careful person would write it: plain where possible, quoted where needed."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from udplan.adapters.read.scalars import loses_its_form, plain_value

_NEEDS_QUOTES_ANYWHERE: Final = re.compile(
    r": |:$| #|[\x00-\x1f\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|^\s|\s$"
)
# libyaml also takes every colon and question mark for the sign of a key there.
_NEEDS_QUOTES_IN_FLOW: Final = re.compile(r"[,\[\]{}?:]")
_INDICATORS: Final = frozenset("!&*|>%@`\"'#,[]{}?:-")
# json escapes what YAML must have escaped, but for these line breaks and marks; what turns the direction of a
# text is escaped so that it is seen.
_UNSEEN: Final = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
# Characters a literal block cannot hold, because YAML has no escapes there.
_NOT_IN_BLOCK: Final = re.compile(
    "[^\n\t\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

FLOW_WIDTH: Final = 100
"""A list or group longer than this is written on several lines when it is new."""


def scalar_text(value: Any, *, in_flow: bool = False, quote: str = "") -> str:
    """One value on one line; `quote` is the quotation mark to keep when the value is a text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if quote or _needs_quotes(value, in_flow):
        text = json.dumps(value, ensure_ascii=False)
        return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    return value


def _needs_quotes(text: str, in_flow: bool) -> bool:
    if not text or text != plain_value(text) or loses_its_form(text):
        return True
    if text[0] in _INDICATORS and not (text[0] in "-?:" and len(text) > 1 and text[1] not in " ,[]{}"):
        return True
    if text.startswith(("---", "...")):
        return True
    return bool(_NEEDS_QUOTES_ANYWHERE.search(text)) or (in_flow and bool(_NEEDS_QUOTES_IN_FLOW.search(text)))


def flow_text(value: Any) -> str:
    """A value on one line, with lists and groups in brackets."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{key_text(key, in_flow=True)}: {flow_text(inner)}" for key, inner in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(flow_text(inner) for inner in value) + "]"
    return scalar_text(value, in_flow=True)


def key_text(key: str, *, in_flow: bool = False) -> str:
    """A key; a year stands without quotes, since keys are texts in any case."""
    return key if key.isdigit() else scalar_text(key, in_flow=in_flow)


def entry_lines(key: str, value: Any, step: int = 2, *, block: bool = False) -> list[str]:
    """A key and its value as lines without the indentation of the place they go to.

    `block` writes a list or group as lines even where it would fit on one.
    """
    name = key_text(key)
    if isinstance(value, str) and "\n" in value and not _NOT_IN_BLOCK.search(value):
        step = min(step or 2, 9)
        return [f"{name}: {block_header(value, step)}", *literal_lines(value, step)]
    if isinstance(value, list) and value and any(isinstance(inner, dict | list) for inner in value):
        return [f"{name}:", *(" " * step + line for inner in value for line in element_lines(inner, step or 2))]
    if isinstance(value, dict | list):
        line = f"{name}: {flow_text(value)}"
        if (len(line) <= FLOW_WIDTH and not block) or not value:
            return [line]
        if isinstance(value, dict):
            return [f"{name}:", *(" " * step + line for line in mapping_lines(value, step or 2))]
        return [f"{name}:", *(" " * step + f"- {flow_text(inner)}" for inner in value)]
    return [f"{name}: {scalar_text(value)}"]


def mapping_lines(mapping: dict[str, Any], step: int = 2) -> Iterator[str]:
    """A mapping's entries as lines in block style."""
    for key, value in mapping.items():
        yield from entry_lines(key, value, step)


def element_lines(value: Any, step: int = 2, *, block: bool = False) -> list[str]:
    """An element of a list in block style; a group stands on one line unless it is too long or `block` is wished."""
    if isinstance(value, dict) and value and (block or len(flow_text(value)) > FLOW_WIDTH):
        first, *rest = mapping_lines(value, step)
        return [f"- {first}", *(f"  {line}" if line else "" for line in rest)]
    return [f"- {flow_text(value) if isinstance(value, dict | list) else scalar_text(value)}"]


def block_header(text: str, step: int) -> str:
    """The header of a literal block that means exactly this text."""
    first = text.lstrip("\n")[:1]
    indent = str(step) if first in (" ", "\t") or not first else ""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    return f"|{indent}" + ("-" if ends == 0 else "" if ends == 1 and body else "+")


def literal_lines(text: str, step: int) -> list[str]:
    """The lines of a literal block, indented by `step`."""
    body = text[:-1] if text.endswith("\n") else text
    return [" " * step + line if line else "" for line in body.split("\n")]


def yaml_text(data: Any) -> str:
    """A whole document of plain data."""
    if isinstance(data, dict) and data:
        return "\n".join(mapping_lines(data)) + "\n"
    if isinstance(data, list) and data:
        return "\n".join(line for inner in data for line in element_lines(inner, block=True)) + "\n"
    return flow_text(data) + "\n"

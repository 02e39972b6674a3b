"""Plain scalars by the YAML 1.2 core schema, where `no` is a text, `2025-05-31` is a text and `1.000` a float.

Source: YAML 1.2.2, section 10.3.2.
"""

import re

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
ZEROS_BEFORE = re.compile(r"[-+]?0[0-9]+")
_STRANGE = re.compile(r"[-+]?0[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
NUMBER_STARTS = frozenset("0123456789+-.")

MOST_DIGITS = 15
"""More digits than this are a number of something, not an amount; Python also refuses to convert thousands."""

Scalar = str | int | float | bool | None


def plain_value(text: str) -> Scalar:
    """What an unquoted scalar means."""
    if not text or text[0] not in NUMBER_STARTS:
        if text in _NULL:
            return None
        return _BOOL.get(text, text)
    if _INT.fullmatch(text):
        return int(text) if len(text) <= MOST_DIGITS else text
    if _BASED.fullmatch(text):
        return int(text, 0) if len(text) <= MOST_DIGITS else text
    if _FLOAT.fullmatch(text):
        return float(text) if len(text) <= 300 else text
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text


def loses_its_form(text: str) -> bool:
    """Whether reading this unquoted scalar as a number changes how it looks, as `0651` becomes 651."""
    return bool(_STRANGE.fullmatch(text)) or (len(text) > MOST_DIGITS and bool(_INT.fullmatch(text)))

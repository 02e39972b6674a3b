"""The single values of a plan file: strict, so that nothing is silently read as something else.

Each raises a pydantic custom error whose type is udplan's own; `adapters.validation` gives it words and a hint.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from udplan.domain.tidspunkt import Tidspunkt, TidspunktError, tidspunkt_from_text

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?:19|20|21)\d{2}")


def _date_from_text(value: Any) -> date:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif type(value) is date:
        return value
    raise PydanticCustomError("bad_date", "not a date")


def _tidspunkt_from_text(value: Any) -> Tidspunkt:
    if isinstance(value, Tidspunkt):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        try:
            return tidspunkt_from_text(value)
        except TidspunktError:
            pass
    raise PydanticCustomError("bad_time", "not a time")


def _year_from_key(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return int(value)
    raise PydanticCustomError("bad_year", "not a year")


Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that is not empty. Numbers are not texts: `4.20` must stand in quotes."""

Kode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
"""An ASCII code that plan.yaml defines, such as `BUU` or `kloge-m2`."""

Dato = Annotated[
    date,
    BeforeValidator(_date_from_text),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2025-05-31"]}),
]
"""A calendar day written `YYYY-MM-DD`."""

Tid = Annotated[
    Tidspunkt,
    BeforeValidator(_tidspunkt_from_text),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["ultimo maj 2025", "1. kvartal 2025", "løbende"]}),
]
"""A vejledende tidspunkt: kept as written, understood as a span of days."""

Aar = Annotated[int, BeforeValidator(_year_from_key)]

Aarsbeloeb = dict[Aar, int]
"""Whole amounts in the plan's unit, by year."""


def liste(value: Any) -> Any:
    """One value where a list is allowed means a list of that one."""
    return (value,) if isinstance(value, str | int | float) else value


Tekster = Annotated[tuple[Tekst, ...], BeforeValidator(liste)]
"""A list of texts; one text alone means a list of that one."""

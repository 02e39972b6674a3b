"""The single values of a plan file: strict, so that nothing is silently read as something else.

Each raises a pydantic custom error whose type is udplan's own; `adapters.validation` gives it words and a hint.
"""

import re
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    GetPydanticSchema,
    Strict,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from udplan.domain.tidspunkt import Tidspunkt, TidspunktError, tidspunkt_from_text
from udplan.domain.vocabulary import IKKE_FASTSAT

FASTSAT: Final = "[fastsat]"
UFASTSAT: Final = "[ikke fastsat]"
"""What pydantic calls the two kinds of amounts where it names the place of an error; no key of a file is called so."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_MOST_TRIES = 100_000
_LONGEST_NAME = 255
# What an id looks like: letters, digits, hyphens and classes of them, each perhaps with a count.
_LETTER = "[A-Za-z0-9ÆØÅæøå]"
_ATOM = rf"(?:{_LETTER}|[-_]|\\d|\[-?(?:{_LETTER}-{_LETTER}|{_LETTER}|\\d|_)+-?\])"
_COUNT = r"(?:\{\d{1,2}(?:,\d{0,2})?\}|[+?])"
_ID_PATTERN = re.compile(rf"(?:{_ATOM}{_COUNT}?)+")
_COUNTS = re.compile(r"\{(?P<fewest>\d+)(?P<comma>,)?(?P<most>\d*)\}|(?<!\[)(?P<sign>[+?])")


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


def _pattern(value: Any) -> Any:
    if isinstance(value, str):
        if not _ID_PATTERN.fullmatch(value):
            raise PydanticCustomError("bad_pattern", "not a pattern of an id")
        try:
            re.compile(value)
        except re.error:  # a class from Z to A
            raise PydanticCustomError("bad_pattern", "not a pattern of an id") from None
        if _most_tries(value) > _MOST_TRIES:
            raise PydanticCustomError("bad_pattern", "it can match in too many ways")
    return value


def _most_tries(pattern: str) -> int:
    """In how many ways the pattern can be tried on a file name: a wrong one may else take for ever."""
    tries = 1
    for count in _COUNTS.finditer(pattern):
        if count["sign"] is not None:
            tries *= 2 if count["sign"] == "?" else _LONGEST_NAME
        elif count["comma"] is not None:
            tries *= max(1, int(count["most"] or _LONGEST_NAME) - int(count["fewest"]) + 1)
    return tries


def _kind_of_amount(value: Any) -> str:
    # Chosen by the value, so that what is wrong with an amount is not told once for each thing it might have been.
    return UFASTSAT if value == IKKE_FASTSAT else FASTSAT


def _list_of_one(value: Any) -> Any:
    return (value,) if isinstance(value, str | int | float) else value


Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that is not empty. Numbers are not texts: `4.20` must stand in quotes."""

_CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"

Kodenavn = Annotated[str, StringConstraints(pattern=_CODE)]
"""An ASCII code where it is defined, such as `BUU` or `kloge-m2` in plan.yaml."""

Kode = Annotated[Tekst, Field(json_schema_extra={"pattern": _CODE})]
"""A code where it is used. Which ones there are, and so whose name was written in place of one, plan.yaml says."""

CommitId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
"""A whole id of a commit in git, of SHA-1 or SHA-256."""

Moenster = Annotated[str, BeforeValidator(_pattern)]
"""A regular expression for ids, but not one that could look for ever."""

Dato = Annotated[
    date,
    BeforeValidator(_date_from_text),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2025-05-31"]}),
]
"""A calendar day written `YYYY-MM-DD`."""

Tid = Annotated[
    Tidspunkt,
    # Nothing is left to validate after it; pydantic would take the class's own fields for keys of the file.
    GetPydanticSchema(lambda _source, _handler: no_info_plain_validator_function(_tidspunkt_from_text)),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["ultimo maj 2025", "1. kvartal 2025", "løbende"]}),
]
"""A vejledende tidspunkt: kept as written, understood as a span of days."""

Aar = Annotated[int, BeforeValidator(_year_from_key)]

Aarsbeloeb = dict[Aar, int]
"""Whole amounts in the plan's unit, by year."""

Ikkefastsat = Literal["ikke_fastsat"]

Aftalebeloeb = Annotated[
    Annotated[int, Tag(FASTSAT)] | Annotated[Ikkefastsat, Tag(UFASTSAT)], Discriminator(_kind_of_amount)
]
"""A whole amount in the plan's unit, or that none is agreed yet."""

Aftalt = Annotated[
    Annotated[dict[Aar, Aftalebeloeb], Tag(FASTSAT)] | Annotated[Ikkefastsat, Tag(UFASTSAT)],
    Discriminator(_kind_of_amount),
]
"""The agreed amounts by year, or that none of them is agreed yet."""

Element = TypeVar("Element")

Liste = Annotated[tuple[Element, ...], Strict(False)]
"""A list of a plan file, kept as a tuple; what it holds is as strict as elsewhere."""

Tekster = Annotated[Liste[Tekst], BeforeValidator(_list_of_one)]
"""A list of texts; one text alone means a list of that one."""

EnEllerFlere = Annotated[tuple[Tekst, ...], Strict(False), Field(min_length=1), BeforeValidator(_list_of_one)]
"""As `Tekster`, but at least one."""

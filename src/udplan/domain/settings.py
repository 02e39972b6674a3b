"""plan.yaml: the agreement, the organisation, the vocabularies and the control totals of one plan."""

import math
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from udplan.domain.emne import Record
from udplan.domain.labels import FELTER
from udplan.domain.names import DEFAULT_PATTERN
from udplan.domain.scalars import Aar, Aarsbeloeb, Dato, Kode, Tekst
from udplan.domain.vocabulary import Enhed, Fortegn, Styringsomraade, Type

_MOST_TRIES = 100_000
_LONGEST_NAME = 255
# What can be taken in several ways; escaped characters and classes are stepped over, and hold no such sign.
_STEP = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|(?P<group>\))?(?:(?P<many>[*+])|\{(?P<fewest>\d*)(?P<comma>,)?(?P<most>\d*)\}|(?P<maybe>\?))"
    r"|(?P<choice>\|)",
    re.DOTALL,
)


class Udvalg(Record):
    """A committee that exists for a part of the plan's life only."""

    navn: Annotated[Tekst, Field(title=FELTER["navn"])]
    fra: Annotated[Dato | None, Field(title=FELTER["fra"])] = None
    til: Annotated[Dato | None, Field(title=FELTER["til"])] = None


def _udvalg(value: Any) -> Any:
    return {"navn": value} if isinstance(value, str) else value


def _pattern(value: Any) -> Any:
    if isinstance(value, str):
        try:
            re.compile(value)
        except re.error as error:
            raise PydanticCustomError("bad_pattern", "{reason}", {"reason": str(error)}) from None
        if _most_tries(value) > _MOST_TRIES:
            raise PydanticCustomError("bad_pattern", "{reason}", {"reason": "it can match in too many ways"})
    return value


def _most_tries(pattern: str) -> float:
    """No fewer ways than the expression can try on one file name: a wrong one may else take for ever."""
    tries = 1
    for found in _STEP.finditer(pattern):
        group, fewest, comma, most = found["group"], found["fewest"], found["comma"], found["most"]
        if found["choice"] is not None:
            tries *= 2
        elif group is not None and fewest and comma is None:
            tries **= min(int(fewest), _LONGEST_NAME)
        elif group is not None and found["maybe"] is None:
            return math.inf  # what is repeated can again be taken in several ways
        elif fewest is not None:
            tries *= 1 if comma is None else max(1, int(most or _LONGEST_NAME) - int(fewest or 0) + 1)
        elif found["many"] is not None:
            tries *= _LONGEST_NAME
        elif found["maybe"] is not None:
            tries *= 2
    return tries


def _control_total(value: Any) -> Any:
    """Years alone mean the whole type; the nested form is by styringsområde."""
    if isinstance(value, dict) and any(not isinstance(amount, dict) for amount in value.values()):
        return {"": value}
    return value


class Aftale(Record):
    """The budget agreement whose every point the plan must carry."""

    dokument: Annotated[Tekst, Field(title=FELTER["dokument"])]
    vedtaget: Annotated[Dato | None, Field(title=FELTER["vedtaget"])] = None
    sag: Annotated[Tekst | None, Field(title=FELTER["sag"])] = None
    punkter: Annotated[dict[str, Tekst], Field(title=FELTER["punkter"])] = {}


class Foraeldelse(Record):
    """Days without an update before a live item counts as stale: half-yearly, and for directors' items monthly."""

    halvaar: Annotated[int, Field(title=FELTER["halvaar"], gt=0)] = 190
    maaned: Annotated[int, Field(title=FELTER["maaned"], gt=0)] = 35


Kontroltotal = Annotated[dict[Literal[""] | Styringsomraade, Aarsbeloeb], BeforeValidator(_control_total)]
"""Signed amounts by year under `""`, or by styringsområde and year."""


class Settings(Record):
    """What plan.yaml says."""

    kommune: Annotated[Tekst, Field(title=FELTER["kommune"])]
    titel: Annotated[Tekst, Field(title=FELTER["titel"])]
    budgetaar: Annotated[tuple[Aar, ...], Field(strict=False, title=FELTER["budgetaar"], min_length=1)]
    enhed: Annotated[Enhed, Field(title=FELTER["enhed"])] = "1.000 kr."
    prisniveau: Annotated[Tekst | None, Field(title=FELTER["prisniveau"])] = None
    fortegn: Annotated[Fortegn, Field(title=FELTER["fortegn"])] = "udgift_positiv"
    levende: Annotated[bool, Field(title=FELTER["levende"])] = True
    id_moenster: Annotated[str, BeforeValidator(_pattern), Field(title=FELTER["id_moenster"])] = DEFAULT_PATTERN
    aftale: Annotated[Aftale | None, Field(title=FELTER["aftale"])] = None
    kontroltotaler: Annotated[dict[Type, Kontroltotal], Field(title=FELTER["kontroltotaler"])] = {}
    udvalg: Annotated[dict[Kode, Annotated[Udvalg, BeforeValidator(_udvalg)]], Field(title=FELTER["udvalg"])] = {}
    omraader: Annotated[dict[Kode, Tekst], Field(title=FELTER["omraader"])] = {}
    temaer: Annotated[dict[Kode, Tekst], Field(title=FELTER["temaer"])] = {}
    strategier: Annotated[dict[Kode, Tekst], Field(title=FELTER["strategier"])] = {}
    organer: Annotated[dict[Kode, Tekst], Field(title=FELTER["organer"])] = {}
    foraeldelse: Annotated[Foraeldelse, Field(title=FELTER["foraeldelse"])] = Foraeldelse()
    regler: Annotated[dict[str, Literal["error", "warning", "off"]], Field(title=FELTER["regler"])] = {}

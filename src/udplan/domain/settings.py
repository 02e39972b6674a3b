"""plan.yaml: the agreement, the organisation, the vocabularies and the control totals of one plan."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PositiveInt, model_validator

from udplan.domain.emne import Record
from udplan.domain.names import DEFAULT_PATTERN
from udplan.domain.scalars import Aar, Aarsbeloeb, Dato, Kodenavn, Liste, Moenster, Tekst
from udplan.domain.vocabulary import ENHED, Enhed, Fortegn, Styringsomraade, Type


def _kontroltotal(value: Any) -> Any:
    """Years alone mean the whole type."""
    if isinstance(value, dict) and any(not isinstance(amount, dict) for amount in value.values()):
        return {"": value}
    return value


Kontroltotal = Annotated[dict[Literal[""] | Styringsomraade, Aarsbeloeb], BeforeValidator(_kontroltotal)]
"""Signed amounts by year under `""`, or by styringsområde and year."""


class Udvalg(Record):
    """A committee; one that exists for a part of the plan's life only says for which."""

    navn: Tekst
    """Udvalgets navn."""
    fra: Dato | None = None
    """Den første dag, udvalget findes."""
    til: Dato | None = None
    """Den sidste dag, udvalget findes."""

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        return {"navn": value} if isinstance(value, str) else value


class Aftale(Record):
    """The budget agreement whose every point the plan must carry."""

    dokument: Tekst
    """Aftalens navn, for eksempel: Budgetaftale 2025-2028."""
    vedtaget: Dato | None = None
    """Den dag, aftalen blev vedtaget."""
    sag: Tekst | None = None
    """Sagsnummeret, i anførselstegn."""
    punkter: dict[str, Tekst] = {}
    """Alle aftalens punkter: nummeret i anførselstegn og hvad punktet handler om."""


class Foraeldelse(Record):
    """Days without an update before a live item counts as stale: half-yearly, and for directors' items monthly."""

    halvaar: PositiveInt = 190
    """Antal dage for emner uden direktionsfokus, som der gøres status på hvert halve år."""
    maaned: PositiveInt = 35
    """Antal dage for emner med direktionsfokus, som der gøres status på hver måned."""


class Settings(Record):
    """What plan.yaml says."""

    kommune: Tekst
    """Kommunens navn, som det står i rapporterne."""
    titel: Tekst
    """Planens titel, som den står i rapporterne."""
    budgetaar: Annotated[Liste[Aar], Field(min_length=1)]
    """Planens år: først budgetåret og derefter overslagsårene."""
    enhed: Enhed = ENHED
    """Den enhed, alle planens beløb er skrevet i."""
    prisniveau: Tekst | None = None
    """Det prisniveau, beløbene er i, for eksempel: 2025-pl."""
    fortegn: Fortegn = "udgift_positiv"
    """Om udgifter er positive eller negative tal."""
    levende: bool = True
    """Bliver planen stadig fulgt? Skriv `false`, når den ikke længere gør."""
    id_moenster: Moenster = DEFAULT_PATTERN
    """Hvordan emnernes id'er ser ud: et regulært udtryk, som begyndelsen af filens navn skal passe med."""
    aftale: Aftale | None = None
    """Den budgetaftale, planen udmønter."""
    kontroltotaler: dict[Type, Kontroltotal] = {}
    """Hvad emnernes beløb skal give tilsammen ifølge aftalen, for hver type og hvert år."""
    udvalg: dict[Kodenavn, Udvalg] = {}
    """Kode og navn på hvert politisk udvalg. Findes et udvalg kun en del af tiden, skrives også `fra` og `til`."""
    omraader: dict[Kodenavn, Tekst] = {}
    """Kode og navn på hvert direktørområde."""
    temaer: dict[Kodenavn, Tekst] = {}
    """Kode og navn på hvert tværgående tema."""
    strategier: dict[Kodenavn, Tekst] = {}
    """Kode og navn på hver strategi, som emner kan bidrage til."""
    organer: dict[Kodenavn, Tekst] = {}
    """Kode og navn på hvert organ, som kan blive inddraget, for eksempel HovedMED."""
    foraeldelse: Foraeldelse = Foraeldelse()
    """Hvor mange dage der må gå, fra en status er bekræftet, til den regnes for forældet."""
    regler: dict[str, Literal["error", "warning", "off"]] = {}
    """Problemers koder, og om de er fejl (`error`), advarsler (`warning`) eller slået fra (`off`)."""

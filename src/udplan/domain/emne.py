"""One plan item's file: the keys of DESIGN's section 4, strictly typed and frozen.

The item's type and id are not in the file; they are its folder and its file name (see `plan.Item`).
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from udplan.domain.scalars import Aarsbeloeb, Dato, Kode, Tekst, Tid, liste
from udplan.domain.vocabulary import (
    Fase,
    Kategori,
    Styringsomraade,
    Tilstand,
    Trafiklys,
    Type,
    Varighed,
)


class Record(BaseModel):
    """A part of a plan file: no unknown keys, no conversions, no changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _not_a_mark(value: Any) -> Any:
    # The X of the old Word tables: people will write it, and deserve the line to write instead.
    if isinstance(value, str) and value.strip().casefold() in ("x", "ja", "ok", "færdig", "faerdig"):
        raise PydanticCustomError("bare_x", "an X alone")
    return value


class Afsluttet(Record):
    """The plan's X: finished on a day, on a basis."""

    dato: Annotated[Dato, Field(title="Dato")]
    grundlag: Annotated[Tekst | None, Field(title="Grundlag")] = None


class Udgaaet(Record):
    """Dropped from the plan by a political decision."""

    dato: Annotated[Dato, Field(title="Dato")]
    beslutning: Annotated[Tekst, Field(title="Beslutning")]


class Risiko(Record):
    """What may go wrong and what is done about it."""

    tekst: Annotated[Tekst, Field(title="Risiko")]
    afhjaelpning: Annotated[Tekst | None, Field(title="Afhjælpning")] = None


class Fristaendring(Record):
    """One move of the deadline; `fra` of the first is the original deadline."""

    dato: Annotated[Dato, Field(title="Dato")]
    fra: Annotated[Tid, Field(title="Fra")]
    aarsag: Annotated[Tekst | None, Field(title="Årsag")] = None


class Milepael(Record):
    """A step on the way; `naaet` is the day it was reached."""

    hvad: Annotated[Tekst, Field(title="Hvad")]
    hvornaar: Annotated[Tid, Field(title="Hvornår")]
    naaet: Annotated[Dato | None, Field(title="Nået")] = None


class Behandling(Record):
    """A coming political treatment."""

    udvalg: Annotated[Kode, Field(title="Udvalg")]
    hvornaar: Annotated[Tid, Field(title="Hvornår")]
    sag: Annotated[Tekst | None, Field(title="Sag")] = None


class Inddragelse(Record):
    """A body of the MED organisation or the management that was involved."""

    organ: Annotated[Kode, Field(title="Organ")]
    dato: Annotated[Dato, Field(title="Dato")]


class Tillaegsbevilling(Record):
    """A supplementary appropriation, which must say how it is financed."""

    beloeb: Annotated[int, Field(title="Beløb")]
    finansiering: Annotated[Tekst, Field(title="Finansiering")]
    sag: Annotated[Tekst | None, Field(title="Sag")] = None


class Bevilling(Record):
    """An anlægsbevilling: the permission to spend (kommunestyrelsesloven § 40)."""

    dato: Annotated[Dato, Field(title="Dato")]
    beloeb: Annotated[int, Field(title="Beløb")]
    sag: Annotated[Tekst | None, Field(title="Sag")] = None


class Regnskab(Record):
    """An anlægsregnskab: the final account of a capital project."""

    dato: Annotated[Dato, Field(title="Dato")]
    sag: Annotated[Tekst | None, Field(title="Sag")] = None


class Lukket(Record):
    """Present means: closed to the public."""

    begrundelse: Annotated[Tekst | None, Field(title="Begrundelse")] = None


class Emne(Record):
    """What a plan item's file says."""

    titel: Annotated[Tekst, Field(title="Titel")]
    aftalepunkt: Annotated[tuple[Tekst, ...], BeforeValidator(liste), Field(strict=False, title="Aftalepunkt")] = ()
    udvalg: Annotated[Kode, Field(title="Udvalg")]
    omraade: Annotated[Kode | None, Field(title="Direktørområde")] = None
    ansvarlig: Annotated[Tekst, Field(title="Ansvarlig")]
    medansvarlige: Annotated[tuple[Tekst, ...], Field(strict=False, title="Medansvarlige")] = ()
    beskrivelse: Annotated[Tekst | None, Field(title="Beskrivelse")] = None
    proces: Annotated[Tekst, Field(title="Proces")]
    status: Annotated[Tekst | None, Field(title="Status")] = None
    opdateret: Annotated[Dato | None, Field(title="Opdateret")] = None
    fase: Annotated[Fase | None, Field(title="Fase")] = None
    afsluttet: Annotated[Afsluttet | None, BeforeValidator(_not_a_mark), Field(title="Afsluttet")] = None
    udgaaet: Annotated[Udgaaet | None, Field(title="Udgået")] = None
    trafiklys: Annotated[Trafiklys | None, Field(title="Trafiklys")] = None
    risici: Annotated[tuple[Risiko, ...], Field(strict=False, title="Risici")] = ()
    start: Annotated[Tid | None, Field(title="Start")] = None
    frist: Annotated[Tid | None, Field(title="Frist")] = None
    fristaendringer: Annotated[tuple[Fristaendring, ...], Field(strict=False, title="Fristændringer")] = ()
    milepaele: Annotated[tuple[Milepael, ...], Field(strict=False, title="Milepæle")] = ()
    behandling: Annotated[tuple[Behandling, ...], Field(strict=False, title="Politisk behandling")] = ()
    inddragelse: Annotated[tuple[Inddragelse, ...], Field(strict=False, title="Inddragelse")] = ()
    temaer: Annotated[tuple[Kode, ...], Field(strict=False, title="Temaer")] = ()
    direktionsfokus: Annotated[bool, Field(title="Direktionsfokus")] = False
    snitflade: Annotated[Tekst | None, Field(title="Snitflade")] = None
    beloeb: Annotated[Aarsbeloeb | None, Field(title="Beløb")] = None
    forventet: Annotated[Aarsbeloeb | None, Field(title="Forventet")] = None
    realiseret: Annotated[Aarsbeloeb | None, Field(title="Realiseret")] = None
    varighed: Annotated[Varighed | None, Field(title="Varighed")] = None
    kategori: Annotated[Kategori | None, Field(title="Kategori")] = None
    styringsomraade: Annotated[Styringsomraade | None, Field(title="Styringsområde")] = None
    tillaegsbevilling: Annotated[Tillaegsbevilling | None, Field(title="Tillægsbevilling")] = None
    bevillinger: Annotated[tuple[Bevilling, ...], Field(strict=False, title="Anlægsbevillinger")] = ()
    regnskab: Annotated[Regnskab | None, Field(title="Anlægsregnskab")] = None
    afledt_drift: Annotated[Literal["ingen"] | None, Field(title="Afledt drift")] = None
    afledt_drift_af: Annotated[Tekst | None, Field(title="Afledt drift af")] = None
    afhaenger_af: Annotated[tuple[Tekst, ...], Field(strict=False, title="Afhænger af")] = ()
    viderefoert_fra: Annotated[Tekst | None, Field(title="Videreført fra")] = None
    verdensmaal: Annotated[tuple[int, ...], Field(strict=False, title="Verdensmål")] = ()
    strategier: Annotated[tuple[Kode, ...], Field(strict=False, title="Strategier")] = ()
    sag: Annotated[Tekst | None, Field(title="Sag")] = None
    lukket: Annotated[Lukket | None, Field(title="Lukket")] = None

    @property
    def tilstand(self) -> Tilstand:
        """The item's one state; a file with none or several does not become an item."""
        if self.afsluttet is not None:
            return "afsluttet"
        if self.udgaaet is not None:
            return "udgaaet"
        assert self.fase is not None
        return self.fase

    @property
    def levende(self) -> bool:
        """Still to be carried out: neither finished nor dropped."""
        return self.fase is not None


KEY_ORDER: Final = tuple(Emne.model_fields)
"""The contract's order of keys, where a new key is put into a file."""

STATE_KEYS: Final = ("fase", "afsluttet", "udgaaet")
"""An item's file has exactly one of these."""

MONEY_KEYS: Final = ("beloeb", "forventet", "realiseret")


def required_keys(item_type: Type, tilstand: Tilstand | None, fase: Any) -> tuple[str, ...]:
    """The keys that an item of this type and state must have beyond those every item has."""
    keys: list[str] = []
    if tilstand is not None and tilstand != "ikke_startet":
        keys += ["status", "opdateret"]
    if fase == "i_gang":
        keys.append("trafiklys")
    if item_type != "hensigtserklaeringer":
        keys.append("beloeb")
    return tuple(keys)

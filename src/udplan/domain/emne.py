"""One plan item's file: the keys of DESIGN's section 4, strictly typed and frozen.

The item's type and id are not in the file; they are its folder and its file name (see `plan.Item`).
"""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from udplan.domain.labels import FELTER
from udplan.domain.scalars import Aarsbeloeb, Dato, Kode, Tekst, Tekster, Tid
from udplan.domain.tidspunkt import Tidspunkt
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

    dato: Annotated[Dato, Field(title=FELTER["dato"])]
    grundlag: Annotated[Tekst | None, Field(title=FELTER["grundlag"])] = None


class Udgaaet(Record):
    """Dropped from the plan by a political decision."""

    dato: Annotated[Dato, Field(title=FELTER["dato"])]
    beslutning: Annotated[Tekst, Field(title=FELTER["beslutning"])]


class Risiko(Record):
    """What may go wrong and what is done about it."""

    tekst: Annotated[Tekst, Field(title=FELTER["tekst"])]
    afhjaelpning: Annotated[Tekst | None, Field(title=FELTER["afhjaelpning"])] = None


class Fristaendring(Record):
    """One move of the deadline; `fra` of the first is the original deadline."""

    dato: Annotated[Dato, Field(title=FELTER["dato"])]
    fra: Annotated[Tid, Field(title=FELTER["fra"])]
    aarsag: Annotated[Tekst | None, Field(title=FELTER["aarsag"])] = None


class Milepael(Record):
    """A step on the way; `naaet` is the day it was reached."""

    hvad: Annotated[Tekst, Field(title=FELTER["hvad"])]
    hvornaar: Annotated[Tid, Field(title=FELTER["hvornaar"])]
    naaet: Annotated[Dato | None, Field(title=FELTER["naaet"])] = None


class Behandling(Record):
    """A coming political treatment."""

    udvalg: Annotated[Kode, Field(title=FELTER["udvalg"])]
    hvornaar: Annotated[Tid, Field(title=FELTER["hvornaar"])]
    sag: Annotated[Tekst | None, Field(title=FELTER["sag"])] = None


class Inddragelse(Record):
    """A body of the MED organisation or the management that was involved."""

    organ: Annotated[Kode, Field(title=FELTER["organ"])]
    dato: Annotated[Dato, Field(title=FELTER["dato"])]


class Tillaegsbevilling(Record):
    """A supplementary appropriation, which must say how it is financed."""

    beloeb: Annotated[int, Field(title=FELTER["beloeb"])]
    finansiering: Annotated[Tekst, Field(title=FELTER["finansiering"])]
    sag: Annotated[Tekst | None, Field(title=FELTER["sag"])] = None


class Bevilling(Record):
    """An anlægsbevilling: the permission to spend (kommunestyrelsesloven § 40)."""

    dato: Annotated[Dato, Field(title=FELTER["dato"])]
    beloeb: Annotated[int, Field(title=FELTER["beloeb"])]
    sag: Annotated[Tekst | None, Field(title=FELTER["sag"])] = None


class Regnskab(Record):
    """An anlægsregnskab: the final account of a capital project."""

    dato: Annotated[Dato, Field(title=FELTER["dato"])]
    sag: Annotated[Tekst | None, Field(title=FELTER["sag"])] = None


class Lukket(Record):
    """Present means: closed to the public."""

    begrundelse: Annotated[Tekst | None, Field(title=FELTER["begrundelse"])] = None


class Emne(Record):
    """What a plan item's file says."""

    titel: Annotated[Tekst, Field(title=FELTER["titel"])]
    aftalepunkt: Annotated[Tekster, Field(strict=False, title=FELTER["aftalepunkt"])] = ()
    udvalg: Annotated[Kode, Field(title=FELTER["udvalg"])]
    omraade: Annotated[Kode | None, Field(title=FELTER["omraade"])] = None
    ansvarlig: Annotated[Tekst, Field(title=FELTER["ansvarlig"])]
    medansvarlige: Annotated[tuple[Tekst, ...], Field(strict=False, title=FELTER["medansvarlige"])] = ()
    beskrivelse: Annotated[Tekst | None, Field(title=FELTER["beskrivelse"])] = None
    proces: Annotated[Tekst, Field(title=FELTER["proces"])]
    status: Annotated[Tekst | None, Field(title=FELTER["status"])] = None
    opdateret: Annotated[Dato | None, Field(title=FELTER["opdateret"])] = None
    fase: Annotated[Fase | None, Field(title=FELTER["fase"])] = None
    afsluttet: Annotated[Afsluttet | None, BeforeValidator(_not_a_mark), Field(title=FELTER["afsluttet"])] = None
    udgaaet: Annotated[Udgaaet | None, Field(title=FELTER["udgaaet"])] = None
    trafiklys: Annotated[Trafiklys | None, Field(title=FELTER["trafiklys"])] = None
    risici: Annotated[tuple[Risiko, ...], Field(strict=False, title=FELTER["risici"])] = ()
    start: Annotated[Tid | None, Field(title=FELTER["start"])] = None
    frist: Annotated[Tid | None, Field(title=FELTER["frist"])] = None
    fristaendringer: Annotated[tuple[Fristaendring, ...], Field(strict=False, title=FELTER["fristaendringer"])] = ()
    milepaele: Annotated[tuple[Milepael, ...], Field(strict=False, title=FELTER["milepaele"])] = ()
    behandling: Annotated[tuple[Behandling, ...], Field(strict=False, title=FELTER["behandling"])] = ()
    inddragelse: Annotated[tuple[Inddragelse, ...], Field(strict=False, title=FELTER["inddragelse"])] = ()
    temaer: Annotated[tuple[Kode, ...], Field(strict=False, title=FELTER["temaer"])] = ()
    direktionsfokus: Annotated[bool, Field(title=FELTER["direktionsfokus"])] = False
    snitflade: Annotated[Tekst | None, Field(title=FELTER["snitflade"])] = None
    beloeb: Annotated[Aarsbeloeb | None, Field(title=FELTER["beloeb"])] = None
    forventet: Annotated[Aarsbeloeb | None, Field(title=FELTER["forventet"])] = None
    realiseret: Annotated[Aarsbeloeb | None, Field(title=FELTER["realiseret"])] = None
    varighed: Annotated[Varighed | None, Field(title=FELTER["varighed"])] = None
    kategori: Annotated[Kategori | None, Field(title=FELTER["kategori"])] = None
    styringsomraade: Annotated[Styringsomraade | None, Field(title=FELTER["styringsomraade"])] = None
    tillaegsbevilling: Annotated[Tillaegsbevilling | None, Field(title=FELTER["tillaegsbevilling"])] = None
    bevillinger: Annotated[tuple[Bevilling, ...], Field(strict=False, title=FELTER["bevillinger"])] = ()
    regnskab: Annotated[Regnskab | None, Field(title=FELTER["regnskab"])] = None
    afledt_drift: Annotated[Literal["ingen"] | None, Field(title=FELTER["afledt_drift"])] = None
    afledt_drift_af: Annotated[Tekst | None, Field(title=FELTER["afledt_drift_af"])] = None
    afhaenger_af: Annotated[tuple[Tekst, ...], Field(strict=False, title=FELTER["afhaenger_af"])] = ()
    viderefoert_fra: Annotated[Tekst | None, Field(title=FELTER["viderefoert_fra"])] = None
    verdensmaal: Annotated[tuple[int, ...], Field(strict=False, title=FELTER["verdensmaal"])] = ()
    strategier: Annotated[tuple[Kode, ...], Field(strict=False, title=FELTER["strategier"])] = ()
    sag: Annotated[Tekst | None, Field(title=FELTER["sag"])] = None
    lukket: Annotated[Lukket | None, Field(title=FELTER["lukket"])] = None

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


def plain_data(record: Record) -> dict[str, Any]:
    """What a file says as plain data, without the keys it leaves out; times as they were written."""
    return {key: _plain(value) for key, value in record if key in record.model_fields_set and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Tidspunkt):
        return value.tekst
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if hasattr(value, "model_fields_set"):
        return {key: _plain(inner) for key, inner in value if inner is not None}
    return value

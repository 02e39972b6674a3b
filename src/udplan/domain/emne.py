"""One plan item's file: its keys in the order in which they are written, strictly typed and frozen.

The item's type and id are not in the file; they are its folder and its file name (see `plan.Item`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from udplan.domain.labels import FELTER
from udplan.domain.meanings import meanings
from udplan.domain.scalars import Aarsbeloeb, Aftalt, Dato, EnEllerFlere, Kode, Liste, Tekst, Tekster, Tid
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import (
    ENDER,
    Fase,
    Kategori,
    Styringsomraade,
    Tilstand,
    Trafiklys,
    Type,
    Varighed,
)


class Record(BaseModel):
    """A part of a plan file: no unknown keys, no conversions, no changes after reading.

    A key is a field, its label is in `labels.FELTER`, and the Danish text below it says what it means.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, field_title_generator=lambda key, _field: FELTER[key]
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The schema with each key's meaning. `use_attribute_docstrings` would look for them at every start."""
        schema = handler(core_schema)
        told = meanings(cls)
        for key, value in handler.resolve_ref_schema(schema)["properties"].items():
            value["description"] = told[key]
        return schema


class Afsluttet(Record):
    """The plan's X: finished on a day, on a basis."""

    dato: Dato
    """Den dag, emnet blev færdigt."""
    grundlag: Tekst | None = None
    """Hvad der viser, at emnet er færdigt, for eksempel: Indarbejdet i budget 2025."""

    @model_validator(mode="before")
    @classmethod
    def _not_a_mark(cls, value: Any) -> Any:
        # The X of the old Word tables: people will write it, and deserve the line to write instead.
        if isinstance(value, str) and value.strip().casefold() in ("x", "ja", "ok", "færdig", "faerdig"):
            raise PydanticCustomError("bare_x", "an X alone")
        return value


class Udgaaet(Record):
    """Dropped from the plan by a political decision."""

    dato: Dato
    """Den dag, det blev besluttet."""
    beslutning: Tekst
    """Den politiske beslutning, for eksempel: ØU 10-06-2025 pkt. 7."""


class Viderefoert(Record):
    """Goes on elsewhere: ended here without an X and without a political decision."""

    dato: Dato
    """Den dag, emnet blev ført videre."""
    til: EnEllerFlere
    """Det eller de emner, som fører det videre, i en senere plan eller i samme plan, for eksempel: 2026-2029/A207."""


class Risiko(Record):
    """What may go wrong and what is done about it."""

    tekst: Tekst
    """Hvad der kan gå galt."""
    afhjaelpning: Tekst | None = None
    """Hvad der gøres ved det."""


class Fristaendring(Record):
    """One move of the deadline; `fra` of the earliest is the original deadline."""

    dato: Dato
    """Den dag, fristen blev flyttet."""
    fra: Tid
    """Den frist, der gjaldt før."""
    aarsag: Tekst | None = None
    """Hvorfor fristen blev flyttet."""


class Milepael(Record):
    """A step on the way; `naaet` is the day it was reached."""

    hvad: Tekst
    """Hvad der skal være nået."""
    hvornaar: Tid
    """Hvornår: et vejledende tidspunkt."""
    naaet: Dato | None = None
    """Den dag, det blev nået."""


class Resultat(Record):
    """What came of a political treatment."""

    dato: Dato
    """Den dag, sagen blev behandlet."""
    beslutning: Tekst
    """Hvad der blev besluttet, for eksempel: Godkendt."""


class Behandling(Record):
    """A political treatment: still to come, or with its result."""

    udvalg: Kode
    """Koden for udvalget."""
    hvornaar: Tid
    """Hvornår: et vejledende tidspunkt."""
    sag: Tekst | None = None
    """Sagsnummeret, i anførselstegn."""
    resultat: Resultat | None = None
    """Hvad der blev besluttet, når sagen har været behandlet."""


class Inddragelse(Record):
    """A body of the MED organisation or the management that was involved."""

    organ: Kode
    """Koden for organet, fra listen `organer` i plan.yaml."""
    dato: Dato
    """Den dag, det skete."""


class Tillaegsbevilling(Record):
    """A supplementary appropriation, which must say how it is financed; one without a day is not granted yet."""

    dato: Dato | None = None
    """Den dag, tillægsbevillingen blev givet. Udelades, så længe den kun er søgt."""
    beloeb: Annotated[Aarsbeloeb, Field(min_length=1)]
    """Beløbet i hvert af de år, det gælder, i planens enhed."""
    finansiering: Tekst
    """Hvor pengene kommer fra."""
    sag: Tekst | None = None
    """Sagsnummeret, i anførselstegn."""


class Beloebsdel(Record):
    """A part of an item's amounts."""

    hvad: Tekst
    """Hvad delen dækker, for eksempel: Inventar."""
    beloeb: Annotated[Aarsbeloeb, Field(min_length=1)]
    """Den del af beløbet i hvert år, i planens enhed. År uden noget kan udelades."""


class Bevilling(Record):
    """An anlægsbevilling: the permission to spend (kommunestyrelsesloven § 40)."""

    dato: Dato
    """Den dag, bevillingen blev givet."""
    beloeb: int
    """Beløbet, i planens enhed."""
    sag: Tekst | None = None
    """Sagsnummeret, i anførselstegn."""


class Regnskab(Record):
    """An anlægsregnskab: the final account of a capital project."""

    dato: Dato
    """Den dag, regnskabet blev godkendt."""
    sag: Tekst | None = None
    """Sagsnummeret, i anførselstegn."""


class Lukket(Record):
    """Present means: closed to the public."""

    begrundelse: Tekst | None = None
    """Hvorfor emnet er lukket, helst med en henvisning til loven."""


class Emne(Record):
    """What a plan item's file says."""

    titel: Tekst
    """Emnets navn, som det står i planen og i rapporterne."""
    aftalepunkt: Tekster = ()
    """Det eller de punkter i budgetaftalen, som emnet udmønter. Skrives i anførselstegn."""
    udvalg: Kode
    """Koden for det politiske udvalg, fra listen `udvalg` i plan.yaml."""
    omraade: Kode | None = None
    """Koden for direktørområdet, fra listen `omraader` i plan.yaml."""
    ansvarlig: Tekst
    """Den ene rolle eller enhed, der har ansvaret. Helst ikke en person."""
    medansvarlige: Liste[Tekst] = ()
    """Andre roller eller enheder, der bidrager."""
    beskrivelse: Tekst | None = None
    """Hvad emnet går ud på, i en eller flere sætninger."""
    proces: Tekst
    """Hvordan og hvornår emnet bliver udført."""
    status: Tekst | None = None
    """Hvor langt emnet er nu."""
    opdateret: Dato | None = None
    """Den dag, status senest blev bekræftet."""
    fase: Fase | None = None
    """Hvor langt et emne er, som endnu skal udføres."""
    afsluttet: Afsluttet | None = None
    """Planens X: hvornår emnet blev færdigt, og på hvilket grundlag."""
    udgaaet: Udgaaet | None = None
    """Emnet er taget ud af planen ved en politisk beslutning."""
    viderefoert: Viderefoert | None = None
    """Emnet fortsætter som et andet emne, i en senere plan eller i samme plan."""
    trafiklys: Trafiklys | None = None
    """Går det som planlagt? Skal stå, når emnet er i gang."""
    risici: Liste[Risiko] = ()
    """Hvad der kan gå galt, og hvad der gøres ved det. Skal stå ved gul og rød."""
    start: Tid | None = None
    """Hvornår arbejdet begynder: et vejledende tidspunkt."""
    frist: Tid | None = None
    """Hvornår emnet ventes færdigt: et vejledende tidspunkt."""
    fristaendringer: Liste[Fristaendring] = ()
    """Tidligere frister, og hvorfor de blev flyttet. Den første er den oprindelige."""
    milepaele: Liste[Milepael] = ()
    """Skridt på vejen."""
    behandling: Liste[Behandling] = ()
    """Politiske behandlinger: de kommende, og de gennemførte med deres resultat."""
    inddragelse: Liste[Inddragelse] = ()
    """Hvem der er blevet inddraget, og hvornår."""
    temaer: Liste[Kode] = ()
    """Koder for tværgående temaer, fra listen `temaer` i plan.yaml."""
    direktionsfokus: bool = False
    """Skal emnet med i direktionens månedlige status?"""
    snitflade: Tekst | None = None
    """Uafklaret ansvar eller samarbejde mellem områder."""
    beloeb: Aftalt | None = None
    """Det aftalte beløb for hvert af planens år. Nul skrives også, og `ikke_fastsat` hvor intet er aftalt endnu."""
    forventet: Aarsbeloeb | None = None
    """Det beløb, der nu ventes. Et år, der ikke nævnes, ventes at blive som aftalt."""
    realiseret: Aarsbeloeb | None = None
    """Det beløb, der er nået, for de år man kender."""
    varighed: Varighed | None = None
    """Om ændringen er varig, engangs eller midlertidig. Drift og råderum."""
    kategori: Kategori | None = None
    """Hvilken slags ændring det er."""
    styringsomraade: Styringsomraade | None = None
    """Hvilken ramme pengene hører under."""
    tillaegsbevillinger: Liste[Tillaegsbevilling] = ()
    """Tillægsbevillinger, som emnet har fået eller kræver, og hvordan de finansieres."""
    finansiering: Tekst | None = None
    """Hvor pengene til emnet kommer fra."""
    indtaegter: Aarsbeloeb | None = None
    """Indtægterne i hvert af planens år, når `beloeb` kun er udgifterne. Skrives med planens fortegn for indtægter."""
    heraf: Liste[Beloebsdel] = ()
    """Dele af `beloeb`, som står under det og aldrig lægges til."""
    bevillinger: Liste[Bevilling] = ()
    """Givne anlægsbevillinger. Kun anlægsprojekter."""
    regnskab: Regnskab | None = None
    """Anlægsregnskabet. Kun anlægsprojekter."""
    afledt_drift: Literal["ingen"] | None = None
    """Skriv `ingen`, når et anlægsprojekt ikke giver afledt drift."""
    afledt_drift_af: Tekst | None = None
    """Det anlægsprojekt, som denne driftsændring er afledt drift af."""
    afhaenger_af: Liste[Tekst] = ()
    """Emner, som skal være færdige først."""
    viderefoert_fra: Tekster = ()
    """Det eller de emner, som dette emne fortsætter, i en tidligere plan eller i samme plan."""
    verdensmaal: Liste[int] = ()
    """Numre på FN's verdensmål, 1 til 17."""
    strategier: Liste[Kode] = ()
    """Koder for strategier, fra listen `strategier` i plan.yaml."""
    sag: Tekst | None = None
    """Sagsnummeret, i anførselstegn."""
    lukket: Lukket | None = None
    """Emnet er lukket for offentligheden."""

    @property
    def tilstand(self) -> Tilstand:
        """The item's one state; a file with none or several does not become an item."""
        for ende in ENDER:
            if getattr(self, ende) is not None:
                return ende
        assert self.fase is not None
        return self.fase

    @property
    def levende(self) -> bool:
        """Still to be carried out: neither finished nor dropped nor carried on by another item."""
        return self.fase is not None

    @property
    def ende(self) -> Afsluttet | Udgaaet | Viderefoert | None:
        """How the item ended, with the day."""
        return self.afsluttet or self.udgaaet or self.viderefoert

    @property
    def flytninger(self) -> tuple[Fristaendring, ...]:
        """The moves of the deadline by day, in whatever order the file has them."""
        return tuple(sorted(self.fristaendringer, key=lambda move: move.dato))

    @property
    def oprindelig_frist(self) -> Tidspunkt | None:
        """The deadline before it was moved for the first time; None where it never was."""
        return self.flytninger[0].fra if self.fristaendringer else None

    def aftalt(self, year: int) -> int | None:
        """What was agreed for a year; None where that is not done yet."""
        if isinstance(self.beloeb, str):
            return None
        amount = (self.beloeb or {}).get(year, 0)
        return None if isinstance(amount, str) else amount

    @property
    def fastsat(self) -> Mapping[int, int]:
        """The agreed amounts, without the years for which none is agreed yet."""
        if self.beloeb is None or isinstance(self.beloeb, str):
            return {}
        return {year: amount for year, amount in self.beloeb.items() if not isinstance(amount, str)}


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

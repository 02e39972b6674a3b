"""A status round's file: what went to which meeting, and what was decided."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from udplan.domain.emne import Record
from udplan.domain.scalars import Dato, Kode, Tekst, liste


class Bilag(Record):
    """An attachment to the case, open or closed to the public."""

    nr: Annotated[int, Field(title="Nr.")]
    titel: Annotated[Tekst, Field(title="Titel")]
    dokument: Annotated[Tekst | None, Field(title="Dokument")] = None
    aaben: Annotated[bool, Field(title="Åben")] = True


class Frosset(Record):
    """How the round was frozen: the revision, its tag and the checksums of what was rendered."""

    commit: Annotated[str, Field(title="Commit", pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
    tag: Annotated[Tekst, Field(title="Tag")]
    filer: Annotated[dict[str, str], Field(title="Filer")] = {}


class Runde(Record):
    """What a round's file says."""

    titel: Annotated[Tekst, Field(title="Titel")]
    rapport: Annotated[Kode, Field(title="Rapport")] = "halvaarsstatus"
    opgjort: Annotated[Dato, Field(title="Opgjort")]
    udvalg: Annotated[Kode | None, Field(title="Udvalg")] = None
    moede: Annotated[Dato | None, Field(title="Møde")] = None
    sagsgang: Annotated[tuple[Tekst, ...], BeforeValidator(liste), Field(strict=False, title="Sagsgang")] = ()
    sag: Annotated[Tekst | None, Field(title="Sag")] = None
    dokument: Annotated[Tekst | None, Field(title="Dokument")] = None
    forrige: Annotated[Tekst | None, Field(title="Forrige runde")] = None
    indledning: Annotated[Tekst | None, Field(title="Indledning")] = None
    tvaergaaende: Annotated[Tekst | None, Field(title="Tværgående emner")] = None
    kommunikation: Annotated[Tekst | None, Field(title="Kommunikation")] = None
    fremdrift: Annotated[Tekst | None, Field(title="Fremdrift")] = None
    sammenhaeng: Annotated[Tekst | None, Field(title="Sammenhæng")] = None
    oekonomiske_konsekvenser: Annotated[Tekst | None, Field(title="Økonomiske konsekvenser")] = None
    lovgrundlag: Annotated[Tekst | None, Field(title="Lovgrundlag")] = None
    indstilling: Annotated[Tekst | None, Field(title="Indstilling")] = None
    bilag: Annotated[tuple[Bilag, ...], Field(strict=False, title="Bilag")] = ()
    beslutning: Annotated[Tekst | None, Field(title="Beslutning")] = None
    fravaerende: Annotated[tuple[Tekst, ...], BeforeValidator(liste), Field(strict=False, title="Fraværende")] = ()
    afbud: Annotated[tuple[Tekst, ...], BeforeValidator(liste), Field(strict=False, title="Afbud")] = ()
    frosset: Annotated[Frosset | None, Field(title="Frosset")] = None

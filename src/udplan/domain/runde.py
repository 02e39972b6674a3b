"""A status round's file: what went to which meeting, and what was decided."""

from typing import Annotated

from pydantic import Field

from udplan.domain.emne import Record
from udplan.domain.labels import FELTER
from udplan.domain.scalars import Dato, Kode, Tekst, Tekster


class Bilag(Record):
    """An attachment to the case, open or closed to the public."""

    nr: Annotated[int, Field(title=FELTER["nr"])]
    titel: Annotated[Tekst, Field(title=FELTER["titel"])]
    dokument: Annotated[Tekst | None, Field(title=FELTER["dokument"])] = None
    aaben: Annotated[bool, Field(title=FELTER["aaben"])] = True


class Frosset(Record):
    """How the round was frozen: the revision, its tag and the checksums of what was rendered."""

    commit: Annotated[str, Field(title=FELTER["commit"], pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
    tag: Annotated[Tekst, Field(title=FELTER["tag"])]
    filer: Annotated[dict[str, str], Field(title=FELTER["filer"])] = {}


class Runde(Record):
    """What a round's file says."""

    titel: Annotated[Tekst, Field(title=FELTER["titel"])]
    rapport: Annotated[Kode, Field(title=FELTER["rapport"])] = "halvaarsstatus"
    opgjort: Annotated[Dato, Field(title=FELTER["opgjort"])]
    udvalg: Annotated[Kode | None, Field(title=FELTER["udvalg"])] = None
    moede: Annotated[Dato | None, Field(title=FELTER["moede"])] = None
    sagsgang: Annotated[Tekster, Field(strict=False, title=FELTER["sagsgang"])] = ()
    sag: Annotated[Tekst | None, Field(title=FELTER["sag"])] = None
    dokument: Annotated[Tekst | None, Field(title=FELTER["dokument"])] = None
    forrige: Annotated[Tekst | None, Field(title=FELTER["forrige"])] = None
    indledning: Annotated[Tekst | None, Field(title=FELTER["indledning"])] = None
    tvaergaaende: Annotated[Tekst | None, Field(title=FELTER["tvaergaaende"])] = None
    kommunikation: Annotated[Tekst | None, Field(title=FELTER["kommunikation"])] = None
    fremdrift: Annotated[Tekst | None, Field(title=FELTER["fremdrift"])] = None
    sammenhaeng: Annotated[Tekst | None, Field(title=FELTER["sammenhaeng"])] = None
    oekonomiske_konsekvenser: Annotated[Tekst | None, Field(title=FELTER["oekonomiske_konsekvenser"])] = None
    lovgrundlag: Annotated[Tekst | None, Field(title=FELTER["lovgrundlag"])] = None
    indstilling: Annotated[Tekst | None, Field(title=FELTER["indstilling"])] = None
    bilag: Annotated[tuple[Bilag, ...], Field(strict=False, title=FELTER["bilag"])] = ()
    beslutning: Annotated[Tekst | None, Field(title=FELTER["beslutning"])] = None
    fravaerende: Annotated[Tekster, Field(strict=False, title=FELTER["fravaerende"])] = ()
    afbud: Annotated[Tekster, Field(strict=False, title=FELTER["afbud"])] = ()
    frosset: Annotated[Frosset | None, Field(title=FELTER["frosset"])] = None

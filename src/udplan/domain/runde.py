"""A status round's file: what went to which meeting, and what was decided."""

from udplan.domain.emne import Record
from udplan.domain.scalars import CommitId, Dato, Kode, Kodenavn, Liste, Tekst, Tekster


class Bilag(Record):
    """An attachment to the case, open or closed to the public."""

    nr: int
    """Bilagets nummer i sagen."""
    titel: Tekst
    """Bilagets titel."""
    dokument: Tekst | None = None
    """Dokumentets nummer i ESDH, i anførselstegn."""
    aaben: bool = True
    """Er bilaget åbent for offentligheden? Skriv `false`, når det er lukket."""


class Frosset(Record):
    """How the round was frozen: the revision, its tag and the checksums of what was rendered."""

    commit: CommitId
    """Den version i git, som mødets dokumenter er dannet af."""
    tag: Tekst
    """Mærket på den version i git."""
    filer: dict[str, str] = {}
    """Hvert dokuments kontrolsum (SHA-256)."""


class Runde(Record):
    """What a round's file says."""

    titel: Tekst
    """Sagens titel."""
    rapport: Kodenavn = "halvaarsstatus"
    """Den rapport, runden er til."""
    opgjort: Dato
    """Den dag, planen er gjort op. Det er ikke mødedagen."""
    udvalg: Kode | None = None
    """Koden for det udvalg, sagen går til, fra listen `udvalg` i plan.yaml."""
    moede: Dato | None = None
    """Mødedagen."""
    sagsgang: Tekster = ()
    """De udvalg, sagen skal igennem, ét eller en liste."""
    sag: Tekst | None = None
    """Sagsnummeret, i anførselstegn."""
    dokument: Tekst | None = None
    """Dokumentets nummer i ESDH, i anførselstegn."""
    forrige: Tekst | None = None
    """Navnet på den runde, der sammenlignes med."""
    indledning: Tekst | None = None
    """Sagens indledning: hvad sagen handler om."""
    tvaergaaende: Tekst | None = None
    """Hvordan det går med de tværgående emner."""
    kommunikation: Tekst | None = None
    """Hvordan medarbejdere, MED-organisation og andre bliver orienteret og inddraget."""
    fremdrift: Tekst | None = None
    """Hvad tallene ikke kan sige om fremdriften: hvad der går godt, hvad der ikke gør, og hvorfor."""
    sammenhaeng: Tekst | None = None
    """Sammenhængen til andre politikker, strategier og fagområder."""
    oekonomiske_konsekvenser: Tekst | None = None
    """Sagens økonomiske konsekvenser. Planens tal sætter udplan selv ind."""
    lovgrundlag: Tekst | None = None
    """De love, sagen hviler på."""
    indstilling: Tekst | None = None
    """Det, udvalget bliver bedt om at beslutte."""
    bilag: Liste[Bilag] = ()
    """Sagens bilag. Nævnes ingen, er rundens rapport det eneste."""
    beslutning: Tekst | None = None
    """Hvad der blev besluttet på mødet."""
    fravaerende: Tekster = ()
    """Hvem der manglede uden afbud, ét navn eller en liste."""
    afbud: Tekster = ()
    """Hvem der havde meldt afbud, ét navn eller en liste."""
    frosset: Frosset | None = None
    """Hvad mødet så. Det skriver `udplan round freeze`."""

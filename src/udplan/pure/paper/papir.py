"""A paper: a head and named sections of blocks, which every printer prints and no printer needs to understand.

Blocks hold words, numbers and days as they are. How they look, and what must be escaped, is the printer's. What a block
is called in a template and in JSON is its `art`.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal, TypeAlias

from udplan.domain.vocabulary import Tilstand, Trafiklys
from udplan.ground.message import Text
from udplan.pure.news.words import Piece

__all__ = ["Text"]

Form = Literal["rapport", "side", "sag", "liste"]
"""The kind of page: a wide report, one page, a case paper in one narrow column, or lists on upright paper."""


@dataclass(frozen=True, slots=True)
class Staerk:
    """Words that a reader should see first."""

    art: ClassVar[str] = "staerk"
    tekst: Text


@dataclass(frozen=True, slots=True)
class Svag:
    """Words that a reader can do without."""

    art: ClassVar[str] = "svag"
    tekst: Text


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark that asks for attention."""

    art: ClassVar[str] = "flag"
    tekst: Text


@dataclass(frozen=True, slots=True)
class Nr:
    """An item's number; `til` is the name of its place where the paper holds it, else empty."""

    art: ClassVar[str] = "nr"
    nr: Text
    til: str = ""


@dataclass(frozen=True, slots=True)
class Lys:
    """A light: its code and its word."""

    art: ClassVar[str] = "lys"
    kode: Trafiklys
    ord: Text


@dataclass(frozen=True, slots=True)
class Rettet:
    """A rewritten text word by word."""

    art: ClassVar[str] = "rettet"
    stykker: tuple[Piece, ...]


LIGHT_SIGNS: Final[dict[Trafiklys, str]] = {"groen": "●", "gul": "▲", "roed": "■"}
"""A sign with a shape of its own for each light, so that colour is never needed."""

Stump: TypeAlias = Text | Staerk | Svag | Flag | Nr | Lys | Rettet
"""A part of a line."""

Linje: TypeAlias = tuple[Stump, ...]
"""Parts that stand one after another, with the spaces that they hold themselves."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text as somebody wrote it in the plan, in Markdown; a block, or a line of a cell."""

    art: ClassVar[str] = "markdown"
    tekst: Text


@dataclass(frozen=True, slots=True)
class Indhold:
    """A cell of several lines."""

    art: ClassVar[str] = "indhold"
    linjer: tuple[Linje | Markdown, ...]


Celle: TypeAlias = Text | int | date | Linje | Indhold | None
"""What stands in a cell: words, a number, a day, a line, several, or that nothing is reported (None)."""

Kolonneslags = Literal["tekst", "tal", "antal", "nr", "lys", "kryds", "tid"]
"""What a column holds: words, amounts, counts, item numbers, lights, the plan's X, or times."""

Raekkeslags = Literal["linje", "gruppe", "undergruppe", "sum", "foer", "aendring"]
"""What a row is: a line, the name of the lines below it, a total, what there was before, or the change since then."""


@dataclass(frozen=True, slots=True)
class Kolonne:
    """A column with its heading; `kort` is the heading where there is no room, `bredde` its share of the width."""

    ord: Text
    slags: Kolonneslags = "tekst"
    kort: Text = ""
    bredde: int = 0

    @property
    def er_tal(self) -> bool:
        """Whether numbers stand in it, one below the other."""
        return self.slags in ("tal", "antal")


@dataclass(frozen=True, slots=True)
class Raekke:
    """A row; a group's row has its name as the only cell. `anker` is its place, where something leads there."""

    celler: tuple[Celle, ...]
    slags: Raekkeslags = "linje"
    anker: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table. `navn` says in short what it is, `titel` what to know to read it."""

    art: ClassVar[str] = "tabel"
    navn: Text
    kolonner: tuple[Kolonne, ...]
    raekker: tuple[Raekke, ...]
    titel: Text = ""

    @property
    def er_tal(self) -> bool:
        """Whether it is a table of numbers, in which a column means nothing without those beside it."""
        return all(column.er_tal for column in self.kolonner[1:])

    @property
    def hoved(self) -> int:
        """The place of the column that names the row."""
        return next((place for place, column in enumerate(self.kolonner) if column.slags == "nr"), 0)


Tekstslags = Literal["brødtekst", "note", "tomt", "mangler"]
"""What a paragraph is: text, a remark, that there is nothing, or that something must still be written."""


@dataclass(frozen=True, slots=True)
class Tekst:
    """A paragraph."""

    art: ClassVar[str] = "tekst"
    linje: Linje
    slags: Tekstslags = "brødtekst"


@dataclass(frozen=True, slots=True)
class Overskrift:
    """A heading inside a section; `antal` is how many things stand under it."""

    art: ClassVar[str] = "overskrift"
    tekst: Text
    antal: int | None = None


@dataclass(frozen=True, slots=True)
class Punkt:
    """A point of a list, and what stands under it."""

    linje: Linje
    under: tuple[Linje, ...] = ()


@dataclass(frozen=True, slots=True)
class Liste:
    """A list; the points of one that is `kort` are so short that several can stand side by side."""

    art: ClassVar[str] = "liste"
    punkter: tuple[Punkt, ...]
    kort: bool = False


@dataclass(frozen=True, slots=True)
class Noegle:
    """A number with its word and what it is out of; `til` is the section that tells more."""

    tal: int | Text
    ord: Text
    note: Text = ""
    til: str = ""


@dataclass(frozen=True, slots=True)
class Noegletal:
    """A band of numbers."""

    art: ClassVar[str] = "noegletal"
    tal: tuple[Noegle, ...]


@dataclass(frozen=True, slots=True)
class Bjaelkedel:
    """The part of a bar that is in a state."""

    tilstand: Tilstand
    ord: Text
    antal: int


@dataclass(frozen=True, slots=True)
class Bjaelke:
    """One part of the plan by state."""

    ord: Text
    antal: Text
    dele: tuple[Bjaelkedel, ...]


@dataclass(frozen=True, slots=True)
class Bjaelker:
    """A picture of bars; a table beside it tells the same."""

    art: ClassVar[str] = "bjaelker"
    titel: Text
    bjaelker: tuple[Bjaelke, ...]


@dataclass(frozen=True, slots=True)
class Oplysning:
    """A word, or a light, and what there is to say of it."""

    ord: Text | Lys
    linjer: tuple[Linje, ...]


@dataclass(frozen=True, slots=True)
class Oplysninger:
    """Words and what there is to say of them: an item's other facts, or a report's legend (`signatur`)."""

    art: ClassVar[str] = "oplysninger"
    par: tuple[Oplysning, ...]
    signatur: bool = False


@dataclass(frozen=True, slots=True)
class Spalte:
    """A text beside others, under a heading of its own."""

    titel: Text
    blokke: "tuple[Tekst | Markdown | Liste, ...]"


@dataclass(frozen=True, slots=True)
class Emneblok:
    """An item: its heading, its state in a line (`maerker`), its texts side by side, and what else there is of it."""

    art: ClassVar[str] = "emneblok"
    anker: str
    nr: Text
    titel: Text
    tilstand: Tilstand
    maerker: Linje
    spalter: tuple[Spalte, ...] = ()
    blokke: "tuple[Tekst | Liste | Tabel | Oplysninger, ...]" = ()


Blok: TypeAlias = (
    Overskrift | Tekst | Markdown | Liste | Noegletal | Tabel | Bjaelker | Oplysninger | Emneblok
)  # fmt: skip
"""Whatever stands in a section."""


@dataclass(frozen=True, slots=True)
class Afsnit:
    """A section with a name by which it is found; `kort` is its heading in the list of contents."""

    navn: str
    titel: Text
    blokke: tuple[Blok, ...]
    antal: int | None = None
    kort: Text = ""


@dataclass(frozen=True, slots=True)
class Hoved:
    """The top of a paper. `fod` is the line at its end."""

    kommune: Text
    plan: Text
    titel: Text
    opgjort: Text
    moede: Text = ""
    intern: bool = False
    oplysninger: tuple[Oplysning, ...] = ()
    fod: Text = ""


@dataclass(frozen=True, slots=True)
class Papir:
    """The whole paper. `navn` is the report's name."""

    navn: str
    hoved: Hoved
    afsnit: tuple[Afsnit, ...]
    form: Form = "rapport"

    def afsnit_ved_navn(self, navn: str) -> Afsnit:
        """A section by its name. Raises LookupError, which names those that there are."""
        for afsnit in self.afsnit:
            if afsnit.navn == navn:
                return afsnit
        known = ", ".join(afsnit.navn for afsnit in self.afsnit)
        raise LookupError(f"{self.navn} has no section {navn!r}; it has: {known}")

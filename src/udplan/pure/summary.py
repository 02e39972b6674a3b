"""An item in short: what lists show and filters ask about, small enough to be kept between runs."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from udplan.ground.danish import fold

if TYPE_CHECKING:  # the models need pydantic, which a list from the cache does without
    from udplan.domain.plan import Item, Plan

_SEARCHED: Final = ("titel", "beskrivelse", "proces", "status", "snitflade", "ansvarlig", "sag")


@dataclass(frozen=True, slots=True)
class Summary:
    """One item in short. Days are ISO texts, so that they compare as they sort; codes are plan.yaml's."""

    plan: str
    id: str
    type: str
    titel: str
    udvalg: str
    omraade: str
    ansvarlig: str
    temaer: tuple[str, ...]
    strategier: tuple[str, ...]
    tilstand: str
    trafiklys: str
    frist: str
    frist_slut: str
    opdateret: str
    direktionsfokus: bool
    lukket: bool
    soegetekst: str
    path: str

    @property
    def levende(self) -> bool:
        """Still to be carried out."""
        return self.tilstand not in ("afsluttet", "udgaaet")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A plan's names for its codes, and what listing it takes besides the items."""

    plan: str
    titel: str
    levende: bool
    udvalg: dict[str, str]
    omraader: dict[str, str]
    temaer: dict[str, str]
    strategier: dict[str, str]
    halvaar: int
    maaned: int
    broken: int
    """How many files of the plan could not be understood."""


SUMMARY_FIELDS: Final = tuple(field.name for field in fields(Summary))


def summary_of(item: "Item") -> Summary:
    """The item in short."""
    emne = item.emne
    texts = [getattr(emne, name) or "" for name in _SEARCHED]
    return Summary(
        plan=item.plan,
        id=item.id,
        type=item.type,
        titel=emne.titel,
        udvalg=emne.udvalg,
        omraade=emne.omraade or "",
        ansvarlig=emne.ansvarlig,
        temaer=emne.temaer,
        strategier=emne.strategier,
        tilstand=item.tilstand,
        trafiklys=emne.trafiklys or "",
        frist=emne.frist.tekst if emne.frist else "",
        frist_slut=emne.frist.slut.isoformat() if emne.frist and emne.frist.slut else "",
        opdateret=emne.opdateret.isoformat() if emne.opdateret else "",
        direktionsfokus=emne.direktionsfokus,
        lukket=item.lukket,
        soegetekst=fold("\n".join([item.id, *texts])),
        path=item.path,
    )


def catalogue_of(plan: "Plan") -> Catalogue:
    """The plan's names; codes stand for themselves where plan.yaml could not be understood."""
    settings = plan.settings
    if settings is None:
        return Catalogue(plan.name, plan.name, True, {}, {}, {}, {}, 190, 35, unread_files(plan))
    return Catalogue(
        plan=plan.name,
        titel=settings.titel,
        levende=settings.levende,
        udvalg={code: udvalg.navn for code, udvalg in settings.udvalg.items()},
        omraader=settings.omraader,
        temaer=settings.temaer,
        strategier=settings.strategier,
        halvaar=settings.foraeldelse.halvaar,
        maaned=settings.foraeldelse.maaned,
        broken=unread_files(plan),
    )


def unread_files(plan: "Plan") -> int:
    """How many files of the plan could not be understood: items, and plan.yaml itself."""
    return len(plan.broken) + (plan.settings is None)


def summary_from_row(row: list[Any]) -> Summary:
    """The summary whose field values, as JSON holds them, these are."""
    values = dict(zip(SUMMARY_FIELDS, row, strict=True))
    values["temaer"] = tuple(values["temaer"])
    values["strategier"] = tuple(values["strategier"])
    return Summary(**values)


def row_from_summary(summary: Summary) -> list[Any]:
    """The summary's field values in their order."""
    return [getattr(summary, name) for name in SUMMARY_FIELDS]

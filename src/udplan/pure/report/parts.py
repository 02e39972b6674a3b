"""What every report has in common: what was asked for, the head, the legend and the news, in ready Danish."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans, Ref, Round
from udplan.domain.settings import Foraeldelse, Settings
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import FORTEGN, Enhed, Trafiklys
from udplan.ground.danish import date_text, number_text
from udplan.pure.news.kinds import Kind, News

NOT_REPORTED: Final = "–"

NYHEDER: Final[dict[Kind, str]] = {
    "finished": "Afsluttet",
    "reopened": "Genåbnet",
    "dropped": "Udgået",
    "added": "Nyt emne",
    "removed": "Fjernet",
    "renamed": "Omdøbt",
    "moved": "Flyttet frist",
    "light": "Ændret trafiklys",
    "money": "Ændret beløb",
    "phase": "Ændret fase",
    "responsible": "Ændret ansvarlig",
    "text": "Ændret tekst",
    "other": "Andre ændringer",
    "plan": "Planens rammer",
    "round": "Runder",
}
"""The kinds of news in the order they are told."""

LATER: Final = "Planens filer indeholder oplysninger fra efter opgørelsesdatoen."

_LIGHTS: Final[dict[Trafiklys, tuple[str, str, str]]] = {
    "groen": ("Grøn", "●", "Forløber som planlagt."),
    "gul": ("Gul", "▲", "Der er risiko for forsinkelse, merudgift eller et ringere resultat."),
    "roed": ("Rød", "■", "Tid, økonomi eller resultat ventes ikke nået som aftalt."),
}
_SHORT_UNIT: Final[dict[Enhed, str]] = {"kr.": "kr.", "1.000 kr.": "t.kr.", "mio. kr.": "mio. kr."}


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is asked for. No `selected` means all."""

    as_of: date
    version: str = ""
    internal: bool = False
    round: Round | None = None
    since_label: str | None = None
    news: tuple[News, ...] = ()
    selected: frozenset[Ref] | None = None
    filter_text: str = ""
    only_dates: bool = False
    """The news is from the dates in the files only, not from comparing them with what they were."""
    before: Plan | None = None
    """The plan as it was when the news begins, where that is known; as its reader may see it."""
    before_day: date | None = None
    """The day that the plan was so."""
    gone: int = 0
    """How many items were published then and are no longer in the plan, without having been dropped."""


@dataclass(frozen=True, slots=True)
class Light:
    """A light: its code, its word and a sign with a shape of its own, so that colour is never needed."""

    kode: Trafiklys
    ord: str
    tegn: str
    betydning: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A line of the legend."""

    ord: str
    betydning: str
    lys: Light | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a report."""

    kommune: str
    plan: str
    titel: str
    opgjort: str
    moede: str
    version: str
    enhed: str
    prisniveau: str
    fortegn: str
    intern: bool
    lukkede: str
    ulaeste: str
    senere: str
    """That the files know more than was known on the report's day; empty where they do not."""
    udsnit: str
    """What part of the plan the report shows, in words; empty for all of it."""
    signatur: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class NewsGroup:
    """The news of one kind: the kind in words, how many, and each as id, title and sentence."""

    kind: Kind
    ord: str
    antal: int
    nyheder: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class NewsBasis:
    """What the news is since, what it is drawn from where that is not everything, and how to say that there is none."""

    siden: str
    """The round or revision that the report compares with; empty if none."""
    forbehold: str
    ingen: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report is built from; all of it is what its readers may see."""

    plan: Plan
    workspace: Plans
    items: tuple[Item, ...]
    news: tuple[News, ...]
    closed: int
    before: Plan | None = None
    """The plan as it was when the news begins, where that is known."""
    round: Round | None = None
    """The round the report is for."""


def basis(plan: Plan, plans: Plans, request: ReportRequest) -> Basis:
    """The items and news that were asked for."""
    items, news = plan.items, request.news
    if request.selected is not None:
        items = tuple(item for item in items if item.ref in request.selected)
        news = tuple(each for each in news if each.ref in request.selected)
    return Basis(plan, plans, items, news, plan.left_out, request.before, request.round)


def head(found: Basis, request: ReportRequest, titel: str, *, for_meeting: bool = False) -> Head:
    """The head of a report with this title; one that is `for_meeting` names the meeting that its round goes to."""
    plan, settings = found.plan, found.plan.settings
    moede = ""
    if for_meeting and found.round is not None and (day := found.round.runde.moede) is not None:
        moede = f"{udvalg_text(settings, found.round.runde.udvalg or '')} {date_text(day)}".strip()
    broken = plan.unread
    return Head(
        kommune=settings.kommune if settings else "",
        plan=settings.titel if settings else plan.name,
        titel=titel,
        opgjort=f"Opgjort pr. {date_text(request.as_of)}",
        moede=moede,
        version=request.version,
        enhed=settings.enhed if settings else "",
        prisniveau=(settings.prisniveau if settings else None) or "",
        fortegn=FORTEGN[settings.fortegn] if settings else "",
        intern=request.internal,
        lukkede=f"{count_text(found.closed, 'lukket emne', 'lukkede emner')} er udeladt" if found.closed else "",
        ulaeste=f"{count_text(broken, 'emne', 'emner')} indgår ikke, fordi filen har fejl" if broken else "",
        senere=LATER if knows_more(found, request.as_of) else "",
        udsnit=request.filter_text,
        signatur=legend(settings),
    )


def knows_more(found: Basis, as_of: date) -> bool:
    """Whether an item that is shown holds what was written or decided after the day."""
    days = (
        day
        for emne in (item.emne for item in found.items)
        for day in (
            emne.opdateret,
            emne.afsluttet.dato if emne.afsluttet else None,
            emne.udgaaet.dato if emne.udgaaet else None,
        )
    )
    return any(day is not None and day > as_of for day in days)


def light(kode: Trafiklys) -> Light:
    """The light in words."""
    return Light(kode, *_LIGHTS[kode])


def legend(settings: Settings | None) -> tuple[Definition, ...]:
    """What the signs and words of a report mean."""
    days = settings.foraeldelse if settings else Foraeldelse()
    lights = [light(kode) for kode in _LIGHTS]
    return (
        Definition("X", "Emnet er afsluttet. Dato og grundlag står under status."),
        Definition("Udgået", "Emnet er taget ud af planen ved en politisk beslutning."),
        *(Definition(each.ord, each.betydning, each) for each in lights),
        Definition("Frist overskredet", "Hele den angivne frist ligger før opgørelsesdatoen."),
        Definition(
            "Ikke opdateret",
            f"Status er ikke bekræftet de seneste {days.halvaar} dage"
            f" ({days.maaned} dage for emner i direktionens fokus).",
        ),
        Definition("Tidspunkter", "De anførte tidspunkter er vejledende."),
    )


def news_basis(request: ReportRequest) -> NewsBasis:
    """What the report's news is drawn from, in words."""
    if request.since_label is None:
        return NewsBasis("", "", "Planen er ikke sammenlignet med en tidligere status.")
    if request.only_dates:
        return NewsBasis(
            request.since_label,
            "Bygger på datoerne i filerne: afsluttede og udgåede emner og flyttede frister.",
            "Ingen emner er afsluttet eller udgået, og ingen frister er flyttet siden da.",
        )
    return NewsBasis(request.since_label, "", "Der er ingen ændringer.")


def news_groups(news: tuple[News, ...]) -> tuple[NewsGroup, ...]:
    """The news by kind; kinds without news are left out, and so is that a status was only looked at again."""
    of_kind: dict[Kind, list[News]] = {kind: [] for kind in NYHEDER}
    for each in news:
        if not each.is_confirmation:
            of_kind[each.kind].append(each)
    return tuple(
        NewsGroup(kind, word, len(of_kind[kind]), tuple(of_kind[kind]))
        for kind, word in NYHEDER.items()
        if of_kind[kind]
    )


def udvalg_text(settings: Settings | None, code: str) -> str:
    """A committee's name; a code that plan.yaml does not know stands for itself."""
    known = settings.udvalg.get(code) if settings else None
    return known.navn if known else code


def time_text(time: Tidspunkt) -> str:
    """A vejledende time as written, a bare ISO date as a Danish reader has it."""
    if time.start is not None and time.tekst == time.start.isoformat():
        return date_text(time.start)
    return time.tekst


def count_text(count: int, one: str, many: str) -> str:
    """`1 emne` or `12 emner`."""
    return f"{number_text(count)} {one if count == 1 else many}"


def amount_text(amount: int, settings: Settings | None) -> str:
    """An amount with its unit, as `2.500 t.kr.`"""
    unit = _SHORT_UNIT[settings.enhed] if settings else ""
    return f"{number_text(amount)} {unit}".rstrip()


def anchor(item_id: str) -> str:
    """The name by which a link on the same page finds the item."""
    return "emne-" + "".join(char if char.isalnum() else "-" for char in item_id)

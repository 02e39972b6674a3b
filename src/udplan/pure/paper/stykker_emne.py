"""One item in papers: its state, light, flags and deadline in a line, a line of an index, and the whole of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from udplan.domain.emne import Behandling
from udplan.domain.plan import Item, Ref, ref_from_text
from udplan.domain.settings import Foraeldelse, Settings
from udplan.domain.vocabulary import KATEGORIER, STYRINGSOMRAADER, TILSTANDE, VARIGHEDER
from udplan.ground.danish import date_text
from udplan.pure.facts.basis import Basis, ReportRequest
from udplan.pure.facts.relations import running_costs
from udplan.pure.facts.since import new_x, news_by_item
from udplan.pure.facts.treatments import committee_name, is_decided
from udplan.pure.news.items import repeats
from udplan.pure.news.kinds import News
from udplan.pure.paper.papir import (
    Celle,
    Emneblok,
    Flag,
    Indhold,
    Kolonne,
    Linje,
    Lys,
    Markdown,
    Nr,
    Oplysning,
    Oplysninger,
    Raekke,
    Spalte,
    Staerk,
    Stump,
    Svag,
    Tabel,
    Tekst,
)
from udplan.pure.paper.stykker import LUKKET, amount_text, anchor, listed, lys, milestone_name, sentence, time_text
from udplan.pure.paper.stykker_nyheder import in_short, news_line
from udplan.pure.paper.stykker_penge import ALL_WORDS, case_text, extra_grant_text, item_columns, item_money
from udplan.pure.view.late import is_overdue, is_stale

OVERDUE: Final = "Frist overskredet"
STALE: Final = "Ikke opdateret"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a paper says of an item beyond what the item's file does."""

    found: Basis
    as_of: date
    compared: bool
    shown: frozenset[Ref]
    running: Mapping[str, list[Item]]
    news: Mapping[Ref, tuple[News, ...]]
    new_x: frozenset[Ref]
    columns: tuple[Kolonne, ...]
    """The columns of an item's money."""

    @property
    def settings(self) -> Settings | None:
        """What plan.yaml says."""
        return self.found.plan.settings


def surroundings(found: Basis, request: ReportRequest) -> Surroundings:
    """What is the same for all items of a paper."""
    return Surroundings(
        found,
        request.as_of,
        compared=request.since_label is not None,
        shown=frozenset(item.ref for item in found.items),
        running=running_costs(found.plan),
        news=news_by_item(found),
        new_x=new_x(found),
        columns=item_columns(found.plan.years, found.plan.settings),
    )


def item_index(items: Iterable[Item], around: Surroundings, navn: str, titel: str) -> Tabel:
    """A line for each item, which leads to the whole of it."""
    columns = [
        Kolonne("X", "kryds"),
        Kolonne("Nr.", "nr"),
        Kolonne("Emne", bredde=30),
        Kolonne("Lys", "lys"),
        Kolonne("Ansvarlig", bredde=20),
        Kolonne("Frist", "tid", bredde=20),
    ]
    if around.compared:
        columns.append(Kolonne("Siden sidst", bredde=18))
    return Tabel(navn.lower(), tuple(columns), tuple(_index_row(item, around) for item in items), titel)


def _index_row(item: Item, around: Surroundings) -> Raekke:
    emne = item.emne
    cells: list[Celle] = [
        x_cell(item, around.new_x),
        (Nr(item.id, anchor(item.id)),),
        titled(item),
        light_cell(item),
        emne.ansvarlig,
        _index_deadline(item, around.as_of),
    ]
    if around.compared:
        news = around.news.get(item.ref, ())
        cells.append(Indhold(tuple((words,) for words in in_short(news))) if news else "")
    return Raekke(tuple(cells))


def x_cell(item: Item, new: frozenset[Ref] = frozenset()) -> Celle:
    """The plan's X, marked where it is new."""
    if not item.emne.afsluttet:
        return ""
    return (Staerk("X"), " ", Svag("ny")) if item.ref in new else (Staerk("X"),)


def light_cell(item: Item) -> Celle:
    """The light of an item, or the word for its state where it has none."""
    light = light_of(item)
    return (light,) if light else TILSTANDE[item.tilstand]


def titled(item: Item) -> Linje:
    """An item's title, and that it is closed."""
    return (item.emne.titel, *closed_mark(item))


def closed_mark(item: Item) -> Linje:
    """That an item is closed; to follow its name."""
    return (" ", Flag(LUKKET)) if item.lukket else ()


def _index_deadline(item: Item, as_of: date) -> Celle:
    emne = item.emne
    if emne.frist is None:
        return ""
    text = time_text(emne.frist)
    return (text, " ", Flag("Overskredet")) if is_overdue(item, as_of) else text


def light_of(item: Item) -> Lys | None:
    """The light of an item that is still to be carried out."""
    return lys(item.emne.trafiklys) if item.emne.levende and item.emne.trafiklys else None


def state_line(item: Item, around: Surroundings, *, deadline: bool = True) -> Linje:
    """State, light, deadline with what it was, and flags."""
    emne = item.emne
    parts: list[Stump] = []
    if emne.lukket:
        parts += (Flag(LUKKET), f" {emne.lukket.begrundelse or 'uden begrundelse'} · ")
    if emne.afsluttet:
        parts += (Staerk("X"), *((" ", Svag("ny")) if item.ref in around.new_x else ()), " ")
    parts += (Staerk(TILSTANDE[item.tilstand]), *((f" {date_text(emne.ende.dato)}",) if emne.ende else ()))
    if light := light_of(item):
        parts += (" ", light)
    if deadline and emne.frist:
        was = f" (oprindelig {time_text(emne.oprindelig_frist)})" if emne.oprindelig_frist else ""
        parts.append(f" · Frist: {time_text(emne.frist)}{was}")
    if is_overdue(item, around.as_of):
        parts += (" ", Flag(OVERDUE))
    if stale := stale_text(item, around.settings, around.as_of):
        parts += (" ", Flag(stale))
    return tuple(parts)


def stale_text(item: Item, settings: Settings | None, as_of: date) -> str:
    """Since when a stale item has not been updated, or that it never was."""
    if not is_stale(item, as_of, settings.foraeldelse if settings else Foraeldelse()):
        return ""
    day = item.emne.opdateret
    return f"{STALE} siden {date_text(day)}" if day else f"{STALE}: har endnu ingen status"


def basis_text(item: Item) -> str:
    """The basis of the X, the decision by which an item was dropped, or where it goes on."""
    if item.emne.viderefoert:
        return f"Fortsætter som {listed(item.emne.viderefoert.til)}"
    if item.emne.afsluttet and item.emne.afsluttet.grundlag:
        return f"Grundlag: {item.emne.afsluttet.grundlag}"
    return f"Beslutning: {item.emne.udgaaet.beslutning}" if item.emne.udgaaet else ""


def _ended(item: Item) -> Mapping[str, str]:
    """What the end of an item says for itself, as data."""
    done, dropped = item.emne.afsluttet, item.emne.udgaaet
    return {"grundlag": (done.grundlag if done else None) or "", "beslutning": dropped.beslutning if dropped else ""}


def moves(item: Item) -> tuple[str, ...]:
    """Each time the deadline was moved, by day, with its reason."""
    return tuple(
        f"Flyttet {date_text(move.dato)} fra {time_text(move.fra)}" + (f": {move.aarsag}" if move.aarsag else "")
        for move in item.emne.flytninger
    )


def risk_lines(item: Item) -> tuple[Linje, ...]:
    """The risks of a yellow or red item, each with its remedy."""
    if not item.emne.levende or item.emne.trafiklys not in ("gul", "roed"):
        return ()
    return tuple(
        (sentence(each.tekst), *((" ", Staerk("Afhjælpning:"), f" {each.afhjaelpning}") if each.afhjaelpning else ()))
        for each in item.emne.risici
    )


def item_block(item: Item, around: Surroundings) -> Emneblok:
    """The whole of an item."""
    emne = item.emne
    texts = [
        Spalte(title, (Markdown(text),)) for title, text in (("Beskrivelse", emne.beskrivelse), ("Proces", emne.proces))
        if text
    ]  # fmt: skip
    status: list[Tekst | Markdown] = []
    if basis := basis_text(item):
        status.append(Tekst((basis,)))
    if emne.status and not repeats(emne.status, _ended(item)):
        status.append(Markdown(emne.status))
    if emne.opdateret and emne.levende:
        status.append(Tekst((f"Opdateret {date_text(emne.opdateret)}",), "note"))
    if status:
        texts.append(Spalte("Status", tuple(status)))
    blocks: list[Tabel | Oplysninger] = []
    if pressing := tuple(_pressing(item, around)):
        blocks.append(Oplysninger(pressing))
    if item.type != "hensigtserklaeringer" and around.found.plan.years:
        blocks.append(item_money(item, around.columns, around.found.plan.years, ALL_WORDS, around.settings))
    blocks.append(Oplysninger(tuple(_facts(item, around))))
    return Emneblok(
        anker=anchor(item.id),
        nr=item.id,
        titel=emne.titel,
        tilstand=item.tilstand,
        maerker=state_line(item, around),
        spalter=tuple(texts),
        blokke=tuple(blocks),
    )


def _pressing(item: Item, around: Surroundings) -> Iterator[Oplysning]:
    """What has happened to the item, and what may."""
    if news := around.news.get(item.ref):
        yield Oplysning("Siden sidst", tuple(map(news_line, news)))
    if risks := risk_lines(item):
        yield Oplysning("Risici", risks)


def _facts(item: Item, around: Surroundings) -> Iterator[Oplysning]:
    """What else the item's file says, and what it has to do with others."""
    yield from _ownership(item, around.settings)
    yield from _times(item, around)
    yield from _kinds(item, around.settings)
    yield from _references(item, around)
    if item.emne.sag:
        yield _said("Sag", item.emne.sag)


def _said(word: str, *texts: str) -> Oplysning:
    return Oplysning(word, tuple([(text,) for text in texts]))


def _ownership(item: Item, settings: Settings | None) -> Iterator[Oplysning]:
    """Whose the item is, and which points of the agreement it carries."""
    emne = item.emne
    yield _said("Ansvarlig", emne.ansvarlig)
    if emne.medansvarlige:
        yield _said("Medansvarlige", ", ".join(emne.medansvarlige))
    yield _said("Udvalg", committee_name(settings, emne.udvalg))
    if emne.omraade:
        yield _said("Område", _named((emne.omraade,), settings.omraader if settings else {}))
    if emne.aftalepunkt:
        points = settings.aftale.punkter if settings and settings.aftale else {}
        yield _said("Aftalepunkt", *(f"{point} {points.get(point, '')}".rstrip() for point in emne.aftalepunkt))


def _times(item: Item, around: Surroundings) -> Iterator[Oplysning]:
    """What happens to the item when, and what has been granted."""
    emne, settings = item.emne, around.settings
    if emne.start:
        yield _said("Start", time_text(emne.start))
    if emne.fristaendringer:
        yield _said("Fristen er flyttet", *moves(item))
    if emne.milepaele:
        yield _said("Milepæle", *(
            f"{milestone_name(each)}: {time_text(each.hvornaar)}"
            + (f", nået {date_text(each.naaet)}" if each.naaet else "")
            for each in emne.milepaele
        ))  # fmt: skip
    if emne.behandling:
        treatments = (
            f"{committee_name(settings, each.udvalg)}: {_treated(each, around.as_of)}{case_text(each.sag)}"
            for each in emne.behandling
        )  # fmt: skip
        yield _said("Politisk behandling", *treatments)
    if emne.inddragelse:
        bodies = settings.organer if settings else {}
        yield _said(
            "Inddraget", *(f"{bodies.get(each.organ, each.organ)} {date_text(each.dato)}" for each in emne.inddragelse)
        )
    if grants := _grants(item, settings):
        yield _said("Bevilling", *grants)
    if emne.finansiering:
        yield _said("Finansiering", emne.finansiering)


def _treated(treatment: Behandling, as_of: date) -> str:
    """When a treatment is to come, or what came of it by the day."""
    if treatment.resultat is None or not is_decided(treatment, as_of):
        return time_text(treatment.hvornaar)
    return f"{date_text(treatment.resultat.dato)}, {treatment.resultat.beslutning.rstrip('.')}"


def _kinds(item: Item, settings: Settings | None) -> Iterator[Oplysning]:
    """What kind of money the item is about, and which themes, strategies and goals it serves."""
    emne = item.emne
    if words := kind_text(item):
        yield _said("Kendetegn", words)
    if emne.temaer:
        yield _said("Temaer", _named(emne.temaer, settings.temaer if settings else {}))
    if emne.strategier:
        yield _said("Strategier", _named(emne.strategier, settings.strategier if settings else {}))
    if emne.verdensmaal:
        yield _said("Verdensmål", ", ".join(map(str, emne.verdensmaal)))


def kind_text(item: Item) -> str:
    """An item's kategori, varighed and styringsområde."""
    emne = item.emne
    words = []
    if emne.kategori:
        words.append(KATEGORIER[emne.kategori])
    if emne.varighed:
        words.append(VARIGHEDER[emne.varighed])
    if emne.styringsomraade:
        words.append(STYRINGSOMRAADER[emne.styringsomraade])
    return ", ".join(words).capitalize()


def in_brief(item: Item, around: Surroundings, *more: Oplysning) -> Oplysninger:
    """Whose an item is and what it is, for papers that are about something else; `more` follows."""
    pairs = [
        _said("Ansvarlig", item.emne.ansvarlig),
        _said("Udvalg", committee_name(around.settings, item.emne.udvalg)),
    ]
    if words := kind_text(item):
        pairs.append(_said("Kendetegn", words))
    return Oplysninger((*pairs, *more))


def _named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join([names.get(code, code) for code in codes])


def _grants(item: Item, settings: Settings | None) -> tuple[str, ...]:
    emne = item.emne
    lines = [
        f"Anlægsbevilling {date_text(each.dato)}: {amount_text(each.beloeb, settings)}{case_text(each.sag)}"
        for each in emne.bevillinger
    ]
    lines += [f"Tillægsbevilling: {extra_grant_text(extra, settings)}" for extra in emne.tillaegsbevillinger]
    if emne.regnskab:
        lines.append(f"Anlægsregnskab {date_text(emne.regnskab.dato)}{case_text(emne.regnskab.sag)}")
    if emne.afledt_drift:
        lines.append("Afledt drift: ingen")
    return tuple(lines)


def _references(item: Item, around: Surroundings) -> Iterator[Oplysning]:
    """The items that this one has to do with."""
    emne = item.emne
    if emne.afhaenger_af:
        yield _referred("Afhænger af", emne.afhaenger_af, item, around)
    if emne.afledt_drift_af:
        yield _referred("Afledt drift af", (emne.afledt_drift_af,), item, around)
    if running := around.running.get(item.id):
        yield _referred("Afledt drift", [other.id for other in running], item, around)
    if emne.viderefoert_fra:
        yield _referred("Videreført fra", emne.viderefoert_fra, item, around)
    if emne.viderefoert:
        yield _referred("Videreført til", emne.viderefoert.til, item, around)


def _referred(word: str, names: Iterable[str], item: Item, around: Surroundings) -> Oplysning:
    return Oplysning(word, tuple(_reference(name, item, around) for name in names))


def _reference(name: str, item: Item, around: Surroundings) -> Linje:
    """Another item, which a link leads to where the paper holds it."""
    ref = ref_from_text(name, item.plan)
    other = around.found.plans.item(ref)
    nr = Nr(ref.id if ref.plan == item.plan else str(ref), anchor(ref.id) if ref in around.shown else "")
    return (nr, f" {other.emne.titel}") if other else (nr,)

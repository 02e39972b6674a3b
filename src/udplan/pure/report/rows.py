"""One item as a row of a report: every part of it in ready Danish."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from udplan.domain.plan import Item, Plan, Ref, ref_from_text
from udplan.domain.settings import Foraeldelse, Settings
from udplan.domain.vocabulary import TILSTANDE, Tilstand
from udplan.ground.danish import date_text, number_text
from udplan.pure.report.figures import agreed, expected, realised
from udplan.pure.report.grants import extra_grant_text
from udplan.pure.report.parts import Basis, Light, amount_text, anchor, light, time_text, udvalg_text
from udplan.pure.report.since import changes_in_short, new_x
from udplan.pure.view.late import is_overdue, is_stale


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk and what is done about it."""

    tekst: str
    afhjaelpning: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: what it is now, what it was first, and each move with its reason."""

    frist: str
    oprindelig: str
    flytninger: tuple[str, ...]
    overskredet: str


@dataclass(frozen=True, slots=True)
class Amount:
    """One year's money; `forventet` is empty where it is as agreed, `realiseret` where nobody has reported."""

    aar: int
    aftalt: str
    forventet: str
    realiseret: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another item; `anker` is empty where the report does not hold it."""

    tekst: str
    anker: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What an item has to do with others."""

    ord: str
    emner: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as its section's table shows it. `beskrivelse`, `proces` and `status` are Markdown."""

    nr: str
    anker: str
    titel: str
    x: str
    ny_x: bool
    """The X was set since the status that the report compares with."""
    aendringer: tuple[str, ...]
    """What has happened to the item since then, in a few words each."""
    tilstand: Tilstand
    tilstand_ord: str
    lys: Light | None
    afgjort: str
    """The day it was finished or dropped."""
    grundlag: str
    """The basis of the X, or the decision by which the item was dropped."""
    foraeldet: str
    opdateret: str
    udvalg: str
    ansvarlig: str
    medansvarlige: str
    aftalepunkter: tuple[str, ...]
    beskrivelse: str
    proces: str
    status: str
    start: str
    deadline: Deadline
    risici: tuple[Risk, ...]
    beloeb: tuple[Amount, ...]
    oekonomi: tuple[str, ...]
    milepaele: tuple[str, ...]
    behandling: tuple[str, ...]
    referencer: tuple[Reference, ...]
    sag: str
    lukket: str
    """Why the item is closed to the public; only ever filled in for internal readers."""


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a row says of its item beyond what the item's file does."""

    found: Basis
    as_of: date
    shown: frozenset[str]
    running: Mapping[str, list[Item]]
    changes: Mapping[Ref, tuple[str, ...]]
    new_x: frozenset[Ref]


def item_rows(found: Basis, items: tuple[Item, ...], as_of: date) -> tuple[ItemRow, ...]:
    """The items as rows, in the order given."""
    around = _Surroundings(
        found,
        as_of,
        shown=frozenset(item.id for item in found.items),
        running=running_costs(found.plan),
        changes=changes_in_short(found.news),
        new_x=new_x(found),
    )
    return tuple(_row(item, around) for item in items)


def running_costs(plan: Plan) -> dict[str, list[Item]]:
    """The items that are the running cost of a capital project of the plan, by the project's id."""
    running: dict[str, list[Item]] = {}
    for item in plan.items:
        if item.emne.afledt_drift_af:
            ref = ref_from_text(item.emne.afledt_drift_af, item.plan)
            if ref.plan == item.plan:
                running.setdefault(ref.id, []).append(item)
    return running


def _row(item: Item, around: _Surroundings) -> ItemRow:
    emne, settings, as_of = item.emne, around.found.plan.settings, around.as_of
    settled = emne.afsluttet or emne.udgaaet
    points = settings.aftale.punkter if settings and settings.aftale else {}
    return ItemRow(
        nr=item.id,
        anker=anchor(item.id),
        titel=emne.titel,
        x="X" if emne.afsluttet else "",
        ny_x=item.ref in around.new_x,
        aendringer=around.changes.get(item.ref, ()),
        tilstand=item.tilstand,
        tilstand_ord=TILSTANDE[item.tilstand],
        lys=light_of(item),
        afgjort=date_text(settled.dato) if settled else "",
        grundlag=_basis(item),
        foraeldet=stale_text(item, settings, as_of),
        opdateret=f"Opdateret {date_text(emne.opdateret)}" if emne.opdateret and emne.levende else "",
        udvalg=udvalg_text(settings, emne.udvalg),
        ansvarlig=emne.ansvarlig,
        medansvarlige=", ".join(emne.medansvarlige),
        aftalepunkter=tuple(f"{point} {points.get(point, '')}".rstrip() for point in emne.aftalepunkt),
        beskrivelse=emne.beskrivelse or "",
        proces=emne.proces,
        status=emne.status or "",
        start=time_text(emne.start) if emne.start else "",
        deadline=deadline(item, as_of),
        risici=risks(item),
        beloeb=_amounts(item, around.found.plan.years),
        oekonomi=_grants(item, settings),
        milepaele=tuple(
            f"{each.hvad}: {time_text(each.hvornaar)}" + (f", nået {date_text(each.naaet)}" if each.naaet else "")
            for each in emne.milepaele
        ),
        behandling=tuple(
            f"{udvalg_text(settings, each.udvalg)}: {time_text(each.hvornaar)}"
            + (f" (sag {each.sag})" if each.sag else "")
            for each in emne.behandling
        ),
        referencer=_references(item, around),
        sag=emne.sag or "",
        lukket=(emne.lukket.begrundelse or "uden begrundelse") if emne.lukket else "",
    )


def light_of(item: Item) -> Light | None:
    """The light of an item that is still to be carried out."""
    return light(item.emne.trafiklys) if item.emne.levende and item.emne.trafiklys else None


def risks(item: Item) -> tuple[Risk, ...]:
    """The risks of a yellow or red item, each with its remedy."""
    if not item.emne.levende or item.emne.trafiklys not in ("gul", "roed"):
        return ()
    return tuple(Risk(each.tekst, each.afhjaelpning or "") for each in item.emne.risici)


def deadline(item: Item, as_of: date) -> Deadline:
    """The item's deadline with its history."""
    emne = item.emne
    moves = emne.fristaendringer
    return Deadline(
        frist=time_text(emne.frist) if emne.frist else "",
        oprindelig=time_text(moves[0].fra) if moves else "",
        flytninger=tuple(
            f"Flyttet {date_text(move.dato)} fra {time_text(move.fra)}" + (f": {move.aarsag}" if move.aarsag else "")
            for move in moves
        ),
        overskredet="Frist overskredet" if is_overdue(item, as_of) else "",
    )


def stale_text(item: Item, settings: Settings | None, as_of: date) -> str:
    """Since when a stale item has not been updated."""
    if not is_stale(item, as_of, settings.foraeldelse if settings else Foraeldelse()):
        return ""
    day = item.emne.opdateret
    return f"Ikke opdateret siden {date_text(day)}" if day else ""


def _basis(item: Item) -> str:
    if item.emne.afsluttet and item.emne.afsluttet.grundlag:
        return f"Grundlag: {item.emne.afsluttet.grundlag}"
    return f"Beslutning: {item.emne.udgaaet.beslutning}" if item.emne.udgaaet else ""


def _amounts(item: Item, years: tuple[int, ...]) -> tuple[Amount, ...]:
    if item.type == "hensigtserklaeringer":
        return ()
    amounts = []
    for year in years:
        aftalt, forventet, realiseret = agreed(item, year), expected(item, year), realised(item, year)
        amounts.append(
            Amount(
                year,
                number_text(aftalt),
                number_text(forventet) if forventet != aftalt else "",
                number_text(realiseret) if realiseret is not None else "",
            )
        )
    return tuple(amounts)


def _grants(item: Item, settings: Settings | None) -> tuple[str, ...]:
    emne = item.emne
    lines = [
        f"Anlægsbevilling {date_text(each.dato)}: {amount_text(each.beloeb, settings)}" for each in emne.bevillinger
    ]
    if extra := emne.tillaegsbevilling:
        lines.append(f"Tillægsbevilling: {extra_grant_text(extra, settings)}")
    if emne.regnskab:
        lines.append(f"Anlægsregnskab {date_text(emne.regnskab.dato)}")
    if emne.afledt_drift:
        lines.append("Afledt drift: ingen")
    return tuple(lines)


def _references(item: Item, around: _Surroundings) -> tuple[Reference, ...]:
    emne = item.emne

    def link(text: str) -> Link:
        ref = ref_from_text(text, item.plan)
        other = around.found.workspace.item(ref)
        here = ref.plan == item.plan and ref.id in around.shown
        name = ref.id if ref.plan == item.plan else str(ref)
        return Link(f"{name} {other.emne.titel}" if other else name, anchor(ref.id) if here else "")

    named = (
        ("Afhænger af", emne.afhaenger_af),
        ("Afledt drift af", (emne.afledt_drift_af,) if emne.afledt_drift_af else ()),
        ("Afledt drift", tuple(other.id for other in around.running.get(item.id, ()))),
        ("Videreført fra", (emne.viderefoert_fra,) if emne.viderefoert_fra else ()),
    )
    return tuple(Reference(word, tuple(map(link, texts))) for word, texts in named if texts)

"""What is left: every item still to be carried out, the longest overdue first, and whose it is."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import FASER, TILSTANDE, TYPER
from udplan.ground.danish import date_text, number_text, sort_key
from udplan.pure.facts.attention import missed
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.figures import Counts, counts
from udplan.pure.facts.treatments import committee_name
from udplan.pure.paper.papir import (
    Afsnit,
    Blok,
    Celle,
    Flag,
    Indhold,
    Kolonne,
    Linje,
    Noegle,
    Noegletal,
    Nr,
    Papir,
    Raekke,
    Staerk,
    Svag,
    Tabel,
)
from udplan.pure.paper.stykker import (
    LUKKET,
    anchor,
    count_text,
    hoved,
    laesevejledning,
    left_out_text,
    listed,
    milestone_name,
    note,
    time_text,
    tomt,
)
from udplan.pure.paper.stykker_emne import OVERDUE, STALE, light_of, stale_text
from udplan.pure.paper.stykker_tal import responsible_table
from udplan.pure.view.late import is_overdue

_COLUMNS: Final = (
    Kolonne("Nr.", "nr"), Kolonne("Emne", bredde=32), Kolonne("Ansvarlig", bredde=18), Kolonne("Fase", bredde=14),
    Kolonne("Frist", "tid", bredde=21), Kolonne("Senest opdateret", "tid", bredde=15),
)  # fmt: skip


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    found, as_of = basis(plan, plans, request), request.as_of
    live = sorted((item for item in found.items if item.emne.levende), key=_urgency)
    overdue = [item for item in live if is_overdue(item, as_of)]
    coming = [item for item in live if _end(item) is not None and not is_overdue(item, as_of)]
    endless = [item for item in live if _end(item) is None]
    groups = (
        ("overskredet", OVERDUE, "Længst overskredet først", overdue, "Ingen frister er overskredet."),
        ("kommende", "Kommende frist", "Nærmeste frist først", coming,
         "Ingen uafsluttede emner har en kommende frist."),
        ("uden-frist", "Løbende eller uden frist", "Løbende emner først", endless,
         "Alle uafsluttede emner har en frist." if live else "Der er ingen uafsluttede emner."),
    )  # fmt: skip
    return Papir(
        "restliste",
        hoved(found, request, "Restliste", med_beloeb=False),
        (
            Afsnit("noegletal", "Nøgletal", tuple(_summary(found, live, as_of))),
            *(
                Afsnit(name, title, (_table(title, remark, items, found, as_of) if items else tomt(none),))
                for name, title, remark, items, none in groups
            ),
            Afsnit("ansvarlige", "Ansvarlige", (_responsible(live, found.plan.settings, as_of),)),
            laesevejledning(found.plan.settings),
        ),
    )


def _end(item: Item) -> date | None:
    """The last day of the deadline; None if it has none or is løbende."""
    return item.emne.frist.slut if item.emne.frist else None


def _urgency(item: Item) -> tuple[date, bool]:
    """By the deadline's end, so that the longest overdue is first; then løbende, then what has no deadline."""
    return (_end(item) or date.max, item.emne.frist is None)


def _summary(found: Basis, live: list[Item], as_of: date) -> Iterator[Blok]:
    numbers = counts(live, found.plan.settings, as_of)
    moved = sum(1 for item in live if item.emne.fristaendringer)
    yield Noegletal((
        Noegle(numbers.antal, "Uafsluttede emner"),
        Noegle(numbers.overskredet, OVERDUE, til="overskredet"),
        Noegle(moved, "Frist flyttet mindst én gang"),
        Noegle(numbers.trafiklys["roed"], "Rødt lys"),
        Noegle(numbers.trafiklys["gul"], "Gult lys"),
        Noegle(numbers.foraeldet, STALE),
    ))  # fmt: skip
    if ended := len(found.items) - len(live):
        yield note(f"{_ended_text(ended, found, as_of)} {left_out_text(found)}".rstrip())


def _ended_text(ended: int, found: Basis, as_of: date) -> str:
    """How many items are not on the list, and why."""
    states = {
        TILSTANDE[state].lower(): count
        for state, count in counts(found.items, found.plan.settings, as_of).tilstande.items()
        if count and state not in FASER
    }
    words = count_text(ended, "emne", "emner")
    if len(states) == 1:
        return f"{words} er {next(iter(states))} og står ikke på listen."
    told = listed(f"{number_text(count)} {word}" for word, count in states.items())
    return f"{words} står ikke på listen: {told}."


def _table(title: str, remark: str, items: list[Item], found: Basis, as_of: date) -> Tabel:
    return Tabel(title.lower(), _COLUMNS, tuple(_row(item, found.plan.settings, as_of) for item in items), remark)


def _row(item: Item, settings: Settings | None, as_of: date) -> Raekke:
    emne = item.emne
    name: list[Linje] = [(Staerk(emne.titel),)]
    if emne.lukket:
        name.append((Flag(LUKKET), f" {emne.lukket.begrundelse or 'uden begrundelse'}"))
    name.append((Svag(f"{TYPER[item.type]}, {committee_name(settings, emne.udvalg)}"),))
    light = light_of(item)
    state = TILSTANDE[item.tilstand]
    name += [
        (Flag(f"Milepæl ikke nået: {milestone_name(step)}, {time_text(step.hvornaar)}"),)
        for step in missed(item, as_of)
    ]
    cells: tuple[Celle, ...] = (
        (Nr(item.id),),
        Indhold(tuple(name)),
        emne.ansvarlig,
        (state, " ", light) if light else state,
        Indhold(tuple(_deadline(item, as_of))),
        _updated(item, settings, as_of),
    )
    return Raekke(cells, anker=anchor(item.id))


def _updated(item: Item, settings: Settings | None, as_of: date) -> Celle:
    day = item.emne.opdateret
    if stale_text(item, settings, as_of):
        return Indhold((*(((date_text(day),),) if day is not None else ()), (Flag(STALE),)))
    return day


def _deadline(item: Item, as_of: date) -> Iterator[Linje]:
    """The deadline, how many days its whole time has been over, and how often it was moved."""
    emne, end = item.emne, _end(item)
    yield (time_text(emne.frist),) if emne.frist else (Svag("Ingen frist"),)
    if end is not None and is_overdue(item, as_of):
        yield (Flag(f"Overskredet {count_text((as_of - end).days, 'dag', 'dage')}"),)
    if emne.oprindelig_frist:
        times = count_text(len(emne.fristaendringer), "gang", "gange")
        yield (Svag(f"Flyttet {times}, oprindelig {time_text(emne.oprindelig_frist)}"),)


def _responsible(live: list[Item], settings: Settings | None, as_of: date) -> Blok:
    if not live:
        return tomt("Der er ingen uafsluttede emner.")
    of_name: dict[str, list[Item]] = {}
    for item in live:
        of_name.setdefault(item.emne.ansvarlig, []).append(item)
    numbers = {name: counts(items, settings, as_of) for name, items in of_name.items()}

    def order(name: str) -> tuple[int, int, str]:
        return (-numbers[name].overskredet, -numbers[name].antal, sort_key(name))

    in_order: dict[str, Counts] = {name: numbers[name] for name in sorted(numbers, key=order)}
    return responsible_table(in_order, counts(live, settings, as_of))

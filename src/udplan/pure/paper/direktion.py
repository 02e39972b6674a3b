"""The directors' monthly page: the items in focus, what changed, what is at risk, and what is coming politically."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import FASER, TILSTANDE, Trafiklys
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.figures import Counts, counts
from udplan.pure.facts.treatments import coming_treatments, committee_name
from udplan.pure.paper.papir import (
    Afsnit,
    Blok,
    Celle,
    Flag,
    Indhold,
    Kolonne,
    Linje,
    Liste,
    Markdown,
    Noegle,
    Noegletal,
    Nr,
    Papir,
    Punkt,
    Raekke,
    Staerk,
    Svag,
    Tabel,
)
from udplan.pure.paper.stykker import anchor, count_text, hoved, laesevejledning, listed, note, time_text, tomt
from udplan.pure.paper.stykker_emne import OVERDUE, closed_mark, light_cell, risk_lines, stale_text
from udplan.pure.paper.stykker_nyheder import news_groups, news_line, no_news, reservation, since_title
from udplan.pure.paper.stykker_sager import treated
from udplan.pure.view.late import has_never_been_told

_URGENCY: Final[dict[Trafiklys | None, int]] = {"roed": 0, "gul": 1, "groen": 2, None: 3}
_COUNTED_ONLY: Final = ("text", "other")


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    whole = basis(plan, plans, request)
    focus = tuple(item for item in whole.items if item.emne.direktionsfokus)
    refs = frozenset(item.ref for item in focus)
    found = replace(whole, items=focus, news=tuple(each for each in whole.news if each.ref in refs))
    numbers = counts(focus, found.plan.settings, request.as_of)
    live = sorted((item for item in focus if item.emne.levende), key=lambda item: _URGENCY[item.emne.trafiklys])
    return Papir(
        "direktion",
        hoved(found, request, "Direktionens månedlige status", med_beloeb=False),
        (
            Afsnit("noegletal", "Nøgletal", (Noegletal(_key_figures(numbers)),)),
            Afsnit("emner", "Emner i fokus", tuple(_focus(live, numbers, whole, request))),
            Afsnit("aendringer", since_title("Ændringer", request), _changes(found, request), kort="Ændringer"),
            Afsnit("behandlinger", "Kommende politisk behandling", (_treatments(live, found, request),),
                   kort="Politisk behandling"),
            Afsnit("ikke-opdateret", "Ikke opdateret", tuple(_stale(live, found, request))),
            laesevejledning(found.plan.settings),
        ),
        "side",
    )  # fmt: skip


def _key_figures(numbers: Counts) -> tuple[Noegle, ...]:
    return (
        Noegle(numbers.levende, "Uafsluttede emner i fokus"),
        Noegle(numbers.trafiklys["roed"], "Rødt lys", til="emner"),
        Noegle(numbers.trafiklys["gul"], "Gult lys", til="emner"),
        Noegle(numbers.overskredet, OVERDUE, til="emner"),
        Noegle(numbers.foraeldet, "Ikke opdateret", til="ikke-opdateret"),
    )


def _focus(live: list[Item], numbers: Counts, whole: Basis, request: ReportRequest) -> Iterable[Blok]:
    """What is still to be carried out, red first, then yellow; and what stands beside it."""
    if live:
        yield Tabel(
            "emner i fokus",
            (
                Kolonne("Lys", "lys"), Kolonne("Nr.", "nr"), Kolonne("Emne", bredde=20),
                Kolonne("Frist", "tid", bredde=13), Kolonne("Risiko og afhjælpning", bredde=34),
                Kolonne("Snitflade", bredde=33),
            ),
            tuple(_row(item, request) for item in live),
            "Røde emner først, derefter gule. Risiko og afhjælpning vises for gule og røde emner.",
        )  # fmt: skip
    else:
        yield tomt("Ingen uafsluttede emner er i direktionens fokus.")
    if settled := _settled(numbers):
        yield note(settled)
    red = [item.id for item in whole.items if item.emne.trafiklys == "roed" and item.emne.levende]
    if others := [each for each in red if not whole.plan.by_id[each].emne.direktionsfokus]:
        yield note(f"Uden for direktionens fokus har {listed(others)} rødt lys.")


def _row(item: Item, request: ReportRequest) -> Raekke:
    emne = item.emne
    name: tuple[Linje, ...] = ((Staerk(emne.titel), *closed_mark(item)), (Svag(emne.ansvarlig),))
    cells: tuple[Celle, ...] = (
        light_cell(item),
        (Nr(item.id),),
        Indhold(name),
        Indhold(tuple(_deadline(item, request))),
        Indhold(risk_lines(item)),
        Indhold((Markdown(emne.snitflade),)) if emne.snitflade else "",
    )
    return Raekke(cells, anker=anchor(item.id))


def _deadline(item: Item, request: ReportRequest) -> Iterable[Linje]:
    emne = item.emne
    if emne.frist:
        yield (time_text(emne.frist),)
    if emne.oprindelig_frist:
        yield (Svag(f"Oprindelig: {time_text(emne.oprindelig_frist)}"),)
    if emne.frist and emne.frist.lies_before(request.as_of):
        yield (Flag(OVERDUE),)


def _settled(numbers: Counts) -> str:
    words = [
        f"{count_text(count, 'emne', 'emner')} {TILSTANDE[state].lower()}{' (X)' if state == 'afsluttet' else ''}"
        for state, count in numbers.tilstande.items()
        if count and state not in FASER
    ]
    return f"Blandt emnerne i fokus er {listed(words)}." if words else ""


def _changes(found: Basis, request: ReportRequest) -> tuple[Blok, ...]:
    points: list[Punkt] = []
    for group in news_groups(found.news):
        if group.kind in _COUNTED_ONLY:
            points.append(Punkt((Staerk(group.ord), f": {group.count}")))
        else:
            points += (
                Punkt((Nr(each.ref.id, anchor(each.ref.id) if _is_followed(found, each.ref.id) else ""), " ",
                       Staerk(each.titel), ": ", *news_line(each)))
                for each in group.news
            )  # fmt: skip
    return (*reservation(request), Liste(tuple(points)) if points else no_news(request))


def _is_followed(found: Basis, item_id: str) -> bool:
    item = found.plan.by_id.get(item_id)
    return item is not None and item.emne.levende


def _treatments(live: list[Item], found: Basis, request: ReportRequest) -> Blok:
    settings = found.plan.settings
    treatments = coming_treatments(live, settings, request.as_of)
    if not treatments:
        return tomt("Der er ingen planlagt behandling.")
    shown = frozenset(item.ref for item in live)
    return Tabel(
        "kommende politisk behandling",
        (Kolonne("Hvornår", "tid", bredde=24), Kolonne("Udvalg", bredde=28), Kolonne("Emne", bredde=48)),
        tuple(
            Raekke((
                time_text(each.behandling.hvornaar),
                committee_name(settings, each.behandling.udvalg),
                (*treated(each, shown), *((" ", Svag(f"(sag {each.behandling.sag})")) if each.behandling.sag else ())),
            ))
            for each in treatments
        ),
        "Efter tidspunkt; tidspunkterne er vejledende",
    )  # fmt: skip


def _stale(live: list[Item], found: Basis, request: ReportRequest) -> Iterator[Blok]:
    """Who lacks a new status, and how many never had one because they are not begun."""
    stale = [(item, stale_text(item, found.plan.settings, request.as_of)) for item in live]
    points = tuple(
        Punkt((Nr(item.id, anchor(item.id)), f" {item.emne.titel}: {text.lower()} ", Svag(f"({item.emne.ansvarlig})")))
        for item, text in stale
        if text
    )
    untold = sum(has_never_been_told(item) and not text for item, text in stale)
    if points or not untold:
        yield Liste(points) if points else tomt("Ingen emner i fokus mangler en ny status.")
    if untold:
        yield note(f"{count_text(untold, 'emne', 'emner')} i fokus er ikke startet og har endnu ingen status.")

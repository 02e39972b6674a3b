"""Involvement for the MED organisation: which body has been involved in which items, and when."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import TILSTANDE, TYPER, Type
from udplan.ground.danish import date_text, number_text, sort_key
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.treatments import committee_name
from udplan.pure.paper.papir import (
    Afsnit,
    Blok,
    Celle,
    Kolonne,
    Linje,
    Nr,
    Overskrift,
    Papir,
    Raekke,
    Svag,
    Tabel,
    Tekst,
)
from udplan.pure.paper.stykker import count_text, hoved, listed, note
from udplan.pure.paper.stykker_emne import closed_mark

_OF_STAFF: Final[tuple[Type, ...]] = ("driftsaendringer", "raaderumsforslag")
"""The parts of a plan whose items change how people work."""

_COLUMNS: Final = (
    Kolonne("Emne", bredde=40), Kolonne("Tilstand", bredde=14), Kolonne("Udvalg", bredde=24),
    Kolonne("Ansvarlig", bredde=20),
)  # fmt: skip


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    found = basis(plan, plans, request)
    known = dict(found.plan.settings.organer) if found.plan.settings else {}
    involved: dict[str, list[tuple[date, Item]]] = {code: [] for code in known}
    for item in found.items:
        for each in item.emne.inddragelse:
            involved.setdefault(each.organ, []).append((each.dato, item))
    codes = (*known, *sorted(involved.keys() - known.keys(), key=sort_key))
    bodies = [(known.get(code, code), sorted(involved[code], key=_by_day)) for code in codes if involved[code]]
    without = [name for code, name in known.items() if not involved[code]]
    return Papir(
        "med",
        hoved(found, request, "Inddragelse", med_beloeb=False),
        (
            Afsnit("oversigt", "Oversigt", tuple(_overview(found, without))),
            *(
                Afsnit(f"organ-{number}", name, (_body(name, some, found, request.as_of),), antal=len(some))
                for number, (name, some) in enumerate(bodies, 1)
            ),
            *(_gaps(found) if request.internal else ()),
        ),
        "liste",
    )


def _by_day(pair: tuple[date, Item]) -> tuple[date, str]:
    return (pair[0], pair[1].id)


def _overview(found: Basis, without: list[str]) -> Iterator[Blok]:
    items = [item for item in found.items if item.emne.inddragelse]
    if items:
        times = sum(len(item.emne.inddragelse) for item in items)
        text = (
            f"Der er registreret inddragelse i {number_text(len(items))} af"
            f" {count_text(len(found.items), 'emne', 'emner')}, i alt {count_text(times, 'gang', 'gange')}."
        )
    else:
        text = "Der er ikke registreret inddragelse i noget emne."
    yield Tekst((text,))
    if without:
        yield note(f"Der er ikke registreret inddragelse af {listed(without, 'eller')}.")


def _body(name: str, involved: list[tuple[date, Item]], found: Basis, as_of: date) -> Tabel:
    """What a body was involved in, by day; a day after the paper's own is to come."""
    columns = (Kolonne("Dato", "tid", bredde=18), *_COLUMNS)
    rows = tuple(
        Raekke(((date_text(day), " ", Svag("(kommende)")) if day > as_of else day, *_cells(item, found)))
        for day, item in involved
    )
    return Tabel(f"inddragelse af {name}", columns, rows)


def _gaps(found: Basis) -> Iterator[Afsnit]:
    """The open items in which the plan knows of no involvement, by part of the plan.

    Only for internal readers: that a file says nothing does not mean that nobody was asked.
    """
    blocks: list[Blok] = []
    for name in _OF_STAFF:
        items = [item for item in found.items if item.type == name and item.emne.levende and not item.emne.inddragelse]
        if items:
            rows = tuple(Raekke(_cells(item, found)) for item in items)
            blocks += (Overskrift(TYPER[name]), Tabel(f"{TYPER[name]} uden registreret inddragelse", _COLUMNS, rows))
    if blocks:
        remark = note(
            "Uafsluttede driftsændringer og råderumsforslag, hvor planen ikke nævner nogen inddragelse. Den kan være"
            " sket uden at være skrevet ind, eller der kan være gode grunde til, at den ikke er nødvendig."
        )
        yield Afsnit("uden", "Uden registreret inddragelse", (remark, *blocks))


def _cells(item: Item, found: Basis) -> tuple[Celle, ...]:
    name: Linje = (Nr(item.id), f" {item.emne.titel}", *closed_mark(item))
    committee = committee_name(found.plan.settings, item.emne.udvalg)
    return (name, TILSTANDE[item.tilstand], committee, item.emne.ansvarlig)

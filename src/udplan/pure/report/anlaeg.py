"""The capital projects for those who follow the money: what is set aside, released and spent, and what follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import TILSTANDE
from udplan.ground.danish import date_text, number_text
from udplan.pure.report.figures import agreed, by_area, counts, money, running_year
from udplan.pure.report.grants import Grants, case_text, grants, together
from udplan.pure.report.money_tables import (
    MoneyCell,
    MoneyTable,
    MoneyWords,
    area_text,
    carried_over,
    money_cells,
    money_tables,
)
from udplan.pure.report.parts import NOT_REPORTED, Basis, Head, ReportRequest, amount_text, basis, head
from udplan.pure.report.progress import KeyFigure, key_figures
from udplan.pure.report.rows import ItemRow, item_rows, running_costs

_WORDS: Final = MoneyWords("Anlægsprojekter", "Rådighedsbeløb", "Forbrug", "Forbrugt andel")


@dataclass(frozen=True, slots=True)
class GrantCells:
    """Rådighedsbeløb, anlægsbevilling and forbrug over all the years, of a project or of several."""

    ord: str
    underopdelt: bool
    raadighed: str
    bevilling: str
    ikke_frigivet: str
    """A dash for what is finished or dropped."""
    ikke_frigivet_nu: str
    forbrug: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project: its money, its grants, its progress and what it costs to run."""

    emne: ItemRow
    beloeb: tuple[MoneyCell, ...]
    bevilling: GrantCells
    ikke_frigivet_nu: str
    """Empty where nothing set aside for the running year or before lacks a bevilling."""
    bevillinger: tuple[str, ...]
    afledt_drift: tuple[str, ...]
    regnskab: str
    forhold: tuple[str, ...]
    """What somebody should look into."""


@dataclass(frozen=True, slots=True)
class ExtraGrant:
    """A tillægsbevilling with its financing."""

    nr: str
    anker: str
    titel: str
    beloeb: str
    finansiering: str
    sag: str


@dataclass(frozen=True, slots=True)
class AnlaegReport:
    """The whole report, ready to print."""

    head: Head
    noegletal: tuple[KeyFigure, ...]
    aar: str
    """The running year; empty of a plan without years."""
    tabeller: tuple[MoneyTable, ...]
    viderefoert: str
    bevillinger: tuple[GrantCells, ...]
    tillaegsbevillinger: tuple[ExtraGrant, ...]
    tillaeg_i_alt: str
    opfoelgning: tuple[ProjectRow, ...]
    projekter: tuple[ProjectRow, ...]


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> AnlaegReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found = basis(plan, workspace, request)
    settings, years = found.plan.settings, found.plan.years
    items = tuple(item for item in found.items if item.type == "anlaegsprojekter")
    running = running_year(years, request.as_of)
    own = {item.id: grants(item, years, running) for item in items}
    drift = running_costs(found.plan)
    rows = tuple(
        _row(found, item, row, own[item.id], drift.get(item.id, []))
        for item, row in zip(items, item_rows(found, items, request.as_of), strict=True)
    )
    whole = together(own.values())
    extra = [item for item in items if item.emne.tillaegsbevilling]
    return AnlaegReport(
        head=head(found, request, "Anlægsprojekter"),
        noegletal=(
            *key_figures(counts(items, settings, request.as_of))[:5],
            KeyFigure(
                number_text(whole.ikke_frigivet),
                "Ikke frigivet",
                f"af {amount_text(whole.raadighed, settings)}",
            ),
        ),
        aar="" if running is None else str(running),
        tabeller=money_tables(items, years, _WORDS),
        viderefoert=carried_over(items),
        bevillinger=tuple(_grant_groups(items, own, whole)),
        tillaegsbevillinger=tuple(_extra_grants(rows, extra)),
        tillaeg_i_alt=number_text(sum(_extra(item) for item in extra)),
        opfoelgning=tuple(row for row in rows if row.forhold),
        projekter=rows,
    )


def _row(found: Basis, item: Item, row: ItemRow, own: Grants, drift: list[Item]) -> ProjectRow:
    emne, years = item.emne, found.plan.years
    told = emne.afledt_drift is not None or bool(drift)
    # What is closed, or cannot be read, may tell it.
    knows_all = not found.closed and not found.plan.broken
    return ProjectRow(
        emne=row,
        beloeb=money_cells(item, years),
        bevilling=_cells(item.id, False, own, item.emne.levende),
        ikke_frigivet_nu=number_text(own.ikke_frigivet_nu) if own.ikke_frigivet_nu else "",
        bevillinger=tuple(
            f"{date_text(each.dato)}: {number_text(each.beloeb)}{case_text(each.sag)}" for each in emne.bevillinger
        ),
        afledt_drift=tuple(_drift_text(each, years) for each in drift) or (("Ingen",) if told else (NOT_REPORTED,)),
        regnskab=_account_text(item),
        forhold=(
            *_facts(item, own, years, found.plan.settings),
            *(() if told or emne.udgaaet or not knows_all else ("Afledt drift er ikke oplyst",)),
        ),
    )


def _account_text(item: Item) -> str:
    account = item.emne.regnskab
    if account:
        return f"{date_text(account.dato)}{case_text(account.sag)}"
    return "Mangler" if item.emne.afsluttet else ""


def _drift_text(item: Item, years: tuple[int, ...]) -> str:
    amounts = ", ".join(f"{year}: {number_text(agreed(item, year))}" for year in years if item.emne.beloeb is not None)
    state = TILSTANDE[item.tilstand].lower()
    return f"{item.id} {item.emne.titel} ({state}{f'; {amounts}' if amounts else ''})"


def _facts(item: Item, own: Grants, years: tuple[int, ...], settings: Settings | None) -> Iterator[str]:
    """What permission, accounts and expectation do not agree on."""
    emne = item.emne
    spent = abs(own.forbrug or 0)
    if not emne.bevillinger and spent:
        yield f"Forbrug på {amount_text(spent, settings)} uden anlægsbevilling"
    elif not emne.bevillinger and emne.fase == "i_gang" and own.raadighed:
        yield "I gang uden anlægsbevilling"
    elif spent > abs(own.bevilling):
        granted = amount_text(abs(own.bevilling), settings)
        yield f"Forbruget på {amount_text(spent, settings)} overstiger anlægsbevillingen på {granted}"
    total = money((item,), years).i_alt
    spending = -1 if settings is not None and settings.fortegn == "udgift_negativ" else 1
    over = (total.forventet - total.aftalt) * spending
    if over > 0:
        covered = abs(_extra(item))
        what = f"Forventes {amount_text(over, settings)} over rådighedsbeløbet"
        if not covered:
            yield f"{what}, uden tillægsbevilling"
        elif covered < over:
            yield f"{what}, heraf {amount_text(over - covered, settings)} uden tillægsbevilling"
        else:
            yield f"{what}, som den oplyste tillægsbevilling dækker"
    if emne.afsluttet and not emne.regnskab:
        yield "Afsluttet uden særskilt anlægsregnskab"


def _extra(item: Item) -> int:
    return item.emne.tillaegsbevilling.beloeb if item.emne.tillaegsbevilling else 0


def _extra_grants(rows: tuple[ProjectRow, ...], extra: list[Item]) -> Iterator[ExtraGrant]:
    row_of = {row.emne.nr: row.emne for row in rows}
    for item in extra:
        grant, row = item.emne.tillaegsbevilling, row_of[item.id]
        if grant is not None:
            yield ExtraGrant(
                row.nr, row.anker, row.titel, number_text(grant.beloeb), grant.finansiering, grant.sag or ""
            )


def _grant_groups(items: tuple[Item, ...], own: dict[str, Grants], whole: Grants) -> Iterator[GrantCells]:
    """All the projects, and by styringsområde where they are of several."""
    if not items:
        return
    yield _cells("Anlægsprojekter", False, whole, True)
    areas = by_area(items)
    if len(areas) > 1:
        for area, some in areas.items():
            yield _cells(area_text(area), True, together(own[item.id] for item in some), True)


def _cells(word: str, part_of: bool, of: Grants, live: bool) -> GrantCells:
    return GrantCells(
        ord=word,
        underopdelt=part_of,
        raadighed=number_text(of.raadighed),
        bevilling=number_text(of.bevilling),
        ikke_frigivet=number_text(of.ikke_frigivet) if live else NOT_REPORTED,
        ikke_frigivet_nu=number_text(of.ikke_frigivet_nu) if live else NOT_REPORTED,
        forbrug=NOT_REPORTED if of.forbrug is None else number_text(of.forbrug),
    )

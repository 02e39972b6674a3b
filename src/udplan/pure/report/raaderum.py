"""The råderumsforslag for those who follow the money: agreed, expected and realised, and what is not made concrete."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import KATEGORIER, VARIGHEDER
from udplan.ground.danish import number_text, percent_text
from udplan.pure.report.figures import Money, agreed, counts, expected, money, realised, running_year
from udplan.pure.report.money_tables import (
    MoneyCell,
    MoneyTable,
    MoneyWords,
    carried_over,
    money_cells,
    money_tables,
    share_text,
)
from udplan.pure.report.parts import NOT_REPORTED, Head, ReportRequest, amount_text, anchor, basis, head
from udplan.pure.report.progress import KeyFigure, key_figures
from udplan.pure.report.rows import ItemRow, item_rows

_WORDS: Final = MoneyWords("Råderumsforslag", "Aftalt", "Realiseret", "Realiseret andel")


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A forslag with its money, the years and all of them."""

    emne: ItemRow
    kendetegn: str
    """Its kategori and varighed."""
    beloeb: tuple[MoneyCell, ...]
    andel: str
    """What has been realised of the running year's agreed amount."""
    status: str
    """Markdown; empty where the forslag is finished and fully realised."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A year that has begun, in which less than what was agreed has been realised."""

    nr: str
    anker: str
    titel: str
    ansvarlig: str
    aar: str
    aftalt: str
    forventet: str
    realiseret: str
    forhold: str


@dataclass(frozen=True, slots=True)
class RaaderumReport:
    """The whole report, ready to print."""

    head: Head
    noegletal: tuple[KeyFigure, ...]
    aar: str
    """The running year; empty of a plan without years."""
    tabeller: tuple[MoneyTable, ...]
    viderefoert: str
    ikke_konkret: tuple[str, ...]
    """For each year that has begun, how much of the agreed has nothing realised, in words."""
    opfoelgning: tuple[Shortfall, ...]
    forslag: tuple[ProposalRow, ...]


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> RaaderumReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found = basis(plan, workspace, request)
    settings, years, as_of = found.plan.settings, found.plan.years, request.as_of
    items = tuple(item for item in found.items if item.type == "raaderumsforslag")
    running = running_year(years, as_of)
    whole = money(items, years)
    return RaaderumReport(
        head=head(found, request, "Råderumsforslag"),
        noegletal=(
            *key_figures(counts(items, settings, as_of))[:4],
            *_shares(whole, running, settings),
        ),
        aar="" if running is None else str(running),
        tabeller=money_tables(items, years, _WORDS),
        viderefoert=carried_over(items),
        ikke_konkret=tuple(_not_concrete(items, whole, as_of, settings)),
        opfoelgning=tuple(_shortfall(item, year) for item in items for year in _short_years(item, years, as_of)),
        forslag=tuple(
            _row(item, row, years, running, as_of)
            for item, row in zip(items, item_rows(found, items, as_of), strict=True)
        ),
    )


def _shares(whole: Money, running: int | None, settings: Settings | None) -> Iterator[KeyFigure]:
    """What is expected and what is realised of the running year's agreed amount."""
    for year in whole.years:
        if year.aar == running and whole.antal:
            of = f"af {amount_text(year.aftalt, settings)}"
            share = percent_text(year.forventet, year.aftalt)
            yield KeyFigure(share, f"Forventet {year.aar}", f"{number_text(year.forventet)} {of}")
            so_far = NOT_REPORTED if year.realiseret is None else number_text(year.realiseret)
            yield KeyFigure(share_text(year), f"Realiseret {year.aar}", f"{so_far} {of}")


def _row(item: Item, row: ItemRow, years: tuple[int, ...], running: int | None, as_of: date) -> ProposalRow:
    emne = item.emne
    kinds = (
        KATEGORIER[emne.kategori] if emne.kategori else "",
        VARIGHEDER[emne.varighed] if emne.varighed else "",
    )
    settled = emne.afsluttet is not None and not tuple(_short_years(item, years, as_of))
    this_year = [year for year in money((item,), years).years if year.aar == running]
    return ProposalRow(
        emne=row,
        kendetegn=", ".join(kind for kind in kinds if kind).capitalize(),
        beloeb=money_cells(item, years),
        andel=share_text(this_year[0]) if this_year else NOT_REPORTED,
        status="" if settled else row.status,
    )


def _is_not_concrete(item: Item, year: int, as_of: date) -> bool:
    """Whether an amount is agreed for a year that has begun, and nothing of it realised; what is dropped owes none."""
    return year <= as_of.year and not item.emne.udgaaet and bool(agreed(item, year)) and not realised(item, year)


def _short_years(item: Item, years: tuple[int, ...], as_of: date) -> Iterator[int]:
    """The years in which less is realised than agreed: so far nothing, or the year is over, or the forslag finished."""
    for year in years:
        if _is_not_concrete(item, year, as_of):
            yield year
        elif (so_far := realised(item, year)) is not None and agreed(item, year) and not item.emne.udgaaet:
            sign = 1 if agreed(item, year) > 0 else -1
            # A finished forslag may still expect the rest of the year's amount before the year is over.
            over = year < as_of.year or (
                year == as_of.year
                and item.emne.afsluttet is not None
                and (item.emne.forventet or {}).get(year) != agreed(item, year)
            )
            if over and so_far * sign < agreed(item, year) * sign:
                yield year


def _shortfall(item: Item, year: int) -> Shortfall:
    so_far = realised(item, year)
    forhold = (
        "Intet er indberettet" if so_far is None
        else "Mindre er realiseret end aftalt" if so_far
        else "Intet er realiseret"
    )  # fmt: skip
    return Shortfall(
        nr=item.id,
        anker=anchor(item.id),
        titel=item.emne.titel,
        ansvarlig=item.emne.ansvarlig,
        aar=str(year),
        aftalt=number_text(agreed(item, year)),
        forventet=number_text(expected(item, year)),
        realiseret=NOT_REPORTED if so_far is None else number_text(so_far),
        forhold=forhold,
    )


def _not_concrete(items: tuple[Item, ...], whole: Money, as_of: date, settings: Settings | None) -> Iterator[str]:
    for year in whole.years:
        amounts = [agreed(item, year.aar) for item in items if _is_not_concrete(item, year.aar, as_of)]
        if amounts:
            share = percent_text(sum(amounts), year.aftalt)
            yield (
                f"{year.aar}: {amount_text(sum(amounts), settings)}"
                f" af de aftalte {amount_text(year.aftalt, settings)} ({share}) er ikke gjort konkrete."
            )

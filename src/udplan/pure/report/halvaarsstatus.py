"""The half-yearly status for Økonomiudvalget: numbers, changes, money, and every item in the four sections."""

from dataclasses import dataclass

from udplan.domain.plan import Plan, Plans
from udplan.domain.vocabulary import TYPER, Type
from udplan.pure.report.figures import counts, figures
from udplan.pure.report.money_tables import MoneyGroup, carried_over, has_money, money_groups
from udplan.pure.report.parts import (
    Basis,
    Head,
    NewsBasis,
    NewsGroup,
    ReportRequest,
    basis,
    count_text,
    head,
    news_basis,
    news_groups,
)
from udplan.pure.report.progress import (
    COUNT_COLUMNS,
    Bar,
    CountRow,
    KeyFigure,
    bars,
    count_rows,
    key_figures,
)
from udplan.pure.report.rows import ItemRow, item_rows
from udplan.pure.report.since import figures_then, new_x


@dataclass(frozen=True, slots=True)
class Section:
    """One of the four parts of the plan."""

    type: Type
    anker: str
    titel: str
    undertitel: str
    med_beloeb: bool
    raekker: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class HalvaarsstatusReport:
    """The whole report, ready to print."""

    head: Head
    noegletal: tuple[KeyFigure, ...]
    taelling_kolonner: tuple[str, ...]
    taelling: tuple[CountRow, ...]
    billede: tuple[Bar, ...]
    sammenligning: NewsBasis
    nyheder: tuple[NewsGroup, ...]
    """News of every kind; those of texts are told by their number only."""
    aar: tuple[int, ...]
    penge: tuple[MoneyGroup, ...]
    viderefoert: str
    afsnit: tuple[Section, ...]


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> HalvaarsstatusReport:
    """The report of a plan; `plan` and `workspace` whole, what the public may not see is taken away here."""
    found = basis(plan, workspace, request)
    numbers = figures(found.plan, found.items, request.as_of)
    return HalvaarsstatusReport(
        head=head(found, request, "Halvårlig status", for_meeting=True),
        noegletal=key_figures(numbers.i_alt, len(new_x(found))),
        taelling_kolonner=COUNT_COLUMNS,
        taelling=count_rows(numbers, figures_then(found, request)),
        billede=bars(numbers),
        sammenligning=news_basis(request),
        nyheder=news_groups(found.news),
        aar=found.plan.years,
        penge=money_groups(numbers),
        viderefoert=carried_over(found.items),
        afsnit=tuple(_section(found, name, request) for name in TYPER),
    )


def _section(found: Basis, name: Type, request: ReportRequest) -> Section:
    items = tuple(item for item in found.items if item.type == name)
    of_type = counts(items, found.plan.settings, request.as_of)
    return Section(
        type=name,
        anker=name,
        titel=TYPER[name],
        undertitel=f"{count_text(of_type.antal, 'emne', 'emner')}, heraf {of_type.afsluttet} afsluttet (X)"
        if items
        else "",
        med_beloeb=has_money(name),
        raekker=item_rows(found, items, request.as_of),
    )

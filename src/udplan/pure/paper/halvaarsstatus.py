"""The half-yearly status for Økonomiudvalget: what needs attention, numbers, changes, money, and every item."""

from udplan.domain.plan import Plan, Plans
from udplan.domain.vocabulary import TYPER, Type
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.figures import Figures, figures
from udplan.pure.facts.since import figures_then
from udplan.pure.paper.papir import Afsnit, Blok, Liste, Noegletal, Overskrift, Papir
from udplan.pure.paper.stykker import count_text, hoved, laesevejledning, left_out_text, tomt, unit_text
from udplan.pure.paper.stykker_emne import Surroundings, item_block, item_index, surroundings
from udplan.pure.paper.stykker_nyheder import (
    counters,
    news_groups,
    news_points,
    no_news,
    reservation,
    since_title,
)
from udplan.pure.paper.stykker_penge import plan_money
from udplan.pure.paper.stykker_sager import attention_section
from udplan.pure.paper.stykker_tal import bars, count_table, key_figures

_COUNTED_ONLY = ("text", "other")
"""Kinds of news that are told by their number; what they are stands with the item."""


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    found = basis(plan, plans, request)
    return Papir("halvaarsstatus", hoved(found, request, "Halvårlig status", til_moede=True), sections(found, request))


def sections(found: Basis, request: ReportRequest, extra: tuple[Afsnit, ...] = ()) -> tuple[Afsnit, ...]:
    """The sections of the status of what was found; `extra` stand after the money."""
    settings, around = found.plan.settings, surroundings(found, request)
    numbers = figures(found.plan, found.items, request.as_of)
    return (
        attention_section(found.items, settings, request.as_of),
        Afsnit(
            "noegletal",
            "Nøgletal",
            (Noegletal(key_figures(numbers.i_alt, len(around.new_x), til="opmaerksomhed")),),
        ),
        _progress(found, request, numbers),
        Afsnit("aendringer", since_title("Ændringer", request), _changes(found, request), kort="Ændringer"),
        Afsnit("oekonomi", "Økonomi", tuple(plan_money(numbers, found.plan.years, found.items, settings))),
        *extra,
        *(_items(found, around, name, title) for name, title in TYPER.items()),
        laesevejledning(settings),
    )


def _progress(found: Basis, request: ReportRequest, numbers: Figures) -> Afsnit:
    picture = bars(numbers)
    table = count_table(numbers, figures_then(found, request), request.since_label or "", left_out_text(found))
    return Afsnit("fremdrift", "Fremdrift", (picture, table) if picture else (table,))


def _changes(found: Basis, request: ReportRequest) -> tuple[Blok, ...]:
    groups = news_groups(found.news)
    if not groups:
        return (*reservation(request), no_news(request))
    blocks: list[Blok] = [*reservation(request), counters(groups)]
    for group in groups:
        if group.kind not in _COUNTED_ONLY:
            blocks += (Overskrift(group.ord, group.count), Liste(news_points(group.news)))
    return tuple(blocks)


def _items(found: Basis, around: Surroundings, name: Type, title: str) -> Afsnit:
    items = tuple(item for item in found.items if item.type == name)
    if not items:
        return Afsnit(name, title, (tomt("Der er ingen emner i denne del af planen."),))
    finished = sum(1 for item in items if item.emne.afsluttet)
    titel = f"{count_text(len(items), 'emne', 'emner')}, heraf {finished or 'ingen'} afsluttet (X)"
    if name != "hensigtserklaeringer":
        titel += f". Beløb i {unit_text(found.plan.settings)}"
    return Afsnit(name, title, (item_index(items, around, title, titel), *(item_block(item, around) for item in items)))

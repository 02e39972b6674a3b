"""The change since a round in words, for everybody: how much, and what happened to each item."""

from collections.abc import Iterator, Sequence
from typing import Final

from udplan.domain.plan import Plan, Plans
from udplan.pure.facts.basis import ReportRequest, basis
from udplan.pure.news.kinds import Kind, News
from udplan.pure.paper.papir import Afsnit, Blok, Liste, Noegletal, Nr, Papir, Punkt
from udplan.pure.paper.stykker import hoved, note
from udplan.pure.paper.stykker_nyheder import (
    change_figures,
    confirmed,
    news_groups,
    news_points,
    no_news,
    reservation,
    since_title,
)

_DATED: Final[tuple[Kind, ...]] = ("finished", "dropped", "moved")
"""What the dates in the files tell of where there is no earlier version to compare with."""
_COUNTED: Final[tuple[Kind, ...]] = (*_DATED, "added", "removed", "light", "money")

CONFIRMED: Final = "Status bekræftet"


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    found = basis(plan, plans, request)
    figures = change_figures(found.news, _DATED if request.only_dates else _COUNTED)
    summary: Blok = Noegletal(figures) if figures else no_news(request)
    title = f"Siden {request.since_label}" if request.since_label else "Sammenfatning"
    return Papir(
        "aendringer",
        hoved(found, request, since_title("Ændringer", request), til_moede=True),
        (
            Afsnit("sammenfatning", title, (*reservation(request), summary), kort="Sammenfatning"),
            *_sections(found.news),
        ),
        "liste",
    )


def _sections(news: Sequence[News]) -> Iterator[Afsnit]:
    """A section for each kind, and one for what was only looked at again."""
    for group in news_groups(news):
        yield Afsnit(f"sket-{group.kind}", group.ord, (Liste(news_points(group.news)),), antal=group.count)
    if again := confirmed(news):
        yield Afsnit("sket-bekraeftet", CONFIRMED, confirmed_blocks(again), antal=len(again))


def confirmed_blocks(news: Sequence[News]) -> tuple[Blok, ...]:
    """Of whom nothing is new but the day of the last update."""
    points = tuple(Punkt((Nr(each.ref.id), f" {each.titel}")) for each in news)
    return (note("Kun datoen for seneste opdatering er ny."), Liste(points, kort=True))

"""What a paper is asked for, and what it is built from: all of it as its readers may see it."""

from dataclasses import dataclass
from datetime import date

from udplan.domain.plan import Item, Plan, Plans, Ref, Round
from udplan.pure.news.kinds import News


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is asked for. No `selected` means all."""

    as_of: date
    version: str = ""
    internal: bool = False
    round: Round | None = None
    since_label: str | None = None
    news: tuple[News, ...] = ()
    selected: frozenset[Ref] | None = None
    filter_text: str = ""
    only_dates: bool = False
    """The news is from the dates in the files only, not from comparing them with what they were."""
    before: Plan | None = None
    """The plan as it was when the news begins, where that is known; as its reader may see it."""
    before_day: date | None = None
    """The day that the plan was so."""
    gone: int = 0
    """How many items were published then and are no longer in the plan, without having been dropped."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report is built from; all of it is what its readers may see."""

    plan: Plan
    plans: Plans
    items: tuple[Item, ...]
    news: tuple[News, ...]
    closed: int
    before: Plan | None = None
    """The plan as it was when the news begins, where that is known."""
    round: Round | None = None
    """The round the report is for."""


def basis(plan: Plan, plans: Plans, request: ReportRequest) -> Basis:
    """The items and news that were asked for."""
    items, news = plan.items, request.news
    if request.selected is not None:
        items = tuple(item for item in items if item.ref in request.selected)
        news = tuple(each for each in news if each.ref in request.selected)
    return Basis(plan, plans, items, news, plan.left_out, request.before, request.round)


def knows_more(found: Basis, as_of: date) -> bool:
    """Whether an item that is shown holds what was written or decided after the day."""
    days = (
        day
        for emne in (item.emne for item in found.items)
        for day in (
            emne.opdateret,
            emne.ende.dato if emne.ende else None,
        )
    )
    return any(day is not None and day > as_of for day in days)

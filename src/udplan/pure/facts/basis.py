"""What a paper is asked for, and what it is built from after all that its readers may not see has been taken away."""

from dataclasses import dataclass
from datetime import date

from udplan.domain.plan import Item, Plan, Ref, Round, Workspace
from udplan.pure.news.kinds import News
from udplan.pure.visibility import closed_refs, public, public_news, public_round


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is asked for. `news` comes from public plans unless `internal`; no `selected` means all."""

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
    """The plan as it was when the news begins, where that is known; public unless `internal`."""
    before_day: date | None = None
    """The day that the plan was so."""
    hidden: frozenset[Ref] = frozenset()
    """More items to hide from the public than the plans close themselves."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report is built from, after all that its readers may not see has been taken away."""

    plan: Plan
    workspace: Workspace
    items: tuple[Item, ...]
    news: tuple[News, ...]
    closed: int
    before: Plan | None = None
    """The plan as it was when the news begins, where that is known."""
    round: Round | None = None
    """The round the report is for; to be printed from here, since its texts may name what is closed."""


def basis(plan: Plan, workspace: Workspace, request: ReportRequest) -> Basis:
    """The plan, items and news that the report's readers may see. The one door to everything printed."""
    closed, news, round_ = 0, request.news, request.round
    if not request.internal:
        round_ = round_ and public_round(round_, workspace, request.hidden)
        news = public_news(news, closed_refs(workspace) | request.hidden)
        seen, closed = public(plan, workspace, request.hidden)
        # Titles in other plans are looked up here; what is closed there must not be found either.
        plans = tuple(seen if each is plan else public(each, workspace, request.hidden)[0] for each in workspace.plans)
        workspace = Workspace(plans)
        plan = seen
    items = plan.items
    if request.selected is not None:
        items = tuple(item for item in items if item.ref in request.selected)
        news = tuple(each for each in news if each.ref in request.selected)
    return Basis(plan, workspace, items, news, closed, request.before, round_)


def knows_more(found: Basis, as_of: date) -> bool:
    """Whether an item that is shown holds what was written or decided after the day."""
    days = (
        day
        for emne in (item.emne for item in found.items)
        for day in (
            emne.opdateret,
            emne.afsluttet.dato if emne.afsluttet else None,
            emne.udgaaet.dato if emne.udgaaet else None,
        )
    )
    return any(day is not None and day > as_of for day in days)

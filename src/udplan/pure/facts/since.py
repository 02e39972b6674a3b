"""What has changed since the status that a paper compares with: the counts then, and each item's news."""

from collections.abc import Mapping

from udplan.domain.names import Ref
from udplan.pure.facts.basis import Basis, ReportRequest
from udplan.pure.facts.figures import Figures, figures
from udplan.pure.news.kinds import News


def figures_then(found: Basis, request: ReportRequest) -> Figures | None:
    """The numbers of what the paper is about as they were then; None where that is not known."""
    if found.before is None or request.before_day is None:
        return None
    items = (item for item in found.before.items if request.selected is None or item.ref in request.selected)
    return figures(found.before, items, request.before_day)


def new_x(found: Basis) -> frozenset[Ref]:
    """The items that are finished and were not then; also those that the plan got as such, whose news tells both."""
    told = {each.ref for each in found.news if each.kind == "finished"}
    return frozenset(item.ref for item in found.items if item.emne.afsluttet and item.ref in told)


def news_by_item(found: Basis) -> Mapping[Ref, tuple[News, ...]]:
    """For each item what has happened to it; that a status was only looked at again is left out."""
    news: dict[Ref, list[News]] = {}
    for each in found.news:
        if not each.is_confirmation:
            news.setdefault(each.ref, []).append(each)
    return {ref: tuple(told) for ref, told in news.items()}

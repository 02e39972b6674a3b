"""What has changed since the status that a report compares with: the counts then, and each item's changes in short."""

from collections.abc import Iterable, Mapping
from typing import Final

from udplan.domain.names import Ref
from udplan.ground.language import words_of
from udplan.pure.news.kinds import Kind, News
from udplan.pure.report.figures import Figures, figures
from udplan.pure.report.parts import NYHEDER, Basis, ReportRequest

_IN_FULL: Final[tuple[Kind, ...]] = ("light", "phase")
"""Kinds whose sentence is short enough to stand beside the item."""

_FINISHING: Final[tuple[Kind, ...]] = ("finished", "added")


def figures_then(found: Basis, request: ReportRequest) -> Figures | None:
    """The numbers of what the report is about as they were then; None where that is not known."""
    if found.before is None or request.before_day is None:
        return None
    items = (item for item in found.before.items if request.selected is None or item.ref in request.selected)
    return figures(found.before, items, request.before_day)


def new_x(found: Basis) -> frozenset[Ref]:
    """The items that are finished and were not then; also those that the plan got as such."""
    told = {each.ref for each in found.news if each.kind in _FINISHING}
    return frozenset(item.ref for item in found.items if item.emne.afsluttet and item.ref in told)


def changes_in_short(news: Iterable[News]) -> Mapping[Ref, tuple[str, ...]]:
    """For each item what has happened to it, a word or a few for each kind of thing."""
    found: dict[Ref, dict[str, None]] = {}
    for each in news:
        if not each.is_confirmation:
            text = _capitalised(words_of("da")(each.tekst)) if each.kind in _IN_FULL else NYHEDER[each.kind]
            found.setdefault(each.ref, {})[text] = None
    return {ref: tuple(texts) for ref, texts in found.items()}


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]

"""News where there is no earlier version to compare with: from the dates that the files themselves hold."""

from collections.abc import Iterator
from datetime import date

from udplan.domain.plan import Item, Plan
from udplan.pure.news.items import carried_text, dropped_text, finished_text, moved_text
from udplan.pure.news.kinds import News


def news_since(plan: Plan, since: date, as_of: date) -> tuple[News, ...]:
    """What the files say happened after one day and no later than another."""
    return tuple(news for item in plan.items for news in _dated_news(item, since, as_of))


def _dated_news(item: Item, since: date, as_of: date) -> Iterator[News]:
    emne, ref = item.emne, item.ref
    if emne.afsluttet and since < emne.afsluttet.dato <= as_of:
        yield News(ref, emne.titel, "finished", finished_text(emne.afsluttet.dato, emne.afsluttet.grundlag))
    if emne.udgaaet and since < emne.udgaaet.dato <= as_of:
        yield News(ref, emne.titel, "dropped", dropped_text(emne.udgaaet.dato, emne.udgaaet.beslutning))
    if emne.viderefoert and since < emne.viderefoert.dato <= as_of:
        yield News(ref, emne.titel, "carried", carried_text(emne.viderefoert.dato, emne.viderefoert.til))
    moves = [move for move in emne.flytninger if since < move.dato <= as_of]
    if moves and emne.frist:
        before = sum(move.dato <= since for move in emne.fristaendringer)
        reasons = [move.aarsag for move in moves if move.aarsag]
        yield News(ref, emne.titel, "moved", moved_text(moves[0].fra, emne.frist, before, reasons))

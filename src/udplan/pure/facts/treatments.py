"""Political treatments of items, as the papers about one meeting or another list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from udplan.domain.emne import Behandling
from udplan.domain.plan import Item
from udplan.domain.settings import Settings
from udplan.ground.danish import sort_key
from udplan.pure.facts.order import days_in_order


@dataclass(frozen=True, slots=True)
class Treatment:
    """A political treatment and the item that is treated."""

    behandling: Behandling
    item: Item


def coming_treatments(
    items: Iterable[Item], settings: Settings | None, as_of: date, *, udvalg: str | None = None
) -> tuple[Treatment, ...]:
    """The treatments of items in any state, in one committee or any, by time: what is finished may await its account.

    One that has its result by the day, or whose whole time has passed, is behind us.
    """
    coming = [
        Treatment(each, item)
        for item in items
        for each in item.emne.behandling
        if not is_decided(each, as_of) and udvalg in (None, each.udvalg) and not each.hvornaar.lies_before(as_of)
    ]

    def order(placed: tuple[Treatment, date | None, int]) -> tuple[date, int, str, str]:
        each, day, span = placed
        committee = committee_name(settings, each.behandling.udvalg)
        return (day or date.max, span, sort_key(committee), sort_key(each.item.id))

    days = days_in_order(
        coming, lambda each: each.item.id, lambda each: each.behandling.hvornaar,
        lambda each: each.behandling.hvornaar.start,
    )  # fmt: skip
    return tuple(each for each, _day, _span in sorted(days, key=order))


def is_decided(treatment: Behandling, as_of: date) -> bool:
    """Whether a treatment has its result by the day; what was decided later was still to come."""
    return treatment.resultat is not None and treatment.resultat.dato <= as_of


def committee_name(settings: Settings | None, code: str) -> str:
    """A committee's name; a code that plan.yaml does not know stands for itself."""
    known = settings.udvalg.get(code) if settings else None
    return known.navn if known else code

"""Political treatments of items as the reports about one meeting or another list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from udplan.domain.plan import Item
from udplan.domain.settings import Settings
from udplan.ground.danish import sort_key
from udplan.pure.report.parts import anchor, time_text, udvalg_text


@dataclass(frozen=True, slots=True)
class Treatment:
    """A coming political treatment of an item; `anker` is empty where the report does not hold the item."""

    hvornaar: str
    udvalg: str
    nr: str
    anker: str
    titel: str
    hoerer_under: str
    """The committee that the item belongs to."""
    ansvarlig: str
    sag: str
    lukket: bool


def coming_treatments(
    items: Iterable[Item],
    shown: Iterable[Item],
    settings: Settings | None,
    as_of: date,
    *,
    udvalg: str | None = None,
) -> tuple[Treatment, ...]:
    """The treatments of live items, in one committee or any, by time; one whose whole time has passed is behind us.

    `shown` are the items that the report holds.
    """
    held = {item.ref for item in shown}
    coming = [
        (each, item)
        for item in items
        if item.emne.levende
        for each in item.emne.behandling
        if udvalg in (None, each.udvalg) and not each.hvornaar.lies_before(as_of)
    ]
    coming.sort(
        key=lambda pair: (
            *pair[0].hvornaar.sort_key,
            sort_key(udvalg_text(settings, pair[0].udvalg)),
            sort_key(pair[1].id),
        )
    )
    return tuple(
        Treatment(
            hvornaar=time_text(each.hvornaar),
            udvalg=udvalg_text(settings, each.udvalg),
            nr=item.id,
            anker=anchor(item.id) if item.ref in held else "",
            titel=item.emne.titel,
            hoerer_under=udvalg_text(settings, item.emne.udvalg),
            ansvarlig=item.emne.ansvarlig,
            sag=each.sag or "",
            lukket=item.lukket,
        )
        for each, item in coming
    )

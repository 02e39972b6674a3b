"""What of the rådighedsbeløb of capital projects is released, and what is spent: a rådighedsbeløb is no permission."""

from collections.abc import Iterable
from dataclasses import dataclass

from udplan.domain.plan import Item
from udplan.pure.facts.figures import agreed, realised


@dataclass(frozen=True, slots=True)
class Grants:
    """One or more projects over all the plan's years, in the plan's unit and sign; `forbrug` is None if unreported."""

    raadighed: int
    bevilling: int
    ikke_frigivet: int
    """Of the projects still to be carried out: what is set aside is not released for those finished or dropped."""
    ikke_frigivet_nu: int
    """The part of it that is set aside for the running year and those before it."""
    forbrug: int | None


def grants(item: Item, years: tuple[int, ...], running: int | None) -> Grants:
    """The project's own."""
    set_aside = sum(agreed(item, year) for year in years)
    until_now = sum(agreed(item, year) for year in years if running is not None and year <= running)
    granted = abs(sum(each.beloeb for each in item.emne.bevillinger))
    spent = [amount for year in years if (amount := realised(item, year)) is not None]
    live = item.emne.levende
    return Grants(
        raadighed=set_aside,
        # Where expenditure is negative some write grants as positive all the same: they are what they release.
        bevilling=granted if set_aside >= 0 else -granted,
        ikke_frigivet=_rest(set_aside, granted) if live else 0,
        ikke_frigivet_nu=_rest(until_now, granted) if live else 0,
        forbrug=sum(spent) if spent else None,
    )


def together(parts: Iterable[Grants]) -> Grants:
    """The sum of projects' grants; what one project has left over releases nothing for another."""
    parts = tuple(parts)
    spent = [part.forbrug for part in parts if part.forbrug is not None]
    return Grants(
        sum(part.raadighed for part in parts),
        sum(part.bevilling for part in parts),
        sum(part.ikke_frigivet for part in parts),
        sum(part.ikke_frigivet_nu for part in parts),
        sum(spent) if spent else None,
    )


def _rest(amount: int, granted: int) -> int:
    """What of an amount is not granted, with the amount's sign."""
    rest = max(0, abs(amount) - granted)
    return rest if amount >= 0 else -rest

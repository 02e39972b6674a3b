"""What of the rådighedsbeløb of capital projects is released, and what is spent: a rådighedsbeløb is no permission.

Expenditure only: income, as that of sold plots, is stated gross beside it and releases nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from udplan.domain.plan import Item
from udplan.domain.vocabulary import Fortegn
from udplan.pure.facts.money import gross


@dataclass(frozen=True, slots=True)
class Grants:
    """One or more projects over all the plan's years, in the plan's unit and sign; `forbrug` is None if unreported."""

    raadighed: int
    bevilling: int
    ikke_frigivet: int
    """Of the projects still to be carried out: what is set aside is not released for those that have ended."""
    ikke_frigivet_nu: int
    """The part of it that is set aside for the running year and those before it."""
    forbrug: int | None
    indtaegt: int
    """The income that was agreed."""
    ufastsat: int
    """How many amounts, each of a project and a year, are not agreed yet."""

    @property
    def ukendt(self) -> bool:
        """Whether no amount is agreed at all, so that nobody knows what is to be released."""
        return bool(self.ufastsat and not self.raadighed)


def grants(item: Item, years: Sequence[int], running: int | None, fortegn: Fortegn) -> Grants:
    """The project's own."""
    sides = gross((item,), years, fortegn)
    whole = sides.udgifter.i_alt
    until_now = sum(year.aftalt for year in sides.udgifter.years if running is not None and year.aar <= running)
    income = sides.indtaegter.i_alt.aftalt if sides.indtaegter else 0
    # What is granted to a project that only brings in is permission to sell, and none to spend.
    only_income = income != 0 and not whole.aftalt and not whole.ufastsat
    granted = 0 if only_income else abs(sum(each.beloeb for each in item.emne.bevillinger))
    live = item.emne.levende
    negative = fortegn == "udgift_negativ"
    return Grants(
        raadighed=whole.aftalt,
        # Where expenditure is negative some write grants as positive all the same: they are what they release.
        bevilling=-granted if negative else granted,
        ikke_frigivet=_rest(whole.aftalt, granted) if live else 0,
        ikke_frigivet_nu=_rest(until_now, granted) if live else 0,
        forbrug=whole.realiseret,
        indtaegt=income,
        ufastsat=whole.ufastsat,
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
        sum(part.indtaegt for part in parts),
        sum(part.ufastsat for part in parts),
    )


def _rest(amount: int, granted: int) -> int:
    """What of an amount is not granted, with the amount's sign."""
    rest = max(0, abs(amount) - granted)
    return rest if amount >= 0 else -rest

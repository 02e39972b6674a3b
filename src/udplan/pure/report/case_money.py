"""The money of a case paper: where the expected differs from the agreed, and what must be granted on top."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from udplan.domain.names import Ref
from udplan.domain.vocabulary import TYPER, Fortegn
from udplan.ground.danish import signed_text
from udplan.pure.report.figures import Figures
from udplan.pure.report.grants import extra_grant_text
from udplan.pure.report.money_tables import MoneyLine, carried_over
from udplan.pure.report.parts import Basis, count_text

_MEANING: Final[dict[Fortegn, str]] = {
    "udgift_positiv": "Plus er merudgifter, mindre besparelser eller mindre indtægter",
    "udgift_negativ": "Minus er merudgifter, mindre besparelser eller mindre indtægter",
}

_EXPECTED: Final = "Forventet er det beløb, den ansvarlige har oplyst; ellers det aftalte, og 0 for udgåede emner."


@dataclass(frozen=True, slots=True)
class CaseMoney:
    """What the plan's numbers say of money; there are no lines where the expected is the agreed."""

    tekst: str
    """The whole in a sentence, also where there is nothing to tell."""
    overskrift: str
    """What the table shows, with unit and price level."""
    aar: tuple[int, ...]
    linjer: tuple[MoneyLine, ...]
    """A part of the plan whose expected money differs in some year: expected minus agreed."""
    note: str
    bevillinger: tuple[str, ...]
    """Each tillægsbevilling with its amount and how it is financed."""


def case_money(found: Basis, numbers: Figures, newly_finished: Collection[Ref]) -> CaseMoney:
    """The money of the items shown; a tillægsbevilling counts while its item is live or newly finished."""
    settings = found.plan.settings
    lines = tuple(
        MoneyLine(TYPER[name], tuple(signed_text(year.forventet - year.aftalt) for year in money.years))
        for name, money in numbers.money.items()
        if any(year.forventet != year.aftalt for year in money.years)
    )
    grants = tuple(
        f"{item.id} {item.emne.titel}: {extra_grant_text(grant, settings)}"
        for item in found.items
        if (grant := item.emne.tillaegsbevilling) and (item.emne.levende or item.ref in newly_finished)
    )
    unit = f" i {settings.enhed}" if settings else ""
    price_level = f", {settings.prisniveau}" if settings and settings.prisniveau else ""
    meaning = f"{_MEANING[settings.fortegn]}. " if settings else ""
    return CaseMoney(
        tekst=_sentence(bool(lines), len(grants)),
        overskrift=f"Forventet minus aftalt{unit}{price_level}",
        aar=found.plan.years,
        linjer=lines,
        note=f"{meaning}{_EXPECTED} {carried_over(found.items)}".strip(),
        bevillinger=grants,
    )


def _sentence(differs: bool, grants: int) -> str:
    money = "afviger de forventede beløb fra de aftalte" if differs else "er de forventede beløb som aftalt"
    if not grants:
        return f"Ifølge planens tal {money}, og der er ingen tillægsbevillinger."
    return f"Ifølge planens tal {money}, og der er {count_text(grants, 'tillægsbevilling', 'tillægsbevillinger')}."

"""The money of a case paper: where the expected differs from the agreed, and what must be granted on top."""

from collections.abc import Collection, Iterator
from typing import Final

from udplan.domain.names import Ref
from udplan.domain.vocabulary import TYPER, Fortegn
from udplan.pure.facts.basis import Basis
from udplan.pure.facts.figures import Figures
from udplan.pure.facts.money import Money
from udplan.pure.paper.papir import Blok, Kolonne, Liste, Punkt, Raekke, Tabel, Tekst
from udplan.pure.paper.stykker import count_text, note, unit_text
from udplan.pure.paper.stykker_penge import beside_sums, expected_meaning, extra_grant_text, not_agreed, year_columns

_MEANING: Final[dict[Fortegn, str]] = {
    "udgift_positiv": "Plus er merudgifter, mindre besparelser eller mindre indtægter.",
    "udgift_negativ": "Minus er merudgifter, mindre besparelser eller mindre indtægter.",
}


def case_money(found: Basis, numbers: Figures, newly_finished: Collection[Ref]) -> Iterator[Blok]:
    """The money of the items shown, in a sentence also where there is nothing to tell.

    A tillægsbevilling counts while its item is live or newly finished.
    """
    settings = found.plan.settings
    rows = tuple(
        Raekke((title, *(year.forventet - year.aftalt for year in money.years)), "aendring")
        for title, money in _apart(numbers)
        if any(year.forventet != year.aftalt for year in money.years)
    )
    grants = [
        (item, grant)
        for item in found.items
        if item.emne.levende or item.ref in newly_finished
        for grant in item.emne.tillaegsbevillinger
    ]
    given = sum(grant.dato is not None for _item, grant in grants)
    yield Tekst((_sentence(bool(rows), given, len(grants) - given),))
    if grants:
        yield Liste(
            tuple(
                Punkt((f"{item.id} {item.emne.titel}: {extra_grant_text(grant, settings)}",)) for item, grant in grants
            )
        )
    if rows:
        title = f"Forventet minus aftalt i {unit_text(settings)}" if settings else "Forventet minus aftalt"
        columns = (Kolonne("Del af planen"), *year_columns(found.plan.years))
        yield Tabel("forventet minus aftalt", columns, rows, title)
        sign = _MEANING[settings.fortegn] if settings else ""
        told = (sign, expected_meaning(), *beside_sums(found.items, found.plan.years))
        yield note(" ".join(filter(None, told)))
    elif missing := not_agreed(found.items, found.plan.years):
        yield note(missing)


def _apart(numbers: Figures) -> Iterator[tuple[str, Money]]:
    """The money of each part of the plan, where it has income with expenditure and income apart."""
    for name, of in numbers.money.items():
        if of.indtaegter is None:
            yield TYPER[name], of.udgifter
        else:
            yield f"{TYPER[name]}, udgifter", of.udgifter
            yield f"{TYPER[name]}, indtægter", of.indtaegter


def _sentence(differs: bool, given: int, asked: int) -> str:
    money = "afviger de forventede beløb fra de aftalte" if differs else "er de forventede beløb som aftalt"
    if not given and not asked:
        return f"Ifølge planens tal {money}, og der er ingen tillægsbevillinger."
    grants = []
    if given:
        grants.append(f"er givet {count_text(given, 'tillægsbevilling', 'tillægsbevillinger')}")
    if asked:
        grants.append(f"mangler at blive givet {count_text(asked, 'tillægsbevilling', 'tillægsbevillinger')}")
    return f"Ifølge planens tal {money}, og der {' og '.join(grants)}."

"""Money in papers: of the whole plan by type, of one type's items by kind, of one item, and what the words mean.

No table adds up money of several types: serviceudgifter and anlæg are governed apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from udplan.domain.emne import Tillaegsbevilling
from udplan.domain.plan import Item
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import FORTEGN, KATEGORIER, STYRINGSOMRAADER, TYPER, VARIGHEDER, Styringsomraade
from udplan.ground.danish import EN_DASH, percent_text
from udplan.pure.facts.figures import (
    Figures,
    Money,
    TotalMoney,
    YearMoney,
    agreed,
    by_area,
    by_kind,
    expected,
    money,
    realised,
)
from udplan.pure.paper.papir import Blok, Kolonne, Raekke, Tabel, Tekst
from udplan.pure.paper.stykker import amount_text, count_text, note, tomt, unit_text

TOTAL: Final = "I alt"

_KATEGORIER: Final[Mapping[str, str]] = {str(code): label for code, label in KATEGORIER.items()}
_VARIGHEDER: Final[Mapping[str, str]] = {str(code): label for code, label in VARIGHEDER.items()}


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What a kind of items calls its figures: a råderumsforslag is realised, a capital project spends."""

    emner: str
    udgaaede: str
    """The items as they are called where they are dropped."""
    aftalt: str = "Aftalt"
    det_aftalte: str = "det aftalte"
    realiseret: str = "Realiseret"
    det_realiserede: str = "det realiserede"
    andel: str = ""
    """What the share of the agreed is called; empty where it is not told."""


ALL_WORDS: Final = MoneyWords("Emner", "emner")

_Part = YearMoney | TotalMoney
"""The money of a column."""


def plan_money(
    figures: Figures, years: tuple[int, ...], items: Iterable[Item], settings: Settings | None
) -> list[Blok]:
    """The whole plan's money by type, and within a type by styringsområde if it has several, with what it means."""
    rows: list[Raekke] = []
    for name, of_type in figures.money.items():
        if of_type.antal:
            rows += (Raekke((TYPER[name],), "gruppe"), *_lines(of_type.years, ALL_WORDS))
            areas = figures.money_by_area[name]
            if len(areas) > 1:
                for area, part in areas.items():
                    rows += (_part_row(area_text(area)), *_lines(part.years, ALL_WORDS)[:2])
    if not rows:
        return [tomt("Der er ingen emner med beløb.")]
    table = Tabel(
        "økonomi",
        (Kolonne("Beløb"), *year_columns(years)),
        tuple(rows),
        f"Aftalte, forventede og realiserede beløb i {unit_text(settings)}",
    )
    apart = "Delene lægges ikke sammen, fordi drift og anlæg styres hver for sig."
    return [table, amount_note(settings, meaning(ALL_WORDS), apart, carried_over(items))]


def money_tables(
    items: tuple[Item, ...], years: tuple[int, ...], words: MoneyWords, settings: Settings | None, first: str
) -> list[Blok]:
    """All the items with their styringsområder, then by kategori and varighed where they are of several.

    `first` is what to say before the meaning of the words; it stands under the first table only.
    """
    if not items:
        return []
    groups = [Raekke((words.emner,), "gruppe"), *_with_total(money(items, years), words)]
    areas = by_area(items)
    if len(areas) > 1:
        for area, some in areas.items():
            groups += (_part_row(area_text(area)), *_with_total(money(some, years), words))
    splits: tuple[tuple[str, Mapping[str, str], Callable[[Item], str | None]], ...] = (
        ("kategori", _KATEGORIER, lambda item: item.emne.kategori),
        ("varighed", _VARIGHEDER, lambda item: item.emne.varighed),
    )
    tables = [(f"{words.emner} i alt", groups)]
    for name, labels, kind_of in splits:
        kinds = by_kind(items, labels, kind_of)
        if len(kinds) > 1:
            rows: list[Raekke] = []
            for kind, some in kinds.items():
                label = labels[kind] if kind else f"Uden {name}"
                rows += (Raekke((label,), "gruppe"), *_with_total(money(some, years), words))
            tables.append((f"{words.emner} efter {name}", rows))
    columns = (Kolonne("Beløb"), *year_columns(years), Kolonne(TOTAL, "tal"))
    blocks: list[Blok] = []
    for title, rows in tables:
        blocks.append(Tabel(title.lower(), columns, tuple(rows), f"{title}, {unit_text(settings)}"))
        more = () if len(blocks) > 1 else (first, meaning(words), carried_over(items))
        blocks.append(amount_note(settings, *more))
    return blocks


def item_money(item: Item, columns: tuple[Kolonne, ...], years: tuple[int, ...], words: MoneyWords) -> Tabel:
    """One item's money by year: the agreed, the expected where it differs, and the realised where it is reported.

    `columns` are `item_columns`; with a share the words also ask for the years in all and what the difference is.
    """
    agreed_by_year = [agreed(item, year) for year in years]
    expected_by_year = [expected(item, year) for year in years]
    realised_by_year = [realised(item, year) for year in years]
    with_total = bool(words.andel)
    rows = [Raekke((words.aftalt, *_summed(agreed_by_year, with_total)))]
    if expected_by_year != agreed_by_year:
        rows.append(Raekke(("Forventet", *_summed(expected_by_year, with_total))))
        if with_total:
            gaps = [after - before for before, after in zip(agreed_by_year, expected_by_year, strict=True)]
            rows.append(Raekke(("Afvigelse", *_summed(gaps, with_total))))
    if any(amount is not None for amount in realised_by_year):
        rows.append(Raekke((words.realiseret, *_summed(realised_by_year, with_total))))
        if with_total:
            own = money((item,), years)
            rows.append(Raekke((words.andel, *map(share_text, own.years), share_text(own.i_alt))))
    return Tabel(f"beløb for {item.id}", columns, tuple(rows))


def _summed(amounts: Sequence[int | None], with_total: bool) -> Sequence[int | None]:
    """The amounts, and if asked for what was reported of them in all."""
    return [*amounts, sum(amount for amount in amounts if amount is not None)] if with_total else amounts


def item_columns(years: tuple[int, ...], settings: Settings | None, *, total: bool = False) -> tuple[Kolonne, ...]:
    """The columns of `item_money`: the unit stands over the words."""
    more = (Kolonne(TOTAL, "tal"),) if total else ()
    return (Kolonne(settings.enhed if settings else "Beløb"), *year_columns(years), *more)


def year_columns(years: Iterable[int]) -> tuple[Kolonne, ...]:
    """A column of amounts for each year."""
    return tuple(Kolonne(str(year), "tal") for year in years)


def amount_note(settings: Settings | None, *sentences: str) -> Tekst:
    """What the amounts of a table are, which sign they have, and what else there is to say of it."""
    basis = (f"Beløb i {unit_text(settings)}.", f"{FORTEGN[settings.fortegn]}.") if settings else ()
    return note(" ".join(filter(None, (*basis, *sentences))))


def meaning(words: MoneyWords) -> str:
    """What the lines of a table of money mean. The one place that explains them."""
    agreed = words.aftalt.lower()
    sentences = [
        expected_meaning(words),
        f"Afvigelse er forventet minus {agreed}.",
        f"{words.andel} er {words.det_realiserede} i procent af {words.det_aftalte}." if words.andel else "",
        "Tankestreg betyder, at intet er indberettet.",
    ]
    return " ".join(filter(None, sentences))


def expected_meaning(words: MoneyWords = ALL_WORDS) -> str:
    """What the expected amount is."""
    return (
        f"Forventet er det beløb, den ansvarlige har oplyst; ellers {words.det_aftalte},"
        f" og 0 for udgåede {words.udgaaede}."
    )


def share_text(part: _Part) -> str:
    """What has been realised of what was agreed, in per cent; a dash where nothing is reported or was agreed."""
    return EN_DASH if part.realiseret is None else percent_text(part.realiseret, part.aftalt)


def area_text(area: Styringsomraade | None) -> str:
    """A styringsområde as the tables name it."""
    return STYRINGSOMRAADER[area] if area else "Uden styringsområde"


def part_of(word: str) -> str:
    """The name of a part of what stands above it."""
    return f"Heraf {word.lower()}"


def carried_over(items: Iterable[Item]) -> str:
    """A note where the sums hold items that an earlier agreement brought, which this one's totals do not."""
    count = sum(1 for item in items if item.emne.viderefoert_fra and not item.emne.aftalepunkt)
    if not count:
        return ""
    return f"Tallene omfatter {count_text(count, 'emne', 'emner')} videreført fra en tidligere budgetaftale."


def extra_grant_text(grant: Tillaegsbevilling, settings: Settings | None) -> str:
    """A tillægsbevilling with its amount and financing."""
    amount = amount_text(grant.beloeb, settings)
    return f"{amount}, finansiering: {grant.finansiering}{case_text(grant.sag)}"


def case_text(sag: str | None) -> str:
    """The number of a case in brackets, to follow what it was granted by; empty where there is none."""
    return f" (sag {sag})" if sag else ""


def _part_row(word: str) -> Raekke:
    return Raekke((part_of(word),), "undergruppe")


def _lines(parts: Iterable[_Part], words: MoneyWords) -> tuple[Raekke, ...]:
    parts = tuple(parts)
    return (
        Raekke((words.aftalt, *(part.aftalt for part in parts))),
        Raekke(("Forventet", *(part.forventet for part in parts))),
        Raekke(("Afvigelse", *(part.forventet - part.aftalt for part in parts))),
        Raekke((words.realiseret, *(part.realiseret for part in parts))),
    )


def _with_total(of: Money, words: MoneyWords) -> Iterator[Raekke]:
    parts: tuple[_Part, ...] = (*of.years, of.i_alt)
    yield from _lines(parts, words)
    yield Raekke((words.andel, *map(share_text, parts)))

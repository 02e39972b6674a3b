"""Money in papers: of the whole plan by type, of one type's items by kind, of one item, and what the words mean.

No table adds up money of several types: serviceudgifter and anlæg are governed apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from udplan.domain.emne import Tillaegsbevilling
from udplan.domain.plan import Item, ref_from_text
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import (
    FORTEGN,
    KATEGORIER,
    STYRINGSOMRAADER,
    TYPER,
    VARIGHEDER,
    Fortegn,
    Styringsomraade,
)
from udplan.ground.danish import EN_DASH, date_text, number_text, percent_text
from udplan.pure.facts.figures import MONEY_TYPES, Figures, by_area, by_kind
from udplan.pure.facts.money import Gross, Money, TotalMoney, YearMoney, agreed, counted, expected, gross, realised
from udplan.pure.paper.papir import Blok, Celle, Kolonne, Raekke, Tabel, Tekst
from udplan.pure.paper.stykker import amount_text, count_text, listed, note, tomt, unit_text

TOTAL: Final = "I alt"
NOT_AGREED: Final = "ikke fastsat"
"""What stands for an amount that is not agreed yet."""

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
    andel_i_alt: bool = True
    """Whether the years together have a share: some months of saving are no share of what four years are to save."""
    forventet: str = "Forventet"
    afvigelse: str = "Afvigelse"


ALL_WORDS: Final = MoneyWords("Emner", "emner")
_INCOME: Final = MoneyWords("Emner", "emner", andel="Realiseret andel")
_INCOME_BESIDE: Final = MoneyWords(
    "Emner",
    "emner",
    aftalt="Indtægter",
    realiseret="Realiserede indtægter",
    forventet="Forventede indtægter",
    afvigelse="Afvigelse i indtægter",
    andel=_INCOME.andel,
)
"""What income is called below the expenditure that it is beside."""

_Part = YearMoney | TotalMoney
"""The money of a column."""

_Side = Literal["udgifter", "indtaegter", "netto"]
"""What of some money is told, as `Gross` names it."""


def fortegn_of(settings: Settings | None) -> Fortegn:
    """The sign of expenditure."""
    return settings.fortegn if settings else "udgift_positiv"


def plan_money(
    figures: Figures, years: tuple[int, ...], items: Iterable[Item], settings: Settings | None
) -> list[Blok]:
    """The whole plan's money by type, and within a type by styringsområde if it has several, with what it means."""
    rows: list[Raekke] = []
    for name, of_type in figures.money.items():
        if of_type.udgifter.antal:
            areas = figures.money_by_area[name]
            for side, title in sides(TYPER[name], of_type):
                rows += (Raekke((title,), "gruppe"), *_lines(_side(of_type, side).years, ALL_WORDS))
                for area, part in _parts(areas, side):
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
    items = tuple(items)
    gross_note = gross_meaning(figures.money.values())
    return [table, amount_note(settings, meaning(ALL_WORDS), apart, gross_note, *beside_sums(items, years))]


def money_tables(
    items: tuple[Item, ...], years: tuple[int, ...], words: MoneyWords, settings: Settings | None
) -> list[Blok]:
    """All the items with their styringsområder, then by kategori and varighed where they are of several.

    What the words mean and what is not in the sums stands under the first table only.
    """
    if not items:
        return []
    fortegn = fortegn_of(settings)

    def gross_of(some: Iterable[Item]) -> Gross:
        return gross(some, years, fortegn)

    whole = gross_of(items)
    areas = {area: gross_of(some) for area, some in by_area(items).items()}
    groups: list[Raekke] = []
    for side, title in sides(words.emner, whole):
        groups += (Raekke((title,), "gruppe"), *_with_total(_side(whole, side), words, side))
        for area, part in _parts(areas, side):
            groups += (_part_row(area_text(area)), *_with_total(part, words, side))
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
                of_kind = gross_of(some)
                for side, title in sides(labels[kind] if kind else f"Uden {name}", of_kind):
                    rows += (Raekke((title,), "gruppe"), *_with_total(_side(of_kind, side), words, side))
            tables.append((f"{words.emner} efter {name}", rows))
    columns = (Kolonne("Beløb"), *year_columns(years), Kolonne(TOTAL, "tal"))
    blocks: list[Blok] = []
    for title, rows in tables:
        blocks.append(Tabel(title.lower(), columns, tuple(rows), f"{title}, {unit_text(settings)}"))
        more = () if len(blocks) > 1 else (gross_meaning([whole]), meaning(words), *beside_sums(items, years))
        blocks.append(amount_note(settings, *more))
    return blocks


def sides(word: str, of: Gross) -> tuple[tuple[_Side, str], ...]:
    """What the money is told as, with a title for each: in one, or expenditure, income and net."""
    if of.indtaegter is None:
        return (("udgifter", word),)
    return (("udgifter", f"{word}, udgifter"), ("indtaegter", f"{word}, indtægter"), ("netto", f"{word}, netto"))


def _side(of: Gross, side: _Side) -> Money:
    money: Money = getattr(of, side)
    return money


def _parts(
    areas: Mapping[Styringsomraade | None, Gross], side: _Side
) -> Iterator[tuple[Styringsomraade | None, Money]]:
    """The money of each styringsområde on one side; none where there is only one, nor of what is net."""
    for area, part in areas.items() if len(areas) > 1 and side != "netto" else ():
        if getattr(part, side) is not None:
            yield area, _side(part, side)


def gross_meaning(parts: Iterable[Gross]) -> str:
    """That expenditure and income are told apart, where there is income."""
    if all(part.indtaegter is None for part in parts):
        return ""
    return "Udgifter og indtægter er bruttobeløb: de står hver for sig og er kun trukket fra hinanden under netto."


def item_money(
    item: Item, columns: tuple[Kolonne, ...], years: tuple[int, ...], words: MoneyWords, settings: Settings | None
) -> Tabel:
    """One item's money by year: the agreed, the expected where it differs, and the realised where it is reported.

    Below it stand the income beside it, what is net, and its parts. `columns` are `item_columns`; words with a share
    also ask for the years in all and what the difference is.
    """
    of = gross((item,), years, fortegn_of(settings))
    rows: list[Raekke] = []
    has_expenditure = any(
        any((year.aftalt, year.forventet, year.realiseret, year.ufastsat)) for year in of.udgifter.years
    )
    if of.indtaegter is None or has_expenditure:
        rows += _own_lines(of.udgifter, words, [expected(item, year) for year in years])
    if of.indtaegter is not None:
        income = _INCOME_BESIDE if words.andel else replace(_INCOME_BESIDE, andel="")
        rows += _own_lines(of.indtaegter, income, [year.forventet for year in of.indtaegter.years])
    if of.netto is not None and has_expenditure:
        rows.append(Raekke(("Netto", *_cells(of.netto, bool(words.andel)))))
    for part in item.emne.heraf:
        amounts = [part.beloeb.get(year, 0) for year in years]
        rows.append(Raekke((f"Heraf: {part.hvad}", *amounts, *([sum(amounts)] if words.andel else []))))
    return Tabel(f"beløb for {item.id}", columns, tuple(rows))


def _own_lines(of: Money, words: MoneyWords, expectations: list[int | None]) -> Iterator[Raekke]:
    """The lines of one item's expenditure or income.

    What is expected is told also where nothing is agreed, though no sum holds it.
    """
    with_total = bool(words.andel)
    agreed_by_year = [None if year.ufastsat else year.aftalt for year in of.years]
    expected_by_year = [
        expectation if year.ufastsat else year.forventet
        for year, expectation in zip(of.years, expectations, strict=True)
    ]
    yield Raekke((words.aftalt, *_cells(of, with_total)))
    if expected_by_year != agreed_by_year:
        known = None not in expected_by_year
        total = [of.i_alt.forventet if known and not of.i_alt.ufastsat else NOT_AGREED] if with_total else []
        cells = [NOT_AGREED if amount is None else amount for amount in expected_by_year]
        yield Raekke((words.forventet, *cells, *total))
        if with_total:
            parts: tuple[_Part, ...] = (*of.years, of.i_alt)
            gaps: list[Celle] = ["" if part.ufastsat else part.forventet - part.aftalt for part in parts]
            yield Raekke((words.afvigelse, *gaps))
    if any(year.realiseret is not None for year in of.years):
        total_realised = [of.i_alt.realiseret] if with_total else []
        yield Raekke((words.realiseret, *(year.realiseret for year in of.years), *total_realised))
        if with_total:
            yield _share_row(of, words)


def _cells(of: Money, with_total: bool) -> list[Celle]:
    """What is agreed by year, and in all; that of what is not agreed yet is not known."""
    parts: tuple[_Part, ...] = (*of.years, of.i_alt) if with_total else of.years
    return [NOT_AGREED if part.ufastsat else part.aftalt for part in parts]


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
        "Tankestreg betyder, at intet er indberettet"
        + (", eller at andelen ikke kan beregnes." if words.andel else "."),
    ]
    return " ".join(filter(None, sentences))


def expected_meaning(words: MoneyWords = ALL_WORDS) -> str:
    """What the expected amount is."""
    return (
        f"Forventet er det beløb, den ansvarlige har oplyst; ellers {words.det_aftalte},"
        f" og det realiserede for udgåede {words.udgaaede}."
    )


def share_text(part: _Part) -> str:
    """What has been realised of what was agreed, in per cent; a dash where that is not known or was nothing."""
    return EN_DASH if part.realiseret is None or part.ufastsat else percent_text(part.realiseret, part.aftalt)


def area_text(area: Styringsomraade | None) -> str:
    """A styringsområde as the tables name it."""
    return STYRINGSOMRAADER[area] if area else "Uden styringsområde"


def part_of(word: str) -> str:
    """The name of a part of what stands above it."""
    return f"Heraf {word.lower()}"


def beside_sums(items: Iterable[Item], years: tuple[int, ...]) -> tuple[str, ...]:
    """What is to be said beside sums: which amounts they hold that are not the agreement's, and which they lack."""
    items = tuple(items)
    return (_carried_over(items), not_agreed(items, years), _moved_on(items))


def _carried_over(items: tuple[Item, ...]) -> str:
    """Where the sums hold items that an earlier agreement brought, which this one's totals do not."""
    count = sum(1 for item in items if not item.emne.aftalepunkt and _is_of_earlier_plan(item))
    if not count:
        return ""
    return f"Tallene omfatter {count_text(count, 'emne', 'emner')}, der alene stammer fra en tidligere budgetaftale."


def _is_of_earlier_plan(item: Item) -> bool:
    return any(ref_from_text(text, item.plan).plan != item.plan for text in item.emne.viderefoert_fra)


def not_agreed(items: Iterable[Item], years: tuple[int, ...]) -> str:
    """Which amounts are not agreed yet and so in no sum; empty where all are."""
    told, spent = [], False
    for item in counted(items):
        unknown = [year for year in years if item.type in MONEY_TYPES and agreed(item, year) is None]
        spent = spent or any(realised(item, year) for year in unknown)
        missing = [str(year) for year in unknown]
        if missing:
            told.append(f"{item.id} ({'alle år' if len(missing) == len(years) > 1 else listed(missing)})")
    if not told:
        return ""
    besides = " Det, der er realiseret af dem, indgår." if spent else ""
    return f"Beløb, der ikke er fastsat, indgår ikke: {listed(told)}.{besides}"


def _moved_on(items: Iterable[Item]) -> str:
    """Whose amounts stand with another item of the plan; empty where there are none."""
    ids = [item.id for item in items if item.goes_on_here and item.type in MONEY_TYPES]
    if not ids:
        return ""
    return f"Beløb, der er videreført til et andet emne i planen, indgår kun med det emne: {listed(ids)} er ikke med."


def extra_grant_text(grant: Tillaegsbevilling, settings: Settings | None) -> str:
    """A tillægsbevilling with its amount, by year where it has several, its financing, and whether it is granted."""
    amount = amount_text(sum(grant.beloeb.values()), settings)
    by_year = ", ".join(f"{year}: {number_text(each)}" for year, each in sorted(grant.beloeb.items()))
    years = f"i {next(iter(grant.beloeb))}" if len(grant.beloeb) == 1 else f"({by_year})"
    given = f"givet {date_text(grant.dato)}" if grant.dato else "ikke givet endnu"
    return f"{amount} {years}, {given}, finansiering: {grant.finansiering}{case_text(grant.sag)}"


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


def _with_total(of: Money, words: MoneyWords, side: _Side) -> Iterator[Raekke]:
    parts: tuple[_Part, ...] = (*of.years, of.i_alt)
    if side == "udgifter":
        yield from _lines(parts, words)
        yield _share_row(of, words)
    else:
        yield from _lines(parts, _INCOME)
        if side == "indtaegter":
            yield _share_row(of, _INCOME)


def _share_row(of: Money, words: MoneyWords) -> Raekke:
    return Raekke((words.andel, *map(share_text, of.years), share_text(of.i_alt) if words.andel_i_alt else ""))

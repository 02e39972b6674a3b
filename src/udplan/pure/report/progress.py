"""The tables of numbers in a report: progress with its picture, and money by type and year."""

from dataclasses import dataclass
from typing import Final

from udplan.domain.plan import Item
from udplan.domain.vocabulary import STYRINGSOMRAADER, TILSTANDE, TRAFIKLYS, TYPER, Tilstand, Type
from udplan.ground.danish import number_text, percent_text
from udplan.pure.report.figures import Counts, Figures, Money
from udplan.pure.report.parts import NOT_REPORTED, count_text

_NARROWEST: Final = 40
"""A segment below 4 per cent of the bar has no room for its number."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number of the band at the top, with its word and what it is out of."""

    tal: str
    ord: str
    note: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row of the table of counts; the cells stand in the order of `COUNT_COLUMNS`."""

    ord: str
    celler: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: places and widths are in thousandths of the whole bar."""

    tilstand: Tilstand
    ord: str
    antal: int
    fra: str
    bredde: str
    midte: str
    tal: str
    """The number to print on it; empty where there is no room."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One type's items by state, in words as well."""

    ord: str
    antal: str
    segmenter: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """`Aftalt`, `Forventet` … with a cell for each year."""

    ord: str
    celler: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoneyGroup:
    """A type's money, or that of a styringsområde within the type."""

    ord: str
    underopdelt: bool
    linjer: tuple[MoneyLine, ...]


COUNT_COLUMNS: Final = (
    "I alt",
    *("Afsluttet (X)" if kode == "afsluttet" else word for kode, word in TILSTANDE.items()),
    *TRAFIKLYS.values(),
    "Frist over\u00adskredet",
    "Ikke opda\u00adteret",
)


def key_figures(counts: Counts) -> tuple[KeyFigure, ...]:
    """The band at the top."""
    live = f"af {count_text(counts.levende, 'åbent emne', 'åbne emner')}"
    return (
        KeyFigure(number_text(counts.antal), "Emner i alt", f"{number_text(counts.levende)} er åbne"),
        KeyFigure(
            number_text(counts.afsluttet),
            "Afsluttet (X)",
            f"{percent_text(counts.afsluttet, counts.antal)} af emnerne" if counts.antal else "",
        ),
        KeyFigure(number_text(counts.trafiklys["roed"]), "Rødt lys", live),
        KeyFigure(number_text(counts.trafiklys["gul"]), "Gult lys", live),
        KeyFigure(number_text(counts.overskredet), "Frist overskredet", live),
        KeyFigure(number_text(counts.foraeldet), "Ikke opdateret", live),
    )


def count_rows(figures: Figures) -> tuple[CountRow, ...]:
    """The counts by type; the last row is all of them."""
    named = [(TYPER[name], counts) for name, counts in figures.by_type.items()]
    return tuple(_count_row(word, counts) for word, counts in (*named, ("I alt", figures.i_alt)))


def _count_row(word: str, counts: Counts) -> CountRow:
    numbers = (
        counts.antal,
        *counts.tilstande.values(),
        *counts.trafiklys.values(),
        counts.overskredet,
        counts.foraeldet,
    )
    return CountRow(word, tuple(map(number_text, numbers)))


def bars(figures: Figures) -> tuple[Bar, ...]:
    """The picture of the progress: a bar for each type that has items."""
    return tuple(_bar(TYPER[name], counts) for name, counts in figures.by_type.items() if counts.antal)


def _bar(word: str, counts: Counts) -> Bar:
    segments = []
    before = 0
    for tilstand, antal in counts.tilstande.items():
        if antal:
            start, end = 1000 * before // counts.antal, 1000 * (before + antal) // counts.antal
            room = end - start >= _NARROWEST * len(str(antal))
            segments.append(
                Segment(
                    tilstand, TILSTANDE[tilstand], antal,
                    _percent(start), _percent(end - start), _percent((start + end) // 2),
                    number_text(antal) if room else "",
                )
            )  # fmt: skip
            before += antal
    return Bar(word, count_text(counts.antal, "emne", "emner"), tuple(segments))


def _percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"


def money_groups(figures: Figures) -> tuple[MoneyGroup, ...]:
    """The money by type, and within a type by styringsområde where it has several."""
    groups = []
    for name, money in figures.money.items():
        if money.antal:
            groups.append(MoneyGroup(TYPER[name], False, _lines(money)))
            areas = figures.money_by_area[name]
            if len(areas) > 1:
                groups += [
                    MoneyGroup(STYRINGSOMRAADER[area] if area else "Uden styringsområde", True, _lines(part)[:2])
                    for area, part in areas.items()
                ]
    return tuple(groups)


def _lines(money: Money) -> tuple[MoneyLine, ...]:
    return (
        MoneyLine("Aftalt", tuple(number_text(year.aftalt) for year in money.years)),
        MoneyLine("Forventet", tuple(number_text(year.forventet) for year in money.years)),
        MoneyLine("Afvigelse", tuple(number_text(year.forventet - year.aftalt) for year in money.years)),
        MoneyLine(
            "Realiseret",
            tuple(NOT_REPORTED if year.realiseret is None else number_text(year.realiseret) for year in money.years),
        ),
    )


def carried_over(items: tuple[Item, ...]) -> str:
    """A note where the sums hold items that an earlier agreement brought, which this one's totals do not."""
    count = sum(1 for item in items if item.emne.viderefoert_fra and not item.emne.aftalepunkt)
    if not count:
        return ""
    return f"Tallene omfatter {count_text(count, 'emne', 'emner')} videreført fra en tidligere budgetaftale."


def has_money(item_type: Type) -> bool:
    """Whether items of the type have amounts: a hensigtserklæring has none."""
    return item_type != "hensigtserklaeringer"

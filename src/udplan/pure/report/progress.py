"""The numbers of a report that count items: the band at the top, the table of progress and its picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from udplan.domain.vocabulary import TILSTANDE, TRAFIKLYS, TYPER, Tilstand
from udplan.ground.danish import number_text, percent_text, signed_text
from udplan.pure.report.figures import Counts, Figures
from udplan.pure.report.parts import count_text

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
    """A row of the table of counts; the cells stand in the order of `COUNT_COLUMNS`.

    `slags` says what it counts: a part of the plan (`del`), all of it now (`sum`) or then (`foer`), or the change
    between the two (`aendring`).
    """

    ord: str
    celler: tuple[str, ...]
    slags: Literal["del", "sum", "foer", "aendring"] = "del"


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


COUNT_COLUMNS: Final = (
    "I alt",
    *("Afsluttet (X)" if kode == "afsluttet" else word for kode, word in TILSTANDE.items()),
    *TRAFIKLYS.values(),
    "Frist over\u00adskredet",
    "Ikke opda\u00adteret",
)


def key_figures(counts: Counts, new_x: int = 0) -> tuple[KeyFigure, ...]:
    """The band at the top; `new_x` items have got their X since the status compared with."""
    live = f"af {count_text(counts.levende, 'uafsluttet emne', 'uafsluttede emner')}"
    return (
        KeyFigure(number_text(counts.antal), "Emner i alt", f"{number_text(counts.levende)} er uafsluttede"),
        KeyFigure(
            number_text(counts.afsluttet),
            "Afsluttet (X)",
            _finished_note(counts, new_x),
        ),
        KeyFigure(number_text(counts.trafiklys["roed"]), "Rødt lys", live),
        KeyFigure(number_text(counts.trafiklys["gul"]), "Gult lys", live),
        KeyFigure(number_text(counts.overskredet), "Frist overskredet", live),
        KeyFigure(number_text(counts.foraeldet), "Ikke opdateret", live),
    )


def _finished_note(counts: Counts, new_x: int) -> str:
    share = f"{percent_text(counts.afsluttet, counts.antal)} af emnerne" if counts.antal else ""
    return f"{share}, {count_text(new_x, 'ny', 'nye')} siden sidst" if new_x else share


def count_rows(now: Figures, then: Figures | None = None) -> tuple[CountRow, ...]:
    """The counts by type and in all; with `then` also what there was in all then, and the change."""
    rows = [CountRow(TYPER[name], _texts(_numbers(counts))) for name, counts in now.by_type.items()]
    in_all = _numbers(now.i_alt)
    rows.append(CountRow("I alt", _texts(in_all), "sum"))
    if then is not None:
        before = _numbers(then.i_alt)
        changes = (number - earlier for number, earlier in zip(in_all, before, strict=True))
        rows.append(CountRow("Før", _texts(before), "foer"))
        rows.append(CountRow("Ændring", tuple(map(signed_text, changes)), "aendring"))
    return tuple(rows)


def _numbers(counts: Counts) -> tuple[int, ...]:
    lights = counts.trafiklys.values()
    return (counts.antal, *counts.tilstande.values(), *lights, counts.overskredet, counts.foraeldet)


def _texts(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(map(number_text, numbers))


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

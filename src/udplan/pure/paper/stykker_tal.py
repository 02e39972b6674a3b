"""The numbers of a paper that counts items: the band at the top, the table of progress and its picture."""

from collections.abc import Callable, Iterable
from typing import Final

from udplan.domain.vocabulary import TILSTANDE, TRAFIKLYS, TYPER
from udplan.ground.danish import number_text, percent_text
from udplan.pure.facts.figures import Counts, Figures
from udplan.pure.paper.papir import (
    Bjaelke,
    Bjaelkedel,
    Bjaelker,
    Kolonne,
    Noegle,
    Raekke,
    Raekkeslags,
    Tabel,
)
from udplan.pure.paper.stykker import count_text, sentence

COUNTED: Final[tuple[str, ...]] = (
    "I alt",
    *("Afsluttet (X)" if code == "afsluttet" else word for code, word in TILSTANDE.items()),
    *TRAFIKLYS.values(),
    "Frist overskredet",
    "Ikke opdateret",
)
"""What is counted, in the order of `numbers`."""

OF_LIVE: Final = "Trafiklys, overskredne frister og manglende opdatering gælder uafsluttede emner."


def key_figures(counts: Counts, new_x: int = 0, *, til: str = "") -> tuple[Noegle, ...]:
    """The band at the top; `new_x` items have got their X since the status compared with.

    `til` is the section that names what needs attention, where the paper has it.
    """
    number = number_text(counts.levende) if counts.levende else "ingen"
    open_text = f"{number} er {'uafsluttet' if counts.levende == 1 else 'uafsluttede'}"
    live = f"af {count_text(counts.levende, 'uafsluttet emne', 'uafsluttede emner')}" if counts.levende else ""
    return (
        Noegle(counts.antal, "Emner i alt", open_text),
        Noegle(counts.afsluttet, "Afsluttet (X)", _finished_note(counts, new_x)),
        Noegle(counts.trafiklys["roed"], "Rødt lys", live, til),
        Noegle(counts.trafiklys["gul"], "Gult lys", live),
        Noegle(counts.overskredet, "Frist overskredet", live, til),
        Noegle(counts.foraeldet, "Ikke opdateret", live, til),
    )


def _finished_note(counts: Counts, new_x: int) -> str:
    if not counts.af:
        return ""
    share = f"{percent_text(counts.afsluttet, counts.af)} af {of_what(counts)}"
    return f"{share}; {count_text(new_x, 'ny', 'nye')} siden sidst" if new_x else share


def of_what(counts: Counts) -> str:
    """What the share of the finished is of: all items but those that have left the plan without their X."""
    words = [TILSTANDE[state].lower() for state in counts.udeladt]
    if not words:
        return count_text(counts.af, "emne", "emner")
    return f"{count_text(counts.af, 'emne', 'emner')}, der ikke er {' eller '.join(words)}"


def count_table(now: Figures, then: Figures | None = None, siden: str = "", left_out: str = "") -> Tabel:
    """The counts by type and in all; with `then` also what there was in all then, and the change.

    `left_out` is the sentence that says what is not counted.
    """
    rows = [Raekke((TYPER[name], *numbers(counts))) for name, counts in now.by_type.items()]
    in_all = numbers(now.i_alt)
    rows.append(Raekke(("I alt", *in_all), "sum"))
    titel = f"Antal emner efter tilstand. {OF_LIVE}"
    if then is not None:
        before = numbers(then.i_alt)
        rows.append(Raekke(("Før", *before), "foer"))
        changes = (number - earlier for number, earlier in zip(in_all, before, strict=True))
        rows.append(Raekke(("Ændring", *changes), "aendring"))
        titel += f" Før er {sentence(siden)}"
    titel = " ".join(filter(None, (titel, left_out)))
    return Tabel("antal emner", (Kolonne("Del af planen"), *_counted(COUNTED)), tuple(rows), titel)


def responsible_table(of_name: dict[str, Counts], total: Counts) -> Tabel:
    """What each responsible has left: most overdue first, then most items; the last row is all of it."""
    columns: tuple[tuple[str, Callable[[Counts], int]], ...] = (
        ("Uafsluttede emner", lambda counts: counts.antal),
        ("Frist overskredet", lambda counts: counts.overskredet),
        ("Rødt lys", lambda counts: counts.trafiklys["roed"]),
        ("Gult lys", lambda counts: counts.trafiklys["gul"]),
        ("Ikke opdateret", lambda counts: counts.foraeldet),
    )

    def row(name: str, counts: Counts, slags: Raekkeslags = "linje") -> Raekke:
        return Raekke((name, *(count(counts) for _word, count in columns)), slags)

    return Tabel(
        "uafsluttede emner efter ansvarlig",
        (Kolonne("Ansvarlig"), *_counted(word for word, _count in columns)),
        (*(row(name, counts) for name, counts in of_name.items()), row("I alt", total, "sum")),
        "Uafsluttede emner efter ansvarlig, flest overskredne frister først",
    )


def _counted(words: Iterable[str]) -> tuple[Kolonne, ...]:
    return tuple(Kolonne(word, "antal") for word in words)


def numbers(counts: Counts) -> tuple[int, ...]:
    """The counts in the order of `COUNTED`."""
    lights = counts.trafiklys.values()
    return (counts.antal, *counts.tilstande.values(), *lights, counts.overskredet, counts.foraeldet)


def bars(figures: Figures) -> Bjaelker | None:
    """The picture of the progress: a bar for each type that has items; None of a plan without any."""
    bars = tuple(
        Bjaelke(
            TYPER[name],
            count_text(counts.antal, "emne", "emner"),
            tuple(Bjaelkedel(state, TILSTANDE[state], number) for state, number in counts.tilstande.items() if number),
        )
        for name, counts in figures.by_type.items()
        if counts.antal
    )
    return Bjaelker("Emnernes tilstand i hver del af planen", bars) if bars else None

"""Reading a paper of blocks in tests: its sections, tables and items as plain words."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from udplan.ground.danish import EN_DASH, date_text, number_text, signed_text
from udplan.ground.language import words_of
from udplan.pure.paper.papir import (
    Afsnit,
    Celle,
    Emneblok,
    Flag,
    Indhold,
    Linje,
    Liste,
    Lys,
    Markdown,
    Noegletal,
    Nr,
    Oplysninger,
    Overskrift,
    Papir,
    Rettet,
    Staerk,
    Stump,
    Svag,
    Tabel,
    Tekst,
)

Block = TypeVar("Block")

danish = words_of("da")


def words(line: Linje | Stump) -> str:
    """A line as it reads."""
    if isinstance(line, tuple):
        return "".join(map(words, line)).strip()
    if isinstance(line, Staerk | Svag | Flag):
        return danish(line.tekst)
    if isinstance(line, Nr):
        return danish(line.nr)
    if isinstance(line, Lys):
        return danish(line.ord)
    if isinstance(line, Rettet):
        return " ".join(piece.tekst for piece in line.stykker)
    return danish(line)


def cell(found: Celle, signed: bool = False) -> str:
    """A cell as it reads; its lines with ` / ` between them."""
    if isinstance(found, Indhold):
        return " / ".join(danish(line.tekst) if isinstance(line, Markdown) else words(line) for line in found.linjer)
    if isinstance(found, int):
        return signed_text(found) if signed else number_text(found)
    if isinstance(found, date):
        return date_text(found)
    return EN_DASH if found is None else words(found)


def cells(table: Tabel) -> list[tuple[str, ...]]:
    """The rows of a table as they read."""
    return [tuple(cell(each, row.slags == "aendring") for each in row.celler) for row in table.raekker]


def column(table: Tabel, name: str) -> list[str]:
    """What stands under a heading."""
    place = [each.ord for each in table.kolonner].index(name)
    return [row[place] for row in cells(table)]


def groups(table: Tabel) -> dict[str, dict[str, tuple[str, ...]]]:
    """The lines of a table under the names of their groups."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    name = ""
    for row, texts in zip(table.raekker, cells(table), strict=True):
        if row.slags in ("gruppe", "undergruppe"):
            name = texts[0]
            found[name] = {}
        else:
            found[name][texts[0]] = texts[1:]
    return found


def section(paper: Papir, name: str) -> Afsnit:
    """A section by name."""
    return paper.afsnit_ved_navn(name)


def blocks(place: Papir | Afsnit, kind: type[Block]) -> list[Block]:
    """The blocks of a kind."""
    sections = place.afsnit if isinstance(place, Papir) else (place,)
    return [each for found in sections for each in found.blokke if isinstance(each, kind)]


def table(place: Papir | Afsnit, number: int = 0) -> Tabel:
    """A table by its place."""
    return blocks(place, Tabel)[number]


def texts(place: Papir | Afsnit) -> list[str]:
    """The paragraphs."""
    return [words(each.linje) for each in blocks(place, Tekst)]


def points(place: Papir | Afsnit) -> list[str]:
    """The points of the lists, with what stands under each after ` / `."""
    return [
        " / ".join(map(words, (each.linje, *each.under))) for found in blocks(place, Liste) for each in found.punkter
    ]


def headings(place: Papir | Afsnit) -> list[tuple[str, int | None]]:
    """The headings inside sections, with what stands beside each."""
    return [(danish(each.tekst), each.antal) for each in blocks(place, Overskrift)]


def figures(paper: Papir) -> dict[str, str]:
    """The numbers of the bands, by their words."""
    return {
        danish(each.ord): number_text(each.tal) if isinstance(each.tal, int) else danish(each.tal)
        for band in blocks(paper, Noegletal)
        for each in band.tal
    }


def item(paper: Papir, item_id: str) -> Emneblok:
    """The block of an item."""
    return next(each for each in blocks(paper, Emneblok) if each.nr == item_id)


def shown(place: Papir | Afsnit) -> list[str]:
    """The items that have blocks, in order."""
    return [danish(each.nr) for each in blocks(place, Emneblok)]


def facts(block: Emneblok) -> dict[str, list[str]]:
    """What else is told of an item, by what it is called."""
    return {
        words(pair.ord): [words(line) for line in pair.linjer]
        for found in block.blokke
        if isinstance(found, Oplysninger)
        for pair in found.par
    }


def money(block: Emneblok) -> dict[str, tuple[str, ...]]:
    """The lines of an item's money."""
    return {row[0]: row[1:] for found in block.blokke if isinstance(found, Tabel) for row in cells(found)}


def texts_beside(block: Emneblok) -> dict[str, list[str]]:
    """An item's texts by their headings."""
    return {
        danish(each.titel): [
            words(part.linje) if isinstance(part, Tekst) else danish(part.tekst)
            for part in each.blokke
            if isinstance(part, Tekst | Markdown)
        ]
        for each in block.spalter
    }  # fmt: skip


def leaves(value: Any) -> Iterator[Any]:
    """Every text, number and day of a paper, and every mark of a text that is Markdown."""
    if isinstance(value, tuple):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, Markdown):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from leaves(getattr(value, each.name))
    elif value is not None:
        yield value

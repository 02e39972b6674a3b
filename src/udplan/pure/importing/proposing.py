"""A mapping proposed for a file: what its headings and words most likely mean, and what only people can decide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from udplan.domain.vocabulary import Enhed
from udplan.ground.danish import fold
from udplan.pure.importing.amounts import decimal_mark, unit_named, unit_said
from udplan.pure.importing.blocks import Block, Column, blocks_of
from udplan.pure.importing.cells import Cell, Row, Tables
from udplan.pure.importing.fields import time_of
from udplan.pure.importing.headings import NR, PLAIN_TEXTS, TEXT, is_target, target_of
from udplan.pure.importing.lines import is_money, titles_in
from udplan.pure.importing.mapping import IF_EMPTY, UNDECIDED, Mapped, Money
from udplan.pure.importing.reading import reading_of
from udplan.pure.importing.words import CODED, LISTS, Known, code_of, likely_code, section_of, truth_of

_MISSING: Final = "(mangler)"
_PLACEHOLDERS: Final = {
    "ansvarlig": _MISSING,
    "proces": _MISSING,
    "status": _MISSING,
    "fase": "i_gang",
    "grundlag": "Markeret som afsluttet i tabellen",
}
_MANY: Final = 0.5
"""Of the words in a column, more than this must be known for it to be a column of codes."""
_NEARLY_ALL: Final = 0.8
_MOST_WORDS: Final = 60
_LONGEST_TITLE: Final = 80


def proposed(tables: Tables, known: Known, today: date) -> Mapped:
    """The mapping that a file most likely needs."""
    blocks = [block for sheet in tables.sheets for block in blocks_of(sheet)]
    columns = _columns(blocks, known)
    mapping = Mapped(
        columns,
        sections=_sections(tables, blocks, columns, known),
        money=_money(tables, blocks, columns, known),
        numbers="fra_filen" if _has_numbers(blocks, columns) else "nye",
        day=today,
    )
    mapping = replace(mapping, words=_words(blocks, mapping, known))
    lacking = _lacking(tables, mapping, known, today)
    mapping = replace(mapping, if_empty={key: _PLACEHOLDERS.get(key, UNDECIDED) for key in lacking})
    # What stands in place of a state may need a light, and a status, which nothing said before.
    more = {key: _PLACEHOLDERS.get(key, UNDECIDED) for key in _lacking(tables, mapping, known, today)}
    if_empty: dict[str, str] = {
        key: {**more, **mapping.if_empty}[key] for key in IF_EMPTY if key in {**more, **mapping.if_empty}
    }
    return replace(mapping, if_empty=if_empty)


def _lacking(tables: Tables, mapping: Mapped, known: Known, today: date) -> set[str]:
    drafts = reading_of(tables, mapping, known, today).drafts
    return {key for draft in drafts for key in draft.lacking if key in IF_EMPTY}


# the columns


def _columns(blocks: Sequence[Block], known: Known) -> dict[str, str]:
    """What every heading of the file is."""
    columns: dict[str, str] = {}
    for block in blocks:
        here = {
            column.heading: columns.get(column.heading) or _target(column, block, known) for column in block.columns
        }
        _one_of_each(here, columns)
        if block.columns and "titel" not in here.values():
            _give_title(here, block)
        columns |= here
    return columns


def _target(column: Column, block: Block, known: Known) -> str:
    cells = _cells_of(column, block)
    lines = [column.heading, *(cell.line for cell in reversed(column.cells))]
    target = next((target for line in lines if (target := target_of(line)) is not None), TEXT)
    if is_money(target):
        return target if is_target(target, known.years) else TEXT
    if target == "status":
        return _kind_of_status(cells, known)
    if target in ("fase", "trafiklys") and _share(target, cells, known) < _MANY:
        return _kind_of_status(cells, known) if target == "fase" else TEXT
    if target in LISTS and not known.codes_for(target):
        return TEXT
    if target == "afsluttet" and not any(_says_finished(cell) for cell in cells):
        # `Forventet` is sometimes left out of such a heading; texts alone are no X.
        return TEXT if cells else target
    if target == "omraade" and _share("udvalg", cells, known) > _MANY:
        return "udvalg"
    return target


def _kind_of_status(cells: Sequence[Cell], known: Known) -> str:
    """Whether a column called status holds states, lights or texts."""
    for key in ("trafiklys", "fase"):
        if _share(key, cells, known) >= _NEARLY_ALL:
            return key
    return "status"


def _says_finished(cell: Cell) -> bool:
    return truth_of(cell.line) is not None or time_of(cell) is not None or fold(cell.line) == "afsluttet"


def _share(key: str, cells: Sequence[Cell], known: Known) -> float:
    words = [cell.line for cell in cells]
    return sum(code_of(key, word, known) is not None for word in words) / len(words) if words else 0.0


def _one_of_each(here: dict[str, str], columns: Mapping[str, str]) -> None:
    """What an item has one of, it has from one column; the others are more text."""
    seen: set[str] = set()
    for heading, target in here.items():
        if target in seen and target not in (TEXT, *PLAIN_TEXTS) and heading not in columns:
            here[heading] = TEXT
        seen.add(target)


def _give_title(here: dict[str, str], block: Block) -> None:
    """The title of a table whose headings name none: its description, else the first column of texts."""
    of_text = [
        column.heading
        for column in block.columns
        if here[column.heading] == TEXT and any(isinstance(cell.value, str) for cell in _cells_of(column, block))
    ]
    described = [heading for heading, target in here.items() if target == "beskrivelse"]
    for heading in [*described, *of_text][:1]:
        here[heading] = "titel"


def _cells_of(column: Column, block: Block) -> list[Cell]:
    """The cells of a column that stand in rows with others."""
    cells = [row.cells[column.number] for row in block.rows if column.number in row.cells and len(row.distinct) > 1]
    return list(dict.fromkeys(cells))


def _has_numbers(blocks: Sequence[Block], columns: Mapping[str, str]) -> bool:
    cells = [
        cell for block in blocks for column in block.columns if columns[column.heading] == NR
        for cell in _cells_of(column, block)
    ]  # fmt: skip
    names = [cell.line.replace(" ", "").upper() for cell in cells]
    return any(name[:1] in "DRAH" and name[1:].isdecimal() and len(name) == 4 for name in names)


# the words


def _words(blocks: Sequence[Block], mapping: Mapped, known: Known) -> dict[str, dict[str, str]]:
    """For each key of codes, the words of the file that do not say their code themselves."""
    words: dict[str, dict[str, str]] = {}
    for block in blocks:
        for column in block.columns:
            key = mapping.columns[column.heading]
            if key not in CODED:
                continue
            for word in _each_word(key, _cells_of(column, block)):
                if len(words.setdefault(key, {})) < _MOST_WORDS:
                    words[key][word] = code_of(key, word, known) or likely_code(key, word, known) or UNDECIDED
    return {key: codes for key, codes in words.items() if codes}


def _each_word(key: str, cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        if key in LISTS:
            yield from (
                word.strip() for word in cell.text.replace(";", ",").replace("\n", ",").split(",") if word.strip()
            )
        else:
            yield cell.line


# the titles above rows


def _sections(
    tables: Tables, blocks: Sequence[Block], columns: Mapping[str, str], known: Known
) -> dict[str, Mapping[str, str]]:
    sections: dict[str, Mapping[str, str]] = {}
    for sheet in tables.sheets:
        if said := section_of(sheet.name, known):
            sections[sheet.name] = said
    for block in blocks:
        places = _places_of_titles(block, columns)
        for cell, row in titles_in(block.rows, places):
            said = section_of(cell.line, known)
            if said is not None:
                sections[cell.line] = said
            elif block.columns and len(cell.line) <= _LONGEST_TITLE and _stands_above(row, block):
                sections[cell.line] = {}
        for row in block.rows:
            label, *amounts = row.distinct
            if amounts and all(is_money(columns.get(_heading(block, cell), TEXT)) for cell in amounts):
                said = section_of(label.line, known) if isinstance(label.value, str) else None
                if said is not None:
                    sections[label.line] = said
    return sections


def _heading(block: Block, cell: Cell) -> str:
    return next((column.heading for column in block.columns if column.number == cell.column), "")


def _places_of_titles(block: Block, columns: Mapping[str, str]) -> list[int]:
    if not block.columns:
        return [1]
    titles = [column.number for column in block.columns if columns[column.heading] in ("titel", NR)]
    return [block.columns[0].number, *titles]


def _stands_above(row: Row, block: Block) -> bool:
    """Whether rows of several cells follow this one."""
    place = block.rows.index(row)
    return any(len(later.distinct) > 1 for later in block.rows[place + 1 : place + 3])


# the money


def _money(tables: Tables, blocks: Sequence[Block], columns: Mapping[str, str], known: Known) -> Money:
    amounts = [
        cell for block in blocks for column in block.columns if is_money(columns[column.heading])
        for cell in _cells_of(column, block)
    ]  # fmt: skip
    mark = decimal_mark(cell.value for cell in amounts if isinstance(cell.value, str))
    return Money(_unit(tables, blocks, columns) or known.unit, mark)


def _unit(tables: Tables, blocks: Sequence[Block], columns: Mapping[str, str]) -> Enhed | None:
    """The unit that a line beside a table says, else a heading of amounts; where another says its own, that holds."""
    for block in blocks:
        for row in block.rows:
            if len(row.distinct) == 1 and (unit := unit_said(row.distinct[0].line)):
                return unit
    for block in blocks:
        for column in block.columns:
            if is_money(columns[column.heading]) and (unit := unit_named(column.heading)):
                return unit
    return next((unit for sheet in tables.sheets if (unit := unit_named(sheet.name))), None)

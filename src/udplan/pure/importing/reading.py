"""A whole file read by a mapping: the items it holds, each cell that was not understood, and its sums proved."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from udplan.domain.vocabulary import ENHED, Enhed
from udplan.ground.message import Message, Text, _
from udplan.pure.importing.amounts import unit_named, unit_said
from udplan.pure.importing.blocks import Block, blocks_of
from udplan.pure.importing.cells import Cell, Tables
from udplan.pure.importing.drafts import Draft, Making, Taken, Unplaced
from udplan.pure.importing.fields import Reader
from udplan.pure.importing.headings import TEXT
from udplan.pure.importing.lines import Line, is_money, lines_of
from udplan.pure.importing.mapping import SECTION_KEYS, Mapped
from udplan.pure.importing.sums import Proof, SumLine, proofs
from udplan.pure.importing.words import Known


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps an item from being written."""

    draft: Draft
    message: Text


@dataclass(frozen=True)
class Reading:
    """What was made of a file. Every cell that is not empty is in one of these."""

    file: str
    drafts: tuple[Draft, ...]
    unplaced: tuple[Unplaced, ...]
    taken: Mapping[Taken, int]
    """Words that were taken to mean something else, and how often."""
    proofs: tuple[Proof, ...]
    headings: Mapping[str, str]
    """Every heading and what its column is."""
    frame: tuple[Cell, ...]
    """What the tables are held together by: headings, titles that say something, labels of sums, named units."""


def reading_of(tables: Tables, mapping: Mapped, known: Known, today: date) -> Reading:
    """Read a file by a mapping, for a plan."""
    return _Walk(mapping, known, Reader(mapping, known, mapping.day or today)).through(tables)


@dataclass
class _Walk:
    """One way through the rows of a file, from above."""

    mapping: Mapped
    known: Known
    reader: Reader
    drafts: list[Draft] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    frame: dict[Cell, None] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    sums: list[SumLine] = field(default_factory=list)
    titles: list[SumLine] = field(default_factory=list)
    making: Making | None = None
    section: dict[str, str] = field(default_factory=dict)
    unit: Enhed = ENHED
    sheet_from: int = 0
    title_from: int = 0
    part_from: int = 0

    def through(self, tables: Tables) -> Reading:
        for sheet in tables.sheets:
            self.section = dict(self.mapping.section(sheet.name) or {})
            self.unit = unit_named(sheet.name) or self.mapping.money.enhed
            self.sheet_from = self.title_from = self.part_from = len(self.drafts)
            for block in blocks_of(sheet):
                self._block(block)
            self._finish()
        self.unplaced += [Unplaced(cell, _("a comment beside the cell")) for cell in tables.comments]
        held = tuple(proofs(self.sums, self.titles, self.drafts, self.mapping.money, self.known))
        return Reading(
            tables.file, tuple(self.drafts), tuple(self.unplaced), Counter(self.taken), held, self.headings,
            tuple(self.frame),
        )  # fmt: skip

    def _block(self, block: Block) -> None:
        names = {column.number: column.heading for column in block.columns}
        for column in block.columns:
            self.headings[column.heading] = self.mapping.target(column.heading) or TEXT
            self.frame |= dict.fromkeys(column.cells)
        for line in lines_of(block, self.mapping):
            if line.kind != "more":
                self._finish()
            if line.kind == "title":
                self._title(line)
            elif line.kind == "sum":
                self._sum(line)
            elif line.kind == "loose":
                self._loose(line)
            else:
                self._cells(line, names)

    def _cells(self, line: Line, names: Mapping[int, str]) -> None:
        if line.kind == "item":
            first = line.row.distinct[0]
            self.making = Making(
                Draft(len(self.drafts), first, dict(self.section)), self.reader, self.unplaced, self.taken
            )
        assert self.making is not None
        for cell in line.row.distinct:
            # What is merged over several rows is said of each item; the rows of one item it is said in once.
            if line.kind == "item" or cell.row == line.row.number:
                unit = line.units.get(cell.column, self.unit)
                self.making.add(line.targets.get(cell.column, TEXT), names.get(cell.column, ""), cell, unit)

    def _finish(self) -> None:
        if self.making is not None:
            self.drafts.append(self.making.made())
            self.making = None

    def _title(self, line: Line) -> None:
        assert line.label is not None
        said = self.mapping.section(line.label.line) or {}
        if said:
            self.frame[line.label] = None
            # A title of a type begins anew; a committee's or area's stands below it.
            self.section = {key: self.section[key] for key in SECTION_KEYS[:1] if key in self.section} | dict(said)
        else:
            self.unplaced.append(Unplaced(line.label, _("a title that the mapping does not say the meaning of")))
        self.title_from = self.part_from = len(self.drafts)
        if len(line.row.distinct) > 1:
            self.titles.append(self._place(line))
            self._unproved(line)

    def _sum(self, line: Line) -> None:
        if line.label is not None:
            self.frame[line.label] = None
        self.sums.append(self._place(line))
        self.part_from = len(self.drafts)
        self._unproved(line)

    def _unproved(self, line: Line) -> None:
        """Numbers in a row of sums that are sums of nothing that the items have."""
        for cell in line.row.distinct:
            if cell is not line.label and not is_money(line.targets.get(cell.column, "")):
                self.unplaced.append(Unplaced(cell, _("a sum of a column that is no amounts of the plan")))

    def _place(self, line: Line) -> SumLine:
        return SumLine(line, len(self.drafts), self.sheet_from, self.title_from, self.part_from, self.unit)

    def _loose(self, line: Line) -> None:
        for cell in line.row.distinct:
            if cell.row != line.row.number:
                continue
            if (unit := unit_said(cell.line)) is not None:
                self.unit = unit
                self.frame[cell] = None
            else:
                self.unplaced.append(Unplaced(cell, self._why_loose(line)))

    def _why_loose(self, line: Line) -> Message:
        if line.targets:
            return _("the row is neither an item nor a sum")
        return _("it stands outside the tables")

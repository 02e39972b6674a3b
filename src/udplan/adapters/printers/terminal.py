"""A paper on a terminal, by rich: complete in words and signs, so that colour only helps."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, TextIO, assert_never

from udplan.adapters.printers.tables import printable
from udplan.domain.vocabulary import Trafiklys
from udplan.ground.danish import EN_DASH, date_text, number_text, signed_text
from udplan.ground.language import Words
from udplan.ground.message import Message, _
from udplan.pure.paper.papir import (
    LIGHT_SIGNS,
    Afsnit,
    Bjaelker,
    Blok,
    Celle,
    Emneblok,
    Flag,
    Hoved,
    Indhold,
    Kolonne,
    Linje,
    Liste,
    Lys,
    Markdown,
    Noegletal,
    Nr,
    Oplysninger,
    Overskrift,
    Papir,
    Raekke,
    Rettet,
    Staerk,
    Stump,
    Svag,
    Tabel,
    Tekst,
)

if TYPE_CHECKING:
    from rich.console import Console  # noqa: TID251
    from rich.table import Table  # noqa: TID251
    from rich.text import Text  # noqa: TID251

_LIGHT_STYLES: Final[dict[Trafiklys, str]] = {"groen": "green", "gul": "yellow", "roed": "bold red"}
_TEXT_STYLES: Final = {"brødtekst": "", "note": "dim", "tomt": "", "mangler": "bold red"}
_PIECE_STYLES: Final = {"same": "", "out": "strike red", "in": "green"}
_PIECE_MARKS: Final = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
_BAR_WIDTH: Final = 40
_SOFT_HYPHEN: Final = "\xad"
"""Where a short heading may be broken."""


def print_papers(papers: Iterable[Papir], stream: TextIO, words: Words, width: int | None = None) -> None:
    """Write the papers one below the other, by default as wide as the stream is."""
    from rich.console import Console  # noqa: TID251

    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
    for number, paper in enumerate(papers):
        if number:
            console.print()
        _Printer(console, words).paper(paper)


class _Printer:
    """Prints a paper in a language."""

    def __init__(self, console: "Console", words: Words) -> None:
        self.console = console
        self.words = words

    def paper(self, paper: Papir) -> None:
        self.head(paper.hoved)
        for number, section in enumerate(paper.afsnit):
            if number:
                self.console.print()
            self.section(section)

    def head(self, head: Hoved) -> None:
        names = (head.kommune, head.plan, head.titel)
        self.line((Staerk(Message(" · ".join(f"{{n{place}}}" for place, name in enumerate(names) if name)).format(
            **{f"n{place}": name for place, name in enumerate(names)})),))  # fmt: skip
        facts = [self.words(head.opgjort)]
        if head.moede:
            facts.append(self.words(head.moede))
        for fact in head.oplysninger:
            told = " ".join(self.text(line).plain for line in fact.linjer)
            facts.append(f"{self.text((fact.ord,)).plain} {told}".strip())
        self.console.print(printable(" · ".join(facts)))
        if head.intern:
            self.console.print(self.words(_("INTERNAL: closed items are shown")), style="bold reverse")

    def section(self, section: Afsnit) -> None:
        if section.titel:
            count = f" ({number_text(section.antal)})" if section.antal is not None else ""
            self.line((Staerk(section.titel), count))
        indent = "  " if section.titel else ""
        for number, block in enumerate(section.blokke):
            if number and not section.titel and isinstance(block, Tabel):
                self.console.print()
            self.block(block, indent)

    def block(self, block: Blok, indent: str = "") -> None:
        match block:
            case Tekst():
                self.line(block.linje, indent, _TEXT_STYLES[block.slags])
            case Markdown():
                for paragraph in self.words(block.tekst).splitlines():
                    self.line((paragraph,), indent)
            case Overskrift():
                count = f" ({number_text(block.antal)})" if block.antal is not None else ""
                self.line((Staerk(block.tekst), count), indent)
            case Liste():
                for point in block.punkter:
                    self.line(point.linje, indent, hang=6)
                    for under in point.under:
                        self.line(("- ", *under), f"{indent}  ", hang=2)
            case Noegletal():
                for each in block.tal:
                    number = number_text(each.tal) if isinstance(each.tal, int) else each.tal
                    remark = Message(" ({note})").format(note=each.note) if each.note else ""
                    self.line((each.ord, ": ", Staerk(number), remark), indent)
            case Oplysninger():
                for pair in block.par:
                    for place, line in enumerate(pair.linjer):
                        word: Linje = ("  ",) if place else (pair.ord, ": ")
                        self.line((*word, *line), indent, hang=2)
            case Tabel():
                self.table(block, indent)
            case Bjaelker():
                for bar in block.bjaelker:
                    parts = ", ".join(f"{part.antal} {self.words(part.ord).lower()}" for part in bar.dele)
                    self.line((Staerk(bar.ord), ", ", bar.antal, ": ", parts), indent, hang=2)
            case Emneblok():
                self.item(block, indent)
            case _:
                assert_never(block)

    def item(self, block: Emneblok, indent: str) -> None:
        self.console.print()
        self.line((Nr(block.nr), " ", Staerk(block.titel)), indent)
        self.line(block.maerker, indent)
        for column in block.spalter:
            self.line((Staerk(column.titel),), indent)
            for text in column.blokke:
                self.block(text, f"{indent}  ")
        for each in block.blokke:
            self.block(each, indent)

    def line(self, line: Linje, indent: str = "", style: str = "", hang: int = 0) -> None:
        """A line, on as many as it needs, those after the first a little further in."""
        text = self.text(line)
        text.stylize(style)
        wide = self.console.width - len(indent)
        first, *rest = text.wrap(self.console, wide) or [text]
        self.console.print(self.text((indent,)).append_text(_bare(first)))
        if rest:
            # The rest is broken anew, as it has less room.
            left = text[len(first.plain.rstrip()) :]
            for more in _bare(left).wrap(self.console, wide - hang):
                self.console.print(self.text((f"{indent}{' ' * hang}",)).append_text(_bare(more)))

    def text(self, line: Linje) -> "Text":
        """A line in colours."""
        from rich.text import Text  # noqa: TID251

        text = Text()
        for part in line:
            for words, style in self.pieces(part):
                text.append(printable(words), style)
        return text

    def pieces(self, part: Stump) -> Iterator[tuple[str, str]]:
        match part:
            case Staerk():
                yield self.words(part.tekst), "bold"
            case Svag():
                yield self.words(part.tekst), "dim"
            case Flag():
                yield self.words(part.tekst), "bold red"
            case Nr():
                yield self.words(part.nr), "bold"
            case Lys():
                yield f"{LIGHT_SIGNS[part.kode]} {self.words(part.ord)}", _LIGHT_STYLES[part.kode]
            case Rettet():
                for place, piece in enumerate(part.stykker):
                    yield (" " if place else ""), ""
                    yield _PIECE_MARKS[piece.kind].format(piece.tekst), _PIECE_STYLES[piece.kind]
            case _:
                yield self.words(part), ""

    def table(self, table: Tabel, indent: str) -> None:
        """A table; where its numbers have no room, with the short headings and less between them, then on two lines."""
        from rich.padding import Padding  # noqa: TID251

        if table.titel:
            self.line((table.titel,), indent, "dim")
        headings = [self.words(column.ord) for column in table.kolonner]
        gap = 2
        if self.needed(table, headings, gap) > self.console.width - len(indent):
            short, gap = [self.words(column.kort or column.ord) for column in table.kolonner], 1
            headings = [heading.replace(_SOFT_HYPHEN, "") for heading in short]
            if self.needed(table, headings, gap) > self.console.width - len(indent):
                headings = [heading.replace(" ", "\n").replace(_SOFT_HYPHEN, "-\n") for heading in short]
        self.console.print(Padding(self.made(table, headings, gap), (0, 0, 0, len(indent)), expand=False))

    def needed(self, table: Tabel, headings: Sequence[str], gap: int) -> int:
        """How wide the columns are that are not to be broken."""
        widths = [
            max(0, *map(len, heading.split("\n")), *(
                len(self.cell(row.celler[place], column, row).plain)
                for row in table.raekker if place < len(row.celler)
            ))
            for place, (heading, column) in enumerate(zip(headings, table.kolonner, strict=True))
            if not _may_break(column)
        ]  # fmt: skip
        return sum(widths) + gap * (len(table.kolonner) - 1)

    def made(self, table: Tabel, headings: Sequence[str], gap: int) -> "Table":
        from rich import box  # noqa: TID251
        from rich.table import Table  # noqa: TID251

        made = Table(
            box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, gap - 1, 0, 0),
            show_header=any(headings),
        )  # fmt: skip
        for column, heading in zip(table.kolonner, headings, strict=True):
            made.add_column(heading, justify="right" if column.er_tal else "left", no_wrap=not _may_break(column))
        grouped = any(row.slags == "gruppe" for row in table.raekker)
        for row in table.raekker:
            if row.slags in ("gruppe", "undergruppe"):
                made.add_row(self.text((Staerk(_first(row)),)))
                continue
            if row.slags == "sum":
                made.add_section()
            cells = [self.cell(cell, column, row) for cell, column in zip(row.celler, table.kolonner, strict=True)]
            if grouped:
                cells[0] = self.text(("  ", cells[0].plain))
            made.add_row(*cells, style="bold" if row.slags == "sum" else "")
        return made

    def cell(self, cell: Celle, column: Kolonne, row: Raekke) -> "Text":
        if isinstance(cell, tuple):
            return self.text(cell)
        if isinstance(cell, Indhold):
            from rich.text import Text  # noqa: TID251

            lines = (line.tekst if isinstance(line, Markdown) else line for line in cell.linjer)
            return Text("\n").join(self.text(line if isinstance(line, tuple) else (line,)) for line in lines)
        if cell is None:
            return self.text((EN_DASH,))
        if isinstance(cell, int):
            if not cell and column.slags == "antal":
                return self.text(("·",))
            return self.text((signed_text(cell) if row.slags == "aendring" else number_text(cell),))
        return self.text((date_text(cell) if isinstance(cell, date) else cell,))


def _first(row: Raekke) -> str | Message:
    """The name of a group of rows."""
    name = row.celler[0]
    assert isinstance(name, str | Message)
    return name


def _may_break(column: Kolonne) -> bool:
    """Whether a column holds words that may stand on several lines."""
    return column.slags == "tekst" and column.bredde > 0


def _bare(text: "Text") -> "Text":
    """A line without blanks at its ends."""
    text.rstrip()
    blanks = len(text.plain) - len(text.plain.lstrip())
    return text[blanks:] if blanks else text

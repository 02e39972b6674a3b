"""Lines and cells of a paper as HTML and as Markdown. Everything that is not markup of ours is escaped here."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup
from markupsafe import escape as _escape

from udplan.adapters.printers import markdown
from udplan.ground.danish import EN_DASH, date_text, number_text, signed_text
from udplan.ground.language import words_of
from udplan.ground.message import Message, Text
from udplan.pure.paper.papir import (
    LIGHT_SIGNS,
    Celle,
    Flag,
    Indhold,
    Kolonne,
    Linje,
    Lys,
    Markdown,
    Nr,
    Oplysning,
    Raekkeslags,
    Rettet,
    Staerk,
    Stump,
    Svag,
    Tabel,
)

# Where a narrow column may break the long words of its heading.
_JOINTS: Final = re.compile(
    r"(?i:over(?=skredet)|opda(?=teret)|(?:drifts|råderums|anlægs|rådigheds|hensigts)(?=[a-zæøå]{5}))"
)
_TO_ESCAPE: Final = re.compile("[&<>\"']")

_DANISH: Final = words_of("da")
"""Papers are Danish."""

Writer = Callable[[Any], str]
"""From a part of a line to text."""


def _nr_html(part: Nr) -> str:
    if part.til:
        return f'<a class="nr" href="#{_html(part.til)}">{_html(part.nr)}</a>'
    return f'<span class="nr">{_html(part.nr)}</span>'


@lru_cache(maxsize=64)
def _lys_html(part: Lys) -> str:
    """The sign has a shape of its own and the word stands beside it, so that colour is never needed."""
    sign = LIGHT_SIGNS[part.kode]
    return f'<span class="lys {part.kode}"><span class="tegn" aria-hidden="true">{sign}</span> {_html(part.ord)}</span>'


def _rettet_html(part: Rettet) -> str:
    """The words in brackets are for those who see neither lines nor colours, and for pages that lost their style."""
    frame = {"same": ("", ""), "out": ("<del>", "slettet"), "in": ("<ins>", "tilføjet")}
    words = []
    for piece in part.stykker:
        tag, word = frame[piece.kind]
        text = _html(piece.tekst)
        if tag:
            hidden = f'{tag}<span class="skjult">[{word}: </span>'
            text = f'{hidden}{text}<span class="skjult">]</span>{tag.replace("<", "</")}'
        words.append(text)
    return " ".join(words)


def _rettet_md(part: Rettet) -> str:
    frame = {"same": "{}", "out": "~~{}~~", "in": "**{}**"}
    return " ".join(frame[piece.kind].format(markdown.escape(piece.tekst)) for piece in part.stykker)


def _html(text: Text) -> str:
    if not isinstance(text, str):
        text = _DANISH(text)
    # Most texts hold nothing to escape, and asking is cheaper than making a Markup of each.
    return str(_escape(text)) if _TO_ESCAPE.search(text) else text


def _md_text(text: Text) -> str:
    return markdown.escape(_DANISH(text))


def _md(text: Text) -> str:
    """Escaped, with the spaces that divide it from its neighbours."""
    text = _DANISH(text)
    inner = markdown.escape(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and inner else ""
    return before + inner + after


_HTML: Final[dict[type, Writer]] = {
    str: _html,
    Message: _html,
    Staerk: lambda part: f"<strong>{_html(part.tekst)}</strong>",
    Svag: lambda part: f'<span class="svag">{_html(part.tekst)}</span>',
    Flag: lambda part: f'<strong class="flag">{_html(part.tekst)}</strong>',
    Nr: _nr_html,
    Lys: _lys_html,
    Rettet: _rettet_html,
}
_MD: Final[dict[type, Writer]] = {
    str: _md,
    Message: _md,
    Staerk: lambda part: f"**{text}**" if (text := _md_text(part.tekst)) else "",
    Svag: lambda part: _md(part.tekst),
    Flag: lambda part: f"**{_md_text(part.tekst)}**",
    Nr: lambda part: _md_text(part.nr),
    Lys: lambda part: f"{LIGHT_SIGNS[part.kode]} {_md_text(part.ord)}",
    Rettet: _rettet_md,
}


def html_line(line: Linje | Stump) -> Markup:
    """A line, or a part of one, as HTML."""
    return Markup(_written(line, _HTML))  # noqa: S704 (the writers escape)


def md_line(line: Linje | Stump) -> Markup:
    """A line, or a part of one, as Markdown."""
    return Markup(_written(line, _MD))  # noqa: S704 (the writers escape)


def _written(line: Linje | Stump, writers: dict[type, Writer]) -> str:
    if isinstance(line, tuple):
        return "".join([writers[type(part)](part) for part in line])
    return writers[type(line)](line)


def _plain_cell(cell: int | date | None, signed: bool) -> str:
    if cell is None:
        return EN_DASH
    if isinstance(cell, int):
        return signed_text(cell) if signed else number_text(cell)
    return date_text(cell)


def html_cell(cell: Celle, signed: bool = False) -> str:
    """What stands in a cell, as HTML; of several lines each is a paragraph."""
    if isinstance(cell, Text):
        return _html(cell)
    if isinstance(cell, tuple):
        return _written(cell, _HTML)
    if isinstance(cell, Indhold):
        return "".join(
            markdown.html_from_markdown(line.tekst) if isinstance(line, Markdown) else f"<p>{_written(line, _HTML)}</p>"
            for line in cell.linjer
        )
    return _plain_cell(cell, signed)


def md_cell(cell: Celle, signed: bool = False) -> str:
    """What stands in a cell, as one line of Markdown."""
    if isinstance(cell, Text):
        return _md(cell)
    if isinstance(cell, tuple):
        return _written(cell, _MD)
    if isinstance(cell, Indhold):
        return "<br>".join(
            markdown.one_line(line.tekst) if isinstance(line, Markdown) else _written(line, _MD) for line in cell.linjer
        )
    return markdown.escape(_plain_cell(cell, signed))


def html_rows(table: Tabel) -> Markup:
    """A table's rows; a group's row begins a body of its own.

    The roles tell a screen reader that it is a table where rows are shown as cards; `data-label` is then the heading.
    """
    frames = _frames(table.kolonner, table.hoved)
    parts = []
    for place, row in enumerate(table.raekker):
        if row.slags in ("gruppe", "undergruppe"):
            if place:
                parts.append(_NEW_BODY[row.slags])
            name = html_cell(row.celler[0])
            head = f'<th role="rowheader" scope="rowgroup" colspan="{len(frames)}">{name}</th>'
            parts.append(f'<tr role="row" class="gruppe">{head}</tr>\n')
            continue
        signed = row.slags == "aendring"
        mark = "" if row.slags == "linje" else f' class="{row.slags}"'
        place_name = f' id="{row.anker}"' if row.anker else ""
        parts.append(f'<tr role="row"{place_name}{mark}>')
        for cell, (before, after) in zip(row.celler, frames, strict=True):
            parts += (before, html_cell(cell, signed), after)
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704 (the cells are escaped)


_NEW_BODY: Final = {
    "gruppe": '</tbody>\n<tbody role="rowgroup">\n',
    "undergruppe": '</tbody>\n<tbody role="rowgroup" class="heraf">\n',
}


@lru_cache(maxsize=256)
def _frames(columns: tuple[Kolonne, ...], head: int) -> Sequence[tuple[str, str]]:
    """What stands before and after each cell of a row."""
    frames = []
    for place, column in enumerate(columns):
        if place == head:
            frames.append((f'<th role="rowheader" scope="row" class="k-{column.slags}">', "</th>"))
        else:
            frames.append((f'<td role="cell" class="k-{column.slags}" data-label="{_html(column.ord)}">', "</td>"))
    return frames


@lru_cache(maxsize=256)
def html_headings(columns: tuple[Kolonne, ...]) -> Markup:
    """The headings of a table's columns."""
    cells = []
    for column in columns:
        width = f' style="width:{column.bredde}%"' if column.bredde else ""
        word = _JOINTS.sub("\\g<0>\u00ad", _html(column.ord))
        cells.append(f'<th role="columnheader" scope="col" class="k-{column.slags}"{width}>{word}</th>')
    return Markup("".join(cells))  # noqa: S704 (the words are escaped)


def html_pairs(pairs: Iterable[Oplysning]) -> Markup:
    """Words and what there is to say of them."""
    parts = []
    for pair in pairs:
        lines = "".join([f"<dd>{_written(line, _HTML)}</dd>" for line in pair.linjer])
        parts.append(f"<div><dt>{_written(pair.ord, _HTML)}</dt>{lines}</div>\n")
    return Markup("".join(parts))  # noqa: S704 (the lines are escaped)


def md_cells(cells: Iterable[Celle], columns: Sequence[Kolonne], slags: Raekkeslags = "linje") -> Markup:
    """The cells of a row between bars; a group's only cell stands in the first column."""
    texts = [md_cell(cell, slags == "aendring") for cell in cells]
    if slags in ("gruppe", "undergruppe", "sum"):
        texts[0] = f"**{texts[0]}**"
    texts += [""] * (len(columns) - len(texts))
    return Markup("| " + " | ".join(texts) + " |")  # noqa: S704 (the cells are escaped)

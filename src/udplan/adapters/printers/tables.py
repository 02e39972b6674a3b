"""Rows of text as a table for the terminal, Markdown, CSV or lines; safe to show and to open in a spreadsheet."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Final

_GAP: Final = 2
_NARROWEST: Final = 8
# A cell that begins so is a formula to a spreadsheet, also when it came from somebody else's plan.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """The text without control characters, which a terminal would obey. Line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in "\n\t\u00a0\u00ad" else "\ufffd" for character in text
    )


def json_text(value: object) -> str:
    """JSON for people and programs: letters as they are, what a terminal would obey as `\\u009b`."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if not text.replace("\n", "").isprintable():
        text = "".join(char if char.isprintable() or char in "\n\u00a0\u00ad" else _escaped(char) for char in text)
    return text + "\n"


def _escaped(character: str) -> str:
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]


def text_table(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, shrink: int) -> str:
    """Columns aligned with spaces. To fit `width`, column number `shrink` gives way, then all; None is no limit."""
    cells = [[printable(" ".join(cell.split())) for cell in row] for row in [headers, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headers))]
    if width is not None:
        excess = sum(widths) + _GAP * (len(widths) - 1) - width
        for column in (shrink, *(n for n in range(len(widths)) if n != shrink)):
            if excess > 0:
                cut = min(excess, max(0, widths[column] - (2 * _NARROWEST if column == shrink else _NARROWEST)))
                widths[column] -= cut
                excess -= cut
    lines = [
        (" " * _GAP).join(_fitted(cell, widths[column]) for column, cell in enumerate(row)).rstrip() for row in cells
    ]
    rule = (" " * _GAP).join("─" * each for each in widths)
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def _fitted(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"


def markdown_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; characters that mean something in Markdown are escaped."""
    lines = [headers, ["---"] * len(headers), *([markdown_cell(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def markdown_cell(text: str) -> str:
    """The text in one line of Markdown with nothing in it that Markdown would act on."""
    # Imported here because listing as a table, which is the common case, does without.
    from udplan.adapters.printers.markdown import escape

    return escape(printable(text))


def csv_text(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """CSV as Danish Excel opens it: semicolons, CRLF and a byte order mark."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([[_no_formula(printable(cell)) for cell in row] for row in rows])
    return out.getvalue()


def _no_formula(cell: str) -> str:
    is_number = cell[1:].isdigit()
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not is_number else cell

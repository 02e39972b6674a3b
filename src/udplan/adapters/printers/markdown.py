"""Markdown texts of a plan: to safe HTML, to safe Markdown blocks, and to one safe line for a cell of a table.

Paragraphs, lists, emphasis, tables and links to http, https and mailto; no headings, images or HTML.
"""

import html
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # texts without Markdown, which are most, do without the parser
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

# What CommonMark may read as more than a letter; `.` and `)` after a number at the start of a line also are.
_SPECIAL: Final = r"*_`~\[\]<&\\|\x00-\x1f\x7f\x85\u2028\u2029"
_LINE: Final = rf"(?:[^\W\d_]|[«»„”“(§½]|[0-9](?![0-9]*[.)](?:\s|\Z)))(?:[^{_SPECIAL}\n]*[^{_SPECIAL}\s])?"
_PLAIN: Final = re.compile(rf"{_LINE}(?:\n+{_LINE})*\n*")
_SAFE_LINK: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_MD_SPECIAL: Final = re.compile(r"[\\`*_\[\]|~#]")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_NUMBERED: Final = re.compile(r"^([0-9]{1,9}[.)]) ")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable(["table", "strikethrough"]).disable(["heading", "lheading", "image"])
    parser.validateLink = lambda url: _SAFE_LINK.match(url) is not None  # type: ignore[method-assign]
    parser.add_render_rule("link_open", _link_open)
    return parser


def _link_open(self: object, tokens: "list[Token]", place: int, options: object, env: object) -> str:
    href = html.escape(str(tokens[place].attrGet("href") or ""))
    return f'<a href="{href}" rel="noopener noreferrer nofollow">'


@lru_cache(maxsize=8192)
def html_from_markdown(text: str) -> str:
    """The text as HTML blocks, everything that is not Markdown escaped."""
    return plain_html(text) if _PLAIN.fullmatch(text) else parsed_html(text)


def plain_html(text: str) -> str:
    """The HTML of a text of paragraphs alone: what the parser gives, some forty times as fast."""
    escaped = text.strip("\n").replace(">", "&gt;").replace('"', "&quot;")
    paragraphs = re.split(r"\n\n+", escaped)
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)


def parsed_html(text: str) -> str:
    """The HTML of any text."""
    return str(_parser().render(text))


def is_plain(text: str) -> bool:
    """Whether the text is paragraphs alone, without any Markdown."""
    return _PLAIN.fullmatch(text) is not None


def escape(text: str) -> str:
    """A text as it reads, on one line, in which nothing is Markdown, HTML or a table's border."""
    line = " ".join(text.split())
    line = _MD_SPECIAL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line)).replace("<", "&lt;").replace(">", "&gt;")
    if line[:1] in "-+=":
        return f"\\{line}" if line else line
    return _without_number(line)


def _without_number(line: str) -> str:
    """`1. kvartal` would begin a list; with a no-break space it does not, and reads as it should."""
    return _NUMBERED.sub("\\1\u00a0", line)


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """A Markdown text on one line that fits a table's cell: emphasis and links stay, blocks become sentences."""
    if is_plain(text):
        return escape(text)
    return _joined(_parser().parse(text))


@lru_cache(maxsize=1024)
def blocks(text: str) -> str:
    """A Markdown text at full length: paragraphs, lists, quotations and tables stay, each paragraph on one line."""
    from markdown_it.tree import SyntaxTreeNode

    return "\n".join(_block_lines(SyntaxTreeNode(_parser().parse(text)).children))


def _block_lines(nodes: "Iterable[SyntaxTreeNode]", between: tuple[str, ...] = ("",)) -> list[str]:
    """The lines of some blocks, with these lines between them."""
    lines: list[str] = []
    for node in nodes:
        if own := _lines_of(node):
            lines += (*between, *own) if lines else own
    return lines


def _lines_of(node: "SyntaxTreeNode") -> list[str]:
    match node.type:
        case "bullet_list" | "ordered_list":
            return _list_lines(node)
        case "blockquote":
            return [f"> {line}".rstrip() for line in _block_lines(node.children)]
        case "table":
            rows = [[_text_of(cell) for cell in row.children] for part in node.children for row in part.children]
            return [f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * len(rows[0]), *rows[1:])]
        case _:
            return [text] if (text := _text_of(node)) else []


def _list_lines(node: "SyntaxTreeNode") -> list[str]:
    """The points, one below the other where they were, with blank lines between them where they had them."""
    is_loose = any(not each.hidden for point in node.children for each in point.children if each.type == "paragraph")
    between = ("",) if is_loose else ()
    first = int(node.attrGet("start") or 1)
    lines: list[str] = []
    for number, point in enumerate(node.children, first):
        marker = f"{number}. " if node.type == "ordered_list" else "- "
        head, *rest = _block_lines(point.children, between) or [""]
        own = [(marker + head).rstrip(), *((" " * len(marker) + line).rstrip() for line in rest)]
        lines += (*between, *own) if lines else own
    return lines


def _text_of(node: "SyntaxTreeNode") -> str:
    return _without_number(_joined(node.to_tokens()))


def _joined(tokens: "Iterable[Token]") -> str:
    return " ".join("".join(_line(tokens)).split())


_SIGNS: Final = {
    "em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**",
    "s_open": "~~", "s_close": "~~", "list_item_open": " • ", "softbreak": " ", "hardbreak": " ",
}  # fmt: skip


def _line(tokens: "Iterable[Token]") -> Iterable[str]:
    links: list[str] = []
    for token in tokens:
        if token.type == "inline":
            yield from _line(token.children or ())
            yield " "
        elif token.type == "link_open":
            links.append(str(token.attrGet("href")).translate({40: "%28", 41: "%29", 124: "%7C"}))
            yield "["
        elif token.type == "link_close":
            yield f"]({links.pop()})"
        elif token.type in _SIGNS:
            yield _SIGNS[token.type]
        elif token.content:
            # Where a word was cut at an emphasis, the space around it must survive.
            before = " " if token.content[:1].isspace() else ""
            after = " " if token.content[-1:].isspace() else ""
            yield before + escape(token.content) + after

"""The guide's pages as one HTML page: Markdown that comes with udplan, with the links between its pages kept."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

_LINK: Final = re.compile(r"(?:\.\./)?(?:\w+/)?([\w-]+)\.md(?:#(.+))?$")
_STYLE: Final = """\
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
nav { border-bottom: 1px solid; margin-bottom: 3rem; }
article { border-bottom: 1px solid; margin-bottom: 3rem; }
pre { overflow-x: auto; padding: .8rem; border: 1px solid; border-radius: .3rem; font-size: .85rem; line-height: 1.4; }
code { font-family: ui-monospace, monospace; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid; padding: .3rem .8rem .3rem 0; }
"""


def guide_html(title: str, pages: Mapping[str, str]) -> str:
    """All pages, given as Markdown by their names, as one HTML page that asks nothing of any other place."""
    articles = [f'<article id="{name}">\n{_page(name, text, [*pages])}</article>' for name, text in pages.items()]
    contents = [f'<li><a href="#{name}">{escape(title_of(text))}</a></li>' for name, text in pages.items()]
    return "\n".join(
        [
            "<!doctype html>", '<html lang="da">', "<head>", '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">', f"<title>{escape(title)}</title>",
            f"<style>\n{_STYLE}</style>", "</head>", "<body>", "<main>", f"<nav><ul>{''.join(contents)}</ul></nav>",
            *articles, "</main>", "</body>", "</html>", "",
        ]
    )  # fmt: skip


def title_of(text: str) -> str:
    """A page's heading."""
    return next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), "")


def _page(name: str, text: str, names: Sequence[str]) -> str:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(re.sub(r"<!--.*?-->\n?", "", text, flags=re.DOTALL))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            inline = tokens[place + 1].children or []
            token.attrSet("id", f"{name}--{_anchor(''.join(each.content for each in inline))}")
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", _target(str(child.attrGet("href")), name, names))
    return str(parser.renderer.render(tokens, parser.options, {}))


def _target(link: str, name: str, names: Sequence[str]) -> str:
    """Where a link leads on the one page; to the top where it leads to none of the pages."""
    from urllib.parse import unquote

    link = unquote(link)
    if link.startswith(("https://", "http://")):
        return link
    if link.startswith("#"):
        return f"#{name}--{link[1:]}"
    found = _LINK.search(link)
    if found is None or found[1] not in names:
        return "#"
    return f"#{found[1]}--{found[2]}" if found[2] else f"#{found[1]}"


def _anchor(heading: str) -> str:
    """The name that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")

"""Markdown to safe HTML, and to one line: the fast path equals the parser, and nothing gets through unescaped."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from udplan.adapters.printers.markdown import (
    blocks,
    escape,
    html_from_markdown,
    is_plain,
    one_line,
    parsed_html,
    plain_html,
)

# Letters that Markdown reads are drawn as often as all others, and so are the words a plan is written in.
PIECES = st.sampled_from(
    [
        *(
            "Udbud",
            "æøå",
            "1.",
            "1)",
            "12",
            "1. kvartal",
            "-",
            "+",
            "=",
            "*",
            "_",
            "#",
            ">",
            "<",
            "&",
            "&amp;",
            '"',
            "'",
        ),
        *("\n", "\n\n", " ", "  ", "    ", "\t", "\\", "|", "~~", "`", "[a](b)", ":", "!", ".", ")", "\u00a0", "½"),
        *("---", "|-|", "http://a.dk", "\r\n", "\x0b", "\x0c", "\u2028", "\x85", "٣.", "\u200b", "\ufeff", "§"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@settings(max_examples=2000)
@given(TEXTS)
@example("Første afsnit.\n\nAndet afsnit\nmed to linjer.\n")
@example("1. kvartal 2025")
@example("a > b \"c\" 'd'")
def test_the_fast_path_equals_the_parser(text: str) -> None:
    if is_plain(text):
        assert plain_html(text) == parsed_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "Udbuddet er i gang.",
        "Pris: 3,5 mio. kr. (2025-pl), jf. § 10.",
        "Et afsnit.\n\nEt til\npå to linjer.",
        "40 pladser",
    ],
)
def test_plain_danish_takes_the_fast_path(text: str) -> None:
    assert is_plain(text)


@settings(max_examples=500)
@given(TEXTS)
def test_no_tag_but_our_own_gets_through(text: str) -> None:
    tags = set(re.findall(r"</?([A-Za-z][^\s/>]*)", html_from_markdown(text + "<script>x</script><b onclick=1>")))
    ours = "p ul ol li em strong s a br code pre blockquote hr table thead tbody tr th td"
    assert tags <= set(ours.split())


def test_html_in_a_text_is_shown_as_it_was_written() -> None:
    assert html_from_markdown("<b>a</b> & b") == "<p>&lt;b&gt;a&lt;/b&gt; &amp; b</p>\n"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "file:///etc", "//a.dk", "x"]
)
def test_other_links_stay_text(url: str) -> None:
    assert "<a" not in html_from_markdown(f"[se]({url})")
    assert "<a" not in parsed_html(one_line(f"[se]({url})"))


@pytest.mark.parametrize("url", ["https://a.dk", "http://a.dk", "mailto:a@b.dk"])
def test_links_to_web_and_mail_are_made(url: str) -> None:
    assert html_from_markdown(f"[se]({url})") == f'<p><a href="{url}" rel="noopener noreferrer nofollow">se</a></p>\n'


def test_a_link_cannot_leave_its_attribute() -> None:
    assert '" onclick' not in html_from_markdown('[a](<https://x/" onclick="y>)')


def test_headings_and_images_are_text() -> None:
    assert html_from_markdown("# Stor") == "<p># Stor</p>\n"
    assert "<img" not in html_from_markdown("![a](https://a.dk/b.png)")


@settings(max_examples=500)
@given(TEXTS)
def test_an_escaped_text_reads_as_it_was_in_a_table_cell(text: str) -> None:
    """The oracle is the parser: the cell of a table row holds the text and nothing else."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    html = parser.render(f"| h |\n| - |\n| {escape(text)} |\n")
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    shown = " ".join(text.replace("\u00a0", " ").split())
    if not shown:
        return
    assert len(cells) == 1
    plain = cells[0].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    # CommonMark shows a NUL as the replacement character.
    assert " ".join(plain.split()) == " ".join(shown.replace("\0", "\ufffd").split())


@settings(max_examples=500)
@given(TEXTS)
def test_one_line_is_one_line_and_cannot_end_a_cell(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert "<" not in line
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", line)


def test_one_line_keeps_emphasis_links_and_lists() -> None:
    text = "Tre *spor*:\n\n- **et** | to\n- se [her](https://a.dk/x|y)\n"
    assert one_line(text) == "Tre *spor*: • **et** \\| to • se [her](https://a.dk/x%7Cy)"


def test_a_number_at_the_start_begins_no_list() -> None:
    assert escape("1. kvartal 2025") == "1.\u00a0kvartal 2025"
    assert "<ol>" not in MarkdownIt("commonmark").render(escape("1. kvartal 2025"))
    assert escape("1.000 kr.") == "1.000 kr."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Et afsnit\npå to linjer.\n\nEt til.", "Et afsnit på to linjer.\n\nEt til."),
        ("Først:\n- *et*\n  videre\n- to\n    - indre\n\nSidst.", "Først:\n\n- *et* videre\n- to\n  - indre\n\nSidst."),
        ("7. syv\n8. otte", "7. syv\n8. otte"),
        ("- et\n\n- to\n\n  mere", "- et\n\n- to\n\n  mere"),
        ("> citat\n>\n> - punkt", "> citat\n>\n> - punkt"),
        ("|a|b|\n|-|-|\n|*1*|[2](https://a.dk)|", "| a | b |\n| --- | --- |\n| *1* | [2](https://a.dk) |"),
        ("1\\. maj <b> | x", "1.\u00a0maj &lt;b&gt; \\| x"),
        ("- ", "-"),
        ("", ""),
    ],
)
def test_blocks_keep_what_stands_apart(text: str, told: str) -> None:
    assert blocks(text) == told


@settings(max_examples=500)
@given(TEXTS)
def test_blocks_hold_the_words_of_the_line_and_no_html(text: str) -> None:
    told = blocks(text + "\n\n<script>x</script>")
    assert "<script" not in told
    assert re.findall(r"[a-zæøå]{4,}", told) == re.findall(r"[a-zæøå]{4,}", one_line(text + "\n\n<script>x</script>"))


@settings(max_examples=500)
@given(st.lists(st.sampled_from(["Et afsnit.", "- punkt\n- andet", "1. et\n2. to", "> citat", "*Vigtigt* nu"])))
def test_blocks_are_the_same_blocks_when_they_are_read_again(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert parsed_html(blocks(text)) == parsed_html(text)

"""What a plan file's comments say and do: the findings they silence, and the texts that they cut by mistake.

A text without quotes ends where a `#` follows a blank, and the rest of it is a comment. People who comment write at
least two blanks before the `#` (so does yamllint's default, `min-spaces-from-content: 2`), and people who write a text
write one: that tells `titel: Etape # 2` from `titel: Etape 2   # was 1`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from udplan.adapters.read.reader import Document, Place
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath, Silence
from udplan.pure.view.texts import texts_of

_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
HEADER: Final = re.compile(r"[|>]([-+0-9]*)[ \t]*(#[^\r\n]*)?")
"""The beginning of a block text, with a comment in its line."""
_ONE_BLANK: Final = re.compile(r"[^ \t][ \t]#")
_SILENCE: Final = re.compile(r"#\s*udplan\s*:\s*(?:ok\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*))?")
_CURLY: Final = "“”„‟‘’‚‛"
# What is no text that people write, and so is not cut: times, references, numbers of cases.
_NO_PROSE: Final = frozenset(
    (
        *("start", "frist", "hvornaar", "fra", "til", "sag", "forrige", "aftalepunkt", "id_moenster", "enhed"),
        *("afhaenger_af", "afledt_drift_af", "viderefoert_fra", "fortegn", "prisniveau"),
    )
)
_LONGEST: Final = 60


def comments_in(text: str, places: Mapping[KeyPath, Place]) -> Iterator[tuple[int, int]]:
    """Where the comments of a text are, which is where none of its keys and values is."""
    spans = []
    for place in places.values():
        if place.key_end > place.key_start:
            spans.append((place.key_start, place.key_end, ""))
        if place.style not in ("block", "flow") and place.end > place.start:
            spans.append((place.start, place.end, place.style))
    here = 0
    for start, end, style in [*sorted(spans), (len(text), len(text), "")]:
        yield from (found.span() for found in _COMMENT.finditer(text, here, start))
        if style in ("|", ">"):
            header = HEADER.match(text, start)
            if header is not None and header[2]:
                yield header.span(2)
        here = end


def remarks(document: Document) -> Iterator[Finding]:
    """What is wrong with a file that can be understood, and only its characters tell: cut texts, curly quotes."""
    if _ONE_BLANK.search(document.text):
        yield from _cut_texts(document)
    if any(quote in document.text for quote in _CURLY):
        yield from _curly_quotes(document)


def _cut_texts(document: Document) -> Iterator[Finding]:
    text, places = document.text, document.places
    prose = [keys for keys, _text in texts_of(document.data) if _name(keys) not in _NO_PROSE]
    ends = {places[keys].end: keys for keys in prose if keys in places and places[keys].style == "plain"}
    for start, end in comments_in(text, places):
        keys = ends.get(start - 1)
        lost = text[start:end].rstrip()
        if keys is not None and _ONE_BLANK.match(text, start - 2) and not _SILENCE.match(lost):
            said = f"{text[places[keys].start : start - 1]} {lost}".replace('"', "'")
            message = _("the text ends before ` #`, and this is lost: {lost}").format(lost=_short(lost))
            hint = _('put the whole text in quotes: "{text}"; a comment has two blanks before its #')
            yield Finding("cut-text", "", keys, message, hint.format(text=_short(" ".join(said.split()))))


def _name(keys: KeyPath) -> str:
    return next(key for key in reversed(keys) if isinstance(key, str))


def _curly_quotes(document: Document) -> Iterator[Finding]:
    for keys, place in document.places.items():
        value = document.text[place.start : place.end] if place.style == "plain" else ""
        key = document.text[place.key_start : place.key_end]
        for written in (key, value):
            if len(written) > 2 and [each in _CURLY for each in written].count(True) == 2 and _is_quoted(written):
                message = _("the curly quotes are a part of the value: {value}").format(value=_short(written))
                hint = _('write straight ones: "{text}"').format(text=_short(written[1:-1]))
                yield Finding("curly-quotes", "", keys, message, hint)


def _is_quoted(written: str) -> bool:
    return written[0] in _CURLY and written[-1] in _CURLY


def silences_in(document: Document) -> tuple[Silence, ...]:
    """What a file's comments silence, and where: in their lines, and where the values begin that end in these.

    A comment above the first key is about the file as a whole.
    """
    if not _SILENCE.search(document.text):
        return ()
    text, places = document.text, document.places
    found = []
    for start, end in comments_in(text, places):
        said = _SILENCE.match(text[start:end])
        if said is None:
            continue
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        lines = tuple(sorted({line, *_lines_of(line, text, places.values())}))
        codes = re.split(r"\s*,\s*", said[1]) if said[1] else [""]
        found += [Silence(line, column, code, lines) for code in codes]
    return tuple(found)


def _lines_of(line: int, text: str, places: Iterable[Place]) -> Iterator[int]:
    """Where what a comment in this line is about begins, if that is in another."""
    inner = [place for place in places if place.key_end > place.key_start]
    if all(place.key_line > line for place in inner):
        yield 1
    for place in inner:
        if place.key_line == line or (place.style not in ("block", "|", ">") and _last_line(text, place) == line):
            yield place.line


def _last_line(text: str, place: Place) -> int:
    return place.line + text.count("\n", place.start, place.end)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

"""What can be wrong before a file is data: its encoding and its YAML syntax, in words for people who do not program."""

import codecs
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from udplan.domain.labels import FELTER
from udplan.ground.message import Text, _
from udplan.ground.problem import KeyPath

# YAML 1.2.2, section 5.1: the characters a stream may contain.
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Line breaks of YAML 1.1, which libyaml still follows, that are characters like others in YAML 1.2 and in editors.
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]")
_ODD_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("\r\n|\r|\n")
_UP_TO_VALUE = re.compile(r" *(?:- +)*(?P<key>[^\s:#'\"{\[,][^:#]*?): *")
_CLOSED_QUOTES = re.compile(r'"(?:[^"\\]|\\.)*"(?=.)|\'(?:[^\']|\'\')*\'(?=.)')
_PIECE = re.compile(r"([^\s:]+): +(\S.*)")
_GLUED = re.compile(r"([^:,{}\[\]]+):([^,{}\[\]]*)")
_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_GROUPS = frozenset(("afsluttet", "udgaaet", "viderefoert", "resultat", "lukket", "regnskab", "aftale", "foraeldelse"))
"""Keys whose value is a group of keys."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


class Fault(NamedTuple):
    """Something refused in a file; line and column count from 1 (0: the whole file)."""

    code: str
    message: Text
    hint: Text
    line: int = 0
    column: int = 0
    keys: KeyPath | None = None


def decode(blob: bytes) -> tuple[str, bool, Fault | None]:
    """The text of UTF-8 bytes without a byte order mark, whether there was one, and a fault if it is not UTF-8."""
    save = _("save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)")
    if blob.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", False, Fault("not-utf8", _("the file is saved as UTF-16, not as UTF-8"), save, 1, 1)
    bom = blob.startswith(codecs.BOM_UTF8)
    body = blob.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8"), bom, None
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        likely = body[error.start : error.start + 1].decode("cp1252", errors="replace")
        message = _("the file is not saved as UTF-8; this looks like `{character}` from Windows-1252")
        return "", bom, Fault("not-utf8", message.format(character=likely), save, line, column)


def hidden_break(text: str) -> Fault | None:
    """A line break that only some programs see, so that what follows it may or may not be a comment or a key."""
    found = None if text.isascii() else _HIDDEN_BREAK.search(text)
    if found is None:
        return None
    line, column = _line_and_column(text, found.start())
    message = _("a line break ({code}) that cannot be seen stands here").format(code=_code(found.group()))
    return Fault("yaml-syntax", message, _("delete it, and press Enter if the line is to end there"), line, column)


def odd_space(text: str, line: int, column: int) -> Fault | None:
    """A space that YAML does not know at the beginning of a text that stands at a place, or else None."""
    begins = _ODD_SPACE.match(text.lstrip(" "))
    if begins is None:
        return None
    message = _("a space of another kind ({code}) stands here, and is not seen as a space")
    hint = _("delete it, and type it with the space bar")
    at = column + len(text) - len(text.lstrip(" "))
    return Fault("yaml-syntax", message.format(code=_code(begins.group())), hint, line, at)


def fault_from_yaml_error(error: Any, text: str) -> Fault:
    """A YAML library's error as a fault at its place, said in the words of what was written there."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unreadable_character(text)
    if (conflict := _CONFLICT.search(text)) is not None:
        message = _("git has left two versions of these lines in the file")
        hint = _("keep the right one, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>")
        return Fault("yaml-syntax", message, hint, text.count("\n", 0, conflict.start()) + 1, 1)
    lines = _LINE_END.split(text)
    said = _Said(
        str(getattr(error, "problem", None) or error), str(getattr(error, "context", None) or ""),
        mark, getattr(error, "context_mark", None) or mark, lines,
    )  # fmt: skip
    return _of_space(said) or _of_value(said) or _of_context(said)


@dataclass(frozen=True, slots=True)
class _Said:
    """A YAML library's error: what it found in which context, where it found it and where the context begins."""

    problem: str
    context: str
    mark: Any
    begun: Any
    lines: list[str]

    def line(self, mark: Any) -> str:
        return self.lines[mark.line] if mark.line < len(self.lines) else ""

    def fault(self, message: Text, hint: Text, mark: Any, code: str = "yaml-syntax") -> Fault:
        return Fault(code, message, hint, mark.line + 1, mark.column + 1)


def _of_space(said: _Said) -> Fault | None:
    """Spaces that are none to YAML: a tab, and what word processors and web pages have for a space."""
    first = said.begun.line if "simple key" in said.context else said.mark.line
    for number in range(first, said.mark.line + 1):
        line = said.lines[number] if number < len(said.lines) else ""
        before = _UP_TO_VALUE.match(line)
        at = before.end() if before else 0
        for start in (0, at):
            if fault := odd_space(line[start:], number + 1, start + 1):
                return fault
    line = said.line(said.mark)
    if line[said.mark.column :].startswith("\t") or "tab character" in said.problem or _indent_has_tab(line):
        hint = _("use spaces: two for each level")
        return Fault("tab-indent", _("the line is indented with a tab"), hint, said.mark.line + 1, 1)
    return None


def _of_value(said: _Said) -> Fault | None:
    """A value on the error's line that is a text to people, and something else to YAML by a sign in it."""
    mark = said.begun if "scalar" in said.context and "quoted" not in said.context else said.mark
    line = said.line(mark)
    before = _UP_TO_VALUE.match(line)
    value = line[before.end() :].strip() if before else ""
    if before is None or not value or mark.column < before.end():
        return None
    key = before["key"]
    quoted = _("put the text in quotes: {text}").format(text=quotes_around(value))
    if said.problem.startswith("mapping values are not allowed"):
        if ": " not in line[: said.mark.column]:
            return None
        if group := _group_without_braces(key, value):
            message = _("`{key}` has several parts in one line, and they need braces around them").format(key=key)
            return said.fault(message, _("write `{line}`").format(line=group), said.mark)
        return said.fault(_("a colon followed by a space inside a text makes it a key"), quoted, said.mark)
    if value[0] in "\"'" and (end := _CLOSED_QUOTES.match(value)) and not value[end.end() :].lstrip().startswith("#"):
        return said.fault(_("text goes on after the quotation mark that ends it"), quoted, said.mark)
    if value[0] in "|>" and "block scalar" in said.context:
        message = _("after {sign} the text begins in the line below").format(sign=value[0])
        hint = _("put the text there, two spaces in, or write it here in quotes: {text}")
        return said.fault(message, hint.format(text=quotes_around(value.lstrip("|>+- "))), mark)
    if value.startswith("- "):
        message = _("a list begins in the line below its key")
        hint = _("write it in brackets: [{element}]; a text that begins with - goes in quotes: {text}")
        return said.fault(message, hint.format(element=value[2:].strip(), text=quotes_around(value)), said.mark)
    starts = said.mark.column == before.end() or "alias" in said.context or "anchor" in said.context
    if starts or value[0] in "*&[{":
        if "flow" in said.context or "plain scalar" in said.context or "quoted" in said.context:
            return None
        message = _("a text cannot begin with {character} without quotes").format(character=value[0])
        return Fault("yaml-syntax", message, quoted, mark.line + 1, before.end() + 1)
    return None


def quotes_around(text: str) -> str:
    """The text in the quotes that leave it as it is."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'" if '"' in text or "\\" in text else f'"{text}"'


def _group_without_braces(key: str, value: str) -> str:
    """The line with braces, where the value is made of keys and values with commas between; else empty."""
    parts = [part.strip() for part in value.split(",")]
    pieces = [_PIECE.fullmatch(part) for part in parts]
    if all(piece and (_YEAR.fullmatch(piece[1]) or (piece[1] in FELTER and key in _GROUPS)) for piece in pieces):
        return f"{key}: {{{', '.join(parts)}}}"
    return ""


def _of_context(said: _Said) -> Fault:
    begun, mark = said.begun, said.mark
    if "escape character" in said.problem:
        message = _("in double quotes a backslash begins the code of a character")
        return said.fault(message, _("use single quotes, which leave it as it is"), begun)
    if "quoted scalar" in said.context:
        message = _("the quotation mark in line {line} is never closed").format(line=begun.line + 1)
        return said.fault(
            message, _("close it at the end of the text; a quotation mark inside the text is doubled"), begun
        )
    if "unexpected ':'" in said.problem:
        return _glued_colon(said)
    if "flow" in said.context:
        bracket = "[" if "sequence" in said.context else "{"
        message = _("the list or group that begins with {bracket} is not closed properly").format(bracket=bracket)
        hint = _("put commas between its parts and {closing} at the end").format(closing="]" if bracket == "[" else "}")
        return said.fault(message, hint, begun)
    if "simple key" in said.context and ":" not in said.line(begun):
        message = _("this line has no colon after its key")
        hint = _(
            "write the key, a colon, a space and the value, such as `titel: …`;"
            " a text that goes on from the line above is moved in with two spaces"
        )
        return said.fault(message, hint, begun)
    if "document start" in said.problem:
        return said.fault(_("the line `...` ends the file, but more follows"), _("remove the line `...`"), mark)
    if "block" in said.context or "simple key" in said.context or "not allowed" in said.problem:
        message = _("the line does not fit here: its indentation or the colon after its key is wrong")
        return said.fault(
            message, _("keys of the same level begin in the same column and end with a colon and a space"), mark
        )
    message = _("this cannot be read as fields, such as `titel: …`")
    return said.fault(message, _("a text with signs in it goes in quotes"), mark)


def _glued_colon(said: _Said) -> Fault:
    """`{2025:5000}`, and in a list a time of day or an address."""
    line, column = said.line(said.begun), said.begun.column
    piece = _GLUED.match(line, column)
    key, value = (piece[1], piece[2]) if piece else ("", "")
    if _YEAR.fullmatch(key) or key in FELTER:
        hint = _("write `{key}: {value}`").format(key=key, value=value or "…")
        return said.fault(_("a space goes after the colon"), hint, said.begun)
    hint = _("put the text in quotes: {text}").format(text=quotes_around(f"{key}:{value}"))
    return said.fault(_("a colon in brackets or braces makes a text a key"), hint, said.begun)


def _unreadable_character(text: str) -> Fault:
    found = _NOT_PRINTABLE.search(text)
    if found is None:
        return Fault("yaml-syntax", _("the file cannot be read as fields, such as `titel: …`"), "", 1, 1)
    line, column = _line_and_column(text, found.start())
    message = _("a control character ({code}) that cannot be seen stands here").format(code=_code(found.group()))
    return Fault("yaml-syntax", message, _("delete it"), line, column)


def _line_and_column(text: str, place: int) -> tuple[int, int]:
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _indent_has_tab(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]

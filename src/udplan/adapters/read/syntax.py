"""What can be wrong before a file is data: its encoding and its YAML syntax, in words for people who do not program."""

import codecs
import re
from typing import Any, NamedTuple

from udplan.ground.message import Text, _
from udplan.ground.problem import KeyPath

# YAML 1.2.2, section 5.1: the characters a stream may contain.
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

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


def fault_from_yaml_error(error: Any, text: str) -> Fault:
    """A YAML library's error as a fault at its place, said in the words of what was written there."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unreadable_character(text)
    if (conflict := _CONFLICT.search(text)) is not None:
        message = _("git has left two versions of these lines in the file")
        hint = _("keep the right one, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>")
        return Fault("yaml-syntax", message, hint, text.count("\n", 0, conflict.start()) + 1, 1)
    said = str(getattr(error, "problem", None) or error)
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    rest = line[mark.column :]
    if rest.startswith("\t") or "tab character" in said or _indent_has_tab(line):
        message = _("the line is indented with a tab")
        return Fault("tab-indent", message, _("use spaces: two for each level"), mark.line + 1, 1)
    if said.startswith("mapping values are not allowed") and ": " in line[: mark.column]:
        message = _("a colon followed by a space inside a text makes it a key")
        hint = _('put the text in quotes: "{text}"').format(text=_value_part(line))
        return Fault("yaml-syntax", message, hint, mark.line + 1, mark.column + 1)
    if "cannot start any token" in said and rest:
        message = _("a text cannot begin with {character} without quotes").format(character=rest[0])
        hint = _('put the text in quotes: "{text}"').format(text=rest.strip())
        return Fault("yaml-syntax", message, hint, mark.line + 1, mark.column + 1)
    return _by_context(error, said, mark)


def _by_context(error: Any, said: str, mark: Any) -> Fault:
    context = str(getattr(error, "context", None) or "")
    begun = getattr(error, "context_mark", None)
    if "quoted scalar" in context and begun is not None:
        message = _("the quotation mark in line {line} is never closed").format(line=begun.line + 1)
        hint = _("close it at the end of the text; a quotation mark inside the text is doubled")
        return Fault("yaml-syntax", message, hint, begun.line + 1, begun.column + 1)
    if "flow" in context and begun is not None:
        bracket = "[" if "sequence" in context else "{"
        closing = "]" if bracket == "[" else "}"
        message = _("the list or group that begins with {bracket} is not closed properly")
        hint = _("put commas between its parts and {closing} at the end").format(closing=closing)
        return Fault("yaml-syntax", message.format(bracket=bracket), hint, begun.line + 1, begun.column + 1)
    if (
        said.startswith("mapping values")
        or "block mapping" in context
        or "block collection" in context
        or "simple key" in context
    ):
        message = _("the line does not fit here: its indentation or the colon after its key is wrong")
        hint = _("keys of the same level begin in the same column and end with a colon and a space")
        return Fault("yaml-syntax", message, hint, mark.line + 1, mark.column + 1)
    message = _("this is not valid YAML ({reason})").format(reason=said)
    return Fault("yaml-syntax", message, "", mark.line + 1, mark.column + 1)


def _unreadable_character(text: str) -> Fault:
    found = _NOT_PRINTABLE.search(text)
    if found is None:
        return Fault("yaml-syntax", _("the file is not valid YAML"), "", 1, 1)
    before = text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
    message = _("a control character ({code}) that cannot be seen stands here")
    code = f"U+{ord(found.group()):04X}"
    return Fault("yaml-syntax", message.format(code=code), _("delete it"), line, column)


def _indent_has_tab(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


def _value_part(line: str) -> str:
    return line.partition(":")[2].strip().replace('"', "'")

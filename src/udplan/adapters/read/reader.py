"""One YAML file from bytes to plain data, with the place of every key and value.

Reading is strict: UTF-8, one document, no anchors, aliases or tags, no key twice, at most `MOST_BYTES` and
`MOST_DEPTH`. What is refused becomes a `Fault` with its line and column; several can be reported for one file.
Keys are texts in any case, so that `2026` and `"2026"` are the same key. Texts are in Unicode's form NFC.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple
from unicodedata import normalize

from udplan.adapters.read.scalars import MOST_DIGITS, NUMBER_STARTS, ZEROS_BEFORE, loses_its_form, plain_value
from udplan.adapters.read.sources import MOST_BYTES
from udplan.adapters.read.syntax import Fault, decode, fault_from_yaml_error, hidden_break, odd_space
from udplan.domain.vocabulary import AMOUNT_KEYS
from udplan.ground.message import NOTHING, Text, _
from udplan.ground.problem import KeyPath

MOST_DEPTH: Final = 50
MOST_FAULTS: Final = 1000
"""A file with more wrong in it is no plan file, and is not read to its end."""


NUMBER_KEYS: Final = frozenset((*AMOUNT_KEYS, "kontroltotaler", "budgetaar", "foraeldelse", "verdensmaal", "nr"))
"""Keys under which numbers are numbers, whatever zeros stand before them."""


class Place(NamedTuple):
    """Where a key and its value stand: lines and columns from 1, offsets in characters of `Document.text`."""

    key_line: int
    key_column: int
    key_start: int
    key_end: int
    line: int
    column: int
    start: int
    end: int
    style: str
    """`plain`, `'`, `"`, `|`, `>`, or for collections `block`, `flow`."""


@dataclass(frozen=True)
class Document:
    """A file's text (without a byte order mark), its data, and what was refused in it.

    `data` is None if nothing could be read; otherwise it holds all that was understood.
    """

    text: str
    data: Any
    faults: tuple[Fault, ...] = ()
    bom: bool = False

    @cached_property
    def places(self) -> dict[KeyPath, Place]:
        """The place of every key and value; computed when first asked for, since most files have no problems."""
        reading = _Reading(self.text, places={})
        reading.run()
        assert reading.places is not None
        return reading.places


def read(blob: bytes) -> Document:
    """The document in these bytes; never raises for what a file may hold."""
    if len(blob) > MOST_BYTES:
        message = _("the file is larger than 1 MiB, which no plan file is")
        return Document("", None, (Fault("file-too-large", message, ""),))
    text, bom, fault = decode(blob)
    if fault is not None:
        return Document(text, None, (fault,), bom)
    hidden = hidden_break(text)
    if hidden is not None:
        return Document(text, None, (hidden,), bom)
    reading = _Reading(text)
    data = reading.run()
    return Document(text, data, tuple(reading.faults), bom)


class _Stop(Exception):
    """Nothing after this fault can be read."""


def _events(text: str) -> Callable[[], Any]:
    """What gives libyaml's next event; ruamel's own parser gives the same where the C parser is missing."""
    try:
        from _ruamel_yaml import CParser
    except ImportError:
        from ruamel.yaml import YAML

        next_event: Callable[[], Any] = iter(YAML(typ="safe", pure=True).parse(text)).__next__
        return next_event
    next_event = CParser(text).get_event
    return next_event  # noqa: RET504 - the name gives the type, which the C module does not


@dataclass
class _Reading:
    text: str
    places: dict[KeyPath, Place] | None = None
    faults: list[Fault] = field(default_factory=list)

    def run(self) -> Any:
        from ruamel.yaml.error import YAMLError

        self._next = _events(self.text)
        try:
            return self._stream()
        except YAMLError as error:
            self.faults.append(fault_from_yaml_error(error, self.text))
        except _Stop:
            pass
        return None

    def _stream(self) -> Any:
        self._next()
        event = self._next()
        if type(event).__name__ == "StreamEndEvent":
            self.faults.append(Fault("empty-file", _("the file is empty"), "", 1, 1))
            return None
        data = self._value(self._next(), (), None)
        self._next()
        event = self._next()
        if type(event).__name__ != "StreamEndEvent":
            message = _("a second document begins here; a plan file holds one")
            self._refuse("second-document", event, message, _("remove the line `---` and what follows it"))
        return data

    def _refuse(self, code: str, event: Any, message: Text, hint: Text = NOTHING) -> None:
        mark = event.start_mark
        self.faults.append(Fault(code, message, hint, mark.line + 1, mark.column + 1))
        raise _Stop

    def _fault(self, code: str, event: Any, message: Text, hint: Text, keys: KeyPath) -> None:
        mark = event.start_mark
        self.faults.append(Fault(code, message, hint, mark.line + 1, mark.column + 1, keys))
        if len(self.faults) >= MOST_FAULTS:
            raise _Stop

    def _value(self, event: Any, keys: KeyPath, key: Any) -> Any:
        kind = type(event).__name__
        if kind == "AliasEvent":
            message = _("`*{name}` refers to another place in the file; a plan file says everything in full")
            hint = _("write the value itself, or put a text that begins with * in quotes")
            self._fault("yaml-anchor", event, message.format(name=event.anchor), hint, keys)
            value, end, style = None, event.end_mark, "plain"
        else:
            if event.anchor is not None:
                message = _("`&{name}` names a place for later use; a plan file says everything in full")
                hint = _("remove `&{name}`, or put a text that begins with & in quotes")
                name = event.anchor
                self._fault("yaml-anchor", event, message.format(name=name), hint.format(name=name), keys)
            if event.tag is not None:
                message = _("`!` at the beginning of a value is a YAML tag, which plan files do not use")
                hint = _("remove it, or put a text that begins with ! in quotes")
                self._fault("yaml-tag", event, message, hint, keys)
            if kind == "ScalarEvent":
                value, end, style = self._scalar(event, keys), event.end_mark, event.style or "plain"
            else:
                if len(keys) >= MOST_DEPTH:
                    message = _("the file is nested more than {depth} levels deep")
                    self._refuse("too-deep", event, message.format(depth=MOST_DEPTH))
                style = "flow" if event.flow_style else "block"
                value, end = self._mapping(keys) if kind == "MappingStartEvent" else self._sequence(keys)
        if self.places is not None:
            start = event.start_mark
            first, last = (key.start_mark, key.end_mark) if key is not None else (start, start)
            self.places[keys] = Place(
                first.line + 1, first.column + 1, first.index, last.index,
                start.line + 1, start.column + 1, start.index, end.index, style,
            )  # fmt: skip
        return value

    def _scalar(self, event: Any, keys: KeyPath) -> Any:
        text: str = event.value
        if event.style:
            return text if text.isascii() else normalize("NFC", text)
        if text and text[0] in NUMBER_STARTS and loses_its_form(text):
            self._number_in_a_form(text, event, keys)
        value = plain_value(text)
        return normalize("NFC", value) if isinstance(value, str) and not value.isascii() else value

    def _number_in_a_form(self, text: str, event: Any, keys: KeyPath) -> None:
        """A number that is a text by its form, such as `0651`; where an amount belongs it is one all the same."""
        if NUMBER_KEYS.isdisjoint(keys):
            message = _("{text} would be read as a number and lose its form").format(text=text)
            hint = _('a case, account or agreement number goes in quotes: "{text}"').format(text=text)
            self._fault("needs-quotes", event, message, hint, keys)
            return
        owner = next(key for key in keys if key in NUMBER_KEYS)
        name = next(key for key in reversed(keys) if isinstance(key, str))
        label = owner if owner == name else f"{owner} {name}"
        message = _("`{key}` must be a whole number, not {value}").format(key=label, value=text)
        hint = _("write digits only, such as 4000 or -500: no full stop, comma, unit or quotes")
        if ZEROS_BEFORE.fullmatch(text) and len(text) <= MOST_DIGITS:
            hint = _("write {number} if that is what was meant").format(number=int(text))
        self._fault("bad-amount", event, message, hint, keys)

    def _mapping(self, keys: KeyPath) -> tuple[dict[str, Any], Any]:
        mapping: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while True:
            key_event = self._next()
            kind = type(key_event).__name__
            if kind == "MappingEndEvent":
                return mapping, key_event.end_mark
            if kind != "ScalarEvent" or key_event.anchor is not None or key_event.tag is not None:
                hint = _("a key is a word with a colon and a space after it, such as `titel: …`")
                self._refuse("yaml-syntax", key_event, _("a key must be a single word"), hint)
            key = normalize("NFC", key_event.value)
            mark = key_event.start_mark
            if not key.isascii() and (fault := odd_space(key, mark.line + 1, mark.column + 1)) is not None:
                self.faults.append(fault)
                raise _Stop
            inner = (*keys, key)
            if key in lines:
                message = _("`{key}` is already given in line {line}").format(key=key, line=lines[key])
                hint = _("keep one of the two; nothing is chosen for you")
                self._fault("duplicate-key", key_event, message, hint, inner)
                # The first one's value and place stay; this one is read only to get past it.
                kept, self.places = self.places, None
                self._value(self._next(), inner, key_event)
                self.places = kept
                continue
            lines[key] = key_event.start_mark.line + 1
            mapping[key] = self._value(self._next(), inner, key_event)

    def _sequence(self, keys: KeyPath) -> tuple[list[Any], Any]:
        sequence: list[Any] = []
        while True:
            event = self._next()
            if type(event).__name__ == "SequenceEndEvent":
                return sequence, event.end_mark
            sequence.append(self._value(event, (*keys, len(sequence)), None))

"""What one cell says under one key: the value as plan files have it, or why it is not one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from udplan.domain.nearest_times import nearest_form
from udplan.domain.tidspunkt import Tidspunkt, TidspunktError, tidspunkt_from_text
from udplan.domain.vocabulary import VERDENSMAAL
from udplan.ground.danish import fold
from udplan.ground.message import Message, _
from udplan.pure.importing.cells import Cell
from udplan.pure.importing.mapping import UNDECIDED, Mapped
from udplan.pure.importing.words import LISTS, Known, code_of, section_of, truth_of

_BETWEEN: Final = re.compile(r"\s*[;\n]\s*")
_BETWEEN_CODES: Final = re.compile(r"\s*[;,\n]\s*")
_CODED_SINGLE: Final = ("udvalg", "omraade", "type", "fase", "trafiklys", "varighed", "kategori", "styringsomraade")
_TIMES: Final = ("start", "frist")
_DAYS: Final = ("opdateret",)


@dataclass(frozen=True, slots=True)
class Said:
    """The value of a cell. `word` is what the cell said where the value is not that itself."""

    value: Any
    word: str = ""


Understood = Said | Message
"""A value, or why there is none."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How cells are understood: by the mapping, for the plan."""

    mapping: Mapped
    known: Known
    day: date

    def read(self, key: str, cell: Cell) -> Understood:
        """What a cell says under a key that is neither a text as it stands nor an amount."""
        if key in _CODED_SINGLE:
            return self._code(key, cell.line)
        if key in LISTS:
            return self._codes(key, cell)
        return _READERS[key](self, cell)

    def _code(self, key: str, word: str) -> Understood:
        code = self.mapping.code(key, word) or code_of(key, word, self.known)
        if code is None or code == UNDECIDED:
            return _("the mapping does not say which `{key}` it is").format(key=key)
        return Said(code, word)

    def _codes(self, key: str, cell: Cell) -> Understood:
        codes: list[str] = []
        for word in _BETWEEN_CODES.split(cell.text):
            code = self._code(key, word)
            if isinstance(code, Message):
                return code
            codes.append(code.value)
        return Said(list(dict.fromkeys(codes)), cell.line)

    def _time(self, cell: Cell) -> Understood:
        found = time_of(cell)
        if found is None:
            return _("it is no time that udplan knows")
        return Said(found.tekst, "" if found.tekst == cell.line else cell.line)

    def _day(self, cell: Cell) -> Understood:
        found = time_of(cell)
        if found is None or found.slut is None:
            return _("it is no day")
        return Said(found.slut.isoformat(), cell.line)

    def _finished(self, cell: Cell) -> Understood:
        truth = truth_of(cell.line)
        if truth is None and code_of("fase", cell.line, self.known) == "afsluttet":
            truth = True
        if truth is not None:
            return Said({"dato": self.day.isoformat()} if truth else None, cell.line)
        found = time_of(cell)
        if found is None or found.slut is None:
            return _("it is neither an X nor a day")
        return Said({"dato": found.slut.isoformat()}, cell.line)

    def _dropped(self, cell: Cell) -> Understood:
        truth = truth_of(cell.line)
        if truth is False:
            return Said(None, cell.line)
        if truth is None:
            return Said({"dato": self.day.isoformat(), "beslutning": cell.line})
        decision = self.mapping.otherwise("beslutning")
        return Said({"dato": self.day.isoformat(), **({"beslutning": decision} if decision else {})}, cell.line)

    def _truth(self, cell: Cell) -> Understood:
        truth = truth_of(cell.line)
        return _("it is neither yes nor no") if truth is None else Said(truth or None, cell.line)

    def _closed(self, cell: Cell) -> Understood:
        """Whatever is said of being closed closes the item, but for a plain no."""
        truth = False if fold(cell.line) in ("aaben", "aabent", "offentlig") else truth_of(cell.line)
        if truth is None and fold(cell.line) not in ("lukket", "fortrolig"):
            return Said({"begrundelse": cell.line})
        return Said(None if truth is False else {}, cell.line)

    def _treatments(self, cell: Cell) -> Understood:
        """One treatment a line: a committee and a time, such as `ØU 10. juni 2025`."""
        treatments: list[dict[str, str]] = []
        for line in _BETWEEN.split(cell.text):
            words = line.split(" ")
            for count in range(len(words) - 1, 0, -1):
                section = section_of(" ".join(words[:count]).rstrip(",:"), self.known) or {}
                code = self.mapping.code("udvalg", " ".join(words[:count])) or section.get("udvalg")
                time = _time_in(" ".join(words[count:]))
                if code and code != UNDECIDED and time is not None:
                    treatments.append({"udvalg": code, "hvornaar": time.tekst})
                    break
            else:
                return _("it is not a committee and a time")
        return Said(treatments, cell.line)

    def _goals(self, cell: Cell) -> Understood:
        numbers = re.split(r"\s*(?:[,;\n]|\bog\b)\s*", cell.text)
        if not all(number.isdigit() and int(number) in VERDENSMAAL for number in numbers):
            return _("it is not one or more of the goals 1 to 17")
        return Said([int(number) for number in numbers], cell.line)

    def _points(self, cell: Cell) -> Understood:
        text = cell.text.replace(",", ".") if isinstance(cell.value, Decimal) else cell.text
        points = re.split(r"\s*(?:[,;\n]|\bog\b)\s*", text)
        if not all(point in self.known.points for point in points):
            return _("the agreement has no such point")
        return Said(points[0] if len(points) == 1 else points, cell.line)


def time_of(cell: Cell) -> Tidspunkt | None:
    """The time that a cell is, as a date, a year or in words; None where it is none."""
    return _time_in(cell.line)


def _time_in(text: str) -> Tidspunkt | None:
    for form in (text, nearest_form(text), text.rstrip(".")):
        try:
            return tidspunkt_from_text(form or "")
        except TidspunktError:
            continue
    return None


_READERS: Final[Mapping[str, Callable[[Reader, Cell], Understood]]] = {
    **dict.fromkeys(_TIMES, Reader._time),
    **dict.fromkeys(_DAYS, Reader._day),
    "afsluttet": Reader._finished,
    "udgaaet": Reader._dropped,
    "direktionsfokus": Reader._truth,
    "lukket": Reader._closed,
    "behandling": Reader._treatments,
    "verdensmaal": Reader._goals,
    "aftalepunkt": Reader._points,
    "sag": lambda _reader, cell: Said(cell.line),
    "ansvarlig": lambda _reader, cell: Said(_BETWEEN.split(cell.text)),
    "medansvarlige": lambda _reader, cell: Said(_BETWEEN_CODES.split(cell.text)),
    "risici": lambda _reader, cell: Said([{"tekst": cell.text}]),
}

"""What one plan file means, from its bytes: plain data, or what is wrong with it at which place.

The same bytes as the same kind of file always mean the same, in every language, so it is kept between runs.
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from udplan.domain.names import SETTINGS
from udplan.domain.plan import Data
from udplan.domain.vocabulary import TYPER
from udplan.ground.message import Text, data_from_message, message_from_data
from udplan.ground.problem import Finding, Silence

_AT_THE_KEY: Final = frozenset(("unknown-key", "bad-year"))


class Located(NamedTuple):
    """Something wrong at a place in a file; line and column count from 1, and are 0 for the whole file."""

    code: str
    line: int
    column: int
    message: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file says; `data` is None where it cannot be understood, which `faults` then tell why.

    `remarks` are what is wrong with a file that can be understood, and `silences` what its comments silence.
    """

    data: Data | None
    faults: tuple[Located, ...] = ()
    remarks: tuple[Located, ...] = ()
    silences: tuple[Silence, ...] = ()


def understood(kind: str, content: bytes) -> Understood:
    """What these bytes mean as a file of a kind: an item's type, `runder` or `plan.yaml`."""
    # Imported here because neither pydantic nor the YAML parser is needed for what has been understood before.
    from udplan.adapters.read.comments import remarks, silences_in
    from udplan.adapters.read.reader import Document, read
    from udplan.adapters.read.validation import state_findings, validate
    from udplan.domain.emne import Emne, Record, plain_data
    from udplan.domain.runde import Runde
    from udplan.domain.settings import Settings

    document: Document = read(content)
    faults = [Located(each.code, each.line, each.column, each.message, each.hint) for each in document.faults]
    if document.data is None and document.faults:
        return Understood(None, tuple(faults))
    value: Record | None
    if kind in TYPER:
        value, findings = validate(Emne, document, "")
        findings += state_findings(document, kind, "")
    else:
        value, findings = validate(Settings if kind == SETTINGS else Runde, document, "")
    blamed = [fault.keys for fault in document.faults if fault.keys]
    findings = [each for each in findings if not any(each.keys[: len(keys)] == keys for keys in blamed)]
    faults += [located(finding, document) for finding in findings]
    if faults or value is None:
        return Understood(None, tuple(faults))
    said = tuple(located(finding, document) for finding in remarks(document))
    return Understood(plain_data(value), (), said, silences_in(document))


def located(finding: Finding, document: Any) -> Located:
    """The finding at its value's place, or at the nearest key around it that is in the `reader.Document`."""
    line = column = 1
    for length in range(len(finding.keys), 0, -1):
        place = document.places.get(finding.keys[:length])
        if place is not None:
            exact = length == len(finding.keys) and finding.code not in _AT_THE_KEY
            line, column = (place.line, place.column) if exact else (place.key_line, place.key_column)
            break
    return Located(finding.code, line, column, finding.message, finding.hint)


def row_from_understood(meant: Understood) -> Any:
    """As JSON has it."""
    silences = [[each.line, each.column, each.code, list(each.lines)] for each in meant.silences]
    return [meant.data, rows_from_located(meant.faults), rows_from_located(meant.remarks), silences]


def understood_from_row(row: Any) -> Understood:
    """What `row_from_understood` made a row of."""
    data, faults, remarks, silences = row
    said = tuple(Silence(line, column, code, tuple(lines)) for line, column, code, lines in silences)
    return Understood(data, located_from_rows(faults), located_from_rows(remarks), said)


def rows_from_located(found: tuple[Located, ...]) -> list[Any]:
    """As JSON has them."""
    return [
        [each.code, each.line, each.column, data_from_message(each.message), data_from_message(each.hint)]
        for each in found
    ]


def located_from_rows(rows: list[Any]) -> tuple[Located, ...]:
    """What `rows_from_located` made rows of."""
    return tuple(
        Located(code, line, column, message_from_data(message), message_from_data(hint))
        for code, line, column, message, hint in rows
    )

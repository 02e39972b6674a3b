"""What udplan promises of publicness, in the words, codes and keys it uses: all that the tests of the law know of them.

Where a sentence is put differently, it is changed here and nowhere else.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

MENTIONED: Final = "closed-mentioned"
"""The code of the error at a text that names a closed item."""

REPORTS: Final = (
    "halvaarsstatus", "direktion", "udvalg", "raaderum", "anlaeg", "restliste", "sagsfremstilling", "aarshjul", "med",
    "aendringer",
)  # fmt: skip
PAPERS: Final = ("md", "html", "json")
"""The formats of a report."""
LISTS: Final = ("table", "csv", "json", "yaml", "md", "ids")
"""The formats of `list` and `show`."""

FACTS: Final = {
    "Afsluttet": "finished", "Genåbnet": "reopened", "Udgået": "dropped", "Nyt emne": "added", "Fjernet": "removed",
    "Omdøbt": "renamed", "Flyttet frist": "moved", "Ændret trafiklys": "light", "Ændret beløb": "money",
    "Realiseret beløb": "realised", "Bevilling": "grant",
    "Ændret fase": "phase", "Ændret ansvarlig": "responsible", "Ændret tekst": "text", "Andre ændringer": "other",
}  # fmt: skip
"""The kind of news under each heading of the report `aendringer`."""

# How many are left out. A file that cannot be understood may be a closed one, and is said in the same way.
_SENTENCES: Final = (
    r"[\d.]+ closed items? (?:is|are) left out",
    r"[\d.]+ points? of the agreement (?:is|are) left out",
    r"[\d.]+ files? could not be read; see udplan check",
    r"[\d.]+ lukke(?:t|de) emner? er udeladt",
    r"[\d.]+ lukke(?:t|de) emner? i planen er ikke talt med",
    r"[\d.]+ aftalepunkt(?:er)? er udeladt",
    r"[\d.]+ emner? indgår ikke, fordi filen har fejl",
    r"[\d.]+ fil(?:er)? kunne ikke læses; se udplan check",
)
_SAID: Final = f"(?:{'|'.join(_SENTENCES)})"
_PAIR: Final = re.compile(rf"^ *<div><dt>[^<]*</dt><dd>{_SAID}</dd></div>\n", re.M)
_EMPTY: Final = re.compile(r'^ *<dl class="oplysninger">\n *</dl>\n', re.M)
"""What is left of a paper's head that had nothing else to say."""
_LINE: Final = re.compile(rf"^(?:[-*] (?:[^:\n]*: )?)?{_SAID}\.?\n", re.M)
_INSIDE: Final = re.compile(rf"(?: · {_SAID}| {_SAID}\.)")
_KEYS: Final = ("lukkede", "closed", "udeladte_punkter", "left_out_points", "ulaeste")

_INTERN: Final = re.compile(r'\bINTERN|"intern": true')
_WARNING: Final = re.compile(r"^(?:warning|advarsel)\b.*(?:closed|lukke)", re.M)
_CLOSED_ROW: Final = re.compile(r"\b(?:lukket|closed)\b", re.I)
_GONE: Final = r"\b{count} (?:emner?|items?)\b[^.\n]*(?:ikke længere|no longer)"


def without_numbers(text: str) -> str:
    """An output without the sentences that say how many closed items are left out, and with all else as it was."""
    try:
        return json.dumps(_set_aside(json.loads(text)), ensure_ascii=False, indent=1)
    except ValueError:
        return _INSIDE.sub("", _LINE.sub("", _EMPTY.sub("", _PAIR.sub("", text))))


def _set_aside(data: Any) -> Any:
    if isinstance(data, str):
        return _INSIDE.sub("", data)
    if isinstance(data, dict):
        return {key: _set_aside(value) for key, value in data.items() if not _is_number(key, value)}
    return [_set_aside(value) for value in data if not _is_pair(value)] if isinstance(data, list) else data


def _is_pair(value: Any) -> bool:
    """Whether a word of a paper's head, and what there is to say of it, say how many are left out."""
    lines = value.get("linjer", ()) if isinstance(value, dict) else ()
    return bool(lines) and all(re.fullmatch(_SAID, str(part)) for line in lines for part in line)


def _is_number(key: str, value: Any) -> bool:
    """Whether an entry says how many are left out, as a number or in words; none may also be said by saying nothing."""
    said = isinstance(value, int | None) or value == "" or re.fullmatch(_SAID, str(value)) is not None
    return key in _KEYS and said


def is_intern(text: str) -> bool:
    """Whether a text is marked as showing what is closed."""
    return _INTERN.search(text) is not None


def is_warned(stderr: str) -> bool:
    """Whether somebody is warned that an open text names a closed item."""
    return _WARNING.search(stderr) is not None


def is_closed_row(row: str) -> bool:
    """Whether a row of a list, or what is shown of an item, says that it is closed."""
    return _CLOSED_ROW.search(row) is not None


def says_gone(paper: str, count: int) -> bool:
    """Whether a paper says that so many items that were published are in the plan no longer."""
    return re.search(_GONE.format(count=count), paper) is not None


def facts_of(report: str) -> set[tuple[str, str]]:
    """The items and the kinds of news that the report `aendringer` tells, read from its Markdown."""
    kind, found = "", set[tuple[str, str]]()
    for line in report.splitlines():
        if heading := re.fullmatch(r"## (.+?)(?: \(\d+\))?", line):
            kind = FACTS.get(heading[1], "")
        elif kind and (item := re.match(r"- (\S+) \*\*", line)):
            found.add((item[1], kind))
    return found


def mentions(report: str) -> Iterator[tuple[str, int, str]]:
    """The path, line and severity of each text that names a closed item, from `udplan check --format json`."""
    problems: list[Mapping[str, Any]] = json.loads(report)
    return ((each["path"], each["line"], each["severity"]) for each in problems if each["code"] == MENTIONED)

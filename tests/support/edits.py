"""Edits made by chance of item data, and which lines of a file they have a right to touch."""

import re
from random import Random
from typing import Any, Final

from support.layouts import Keys, Line, Written
from udplan.domain.vocabulary import ENDER
from udplan.pure.change.changes import ABSENT, Change, apply

TEXTS: Final = (
    "Børnehus",
    "maj 2025",
    "true",
    "null",
    "~",
    "no",
    "0651",
    "4.20",
    "1.000",
    "2025-05-31",
    "12",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#b",
    "a:",
    "",
    " x",
    "x ",
    "'",
    "''",
    '"',
    'a "b" c',
    "d'Artagnan's",
    "[a",
    "{a}",
    "a, b",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "? a",
    "?a",
    ":a",
    "---",
    "--- a",
    "...",
    "=",
    "<<",
    "a\u2028b",
    "a\x00b",
    "a\u0085b",
    "e\u0301",
    "\ufeffa",
    "a\u200bb",
    "\u00a0a",
    "a\tb",
    "\U0001f600",
    "jf. § 10, stk. 2; se \\n",
    "\\",
    "x" * 3000,
    "https://skovby.dk/a?b=c#d",
    "50 %",
    ".inf",
    "0x1F",
    "1e5",
    "a]",
    "a\ufffeb",
)
PARAGRAPHS: Final = (
    "En linje.\n",
    "To linjer\nog en til.\n",
    "Uden slut\npå linjen",
    "Afsnit et\n\nAfsnit to\n",
    "  indrykket\nså ikke\n",
    "\nførst tom\n",
    "- punkt\n- punkt\n",
    "# ikke en kommentar\nnøgle: værdi\n",
    "slutter med mange\n\n\n",
    "\n",
    "\n\n",
    "med\ttab\n\tog tab først\n",
    "blank slut   \n   \n",
    "a\u2028b\nc\n",
    "nul \x00\nb\n",
    "vogn\r\nretur\r\n",
    " \n a\n",
    "```\nkode\n```\n",
    "e\u0301n\nto\n",
    "--- \n...\n",
    "x " * 200 + "\n" + "y" * 400 + "\n",
)
FIELDS: Final[dict[str, Any]] = {
    "titel": "t",
    "aftalepunkt": "t",
    "udvalg": "t",
    "omraade": "t",
    "ansvarlig": "t",
    "medansvarlige": ["t"],
    "beskrivelse": "p",
    "proces": "p",
    "status": "p",
    "opdateret": "t",
    "fase": "t",
    "trafiklys": "t",
    "risici": [{"tekst": "t", "afhjaelpning": "t"}],
    "start": "t",
    "frist": "t",
    "fristaendringer": [{"dato": "t", "fra": "t", "aarsag": "t"}],
    "milepaele": [{"hvad": "t", "hvornaar": "t", "naaet": "t"}],
    "inddragelse": [{"organ": "t", "dato": "t"}],
    "temaer": ["t"],
    "direktionsfokus": "b",
    "snitflade": "p",
    "beloeb": "y",
    "forventet": "y",
    "realiseret": "y",
    "varighed": "t",
    "tillaegsbevillinger": [{"finansiering": "t", "dato": "t", "beloeb": "y", "sag": "t"}],
    "finansiering": "t",
    "indtaegter": "y",
    "heraf": [{"hvad": "t", "beloeb": "y"}],
    "verdensmaal": ["i"],
    "sag": "t",
    "lukket": {"begrundelse": "t"},
}


def some_value(random: Random, kind: Any) -> Any:
    """A value of the kind that a field has."""
    if isinstance(kind, list):
        return [some_value(random, kind[0]) for _number in range(random.choice((1, 1, 2, 3)))]
    if isinstance(kind, dict):
        parts = {key: some_value(random, inner) for key, inner in kind.items()}
        for key in list(parts)[1:]:
            if random.random() < 0.3:
                del parts[key]
        return parts
    if kind == "y":
        return {
            str(year): random.choice((0, 1, -500, 123456, "ikke_fastsat"))
            for year in range(2025, 2029)
            if random.random() < 0.8
        }
    if kind == "p":
        return random.choice(PARAGRAPHS)
    if kind == "b":
        return random.choice((True, False))
    if kind == "i":
        return random.randrange(-5, 5000)
    return random.choice(TEXTS)


def some_data(random: Random) -> dict[str, Any]:
    """An item file's data: any of the contract's keys, and now and then one without a value."""
    keys = [key for key in FIELDS if random.random() < random.choice((0.2, 0.6))] or ["titel"]
    return {key: None if random.random() < 0.03 else some_value(random, FIELDS[key]) for key in keys}


def some_changes(random: Random, data: dict[str, Any]) -> list[Change]:
    """A few edits in a row, of every kind that the commands make."""
    changes: list[Change] = []
    for _number in range(random.choice((1, 1, 1, 2, 3))):
        made = _edit(random, data)
        data = apply(data, made)
        changes += made
    return changes


def _edit(random: Random, data: dict[str, Any]) -> list[Change]:
    present, missing = list(data), [key for key in FIELDS if key not in data]
    kind = random.choice(("set", "set", "add", "remove", "inner", "inner", "append", "state"))
    if kind == "state":
        if "fase" in data:
            gone = [Change((key,), data[key], ABSENT) for key in ("fase", "trafiklys") if key in data]
            ended = {"dato": "2025-05-31", "grundlag": random.choice(TEXTS)}
            return [*gone, Change((random.choice(ENDER),), ABSENT, ended)]
        for key in map(str, ENDER):
            if key in data:
                return [Change((key,), data[key], ABSENT), Change(("fase",), ABSENT, "i_gang")]
    if kind == "add" and missing:
        key = random.choice(missing)
        return [Change((key,), ABSENT, some_value(random, FIELDS[key]))]
    if kind == "remove" and len(present) > 1:
        key = random.choice(present)
        return [Change((key,), data[key], ABSENT)]
    if kind in ("inner", "append"):
        groups = [key for key in present if isinstance(data[key], dict | list) and key in FIELDS]
        if groups:
            key = random.choice(groups)
            return _inner_edit(random, data[key], FIELDS[key], (key,), kind)
    known = [key for key in present if key in FIELDS] or ["titel"]
    key = random.choice(known)
    return [Change((key,), data.get(key, ABSENT), some_value(random, FIELDS[key]))]


def _inner_edit(random: Random, value: Any, kind: Any, keys: Keys, wanted: str) -> list[Change]:
    if isinstance(value, list):
        inner = kind[0] if isinstance(kind, list) else "t"
        if wanted == "append" or not value:
            return [Change((*keys, len(value)), ABSENT, some_value(random, inner))]
        place = random.randrange(len(value))
        if isinstance(value[place], dict) and value[place] and random.random() < 0.6:
            return _inner_edit(random, value[place], inner, (*keys, place), wanted)
        if random.random() < 0.5:
            return [Change((*keys, place), value[place], ABSENT)]
        return [Change((*keys, place), value[place], some_value(random, inner))]
    kinds = dict.fromkeys(map(str, range(2024, 2030)), "i") if kind == "y" else kind if isinstance(kind, dict) else {}
    if wanted == "append" or not value:
        missing = [key for key in kinds if key not in value]
        if missing:
            key = random.choice(missing)
            return [Change((*keys, key), ABSENT, some_value(random, kinds[key]))]
    if not value:
        return []
    key = random.choice(list(value))
    if random.random() < 0.4:
        return [Change((*keys, key), value[key], ABSENT)]
    return [Change((*keys, key), value[key], some_value(random, kinds.get(key, "t")))]


def untouchable(written: Written, changes: list[Change]) -> list[Line]:
    """The lines that none of the changes is about, in their order."""
    touched: set[Keys] = set()
    owners = {line.keys for line in written.lines}
    bracketed = {line.keys for line in written.lines if not line.whole}
    if () in bracketed:
        return [line for line in written.lines if line.keys == () and line.whole]
    emptied: dict[Keys, int] = {}
    for change in changes:
        keys = change.keys
        if change.new is ABSENT:
            parent = keys[:-1]
            emptied[parent] = emptied.get(parent, 0) + 1
        for length in range(1, len(keys) + 1):
            prefix = keys[:length]
            # A value in brackets, or one without anything in it, is changed as a whole.
            if prefix in bracketed or (prefix in owners and not _is_group(written.data, prefix)):
                keys = prefix
                break
        touched.add(keys)
        if change.new is ABSENT and isinstance(change.keys[-1], int) and len(changes) > 1:
            touched.add(change.keys[:-1])  # the places of the others have changed for the next change
        if change.new is ABSENT and len(keys) > 1 and isinstance(keys[-1], str) and isinstance(keys[-2], int):
            touched.add(keys[:-1])  # what follows the first key after a hyphen moves up to the hyphen
        if emptied.get(keys[:-1], 0) >= len(_at(written.data, keys[:-1]) or ()):
            touched.add(keys[:-1])
    lines, after_touched = [], False
    for line in written.lines:
        if not line.text.strip() and after_touched:
            continue  # blank lines below a text may be a part of it
        after_touched = any(line.keys[: len(keys)] == keys for keys in touched)
        if not after_touched:
            lines.append(line)
    return lines


def _at(data: Any, keys: Keys) -> Any:
    for key in keys:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _is_group(data: Any, keys: Keys) -> bool:
    return isinstance(_at(data, keys), dict | list)


def top_level_rest(text: str, written: Written, touched: set[str]) -> list[str]:
    """The lines of a text that belong to no touched key, found by indentation alone, not by a parser.

    What stands between keys counts as nobody's, but for comments that the touched keys held in the written file.
    """
    marks = [mark for mark, keys in written.comments.items() if keys and keys[0] in touched]
    a_key = re.compile(rf"""{" " * written.top}["']?([a-z0-9_]+)["']? ?:(?:\s|$)""")
    rest, inside = [], False
    for line in re.findall(r"[^\n]*\n|[^\n]+", text.removeprefix("\ufeff")):
        bare = line.strip()
        if re.match(r"#.*k\d+k ", bare):
            if not any(mark in line for mark in marks):
                rest.append(line)
            continue
        if found := a_key.match(line):
            inside = found[1] in touched
        elif line.startswith("..."):
            inside = False
        if bare and not inside:
            rest.append(line)
    return rest

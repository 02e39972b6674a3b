"""Awkward values in every key of every file: no message is overlong, and the line to write is right."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from support.words import DANISH, ENGLISH
from udplan.adapters.printers.problems import FORMATS
from udplan.adapters.read.lines import alternatives, group_of
from udplan.adapters.read.understand import Understood, understood
from udplan.domain.emne import Emne
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.ground.message import Message
from udplan.ground.problem import Problem

ITEM = "titel: T\nudvalg: BUU\nansvarlig: A\nproces: P\nfase: ikke_startet\nbeloeb: {2025: 1}\n"
ROUND = "titel: T\nopgjort: 2025-05-31\n"
SETTINGS = "kommune: K\ntitel: T\nbudgetaar: [2025]\n"
KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "driftsaendringer": (Emne, ITEM),
    "runder": (Runde, ROUND),
    "plan.yaml": (Settings, SETTINGS),
}
AWKWARD = [
    *("x", "5", "-0500", "1,5", "1.000", "ja", "no", "true", "2025-05-31", "31-05-2025", "maj", '""', "'a, b'", "~"),
    *("[]", "{}", "[x, y]", "[[x]]", "{x: y}", "{x, y}", "[{x: y}]", "[5]", ".nan", "0x1F", "1e999", "9" * 20),
    "Økonomi, løn: og mere",
]  # fmt: skip
LINE = re.compile(r"^write `([a-z_]+: [^`]+)`$")


def keys_of(model: type[BaseModel], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key that a file may have, with the keys inside groups and lists of groups."""
    for key, field in model.model_fields.items():
        yield (*before, key)
        annotation = field.annotation
        inner = group_of(annotation) or next(
            (group_of(each.__args__[0]) for each in alternatives(annotation) if getattr(each, "__args__", ())), None
        )
        if inner is not None:
            yield from keys_of(inner, (*before, key))


def with_value(text: str, keys: tuple[str, ...], value: str) -> str:
    """The file's text with a value under a key, in place of what it had there."""
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(f"{keys[0]}:")]
    for key in reversed(keys[1:]):
        value = f"{{{key}: {value}}}"
    return "".join([*kept, f"{keys[0]}: {value}\n"])


PLACES = [(kind, keys) for kind, (model, _text) in KINDS.items() for keys in keys_of(model)]


def read(kind: str, keys: tuple[str, ...], value: str) -> Understood:
    return understood(kind, with_value(KINDS[kind][1], keys, value).encode())


@pytest.mark.parametrize(("kind", "keys"), PLACES, ids=str)
def test_the_line_to_write_is_right(kind: str, keys: tuple[str, ...]) -> None:
    for value in AWKWARD:
        for fault in read(kind, keys, value).faults:
            told = LINE.match(ENGLISH(fault.hint))
            if fault.code != "wrong-type" or told is None:
                continue
            name, line = told[1].partition(":")[0], told[1].partition(": ")[2]
            written = read(kind, (name,), line) if len(keys) == 1 else None
            for again in written.faults if written is not None else ():
                assert again.code not in ("wrong-type", "yaml-syntax", "unknown-key", "needs-quotes", "bad-amount"), (
                    value,
                    told[1],
                    ENGLISH(again.message),
                )


@pytest.mark.parametrize(("kind", "keys"), PLACES, ids=str)
def test_every_fault_stands_in_the_file_and_is_said_in_danish_with_its_values(kind: str, keys: tuple[str, ...]) -> None:
    for value in AWKWARD:
        lines = with_value(KINDS[kind][1], keys, value).count("\n")
        for fault in read(kind, keys, value).faults:
            assert 1 <= fault.line <= lines
            assert fault.column >= 1
            for text in (fault.message, fault.hint):
                assert isinstance(text, Message)
                assert not text or DANISH(text) != ENGLISH(text), ENGLISH(text)
                assert "{" not in re.sub(r"`[^`]*`|\"[^\"]*\"|'[^']*'|: .*", "", DANISH(text))


HUGE = {
    "number": "9" * 900_000,
    "text": "x" * 900_000,
    "amounts": "{2025: " + "9" * 900_000 + "}",
    "words": "x: y, " * 99_999,
    "commas": "{tekst: a, " + ", ".join(map(str, range(50_000))) + "}",
    "cuts": "{" + ", ".join(f"a{number}: x, b{number}" for number in range(20_000)) + "}",
}


@pytest.mark.parametrize("value", HUGE.values(), ids=HUGE)
@pytest.mark.parametrize(
    "key", ["titel", "beloeb", "frist", "opdateret", "fase", "direktionsfokus", "risici", "ukendt"]
)
def test_a_huge_value_is_not_printed(key: str, value: str) -> None:
    faults = read("driftsaendringer", (key,), value).faults
    problems = [Problem("plan/p/f.yaml", 1, 1, "error", each.code, each.message, each.hint) for each in faults]
    for name, printed in FORMATS.items():
        for words in (DANISH, ENGLISH):
            assert all(len(printed([problem], words)) < 6_000 for problem in problems), name


def test_a_huge_key_is_not_printed() -> None:
    (fault,) = understood("driftsaendringer", f"{ITEM}{'x' * 500}: 1\n".encode()).faults
    assert len(ENGLISH.brief(fault.message)) < 500 < len(ENGLISH(fault.message))


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("beloeb", "5000", "beloeb: {2025: 5000, 2026: 0}"),
        ("beloeb", "ingen", "beloeb: {2025: 4000, 2026: 0}"),
        ("afsluttet", "2025-05-20", "afsluttet: {dato: 2025-05-20, grundlag: Indarbejdet i budget 2025}"),
        ("lukket", "ja", "lukket: {begrundelse: …}"),
        ("lukket", "Ejendomshandel, jf. § 10", 'lukket: {begrundelse: "Ejendomshandel, jf. § 10"}'),
        ("risici", "Priserne", "risici: [{tekst: Priserne, afhjaelpning: …}]"),
        ("risici", "{tekst: Priserne}", "risici: [{tekst: Priserne, afhjaelpning: …}]"),
        ("milepaele", "[Licitation]", "milepaele: [{hvad: Licitation, hvornaar: ultimo 2025}]"),
        ("bevillinger", "5000", "bevillinger: [{dato: 2025-05-31, beloeb: 5000}]"),
        ("medansvarlige", "Skolechefen", "medansvarlige: [Skolechefen]"),
        ("titel", "[Ny, plan]", "titel: …"),
    ],
)
def test_what_was_written_is_in_the_line(key: str, value: str, line: str) -> None:
    hints = [ENGLISH(each.hint) for each in read("driftsaendringer", (key,), value).faults]
    assert f"write `{line}`" in hints


def told_of(text: str) -> list[tuple[Any, ...]]:
    faults = understood("driftsaendringer", text.encode()).faults
    return [(each.line, each.column, each.code, ENGLISH(each.hint)) for each in faults]


@pytest.mark.parametrize("key", ["titel", "udvalg", "ansvarlig", "proces", "fase", "beloeb"])
def test_a_slip_of_the_pen_in_a_key_that_must_be_there_is_one_error(key: str) -> None:
    told = told_of(ITEM.replace(f"{key}:", f"{key[0]}{key[2:]}:"))
    assert [(code, hint) for _line, _column, code, hint in told] == [("unknown-key", f"did you mean `{key}`?")]


def test_a_comma_in_a_text_in_braces_is_told_once_with_the_whole_text() -> None:
    text = ITEM + "risici: [{tekst: Priser, løn, og tid, afhjaelpning: Ny plan, uden jord}]\n"
    assert told_of(text) == [
        (7, 26, "unknown-key", 'in braces a text with commas goes in quotes: tekst: "Priser, løn, og tid"'),
        (7, 62, "unknown-key", 'in braces a text with commas goes in quotes: afhjaelpning: "Ny plan, uden jord"'),
    ]

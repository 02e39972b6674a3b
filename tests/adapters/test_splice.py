"""Changes in files of every style, as a table: the text, the changes, the text expected."""

from typing import Any

import pytest

from udplan.adapters.read.reader import read
from udplan.adapters.write.splice import CannotSplice, spliced
from udplan.domain.emne import KEY_ORDER
from udplan.pure.change.assignments import keys_at
from udplan.pure.change.changes import ABSENT, Change, apply

TWINS = frozenset(("fase", "afsluttet", "udgaaet"))
DONE = {"dato": "2025-05-31", "grundlag": "Indarbejdet i budget 2025"}
DONE_LINE = "afsluttet: {dato: 2025-05-31, grundlag: Indarbejdet i budget 2025}"


def put(*keys: str | int, to: Any) -> Change:
    """Whatever was there gives way."""
    return Change(keys, "?", to)


def add(*keys: str | int, to: Any) -> Change:
    return Change(keys, ABSENT, to)


def drop(*keys: str | int) -> Change:
    return Change(keys, "?", ABSENT)


def done(*gone: str) -> list[Change]:
    return [*(drop(key) for key in gone), add("afsluttet", to=DONE)]


TABLE: dict[str, tuple[str, list[Change], str]] = {
    # one value for another
    "plain": ("frist: maj 2025\nsag: x\n", [put("frist", to="juni 2025")], "frist: juni 2025\nsag: x\n"),
    "single quotes kept": ("sag: '25/1'\n", [put("sag", to="d'A")], "sag: 'd''A'\n"),
    "double quotes kept": ('sag: "25/1"\n', [put("sag", to='a "b"')], 'sag: "a \\"b\\""\n'),
    "a comment after it": (
        "frist: maj 2025   # spørg Jens\n",
        [put("frist", to="2026")],
        'frist: "2026"   # spørg Jens\n',
    ),
    "tabs after it": ("frist: maj 2025\t\t\nsag: x\n", [put("frist", to="juni")], "frist: juni\t\t\nsag: x\n"),
    "a tab before it": ("frist:\tmaj 2025\n", [put("frist", to="juni")], "frist:\tjuni\n"),
    "space before the colon": ("frist : maj\n", [put("frist", to="juni")], "frist : juni\n"),
    "a quoted key": ('"frist": maj\n', [put("frist", to="juni")], '"frist": juni\n'),
    "value on the next line": ("frist:\n    maj\nsag: x\n", [put("frist", to="juni")], "frist:\n    juni\nsag: x\n"),
    "plain on two lines": ("titel: a\n  b\nsag: x\n", [put("titel", to="c")], "titel: c\nsag: x\n"),
    "double on two lines": ('titel: "a\n  b"  # k\nsag: x\n', [put("titel", to="c")], 'titel: "c"  # k\nsag: x\n'),
    "a whole number": (
        "beloeb: {2025: 1, 2026: 2}\n",
        [put("beloeb", "2026", to=-500)],
        "beloeb: {2025: 1, 2026: -500}\n",
    ),
    "a truth value": ("direktionsfokus: false # k\n", [put("direktionsfokus", to=True)], "direktionsfokus: true # k\n"),
    "no last line end": ("titel: a\nfrist: maj", [put("frist", to="juni")], "titel: a\nfrist: juni"),
    "in a group of lines": (
        "beloeb:\n    2025: 1  # a\n    2026: 2  # b\nsag: x\n",
        [put("beloeb", "2025", to=7)],
        "beloeb:\n    2025: 7  # a\n    2026: 2  # b\nsag: x\n",
    ),
    "in a group in a list": (
        "risici:\n- tekst: a\n  afhjaelpning: b # k\n- tekst: c\n",
        [put("risici", 0, "afhjaelpning", to="d")],
        "risici:\n- tekst: a\n  afhjaelpning: d # k\n- tekst: c\n",
    ),
    "in brackets in brackets": (
        "risici: [{tekst: a}, {tekst: b}]\n",
        [put("risici", 1, "tekst", to="c, d")],
        'risici: [{tekst: a}, {tekst: "c, d"}]\n',
    ),
    "an element": ("temaer:\n  -   a  # k\n  - b\n", [put("temaer", 0, to="c")], "temaer:\n  -   c  # k\n  - b\n"),
    # a value where there was none
    "an empty value": ("frist:\nsag: x\n", [put("frist", to="maj")], "frist: maj\nsag: x\n"),
    "an empty value with a comment": ("frist:   # k\nsag: x\n", [put("frist", to="maj")], "frist: maj   # k\nsag: x\n"),
    "an empty value in brackets": (
        "lukket: {begrundelse: }\n",
        [put("lukket", "begrundelse", to="a")],
        "lukket: {begrundelse: a}\n",
    ),
    "an empty value at the end": ("titel: a\nfrist:", [put("frist", to="maj")], "titel: a\nfrist: maj"),
    "null": ("frist: null\n", [put("frist", to="maj")], "frist: maj\n"),
    # texts of several lines
    "clip": ("status: |\n  gammel\n\nsag: x\n", [put("status", to="ny\n")], "status: |\n  ny\n\nsag: x\n"),
    "strip": ("status: |-\n  gammel\nsag: x\n", [put("status", to="ny\n")], "status: |\n  ny\nsag: x\n"),
    "strip kept where it fits": (
        "status: |-\n  a\nsag: x\n",
        [put("status", to="b\nc")],
        "status: |-\n  b\n  c\nsag: x\n",
    ),
    "keep": ("status: |+\n  gammel\n\n\nsag: x\n", [put("status", to="ny\n")], "status: |\n  ny\nsag: x\n"),
    "folded": (
        "status: >\n  gammel\n  tekst\nsag: x\n",
        [put("status", to="ny\ntekst\n")],
        "status: |\n  ny\n  tekst\nsag: x\n",
    ),
    "its own indentation": (
        "status: |\n     gammel\nsag: x\n",
        [put("status", to="ny\n")],
        "status: |\n     ny\nsag: x\n",
    ),
    "said indentation": (
        "status: |4\n      a\nsag: x\n",
        [put("status", to="  b\nc\n")],
        "status: |4\n      b\n    c\nsag: x\n",
    ),
    "comment on its header": (
        "status: |  # k\n  a\nsag: x\n",
        [put("status", to="b\n")],
        "status: |  # k\n  b\nsag: x\n",
    ),
    "no last line end in a block": (
        "titel: a\nstatus: |\n  b",
        [put("status", to="c\n")],
        "titel: a\nstatus: |\n  c\n",
    ),
    "no-break space at its end": (
        "status: |\n  a\u00a0\nsag: x\n",
        [put("status", to="b\n")],
        "status: |\n  b\nsag: x\n",
    ),
    "spaces at its end": ("status: |\n  a  \nsag: x\n", [put("status", to="b\n")], "status: |\n  b\nsag: x\n"),
    "one line to several": (
        "status: a  # k\nsag: x\n",
        [put("status", to="b\nc\n")],
        "status: |  # k\n  b\n  c\nsag: x\n",
    ),
    "several lines to one": ("status: |  # k\n  a\n  b\nsag: x\n", [put("status", to="c")], "status: c  # k\nsag: x\n"),
    "lines that begin with spaces": ("status: a\n", [put("status", to="  b\nc\n")], "status: |2\n    b\n  c\n"),
    "what no block can hold": ("status: a\n", [put("status", to="b\x00\nc\n")], 'status: "b\\u0000\\nc\\n"\n'),
    "line separator": ("status: a\n", [put("status", to="b\u2028c")], 'status: "b\\u2028c"\n'),
    # CRLF and BOM
    "crlf": ("titel: a\r\nfrist: b\r\n", [put("frist", to="c")], "titel: a\r\nfrist: c\r\n"),
    "crlf block": (
        "status: |\r\n  a\r\n\r\nsag: x\r\n",
        [put("status", to="b\nc\n")],
        "status: |\r\n  b\r\n  c\r\n\r\nsag: x\r\n",
    ),
    "crlf added": ("titel: a\r\nsag: x\r\n", [add("frist", to="maj")], "titel: a\r\nfrist: maj\r\nsag: x\r\n"),
    "crlf removed": ("titel: a\r\nfrist: b\r\nsag: x\r\n", [drop("frist")], "titel: a\r\nsag: x\r\n"),
    "crlf removed at the end": ("titel: a\r\nsag: x", [drop("sag")], "titel: a"),
    "mixed line ends, removed at the end": ("titel: a\r\nudvalg: b\nsag: x", [drop("sag")], "titel: a\r\nudvalg: b"),
    "bom": ("\ufefftitel: a\nsag: x\n", [put("titel", to="b")], "\ufefftitel: b\nsag: x\n"),
    "bom and a first key": ("\ufeffudvalg: a\n", [add("titel", to="b")], "\ufefftitel: b\nudvalg: a\n"),
    # keys that come
    "in the contract's order": ("titel: a\nsag: x\n", [add("frist", to="maj")], "titel: a\nfrist: maj\nsag: x\n"),
    "first of all": ("# k\nudvalg: a\n", [add("titel", to="b")], "# k\ntitel: b\nudvalg: a\n"),
    "last, no last line end": ("titel: a", [add("sag", to="x")], "titel: a\nsag: x"),
    "after a block at the end": (
        "titel: a\nstatus: |\n  b\n",
        [add("sag", to="x")],
        "titel: a\nstatus: |\n  b\nsag: x\n",
    ),
    "a block without last line end": (
        "titel: a\nstatus: |\n  b",
        [add("sag", to="x")],
        "titel: a\nsag: x\nstatus: |\n  b",
    ),
    "after a keeping block": (
        "status: |+\n  a\n\nsag: x\n",
        [add("frist", to="maj")],
        "status: |+\n  a\n\nfrist: maj\nsag: x\n",
    ),
    "after what the last key holds": (
        "titel: a\nrisici:\n  - tekst: b\n    # om risikoen\n# om sagen\nsag: x\n",
        [add("frist", to="maj")],
        "titel: a\nrisici:\n  - tekst: b\n    # om risikoen\nfrist: maj\n# om sagen\nsag: x\n",
    ),
    "before the end mark": ("---\ntitel: a\n...\n", [add("sag", to="x")], "---\ntitel: a\nsag: x\n...\n"),
    "an indented file": ("  titel: a\n  sag: x\n", [add("frist", to="maj")], "  titel: a\n  frist: maj\n  sag: x\n"),
    "in brackets": ("{titel: a, sag: x}\n", [add("frist", to="maj")], "{titel: a, frist: maj, sag: x}\n"),
    "a year between": (
        "beloeb: {2025: 1, 2027: 3}\n",
        [add("beloeb", "2026", to=2)],
        "beloeb: {2025: 1, 2026: 2, 2027: 3}\n",
    ),
    "a year before": ("beloeb:\n  2026: 1\n", [add("beloeb", "2025", to=2)], "beloeb:\n  2025: 2\n  2026: 1\n"),
    "a group's own order": (
        "milepaele:\n  - hvad: a\n    naaet: 2025-01-01\n",
        [add("milepaele", 0, "hvornaar", to="maj")],
        "milepaele:\n  - hvad: a\n    hvornaar: maj\n    naaet: 2025-01-01\n",
    ),
    "a group's last": (
        "afsluttet: {dato: 2025-05-31}\n",
        [add("afsluttet", "grundlag", to="a")],
        "afsluttet: {dato: 2025-05-31, grundlag: a}\n",
    ),
    "first after a hyphen": (
        "risici:\n  - afhjaelpning: b\n",
        [add("risici", 0, "tekst", to="a")],
        "risici:\n  - tekst: a\n    afhjaelpning: b\n",
    ),
    "a group that is not there": (
        "titel: a\n",
        [add("lukket", "begrundelse", to="b")],
        "titel: a\nlukket: {begrundelse: b}\n",
    ),
    "a group without anything in it": (
        "lukket:\nsag: x\n",
        [add("lukket", "begrundelse", to="b")],
        "lukket: {begrundelse: b}\nsag: x\n",
    ),
    "an empty group": ("lukket: {}\n", [add("lukket", "begrundelse", to="b")], "lukket: {begrundelse: b}\n"),
    "the file's indentation": (
        "beloeb:\n    2025: 1\n",
        [add("status", to="a\nb\n")],
        "status: |\n    a\n    b\nbeloeb:\n    2025: 1\n",
    ),
    "a long list": (
        "titel: a\n",
        [add("medansvarlige", to=["x" * 60, "y" * 60])],
        f"titel: a\nmedansvarlige:\n  - {'x' * 60}\n  - {'y' * 60}\n",
    ),
    # elements that come
    "appended in brackets": ("temaer: [a]  # k\n", [add("temaer", 1, to="b")], "temaer: [a, b]  # k\n"),
    "appended after a comma": ("temaer: [a,]\n", [add("temaer", 1, to="b")], "temaer: [a, b,]\n"),
    "appended to nothing": ("temaer: []\n", [add("temaer", 0, to="b")], "temaer: [b]\n"),
    "appended to what is not there": ("titel: a\n", [add("temaer", 0, to="b")], "titel: a\ntemaer: [b]\n"),
    "appended on a line": (
        "temaer:\n- a # k\n# om\nsag: x\n",
        [add("temaer", 1, to="b")],
        "temaer:\n- a # k\n- b\n# om\nsag: x\n",
    ),
    "appended as a block": (
        "risici:\n  - tekst: a\n    afhjaelpning: b\n",
        [add("risici", 1, to={"tekst": "c"})],
        "risici:\n  - tekst: a\n    afhjaelpning: b\n  - tekst: c\n",
    ),
    "appended below a lonely hyphen": (
        "risici:\n  -   # k - l\n    tekst: a\n",
        [add("risici", 1, to={"tekst": "c"})],
        "risici:\n  -   # k - l\n    tekst: a\n  - tekst: c\n",
    ),
    "appended in many-line brackets": (
        "temaer: [\n  a,  # k\n  b  # l\n ]\n",
        [add("temaer", 2, to="c")],
        "temaer: [\n  a,  # k\n  b, c  # l\n ]\n",
    ),
    # keys that go
    "removed": ("titel: a\nfrist: b\nsag: x\n", [drop("frist")], "titel: a\nsag: x\n"),
    "removed with a comment": ("titel: a\nfrist: b # k\nsag: x\n", [drop("frist")], "titel: a\n# k\nsag: x\n"),
    "removed at the end": ("titel: a\nsag: x", [drop("sag")], "titel: a"),
    "removed below a block at the end": ("status: |\n  a\nsag: x", [drop("sag")], "status: |\n  a\n"),
    "removed without a value": ("titel: a\nfrist:\nsag: x\n", [drop("frist")], "titel: a\nsag: x\n"),
    "the next key's comment stays": (
        "titel: a\nfrist: b\n\n# om sagen\nsag: x\n",
        [drop("frist")],
        "titel: a\n\n# om sagen\nsag: x\n",
    ),
    "a removed list's comments stay, but not its elements'": (
        "titel: a\nrisici:  # k\n  # l\n  - tekst: b # m\n  # n\n  - tekst: c\n# o\nsag: x\n",
        [drop("risici")],
        "titel: a\n# k\n# l\n# o\nsag: x\n",
    ),
    "a removed list in brackets": (
        "titel: a\ntemaer: [  # k\n  a,  # l\n  b # m\n  ] # n\nsag: x\n",
        [drop("temaer")],
        "titel: a\n# k\n# n\nsag: x\n",
    ),
    "a removed block": ("titel: a\nstatus: |\n  # tekst\n  b\n\nsag: x\n", [drop("status")], "titel: a\n\nsag: x\n"),
    "the last of a group": (
        "titel: a\nlukket:\n  begrundelse: b\n",
        [drop("lukket", "begrundelse")],
        "titel: a\nlukket: {}\n",
    ),
    "first after its hyphen": (
        "risici:\n  - tekst: a # k\n    afhjaelpning: b\n",
        [drop("risici", 0, "tekst")],
        "risici:\n  - # k\n    afhjaelpning: b\n",
    ),
    "a year": ("beloeb: {2025: 1, 2026: 2}\n", [drop("beloeb", "2025")], "beloeb: {2026: 2}\n"),
    "the last year": ("beloeb: {2025: 1, 2026: 2}\n", [drop("beloeb", "2026")], "beloeb: {2025: 1}\n"),
    "the last in brackets, empty": ("{titel: a, sag: }\n", [drop("sag")], "{titel: a}\n"),
    "an element in brackets": ("temaer: [a, b, c]\n", [drop("temaer", 1)], "temaer: [a, c]\n"),
    "an element in many-line brackets": (
        "temaer: [\n  a,  # k\n  b,  # l\n ]\n",
        [drop("temaer", 1)],
        "temaer: [\n  a,  # k\n ]\n",
    ),
    "the last in many-line brackets": (
        "temaer: [\n  a,  # k\n  b  # l\n ]\n",
        [drop("temaer", 1)],
        "temaer: [\n  a # k\n ]\n",
    ),
    "an element with its comment": (
        "temaer:\n  - a\n  - b # k - l\n  - c\n",
        [drop("temaer", 1)],
        "temaer:\n  - a\n  - c\n",
    ),
    "an element with the comments in it": (
        "risici:\n  - tekst: a # k\n    # l\n    afhjaelpning: b\n    # m\n  # om den næste\n  - tekst: c\n",
        [drop("risici", 0)],
        "risici:\n  # om den næste\n  - tekst: c\n",
    ),
    "an element in brackets with its comment": (
        "temaer: [a,  # k\n  b,  # l\n  # om c\n  c]  # m\n",
        [drop("temaer", 1)],
        "temaer: [a,  # k\n  # om c\n   c]  # m\n",
    ),
    "an element with a hyphen in its comment": (
        "temaer:\n  - a\n  # x - y\n  - b\n  - c\n",
        [drop("temaer", 1)],
        "temaer:\n  - a\n  # x - y\n  - c\n",
    ),
    # the state
    "done": ("fase: i_gang\ntrafiklys: gul\nsag: x\n", done("fase", "trafiklys"), f"{DONE_LINE}\nsag: x\n"),
    "done with comments": (
        "fase: i_gang  # k\ntrafiklys: gul  # l\nsag: x\n",
        done("fase", "trafiklys"),
        f"{DONE_LINE}  # k\n# l\nsag: x\n",
    ),
    "done in brackets": ("{titel: a, fase: i_gang}\n", done("fase"), f"{{titel: a, {DONE_LINE}}}\n"),
    "done, a lonely value": ("fase: # k\n  i_gang # l\nsag: x\n", done("fase"), f"# k\n{DONE_LINE} # l\nsag: x\n"),
    "a basis that is an address": (
        "fase: i_gang\n",
        [drop("fase"), add("afsluttet", to={"dato": "2025-05-31", "grundlag": "https://a.dk/b?c=d"})],
        'afsluttet: {dato: 2025-05-31, grundlag: "https://a.dk/b?c=d"}\n',
    ),
    "reopened": (
        "afsluttet:\n  dato: 2025-05-31  # k\n  grundlag: a  # l\nsag: x\n",
        [drop("afsluttet"), add("fase", to="i_gang")],
        "# k\nfase: i_gang  # l\nsag: x\n",
    ),
    # keys of another form
    "keys in NFD": ("o\u0308vrigt: a\nsag: x\n", [put("övrigt", to="b")], "o\u0308vrigt: b\nsag: x\n"),
    "a text in NFD": ("titel: a\n", [put("titel", to="e\u0301")], "titel: \u00e9\n"),
    "a list for another": ("temaer:\n  - a\n  - b\n", [put("temaer", to=["c"])], "temaer:\n  - c\n"),
}


@pytest.mark.parametrize("case", TABLE)
def test_table(case: str) -> None:
    text, changes, expected = TABLE[case]
    assert spliced(text.encode(), changes, keys_at, TWINS).decode() == expected


TRICKY = (
    "true",
    "no",
    "null",
    "~",
    "",
    "12",
    "0651",
    "1.000",
    "1e5",
    ".inf",
    "2025-05-31",
    "12:30",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "- a",
    "-",
    "-a",
    "? a",
    "?a",
    ":a",
    "a?b",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "[a",
    "]a",
    "{a",
    "}a",
    "a, b",
    "'a'",
    '"a"',
    "\\n",
    "---",
    "...",
    "=",
    "<<",
    " a",
    "a ",
    "a\tb",
    "a\u2028b",
    "a\u2029b",
    "a\u0085b",
    "a\x00b",
    "a\x1bb",
    "a\ufeffb",
    "a\ufffeb",
    "a\u00a0b",
    "æøåÆØÅ",
    "😀",
    "x" * 5000,
    "a\nb",
    "\n",
    "a\r\nb",
    " a\n b\n",
    "\n\na",
    "a\n\n\n",
    "\ta\nb",
    "a\n \n",
    "#a\nb: c\n",
    "---\na",
    "a\n...\n",
    "a\u2028\nb",
)
HOLDERS = (
    "status: gammel\nsag: x\n",
    "status: 'gammel'\nsag: x\n",
    'status: "gammel"\n',
    "status: |\n  gammel\nsag: x\n",
    "titel: a\nsag: x\n",
    "{status: gammel, sag: x}\n",
    "status:\n",
    "titel: a\nstatus: >-\n  a\n  b",
    "titel: a\r\nsag: x",
)


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("text", TRICKY)
def test_any_text_is_written_so_that_it_is_read(holder: str, text: str) -> None:
    after = spliced(holder.encode(), [put("status", to=text)], keys_at, TWINS)
    assert read(after).data == apply(read(holder.encode()).data, [put("status", to=text)])


@pytest.mark.parametrize("text", TRICKY)
def test_any_text_is_written_so_that_it_is_read_inside_too(text: str) -> None:
    holder = b"risici:\n  - tekst: a\n    afhjaelpning: b\nlukket: {begrundelse: c}\ntemaer: [d]\nmedansvarlige:\n- e\n"
    changes = [
        put("risici", 0, "tekst", to=text),
        add("risici", 1, to={"tekst": text}),
        put("lukket", "begrundelse", to=text),
        add("temaer", 1, to=text),
        add("medansvarlige", 1, to=text),
        put("medansvarlige", 0, to=text),
        add("afsluttet", to={"dato": "2025-05-31", "grundlag": text}),
    ]
    assert read(spliced(holder, changes, keys_at, TWINS)).data == apply(read(holder).data, changes)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("titel: [a\n", put("titel", to="b")),
        ("", put("titel", to="b")),
        ("- a\n", put("titel", to="b")),
        ("a: &x 1\n", put("a", to=2)),
        ("titel: a\rsag: b\r", put("titel", to="b")),
        ("titel: a\n", drop("titel")),
        ("? titel\n: a\nsag: x\n", drop("titel")),
        ("{titel, sag: x}\n", put("titel", to="b")),
        ("temaer: [, ]\n", put("temaer", to="b")),
        ("temaer:\n-\n- b\n", put("temaer", 0, to="a")),
        ("titel: a\n", put("titel", to="\udcff")),
    ],
)
def test_refused(text: str, change: Change) -> None:
    with pytest.raises(CannotSplice):
        spliced(text.encode(), [change], keys_at, TWINS)


def test_a_file_does_not_become_too_large() -> None:
    with pytest.raises(CannotSplice, match="larger than 1 MiB"):
        spliced(b"titel: a\n", [put("titel", to="x" * 1024 * 1024)], keys_at, TWINS)


def test_a_new_key_stands_where_the_contract_has_it() -> None:
    blob = b"titel: a\n"
    for key in sorted(KEY_ORDER[1:]):
        blob = spliced(blob, [add(key, to="x")], keys_at, TWINS)
    assert tuple(read(blob).data) == KEY_ORDER


def test_nothing_to_change_changes_nothing() -> None:
    blob = b"\xef\xbb\xbftitel:  a # k\r\n\r\n"
    assert spliced(blob, [], keys_at, TWINS) == blob

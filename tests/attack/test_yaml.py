"""Whatever a plan's files hold, a command answers 0, 1 or 2 in a few seconds: exit 3 is only for bugs."""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from support.attack import DAY, Attack, some
from support.workspace import LIVE, PLAN, SETTINGS, item_path
from udplan.adapters.read.sources import MOST_BYTES

ROUND = "titel: Halvårsstatus\nopgjort: 2025-05-31\nudvalg: OEU\n"
COMMANDS = (
    ("check",),
    ("check", "--format", "json"),
    ("list", *DAY, "--internal"),
    ("list", *DAY, "--format", "json"),
    ("show", "A101"),
    ("show", "A101", "--format", "yaml", "--internal"),
    ("status", *DAY),
    ("status", "--round", "2025-05"),
    ("status", *DAY, "-o", "ud.html"),
    ("diff",),
    ("diff", "--format", "md"),
    ("history", "A101"),
    ("round", "list"),
    ("round", "verify"),
    ("round", "new", "2025-11", "--dry-run"),
    ("round", "freeze", "2025-05", "--dry-run"),
    ("set", "A101", "frist=2027", "--dry-run"),
    ("set", "2025-05", "moede=2025-06-10", "--dry-run"),
    ("done", "A101", "--basis", "Regnskab", "--date", "2025-05-31", "--dry-run"),
    ("move", "A101", "ultimo 2026", "--reason", "Udbuddet gik om", "--dry-run"),
)
SECONDS = 10

Whole = Callable[[bytes], bytes]
WHOLE: dict[str, Whole] = {
    "nothing": lambda _text: b"",
    "spaces": lambda _text: b" \n\n  \n",
    "a BOM alone": lambda _text: b"\xef\xbb\xbf",
    "two BOMs": lambda text: b"\xef\xbb\xbf\xef\xbb\xbf" + text,
    "a BOM in the middle": lambda text: text + b"\xef\xbb\xbf" + text,
    "CRLF": lambda text: text.replace(b"\n", b"\r\n"),
    "lone CR": lambda text: text.replace(b"\n", b"\r"),
    "mixed ends of lines": lambda text: text.replace(b"\n", b"\r", 3).replace(b"\n", b"\r\n", 3),
    "NEL": lambda text: text.replace(b"\n", "\u0085".encode()),
    "U+2028 for line ends": lambda text: text.replace(b"\n", "\u2028".encode()),
    "U+2028 in a comment": lambda text: "# a\u2028b\n# c\u0085d\u2029e\n".encode() + text,
    "NUL": lambda text: text + b"\0",
    "NULs": lambda _text: b"\0" * 1000,
    "controls": lambda text: text + bytes(range(1, 32)),
    "invalid UTF-8": lambda text: text + b"x: \xff\xfe\xc0\x80\xed\xa0\x80\n",
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "UTF-32": lambda text: text.decode().encode("utf-32"),
    "Latin-1": lambda text: text.decode().encode("latin-1"),
    "twice": lambda text: text + text,
    "two documents": lambda text: text + b"---\n" + text,
    "directives": lambda text: b"%YAML 9.9\n%TAG ! tag:x,2025:\n---\n" + text,
    "an end in the middle": lambda text: text + b"...\n" + text,
    "deep flow": lambda _text: b"[" * 100_000,
    "deep flow, closed": lambda _text: b"[" * 60 + b"]" * 60,
    "deep maps": lambda _text: b"{a: " * 20_000,
    "deep block": lambda _text: b"".join(b" " * depth + b"a:\n" for depth in range(1000)),
    "deep hyphens": lambda _text: b"- " * 5000,
    "question marks": lambda _text: b"? " * 5000,
    "colons": lambda _text: b": " * 5000,
    "a billion laughs": lambda _text: (
        b"a: &a [x]\n" + b"".join(b"a%d: &a%d [*a, *a, *a]\n" % (i, i) for i in range(99))
    ),
    "an alias to itself": lambda _text: b"a: &a [*a]\n",
    "merge keys": lambda text: b"x: &x {a: 1}\n<<: *x\n" + text,
    "a tag": lambda _text: b"!!python/object/apply:os.system [touch x]\n",
    "binary": lambda text: text + b"x: !!binary aGVq\n",
    "a list": lambda _text: b"- a\n- b\n",
    "a text": lambda _text: b"hej\n",
    "a number": lambda _text: b"9" * 5000,
    "null": lambda _text: b"null\n",
    "a long line": lambda text: text + b"x: " + b"a" * (MOST_BYTES - len(text) - 10) + b"\n",
    "a long key": lambda text: text + b"a" * 200_000 + b": 1\n",
    "a long comment": lambda text: text + b"#" * (MOST_BYTES - len(text) - 2),
    "many lines": lambda text: text + b"#\n" * 400_000,
    "many keys": lambda text: text + b"".join(b"k%d: 1\n" % number for number in range(30_000)),
    "many equal keys": lambda text: text + b"k: 1\n" * 30_000,
    "many elements": lambda text: text + b"xs: [" + b"1," * 50_000 + b"]\n",
    "a byte too many": lambda text: text + b"#" * MOST_BYTES,
    "tabs": lambda text: text.replace(b"\n", b"\n\t"),
    "conflict": lambda text: b"<<<<<<< HEAD\n" + text + b"=======\n" + text + b">>>>>>> x\n",
    "an open quote": lambda text: text + b'x: "a\n',
    "an open block": lambda text: text + b"x: |9\n",
    "emoji": lambda text: text + "x: 👩‍👩‍👧‍👦\U0001f468\n".encode(),
    "noncharacters": lambda text: text + "x: \ufffe\uffff\U0010ffff\n".encode(),
    "directions": lambda text: text + "# \u202e\u2066abc\n".encode(),
}

VALUES: dict[str, str] = {
    "many digits": "9" * 900_000,
    "a big number": "9" * 400,
    "negative": "-" + "9" * 5000,
    "a float": "1" * 400 + ".5",
    "a large exponent": "1e999999999",
    "an exponent": "1e308",
    "not a number": ".nan",
    "endless": "-.inf",
    "octal": "0o" + "7" * 4000,
    "hexadecimal": "0x" + "f" * 4000,
    "underscores": "1_000",
    "true": "true",
    "nothing": "",
    "empty": '""',
    "null": "~",
    "a list": "[]",
    "a map": "{}",
    "of everything": '[1, "a", [x], {y: z}, null, true, .nan]',
    "keys of all sorts": "{1: a, 1.5: b, true: c, null: d, 2025-01-01: e}",
    "an empty key": '{"": 1}',
    "a year": "2025",
    "a late year": "{9999: 1, 10000: 2, 99999999999999999999: 3}",
    "an early day": "0001-01-01",
    "a late day": "9999-12-31",
    "no day": "2025-13-45",
    "a late time": "ultimo 9999",
    "a late week": "uge 53 9999",
    "a span": "9999-12-31 - 0001-01-01",
    "NUL in quotes": r'"\0"',
    "half a pair": r'"\ud800"',
    "half pairs": r'"\ud83d\ude00"',
    "a lone low half": r'"a\udfffb"',
    "escapes": r'"\x1b[31m\x07\r\n\u2028\u202e\e]0;x\a"',
    "a large escape": r'"\U00110000"',
    "U+2028": "a\u2028b",
    "U+0085": "a\u0085b",
    "a template": "'{{ 1/0 }}{% for x in range(10**9) %}{% endfor %}'",
    "HTML": "'<script>alert(1)</script>'",
    "braces": "'{0} {x} {a.b} %s %(x)s {'",
    "a path": "../../../../etc/passwd",
    "an option": "--output=x",
    "a surrogate in bytes": '"\udcff"',
    "Markdown": "'" + "[" * 3000 + "](" * 3000 + "'",
    "stars": "'" + "*a_" * 20_000 + "'",
    "quotes": "'" + ">" * 5000 + "'",
    "digits in pairs": "'" + "12 34 56 78 " * 5000 + "'",
    "an address": "'" + "a." * 20_000 + "@" + "b-" * 20_000 + "'",
    "numbers of items": "'" + "A101 " * 20_000 + "'",
}  # fmt: skip
KEYS = {
    "item": (
        "titel",
        "beloeb",
        "frist",
        "opdateret",
        "temaer",
        "milepaele",
        "afsluttet",
        "fristaendringer",
        "afhaenger_af",
    ),
    "plan.yaml": ("budgetaar", "aftale", "udvalg", "kontroltotaler", "foraeldelse", "regler", "levende", "titel"),
    "round": ("opgjort", "frosset", "bilag", "forrige", "indledning", "titel"),
}
TEXTS = {"item": LIVE.replace("{number}", "101"), "plan.yaml": SETTINGS, "round": ROUND}


def place_of(root: Path, kind: str) -> Path:
    folder = root / "plan" / PLAN
    return {"item": item_path(root), "plan.yaml": folder / "plan.yaml", "round": folder / "runder/2025-05.yaml"}[kind]


def answered(root: Path, case: str, commands: tuple[tuple[str, ...], ...], attack: Attack) -> None:
    for arguments in commands:
        began = time.process_time()
        answer = attack.command(root, *arguments)
        took = time.process_time() - began
        attack.hold(took < SECONDS, f"{case}: udplan {' '.join(arguments)} took {took:.1f} s")
        attack.hold("\x1b" not in answer.out + answer.err, f"{case}: udplan {' '.join(arguments)} steers the terminal")
        attack.hold(len(answer.out) < 3_000_000 and len(answer.err) < 100_000, f"{case}: {arguments} says too much")


@pytest.mark.parametrize(("kind", "name"), some(product(KEYS, WHOLE), 5))
def test_whatever_bytes_a_file_is(kind: str, name: str, root: Path, attack: Attack) -> None:
    content = WHOLE[name](TEXTS[kind].encode())
    place_of(root, kind).write_bytes(content)
    answered(root, f"{kind}: {name}", COMMANDS if kind == "item" else COMMANDS[::2], attack)


@pytest.mark.parametrize(("kind", "name"), some(product(KEYS, VALUES), 7))
def test_whatever_a_key_says(kind: str, name: str, root: Path, attack: Attack) -> None:
    """Each key in turn, with a few commands each, so that every command meets many of them."""
    for number, key in enumerate(KEYS[kind]):
        lines = [line for line in TEXTS[kind].splitlines() if not line.startswith(f"{key}:")]
        text = "\n".join([*lines, f"{key}: {VALUES[name]}", ""])
        place_of(root, kind).write_bytes(text.encode("utf-8", "surrogateescape"))
        some = (COMMANDS[0], *COMMANDS[1 + (number + len(name)) % 4 :: 4])
        answered(root, f"{kind}: {key}: {name}", some, attack)

"""Mutates the example plan's files in memory and checks them: every fault must become a problem, none a traceback.

python tests/fuzz/fuzz_plan_files.py --count 10000 --seed 1
"""

import argparse
import random
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from support.cases import text_from_files  # noqa: E402
from support.trees import Memory  # noqa: E402
from support.words import DANISH, ENGLISH  # noqa: E402
from udplan.adapters.printers.problems import FORMATS  # noqa: E402
from udplan.usecases.check import check  # noqa: E402

AS_OF = date(2025, 5, 31)
CHANGES_AT_MOST = 3
NASTY = (
    *(
        "",
        "~",
        "null",
        "no",
        "yes",
        "true",
        "X",
        "1.000",
        "1,5",
        '"500"',
        "1_000",
        "0651",
        "4.20",
        "-",
        "−5",
        "1e400",
    ),
    *(
        "2026-13-01",
        "2025-02-30",
        "0000-00-00",
        "9999-12-31",
        "0001-01-01",
        "31-05-2025",
        "2025",
        "26",
        "NaN",
        ".inf",
    ),
    *(
        "[]",
        "{}",
        "[[]]",
        "{a: b}",
        "[1, 2]",
        "&a b",
        "*a",
        "!!python/object:os.system x",
        "!t x",
        "<<: *a",
        "|",
        ">",
    ),
    *(
        "'",
        '"',
        "[",
        "{",
        "}",
        "]",
        ": ",
        "- ",
        "? ",
        "%",
        "@",
        "`",
        "---",
        "...",
        "\t",
        "#",
        "\\x00",
        '"\\x00"',
    ),
    *(
        '"\\ud800"',
        '"\\u200b"',
        '"\\e[31m"',
        "9" * 400,
        "-" * 200,
        "(" * 60,
        "løbende",
        "uge 99 2025",
        "1999-2101",
    ),
    *(
        "2024-2027/A207",
        "/",
        "//",
        "A301",
        "2025-2028/",
        "D" * 300,
        "010190-1234",
        "a@b.dk",
        "12 34 56 78",
        "TODO",
    ),
    *(
        "primo 2025 - ultimo 2024",
        "Q5 2025",
        "0x10",
        "0o17",
        "+1",
        "1:30",
        "12:30:45",
        "=",
        "é\u0301" * 30,
        "🐟",
        "\u202e",
    ),
)
KEYS = (
    *(
        "titel",
        "udvalg",
        "fase",
        "afsluttet",
        "udgaaet",
        "beloeb",
        "frist",
        "risici",
        "lukket",
        "afhaenger_af",
    ),
    *("bevillinger", "viderefoert_fra", "afledt_drift_af", "behandling", "2025", '"2025"', "0", "", "regler"),
    *(
        "id_moenster",
        "kontroltotaler",
        "aftale",
        "budgetaar",
        "fortegn",
        "forrige",
        "opgjort",
        "frosset",
        "foraeldelse",
    ),
)
# Of a few files the agreement's points, its totals and what items refer to cannot be whole.
NOT_WHOLE = (
    "point-not-carried",
    "control-total",
    "dangling-reference",
    "unknown-round",
    "afledt-drift-silent",
)
PATTERNS = (
    "",
    ".*",
    "(",
    "(a+)+$",
    "[DRAH]",
    "^",
    r"\d",
    "x{9999999999}",
    "(?P<a>D)",
    "D|",
    "[DRAH]\\d{3}|.",
)


def flip_bytes(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def insert_bytes(data: bytes, rng: random.Random) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.randbytes(rng.randint(1, 6)) + data[at:]


def truncate(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randint(0, len(data))]


def shuffle_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(4)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines.insert(two, lines[one])
    elif kind == 2:
        lines[one], lines[two] = lines[two], lines[one]
    else:
        lines[one] = b" " * rng.randint(0, 6) + lines[one].lstrip() if rng.random() < 0.8 else b"\t" + lines[one]
    return b"\n".join(lines)


def replace_value(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    keyed = [place for place, line in enumerate(lines) if b":" in line]
    if keyed:
        place = rng.choice(keyed)
        key, _colon, _value = lines[place].partition(b":")
        value = rng.choice(PATTERNS) if b"moenster" in key else rng.choice(NASTY)
        lines[place] = key + b": " + value.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def replace_word(data: bytes, rng: random.Random) -> bytes:
    words = data.split(b" ")
    words[rng.randrange(len(words))] = rng.choice(NASTY).encode("utf-8", "surrogatepass")
    return b" ".join(words)


def replace_key(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    place = rng.randrange(len(lines))
    _key, _colon, value = lines[place].partition(b":")
    lines[place] = rng.choice(KEYS).encode() + b":" + value
    return b"\n".join(lines)


def add_line(data: bytes, rng: random.Random) -> bytes:
    value = rng.choice(PATTERNS) if rng.random() < 0.1 else rng.choice(NASTY)
    return data + f"\n{rng.choice(KEYS)}: {value}\n".encode("utf-8", "surrogatepass")


def random_text(data: bytes, rng: random.Random) -> bytes:
    chars = [chr(rng.choice((rng.randrange(0x20, 0x7F), rng.randrange(0xD800), rng.randrange(0xE000, 0x110000))))
             for _ in range(rng.randint(1, 12))]  # fmt: skip
    text = data.decode("utf-8", "replace")
    at = rng.randint(0, len(text))
    return (text[:at] + "".join(chars) + text[at:]).encode()


def nest(data: bytes, rng: random.Random) -> bytes:
    depth = rng.choice((3, 49, 50, 51, 500, 20_000))
    opening = rng.choice((b"[", b"{a: ", b"- "))
    return data + b"\ntemaer: " + opening * depth + rng.choice((b"", b"]" * depth, b"}" * depth))


def encode(data: bytes, rng: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    kind = rng.randrange(5)
    if kind == 0:
        return text.encode("utf-16")
    if kind == 1:
        return text.encode("cp1252", "replace")
    if kind == 2:
        return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    if kind == 3:
        return data.replace(b"\n", b"\r")
    return text.encode("utf-8").decode("latin-1").encode("utf-8")


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(flip_bytes, insert_bytes, truncate, shuffle_lines, shuffle_lines, replace_value, replace_value),
    *(replace_value, replace_word, replace_key, add_line, random_text, nest, encode),
)


def mutated(files: dict[str, bytes], rng: random.Random) -> tuple[dict[str, bytes], str]:
    """A small workspace (plan.yaml and a few other files), one of them changed; and which."""
    plans = sorted({path.split("/")[1] for path in files})
    plan = rng.choice(plans)
    settings = f"plan/{plan}/plan.yaml"
    others = [path for path in files if path.startswith(f"plan/{plan}/") and path != settings]
    few = dict.fromkeys([settings, *rng.sample(others, 3)])
    victim = rng.choice(list(few))
    small = {path: files[path] for path in few}
    for _ in range(rng.randint(1, CHANGES_AT_MOST)):
        small[victim] = rng.choice(MUTATIONS)(small[victim], rng)
    return small, victim


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "plan").rglob("*.yaml"))}
    broken = tracebacks = 0
    for number in range(options.count):
        seed = options.seed * 1_000_000 + number
        small, victim = mutated(files, random.Random(seed))
        try:
            problems = check(Memory(small), AS_OF)
            for write in FORMATS.values():
                for words in (DANISH, ENGLISH):
                    write(problems, words).encode("utf-8")
        except Exception:  # noqa: BLE001  # any exception at all is what this looks for
            tracebacks += 1
            # As a case: what is wrong is kept in tests/plans/bad when it is mended.
            print(text_from_files(f"A traceback with seed {seed} in {victim}.", small), file=sys.stderr)
            traceback.print_exc()
            continue
        broken += any(problem.path == victim and problem.code not in NOT_WHOLE for problem in problems)
    clean = options.count - broken - tracebacks
    print(f"{options.count} mutated plan files: {broken} with problems, {clean} clean, {tracebacks} tracebacks")
    return 3 if tracebacks else 0


if __name__ == "__main__":
    sys.exit(main())

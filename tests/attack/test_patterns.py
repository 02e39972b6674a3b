"""What ids look like is said in a small grammar: no `id_moenster` hangs, raises or warns."""

import time
from pathlib import Path

import pytest

from support.attack import Attack
from support.workspace import PLAN, item_path, workspace

PATTERNS = (
    "(?x) ( a + ) +", "(?x)(A+)+\\d", "(a+)+$", "(A|A)*", "(?:A*)*B", "(.*)*", ".*.*.*.*x", "A.*", "(?P<x>A)(?P=x)*",
    "(?i)a\\d{3}", "(?s).", "\\Z", "^", "$", "", "A{1000000}", "A{1,99}{1,99}", "(A{1,99}){1,99}",
    "[A-Z]{1,99}[A-Z]{1,99}"
    "[A-Z]{1,99}x", "\\d+\\d+\\d+\\d+", "[A-Z0-9]+[A-Z0-9]+[A-Z0-9]+x", "A?" * 30 + "A" * 30, "[Z-A]\\d", "[A--]\\d",
    "[--A]\\d",
    "[A-", "A\\", "\\", "[", "]", "{", "A{,", "A{5,2}\\d", "A{", "A++", "A*+", "A?+?", "(?>A+)", "(?=A)", "(?<=A)A",
    "(?!x)", "\\w+",
    "\\u0041", "\\N{LATIN SMALL LETTER A}", "[[:alpha:]]", "[^A]", "[A&&B]", "[A||B]", "[A~~B]", "[[A]]", "A|B",
    "Å\\d{3}",
    "[A-Å]\\d{3}", "A\\d{99}", "A{0}", "[A-Z]?[A-Z]?[A-Z]?[A-Z]?\\d{3}", "A\n\\d", "\ud7ff", "x" * 5000,
    "[A-Z]" * 900, "\\d?" * 16,
    "-", "_", "--", "[-_]+[-_]+", "[A-Z]+[A-Z]+", "\\d{0,98}\\d{0,98}", "[A-Za-z0-9ÆØÅæøå-]+\\d+",
)  # fmt: skip
SECONDS = 5


@pytest.mark.timeout(250)
def test_no_pattern_hangs_or_raises(tmp_path: Path, attack: Attack) -> None:
    root = workspace(tmp_path / "workspace")
    for name in ("A" * 250, "1" * 250, "-" * 250, "A1" * 120 + "-x", "a" * 100 + "!", "Å" * 120, "A-A-A-" * 40):
        item_path(root, name).write_text(item_path(root).read_text(encoding="utf-8"), encoding="utf-8")
    settings = root / "plan" / PLAN / "plan.yaml"
    text = settings.read_text(encoding="utf-8")
    for pattern in PATTERNS:
        settings.write_text(text + f"id_moenster: '{pattern}'\n", encoding="utf-8")
        for arguments in (("check",), ("list",), ("show", "A101")):
            began = time.process_time()
            answer = attack.command(root, *arguments)
            took = time.process_time() - began
            attack.hold(took < SECONDS, f"{pattern!r}: {arguments[0]} took {took:.1f} s")
            attack.hold("Warning" not in answer.err, f"{pattern!r}: {answer.err}")


def test_a_pattern_means_ascii_digits(tmp_path: Path, attack: Attack) -> None:
    """Digits of other alphabets look the same and are not: two items would seem to have one number."""
    root = workspace(tmp_path / "workspace")
    for digits in ("١٠٤", "１０４", "१०४"):
        item_path(root, f"A{digits}").write_text(item_path(root).read_text(encoding="utf-8"), encoding="utf-8")
        answer = attack.command(root, "check", codes=(1,))
        attack.hold("id-pattern" in answer.out, f"A{digits} is taken for a number")
        item_path(root, f"A{digits}").unlink()

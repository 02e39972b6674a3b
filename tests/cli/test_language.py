"""The language of the terminal: how it is chosen, and that a help or a usage error is wholly in one language."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from meta.catalogue import stored
from udplan.ground.language import Language, language_from_environment

CHOSEN_BY = ("UDPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


def answer(folder: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `python -m udplan` answers outside any workspace, with nothing else choosing the language."""
    plain = {name: value for name, value in os.environ.items() if name not in CHOSEN_BY}
    return subprocess.run(
        [sys.executable, "-m", "udplan", *arguments],
        cwd=folder,
        env={**plain, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


CHOICES: list[tuple[dict[str, str], Language]] = [
    ({}, "da"),
    ({"LANG": "C.UTF-8"}, "da"),
    ({"LANG": "C"}, "da"),
    ({"LC_ALL": "POSIX", "LANG": "da_DK.UTF-8"}, "da"),
    ({"LANG": "da_DK.UTF-8"}, "da"),
    ({"LANG": "en_GB.UTF-8"}, "en"),
    ({"LANG": "de_DE.UTF-8"}, "da"),
    ({"LC_ALL": "en_US.UTF-8", "LANG": "da_DK.UTF-8"}, "en"),
    ({"LC_ALL": "da_DK", "LANG": "en_US.UTF-8"}, "da"),
    ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "da_DK.UTF-8"}, "en"),
    ({"UDPLAN_LANG": "da", "LC_ALL": "en_US.UTF-8"}, "da"),
    ({"UDPLAN_LANG": "en", "LC_ALL": "da_DK.UTF-8"}, "en"),
    ({"UDPLAN_LANG": "EN"}, "en"),
    ({"UDPLAN_LANG": "", "LANG": "en_US"}, "en"),
]


@pytest.mark.parametrize(("environment", "expected"), CHOICES)
def test_the_language_is_chosen_by_the_environment(environment: dict[str, str], expected: Language) -> None:
    assert language_from_environment(environment) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "Brug: "),
        ({"LANG": "C.UTF-8"}, "Brug: "),
        ({"UDPLAN_LANG": "en", "LANG": "da_DK.UTF-8"}, "Usage: "),
        # What other programs of the user's speak does not matter to the headings either.
        ({"UDPLAN_LANG": "da", "LANGUAGE": "en"}, "Brug: "),
        ({"LC_ALL": "en_US.UTF-8", "LANGUAGE": "da"}, "Usage: "),
    ],
)
def test_the_program_speaks_the_language_chosen(tmp_path: Path, environment: dict[str, str], expected: str) -> None:
    said = answer(tmp_path, ["--help"], environment).stdout
    assert said.startswith(expected)
    assert ("Tilvalg:" in said, "Options:" in said) == ((True, False) if expected == "Brug: " else (False, True))


def command_names(help_text: str) -> list[str]:
    """The commands that the help of `udplan` lists."""
    listed = re.split(r"^(?:Commands|Kommandoer):\n", help_text, flags=re.MULTILINE)[1]
    return re.findall(r"^  (\S+)", listed, re.MULTILINE)


def helps(folder: Path, language: Language) -> Iterator[tuple[str, str]]:
    """Every command with its help, without the line breaks."""
    environment = {"UDPLAN_LANG": language, "COLUMNS": "80"}
    whole = answer(folder, ["--help"], environment).stdout
    names = command_names(whole)
    assert {"status", "list", "check", "done"} <= set(names)
    with ThreadPoolExecutor() as pool:
        texts = list(pool.map(lambda name: answer(folder, [name, "--help"], environment).stdout, names))
    for name, text in zip(["udplan", *names], [whole, *texts], strict=True):
        assert text, name
        yield name, " ".join(text.split())


def phrases(language: Language) -> set[str]:
    """Every text of the catalogue in one language that has two words or more and differs in the other."""
    found: set[str] = set()
    for message in stored():
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        danish = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for one, other in zip(english, danish, strict=True):
            # A text with placeholders is looked for up to the first of them.
            wanted = (one if language == "en" else other).partition("{")[0].strip()
            if one != other and len(re.findall(r"[^\W\d_]{2,}", wanted)) >= 2:
                found.add(wanted)
    return found


# Words that a help of the other language is made of; names of commands and code words are not among them.
TELLING_WORDS = {
    "en": "the of to or is are not default required only what which who when write FOLDER NAME DATE VALUE KEY OPTIONS",
    "da": "det den og eller ikke kun hvad som standard emner planen skriv MAPPE NAVN DATO VÆRDI FELT TILVALG",
}


@pytest.mark.parametrize(("language", "other"), [("da", "en"), ("en", "da")])
def test_every_help_is_in_one_language(tmp_path: Path, language: Language, other: Language) -> None:
    foreign = phrases(other)
    assert len(foreign) > 200
    words = set(TELLING_WORDS[other].split())
    for name, text in helps(tmp_path, language):
        assert [each for each in foreign if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)] == [], name
        assert set(re.findall(r"(?<![\w|/.-])\w+(?![\w|/.-])", text)) & words == set(), name


# What is asked, and all that is said of it on stderr in English and in Danish.
USAGE_ERRORS: list[tuple[str, str, str]] = [
    (
        "list --foocus",
        "error: there is no option --foocus\n  hint: did you mean --focus?\n",
        "fejl: der er intet tilvalg med navnet --foocus\n  tip: mente du --focus?\n",
    ),
    (
        "list -q",
        "error: there is no option -q\n  hint: see udplan list --help\n",
        "fejl: der er intet tilvalg med navnet -q\n  tip: se udplan list --help\n",
    ),
    (
        "--frist",
        "error: there is no option --frist\n  hint: see udplan --help\n",
        "fejl: der er intet tilvalg med navnet --frist\n  tip: se udplan --help\n",
    ),
    (
        "lst",
        "error: there is no command named lst\n  hint: did you mean `list`?\n",
        "fejl: der er ingen kommando med navnet lst\n  tip: mente du `list`?\n",
    ),
    (
        "-- --qqq",
        "error: there is no command named --qqq\n  hint: see udplan --help\n",
        "fejl: der er ingen kommando med navnet --qqq\n  tip: se udplan --help\n",
    ),
    (
        "--",
        "error: a command is missing\n  hint: see udplan --help\n",
        "fejl: der mangler en kommando\n  tip: se udplan --help\n",
    ),
    (
        "done --basis x",
        "error: ID… is missing\n  hint: see udplan done --help\n",
        "fejl: ID… mangler\n  tip: se udplan done --help\n",
    ),
    (
        "move A301 --reason x",
        "error: DEADLINE is missing\n  hint: see udplan move --help\n",
        "fejl: FRIST mangler\n  tip: se udplan move --help\n",
    ),
    (
        "set",
        "error: ID… KEY=VALUE… is missing\n  hint: see udplan set --help\n",
        "fejl: ID… FELT=VÆRDI… mangler\n  tip: se udplan set --help\n",
    ),
    (
        "done A301",
        "error: --basis is missing\n  hint: see udplan done --help\n",
        "fejl: --basis mangler\n  tip: se udplan done --help\n",
    ),
    (
        "list --tema",
        "error: --tema needs a value after it\n  hint: see udplan --help\n",
        "fejl: --tema skal efterfølges af en værdi\n  tip: se udplan --help\n",
    ),
    (
        "list --open=1",
        "error: --open takes no value\n  hint: see udplan --help\n",
        "fejl: --open tager ingen værdi\n  tip: se udplan --help\n",
    ),
    (
        "list A301 A302",
        "error: too many arguments: A301 A302\n  hint: see udplan list --help\n",
        "fejl: for mange ord: A301 A302 (sæt anførselstegn om tekst med mellemrum)\n  tip: se udplan list --help\n",
    ),
    (
        "list --as-of maj-2025",
        "error: maj-2025 is not a date; write it as 2025-05-31 or 31. maj 2025\n"
        "  hint: see udplan list --help\n",
        "fejl: maj-2025 er ikke en dato; skriv 2025-05-31 eller 31. maj 2025\n"
        "  tip: se udplan list --help\n",
    ),
    (
        "list --format xml",
        "error: --format xml: there is none of that name\n  hint: known: table, csv, json, yaml, md, ids\n",
        "fejl: --format xml: der findes ingen med det navn\n  tip: kendte: table, csv, json, yaml, md, ids\n",
    ),
    (
        "list --sort pris",
        "error: --sort pris: there is none of that name\n"
        "  hint: known: titel, ansvarlig, udvalg, frist, opdateret\n",
        "fejl: --sort pris: der findes ingen med det navn\n"
        "  tip: kendte: titel, ansvarlig, udvalg, frist, opdateret\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "english", "danish"), USAGE_ERRORS, ids=[each[0] for each in USAGE_ERRORS])
def test_a_usage_error_is_in_the_language_chosen(tmp_path: Path, arguments: str, english: str, danish: str) -> None:
    for language, expected in (("en", english), ("da", danish)):
        said = answer(tmp_path, arguments.split(), {"UDPLAN_LANG": language})
        assert (said.returncode, said.stdout, said.stderr) == (2, "", expected)


def test_a_variable_that_is_neither_yes_nor_no_is_named(tmp_path: Path) -> None:
    said = answer(tmp_path, ["list"], {"UDPLAN_LANG": "da", "UDPLAN_INTERNAL": "måske"})
    expected = "fejl: UDPLAN_INTERNAL: måske er hverken ja eller nej\n  tip: skriv 1 for ja eller 0 for nej\n"
    assert (said.returncode, said.stderr) == (2, expected)
    said = answer(tmp_path, ["list"], {"UDPLAN_LANG": "en", "UDPLAN_INTERNAL": "maybe"})
    assert said.stderr.startswith("error: UDPLAN_INTERNAL: maybe is neither yes nor no\n  hint: write 1 ")


def test_no_workspace_is_told_in_both_languages(tmp_path: Path) -> None:
    danish = answer(tmp_path, ["list"], {"UDPLAN_LANG": "da"})
    english = answer(tmp_path, ["list"], {"UDPLAN_LANG": "en"})
    assert danish.stderr.startswith("fejl: ingen mappe med navnet `plan` her eller længere oppe: ")
    assert english.stderr.startswith("error: no folder named `plan` here or above: ")
    assert danish.returncode == english.returncode == 1

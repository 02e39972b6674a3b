"""The documentation cannot drift: the reference is generated, every code and key is described, every example is run."""

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from support.words import DANISH
from udplan.adapters.read.sources import WorkTree
from udplan.cli import app, language
from udplan.domain.emne import Emne
from udplan.domain.labels import FELTER
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.domain.tidspunkt import forms
from udplan.domain.vocabulary import AMOUNT_KEYS, STATE_KEYS
from udplan.ground.message import plural
from udplan.pure.checks.rules import BY_CODE, RULES, Rule
from udplan.usecases.check import check
from udplan.usecases.schema import emne_schema, plan_schema, runde_schema

REPOSITORY = Path(__file__).parent.parent.parent
DOCS = REPOSITORY / "docs"
GUIDE = DOCS / "vejledning"
PAGES = [REPOSITORY / "README.md", *sorted(DOCS.rglob("*.md"))]


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


# The reference


def test_the_reference_and_the_schema_are_what_the_program_makes_them() -> None:
    done = subprocess.run(
        [sys.executable, str(DOCS / "generate.py"), "--check"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"run `make docs`:\n{done.stdout}{done.stderr}"


def test_every_command_and_every_option_is_in_the_reference() -> None:
    language.use("en")
    reference = text_of(DOCS / "reference" / "commands.md")
    sections = dict(re.findall(r"^## udplan (\S+)\n(.*?)(?=^## |\Z)", reference, re.MULTILINE | re.DOTALL))
    commands: dict[str, Any] = app._commands(()).commands
    assert list(sections) == list(commands)
    assert {name: tuple(group.commands) for name, group in commands.items() if hasattr(group, "commands")} == app.GROUPS
    for name, command in commands.items():
        for each in (command, *getattr(command, "commands", {}).values()):
            for parameter in each.params:
                for option in (*parameter.opts, *parameter.secondary_opts):
                    if option.startswith("-"):
                        assert re.search(rf"(?<![\w-]){option}(?![\w-])", sections[name]), f"{name} {option}"


@pytest.mark.parametrize("model", [Emne, Settings, Runde])
def test_every_key_is_in_the_reference(model: type[BaseModel]) -> None:
    reference = text_of(DOCS / "reference" / "keys.md")
    schema = model.model_json_schema()
    for key in schema["properties"]:
        assert f"| `{key}` |" in reference
    for name, group in schema["$defs"].items():
        for key in group["properties"]:
            assert re.search(rf"^\| `\w+\.{key}` \|", reference, re.MULTILINE), f"{name}.{key}"


def test_every_problem_code_is_in_the_reference() -> None:
    reference = text_of(DOCS / "reference" / "problems.md")
    assert set(re.findall(r"beskeder\.md#([a-z0-9-]+)\)", reference)) == set(BY_CODE)


# The editors' schema, and what the models say of themselves

SCHEMAS = {
    "editors": emne_schema,
    "item": Emne.model_json_schema,
    "plan.yaml": Settings.model_json_schema,
    "editors of plan.yaml": plan_schema,
    "round": Runde.model_json_schema,
    "editors of a round": runde_schema,
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_its_label_and_a_danish_explanation(name: str) -> None:
    for key, value in keys_of(SCHEMAS[name]()):
        assert value["title"] == FELTER[key], key
        assert re.fullmatch(r"[A-ZÆØÅ].*[.?]", value["description"]), key


def test_every_label_is_of_a_key() -> None:
    assert set(FELTER) == {key for schema in SCHEMAS.values() for key, _value in keys_of(schema())}


def keys_of(schema: dict[str, Any]) -> list[tuple[str, Any]]:
    """The keys of a file and of the groups inside it."""
    groups = (schema, *schema["$defs"].values())
    return [entry for group in groups for entry in group["properties"].items()]


def test_the_schema_knows_exactly_the_keys_and_years_that_the_program_does() -> None:
    schema = emne_schema()
    assert list(schema["properties"]) == list(Emne.model_fields)
    assert schema["required"] == [name for name, field in Emne.model_fields.items() if field.is_required()]
    assert [each["required"] for each in schema["oneOf"]] == [[key] for key in STATE_KEYS]
    for key in AMOUNT_KEYS:
        by_year = schema["properties"][key]
        # What is agreed may also be that nothing is yet.
        years = re.compile(by_year.get("anyOf", [by_year])[0]["propertyNames"]["pattern"])
        assert years.search("2025")
        assert not any(years.search(wrong) for wrong in ("25", "02025", "2025a", "BO1", "3025"))
    assert "null" not in json.dumps(schema)


# The guide's paragraphs about messages

MESSAGES = GUIDE / "beskeder.md"
# A comment in an example is no heading.
HEADINGS = re.sub(r"```.*?```", lambda block: block[0].replace("\n#", "\n #"), text_of(MESSAGES), flags=re.DOTALL)
PARAGRAPHS = re.findall(r"^## (\S+)\n(.*?)(?=^#{1,2} |\Z)", HEADINGS, re.MULTILINE | re.DOTALL)
SHORTEST = 120


def test_every_problem_code_has_one_paragraph_and_no_other_has() -> None:
    told = [code for code, _paragraph in PARAGRAPHS]
    assert sorted(told) == sorted(BY_CODE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_a_paragraph_says_enough_and_the_true_severity(rule: Rule) -> None:
    paragraph = dict(PARAGRAPHS)[rule.code]
    said = "Altid fejl." if rule.fixed else "Fejl." if rule.severity == "error" else "Advarsel."
    assert paragraph.lstrip().startswith(f"**{said}**")
    prose = re.sub(r"```.*?```", "", paragraph, flags=re.DOTALL)
    assert len(prose) >= SHORTEST, "what it means, why it matters, what to do"
    assert "```" in paragraph, "a small bad example"


def test_the_guide_describes_every_key_of_every_file() -> None:
    pages = (
        (GUIDE / "emne.md", Emne),
        (GUIDE / "runder.md", Runde),
        (GUIDE / BEGINNING, Runde),
        (GUIDE / BEGINNING, Settings),
    )
    for page, model in pages:
        told = text_of(page)
        assert not [key for key in model.model_fields if f"`{key}`" not in told]


def test_the_guide_lists_every_form_of_a_time() -> None:
    told = text_of(GUIDE / "emne.md")
    assert not [form for form in forms() if f"`{form}`" not in told]


def test_the_guide_quotes_what_is_said_after_an_interruption() -> None:
    said = "an interrupted command was finished: {count} file", "an interrupted command was finished: {count} files"
    text = DANISH(plural(*said, 3).format(count=3))
    assert f"```text\n{text}\n```" in text_of(GUIDE / "kommandoer.md")


# Links


def anchors(page: Path) -> set[str]:
    """The names that GitHub gives a page's headings."""
    headings = re.findall(r"^#{1,6} (.+)$", re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()).strip() for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_to_what_exists(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if target.startswith(("https://", "http://")):
            continue
        path, _hash, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


# The guide's examples, run for real

CHAPTERS = (
    "fra-tabel-til-plan.md", "import.md", "foerste-dag.md", "kommandoer.md", "rapporter.md", "aendringer.md",
    "runder.md",
)  # fmt: skip
REWRITE = os.environ.get("UDPLAN_GOLDEN") == "1"
ANYTHING = "…"
BEGINNING = "fra-tabel-til-plan.md"
"""The chapter that begins in an empty folder."""
BLOCK = re.compile(r"^```(console|(?:text|yaml) fil=\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class DayAfterTheMeeting(date):
    """The guide's examples are from 11 June 2025, whenever they are run."""

    @classmethod
    def today(cls) -> "DayAfterTheMeeting":
        return cls(2025, 6, 11)


@dataclass(frozen=True)
class Said:
    """A command of the guide and what follows it."""

    command: str
    output: tuple[str, ...]


def conversation(block: str) -> list[Said]:
    """The commands of a block, which begin with `$ `, each with its output."""
    said: list[Said] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            said.append(Said(line[2:], ()))
        else:
            said[-1] = Said(said[-1].command, (*said[-1].output, line))
    return said


def matches(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether the output is as expected; the line `…` stands for one or more lines."""
    if not expected:
        return not actual
    if expected[0] == ANYTHING:
        return any(matches(expected[1:], actual[skipped:]) for skipped in range(1, len(actual) + 1))
    return bool(actual) and expected[0] == actual[0] and matches(expected[1:], actual[1:])


def rewritten(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """The output as it is now, still without what the guide leaves out."""
    lines: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, expected, actual, autojunk=False).get_opcodes():
        left_out = kind != "equal" and ANYTHING in expected[first:last] and start < end
        lines += [ANYTHING] if left_out else actual[start:end]
    return lines


def answer(command: str, workspace: Path) -> tuple[str, ...]:
    """What a terminal would show: stdout and stderr together, without the blanks at the ends of lines."""
    words = shlex.split(command)
    told = io.StringIO()
    if words[0] == "udplan":
        given = ""
        if "<" in words:
            given = (workspace / words[words.index("<") + 1]).read_text(encoding="utf-8")
            words = words[: words.index("<")]
        stdin, sys.stdin = sys.stdin, io.StringIO(given)
        try:
            with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
                app.run(words[1:])
        finally:
            sys.stdin = stdin
    elif words[0] == "cat":
        told.write((workspace / words[1]).read_text(encoding="utf-8"))
    elif words[0] == "git":
        english = {**os.environ, "LC_ALL": "C"}
        done = subprocess.run(words, cwd=workspace, capture_output=True, text=True, encoding="utf-8", env=english)
        told.write(done.stdout + done.stderr)
    else:
        raise AssertionError(f"the guide's examples use udplan, git and cat, not {words[0]}")
    return tuple(line.rstrip() for line in told.getvalue().splitlines())


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder, as a Danish terminal of 110 columns sees it on 11 June 2025."""
    for name, value in {
        "UDPLAN_LANG": "da", "LANGUAGE": "da", "COLUMNS": "110", "VISUAL": f'"{sys.executable}" -c ""',
        "GIT_AUTHOR_NAME": "Planen", "GIT_AUTHOR_EMAIL": "planen@skovby.example",
        "GIT_COMMITTER_NAME": "Planen", "GIT_COMMITTER_EMAIL": "planen@skovby.example",
        "GIT_AUTHOR_DATE": "2025-06-11T08:00:00+02:00", "GIT_COMMITTER_DATE": "2025-06-11T08:00:00+02:00",
        "GIT_PAGER": "cat",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("udplan.cli.output.date", DayAfterTheMeeting)
    workspace = tmp_path / "skovby"
    workspace.mkdir()
    monkeypatch.chdir(workspace)
    yield workspace
    language.use("en")


@pytest.fixture
def skovby(surroundings: Path) -> Path:
    """The example's workspace in git."""
    workspace = surroundings
    for folder in ("plan", "templates", ".udplan"):
        shutil.copytree(REPOSITORY / folder, workspace / folder)
    for arguments in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "Planen")):
        subprocess.run(["git", *arguments], cwd=workspace, check=True, capture_output=True)
    return workspace


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_guides_examples_are_what_the_commands_really_say(
    chapter: str, surroundings: Path, request: pytest.FixtureRequest
) -> None:
    skovby = surroundings if chapter == BEGINNING else request.getfixturevalue("skovby")
    page = GUIDE / chapter
    differing: list[tuple[str, Sequence[str], Sequence[str]]] = []

    def run(block: re.Match[str]) -> str:
        info, body = block[1], block[2]
        if info != "console":
            (skovby / info.partition("=")[2]).write_text(body, encoding="utf-8", newline="\n")
            return block[0]
        lines = []
        for said in conversation(body):
            actual = answer(said.command, skovby)
            as_expected = matches(said.output, actual)
            if not as_expected:
                differing.append((said.command, said.output, actual))
            lines += [f"$ {said.command}", *(said.output if as_expected else rewritten(said.output, actual))]
        return f"```{info}\n" + "".join(f"{line}\n" for line in lines) + "```"

    now = BLOCK.sub(run, text_of(page))
    if REWRITE:
        page.write_text(now, encoding="utf-8", newline="\n")
        return
    for command, expected, actual in differing:
        assert expected == actual, f"$ {command}"


def test_the_items_shown_whole_are_right(skovby: Path) -> None:
    shown = {
        "plan/2025-2028/hensigtserklaeringer/H901.yaml": REPOSITORY / "README.md",
        "plan/2025-2028/anlaegsprojekter/A901.yaml": GUIDE / "emne.md",
    }
    for path, page in shown.items():
        block = re.search(r"^```yaml\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)
        assert block
        (skovby / path).write_text(block[1], encoding="utf-8", newline="\n")
    problems = check(WorkTree(skovby), DayAfterTheMeeting.today())
    assert not [problem for problem in problems if problem.path in shown]

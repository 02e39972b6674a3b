"""Write the reference pages and the editors' schema from the program itself: `python docs/generate.py [--check]`.

With `--check` nothing is written; the exit code is 1 if a file is not what the program would make it.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.cases import plan_cases
from udplan.adapters.printers.data import paper_schema
from udplan.cli import app
from udplan.domain.emne import Emne, required_keys
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import AMOUNT_KEYS, BOGSTAVER, STATE_KEYS, TILSTANDE, TYPER
from udplan.pure.checks.rules import RULES, Group
from udplan.usecases.schema import SCHEMAS, schema_path, schema_text

ROOT: Final = Path(__file__).parent.parent
BAD_PLANS: Final = "tests/plans/bad"
PAPER_SCHEMA: Final = "docs/reference/papir.schema.json"
MADE: Final = "<!-- Made by docs/generate.py; change what it is made from, then run `make docs`. -->\n"
GROUPS: Final[Mapping[Group, str]] = {
    "reading": "Reading a file",
    "form": "Form",
    "whole": "The plan as a whole",
    "status": "Status",
    "rounds": "Rounds",
    "publication": "Publication",
}
OWNERS: Final = {"punkter": "point of the agreement", "regler": "problem code", "filer": "file"}
SCALARS: Final = {"string": "text", "integer": "whole number", "boolean": "`true` or `false`"}


def main(arguments: list[str]) -> int:
    """Write every page that differs, or with `--check` only say so."""
    checking = "--check" in arguments
    differing = {path: text for path, text in pages().items() if _read(ROOT / path) != text}
    for path, text in differing.items():
        sys.stdout.write(f"{path} {'differs' if checking else 'written'}\n")
        if not checking:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
    return 1 if checking and differing else 0


def pages() -> dict[str, str]:
    """The text of every generated file, by its path in the repository."""
    return {
        "docs/reference/commands.md": commands_page(),
        "docs/reference/keys.md": keys_page(),
        "docs/reference/problems.md": problems_page(),
        **{schema_path(name): schema_text(name) for name in SCHEMAS},
        PAPER_SCHEMA: json.dumps(paper_schema(), ensure_ascii=False, indent=2) + "\n",
    }


def commands_page() -> str:
    """Every command's own help."""
    parts = [
        "# Commands\n",
        MADE,
        "What each command says of itself with `--help`, in English (`UDPLAN_LANG=en`). The guide shows them at work,"
        " in Danish: [the first day](../vejledning/foerste-dag.md), [editing](../vejledning/kommandoer.md),"
        " [reports](../vejledning/rapporter.md).\n",
        "Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 the plan or the input is at fault,"
        " 2 the command line is at fault, 3 a bug in udplan, 130 interrupted.\n",
        _fenced(help_text()),
    ]
    for name in app.COMMANDS:
        parts += [f"## udplan {name}\n", _fenced(help_text(name))]
        parts += [_fenced(help_text(name, inner)) for inner in app.GROUPS.get(name, ())]
    return "\n".join(parts)


def help_text(*command: str) -> str:
    """What `udplan … --help` prints on an English terminal of 80 columns."""
    told = StringIO()
    before = dict(os.environ)
    os.environ.update(UDPLAN_LANG="en", COLUMNS="80")
    os.environ.pop("UDPLAN_INTERNAL", None)
    try:
        with redirect_stdout(told):
            code = app.run([*command, "--help"])
    finally:
        os.environ.clear()
        os.environ.update(before)
    if code != 0:
        raise RuntimeError(f"udplan {' '.join(command)} --help ended with {code}")
    return told.getvalue()


def _fenced(text: str) -> str:
    return f"```text\n{text.strip()}\n```\n"


def keys_page() -> str:
    """Every key of the three kinds of file, with all that is inside."""
    parts = [
        "# Keys\n",
        MADE,
        "The keys of the three kinds of plan file, in the order in which udplan writes them. No other keys are allowed."
        " What they are for, with examples: [an item](../vejledning/emne.md), [a round](../vejledning/runder.md).\n",
        "A *code* is ASCII letters, digits and hyphens. A *day* is written `2025-05-31`. A *time* is a vejledende"
        " tidspunkt such as `ultimo maj 2025`. *Amounts by year* are whole numbers in the plan's unit,"
        " such as `{2025: 4000, 2026: 0}`.\n",
        "## An item\n",
        "One file for each item; its type is its folder and its id the beginning of its file name.\n",
        _table("", Emne.model_json_schema(), _required_of_item),
        *_groups(Emne),
        "## plan.yaml\n",
        "One file for each plan.\n",
        _table("", Settings.model_json_schema(), None),
        *_groups(Settings),
        "## A round\n",
        "`runder/NAME.yaml`, one file for each status round.\n",
        _table("", Runde.model_json_schema(), None),
        *_groups(Runde),
    ]
    return "\n".join(parts)


def _groups(model: type[BaseModel]) -> Iterator[str]:
    """The tables of the groups of keys inside a model, each under the key that holds it."""
    schema = model.model_json_schema()
    yield from _groups_in("", schema, schema["$defs"])


def _groups_in(prefix: str, group: Mapping[str, Any], named: Mapping[str, Any]) -> Iterator[str]:
    for key, value in group["properties"].items():
        name = _group_name(value)
        if name is not None:
            yield f"### {prefix}{key}\n"
            yield _table(f"{prefix}{key}.", named[name], None)
            yield from _groups_in(f"{prefix}{key}.", named[name], named)


def _group_name(value: Any) -> str | None:
    """The name of the group that a value is, or is a list or mapping of."""
    if isinstance(value, dict):
        if "$ref" in value:
            return str(value["$ref"]).rpartition("/")[2]
        value = list(value.values())
    if isinstance(value, list):
        return next((name for inner in value if (name := _group_name(inner)) is not None), None)
    return None


def _table(prefix: str, schema: Mapping[str, Any], required_of: Callable[[str], str] | None) -> str:
    lines = ["| key | Danish title | value | required |", "| --- | --- | --- | --- |"]
    for key, value in schema["properties"].items():
        required = "yes" if key in schema.get("required", ()) else required_of(key) if required_of else ""
        lines.append(f"| `{prefix}{key}` | {value.get('title', '')} | {value_words(key, value)} | {required} |")
    return "\n".join(lines) + "\n"


def value_words(key: str, value: Mapping[str, Any]) -> str:
    """What may be written, in words."""
    if "anyOf" in value:
        value = next(inner for inner in value["anyOf"] if inner != {"type": "null"}) | {"default": value.get("default")}
    words = _type_words(key, value)
    default = value.get("default")
    if default not in (None, [], {}) and not isinstance(default, dict):
        words += f"; default `{json.dumps(default) if isinstance(default, bool) else default}`"
    return words


def _type_words(key: str, value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return "a group of keys, see below"
    if "oneOf" in value:
        return " or ".join(_type_words(key, kind).removesuffix(" or nothing") for kind in value["oneOf"])
    if "enum" in value:
        return "one of " + ", ".join(f"`{each}`" for each in value["enum"])
    if "const" in value:
        return f"`{value['const']}` or nothing"
    if value.get("format") == "date":
        return "day"
    if isinstance(value.get("type"), list):
        return "time"
    if value.get("type") == "array":
        words = f"list of: {_type_words(key, value['items'])}"
        return (
            words + "; or one alone"
            if key in ("aftalepunkt", "viderefoert_fra", "til", "sagsgang", "fravaerende", "afbud")
            else words
        )
    if value.get("type") == "object":
        return _mapping_words(key, value)
    return "code" if str(value.get("pattern", "")).startswith("^[A-Za-z0-9][A-Za") else SCALARS[value["type"]]


def _mapping_words(key: str, value: Mapping[str, Any]) -> str:
    if key in AMOUNT_KEYS:
        return (
            "amounts by year"
            if "oneOf" not in value["additionalProperties"]
            else "amounts by year, each perhaps `ikke_fastsat`,"
        )
    if key == "kontroltotaler":
        types = ", ".join(f"`{name}`" for name in TYPER)
        return f"for each type ({types}): amounts by year, or for each styringsområde amounts by year"
    if "patternProperties" in value:
        (inner,) = value["patternProperties"].values()
        return "for each code: its name" + (", or a group of keys, see below" if "$ref" in inner else "")
    inner = _type_words(key, value["additionalProperties"])
    return f"for each {OWNERS[key]}: {inner}"


def _required_of_item(key: str) -> str:
    """When an item must have a key that not every item has."""
    if key in STATE_KEYS:
        return "exactly one of " + ", ".join(f"`{state}`" for state in STATE_KEYS)
    types, states = set(), set()
    for name in TYPER:
        for state in TILSTANDE:
            if key in required_keys(name, state, state):
                types.add(name)
                states.add(state)
    if not types:
        return ""
    said = []
    if len(types) < len(TYPER):
        said.append("for " + ", ".join(BOGSTAVER[name] for name in TYPER if name in types))
    if len(states) < len(TILSTANDE):
        said.append("when " + ", ".join(f"`{state}`" for state in TILSTANDE if state in states))
    return " ".join(said)


def problems_page() -> str:
    """Every problem code, with its paragraph in the guide and its bad example."""
    examples = bad_examples()
    parts = [
        "# Problems\n",
        MADE,
        "What `udplan check` can report. The code links to a paragraph of the guide, in Danish: what it means, why it"
        " matters and what to do. The example is a plan that has the problem, with the exact report below it.\n",
        "The severity of a rule can be set under `regler` in plan.yaml, but for those that are *always* errors:"
        " without them the plan means nothing certain.\n",
    ]
    for group, title in GROUPS.items():
        parts += [f"## {title}\n", "| code | severity | what it is about | example |\n| --- | --- | --- | --- |"]
        for rule in RULES:
            if rule.group == group:
                severity = f"always {rule.severity}" if rule.fixed else rule.severity
                case = examples.get(rule.code)
                shown = f"[{case}](../../{BAD_PLANS}/{case}.txt)" if case else ""
                code = f"[`{rule.code}`](../vejledning/beskeder.md#{rule.code})"
                parts.append(f"| {code} | {severity} | {rule.title} | {shown} |")
        parts.append("")
    return "\n".join(parts)


def bad_examples() -> dict[str, str]:
    """For each code the bad case that shows it best: of its own name, else the one with fewest others."""
    found: dict[str, list[tuple[bool, int, str]]] = {}
    for case in plan_cases("bad"):
        for rule in RULES:
            if f"[{rule.code}]: " in case.expected:
                found.setdefault(rule.code, []).append((case.name != rule.code, case.expected.count("]: "), case.name))
    return {code: min(cases)[2] for code, cases in found.items()}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

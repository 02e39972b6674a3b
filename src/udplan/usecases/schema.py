"""JSON Schema of plan files, for editors: they offer the keys, explain them, and underline what is wrong.

It says what holds for every file of a kind. What depends on the folder or on plan.yaml only `udplan check` can know.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from udplan.domain.emne import Emne, required_keys
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import FASER, STATE_KEYS, STYRINGSOMRAADER, TYPER

SCHEMA_FOLDER: Final = ".udplan"
"""The folder of a workspace that editors find the schemas in."""
SCHEMA_FILE: Final = f"{SCHEMA_FOLDER}/emne.schema.json"
"""Where the first line of every item's file points to, from the workspace."""

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_YEAR: Final = "^(19|20|21)[0-9]{2}$"
_AMOUNTS: Final = {"type": "object", "additionalProperties": {"type": "integer"}, "propertyNames": {"pattern": _YEAR}}
_ONE_OR_MANY: Final = frozenset(("aftalepunkt",))
_ONE_OR_MANY_OF_ROUND: Final = frozenset(("sagsgang", "fravaerende", "afbud"))


def emne_schema() -> dict[str, Any]:
    """The schema of an item's file, with titles and explanations in Danish."""
    made = Emne.model_json_schema()
    emne = _group(made)
    for key in _ONE_OR_MANY:
        emne["properties"][key] = _one_or_many(emne["properties"][key])
    return {
        "$schema": _DRAFT,
        "title": "Et emne i en udmøntningsplan",
        "description": "Et emnes fil. Hvad emnet er for en slags, og hvad det hedder, står i filens mappe og navn.",
        **emne,
        "oneOf": [{"required": [state]} for state in STATE_KEYS],
        "allOf": list(_required_by_phase()),
        "$defs": {name: _group(group) for name, group in made["$defs"].items()},
    }


def plan_schema() -> dict[str, Any]:
    """The schema of plan.yaml, with titles and explanations in Danish."""
    made = Settings.model_json_schema()
    plan = _group(made)
    by_area = {"type": "object", "properties": dict.fromkeys(STYRINGSOMRAADER, _AMOUNTS), "additionalProperties": False}
    totals = plan["properties"]["kontroltotaler"]
    del totals["propertyNames"]
    totals |= {
        "additionalProperties": False,
        "properties": {name: {"anyOf": [_AMOUNTS, by_area]} for name in TYPER},
    }
    (committees,) = plan["properties"]["udvalg"]["patternProperties"].items()
    name, udvalg = committees
    plan["properties"]["udvalg"]["patternProperties"] = {name: {"anyOf": [{"type": "string", "minLength": 1}, udvalg]}}
    return {
        "$schema": _DRAFT,
        "title": "En udmøntningsplan",
        "description": "plan.yaml: aftalen, organisationen, temaerne og kontroltotalerne.",
        **plan,
        "$defs": {name: _group(group) for name, group in made["$defs"].items()},
    }


def runde_schema() -> dict[str, Any]:
    """The schema of a round's file, with titles and explanations in Danish."""
    made = Runde.model_json_schema()
    runde = _group(made)
    for key in _ONE_OR_MANY_OF_ROUND:
        runde["properties"][key] = _one_or_many(runde["properties"][key])
    return {
        "$schema": _DRAFT,
        "title": "En runde af en udmøntningsplan",
        "description": "En rundes fil: hvad der går til hvilket møde, sagens tekster og beslutningen.",
        **runde,
        "$defs": {name: _group(group) for name, group in made["$defs"].items()},
    }


SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "emne": emne_schema, "plan": plan_schema, "runde": runde_schema,
}  # fmt: skip
"""What makes the schema of each kind of file."""


def schema_path(name: str) -> str:
    """Where editors find a schema, from the workspace."""
    return f"{SCHEMA_FOLDER}/{name}.schema.json"


def schema_text(name: str) -> str:
    """A schema as the text of a file."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"


def _one_or_many(several: dict[str, Any]) -> dict[str, Any]:
    about = {name: several.pop(name) for name in ("title", "description")}
    return {**about, "anyOf": [several["items"], several]}


def _group(group: dict[str, Any]) -> dict[str, Any]:
    """A group of keys as plan files have it: what may be left out is left out, and is never null."""
    properties = {key: _not_null(value) for key, value in group["properties"].items()}
    required = {"required": group["required"]} if "required" in group else {}
    return {"type": "object", "additionalProperties": False, "properties": properties, **required}


def _not_null(value: dict[str, Any]) -> dict[str, Any]:
    kept = {name: inner for name, inner in value.items() if name not in ("default", "anyOf", "description")}
    (only,) = [inner for inner in value["anyOf"] if inner != {"type": "null"}] if "anyOf" in value else [{}]
    made = {**kept, **only}
    if made.get("additionalProperties") == _AMOUNTS["additionalProperties"]:
        made["propertyNames"] = {"pattern": _YEAR}
    return {**made, "description": value["description"]}


def _required_by_phase() -> list[dict[str, Any]]:
    """What each phase requires of every type; what the type requires cannot be seen in the file."""
    rules = []
    for phase in FASER:
        keys = [set(required_keys(item_type, phase, phase)) for item_type in TYPER]
        if common := sorted(set.intersection(*keys)):
            when = {"properties": {"fase": {"const": phase}}, "required": ["fase"]}
            rules.append({"if": when, "then": {"required": common}})
    for state in ("afsluttet", "udgaaet"):
        keys = [set(required_keys(item_type, state, None)) for item_type in TYPER]
        rules.append({"if": {"required": [state]}, "then": {"required": sorted(set.intersection(*keys))}})
    return rules

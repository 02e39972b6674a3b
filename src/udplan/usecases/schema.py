"""JSON Schema of plan files, for editors: they offer the keys, explain them, and underline what is wrong.

It says what holds for every file of a kind. What depends on the folder or on plan.yaml only `udplan check` can know.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from udplan.domain.emne import Emne, required_keys
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import ENDER, FASER, STATE_KEYS, STYRINGSOMRAADER, TYPER

SCHEMA_FOLDER: Final = ".udplan"
"""The folder of a workspace that editors find the schemas in."""
SCHEMA_FILE: Final = f"{SCHEMA_FOLDER}/emne.schema.json"
"""Where the first line of every item's file points to, from the workspace."""

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_YEAR: Final = "^(19|20|21)[0-9]{2}$"
_AMOUNTS: Final = {"type": "object", "additionalProperties": {"type": "integer"}, "propertyNames": {"pattern": _YEAR}}
_ONE_OR_MANY: Final = frozenset(("aftalepunkt", "viderefoert_fra", "til", "sagsgang", "fravaerende", "afbud"))
"""Keys of which one value may be written without a list around it."""


def emne_schema() -> dict[str, Any]:
    """The schema of an item's file, with titles and explanations in Danish."""
    said = {
        "title": "Et emne i en udmøntningsplan",
        "description": "Et emnes fil. Hvad emnet er for en slags, og hvad det hedder, står i filens mappe og navn.",
    }
    return _schema(
        Emne.model_json_schema(),
        said,
        oneOf=[{"required": [state]} for state in STATE_KEYS],
        allOf=list(_required_by_phase()),
    )


def plan_schema() -> dict[str, Any]:
    """The schema of plan.yaml, with titles and explanations in Danish."""
    said = {
        "title": "En udmøntningsplan",
        "description": "plan.yaml: aftalen, organisationen, temaerne og kontroltotalerne.",
    }
    plan = _schema(Settings.model_json_schema(), said)
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
    return plan


def runde_schema() -> dict[str, Any]:
    """The schema of a round's file, with titles and explanations in Danish."""
    said = {
        "title": "En runde af en udmøntningsplan",
        "description": "En rundes fil: hvad der går til hvilket møde, sagens tekster og beslutningen.",
    }
    return _schema(Runde.model_json_schema(), said)


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


def _schema(made: Mapping[str, Any], said: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """The schema of a kind of file from its model's: what is said of it, its keys, what else holds, its groups."""
    groups = {name: _group(group) for name, group in made["$defs"].items()}
    return {"$schema": _DRAFT, **said, **_group(dict(made)), **more, "$defs": groups}


def _group(group: dict[str, Any]) -> dict[str, Any]:
    """A group of keys as plan files have it: what may be left out is left out, and is never null."""
    properties = {key: _value(key, value) for key, value in group["properties"].items()}
    required = {"required": group["required"]} if "required" in group else {}
    return {"type": "object", "additionalProperties": False, "properties": properties, **required}


def _value(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """What stands under a key, with what it is called and means around it."""
    about: dict[str, Any] = {name: value[name] for name in ("title", "description") if name in value}
    kept = {name: inner for name, inner in value.items() if name not in ("default", *about)}
    made = _not_null(kept)
    if key in _ONE_OR_MANY and made.get("type") == "array":
        made = {"anyOf": [made["items"], made]}
    return {**about, **made}


def _not_null(value: dict[str, Any]) -> dict[str, Any]:
    """A schema without null, and of amounts by year with what their keys look like."""
    kept = {name: inner for name, inner in value.items() if name not in ("anyOf", "oneOf")}
    given = [inner for name in ("anyOf", "oneOf") for inner in value.get(name, ()) if inner != {"type": "null"}]
    kinds = [_not_null(each) for each in given]
    made = {**kept, **kinds[0]} if len(kinds) == 1 else {**kept, "anyOf": kinds} if kinds else kept
    if _is_amount(made.get("additionalProperties")):
        made["propertyNames"] = {"pattern": _YEAR}
        made["additionalProperties"] = _not_null(made["additionalProperties"])
    return made


def _is_amount(value: Any) -> bool:
    kinds = (value, *value.get("oneOf", ())) if isinstance(value, Mapping) else ()
    return any(each.get("type") == "integer" for each in kinds)


def _required_by_phase() -> list[dict[str, Any]]:
    """What each phase requires of every type; what the type requires cannot be seen in the file."""
    rules = []
    for phase in FASER:
        keys = [set(required_keys(item_type, phase, phase)) for item_type in TYPER]
        if common := sorted(set.intersection(*keys)):
            when = {"properties": {"fase": {"const": phase}}, "required": ["fase"]}
            rules.append({"if": when, "then": {"required": common}})
    for state in ENDER:
        keys = [set(required_keys(item_type, state, None)) for item_type in TYPER]
        rules.append({"if": {"required": [state]}, "then": {"required": sorted(set.intersection(*keys))}})
    return rules

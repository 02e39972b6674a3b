"""From a file's plain data to a model, or to findings that say in words what is wrong and what to write instead."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from udplan.adapters.read.reader import MOST_FAULTS, Document
from udplan.domain.emne import required_keys
from udplan.domain.tidspunkt import forms, nearest_form
from udplan.domain.vocabulary import FASER, STATE_KEYS, Tilstand, Type
from udplan.ground.message import NOTHING, _
from udplan.ground.problem import Finding, KeyPath

Model = TypeVar("Model", bound=BaseModel)

_DANISH_DATE = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")
_AMOUNT = re.compile(r"([-+−–]?)\s*([0-9]{1,3}(?:[. _' ][0-9]{3})+|[0-9]+)(?:,(0+|-))?\s*(?:kr\.?)?")
_AMOUNT_KEYS = frozenset(("beloeb", "forventet", "realiseret", "kontroltotaler"))


def validate(model: type[Model], document: Document, path: str) -> tuple[Model | None, list[Finding]]:
    """The model of a document's data, or the findings that keep it from being one."""
    if not isinstance(document.data, dict):
        message = _("the file must be keys and values, such as `titel: …`")
        return None, [Finding("wrong-type", path, (), message)]
    try:
        value, findings = model.model_validate(document.data), []
    except ValidationError as error:
        value, findings = None, list(_findings(error, model, document, path))
    # To the model a key without a value is the same as no key; to its writer it may have meant something.
    empty = set(_keys_without_value(document.data, ())).difference(finding.keys for finding in findings)
    findings += [_empty_value(keys, path) for keys in sorted(empty, key=str)[:MOST_FAULTS]]
    return None if findings else value, findings


def _keys_without_value(data: Any, keys: KeyPath) -> Iterator[KeyPath]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if value is None:
            yield (*keys, key)
        elif isinstance(value, dict | list):
            yield from _keys_without_value(value, (*keys, key))


def _empty_value(keys: KeyPath, path: str) -> Finding:
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "")
    message = _("`{key}` has no value").format(key=name)
    return Finding("empty-value", path, keys, message, _("write a value, or remove the line"))


def state_findings(document: Document, item_type: Type, path: str) -> Iterator[Finding]:
    """What an item's state and type require of its keys. Works on data that may be wrong in other ways."""
    data = document.data
    if not isinstance(data, dict):
        return
    states = [key for key in STATE_KEYS if key in data]
    if not states:
        message = _("the item has no state: exactly one of `fase`, `afsluttet` and `udgaaet` is needed")
        yield Finding("bad-state", path, (), message, _("write `fase: ikke_startet`, `i_gang` or `afventer`"))
    elif len(states) > 1:
        message = _("the item has several states at once: {states}; only one can be true")
        named = ", ".join(f"`{key}`" for key in states)
        hint = _("a finished item has no `fase`: remove the line that is no longer true")
        yield Finding("bad-state", path, (states[1],), message.format(states=named), hint)
    fase = data.get("fase")
    tilstand: Tilstand | None = None
    if isinstance(fase, str) and fase in FASER:
        tilstand = fase
    elif states == ["afsluttet"]:
        tilstand = "afsluttet"
    elif states == ["udgaaet"]:
        tilstand = "udgaaet"
    for key in required_keys(item_type, tilstand, fase):
        if key not in data:
            hint = _("an item that is `{state}` must have it").format(state=tilstand)
            if key == "beloeb":
                hint = _("write every year of the plan, with 0 where there is none")
            elif key == "trafiklys":
                hint = _("write `trafiklys: groen`, `gul` or `roed`")
            yield Finding("missing-field", path, (), _("`{key}` is missing").format(key=key), hint)


def _findings(error: ValidationError, model: type[BaseModel], document: Document, path: str) -> Iterator[Finding]:
    told: set[KeyPath] = set()
    for detail in error.errors(include_url=False)[:MOST_FAULTS]:
        keys = _keys_in_data(detail["loc"], document.data)
        if keys in told and detail["type"] not in ("missing", "extra_forbidden"):
            continue
        told.add(keys)
        yield _finding(detail, keys, model, document, path)


def _keys_in_data(loc: tuple[str | int, ...], data: Any) -> KeyPath:
    """pydantic's location without the parts that name its own machinery or a value we wrapped in a list."""
    keys: list[str | int] = []
    here = data
    for part in loc:
        if isinstance(here, dict):
            if part not in here:
                return (*keys, part) if part == loc[-1] and part not in ("[key]", "") else tuple(keys)
            here = here[part]
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            continue
        keys.append(part)
    return tuple(keys)


def _finding(detail: Any, keys: KeyPath, model: type[BaseModel], document: Document, path: str) -> Finding:
    kind: str = detail["type"]
    value = detail["input"]
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "")
    raw = _as_written(document, keys, value)
    if kind == "missing":
        return Finding("missing-field", path, keys[:-1], _("`{key}` is missing").format(key=name))
    if kind == "extra_forbidden":
        return _unknown_key(name, keys, model, path)
    if kind == "bare_x":
        message = _("an X alone does not say when or on what basis the item was finished")
        hint = _("write `afsluttet: {dato: 2025-05-31, grundlag: Indarbejdet i budget 2025}`")
        return Finding("bad-state", path, keys, message, hint)
    if value is None:
        return _empty_value(keys, path)
    if kind == "literal_error":
        return _unknown_value(detail, name, raw, keys, path)
    if kind == "bad_date":
        return _bad_date(name, raw, keys, path)
    if kind == "bad_time":
        return _bad_time(name, raw, keys, path)
    if kind == "bad_year":
        message = _("`{key}` is not a year").format(key=name)
        hint = _("write a year with four digits, such as 2025")
        if name.isdigit() and not raw:  # {2025: 1,5} is the amount 1 and the key 5
            hint = _("a comma ends an amount: write whole numbers without commas")
        return Finding("bad-year", path, keys, message, hint)
    if kind == "bad_pattern":
        message = _("`{key}` is not a regular expression: {reason}").format(key=name, reason=detail["ctx"]["reason"])
        return Finding("bad-pattern", path, keys, message)
    if kind.startswith("int_") or kind == "greater_than":
        return _bad_amount(name, raw, value, keys, path)
    if kind == "string_type" and isinstance(value, int | float):
        message = _("`{key}` is a text, but {value} without quotes is a number or a truth value")
        hint = _('put it in quotes: "{value}"').format(value=raw)
        return Finding("needs-quotes", path, keys, message.format(key=name, value=raw), hint)
    if kind in ("string_too_short", "too_short"):
        return _empty_value(keys, path)
    if kind == "string_pattern_mismatch":
        message = _("`{key}` takes a code of ASCII letters, digits and hyphens, not `{value}`")
        return Finding("unknown-value", path, keys, message.format(key=name, value=raw))
    if kind == "bool_type":
        truth = "true" if str(value).casefold() in ("ja", "yes", "on", "x", "1", "sand") else "false"
        message = _("`{key}` is either `true` or `false`, not `{value}`").format(key=name, value=raw)
        hint = _("write `{key}: {value}`").format(key=name, value=truth)
        return Finding("wrong-type", path, keys, message, hint)
    return _wrong_type(kind, name, raw, keys, path)


def _as_written(document: Document, keys: KeyPath, value: Any) -> str:
    place = document.places.get(keys)
    if place is None or isinstance(value, dict | list):
        return "" if isinstance(value, dict | list) else str(value)
    text = document.text[place.start : place.end] if place.style == "plain" else str(value)
    first = text.strip().splitlines()[0] if text.strip() else ""
    return first if len(first) <= 60 else first[:59] + "…"


def _known_keys(model: type[BaseModel], keys: KeyPath) -> Mapping[str, Any]:
    """The keys the model knows at a place, found by following the place through the models' annotations."""
    here: Any = model
    for key in keys:
        if isinstance(here, type) and issubclass(here, BaseModel):
            if key not in here.model_fields:
                return {}
            here = _inner_model(here.model_fields[str(key)].annotation)
    return here.model_fields if isinstance(here, type) and issubclass(here, BaseModel) else {}


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if (found := _inner_model(argument)) is not None:
            return found
    return None


def _unknown_key(name: str, keys: KeyPath, model: type[BaseModel], path: str) -> Finding:
    known = list(_known_keys(model, keys[:-1]))
    near = get_close_matches(_ascii_danish(name), known, n=1, cutoff=0.6)
    message = _("`{key}` is not a known key").format(key=name)
    if near:
        return Finding("unknown-key", path, keys, message, _("did you mean `{near}`?").format(near=near[0]))
    hint = _("the known keys here are {keys}").format(keys=", ".join(known)) if known else ""
    return Finding("unknown-key", path, keys, message, hint)


def _ascii_danish(text: str) -> str:
    for letter, ascii_form in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), (" ", "_"), ("-", "_")):
        text = text.lower().replace(letter, ascii_form)
    return text


def _unknown_value(detail: Any, name: str, raw: str, keys: KeyPath, path: str) -> Finding:
    expected = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
    near = get_close_matches(_ascii_danish(raw), expected, n=1, cutoff=0.5)
    listed = ", ".join(f"`{value}`" for value in expected)
    message = _("`{key}` cannot be `{value}`; it can be {expected}")
    hint = _("did you mean `{near}`?").format(near=near[0]) if near else ""
    return Finding("unknown-value", path, keys, message.format(key=name, value=raw, expected=listed), hint)


def _bad_date(name: str, raw: str, keys: KeyPath, path: str) -> Finding:
    message = _("`{key}` is not a date that exists: {value}").format(key=name, value=raw)
    hint = _("write year-month-day, such as 2025-05-31")
    if danish := _DANISH_DATE.fullmatch(raw.strip()):
        day, month, year = danish.groups()
        hint = _("write {date}").format(date=f"{year}-{month:>02}-{day:>02}")
    return Finding("bad-date", path, keys, message, hint)


def _bad_time(name: str, raw: str, keys: KeyPath, path: str) -> Finding:
    message = _("`{key}` cannot be understood as a time: {value}").format(key=name, value=raw)
    near = nearest_form(raw)
    if near:
        return Finding("bad-time", path, keys, message, _("did you mean `{near}`?").format(near=near))
    listed = ", ".join(f"`{form}`" for form in forms())
    return Finding("bad-time", path, keys, message, _("write for example {forms}").format(forms=listed))


def _bad_amount(name: str, raw: str, value: Any, keys: KeyPath, path: str) -> Finding:
    # A year is a key here; people know the amount by what it is for.
    owner = next((str(key) for key in keys if key in _AMOUNT_KEYS), name)
    label = owner if owner == name else f"{owner} {name}"
    shown = f'"{raw}"' if isinstance(value, str) and raw.lstrip("+-").isdigit() else raw or value
    message = _("`{key}` must be a whole number, not {value}").format(key=label, value=shown)
    meant = _AMOUNT.fullmatch(str(raw).strip().strip("\"'"))
    if meant is None:
        hint = _("write digits only, such as 4000 or -500: no full stop, comma, unit or quotes")
        return Finding("bad-amount", path, keys, message, hint)
    sign = "-" if meant[1] in ("-", "−", "–") else ""
    number = re.sub(r"[^0-9]", "", meant[2])
    hint = _("write {number} if that is what was meant").format(number=f"{sign}{int(number)}")
    return Finding("bad-amount", path, keys, message, hint)


def _wrong_type(kind: str, name: str, raw: str, keys: KeyPath, path: str) -> Finding:
    expected = {
        "dict_type": _("keys and values"),
        "model_type": _("keys and values"),
        "model_attributes_type": _("keys and values"),
        "tuple_type": _("a list"),
        "string_type": _("a text"),
    }.get(kind)
    if not name:
        message = _("the file must be keys and values, such as `titel: …`")
    elif expected:
        message = _("`{key}` must be {expected}").format(key=name, expected=expected)
    else:
        message = _("`{key}` has a value of the wrong kind: {value}").format(key=name, value=raw)
    hint = NOTHING
    if kind == "tuple_type":
        hint = _("write one line for each, beginning with a hyphen, or [first, second]")
    return Finding("wrong-type", path, keys, message, hint)

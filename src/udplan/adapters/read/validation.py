"""From a file's plain data to a model, or to findings that say in words what is wrong and what to write instead."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from udplan.adapters.read.lines import annotation_at, extra_grant_line, group_of, line_for
from udplan.adapters.read.reader import MOST_FAULTS, Document
from udplan.adapters.read.values import (
    bad_amount,
    bad_code,
    bad_date,
    bad_time,
    unknown_value,
    value_at,
    wrong_type,
)
from udplan.domain.emne import KEY_ORDER, required_keys
from udplan.domain.nearest_keys import nearest_key
from udplan.domain.scalars import FASTSAT, UFASTSAT
from udplan.domain.vocabulary import ENDER, FASER, STATE_KEYS, Tilstand, Type
from udplan.ground.message import NOTHING, Text, _
from udplan.ground.problem import Finding, KeyPath

Model = TypeVar("Model", bound=BaseModel)
Detail = tuple[Any, KeyPath]
"""What pydantic says of a value, and the place in the file that it is about."""

_GLUED_YEAR = re.compile(r"((?:19|20|21)\d{2}):\s*(-?\d+)")
_OF_ONE_VALUE = frozenset(("literal_error", "bad_date", "bad_time", "bool_type", "int_type", "string_type"))
"""What pydantic says of something else where a single value belongs."""
_MOST_LISTED = 12
_LARGEST_GROUP = 100
"""A group of more parts was not written by hand, and is not looked through for each of them."""


def validate(model: type[Model], document: Document, path: str) -> tuple[Model | None, list[Finding]]:
    """The model of a document's data, or the findings that keep it from being one."""
    if not isinstance(document.data, dict):
        message = _("the file must be divided into keys, such as `titel: …`")
        return None, [Finding("wrong-type", path, (), message)]
    details: list[Detail] = []
    value = None
    try:
        value = model.model_validate(document.data)
    except ValidationError as error:
        found = error.errors(include_url=False)[:MOST_FAULTS]
        details = [(detail, _keys_in_data(detail["loc"], document.data)) for detail in found]
    findings = list(_findings(details, model, document, path))
    # To the model a key without a value is the same as no key; to its writer it may have meant something.
    told = {keys for detail, keys in details if detail["type"] == "extra_forbidden"} | {each.keys for each in findings}
    empty = set(_keys_without_value(document.data, ())) - told
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
    unknown = islice((key for key in data if key not in KEY_ORDER), _LARGEST_GROUP)
    misspelt = {nearest_key(key, KEY_ORDER) for key in unknown}
    if not states and misspelt.isdisjoint(STATE_KEYS):
        message = _("the item has no state: exactly one of `fase`, `afsluttet`, `udgaaet` and `viderefoert` is needed")
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
    elif len(states) == 1:
        tilstand = next((ende for ende in ENDER if states == [ende]), None)
    for key in required_keys(item_type, tilstand, fase):
        if key not in data and key not in misspelt:
            hint = _("an item that is `{state}` must have it").format(state=tilstand)
            if key == "beloeb":
                hint = _("write every year of the plan, with 0 where there is none")
            elif key == "trafiklys":
                hint = _("write `trafiklys: groen`, `gul` or `roed`")
            yield Finding("missing-field", path, (key,), _("`{key}` is missing").format(key=key), hint)


def _findings(details: Sequence[Detail], model: type[BaseModel], document: Document, path: str) -> Iterator[Finding]:
    unknown = [keys for detail, keys in details if detail["type"] == "extra_forbidden"]
    # A key that is misspelt is not missing too, and what a comma has cut off is told once.
    misspelt = {(*keys[:-1], nearest_key(str(keys[-1]), _known_keys(model, keys[:-1]))) for keys in unknown}
    told: set[KeyPath] = set()
    cut_off: set[KeyPath] = set()
    for detail, keys in details:
        if detail["type"] == "missing" and keys in misspelt:
            continue
        if keys in told and detail["type"] not in ("missing", "extra_forbidden"):
            continue
        if keys in cut_off:
            continue
        told.add(keys)
        if detail["type"] == "extra_forbidden" and (parts := _cut_by_commas(keys, document)):
            cut_off.update((*keys[:-1], part) for part in parts[1:])
            yield _cut_off(parts, keys, document, path)
        else:
            yield _finding(detail, keys, model, document, path)


def _cut_by_commas(keys: KeyPath, document: Document) -> list[str]:
    """The key whose text in braces goes on after a comma, and the parts after commas; empty where that is not so."""
    group = value_at(document.data, keys[:-1])
    place = document.places.get(keys[:-1])
    if place is None or place.style != "flow" or group[keys[-1]] is not None or len(group) > _LARGEST_GROUP:
        return []
    names = list(group)
    first = last = names.index(keys[-1])
    while first > 0 and group[names[first]] is None:
        first -= 1
    while last < len(names) and group[names[last]] is None:
        last += 1
    return names[first:last] if isinstance(group[names[first]], str) else []


def _cut_off(parts: list[str], keys: KeyPath, document: Document, path: str) -> Finding:
    owner, *rest = parts
    message = _("the comma before `{rest}` ends the text of `{key}`").format(rest=keys[-1], key=owner)
    hint = _('in braces a text with commas goes in quotes: {key}: "{text}"')
    text = ", ".join([value_at(document.data, (*keys[:-1], owner)), *rest])
    return Finding("unknown-key", path, keys, message, hint.format(key=owner, text=text.replace('"', "'")))


def _keys_in_data(loc: tuple[str | int, ...], data: Any) -> KeyPath:
    """pydantic's location without the parts that name its own machinery or a value we wrapped in a list."""
    keys: list[str | int] = []
    here = data
    for part in loc:
        if part in (FASTSAT, UFASTSAT):
            continue
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
        return _unknown_key(name, keys, model, document, path)
    if kind == "bare_x":
        message = _("an X alone does not say when or on what basis the item was finished")
        hint = _("write `afsluttet: {dato: 2025-05-31, grundlag: Indarbejdet i budget 2025}`")
        return Finding("bad-state", path, keys, message, hint)
    if value is None:
        return _empty_value(keys, path)
    if isinstance(value, list | dict) and kind in _OF_ONE_VALUE:
        return wrong_type(kind, name, raw, value, keys, model, path)
    if kind == "literal_error" and name == "fase" and (end := nearest_key(raw, ENDER)):
        message = _("`fase` is not `{value}`: what has ended has no `fase`").format(value=raw)
        hint = _("write `{line}` in its place").format(line=line_for(model, (end,)))
        return Finding("unknown-value", path, keys, message, hint)
    if kind == "literal_error":
        return unknown_value(detail, name, raw, keys, path)
    if kind == "bad_date":
        return bad_date(name, raw, keys, path)
    if kind == "bad_time":
        return bad_time(name, raw, keys, path)
    if kind == "bad_year":
        message = _("`{key}` is not a year").format(key=name)
        hint = _("write a year with four digits, such as 2025")
        if name.isdigit() and not raw:  # {2025: 1,5} is the amount 1 and the key 5
            hint = _("a comma ends an amount: write whole numbers without commas")
        elif glued := _GLUED_YEAR.fullmatch(name):
            hint = _("a space goes after the colon: write `{year}: {amount}`")
            hint = hint.format(year=glued[1], amount=glued[2])
        return Finding("bad-year", path, keys, message, hint)
    if kind == "bad_pattern":
        message = _("`{key}` does not say what an id looks like: {value}").format(key=name, value=raw)
        hint = _("write letters, digits, classes and how many, such as `[DRAH]\\d{3}` or `[A-Z]{2}-[0-9]{1,3}`")
        return Finding("bad-pattern", path, keys, message, hint)
    if kind.startswith("int_") or kind == "greater_than":
        return bad_amount(name, raw, value, keys, path)
    if kind == "string_type" and isinstance(value, int | float):
        message = _("`{key}` is a text, but {value} without quotes is a number or a truth value")
        hint = _('put it in quotes: "{value}"').format(value=raw)
        return Finding("needs-quotes", path, keys, message.format(key=name, value=raw), hint)
    if kind in ("string_too_short", "too_short"):
        return _empty_value(keys, path)
    if kind == "string_pattern_mismatch":
        return bad_code(name, raw, keys, document, path)
    if kind == "bool_type":
        truth = "true" if str(value).casefold() in ("ja", "yes", "on", "x", "1", "sand") else "false"
        message = _("`{key}` is either `true` or `false`, not `{value}`").format(key=name, value=raw)
        hint = _("write `{key}: {value}`").format(key=name, value=truth)
        return Finding("wrong-type", path, keys, message, hint)
    return wrong_type(kind, name, raw, value, keys, model, path)


def _as_written(document: Document, keys: KeyPath, value: Any) -> str:
    place = document.places.get(keys)
    if place is None or isinstance(value, dict | list):
        return "" if isinstance(value, dict | list) else str(value)
    text = document.text[place.start : place.end] if place.style == "plain" else str(value)
    first = text.strip().splitlines()[0] if text.strip() else ""
    return first if len(first) <= 60 else first[:59] + "…"


def _known_keys(model: type[BaseModel], keys: KeyPath) -> list[str]:
    """The keys that the group at a place may have."""
    group = group_of(annotation_at(model, keys)) if keys else model
    return list(group.model_fields) if group is not None else []


def _unknown_key(name: str, keys: KeyPath, model: type[BaseModel], document: Document, path: str) -> Finding:
    known = _known_keys(model, keys[:-1])
    message = _("`{key}` is not a known key").format(key=name)
    hint: Text = NOTHING
    if keys == ("tillaegsbevilling",) and "tillaegsbevillinger" in known:
        message = _("`tillaegsbevilling` is not a known key: an item can have several, each with its years")
        hint = _("write `{line}`").format(line=extra_grant_line(document.data))
    elif near := nearest_key(name, known):
        hint = _("did you mean `{near}`?").format(near=near)
    elif len(known) > _MOST_LISTED and "status" in known:
        hint = _("a remark belongs in `status`; udplan schema names every key")
    elif known:
        hint = _("the known keys here are {keys}").format(keys=", ".join(known))
    return Finding("unknown-key", path, keys, message, hint)

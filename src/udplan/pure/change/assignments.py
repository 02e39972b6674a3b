"""What `udplan set` is told: `key=value`, `key+=value`, `key-=value` and `key=`, as changes of a file's data.

Values become what the key takes: a whole number, a truth value, a list, a group of `key=value` parts, else text. What
does not fit is passed on as text, and is refused with the words `udplan check` has for it. What a comma is part of
stands in quotation marks, as in CSV.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin
from unicodedata import normalize

from pydantic import BaseModel

from udplan.domain.emne import Emne
from udplan.domain.nearest_keys import nearest_key
from udplan.domain.tidspunkt import Tidspunkt
from udplan.ground.errors import UsageFault
from udplan.ground.message import _, plural
from udplan.ground.problem import KeyPath
from udplan.pure.change.changes import ABSENT, Change, apply, difference, same
from udplan.pure.change.edits import year_as_written

Sign = Literal["=", "+=", "-="]
_ASSIGNMENT: Final = re.compile(r"([^=+\-]+(?:-[^=+\-]+)*)(\+=|-=|=)(.*)", re.DOTALL)
_QUOTED: Final = r'"(?:[^"]|"")*"(?=\s*(?:,|\Z))'
_ELEMENT: Final = re.compile(rf"\s*({_QUOTED}|[^,]*?)\s*(?:,|\Z)")
# A comma that no `key=` follows is a part of the value, as in `tekst=Regn, især om natten,afhjaelpning=Telt`.
_FIELD: Final = re.compile(rf"\s*([^=]*)(?:=\s*({_QUOTED}|.*?)\s*)?(?:,(?=\s*[a-z_]+=)|\Z)", re.DOTALL)
_TYPED_BREAK: Final = re.compile(r"\\[nr]")
_PLACE: Final = re.compile(r"[1-9][0-9]{0,2}")
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_TRUTHS: Final = {"true": True, "ja": True, "false": False, "nej": False}
PARAGRAPHS: Final = frozenset(("beskrivelse", "proces", "status"))
"""Texts of one or more paragraphs: they end in a line break, and are written as a block."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One of set's arguments as it was given; `text` is the value's text, read from a file if `@file` was given."""

    argument: str
    keys: KeyPath
    sign: Sign
    text: str


def assignment_from_text(argument: str) -> Assignment:
    """The assignment that an argument is. Raises UsageFault where it is none, or the key is not known."""
    matched = _ASSIGNMENT.fullmatch(argument)
    if matched is None:
        raise UsageFault(
            _("{argument} is not an assignment").format(argument=argument),
            _("write key=value, key+=value, key-=value, or key= to remove the key"),
        )
    name, sign, text = matched.groups()
    keys: KeyPath = ()
    for part in name.strip().split("."):
        counted = _PLACE.fullmatch(part) and keys and _is_list(annotation_at(keys))
        keys = (*keys, int(part) - 1 if counted else part)
    _refuse_unknown(argument, keys)
    if any("\ud800" <= character <= "\udfff" for character in argument):
        raise UsageFault(_("{argument}: this is not valid UTF-8").format(argument=argument))
    typed = None if text.startswith("@") else _TYPED_BREAK.search(text)
    if typed is not None:
        raise UsageFault(
            _("{argument}: {typed} is no line break here, it would be written as it is").format(
                argument=argument, typed=typed[0]
            ),
            _("write a text of several lines in a file, and give its name: key=@FILE"),
        )
    return Assignment(argument, keys, "+=" if sign == "+=" else "-=" if sign == "-=" else "=", normalize("NFC", text))


def assigned(data: Mapping[str, Any], assignments: Iterable[Assignment], day: date) -> tuple[Change, ...]:
    """The changes that make all the assignments, in their order; a new status also sets `opdateret` to the day.

    Raises UsageFault for one that cannot be made, such as taking out what is not in a list.
    """
    before: Any = dict(data)
    after: Any = before
    given = list(assignments)
    _refuse_twice(given)
    for each in given:
        after = apply(after, _changes(after, each))
    touched = {each.keys[0] for each in given}
    if "status" in touched and "opdateret" not in touched and not same(before.get("status"), after.get("status")):
        after = apply(after, [Change(("opdateret",), after.get("opdateret", ABSENT), day.isoformat())])
    return difference(before, after)


def _refuse_twice(given: Sequence[Assignment]) -> None:
    """Raises UsageFault where a second assignment would undo the first, or a part of it; two may add to one list."""
    for number, first in enumerate(given):
        for second in given[number + 1 :]:
            length = min(len(first.keys), len(second.keys))
            if first.keys[:length] == second.keys[:length] and "=" in (first.sign, second.sign):
                raise UsageFault(
                    _("{first} and {second} are about the same key").format(
                        first=first.argument, second=second.argument
                    ),
                    _("write only one of them"),
                )


def _changes(data: Any, each: Assignment) -> Sequence[Change]:
    old = _at(data, each.keys)
    if each.sign == "+=":
        return [_added(old, each)]
    if each.sign == "-=":
        return [_taken_out(old, each)]
    if each.text == "":
        if old is ABSENT:
            raise UsageFault(_("{argument}: there is nothing to remove").format(argument=each.argument))
        return [Change(each.keys, old, ABSENT)]
    _refuse_gap(data, each)
    annotation = annotation_at(each.keys)
    value = value_from_text(each.text, annotation, each.keys)
    if isinstance(value, list) and len(value) == 1 and isinstance(old, str) and isinstance(value[0], str):
        value = value[0]  # one text where a list is allowed stays one text
    if Tidspunkt in _options(annotation):
        value = year_as_written(old, value)
    return [Change(each.keys, old, value)]


def _refuse_gap(data: Any, each: Assignment) -> None:
    """Elements are set where there are some, or added as the next."""
    for length, key in enumerate(each.keys):
        held = _at(data, each.keys[:length])
        count = len(held) if isinstance(held, list) else 0
        if isinstance(key, int) and key > count:
            name = _name(each.keys[:length])
            raise UsageFault(
                _("{argument}: there is no number {number} in {key}").format(
                    argument=each.argument, number=key + 1, key=name
                ),
                plural("the list has {count} element", "the list has {count} elements", count).format(count=count),
            )


def _added(old: Any, each: Assignment) -> Change:
    annotation = annotation_at(each.keys)
    if not _is_list(annotation):
        if _inner(annotation, str) and isinstance(old, str):
            return Change(each.keys, old, f"{old.rstrip()}\n\n{each.text.strip()}\n")
        raise UsageFault(
            _("{argument}: += adds to a list or a text, which {key} is not").format(
                argument=each.argument, key=_name(each.keys)
            )
        )
    elements = old if isinstance(old, list) else [] if old is ABSENT or old is None else [old]
    value = value_from_text(_unquoted(each.text.strip()), _element(annotation), each.keys)
    if any(same(value, element) for element in elements):
        return Change(each.keys, old, old)
    return Change(each.keys, old, [*elements, value])


def _taken_out(old: Any, each: Assignment) -> Change:
    annotation = annotation_at(each.keys)
    if not _is_list(annotation):
        raise UsageFault(
            _("{argument}: -= takes out of a list, which {key} is not").format(
                argument=each.argument, key=_name(each.keys)
            )
        )
    elements = old if isinstance(old, list) else [] if old is ABSENT or old is None else [old]
    value = value_from_text(_unquoted(each.text.strip()), _element(annotation), each.keys)
    place = next((number for number, element in enumerate(elements) if _is_meant(element, value)), None)
    if place is None:
        held = ", ".join(_shown(element) for element in elements) or _("nothing")
        raise UsageFault(
            _("{argument}: it is not in the list").format(argument=each.argument),
            _("the list holds {values}").format(values=held),
        )
    if len(elements) == 1 or not isinstance(old, list):
        return Change(each.keys, old, ABSENT)
    return Change((*each.keys, place), elements[place], ABSENT)


def _is_meant(element: Any, value: Any) -> bool:
    """Whether this is the element to take out; a group is known by the parts that were named."""
    if isinstance(element, dict) and isinstance(value, dict):
        return all(key in element and same(element[key], inner) for key, inner in value.items())
    return same(element, value) or str(element) == str(value)


def value_from_text(text: str, annotation: Any, keys: KeyPath) -> Any:
    """The value that a text on the command line means for a key of this type."""
    stripped = text.strip()
    record = _record(annotation)
    if _is_list(annotation) and not isinstance(keys[-1], int):
        inner = _element(annotation)
        if _record(inner) is not None:
            return [value_from_text(stripped, inner, (*keys, 0))]
        parts_of_list = _pieces(_ELEMENT, _unwrapped(stripped, "[]"))
        return [value_from_text(_unquoted(part), inner, (*keys, 0)) for (part,) in parts_of_list if part]
    if record is not None and "=" in stripped:
        parts = {key: _unquoted(part, loosely=True) for key, part in _pieces(_FIELD, _unwrapped(stripped, "{}"))}
        known = record.model_fields
        return {
            key: value_from_text(part, known[key].annotation if key in known else str, (*keys, key))
            for key, part in parts.items()
        }
    if _inner(annotation, dict) and "=" in stripped:
        pairs = (part.partition("=") for part in _unwrapped(stripped, "{}").split(","))
        return {year.strip(): _number(amount) for year, _equals, amount in pairs}
    if _inner(annotation, bool):
        return _TRUTHS.get(stripped.casefold(), stripped)
    if _inner(annotation, int) or _inner(annotation, dict):
        return _number(stripped)
    if keys[0] in PARAGRAPHS and len(keys) == 1:
        return stripped.replace("\r\n", "\n") + "\n"
    return stripped


def _pieces(form: re.Pattern[str], text: str) -> Iterator[tuple[str, ...]]:
    """The groups of one piece of a text after the other; the last one ends where the text does."""
    start = 0
    while start < len(text) and (found := form.match(text, start)) is not None:
        yield tuple(group or "" for group in found.groups())
        start = found.end()


def _unquoted(text: str, *, loosely: bool = False) -> str:
    """What stands in quotation marks, where two are one.

    Where they do not hold all of it, it is the text as it is if taken `loosely`; else that raises UsageFault.
    """
    is_quoted = re.fullmatch(_QUOTED, text) is not None
    if not text.startswith('"') or (loosely and not is_quoted):
        return text
    if not is_quoted:
        raise UsageFault(
            _("the quotation marks in {text} do not go together").format(text=text),
            _('write "…" around the whole of it, and "" for a quotation mark inside'),
        )
    return text[1:-1].replace('""', '"')


def _unwrapped(text: str, brackets: str) -> str:
    return text[1:-1] if text[:1] == brackets[0] and text[-1:] == brackets[1] else text


def _number(text: str) -> Any:
    stripped = text.strip()
    return int(stripped) if _INTEGER.fullmatch(stripped) and len(stripped) < 16 else stripped


def annotation_at(keys: KeyPath) -> Any:
    """The type that the format gives the value at a place; None for a place it does not have."""
    here: Any = Emne
    for key in keys:
        record = _record(here)
        if isinstance(key, int):
            here = _element(here)
        elif record is not None:
            if key not in record.model_fields:
                return None
            here = record.model_fields[str(key)].annotation
        elif (by_year := _of_kind(here, dict)) is not None:
            here = get_args(by_year)[1]
        else:
            return None
    return here


def keys_at(keys: KeyPath) -> tuple[str, ...]:
    """The keys that the group at a place may have, in the format's order; none where there is no group."""
    record = _record(annotation_at(keys))
    return tuple(record.model_fields) if record is not None else ()


def _refuse_unknown(argument: str, keys: KeyPath) -> None:
    for length in range(1, len(keys) + 1):
        if annotation_at(keys[:length]) is not None:
            continue
        holder = _record(annotation_at(keys[: length - 1]) if length > 1 else Emne)
        known = list(holder.model_fields) if holder is not None else []
        near = nearest_key(str(keys[length - 1]), known)
        hint = _("did you mean `{near}`?").format(near=near) if near else ""
        if not near and known:
            hint = _("the known keys here are {keys}").format(keys=", ".join(known))
        message = _("{argument}: `{key}` is not a known key").format(argument=argument, key=_name(keys[:length]))
        raise UsageFault(message, hint)


def _name(keys: KeyPath) -> str:
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{key}={inner}" for key, inner in value.items())
    return str(value)


def _at(data: Any, keys: KeyPath) -> Any:
    here = data
    for key in keys:
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return here


def _options(annotation: Any) -> Sequence[Any]:
    """The types a value may have, without None and without what is annotated to them."""
    if get_origin(annotation) in (Union, UnionType):
        return [inner for each in get_args(annotation) for inner in _options(each)]
    if hasattr(annotation, "__metadata__"):
        return _options(annotation.__origin__)
    return [] if annotation in (None, type(None)) else [annotation]


def _record(annotation: Any) -> type[BaseModel] | None:
    for each in _options(annotation):
        if isinstance(each, type) and issubclass(each, BaseModel):
            return each
    return None


def _is_list(annotation: Any) -> bool:
    return any(get_origin(each) is tuple for each in _options(annotation))


def _element(annotation: Any) -> Any:
    for each in _options(annotation):
        if get_origin(each) is tuple:
            return get_args(each)[0]
    return annotation


def _inner(annotation: Any, kind: type) -> bool:
    return _of_kind(annotation, kind) is not None


def _of_kind(annotation: Any, kind: type) -> Any:
    """The one of the types a value may have that is of this kind; None where none is."""
    return next((each for each in _options(annotation) if each is kind or get_origin(each) is kind), None)

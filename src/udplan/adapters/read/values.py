"""What is wrong with a single value, in words, and what to write instead."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel

from udplan.adapters.read.lines import line_for, quoted_if_needed
from udplan.adapters.read.reader import Document
from udplan.domain.nearest_keys import ascii_danish
from udplan.domain.nearest_times import likely_form, nearest_form
from udplan.domain.tidspunkt import TidspunktError, tidspunkt_from_text
from udplan.domain.vocabulary import AMOUNT_KEYS, IKKE_FASTSAT
from udplan.ground.danish import fold
from udplan.ground.message import NOTHING, Text, _
from udplan.ground.problem import Finding, KeyPath

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT: Final = re.compile(r"([-+−–]?)\s*([0-9]{1,3}(?:[. _' ][0-9]{3})+|[0-9]+)(?:,(0{1,2}|-))?\s*(?:kr\.?)?")
_AMOUNT_KEYS: Final = frozenset((*AMOUNT_KEYS, "kontroltotaler"))
_NOT_AGREED: Final = re.compile(
    r"(?:er |endnu )*(?:ikke|ej|u)[_ -]?(?:fastsat|aftalt|fastlagt|besluttet|afklaret)(?: endnu)?"
    r"|ukendt|afventer|\?+|tbd"
)
"""What people write for an amount that is not agreed yet."""
_UNITS: Final = {
    **dict.fromkeys(("kr", "krone", "kroner", "dkk"), "kr."),
    **dict.fromkeys(("tkr", "t", "tdkk", "1000", "1000kr", "1000kroner", "kr1000", "i1000kr"), "1.000 kr."),
    **dict.fromkeys(("tusind", "tusinde", "tusindkr", "tusindekr", "tusindkroner", "tusindekroner"), "1.000 kr."),
    **dict.fromkeys(("mio", "miokr", "mill", "millkr", "mkr", "million", "millioner", "millionerkr"), "mio. kr."),
    **dict.fromkeys(("millionerkroner", "1000000", "1000000kr"), "mio. kr."),
}
"""What people call the units, letters and digits only: a factor of a thousand is never guessed by likeness."""


def value_at(data: Any, keys: KeyPath) -> Any:
    """What stands at a place of plain data."""
    for key in keys:
        data = data[key]
    return data


def unknown_value(detail: Any, name: str, raw: str, keys: KeyPath, path: str) -> Finding:
    """A value that is not among the few there are, with the one that was certainly meant."""
    expected = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
    near = _UNITS.get(re.sub(r"[^a-z0-9]", "", fold(raw))) if name == "enhed" else _nearest_value(raw, expected)
    listed = ", ".join(f"`{value}`" for value in expected)
    message = _("`{key}` cannot be `{value}`; it can be {expected}")
    hint = _("write `{key}: {value}`").format(key=name, value=near) if near else NOTHING
    return Finding("unknown-value", path, keys, message.format(key=name, value=raw, expected=listed), hint)


def _nearest_value(raw: str, expected: Sequence[str]) -> str | None:
    word = ascii_danish(raw)
    near = get_close_matches(word, expected, n=1, cutoff=0.75)
    # `merudvidelse` is more than `udvidelse`, and may be the opposite, however alike the words are.
    return near[0] if near and not (near[0] in word and len(near[0]) + 2 < len(word)) else None


def bad_code(name: str, raw: str, keys: KeyPath, document: Document, path: str) -> Finding:
    """A code that cannot be one; where plan.yaml defines it, with the line that can be written."""
    if len(keys) == 1:
        message = _("`{key}` takes a code of the letters a to z, digits and hyphens, not `{value}`")
        return Finding("unknown-value", path, keys, message.format(key=name, value=raw))
    message = _("`{code}` cannot be a code: codes are the letters a to z, digits and hyphens").format(code=name)
    code, label = _code_from_text(name), value_at(document.data, keys)
    hint = _("write `{key}: {value}`").format(key=code, value=label) if code and isinstance(label, str) else NOTHING
    return Finding("unknown-value", path, keys, message, hint)


def _code_from_text(text: str) -> str:
    """The nearest text that may be a code, in the case it was written in; empty if nothing is left."""
    for letters, plain in (("æÆ", "ae"), ("øØöÖ", "oe"), ("åÅ", "aa"), ("äÄ", "ae"), ("üÜ", "ue")):
        for letter in letters:
            spelled = (
                plain.upper() if letter.isupper() and text.isupper() else plain.title() if letter.isupper() else plain
            )
            text = text.replace(letter, spelled)
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-._")


def bad_date(name: str, raw: str, keys: KeyPath, path: str) -> Finding:
    """What is no day, or not written as one."""
    hint = _("write year-month-day, such as 2025-05-31")
    if _ISO_DATE.fullmatch(raw):
        message = _("`{key}` is a day that does not exist: {value}").format(key=name, value=raw)
        return Finding("bad-date", path, keys, message, hint)
    message = _("`{key}` is not written as a date: {value}").format(key=name, value=raw)
    if day := _day_meant(raw):
        hint = _("write {date}").format(date=day)
    return Finding("bad-date", path, keys, message, hint)


def _day_meant(raw: str) -> str:
    """The one day that a text in Danish means, as a date; empty if it is none or no one day."""
    try:
        meant = tidspunkt_from_text(nearest_form(raw) or raw)
    except TidspunktError:
        return ""
    return meant.start.isoformat() if meant.start is not None and meant.start == meant.slut else ""


def bad_time(name: str, raw: str, keys: KeyPath, path: str) -> Finding:
    """What is no vejledende tidspunkt, with the one form that is nearest."""
    message = _("`{key}` cannot be understood as a time: {value}").format(key=name, value=raw)
    hint: Text = _("write for example `{form}`").format(form=likely_form(raw))
    if near := nearest_form(raw):
        hint = _("did you mean `{near}`?").format(near=near)
    elif _reason(raw) == "order":
        hint = _("it ends before it begins: write the first part first, with its year")
    return Finding("bad-time", path, keys, message, hint)


def _reason(raw: str) -> str:
    try:
        tidspunkt_from_text(raw)
    except TidspunktError as error:
        return error.reason
    return ""


def bad_amount(name: str, raw: str, value: Any, keys: KeyPath, path: str) -> Finding:
    """What is no whole number, with the one that was meant."""
    # A year is a key here; people know the amount by what it is for.
    owner = next((str(key) for key in keys if key in _AMOUNT_KEYS), name)
    label = owner if owner == name else f"{owner} {name}"
    if keys[0] == "beloeb" and isinstance(value, str) and _NOT_AGREED.fullmatch(fold(value.strip())):
        message = _("`{key}` must be a whole number, not {value}").format(key=label, value=raw)
        hint = _("write `{word}` where no amount is agreed yet").format(word=IKKE_FASTSAT)
        return Finding("bad-amount", path, keys, message, hint)
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


def wrong_type(kind: str, name: str, raw: str, value: Any, keys: KeyPath, model: type[BaseModel], path: str) -> Finding:
    """A text, a list or a group where another of them belongs, with the line to write."""
    written = value[0] if isinstance(value, list) and len(value) == 1 else value
    if not name:
        return Finding("wrong-type", path, keys, _("the file must be divided into keys, such as `titel: …`"))
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        written = value
        message = _("`{key}` is to be divided into keys")
    elif kind == "tuple_type":
        message = _("`{key}` must be a list")
    elif kind == "string_type":
        message = _("`{key}` must be one text")
    elif isinstance(value, list | dict):
        message = _("`{key}` must be one value")
    else:
        message = _("`{key}` has a value of the wrong kind: {value}")
    hint: Text = NOTHING
    if name == "beloeb" and len(keys) == 1 and isinstance(value, str) and _NOT_AGREED.fullmatch(fold(value.strip())):
        hint = _("write `{line}`").format(line=f"beloeb: {IKKE_FASTSAT}")
    elif (
        name == "ansvarlig"
        and isinstance(value, list)
        and len(value) > 1
        and all(isinstance(each, str) for each in value)
    ):
        hint = _("write `ansvarlig: {first}`, and the others as `medansvarlige: [{others}]`")
        first, *others = map(quoted_if_needed, value)
        hint = hint.format(first=first, others=", ".join(others))
    elif name == "beloeb" and get_close_matches(ascii_danish(str(value)), [IKKE_FASTSAT], n=1, cutoff=0.75):
        hint = _("did you mean `{near}`?").format(near=IKKE_FASTSAT)
    elif line := line_for(model, keys, written):
        hint = _("write `{line}`").format(line=line)
    return Finding("wrong-type", path, keys, message.format(key=name, value=raw), hint)

"""Rounds as data: how far one has come, the text of the next one, and what may still change in one that is frozen."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

from udplan.domain.plan import Data, Plan, Round
from udplan.ground.danish import MONTHS
from udplan.ground.problem import KeyPath
from udplan.pure.change.changes import difference

State = Literal["under_forberedelse", "frosset", "besluttet"]

FREE_TEXTS: Final = (
    "indledning", "tvaergaaende", "kommunikation", "fremdrift", "sammenhaeng", "oekonomiske_konsekvenser",
    "lovgrundlag", "indstilling",
)  # fmt: skip
ROUND_KEYS: Final = (
    "titel", "rapport", "opgjort", "udvalg", "moede", "sagsgang", "sag", "dokument", "forrige", *FREE_TEXTS, "bilag",
    "beslutning", "fravaerende", "afbud", "frosset",
)  # fmt: skip
"""The contract's order of a round's keys; a test holds it equal to the model's."""
_COPIED: Final = frozenset(("titel", "rapport", "udvalg", "sagsgang", *FREE_TEXTS, "bilag"))
AFTER_MEETING: Final = ("beslutning", "fravaerende", "afbud", "sag", "dokument")
"""The keys of a round that are written after the meeting, also when it is frozen; `dokument` of attachments too."""
_ALLOWED: Final = frozenset((*AFTER_MEETING, "frosset"))

_USUAL_REPORT: Final = ("rapport", "halvaarsstatus")
_OPEN: Final = ("aaben", True)

_THIRDS: Final = ("primo", "medio", "ultimo")
_TIME: Final = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<day>\d{{1,2}})(?P<sep>[-./])(?P<number>\d{{1,2}})(?P=sep)(?P<short>\d{{4}})"
    rf"|(?:(?P<first>\d{{1,2}}\.|{'|'.join(_THIRDS)})(?P<gap>\s*))?"
    rf"(?P<month>{'|'.join(MONTHS)})(?P<space>\s+)(?P<year>\d{{4}}))(?![-/.]?\d)",
    re.IGNORECASE,
)


def state_of(runde: Data) -> State:
    """How far a round has come."""
    return "besluttet" if "beslutning" in runde else "frosset" if "frosset" in runde else "under_forberedelse"


def opgjort(round_: Round) -> date:
    """The day that a round is made up for."""
    return date.fromisoformat(round_.data["opgjort"])


def in_order(plan: Plan) -> list[Round]:
    """A plan's rounds, the newest last."""
    return sorted(plan.rounds, key=lambda each: (opgjort(each), each.name))


def previous_round(plan: Plan, round_: Round) -> Round | None:
    """The round that a round follows: the one it names, else the last one made up before it."""
    if "forrige" in round_.data:
        return plan.rounds_by_name.get(round_.data["forrige"])
    return last_round(plan, opgjort(round_))


def last_round(plan: Plan, day: date) -> Round | None:
    """The newest of a plan's rounds that were made up before a day."""
    return next((each for each in reversed(in_order(plan)) if opgjort(each) < day), None)


def open_round(plan: Plan, today: date) -> Round | None:
    """The round that is being made ready: made up for a day that has come, not frozen, its meeting still ahead.

    Of several it is the one with the nearest meeting.
    """
    ready = [
        each
        for each in in_order(plan)
        if "frosset" not in each.data and opgjort(each) <= today and today.isoformat() <= each.data.get("moede", "")
    ]
    return min(ready, key=lambda each: str(each.data["moede"]), default=None)


def last_day(name: str) -> date | None:
    """The last day of the month that a round's name is, such as `2025-11`; None for any other name."""
    matched = re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", name)
    if matched is None:
        return None
    year, month = int(matched[1]), int(matched[2])
    return date(year, month, calendar.monthrange(year, month)[1])


def next_round(
    before: Mapping[str, Any], name: str, moves: Mapping[date, date], opgjort: date, moede: date | None
) -> dict[str, Any]:
    """What a round's file says that follows another: its texts, and the days that are told of moved on.

    `before` is what the earlier round's file says, and `moves` the new day for each that its titles may name.
    """
    data = {key: value for key, value in before.items() if key in _COPIED}
    data |= {"opgjort": opgjort.isoformat(), "forrige": name}
    if moede is not None:
        data["moede"] = moede.isoformat()
    data["titel"] = with_days_moved(str(data["titel"]), moves)
    if isinstance(data.get("bilag"), list):
        data["bilag"] = [_next_bilag(bilag, moves) for bilag in data["bilag"]]
    return {key: data[key] for key in ROUND_KEYS if key in data}


def _next_bilag(bilag: Mapping[str, Any], moves: Mapping[date, date]) -> dict[str, Any]:
    kept = {key: value for key, value in bilag.items() if key != "dokument"}
    return kept | {"titel": with_days_moved(str(kept["titel"]), moves)}


def with_days_moved(text: str, moves: Mapping[date, date]) -> str:
    """The text where each time that names one of the days names the one it moves to instead, written in the same way.

    A day is named as `31. maj 2025`, `31-05-2025`, `2025-05-31`, `ultimo maj 2025` or `maj 2025`.
    """
    return _TIME.sub(lambda found: _moved(found, moves), text)


def _moved(found: re.Match[str], moves: Mapping[date, date]) -> str:
    for old, new in moves.items():
        if _names(found, old):
            return _written(found, new)
    return found[0]


def _names(found: re.Match[str], day: date) -> bool:
    if found["iso"]:
        return bool(found["iso"] == day.isoformat())
    if found["day"]:
        return (int(found["day"]), int(found["number"]), int(found["short"])) == (day.day, day.month, day.year)
    if (found["month"].lower(), int(found["year"])) != (MONTHS[day.month - 1], day.year):
        return False
    first = (found["first"] or "").lower()
    return first in ("", f"{day.day}.", f"0{day.day}.", _third(day))


def _written(found: re.Match[str], day: date) -> str:
    if found["iso"]:
        return day.isoformat()
    if found["day"]:
        width = 2 if found["number"].startswith("0") or found["day"].startswith("0") or int(found["day"]) > 9 else 1
        sep = found["sep"]
        return f"{day.day:0{width}}{sep}{day.month:0{width}}{sep}{day.year}"
    first = found["first"] or ""
    if first:
        first = f"{day.day}." if first.endswith(".") else _like(first, _third(day))
    month = _like(found["month"], MONTHS[day.month - 1])
    return f"{first}{found['gap'] or ''}{month}{found['space']}{day.year}"


def _third(day: date) -> str:
    return _THIRDS[min((day.day - 1) // 10, 2)]


def _like(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def altered(old: Data, new: Data) -> tuple[KeyPath, ...]:
    """Where a frozen round's data differs from what was frozen, other than in what is written after the meeting."""
    changes = difference(_without_defaults(old), _without_defaults(new))
    return tuple(change.keys for change in changes if not _may_change(change.keys))


def decided_since(frozen: Data, now: Data) -> Data:
    """A frozen round with what its file says today of what is written after the meeting."""
    data = {key: value for key, value in frozen.items() if key not in _ALLOWED}
    data |= {key: now[key] for key in _ALLOWED if key in now}
    numbers = {each["nr"]: each.get("dokument") for each in now.get("bilag", ())}
    if "bilag" in data:
        data["bilag"] = [_with_number(each, numbers) for each in data["bilag"]]
    return data


def _with_number(bilag: Mapping[str, Any], numbers: Mapping[int, str | None]) -> dict[str, Any]:
    number = numbers.get(bilag["nr"]) or bilag.get("dokument")
    return {**bilag, "dokument": number} if number else dict(bilag)


def _without_defaults(runde: Data) -> dict[str, Any]:
    """What a round's file says, but for keys that say what goes without saying."""
    data = {key: value for key, value in runde.items() if value != [] and (key, value) != _USUAL_REPORT}
    if "bilag" in data:
        data["bilag"] = [{key: each[key] for key in each if (key, each[key]) != _OPEN} for each in data["bilag"]]
    return data


def _may_change(keys: KeyPath) -> bool:
    return keys[0] in _ALLOWED or (keys[0] == "bilag" and keys[2:] == ("dokument",))

"""An item as it was on an earlier day, as far as its own dates tell: what is dated later was not there yet."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from udplan.domain.emne import KEY_ORDER

Data = Mapping[str, Any]

_DATED: Final = {"inddragelse": "dato", "bevillinger": "dato", "tillaegsbevillinger": "dato", "fristaendringer": "dato"}
"""Lists whose records say when they came, and the key that says it."""
_OF_THE_STATUS: Final = frozenset(
    (
        "status", "opdateret", "trafiklys", "risici", "realiseret", "forventet", "regnskab", "tillaegsbevilling",
        "tillaegsbevillinger", "afsluttet", "udgaaet", "viderefoert",
    )
)  # fmt: skip
"""What an item says of how far it is, which it did not before that status."""


def days_of(data: Data, until: date) -> set[date]:
    """The days, up to one, on which an item said something new of how far it is or got another deadline."""
    days = {_day(data["opdateret"])} if "opdateret" in data else set()
    days |= {_day(record["dato"]) for record in data.get("fristaendringer", ())}
    return {day for day in days if day <= until}


def as_it_was(data: Data, day: date, earlier: Sequence[Data]) -> dict[str, Any]:
    """An item that has another status by now, on a day before that.

    `earlier` are what it said of itself before, oldest first, each from the day that it was `opdateret`. Before the
    first of them it was not started.
    """
    then = {key: value for key, value in data.items() if key not in _OF_THE_STATUS}
    for key, dated in _DATED.items():
        if key in then:
            then[key] = [record for record in then[key] if _day(record[dated]) <= day]
    moved = [record for record in data.get("fristaendringer", ()) if _day(record["dato"]) > day]
    if moved:
        then["frist"] = min(moved, key=lambda record: _day(record["dato"]))["fra"]
    if "milepaele" in then:
        then["milepaele"] = [_not_reached_after(step, day) for step in then["milepaele"]]
    if "behandling" in then:
        then["behandling"] = [_not_decided_after(treatment, day) for treatment in then["behandling"]]
    then["fase"] = "ikke_startet"
    said = [each for each in earlier if _day(each["opdateret"]) <= day]
    if said:
        then |= {"fase": "i_gang", "trafiklys": "groen", **said[-1]}
    return {key: then[key] for key in KEY_ORDER if key in then and then[key] != []}


def _not_decided_after(treatment: Data, day: date) -> Data:
    result = treatment.get("resultat")
    if result is None or _day(result["dato"]) <= day:
        return treatment
    return {key: value for key, value in treatment.items() if key != "resultat"}


def _not_reached_after(step: Data, day: date) -> Data:
    if "naaet" in step and _day(step["naaet"]) > day:
        return {key: value for key, value in step.items() if key != "naaet"}
    return step


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)

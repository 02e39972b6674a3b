"""The edits udplan makes, as changes of a file's data. `done`, `set` and the others differ only in what they intend.

Each takes the file's data as it is and gives the changes to make; it raises UdplanError when the item's state does
not allow the edit, and never changes anything itself.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from udplan.domain.tidspunkt import TidspunktError, tidspunkt_from_text
from udplan.domain.vocabulary import ENDER, Ende
from udplan.ground.danish import short_date_text
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.pure.change.changes import ABSENT, Change

Data = Mapping[str, Any]
_ENDED: Final[Mapping[Ende, tuple[str, str]]] = {
    "afsluttet": ("afsluttet", "grundlag"),
    "udgaaet": ("udgået", "beslutning"),
    "viderefoert": ("videreført", "til"),
}
"""How an item that ended is called, and the key under which its end says why or where to."""
_YEAR: Final = re.compile(r"[0-9]{4}")


def finished(data: Data, day: date, basis: str, status: str | None = None) -> tuple[Change, ...]:
    """The plan's X: the live state gives way to `afsluttet`, and the light goes with it."""
    _refuse_closed_state(data)
    new = {"dato": day.isoformat(), "grundlag": basis}
    return (*_without_live_state(data), Change(("afsluttet",), ABSENT, new), *_last_status(data, day, status, basis))


def dropped(data: Data, day: date, decision: str, status: str | None = None) -> tuple[Change, ...]:
    """Taken out of the plan by a political decision."""
    _refuse_closed_state(data)
    new = {"dato": day.isoformat(), "beslutning": decision}
    return (*_without_live_state(data), Change(("udgaaet",), ABSENT, new), *_last_status(data, day, status, decision))


def reopened(data: Data, day: date, reason: str, fase: str, trafiklys: str | None) -> tuple[Change, ...]:
    """Live again. What ended it, and why that no longer holds, is written at the end of the status."""
    ended = next((ende for ende in ENDER if ende in data), None)
    if ended is None:
        raise UdplanError(_("it is neither finished, dropped nor carried on"), _("there is nothing to reopen"))
    changes = [Change((ended,), data[ended], ABSENT), Change(("fase",), ABSENT, fase)]
    if trafiklys is not None:
        changes.append(Change(("trafiklys",), data.get("trafiklys", ABSENT), trafiklys))
    status = str(data.get("status") or "").rstrip()
    sentence = f"Genåbnet {short_date_text(day)}: {reason.strip()}"
    if isinstance(data[ended], dict) and data[ended].get("dato"):
        was, why = _ENDED[ended]
        told = data[ended].get(why) or ""
        words = ", ".join(told) if isinstance(told, list) else " ".join(str(told).split())
        sentence += f" (var {was} {_day_text(data[ended]['dato'])}{': ' if words else ''}{words})"
    text = f"{status}\n\n{sentence}\n" if status else f"{sentence}\n"
    changes.append(Change(("status",), data.get("status", ABSENT), text))
    changes.append(Change(("opdateret",), data.get("opdateret", ABSENT), day.isoformat()))
    return tuple(changes)


def _day_text(written: object) -> str:
    """A day as the sentences of a status have it; what is no day stays as it was written."""
    try:
        return short_date_text(date.fromisoformat(str(written)))
    except ValueError:
        return str(written)


def moved(data: Data, deadline: str, day: date, reason: str) -> tuple[Change, ...]:
    """A new deadline; the old one and the reason are kept in `fristaendringer`."""
    _refuse_closed_state(data)
    old = data.get("frist")
    if old is None:
        raise UdplanError(_("it has no deadline to move"), _("give it one with udplan set ID frist=…"))
    if _means_the_same(str(old), deadline):
        raise UdplanError(_("its deadline is already {deadline}").format(deadline=old))
    entry = {"dato": day.isoformat(), "fra": old, "aarsag": reason}
    history = data.get("fristaendringer")
    place = len(history) if isinstance(history, list) else 0
    return (Change(("frist",), old, year_as_written(old, deadline)), Change(("fristaendringer", place), ABSENT, entry))


def year_as_written(old: Any, new: str) -> str | int:
    """A time, which is a bare number where it is a year and the year before it was a bare number in the file."""
    return int(new) if type(old) is int and _YEAR.fullmatch(new) else new


def _without_live_state(data: Data) -> Sequence[Change]:
    return [Change((key,), data[key], ABSENT) for key in ("fase", "trafiklys") if key in data]


def _last_status(data: Data, day: date, status: str | None, ended_by: str) -> Sequence[Change]:
    """The status that an item ends with and its day: the one given, else the one it has.

    One that was never begun may lack what a finished item must have: then its status is what ended it.
    """
    told = {"status": f"{status or ended_by}\n", "opdateret": day.isoformat()}
    return [Change((key,), data.get(key, ABSENT), value) for key, value in told.items() if status or key not in data]


def _refuse_closed_state(data: Data) -> None:
    for key, message in (
        ("afsluttet", _("it is already finished ({date})")),
        ("udgaaet", _("it was dropped from the plan ({date})")),
        ("viderefoert", _("it goes on as another item ({date})")),
    ):
        if key in data:
            state = data[key]
            day = state.get("dato", "?") if isinstance(state, dict) else "?"
            raise UdplanError(message.format(date=day), _("reopen it first with udplan reopen, if that was wrong"))


def _means_the_same(one: str, other: str) -> bool:
    try:
        first, second = tidspunkt_from_text(one), tidspunkt_from_text(other)
    except TidspunktError:
        return one.strip() == other.strip()
    return (first.start, first.slut) == (second.start, second.slut)

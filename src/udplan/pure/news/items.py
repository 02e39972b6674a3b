"""What happened to items, in the words that diff, reports and `--dry-run` share.

News comes either from two versions of a plan (`news_between`) or, where there is no earlier version to compare
with, from the dates that the files themselves hold (`news_since`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from udplan.domain.emne import STATE_KEYS
from udplan.domain.plan import Item, Plan, Ref
from udplan.domain.tidspunkt import Tidspunkt, TidspunktError, tidspunkt_from_text
from udplan.domain.vocabulary import FASER, LABELS
from udplan.ground.danish import date_text, number_text
from udplan.ground.language import _, plural
from udplan.ground.language import mark as _m
from udplan.pure.changes import ABSENT, Change, difference

Kind = Literal[
    "finished", "reopened", "dropped", "added", "removed", "moved", "light", "money", "phase", "text", "other"
]

KINDS: Final[dict[Kind, str]] = {
    "finished": _m("finished"),
    "reopened": _m("reopened"),
    "dropped": _m("dropped"),
    "added": _m("added"),
    "removed": _m("removed"),
    "moved": _m("deadline moved"),
    "light": _m("light changed"),
    "money": _m("amount changed"),
    "phase": _m("phase changed"),
    "text": _m("text changed"),
    "other": _m("other changes"),
}
"""Every kind of news in the order it is told; translate the words with `_`."""

_TEXT_KEYS: Final = frozenset(("titel", "beskrivelse", "proces", "status", "snitflade"))
_MONEY_KEYS: Final = frozenset(("beloeb", "forventet", "realiseret", "tillaegsbevilling", "bevillinger"))
_MOST: Final = 60
_BEFORE: Final = 12


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to one item; `tekst` is a sentence in the language in use when it was made."""

    ref: Ref
    titel: str
    kind: Kind
    tekst: str


def news_between(old: Plan, new: Plan) -> tuple[News, ...]:
    """What happened from one version of a plan to the next, in the order of the plan's items."""
    news: list[News] = []
    for item in new.items:
        before = old.by_id.get(item.id)
        if before is None:
            news.append(News(item.ref, item.emne.titel, "added", _("added")))
        else:
            news += item_news(item, difference(plain_data(before), plain_data(item)))
    gone = [item for item in old.items if item.id not in new.by_id and item.id not in new.broken]
    news += [News(item.ref, item.emne.titel, "removed", _("removed")) for item in gone]
    return tuple(news)


def news_since(plan: Plan, since: date, as_of: date) -> tuple[News, ...]:
    """What the files say happened after one day and no later than another."""
    return tuple(news for item in plan.items for news in _dated_news(item, since, as_of))


def _dated_news(item: Item, since: date, as_of: date) -> Iterator[News]:
    emne, ref = item.emne, item.ref
    if emne.afsluttet and since < emne.afsluttet.dato <= as_of:
        yield News(ref, emne.titel, "finished", _finished(emne.afsluttet.dato, emne.afsluttet.grundlag))
    if emne.udgaaet and since < emne.udgaaet.dato <= as_of:
        yield News(ref, emne.titel, "dropped", _dropped(emne.udgaaet.dato, emne.udgaaet.beslutning))
    moves = [move for move in emne.fristaendringer if since < move.dato <= as_of]
    if moves and emne.frist:
        text = _moved(moves[0].fra, emne.frist)
        reasons = [move.aarsag for move in moves if move.aarsag]
        yield News(ref, emne.titel, "moved", f"{text} ({'; '.join(reasons)})" if reasons else text)


def item_news(item: Item, changes: Iterable[Change]) -> Iterator[News]:
    """The changes of one item as news, the weightiest first; each is told, or explained by the item's new state."""
    remaining = list(changes)
    found: list[News] = []

    def tell(kind: Kind, text: str) -> None:
        found.append(News(item.ref, item.emne.titel, kind, text))

    emne = item.emne
    by_key = {str(change.keys[0]): change for change in remaining if len(change.keys) == 1}
    told = _tell_state(item, by_key, tell)
    if "frist" in by_key:
        tell("moved", _moved(_time(by_key["frist"].old), emne.frist))
    if "trafiklys" in by_key and not (told in ("finished", "dropped") and emne.trafiklys is None):
        old, new = by_key["trafiklys"].old, by_key["trafiklys"].new
        tell("light", _("light {old} → {new}").format(old=_label(old), new=_label(new)))
    for change in remaining:
        key = str(change.keys[0])
        if len(change.keys) == 1 and (key in ("frist", "trafiklys") or (told and key in STATE_KEYS)):
            continue
        if key in _MONEY_KEYS:
            tell("money", _value_text(change))
        elif key in _TEXT_KEYS and len(change.keys) == 1:
            tell("text", _text_changed(change))
        else:
            tell("other", _value_text(change))
    order = list(KINDS)
    return iter(sorted(found, key=lambda news: order.index(news.kind)))


def _tell_state(item: Item, by_key: dict[str, Change], tell: Any) -> Kind | None:
    """Tell of the state that the item has come to, and give what was told; a correction inside a state is none."""
    emne = item.emne
    told: Kind | None = None
    if emne.afsluttet and _came("afsluttet", by_key):
        told, text = "finished", _finished(emne.afsluttet.dato, emne.afsluttet.grundlag)
    elif emne.udgaaet and _came("udgaaet", by_key):
        told, text = "dropped", _dropped(emne.udgaaet.dato, emne.udgaaet.beslutning)
    elif emne.fase and ("afsluttet" in by_key or "udgaaet" in by_key):
        told, text = "reopened", _("reopened: {phase}").format(phase=FASER[emne.fase])
    elif emne.fase and "fase" in by_key:
        told, text = "phase", _("phase {old} → {new}").format(old=_label(by_key["fase"].old), new=FASER[emne.fase])
    if told:
        tell(told, text)
    return told


def _came(key: str, by_key: dict[str, Change]) -> bool:
    """Whether this state was not there before, or was something that is no state, such as a bare X."""
    return key in by_key and by_key[key].new is not ABSENT and not isinstance(by_key[key].old, dict)


def _finished(day: date, basis: str | None) -> str:
    if basis is None:
        return _("X: finished {date}").format(date=date_text(day))
    return _("X: finished {date} on the basis of: {basis}").format(date=date_text(day), basis=basis)


def _dropped(day: date, decision: str) -> str:
    return _("dropped {date}: {decision}").format(date=date_text(day), decision=decision)


def _moved(old: Tidspunkt | None, new: Tidspunkt | None) -> str:
    if new is None:
        return _("deadline removed: {old}").format(old=old.tekst if old else "")
    if old is None:
        return _("deadline set: {new}").format(new=new.tekst)
    text = _("deadline moved from {old} to {new}").format(old=old.tekst, new=new.tekst)
    if old.slut is None or new.slut is None:
        return text
    days = (new.slut - old.slut).days
    if days == 0:
        return text
    by = plural("{count} day", "{count} days", abs(days)).format(count=number_text(abs(days)))
    return f"{text} ({'+' if days > 0 else '−'}{by})"


def _time(value: Any) -> Tidspunkt | None:
    try:
        return tidspunkt_from_text(str(value)) if value is not ABSENT else None
    except TidspunktError:
        return None


def _label(value: Any) -> str:
    if value is ABSENT or value is None:
        return _("none")
    return LABELS.get(str(value), str(value))


def _text_changed(change: Change) -> str:
    key = str(change.keys[0])
    if change.old is ABSENT:
        return _("{key} written: {new}").format(key=key, new=_short(change.new))
    if change.new is ABSENT:
        return _("{key} removed: {old}").format(key=key, old=_short(change.old))
    old, new = _where_they_part(_short(change.old, most=None), _short(change.new, most=None))
    return _("{key} changed: {old} → {new}").format(key=key, old=_cut(old), new=_cut(new))


def _where_they_part(old: str, new: str) -> tuple[str, str]:
    """Two long texts from a few words before the first difference, since their common beginning tells nothing."""
    common = next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(old), len(new)) if common is None else common
    begin = old.rfind(" ", 0, max(0, start - _BEFORE)) + 1
    return (old, new) if begin == 0 or max(len(old), len(new)) <= _MOST else (f"…{old[begin:]}", f"…{new[begin:]}")


def _value_text(change: Change) -> str:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in change.keys)
    if change.old is ABSENT:
        return _("{key} added: {new}").format(key=key, new=_short(change.new))
    if change.new is ABSENT:
        return _("{key} removed: {old}").format(key=key, old=_short(change.old))
    return _("{key}: {old} → {new}").format(key=key, old=_short(change.old), new=_short(change.new))


def _cut(text: str, most: int = _MOST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _short(value: Any, most: int | None = _MOST) -> str:
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, int):
        text = number_text(value)
    elif isinstance(value, dict):
        text = ", ".join(f"{key}: {_short(inner)}" for key, inner in value.items())
    elif isinstance(value, list):
        text = ", ".join(_short(inner) for inner in value)
    else:
        text = " ".join(str(value).split())
    return text if most is None else _cut(text, most)


def plain_data(item: Item) -> dict[str, Any]:
    """What an item's file says as plain data, without the keys it leaves out; times as they were written."""
    return {key: _plain(value) for key, value in item.emne if key in item.emne.model_fields_set and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Tidspunkt):
        return value.tekst
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if hasattr(value, "model_fields_set"):
        return {key: _plain(inner) for key, inner in value if inner is not None}
    return value

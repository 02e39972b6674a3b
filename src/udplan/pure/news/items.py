"""What happened to one item: each change of its data is told once, by the sentence that says most about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from udplan.domain.labels import FELTER
from udplan.domain.plan import Data, Part, Ref
from udplan.domain.tidspunkt import Tidspunkt, TidspunktError, tidspunkt_from_text
from udplan.domain.vocabulary import AMOUNT_KEYS, ENDER, IKKE_FASTSAT, LABELS, STATE_KEYS, TYPER
from udplan.ground.danish import MINUS, date_text, number_text, signed_text
from udplan.ground.message import Message, Text, _, joined, plural
from udplan.pure.change.changes import ABSENT, Change, difference, same
from udplan.pure.news.kinds import ORDER, Kind, News
from udplan.pure.news.values import NO_NAMES, Names, change_text, label_text, light_got_worse, naming_key, value_text
from udplan.pure.news.words import Piece, marked, pieces, shortened

_GRANTS: Final = ("tillaegsbevillinger", "bevillinger", "regnskab")
_LIST_KINDS: Final[dict[str, Kind]] = {
    "medansvarlige": "responsible",
    "heraf": "money",
    **dict.fromkeys(_GRANTS, "grant"),
}
_STATE_OF: Final[dict[Kind, str]] = {"finished": "afsluttet", "dropped": "udgaaet", "carried": "viderefoert"}
TEXT_KEYS: Final = frozenset(("beskrivelse", "proces", "status", "snitflade"))


@dataclass(frozen=True, slots=True)
class _Told:
    kind: Kind
    tekst: Text
    changes: tuple[Change, ...]
    pieces: tuple[Piece, ...] = ()


def item_news(
    ref: Ref, old: Data, new: Data, changes: Iterable[Change] | None = None, names: Names = NO_NAMES
) -> tuple[News, ...]:
    """The changes from one version of an item's data to another as news, the weightiest first.

    `changes` are those between the two, where they are known already; `names` is what the plan calls its codes.
    """
    left = list(difference(old, new) if changes is None else changes)
    found: list[_Told] = []
    for tell in _TELLERS:
        for told in tell(old, new, left, names):
            found.append(told)
            left = [change for change in left if change not in told.changes]
    found += [_Told("other", change_text(change, new, names), (change,)) for change in left]
    found.sort(key=lambda told: ORDER[told.kind])
    titel = str(new.get("titel", ""))
    return tuple(News(ref, titel, told.kind, told.tekst, told.changes, told.pieces) for told in found)


def added_news(ref: Ref, new: Part, changes: tuple[Change, ...]) -> Iterator[News]:
    """That an item has come, and that it came finished or dropped: it counts among those that became so."""
    settled = _settled(new.data, list(changes)) if new.is_item else None
    if settled is not None:
        ended = tuple(change for change in changes if change.keys == (_STATE_OF[settled[0]],))
        yield News(ref, new.titel, settled[0], settled[1], ended)
        changes = tuple(change for change in changes if change not in ended)
    yield News(ref, new.titel, "added", _("added"), changes)


def placed_news(ref: Ref, old: Part, new: Part) -> Iterator[News]:
    """That an item's file has another name or lies in another folder."""
    if old.folder != new.folder:
        folders: dict[str, str] = {str(name): label for name, label in TYPER.items()}
        text = _("Made {new}, was {old}").format(old=folders[old.folder], new=folders[new.folder])
        yield News(ref, new.titel, "renamed", text)
    if old.slug != new.slug:
        # What the file is called is no news to who reads the plan, only to who keeps it.
        text = _("File renamed from {old} to {new}")
        names = [f"{ref.id}-{part.slug}" if part.slug else ref.id for part in (old, new)]
        yield News(ref, new.titel, "other", text.format(old=names[0], new=names[1]))


def finished_text(day: date, basis: str | None) -> Message:
    """The X in words."""
    if basis is None:
        return _("X: finished {date}").format(date=date_text(day))
    return _("X: finished {date} on the basis of: {basis}").format(date=date_text(day), basis=basis)


def dropped_text(day: date, decision: str) -> Message:
    """Leaving the plan in words."""
    return _("Dropped {date}: {decision}").format(date=date_text(day), decision=decision)


def carried_text(day: date, others: Sequence[str]) -> Message:
    """Going on elsewhere in words."""
    return _("Carried on {date} as {others}").format(date=date_text(day), others=", ".join(others))


def moved_text(old: Tidspunkt | None, new: Tidspunkt | None, before: int, reasons: Sequence[str]) -> Text:
    """A moved deadline: from what to what, by how much, after how many earlier moves, and why."""
    if new is None:
        text = _("Deadline removed: {old}").format(old=old.tekst if old else "")
    elif old is None:
        text = _("Deadline set: {new}").format(new=new.tekst)
    else:
        text = _("Deadline moved from {old} to {new}").format(old=old.tekst, new=new.tekst)
        facts: list[Text] = [_days_text(old, new)]
        if before:
            times = plural("moved {count} time before", "moved {count} times before", before)
            facts.append(times.format(count=number_text(before)))
        if told := joined(", ", *facts):
            text = _("{text} ({facts})").format(text=text, facts=told)
    return joined(": ", text, "; ".join(reasons))


def text_news(keys: tuple[str, ...], change: Change) -> tuple[Text, tuple[Piece, ...]]:
    """A changed text as a sentence, and word by word where both versions have words."""
    label = label_text(keys)
    if change.old is ABSENT:
        return _("{key} written: {new}").format(key=label, new=value_text(change.new)), ()
    if change.new is ABSENT:
        return _("{key} removed: {old}").format(key=label, old=value_text(change.old)), ()
    parts = pieces(str(change.old), str(change.new))
    if all(part.kind == "same" for part in parts):
        return _("{key}: the same words, broken into lines in another way").format(key=label), ()
    return f"{label}: {marked(shortened(parts))}", parts


def _days_text(old: Tidspunkt, new: Tidspunkt) -> Text:
    if old.slut is None or new.slut is None or old.slut == new.slut:
        return ""
    days = (new.slut - old.slut).days
    by = plural("{count} day", "{count} days", abs(days)).format(count=number_text(abs(days)))
    return joined("", "+" if days > 0 else MINUS, by)


def _whole(key: str, changes: Iterable[Change]) -> Change | None:
    """The change of a key as a whole, not of something inside it."""
    return next((change for change in changes if change.keys == (key,)), None)


def _state(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    """The state that the item has come to; a correction inside a state is told as what it is."""
    consumed = tuple(change for change in changes if len(change.keys) == 1 and change.keys[0] in STATE_KEYS)
    settled = _settled(new, changes)
    if settled is not None:
        light = _whole("trafiklys", changes)
        # That the light goes out with the X needs no words of its own, nor does a status that repeats its basis.
        gone = (light,) if light is not None and light.new is ABSENT else ()
        yield _Told(*settled, (*consumed, *gone, *_repeated(new, changes)))
    elif "fase" in new and any(_whole(ende, changes) for ende in ENDER):
        yield _Told("reopened", _("Reopened: {phase}").format(phase=_label(new["fase"])), consumed)
    elif "fase" in new and (phase := _whole("fase", changes)):
        text = _("Phase {old} → {new}").format(old=_label(phase.old), new=_label(phase.new))
        yield _Told("phase", text, consumed)


def _settled(new: Data, changes: list[Change]) -> tuple[Kind, Text] | None:
    done, dropped, carried = (new.get(ende) for ende in ENDER)
    if isinstance(done, dict) and _came("afsluttet", changes):
        return "finished", finished_text(date.fromisoformat(done["dato"]), done.get("grundlag"))
    if isinstance(dropped, dict) and _came("udgaaet", changes):
        return "dropped", dropped_text(date.fromisoformat(dropped["dato"]), dropped["beslutning"])
    if isinstance(carried, dict) and _came("viderefoert", changes):
        others = carried["til"] if isinstance(carried["til"], list) else [carried["til"]]
        return "carried", carried_text(date.fromisoformat(carried["dato"]), others)
    return None


def _repeated(new: Data, changes: list[Change]) -> Iterator[Change]:
    """The status that says what the basis or the decision says, as `done` and `drop` write where there was none."""
    ended = new.get("afsluttet") or new.get("udgaaet")
    change = _whole("status", changes)
    if change is not None and isinstance(ended, dict) and repeats(new.get("status"), ended):
        yield change


def repeats(status: Any, ended: Mapping[str, Any]) -> bool:
    """Whether a status says no more than the basis of the X, or the decision by which the item was dropped."""
    said = str(ended.get("grundlag") or ended.get("beslutning") or "")
    return bool(said) and str(status or "").rstrip().rstrip(".").split() == said.rstrip().rstrip(".").split()


def _came(key: str, changes: list[Change]) -> bool:
    """Whether this state was not there before, or was something that is no state, such as a bare X."""
    change = _whole(key, changes)
    return change is not None and not isinstance(change.old, dict)


def _titel(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    if change := _whole("titel", changes):
        text = _("Renamed, was: {old}").format(old=value_text(change.old))
        yield _Told("renamed", text, (change,))


def _deadline(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    change = _whole("frist", changes)
    if change is None:
        return
    before, after = old.get("fristaendringer"), new.get("fristaendringer")
    before, after = (moves if isinstance(moves, list) else [] for moves in (before, after))
    reasons: list[str] = []
    consumed: tuple[Change, ...] = (change,)
    if len(after) > len(before) and after[: len(before)] == before:
        reasons = [move["aarsag"] for move in after[len(before) :] if isinstance(move, dict) and move.get("aarsag")]
        consumed += tuple(each for each in changes if each.keys[0] == "fristaendringer")
    was, now = _time(change.old), _time(change.new)
    # A first deadline is not moved, and neither is one that is only written in another way.
    is_move = was is not None and (now is None or (was.start, was.slut) != (now.start, now.slut))
    yield _Told("moved" if is_move else "other", moved_text(was, now, len(before), reasons), consumed)


def _light(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    change = _whole("trafiklys", changes)
    if change is None:
        return
    facts: list[Text] = []
    if change.old is ABSENT:
        text = _("Light {new}").format(new=_label(change.new))
        facts.append(_("none before"))
    elif change.new is ABSENT:
        text = _("Light put out")
        facts.append(_("was {old}").format(old=_label(change.old)))
    else:
        text = _("Light {old} → {new}").format(old=_label(change.old), new=_label(change.new))
    if (worse := light_got_worse(change.old, change.new)) is not None:
        facts.append(_("worse") if worse else _("better"))
    if facts:
        text = _("{text} ({facts})").format(text=text, facts=joined("; ", *facts))
    yield _Told("light", text, (change,))


def _money(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    for key in AMOUNT_KEYS:
        changed = tuple(change for change in changes if change.keys[0] == key)
        before, after = old.get(key), new.get(key)
        if changed and _is_amounts(before) and _is_amounts(after):
            # What is written out, and says what was so before, is no amount that changed.
            differs = key != "forventet" or _expected(old) != _expected(new)
            kind: Kind = "realised" if key == "realiseret" else "money" if differs else "other"
            yield _Told(kind, _money_text(key, old, new), changed)
    for change in changes:
        if change.keys[0] in _GRANTS:
            yield _Told("grant", change_text(change, new, names), (change,))
        elif change.keys[0] == "heraf":
            yield _Told("money", change_text(change, new, names), (change,))


def _expected(data: Data) -> dict[str, Any]:
    """What is expected by year: as agreed where nothing else is written."""
    agreed = data.get("beloeb")
    return {**(agreed if isinstance(agreed, dict) else {}), **(data.get("forventet") or {})}


def _money_text(key: str, old: Data, new: Data) -> Text:
    if key != "forventet" or IKKE_FASTSAT in (old.get("beloeb"), new.get("beloeb")):
        before, after = _by_year(old.get(key), new.get(key)), _by_year(new.get(key), old.get(key))
        return _amounts_text(FELTER[key], before, after)
    # What nobody expects otherwise is expected as agreed: that is what a first, or a last, expectation differs from.
    before, after = _expected(old), _expected(new)
    if key in old and key in new:
        return _amounts_text(FELTER[key], before, after)
    if before == after:
        return _("Forventet: as agreed")
    if key not in new:
        return _("Forventet: as agreed again, {amounts}").format(amounts=_amounts_text("", before, after))
    return _("Forventet, compared with what is agreed: {amounts}").format(amounts=_amounts_text("", before, after))


def _is_amounts(value: Any) -> bool:
    if value is None or value == IKKE_FASTSAT:
        return True
    return isinstance(value, dict) and all(type(each) is int or each == IKKE_FASTSAT for each in value.values())


def _amounts_text(label: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Text:
    """Each year that changed, and the sum of all years where there are several."""
    years = sorted(year for year in before.keys() | after.keys() if before.get(year) != after.get(year))
    if not years:
        return joined(": ", label, _("the same amounts"))
    parts: list[Text] = [joined(" ", year, _from_to(before.get(year), after.get(year))) for year in years]
    sums = _sum(before), _sum(after)
    if len(before.keys() | after.keys()) > 1 and sums != (IKKE_FASTSAT, IKKE_FASTSAT):
        parts.append(_("in all {change}").format(change=_from_to(*sums)))
    return joined(": ", label, joined(", ", *parts))


def _by_year(amounts: Any, other: Any) -> dict[str, Any]:
    """The amounts by year; what is not agreed as a whole is so in each year that the other version has."""
    if amounts == IKKE_FASTSAT:
        return dict.fromkeys(other if isinstance(other, dict) else (), IKKE_FASTSAT)
    return dict(amounts or {})


def _sum(amounts: Mapping[str, Any]) -> Any:
    """The sum of all years; not known where a year's amount is not agreed."""
    if IKKE_FASTSAT in amounts.values():
        return IKKE_FASTSAT
    return sum(amounts.values()) if amounts else None


def _from_to(old: Any, new: Any) -> Text:
    if old is None:
        return _amount_text(new)
    if new is None:
        return _("{amount} removed").format(amount=_amount_text(old))
    text = joined(" → ", _amount_text(old), _amount_text(new))
    return joined(" ", text, f"({signed_text(new - old)})") if type(old) is int and type(new) is int else text


def _amount_text(amount: Any) -> Text:
    return _("not agreed") if amount == IKKE_FASTSAT else number_text(amount)


def _lists(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    """A list in which several places differ, by what came and what went: one element put in moves all after it."""
    for key in dict.fromkeys(str(change.keys[0]) for change in changes):
        inside = tuple(change for change in changes if change.keys[0] == key)
        before, after = old.get(key), new.get(key)
        if len(inside) > 1 and isinstance(before, list) and isinstance(after, list) and not _is_named(before, after):
            came, went = _missing(after, before), _missing(before, after)
            parts = [_("added {new}").format(new=value_text(each, key, names)) for each in came]
            parts += [_("removed {old}").format(old=value_text(each, key, names)) for each in went]
            text = joined(": ", label_text((key,)), joined("; ", *parts) or _("in another order"))
            yield _Told(_LIST_KINDS.get(key, "other"), text, inside)


def _is_named(before: list[Any], after: list[Any]) -> bool:
    """Whether each element is called what it was called: then each change is told of the element that it lies in."""
    keys = [naming_key(element) for element in after]
    return len(before) == len(after) and all(
        key is not None and naming_key(old) == key and old[key] == new[key]
        for key, old, new in zip(keys, before, after, strict=True)
    )


def _missing(elements: list[Any], others: list[Any]) -> list[Any]:
    """The elements that the other list lacks, each as often as it lacks it."""
    left = list(others)
    found = []
    for each in elements:
        place = next((place for place, other in enumerate(left) if same(each, other)), None)
        if place is None:
            found.append(each)
        else:
            del left[place]
    return found


def _reached(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    """A milestone that was reached."""
    for change in changes:
        if change.keys[0] == "milepaele" and change.keys[2:] == ("naaet",) and change.old is ABSENT:
            what = value_text(new["milepaele"][change.keys[1]]["hvad"]).rstrip(".")
            text = _("Milestone reached {date}: {what}").format(date=value_text(change.new), what=what)
            yield _Told("other", text, (change,))


def _treated(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    """What came of a political treatment."""
    for change in changes:
        if change.keys[0] == "behandling" and change.keys[2:] == ("resultat",) and isinstance(change.new, dict):
            treatment = new["behandling"][change.keys[1]]
            day = date.fromisoformat(change.new["dato"])
            text = _("Treated in {committee} {date}: {decision}").format(
                committee=value_text(treatment["udvalg"], "udvalg", names),
                date=date_text(day),
                decision=change.new["beslutning"],
            )
            yield _Told("other", text, (change,))


def _responsible(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    for change in changes:
        if change.keys[0] in ("ansvarlig", "medansvarlige"):
            yield _Told("responsible", change_text(change, new, names), (change,))


def _texts(old: Data, new: Data, changes: list[Change], names: Names) -> Iterator[_Told]:
    for change in changes:
        key = change.keys[0]
        if len(change.keys) == 1 and isinstance(key, str) and key in TEXT_KEYS:
            text, parts = text_news((key,), change)
            yield _Told("text", text, (change,), parts)


_TELLERS: Final[tuple[Callable[[Data, Data, list[Change], Names], Iterator[_Told]], ...]] = (
    _state, _titel, _deadline, _light, _lists, _money, _reached, _treated, _responsible, _texts,
)  # fmt: skip


def _time(value: Any) -> Tidspunkt | None:
    try:
        return tidspunkt_from_text(str(value)) if value is not ABSENT else None
    except TidspunktError:
        return None


def _label(value: Any) -> Text:
    return _("none") if value is ABSENT or value is None else LABELS.get(str(value), str(value))

"""News as a reader goes through it: how much happened of each kind, then kind by kind what happened to each item."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from udplan.domain.names import is_item_name
from udplan.domain.vocabulary import ROUNDS_FOLDER, TRAFIKLYS
from udplan.ground.danish import number_text
from udplan.ground.message import Text
from udplan.pure.news.kinds import Kind, News
from udplan.pure.news.values import label_text
from udplan.pure.news.words import Piece, shortened
from udplan.pure.report.parts import news_groups
from udplan.pure.report.progress import KeyFigure

_LIGHTS: Final = tuple(TRAFIKLYS)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that happened. Of a rewritten text `tekst` is what it is called, and `stykker` are its words."""

    tekst: Text
    stykker: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What happened to one part of the plan; plan.yaml has neither number nor title, a round no number."""

    nr: str
    titel: str
    saetninger: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Everything of one kind; `antal` is how many items or files it is about."""

    kind: Kind
    ord: str
    antal: str
    poster: tuple[ChangeEntry, ...]


@dataclass(frozen=True, slots=True)
class ChangeList:
    """The news ready to print."""

    noegletal: tuple[KeyFigure, ...]
    grupper: tuple[ChangeGroup, ...]
    bekraeftede: tuple[ChangeEntry, ...]
    """Items of which nothing is new but the day on which their status was last confirmed."""


def change_list(news: Sequence[News], kinds: Iterable[Kind] = ()) -> ChangeList:
    """The news for printing. Of these kinds it is also counted that nothing happened."""
    confirmed = [each for each in news if each.is_confirmation]
    telling = [each for each in news if not each.is_confirmation]
    told_of = {each.ref for each in telling}
    return ChangeList(
        noegletal=_key_figures(telling, frozenset(kinds)) if news else (),
        grupper=tuple(_group(group.kind, group.ord, group.nyheder) for group in news_groups(tuple(telling))),
        bekraeftede=tuple(_entry(each.ref.id, [each]) for each in confirmed if each.ref not in told_of),
    )


def _group(kind: Kind, word: str, news: Iterable[News]) -> ChangeGroup:
    entries = tuple(_entry(ref.id, list(told)) for ref, told in groupby(news, key=lambda each: each.ref))
    return ChangeGroup(kind, word, number_text(len(entries)), entries)


def _entry(name: str, news: Sequence[News]) -> ChangeEntry:
    sentences = tuple(map(_sentence, news))
    if is_item_name(name):
        return ChangeEntry(name, news[0].titel, sentences)
    runde = name.removeprefix(f"{ROUNDS_FOLDER}/") if name.startswith(f"{ROUNDS_FOLDER}/") else ""
    return ChangeEntry("", f"Runde {runde}: {news[0].titel}" if runde else "", sentences)


def _sentence(news: News) -> Sentence:
    if not news.pieces:
        return Sentence(news.tekst)
    return Sentence(label_text(news.changes[0].keys), shortened(news.pieces))


def _key_figures(news: Iterable[News], kinds: frozenset[Kind]) -> tuple[KeyFigure, ...]:
    """How many items each thing happened to."""
    news = list(news)
    counted: tuple[tuple[str, Kind, Callable[[News], bool]], ...] = (
        ("Afsluttet (X)", "finished", _any),
        ("Genåbnet", "reopened", _any),
        ("Udgået", "dropped", _any),
        ("Nye emner", "added", _any),
        ("Fjernet", "removed", _any),
        ("Flyttet frist", "moved", _any),
        ("Lys forværret", "light", lambda each: _got_worse(each) is True),
        ("Lys forbedret", "light", lambda each: _got_worse(each) is False),
        ("Ændret beløb", "money", _any),
    )
    numbers = [
        (len({each.ref for each in news if each.kind == kind and counts(each)}), word, kind)
        for word, kind, counts in counted
    ]
    return tuple(KeyFigure(number_text(number), word, "") for number, word, kind in numbers if number or kind in kinds)


def _any(news: News) -> bool:
    return True


def _got_worse(news: News) -> bool | None:
    """Whether a changed light got worse; None for one that was lit or went out."""
    for change in news.changes:
        if change.keys == ("trafiklys",) and change.old in _LIGHTS and change.new in _LIGHTS:
            return _LIGHTS.index(change.new) > _LIGHTS.index(change.old)
    return None

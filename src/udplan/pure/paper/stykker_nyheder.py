"""News as a reader goes through it: how much happened of each kind, and what happened to each item."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from udplan.domain.names import is_item_name
from udplan.domain.vocabulary import LABELS, ROUNDS_FOLDER
from udplan.ground.danish import number_text
from udplan.pure.change.changes import ABSENT
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import Kind, News
from udplan.pure.news.values import label_text, light_got_worse
from udplan.pure.paper.papir import Linje, Noegle, Nr, Punkt, Rettet, Staerk, Stump, Tekst
from udplan.pure.paper.stykker import count_text, note, sentence

NYHEDER: Final[dict[Kind, str]] = {
    "finished": "Afsluttet",
    "reopened": "Genåbnet",
    "dropped": "Udgået",
    "carried": "Videreført",
    "added": "Nyt emne",
    "removed": "Fjernet",
    "renamed": "Omdøbt",
    "moved": "Flyttet frist",
    "light": "Ændret trafiklys",
    "money": "Ændret beløb",
    "realised": "Realiseret beløb",
    "grant": "Bevilling",
    "phase": "Ændret fase",
    "responsible": "Ændret ansvarlig",
    "text": "Ændret tekst",
    "other": "Andre ændringer",
    "plan": "Planens rammer",
    "round": "Runder",
}
"""The kinds of news in the order they are told."""

_COUNTED: Final[dict[Kind, tuple[str, str]]] = {
    "finished": ("afsluttet", "afsluttede"),
    "reopened": ("genåbnet", "genåbnede"),
    "dropped": ("udgået", "udgåede"),
    "carried": ("videreført", "videreførte"),
    "added": ("nyt emne", "nye emner"),
    "removed": ("fjernet", "fjernede"),
    "renamed": ("omdøbt", "omdøbte"),
    "moved": ("flyttet frist", "flyttede frister"),
    "light": ("ændret trafiklys", "ændrede trafiklys"),
    "money": ("ændret beløb", "ændrede beløb"),
    "realised": ("realiseret beløb", "realiserede beløb"),
    "grant": ("bevilling", "bevillinger"),
    "phase": ("ændret fase", "ændrede faser"),
    "responsible": ("ændret ansvarlig", "ændrede ansvarlige"),
    "text": ("ændret tekst", "ændrede tekster"),
    "other": ("anden ændring", "andre ændringer"),
    "plan": ("ændring i planens rammer", "ændringer i planens rammer"),
    "round": ("ændret runde", "ændrede runder"),
}
"""What one and several of each kind are called behind their number."""

_IN_FULL: Final = {"trafiklys": "Lys", "fase": "Fase"}
"""Keys whose values are short enough to stand in an index, as words for them."""


@dataclass(frozen=True, slots=True)
class NewsGroup:
    """The news of one kind."""

    kind: Kind
    ord: str
    news: tuple[News, ...]

    @property
    def count(self) -> int:
        """How many items or files it is about."""
        return len({each.ref for each in self.news})


def news_groups(news: Iterable[News]) -> tuple[NewsGroup, ...]:
    """The news by kind; kinds without news are left out, and so is that a status was only looked at again."""
    of_kind: dict[Kind, list[News]] = {kind: [] for kind in NYHEDER}
    for each in news:
        if not each.is_confirmation:
            of_kind[each.kind].append(each)
    return tuple(NewsGroup(kind, NYHEDER[kind], tuple(some)) for kind, some in of_kind.items() if some)


def news_points(news: Iterable[News]) -> tuple[Punkt, ...]:
    """A point for each item, with all its sentences."""
    return tuple(_point(ref.id, tuple(told)) for ref, told in groupby(news, key=lambda each: each.ref))


def news_line(news: News) -> Linje:
    """What happened in a sentence; of a rewritten text what it is called, and its words."""
    if not news.pieces:
        return (news.tekst,)
    return (Staerk(label_text(news.changes[0].keys)), ": ", Rettet(news.pieces))


def confirmed(news: Iterable[News]) -> tuple[News, ...]:
    """Of whom nothing is new but the day on which the status was last confirmed."""
    news = tuple(news)
    told_of = {each.ref for each in news if not each.is_confirmation}
    return tuple(each for each in news if each.is_confirmation and each.ref not in told_of)


def in_short(news: Iterable[News]) -> tuple[str, ...]:
    """What has happened to an item, a word or a few for each kind of thing."""
    return tuple(dict.fromkeys(_from_to(each) or NYHEDER[each.kind] for each in news))


def _from_to(news: News) -> str:
    """What a light or a phase was and is; empty for other news."""
    for change in news.changes:
        word = _IN_FULL.get(str(change.keys[0])) if len(change.keys) == 1 else None
        if word and change.old in LABELS and change.new in LABELS:
            return f"{word} {LABELS[change.old].lower()} → {LABELS[change.new].lower()}"
        if word == "Lys" and change.new in LABELS:
            return f"Lys {LABELS[change.new].lower()} (før intet)"
    return ""


def since_title(word: str, request: ReportRequest) -> str:
    """`Ændringer siden …`, or the word alone where nothing is compared."""
    return f"{word} siden {request.since_label}" if request.since_label else word


def reservation(request: ReportRequest) -> tuple[Tekst, ...]:
    """What `siden sidst` means in the paper, what the news is drawn from, and how many items it cannot name."""
    notes = []
    if request.since_label is not None:
        how = (
            "Ændringerne er fundet ved at sammenligne planen dengang med planen nu."
            if not request.only_dates
            else "Ændringerne bygger på datoerne i planen: afsluttede og udgåede emner og flyttede frister."
        )
        notes.append(note(f"Siden sidst betyder siden {sentence(request.since_label)} {how}"))
    if gone := gone_text(request):
        notes.append(note(gone))
    return tuple(notes)


def gone_text(request: ReportRequest) -> str:
    """How many items were published then and are in the plan no longer; empty where all are."""
    if not request.gone:
        return ""
    gone = count_text(request.gone, "emne, der var offentliggjort, er", "emner, der var offentliggjort, er")
    return f"{gone} ikke længere i planen."


def no_news(request: ReportRequest) -> Tekst:
    """How to say that there is no news."""
    if request.since_label is None:
        text = "Planen er ikke sammenlignet med en tidligere status."
    elif request.only_dates:
        text = "Ingen emner er afsluttet eller udgået, og ingen frister er flyttet siden da."
    else:
        text = "Der er ingen andre ændringer." if request.gone else "Der er ingen ændringer."
    return Tekst((text,), "tomt")


def counters(groups: Iterable[NewsGroup]) -> Tekst:
    """How many items each kind of news is about, in a line."""
    parts: list[Stump] = []
    for group in groups:
        parts += (
            " · " if parts else "",
            Staerk(number_text(group.count)),
            f" {_COUNTED[group.kind][group.count != 1]}",
        )
    return Tekst(tuple(filter(None, parts)))


def change_figures(news: Sequence[News], kinds: Iterable[Kind] = ()) -> tuple[Noegle, ...]:
    """How many items each thing happened to. Of these kinds it is also counted that nothing happened."""
    telling = [each for each in news if not each.is_confirmation]
    counted: tuple[tuple[str, Kind, Callable[[News], bool]], ...] = (
        ("Afsluttet (X)", "finished", _any),
        ("Genåbnet", "reopened", _any),
        ("Udgået", "dropped", _any),
        ("Videreført", "carried", _any),
        ("Nye emner", "added", _any),
        ("Fjernet", "removed", _any),
        ("Flyttet frist", "moved", is_move),
        ("Lys forværret", "light", lambda each: got_worse(each) is True),
        ("Lys forbedret", "light", lambda each: got_worse(each) is False),
        ("Ændret beløb", "money", _any),
    )
    kinds = frozenset(kinds) if news else frozenset()
    numbers = [
        (len({each.ref for each in telling if each.kind == kind and counts(each)}), word, kind)
        for word, kind, counts in counted
    ]
    return tuple(Noegle(number, word) for number, word, kind in numbers if number or kind in kinds)


def got_worse(news: News) -> bool | None:
    """Whether a changed light got worse; None where that cannot be said."""
    for change in news.changes:
        if change.keys == ("trafiklys",):
            return light_got_worse(change.old, change.new)
    return None


def is_move(news: News) -> bool:
    """Whether a deadline was moved to another time, not taken away."""
    return all(change.keys != ("frist",) or change.new is not ABSENT for change in news.changes)


def _any(news: News) -> bool:
    return True


def _point(name: str, news: tuple[News, ...]) -> Punkt:
    """plan.yaml has neither number nor title, a round no number."""
    if is_item_name(name):
        head: Linje = (Nr(name), " ", Staerk(news[0].titel), ": ")
    elif name.startswith(f"{ROUNDS_FOLDER}/"):
        head = (Staerk(f"Runde {name.removeprefix(f'{ROUNDS_FOLDER}/')}: {news[0].titel}"), ": ")
    else:
        head = ()
    lines = tuple(map(news_line, news))
    if len(lines) == 1:
        return Punkt((*head, *lines[0]))
    return Punkt(head, lines)

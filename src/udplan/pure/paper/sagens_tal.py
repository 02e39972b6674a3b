"""The numbers of a case paper in sentences: what the plan holds, what bears the X, and how the rest goes."""

from datetime import date
from typing import Final

from udplan.domain.plan import Item, Ref
from udplan.domain.settings import Aftale
from udplan.domain.vocabulary import TILSTANDE, TYPER, Tilstand, Trafiklys, Type
from udplan.ground.danish import date_text, number_text
from udplan.pure.facts.basis import Basis, ReportRequest
from udplan.pure.facts.figures import Counts, Figures
from udplan.pure.news.kinds import Kind, News
from udplan.pure.paper.papir import Kolonne, Linje, Liste, Nr, Punkt, Raekke, Staerk, Tabel
from udplan.pure.paper.stykker import count_text, left_out_text, listed, sentence
from udplan.pure.paper.stykker_emne import closed_mark, light_of
from udplan.pure.paper.stykker_nyheder import gone_text, got_worse, is_move
from udplan.pure.paper.stykker_tal import COUNTED, OF_LIVE
from udplan.pure.paper.stykker_tal import numbers as counted
from udplan.pure.view.late import DaysAllowed, has_never_been_told, is_overdue, is_stale

_MOST_NAMED: Final = 12
_IS: Final[dict[Tilstand, str]] = {"afventer": "afventer"}
"""What the items in a state do, where it is not that they are what the state is called."""
_LIGHT_WORDS: Final[dict[Trafiklys, str]] = {"groen": "grønt", "gul": "gult", "roed": "rødt"}
_OF_TYPE: Final[dict[Type, tuple[str, str]]] = {
    "driftsaendringer": ("driftsændring", "driftsændringer"),
    "raaderumsforslag": ("råderumsforslag", "råderumsforslag"),
    "anlaegsprojekter": ("anlægsprojekt", "anlægsprojekter"),
    "hensigtserklaeringer": ("hensigtserklæring", "hensigtserklæringer"),
}
_CAME_TO: Final[dict[Kind, str]] = {
    "dropped": "udgået", "carried": "videreført", "reopened": "genåbnet", "added": "kommet til", "removed": "fjernet",
}  # fmt: skip
"""What items have become since then; those that got their X are told of where the X is."""
_CHANGED: Final = (
    ("moved", ("frist", "frister"), "flyttet"),
    ("undated", ("frist", "frister"), "fjernet"),
    ("worse", ("trafiklys", "trafiklys"), "forværret"),
    ("better", ("trafiklys", "trafiklys"), "forbedret"),
    ("light", ("trafiklys", "trafiklys"), "tændt eller slukket"),
    ("money", ("emnes beløb", "emners beløb"), "ændret"),
    ("grant", ("emnes bevillinger", "emners bevillinger"), "ændret"),
)


def parts_text(found: Basis, request: ReportRequest, numbers: Figures) -> str:
    """How the plan is divided, and whether it carries every point of its agreement; empty for a plan without items."""
    if not found.items:
        return ""
    day = date_text(request.as_of)
    subject = "Udmøntningsplanen" if request.selected is None else "Det viste udsnit af udmøntningsplanen"
    of_type = {name: numbers.by_type[name].antal for name in _OF_TYPE}
    parts = [count_text(of_type[name], *words) for name, words in _OF_TYPE.items() if of_type[name]]
    count = count_text(numbers.i_alt.antal, "emne", "emner")
    whole = f"{subject}, opgjort pr. {day}, består af {count}: {listed(parts)}."
    if left_out := left_out_text(found):
        whole += f" {left_out}"
    settings = found.plan.settings
    if request.selected is not None or settings is None or settings.aftale is None or not settings.aftale.punkter:
        return whole
    return f"{whole} {_points_text(found, settings.aftale)}"


def _points_text(found: Basis, agreement: Aftale) -> str:
    """How many of the agreement's points the plan carries."""
    carried = {point for item in found.items for point in item.emne.aftalepunkt} & agreement.punkter.keys()
    count = len(agreement.punkter)
    if count == 1:
        return f"Det ene punkt i {agreement.dokument} indgår{'' if carried else ' ikke'}."
    if len(carried) == count:
        return f"Samtlige {number_text(count)} punkter i {agreement.dokument} indgår."
    some = number_text(len(carried)) if carried else "Ingen"
    return f"{some} af de {number_text(count)} punkter i {agreement.dokument} indgår."


def finished_text(found: Basis, new: frozenset[Ref], since: str | None) -> str:
    """How many items bear the X, how many of them came to it since then, and the afledt drift among them."""
    finished = [item for item in found.items if item.emne.afsluttet]
    if not finished:
        return "Ingen emner er endnu markeret med X for afsluttet." if found.items else ""
    whole = len(finished) == len(found.items) > 1
    count = "Alle emner" if whole else count_text(len(finished), "emne", "emner")
    fresh = "" if since is None else f", heraf {_or_none(len(new))} siden {since}"
    sentences = [sentence(f"{count} er markeret med X for afsluttet{fresh}")]
    running = [item for item in finished if item.emne.afledt_drift_af]
    if running:
        projects = (
            "et anlægsprojekt" if len({item.emne.afledt_drift_af for item in running}) == 1 else "anlægsprojekter"
        )
        sentences.append(f"Blandt de afsluttede er afledt drift af {projects}{_ids(running)}.")
    return " ".join(sentences)


def number_sentences(found: Basis, request: ReportRequest, numbers: Figures) -> tuple[str, ...]:
    """The states, lights and deadlines, which a paper that says `som forventet` must not be without.

    How many there are in all, and how many bear the X, has been told.
    """
    counts = numbers.i_alt
    if not counts.antal:
        return ("Planen indeholder ingen emner.",)
    sentences = [states] if (states := _states_text(counts)) else []
    live = [item for item in found.items if item.emne.levende]
    if live:
        late = [item for item in live if is_overdue(item, request.as_of)]
        missed = f"Fristen er overskredet for {count_text(len(late), 'emne', 'emner')}{_ids(late)}"
        sentences += [
            _lights_text(counts, [item for item in live if item.emne.trafiklys == "roed"]),
            f"{missed if late else 'Ingen frist er overskredet'}.",
            _updates_text(live, found.plan.foraeldelse, request.as_of),
        ]
    return tuple(sentences)


def _states_text(counts: Counts) -> str:
    """How many items are in each state but the finished."""
    words: list[str] = []
    for state, count in counts.tilstande.items():
        if count and state != "afsluttet":
            number = number_text(count) if words else count_text(count, "emne", "emner")
            words.append(f"{number} {_IS.get(state) or f'er {TILSTANDE[state].lower()}'}")
    return f"{listed(words)}." if words else ""


def _lights_text(counts: Counts, red: list[Item]) -> str:
    """`Blandt de uafsluttede emner har 8 grønt lys og 1 gult; ingen har rødt.`"""
    lit = [code for code, count in counts.trafiklys.items() if count]
    dark = [_LIGHT_WORDS[code] for code in counts.trafiklys if code not in lit]
    if not lit:
        return "Ingen af de uafsluttede emner har trafiklys."
    words = [
        f"{number_text(counts.trafiklys[code])} {_LIGHT_WORDS[code]}{'' if place else ' lys'}"
        f"{_ids(red) if code == 'roed' else ''}"
        for place, code in enumerate(lit)
    ]
    none = f"; ingen har {' eller '.join(dark)}" if dark else ""
    return f"Blandt de uafsluttede emner har {listed(words)}{none}."


def _updates_text(live: list[Item], allowed: DaysAllowed, as_of: date) -> str:
    """Whether the items' statuses are new, and how many have none because they are not begun: both are said."""
    stale = [item for item in live if is_stale(item, as_of, allowed)]
    silent = sum(has_never_been_told(item) and item not in stale for item in live)
    untold = f"{count_text(silent, 'emne', 'emner')}, der ikke er startet, har endnu ingen status" if silent else ""
    if stale:
        status = "en status" if all(item.emne.opdateret is None for item in stale) else "en ny status"
        text = f"{count_text(len(stale), 'emne', 'emner')} mangler {status}{_ids(stale)}"
    elif silent == len(live):
        return f"{untold[:1].upper()}{untold[1:]}."
    else:
        text = "Alle øvrige har en opdateret status" if silent else "Alle uafsluttede emner har en opdateret status"
        return f"{untold}. {text}." if silent else f"{text}."
    return f"{text}; {untold}." if untold else f"{text}."


def since_text(found: Basis, request: ReportRequest) -> str:
    """What else has happened since the last status, in one or two sentences; empty where nothing is compared."""
    since = request.since_label
    if since is None:
        return ""
    if not found.items:
        return gone_text(request)
    ids: dict[str, list[str]] = {}
    for each in found.news:
        ids.setdefault(_counted_as(each), []).append(each.ref.id)
    of_kind = {kind: list(dict.fromkeys(some)) for kind, some in ids.items()}
    states = [f"{_counted(of_kind[kind], kind)} {word}" for kind, word in _CAME_TO.items() if kind in of_kind]
    others = [f"{count_text(len(of_kind[kind]), *words)} {what}" for kind, words, what in _CHANGED if kind in of_kind]
    sentences = [f"Siden {since} er {listed(states)}."] if states else []
    if others:
        sentences.append(f"{'Desuden' if states else f'Siden {since}'} er {listed(others)}.")
    nothing = (
        "intet emne udgået, og ingen frist er flyttet."
        if request.only_dates
        else "intet emne udgået, genåbnet eller kommet til, og ingen frister, trafiklys, beløb eller bevillinger er"
        " ændret."
    )
    return " ".join((*(sentences or [f"Siden {since} er {nothing}"]), *filter(None, (gone_text(request),))))


def _counted(ids: list[str], kind: str) -> str:
    """How many items; which, where that is what a reader will ask."""
    names = f" ({listed(ids)})" if kind in ("reopened", "dropped", "removed") and len(ids) <= _MOST_NAMED else ""
    return f"{count_text(len(ids), 'emne', 'emner')}{names}"


def _counted_as(news: News) -> str:
    """The kind of thing, with what it makes of a light or a deadline."""
    if news.kind == "light" and (worse := got_worse(news)) is not None:
        return "worse" if worse else "better"
    return "undated" if news.kind == "moved" and not is_move(news) else news.kind


def followed_text(found: Basis) -> str:
    """How many items the directors look at every month; empty where there are none."""
    count = sum(1 for item in found.items if item.emne.levende and item.emne.direktionsfokus)
    return f"{count_text(count, 'emne', 'emner')} følges månedligt af direktionen." if count else ""


def themes(found: Basis) -> Liste | None:
    """The plan's themes in its order, each with its items and how they go; None where no item has one."""
    names = found.plan.settings.temaer if found.plan.settings else {}
    points = []
    for code, name in names.items():
        lines = tuple(_of_theme(item) for item in found.items if code in item.emne.temaer)
        if lines:
            points.append(Punkt((Staerk(name),), lines))
    return Liste(tuple(points)) if points else None


def _of_theme(item: Item) -> Linje:
    light = light_of(item)
    return (Nr(item.id), f" {item.emne.titel}", *closed_mark(item), ": ", light or TILSTANDE[item.tilstand].lower())


def counts_by_part(figures: Figures) -> Tabel:
    """The counts of each part of the plan; what they are in all is told in sentences."""
    parts = [counted(each)[1:] for each in figures.by_type.values()]
    rows = tuple(Raekke((word, *cells)) for word, *cells in zip(COUNTED[1:], *parts, strict=True))
    columns = (Kolonne("Tilstand"), *(Kolonne(TYPER[name], "antal") for name in figures.by_type))
    return Tabel("antal emner", columns, rows, f"Emnerne fordelt på planens dele. {OF_LIVE}")


def _ids(items: list[Item]) -> str:
    """The items' ids in brackets; nothing where there are none or too many to name."""
    return f" ({listed(item.id for item in items)})" if 0 < len(items) <= _MOST_NAMED else ""


def _or_none(count: int) -> str:
    return number_text(count) if count else "ingen"

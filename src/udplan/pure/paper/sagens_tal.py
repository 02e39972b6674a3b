"""The numbers of a case paper in sentences: what the plan holds, what bears the X, and how the rest goes."""

from typing import Final

from udplan.domain.plan import Item, Ref
from udplan.domain.vocabulary import TYPER, Tilstand, Type
from udplan.ground.danish import date_text, number_text
from udplan.pure.facts.basis import Basis, ReportRequest
from udplan.pure.facts.figures import Figures
from udplan.pure.news.kinds import Kind, News
from udplan.pure.paper.papir import Kolonne, Raekke, Tabel
from udplan.pure.paper.stykker import count_text, listed
from udplan.pure.paper.stykker_nyheder import got_worse
from udplan.pure.paper.stykker_tal import COUNTED, OF_LIVE
from udplan.pure.paper.stykker_tal import numbers as counted
from udplan.pure.view.late import is_overdue

_MOST_NAMED: Final = 12
_STATES: Final[dict[Tilstand, str]] = {
    "afsluttet": "afsluttet (X)",
    "i_gang": "i gang",
    "afventer": "afventer",
    "ikke_startet": "ikke startet",
    "udgaaet": "udgået",
    "viderefoert": "videreført",
}
_OF_TYPE: Final[dict[Type, tuple[str, str]]] = {
    "driftsaendringer": ("driftsændring", "driftsændringer"),
    "raaderumsforslag": ("råderumsforslag", "råderumsforslag"),
    "anlaegsprojekter": ("anlægsprojekt", "anlægsprojekter"),
    "hensigtserklaeringer": ("hensigtserklæring", "hensigtserklæringer"),
}
_CAME_TO: Final[dict[Kind, str]] = {
    "finished": "afsluttet", "dropped": "udgået", "carried": "videreført", "reopened": "genåbnet",
    "added": "kommet til", "removed": "fjernet",
}  # fmt: skip


def parts_text(found: Basis, request: ReportRequest, numbers: Figures) -> str:
    """How the plan is divided, and whether it carries every point of its agreement; empty for a plan without items."""
    if not found.items:
        return ""
    day = date_text(request.as_of)
    subject = "Udmøntningsplanen" if request.selected is None else "Det viste udsnit af udmøntningsplanen"
    parts = [count_text(numbers.by_type[name].antal, *words) for name, words in _OF_TYPE.items()]
    count = count_text(numbers.i_alt.antal, "emne", "emner")
    whole = f"{subject}, opgjort pr. {day}, består af {count}: {listed(parts)}."
    if found.closed:
        whole += f" {count_text(found.closed, 'lukket emne', 'lukkede emner')} er ikke talt med."
    settings = found.plan.settings
    if request.selected is not None or settings is None or settings.aftale is None or not settings.aftale.punkter:
        return whole
    points = settings.aftale.punkter
    carried = {point for item in found.items for point in item.emne.aftalepunkt} & points.keys()
    if len(carried) == len(points):
        return f"{whole} Samtlige {number_text(len(points))} punkter i {settings.aftale.dokument} indgår."
    some = f"{number_text(len(carried))} af de {number_text(len(points))} punkter"
    return f"{whole} {some} i {settings.aftale.dokument} indgår."


def finished_text(found: Basis, new: frozenset[Ref], since: str | None) -> str:
    """How many items bear the X, how many of them came to it since then, and the afledt drift among them."""
    finished = [item for item in found.items if item.emne.afsluttet]
    if not finished:
        return "Ingen emner er endnu markeret med X for afsluttet." if found.items else ""
    count, whole = number_text(len(finished)), count_text(len(found.items), "emne", "emner")
    fresh = "" if since is None else f", heraf {_or_none(len(new))} siden {since}"
    sentences = [f"{count} af {whole} er markeret med X for afsluttet{fresh}."]
    running = [item for item in finished if item.emne.afledt_drift_af]
    if running:
        sentences.append(f"Blandt de afsluttede er afledt drift af anlægsprojekter{_ids(running)}.")
    return " ".join(sentences)


def number_sentences(found: Basis, request: ReportRequest, numbers: Figures) -> tuple[str, ...]:
    """The states, lights and deadlines, which a paper that says `som forventet` must not be without."""
    counts, day = numbers.i_alt, date_text(request.as_of)
    if not counts.antal:
        return ("Planen indeholder ingen emner.",)
    states = listed(
        f"{number_text(counts.tilstande[kode])} {word}" for kode, word in _STATES.items() if counts.tilstande[kode]
    )
    whole = f"Planens tal pr. {day}: Af {count_text(counts.antal, 'emne', 'emner')} er {states}."
    if not counts.levende:
        return (whole,)
    live = [item for item in found.items if item.emne.levende]
    red = [item for item in live if item.emne.trafiklys == "roed"]
    late = [item for item in live if is_overdue(item, request.as_of)]
    green, yellow = (_or_none(counts.trafiklys[kode]) for kode in ("groen", "gul"))
    missed = count_text(len(late), "emne", "emner") if late else "Ingen emner"
    return (
        whole,
        f"Blandt de uafsluttede emner har {green} grønt, {yellow} gult og {_or_none(len(red))} rødt lys{_ids(red)}.",
        f"{missed} har overskredet fristen{_ids(late)}, og {_stale_text(counts.foraeldet)}.",
    )


def _stale_text(count: int) -> str:
    return f"{number_text(count)} mangler en ny status" if count else "alle har en opdateret status"


def since_text(found: Basis, since: str | None) -> str:
    """What has happened since the last status, in one or two sentences; empty where nothing is compared."""
    if since is None:
        return ""
    ids: dict[str, list[str]] = {}
    for each in found.news:
        ids.setdefault(each.kind if each.kind != "light" else _light_kind(each), []).append(each.ref.id)
    of_kind = {kind: sorted(set(some)) for kind, some in ids.items()}
    states = [f"{_counted(of_kind[kind], kind)} {word}" for kind, word in _CAME_TO.items() if kind in of_kind]
    others = [
        f"{count_text(len(of_kind[kind]), *words)} {what}"
        for kind, words, what in (
            ("moved", ("frist", "frister"), "flyttet"),
            ("worse", ("trafiklys", "trafiklys"), "forværret"),
            ("better", ("trafiklys", "trafiklys"), "forbedret"),
            ("money", ("emnes beløb", "emners beløb"), "ændret"),
        )
        if kind in of_kind
    ]
    sentences = [f"Siden {since} er {listed(states)}."] if states else []
    if others:
        sentences.append(f"{'Desuden' if states else f'Siden {since}'} er {listed(others)}.")
    return " ".join(sentences) or f"Siden {since} er intet emne ændret på disse punkter."


def _counted(ids: list[str], kind: str) -> str:
    """How many items; which, where that is what a reader will ask."""
    names = f" ({listed(ids)})" if kind in ("reopened", "dropped", "removed") and len(ids) <= _MOST_NAMED else ""
    return f"{count_text(len(ids), 'emne', 'emner')}{names}"


def _light_kind(news: News) -> str:
    """Whether a light went up or down; neither where it came or went."""
    worse = got_worse(news)
    return "light" if worse is None else "worse" if worse else "better"


def counts_by_part(figures: Figures) -> Tabel:
    """The table of counts turned about: a paper's column has room for the parts of the plan, not for every count."""
    counts = [*figures.by_type.values(), figures.i_alt]
    rows = tuple(
        Raekke((word, *cells)) for word, *cells in zip(COUNTED, *(counted(each) for each in counts), strict=True)
    )
    columns = (
        Kolonne("Tilstand"),
        *(Kolonne(TYPER[name], "antal") for name in figures.by_type),
        Kolonne("I alt", "antal"),
    )
    return Tabel("antal emner", columns, rows, f"Antal emner. {OF_LIVE}")


def _ids(items: list[Item]) -> str:
    """The items' ids in brackets; nothing where there are none or too many to name."""
    return f" ({listed(item.id for item in items)})" if 0 < len(items) <= _MOST_NAMED else ""


def _or_none(count: int) -> str:
    return number_text(count) if count else "ingen"

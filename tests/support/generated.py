"""Generated plans: items in any state with any of their keys, settings and rounds."""

from typing import Any

from hypothesis import strategies as st

from support.plans import item_from, plan_from, round_from, settings_from
from udplan.domain.plan import Data, Item, Part, Plan, Round
from udplan.domain.vocabulary import IKKE_FASTSAT, Type

_WORDS = st.sampled_from(["udbud", "børnehus", "år", "skolen", "A101", "D101", "og", "2025", "kr.", "må", "ej", "–"])
# Drawing one of few is quick, and two of them are often nearly the same.
_TEXTS = st.sampled_from(
    ["Udbud.", "Udbud i maj.", "Udbud\ni maj.", "Udbud i juni.", "Se A101 og D102.", "Alle skoler er med.",
     "Alle skoler er nu med. Og flere kommer til.", "Ingen har meldt sig, og planen må lægges om."]
)  # fmt: skip
_CODES = st.lists(st.sampled_from(["kloge-m2", "natur", "koersel"]), min_size=1, max_size=2)
_DAYS = st.sampled_from(["2025-01-31", "2025-02-28", "2025-10-10"])
_TIMES = st.sampled_from(["ultimo maj 2025", "medio 2026", "1. kvartal 2027", "løbende", "2028"])
_FOLDERS: st.SearchStrategy[Type] = st.sampled_from(["driftsaendringer", "anlaegsprojekter"])
_SLUGS = st.sampled_from(["", "hus", "nyt-hus"])
_YEARS = st.sampled_from(["2025", "2026", "2027"])
_MONEY = st.dictionaries(_YEARS, st.integers(-9999, 9999), min_size=1)
_AGREED = st.dictionaries(_YEARS, st.one_of(st.just(IKKE_FASTSAT), st.integers(-9999, 9999)), min_size=1)
_REFS = st.sampled_from(["A101", "D101", "2024-2027/D101"])
_CODE = st.sampled_from(["BUU", "OEU"])


def texts() -> st.SearchStrategy[str]:
    """A text of some words, on one line or several."""
    lines = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)
    return st.lists(lines, min_size=1, max_size=2).map("\n".join)


def _states() -> st.SearchStrategy[dict[str, Any]]:
    basis = st.fixed_dictionaries({"dato": _DAYS}, optional={"grundlag": _TEXTS})
    decision = st.fixed_dictionaries({"dato": _DAYS, "beslutning": _TEXTS})
    phases = st.sampled_from(["ikke_startet", "i_gang", "afventer"])
    lights = st.fixed_dictionaries({}, optional={"trafiklys": st.sampled_from(["groen", "gul", "roed"])})
    onward = st.fixed_dictionaries({"dato": _DAYS, "til": st.lists(_REFS, min_size=1, max_size=2)})
    state = st.one_of(
        phases.map(lambda fase: {"fase": fase}),
        basis.map(lambda done: {"afsluttet": done}),
        decision.map(lambda dropped: {"udgaaet": dropped}),
        onward.map(lambda carried: {"viderefoert": carried}),
    )
    return st.tuples(state, lights).map(lambda both: both[0] | both[1])


def items() -> st.SearchStrategy[dict[str, Any]]:
    """What an item's file says."""
    moves = st.fixed_dictionaries({"dato": _DAYS, "fra": _TIMES}, optional={"aarsag": _TEXTS})
    risks = st.fixed_dictionaries({"tekst": _TEXTS}, optional={"afhjaelpning": _TEXTS})
    grants = st.fixed_dictionaries({"dato": _DAYS, "beloeb": st.integers(0, 9999)})
    steps = st.fixed_dictionaries({"hvad": _TEXTS, "hvornaar": _TIMES})
    extra = st.fixed_dictionaries({"beloeb": _MONEY, "finansiering": _TEXTS}, optional={"dato": _DAYS})
    parts = st.fixed_dictionaries({"hvad": _TEXTS, "beloeb": _MONEY})
    result = st.fixed_dictionaries({"dato": _DAYS, "beslutning": _TEXTS})
    treatments = st.fixed_dictionaries({"udvalg": _CODE, "hvornaar": _TIMES}, optional={"resultat": result})
    optional = {
        "aftalepunkt": st.lists(st.sampled_from(["1.1", "2.1"]), min_size=1, max_size=2),
        "medansvarlige": st.lists(_TEXTS, min_size=1, max_size=2),
        "beskrivelse": _TEXTS, "status": _TEXTS, "snitflade": _TEXTS, "opdateret": _DAYS,
        "risici": st.lists(risks, min_size=1, max_size=2), "milepaele": st.lists(steps, min_size=1, max_size=2),
        "frist": _TIMES, "start": _TIMES, "fristaendringer": st.lists(moves, min_size=1, max_size=2),
        "temaer": _CODES, "direktionsfokus": st.booleans(),
        "verdensmaal": st.lists(st.integers(1, 17), min_size=1, max_size=3),
        "beloeb": st.one_of(st.just(IKKE_FASTSAT), _AGREED), "forventet": _MONEY, "realiseret": _MONEY,
        "tillaegsbevillinger": st.lists(extra, min_size=1, max_size=2), "finansiering": _TEXTS,
        "indtaegter": _MONEY, "heraf": st.lists(parts, min_size=1, max_size=2),
        "behandling": st.lists(treatments, min_size=1, max_size=2),
        "bevillinger": st.lists(grants, min_size=1, max_size=2), "regnskab": st.fixed_dictionaries({"dato": _DAYS}),
        "afhaenger_af": st.lists(_REFS, min_size=1, max_size=2),
        "viderefoert_fra": st.lists(_REFS, min_size=1, max_size=2), "lukket": st.just({"begrundelse": "Udbud"}),
    }  # fmt: skip
    needed = {"titel": _TEXTS, "udvalg": _CODE, "ansvarlig": _TEXTS, "proces": _TEXTS}
    said = st.fixed_dictionaries(needed, optional=optional)
    return st.tuples(said, _states()).map(lambda both: both[0] | both[1])


def plans() -> st.SearchStrategy[Plan]:
    """A plan with a few items of a few ids, so that two plans have some in common."""
    names = st.sampled_from(["D101", "D102", "A101", "A102"])
    named = st.lists(st.builds(_item, names, _FOLDERS, _SLUGS, items()), max_size=3, unique_by=lambda item: item.name)
    settings: st.SearchStrategy[Data] = st.fixed_dictionaries(
        {"titel": _TEXTS, "budgetaar": st.lists(st.integers(2025, 2030), min_size=1, max_size=4)},
        optional={
            "temaer": st.dictionaries(st.sampled_from(["natur", "koersel"]), _TEXTS, min_size=1),
            "aftale": st.fixed_dictionaries({"dokument": _TEXTS}),
            "kontroltotaler": st.dictionaries(st.just("driftsaendringer"), st.fixed_dictionaries({"": _MONEY})),
        },
    )
    rounds: st.SearchStrategy[Data] = st.fixed_dictionaries(
        {"titel": _TEXTS, "opgjort": _DAYS}, optional={"indledning": _TEXTS, "forrige": st.just("2024-10")}
    )
    frames: st.SearchStrategy[list[Part]] = st.lists(settings.map(settings_from), max_size=1)
    runder: st.SearchStrategy[list[Round]] = st.lists(rounds.map(lambda data: round_from("2025-04", data)), max_size=1)
    return st.builds(lambda named, frames, runder: plan_from(*named, *frames, *runder), named, frames, runder)


def _item(name: str, folder: Type, slug: str, data: Data) -> Item:
    return item_from(name, data, folder=folder, slug=slug)

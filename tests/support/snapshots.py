"""Generated snapshots of a plan: items in any state with any of their keys, settings and rounds."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from udplan.pure.snapshot import SETTINGS, Data, Part, Snapshot

PLAN = "2025-2028"
_WORDS = st.sampled_from(["udbud", "børnehus", "år", "skolen", "A101", "D101", "og", "2025", "kr.", "må", "ej", "–"])
# Drawing one of few is quick, and two of them are often nearly the same.
_TEXTS = st.sampled_from(
    ["Udbud.", "Udbud i maj.", "Udbud\ni maj.", "Udbud i juni.", "Se A101 og D102.", "Alle skoler er med.",
     "Alle skoler er nu med. Og flere kommer til.", "Ingen har meldt sig, og planen må lægges om."]
)  # fmt: skip
_CODES = st.lists(st.sampled_from(["kloge-m2", "natur", "koersel"]), min_size=1, max_size=2)
_DAYS = st.sampled_from(["2025-01-31", "2025-02-28", "2025-10-10"])
_TIMES = st.sampled_from(["ultimo maj 2025", "medio 2026", "1. kvartal 2027", "løbende", "2028"])
_MONEY = st.dictionaries(st.sampled_from(["2025", "2026", "2027"]), st.integers(-9999, 9999), min_size=1)


def texts() -> st.SearchStrategy[str]:
    """A text of some words, on one line or several."""
    lines = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)
    return st.lists(lines, min_size=1, max_size=2).map("\n".join)


def _states() -> st.SearchStrategy[dict[str, Any]]:
    basis = st.fixed_dictionaries({"dato": _DAYS}, optional={"grundlag": _TEXTS})
    decision = st.fixed_dictionaries({"dato": _DAYS, "beslutning": _TEXTS})
    phases = st.sampled_from(["ikke_startet", "i_gang", "afventer"])
    lights = st.fixed_dictionaries({}, optional={"trafiklys": st.sampled_from(["groen", "gul", "roed"])})
    state = st.one_of(
        phases.map(lambda fase: {"fase": fase}),
        basis.map(lambda done: {"afsluttet": done}),
        decision.map(lambda dropped: {"udgaaet": dropped}),
    )
    return st.tuples(state, lights).map(lambda both: both[0] | both[1])


def items() -> st.SearchStrategy[dict[str, Any]]:
    """What an item's file says."""
    moves = st.fixed_dictionaries({"dato": _DAYS, "fra": _TIMES}, optional={"aarsag": _TEXTS})
    risks = st.fixed_dictionaries({"tekst": _TEXTS}, optional={"afhjaelpning": _TEXTS})
    grants = st.fixed_dictionaries({"dato": _DAYS, "beloeb": st.integers(0, 9999)})
    steps = st.fixed_dictionaries({"hvad": _TEXTS, "hvornaar": _TIMES})
    optional = {
        "aftalepunkt": st.lists(st.sampled_from(["1.1", "2.1"]), min_size=1, max_size=2),
        "medansvarlige": st.lists(_TEXTS, min_size=1, max_size=2),
        "beskrivelse": _TEXTS, "status": _TEXTS, "snitflade": _TEXTS, "opdateret": _DAYS,
        "risici": st.lists(risks, min_size=1, max_size=2), "milepaele": st.lists(steps, min_size=1, max_size=2),
        "frist": _TIMES, "start": _TIMES, "fristaendringer": st.lists(moves, min_size=1, max_size=2),
        "temaer": _CODES, "direktionsfokus": st.booleans(),
        "verdensmaal": st.lists(st.integers(1, 17), min_size=1, max_size=3),
        "beloeb": _MONEY, "forventet": _MONEY, "realiseret": _MONEY,
        "tillaegsbevilling": st.fixed_dictionaries({"beloeb": st.integers(), "finansiering": _TEXTS}),
        "bevillinger": st.lists(grants, min_size=1, max_size=2), "regnskab": st.fixed_dictionaries({"dato": _DAYS}),
        "afhaenger_af": st.lists(st.sampled_from(["A101", "D101", "2024-2027/D101"]), min_size=1, max_size=2),
        "viderefoert_fra": st.just("2024-2027/D101"), "lukket": st.just({"begrundelse": "Udbud"}),
    }  # fmt: skip
    needed = {"titel": _TEXTS, "udvalg": st.sampled_from(["BUU", "OEU"]), "ansvarlig": _TEXTS, "proces": _TEXTS}
    said = st.fixed_dictionaries(needed, optional=optional)
    return st.tuples(said, _states()).map(lambda both: both[0] | both[1])


def snapshots() -> st.SearchStrategy[Snapshot]:
    """A plan with a few items of a few ids, so that two plans have some in common."""
    folders = st.sampled_from(["driftsaendringer", "anlaegsprojekter"])
    item_parts = st.builds(Part, folders, st.sampled_from(["", "hus", "nyt-hus"]), items())
    named = st.dictionaries(st.sampled_from(["D101", "D102", "A101", "A102"]), item_parts, max_size=3)
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
    others = st.fixed_dictionaries(
        {},
        optional={
            SETTINGS: settings.map(lambda data: Part("", "", data)),
            "runder/2025-04": rounds.map(lambda data: Part("runder", "", data)),
        },
    )
    return st.tuples(named, others).map(lambda both: snapshot(both[0] | both[1]))


def snapshot(parts: Mapping[str, Part]) -> Snapshot:
    """The plan with these parts."""
    return Snapshot(PLAN, parts)

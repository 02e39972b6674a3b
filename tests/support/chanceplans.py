"""Plans made by chance for the numbers in papers to be computed of: such as go badly, are begun, finished or empty."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

PLAN: Final = "2025-2028"
FIRST, SECOND = date(2024, 11, 30), date(2025, 5, 31)
KINDS: Final = ("mixed", "badly", "begun", "finished", "empty")
_YEARS: Final = (2025, 2026, 2027, 2028)
_FOLDERS: Final = {
    "D": "driftsaendringer", "R": "raaderumsforslag", "A": "anlaegsprojekter", "H": "hensigtserklaeringer",
}  # fmt: skip
_TIMES: Final = (
    "2024", "april 2025", "primo maj 2025", "ultimo maj 2025", "1. kvartal 2025", "2. halvår 2025", "forår 2025",
    "uge 20 2025", "uge 23 2025", "medio 2025", "ultimo 2026", "2025-2027", "løbende", "31. maj 2025", "1. juni 2025",
    "august 2025 - medio 2026", "efterår 2026",
)  # fmt: skip
_CHANCES: Final = {
    "mixed": {"ikke_startet": 2, "i_gang": 5, "afventer": 2, "afsluttet": 4, "udgaaet": 2},
    "badly": {"ikke_startet": 3, "i_gang": 6, "afventer": 2, "afsluttet": 1, "udgaaet": 3},
    "begun": {"ikke_startet": 1},
    "finished": {"afsluttet": 1},
}  # fmt: skip


def write_plan(root: Path, seed: int) -> Path:
    """A plan with two rounds below `root/plan`; its kind goes by the seed."""
    random, kind = Random(seed), KINDS[seed % len(KINDS)]
    folder = root / "plan" / PLAN
    _write(folder / "plan.yaml", _settings())
    for name, day in (("2024-11", FIRST), ("2025-05", SECOND)):
        _write(folder / "runder" / f"{name}.yaml", {"titel": f"Status {name}", "opgjort": day, "udvalg": "OEU",
               "moede": day + timedelta(days=10), "indledning": "Status.", "fremdrift": "Se tallene.",
               "sammenhaeng": "Ingen.", "oekonomiske_konsekvenser": "Se tabellen.", "lovgrundlag": "Loven.",
               "indstilling": "Det indstilles, at status godkendes."})  # fmt: skip
    for letter, name in _FOLDERS.items() if kind != "empty" else ():
        for number in range(101, 101 + random.randrange(0, 14)):
            _write(folder / name / f"{letter}{number}-emne.yaml", _item(random, letter, number, kind))
    return folder


def _settings() -> dict[str, Any]:
    return {
        "kommune": "Skovby Kommune", "titel": "Udmøntningsplan 2025-2028", "budgetaar": list(_YEARS),
        "prisniveau": "2025-pl", "udvalg": {"OEU": "Økonomiudvalget", "BUU": "Børneudvalget"},
        "temaer": {"kloge-m2": "Kloge m²", "natur": "Natur"}, "organer": {"hovedmed": "HovedMED", "raad": "Rådet"},
        "aftale": {"dokument": "Budgetaftalen", "punkter": {"1.1": "Det første", "1.2": "Det andet", "1.3": "Tredje"}},
    }  # fmt: skip


def _item(random: Random, letter: str, number: int, kind: str) -> dict[str, Any]:
    def maybe(chance: float) -> bool:
        return random.random() < chance

    item: dict[str, Any] = {
        "titel": f"Emne {letter} {number}", "udvalg": random.choice(("OEU", "BUU")), "proces": "Det gennemføres.",
        "ansvarlig": random.choice(("Skolechefen", "Vejchefen", "Økonomichefen")),
        "aftalepunkt": [random.choice(("1.1", "1.2", "1.3"))],
    }  # fmt: skip
    chances = _CHANCES[kind]
    state = random.choices(list(chances), list(chances.values()))[0]
    item |= _state(random, state, kind)
    if maybe(0.8):
        item["frist"] = random.choice(_TIMES)
        if maybe(0.4):
            moves = sorted(FIRST + timedelta(days=random.randrange(-90, 170)) for _one in range(random.choice((1, 2))))
            item["fristaendringer"] = [{"dato": day, "fra": "april 2025", "aarsag": "Klage"} for day in moves]
    if maybe(0.4):
        item["start"] = random.choice(_TIMES)
    if maybe(0.4):
        steps = [{"hvad": f"Trin {place}", "hvornaar": random.choice(_TIMES)} for place in range(2)]
        item["milepaele"] = [step | ({"naaet": date(2025, 5, 2)} if maybe(0.3) else {}) for step in steps]
    if maybe(0.3):
        item["behandling"] = [{"udvalg": "OEU", "hvornaar": random.choice(_TIMES)}]
    if maybe(0.3):
        item["inddragelse"] = [{"organ": "hovedmed", "dato": date(2025, 3, 4)} for _one in range(random.choice((1, 2)))]
    if maybe(0.3):
        item["temaer"] = random.sample(["kloge-m2", "natur"], random.choice((1, 2)))
    if maybe(0.3):
        item["direktionsfokus"] = True
    if letter != "H":
        item["beloeb"] = {year: random.randrange(-40, 90) * 10 for year in _YEARS}
        if maybe(0.4):
            item["forventet"] = {year: random.randrange(-40, 90) * 10 for year in _YEARS[: random.choice((1, 4))]}
        if maybe(0.3):
            item["realiseret"] = {2025: random.randrange(-300, 900)}
    if maybe(0.1):
        item["lukket"] = {"begrundelse": "Handel"}
    return item


def _state(random: Random, state: str, kind: str) -> dict[str, Any]:
    told = {"status": "Det følger planen.", "opdateret": SECOND - timedelta(days=random.randrange(0, 260))}
    ended = FIRST + timedelta(days=random.randrange(-40, 182))
    if state == "afsluttet":
        return {**told, "afsluttet": {"dato": ended, "grundlag": "Vedtaget i udvalget"}}
    if state == "udgaaet":
        return {**told, "udgaaet": {"dato": ended, "beslutning": "ØU pkt. 7"}}
    if state == "ikke_startet":
        return {"fase": state, **(told if random.random() < 0.3 else {})}
    lights = ["gul", "roed", "roed"] if kind == "badly" else ["groen", "groen", "gul", "roed"]
    light = {} if state == "afventer" and random.random() < 0.5 else {"trafiklys": random.choice(lights)}
    return {**told, "fase": state, **light}


def _write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")

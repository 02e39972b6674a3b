"""Small workspaces by hand, each with one thing that is awkward to hide, and the example plan."""

from pathlib import Path
from random import Random
from typing import Any, Final

from support.canaries import Canaries, closed_item, yaml_of
from support.worlds import Files, World

PLAN: Final = "2025-2028"
OLDER: Final = "2024-2027"
SETTINGS: Final[dict[str, Any]] = {
    "kommune": "Skovby Kommune",
    "titel": "Udmøntningsplan 2025-2028",
    "budgetaar": [2025, 2026, 2027, 2028],
    "prisniveau": "2025-pl",
    "aftale": {"dokument": "Budgetaftalen", "sag": "24/99814", "punkter": {"1.1": "Dagtilbud", "9.9": "Det sjældne"}},
    "udvalg": {"OEU": "Økonomiudvalget", "BUU": "Børne- og Ungdomsudvalget", "KUN": "Det sjældne udvalg"},
    "omraader": {"BU": "Børn og Unge", "KUN": "Det sjældne område"},
    "temaer": {"kloge-m2": "Kloge m²", "kun": "Det sjældne tema"},
    "strategier": {"natur": "Natur", "kun": "Den sjældne strategi"},
    "organer": {"hovedmed": "HovedMED", "kun": "Det sjældne organ"},
}
YEARS: Final = {2025: 100, 2026: 200, 2027: 0, 2028: 0}


def item(titel: str, **keys: Any) -> dict[str, Any]:
    """An open item that is in progress; what is given replaces what it says, and None takes it away."""
    said: dict[str, Any] = {
        "titel": titel, "aftalepunkt": "1.1", "udvalg": "BUU", "omraade": "BU", "ansvarlig": "Skolechefen",
        "proces": "Arbejdet følger planen.", "status": "Det går godt.", "opdateret": "2025-05-20", "fase": "i_gang",
        "trafiklys": "groen", "frist": "ultimo 2026", **keys,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value is not None}


def _open() -> dict[str, str]:
    runder = {"titel": "Status", "opgjort": "2025-05-31", "forrige": "2024-11", "indledning": "Om planen."}
    data = {
        "plan.yaml": SETTINGS,
        "runder/2024-11.yaml": {"titel": "Første status", "opgjort": "2024-11-30"},
        "runder/2025-05.yaml": runder,
        "hensigtserklaeringer/H101-fritid.yaml": item("Ny fritidspolitik", direktionsfokus=True, temaer=["kloge-m2"]),
        "anlaegsprojekter/A301-svoemmehal.yaml": item("Svømmehallen renoveres", beloeb=YEARS),
        "raaderumsforslag/R101.yaml": item("Færre lokaler", beloeb=YEARS, fristaendringer=[{"dato": "2025-02-01",
            "fra": "medio 2026", "aarsag": "Nyt udbud"}]),
        "driftsaendringer/D101.yaml": item("Flere pædagoger", beloeb=YEARS, fase=None, trafiklys=None,
            afsluttet={"dato": "2025-04-30", "grundlag": "Indarbejdet i budgettet"}),
    }  # fmt: skip
    return {f"{PLAN}/{path}": yaml_of(each) for path, each in data.items()}


OPEN: Final[Files] = _open()
"""A plan of four open items."""
_REFS: Final = {"D": "D101", "A": "A301", "old": "H501"}


def _world(files: dict[str, str], canaries: Canaries, *ids: str, plans: tuple[str, ...] = (PLAN,)) -> World:
    return World(files, ids, tuple(canaries.given), plans)


def _one_of_each() -> World:
    """Every kind has a closed item that says something in every field."""
    canaries = Canaries(Random(11))
    closed = {
        f"{PLAN}/{folder}/{item_id}-{canaries.word()}.yaml": yaml_of(closed_item(item_id[0], canaries, _REFS, 71000))
        for folder, item_id in (
            ("driftsaendringer", "D901"), ("raaderumsforslag", "R902"), ("anlaegsprojekter", "A903"),
            ("hensigtserklaeringer", "H904"),
        )
    }  # fmt: skip
    return _world({**OPEN, **closed}, canaries, "D901", "R902", "A903", "H904")


def _nothing_open() -> World:
    """Every item of the plan is closed."""
    canaries = Canaries(Random(12))
    kept = {path: text for path, text in OPEN.items() if path.endswith("plan.yaml") or "/runder/" in path}
    closed = yaml_of(closed_item("A", canaries, _REFS, 72000))
    return _world({**kept, f"{PLAN}/anlaegsprojekter/A901.yaml": closed}, canaries, "A901")


def _older_plan() -> World:
    """The older living plan has closed items only, and one of them has the number of an open item of the newest."""
    canaries = Canaries(Random(13))
    settings = {**SETTINGS, "titel": "Udmøntningsplan 2024-2027", "budgetaar": [2024, 2025, 2026, 2027]}
    older = {
        f"{OLDER}/plan.yaml": yaml_of(settings),
        f"{OLDER}/anlaegsprojekter/A301.yaml": yaml_of(closed_item("A", canaries, _REFS, 73000)),
        f"{OLDER}/hensigtserklaeringer/H502.yaml": yaml_of(closed_item("H", canaries, _REFS, 73000)),
    }
    return _world({**OPEN, **older}, canaries, "H502", plans=(PLAN, OLDER))


def _same_number() -> World:
    """A closed item has the number of an open one of the same plan, by mistake."""
    canaries = Canaries(Random(14))
    closed = yaml_of(closed_item("A", canaries, _REFS, 74000))
    files = {f"{PLAN}/anlaegsprojekter/A301-{name}.yaml": closed for name in ("a", canaries.word())}
    return _world({**OPEN, **files}, canaries)


def _unread() -> World:
    """Closed items in files that are not read, or that cannot be."""
    canaries = Canaries(Random(15))
    closed = yaml_of(closed_item("H", canaries, _REFS, 75000))
    folder = f"{PLAN}/hensigtserklaeringer"
    files = {
        f"{folder}/H905-{canaries.word()}.yml": closed,
        f"{folder}/H906.yaml": closed + f'note: "{canaries.word()}\n',
        f"{folder}/H907-{canaries.word()}.yaml": closed + "\t- fejl\n",
        f"{folder}/{canaries.word()}.yaml": closed,
        f"{PLAN}/{canaries.word()}/H908.yaml": closed,
        f"{PLAN}/driftsaendringer/H909.yaml": closed,
    }
    return _world({**OPEN, **files}, canaries, "H905", "H906", "H907", "H908", "H909")


def _example() -> World:
    """The plan that udplan comes with."""
    plan = Path(__file__).parents[2] / "plan"
    files = {path.relative_to(plan).as_posix(): path.read_text(encoding="utf-8") for path in plan.glob("*/**/*.yaml")}
    words = ("mæglervurderinger", "jordprøverne", "mødeforplejning", "prækvalificeret", "konkurrenceudsat", "Kantine")
    return World(files, ("A101", "R105"), words, (PLAN, OLDER))


WORLDS: Final = {
    "example": _example(),
    "one of each": _one_of_each(),
    "nothing open": _nothing_open(),
    "older plan": _older_plan(),
    "same number": _same_number(),
    "unread": _unread(),
}

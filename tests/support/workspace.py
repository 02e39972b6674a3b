"""A small workspace to edit in: one plan with a handful of items, or as many as asked for."""

from pathlib import Path

PLAN = "2025-2028"
SETTINGS = """\
kommune: Skovby Kommune
titel: Udmøntningsplan 2025-2028
budgetaar: [2025, 2026, 2027, 2028]
udvalg: {BUU: Børne- og Ungdomsudvalget, TMU: Teknik- og Miljøudvalget, OEU: Økonomiudvalget}
omraader: {BU: Børn og Unge}
temaer: {kloge-m2: Kloge m², flaadestyring: Flådestyringsenhed}
strategier: {natur: Natur}
organer: {hovedmed: HovedMED}
"""
LIVE = """\
# yaml-language-server: $schema=../../../.udplan/emne.schema.json
titel: Børnehus {number}
udvalg: BUU
ansvarlig: Ejendomschefen   # spørg Jens
proces: |
  Udbud i 1. halvår 2025.
status: |
  Går som forventet.
opdateret: 2025-05-28
fase: i_gang
trafiklys: gul  # se referatet
risici:
  - tekst: Priser
    afhjaelpning: Option
frist: ultimo 2025
temaer: [kloge-m2]
beloeb: {2025: 100, 2026: 0, 2027: 0, 2028: 0}
afledt_drift: ingen
"""


def workspace(root: Path, items: int = 3) -> Path:
    """A workspace with the capital projects A101, A102 and so on, all in progress."""
    folder = root / "plan" / PLAN / "anlaegsprojekter"
    folder.mkdir(parents=True)
    (root / "plan" / PLAN / "plan.yaml").write_text(SETTINGS, encoding="utf-8")
    for number in range(101, 101 + items):
        (folder / f"A{number}.yaml").write_text(LIVE.replace("{number}", str(number)), encoding="utf-8")
    return root


def item_path(root: Path, item_id: str = "A101") -> Path:
    """Where `workspace` puts an item."""
    return root / "plan" / PLAN / "anlaegsprojekter" / f"{item_id}.yaml"


def tree(root: Path) -> dict[str, bytes | str]:
    """Every file and folder below a folder with its bytes, where a link leads, or `/`."""
    found: dict[str, bytes | str] = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        found[name] = str(path.readlink()) if path.is_symlink() else "/" if path.is_dir() else path.read_bytes()
    return found

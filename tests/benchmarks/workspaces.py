"""Workspaces of any size for benchmarks: the example plan's items again and again, under ids of their own."""

import re
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent.parent / "plan" / "2025-2028"
FOLDERS = ("driftsaendringer", "raaderumsforslag", "anlaegsprojekter", "hensigtserklaeringer")
# References to other items would dangle, since every item gets a new id.
_REFERENCES = re.compile(r"(?m)^(?:afhaenger_af|afledt_drift_af|viderefoert_fra):.*\n")
_CONTROL_TOTALS = re.compile(r"(?ms)^kontroltotaler:\n(?:[ #].*?\n)+")


def make_workspace(root: Path, items: int) -> None:
    """Write a plan of so many items below `root`, replacing what was there."""
    shutil.rmtree(root, ignore_errors=True)
    plan = root / "plan" / "2025-2028"
    for folder in FOLDERS:
        (plan / folder).mkdir(parents=True)
    settings = _CONTROL_TOTALS.sub("", (EXAMPLE / "plan.yaml").read_text(encoding="utf-8"))
    (plan / "plan.yaml").write_text(settings + 'id_moenster: "[DRAH][0-9]{6}"\n', encoding="utf-8")
    examples = cycle(_examples())
    for number in range(1, items + 1):
        folder, text = next(examples)
        letter = {"driftsaendringer": "D", "raaderumsforslag": "R", "anlaegsprojekter": "A"}.get(folder, "H")
        (plan / folder / f"{letter}{number:06}.yaml").write_text(text, encoding="utf-8")


def _examples() -> Iterator[tuple[str, str]]:
    for path in sorted(EXAMPLE.glob("*/*.yaml")):
        if path.parent.name in FOLDERS:
            text = _REFERENCES.sub("", path.read_text(encoding="utf-8"))
            if path.parent.name == "anlaegsprojekter" and "afledt_drift:" not in text:
                text += "afledt_drift: ingen\n"
            yield path.parent.name, text

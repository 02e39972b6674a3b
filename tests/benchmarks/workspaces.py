"""Workspaces of any size for benchmarks: the example plan's items again and again, under ids of their own."""

import re
import shutil
import subprocess
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


def make_history(root: Path, commits: int, *, changed: int = 5) -> tuple[str, str]:
    """Make a git repository of a workspace, with so many commits that each change some items.

    Gives the names of two rounds, halfway and at the end, that are frozen at their commits.
    """
    plan = root / "plan" / "2025-2028"
    files = sorted(path for folder in FOLDERS for path in (plan / folder).glob("*.yaml"))
    _git(root, "init", "--quiet", "--initial-branch=main")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "-m", "Begin")
    rounds = {commits // 2: "2025-05", commits: "2025-11"}
    for number in range(1, commits + 1):
        for place in range(changed):
            path = files[(number * changed + place) * 7919 % len(files)]
            path.write_text(_moved_on(path.read_text(encoding="utf-8"), number), encoding="utf-8")
        _git(root, "commit", "--quiet", "--all", "-m", f"Status {number}")
        if number in rounds:
            _freeze(root, rounds[number])
    return rounds[commits // 2], rounds[commits]


def _moved_on(text: str, number: int) -> str:
    """An item's text after somebody has worked on it: another day, and a sentence more in its proces."""
    text = re.sub(r"(?m)^opdateret: .*$", f"opdateret: 2025-{1 + number % 12:02}-{1 + number % 28:02}", text)
    return re.sub(r"(?m)^proces: \|\n", f"proces: |\n  Skridt {number} er taget. ", text)


def _freeze(root: Path, name: str) -> None:
    """A round as `udplan round freeze` leaves it; the checksums of its papers are not needed here."""
    commit = _git(root, "rev-parse", "HEAD").strip()
    path = root / "plan" / "2025-2028" / "runder" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    frozen = f"frosset: {{commit: {commit}, tag: runde/2025-2028/{name}}}\n"
    path.write_text(f"titel: Status {name}\nopgjort: {name}-30\n{frozen}", encoding="utf-8")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "-m", f"Frys {name}")


def _git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Skovby", "-c", "user.email=skovby@example.invalid", "-c", "gc.auto=0")
    return subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def _examples() -> Iterator[tuple[str, str]]:
    for path in sorted(EXAMPLE.glob("*/*.yaml")):
        if path.parent.name in FOLDERS:
            text = _REFERENCES.sub("", path.read_text(encoding="utf-8"))
            if path.parent.name == "anlaegsprojekter" and "afledt_drift:" not in text:
                text += "afledt_drift: ingen\n"
            yield path.parent.name, text

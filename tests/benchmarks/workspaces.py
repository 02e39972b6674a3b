"""Workspaces of any size: the example plan's items again and again, each with an id and words of its own.

No two files are alike: what is kept by the id of a file's bytes would else be kept for 62 items only.
"""

import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent.parent / "plan" / "2025-2028"
FOLDERS = ("anlaegsprojekter", "driftsaendringer", "hensigtserklaeringer", "raaderumsforslag")
PLAN = "2025-2028"
FIRST_NUMBER = 100_001
_ID = r"[DRAH][0-9]{3}"
_REFERENCE = re.compile(rf"(?m)^(?P<key>afhaenger_af|afledt_drift_af): \[?(?P<id>{_ID})\]?\n")
_CARRIED_OVER = re.compile(r"(?m)^viderefoert_fra:.*\n")
_CASE = re.compile(r'"(?P<year>[0-9]{2})/(?P<number>[0-9]+)"')
_CONTROL_TOTALS = re.compile(r"(?ms)^kontroltotaler:\n(?:[ #].*?\n)+")
_CLOSED = re.compile(r"(?m)^lukket:\n(?:  .*\n)+")
_PLACES = ("Nørremark", "Egebæk", "Vesterlund", "Mosebakken", "Aaglimt", "Stationsbyen", "Skovby Syd")
_RHYTHMS = ("hver måned", "hver anden måned", "en gang i kvartalet", "efter behov", "forud for hvert udvalgsmøde")


@dataclass(frozen=True)
class Example:
    """An item of the example plan: what its copies are made from."""

    folder: str
    id: str
    slug: str
    text: str


@dataclass(frozen=True)
class Shape:
    """How many plans, and how many items in each."""

    plans: int
    items: int

    def __str__(self) -> str:
        return f"{self.items:,}" if self.plans == 1 else f"{self.plans} × {self.items}"

    def names(self) -> list[str]:
        """The plans' names, the first as the example's."""
        return [PLAN, *(f"{PLAN}-{number:03}" for number in range(2, self.plans + 1))]


def make_workspace(root: Path, shape: Shape, *, closed: bool = True) -> None:
    """Write plans of so many items below `root`, replacing what was there, as the first commit of a repository.

    `check` finds no errors in plans of at least 62 items, all of the example: smaller ones leave points uncarried.
    Without `closed` no item is closed to the public, so that every item is in a public report.
    """
    shutil.rmtree(root, ignore_errors=True)
    settings = _CONTROL_TOTALS.sub("", (EXAMPLE / "plan.yaml").read_text(encoding="utf-8"))
    for place, name in enumerate(shape.names()):
        plan = root / "plan" / name
        for folder in FOLDERS:
            (plan / folder).mkdir(parents=True)
        (plan / "plan.yaml").write_text(settings + 'id_moenster: "[DRAH][0-9]{6}"\n', encoding="utf-8")
        for folder, file_name, text in _items(FIRST_NUMBER + place * shape.items, shape.items):
            kept = text if closed else _CLOSED.sub("", text)
            (plan / folder / file_name).write_text(kept, encoding="utf-8")
    _git(root, "init", "--quiet", "--initial-branch=main")
    commit_all(root, "Begin")


def item_files(root: Path) -> list[Path]:
    """Every item's file, plan by plan and folder by folder."""
    return sorted(path for folder in FOLDERS for path in root.glob(f"plan/*/{folder}/*.yaml"))


def item_id(path: Path) -> str:
    """The id in a file's name."""
    return path.stem.partition("-")[0]


def open_items(root: Path) -> Iterator[Path]:
    """Items that everybody may see and that are still being worked on."""
    for path in item_files(root):
        text = path.read_text(encoding="utf-8")
        if is_open(text) and "\nfase: i_gang\n" in text:
            yield path


def is_open(text: str) -> bool:
    """Whether everybody may see the item with this text."""
    return not _CLOSED.search(text)


def change_item(path: Path, number: int) -> None:
    """Give one item a text that it has not had before, as somebody does who works on it."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(
        r"(?m)^status: \|\n(?:  Skridt \d+ er taget\.\n)?", f"status: |\n  Skridt {number} er taget.\n", text
    )
    if changed == text:
        raise SystemExit(f"{path.name} was not changed")
    path.write_text(changed, encoding="utf-8")


def make_history(root: Path, commits: int, *, changed: int = 5) -> tuple[str, str]:
    """Give a workspace of one plan a history of so many commits that each change some items.

    Gives the names of two rounds, halfway and at the end, that are frozen at their commits.
    """
    files = item_files(root)
    rounds = {commits // 2: "2025-05", commits: "2025-11"}
    for number in range(1, commits + 1):
        for place in range(changed):
            path = files[(number * changed + place) * 7919 % len(files)]
            path.write_text(_moved_on(path.read_text(encoding="utf-8"), number), encoding="utf-8")
        commit_all(root, f"Status {number}")
        if number in rounds:
            _freeze(root, rounds[number])
    return rounds[commits // 2], rounds[commits]


def commit_all(root: Path, message: str) -> None:
    """Commit the files as they are."""
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "-m", message)


def round_commit(root: Path, name: str) -> str:
    """The commit that a round is frozen at."""
    text = (root / "plan" / PLAN / "runder" / f"{name}.yaml").read_text(encoding="utf-8")
    return text.partition("commit: ")[2].partition(",")[0]


def _items(first: int, count: int) -> Iterator[tuple[str, str, str]]:
    """The folder, file name and text of each item, the example's items copied as often as it takes."""
    examples = _examples()
    for start in range(0, count, len(examples)):
        copied = examples[: count - start]
        ids = {each.id: f"{each.id[0]}{first + start + place}" for place, each in enumerate(copied)}
        number = start // len(examples) + 1
        for each in copied:
            yield each.folder, f"{ids[each.id]}-{each.slug}-{number}-etape.yaml", _copy(each, ids, number)


def _copy(example: Example, ids: dict[str, str], number: int) -> str:
    """The example's text as the item of one copy of the plan: references within the copy, title and words its own."""

    def referred(match: re.Match[str]) -> str:
        return match[0].replace(match["id"], ids[match["id"]]) if match["id"] in ids else ""

    def own_case(match: re.Match[str]) -> str:
        return f'"{match["year"]}/{int(match["number"]) + 200_000 * (number - 1)}"'

    own = int(ids[example.id][1:])
    text = _CARRIED_OVER.sub("", _REFERENCE.sub(referred, example.text))
    text = _CASE.sub(own_case, text)
    text = re.sub(r"(?m)^(titel: .*?)(\"?)$", rf"\1, {number}. etape\2", text, count=1)
    place, rhythm = _PLACES[own % len(_PLACES)], _RHYTHMS[own % len(_RHYTHMS)]
    text = _begun(
        text, "beskrivelse", f"Indsatsen omfatter {place} og oplandet og berører omkring {own % 4973} borgere."
    )
    text = _begun(
        text,
        "proces",
        f"En arbejdsgruppe med deltagere fra {place} og forvaltningen mødes {rhythm} og samler op på de "
        f"{own % 389 + 2} bemærkninger, der kom ind i høringen. Referaterne lægges på sagen, og udvalget orienteres, "
        "hvis tidsplanen ændres.",
    )
    if example.folder == "anlaegsprojekter" and "\nafledt_drift:" not in text and not _operated(example.id, ids):
        text += "afledt_drift: ingen\n"
    return text


def _begun(text: str, key: str, words: str) -> str:
    """The text with `words` before what a field says."""
    lines = textwrap.fill(words, 100, initial_indent="  ", subsequent_indent="  ")
    return text.replace(f"\n{key}: |\n", f"\n{key}: |\n{lines}\n", 1)


def _operated(project: str, ids: dict[str, str]) -> bool:
    """Whether an item of the same copy says that it is the operation of this project."""
    return any(f"\nafledt_drift_af: {project}\n" in each.text for each in _examples() if each.id in ids)


def _moved_on(text: str, number: int) -> str:
    """An item's text after somebody has worked on it: another day, and a sentence more in its proces."""
    text = re.sub(r"(?m)^opdateret: .*$", f"opdateret: 2025-{1 + number % 12:02}-{1 + number % 28:02}", text)
    return re.sub(r"(?m)^proces: \|\n", f"proces: |\n  Skridt {number} er taget.\n", text)


def _freeze(root: Path, name: str) -> None:
    """A round as `udplan round freeze` leaves it; the checksums of its papers are not needed here."""
    commit = _git(root, "rev-parse", "HEAD").strip()
    path = root / "plan" / PLAN / "runder" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    frozen = f"frosset: {{commit: {commit}, tag: runde/{PLAN}/{name}}}\n"
    path.write_text(f"titel: Status {name}\nopgjort: {name}-30\n{frozen}", encoding="utf-8")
    commit_all(root, f"Frys {name}")


def _git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Skovby", "-c", "user.email=skovby@example.invalid", "-c", "gc.auto=0")
    return subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


@cache
def _examples() -> list[Example]:
    paths = (path for folder in FOLDERS for path in sorted((EXAMPLE / folder).glob("*.yaml")))
    return [Example(path.parent.name, path.stem[:4], path.stem[5:], path.read_text(encoding="utf-8")) for path in paths]

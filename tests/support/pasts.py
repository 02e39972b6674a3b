"""Plans with a past: real repositories in which rounds were frozen and items closed, opened, renumbered and moved.

Each is made twice by the same steps: whole, and without the files that were closed at each step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from support.canaries import Canaries, yaml_of
from support.command import Udplan
from support.gitting import commit, git
from support.smallworlds import item
from support.worlds import Files, Pair, World, closed_paths, write

PLAN: Final = "2025-2028"
NEXT: Final = "2026-2029"
FIRST: Final = "2025-05"
SECOND: Final = "2025-11"
_FOLDER: Final = f"{PLAN}/hensigtserklaeringer"
_TEXTS: Final = {
    "indledning": "Planen er gennemgået.", "tvaergaaende": "Et tema går på tværs.",
    "kommunikation": "HovedMED er orienteret.", "fremdrift": "Arbejdet er i gang.",
    "sammenhaeng": "Planen følger udviklingsstrategien.", "oekonomiske_konsekvenser": "Der søges ingen bevilling.",
    "lovgrundlag": "Lov om kommunernes styrelse.", "indstilling": "Det indstilles, at status godkendes.",
    "sagsgang": "ØU", "udvalg": "OEU",
}  # fmt: skip
_OPEN_TO_ALL: Final = {"udvalg": {"OEU": "Økonomiudvalget", "BUU": "Børne- og Ungdomsudvalget"}}
_SETTINGS: Final = {
    "kommune": "Skovby Kommune", "budgetaar": [2025, 2026, 2027, 2028], "omraader": {"BU": "Børn og Unge"},
    "aftale": {"dokument": "Budgetaftalen", "sag": "24/99814", "punkter": {"1.1": "Dagtilbud"}}, **_OPEN_TO_ALL,
}  # fmt: skip
CLOSED: Final[dict[str, Any]] = {"lukket": {"begrundelse": "Forhandling"}}


@dataclass(frozen=True)
class Step:
    """All plan files at a moment, committed unless it is loose, and the round that is then frozen, if any."""

    files: Files
    freeze: str = ""
    loose: bool = False


@dataclass(frozen=True)
class Past:
    """A history as steps. `gone` words are said only of what was published and no longer is in the plan."""

    steps: Sequence[Step]
    ids: tuple[str, ...]
    gone: tuple[str, ...]
    how_many_gone: int


def repositories(past: Past, folder: Path, udplan: Udplan) -> Pair:
    """Both repositories in a folder."""
    whole, public = folder / "hele", folder / "uden"
    for root in (whole, public):
        root.mkdir()
        git(root, "init", "--quiet", "--initial-branch=main")
        sealed: dict[str, str] = {}
        for number, step in enumerate(past.steps):
            files = {**step.files, **sealed}
            hidden = closed_paths(files) if root == public else frozenset[str]()
            write(root, {path: text for path, text in files.items() if path not in hidden})
            if not step.loose:
                commit(root, f"Trin {number}")
            if step.freeze:
                sealed[f"{PLAN}/runder/{step.freeze}.yaml"] = _frozen(root, step.freeze, udplan)
    return Pair(World(past.steps[-1].files, past.ids, past.gone, (PLAN,)), whole, public)


def _frozen(root: Path, name: str, udplan: Udplan) -> str:
    """The file of a round after it was frozen, and committed so."""
    answer = Udplan(root, udplan.capture)("round", "freeze", name, "--plan", PLAN, "--accept-warnings")
    assert answer.code == 0, answer.err
    commit(root, f"Runde {name} er frosset")
    return (root / "plan" / PLAN / "runder" / f"{name}.yaml").read_text(encoding="utf-8")


class Plot:
    """The files of a plan as they change from step to step."""

    def __init__(self, seed: int) -> None:
        self.canaries = Canaries(Random(seed))
        self.files: dict[str, str] = {f"{PLAN}/plan.yaml": yaml_of({**_SETTINGS, "titel": "Planen"})}
        self.data: dict[str, dict[str, Any]] = {}
        self.steps: list[Step] = []
        self.round(FIRST, "2025-05-31", "2025-05-20")

    def round(self, name: str, opgjort: str, opdateret: str, **keys: Any) -> None:
        """A round, and one open item that was looked at for it."""
        self.files[f"{PLAN}/runder/{name}.yaml"] = yaml_of(
            {"titel": f"Status {name}", "opgjort": opgjort, **_TEXTS, **keys}
        )
        self.put("H100", **item("Ny fritidspolitik", opdateret=opdateret))

    def put(self, item_id: str, path: str = "", **data: Any) -> None:
        """An item as it now is, in place of what it was."""
        self.gone(item_id)
        self.data[item_id] = data
        self.files[path or f"{_FOLDER}/{item_id}.yaml"] = yaml_of(data)

    def gone(self, item_id: str) -> None:
        """No item of this number any more."""
        self.files = {path: text for path, text in self.files.items() if not path.split("/")[-1].startswith(item_id)}

    def step(self, freeze: str = "", *, loose: bool = False) -> None:
        """What is now is committed, or not, and may be frozen."""
        self.steps.append(Step(dict(self.files), freeze, loose))

    def publish(self, *ids: str, **keys: Any) -> None:
        """New items with titles, processes and texts that nobody else has."""
        for item_id in ids:
            word = self.canaries.word
            self.put(item_id, **item(word().capitalize(), proces=f"{word()}.", status=f"{word()}.", **keys))

    def words_of(self, *ids: str) -> tuple[str, ...]:
        """What only these items say."""
        said = " ".join(str(self.data[item_id]) for item_id in ids).casefold()
        return tuple(word for word in self.canaries.given if word in said)


def closed_after_publication() -> Past:
    """Items that were published are closed, and then renumbered, retyped, moved, carried over, deleted or broken."""
    plot = Plot(21)
    published = [f"H{number}" for number in range(101, 115)]
    plot.publish(*published)
    plot.publish("H201", "H202", "H203", "H204", **CLOSED)
    plot.step(FIRST)
    gone = plot.words_of(*published[:7], "H109", "H110", "H113", "H114")
    data = plot.data
    new = {
        f"{NEXT}/plan.yaml": yaml_of({**_SETTINGS, "titel": "Den næste plan", "budgetaar": [2026, 2027, 2028, 2029]})
    }
    plot.files |= new
    plot.put("H101", **data["H101"], **CLOSED)
    plot.gone("H102")
    plot.put("H802", **data["H102"], **CLOSED)
    plot.gone("H103")
    plot.put("D803", f"{PLAN}/driftsaendringer/D803.yaml", **data["H103"], beloeb={2025: 71003}, **CLOSED)
    plot.put("H104", f"{PLAN}/driftsaendringer/H104.yaml", **data["H104"], **CLOSED)
    plot.put("H105", **data["H105"], **CLOSED)
    plot.gone("H106")
    plot.gone("H107")
    plot.put("H807", f"{NEXT}/hensigtserklaeringer/H807.yaml", **data["H107"], viderefoert_fra=f"{PLAN}/H107", **CLOSED)
    plot.put("H108", **data["H108"], **CLOSED)
    ended = {key: value for key, value in data["H109"].items() if key not in ("fase", "trafiklys", "frist")}
    plot.put("H109", **ended, afsluttet={"dato": "2025-06-20", "grundlag": "Aftale"}, **CLOSED)
    plot.put("H110", f"{_FOLDER}/H110-{plot.canaries.word()}.yaml", **data["H110"], **CLOSED)
    still = {key: value for key, value in data["H111"].items() if key not in ("fase", "trafiklys")}
    plot.put("H111", **still, afsluttet={"dato": "2025-06-20", "grundlag": "Aftalen er underskrevet"})
    plot.put("H112", **still, udgaaet={"dato": "2025-06-10", "beslutning": "ØU pkt. 7"})
    plot.put("H113", **data["H113"], **CLOSED)
    plot.files[f"{_FOLDER}/H113.yaml"] += 'snitflade: "\n'
    plot.gone("H114")
    plot.put("H114", f"{_FOLDER}/H14.yaml", **data["H114"], **CLOSED)
    plot.put("H201", **{key: value for key, value in data["H201"].items() if key != "lukket"})
    plot.put("H202", **{**data["H202"], "status": f"{plot.canaries.word()}."})
    plot.gone("H203")
    plot.gone("H204")
    plot.put("H804", **{key: value for key, value in data["H204"].items() if key != "lukket"})
    plot.step()
    plot.gone("H105")
    opened = {key: value for key, value in data["H108"].items() if key != "lukket"}
    plot.put("H108", **{**opened, "status": "Nu kan det siges.", "frist": "medio 2027"})
    plot.step()
    return Past(plot.steps, ("H101", "H802", "D803", "H104", "H203"), gone, 11)


def frozen_twice() -> Past:
    """What was closed in the first frozen round is open in the second, and other things are closed after it."""
    plot = Plot(22)
    plot.publish("H101", "H102", "H103")
    plot.publish("H201", "H202", "H203", **CLOSED)
    plot.step(FIRST)
    plot.round(SECOND, "2025-11-30", "2025-11-20", forrige=FIRST)
    for item_id, data in list(plot.data.items()):
        kept = {key: value for key, value in data.items() if item_id != "H201" or key != "lukket"}
        plot.put(item_id, **{**kept, "opdateret": "2025-11-20"})
    plot.put("H102", **{**plot.data["H102"], "trafiklys": "gul", "risici": [{"tekst": "Tid", "afhjaelpning": "Ro"}]})
    plot.put("H202", **{**plot.data["H202"], "frist": "medio 2028"})
    plot.step(SECOND)
    gone = plot.words_of("H101", "H201")
    plot.put("H101", **plot.data["H101"], **CLOSED)
    plot.put("H201", **plot.data["H201"], **CLOSED)
    plot.step()
    return Past(plot.steps, ("H101", "H201", "H202"), gone, 2)


def loose_ends() -> Past:
    """Only a closed item is changed since the last commit."""
    plot = Plot(23)
    plot.publish("H101")
    plot.publish("H201", **CLOSED)
    plot.step(FIRST)
    plot.put("H201", **{**plot.data["H201"], "status": "Nu er der svar."})
    plot.step(loose=True)
    return Past(plot.steps, ("H201",), (), 0)


PASTS: Final[Mapping[str, Past]] = {
    "closed after publication": closed_after_publication(),
    "frozen twice": frozen_twice(),
    "loose ends": loose_ends(),
}

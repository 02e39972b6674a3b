"""Time udplan's commands as whole processes against their floors, in turns, and print the ratios as Markdown.

Run it with `make benchmark`. Ratios are medians of the ratios of neighbouring runs, so that a machine whose speed
drifts does not favour either side; the seconds are medians too, and are only for orientation.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from workspaces import make_history, make_workspace

HERE = Path(__file__).parent
AS_OF = "2025-05-31"


@dataclass(frozen=True)
class Race:
    """A command, what it is held against, and the most that the ratio may be."""

    name: str
    command: list[str]
    floor_name: str
    floor: list[list[str]]
    """Commands run one after another."""
    limit: float


def races(workspace: Path, report: Path) -> list[Race]:
    """What DESIGN section 11 promises for a workspace."""
    python = sys.executable
    udplan = [python, "-m", "udplan"]
    at = ["--root", str(workspace), "--as-of", AS_OF]
    floor = [python, str(HERE / "floor.py")]
    return [
        Race("`check`", [*udplan, "check", *at], "parse + validate", [[*floor, "check", str(workspace)]], 2),
        Race(
            "`status -o x.html`",
            [*udplan, "status", "-o", str(report), *at],
            "parse + validate + Jinja",
            [[*floor, "html", str(workspace), str(report)]],
            2,
        ),
        Race("`list`", [*udplan, "list", *at], "`import typer`", [[python, "-c", "import typer"]], 2),
    ]


def history_races(workspace: Path, old: str, new: str) -> list[Race]:
    """What happened between two rounds, and to one item, against git itself and the start of Python."""
    python = sys.executable
    udplan = [python, "-m", "udplan"]
    root = ["--root", str(workspace)]
    revisions = [round_commit(workspace, name) for name in (old, new)]
    item = open_item(workspace)
    git = ["git", "-C", str(workspace)]
    diff = [*git, "diff", "--stat", *revisions]
    log = [*git, "log", "--", str(item.relative_to(workspace))]
    races = []
    for start, code in (("Python start", "pass"), ("`import typer`", "import typer")):
        begin = [python, "-c", code]
        races += [
            Race(
                "`diff OLD NEW`", [*udplan, "diff", old, new, *root], f"`git diff --stat` + {start}", [diff, begin], 2
            ),
            Race("`history ID`", [*udplan, "history", item.stem, *root], f"`git log` + {start}", [log, begin], 2),
        ]
    return races


def open_item(workspace: Path) -> Path:
    """An item that everybody may see: to the public there is no other."""
    items = sorted(workspace.glob("plan/2025-2028/anlaegsprojekter/*.yaml"))
    return next(path for path in items if "\nlukket:" not in path.read_text(encoding="utf-8"))


def round_commit(workspace: Path, name: str) -> str:
    """The commit that a round is frozen at."""
    text = (workspace / "plan" / "2025-2028" / "runder" / f"{name}.yaml").read_text(encoding="utf-8")
    return text.partition("commit: ")[2].partition(",")[0]


def seconds(commands: list[list[str]], environment: dict[str, str]) -> float:
    """How long commands take as whole processes, one after another. A command that fails is no measurement."""
    begun = time.perf_counter()
    done = [subprocess.run(command, env=environment, capture_output=True, check=False) for command in commands]
    taken = time.perf_counter() - begun
    for each in done:
        if each.returncode != 0:
            raise SystemExit(f"{each.args}: {each.stderr.decode()}")
    return taken


def race(contest: Race, runs: int, environment: dict[str, str]) -> tuple[float, float, float]:
    """Median seconds of the command and of its floor, and the median of their ratios pair by pair."""
    ours = [contest.command]
    seconds(ours, environment)
    seconds(contest.floor, environment)
    pairs = [(seconds(ours, environment), seconds(contest.floor, environment)) for _ in range(runs)]
    return (
        statistics.median(ours for ours, _floor in pairs),
        statistics.median(floor for _ours, floor in pairs),
        statistics.median(ours / floor for ours, floor in pairs),
    )


def run_races(contests: list[Race], runs: int, environment: dict[str, str]) -> list[str]:
    """Print a line for each race, and give the names of those above their limit."""
    too_slow = []
    for contest in contests:
        ours, floor, ratio = race(contest, runs, environment)
        print(f"| {contest.name} | {contest.floor_name} | {ours:.3f} | {floor:.3f} | {ratio:.2f} | {contest.limit} |")
        if ratio > contest.limit:
            too_slow.append(f"{contest.name} against {contest.floor_name}")
    return too_slow


def main() -> int:
    """Print the tables; exit 1 if a ratio is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--commits", type=int, default=200, help="of the history that diff and history are timed on")
    parser.add_argument("--growth", type=int, nargs="*", default=[1000, 10_000], help="sizes for the cost per item")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {options.items} items, {options.runs} runs\n")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "UDPLAN_LANG": "da", "XDG_CACHE_HOME": f"{folder}/cache"}
        # An installed program's modules are compiled once; without this each run here might compile them again.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        report = Path(folder, "x.html")
        workspace = Path(folder, "workspace")
        make_workspace(workspace, options.items)
        time.sleep(2.1)  # the cache does not trust files changed within the last two seconds
        print("| command | held against | seconds | floor | ratio | limit |\n| --- | --- | --- | --- | --- | --- |")
        too_slow = run_races(races(workspace, report), options.runs, environment)
        old, new = make_history(workspace, options.commits)
        too_slow += run_races(history_races(workspace, old, new), options.runs, environment)
        if options.growth:
            print("\n| items | `check`, ms per item | `status`, ms per item | `list`, ms per item |")
            print("| --- | --- | --- | --- |")
        for items in options.growth:
            make_workspace(workspace, items)
            time.sleep(2.1)
            costs = []
            for contest in races(workspace, report):
                seconds([contest.command], environment)
                costs.append(min(seconds([contest.command], environment) for _ in range(3)) * 1000 / items)
            print(f"| {items} | " + " | ".join(f"{cost:.3f}" for cost in costs) + " |")
    for name in too_slow:
        print(f"{name} is above its limit", file=sys.stderr)
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main())

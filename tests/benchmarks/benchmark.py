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

from workspaces import make_workspace

HERE = Path(__file__).parent
AS_OF = "2025-05-31"


@dataclass(frozen=True)
class Race:
    """A command, what it is held against, and the most that the ratio may be."""

    name: str
    command: list[str]
    floor_name: str
    floor: list[str]
    limit: float


def races(workspace: Path, report: Path) -> list[Race]:
    """What DESIGN section 11 promises for a workspace."""
    python = sys.executable
    udplan = [python, "-m", "udplan"]
    at = ["--root", str(workspace), "--as-of", AS_OF]
    floor = [python, str(HERE / "floor.py")]
    return [
        Race("`check`", [*udplan, "check", *at], "parse + validate", [*floor, "check", str(workspace)], 2),
        Race(
            "`status -o x.html`",
            [*udplan, "status", "-o", str(report), *at],
            "parse + validate + Jinja",
            [*floor, "html", str(workspace), str(report)],
            2,
        ),
        Race("`list`", [*udplan, "list", *at], "`import typer`", [python, "-c", "import typer"], 3),
    ]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long a command takes as a whole process. A command that fails is no measurement."""
    begun = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        raise SystemExit(f"{command}: {done.stderr.decode()}")
    return taken


def race(contest: Race, runs: int, environment: dict[str, str]) -> tuple[float, float, float]:
    """Median seconds of the command and of its floor, and the median of their ratios pair by pair."""
    seconds(contest.command, environment)
    seconds(contest.floor, environment)
    pairs = [(seconds(contest.command, environment), seconds(contest.floor, environment)) for _ in range(runs)]
    return (
        statistics.median(ours for ours, _floor in pairs),
        statistics.median(floor for _ours, floor in pairs),
        statistics.median(ours / floor for ours, floor in pairs),
    )


def main() -> int:
    """Print the tables; exit 1 if a ratio is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--growth", type=int, nargs="*", default=[1000, 10_000], help="sizes for the cost per item")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {options.items} items, {options.runs} runs\n")
    too_slow = []
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "UDPLAN_LANG": "da", "XDG_CACHE_HOME": f"{folder}/cache"}
        report = Path(folder, "x.html")
        workspace = Path(folder, "workspace")
        make_workspace(workspace, options.items)
        time.sleep(2.1)  # the cache does not trust files changed within the last two seconds
        print("| command | held against | seconds | floor | ratio | limit |\n| --- | --- | --- | --- | --- | --- |")
        for contest in races(workspace, report):
            ours, floor, ratio = race(contest, options.runs, environment)
            print(
                f"| {contest.name} | {contest.floor_name} | {ours:.3f} | {floor:.3f} | {ratio:.2f} | {contest.limit} |"
            )
            if ratio > contest.limit:
                too_slow.append(contest.name)
        if options.growth:
            print("\n| items | `check`, ms per item | `status`, ms per item | `list`, ms per item |")
            print("| --- | --- | --- | --- |")
        for items in options.growth:
            make_workspace(workspace, items)
            time.sleep(2.1)
            costs = []
            for contest in races(workspace, report):
                seconds(contest.command, environment)
                costs.append(min(seconds(contest.command, environment) for _ in range(3)) * 1000 / items)
            print(f"| {items} | " + " | ".join(f"{cost:.3f}" for cost in costs) + " |")
    for name in too_slow:
        print(f"{name} is above its limit", file=sys.stderr)
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main())

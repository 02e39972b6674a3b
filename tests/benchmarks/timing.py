"""Time commands as whole processes in turns, so that a machine whose speed drifts favours no side."""

import math
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Command = list[str]
NEVER_TRUSTED = 2.1
"""Seconds until a file is old enough for udplan to know it by its time stamp."""


def nothing() -> None:
    """Do nothing: what most entrants need before a run."""


@dataclass(frozen=True)
class Entrant:
    """Somebody in a race: the commands of one run, one after another, and what is done before them and not timed."""

    name: str
    commands: Callable[[], Sequence[Command]]
    environment: dict[str, str]
    folder: Path
    """Where the commands are run."""
    before: Callable[[], None] = nothing


@dataclass(frozen=True)
class Times:
    """The seconds of each entrant in each round, infinitely many where a run was cut."""

    rounds: list[dict[str, float]]

    def seconds(self, name: str) -> float:
        """An entrant's median."""
        return statistics.median(each[name] for each in self.rounds)

    def ratio(self, name: str, other: str) -> float:
        """The median of the ratios of two entrants in the same round."""
        return statistics.median(each[name] / each[other] for each in self.rounds)


def processor() -> float:
    """Processor seconds of all commands so far: steadier on a busy machine, and blind to what parallel work gains."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


CLOCKS = {"wall": time.perf_counter, "processor": processor}


@dataclass(frozen=True)
class Pace:
    """How a race is run: so many rounds, but no new one after so many seconds."""

    runs: int
    budget: float
    warm_up: bool = True
    """Whether there is a round before that is not counted."""
    limit: float = math.inf
    """Seconds after which a command is cut, and its entrant runs no more."""
    clock: Callable[[], float] = time.perf_counter


@dataclass(frozen=True)
class Udplan:
    """One installed udplan, with a home and a cache of its own."""

    name: str
    python: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment that its commands are run in."""
        return environment_below(self.home)

    def command(self, *arguments: str | Path) -> Command:
        """A command of this udplan."""
        return [str(self.python), "-m", "udplan", *map(str, arguments)]

    def forget(self) -> None:
        """Empty its cache."""
        emptied(self.home)

    def entrant(self, commands: Callable[[], Sequence[Command]], *, cold: bool = False, suffix: str = "") -> Entrant:
        """This udplan in a race."""
        return Entrant(
            self.name + suffix, commands, self.environment, self.home.parent, self.forget if cold else nothing
        )


def environment_below(home: Path) -> dict[str, str]:
    """This environment with home, cache and temporary files below a folder, and compiled modules kept beside theirs."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("UDPLAN_", "PYTHON", "GIT_"))}
    places = {"HOME": home, "XDG_CACHE_HOME": home / "cache", "LOCALAPPDATA": home / "cache", "TMPDIR": home / "tmp"}
    return {**kept, "UDPLAN_LANG": "da", **{key: str(place) for key, place in places.items()}}


def emptied(folder: Path) -> None:
    """Make a folder that holds nothing but a folder for temporary files."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tmp").mkdir(parents=True)


def race(entrants: Sequence[Entrant], pace: Pace, *, each_round: Callable[[], None] = nothing) -> Times:
    """The entrants in turns, another one first in each round."""
    begun = time.perf_counter()
    rounds: list[dict[str, float]] = []
    cut: set[str] = set()
    for number in range(pace.runs + pace.warm_up):
        if len(rounds) > pace.warm_up and time.perf_counter() - begun > pace.budget:
            break
        each_round()
        first = number % len(entrants)
        order = (*entrants[first:], *entrants[:first])
        rounds.append({each.name: math.inf if each.name in cut else _run(each, pace) for each in order})
        cut = {name for name, seconds in rounds[-1].items() if seconds == math.inf}
    return Times(rounds[pace.warm_up :])


def _run(entrant: Entrant, pace: Pace) -> float:
    """How long an entrant's commands take as whole processes."""
    entrant.before()
    return sum(_seconds(command, entrant, pace) for command in entrant.commands())


def _seconds(command: Command, entrant: Entrant, pace: Pace) -> float:
    """How long a command takes, or infinity where it was cut. A command that fails is no measurement."""
    begun = pace.clock()
    with subprocess.Popen(
        command,
        env=entrant.environment,
        cwd=entrant.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            output, _errors = process.communicate(timeout=None if pace.limit == math.inf else pace.limit)
        except subprocess.TimeoutExpired:
            return math.inf
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)  # with the processes that it has started
    taken = pace.clock() - begun
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}\n{output.decode(errors='replace')[-2000:]}")
    return taken


@dataclass
class Table:
    """A Markdown table that is printed row by row, as the measurements come."""

    columns: Sequence[str]
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.row(*self.columns)
        self.row(*("---" for _column in self.columns))

    def row(self, *cells: str) -> None:
        """Print one row."""
        line = f"| {' | '.join(cells)} |"
        self.lines.append(line)
        print(line, flush=True)

    def text(self) -> str:
        """All rows."""
        return "\n".join(self.lines) + "\n"


def python_of(place: str) -> Path:
    """The interpreter that a path names: itself, or that of a virtual environment or of a checkout with one."""
    path = Path(place).absolute()
    for candidate in (path, path / "bin" / "python", path / ".venv" / "bin" / "python"):
        if candidate.is_file():
            return candidate
    raise SystemExit(f"{place}: no Python interpreter, virtual environment or checkout with a .venv")


def this_python() -> str:
    """The interpreter that runs the benchmark; the floors run in it too."""
    return sys.executable

"""Time udplan beside doorstop, StrictDoc and sphinx-needs on the same items, and print a Markdown table.

Run it with `make benchmark-peers`. Each peer has a virtual environment of its own, made when it is missing. All read
the same items, check them and make HTML in which every id is found; the rounds are taken in turns. Exit code 1 says
that udplan is not as far ahead as the contract has it.
"""

import argparse
import math
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from peer_projects import PEERS, Peer, peer_item, peer_items
from picture import Bars, picture
from session import AS_OF
from timing import (
    CLOCKS,
    NEVER_TRUSTED,
    Command,
    Entrant,
    Pace,
    Table,
    Times,
    Udplan,
    emptied,
    environment_below,
    nothing,
    python_of,
    race,
    this_python,
)  # fmt: skip
from workspaces import Shape, change_item, item_files, item_id, make_workspace, open_items

HERE = Path(__file__).parent
README = HERE / "README.md"
PICTURE = HERE / "peers.svg"
VENVS = HERE.parent.parent / ".venv-peers"
BEGIN, END = "<!-- peers: begin -->\n", "<!-- peers: end -->"
_ID = re.compile(r"\b[DRAH][0-9]{6}\b")


@dataclass(frozen=True)
class State:
    """What has happened since last time, and how many times as long as udplan a peer is to take at least."""

    name: str
    cold: bool
    changes: bool
    ahead: int


STATES = (
    State("nothing kept", cold=True, changes=False, ahead=5),
    State("nothing changed", cold=False, changes=False, ahead=10),
    State("one item changed", cold=False, changes=True, ahead=10),
)


class Contest:
    """All programs with the same items, each with a project and a home of its own below one folder."""

    def __init__(self, udplan: Path, peers: Sequence[Peer], venvs: Path, folder: Path, items: int) -> None:
        self.udplan = Udplan("udplan", udplan, folder / "udplan")
        self.peers, self.venvs, self.folder = peers, venvs, folder
        self.workspace, self.report = folder / "workspace", folder / "x.html"
        make_workspace(self.workspace, Shape(1, items), closed=False)
        self.ids = {item_id(path) for path in item_files(self.workspace)}
        self._items = {item.id: item for item in peer_items(self.workspace)}
        self._changed = next(open_items(self.workspace))
        self._numbers = count(1)
        self._write()
        self.udplan.forget()
        time.sleep(NEVER_TRUSTED)

    def measured(self, pace: Pace) -> Iterator[tuple[State, Times]]:
        """The states one after another: what a run keeps is there for the next. Who was cut once runs no more."""
        cut: dict[str, float] = {}
        for state in STATES:
            entrants = [self._udplan_entrant(state)]
            entrants += [self._entrant(peer, state) for peer in self.peers if peer.name not in cut]
            times = race(entrants, pace, each_round=self._change if state.changes else nothing)
            cut |= {each.name: math.inf for each in entrants if times.seconds(each.name) == math.inf}
            self._assert_complete(state, cut)
            yield state, Times([each | cut for each in times.rounds])

    def _udplan_entrant(self, state: State) -> Entrant:
        def commands() -> list[Command]:
            at = [*AS_OF, "--root", str(self.workspace)]
            return [self.udplan.command("check", *at), self.udplan.command("status", "-o", self.report, *at)]

        return self.udplan.entrant(commands, cold=state.cold)

    def _entrant(self, peer: Peer, state: State) -> Entrant:
        project, home = self._project(peer), self.folder / f"{peer.name}-home"

        def forget() -> None:
            shutil.rmtree(project / peer.output, ignore_errors=True)
            emptied(home)

        commands = partial(peer.commands, venv(self.venvs, peer) / "bin", state.cold)
        return Entrant(peer.name, commands, environment_below(home), project, forget if state.cold else nothing)

    def _project(self, peer: Peer) -> Path:
        return self.folder / f"{peer.name}-project"

    def _change(self) -> None:
        """Rewrite one item, in every project."""
        change_item(self._changed, next(self._numbers))
        item = peer_item(self._changed)
        self._items[item.id] = item
        self._write()

    def _write(self) -> None:
        for peer in self.peers:
            peer.write([*self._items.values()], self._project(peer))

    def _assert_complete(self, state: State, cut: dict[str, float]) -> None:
        """Stop unless each has made pages with every id, and with the change."""
        text = self._items[item_id(self._changed)].text
        step = re.search(r"Skridt \d+ er taget", text)
        pages = {self.udplan.name: [self.report]}
        pages |= {peer.name: [*(self._project(peer) / peer.output).rglob("*.html")] for peer in self.peers}
        for name, paths in pages.items():
            if name in cut:
                continue
            html = "\n".join(path.read_text(encoding="utf-8") for path in paths)
            missing = self.ids - set(_ID.findall(html))
            if missing:
                raise SystemExit(
                    f"{name}, {state.name}: {len(missing)} ids are not in its HTML, such as {min(missing)}"
                )
            if step and step[0] not in html:
                raise SystemExit(f"{name}, {state.name}: the change is not in its HTML")


def main() -> int:
    """Print the table, and write it and its picture into the README where that is asked for."""
    options = _options()
    peers = [peer for peer in PEERS if options.peer is None or peer.name in options.peer]
    for peer in peers:
        _install(peer, options.venvs)
    names = ["udplan", *(peer.name for peer in peers)]
    print(f"{_conditions(options, peers)}\n")
    table = Table(
        ["items", "since last time", *(f"{name}, s" for name in names), *(f"{peer.name} ÷ udplan" for peer in peers)]
    )
    bars: list[Bars] = []
    behind: list[str] = []
    for items in options.items:
        first = items == options.items[0]
        pace = Pace(options.runs, options.budget, warm_up=first, limit=options.limit, clock=CLOCKS[options.clock])
        with tempfile.TemporaryDirectory(prefix="udplan-peers-") as folder:
            contest = Contest(python_of(options.udplan), peers, options.venvs.absolute(), Path(folder), items)
            for state, times in contest.measured(pace):
                table.row(f"{items:,}", state.name, *_cells(times, names, options.limit))
                bars.append(Bars(items, state.name, {name: times.seconds(name) for name in names}))
                slow = [name for name in names[1:] if times.ratio(name, "udplan") < state.ahead]
                behind += [
                    f"{items:,} items, {state.name}: {name} takes less than {state.ahead} times as long"
                    for name in slow
                ]
    if options.write:
        _write_readme(f"{_conditions(options, peers)}\n\n{table.text()}")
        PICTURE.write_text(picture(bars, names, options.limit), encoding="utf-8")
    print("\n".join(behind), file=sys.stderr)
    return 1 if behind else 0


def venv(venvs: Path, peer: Peer) -> Path:
    """A peer's virtual environment, named for its versions: other versions get another."""
    return venvs / "-".join(peer.requirements).replace("==", "-")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--udplan", metavar="PATH", default=this_python(), help="as for benchmark.py")
    parser.add_argument("--items", type=int, nargs="+", default=[200, 1000, 5000])
    parser.add_argument("--peer", action="append", choices=[peer.name for peer in PEERS], help="only this peer")
    parser.add_argument("--runs", type=int, default=3, help="rounds of each race")
    parser.add_argument("--budget", type=float, default=300, help="seconds after which a race begins no new round")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a command is cut")
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="as for benchmark.py")
    parser.add_argument("--venvs", type=Path, default=VENVS, help="where the peers lie")
    parser.add_argument("--write", action="store_true", help="write the table and the picture beside README.md")
    return parser.parse_args()


def _install(peer: Peer, venvs: Path) -> None:
    """Make a peer's virtual environment, unless it is there whole."""
    place = venv(venvs, peer)
    done = place / ".installed"
    if done.exists():
        return
    print(f"installing {', '.join(peer.requirements)}", file=sys.stderr)
    venvs.mkdir(parents=True, exist_ok=True)
    (venvs / ".gitignore").write_text("*\n", encoding="utf-8")
    subprocess.run([this_python(), "-m", "venv", "--clear", str(place)], check=True)
    pip = [
        str(place / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-cache-dir",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, *peer.requirements], check=True)
    done.touch()


def _cells(times: Times, names: Sequence[str], limit: float) -> list[str]:
    """The seconds of all, and the ratios of the peers; a run that was cut took at least the limit."""
    ours = times.seconds("udplan")
    seconds = [f"{times.seconds(name):.2f}" if times.seconds(name) < math.inf else f"> {limit:.0f}" for name in names]
    ratios = [times.ratio(name, "udplan") for name in names[1:]]
    return [*seconds, *(f"{ratio:.1f}" if ratio < math.inf else f"> {limit / ours:.0f}" for ratio in ratios)]


def _conditions(options: argparse.Namespace, peers: Sequence[Peer]) -> str:
    """What was measured how, as Markdown."""
    machine = f"CPython {platform.python_version()}, {os.cpu_count()} cores"
    rounds = f"medians of at most {options.runs} rounds, {options.clock} seconds; cut after {options.limit:.0f} s"
    lines = [f"- {peer.name} ({', '.join(peer.requirements)}): {peer.configuration}." for peer in peers]
    return f"{machine}, {rounds}.\n\n" + "\n".join(lines)


def _write_readme(text: str) -> None:
    before, _begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

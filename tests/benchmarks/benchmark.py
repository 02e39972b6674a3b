"""Time udplan's commands as whole processes in turns with their floors, and print the ratios as Markdown.

Run it with `make benchmark`. Ratios are medians of the ratios within a round, so that a machine whose speed drifts
favours no side; the seconds are medians too, and are only for orientation. With `--udplan` given twice, the same is
timed for two versions in the same rounds: before and after.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from floors import commands_table, report_table
from growth import HUGE, TEN_THOUSAND, growth_table, sizes_table
from session import THOUSAND, Session
from timing import CLOCKS, Pace, Udplan, emptied, python_of, this_python

TABLES = ("report", "commands", "sizes", "growth")


def main() -> int:
    """Print the tables; exit 1 if a ratio is above its limit."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="udplan-benchmark-") as folder:
        udplans = _udplans(options.udplan or [this_python()], Path(folder))
        print(f"{os.cpu_count()} cores, at most {options.runs} rounds, {options.clock} seconds\n")
        for each in udplans:
            print(f"- {each.name}: {_version(each)}")
        emptied(Path(folder, "floor"))
        session = Session(udplans, Path(folder), Pace(options.runs, options.budget, clock=CLOCKS[options.clock]))
        chosen = options.table or TABLES
        if "report" in chosen:
            print(f"\n`check` and then `status -o x.html`, {THOUSAND} items:\n")
            report_table(session)
        if "sizes" in chosen:
            print("\nSeconds by size, items in one plan or plans × items:\n")
            sizes_table(session)
        if "growth" in chosen:
            print("\nMilliseconds that one item more takes:\n")
            growth_table(session, (THOUSAND, TEN_THOUSAND, HUGE) if options.huge else (THOUSAND, TEN_THOUSAND))
        if "commands" in chosen:  # the last, because it gives the workspace a history
            print(f"\nSingle commands, {THOUSAND} items, nothing changed since last time:\n")
            commands_table(session)
    for name in session.too_slow:
        print(f"{name}: above its limit", file=sys.stderr)
    return 1 if session.too_slow else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--udplan",
        action="append",
        metavar="PATH",
        help="a Python interpreter, virtual environment or checkout with a .venv; give it twice for before and after",
    )
    parser.add_argument("--runs", type=int, default=9, help="rounds of each race")
    parser.add_argument("--budget", type=float, default=90, help="seconds after which a race begins no new round")
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="which seconds; processor's on a busy machine")
    parser.add_argument("--table", action="append", choices=TABLES, help="only this table; can be repeated")
    parser.add_argument("--huge", action="store_true", help="the cost of an item at 100,000 items too: takes minutes")
    options = parser.parse_args()
    if options.udplan and len(options.udplan) > 2:
        parser.error("--udplan is given at most twice")
    return options


def _udplans(places: list[str], folder: Path) -> list[Udplan]:
    names = ["udplan"] if len(places) == 1 else ["before", "after"]
    udplans = [Udplan(name, python_of(place), folder / name) for name, place in zip(names, places, strict=True)]
    for each in udplans:
        each.forget()
    return udplans


def _version(udplan: Udplan) -> str:
    """The Python and the udplan that are timed. Without a udplan there, the benchmark ends here."""
    code = "import platform as p, importlib.metadata as m; print(p.python_version(), m.version('udplan'))"
    command = [str(udplan.python), "-c", code]
    done = subprocess.run(command, env=udplan.environment, cwd=udplan.home, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{udplan.python}: {done.stderr.strip()}")
    python, version = done.stdout.split()
    return f"udplan {version}, Python {python}"


if __name__ == "__main__":
    sys.exit(main())

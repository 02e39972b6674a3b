"""The tables that show how udplan's commands grow with the plan."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from session import AS_OF, THOUSAND, Session
from timing import NEVER_TRUSTED, Table, Times, Udplan, nothing, race
from workspaces import Shape, change_item, commit_all, item_id, open_items

TEN_THOUSAND, MANY_PLANS, HUGE = Shape(1, 10_000), Shape(100, 100), Shape(1, 100_000)
SMALLEST = Shape(1, 62)
SHAPES = (THOUSAND, TEN_THOUSAND, MANY_PLANS)
ROUNDS = 5
"""No more rounds than this: what grows is seen from few, and they take long."""
Arguments = list[str | Path]


def sizes_table(session: Session) -> None:
    """Every kind of command at every shape, all in the same rounds."""
    roots = {shape: session.workspace(shape) for shape in SHAPES}
    # One item of each workspace is rewritten by hand, another by `udplan set`.
    by_hand, by_set = zip(*(islice(open_items(root), 2) for root in roots.values()), strict=True)
    names = {shape: f"{path.parents[1].name}/{item_id(path)}" for shape, path in zip(SHAPES, by_set, strict=True)}

    def change() -> None:
        for path in by_hand:
            change_item(path, session.number())

    def set_one(shape: Shape) -> Arguments:
        return ["set", names[shape], f"status=Skridt {session.number()} er taget.", "--date", "2025-05-30"]

    change()
    for root in roots.values():
        commit_all(root, "One change")
    time.sleep(NEVER_TRUSTED)
    udplan_column = ["udplan"] if session.is_comparison else []
    ratios = [f"{TEN_THOUSAND} ÷ {THOUSAND}", f"{MANY_PLANS} ÷ {TEN_THOUSAND}"]
    table = Table(["command", *udplan_column, *map(str, SHAPES), *ratios])
    report: Arguments = ["status", "-o", session.folder / "x.html", "--plan", THOUSAND.names()[0], *AS_OF]
    rows: list[tuple[str, Callable[[Shape], Arguments], Callable[[], None]]] = [
        ("`check`", _check, nothing),
        ("`list`", _list, nothing),
        ("`status --plan all`", lambda _shape: ["status", "--plan", "all", *AS_OF], nothing),
        ("`status -o x.html`, one plan", lambda _shape: report, nothing),
        ("`diff HEAD~1 HEAD`, one item", lambda _shape: ["diff", "HEAD~1", "HEAD"], nothing),
        ("`diff`, one item just changed", lambda _shape: ["diff"], change),
        ("`set` of one item", set_one, nothing),
    ]
    for name, arguments, each_round in rows:
        _sizes_row(session, table, name, _race_of_shapes(session, roots, arguments, each_round))


def growth_table(session: Session, shapes: Sequence[Shape]) -> None:
    """What one item more costs, in milliseconds: what the smallest plan takes is taken away."""
    roots = {shape: session.workspace(shape) for shape in (SMALLEST, *shapes)}
    udplan_column = ["udplan"] if session.is_comparison else []
    table = Table(["items", *udplan_column, "`check`, nothing kept", "`check`", "`list`, nothing kept", "`list`"])
    for shape in shapes:
        measured = [
            _race_of_shapes(session, {SMALLEST: roots[SMALLEST], shape: roots[shape]}, arguments, nothing, cold=cold)
            for arguments in (_check, _list)
            for cold in (True, False)
        ]
        for udplan in session.udplans:
            costs = [_cost_of_an_item(udplan, times, shape) for times in measured]
            name = [udplan.name] if session.is_comparison else []
            table.row(str(shape), *name, *(f"{cost:.3f}" for cost in costs))


def _check(_shape: Shape) -> Arguments:
    return ["check", *AS_OF]


def _list(_shape: Shape) -> Arguments:
    return ["list", *AS_OF]


def _race_of_shapes(
    session: Session,
    roots: dict[Shape, Path],
    arguments: Callable[[Shape], Arguments],
    each_round: Callable[[], None],
    *,
    cold: bool = False,
) -> Times:
    """Every udplan at every shape, in the same rounds."""

    def commands(udplan: Udplan, shape: Shape) -> list[list[str]]:
        return [udplan.command(*arguments(shape), "--root", roots[shape])]

    entrants = [
        udplan.entrant(partial(commands, udplan, shape), cold=cold, suffix=f" {shape}")
        for udplan in session.udplans
        for shape in roots
    ]
    return race(entrants, replace(session.pace, runs=min(ROUNDS, session.pace.runs)), each_round=each_round)


def _sizes_row(session: Session, table: Table, command: str, times: Times) -> None:
    """Print the seconds of each udplan at each shape, how they grow, and where there are two, how the two compare."""
    for udplan in session.udplans:
        names = [f"{udplan.name} {shape}" for shape in SHAPES]
        seconds = [f"{times.seconds(name):.3f}" for name in names]
        growth = [f"{times.ratio(names[1], names[0]):.1f}", f"{times.ratio(names[2], names[1]):.1f}"]
        table.row(command, *([udplan.name] if session.is_comparison else []), *seconds, *growth)
    if session.is_comparison:
        change = [f"{times.ratio(f'after {shape}', f'before {shape}'):.2f}" for shape in SHAPES]
        table.row(command, "after ÷ before", *change, "", "")


def _cost_of_an_item(udplan: Udplan, times: Times, shape: Shape) -> float:
    many, few = f"{udplan.name} {shape}", f"{udplan.name} {SMALLEST}"
    added = shape.items - SMALLEST.items
    return statistics.median((seconds[many] - seconds[few]) * 1000 / added for seconds in times.rounds)

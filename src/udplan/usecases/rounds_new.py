"""A new round beside the plan's last one: what was written then, with the days moved on."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.reader import read
from udplan.adapters.read.sources import WorkTree, read_file
from udplan.adapters.write.store import Write, write_new, writing
from udplan.adapters.write.writer import element_lines, entry_lines
from udplan.domain.names import FilePath
from udplan.domain.plan import Plan, Round
from udplan.domain.vocabulary import ROUNDS_FOLDER
from udplan.ground.errors import UdplanError, UsageFault, reason_of
from udplan.ground.message import Message, _
from udplan.ground.problem import Problem
from udplan.pure.round.rounds import FREE_TEXTS, last_day, last_round, next_round, with_days_moved
from udplan.pure.round.rounds import opgjort as opgjort_of
from udplan.usecases.edit import Arguments, judged
from udplan.usecases.rounds import one_plan

_NAME: Final = re.compile(r"[A-Za-z0-9]+(?:[.-]+[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NewRound:
    """The new round: its plan and name, its file's text, and what of it was copied from which round before."""

    plan: str
    name: str
    titel: str
    path: str
    text: str
    before: str
    copied: tuple[str, ...]
    """The free texts, which are last time's."""
    outdated: tuple[str, ...]
    """Those of them that name last time's day, or the one before."""
    warnings: tuple[Problem, ...]
    recovered: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new round is asked to be; what is not said follows from the rest."""

    name: str | None = None
    plan: str | None = None
    opgjort: date | None = None
    moede: date | None = None


def new_round(root: Path, wanted: Wanted, today: date, *, dry_run: bool = False) -> NewRound:
    """Add a round to a plan (the newest living one by default).

    Raises UsageFault for a name that is taken or none, UdplanError where the file would have errors.
    """
    if dry_run:
        return _made(root, wanted, today, write=False, recovered=())
    with writing(root) as recovered:
        return _made(root, wanted, today, write=True, recovered=recovered)


def _made(root: Path, wanted: Wanted, today: date, *, write: bool, recovered: tuple[Message, ...]) -> NewRound:
    source = WorkTree(root)
    plan = one_plan(plans_of(source), wanted.plan)
    name, opgjort = _name_and_day(plan, wanted)
    if plan.broken_rounds:
        raise UdplanError(
            _("the round {name} of {plan} cannot be read").format(name=min(plan.broken_rounds), plan=plan.name),
            _("run udplan check to see why"),
        )
    before = last_round(plan, opgjort)
    moves = _moves(plan, before, opgjort) if before else {}
    data = (
        next_round(_data(root, before), before.name, moves, opgjort, wanted.moede)
        if before
        else _first(plan, opgjort, wanted.moede)
    )
    path = str(FilePath(plan.name, ROUNDS_FOLDER, name))
    text = _text(data)
    new = Write(path, None, text.encode("utf-8"))
    warnings = judged(root, source, [new], today, Arguments())
    if write:
        write_new(root, new)
    copied = tuple(key for key in FREE_TEXTS if key in data)
    outdated = tuple(key for key in copied if with_days_moved(str(data[key]), moves) != data[key])
    came_before = before.name if before else ""
    return NewRound(plan.name, name, str(data["titel"]), path, text, came_before, copied, outdated, warnings, recovered)


def _name_and_day(plan: Plan, wanted: Wanted) -> tuple[str, date]:
    name = wanted.name
    if name is None:
        if wanted.opgjort is None:
            raise UsageFault(
                _("the round has neither a name nor a day"), _("name it as its month, such as udplan round new 2025-11")
            )
        name = f"{wanted.opgjort:%Y-%m}"
    if not _NAME.fullmatch(name):
        raise UsageFault(
            _("{name} cannot be the name of a round").format(name=name),
            _("write ASCII letters, digits, hyphens and dots, such as 2025-11"),
        )
    taken = {each.casefold(): each for each in (*plan.rounds_by_name, *plan.broken_rounds)}
    if name.casefold() in taken:
        raise UsageFault(
            _("the plan {plan} already has a round {name}").format(plan=plan.name, name=taken[name.casefold()]),
            _("see udplan round list"),
        )
    opgjort = wanted.opgjort or last_day(name)
    if opgjort is None:
        raise UsageFault(
            _("the name {name} does not say which day the plan is made up for").format(name=name),
            _("say it with --opgjort, such as --opgjort 2025-11-30"),
        )
    return name, opgjort


def _data(root: Path, before: Round) -> dict[str, Any]:
    """What a round's file says, as it says it."""
    try:
        document = read(read_file(root / before.path))
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be opened: {reason}").format(file=before.path, reason=reason_of(error))
        ) from None
    return dict(document.data)


def _moves(plan: Plan, before: Round, opgjort: date) -> dict[date, date]:
    """The day that takes the place of each: the new round's of the last one's, and the last one's of the one before."""
    moves = {opgjort_of(before): opgjort}
    if (earlier := plan.rounds_by_name.get(before.data.get("forrige", ""))) is not None:
        moves.setdefault(opgjort_of(earlier), opgjort_of(before))
    return moves


def _first(plan: Plan, opgjort: date, moede: date | None) -> dict[str, Any]:
    titel = f"{plan.titel}, status"
    meeting = {"moede": moede.isoformat()} if moede else {}
    return {"titel": titel, "opgjort": opgjort.isoformat(), **meeting}


def _text(data: dict[str, Any]) -> str:
    lines: list[str] = []
    for key, value in data.items():
        if key == "bilag" and value:  # written and read one field at a time, by people
            lines += ["bilag:", *(f"  {line}" for each in value for line in element_lines(each, block=True))]
        else:
            lines += entry_lines(key, value)
    return "\n".join(lines) + "\n"

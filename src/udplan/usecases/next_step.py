"""What can be done next in a workspace, in a few commands: for who gives `udplan` and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from udplan.adapters.git import committed
from udplan.adapters.git.run import has_commit, is_installed, refusal
from udplan.domain.plan import Plan
from udplan.ground.message import Message, _, plural
from udplan.pure.round.rounds import in_order, state_of
from udplan.pure.round.rounds import opgjort as opgjort_of
from udplan.usecases.moments import Moments


@dataclass(frozen=True, slots=True)
class Step:
    """A command, or a file to write in, and why."""

    command: str
    why: Message


def next_steps(moments: Moments, today: date) -> Iterator[Step]:
    """What is next, first of all what has been begun and not ended."""
    plans = moments.now
    plan = plans.by_name[max(plans.living)] if plans.living else None
    yield from _of_git(moments)
    if plan is not None:
        yield from _of_plan(plan, today)
    yield Step("udplan check", _("every problem, with its place and what to do"))
    yield Step("udplan status", _("how far the plan is"))


def beginnings() -> Iterator[Step]:
    """What can be done where there is no plan."""
    yield Step("udplan init", _("begin a plan in this folder"))
    yield Step("udplan demo", _("make a plan with a history to try everything on"))


def _of_git(moments: Moments) -> Iterator[Step]:
    if not is_installed():
        return
    if refusal(moments.root) is not None:
        yield Step("git init", _("nothing of the plan is kept in git yet; then udplan save"))
        return
    if not has_commit(moments.root):
        yield Step("udplan save", _("nothing of the plan is saved in git yet"))
        return
    count = len(committed.uncommitted(moments.head))
    if count:
        text = plural("{count} file is changed and not saved", "{count} files are changed and not saved", count)
        yield Step("udplan diff", text.format(count=count))
        yield Step("udplan save", _("save it in git, with the change in words"))


def _of_plan(plan: Plan, today: date) -> Iterator[Step]:
    if not plan.entries:
        yield Step(plan.settings_path, _("write the agreement's points and the committees"))
        yield Step("udplan new D --titel …", _("make the first item"))
        return
    rounds = in_order(plan)
    if not rounds:
        yield Step(f"udplan round new {today:%Y-%m}", _("make the first round ready"))
        return
    newest = rounds[-1]
    match state_of(newest.data):
        case "under_forberedelse":
            yield Step(f"udplan check --round {newest.name}", _("what the round still lacks"))
            if opgjort_of(newest) <= today:
                yield Step(f"udplan round freeze {newest.name}", _("freeze it, when the case is sent to the meeting"))
        case "frosset":
            yield Step(newest.path, _("write the decision, when the meeting has been"))
        case _:
            yield Step(
                "udplan round new …", _("make the next round ready; {round} is decided").format(round=newest.name)
            )

"""A workspace's rounds: finding them, and what `round list` says of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from udplan.adapters.loader import load
from udplan.adapters.sources import Blob, Source
from udplan.domain.plan import Plan, Round, Workspace
from udplan.domain.vocabulary import ROUNDS_FOLDER
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import _
from udplan.pure.choosing import chosen_plans
from udplan.pure.rounds import in_order, state_of
from udplan.usecases.editions import round_of

COLUMNS: Final = ("plan", "navn", "titel", "rapport", "opgjort", "moede", "udvalg", "tilstand", "tag", "fil")


@dataclass(frozen=True, slots=True)
class _WithoutItems:
    """A source's settings and rounds alone, which take no time to read."""

    source: Source

    def blobs(self) -> Iterable[Blob]:
        for blob in self.source.blobs():
            parts = blob.path.split("/")[2:]
            if parts == ["plan.yaml"] or (len(parts) == 2 and parts[0] == ROUNDS_FOLDER):
                yield blob


@dataclass(frozen=True, slots=True)
class Listed:
    """Rounds in the order they are listed in, and how many files could not be read."""

    rounds: tuple[Round, ...]
    plans: tuple[str, ...]
    broken: int


def workspace_of_rounds(source: Source) -> Workspace:
    """Every plan of a source with its settings and its rounds, but without its items."""
    return load(_WithoutItems(source)).workspace


def listed(source: Source, plans: Sequence[str]) -> Listed:
    """The rounds of the plans asked for (the newest living one by default), of each plan the newest last."""
    workspace = workspace_of_rounds(source)
    chosen = [workspace.by_name[name] for name in chosen_plans(plans, workspace.living)]
    return Listed(
        tuple(each for plan in chosen for each in in_order(plan)),
        tuple(plan.name for plan in chosen),
        sum(len(plan.broken_rounds) for plan in chosen),
    )


def one_plan(workspace: Workspace, asked: str | None) -> Plan:
    """The plan named, or the newest living one. Raises UsageFault for a name that is none's, UdplanError without plans.

    Raises UdplanError too where the plan's settings cannot be read: what is written to it could not be checked.
    """
    names = chosen_plans([asked] if asked else [], workspace.living)
    if not names:
        raise UdplanError(_("there is no plan here"), _("a plan is a folder with a plan.yaml"))
    if len(names) > 1:
        raise UsageFault(_("a round belongs to one plan"), _("name it with --plan"))
    name = names[0]
    plan = workspace.by_name[name]
    if plan.settings is None:
        raise UdplanError(
            _("the settings of {plan} cannot be read").format(plan=name), _("run udplan check to see why")
        )
    return plan


def round_named(plan: Plan, name: str) -> Round:
    """A plan's round. Raises UsageFault where there is none of the name, UdplanError where it cannot be read."""
    if name in plan.broken_rounds:
        raise UdplanError(
            _("the round {name} of {plan} cannot be read").format(name=name, plan=plan.name),
            _("run udplan check to see why"),
        )
    return round_of(plan, name)


def round_row(each: Round) -> dict[str, str]:
    """What is listed of a round; empty for what is not known."""
    runde = each.runde
    meeting = runde.moede.isoformat() if runde.moede else ""
    tag = runde.frosset.tag if runde.frosset else ""
    values = (
        each.plan, each.name, runde.titel, runde.rapport, runde.opgjort.isoformat(), meeting, runde.udvalg or "",
        state_of(runde), tag, each.path,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))

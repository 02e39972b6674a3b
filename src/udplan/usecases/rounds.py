"""A workspace's rounds: finding them, and what `round list` says of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from udplan.domain.plan import Plan, Plans, Round
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import _
from udplan.pure.round.rounds import in_order, state_of
from udplan.pure.view.choosing import chosen_plans
from udplan.usecases.moments import with_round
from udplan.usecases.since import round_of

COLUMNS: Final = ("plan", "navn", "titel", "rapport", "opgjort", "moede", "udvalg", "tilstand", "tag", "fil")


@dataclass(frozen=True, slots=True)
class Listed:
    """Rounds in the order they are listed in, and how many files could not be read."""

    rounds: tuple[Round, ...]
    plans: tuple[str, ...]
    broken: int


def listed(plans: Plans, names: Sequence[str]) -> Listed:
    """The rounds of the plans asked for (the newest living one by default), of each plan the newest last."""
    chosen = [plans.by_name[name] for name in chosen_plans(names, plans.living)]
    return Listed(
        tuple(each for plan in chosen for each in in_order(plan)),
        tuple(plan.name for plan in chosen),
        sum(len(plan.broken_rounds) for plan in chosen),
    )


def one_plan(plans: Plans, asked: str | None, having: str | None = None) -> Plan:
    """The plan named, or the newest living one: of those that have a round of the name `having`, if any has.

    Raises UsageFault for a name that is none's, UdplanError without plans, and where the plan's settings cannot be
    read: what is written to it could not be checked.
    """
    names = chosen_plans([asked] if asked else [], plans.living)
    if having is not None and not asked:
        names = with_round(plans, having)[-1:] or names
    if not names:
        raise UdplanError(_("there is no plan here"), _("a plan is a folder with a plan.yaml"))
    if len(names) > 1:
        raise UsageFault(_("a round belongs to one plan"), _("name it with --plan"))
    name = names[0]
    plan = plans.by_name[name]
    if not plan.settings_data:
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
    runde = each.data
    tag = runde["frosset"]["tag"] if "frosset" in runde else ""
    values = (
        each.plan, each.name, runde["titel"], runde.get("rapport", "halvaarsstatus"), runde["opgjort"],
        runde.get("moede", ""), runde.get("udvalg", ""), state_of(runde), tag, each.path,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))

"""What the public may see: the plans in which the closed items do not exist.

The one door. It looks at one moment and knows no texts; whatever comes after it, filters, search, counting, comparing,
rendering, need not know that there are closed items.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from udplan.domain.mentions import Mentions, names_of
from udplan.domain.plan import Item, Plan, Plans

# The sum of the open items taken from a total would be the closed items' amounts.
_WITHHELD: Final = frozenset(("kontroltotaler",))


def public(plans: Plans) -> Plans:
    """The plans without closed items, files that cannot be understood (they may be closed), and control totals."""
    return plans.with_plans(_public)


def seen(plans: Plans, *, internal: bool) -> Plans:
    """The plans as a reader may see them."""
    return plans if internal else public(plans)


def _public(plan: Plan) -> Plan:
    shown = tuple(item for item in plan.items if not item.lukket)
    return replace(
        plan,
        entries=shown,
        round_entries=plan.rounds,
        misfits=(),
        left_out=len(plan.items) - len(shown),
        unread_left_out=len(plan.broken),
        without=_WITHHELD,
    )


def closed_items(plans: Plans) -> Iterator[Item]:
    """The items that are closed to the public."""
    return (item for plan in plans.plans for item in plan.items if item.lukket)


def closed_mentions(plans: Plans) -> Mentions:
    """What tells whether a text names a closed item; a number that an open item of the text's plan has means that."""
    known = frozenset(item.ref for plan in plans.plans for item in plan.items if not item.lukket)
    return Mentions(names_of((item.ref, item.data) for item in closed_items(plans)), known)

"""What the public may see: the plans in which the closed items do not exist.

The one door. It looks at one moment and knows no texts; whatever comes after it, filters, search, counting, comparing,
rendering, need not know that there are closed items.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from udplan.domain.plan import Item, Part, Plan, Plans, prepare

# The sum of the open items taken from a total would be the closed items' amounts.
_WITHHELD: Final = frozenset(("kontroltotaler",))


def public(plans: Plans) -> Plans:
    """The plans without closed items, files that cannot be understood (they may be closed), and control totals."""
    return plans.with_plans(_public)


def seen(plans: Plans, *, internal: bool) -> Plans:
    """The plans as a reader may see them."""
    return plans if internal else public(plans)


def _public(plan: Plan) -> Plan:
    files = (*plan.entries, *plan.doubles)
    prepare(files)
    shown = [item for item in files if item.understood is not None and not item.lukket]
    times = Counter(item.id for item in shown)
    entries = tuple(item for item in sorted(shown, key=Part.order) if times[item.id] == 1)
    closed = sum(item.understood is not None and item.lukket for item in files)
    return replace(
        plan,
        entries=entries,
        round_entries=plan.rounds,
        doubles=(),
        misfits=(),
        left_out=closed,
        unread_left_out=len(plan.broken - {item.id for item in entries}),
        without=_WITHHELD,
    )


def closed_items(plans: Plans) -> Iterator[Item]:
    """The items that are closed to the public."""
    return (item for plan in plans.plans for item in (*plan.entries, *plan.doubles) if item.lukket)


def has_closed(*plans: Plans) -> bool:
    """Whether there is anything in these plans that is closed to the public."""
    return any(True for each in plans for _item in closed_items(each))

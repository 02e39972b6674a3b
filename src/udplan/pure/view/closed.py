"""What tells whether a text names an item that is closed to the public; most plans have none and never ask."""

from udplan.domain.mentions import Mentions, Named, names_of
from udplan.domain.plan import Plans, Ref
from udplan.pure.view.public import closed_items, public


def closed_mentions(plans: Plans, *, unread: bool = False) -> Mentions:
    """What tells whether a text names a closed item; a number that an open item of the text's plan has means that.

    With `unread` also an item whose file cannot be understood, which may be closed.
    """
    known = frozenset(item.ref for plan in public(plans).plans for item in plan.items)
    named = [*names_of((item.ref, item.data) for item in closed_items(plans))]
    if unread:
        named += [Named(Ref(plan.name, name), "") for plan in plans.plans for name in plan.broken]
    return Mentions(named, known)

"""What `show` is about: the items named, as their reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from udplan.domain.plan import Item, Plans
from udplan.ground.errors import UdplanError
from udplan.ground.message import Message, _
from udplan.pure.view.naming import meant
from udplan.pure.view.nearest import unknown_item
from udplan.pure.view.public import seen


@dataclass(frozen=True, slots=True)
class Named:
    """The items that were named, and what is to be said of what their names mean."""

    items: tuple[Item, ...]
    notes: tuple[Message, ...]


def items_named(whole: Plans, ids: Sequence[str], *, internal: bool) -> Named:
    """Each item. To the public an item that is closed is one there is none of.

    Raises UdplanError for an unknown id, with the nearest, and for one whose file cannot be understood.
    """
    plans = seen(whole, internal=internal)
    items: list[Item] = []
    notes: list[Message] = []
    for text in ids:
        name = meant(text, plans)
        item = plans.item(name.ref)
        if item is None:
            # A file that cannot be read may be closed, so the public is not told that there is one of that name.
            if plans.is_broken(name.ref):
                raise UdplanError(_("the file of {id} cannot be read").format(id=name.ref), _("see udplan check"))
            raise unknown_item(name.ref, [each.ref for plan in plans.plans for each in plan.items])
        items.append(item)
        notes += [name.note] if name.note else []
    return Named(tuple(items), tuple(notes))

"""What `list` is about: the items asked for, as their reader may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from udplan.domain.plan import Item, Plan, Plans
from udplan.pure.view.choosing import chosen_plans
from udplan.pure.view.public import seen
from udplan.pure.view.query import Filters, fitting, selected


@dataclass(frozen=True, slots=True)
class Selection:
    """The items asked for, their plans by name, and what was left out without saying which."""

    items: tuple[Item, ...]
    plans: Mapping[str, Plan]
    older: Mapping[str, int]
    """How many such items there are in each of the older living plans, where no plan was asked for."""

    @property
    def closed(self) -> int:
        """Items closed to the public in the plans asked for, whatever the filters."""
        return sum(plan.left_out for plan in self.plans.values())

    @property
    def unread(self) -> int:
        """Files of the plans asked for that cannot be understood."""
        return sum(plan.unread for plan in self.plans.values())

    @property
    def intern(self) -> bool:
        """Whether there is an item among them that is closed to the public."""
        return any(item.lukket for item in self.items)


def selection(whole: Plans, names: Sequence[str], filters: Filters, as_of: date, *, internal: bool) -> Selection:
    """The items of the chosen plans that the filters ask for; closed ones only when `internal`.

    Raises UsageFault for an unknown plan or filter value.
    """
    plans = seen(whole, internal=internal)
    chosen = {name: plans.by_name[name] for name in chosen_plans(names, plans.living)}
    items = selected(filters, list(chosen.values()), dict.fromkeys(chosen, as_of))
    older = [] if names else [plan for plan in plans.plans if plan.levende and plan.name not in chosen]
    return Selection(tuple(items), chosen, {plan.name: len(fitting(plan, filters, as_of)) for plan in older})

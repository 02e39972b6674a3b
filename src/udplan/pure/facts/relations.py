"""How items hang together within a plan."""

from udplan.domain.plan import Item, Plan, ref_from_text


def running_costs(plan: Plan) -> dict[str, list[Item]]:
    """The items that are the running cost of a capital project of the plan, by the project's id."""
    running: dict[str, list[Item]] = {}
    for item in plan.items:
        if item.emne.afledt_drift_af:
            ref = ref_from_text(item.emne.afledt_drift_af, item.plan)
            if ref.plan == item.plan:
                running.setdefault(ref.id, []).append(item)
    return running

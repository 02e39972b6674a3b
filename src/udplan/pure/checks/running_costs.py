"""Rules about afledt drift: the running costs that a capital project brings, and the project that brings them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans, Ref, ref_from_text
from udplan.domain.tidspunkt import tidspunkt_from_text
from udplan.domain.vocabulary import IKKE_FASTSAT, TYPER
from udplan.ground.danish import number_text
from udplan.ground.message import _
from udplan.ground.problem import Finding

_A_YEAR: Final = 365


def afledt_drift(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Running costs of something that is no capital project, and capital projects silent about theirs."""
    for item, project in _projects(plan, plans):
        if project.type != "anlaegsprojekter":
            message = _("`afledt_drift_af` names {ref}, which is not a capital project but lies in {type}")
            hint = _("name the anlægsprojekt whose running cost this is; for another tie use `afhaenger_af`")
            yield Finding(
                "afledt-drift-not-capital", item.path, ("afledt_drift_af",),
                message.format(ref=item.data["afledt_drift_af"], type=TYPER[project.type]), hint,
            )  # fmt: skip
    costs = _costs(plans)
    for item in plan.by_type["anlaegsprojekter"]:
        if "afledt_drift" in item.data:
            if other := next((each for each in costs.get(item.ref, ()) if "udgaaet" not in each.data), None):
                message = _("`afledt_drift` is ingen, but {ref} is said to be the running cost of {id}")
                hint = _("remove `afledt_drift`, or `afledt_drift_af` in {ref}")
                ref = other.id if other.plan == plan.name else other.ref
                said = message.format(ref=ref, id=item.id)
                yield Finding("afledt-drift-denied", item.path, ("afledt_drift",), said, hint.format(ref=ref))
        elif item.levende and item.ref not in costs and not plan.broken:
            message = _("nothing says whether {id} brings running costs").format(id=item.id)
            hint = _("write `afledt_drift: ingen`, or make a driftsændring with `afledt_drift_af: {id}`")
            yield Finding("afledt-drift-silent", item.path, (), message, hint.format(id=item.id))


def early_costs(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Running costs expected in years before a project is finished that was moved a year or more."""
    for item, project in _projects(plan, plans):
        finished = _year_moved_to(project)
        if "udgaaet" in item.data or finished is None:
            continue
        for year in (year for year in map(str, plan.years) if int(year) < finished):
            key = "forventet" if year in item.data.get("forventet", {}) else "beloeb"
            amounts = item.data.get(key, {})
            amount = 0 if amounts == IKKE_FASTSAT else amounts.get(year, 0)
            if amount and amount != IKKE_FASTSAT:
                message = _("{ref} was moved to {frist}, but its running costs of {amount} are still there in {year}")
                hint = _("write in `forventet` when the running costs begin, and why in `status`")
                said = message.format(
                    ref=item.data["afledt_drift_af"], frist=project.data["frist"], amount=number_text(amount), year=year
                )
                yield Finding("afledt-drift-not-moved", item.path, (key, year), said, hint)
                break


def _projects(plan: Plan, plans: Plans) -> Iterator[tuple[Item, Item]]:
    """The driftsændringer that are running costs, each with what brings them."""
    for item in plan.by_type["driftsaendringer"]:
        text = item.data.get("afledt_drift_af")
        project = plans.item(ref_from_text(text, plan.name)) if text else None
        if project is not None:
            yield item, project


def _costs(plans: Plans) -> Mapping[Ref, list[Item]]:
    """The driftsændringer of all plans that are running costs, by what brings them."""
    costs: dict[Ref, list[Item]] = defaultdict(list)
    for plan in plans.plans:
        for item in plan.by_type["driftsaendringer"]:
            if "afledt_drift_af" in item.data:
                costs[ref_from_text(item.data["afledt_drift_af"], plan.name)].append(item)
    return costs


def _year_moved_to(project: Item) -> int | None:
    """The year in which a live project is to be finished that is at least a year later than first planned."""
    moves, frist = project.data.get("fristaendringer"), project.data.get("frist")
    if not moves or frist is None or not project.levende:
        return None
    original = min(moves, key=lambda move: str(move["dato"]))["fra"]
    first, now = (tidspunkt_from_text(str(text)).slut for text in (original, frist))
    return now.year if first is not None and now is not None and (now - first).days >= _A_YEAR else None

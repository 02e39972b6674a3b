"""The rules of `udplan check`: a plain list of functions from plans to findings.

A rule sees only items whose files were understood, and must not blame them for what a broken file hides.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from udplan.domain.plan import Plan, Plans
from udplan.ground.problem import Finding
from udplan.pure.checks import (
    agreement,
    alike,
    amounts,
    days,
    form,
    money,
    publication,
    references,
    rounds,
    running_costs,
    status,
    texts,
)  # fmt: skip
from udplan.pure.checks.past import PAST_CHECKS, Past

Check = Callable[[Plan, Plans, date], Iterator[Finding]]

ITEM_CHECKS: Final[tuple[Check, ...]] = (
    form.budget_years,
    form.years,
    form.keys_of_type,
    form.styringsomraade,
    form.future_dates,
    texts.texts,
    agreement.vocabularies,
    agreement.committee_dates,
    money.sign_fits_kategori,
    money.income_sign,
    money.parts,
    money.savings_realised,
    money.permission_to_spend,
    amounts.realised_early,
    amounts.thousandfold,
    amounts.listed_twice,
    days.starts,
    days.milestones,
    days.ends,
    days.order_of_moves,
    status.finished,
    status.ended_status,
    status.risks,
    status.moves,
    publication.closed_reasons,
)
"""What these say of a file depends on that file, plan.yaml and the day alone: so it can be kept between runs."""

PLAN_CHECKS: Final[tuple[Check, ...]] = (
    alike.same_item,
    alike.responsible_spellings,
    form.unknown_rule,
    agreement.unknown_points,
    money.control_totals,
    references.dangling,
    references.loops,
    references.dropped_dependencies,
    references.carried_on,
    running_costs.afledt_drift,
    running_costs.early_costs,
    references.open_dependencies,
    status.stale,
    status.overdue,
    status.start_passed,
    status.milestone_passed,
    status.green_overdue,
    rounds.contradictions,
    rounds.missing_in_case,
    rounds.recommendations,
    rounds.previous,
    rounds.attachment_dates,
    publication.closed_only,
    publication.closed_carried_on,
)
"""What these say depends on several files."""


def file_findings(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """What the rules about single files find in a plan's files."""
    return (finding for check in ITEM_CHECKS for finding in check(plan, plans, as_of))


def plan_findings(plan: Plan, plans: Plans, as_of: date, past: Past | None = None) -> Iterator[Finding]:
    """What the rules about the whole plan find, also beside its past as far as that is known."""
    yield from (finding for check in PLAN_CHECKS for finding in check(plan, plans, as_of))
    yield from (finding for compare in PAST_CHECKS for finding in compare(plan, past or Past()))

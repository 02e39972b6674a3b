"""The rules of `udplan check`: a plain list of functions from plans to findings.

A rule sees only items whose files were understood, and must not blame them for what a broken file hides.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from udplan.domain.plan import Plan, Plans
from udplan.ground.problem import Finding
from udplan.pure.checks import agreement, form, money, publication, references, rounds, status, texts
from udplan.pure.checks.past import PAST_CHECKS, Past

Check = Callable[[Plan, Plans, date], Iterator[Finding]]

ITEM_CHECKS: Final[tuple[Check, ...]] = (
    form.years,
    form.keys_of_type,
    form.styringsomraade,
    form.future_dates,
    texts.texts,
    agreement.vocabularies,
    agreement.committee_dates,
    money.sign_fits_kategori,
    money.savings_realised,
    money.permission_to_spend,
    status.finished,
    status.risks,
    status.moves,
    publication.closed_reasons,
)
"""What these say of a file depends on that file, plan.yaml and the day alone: so it can be kept between runs."""

PLAN_CHECKS: Final[tuple[Check, ...]] = (
    form.same_slug,
    form.unknown_rule,
    agreement.points,
    money.control_totals,
    references.dangling,
    references.loops,
    references.afledt_drift,
    references.open_dependencies,
    status.stale,
    status.overdue,
    rounds.contradictions,
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


def plan_findings(
    plan: Plan, plans: Plans, as_of: date, past: Past | None = None, *, alone: bool = False
) -> Iterator[Finding]:
    """What the rules about the whole plan find; those that compare with the past only where it is given.

    `alone` leaves out what would take reading all other plans.
    """
    yield from (finding for check in PLAN_CHECKS for finding in check(plan, plans, as_of))
    yield from publication.closed_mentioned(plan, Plans((plan,)) if alone else plans, as_of)
    if past is not None:
        yield from (finding for compare in PAST_CHECKS for finding in compare(plan, past))

"""The rules of `udplan check`: a plain list of functions from plans to findings.

A rule sees only items whose files were understood, and must not blame them for what a broken file hides.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Final

from udplan.domain.plan import Plan, Workspace
from udplan.ground.problem import Finding
from udplan.pure.checks import agreement, form, money, publication, references, rounds, status, texts
from udplan.pure.checks.past import PAST_CHECKS, Past

Check = Callable[[Plan, Workspace, date], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    form.same_slug,
    form.unknown_rule,
    form.years,
    form.keys_of_type,
    form.styringsomraade,
    form.future_dates,
    texts.texts,
    agreement.points,
    agreement.vocabularies,
    agreement.committee_dates,
    money.control_totals,
    money.sign_fits_kategori,
    money.savings_realised,
    money.permission_to_spend,
    references.dangling,
    references.loops,
    references.afledt_drift,
    references.open_dependencies,
    status.finished,
    status.risks,
    status.moves,
    status.stale,
    status.overdue,
    rounds.contradictions,
    rounds.recommendations,
    rounds.previous,
    rounds.attachment_dates,
    publication.closed_reasons,
    publication.closed_mentioned,
)


def findings(
    workspace: Workspace, as_of: date, plans: Collection[str] | None = None, pasts: Mapping[str, Past] | None = None
) -> dict[str, list[Finding]]:
    """What the rules find, by plan, since each plan says itself how severe its rules are.

    The rules that compare with the past are run on plans whose past is given.
    """
    found = {}
    for plan in workspace.plans:
        if plans is None or plan.name in plans:
            found[plan.name] = [finding for check in CHECKS for finding in check(plan, workspace, as_of)]
            past = (pasts or {}).get(plan.name)
            if past is not None:
                found[plan.name] += [finding for compare in PAST_CHECKS for finding in compare(plan, past)]
    return found

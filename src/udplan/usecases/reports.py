"""Every report by name, with what builds it and what it asks for before it can be built."""

from collections.abc import Callable
from typing import Final

from udplan.adapters.printers.environment import Templates
from udplan.adapters.printers.jinja import render
from udplan.adapters.read.kept import Kept
from udplan.domain.plan import Plan, Plans
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import NOTHING, _
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper import (
    aarshjul,
    aendringer,
    anlaeg,
    direktion,
    halvaarsstatus,
    med,
    raaderum,
    restliste,
    sagsfremstilling,
    udvalg,
)
from udplan.pure.paper.papir import Papir

REPORTS: Final[dict[str, Callable[[Plan, Plans, ReportRequest], Papir]]] = {
    "halvaarsstatus": halvaarsstatus.build,
    "direktion": direktion.build,
    "udvalg": udvalg.build,
    "raaderum": raaderum.build,
    "anlaeg": anlaeg.build,
    "restliste": restliste.build,
    "sagsfremstilling": sagsfremstilling.build,
    "aarshjul": aarshjul.build,
    "med": med.build,
    "aendringer": aendringer.build,
}


def known_report(name: str) -> str:
    """The name of a report. Raises UsageFault for a name that is none's."""
    if name not in REPORTS:
        known = ", ".join(REPORTS)
        raise UsageFault(
            _("there is no report named {name}").format(name=name), _("these are known: {names}").format(names=known)
        )
    return name


def built(name: str, plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The report, in Danish whatever language messages are in; `plan` and `plans` as its readers may see them.

    Raises UsageFault for a name that is none's and for a request that lacks what the report is about, UdplanError for
    a plan whose settings cannot be read: all in the language of messages.
    """
    builder = REPORTS[known_report(name)]
    if plan.settings is None:
        raise UdplanError(_("the settings of {plan} cannot be read").format(plan=plan.name), _("see udplan check"))
    if name in _REQUIREMENTS:
        _REQUIREMENTS[name](plan, plans, request)
    return builder(plan, plans, request)


def paper_text(paper: Papir, form: str, templates: Callable[[], Templates], kept: Kept) -> str:
    """A paper as text: JSON, or what a template makes of it. Raises as `jinja.render` does, and as `templates`."""
    if form == "json":
        from udplan.adapters.printers.data import paper_json

        return paper_json(paper)
    return render(paper, form, templates(), kept=kept)


def _require_round(_plan: Plan, _plans: Plans, request: ReportRequest) -> None:
    if request.round is None:
        raise UsageFault(_("a case paper is about a round"), _("name one with --round"))


def _require_one_committee(plan: Plan, plans: Plans, request: ReportRequest) -> None:
    found = udvalg.committees(plan, plans, request)
    if len(found.shown) == 1:
        return
    if found.shown:
        message = _("the report udvalg is about one committee, and the items belong to {names}")
        message = message.format(names=", ".join(found.shown))
    else:
        message = _("the report udvalg is about one committee, and no items were found")
    known = ", ".join(found.known)
    raise UsageFault(
        message, _("name one that has items with --udvalg: {names}").format(names=known) if known else NOTHING
    )


_REQUIREMENTS: Final[dict[str, Callable[[Plan, Plans, ReportRequest], None]]] = {
    "sagsfremstilling": _require_round,
    "udvalg": _require_one_committee,
}
"""What raises UsageFault, in the language of messages, where a request lacks what a report needs."""

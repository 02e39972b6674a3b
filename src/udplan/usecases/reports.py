"""Every report by name, with what builds it."""

from collections.abc import Callable
from typing import Any, Final

from udplan.domain.plan import Plan, Workspace
from udplan.ground.errors import UsageFault
from udplan.ground.language import _
from udplan.pure.report import direktion, halvaarsstatus
from udplan.pure.report.parts import ReportRequest

REPORTS: Final[dict[str, Callable[[Plan, Workspace, ReportRequest], Any]]] = {
    "halvaarsstatus": halvaarsstatus.build,
    "direktion": direktion.build,
}


def known_report(name: str) -> str:
    """The name of a report. Raises UsageFault for a name that is none's."""
    if name not in REPORTS:
        known = ", ".join(REPORTS)
        raise UsageFault(
            _("there is no report named {name}").format(name=name), _("these are known: {names}").format(names=known)
        )
    return name

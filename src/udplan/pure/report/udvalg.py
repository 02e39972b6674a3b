"""The half-yearly status for one standing committee: its own items, and the cases that will come before it."""

from dataclasses import dataclass, fields, replace

from udplan.domain.plan import Plan, Plans
from udplan.pure.report import halvaarsstatus
from udplan.pure.report.halvaarsstatus import HalvaarsstatusReport
from udplan.pure.report.parts import ReportRequest, basis, udvalg_text
from udplan.pure.report.treatments import Treatment, coming_treatments


@dataclass(frozen=True, slots=True)
class UdvalgReport(HalvaarsstatusReport):
    """The half-yearly status of the committee's items, with what is on its way to it, of its own items and others'."""

    udvalg: str
    sager: tuple[Treatment, ...]


@dataclass(frozen=True, slots=True)
class Committees:
    """The committees, by code, of the items that the report would show, and of all that its readers may see."""

    shown: tuple[str, ...]
    known: tuple[str, ...]


def committees(plan: Plan, workspace: Plans, request: ReportRequest) -> Committees:
    """Whose items a request is about: a report can only be built where that is one committee."""
    found = basis(plan, workspace, request)
    return Committees(
        tuple(sorted({item.emne.udvalg for item in found.items})),
        tuple(sorted({item.emne.udvalg for item in found.plan.items})),
    )


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> UdvalgReport:
    """The report of the one committee that the selected items belong to; `plan` and `workspace` whole."""
    found = basis(plan, workspace, request)
    (code,) = {item.emne.udvalg for item in found.items}
    settings = found.plan.settings
    name = udvalg_text(settings, code)
    status = halvaarsstatus.build(plan, workspace, request)
    parts = {each.name: getattr(status, each.name) for each in fields(status)}
    head = status.head
    parts["head"] = replace(head, titel=f"{head.titel} for {name}", moede=_meeting(head.moede, name))
    sager = coming_treatments(found.plan.items, found.items, settings, request.as_of, udvalg=code)
    return UdvalgReport(**parts, udvalg=name, sager=sager)


def _meeting(moede: str, name: str) -> str:
    """The meeting that the round goes to, where it is this committee's."""
    return moede if moede.startswith(name) else ""

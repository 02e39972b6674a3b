"""The half-yearly status for one standing committee: its own items, and the cases that will come before it."""

from dataclasses import dataclass, replace

from udplan.domain.plan import Plan, Plans
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.treatments import coming_treatments, committee_name
from udplan.pure.paper.halvaarsstatus import sections
from udplan.pure.paper.papir import Afsnit, Blok, Kolonne, Papir, Tabel
from udplan.pure.paper.stykker import hoved, tomt
from udplan.pure.paper.stykker_sager import committee_cases, treatment_columns


@dataclass(frozen=True, slots=True)
class Committees:
    """The committees, by code, of the items that the report would show, and of all that its readers may see."""

    shown: tuple[str, ...]
    known: tuple[str, ...]


def committees(plan: Plan, plans: Plans, request: ReportRequest) -> Committees:
    """Whose items a request is about: a report can only be built where that is one committee."""
    found = basis(plan, plans, request)
    return Committees(
        tuple(sorted({item.emne.udvalg for item in found.items})),
        tuple(sorted({item.emne.udvalg for item in found.plan.items})),
    )


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of the one committee that the selected items belong to."""
    found = basis(plan, plans, request)
    (code,) = {item.emne.udvalg for item in found.items}
    name = committee_name(found.plan.settings, code)
    head = hoved(found, request, f"Halvårlig status for {name}", til_moede=True)
    if found.round is not None and found.round.runde.udvalg != code:  # the round goes to another's meeting
        head = replace(head, moede="")
    return Papir("udvalg", head, sections(found, request, (_cases(found, request, code, name),)))


def _cases(found: Basis, request: ReportRequest, code: str, name: str) -> Afsnit:
    """What is on its way to the committee, of its own items and others'."""
    treatments = coming_treatments(found.plan.items, found.plan.settings, request.as_of, udvalg=code)
    block: Blok = tomt("Der er ingen planlagt behandling i udvalget.")
    if treatments:
        block = Tabel(
            "sager på vej til udvalget",
            treatment_columns(
                Kolonne("Ansvarlig", bredde=20), Kolonne("Hører under", bredde=20), Kolonne("Sag", bredde=10)
            ),
            committee_cases(treatments, frozenset(item.ref for item in found.items), found.plan.settings),
            f"Kommende behandling i {name}, også af emner under andre udvalg. Tidspunkterne er vejledende.",
        )
    return Afsnit("sager", "Sager på vej til udvalget", (block,), kort="Sager på vej")

"""The case paper: a round's texts under the committee's fixed headings, with the numbers behind what they claim.

The texts are the officer's own and the recommendation stands in one place; what can be computed is computed.
"""

from dataclasses import dataclass, replace

from udplan.domain.plan import Plan, Plans, Round
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.ground.danish import date_text, short_date_text
from udplan.pure.report.case_money import CaseMoney, case_money
from udplan.pure.report.case_numbers import (
    PARTS,
    counts_by_part,
    finished_text,
    listed,
    number_sentences,
    parts_text,
    since_text,
)
from udplan.pure.report.figures import figures
from udplan.pure.report.parts import Head, ReportRequest, basis, count_text, head, udvalg_text
from udplan.pure.report.progress import CountRow
from udplan.pure.report.since import new_x
from udplan.pure.round.attachments import is_status, named_times, says_original


@dataclass(frozen=True, slots=True)
class Attachment:
    """A line of the list of attachments, as `1-24/123`, `Åben` and the title."""

    nr: str
    adgang: str
    titel: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the meeting decided, as Markdown, and who was not there."""

    titel: str
    tekst: str
    fravaerende: tuple[str, ...]
    afbud: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SagsfremstillingReport:
    """The whole paper, ready to print. Texts of the round are Markdown, and empty where nobody has written them yet."""

    head: Head
    sag: str
    mangler: str
    """The headings whose texts have not been written; empty when the paper is whole."""
    sagsgang: tuple[str, ...]
    indledning: str
    planen: str
    """What the plan consists of; empty for one without items."""
    tvaergaaende: str
    kommunikation: str
    afsluttede: str
    """What bears the X: how many, how many of them are new, and the afledt drift among them."""
    fremdrift: str
    tal: tuple[str, ...]
    """The sentences of numbers, which follow whatever the text says of the progress."""
    taelling_kolonner: tuple[str, ...]
    taelling: tuple[CountRow, ...]
    """The same by the plan's parts, which here are the columns; empty for a plan without items."""
    sammenhaeng: str
    oekonomi: str
    penge: CaseMoney
    lovgrundlag: str
    indstilling: str
    beslutning: Decision | None
    """None before the meeting."""
    bilag: tuple[Attachment, ...]
    lukkede_bilag: str


def build(plan: Plan, workspace: Plans, request: ReportRequest) -> SagsfremstillingReport:
    """The paper of the request's round, which it must name; `plan` and `workspace` whole."""
    found = basis(plan, workspace, request)
    if found.round is None:
        raise ValueError("a case paper is about a round of its plan")
    runde = found.round.runde
    settings = found.plan.settings
    numbers = figures(found.plan, found.items, request.as_of)
    new = new_x(found)
    closed = () if request.internal else tuple(each for each in runde.bilag if not each.aaben)
    return SagsfremstillingReport(
        # The round names the case. A version is git's name for a file, which is no part of a case paper.
        head=replace(head(found, request, "Sagsfremstilling", for_meeting=True), plan=runde.titel, version=""),
        sag=runde.sag or "",
        mangler=_missing(runde),
        sagsgang=tuple(udvalg_text(settings, each) for each in runde.sagsgang or _own_committee(runde)),
        indledning=runde.indledning or "",
        planen=parts_text(found, request, numbers),
        tvaergaaende=runde.tvaergaaende or "",
        kommunikation=runde.kommunikation or "",
        afsluttede=finished_text(found, new, request.since_label),
        fremdrift=runde.fremdrift or "",
        tal=tuple(filter(None, (since_text(found, request.since_label), *number_sentences(found, request, numbers)))),
        taelling_kolonner=PARTS,
        taelling=counts_by_part(numbers) if found.items else (),
        sammenhaeng=runde.sammenhaeng or "",
        oekonomi=runde.oekonomiske_konsekvenser or "",
        penge=case_money(found, numbers, new),
        lovgrundlag=runde.lovgrundlag or "",
        indstilling=runde.indstilling or "",
        beslutning=_decision(runde, settings),
        bilag=_attachments(found.round, settings, request.internal),
        lukkede_bilag=f"{count_text(len(closed), 'lukket bilag', 'lukkede bilag')} er udeladt" if closed else "",
    )


def _missing(runde: Runde) -> str:
    texts = {
        "sagsgang": runde.sagsgang or runde.udvalg,
        "sagsfremstilling (indledning)": runde.indledning,
        "sammenhæng": runde.sammenhaeng,
        "økonomiske konsekvenser": runde.oekonomiske_konsekvenser,
        "lovgrundlag": runde.lovgrundlag,
        "indstilling": runde.indstilling,
    }
    return listed(word for word, text in texts.items() if not text)


def _own_committee(runde: Runde) -> tuple[str, ...]:
    return (runde.udvalg,) if runde.udvalg else ()


def _decision(runde: Runde, settings: Settings | None) -> Decision | None:
    if runde.beslutning is None:
        return None
    where = f" i {udvalg_text(settings, runde.udvalg)}" if runde.udvalg else ""
    when = f" den {short_date_text(runde.moede)}" if runde.moede else ""
    return Decision(f"Beslutning{where}{when}", runde.beslutning, runde.fravaerende, runde.afbud)


def _attachments(round_: Round, settings: Settings | None, internal: bool) -> tuple[Attachment, ...]:
    """The attachments in their order; a round that names none has its report as the only one."""
    runde = round_.runde
    made_up = f", opgjort pr. {date_text(runde.opgjort)}"
    if not runde.bilag:
        plan = settings.titel if settings else round_.plan
        titel = runde.titel if plan in runde.titel else f"{plan}: {runde.titel}"
        return (Attachment("1", "Åben", titel if named_times(titel) else titel + made_up),)
    return tuple(
        Attachment(
            f"{each.nr}-{each.dokument}" if each.dokument else str(each.nr),
            "Åben" if each.aaben else "Lukket",
            each.titel + (made_up if _lacks_time(each.titel) else ""),
        )
        for each in runde.bilag
        if each.aaben or internal
    )


def _lacks_time(titel: str) -> bool:
    """Whether a status does not say of what day it is. What is no status of the plan was not made up on its day."""
    return is_status(titel) and not says_original(titel) and not named_times(titel)

"""The case paper: a round's texts under the committee's fixed headings, with the numbers behind what they claim.

The texts are the officer's own and the recommendation stands in one place; what can be computed is computed.
"""

from collections.abc import Iterator
from dataclasses import replace

from udplan.domain.plan import Plan, Plans, Round
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.ground.danish import date_text, short_date_text
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.figures import Figures, figures
from udplan.pure.facts.since import new_x
from udplan.pure.facts.treatments import committee_name
from udplan.pure.paper.papir import Afsnit, Blok, Hoved, Markdown, Oplysning, Papir, Tekst
from udplan.pure.paper.sagens_penge import case_money
from udplan.pure.paper.sagens_tal import (
    counts_by_part,
    finished_text,
    followed_text,
    number_sentences,
    parts_text,
    since_text,
    themes,
)
from udplan.pure.paper.stykker import count_text, hoved, listed
from udplan.pure.round.attachments import is_status, named_times, says_original


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of the request's round, which it must name; `plan` and `plans` as its readers may see them."""
    found = basis(plan, plans, request)
    if found.round is None:
        raise ValueError("a case paper is about a round of its plan")
    runde, settings = found.round.runde, found.plan.settings
    numbers = figures(found.plan, found.items, request.as_of)
    money = tuple(case_money(found, numbers, new_x(found)))
    return Papir(
        "sagsfremstilling",
        _head(found, request, runde),
        (
            Afsnit("sagsgang", "Sagsgang", _route(runde, settings)),
            Afsnit("sagsfremstilling", "Sagsfremstilling", tuple(_case(runde, found, numbers, request))),
            Afsnit("sammenhaeng", "Sammenhæng til andre politikker/strategier og fagområder",
                   _written(runde.sammenhaeng, "sammenhæng")),
            Afsnit("oekonomi", "Økonomiske konsekvenser",
                   (*_written(runde.oekonomiske_konsekvenser, "økonomiske konsekvenser"), *money)),
            Afsnit("lovgrundlag", "Lovgrundlag", _written(runde.lovgrundlag, "lovgrundlag")),
            Afsnit("indstilling", "Indstilling", _written(runde.indstilling, "indstilling")),
            *_decision(runde, settings),
            Afsnit("bilag", "Bilag", tuple(_attachments(found.round, settings, request.internal))),
        ),
        "sag",
    )  # fmt: skip


def _head(found: Basis, request: ReportRequest, runde: Runde) -> Hoved:
    """The round names the case. A version is git's name for a file, which is no part of a case paper."""
    unversioned = replace(request, version="")
    head = hoved(found, unversioned, "Sagsfremstilling", sag=runde.titel, til_moede=True, med_beloeb=False)
    more = [Oplysning(word, ((text,),)) for word, text in (("Sag", runde.sag), ("Mangler", _missing(runde))) if text]
    return replace(head, oplysninger=(*more, *head.oplysninger))


def _missing(runde: Runde) -> str:
    """The headings whose texts have not been written; empty when the paper is whole."""
    texts = {
        "sagsgang": runde.sagsgang or runde.udvalg,
        "sagsfremstilling (indledning)": runde.indledning,
        "sammenhæng": runde.sammenhaeng,
        "økonomiske konsekvenser": runde.oekonomiske_konsekvenser,
        "lovgrundlag": runde.lovgrundlag,
        "indstilling": runde.indstilling,
    }
    return listed(word for word, text in texts.items() if not text)


def _written(text: str | None, name: str) -> tuple[Blok, ...]:
    """A text of the round, or that it has not been written."""
    return (Markdown(text),) if text else (_missed(name),)


def _missed(name: str) -> Tekst:
    return Tekst((f"(mangler: {name})",), "mangler")


def _route(runde: Runde, settings: Settings | None) -> tuple[Blok, ...]:
    """The committees that the case goes through; by default the round's own."""
    codes = runde.sagsgang or ((runde.udvalg,) if runde.udvalg else ())
    return tuple(Tekst((committee_name(settings, code),)) for code in codes) or (_missed("sagsgang"),)


def _case(runde: Runde, found: Basis, numbers: Figures, request: ReportRequest) -> Iterator[Blok]:
    """The case: what people write, and the numbers, which follow whatever the text says of the progress."""
    yield from _written(runde.indledning, "indledning")
    if whole := parts_text(found, request, numbers):
        yield Tekst((whole,))
    yield from _texts(runde.tvaergaaende)
    if followed := followed_text(found):
        yield Tekst((followed,))
    if (listed_themes := themes(found)) is not None:
        yield Tekst(("Planens tværgående temaer og de emner, der hører til dem:",))
        yield listed_themes
    yield from _texts(runde.kommunikation)
    if finished := finished_text(found, new_x(found), request.since_label):
        yield Tekst((finished,))
    yield from _texts(runde.fremdrift)
    sentences = (since_text(found, request), *number_sentences(found, request, numbers))
    yield Tekst((" ".join(filter(None, sentences)),))
    if found.items:
        yield counts_by_part(numbers)


def _texts(*texts: str | None) -> Iterator[Markdown]:
    return (Markdown(text) for text in texts if text)


def _decision(runde: Runde, settings: Settings | None) -> Iterator[Afsnit]:
    """What the meeting decided and who was not there, if anybody; nothing before the meeting."""
    if runde.beslutning is None:
        return
    where = f" i {committee_name(settings, runde.udvalg)}" if runde.udvalg else ""
    when = f" den {short_date_text(runde.moede)}" if runde.moede else ""
    yield Afsnit("beslutning", f"Beslutning{where}{when}", _written(runde.beslutning, "beslutning"))
    for name, titel, absent in (("fravaerende", "Fraværende", runde.fravaerende), ("afbud", "Afbud", runde.afbud)):
        if absent:
            yield Afsnit(name, titel, tuple(Tekst((person,)) for person in absent))


def _attachments(round_: Round, settings: Settings | None, internal: bool) -> Iterator[Blok]:
    """The attachments as `1-24/123`, `Åben` and the title; a round that names none has its report as the only one."""
    runde = round_.runde
    made_up = f", opgjort pr. {date_text(runde.opgjort)}"
    if not runde.bilag:
        plan = settings.titel if settings else round_.plan
        titel = runde.titel if plan in runde.titel else f"{plan}: {runde.titel}"
        yield Tekst((f"1 Åben {titel if named_times(titel) else titel + made_up}",))
    for each in runde.bilag:
        if each.aaben or internal:
            nr = f"{each.nr}-{each.dokument}" if each.dokument else str(each.nr)
            titel = each.titel + (made_up if _lacks_time(each.titel) else "")
            yield Tekst((f"{nr} {'Åben' if each.aaben else 'Lukket'} {titel}",))
    closed = 0 if internal else sum(1 for each in runde.bilag if not each.aaben)
    if closed:
        yield Tekst((f"{count_text(closed, 'lukket bilag', 'lukkede bilag')} er udeladt.",))


def _lacks_time(titel: str) -> bool:
    """Whether a status does not say of what day it is. What is no status of the plan was not made up on its day."""
    return is_status(titel) and not says_original(titel) and not named_times(titel)

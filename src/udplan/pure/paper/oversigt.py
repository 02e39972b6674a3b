"""The overview of plans for a look on a terminal, in the language of its reader: counts, money, news, attention."""

from collections.abc import Iterator
from typing import Final

from udplan.domain.vocabulary import FASER, LABELS, TILSTANDE, TRAFIKLYS, TYPER
from udplan.ground.danish import date_text, number_text, percent_text
from udplan.ground.message import NOTHING, Text, _, joined, plural
from udplan.pure.facts.attention import Attention, Reason, needs_attention
from udplan.pure.facts.basis import Basis, ReportRequest, basis, knows_more
from udplan.pure.facts.figures import Counts, Figures, figures
from udplan.pure.facts.money import Gross, Money
from udplan.pure.facts.since import figures_then
from udplan.pure.news.kinds import KINDS
from udplan.pure.paper.papir import (
    Afsnit,
    Blok,
    Hoved,
    Kolonne,
    Linje,
    Liste,
    Lys,
    Nr,
    Oplysning,
    Papir,
    Punkt,
    Raekke,
    Tabel,
    Tekst,
)
from udplan.pure.paper.stykker import listed, milestone_name, note, time_text
from udplan.pure.paper.stykker_penge import year_columns
from udplan.pure.paper.stykker_tal import numbers
from udplan.pure.status import Status, Statuses

_MOST_ATTENTION: Final = 12
_COLUMNS: Final = (
    Kolonne(""),
    Kolonne(_("All"), "antal"),
    Kolonne("X", "antal"),
    Kolonne(LABELS["i_gang"], "antal", _("Going")),
    Kolonne(LABELS["afventer"], "antal", _("Waits")),
    Kolonne(LABELS["ikke_startet"], "antal", _("Not yet")),
    Kolonne(LABELS["udgaaet"], "antal", _("Out")),
    *(Kolonne(word, "antal") for word in TRAFIKLYS.values()),
    Kolonne(_("Overdue"), "antal", _("Late")),
    Kolonne(_("Stale"), "antal", _("Old")),
)


def build(statuses: Statuses) -> tuple[Papir, ...]:
    """A paper for each plan asked for; the last one also has a line for each older plan that is still alive."""
    papers = [_paper(status) for status in statuses.chosen]
    if older := tuple(map(_older, statuses.older)):
        last = papers[-1]
        papers[-1] = Papir(last.navn, last.hoved, (*last.afsnit, Afsnit("andre", "", older)))
    return tuple(papers)


def _paper(status: Status) -> Papir:
    request = status.request
    found = basis(status.plan, status.plans, request)
    settings, counted = found.plan.settings, figures(found.plan, found.items, request.as_of)
    version = _("version {version}").format(version=request.version)
    head = Hoved(
        kommune=settings.kommune if settings else "",
        plan=found.plan.titel,
        titel="",
        opgjort=_("as of {date}").format(date=date_text(request.as_of)),
        intern=request.internal,
        oplysninger=(Oplysning("", ((version,),)),) if request.version else (),
    )
    sections = (
        Afsnit("tal", "", (*_facts(found, request, counted.i_alt), _counts(found, request, counted))),
        Afsnit("oekonomi", "", tuple(_money(found, counted))),
        Afsnit("aendringer", _("Since {label}").format(label=request.since_label), tuple(_news(found, request)))
        if request.since_label is not None
        else None,
        _attention(found, request),
    )
    return Papir("oversigt", head, tuple(each for each in sections if each is not None and each.blokke))


def _facts(found: Basis, request: ReportRequest, whole: Counts) -> Iterator[Blok]:
    """How many items there are, and what else to know of what is told."""
    facts: list[Text] = [
        plural("{count} item", "{count} items", whole.antal).format(count=number_text(whole.antal)),
        _finished(whole),
    ]
    if carried := whole.tilstande["viderefoert"]:
        facts.append(plural("{count} carried on", "{count} carried on", carried).format(count=number_text(carried)))
    yield Tekst((joined(" · ", *facts),))
    if found.closed:
        left_out = plural("{count} closed item is left out", "{count} closed items are left out", found.closed)
        yield Tekst((left_out.format(count=found.closed),))
    if unread := found.plan.unread:
        text = plural(
            "{count} file could not be read; see udplan check", "{count} files could not be read; see udplan check",
            unread,
        )  # fmt: skip
        yield Tekst((text.format(count=unread),), "mangler")
    if knows_more(found, request.as_of):
        yield Tekst((_("the plan's files hold information from after this day"),))
    if request.filter_text:
        yield Tekst((_("only {filter}").format(filter=request.filter_text),))


def _finished(whole: Counts) -> Text:
    """The share that bears the X, and of what: what has left the plan without it is not counted."""
    share = _("{share} finished").format(share=percent_text(whole.afsluttet, whole.af))
    if not whole.udeladt:
        return share
    states = joined(", ", *(LABELS[state].lower() for state in whole.udeladt))
    count = number_text(whole.af)
    return _("{finished} of the {count} that are not {states}").format(finished=share, count=count, states=states)


def _counts(found: Basis, request: ReportRequest, counted: Figures) -> Tabel:
    """The counts by type and in all; with an earlier status also what there was then, and the change."""
    rows = [Raekke((TYPER[name], *_numbers(counts))) for name, counts in counted.by_type.items()]
    in_all = _numbers(counted.i_alt)
    rows.append(Raekke((_("In all"), *in_all), "sum"))
    if (then := figures_then(found, request)) is not None:
        before = _numbers(then.i_alt)
        changes = (number - earlier for number, earlier in zip(in_all, before, strict=True))
        rows += (Raekke((_("Before"), *before), "foer"), Raekke((_("Change"), *changes), "aendring"))
    return Tabel("antal emner", _COLUMNS, tuple(rows))


def _numbers(counts: Counts) -> tuple[int, ...]:
    """The counts but those carried on, for which a terminal has no room: they are told above the table."""
    place = 1 + tuple(TILSTANDE).index("viderefoert")
    every = numbers(counts)
    return (*every[:place], *every[place + 1 :])


def _money(found: Basis, counted: Figures) -> Iterator[Blok]:
    """What is agreed, expected and realised, by type and year."""
    rows: list[Raekke] = []
    for name, of_type in counted.money.items():
        for side, money in _sides(of_type):
            if money.antal and money.years:
                rows += (
                    Raekke((joined(", ", TYPER[name], side),), "gruppe"),
                    Raekke((_("agreed"), *(year.aftalt for year in money.years))),
                    Raekke((_("expected"), *(year.forventet for year in money.years))),
                    Raekke((_("realised"), *(year.realiseret for year in money.years))),
                )
    if not rows:
        return
    yield Tabel("økonomi", (Kolonne(_("Money")), *year_columns(found.plan.years)), tuple(rows))
    if settings := found.plan.settings:
        sign = _("spending is positive") if settings.fortegn == "udgift_positiv" else _("spending is negative")
        yield note(joined(", ", settings.enhed, settings.prisniveau or "", sign))
    if missing := sum(money.udgifter.i_alt.ufastsat for money in counted.money.values()):
        text = plural(
            "{count} amount is not agreed yet and not counted",
            "{count} amounts are not agreed yet and not counted",
            missing,
        )
        yield note(text.format(count=number_text(missing)))


def _sides(of: Gross) -> Iterator[tuple[Text, Money]]:
    """Expenditure, income and what is net, where there is income; else all in one."""
    if of.indtaegter is None or of.netto is None:
        yield NOTHING, of.udgifter
    else:
        yield _("expenditure"), of.udgifter
        yield _("income"), of.indtaegter
        yield _("net"), of.netto


def _news(found: Basis, request: ReportRequest) -> Iterator[Blok]:
    """How many items each thing happened to, and which."""
    if request.only_dates:
        yield Tekst((_("by the dates in the files: finished and dropped items and moved deadlines"),))
    rows = []
    for kind, word in KINDS.items():
        ids = dict.fromkeys(each.ref.id for each in found.news if each.kind == kind and not each.is_confirmation)
        if ids:
            rows.append(Raekke((len(ids), word, " ".join(ids))))
    if rows:
        yield Tabel("nyheder", (Kolonne("", "antal"), Kolonne(""), Kolonne("", bredde=100)), tuple(rows))
    elif not found.news:
        yield Tekst((_("nothing finished, dropped or moved") if request.only_dates else _("nothing has happened"),))
    if request.gone:
        gone = plural(
            "{count} published item is no longer in the plan", "{count} published items are no longer in the plan",
            request.gone,
        )  # fmt: skip
        yield Tekst((gone.format(count=request.gone),))


def _attention(found: Basis, request: ReportRequest) -> Afsnit | None:
    told = needs_attention(found.items, found.plan.settings, request.as_of)
    if not told:
        return None
    blocks: list[Blok] = [Liste(tuple(Punkt(_attention_line(each)) for each in told[:_MOST_ATTENTION]))]
    if (more := len(told) - _MOST_ATTENTION) > 0:
        blocks.append(Tekst((_("and {count} more; see udplan list --overdue and --stale").format(count=more),)))
    return Afsnit("opmaerksomhed", _("Needs attention"), tuple(blocks))


def _attention_line(found: Attention) -> Linje:
    parts: list[Text | Lys] = []
    for reason in found.reasons:
        parts += (", " if parts else "", *_reason(reason, found))
    return (Nr(found.item.id), "  ", *(part for part in parts if part), f": {found.item.emne.titel}")


def _reason(reason: Reason, found: Attention) -> tuple[Text | Lys, ...]:
    emne = found.item.emne
    match reason:
        case "roed":
            return (Lys("roed", LABELS["roed"].lower()),)
        case "overskredet":
            return (_("the deadline {frist} has passed").format(frist=time_text(emne.frist) if emne.frist else ""),)
        case "foraeldet":
            if emne.opdateret is None:
                return (_("has no status yet"),)
            return (_("not updated since {date}").format(date=date_text(emne.opdateret)),)
        case "milepael":
            steps = listed(f"{milestone_name(each)} ({time_text(each.hvornaar)})" for each in found.milepaele)
            return (_("not reached: {steps}").format(steps=steps),)
        case "start":
            return (_("not begun {time}").format(time=time_text(emne.start) if emne.start else ""),)


def _older(status: Status) -> Tekst:
    found = basis(status.plan, status.plans, status.request)
    counts = figures(found.plan, found.items, status.request.as_of).i_alt
    facts: list[Text] = [
        _("{count} still open of {all}").format(count=number_text(counts.levende), all=number_text(counts.antal)),
        *(
            f"{number_text(number)} {TILSTANDE[state].lower()}"
            for state, number in counts.tilstande.items()
            if number and state not in FASER
        ),
        *(f"{counts.trafiklys[light]} {LABELS[light].lower()}" for light in ("gul", "roed") if counts.trafiklys[light]),
    ]
    if counts.overskredet:
        facts.append(_("{count} overdue").format(count=counts.overskredet))
    line = _("Also alive: {title}: {facts}").format(title=found.plan.titel, facts=joined(", ", *facts))
    return Tekst((line,))

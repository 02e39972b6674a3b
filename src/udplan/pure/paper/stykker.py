"""What every paper has in common: the head, the legend, and the words for times, counts, amounts and names."""

from collections.abc import Iterable
from typing import Final

from udplan.domain.emne import Milepael
from udplan.domain.settings import Foraeldelse, Settings
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import FORTEGN, Enhed, Trafiklys
from udplan.ground.danish import date_text, number_text
from udplan.pure.facts.basis import Basis, ReportRequest, knows_more
from udplan.pure.facts.treatments import committee_name
from udplan.pure.paper.papir import Afsnit, Hoved, Linje, Lys, Oplysning, Oplysninger, Tekst, Text

LATER: Final = "Planens filer indeholder oplysninger fra efter opgørelsesdatoen."
LUKKET: Final = "LUKKET"

_LIGHTS: Final[dict[Trafiklys, tuple[str, str]]] = {
    "groen": ("Grøn", "Forløber som planlagt."),
    "gul": ("Gul", "Der er risiko for forsinkelse, merudgift eller et ringere resultat."),
    "roed": ("Rød", "Tid, økonomi eller resultat ventes ikke nået som aftalt."),
}
_UNIT_BEHIND: Final[dict[Enhed, str]] = {"kr.": "kr.", "1.000 kr.": "(1.000 kr.)", "mio. kr.": "mio. kr."}


def hoved(
    found: Basis,
    request: ReportRequest,
    titel: str,
    *,
    sag: str = "",
    til_moede: bool = False,
    med_beloeb: bool = True,
) -> Hoved:
    """The head of a paper with this title; `sag` is the name of the case, where that is not the plan's.

    One that is `til_moede` names the meeting that its round goes to; one without amounts has no unit to tell.
    """
    plan, settings = found.plan, found.plan.settings
    moede = ""
    if til_moede and found.round is not None and (day := found.round.runde.moede) is not None:
        committee = f" i {committee_name(settings, udvalg)}" if (udvalg := found.round.runde.udvalg) else ""
        moede = f"mødet{committee} den {date_text(day)}"
    name = sag or (settings.titel if settings else plan.name)
    closed = f"{count_text(found.closed, 'lukket emne', 'lukkede emner')} er udeladt" if found.closed else ""
    broken = plan.unread
    opgjort = f"Opgjort pr. {date_text(request.as_of)}"
    facts = (
        ("Version", request.version),
        ("Beløb", unit_text(settings) if med_beloeb else ""),
        ("Fortegn", FORTEGN[settings.fortegn] if settings and med_beloeb else ""),
        ("Udsnit af planen", f"Kun {request.filter_text}" if request.filter_text else ""),
        ("Lukkede emner", closed),
        ("Fejl i planen",
         f"{count_text(broken, 'emne', 'emner')} indgår ikke, fordi filen har fejl" if broken else ""),
        ("Forbehold", LATER if knows_more(found, request.as_of) else ""),
    )  # fmt: skip
    sentences = [sentence(f"{name}, {titel[:1].lower()}{titel[1:]}"), f"{opgjort}."]
    if request.version:
        sentences.append(sentence(f"Version: {request.version}"))
    if closed:
        sentences.append(f"{closed}.")
    return Hoved(
        kommune=settings.kommune if settings else "",
        plan=name,
        titel=titel,
        opgjort=opgjort,
        moede=moede,
        intern=request.internal,
        oplysninger=tuple(Oplysning(word, ((text,),)) for word, text in facts if text),
        fod=" ".join((*sentences, "De anførte tidspunkter er vejledende.")),
    )


def laesevejledning(settings: Settings | None) -> Afsnit:
    """What the signs and words of a report mean."""
    days = settings.foraeldelse if settings else Foraeldelse()
    words: tuple[tuple[str | Lys, str], ...] = (
        ("X", "Emnet er afsluttet. Dato og grundlag står under status."),
        ("Udgået", "Emnet er taget ud af planen ved en politisk beslutning."),
        ("Videreført", "Emnet fortsætter som et andet emne, i en senere plan eller i samme plan."),
        *((lys(code), meaning) for code, (_word, meaning) in _LIGHTS.items()),
        ("Frist overskredet", "Hele den angivne frist ligger før opgørelsesdatoen."),
        ("Ikke opdateret",
         f"Status er ikke bekræftet de seneste {days.halvaar} dage"
         f" ({days.maaned} dage for emner i direktionens fokus), eller emnet skulle være startet, og status er ikke"
         " bekræftet siden da. Et emne uden start og frist skal have en status, når det første år med beløb er gået."),
        ("Tidspunkter", "De anførte tidspunkter er vejledende."),
    )  # fmt: skip
    pairs = tuple(Oplysning(word, ((meaning,),)) for word, meaning in words)
    return Afsnit("laesevejledning", "Læsevejledning", (Oplysninger(pairs, signatur=True),))


def lys(code: Trafiklys) -> Lys:
    """A light with its word."""
    return Lys(code, _LIGHTS[code][0])


def note(text: Text) -> Tekst:
    """A remark."""
    return Tekst((text,), "note")


def tomt(text: str) -> Tekst:
    """That there is nothing to show, and of what."""
    return Tekst((text,), "tomt")


def time_text(time: Tidspunkt) -> str:
    """A vejledende time as written, a bare ISO date as a Danish reader has it."""
    if time.start is not None and time.tekst == time.start.isoformat():
        return date_text(time.start)
    return time.tekst


def count_text(count: int, one: str, many: str) -> str:
    """`1 emne` or `12 emner`."""
    return f"{number_text(count)} {one if count == 1 else many}"


def amount_text(amount: int, settings: Settings | None) -> str:
    """An amount with its unit, the same number and the same word as in the tables: `2.500 (1.000 kr.)`."""
    unit = _UNIT_BEHIND[settings.enhed] if settings else ""
    return f"{number_text(amount)} {unit}".rstrip()


def unit_text(settings: Settings | None) -> str:
    """What the amounts of a table are, as `1.000 kr., 2025-pl`."""
    if settings is None:
        return ""
    return f"{settings.enhed}, {settings.prisniveau}" if settings.prisniveau else settings.enhed


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with one already, as `1.000 kr.` does."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def milestone_name(step: Milepael) -> str:
    """What a milestone is called, without a full stop: its time follows."""
    return step.hvad.rstrip(".")


def left_out_text(found: Basis) -> str:
    """What no number of the paper counts, to stand beside the numbers; empty where nothing is left out."""
    return (
        f"{count_text(found.closed, 'lukket emne', 'lukkede emner')} i planen er ikke talt med." if found.closed else ""
    )


def listed(words: Iterable[str], last_word: str = "og") -> str:
    """`a, b og c`."""
    *before, last = list(words) or [""]
    return f"{', '.join(before)} {last_word} {last}" if before else last


def joined(lines: Iterable[Linje], between: str = " ") -> Linje:
    """Lines as one."""
    parts: list[object] = []
    for line in lines:
        if parts:
            parts.append(between)
        parts += line
    return tuple(parts)  # type: ignore[arg-type]


def anchor(item_id: str) -> str:
    """The name by which a link on the same page finds the item."""
    return "emne-" + "".join(char if char.isalnum() else "-" for char in item_id)

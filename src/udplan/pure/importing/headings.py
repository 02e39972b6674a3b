"""What a column's heading says its cells are."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from udplan.domain.emne import Emne
from udplan.domain.vocabulary import MONEY_KEYS
from udplan.ground.danish import fold

NR: Final = "nr"
TYPE: Final = "type"
TEXT: Final = "tekst"
LEFT_OUT: Final = "udelad"
ROW_TOTAL: Final = "i_alt"
"""What a column can be besides a key: the item's number, its type, more text, nothing, the sum of its years."""

PLAIN_TEXTS: Final = ("beskrivelse", "proces", "status", "snitflade")
"""Keys that take whatever a cell says; several columns may go there."""
_KEYS: Final = (
    *("titel", "aftalepunkt", "udvalg", "omraade", "ansvarlig", "medansvarlige", "opdateret", "fase", "afsluttet"),
    *("udgaaet", "trafiklys", "risici", "start", "frist", "behandling", "temaer", "direktionsfokus", "varighed"),
    *("kategori", "styringsomraade", "verdensmaal", "strategier", "sag", "lukket", *PLAIN_TEXTS),
)
assert set(_KEYS) <= set(Emne.model_fields)
TARGETS: Final = (NR, TYPE, *_KEYS, *MONEY_KEYS, ROW_TOTAL, TEXT, LEFT_OUT)
"""All that a column can be; amounts have a year after them, as in `beloeb.2025`."""

_HEADINGS: Final[Mapping[str, str]] = {
    NR: "nr, nummer, id, lb nr, lbnr, loebenr, loebenummer, emnenr, emnenummer, projektnr, forslagsnr, forslag nr, #",
    TYPE: "type, art, emnetype",
    "titel": (
        "titel, emne, emner, navn, overskrift, projekt, projektnavn, projekttitel, forslag, indsats, aktivitet, "
        "tiltag, opgave, note, bevillingsnote, budgetnote, hensigtserklaering, anlaegsprojekt, driftsaendring, "
        "raaderumsforslag, initiativ, sag og emne, emnetitel"
    ),
    "aftalepunkt": "aftalepunkt, punkt, pkt, punkt i aftalen, punkt i budgetaftalen, aftale punkt",
    "udvalg": "udvalg, fagudvalg, politisk udvalg, ansvarligt udvalg, staaende udvalg",
    "omraade": "direktoeromraade, omraade, forvaltning, forvaltningsomraade, direktoromraade",
    "ansvarlig": (
        "ansvarlig, ansvarlige, ansvarlig enhed, tovholder, ejer, projektleder, budgetansvarlig, ansvarlig chef, "
        "ansvarlig leder, hvem, ansvar"
    ),
    "medansvarlige": "medansvarlig, medansvarlige, oevrige ansvarlige, samarbejde",
    "beskrivelse": (
        "beskrivelse, indhold, formaal, baggrund, kort beskrivelse, emnebeskrivelse, kort om, kort om projektet, hvad"
    ),
    "proces": (
        "proces, plan, handleplan, plan for udmoentning, plan for implementering, implementeringsplan, "
        "udmoentningsplan, udmoentning, proces og tidsplan, tidsplan, handling, fremgangsmaade, hvordan"
    ),
    "status": "status, statusbeskrivelse, aktuel status, status paa udmoentning, hvor langt er vi, fremdrift",
    "opdateret": "opdateret, sidst opdateret, senest opdateret, dato for status, statusdato",
    "fase": "fase, tilstand, stade, statuskode",
    "trafiklys": "trafiklys, lys, smiley, farve, rag, groen gul roed",
    "risici": "risiko, risici, udfordringer",
    "start": "start, startdato, begyndelse, opstart, igangsaettes, starttidspunkt",
    "frist": (
        "frist, deadline, tidsfrist, slutdato, slut, tid, tidspunkt, tidshorisont, termin, forventet afsluttet, "
        "forventet faerdig, faerdig senest, sluttidspunkt, hvornaar"
    ),
    "afsluttet": "afsluttet, x, faerdig, afsluttet maaned, udfoert, implementeret, gennemfoert, afsluttet dato",
    "udgaaet": "udgaaet, bortfaldet",
    "behandling": "behandling, politisk behandling, kommende politisk behandling, kommende behandling",
    "strategier": "strategi, strategier, strategisk reference, strategisk ophaeng, strategireference",
    "temaer": "tema, temaer, tvaergaaende tema",
    "varighed": "varighed, varig engangs",
    "kategori": "kategori",
    "styringsomraade": "styringsomraade, ramme, udgiftstype",
    "verdensmaal": "verdensmaal, fns verdensmaal, fn's verdensmaal, sdg",
    "direktionsfokus": "direktionsfokus, direktionens fokus",
    "snitflade": "snitflade, snitflader",
    "sag": "sag, sagsnr, sagsnummer, journalnr",
    "lukket": "lukket, fortrolig, lukket punkt, lukket for offentligheden",
    ROW_TOTAL: "i alt, ialt, sum, total, samlet, beloeb i alt, i alt alle aar",
    TEXT: "bemaerkning, bemaerkninger, kommentar, kommentarer, noter, andet, supplerende",
}
_KEY_OF: Final = {word.strip(): key for key, words in _HEADINGS.items() for word in words.split(",")}
_LEADING: Final = frozenset(
    ("ansvarlig", "beskrivelse", "proces", "status", "trafiklys", "frist", "deadline", "udvalg", "afsluttet")
)
_MONEY_WORDS: Final[Mapping[str, str]] = {
    "forventet": "forventet|forventning|forventes|skoen|prognose",
    "realiseret": "realiseret|realiseres|forbrug|forbrugt|opnaaet|regnskab",
    "beloeb": "beloeb|budget|vedtaget|aftalt|oprindeligt|overslag|overslagsaar|budgetaar|aar|oekonomi|bo|b|virkning",
}
_UNIT_WORDS: Final = r"\b(?:i|er|hele|1000|kr|tkr|mio|mkr|kroner|dkk|t|netto|brutto|pl|priser)\b"
_YEAR: Final = re.compile(r"(?:19|20|21)\d{2}")
_LONGEST: Final = 80


def heading_words(text: str) -> str:
    """A heading in folded spelling, without what stands in parentheses, stops and marks."""
    plain = re.sub(r"\(([^()]*)\)", " ", fold(text)) or fold(text)
    return " ".join(re.sub(r"[.,:;?*/_\"”“’]|(?<![a-z])-|-(?![a-z])", " ", plain).split())


def target_of(text: str) -> str | None:
    """The key, or other thing, that a heading means, also one that is misspelt; None where it means none."""
    if (key := exact_target(text)) is not None or len(text) > _LONGEST:
        return key
    words = heading_words(text)
    # `Ansvarlig forvaltning` and `Status i dag` are what their first word says.
    if (first := words.partition(" ")[0]) in _LEADING:
        return _KEY_OF[first]
    near = get_close_matches(words, [known for known in _KEY_OF if len(known) > 4], n=1, cutoff=0.88)
    return _KEY_OF[near[0]] if near else None


@lru_cache(maxsize=8192)
def exact_target(text: str) -> str | None:
    """What a heading means that is spelled as one knows it; None for any other text."""
    if not text or len(text) > _LONGEST:
        return None
    words = heading_words(text) or heading_words(text.replace("(", "").replace(")", ""))
    if (year := _amount_target(text)) is not None:
        return year
    if (key := _KEY_OF.get(words) or _KEY_OF.get(words.replace(" ", ""))) is not None:
        return key
    shortened = re.sub(r"\b(?:pr|ultimo|medio|primo|den)\b.*$", "", words).strip()
    return _KEY_OF.get(shortened) if shortened != words else None


def _amount_target(text: str) -> str | None:
    """`beloeb.2025` for a heading that is a year, perhaps with words for money; None for any other."""
    folded = re.sub(r"[.,:;()/*\"]|-", " ", fold(text))
    words = re.sub(r"\b(b|bo|r)\s?(\d{2}|\d{4})\b", r"\1 \2", folded)
    words = " ".join(re.sub(_UNIT_WORDS, " ", re.sub(r"\b1 000\b", " ", words)).split())
    years = _YEAR.findall(words)
    kind = _money_kind(words)
    rest = words
    for pattern in _MONEY_WORDS.values():
        rest = re.sub(rf"\b(?:{pattern})\b", " ", rest)
    rest = rest.strip()
    if len(years) == 1 and rest == years[0]:
        return f"{kind}.{years[0]}"
    if re.fullmatch(r"[2-9]\d", rest) and re.search(r"\b(?:b|bo|budget|overslag|regnskab|r)\b", words):
        return f"{kind}.20{rest}"
    return None


def _money_kind(words: str) -> str:
    return next((kind for kind, pattern in _MONEY_WORDS.items() if re.search(rf"\b(?:{pattern})\b", words)), "beloeb")


def is_target(text: str, years: Collection[int]) -> bool:
    """Whether a column can be this."""
    key, dot, year = text.partition(".")
    if key in MONEY_KEYS:
        return bool(dot) and year.isdigit() and int(year) in years
    return not dot and text in TARGETS

"""The words of a table that stand for codes: states, lights, committees, types and yes or no."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from udplan.domain.plan import Plan
from udplan.domain.vocabulary import (
    ENHED,
    KATEGORIER,
    STYRINGSOMRAADER,
    TILSTANDE,
    TRAFIKLYS,
    TYPER,
    VARIGHEDER,
    Enhed,
)
from udplan.ground.danish import fold
from udplan.pure.importing.headings import TYPE

LISTS: Final = ("temaer", "strategier")
"""Keys that take several codes."""
_COMMITTEE: Final = re.compile(r"s?udvalg(?:et)?$")
_ALIKE: Final = 0.8
CODED: Final = ("udvalg", "omraade", *LISTS, TYPE, "fase", "trafiklys", "varighed", "kategori", "styringsomraade")
"""What stands for codes; the mapping says which word means which."""

_SPELLINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "fase": {
        "ikke_startet": (
            "ikke startet|ikke igangsat|ikke paabegyndt|ikke begyndt|ej startet|ej paabegyndt|planlagt|ustartet|"
            "ikke sat i gang"
        ),
        "i_gang": (
            "i gang|igang|igangvaerende|igangsat|paabegyndt|startet|under udfoerelse|under udmoentning|i proces|koerer|"
            "sat i gang|delvist gennemfoert|delvist udmoentet"
        ),
        "afventer": "afventer|venter|paa hold|sat paa pause|udskudt|stillet i bero|i bero",
        "afsluttet": "afsluttet|faerdig|udfoert|gennemfoert|implementeret|udmoentet|faerdiggjort|lukket|slut|x",
        "udgaaet": "udgaaet|bortfaldet|opgivet|udgaar|bortfalder|annulleret",
    },
    "trafiklys": {
        "groen": "groen|groent|groenne|green|g|\U0001f7e2|\U0001f642|\U0001f600|\u263a|:)|:-)",
        "gul": "gul|gult|gule|yellow|amber|\U0001f7e1|\U0001f610",
        "roed": "roed|roedt|roede|red|r|\U0001f534|\U0001f641|\u2639|:(|:-(",
    },
    TYPE: {
        "driftsaendringer": "drift|driftsaendring|driftsaendringer|d|aendringer i driften",
        "raaderumsforslag": "raaderum|raaderumsforslag|r|raaderumskatalog",
        "anlaegsprojekter": "anlaeg|anlaegsprojekt|anlaegsprojekter|a|anlaegsforslag",
        "hensigtserklaeringer": "hensigt|hensigtserklaering|hensigtserklaeringer|h",
    },
}
_YES: Final = frozenset(
    ("x", "ja", "j", "1", "true", "sand", "ok", "\u2713", "\u2714", "\u2611", "\u2612", "\u2705", "(x)", "v")
)
_NO: Final = frozenset(("nej", "n", "0", "false", "falsk", "-", "\u2013", "\u2610"))
_SECTION_LEAD: Final = re.compile(r"^(?:[a-z0-9]{1,2}(?:\.[0-9]+)*[.):]?\s+|afsnit \d+[.:]?\s*)")
_SECTION_TAIL: Final = re.compile(r"[\s:]*(?:\(?(?:19|20)\d{2}(?:\s?[-/]\s?\d{2,4})?\)?)?[\s:.]*$")


@dataclass(frozen=True)
class Known:
    """What the plan that the items go to knows: its years, its unit, its codes with their labels, its numbers."""

    years: tuple[int, ...]
    unit: Enhed
    codes: Mapping[str, Mapping[str, Sequence[str]]]
    points: frozenset[str]
    titles: Mapping[tuple[str, str], str]
    """The id of each item that is there by its type and its folded title."""
    used: frozenset[str]
    """Numbers that the plan has, or that git has ever seen in it."""

    def codes_for(self, key: str) -> Mapping[str, Sequence[str]]:
        """The codes that a key can have."""
        return self.codes.get(key, {})


def known_of(plan: Plan, used: frozenset[str]) -> Known:
    """What a plan knows."""
    said = plan.settings_data

    def labels(name: str) -> dict[str, list[str]]:
        return {code: [_label(value)] for code, value in dict(said.get(name, {})).items()}

    fixed: dict[str, Mapping[Any, str]] = {
        "varighed": VARIGHEDER, "kategori": KATEGORIER, "styringsomraade": STYRINGSOMRAADER, TYPE: TYPER,
        "fase": TILSTANDE, "trafiklys": TRAFIKLYS,
    }  # fmt: skip
    codes: dict[str, Mapping[str, Sequence[str]]] = {
        key: {str(code): [label] for code, label in words.items()} for key, words in fixed.items()
    }
    codes |= {"udvalg": labels("udvalg"), "omraade": labels("omraader")}
    codes |= {name: labels(name) for name in LISTS}
    aftale = said.get("aftale", {})
    titles: dict[tuple[str, str], str] = {(item.type, fold(item.titel)): item.id for item in plan.items}
    return Known(
        plan.years, said.get("enhed", ENHED), codes, frozenset(map(str, aftale.get("punkter", {}))), titles,
        used,
    )  # fmt: skip


def _label(value: Any) -> str:
    return str(value.get("navn", "")) if isinstance(value, dict) else str(value)


def code_of(key: str, word: str, known: Known) -> str | None:
    """The code that a word certainly means: a code, a label, or a spelling of one; None where it means none."""
    wanted = _plain(word)
    if not wanted:
        return None
    codes = known.codes_for(key)
    for code, labels in codes.items():
        if wanted in (_plain(code), *map(_plain, labels)):
            return code
    for code, spellings in _SPELLINGS.get(key, {}).items():
        if wanted in spellings.split("|"):
            return code
    return None


def likely_code(key: str, word: str, known: Known) -> str | None:
    """The one code that a word which is none must be nearest to; None where none is, or several are."""
    if key not in ("udvalg", "omraade", *LISTS) or len(fold(word)) < 4:
        return None
    wanted = _core(word)
    near = [
        code
        for code, labels in known.codes_for(key).items()
        if any(_is_like(wanted, _core(name)) for name in (code, *labels))
    ]
    return near[0] if len(near) == 1 else None


def _core(name: str) -> str:
    """A name without what all committees are called."""
    return _COMMITTEE.sub("", fold(name)) or fold(name)


def _is_like(wanted: str, name: str) -> bool:
    return wanted in name or SequenceMatcher(None, wanted, name).ratio() >= _ALIKE


def truth_of(word: str) -> bool | None:
    """Whether a cell says yes or no; None where it says something else."""
    wanted = fold(word).rstrip(".")
    return True if wanted in _YES else False if wanted in _NO else None


def section_of(title: str, known: Known) -> dict[str, str] | None:
    """What a title in a table, or a sheet's name, says of the items below it: their type, committee or area."""
    words = _SECTION_TAIL.sub("", _SECTION_LEAD.sub("", fold(title))) or fold(title)
    if len(words) < 2:
        return None
    for key in (TYPE, "udvalg", "omraade"):
        if (code := code_of(key, words, known) or code_of(key, title, known)) is not None:
            return {key: code}
    return None


def _plain(text: str) -> str:
    """A word in folded spelling, with `_` as a blank and without a stop at its end."""
    return fold(text).replace("_", " ").strip(" .*")

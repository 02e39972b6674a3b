"""The mapping: how a table is to be understood, as the small file that `udplan import` proposes and people correct."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final, Literal, TypeVar, get_args

from udplan.domain.vocabulary import Enhed
from udplan.ground.danish import fold
from udplan.ground.message import Message, Text, _
from udplan.ground.problem import KeyPath
from udplan.pure.importing.amounts import Mark
from udplan.pure.importing.headings import TARGETS, TYPE, is_target
from udplan.pure.importing.words import CODED, Known

Value = TypeVar("Value")

UNDECIDED: Final = "uafklaret"
"""What a proposal says where only people can decide."""
Numbers = Literal["fra_filen", "nye"]
Sign = Literal["uaendret", "omvendt"]

IF_EMPTY: Final = (
    "udvalg",
    "omraade",
    "ansvarlig",
    "proces",
    "status",
    "fase",
    "trafiklys",
    "grundlag",
    "beslutning",
    TYPE,
)
"""What `hvis_tom` can say for all items whose row says nothing of it."""
SECTION_KEYS: Final = (TYPE, "udvalg", "omraade")
"""What a title above rows can say of them."""


@dataclass(frozen=True, slots=True)
class Money:
    """How a table writes amounts."""

    enhed: Enhed = "1.000 kr."
    decimaltegn: Mark = ","
    fortegn: Sign = "uaendret"
    afrund: bool = False


@dataclass(frozen=True)
class Mapped:
    """How a table is to be understood. Words and headings are compared in folded spelling."""

    columns: Mapping[str, str]
    """A heading, and the key that it is."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each coded key, a word of the table and the code it means."""
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """A title above rows, or a sheet's name, and what it says of them."""
    money: Money = field(default_factory=Money)
    numbers: Numbers = "fra_filen"
    day: date | None = None
    """When status was last confirmed, and when an X that says no day was set."""
    if_empty: Mapping[str, str] = field(default_factory=dict)

    def target(self, heading: str) -> str | None:
        """What a heading is; None for one that the mapping does not have."""
        return self._columns.get(fold(heading))

    def code(self, key: str, word: str) -> str | None:
        """The code that a word means; None where the mapping does not say."""
        return self._words.get(key, {}).get(fold(word))

    def otherwise(self, key: str) -> str | None:
        """What items say under a key of which their rows say nothing; None where that is not decided."""
        said = self.if_empty.get(key, UNDECIDED)
        return None if said == UNDECIDED else said

    def section(self, title: str) -> Mapping[str, str] | None:
        """What a title says of the rows below it; None where it is none that the mapping has."""
        return self._sections.get(fold(title))

    @cached_property
    def _columns(self) -> Mapping[str, str]:
        return _folded(self.columns)

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, str]]:
        return {key: _folded(words) for key, words in self.words.items()}

    @cached_property
    def _sections(self) -> Mapping[str, Mapping[str, str]]:
        return _folded(self.sections)


def _folded(entries: Mapping[str, Value]) -> dict[str, Value]:
    return {fold(name): value for name, value in reversed(list(entries.items()))}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a mapping, at a key."""

    keys: KeyPath
    message: Message
    hint: Text


_PARTS: Final = ("kolonner", "ord", "afsnit", "beloeb", "numre", "dag", "hvis_tom")


def data_of(mapping: Mapped) -> dict[str, Any]:
    """A mapping as plain data, in the order in which its file has it."""
    money = mapping.money
    data: dict[str, Any] = {
        "kolonner": dict(mapping.columns),
        "ord": {key: dict(words) for key, words in mapping.words.items()},
        "afsnit": {title: dict(said) or UNDECIDED for title, said in mapping.sections.items()},
        "beloeb": {
            "enhed": money.enhed, "decimaltegn": money.decimaltegn, "fortegn": money.fortegn,
            "afrund": "ja" if money.afrund else "nej",
        },
        "numre": mapping.numbers,
        "dag": mapping.day.isoformat() if mapping.day else UNDECIDED,
        "hvis_tom": dict(mapping.if_empty),
    }  # fmt: skip
    return {key: value for key, value in data.items() if value}


def mapping_from_data(data: Any, known: Known) -> tuple[Mapped, list[Fault]]:
    """The mapping that a file's data is, and what is wrong in it."""
    if not isinstance(data, dict):
        fault = Fault((), _("the mapping must be divided into keys, such as `kolonner: …`"), _hint_of_parts())
        return Mapped({}), [fault]
    faults = [
        Fault((key,), _("`{key}` is not a part of a mapping").format(key=key), _near(key, _PARTS) or _hint_of_parts())
        for key in data
        if key not in _PARTS
    ]
    parts = {key: value for key, value in data.items() if key in ("kolonner", "ord", "afsnit", "beloeb", "hvis_tom")}
    for key, value in parts.items():
        if not isinstance(value, dict):
            faults.append(
                Fault(
                    (key,), _("`{key}` must hold lines with a name and a value").format(key=key), _("see the proposal")
                )
            )
            data = {**data, key: {}}
    faults += _faults_of_columns(data.get("kolonner", {}), known)
    faults += _faults_of_words(data.get("ord", {}), known)
    faults += _faults_of_sections(data.get("afsnit", {}), known)
    faults += _faults_of_rest(data, known)
    return (Mapped({}) if faults else _mapping(data)), faults


def _mapping(data: Mapping[str, Any]) -> Mapped:
    money = {key: str(value) for key, value in data.get("beloeb", {}).items()}
    if "afrund" in money:
        money["afrund"] = _truth(money["afrund"])  # type: ignore[assignment]
    day = str(data.get("dag", UNDECIDED))
    return Mapped(
        {str(name): str(key) for name, key in data.get("kolonner", {}).items()},
        {key: {str(word): str(code) for word, code in words.items()} for key, words in data.get("ord", {}).items()},
        {title: dict(said) if isinstance(said, dict) else {} for title, said in data.get("afsnit", {}).items()},
        Money(**money),  # type: ignore[arg-type]
        data.get("numre", "fra_filen"),
        None if day == UNDECIDED else date.fromisoformat(day),
        {key: str(value) for key, value in data.get("hvis_tom", {}).items()},
    )


def _faults_of_columns(columns: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    for name, key in columns.items():
        if is_target(str(key), known.years):
            continue
        message = _("{value} is nothing that a column can be").format(value=key)
        money = str(key).partition(".")[0] in ("beloeb", "forventet", "realiseret")
        example = f"beloeb.{known.years[0]}" if known.years else "beloeb.2025"
        hint = _("an amount is of one of the plan's years: {example}").format(example=example) if money else ""
        yield Fault(("kolonner", name), message, hint or _near(str(key), TARGETS) or _known(TARGETS))


def _faults_of_words(words: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    for key, codes in words.items():
        if key not in CODED or not isinstance(codes, dict):
            yield Fault(
                ("ord", key), _("{value} has no words that stand for codes").format(value=key),
                _near(key, CODED) or _known(CODED),
            )  # fmt: skip
            continue
        for word, code in codes.items():
            if str(code) != UNDECIDED and str(code) not in known.codes_for(key):
                yield _not_a_code(("ord", key, word), key, code, known)


def _faults_of_sections(sections: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    for title, said in sections.items():
        if said == UNDECIDED:
            continue
        for key, code in said.items() if isinstance(said, dict) else [(str(said), "")]:
            if key not in SECTION_KEYS:
                message = _("a title can say `type`, `udvalg` or `omraade`, not {value}").format(value=key)
                yield Fault(("afsnit", title), message, _("write {example}").format(example="{type: anlaegsprojekter}"))
            elif str(code) not in known.codes_for(key):
                yield _not_a_code(("afsnit", title, key), key, code, known)


def _faults_of_rest(data: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    choices = {
        ("beloeb", "enhed"): get_args(Enhed),
        ("beloeb", "decimaltegn"): get_args(Mark),
        ("beloeb", "fortegn"): get_args(Sign),
        ("beloeb", "afrund"): ("ja", "nej"),
        ("numre",): get_args(Numbers),
    }
    for key in data.get("beloeb", {}):
        if ("beloeb", key) not in choices:
            names = [keys[-1] for keys in choices if len(keys) == 2]
            message = _("`{key}` is not a part of a mapping").format(key=f"beloeb.{key}")
            yield Fault(("beloeb", key), message, _known(names))
    for keys, options in choices.items():
        value = data.get(keys[0], {}).get(keys[1]) if len(keys) == 2 else data.get(keys[0])
        if isinstance(value, bool):
            value = "ja" if value else "nej"
        if value is not None and str(value) not in options:
            yield Fault(keys, _("{value} is not one of the choices").format(value=value), _known(options))
    day = str(data.get("dag", UNDECIDED))
    if day != UNDECIDED and not _is_day(day):
        yield Fault(("dag",), _("{value} is not a date").format(value=day), _("write it as 2025-05-31"))
    for key, value in data.get("hvis_tom", {}).items():
        if key not in IF_EMPTY:
            message = _("`hvis_tom` cannot say {value} for all").format(value=key)
            yield Fault(("hvis_tom", key), message, _near(key, IF_EMPTY) or _known(IF_EMPTY))
        elif key in CODED and str(value) != UNDECIDED and str(value) not in known.codes_for(key):
            yield _not_a_code(("hvis_tom", key), key, value, known)


def _not_a_code(keys: KeyPath, key: str, code: object, known: Known) -> Fault:
    codes = tuple(known.codes_for(key))
    message = _("{value} is not a code of `{key}`").format(value=code, key=key)
    return Fault(keys, message, _near(str(code), codes) or _known(codes))


def _near(value: str, options: tuple[str, ...]) -> Text:
    near = get_close_matches(value, options, n=1)
    return _("did you mean `{near}`?").format(near=near[0]) if near else ""


def _known(options: Any) -> Message:
    return _("known: {values}").format(values=", ".join(options))


def _hint_of_parts() -> Message:
    return _known(_PARTS)


def _truth(text: str) -> bool:
    return text in ("ja", "True", "true")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10

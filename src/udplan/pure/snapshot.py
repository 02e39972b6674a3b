"""A plan at one moment as plain data: what its files say, without comments, the order of keys and the layout."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from udplan.domain.ref import Ref
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import ROUNDS_FOLDER, TYPER

if TYPE_CHECKING:  # the models need pydantic, which comparing two snapshots does without
    from udplan.domain.emne import Record
    from udplan.domain.plan import Plan

Data = Mapping[str, Any]
SETTINGS: Final = "plan.yaml"
"""The name of a plan's settings among its parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a plan. An item's `folder` is its type, a round's `runder`, that of plan.yaml empty."""

    folder: str
    slug: str
    data: Data

    @property
    def is_item(self) -> bool:
        return self.folder in TYPER

    @property
    def titel(self) -> str:
        return str(self.data.get("titel", ""))

    @property
    def lukket(self) -> bool:
        """Closed to the public."""
        return bool(self.is_item and "lukket" in self.data)

    @property
    def texts(self) -> list[str]:
        """Every text of the file, and what it is called."""
        return [*_texts_in(self.data.values()), self.slug]


@dataclass(frozen=True)
class Snapshot:
    """A plan's parts by name: an item's id, `plan.yaml`, `runder/2025-05`. `unread` could not be understood."""

    plan: str
    parts: Mapping[str, Part]
    unread: frozenset[str] = frozenset()

    @property
    def settings(self) -> Data:
        """What plan.yaml says; nothing where there is none that can be understood."""
        return self.parts[SETTINGS].data if SETTINGS in self.parts else {}

    def closed(self) -> Iterator[Ref]:
        """The items closed to the public, and those that may be because their files cannot be understood."""
        yield from (Ref(self.plan, name) for name, part in self.parts.items() if part.lukket)
        yield from (Ref(self.plan, name) for name in self.unread if is_item_name(name))


def snapshot_of(plan: "Plan") -> Snapshot:
    """A loaded plan as plain data."""
    parts = {item.id: Part(item.type, item.slug, plain_data(item.emne)) for item in plan.items}
    if plan.settings is not None:
        parts[SETTINGS] = Part("", "", plain_data(plan.settings))
    parts |= {round_name(each.name): Part(ROUNDS_FOLDER, "", plain_data(each.runde)) for each in plan.rounds}
    unread = plan.broken | {round_name(name) for name in plan.broken_rounds}
    return Snapshot(plan.name, parts, unread if plan.settings is not None else unread | {SETTINGS})


def round_name(stem: str) -> str:
    """A round's name among a plan's parts."""
    return f"{ROUNDS_FOLDER}/{stem}"


def is_item_name(name: str) -> bool:
    """Whether a part's name is an item's id."""
    return name != SETTINGS and not name.startswith(f"{ROUNDS_FOLDER}/")


def _texts_in(values: Iterable[Any]) -> list[str]:
    """Every text inside values of any kind."""
    found: list[str] = []
    _collect(values, found)
    return found


def _collect(values: Iterable[Any], found: list[str]) -> None:
    # Appending is several times as fast as nested generators, and whole plans pass through here.
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            _collect(value.values(), found)
        elif isinstance(value, list):
            _collect(value, found)


def plain_data(record: "Record") -> dict[str, Any]:
    """What a file says as plain data, without the keys it leaves out; times as they were written."""
    return {key: _plain(value) for key, value in record if key in record.model_fields_set and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Tidspunkt):
        return value.tekst
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if hasattr(value, "model_fields_set"):
        return {key: _plain(inner) for key, inner in value if inner is not None}
    return value

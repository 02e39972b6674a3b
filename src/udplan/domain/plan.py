"""All plans at a moment. What a file says is understood when it is first asked for.

Which files are parts of a plan follows from their names alone; nothing is read to know that. So two moments can be
compared by the versions of their parts, and listing and comparing load no models.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeVar

from udplan.domain.names import DEFAULT_PATTERN, SETTINGS, Ref, ref_from_text, round_name, settings_path
from udplan.domain.vocabulary import ENDER, ROUNDS_FOLDER, TYPER, Tilstand, Type
from udplan.ground.order import natural_order

if TYPE_CHECKING:  # the models need pydantic, which only those pay for who ask for them
    from udplan.domain.emne import Emne, Record
    from udplan.domain.runde import Runde
    from udplan.domain.settings import Settings

    Model = TypeVar("Model", bound=Record)

__all__ = ["Data", "Item", "Part", "Plan", "Plans", "Ref", "Round", "prepare", "ref_from_text"]

Data = Mapping[str, Any]
"""What a file says as plain data: without comments, the order of keys and the layout; days and times as written."""

_LIVE: Final = "fase"
_ORDER: Final = {folder: place for place, folder in enumerate((*TYPER, "", ROUNDS_FOLDER))}


class Files(Protocol):
    """The files that a plan's parts are read from."""

    def version(self, path: str) -> str:
        """The id of the file's bytes, as git names them."""

    def data(self, path: str) -> Data | None:
        """What the file says; None for one that cannot be understood."""

    def model(self, path: str, kind: "type[Model]") -> "Model":
        """What the file says, as a model; the same bytes are one model at all moments."""

    def prepare(self, paths: Iterable[str]) -> None:
        """Read these at once, where many will be asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """Files that say just this, wherever it is from; their version is empty, and so equal to no other."""

    by_path: Mapping[str, Data]

    def version(self, path: str) -> str:
        """See `Files.version`."""
        return ""

    def data(self, path: str) -> Data | None:
        """See `Files.data`."""
        return self.by_path.get(path)

    def model(self, path: str, kind: "type[Model]") -> "Model":
        """See `Files.model`."""
        return kind.model_validate(self.by_path[path])

    def prepare(self, paths: Iterable[str]) -> None:
        """See `Files.prepare`."""


@dataclass(frozen=True, eq=False)
class Part:
    """One file of a plan: an item (`folder` is its type), a round (`runder`) or plan.yaml (empty)."""

    plan: str
    folder: str
    name: str
    """An item's id, the stem of a round's file, `plan.yaml`."""
    slug: str
    path: str
    files: Files = field(repr=False)

    @property
    def ref(self) -> Ref:
        """Its name among the parts of all plans."""
        return Ref(self.plan, round_name(self.name) if self.folder == ROUNDS_FOLDER else self.name)

    @property
    def version(self) -> str:
        """The id of the file's bytes."""
        return self.files.version(self.path)

    @cached_property
    def understood(self) -> Data | None:
        """What the file says; None where it cannot be understood."""
        return self.files.data(self.path)

    @property
    def data(self) -> Data:
        """What the file says; nothing where it cannot be understood."""
        return self.understood or {}

    @property
    def is_item(self) -> bool:
        return self.folder in TYPER

    @property
    def titel(self) -> str:
        return str(self.data.get("titel", ""))

    def order(self) -> tuple[int, Any]:
        """The order of a plan's parts: items by type and id, then plan.yaml, then the rounds."""
        return _ORDER[self.folder], natural_order(self.name)


class Item(Part):
    """An item in its place: the plan, the type (its folder), the id and slug (its file name), what its file says."""

    folder: Type

    @property
    def id(self) -> str:
        return self.name

    @property
    def type(self) -> Type:
        return self.folder

    @cached_property
    def emne(self) -> "Emne":
        """What the file says as a model."""
        from udplan.domain.emne import Emne

        return self.files.model(self.path, Emne)

    @property
    def tilstand(self) -> Tilstand:
        """The item's one state; a file with none or several cannot be understood."""
        state: Tilstand
        for state in ENDER:
            if state in self.data:
                return state
        state = self.data[_LIVE]
        return state

    @property
    def levende(self) -> bool:
        """Still to be carried out."""
        return _LIVE in self.data

    @property
    def goes_on_here(self) -> bool:
        """Whether another item of the same plan carries it on: then that one holds the amounts."""
        return any(ref_from_text(text, self.plan).plan == self.plan for text in self.carried_on_by)

    @property
    def carried_on_by(self) -> tuple[str, ...]:
        """The items that carry it on, as its file names them."""
        return tuple(self.data.get("viderefoert", {}).get("til", ()))

    @property
    def lukket(self) -> bool:
        """Closed to the public."""
        return "lukket" in self.data


class Round(Part):
    """A status round in its place; its name is its file's, such as `2025-05`."""

    @cached_property
    def runde(self) -> "Runde":
        """What the file says as a model."""
        from udplan.domain.runde import Runde

        return self.files.model(self.path, Runde)


@dataclass(frozen=True, slots=True)
class Foraeldelsesdage:
    """Days without an update before a live item counts as stale: half-yearly, and for directors' items monthly."""

    halvaar: int = 190
    maaned: int = 35


MisfitKind = Literal["no-id", "wrong-folder", "same-id", "copy", "unread", "link"]
"""`copy`: by its name a copy of an item's file; `unread`: a file of a name that is not read; `link`: one that leads
out of the plans' folder."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A file in a plan's folder that is no part of the plan, and why; `other` is the file that has the same id."""

    path: str
    kind: MisfitKind
    id: str = ""
    other: str = ""


@dataclass(frozen=True, eq=False)
class Plan:
    """One agreement's plan. Items stand in the order of their types, then of their ids.

    `entries` and `round_entries` are the files that are items and rounds by their names, whatever they hold.
    """

    name: str
    settings_part: Part | None = None
    entries: tuple[Item, ...] = ()
    round_entries: tuple[Round, ...] = ()
    doubles: tuple[Item, ...] = ()
    """The files whose ids another one of the entries has."""
    misfits: tuple[Misfit, ...] = ()
    left_out: int = 0
    """How many closed items were taken away for the public."""
    unread_left_out: int = 0
    """How many files that cannot be understood were taken away with them."""
    without: frozenset[str] = frozenset()
    """Keys of plan.yaml that are not to be seen."""

    @property
    def path(self) -> str:
        return settings_path(self.name).removesuffix(f"/{SETTINGS}")

    @property
    def settings_path(self) -> str:
        return settings_path(self.name)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items whose files can be understood, and whose ids no other file has."""
        prepare(self.entries)
        return tuple(item for item in self.entries if item.understood is not None and item.id not in self._twice)

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds whose files can be understood."""
        prepare(self.round_entries)
        return tuple(each for each in self.round_entries if each.understood is not None)

    @cached_property
    def settings_data(self) -> Data:
        """What plan.yaml says; nothing where there is none that can be understood."""
        said = self.settings_part.data if self.settings_part is not None else {}
        return {key: value for key, value in said.items() if key not in self.without} if self.without else said

    @cached_property
    def settings(self) -> "Settings | None":
        """What plan.yaml says as a model; None where it cannot be understood."""
        from udplan.domain.settings import Settings

        if self.settings_part is None or not self.settings_data:
            return None
        if self.without:
            return Settings.model_validate(self.settings_data)
        return self.settings_part.files.model(self.settings_part.path, Settings)

    @cached_property
    def broken(self) -> frozenset[str]:
        """The ids of items whose files cannot be understood or placed (the file name of one without an id)."""
        unread = {item.id for item in self.entries} - {item.id for item in self.items}
        missed = {each.id for each in self.misfits if each.id and each.id not in self.entry_of}
        return frozenset(unread | missed)

    @cached_property
    def _twice(self) -> frozenset[str]:
        """Of these ids nobody knows which file is meant."""
        return frozenset(each.id for each in self.doubles)

    @cached_property
    def broken_rounds(self) -> frozenset[str]:
        """The names of rounds whose files cannot be understood."""
        return frozenset({each.name for each in self.round_entries} - {each.name for each in self.rounds})

    @property
    def unread(self) -> int:
        """How many files of items, and plan.yaml, cannot be understood."""
        return len(self.broken) + len(self.doubles) + (not self.settings_data) + self.unread_left_out

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def entry_of(self) -> Mapping[str, Item]:
        """The files that are items by their names; none for an id that several files have."""
        return {item.id: item for item in self.entries if item.id not in self._twice}

    @cached_property
    def by_type(self) -> Mapping[Type, tuple[Item, ...]]:
        return {name: tuple(item for item in self.items if item.type == name) for name in TYPER}

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """Every part by its name: an item's id, `plan.yaml`, `runder/2025-05`; whatever the files hold."""
        parts: dict[str, Part] = dict(self.entry_of)
        if self.settings_part is not None:
            parts[SETTINGS] = self.settings_part
        parts |= {each.ref.id: each for each in self.round_entries}
        return parts

    @property
    def titel(self) -> str:
        return str(self.settings_data.get("titel", self.name))

    @property
    def levende(self) -> bool:
        """Whether the plan is still alive; one whose plan.yaml cannot be understood may be."""
        return bool(self.settings_data.get("levende", True))

    @property
    def pattern(self) -> str:
        """What the plan's ids look like."""
        return str(self.settings_data.get("id_moenster", DEFAULT_PATTERN))

    @property
    def years(self) -> tuple[int, ...]:
        """The budget year and the overslagsår."""
        return tuple(self.settings_data.get("budgetaar", ()))

    @property
    def foraeldelse(self) -> "Foraeldelsesdage":
        """After how many days without an update an item counts as stale."""
        return Foraeldelsesdage(**self.settings_data.get("foraeldelse", {}))

    def labels(self, key: str) -> Mapping[str, str]:
        """What codes are called, by the key of plan.yaml that lists them: `udvalg`, `omraader`, `temaer` and so on."""
        codes = self.settings_data.get(key, {})
        return {code: label["navn"] if isinstance(label, Mapping) else label for code, label in codes.items()}

    @cached_property
    def rounds_by_name(self) -> Mapping[str, Round]:
        return {each.name: each for each in self.rounds}


@dataclass(frozen=True, eq=False)
class Plans:
    """All plans at a moment, oldest first. Of a commit, `commit` is its id in full and `day` the day it was made."""

    plans: tuple[Plan, ...] = ()
    commit: str = ""
    day: date | None = None
    beside: tuple[Plan, ...] = ()
    """Plans that are not gone through, in which single items may be looked up."""

    @cached_property
    def by_name(self) -> Mapping[str, Plan]:
        return {plan.name: plan for plan in (*self.plans, *self.beside)}

    def alone(self, name: str) -> "Plans":
        """One plan to go through; of the others no file is read but those of items that are looked up."""
        beside = tuple(plan for plan in self.plans if plan.name != name)
        return replace(self, plans=(self.by_name[name],), beside=beside)

    @property
    def living(self) -> Mapping[str, bool]:
        """Which plans are still alive."""
        return {plan.name: plan.levende for plan in self.plans}

    def item(self, ref: Ref) -> Item | None:
        """The item with this name, if there is one that can be understood. No other file is read for it."""
        item = self._entry(ref)
        return item if item is not None and item.understood is not None else None

    def is_broken(self, ref: Ref) -> bool:
        """Whether the item exists but its file cannot be understood."""
        plan = self.by_name.get(ref.plan)
        if plan is None or self.item(ref) is not None:
            return False
        return self._entry(ref) is not None or ref.id in {each.id for each in plan.misfits}

    def _entry(self, ref: Ref) -> Item | None:
        plan = self.by_name.get(ref.plan)
        return plan.entry_of.get(ref.id) if plan else None

    def with_plans(self, change: Callable[[Plan], Plan]) -> "Plans":
        """The same moment with each plan changed."""
        return replace(self, plans=tuple(map(change, self.plans)))


def prepare(parts: Iterable[Part]) -> None:
    """Read what these parts' files say at once."""
    by_files: dict[int, tuple[Files, list[str]]] = {}
    for part in parts:
        by_files.setdefault(id(part.files), (part.files, []))[1].append(part.path)
    for files, paths in by_files.values():
        files.prepare(paths)

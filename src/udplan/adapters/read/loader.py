"""From a tree's files to plans: which file is what by its name, and what it means when that is asked for."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from unicodedata import normalize

from udplan.adapters.read.kept import Kept
from udplan.adapters.read.sources import Tree
from udplan.adapters.read.understand import (
    Located,
    Understood,
    row_from_understood,
    understood,
    understood_from_row,
)
from udplan.domain.names import (
    DEFAULT_PATTERN,
    SETTINGS,
    SUFFIX,
    FilePath,
    ItemName,
    file_path,
    item_name,
    original_stem,
    plan_of,
    settings_path,
)
from udplan.domain.plan import Data, Item, Misfit, Part, Plan, Plans, Round
from udplan.domain.vocabulary import BOGSTAVER, ROUNDS_FOLDER, TYPER, Type
from udplan.ground.errors import reason_of
from udplan.ground.message import NOTHING, _

if TYPE_CHECKING:
    from udplan.domain.emne import Record

    Model = TypeVar("Model", bound=Record)

# What editors and systems begin the names of files with that are not for people.
_MARKS: Final = (".", "~", "#")
_BEFORE: Final = re.compile(r"^[\W_]+")
_BEHIND: Final = (re.compile(r"[^\w-]"), re.compile(r"[^\w-]|_"))
# Written beside plan files by people and programs; nobody expects them to be read.
_OTHER_SUFFIXES: Final = (".md", ".txt", ".pdf", ".docx", ".xlsx")
_OF_SYSTEMS: Final = frozenset(("desktop.ini", "thumbs.db"))


class TreeFiles:
    """A tree's files as a plan's parts read them: each is understood once, or was in an earlier run."""

    def __init__(self, tree: Tree, kept: Kept | None = None) -> None:
        self.tree = tree
        self.kept = kept or Kept()
        self._known: dict[str, Understood] = {}

    def version(self, path: str) -> str:
        """See `plan.Files`."""
        return self.tree.files[path]

    def data(self, path: str) -> Data | None:
        """See `plan.Files`."""
        return self.understood(path).data

    def understood(self, path: str) -> Understood:
        """What the file means."""
        if path not in self._known:
            self.prepare([path])
        return self._known[path]

    def model(self, path: str, kind: "type[Model]") -> "Model":
        """See `plan.Files`."""
        name = f"{_kind(path)}:{self.version(path)}"
        known = self.kept.models.get(name)
        if known is None:
            known = self.kept.models[name] = kind.model_validate(self.data(path))
        return cast("Model", known)

    def prepare(self, paths: Iterable[str]) -> None:
        """See `plan.Files`."""
        wanted = [path for path in paths if path not in self._known]
        names = {path: f"{_kind(path)}:{version}" for path in wanted if (version := self.tree.files[path])}
        rows = self.kept.get(names.values())
        new: dict[str, Any] = {}
        missing = []
        for path in wanted:
            row = rows.get(names.get(path, ""))
            if row is not None:
                self._known[path] = understood_from_row(row)
            else:
                missing.append(path)
        for blob in self.tree.pick(missing):
            try:
                content = blob.read()
            except OSError as error:
                message = _("the file cannot be opened: {reason}").format(reason=reason_of(error))
                self._known[blob.path] = Understood(None, (Located("unreadable-file", 0, 0, message, NOTHING),))
                continue
            self._known[blob.path] = understood(_kind(blob.path), content)
            if blob.path in names:
                new[names[blob.path]] = row_from_understood(self._known[blob.path])
        self.kept.put(new)


def plans_of(tree: Tree, kept: Kept | None = None, *, commit: str = "", day: date | None = None) -> Plans:
    """Every plan of a tree. No file is read but each plan's settings, which say what ids look like."""
    files = TreeFiles(tree, kept)
    folders: dict[str, list[str]] = defaultdict(list)
    for path in (*tree.files, *sorted(tree.links)):
        folders[plan_of(path)].append(path)
    if (beside := folders.pop("", [])) and folders:
        folders[max(folders)] += beside  # what lies beside the plans is told of with the newest
    files.prepare(path for name in folders if (path := settings_path(name)) in tree.files)
    return Plans(tuple(_plan(name, folders[name], files) for name in sorted(folders)), commit, day)


def _kind(path: str) -> str:
    found = file_path(path)
    assert found is not None
    return found.kind


def _plan(name: str, paths: list[str], files: TreeFiles) -> Plan:
    settings = settings_path(name) if settings_path(name) in files.tree.files else None
    said = files.data(settings) if settings is not None else None
    pattern = str(said.get("id_moenster", DEFAULT_PATTERN)) if said else DEFAULT_PATTERN
    placing = _Placing(name, pattern, files)
    placing.place(paths)
    return Plan(
        name,
        Part(name, "", SETTINGS, "", settings, files) if settings is not None else None,
        tuple(sorted(placing.items, key=Part.order)),
        tuple(sorted(placing.rounds, key=Part.order)),
        tuple(placing.doubles),
        tuple(placing.misfits),
    )


class _Placing:
    """Which files of a plan's folder are what, by their names."""

    def __init__(self, plan: str, pattern: str, files: TreeFiles) -> None:
        self._plan, self._pattern, self._files = plan, pattern, files
        self._path_of: dict[str, str] = {}
        self.items: list[Item] = []
        self.doubles: list[Item] = []
        self.rounds: list[Round] = []
        self.misfits: list[Misfit] = []

    def place(self, paths: list[str]) -> None:
        """Say of each file what it is. Of two of one id, the copy and the one with more in its name come second."""
        others = []
        for path in sorted(paths, key=lambda path: (_is_copy(path), path.removesuffix(SUFFIX))):
            is_link = path in self._files.tree.links
            found = None if is_link or _name(path).startswith(_MARKS) else file_path(path)
            if found is None:
                others.append(path)
            elif found.folder == ROUNDS_FOLDER:
                self._round(path, found)
            elif found.folder in TYPER:
                self._item(path, found)
        for path in others:
            self._unread(path)

    def _round(self, path: str, found: FilePath) -> None:
        other = str(found._replace(stem=original_stem(found.stem)))
        if other != path and any(other == each.path for each in self.rounds):
            self.misfits.append(Misfit(path, "copy", "", other))
        else:
            self.rounds.append(Round(self._plan, ROUNDS_FOLDER, found.stem, "", path, self._files))

    def _item(self, path: str, found: FilePath) -> None:
        original = original_stem(found.stem)
        name = item_name(found.stem, self._pattern) or item_name(original, self._pattern)
        if name is None:
            self.misfits.append(Misfit(path, "no-id", found.stem))
        elif self._pattern == DEFAULT_PATTERN and name.id[0] != BOGSTAVER[_type(found.folder)]:
            self.misfits.append(Misfit(path, "wrong-folder", name.id))
        else:
            item = Item(self._plan, _type(found.folder), name.id, name.slug, path, self._files)
            other = self._path_of.setdefault(name.id, path)
            if other != path:
                self.doubles.append(item)
                self.misfits.append(Misfit(path, "copy" if original != found.stem else "same-id", name.id, other))
            elif item_name(found.stem, self._pattern) is None:
                self.misfits.append(Misfit(path, "copy", name.id))
            else:
                self.items.append(item)

    def _unread(self, path: str) -> None:
        """A file that is not read. One that has an item's name is missed, unless it stands beside the item's own."""
        name = _name(path)
        begun = self._begun(name)
        is_passing = name.startswith(_MARKS) or name.endswith("~") or name.casefold() in _OF_SYSTEMS
        is_document = name.casefold().endswith(_OTHER_SUFFIXES) and SUFFIX not in name.casefold()
        if begun is not None and not ((is_passing or is_document) and begun.id in self._path_of):
            self.misfits.append(Misfit(path, "link" if path in self._files.tree.links else "unread", begun.id))
        elif begun is None and not is_passing and not is_document:
            self.misfits.append(Misfit(path, "link" if path in self._files.tree.links else "unread"))

    def _begun(self, name: str) -> ItemName | None:
        """The item that a file is by its name, whatever stands around the id and however its letters are written."""
        plain = _BEFORE.sub("", normalize("NFKC", name))
        stems = (behind.split(text)[0] for text in (plain, plain.upper()) for behind in _BEHIND)
        return next((found for stem in stems if (found := item_name(stem, self._pattern))), None)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _is_copy(path: str) -> bool:
    stem = _name(path).removesuffix(SUFFIX)
    return original_stem(stem) != stem


def _type(folder: str) -> Type:
    return next(name for name in TYPER if name == folder)

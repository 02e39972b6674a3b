"""Names: an item's inside its plan and across plans, and a plan file's, which says what the file is.

The one place that takes `plan/<plan>/<folder>/<file>` apart.
"""

import re
from typing import Final, NamedTuple

from udplan.domain.vocabulary import ROUNDS_FOLDER, TYPER

PLAN_FOLDER: Final = "plan"
"""The folder of a workspace that holds the plans."""
SETTINGS: Final = "plan.yaml"
"""The file of a plan's settings, and its name among the plan's parts."""
SUFFIX: Final = ".yaml"

DEFAULT_PATTERN: Final = r"[DRAH]\d{3}"
"""What an id looks like unless plan.yaml says otherwise (`id_moenster`)."""

_COPY_MARKS: Final = re.compile(
    r"(?:\s*\(\d+\)"
    r"|[\s_-]+(?i:kopi|copy|kopier|backup)(?:[\s_-]*\(?\d+\)?)?"
    r"|[\s_-]+\(?[^()]*(?i:konflikt|conflict(?:ed)?|modstridende)(?![^\W\d_])[^()]*\)?"
    r"|-(?=[A-Z0-9-]*[0-9])[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*)+$"
)


class Ref(NamedTuple):
    """An item's name across plans, written `2025-2028/A301`; also that of any other part of a plan."""

    plan: str
    id: str

    def __str__(self) -> str:
        return f"{self.plan}/{self.id}"


def ref_from_text(text: str, plan: str) -> Ref:
    """The item that `A301` (in `plan`) or `2025-2028/A301` names."""
    other, slash, item_id = text.strip().rpartition("/")
    return Ref(other, item_id) if slash else Ref(plan, item_id)


class ItemName(NamedTuple):
    """What an item's file name says: the id, and the free slug after it."""

    id: str
    slug: str

    @property
    def stem(self) -> str:
        return f"{self.id}-{self.slug}" if self.slug else self.id


def item_name(stem: str, pattern: str) -> ItemName | None:
    """The id and slug that a file name (without suffix) says, or None if it does not begin with an id."""
    matched = re.match(pattern, stem, re.ASCII)  # digits of other alphabets only look like those of an id
    if matched is None or not matched[0]:
        return None
    rest = stem[matched.end() :]
    if rest and not rest.startswith("-"):
        return None
    return ItemName(matched[0], rest[1:])


def original_stem(stem: str) -> str:
    """What a copy's file name (without suffix) says without the mark of a copy; the same for one without.

    Such marks are those of Windows (`A105 - Kopi`, `A105 (1)`), of OneDrive and Dropbox for a file that two machines
    changed (`A105-DESKTOP-4711`, `A105-konflikt`), and of macOS (`A105 kopi 2`).
    """
    return _COPY_MARKS.sub("", stem)


class FilePath(NamedTuple):
    """A plan file by its path: the plan, its folder there (empty for plan.yaml), its name without suffix."""

    plan: str
    folder: str
    stem: str

    def __str__(self) -> str:
        inner = f"{self.folder}/{self.stem}" if self.folder else self.stem
        return f"{PLAN_FOLDER}/{self.plan}/{inner}{SUFFIX}"

    @property
    def kind(self) -> str:
        """What the file is: an item's type, `runder`, or `plan.yaml`."""
        return self.folder or SETTINGS

    @property
    def is_item(self) -> bool:
        return self.folder in TYPER


def file_path(path: str) -> FilePath | None:
    """What a path says of a plan file; None for a path that is no plan file's."""
    parts = path.split("/")
    if parts[0] != PLAN_FOLDER or not parts[-1].endswith(SUFFIX):
        return None
    stem = parts[-1].removesuffix(SUFFIX)
    if len(parts) == 3 and parts[2] == SETTINGS:
        return FilePath(parts[1], "", stem)
    if len(parts) == 4 and (parts[2] in TYPER or parts[2] == ROUNDS_FOLDER):
        return FilePath(parts[1], parts[2], stem)
    return None


def plan_of(path: str) -> str:
    """The plan whose folder a path leads into; empty for one that leads into none."""
    parts = path.split("/", 2)
    return parts[1] if len(parts) == 3 and parts[0] == PLAN_FOLDER else ""


def settings_path(plan: str) -> str:
    """The path of a plan's settings."""
    return str(FilePath(plan, "", SETTINGS.removesuffix(SUFFIX)))


def round_name(stem: str) -> str:
    """A round's name among a plan's parts."""
    return f"{ROUNDS_FOLDER}/{stem}"


def is_item_name(name: str) -> bool:
    """Whether a part's name is an item's id."""
    return name != SETTINGS and not name.startswith(f"{ROUNDS_FOLDER}/")

"""Where plan files come from. The work tree and a git revision look the same: paths with their bytes."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from udplan.ground.errors import UdplanError
from udplan.ground.message import _

PLAN_FOLDER: Final = "plan"
MOST_BYTES: Final = 1024 * 1024
"""A larger file is no plan file, and is not read to its end."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a source: its path from the workspace (with `/`), a version that changes with its bytes, the bytes.

    `read` raises OSError when the file cannot be read.
    """

    path: str
    version: str
    read: Callable[[], bytes]


class Source(Protocol):
    """Something that holds a workspace's plan files."""

    def blobs(self) -> Iterable[Blob]:
        """Every file below `plan/`, sorted by path; at most `plan/<plan>/<folder>/<file>` deep.

        Raises UdplanError where not even their names can be known.
        """


class Tree(Source, Protocol):
    """A source whose files are known by their contents, so that two of them can be compared without reading all."""

    @property
    def files(self) -> Mapping[str, str]:
        """Every file's path with the id of its bytes, which is the same wherever the bytes are."""

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """Those of these files that there are, in the order given; `version` is the id of the bytes."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files as they lie in the folder now."""

    root: Path

    def blobs(self) -> Iterable[Blob]:
        """See `Source.blobs`. Hidden files and editors' temporary files are not plan files."""
        return sorted(_files(self.root / PLAN_FOLDER, PLAN_FOLDER, 3), key=lambda blob: blob.path)


def _files(folder: Path, prefix: str, depth: int) -> Iterator[Blob]:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        message = _("the folder {folder} cannot be opened: {reason}")
        raise UdplanError(message.format(folder=prefix, reason=error.strerror or error)) from None
    for entry in entries:
        name = entry.name
        if is_hidden(name):
            continue
        path = f"{prefix}/{name}"
        if depth > 1 and _is_folder(entry):
            yield from _files(Path(entry.path), path, depth - 1)
        else:
            yield Blob(path, _version(entry), _reader(entry.path))


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is no part of a plan: hidden ones, and editors' temporary ones."""
    return name.startswith((".", "~", "#")) or name.endswith("~")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a ring
        return False


def _version(entry: os.DirEntry[str]) -> str:
    try:
        status = entry.stat()
    except OSError:
        return ""
    # Copying and unpacking can give a file an old time stamp back, but not the time of the copying itself.
    return f"{max(status.st_mtime_ns, status.st_ctime_ns)}-{status.st_mtime_ns}-{status.st_size}"


def read_file(path: str | Path) -> bytes:
    """A file's bytes, no more than shows that it is too large. Raises OSError, also for what is not a file."""
    # A pipe or a device in place of a file would block for ever or never end.
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(_("it is not a file"))
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


def _reader(path: str) -> Callable[[], bytes]:
    return lambda: read_file(path)


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `plan/`. Raises UdplanError where there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / PLAN_FOLDER).is_dir():
            return folder
    raise UdplanError(
        _("no folder named `plan` here or above: {folder}").format(folder=start),
        _("go to the plan's folder, or name it with --root"),
    )


def named_root(folder: Path) -> Path:
    """The workspace that `--root` names. Raises UdplanError if it holds no `plan/`."""
    if not (folder / PLAN_FOLDER).is_dir():
        raise UdplanError(
            _("{folder} holds no folder named `plan`").format(folder=folder),
            _("--root names the folder that `plan` is in"),
        )
    return folder.absolute()

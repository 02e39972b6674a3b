"""Where plan files come from. The work tree and a git revision look the same: paths, ids of bytes, bytes."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, Protocol

from udplan.domain.names import PLAN_FOLDER, file_path
from udplan.ground.errors import NotAFile, UdplanError, reason_of
from udplan.ground.message import _

MOST_BYTES: Final = 1024 * 1024
"""A larger file is no plan file, and is not read to its end."""

Algorithm = Literal["sha1", "sha256"]
"""How a repository names bytes."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file: its path from the workspace (with `/`), the id of its bytes, the bytes.

    `read` raises OSError when the file cannot be read; the id is then empty.
    """

    path: str
    version: str
    read: Callable[[], bytes]


class Tree(Protocol):
    """Something that holds a workspace's plan files."""

    @property
    def files(self) -> Mapping[str, str]:
        """The path of every file below `plan/`, sorted, with the id of its bytes, the same wherever the bytes are.

        Raises UdplanError where not even their names can be known.
        """

    @property
    def links(self) -> frozenset[str]:
        """The links below `plan/` that are not followed."""

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """Those of these files that there are, in the order given."""


def blob_id(content: bytes, algorithm: Algorithm = "sha1") -> str:
    """The name git gives to these bytes (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects)."""
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class WorkTree:
    """The files as they lie in the folder now. Each is read once, when its id or its bytes are first asked for.

    No index is asked: what git is told to ignore or to filter is still what the file says. A link is followed where
    it leads to somewhere in `plan/`.
    """

    root: Path
    algorithm: Algorithm = "sha1"
    _read: dict[str, Blob] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _found(self) -> tuple[dict[str, str], frozenset[str]]:
        """Where each file is, by its path, and the links that are not followed."""
        return files_below(self.root, PLAN_FOLDER)

    @property
    def files(self) -> Mapping[str, str]:
        """See `Tree.files`."""
        return _Ids(self)

    @property
    def links(self) -> frozenset[str]:
        """See `Tree.links`."""
        return self._found[1]

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`."""
        return [self.blob(path) for path in paths if path in self._found[0]]

    def blob(self, path: str) -> Blob:
        """One of the files. Raises KeyError for one that there is none of."""
        if path not in self._read:
            place = self._found[0][path]
            try:
                content = read_file(place)
            except OSError:  # whoever reads it will be told why it cannot be
                self._read[path] = Blob(path, "", lambda: read_file(place))
            else:
                self._read[path] = blob_of(path, content, self.algorithm)
        return self._read[path]


class _Ids(Mapping[str, str]):
    """The ids of a work tree's files; going through their names reads none of them."""

    def __init__(self, tree: WorkTree) -> None:
        self._tree = tree

    def __getitem__(self, path: str) -> str:
        return self._tree.blob(path).version

    def __contains__(self, path: object) -> bool:
        return path in self._tree._found[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree._found[0])

    def __len__(self) -> int:
        return len(self._tree._found[0])


@dataclass(frozen=True)
class Overlay:
    """A tree as it would be with some files written (or, for None, deleted)."""

    tree: Tree
    written: Mapping[str, bytes | None]

    @cached_property
    def files(self) -> Mapping[str, str]:
        """See `Tree.files`."""
        return _Overlaid(self.tree.files, self._blobs, self.written)

    @property
    def links(self) -> frozenset[str]:
        """See `Tree.links`."""
        return self.tree.links

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`."""
        wanted = list(paths)
        below = {blob.path: blob for blob in self.tree.pick([path for path in wanted if path not in self.written])}
        found = below | self._blobs
        return [found[path] for path in wanted if path in found]

    @cached_property
    def _blobs(self) -> dict[str, Blob]:
        return {path: blob_of(path, new) for path, new in self.written.items() if new is not None}


class _Overlaid(Mapping[str, str]):
    def __init__(self, below: Mapping[str, str], blobs: Mapping[str, Blob], written: Mapping[str, object]) -> None:
        self._below, self._blobs = below, blobs
        self._paths = sorted({*(path for path in below if path not in written), *blobs})

    def __getitem__(self, path: str) -> str:
        return self._blobs[path].version if path in self._blobs else self._below[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def blob_of(path: str, content: bytes, algorithm: Algorithm = "sha1") -> Blob:
    """A file of these bytes."""
    return Blob(path, blob_id(content, algorithm), lambda: content)


def files_below(root: Path, folder: str) -> tuple[dict[str, str], frozenset[str]]:
    """Where each file below a folder of the workspace is, by its path, sorted; and the links that lead out of it.

    Raises UdplanError for a folder that cannot be opened.
    """
    paths: dict[str, str] = {}
    links: set[str] = set()
    inside = os.path.realpath(root / folder) + os.sep
    for path, entry in _entries(root / folder, folder, inside):
        if entry.is_symlink() and not os.path.realpath(entry.path).startswith(inside):
            links.add(path)
        else:
            paths[path] = entry.path
    return {path: paths[path] for path in sorted(paths)}, frozenset(links)


def _entries(top: Path, name: str, inside: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Every file below a folder. One below it that is a link is gone into where it leads to somewhere in it.

    None is gone into from behind another, since links may lead round for ever; what it leads to has its own place.
    """
    waiting = [(os.fspath(top), name, False)]
    while waiting:
        folder, prefix, behind_link = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            message = _("the folder {folder} cannot be opened: {reason}")
            raise UdplanError(message.format(folder=prefix, reason=reason_of(error))) from None
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.name == ".git":
                continue
            is_link = entry.is_symlink()
            leads_out = is_link and not os.path.realpath(entry.path).startswith(inside)
            # A folder where a plan file should be is told of as a file that cannot be read.
            if leads_out or file_path(path) is not None or not _is_folder(entry):
                yield path, entry
            elif not (is_link and behind_link):
                waiting.append((entry.path, path, is_link or behind_link))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a ring
        return False


def read_file(path: str | Path) -> bytes:
    """A file's bytes, no more than shows that it is too large. Raises OSError, also for what is not a file."""
    # A pipe or a device in place of a file would block for ever or never end.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile
        # Room for the whole megabyte would cost more than reading the file.
        size = min(status.st_size, MOST_BYTES)
        content = os.read(descriptor, size + 1)
        while len(content) < size and (more := os.read(descriptor, size + 1 - len(content))):
            content += more
        return content
    finally:
        os.close(descriptor)


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `plan/`. Raises UdplanError where there is none to go into."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / PLAN_FOLDER).is_dir():
            return _holding(folder)
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
    return _holding(folder.absolute())


def _holding(folder: Path) -> Path:
    """The workspace, unless its plans' folder is a link to somewhere else, which a stranger may have laid."""
    if not Path(os.path.realpath(folder / PLAN_FOLDER)).is_relative_to(os.path.realpath(folder)):
        raise UdplanError(
            _("`plan` in {folder} is a link that leads out of it, and is not followed").format(folder=folder),
            _("put the folder itself there, or name the folder that it lies in with --root"),
        )
    return folder

"""Trees of plan files: one that is in memory, and one that tells on those who read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from udplan.adapters.read.sources import Blob, Tree, blob_of


@dataclass(frozen=True)
class Memory:
    """A tree whose files are in memory."""

    contents: Mapping[str, bytes]
    links: frozenset[str] = frozenset()

    @property
    def files(self) -> Mapping[str, str]:
        """See `Tree.files`."""
        return {path: blob_of(path, self.contents[path]).version for path in sorted(self.contents)}

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`."""
        return [blob_of(path, self.contents[path]) for path in paths if path in self.contents]


@dataclass
class Watched:
    """A tree that remembers the paths of the files that were read, in order."""

    tree: Tree
    read: list[str] = field(default_factory=list)

    @property
    def files(self) -> Mapping[str, str]:
        """See `Tree.files`."""
        return self.tree.files

    @property
    def links(self) -> frozenset[str]:
        """See `Tree.links`."""
        return self.tree.links

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`."""
        found = self.tree.pick(paths)
        self.read += [blob.path for blob in found]
        return found

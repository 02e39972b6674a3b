"""Sources of plan files: one that is in memory, and one that tells on those who read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from udplan.adapters.read.sources import Blob, Tree


@dataclass(frozen=True)
class Memory:
    """A source whose files are in memory."""

    contents: Mapping[str, bytes]

    def blobs(self) -> Iterable[Blob]:
        """See `Source.blobs`."""
        return [Blob(path, "", lambda path=path: self.contents[path]) for path in sorted(self.contents)]  # type: ignore[misc]


@dataclass
class Watched:
    """A tree that remembers the paths of the files that were read, in order."""

    tree: Tree
    read: list[str] = field(default_factory=list)

    @property
    def files(self) -> Mapping[str, str]:
        """See `Tree.files`."""
        return self.tree.files

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`."""
        found = self.tree.pick(paths)
        self.read += [blob.path for blob in found]
        return found

    def blobs(self) -> Iterable[Blob]:
        """See `Source.blobs`."""
        return self.pick(self.files)

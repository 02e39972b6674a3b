"""Trees of plan files that tell on those who read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from udplan.adapters.read.sources import Blob, Tree


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

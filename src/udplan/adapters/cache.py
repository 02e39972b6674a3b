"""What listing needs of a plan, kept between runs outside the plan: nothing is parsed again until a file changes.

A plan's entry is good for exactly the paths and versions it was made from. A file changed so shortly before the
entry was written that its time stamp could not tell is never trusted.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import Any, Final

from udplan import __version__
from udplan.adapters.sources import Blob
from udplan.pure.summary import (
    SUMMARY_FIELDS,
    Catalogue,
    Summary,
    row_from_summary,
    summary_from_row,
)

_LAYOUT: Final = 2
"""What an entry looks like; to be counted on when that changes."""
_DOUBTFUL_NS: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Listing:
    """A plan's names and all its items in short."""

    catalogue: Catalogue
    items: tuple[Summary, ...]


def fingerprint(blobs: Sequence[Blob]) -> str:
    """What the files' paths and versions are, in short; also udplan's own version and its fields."""
    digest = blake2b(digest_size=16)
    digest.update(repr((__version__, _LAYOUT, SUMMARY_FIELDS)).encode())
    for blob in blobs:
        digest.update(f"{blob.path}\0{blob.version}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class Cache:
    """The cache of one workspace. It can be deleted at any time, and failing to write it is no error."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._plans: dict[str, Any] = {}
        try:
            seal, _line_end, kept = file.read_bytes().partition(b"\n")
        except OSError:
            return
        # Only what `save` wrote is trusted to be of the right kind all through.
        if seal == _seal(kept):
            self._plans = json.loads(kept)

    def get(self, plan: str, blobs: Sequence[Blob]) -> Listing | None:
        """The plan's listing, if its files are just what it was made from."""
        entry = self._plans.get(plan)
        if entry is None or entry["fingerprint"] != fingerprint(blobs):
            return None
        newest = max((int(blob.version.partition("-")[0] or 0) for blob in blobs), default=0)
        if newest > entry["written"] - _DOUBTFUL_NS:
            return None
        return Listing(Catalogue(**entry["catalogue"]), tuple(summary_from_row(row) for row in entry["items"]))

    def put(self, plan: str, blobs: Sequence[Blob], listing: Listing) -> None:
        """Keep a plan's listing for the next run."""
        self._plans[plan] = {
            "fingerprint": fingerprint(blobs),
            "written": time_ns(),
            "catalogue": asdict(listing.catalogue),
            "items": [row_from_summary(item) for item in listing.items],
        }

    def save(self) -> None:
        """Write the cache, readable by its owner only, since it holds closed items too."""
        if not self._file.is_absolute():
            return  # without a home the user's cache folder would be one in the current folder
        kept = json.dumps(self._plans, separators=(",", ":")).encode("ascii")
        beside = self._file.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                    out.write(_seal(kept) + b"\n" + kept)
                beside.replace(self._file)
            except OSError:
                beside.unlink(missing_ok=True)


def _seal(kept: bytes) -> bytes:
    return blake2b(kept, digest_size=16).hexdigest().encode("ascii")

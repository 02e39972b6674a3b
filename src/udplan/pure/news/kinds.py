"""The kinds of news in the order they are told, and one piece of news."""

from dataclasses import dataclass
from typing import Final, Literal

from udplan.domain.names import Ref
from udplan.ground.message import Message, Text, _
from udplan.pure.change.changes import ABSENT, Change
from udplan.pure.news.words import Piece

Kind = Literal[
    "finished", "reopened", "dropped", "carried", "added", "removed", "renamed", "moved", "light", "money",
    "realised", "grant", "phase", "responsible", "text", "other", "plan", "round",
]  # fmt: skip

KINDS: Final[dict[Kind, Message]] = {
    "finished": _("finished"),
    "reopened": _("reopened"),
    "dropped": _("dropped"),
    "carried": _("carried on"),
    "added": _("added"),
    "removed": _("removed"),
    "renamed": _("renamed"),
    "moved": _("deadline moved"),
    "light": _("light changed"),
    "money": _("amount changed"),
    "realised": _("realised amount"),
    "grant": _("grant"),
    "phase": _("phase changed"),
    "responsible": _("responsible changed"),
    "text": _("text changed"),
    "other": _("other changes"),
    "plan": _("the plan's frame"),
    "round": _("rounds"),
}
"""Every kind of news in the order it is told."""

ITEM_KINDS: Final = tuple(kind for kind in KINDS if kind not in ("plan", "round"))
"""The kinds that are about items."""

ORDER: Final[dict[Kind, int]] = {kind: place for place, kind in enumerate(KINDS)}
"""The place of each kind in that order."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to one part of a plan; `tekst` says it in a sentence.

    `changes` are what it tells of, as data. `pieces` are a rewritten text word by word, `tekst` then marks them.
    """

    ref: Ref
    titel: str
    kind: Kind
    tekst: Text
    changes: tuple[Change, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def is_confirmation(self) -> bool:
        """Whether it only tells that a status was looked at, which goes without saying where more is told."""
        if self.kind != "other" or len(self.changes) != 1:
            return False
        (change,) = self.changes
        return change.keys == ("opdateret",) and change.new is not ABSENT

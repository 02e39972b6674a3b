"""What the tables of one run of the benchmark share: who is timed, where, and how often."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from timing import NEVER_TRUSTED, Command, Entrant, Pace, Table, Times, Udplan, environment_below
from workspaces import Shape, make_workspace

AS_OF = ("--as-of", "2025-05-31")
THOUSAND = Shape(1, 1000)


@dataclass
class Session:
    """One run of the benchmark, with workspaces that are made when first asked for."""

    udplans: Sequence[Udplan]
    """One, or two that are called before and after; limits are for the last."""
    folder: Path
    pace: Pace
    too_slow: list[str] = field(default_factory=list)
    """What is above its limit."""
    _numbers: "count[int]" = field(default_factory=count)
    _made: dict[Shape, Path] = field(default_factory=dict)

    def workspace(self, shape: Shape) -> Path:
        """The workspace of this shape, older than what udplan does not trust time stamps of."""
        if shape not in self._made:
            root = self.folder / f"{shape.plans}x{shape.items}"
            make_workspace(root, shape)
            time.sleep(NEVER_TRUSTED)
            self._made[shape] = root
        return self._made[shape]

    def number(self) -> int:
        """A number that was not given before, to change an item with."""
        return next(self._numbers)

    def floor(self, *commands: Command) -> Entrant:
        """What udplan is held against."""
        return Entrant("floor", lambda: commands, environment_below(self.folder / "floor"), self.folder)

    def entrants(self, commands: Callable[[Udplan], list[Command]], *, cold: bool = False) -> list[Entrant]:
        """Every udplan with the same commands."""
        return [each.entrant(partial(commands, each), cold=cold) for each in self.udplans]

    @property
    def is_comparison(self) -> bool:
        """Whether two udplans are timed, before and after."""
        return len(self.udplans) > 1

    def floor_table(self, *first: str) -> Table:
        """A table that holds each udplan against a floor."""
        names = [each.name for each in self.udplans]
        seconds = [f"{name}, s" for name in (*names, "floor")]
        change = ["after ÷ before"] if self.is_comparison else []
        return Table([*first, *seconds, *(f"{name} ÷ floor" for name in names), *change, "limit"])

    def floor_row(self, table: Table, first: Sequence[str], times: Times, limit: float | None = None) -> None:
        """Print how each udplan did against the floor, and note what is above its limit."""
        names = [each.name for each in self.udplans]
        seconds = [f"{times.seconds(name):.3f}" for name in (*names, "floor")]
        ratios = [times.ratio(name, "floor") for name in names]
        change = [f"{times.ratio('after', 'before'):.2f}"] if self.is_comparison else []
        table.row(*first, *seconds, *(f"{ratio:.2f}" for ratio in ratios), *change, str(limit or ""))
        if limit is not None and ratios[-1] > limit:
            self.too_slow.append(", ".join(first))

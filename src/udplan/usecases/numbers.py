"""The numbers of new items: the next of the letter, never one that the plan has or that git has ever seen in it."""

import re
from pathlib import Path
from typing import Final

from udplan.adapters.git import log
from udplan.domain.names import DEFAULT_PATTERN
from udplan.domain.plan import Plan
from udplan.domain.vocabulary import BOGSTAVER, Type
from udplan.ground.errors import UdplanError
from udplan.ground.message import _

_FIRST: Final = 101
_LAST: Final = 999


class Numbers:
    """The numbers of a plan that are used; one that is given is used from then on."""

    def __init__(self, root: Path, plan: Plan) -> None:
        """Raises UdplanError for a plan whose ids udplan cannot number."""
        if any(not re.fullmatch(DEFAULT_PATTERN, item.id) for item in plan.entries):
            raise UdplanError(
                _("the plan {plan} has an id_moenster of its own").format(plan=plan.name),
                _("udplan new can only number ids of a letter and three digits; write the file by hand"),
            )
        self._seen = {item.id for item in plan.entries} | {each.id for each in plan.misfits}
        self._seen |= {path.rpartition("/")[2][:4] for path in log.paths_ever(root, plan.path)}

    @property
    def used(self) -> frozenset[str]:
        """Every id that cannot be given again."""
        return frozenset(self._seen)

    def use(self, item_id: str) -> None:
        """Take an id out of those that can be given."""
        self._seen.add(item_id)

    def next(self, item_type: Type) -> str:
        """The number after the highest of the type's letter. Raises UdplanError when none is free."""
        letter = BOGSTAVER[item_type]
        pattern = re.compile(rf"{letter}(\d{{3}})")
        numbers = [int(found[1]) for item_id in self._seen if (found := pattern.fullmatch(item_id))]
        number = max(numbers, default=_FIRST - 1) + 1
        if number > _LAST:
            free = [one for one in range(_FIRST, _LAST + 1) if one not in numbers]
            if not free:
                raise UdplanError(_("no number of the letter {letter} is free").format(letter=letter))
            number = free[0]
        self.use(f"{letter}{number}")
        return f"{letter}{number}"

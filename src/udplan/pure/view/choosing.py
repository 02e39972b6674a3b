"""Which plans a command is about."""

from collections.abc import Mapping, Sequence

from udplan.ground.errors import UsageFault
from udplan.ground.message import _


def chosen_plans(asked: Sequence[str], living: Mapping[str, bool]) -> list[str]:
    """The plans named, all of them for `all`, by default the newest living one; oldest first.

    Raises UsageFault for a name that is not a plan's.
    """
    if "all" in asked:
        return sorted(living)
    for name in asked:
        if name not in living:
            message = _("there is no plan named {name}").format(name=name)
            raise UsageFault(message, _("the plans are {names}").format(names=", ".join(sorted(living))))
    if asked:
        return sorted(set(asked))
    newest = [name for name in sorted(living) if living[name]] or sorted(living)
    return newest[-1:]

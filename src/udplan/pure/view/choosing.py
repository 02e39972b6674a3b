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
            # Imported here because most commands are given names that there are.
            from udplan.pure.view.nearest import near_ones

            message = _("there is no plan named {name}").format(name=name)
            near = near_ones(name, dict.fromkeys(living, ()))
            hint = _("did you mean {near}?") if len(near) == 1 else _("the plans are {names}")
            names = ", ".join(sorted(near or living))
            raise UsageFault(message, hint.format(near=names, names=names))
    if asked:
        return sorted(set(asked))
    newest = [name for name in sorted(living) if living[name]] or sorted(living)
    return newest[-1:]

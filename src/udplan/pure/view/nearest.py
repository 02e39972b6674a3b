"""What somebody may have meant by a name that nothing has: the near ones, never the whole list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches

from udplan.domain.names import Ref
from udplan.ground.danish import fold
from udplan.ground.errors import UdplanError
from udplan.ground.message import _


def unknown_item(ref: Ref, known: Collection[Ref]) -> UdplanError:
    """The error for an item there is none of among those known, with the ones that may have been meant."""
    near = _nearest(ref, known)
    hint = _("did you mean {near}?").format(near=", ".join(near)) if near else _("see udplan list")
    return UdplanError(_("there is no item {id} in {plan}").format(id=ref.id, plan=ref.plan), hint)


def near_ones(value: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    """Which of the known codes may have been meant by a name that none of them has, judged by their labels too.

    Those that hold the text, else those that are most alike; empty if none is near.
    """
    wanted = fold(value)
    names = {code: [fold(name) for name in (code, *labels)] for code, labels in known.items()}
    if holding := [code for code, spelled in names.items() if any(wanted in name for name in spelled)]:
        return holding
    near = get_close_matches(wanted, [name for spelled in names.values() for name in spelled], n=4, cutoff=0.65)
    return [code for code, spelled in names.items() if not set(near).isdisjoint(spelled)]


def _nearest(ref: Ref, known: Collection[Ref]) -> list[str]:
    """The same id in another plan, else the id with two characters swapped or the most alike; empty if none is near."""
    wanted = ref.id.upper()
    elsewhere = [str(other) for other in known if other.id == wanted]
    if elsewhere:
        return elsewhere
    here = [other.id for other in known if other.plan == ref.plan]
    return _swapped(wanted, here) or get_close_matches(wanted, here, n=1)


def _swapped(wanted: str, ids: Iterable[str]) -> list[str]:
    swaps = {
        wanted[:place] + wanted[place + 1] + wanted[place] + wanted[place + 2 :] for place in range(len(wanted) - 1)
    }
    return sorted(swaps.intersection(ids))

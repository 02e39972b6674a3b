"""Parts of the sentences that several rules share: the nearest known spelling, lists, years."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from udplan.domain.plan import Item, Plans
from udplan.ground.danish import fold
from udplan.ground.message import NOTHING, Text, _

MOST_LISTED = 12


def nearest(value: str, known: Mapping[str, str] | Sequence[str]) -> str | None:
    """The known code that the value was most likely meant to be, judged by codes and by their labels."""
    labels = known if isinstance(known, Mapping) else dict.fromkeys(known, "")
    spellings = {fold(label): code for code, label in labels.items() if label}
    spellings |= {fold(code): code for code in labels}
    if fold(value) in spellings:
        return spellings[fold(value)]
    # 1.2 is not a misspelling of 1.3: what has no letters has no nearest spelling.
    words = [spelling for spelling in spellings if any(char.isalpha() for char in spelling)]
    close = get_close_matches(fold(value), words, n=1, cutoff=0.6)
    return spellings[close[0]] if close else None


def did_you_mean(value: str, known: Mapping[str, str] | Sequence[str], otherwise: Text = NOTHING) -> Text:
    """A hint that names the nearest known code, else all of them if they are few, else the given words."""
    codes = list(known)
    if near := nearest(value, known):
        return _("did you mean `{near}`?").format(near=near)
    if codes and len(codes) <= MOST_LISTED:
        return _("the known ones are {codes}").format(codes=listed(codes))
    return otherwise


def id_for_command(item: Item, plans: Plans) -> str:
    """The item's id as a command takes it: an id alone means one of the newest living plan's."""
    living = [plan.name for plan in plans.plans if plan.levende]
    return item.id if living and item.plan == living[-1] else str(item.ref)


def listed(values: Iterable[object]) -> str:
    """The values with commas between them."""
    return ", ".join(str(value) for value in values)

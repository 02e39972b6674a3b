"""Parts of the sentences that several rules share: the nearest known spelling, lists, years."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from udplan.domain.plan import Item, Plans
from udplan.ground.danish import fold
from udplan.ground.message import NOTHING, Message, Text, _

MOST_LISTED = 12
SOON = 92
"""So many days after a status, what has happened meanwhile is written down while the papers are still on their way."""


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


def hint_for_late_day(day: date, as_of: date, otherwise: Message) -> Message:
    """A hint for a day that lies after the one the plan is made up on: soon after it, the year is hardly wrong."""
    if (day - as_of).days > SOON:
        return otherwise
    hint = _("it came after the day of this status; to count it, make the status up later, with --as-of {date}")
    return hint.format(date=day.isoformat())


def id_for_command(item: Item, plans: Plans) -> str:
    """The item as a command takes it: its id alone where that can only mean the newest living plan's."""
    living = [plan.name for plan in plans.by_name.values() if plan.levende]
    having = [name for name in living if item.id in plans.by_name[name].entry_of]
    return item.id if having == [item.plan] == [max(living)] else str(item.ref)


def listed(values: Iterable[object]) -> str:
    """The values with commas between them."""
    return ", ".join(str(value) for value in values)

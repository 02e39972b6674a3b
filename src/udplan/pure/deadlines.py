"""Whether an item is late: past its deadline, or not confirmed for too long. The day to judge by is given."""

from datetime import date

from udplan.domain.emne import Emne
from udplan.domain.settings import Foraeldelse


def is_overdue(emne: Emne, as_of: date) -> bool:
    """Whether a live item's whole deadline lies before the day; times are vejledende."""
    return emne.levende and emne.frist is not None and emne.frist.lies_before(as_of)


def is_stale(emne: Emne, as_of: date, foraeldelse: Foraeldelse) -> bool:
    """Whether a live item's status was confirmed too long ago; one never begun need not have been confirmed."""
    if not emne.levende or emne.opdateret is None:
        return False
    return (as_of - emne.opdateret).days > days_allowed(emne, foraeldelse)


def days_allowed(emne: Emne, foraeldelse: Foraeldelse) -> int:
    """How many days an item may go without an update: the directors follow theirs monthly."""
    return foraeldelse.maaned if emne.direktionsfokus else foraeldelse.halvaar

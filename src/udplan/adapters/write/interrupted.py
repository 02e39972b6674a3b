"""Whether a command that writes several files was interrupted half-way: then its journal is still there."""

import os
from hashlib import sha256
from pathlib import Path

from udplan.adapters.folders import state_folder
from udplan.ground.errors import UdplanError
from udplan.ground.message import _


def journal_of(root: Path) -> Path:
    """Where the journal of a workspace lies. Raises UdplanError for a user without a home."""
    name = sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:24]
    place = state_folder() / f"{name}.json"
    if not place.is_absolute():
        raise UdplanError(_("there is no home folder to note in what is being written"), _("nothing was changed"))
    return place


def is_interrupted(root: Path) -> bool:
    """Whether a command of this user's was interrupted here half-way; the next that writes finishes it."""
    try:
        return os.path.lexists(journal_of(root))
    except UdplanError:
        return False

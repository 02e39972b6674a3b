"""What is wrong with a call. A plan's own faults are values (`Problem`); anything else that is raised is a bug."""

import errno
from typing import Final

from udplan.ground.message import NOTHING, Text, _
from udplan.ground.problem import Problem


class UdplanError(Exception):
    """The work cannot be done: the input is at fault (exit code 1). `hint` says what to do."""

    exit_code = 1

    def __init__(self, message: Text, hint: Text = NOTHING) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the plan's files that the work cannot be done for."""
        self.notes: list[Text] = []
        """What else is worth saying, such as that an interrupted command was finished before."""


class UsageFault(UdplanError):
    """The command line is at fault (exit code 2)."""

    exit_code = 2


class FileChanged(UdplanError):
    """A file is no longer what was read; nothing was written to it."""


class NotAFile(OSError):
    """What stands in a file's place is a folder, a pipe or a device, and is not opened."""


class NotAFolder(OSError):
    """What stands in a folder's place is a link, a file or a device, and is not gone into."""


_REASONS: Final = {
    errno.ENOENT: _("there is no such file or folder"),
    errno.EACCES: _("you have no permission for that"),
    errno.EPERM: _("you have no permission for that"),
    errno.EISDIR: _("it is a folder"),
    errno.ENOTDIR: _("a part of the path is not a folder"),
    errno.EEXIST: _("it is there already"),
    errno.ENOSPC: _("the disk is full"),
    errno.EROFS: _("the disk can only be read"),
    errno.ENAMETOOLONG: _("the name is too long"),
}
"""What the system's commonest refusals are called; it says them in its own language."""


def reason_of(error: OSError) -> Text:
    """Why the system, or udplan itself, could not open or write a file."""
    if isinstance(error, NotAFile):
        return _("it is not a file")
    if isinstance(error, NotAFolder):
        return _("it is not a folder")
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)

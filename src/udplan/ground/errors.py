"""What is wrong with a call. A plan's own faults are values (`Problem`); anything else that is raised is a bug."""


class UdplanError(Exception):
    """The work cannot be done: the input is at fault (exit code 1). `hint` says what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageFault(UdplanError):
    """The command line is at fault (exit code 2)."""

    exit_code = 2


class FileChanged(UdplanError):
    """A file is no longer what was read; nothing was written to it."""

"""Child processes that run a part of the program, to be killed, to race, or to be somebody else."""

import os
import signal
import sys
import traceback
from collections.abc import Callable

LIMIT = 120
"""How many seconds a child may take before it is killed, so that whoever waits for it never waits for ever."""


def child(work: Callable[[], int | None]) -> int:
    """Start a process that does the work silently and ends with its exit code; gives its process id.

    One that takes longer than LIMIT ends with SIGALRM.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(LIMIT)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        if not os.environ.get("UDPLAN_SHOW_CHILDREN"):
            os.dup2(null, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")
        code = work() or 0
    except BaseException:  # noqa: BLE001 - a child must never return into the test run
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)  # and nothing before it, or an interrupt there would let the child out


def ended(pid: int) -> int:
    """Wait for a process: its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

"""Why the system refuses: in words of the language that is spoken, where they are known."""

import errno

import pytest

from support.words import DANISH, ENGLISH
from udplan.ground.errors import NotAFile, NotAFolder, reason_of


@pytest.mark.parametrize(
    ("error", "danish"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "filen eller mappen findes ikke"),
        (PermissionError(errno.EACCES, "Permission denied"), "det har du ikke rettigheder til"),
        (OSError(errno.ENOSPC, "No space left on device"), "disken er fuld"),
        (NotAFile(), "det er ikke en fil"),
        (NotAFolder(), "det er ikke en mappe"),
    ],
)
def test_the_commonest_reasons_are_said_in_danish(error: OSError, danish: str) -> None:
    assert DANISH(reason_of(error)) == danish
    assert ENGLISH(reason_of(error)) != error.strerror


def test_any_other_reason_is_said_as_the_system_has_it() -> None:
    assert reason_of(OSError(errno.EIO, "Input/output error")) == "Input/output error"

"""The municipality's own templates: what lies in the folder `templates` beside `plan`."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from udplan.adapters.read.sources import MOST_BYTES, files_below, read_file
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.message import _

FOLDER: Final = "templates"
SUFFIX: Final = ".j2"


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template: its path below the folder of templates (with `/`), and its bytes."""

    name: str
    content: bytes


def template_files(root: Path) -> tuple[TemplateFile, ...]:
    """The municipality's own templates as they lie in the folder now, sorted; none where there is no such folder.

    Raises UdplanError for a link that leads out of the folder, which might print any file of the machine, and for a
    template that cannot be read or is too large.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        return ()
    if not os.path.realpath(folder).startswith(os.path.realpath(root) + os.sep):
        raise _leads_out(FOLDER)
    paths, links = files_below(root, FOLDER)
    if links:
        raise _leads_out(min(links))
    return tuple(
        TemplateFile(path.removeprefix(f"{FOLDER}/"), content)
        for path, place in paths.items()
        if not path.rpartition("/")[2].startswith(".") and (content := _content(path, place)) is not None
    )


def _leads_out(path: str) -> UdplanError:
    message = _("{file} is a link that leads out of the folder `{folder}`, and is not followed")
    return UdplanError(message.format(file=path, folder=FOLDER), _("put the file itself there"))


def _content(path: str, place: str) -> bytes | None:
    """The bytes of a template; None for what is none and too large to be a part of one."""
    try:
        content = read_file(place)
    except OSError as error:
        message = _("{template}: it cannot be opened: {reason}")
        raise UdplanError(message.format(template=path, reason=reason_of(error))) from None
    if len(content) <= MOST_BYTES:
        return content
    if path.endswith(SUFFIX):
        raise UdplanError(_("{template}: it is larger than 1 MiB").format(template=path))
    return None

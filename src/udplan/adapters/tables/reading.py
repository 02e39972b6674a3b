"""A table file as cells: the one door to all formats, which says what cannot be read and why."""

from pathlib import Path
from typing import Final

from udplan.ground.errors import UdplanError, UsageFault, reason_of
from udplan.ground.message import _
from udplan.pure.importing.cells import MOST_CELLS, Tables, TooManyCells

MOST_BYTES: Final = 32 * 1024 * 1024
SUFFIXES: Final = (".xlsx", ".xlsm", ".ods", ".csv", ".docx")


def tables_of(path: Path) -> Tables:
    """What a table file holds. Nothing in it is run, and nothing outside it is fetched.

    Raises UdplanError for a file that cannot be read, UsageFault for a format that is not known.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageFault(
            _("{file} is no table that udplan can read").format(file=path),
            _("save it as one of {values}").format(values=", ".join(SUFFIXES)),
        )
    content = _content(path)
    try:
        return _read(suffix, content, path.name)
    except TooManyCells:
        raise UdplanError(
            _("{file} has more than {count} cells, which no plan has").format(file=path.name, count=MOST_CELLS),
            _("save the part with the plan as a file of its own"),
        ) from None


def _read(suffix: str, content: bytes, file: str) -> Tables:
    if suffix == ".csv":
        from udplan.adapters.tables.csv_file import csv_tables

        return csv_tables(content, file)
    if suffix == ".ods":
        from udplan.adapters.tables.ods import ods_tables

        return ods_tables(content, file)
    if suffix == ".docx":
        from udplan.adapters.tables.docx import docx_tables

        return docx_tables(content, file)
    from udplan.adapters.tables.xlsx import xlsx_tables

    return xlsx_tables(content, file)


def missing_library(file: str, library: str) -> UdplanError:
    """The error for a format whose library is not installed."""
    return UdplanError(
        _("{file} cannot be read: {library} is not installed").format(file=file, library=library),
        _("write pip install 'udplan[import]', or save the table as .csv or .ods"),
    )


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            path.stat()
            raise UdplanError(_("{file} is not a file").format(file=path))
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UdplanError(_("{file} cannot be opened: {reason}").format(file=path, reason=reason_of(error))) from None
    if len(content) > MOST_BYTES:
        raise UdplanError(_("{file} is larger than 32 MiB, which no plan is").format(file=path))
    if not content.strip():
        raise UdplanError(_("{file} is empty").format(file=path))
    return content

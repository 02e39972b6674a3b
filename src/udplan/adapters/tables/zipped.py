"""The parts of an office file, which is a zip archive: measured before anything is unpacked, and never with a DTD."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from zipfile import BadZipFile, ZipFile

from udplan.ground.errors import UdplanError
from udplan.ground.message import _

MOST_UNPACKED: Final = 64 * 1024 * 1024
_MOST_PARTS: Final = 5_000
_CHUNK: Final = 1 << 16
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
_DTD: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_XML: Final = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)


def opened(content: bytes, file: str) -> ZipFile:
    """The archive. Raises UdplanError for one that is none, is locked, unpacks to too much, or has a DTD inside."""
    if content.startswith(_OLD_FORMAT):
        raise UdplanError(
            _("{file} has a password, or is in Office's format from before 2007").format(file=file),
            _("open it and save it without a password as .xlsx, .docx, .ods or .csv"),
        )
    try:
        archive = ZipFile(BytesIO(content))
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UdplanError(_("{file} unpacks to more than 64 MiB, which no plan does").format(file=file))
        for part in parts:
            if part.flag_bits & 1:
                raise UdplanError(_("{file} has a password").format(file=file), _("save it without one"))
            if _XML.search(part.filename) and any(mark in archive.read(part) for mark in _DTD):
                raise UdplanError(
                    _("{file} has a DTD in {part}, which office programs never write").format(
                        file=file, part=part.filename
                    )
                )
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise damaged(file, error) from None
    return archive


def damaged(file: str, error: object) -> UdplanError:
    """The error for a file that is not what its suffix says, or is damaged."""
    return UdplanError(
        _("{file} cannot be read: {reason}").format(file=file, reason=str(error) or type(error).__name__),
        _("open it in the program it is from, and save it again"),
    )


def elements(stream: IO[bytes], file: str) -> Iterator[tuple[str, Element]]:
    """What begins and ends in an XML part, one after the other. Raises UdplanError where it is no XML."""
    parser: Any = XMLPullParser(("start", "end"))
    try:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            yield from parser.read_events()
        parser.close()
        yield from parser.read_events()
    except ParseError as error:
        raise damaged(file, error) from None

r"""Cases of the corpus: a whole plan, and what is expected of it, in one text that fits a screen.

    A theme that plan.yaml does not have, and the known one that it is most like.

    -- plan/2025-2026/driftsaendringer/D101.yaml --
    titel: Flere pædagoger
    temaer: [kloge-kvm]

    == expected ==
    plan/2025-2026/driftsaendringer/D101.yaml:2:10: error[unknown-tema]: …

A case begins with a sentence on what it shows. `-- PATH --` begins a file, which ends at the empty line before the next
marker. The cases in `tests/plans` have the files of `base.txt` too, and say only what differs from them.

What cannot be seen in a text is said in brackets: `-- PATH [bom crlf] --`.

    gone            there is no such file: not that of the base, nor of the moment before
    from=PATH       the same bytes as another file; a name alone is one in the same folder
    bom             begins with the byte order mark of UTF-8
    crlf            its lines end as on Windows
    no-newline      its last line does not end
    encoding=NAME   is not UTF-8, but what Python knows by this name, such as cp1252
    repeat=N        all of it, N times over
    escaped         \t, \r, \x00, \u200b and \U0001f600 are characters, and \\ is a backslash

Escapes are understood in paths always. Characters that cannot be seen, blanks at the end of a line and letters that are
not NFC are refused wherever they stand for themselves. `-- PATH/ --` is a folder.

`== commit: MESSAGE ==` begins a moment, which has all the files of the moment before but for what it says, and may name
its `author: `, `date: ` and `tag: `. The files as they lie are those of the last commit, or of `== not committed ==`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Final

PLANS: Final = Path(__file__).parents[1] / "plans"
_NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})
EXPECTED: Final = "== expected =="
_NOT_COMMITTED: Final = "== not committed =="
_COMMIT: Final = re.compile(r"== commit: (.+) ==")
_FILE: Final = re.compile(r"-- (\S+?)(/?)(?: \[([^\]]+)\])? --")
_ABOUT: Final = re.compile(r"(author|date|tag): (.+)")
_HEX: Final = "[0-9a-f]"
_ESCAPE: Final = re.compile(rf"\\(?:([\\tr])|(x{_HEX}{{2}}|u{_HEX}{{4}}|U00(?:0{_HEX}|10){_HEX}{{4}}))?")
_LETTERS: Final = {"\\": "\\", "t": "\t", "r": "\r"}
_ESCAPES: Final = {character: f"\\{letter}" for letter, character in _LETTERS.items()}
_BOM: Final = b"\xef\xbb\xbf"
_WITHOUT_CONTENTS: Final = ("gone", "from")
_OPTIONS: Final = (*_WITHOUT_CONTENTS, "bom", "crlf", "no-newline", "encoding", "repeat", "escaped")


class MalformedCase(ValueError):
    """The text is no case; the message begins with the file and the line."""


@dataclass(frozen=True)
class Moment:
    """All files at a moment by their paths, those of folders ending with `/`, and how they were committed."""

    message: str | None
    """None where they are not committed."""
    about: Mapping[str, str]
    files: dict[str, bytes]


@dataclass(frozen=True)
class Case:
    """A case by its name, what it shows, its moments from the first to the last, and the report that is expected."""

    name: str
    shows: str
    moments: tuple[Moment, ...]
    expected: str

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files as they lie at the end."""
        return self.moments[-1].files


def plan_cases(folder: str) -> list[Case]:
    """The cases of a folder of `tests/plans`, each with the base below it, by name."""
    base = read_case(PLANS / "base.txt").files
    return [read_case(path, base) for path in sorted((PLANS / folder).glob("*.txt"))]


def plan_case(name: str) -> Case:
    """One case of `tests/plans`, such as `bad/stale`."""
    return read_case(PLANS / f"{name}.txt", read_case(PLANS / "base.txt").files)


def read_case(path: Path, base: Mapping[str, bytes] = _NO_FILES) -> Case:
    """The case that a file is, with the files that it builds on. Raises MalformedCase."""
    return case_from_text(path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}", base)


def write_files(files: Mapping[str, bytes], root: Path) -> Path:
    """Put the files of a moment into a folder."""
    for path, content in files.items():
        target = root / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return root


def case_from_text(text: str, file: str, base: Mapping[str, bytes] = _NO_FILES) -> Case:
    """The case that the text of a file is. Raises MalformedCase with the file and the line."""
    heading, *blocks = _blocks(text, file)
    shows = " ".join(heading.lines).strip()
    if not shows:
        raise heading.malformed("a case begins with a sentence on what it shows")
    expected = ""
    if blocks and blocks[-1].marker == EXPECTED:
        expected = "".join(f"{line}\n" for line in blocks.pop().lines)
    moments: list[Moment] = []
    for block in blocks:
        if block.marker.startswith("== "):
            moments.append(_moment(block, moments, base))
            continue
        if not moments:
            moments.append(Moment(None, {}, dict(base)))
        _change(block, moments[-1].files)
    return Case(PurePath(file).stem, shows, tuple(moments) or (Moment(None, {}, dict(base)),), expected)


def with_expected(text: str, report: str) -> str:
    """A case's text with another report at its end, or with its first."""
    head, _marker, _report = text.partition(f"\n{EXPECTED}\n")
    return f"{head}\n{EXPECTED}\n{report}"


def text_from_files(shows: str, files: Mapping[str, bytes]) -> str:
    """The text of a case that has these files and no others, whatever their bytes are."""
    return "\n".join([f"{shows}\n", *(_file_text(path, content) for path, content in files.items())])


@dataclass(frozen=True)
class _Block:
    """A marker and the lines below it, without the empty one before the next marker."""

    file: str
    number: int
    marker: str
    lines: list[str] = field(default_factory=list)

    def malformed(self, reason: str) -> MalformedCase:
        return MalformedCase(f"{self.file}:{self.number}: {reason}")


def _blocks(text: str, file: str) -> Iterator[_Block]:
    lines = text.split("\n")
    if lines.pop():
        raise MalformedCase(f"{file}:{len(lines) + 1}: the last line does not end")
    block = _Block(file, 1, "")
    for number, line in enumerate(lines, start=1):
        if not _is_visible(line):
            raise MalformedCase(f"{file}:{number}: what cannot be seen is written as an escape: {line!a}")
        if not _is_marker(line):
            block.lines.append(line)
            continue
        if block.lines and block.lines.pop():
            raise MalformedCase(f"{file}:{number}: an empty line goes before a marker")
        yield block
        block = _Block(file, number, line)
    yield block


def _is_marker(line: str) -> bool:
    return line.startswith(("-- ", "== "))


def _is_visible(line: str) -> bool:
    return line.isprintable() and not line.endswith(" ") and unicodedata.is_normalized("NFC", line)


def _moment(block: _Block, before: list[Moment], base: Mapping[str, bytes]) -> Moment:
    """The moment that a marker begins, with the files of the one before."""
    commit = _COMMIT.fullmatch(block.marker)
    if not commit and block.marker != _NOT_COMMITTED:
        forms = f"`== commit: MESSAGE ==`, `{_NOT_COMMITTED}` or, at the end, `{EXPECTED}`"
        raise block.malformed(f"{forms}, not {block.marker}")
    if before and before[-1].message is None:
        raise block.malformed("nothing is committed after what is not committed")
    about: dict[str, str] = {}
    for line in block.lines:
        said = _ABOUT.fullmatch(line) if commit else None
        if not said:
            raise block.malformed(f"a commit has `author: `, `date: ` and `tag: `, no {line}")
        about[said[1]] = said[2]
    return Moment(commit and commit[1], about, dict(before[-1].files if before else base))


def _change(block: _Block, files: dict[str, bytes]) -> None:
    """Do to the files what a block says of one of them."""
    marker = _FILE.fullmatch(block.marker)
    if not marker:
        raise block.malformed(f"`-- PATH --` or `-- PATH [OPTIONS] --`, not {block.marker}")
    path, folder = _unescaped(block, marker[1]), marker[2]
    options = _options(block, marker[3] or "")
    if block.lines and (folder or any(option in options for option in _WITHOUT_CONTENTS)):
        raise block.malformed(f"nothing can be in {path} here")
    if "gone" in options:
        del files[_known(block, path, files)]
    elif source := options.get("from"):
        folder = path.removesuffix(path.rpartition("/")[2])
        source = source if "/" in source else folder + source
        files[path] = files[_known(block, source, files)]
    else:
        files[path + folder] = _content(block, options)


def _known(block: _Block, path: str, files: Mapping[str, bytes]) -> str:
    if path not in files:
        raise block.malformed(f"there is no {path} so far")
    return path


def _options(block: _Block, words: str) -> dict[str, str]:
    options = dict(word.partition("=")[::2] for word in words.split())
    for option in options:
        if option not in _OPTIONS:
            raise block.malformed(f"`{option}` is not among {', '.join(_OPTIONS)}")
    return options


def _content(block: _Block, options: Mapping[str, str]) -> bytes:
    lines = [_unescaped(block, line) for line in block.lines] if "escaped" in options else block.lines
    line_end = "\r\n" if "crlf" in options else "\n"
    text = "".join(f"{line}{line_end}" for line in lines)
    if "no-newline" in options:
        text = text.removesuffix(line_end)
    try:
        content = text.encode(options.get("encoding", "utf-8"))
        return (_BOM if "bom" in options else b"") + content * int(options.get("repeat", "1"))
    except (LookupError, ValueError) as error:
        raise block.malformed(str(error)) from None


def _unescaped(block: _Block, text: str) -> str:
    def character(found: re.Match[str]) -> str:
        letter, code = found.groups()
        if letter:
            return _LETTERS[letter]
        if code:
            return chr(int(code[1:], 16))
        raise block.malformed(rf"a backslash is written \\ here: {text}")

    return _ESCAPE.sub(character, text)


def _file_text(path: str, content: bytes) -> str:
    """A file's marker and its lines, in the notation that shows every byte."""
    options = ["bom"] if content.startswith(_BOM) else []
    rest = content.removeprefix(_BOM)
    try:
        text = rest.decode()
    except UnicodeDecodeError:
        text = rest.decode("latin-1")
        options.append("encoding=latin-1")
    if text.count("\r\n") == text.count("\n") > 0:
        text = text.replace("\r\n", "\n")
        options.append("crlf")
    *lines, last = text.split("\n")
    if last:
        lines.append(last)
        options.append("no-newline")
    if not all(_is_visible(line) and not _is_marker(line) for line in lines):
        lines = [_escaped(line) for line in lines]
        options.append("escaped")
    said = f" [{' '.join(options)}]" if options else ""
    return "\n".join([f"-- {_escaped(path).replace(' ', _code(' '))}{said} --", *lines, ""])


def _escaped(line: str) -> str:
    """A line as it stands in a file that is `escaped`."""
    if _is_marker(line):
        return _code(line[0]) + _escaped(line[1:])
    apart = not unicodedata.is_normalized("NFC", line)
    body = line.rstrip(" ")
    return "".join(_shown(each, apart) for each in body) + _code(" ") * (len(line) - len(body))


def _shown(character: str, apart: bool) -> str:
    """A character as it is or as an escape; `apart` where letters would melt together with the accents after them."""
    if character in _ESCAPES:
        return _ESCAPES[character]
    return _code(character) if (apart and character >= "\u0300") or not character.isprintable() else character


def _code(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"

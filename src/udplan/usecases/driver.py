"""udplan as git's own way to show what happened to a plan file (https://git-scm.com/docs/gitattributes).

git is answered whatever the files hold: a driver that fails would stop git in the middle of what it shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Final

from udplan.adapters.printers.news import news_text
from udplan.adapters.printers.tables import printable
from udplan.adapters.read.sources import MOST_BYTES, read_file
from udplan.adapters.read.understand import understood
from udplan.domain.names import DEFAULT_PATTERN, SETTINGS, FilePath, ItemName, file_path, item_name, settings_path
from udplan.domain.plan import Item, Part, Plan, Round, Said
from udplan.domain.vocabulary import BOGSTAVER, ROUNDS_FOLDER, TYPER
from udplan.ground.errors import UdplanError, UsageFault, reason_of
from udplan.ground.language import Words
from udplan.ground.message import Message, Text, _
from udplan.pure.news.plain_lines import plain_lines
from udplan.pure.news.plans import news_between

NO_FILE: Final = "/dev/null"
"""What git names where a side has no file, on every system."""
_INDENT: Final = "  "


@dataclass(frozen=True, slots=True)
class _Side:
    """A file on one side: its path in the repository, its bytes (None where it has none), and its mode."""

    path: str
    content: bytes | None
    mode: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file lies in a plan: the folder that the workspace is in ends with `/`, or is empty."""

    workspace: str
    file: FilePath


def driver_text(arguments: Sequence[str], words: Words) -> str:
    """What git calls `diff.<driver>.command` for: a file before and after, in words.

    The arguments are git's: path, then file, hex and mode of the old and of the new; after a rename also the new
    path and how alike they are; of an unmerged file the path alone. Raises UsageFault for another number of them.
    """
    if len(arguments) not in (1, 7, 9):
        raise UsageFault(
            _("git gives a diff driver 1, 7 or 9 arguments, not {count}").format(count=len(arguments)),
            _('set it up with: git config diff.udplan.command "udplan diff --driver"'),
        )
    path = arguments[0]
    if len(arguments) == 1:
        return _under(_head(path), words, [_("it is not merged: what is to be chosen between is marked in the file")])
    new_path = arguments[7] if len(arguments) > 7 else path
    head = _head(path, new_path)
    try:
        old = _side(path, arguments[1], arguments[3])
        new = _side(new_path, arguments[4], arguments[6])
    except OSError as error:
        return _under(head, words, [_("it cannot be opened: {reason}").format(reason=reason_of(error))])
    return _under(head, words, [*_mode_lines(old, new), *_told(old, new, words)])


def textconv_text(arguments: Sequence[str]) -> str:
    """What git calls `diff.<driver>.textconv` for: one file as plain lines; as it is where it cannot be understood.

    Raises UsageFault for another number of files, UdplanError for one that cannot be opened.
    """
    if len(arguments) != 1:
        raise UsageFault(
            _("git gives a textconv filter 1 argument, not {count}").format(count=len(arguments)),
            _('set it up with: git config diff.udplan.textconv "udplan diff --textconv"'),
        )
    path = Path(arguments[0])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UdplanError(_("{file} cannot be opened: {reason}").format(
            file=path, reason=reason_of(error))) from None  # fmt: skip
    for kind in _possible_kinds(path):
        data = understood(kind, content).data
        if data is not None:
            return "".join(f"{printable(line)}\n" for line in plain_lines(data))
    return content.decode("utf-8", "backslashreplace")


def _head(path: str, new_path: str | None = None) -> str:
    names = path if new_path in (None, path) else f"{path} {new_path}"
    return printable(f"diff --udplan {names}")


def _under(head: str, words: Words, lines: Sequence[Text]) -> str:
    said = map(words, lines)
    return "".join(f"{line}\n" for line in (head, *(f"{_INDENT}{line}" if line else "" for line in said)))


def _side(path: str, file: str, mode: str) -> _Side:
    return _Side(path, None if file == NO_FILE else read_file(file), mode)


def _mode_lines(old: _Side, new: _Side) -> Iterator[Text]:
    if old.content is not None and new.content is not None and old.mode != new.mode:
        yield _("file mode {old} → {new}").format(old=old.mode, new=new.mode)


def _told(old: _Side, new: _Side, words: Words) -> Iterator[Text]:
    before, after = _place(old.path), _place(new.path)
    if before is None or after is None:
        yield from _text_lines(_("not a plan file, so its lines are compared:"), old, new)
        return
    then, now = _plan(before, old), _plan(after, new)
    if then is None or now is None:
        yield from _text_lines(_("a side of it cannot be understood, so its lines are compared:"), old, new)
        return
    news = news_between(then, now)
    if news:
        yield from news_text(news, words).splitlines()
    elif old.content != new.content:
        yield _("only layout, comments or the order of keys differ")
    elif before.file.plan != after.file.plan:
        moved = _("moved from the plan {old} to the plan {new}")
        yield moved.format(old=before.file.plan, new=after.file.plan)


def _place(path: str) -> _Place | None:
    """Where in a plan a file of the repository lies; None if it is no plan file."""
    folders = path.split("/")
    for depth in (3, 4):
        if (found := file_path("/".join(folders[-depth:]))) is not None:
            return _Place("".join(f"{folder}/" for folder in folders[:-depth]), found)
    return None


def _plan(place: _Place, side: _Side) -> Plan | None:
    """The plan with this file alone: without parts where there is none, None where it is not understood."""
    if side.content is None:
        return Plan("")
    data = understood(place.file.kind, side.content).data
    if data is None:
        return None
    file, path = place.file, str(place.file)
    said = Said({path: data})
    if file.kind == SETTINGS:
        return Plan("", Part("", "", SETTINGS, "", path, said))
    if not file.is_item:
        return Plan("", None, (), (Round("", file.folder, file.stem, "", path, said),))
    name = item_name(file.stem, DEFAULT_PATTERN) or item_name(file.stem, _pattern(place)) or ItemName(file.stem, "")
    return Plan("", None, (Item("", file.folder, name.id, name.slug, path, said),))


def _pattern(place: _Place) -> str:
    """What the plan's ids look like today. git calls its drivers in the repository's own folder."""
    try:
        content = read_file(place.workspace + settings_path(place.file.plan))
    except OSError:
        return DEFAULT_PATTERN
    return str((understood(SETTINGS, content).data or {}).get("id_moenster", DEFAULT_PATTERN))


def _possible_kinds(path: Path) -> Sequence[str]:
    """What a file may be by its name, and by its folder where git has not put a copy elsewhere."""
    if path.name == SETTINGS:
        return (SETTINGS,)
    folder = path.parent.name
    if folder in TYPER or folder == ROUNDS_FOLDER:
        return (folder,)
    named = item_name(path.stem, DEFAULT_PATTERN)
    if named is not None:
        return [str(kind) for kind, letter in BOGSTAVER.items() if named.id.startswith(letter)]
    return (ROUNDS_FOLDER, *TYPER)


def _text_lines(why: Message, old: _Side, new: _Side) -> Iterator[Text]:
    """The two files compared line by line, as far as they are text."""
    contents = [side.content or b"" for side in (old, new)]
    if any(len(content) > MOST_BYTES for content in contents):
        yield _("larger than 1 MiB, which no plan file is: not compared")
        return
    if any(b"\0" in content for content in contents):
        yield _("not text: not compared")
        return
    before, after = (content.decode("utf-8", "backslashreplace").splitlines() for content in contents)
    names = [NO_FILE if side.content is None else side.path for side in (old, new)]
    lines = list(unified_diff(before, after, fromfile=names[0], tofile=names[1], lineterm=""))
    if lines:
        yield why
        yield from map(printable, lines)
    elif contents[0] != contents[1]:
        yield _("only the ends of lines differ")

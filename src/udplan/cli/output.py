"""Streams and surroundings of a command: data to stdout as UTF-8, everything else to stderr."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from udplan.adapters.printers.tables import printable
from udplan.adapters.read.sources import find_root, named_root
from udplan.cli.language import _, brief, plural, worded, words
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import Text
from udplan.ground.problem import Problem

if TYPE_CHECKING:
    from udplan.domain.plan import Plans as PlansOfMoment
    from udplan.usecases.moments import Moment, Moments


def use_utf8() -> None:
    """Write UTF-8 whatever the system's code page is; Windows would otherwise lose or refuse æøå."""
    # Python has no stream where the caller closed it; what nobody wants to read goes nowhere.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def give_up_stdout() -> None:
    """Let what is still to be written vanish: Python would try once more at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def out(text: str) -> None:
    """Data, exactly as it is."""
    sys.stdout.write(text)


def shown(text: str) -> None:
    """A line of data for people to read, safe for a terminal."""
    sys.stdout.write(printable(text) + "\n")


def say(text: Text) -> None:
    """Anything that is not data, safe for a terminal."""
    sys.stderr.write(printable(worded(text)) + "\n")


def say_error(error: UdplanError) -> None:
    """What is wrong and what to do about it, a line each whatever the names in them hold."""
    say(f"{_('error')}: {' '.join(brief(error.message).splitlines())}")
    if error.hint:
        say(f"  {_('hint')}: {' '.join(brief(error.hint).splitlines())}")


def say_problem(problem: Problem) -> None:
    """A problem as `udplan check` would report it."""
    from udplan.adapters.printers.problems import text_lines

    sys.stderr.write(text_lines([problem], words()))


def today() -> date:
    """The one place that reads the clock."""
    return date.today()  # noqa: DTZ011 - a day in the user's own time zone is what is meant


def day_at(asked: date | None, moment: "Moment | None") -> date:
    """The day that an option named; by default that of the moment that --at names, or today."""
    return asked or (moment.day if moment is not None else today())


def workspace_root(asked: Path | None, *, bare: bool = False) -> Path:
    """The workspace that --root names, or the nearest at or above the current folder.

    With `bare` also a bare repository, which has commits of a plan but no files of one.
    """
    from udplan.adapters.write.interrupted import is_interrupted

    try:
        root = named_root(asked) if asked is not None else find_root(_current_folder())
    except UdplanError:
        from udplan.adapters.git.run import bare_repository

        repository = bare_repository(asked or _current_folder()) if bare else None
        if repository is None:
            raise
        return repository
    if is_interrupted(root):
        say(_("warning: a command was interrupted here half-way; the next one that writes will finish it"))
    return root


def moments_of(root: Path) -> "Moments":
    """The moments of a workspace, with what is kept of it between runs."""
    from udplan.adapters.read.kept import Kept, kept_file
    from udplan.usecases.moments import Moments

    return Moments(root, Kept(kept_file(root)))


def moment_at(moments: "Moments", at: str | None, plans: Sequence[str] = ()) -> "Moment | None":
    """The moment that --at names, None for now; says what the name was taken to mean."""
    if at is None:
        return None
    from udplan.usecases.moments import moment_at as found

    moment = found(moments, at, plans)
    if moment.note:
        say(moment.note)
    return moment


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise UdplanError(_("the current folder is no longer there"), _("go to another, or use --root")) from None


def table_width() -> int | None:
    """The terminal's width; None, no limit, where the output is not a terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() or "COLUMNS" in os.environ else None


def say_internal(intern: bool) -> None:
    """That what was shown may not be read by everybody."""
    if intern:
        say(_("INTERNAL: closed items are shown"))


def warn_of_closed(texts: Iterable[tuple[str, str]], whole: "PlansOfMoment") -> None:
    """Warn where texts, each of a plan, that were shown to the public name an item that is closed in these plans."""
    from udplan.pure.view.public import has_closed

    if has_closed(whole):
        # Imported here because most plans have nothing that is closed.
        from udplan.pure.view.last_look import warning_of_closed

        if warning := warning_of_closed(texts, whole):
            say(warning)


def say_left_out(closed: int, broken: int) -> None:
    """What a public answer left out, in numbers only, and what could not be read."""
    if closed:
        text = plural("{count} closed item is left out", "{count} closed items are left out", closed)
        say(text.format(count=closed))
    if broken:
        text = plural(
            "{count} file could not be read; see udplan check", "{count} files could not be read; see udplan check",
            broken,
        )  # fmt: skip
        say(text.format(count=broken))


def say_older(counts: Mapping[str, int]) -> None:
    """How many more of what was asked for there are in older plans that are alive too."""
    for plan, count in counts.items():
        if not count:
            continue
        text = plural(
            "{count} more item in {plan}; --plan all shows it too",
            "{count} more items in {plan}; --plan all shows them too",
            count,
        )
        say(text.format(count=count, plan=plan))


def format_of(output: Path, known: Mapping[str, str]) -> str:
    """The format that the suffix of a file to write says. Raises UsageFault for a suffix that is not known."""
    found = known.get(output.suffix.lower())
    if found is None:
        raise UsageFault(
            _("the suffix of {file} does not say what to write").format(file=output),
            _("known: {values}").format(values=", ".join(known)),
        )
    return found


def data_format(asked: str, known: tuple[str, ...]) -> str:
    """The format asked for. Raises UsageFault for one that is not known."""
    if asked not in known:
        raise UsageFault(
            _("--format {value}: there is none of that name").format(value=asked),
            _("known: {values}").format(values=", ".join(known)),
        )
    return asked

"""`udplan edit`: an item's file in the user's own editor, checked when it comes back."""

import os
import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from udplan.cli.language import _, worded
from udplan.cli.options import Root
from udplan.cli.output import say, say_problem, today, workspace_root
from udplan.cli.typed import item_typed
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.problem import Problem


def edit(
    id: Annotated[str, typer.Argument(metavar="ID", help=_("The item, such as A301."))],  # noqa: A002
    root: Root = None,
) -> int:
    """Open an item's file in $EDITOR and check it on return."""
    from udplan.adapters.read.loader import plans_of
    from udplan.adapters.read.sources import WorkTree
    from udplan.usecases.edit import find_items

    folder = workspace_root(root)
    (file,) = find_items(plans_of(WorkTree(folder)), [item_typed(folder, id)])
    path = folder / file.path
    while True:
        _open(path)
        problems = _problems(folder, file.path, today())
        for problem in problems:
            say_problem(problem)
        if not any(problem.severity == "error" for problem in problems):
            return 0
        if not sys.stdin.isatty() or not _wants_it_again():
            say(_("{file} is left as it is").format(file=file.path))
            return 1


def _wants_it_again() -> bool:
    """Ask; Enter means yes. Typer's own question takes English answers only."""
    answer = typer.prompt(_("The file has errors. Open it again? [Y/n]"), default="", show_default=False, err=True)
    return answer.strip().casefold() not in ("n", "nej", "no")


def _open(path: Path) -> None:
    import subprocess

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "")
    if not editor.strip():
        raise UdplanError(
            _("no editor is chosen"),
            _("set EDITOR to the editor to use, such as EDITOR=nano; the file is {file}").format(file=path),
        )
    try:
        command = [editor] if Path(editor).exists() else shlex.split(editor, posix=sys.platform != "win32")
        code = subprocess.call([*command, str(path)])
    except (OSError, ValueError) as error:
        reason = worded(reason_of(error)) if isinstance(error, OSError) else error
        raise UdplanError(
            _("the editor {editor} cannot be started: {reason}").format(editor=editor, reason=reason)
        ) from None
    if code != 0:
        raise UdplanError(
            _("the editor ended with an error ({code})").format(code=code), _("the file is as it left it")
        )


def _problems(root: Path, path: str, as_of: date) -> list[Problem]:
    from udplan.adapters.read.sources import WorkTree
    from udplan.usecases.check import check

    return [problem for problem in check(WorkTree(root), as_of) if problem.path == path]

"""Showing a file in the browser, for `--browser`."""

from pathlib import Path

from udplan.cli.language import _
from udplan.ground.errors import UdplanError


def show_in_browser(file: Path) -> None:
    """Open a file in the user's browser. Raises UdplanError, with the file's name, where none can be opened."""
    import webbrowser

    if not webbrowser.open(file.absolute().as_uri()):
        raise UdplanError(_("no browser could be opened"), _("open the file yourself: {file}").format(file=file))


def place_for_browser(name: str) -> Path:
    """Where a file is written that nobody asked to keep: the user's own folder for what can be made again."""
    from udplan.adapters.folders import cache_folder

    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name

"""Showing a file in the browser, for `--open`."""

from pathlib import Path

from udplan.cli.language import _
from udplan.ground.errors import UdplanError


def show_in_browser(file: Path) -> None:
    """Open a file in the user's browser. Raises UdplanError, with the file's name, where none can be opened."""
    import webbrowser

    if not webbrowser.open(file.absolute().as_uri()):
        raise UdplanError(_("no browser could be opened"), _("open the file yourself: {file}").format(file=file))

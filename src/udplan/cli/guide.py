"""`udplan guide`: the guide that comes with udplan."""

from pathlib import Path
from typing import Annotated

import typer

from udplan.cli.browser import show_in_browser
from udplan.cli.language import _
from udplan.cli.output import out, say, shown


def guide(
    chapter: Annotated[
        str | None, typer.Argument(metavar=_("[CHAPTER]"), help=_("The chapter to print. Default: a list of them."))
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FILE"), help=_("Write the whole guide to a file, as one HTML page.")),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help=_("Open the whole guide in the browser."))] = False,
) -> int:
    """Show the guide, which is in Danish: chapters, one of them, or all in the browser."""
    from udplan.usecases.guide import chapter_text, chapters, guide_folder, whole_guide

    if chapter is not None:
        out(chapter_text(chapter))
        return 0
    if output is not None or open_:
        from udplan.adapters.write.store import write_report

        target = output or _own_place()
        write_report(target, whole_guide())
        say(_("written: {file}").format(file=target))
        if open_:
            show_in_browser(target)
        return 0
    listed = chapters()
    width = max(len(each.name) for each in listed)
    for each in listed:
        shown(f"{each.name:{width}}  {each.title}: {each.when}")
    say(_("udplan guide CHAPTER prints one; udplan guide --open shows all of it in the browser"))
    say(_("the files are in {folder}").format(folder=guide_folder()))
    return 0


def _own_place() -> Path:
    """Where the guide is written for the browser: in the user's own folder for what can be made again."""
    from udplan.adapters.folders import cache_folder

    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "vejledning.html"

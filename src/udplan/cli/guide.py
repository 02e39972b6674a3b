"""`udplan guide`: the guide that comes with udplan."""

from pathlib import Path
from typing import Annotated

import typer

from udplan.cli.browser import place_for_browser, show_in_browser
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
    browser: Annotated[bool, typer.Option("--browser", help=_("Open the whole guide in the browser."))] = False,
) -> int:
    """Show the guide, which is in Danish: chapters, one of them, or all in the browser."""
    from udplan.usecases.guide import chapter_text, chapters, guide_folder, whole_guide

    if chapter is not None:
        out(chapter_text(chapter))
        return 0
    if output is not None or browser:
        from udplan.adapters.write.store import write_report

        target = output or place_for_browser("vejledning.html")
        write_report(target, whole_guide())
        say(_("written: {file}").format(file=target))
        if browser:
            show_in_browser(target)
        return 0
    listed = chapters()
    width = max(len(each.name) for each in listed)
    for each in listed:
        shown(f"{each.name:{width}}  {each.title}: {each.when}")
    say(_("udplan guide CHAPTER prints one; udplan guide --browser shows all of it in the browser"))
    say(_("the files are in {folder}").format(folder=guide_folder()))
    return 0

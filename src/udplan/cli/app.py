"""The command `udplan`: its commands, and the one place where errors become words and exit codes."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, Final

from udplan.cli import output
from udplan.cli.language import _, mark, use, worded
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.language import language_from_environment

BUG = 3
INTERRUPTED = 130

COMMANDS: Final = {
    "init": ("beginning:init", mark("Begin a plan: plan.yaml, folders, and what editors, git and a CI service need.")),
    "demo": ("demo:demo", mark("Make a plan with a history to try everything on: that of Skovby Kommune.")),
    "status": ("status:status", mark("Show how far the plan is: on the terminal, or as a report in a file.")),
    "list": ("listing:list_items", mark("List items in short, as many as the filters ask for.")),
    "show": ("show:show", mark("Show all that the files of one or more items say.")),
    "diff": ("diff:diff", mark("Show what happened between two moments: rounds, days, tags, commits or now.")),
    "history": ("history:history", mark("Show what happened to an item, commit by commit.")),
    "check": ("check:check", mark("Report every problem of the plan files, with its place and what to do.")),
    "done": ("states:done", mark("Mark items finished: the X, with its date and basis.")),
    "reopen": ("states:reopen", mark("Make finished or dropped items live again.")),
    "drop": ("states:drop", mark("Take items out of the plan by a political decision.")),
    "move": ("states:move", mark("Move an item's deadline; the old one and the reason are kept.")),
    "set": ("setting:set_fields", mark("Set fields of items; a new status also sets when it was updated.")),
    "new": ("creating:new", mark("Add an item with the next free number.")),
    "import": ("importing:import_file", mark("Make items of a table from Word, Excel, LibreOffice or CSV.")),
    "edit": ("editor:edit", mark("Open an item's file in $EDITOR and check it on return.")),
    "save": ("saving:save", mark("Save the plan in git: check it, show the change in words, commit it.")),
    "schema": ("schema:schema", mark("Print the JSON Schema of a kind of plan file, for editors.")),
    "guide": ("guide:guide", mark("Show the guide, which is in Danish: chapters, one of them, or all in the browser.")),
    "round": ("rounds:commands", mark("Prepare a round, freeze it, and prove later that it is still the same.")),
}
"""Every command, where its function is, and what it does. Only the one that is asked for is imported."""
GROUPS: Final = {"round": ("new", "list", "freeze", "verify")}
"""Commands that have commands of their own, which their function gives."""


def main() -> None:
    """Run the command line and exit."""
    # A short-lived process that builds one large plan gains nothing from looking for cycles in it.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error is told on stderr."""
    language = language_from_environment(os.environ)
    use(language)
    output.use_utf8()
    from typer import Abort

    from udplan.cli.words import usage_fault, use_for_typer

    use_for_typer(language)
    try:
        if not arguments:
            from udplan.cli.start import start

            return start()
        code = _commands(arguments).main(args=list(arguments), prog_name="udplan", standalone_mode=False)
        sys.stdout.flush()
    except UdplanError as error:
        for problem in error.problems:
            output.say_problem(problem)
        output.say_error(error)
        return error.exit_code
    except (Abort, KeyboardInterrupt):
        output.say(_("interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has had enough. Nothing more may be written, not even at exit.
        output.give_up_stdout()
        return 0
    except Exception as error:  # noqa: BLE001 - the one boundary
        if type(error).__name__ == "NoArgsIsHelpError":
            output.out(str(error) + "\n")
            return 2
        if hasattr(error, "format_message"):
            output.say_error(usage_fault(error))
            return 2
        if isinstance(error, OSError) and error.errno and error.filename is None:  # a stream, not a file
            output.give_up_stdout()
            output.say_error(
                UdplanError(_("the output cannot be written: {reason}").format(reason=worded(reason_of(error))))
            )
            return 1
        return _bug(error)
    return code if isinstance(code, int) else 0


def _bug(error: Exception) -> int:
    if os.environ.get("UDPLAN_TRACEBACK"):
        raise error
    output.say(_("a bug in udplan: {kind}: {error}").format(kind=type(error).__name__, error=error))
    output.say("  " + _("hint") + ": " + _("set UDPLAN_TRACEBACK=1 and run again to see where"))
    return BUG


def _commands(arguments: Sequence[str]) -> Any:
    """The command line with the command that is asked for, or with all of them where none is."""
    import typer

    from udplan.cli.words import Command, Group

    app = typer.Typer(
        cls=Group,
        name="udplan",
        help=_("The plan for carrying out the budget agreement: check it, list it, mark it finished, report it.")
        + "\n\n"
        + _("Begin with `udplan init`, or try everything on `udplan demo`. The guide is shown by `udplan guide`."),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar=_("COMMAND [ARGUMENTS]…"),
        options_metavar=_("[OPTIONS]"),
    )

    @app.callback()
    def udplan(
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_version, help=_("Show the version and exit."))
        ] = False,
    ) -> None:
        pass

    asked = arguments[0] if arguments and arguments[0] in COMMANDS else None
    for name, (place, says) in COMMANDS.items():
        if asked in (name, None):
            module, _colon, function = place.partition(":")
            command = getattr(import_module(f"udplan.cli.{module}"), function)
            if name in GROUPS:
                app.add_typer(command(), name=name, help=_(says))
            else:
                app.command(name, cls=Command, options_metavar=_("[OPTIONS]"), help=_(says))(command)
    return typer.main.get_command(app)


def _version(asked: bool) -> None:
    if asked:
        import typer

        from udplan import __version__

        output.out(f"udplan {__version__}\n")
        raise typer.Exit(0)

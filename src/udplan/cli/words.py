"""Typer's own words in the user's language: headings of the help, and what is wrong with a command line.

Typer vendors click since 0.26, and click says most things in English without asking a catalogue, so its errors
are told again here from what they hold; the headings do ask gettext's default domain.
"""

import gettext
import os
import re
from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup

from udplan.cli.language import _, mark
from udplan.ground.errors import UsageFault
from udplan.ground.language import DOMAIN, LOCALE_FOLDER, Language

# What Typer itself looks up in the catalogue when it writes a help; named here so that it gets into the catalogue.
TYPERS_OWN = (
    mark("Arguments"),
    mark("Options"),
    mark("Commands"),
    mark("default: {default}"),
    mark("required"),
    mark("env var: {var}"),
)
# Code words for the most part, and so left unmarked where they are used; the rest of them is translated here.
METAVARS = (mark("ID… KEY=VALUE…"), mark("[KEY=VALUE]…"))


def use_for_typer(language: Language) -> None:
    """Let Typer's own calls of gettext find udplan's catalogue in this language."""
    gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))
    gettext.textdomain(DOMAIN)
    # gettext's default domain takes its language from the environment and nowhere else.
    os.environ["LANGUAGE"] = language


class _Words:
    """The parts of a command's help that click writes in English."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        # An option that several commands share may be older than the choice of language.
        for parameter in self.params:  # type: ignore[attr-defined]
            parameter.help = _(parameter.help) if parameter.help else parameter.help
            parameter.metavar = _(parameter.metavar) if parameter.metavar else parameter.metavar

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help and exit.")
        return option

    def get_short_help_str(self, limit: int = 0) -> str:
        """The whole help: Typer would cut the sentence off; the list of commands breaks its lines anyhow."""
        return str(self.help or "")  # type: ignore[attr-defined]


class Command(_Words, TyperCommand):
    """A command whose help is in the user's language."""


class Group(_Words, TyperGroup):
    """The command of commands, in the user's language."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.commands:
            near = get_close_matches(name, self.commands, n=1)
            hint = _("did you mean `{near}`?").format(near=near[0]) if near else _("see udplan --help")
            raise UsageFault(_("there is no command named {name}").format(name=name), hint)
        return super().resolve_command(ctx, args)


def usage_fault(error: Any) -> UsageFault:
    """One of click's usage errors, told in the user's language."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    hint = _("see {command} --help").format(command=context.command_path if context else "udplan")
    name = _parameter(error)
    if kind == "NoSuchOption":
        near = sorted(error.possibilities or ())
        if near:
            hint = _("did you mean {options}?").format(options=", ".join(near))
        return UsageFault(_("there is no option {name}").format(name=error.option_name), hint)
    if kind == "MissingParameter":
        return UsageFault(_("{name} is missing").format(name=name), hint)
    if kind == "BadOptionUsage":
        if "requires" in error.message:
            return UsageFault(_("{name} needs a value after it").format(name=error.option_name), hint)
        return UsageFault(_("{name} takes no value").format(name=error.option_name), hint)
    if kind == "BadParameter":
        return _bad_value(error, name, hint)
    if not error.message or error.message == gettext.gettext("Missing command."):
        return UsageFault(_("a command is missing"), _("see udplan --help"))
    extra = re.match(r"Got unexpected extra arguments? ?\(?s?\)? ?\((.*)\)", error.message)
    if extra:
        return UsageFault(_("too many arguments: {arguments}").format(arguments=extra[1]), hint)
    return UsageFault(error.message, hint)


def _bad_value(error: Any, name: str, hint: str) -> UsageFault:
    truth = re.match(r"'(.*)' is not a valid boolean", error.message, re.DOTALL)
    if truth is None:
        return UsageFault(f"{name}: {error.message}" if name else error.message, hint)
    # A flag takes no value on the command line, so this one comes from the environment.
    variable = error.param.envvar if error.param is not None and isinstance(error.param.envvar, str) else name
    return UsageFault(
        _("{name}: {value} is neither yes nor no").format(name=variable, value=truth[1]),
        _("write 1 for yes or 0 for no"),
    )


def _parameter(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name)
    return str(parameter.opts[0])

"""From a paper to HTML or Markdown by a Jinja template: the general one, or the municipality's own for the report."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Final

from udplan.adapters.printers.environment import (
    Limits,
    Templates,
    TooMuch,
    environment,
    others_than_ours,
    shipped,
    time_limit,
)
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.templates import SUFFIX
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import _
from udplan.pure.paper.papir import Papir

_GENERAL: Final = "papir"
"""The template of every report that has none of its own."""
_LIMITS: Final = Limits()
# All but control characters, those that turn the direction of what follows, and halves of surrogate pairs.
_HARMLESS: Final = "\t\n\r -~\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\U0010ffff"
_ALL_HARMLESS: Final = re.compile(f"[{_HARMLESS}]*")
_STEERING: Final = re.compile(f"[^{_HARMLESS}]")


def known_formats(report: str, own: Templates) -> tuple[str, ...]:
    """The formats that there is a template for: the general ones, and the municipality's own for the report."""
    names = [name.removesuffix(SUFFIX) for name in (*shipped(), *_names(own)) if name.endswith(SUFFIX)]
    kinds = [name.partition(".") for name in names]
    return tuple(sorted({output for kind, _dot, output in kinds if output and kind in (_GENERAL, report)}))


def _names(own: Templates) -> list[str]:
    """The municipality's own templates; what lies in a folder of its own is a part of others."""
    return [each.name for each in own if "/" not in each.name]


def render(
    papir: Papir, output_format: str, own: Templates, *, kept: Kept | None = None, limits: Limits = _LIMITS
) -> str:
    """The paper as text. Raises UsageFault if there is no such format, UdplanError if the template is at fault."""
    own = others_than_ours(own)
    known = known_formats(papir.navn, own)
    if output_format not in known:
        raise UsageFault(
            _("the report {name} has no template for {format}").format(name=papir.navn, format=output_format),
            _("it has these: {names}").format(names=", ".join(known)),
        )
    template_name = f"{papir.navn}.{output_format}{SUFFIX}"
    if template_name not in _names(own):
        template_name = f"{_GENERAL}.{output_format}{SUFFIX}"
    with _faults_told(template_name), time_limit(limits.seconds) if own else nullcontext():
        text = environment(own, output_format, limits, kept).get_template(template_name).render(papir=papir)
    # Neither a browser nor a terminal should be steered by a plan's text; `udplan check` tells where these stand.
    if not _ALL_HARMLESS.fullmatch(text):
        text = _STEERING.sub("\ufffd", text)
    return text.rstrip("\n") + "\n"


@contextmanager
def _faults_told(template_name: str) -> Iterator[None]:
    """Tells what is wrong with a template by its place in it."""
    import jinja2

    try:
        yield
    except TooMuch as error:
        place = _place_in_template(error) or template_name
        hint = _("--templates shipped makes it with the templates that come with udplan")
        raise UdplanError(
            _("{place}: the template was stopped: {reason}").format(place=place, reason=error.reason), hint
        ) from None
    except jinja2.TemplateSyntaxError as error:
        line = f"{error.filename or template_name}:{error.lineno}"
        raise UdplanError(_("{place}: the template is not valid: {reason}").format(
            place=line, reason=error.message)) from None  # fmt: skip
    except jinja2.TemplateNotFound as error:
        raise UdplanError(_("{template}: it uses {name}, which does not exist").format(
            template=template_name, name=error.name or error.message)) from None  # fmt: skip
    except UnicodeDecodeError:
        raise UdplanError(_("{template}: it is not saved as UTF-8").format(template=template_name)) from None
    except (
        jinja2.TemplateRuntimeError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError,
        AssertionError, RecursionError, MemoryError,
    ) as error:  # fmt: skip
        where = _place_in_template(error)
        if where is None:
            raise
        raise UdplanError(
            _("{place}: the template cannot be filled in: {reason}").format(place=where, reason=error),
            _("docs/vejledning names what a template can print"),
        ) from None


def _place_in_template(error: BaseException) -> str | None:
    """`file:line` of the innermost template that was at work when it failed; None if none was."""
    places = [f"{name}:{line}" for name, line in _frames(error) if name.endswith(SUFFIX)]
    return places[-1] if places else None


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next

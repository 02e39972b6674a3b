"""From a report to text through a Jinja template: the municipality's own, else the one that comes with udplan."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udplan.ground.errors import UdplanError, UsageFault, reason_of
from udplan.ground.language import words_of
from udplan.ground.message import Message, _

if TYPE_CHECKING:  # jinja2 costs 50 ms, which only those pay who render
    from jinja2 import BaseLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

FOLDER: Final = "templates"
_SUFFIX: Final = ".j2"
# Control characters, those that turn the direction of what follows, and halves of surrogate pairs.
_STEERING: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PACKAGE: Final = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template that is no file of the work tree: its path below the folder of templates (with `/`), its bytes."""

    name: str
    content: bytes


Templates = Path | tuple[TemplateFile, ...]
"""Where the municipality's own templates come from: a workspace, whose folder is read, or what such a folder held."""


def template_files(root: Path) -> tuple[TemplateFile, ...]:
    """The municipality's own templates as they lie in the folder now."""
    folder = root / FOLDER
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return tuple(TemplateFile(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def known_reports(own: Templates) -> dict[str, tuple[str, ...]]:
    """Every report that has a template, with the formats it has them for; both sorted."""
    found: dict[str, set[str]] = {}
    for file in (*_names(own), *_names_in(_shipped())):
        name, _dot, output = file.removesuffix(_SUFFIX).partition(".")
        if file.endswith(_SUFFIX) and output and not name.startswith("_"):
            found.setdefault(name, set()).add(output)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _names(own: Templates) -> list[str]:
    if isinstance(own, Path):
        return _names_in(own / FOLDER)
    return [each.name for each in own if "/" not in each.name]


def _names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(f"*{_SUFFIX}") if path.is_file()] if folder.is_dir() else []


def _shipped() -> Path:
    packaged = _PACKAGE / FOLDER
    # The wheel carries the templates inside the package; an editable install reads the repository's.
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / FOLDER


def render(report: object, name: str, output_format: str, own: Templates) -> str:
    """The report as text. Raises UsageFault if there is no such template, UdplanError if the template is at fault."""
    import jinja2

    known = known_reports(own)
    if name not in known:
        raise UsageFault(
            _("there is no report named {name}").format(name=name),
            _("these are known: {names}").format(names=", ".join(known)),
        )
    if output_format not in known[name]:
        raise UsageFault(
            _("the report {name} has no template for {format}").format(name=name, format=output_format),
            _("it has these: {names}").format(names=", ".join(known[name])),
        )
    template_name = f"{name}.{output_format}{_SUFFIX}"
    try:
        text = _environment(own, output_format).get_template(template_name).render(rapport=report)
    except jinja2.TemplateSyntaxError as error:
        line = f"{_shown(error.filename or template_name, own)}:{error.lineno}"
        raise UdplanError(_("{place}: the template is not valid: {reason}").format(
            place=line, reason=error.message)) from None  # fmt: skip
    except jinja2.TemplateNotFound as error:
        raise UdplanError(_("{template}: it uses {name}, which does not exist").format(
            template=template_name, name=error.name or error.message)) from None  # fmt: skip
    except UnicodeDecodeError:
        raise UdplanError(_("{template}: it is not saved as UTF-8").format(template=template_name)) from None
    except OSError as error:
        raise UdplanError(_("{template}: it cannot be opened: {reason}").format(
            template=template_name, reason=reason_of(error))) from None  # fmt: skip
    except (
        jinja2.TemplateRuntimeError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError,
        AssertionError, RecursionError, MemoryError,
    ) as error:  # fmt: skip
        place = _place_in_template(error, own)
        if place is None:
            raise
        raise UdplanError(
            _("{place}: the template cannot be filled in: {reason}").format(place=place, reason=error),
            _("docs/vejledning names what a template can print"),
        ) from None
    # Neither a browser nor a terminal should be steered by a plan's text; `udplan check` tells where these stand.
    text = _STEERING.sub("\ufffd", text)
    return text if text.endswith("\n") else text + "\n"


@cache
def _sandbox() -> "type[ImmutableSandboxedEnvironment]":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """A report's fields are plain data: looking them up without the sandbox's questions halves the time."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if attribute in getattr(type(obj), "__dataclass_fields__", ()):
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

    return Sandbox


@lru_cache(maxsize=8)
def _environment(own: Templates, output_format: str) -> "ImmutableSandboxedEnvironment":
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from udplan.adapters import markdown

    html = output_format == "html"
    words = words_of("da")

    # Everything a template prints passes through here, so that no text of the plan can break the page.
    def finalize(value: Any) -> Any:
        value = words(value) if isinstance(value, Message) else value
        return value if html or isinstance(value, Markup | int) else markdown.escape(str(value))

    environment = _sandbox()(
        loader=ChoiceLoader([_loader(own), FileSystemLoader(_shipped())]),
        undefined=StrictUndefined,
        autoescape=html,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # In HTML a cell has room for blocks; in Markdown only a text that stands outside a table has.
    converters = {
        "markdown": markdown.html_from_markdown if html else markdown.one_line,
        "markdown_blocks": markdown.html_from_markdown if html else markdown.blocks,
    }
    for name, convert in converters.items():
        environment.filters[name] = partial(_marked_up, convert)
    return environment


def _marked_up(convert: Callable[[str], str], text: str) -> "Markup":
    from markupsafe import Markup

    return Markup(convert(text))  # noqa: S704 (the converter escapes)


def _loader(own: Templates) -> "BaseLoader":
    from jinja2 import FileSystemLoader, FunctionLoader

    if isinstance(own, Path):
        return FileSystemLoader(own / FOLDER)
    contents = {each.name: each.content for each in own}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (contents[name].decode("utf-8"), f"{FOLDER}/{name}", lambda: True) if name in contents else None

    return FunctionLoader(load)


def _shown(filename: str, own: Templates) -> str:
    path = Path(filename)
    if isinstance(own, Path) and path.is_relative_to(own):
        return path.relative_to(own).as_posix()
    return filename


def _place_in_template(error: BaseException, own: Templates) -> str | None:
    """`file:line` of the innermost template that was at work when it failed; None if none was."""
    places = [f"{_shown(name, own)}:{line}" for name, line in _frames(error) if re.search(rf"\{_SUFFIX}$", name)]
    return places[-1] if places else None


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next

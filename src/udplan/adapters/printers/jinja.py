"""From a paper to HTML or Markdown by a Jinja template: the general one, or the municipality's own for the report."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udplan.ground.danish import number_text
from udplan.ground.errors import UdplanError, UsageFault, reason_of
from udplan.ground.language import words_of
from udplan.ground.message import Message, _
from udplan.pure.paper.papir import Papir

if TYPE_CHECKING:  # jinja2 costs 50 ms, which only those pay who render
    from jinja2 import BaseLoader, Environment
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

FOLDER: Final = "templates"
_SUFFIX: Final = ".j2"
_GENERAL: Final = "papir"
"""The template of every report that has none of its own."""
_OURS: Final = "udplan"
"""The folder under which a municipality's own template finds the one that it replaces."""
# All but control characters, those that turn the direction of what follows, and halves of surrogate pairs.
_HARMLESS: Final = "\t\n\r -~\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\U0010ffff"
_ALL_HARMLESS: Final = re.compile(f"[{_HARMLESS}]*")
_STEERING: Final = re.compile(f"[^{_HARMLESS}]")
_PACKAGE: Final = Path(__file__).parent.parent.parent


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


def known_formats(report: str, own: Templates) -> tuple[str, ...]:
    """The formats that there is a template for: the general ones, and the municipality's own for the report."""
    names = [name.removesuffix(_SUFFIX) for name in (*_names_in(_shipped()), *_names(own)) if name.endswith(_SUFFIX)]
    kinds = [name.partition(".") for name in names]
    return tuple(sorted({output for kind, _dot, output in kinds if output and kind in (_GENERAL, report)}))


def _names(own: Templates) -> list[str]:
    """The municipality's own templates; what lies in a folder of its own is a part of others."""
    return _names_in(own / FOLDER) if isinstance(own, Path) else [each.name for each in own if "/" not in each.name]


def _names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(f"*{_SUFFIX}") if path.is_file()] if folder.is_dir() else []


def _has_own(own: Templates) -> bool:
    """Whether there may be any template but ours."""
    return (own / FOLDER).exists() if isinstance(own, Path) else bool(own)


def _shipped() -> Path:
    packaged = _PACKAGE / FOLDER
    # The wheel carries the templates inside the package; an editable install reads the repository's.
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / FOLDER


def render(papir: Papir, output_format: str, own: Templates) -> str:
    """The paper as text. Raises UsageFault if there is no such format, UdplanError if the template is at fault."""
    import jinja2

    known = known_formats(papir.navn, own)
    if output_format not in known:
        raise UsageFault(
            _("the report {name} has no template for {format}").format(name=papir.navn, format=output_format),
            _("it has these: {names}").format(names=", ".join(known)),
        )
    template_name = f"{papir.navn}.{output_format}{_SUFFIX}"
    if template_name not in _names(own):
        template_name = f"{_GENERAL}.{output_format}{_SUFFIX}"
    try:
        text = _environment(own, output_format).get_template(template_name).render(papir=papir)
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
    if not _ALL_HARMLESS.fullmatch(text):
        text = _STEERING.sub("\ufffd", text)
    return text.rstrip("\n") + "\n"


@cache
def _sandbox() -> "type[ImmutableSandboxedEnvironment]":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """A paper's fields are plain data: looking them up without the sandbox's questions halves the time."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if attribute in getattr(type(obj), "__dataclass_fields__", ()):
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

    return Sandbox


@lru_cache(maxsize=8)
def _environment(own: Templates, output_format: str) -> "Environment":
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
    from markupsafe import Markup

    from udplan.adapters.printers import billede, markdown, stumper

    html = output_format == "html"
    words = words_of("da")

    # Everything a template prints passes through here, so that no text of the plan can break the page.
    def finalize(value: Any) -> Any:
        value = words(value) if isinstance(value, Message) else value
        return value if html or isinstance(value, Markup | int) else markdown.escape(str(value))

    shipped = FileSystemLoader(_shipped())
    # What comes with udplan needs no watching; what a repository brings does, and all that it may be mixed with.
    kind = _sandbox() if _has_own(own) else Environment
    environment = kind(
        loader=ChoiceLoader([_loader(own), shipped, PrefixLoader({_OURS: shipped})]),
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
    environment.filters["linje"] = stumper.html_line if html else stumper.md_line
    environment.filters["celler"] = stumper.md_cells
    environment.filters["kolonner"] = stumper.html_headings
    environment.filters["raekker"] = stumper.html_rows
    environment.filters["par"] = stumper.html_pairs
    environment.filters["tal"] = _number
    environment.filters["placeret"] = billede.placed_parts
    return environment


def _number(value: int | str) -> str:
    """A number as Danish readers have it; what is words already stays."""
    return number_text(value) if isinstance(value, int) else value


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

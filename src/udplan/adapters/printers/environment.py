"""Where templates run: which there are, what they may print with, and for how long. A repository's are its own code."""

import _thread
import base64
import binascii
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udplan.adapters.printers import billede, markdown, stumper
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.templates import FOLDER, SUFFIX, TemplateFile
from udplan.ground.danish import number_text
from udplan.ground.language import words_of
from udplan.ground.message import Message, Text, _

if TYPE_CHECKING:  # jinja2 costs 50 ms, which only those pay who render
    from jinja2 import BaseLoader, Environment
    from jinja2.bccache import BytecodeCache
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

Templates = tuple[TemplateFile, ...]
"""The municipality's own templates; one goes before udplan's of the same name."""

_OURS: Final = "udplan"
"""The folder under which a municipality's own template finds the one that it replaces."""
_PACKAGE: Final = Path(__file__).parent.parent.parent
_BATCH: Final = 10_000
_HIGHEST_POWER: Final = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a template may print and how long it may take: it is a program, and may never end."""

    characters: int = 200_000_000
    seconds: float = 300


class TooMuch(Exception):
    """A template goes beyond a limit; `reason` says which."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


def shipped() -> dict[str, Path]:
    """The templates that come with udplan, by name."""
    packaged = _PACKAGE / FOLDER
    # The wheel carries the templates inside the package; an editable install reads the repository's.
    folder = packaged if packaged.is_dir() else _PACKAGE.parent.parent / FOLDER
    return {path.name: path for path in folder.glob(f"*{SUFFIX}")}


def others_than_ours(own: Templates) -> Templates:
    """Those of the municipality's own templates that say something else than udplan's of the same name."""
    ours = shipped()
    return tuple(each for each in own if each.name not in ours or ours[each.name].read_bytes() != each.content)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Ends with TooMuch what takes longer. Only the main thread can be ended; another takes the time it takes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    lock = threading.Lock()
    is_over = is_late = False

    def end() -> None:
        nonlocal is_late
        with lock:
            if not is_over:
                is_late = True
                _thread.interrupt_main()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if is_late:
            raise TooMuch(_("it takes longer than {count} seconds").format(count=f"{seconds:g}")) from None
        raise
    finally:
        with lock:
            is_over = True
        timer.cancel()


@lru_cache(maxsize=8)
def environment(own: Templates, output_format: str, limits: Limits, kept: Kept | None) -> "Environment":
    """What templates of a format run in; those of udplan are compiled once and kept."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
    from markupsafe import Markup

    html = output_format == "html"
    words = words_of("da")

    # Everything a template prints passes through here, so that no text of the plan can break the page.
    def finalize(value: Any) -> Any:
        value = words(value) if isinstance(value, Message) else value
        return value if html or isinstance(value, Markup | int) else markdown.escape(str(value))

    ours = FileSystemLoader(sorted({path.parent for path in shipped().values()}))
    # What comes with udplan needs no watching; what a repository brings does, and all that it may be mixed with.
    kind = _sandbox(limits) if own else Environment
    made = kind(
        loader=ChoiceLoader([_loader(own), ours, PrefixLoader({_OURS: ours})]),
        bytecode_cache=_compiled(kept) if kept is not None and not own else None,
        undefined=StrictUndefined,
        autoescape=html,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.concat = _joining(limits)  # type: ignore[method-assign]
    _give_filters(made, html=html)
    return made


def _give_filters(made: "Environment", *, html: bool) -> None:
    # In HTML a cell has room for blocks; in Markdown only a text that stands outside a table has.
    converters = {
        "markdown": markdown.html_from_markdown if html else markdown.one_line,
        "markdown_blocks": markdown.html_from_markdown if html else markdown.blocks,
    }
    for name, convert in converters.items():
        made.filters[name] = partial(_marked_up, convert)
    made.filters["linje"] = stumper.html_line if html else stumper.md_line
    made.filters["celler"] = stumper.md_cells
    made.filters["kolonner"] = stumper.html_headings
    made.filters["raekker"] = stumper.html_rows
    made.filters["par"] = stumper.html_pairs
    made.filters["tal"] = _number
    made.filters["placeret"] = billede.placed_parts


def _number(value: int | str) -> str:
    """A number as Danish readers have it; what is words already stays."""
    return number_text(value) if isinstance(value, int) else value


def _marked_up(convert: Callable[[str], str], text: str) -> "Markup":
    from markupsafe import Markup

    return Markup(convert(text))  # noqa: S704 (the converter escapes)


def _loader(own: Templates) -> "BaseLoader":
    from jinja2 import FunctionLoader

    contents = {each.name: each.content for each in own}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (contents[name].decode("utf-8"), f"{FOLDER}/{name}", lambda: True) if name in contents else None

    return FunctionLoader(load)


def _joining(limits: Limits) -> Callable[[Iterable[str]], str]:
    """What puts together the parts that a template prints, until they are too many."""

    def join(parts: Iterable[str]) -> str:
        joined, size, rest = [], 0, iter(parts)
        while some := list(islice(rest, _BATCH)):
            joined.append("".join(some))
            size += len(joined[-1])
            if size > limits.characters:
                raise TooMuch(_too_long(limits))
        return "".join(joined)

    return join


def _too_long(limits: Limits) -> Message:
    return _("it prints more than {count} characters").format(count=limits.characters)


@cache
def _sandbox(limits: Limits) -> "type[ImmutableSandboxedEnvironment]":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """A paper's fields are plain data: looking them up without the sandbox's questions halves the time."""

        intercepted_binops = frozenset(("*", "**"))

        def getattr(self, obj: Any, attribute: str) -> Any:
            if attribute in getattr(type(obj), "__dataclass_fields__", ()):
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            times = [each for each in (left, right) if isinstance(each, int)]
            sizes = [len(each) for each in (left, right) if isinstance(each, str | list | tuple)]
            too_high = operator == "**" and any(each > _HIGHEST_POWER for each in times)
            if too_high or (sizes and times and sizes[0] * times[0] > limits.characters):
                raise TooMuch(_too_long(limits))
            return super().call_binop(context, operator, left, right)

    return Sandbox


@cache
def _compiled(kept: Kept) -> "BytecodeCache":
    """Compiled templates among what is kept, by their sources; a row that is no such thing is as none."""
    from jinja2.bccache import Bucket, BytecodeCache

    class Compiled(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            for text in kept.get([_name(bucket)]).values():
                try:
                    bucket.bytecode_from_string(base64.b64decode(text, validate=True))
                except (TypeError, ValueError, EOFError, binascii.Error):
                    bucket.reset()

        def dump_bytecode(self, bucket: Bucket) -> None:
            kept.put({_name(bucket): base64.b64encode(bucket.bytecode_to_string()).decode("ascii")})

    def _name(bucket: Bucket) -> str:
        return f"template:{bucket.key}:{bucket.checksum}"

    return Compiled()

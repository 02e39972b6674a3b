"""The guide that comes with udplan: its chapters, in the order they are to be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from udplan.adapters.printers.guide import guide_html, title_of
from udplan.ground.errors import UsageFault
from udplan.ground.message import _

_PACKAGE: Final = Path(__file__).parent.parent
_GUIDE: Final = "vejledning"
_INDEX: Final = "index"
_REFERENCE: Final = ("keys", "commands", "problems")
_ROW: Final = re.compile(r"^\| \[[^\]]+\]\(([\w-]+)\.md\) \| (.+?) \|$", re.MULTILINE)
TITLE: Final = "Vejledning til udplan"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter by its name, its heading, and when it is worth reading."""

    name: str
    title: str
    when: str


def guide_folder() -> Path:
    """The folder that the chapters are in."""
    packaged = _PACKAGE / "docs"
    # The wheel carries them inside the package; an editable install reads the repository's.
    return (packaged if packaged.is_dir() else _PACKAGE.parent.parent / "docs") / _GUIDE


def chapters() -> list[Chapter]:
    """The chapters as the guide's own index has them."""
    return [Chapter(name, title_of(_text(name)), when) for name, when in _ROW.findall(_text(_INDEX))]


def chapter_text(name: str) -> str:
    """A chapter's text. Raises UsageFault where there is none of the name."""
    known = [each.name for each in chapters()]
    wanted = name.removesuffix(".md").casefold()
    if wanted not in known:
        near = get_close_matches(wanted, known, n=1)
        hint = _("known: {values}").format(values=", ".join(known))
        if near:
            hint = _("did you mean `{near}`?").format(near=near[0])
        raise UsageFault(_("the guide has no chapter {name}").format(name=name), hint)
    return _text(wanted)


def whole_guide() -> str:
    """The guide and its reference as one HTML page."""
    pages: Mapping[str, str] = {
        _INDEX: _text(_INDEX),
        **{each.name: _text(each.name) for each in chapters()},
        **{name: (guide_folder().parent / "reference" / f"{name}.md").read_text("utf-8") for name in _REFERENCE},
    }
    return guide_html(TITLE, pages)


def _text(name: str) -> str:
    return (guide_folder() / f"{name}.md").read_text(encoding="utf-8")

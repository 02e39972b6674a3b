"""The language of messages: English in the source, Danish from the catalogue. Reports are always Danish."""

import gettext as _gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Language = Literal["da", "en"]
LOCALE_FOLDER = Path(__file__).parent.parent / "locale"
DOMAIN = "udplan"

_ENGLISH = _gettext.NullTranslations()
_current: _gettext.NullTranslations = _ENGLISH


def _(message: str) -> str:
    """The message in the language in use."""
    return _current.gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """The form of the message that fits `count`, in the language in use; `{count}` is not filled in."""
    return _current.ngettext(one, many, count)


def mark(message: str) -> str:
    """Mark a message for the catalogue where it is defined; it is translated by `_` where it is used."""
    return message


def use(language: Language) -> None:
    """Use this language from now on."""
    global _current
    _current = (
        _ENGLISH
        if language == "en"
        else _gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=False)
    )


@contextmanager
def language(name: Language) -> Iterator[None]:
    """Use a language for a while: reports are Danish whatever the terminal's language is."""
    global _current
    before = _current
    use(name)
    try:
        yield
    finally:
        _current = before


def language_from_environment(environ: Mapping[str, str]) -> Language:
    """`UDPLAN_LANG`, else the locale, else Danish."""
    for name in ("UDPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").lower()
        if value.startswith("en"):
            return "en"
        if value.startswith("da"):
            return "da"
    return "da"

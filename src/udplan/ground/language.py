"""The words of a language for messages: English in the source, Danish from the catalogue.

Only printers and the command line know of languages. Papers are always Danish.
"""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from udplan.ground.message import Message, Text

Language = Literal["da", "en"]
LOCALE_FOLDER = Path(__file__).parent.parent / "locale"
DOMAIN = "udplan"


LONGEST_VALUE = 400
"""So much of a value is shown in a message: a number in a file may have 900,000 digits."""


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language])
        )

    def __call__(self, text: Text) -> str:
        """The text in this language."""
        return self._worded(text, None)

    def brief(self, text: Text) -> str:
        """The text in this language with what is overlong in it cut short, as messages show it and papers do not."""
        return self._worded(text, LONGEST_VALUE)

    def _worded(self, text: Text, longest: int | None) -> str:
        if not isinstance(text, Message):
            return f"{text[: longest - 1]}…" if longest and len(text) > longest else text
        if not text.text:  # to gettext the empty text is the catalogue's own head
            return ""
        form = (
            self._catalogue.ngettext(text.text, text.many, text.count)
            if text.many
            else self._catalogue.gettext(text.text)
        )
        if not text.values:
            return form
        return form.format(
            **{
                name: self._worded(value, longest) if isinstance(value, str | Message) else value
                for name, value in text.values
            }
        )


@cache
def words_of(language: Language) -> Words:
    """The words of a language; its catalogue is read once."""
    return Words(language)


def language_from_environment(environ: Mapping[str, str]) -> Language:
    """`UDPLAN_LANG`, else the locale, else Danish."""
    for name in ("UDPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").lower()
        if value.startswith("en"):
            return "en"
        if value.startswith("da"):
            return "da"
    return "da"

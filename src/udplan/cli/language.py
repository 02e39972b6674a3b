"""The language that a command speaks, chosen once from the environment; what is below the command line knows none."""

from udplan.ground.language import Language, Words, words_of
from udplan.ground.message import Text
from udplan.ground.message import _ as _message
from udplan.ground.message import plural as plural_message

_spoken: Words = words_of("en")


def use(language: Language) -> None:
    """Speak this language from now on."""
    global _spoken
    _spoken = words_of(language)


def words() -> Words:
    """The words of the language in use."""
    return _spoken


def worded(text: Text) -> str:
    """A text from below in the language in use."""
    return _spoken(text)


def brief(text: Text) -> str:
    """A message from below in the language in use, with what is overlong in it cut short."""
    return _spoken.brief(text)


def _(text: str) -> str:
    """A text of the command line itself in the language in use."""
    return _spoken(_message(text))


def plural(one: str, many: str, count: int) -> str:
    """The form that fits `count` in the language in use; `{count}` is not filled in."""
    return _spoken(plural_message(one, many, count))


def mark(text: str) -> str:
    """Mark a text for the catalogue where it is defined; it is worded by `_` where it is used."""
    return text

"""What is to be said, before anybody knows in which language: a text in English and the values in it.

Whatever is found, refused or told is a `Message` until a printer words it (`language.Words`). So nothing below the
printers and the command line depends on a language, and what is kept between runs holds for all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """An English text with its values by name; `many` is the form for all counts but one, of the value `count`."""

    text: str
    values: tuple[tuple[str, Any], ...] = ()
    many: str = ""
    count: int = 1

    def format(self, **values: Any) -> "Message":
        """The message with its values, which may be messages themselves."""
        return replace(self, values=tuple(values.items()))

    def __str__(self) -> str:
        """The message in English, as a traceback shows it."""
        template = self.many if self.many and self.count != 1 else self.text
        return template.format(**dict(self.values)) if self.values else template

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.text)


Text = str | Message
"""A name or a plan's own text, which is the same in every language, or what udplan has to say."""

NOTHING = Message("")


def _(text: str) -> Message:
    """The message that an English text is; its other languages are in the catalogue."""
    return Message(text)


def plural(one: str, many: str, count: int) -> Message:
    """The message whose form fits `count`; `{count}` is not filled in."""
    return Message(one, (), many, count)


def joined(between: str, *texts: Text) -> Message:
    """Several texts as one, with this between them; those that say nothing are left out."""
    said = [text for text in texts if text]
    values = {f"part{number}": text for number, text in enumerate(said)}
    return Message(between.join(f"{{{name}}}" for name in values)).format(**values)


def data_from_message(text: Any) -> Any:
    """The message, or a value in one, as JSON has it."""
    if not isinstance(text, Message):
        return text if isinstance(text, str | int) else str(text)
    values = {name: data_from_message(value) for name, value in text.values}
    forms = {"many": text.many, "count": text.count} if text.many else {}
    return {"text": text.text, "values": values, **forms}


def message_from_data(data: Any) -> Any:
    """The message that `data_from_message` made data of."""
    if not isinstance(data, Mapping):
        return data
    values = tuple((name, message_from_data(value)) for name, value in data["values"].items())
    return Message(data["text"], values, data.get("many", ""), data.get("count", 1))

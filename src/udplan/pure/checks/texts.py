"""Rules about every text of a plan's files, whatever key it stands under."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from udplan.domain.emne import Record
from udplan.domain.plan import Plan, Plans
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath
from udplan.pure.checks import patterns
from udplan.pure.view.texts import texts_of

_MARKDOWN_KEYS: Final = frozenset(
    (
        *("beskrivelse", "proces", "status", "snitflade"),
        *("indledning", "tvaergaaende", "kommunikation", "fremdrift", "sammenhaeng"),
        *("oekonomiske_konsekvenser", "lovgrundlag", "indstilling", "beslutning"),
    )
)


def texts(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Destroyed letters, invisible characters, headings and HTML, placeholders and personal data."""
    if plan.settings is not None:
        for keys, text in texts_of(plan.settings):
            yield from _damage(plan.settings_path, keys, text)
    for item in plan.items:
        yield from _of_file(item.path, item.emne, public=not item.lukket)
    for each in plan.rounds:
        yield from _of_file(each.path, each.runde, public=True)


def _of_file(path: str, record: Record, *, public: bool) -> Iterator[Finding]:
    found = texts_of(record)
    # Most files are clean, and one look at all of a file's text is many times faster than one at each.
    whole = "\n".join([text for _keys, text in found])
    damaged = patterns.mojibake(whole) or patterns.invisible(whole)
    marked = patterns.markup(whole)
    numbers = public and patterns.may_hold_numbers(whole)
    addresses = public and "@" in whole
    unfinished = patterns.placeholder(whole)
    for keys, text in found:
        if damaged:
            yield from _damage(path, keys, text)
        if marked and keys[0] in _MARKDOWN_KEYS and (shown := patterns.markup(text)):
            message = _("`{key}` has a heading, image or HTML, which reports do not show: {found}")
            hint = _("write paragraphs, lists, emphasis and links; put code in `backquotes`")
            yield Finding("text-format", path, keys, message.format(key=keys[0], found=_short(shown)), hint)
        if left := (unfinished and patterns.placeholder(text)) or patterns.says_nothing(text):
            message = _("this looks like text that was to be replaced: {found}").format(found=_short(left))
            yield Finding("placeholder-text", path, keys, message, _("write the text, or remove the line"))
        if numbers:
            yield from _numbers(path, keys, text)
        if addresses and (address := patterns.email_address(text)):
            message = _("an e-mail address in an open text: {address}").format(address=address)
            hint = _("name the role or the unit; a published file is never quite taken back")
            yield Finding("email-address", path, keys, message, hint)


def _damage(path: str, keys: KeyPath, text: str) -> Iterator[Finding]:
    if broken := patterns.mojibake(text):
        message = _("letters were destroyed by a wrong encoding: {broken}").format(broken=broken[0])
        hint = _("type them again, and save the file as UTF-8")
        if broken[1]:
            hint = _("it was most likely {meant}; type it again, and save the file as UTF-8").format(meant=broken[1])
        yield Finding("mojibake", path, keys, message, hint)
    elif char := patterns.invisible(text):
        before = text[: text.index(char)].rsplit(maxsplit=1)[-1:]
        message = (
            _("a character that cannot be seen (U+{code}) stands after {before}")
            if before
            else _("a character that cannot be seen (U+{code}) stands at the beginning")
        )
        hint = _("delete it; it often comes along when text is copied from a web page or a PDF")
        code = f"{ord(char):04X}"
        message = message.format(code=code, before=_short("".join(before)))
        yield Finding("invisible-character", path, keys, message, hint)


def _numbers(path: str, keys: KeyPath, text: str) -> Iterator[Finding]:
    if number := patterns.cpr_number(text):
        # The report of a check is read by more people than the plan: never repeat the number.
        masked = f"{number[:6]}-****"
        message = _("this looks like a CPR number in an open text: {number}").format(number=masked)
        hint = _("remove it, and ask how to have it removed from the history too")
        yield Finding("cpr-number", path, keys, message, hint)
    elif number := patterns.phone_number(text):
        message = _("a telephone number in an open text: {number}").format(number=number)
        yield Finding("phone-number", path, keys, message, _("name the role or the unit instead"))


def _short(text: str) -> str:
    first = text.strip().splitlines()[0] if text.strip() else text
    return first if len(first) <= 40 else first[:39] + "…"

"""What does not belong in a plan's texts, found in one text at a time. Each function returns what it found, or None."""

import re
from datetime import date
from typing import Final

# What UTF-8's following bytes become when read as Windows-1252 or as Latin-1.
_FOLLOWING: Final = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")) + "\x80-\x9f"
_MOJIBAKE = re.compile(f"[ÃÂ][{_FOLLOWING}]|â[{_FOLLOWING}]{{2}}|ï»¿|├[ª©Ñåÿà]|\ufffd")
_MOJIBAKE_SIGNS: Final = ("Ã", "Â", "â", "├", "ï", "\ufffd")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)

_CODE = re.compile(r"`[^`\n]*`")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$|^[^\s>*+-].*\n {0,3}(?:=+|-{2,})[ \t]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\][(\[]")
_HTML = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|button|center|code|details|del|div|em|font|form|h[1-6]|hr|i|iframe|img|input|ins|"
    r"li|mark|ol|p|pre|s|script|section|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul|"
    r"video)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)

_PLACEHOLDER = re.compile(
    r"\b(?:TODO|FIXME|XXX+|TBD)\b(?!-\w)|\?\?\?+|(?i:\blorem ipsum\b|\btodo:|\bskriv (?:tekst(?:en)? )?her\b"
    r"|\b(?:inds(?:æ|ae)t|udfyld) (?:tekst(?:en)?|dato(?:en)?|bel(?:ø|oe)b(?:et)?|navn(?:et)?) her\b"
    r"|\b[xd]{2}[-./][xm]{2}[-./](?:[xå]{2}|[xå]{4}|aaaa|yyyy)\b"
    r"|\[\s*(?:inds(?:æ|ae)t|skriv|udfyld(?:es)?|angiv|tilf(?:ø|oe)j)\b[^\]\n]{0,200}\](?!\()"
    r"|\[\s*(?:navn|dato|bel(?:ø|oe)b|tekst|titel)\s*\](?!\()"
    r"|[<{]\s*(?:inds(?:æ|ae)t|skriv|udfyld(?:es)?|angiv|tilf(?:ø|oe)j)\b[^>}\n]{0,200}[>}])"
)
_PLACEHOLDER_SIGNS: Final = (
    *(
        "todo",
        "fixme",
        "xxx",
        "tbd",
        "???",
        "lorem",
        "skriv her",
        "skriv tekst",
        "indsæt",
        "indsaet",
        "udfyld",
    ),
    *("[", "<", "{", "xx-", "xx.", "xx/", "dd-", "dd.", "dd/"),
)
_NOTHING_SAID: Final = frozenset(
    (
        *("udfyldes", "udfyldes senere", "skal udfyldes", "bør udfyldes", "mangler", "x", "xx"),
        *("tekst følger", "tekst mangler", "følger senere", "kommer senere"),
    )
)
_LONGEST_NOTHING: Final = 24
_PUNCTUATION_ONLY: Final = " .…?–—-_*\n"

_DIGITS = re.compile("[0-9](?:[0-9]{5}|[0-9][ \u00a0][0-9]{2}[ \u00a0][0-9]{2})")
# What joins digits to a case number or a negative amount, and what may stand inside a longer number.
_JOINS: Final = frozenset("/-−")
_PARTS: Final = frozenset("., \u00a0")
_CPR = re.compile("[0-3][0-9][01][0-9]{3}[- \u00a0\u2011\u2013]?[0-9]{4}")
# What stands before a number that is one of something else: a case, a company, an account.
_OTHER_NUMBER = re.compile(
    r"\b(?:(?:cvr|ean|gln|iban|konto|sag|journal|esdh|faktura|ordre|matrikel)(?:s?[-. ]?(?:nr|nummer|id))?"
    r"|(?:p|se|j|reg|registrerings|dok|dokument|bilags|matr|projekt|aftale|kontrakt|reference)[-. ]?(?:nr|nummer|id))"
    r"[.:]{0,2}\s*\Z",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 30
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,}")
# A number is a telephone number by its country code, by the word before it, or by standing in pairs.
_EIGHT: Final = "[0-9](?:[ \u00a0.-]?[0-9]){7}(?![0-9])"
_PHONE_COUNTRY = re.compile(f"(?:\\+|\\b00)45[ \u00a0-]?{_EIGHT}")
_PHONE_WORDS: Final = ("tlf", "telefon", "mobil")
_PHONE_WORD = re.compile(
    r"\b(?:tlf|(?:mobil)?telefon|mobil)(?:nr|nummer)?\b[.:]{0,2}[ \u00a0]*(?:(?:nr\.?|nummer|på)[ \u00a0:]*)?" + _EIGHT,
    re.IGNORECASE,
)
_PHONE_PAIRS = re.compile("[2-9][0-9](?:[ \u00a0][0-9]{2}){3}(?![0-9]|[.,][0-9]|[ \u00a0][0-9])")


def mojibake(text: str) -> tuple[str, str] | None:
    """Letters destroyed by a wrong encoding, and what they were if that can be told."""
    if text.isascii() or not any(sign in text for sign in _MOJIBAKE_SIGNS):
        return None
    found = _MOJIBAKE.search(text)
    if found is None:
        return None
    broken = found[0]
    encoding = "cp850" if broken[0] == "├" else "cp1252"
    raw = bytearray()
    for char in broken:
        try:
            raw += char.encode(encoding)
        except UnicodeEncodeError:
            raw += char.encode("latin-1", "replace")
    meant = raw.decode("utf-8", "replace")
    return broken, "" if "\ufffd" in meant or "?" in meant or broken == "\ufffd" else meant


def invisible(text: str) -> str | None:
    """The first character that cannot be seen, such as a zero width space."""
    if text.replace("\n", "").isprintable():
        return None
    found = _INVISIBLE.search(text)
    return found[0] if found else None


def markup(text: str) -> str | None:
    """The first heading, image or HTML in a Markdown text, none of which a report can show."""
    if "#" not in text and "<" not in text and "![" not in text and "==" not in text and "\n--" not in text:
        return None
    plain = _CODE.sub("", text) if "`" in text else text
    found = _IMAGE.search(plain) or _HTML.search(plain) or _HEADING.search(plain)
    return found[0].strip() if found else None


def placeholder(text: str) -> str | None:
    """Template help that was left in place of a text."""
    lower = text.lower()
    if not any(sign in lower for sign in _PLACEHOLDER_SIGNS):
        return None
    found = _PLACEHOLDER.search(text)
    return found[0] if found else None


def says_nothing(text: str) -> str | None:
    """A whole text that only holds the place of one, such as `…` or `udfyldes`."""
    if len(text) > _LONGEST_NOTHING:
        return None
    bare = text.strip(_PUNCTUATION_ONLY)
    return text.strip() if not bare or bare.casefold() in _NOTHING_SAID else None


def may_hold_numbers(text: str) -> bool:
    """Whether the text could hold a CPR or telephone number at all."""
    return "+45" in text or _DIGITS.search(text) is not None or _names_a_phone(text)


def _names_a_phone(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _PHONE_WORDS)


def cpr_number(text: str) -> str | None:
    """A CPR number: a day that exists and four digits, no part of a longer number or case number."""
    for found in _CPR.finditer(text):
        start, end = found.span()
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            continue
        if text[start - 1 : start] in ("-", "/", ".", "+", ",") and text[start - 2 : start - 1].isdigit():
            continue
        if text[end : end + 1] in ("-", "/", ".", ",") and text[end + 1 : end + 2].isdigit():
            continue
        if _is_of_something_else(text, start):
            continue
        day, month, year = int(found[0][:2]), int(found[0][2:4]), int(found[0][4:6])
        if any(_is_day(century + year, month, day) for century in (1900, 2000)):
            return found[0]
    return None


def _is_of_something_else(text: str, start: int) -> bool:
    """Whether the number that begins here is said to be that of a case, a company or an account."""
    return _OTHER_NUMBER.search(text[max(0, start - _LONGEST_NAME) : start]) is not None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def email_address(text: str) -> str | None:
    """An e-mail address."""
    found = _EMAIL.search(text) if "@" in text else None
    return found[0] if found else None


def phone_number(text: str) -> str | None:
    """A Danish telephone number; not an amount, a year, a date or a case number."""
    if "45" in text and (found := _PHONE_COUNTRY.search(text)):
        return found[0]
    if _names_a_phone(text) and (found := _PHONE_WORD.search(text)):
        return found[0]
    for found in _PHONE_PAIRS.finditer(text):
        start = found.start()
        before = text[start - 1 : start]
        if before.isalnum() or before in _JOINS:
            continue
        if before in _PARTS and text[start - 2 : start - 1].isdigit():
            continue
        if not _is_of_something_else(text, start):
            return found[0]
    return None

"""Which items a text names: the one answer, for the place of a name in a file and for the last look at a paper.

An item is named by its number in any spelling that people use (`A301`, `a-301`, `A 301`, `A301s`, `A300 til A302`,
`A299/301`, `nr. 301`), by its title, and by its case number. Markdown's marks, characters that cannot be seen and
ways to write the same letter make no difference.
"""

import html
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Final, NamedTuple
from unicodedata import normalize

from udplan.domain.names import Ref

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
_UNSEEN: Final = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS: Final = re.compile(r"[*_~`]")
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})

# What may stand between the letters and the digits of a number, or between the parts of a case number.
_BETWEEN: Final = re.compile(r"[\s\-‐‑‒–—−._/*~`\"'’“”«»]{0,6}")
_BETWEEN_CASE: Final = re.compile(r"\s?[/\-‐‑–.]?\s?")
_BETWEEN_WORDS: Final = re.compile(r"[\W_]{0,12}")
_ALSO: Final = re.compile(r"\s*[,/+&;*~`]\s*(?:og\s*|samt\s*|eller\s*)?|\s+(?:og|samt|eller|and|or)\s+", re.IGNORECASE)
_UNTIL: Final = re.compile(
    r"\s*(?:-|‐|‑|–|—|−|\.{2,3}|…)\s*|\s+(?:til(?:\s+og\s+med)?|t\.?\s?o\.?\s?m\.?|to|through)\s+", re.IGNORECASE
)
_APART: Final = "\x00"
_CUT: Final = re.compile(r"\d[*_~`]+\d|[^\W\d_][*_~`]+[^\W\d_]")
_ENDINGS: Final = frozenset(("s", "en", "et", "er", "ens", "ets", "erne", "ernes"))
_NUMBER_WORDS: Final = frozenset(
    (
        *("nr", "nummer", "nummeret", "numrene", "no", "number", "emne", "emnet", "emner", "punkt", "projekt"),
        *("projektet", "forslag", "forslaget", "anlaegsprojekt", "anlaegsprojektet", "raaderumsforslag"),
        *("driftsaendring", "driftsaendringen", "hensigtserklaering", "hensigtserklaeringen", "item", "project"),
    )
)
_BEFORE_NUMBER: Final = re.compile(r"[.:\s#]{1,4}")
_YEARS: Final = re.compile(r"\d{4}-\d{4}$")
_WIDEST: Final = 1000
"""`A100-A900` names what lies between; `2025-2028` is no such span."""
_FEWEST_WORDS, _FEWEST_LETTERS = 2, 10
"""A shorter title is an ordinary word or two, which a text may well use for something else."""


class Named(NamedTuple):
    """An item and what it may be called by besides its number."""

    ref: Ref
    titel: str
    sag: str = ""


class Mention(NamedTuple):
    """That a text names an item, and by which words."""

    ref: Ref
    words: str


class _Token(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Words:
    """A text as it is looked at, and its words and numbers."""

    text: str
    tokens: tuple[_Token, ...]

    def between(self, place: int) -> str:
        """What stands between a token and the next."""
        return self.text[self.tokens[place].end : self.tokens[place + 1].start]

    def touches(self, place: int) -> bool:
        """Whether a token stands right after a letter or digit of the one before it."""
        return place > 0 and self.tokens[place - 1].end == self.tokens[place].start


def _plain(text: str) -> str:
    if not text.isascii() or "&" in text or "\\" in text:
        text = _ESCAPE.sub(r"\1", html.unescape(text)) if "&" in text or "\\" in text else text
        text = _UNSEEN.sub("", normalize("NFKC", text)).casefold()
        return normalize("NFC", text).translate(_LETTERS)
    return text.lower()


def _words_of(plain: str) -> _Words:
    return _Words(plain, tuple(_Token(found[0], *found.span()) for found in _TOKEN.finditer(plain)))


def _versions(plain: str) -> Iterator[_Words]:
    """A text as it is read, and, where Markdown's marks may cut a word, without them."""
    yield _words_of(plain)
    if _MARKS.search(plain):
        yield _words_of(_MARKS.sub("", plain))


@dataclass(frozen=True, eq=False)
class Mentions:
    """The items that texts are searched for; `known` are those that a plan's own numbers may also mean."""

    named: Sequence[Named]
    known: Set[Ref] = frozenset()

    @cached_property
    def fingerprint(self) -> str:
        """Another one for whatever else a text may be found to name."""
        names = repr((sorted(self.named), sorted(self.known))).encode()
        return blake2b(names, digest_size=12).hexdigest()

    @cached_property
    def _by_number(self) -> Mapping[tuple[str, str], list[Ref]]:
        """By letters and digits. A number of several parts is looked for by its last two."""
        found: dict[tuple[str, str], list[Ref]] = {}
        for each in self.named:
            found.setdefault(_number_of(each.ref.id), []).append(each.ref)
        return found

    @cached_property
    def _digits(self) -> frozenset[str]:
        return frozenset(digits for _letters, digits in self._by_number)

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(letters for letters, _digits in self._by_number if letters)

    @cached_property
    def _span(self) -> re.Pattern[str]:
        """Two numbers of which the second may end a span; amounts such as 1.400 and dates are none."""
        letters = "|".join(map(re.escape, sorted(self._letters)))
        again = rf"(?:(?:{letters})[^\w\x00]{{0,2}})?" if letters else ""
        between = r"[^\w\x00]{0,4}(?:(?:til|og|med|t|o|m|to|through)[^\w\x00]{1,4}){0,3}"
        return re.compile(rf"(?<!\d)(\d{{1,9}})(?!\d|[.,]\d{{3}}(?!\d)){between}{again}(\d{{1,9}})(?!\d)")

    @cached_property
    def _known_numbers(self) -> frozenset[tuple[str, str]]:
        """Plan and digits of what may be meant by a number without letters."""
        return frozenset((ref.plan, _number_of(ref.id)[1]) for ref in self.known)

    @cached_property
    def _plans(self) -> frozenset[str]:
        return frozenset(each.ref.plan.casefold() for each in self.named) | {ref.plan.casefold() for ref in self.known}

    @cached_property
    def _titles(self) -> Mapping[tuple[str, str], list[tuple[tuple[str, ...], Ref]]]:
        """By their first two words."""
        found: dict[tuple[str, str], list[tuple[tuple[str, ...], Ref]]] = {}
        for each in self.named:
            words = tuple(token.text for token in _words_of(_MARKS.sub("", _plain(each.titel))).tokens)
            if len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _FEWEST_LETTERS:
                found.setdefault((words[0], words[1]), []).append((words, each.ref))
        return found

    @cached_property
    def _cases(self) -> Mapping[str, list[tuple[tuple[str, ...], Ref]]]:
        found: dict[str, list[tuple[tuple[str, ...], Ref]]] = {}
        for each in self.named:
            words = tuple(token.text for token in _words_of(_plain(each.sag)).tokens)
            if words and sum(map(len, words)) > 3:
                found.setdefault(words[0], []).append((words, each.ref))
        return found

    @cached_property
    def _phrases(self) -> Mapping[Named, tuple[tuple[str, str], ...]]:
        return {each: tuple(_phrases_of(each)) for each in self.named}

    def in_text(self, text: str, plan: str) -> tuple[Mention, ...]:
        """The items that a text of a plan names, each once."""
        return tuple(mention for _place, mention in self.in_texts([text], plan))

    def in_texts(self, texts: Sequence[str], plan: str) -> Iterator[tuple[int, Mention]]:
        """The place of each text of a plan that names an item, with what it names; an item once in each text.

        All are looked through at once for what may be there, so that a closer look is taken at few.
        """
        if not self.named:
            return
        whole = _plain(_APART.join(text.replace(_APART, " ") for text in texts))
        near, keys = self._near(whole)
        plain = whole.split(_APART)
        for place in sorted(set(_parts_with(whole, keys))):
            found: dict[Ref, Mention] = {}
            for words in _versions(plain[place]):
                for mention in near._in_words(words, plan):
                    found.setdefault(mention.ref, mention)
            yield from ((place, mention) for mention in found.values())

    def _near(self, plain: str) -> "tuple[Mentions, frozenset[str]]":
        """Those items that may be named in a text, by its words alone, and what stands in every part that names one."""
        words = _TOKEN.findall(plain)
        if _MARKS.search(plain):
            words += _TOKEN.findall(_MARKS.sub("", plain))
        tokens, phrases = set(words), f" {' '.join(words)}"
        spans = {(found[1], _until(found[1], found[2])) for found in self._span.finditer(plain)}
        rising = [(int(low), high, low) for low, high in spans if int(low) < high <= int(low) + _WIDEST]
        near: list[Named] = []
        keys: set[str] = set()
        for each in self.named:
            own = {*_numbers_of(each, tokens, rising)}
            own |= {key for phrase, key in self._phrases[each] if phrase in phrases}
            if own:
                near.append(each)
                keys |= own
        return Mentions(near, self.known), frozenset(keys)

    def _in_words(self, words: _Words, plan: str) -> Iterator[Mention]:
        tokens = words.tokens
        for place, token in enumerate(tokens):
            if token.text in self._letters:
                yield from self._numbers_at(words, place, plan)
            if token.text in self._digits:
                yield from self._bare_number_at(words, place, plan)
            if place + 1 < len(tokens):
                for title, ref in self._titles.get((token.text, tokens[place + 1].text), ()):
                    if _stands(words, place, title, _BETWEEN_WORDS):
                        yield Mention(ref, words.text[token.start : tokens[place + len(title) - 1].end])
            for case, ref in self._cases.get(token.text, ()):
                if _stands(words, place, case, _BETWEEN_CASE):
                    yield Mention(ref, words.text[token.start : tokens[place + len(case) - 1].end])

    def _numbers_at(self, words: _Words, place: int, plan: str) -> Iterator[Mention]:
        """What a number that begins here names, and those that follow it: `A301, 302 og 305`, `A301 til A303`."""
        tokens = words.tokens
        letters = tokens[place].text
        if words.touches(place) or place + 1 == len(tokens) or not tokens[place + 1].text.isdecimal():
            return
        if not _BETWEEN.fullmatch(words.between(place)) or not _ends_well(words, place + 1):
            return
        plans = self._plan_before(words.text[: tokens[place].start])
        for digits, end in _listed(words, place + 1, letters):
            for ref in self._by_number.get((letters, digits), ()):
                if self._is_meant(ref, plans, plan):
                    yield Mention(ref, words.text[tokens[place].start : tokens[end].end])

    def _bare_number_at(self, words: _Words, place: int, plan: str) -> Iterator[Mention]:
        """`nr. 301`, `projekt 301`, `#301`: the number of whatever has it, unless what may be seen has it too."""
        tokens = words.tokens
        digits = tokens[place].text
        if (plan, digits) in self._known_numbers or not _ends_well(words, place) or words.touches(place):
            return
        before = words.text[max(0, tokens[place].start - 2) : tokens[place].start]
        named = place > 0 and tokens[place - 1].text in _NUMBER_WORDS
        if not (named and _BEFORE_NUMBER.fullmatch(words.between(place - 1))) and not before.endswith("#"):
            return
        for (_letters, number), refs in self._by_number.items():
            if number == digits:
                start = tokens[place - 1].start if named else tokens[place].start
                yield from (Mention(ref, words.text[start : tokens[place].end]) for ref in refs)

    def _plan_before(self, before: str) -> str:
        """The plan that a number is said to be of, as in `2024-2027/A301`; empty where none is said."""
        if not before.endswith("/"):
            return ""
        name = before[:-1]
        if years := _YEARS.search(name):  # a plan that there is none of, or no longer
            return years[0]
        return next((plan for plan in self._plans if name.endswith(plan)), "")

    def _is_meant(self, ref: Ref, said: str, plan: str) -> bool:
        """A number alone means the plan's own item; where that has none to be seen, it may mean any other's."""
        if ref in self.known:  # an open item that has the number too
            return False
        if said:
            return ref.plan.casefold() == said
        return ref.plan == plan or Ref(plan, ref.id) not in self.known


def _numbers_of(named: Named, tokens: Set[str], spans: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """The numbers by which a text with these words, and rising spans of numbers, may name the item."""
    _letters, digits = _number_of(named.ref.id)
    if digits in tokens:
        yield digits
    if digits:
        yield from (first for low, high, first in spans if low < int(digits) <= high)


def _phrases_of(named: Named) -> Iterator[tuple[str, str]]:
    """The title and the case number as words in a row, and one of these words."""
    for text in (named.titel, named.sag):
        words = _TOKEN.findall(_MARKS.sub("", _plain(text)))
        if words:
            yield f" {' '.join(words)}", max(words, key=len)


def _parts_with(whole: str, keys: Iterable[str]) -> Iterator[int]:
    """Which of the parts of a text hold one of these words, or part of one that Markdown's marks cut."""
    ends = [found.start() for found in re.finditer(_APART, whole)]
    for key in keys:
        at = whole.find(key)
        while at >= 0:
            yield bisect(ends, at)
            at = whole.find(key, at + 1)
    if keys:
        yield from (bisect(ends, found.start()) for found in _CUT.finditer(whole))


def _until(first: str, last: str) -> int:
    """Where a span of numbers ends: `900-2` ends at 902."""
    return int(first[: len(first) - len(last)] + last) if len(last) <= len(first) else int(last)


def _number_of(item_id: str) -> tuple[str, str]:
    """The letters and the digits that an id ends with."""
    tokens = [token.text for token in _words_of(_plain(item_id)).tokens]
    digits = tokens[-1] if tokens and tokens[-1].isdecimal() else ""
    letters = tokens[-2] if len(tokens) > 1 and digits else ("" if digits else "".join(tokens[-1:]))
    return letters, digits


def _ends_well(words: _Words, place: int) -> bool:
    """Whether a number ends here: no part of an amount, of another number or of a commit's id."""
    tokens, end = words.tokens, words.tokens[place].end
    after = words.text[end : end + 2]
    if len(after) == 2 and after[0] in ".," and after[1].isdecimal():
        return False
    if place + 1 < len(tokens) and tokens[place + 1].start == end:
        following = place + 2
        ends = following == len(tokens) or tokens[following].start > tokens[place + 1].end
        return tokens[place + 1].text in _ENDINGS and ends
    return True


def _listed(words: _Words, place: int, letters: str) -> Iterator[tuple[str, int]]:
    """The digits at a token, and of the numbers that are listed after it or lie between two of them."""
    tokens = words.tokens
    digits = tokens[place].text
    yield digits, place
    while place + 1 < len(tokens):
        between = words.between(place)
        following = place + 1
        # Words such as `til` are tokens too.
        while following < len(tokens) and not tokens[following].text.isdecimal() and following - place < 5:
            following += 1
        if following == len(tokens) or not tokens[following].text.isdecimal():
            return
        between = words.text[tokens[place].end : tokens[following].start]
        if tokens[following - 1].text == letters and following - 1 > place:
            between = words.text[tokens[place].end : tokens[following - 1].start]
        number = tokens[following].text
        if len(number) > len(digits) or not _ends_well(words, following):
            return
        number = digits[: len(digits) - len(number)] + number
        if _UNTIL.fullmatch(between) and int(digits) < int(number) <= int(digits) + _WIDEST:
            yield from ((str(each).zfill(len(digits)), following) for each in range(int(digits) + 1, int(number) + 1))
        elif _ALSO.fullmatch(between) and len(tokens[following].text) == len(digits):
            yield number, following
        else:
            return
        place, digits = following, number


def _stands(words: _Words, place: int, wanted: tuple[str, ...], between: re.Pattern[str]) -> bool:
    """Whether these words stand one after the other from a token on, as words of their own; a genitive counts."""
    tokens, end = words.tokens, place + len(wanted)
    if end > len(tokens) or words.touches(place) or (end < len(tokens) and words.touches(end)):
        return False
    *first, last = (token.text for token in tokens[place:end])
    if tuple(first) != wanted[:-1] or last not in (wanted[-1], f"{wanted[-1]}s"):
        return False
    return all(between.fullmatch(words.between(step)) for step in range(place, end - 1))


def texts_in(data: object, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in plain data with the way to it."""
    if isinstance(data, str):
        yield keys, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key != "frosset":  # git's names
                yield from texts_in(value, (*keys, key))
    elif isinstance(data, list | tuple):
        for place, value in enumerate(data):
            yield from texts_in(value, (*keys, place))


def names_of(items: Iterable[tuple[Ref, Mapping[str, object]]]) -> tuple[Named, ...]:
    """What items may be called by, from what their files say."""
    return tuple(Named(ref, str(data.get("titel", "")), str(data.get("sag", ""))) for ref, data in items)

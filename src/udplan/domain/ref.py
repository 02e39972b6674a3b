"""An item's name: inside its plan, across plans, and at the beginning of its file's name."""

import re
from collections.abc import Iterable, Set
from typing import Final, NamedTuple

DEFAULT_PATTERN: Final = r"[DRAH]\d{3}"
"""What an id looks like unless plan.yaml says otherwise (`id_moenster`)."""


_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER_ENDS: Final = re.compile(r"\d(?!\d)")


class Ref(NamedTuple):
    """An item's name across plans, written `2025-2028/A301`."""

    plan: str
    id: str

    def __str__(self) -> str:
        return f"{self.plan}/{self.id}"


def ref_from_text(text: str, plan: str) -> Ref:
    """The item that `A301` (in `plan`) or `2025-2028/A301` names."""
    other, slash, item_id = text.strip().rpartition("/")
    return Ref(other, item_id) if slash else Ref(plan, item_id)


def item_name(stem: str, pattern: str) -> tuple[str, str] | None:
    """The id and slug that a file name (without suffix) says, or None if it does not begin with an id."""
    matched = re.match(pattern, stem)
    if matched is None or not matched[0]:
        return None
    rest = stem[matched.end() :]
    if rest and not rest.startswith("-"):
        return None
    return matched[0], rest[1:]


def numbers_in(texts: Iterable[str]) -> set[str]:
    """The words with digits in some texts, casefolded, and what each says up to a number's end: what may name items.

    Each text and each word is looked at once: looking for each item in each text would take quadratic time.
    """
    everything = " ".join({word for text in set(texts) for word in text.split()}).casefold()
    words = {word for word in _WORD.findall(everything) if not word.isalpha()}
    return words.union(word[: end.end()] for word in words for end in _NUMBER_ENDS.finditer(word))


def may_be_named(item_id: str, numbers: Set[str]) -> bool:
    """Whether texts with these numbers may name an item; that they do is for a closer look to say."""
    return all(word.isalpha() or word in numbers for word in _WORD.findall(item_id.casefold()))

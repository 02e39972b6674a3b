"""Two versions of a text compared word by word, so that a reader sees what was rewritten and what was left alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_MOST_PAIRS: Final = 200_000
"""Above so many pairs of words the middle is shown as replaced: comparing it would take quadratic time."""
_AROUND: Final = 4
_LEAST_SHARE: Final = 0.5
"""Where less than this of the shorter text is left between its changes, it was written anew."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: in both texts (`same`), in the old one only (`out`), or in the new one only (`in`)."""

    kind: Literal["same", "out", "in"]
    tekst: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Every word of both texts in order. Their `same` and `out` are the old text's words, `same` and `in` the new's.

    How words are spaced and broken into lines is no difference.
    """
    before, after = old.split(), new.split()
    return tuple(Piece(kind, " ".join(words)) for kind, words in _runs(before, after) if words)


def shortened(parts: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces for a narrow screen: of what was left alone only the words nearest a change. A paper shows all."""
    last = len(parts) - 1
    return tuple(Piece(part.kind, _shortened(part, place == 0, place == last)) for place, part in enumerate(parts))


def marked(parts: Sequence[Piece]) -> str:
    """The pieces as one line of plain text, marked as git marks words: `[-out-] {+in+}`."""
    form = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return " ".join(form[part.kind].format(part.tekst) for part in parts)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[Literal["same", "out", "in"], list[str]]]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    yield "same", before[:start]
    if len(old) * len(new) > _MOST_PAIRS:
        yield "out", old
        yield "in", new
    else:
        yield from _compared(old, new)
    yield "same", before[len(before) - end :]


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[Literal["same", "out", "in"], list[str]]]:
    runs = list(_matched(old, new))
    kept = sum(len(words) for kind, words in runs if kind == "same")
    if kept < _LEAST_SHARE * min(len(old), len(new)):
        # Words that two texts happen to share would only break both into splinters.
        runs = [("out", old), ("in", new)]
    yield from runs


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[Literal["same", "out", "in"], list[str]]]:
    out: list[str] = []
    into: list[str] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kept = old[old_from:old_to]
        # One word that happens to stand in both halves of a rewritten sentence only breaks it into splinters.
        if kind == "equal" and (len(kept) > 1 or not out + into or old_to == len(old)):
            yield from (("out", out), ("in", into), ("same", kept))
            out, into = [], []
        else:
            out += kept
            into += new[new_from:new_to]
    yield from (("out", out), ("in", into))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two begin with in common."""
    for place, pair in enumerate(zip(one, other, strict=False)):
        if pair[0] != pair[1]:
            return place
    return min(len(one), len(other))


def _shortened(part: Piece, is_first: bool, is_last: bool) -> str:
    words = part.tekst.split(" ")
    if part.kind != "same":
        return part.tekst
    if is_first and len(words) > _AROUND:
        return "… " + " ".join(words[-_AROUND:])
    if is_last and len(words) > _AROUND:
        return " ".join(words[:_AROUND]) + " …"
    if len(words) > 2 * _AROUND + 1:
        return " ".join([*words[:_AROUND], "…", *words[-_AROUND:]])
    return part.tekst

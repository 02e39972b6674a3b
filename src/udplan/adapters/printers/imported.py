"""What a table was understood as, for people: columns, words, items, sums, and each cell that was not understood."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from udplan.adapters.printers.tables import printable
from udplan.ground.danish import MINUS, number_text
from udplan.ground.language import Words
from udplan.ground.message import Message, Text, _, plural
from udplan.pure.importing.cells import Cell
from udplan.pure.importing.drafts import Draft, Taken, Unplaced
from udplan.pure.importing.lines import is_money
from udplan.pure.importing.reading import Obstacle, Reading
from udplan.pure.importing.sums import Proof

_WIDEST: Final = 48
_NO_NUMBER: Final = "–"
_DANISH: Final = str.maketrans(",.-", f".,{MINUS}")


def report(reading: Reading, ids: Mapping[int, str], obstacles: Sequence[Obstacle], words: Words) -> Iterator[str]:
    """The lines that tell what a table was understood as."""
    parts: tuple[tuple[Message, list[str]], ...] = (
        (_("Columns"), [*_columns(reading)]),
        (_("Words"), [*_words(reading.taken, words)]),
        (_("Items"), [*_items(reading.drafts, ids)]),
        (_("Sums"), [*_sums(reading, words)]),
        (_("Not understood"), [*_unplaced(reading, ids, words)]),
        (_("Missing"), [*_missing(reading.file, obstacles, words)]),
    )
    count = len(reading.drafts)
    yield printable(
        words(plural("{file}: {count} item", "{file}: {count} items", count).format(file=reading.file, count=count))
    )
    for title, lines in parts:
        if lines:
            yield ""
            yield words(title)
            yield from (f"  {printable(line)}" for line in lines)


def _columns(reading: Reading) -> Iterator[str]:
    width = min(_WIDEST, max(map(len, reading.headings), default=0))
    for heading, target in reading.headings.items():
        yield f"{heading:{width}} → {target}"


def _words(taken: Mapping[Taken, int], words: Words) -> Iterator[str]:
    """The words that were taken to mean something else; amounts only where the digits are others."""
    for each, count in sorted(taken.items(), key=lambda entry: (entry[0].key, -entry[1], entry[0].word)):
        if is_money(each.key) and re.sub(r"\D", "", each.word) == re.sub(r"\D", "", each.value):
            continue
        times = f" ({count})" if count > 1 else ""
        word = f'"{each.word}"' if each.word else words(_("nothing"))
        yield f"{each.key}: {word} → {each.value}{times}"


def _items(drafts: Sequence[Draft], ids: Mapping[int, str]) -> Iterator[str]:
    width = min(_WIDEST, max((len(draft.titel) for draft in drafts), default=0))
    for draft in drafts:
        name = ids.get(draft.number, draft.id or _NO_NUMBER)
        yield f"{name:4}  {_cut(draft.titel, width):{width}}  {_state(draft)}{_amounts(draft)}".rstrip()


def _state(draft: Draft) -> str:
    for key in ("afsluttet", "udgaaet"):
        if key in draft.data:
            return f"{key} {draft.data[key].get('dato', '')}"
    light = draft.data.get("trafiklys")
    return " ".join(str(word) for word in (draft.data.get("fase", ""), light) if word)


def _amounts(draft: Draft) -> str:
    amounts = draft.data.get("beloeb", {})
    if not any(amounts.values()):
        return ""
    return "  " + "  ".join(f"{year}: {number_text(amount)}" for year, amount in amounts.items())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _sums(reading: Reading, words: Words) -> Iterator[str]:
    for proof in reading.proofs:
        yield words(_proof(reading.file, proof))


def _proof(file: str, proof: Proof) -> Message:
    values = {
        "place": f"{file}!{proof.cell.name}",
        "label": " ".join(filter(None, (proof.label, f"({proof.target})"))),
        "said": _number(proof.said),
    }
    if proof.holds:
        return _("{place}: {label} {said}: right").format(**values)
    difference = _("{place}: {label} {said}, but the items give {counted}: a difference of {difference}")
    return difference.format(**values, counted=_number(proof.counted), difference=_number(proof.said - proof.counted))


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():,f}".translate(_DANISH)


def _unplaced(reading: Reading, ids: Mapping[int, str], words: Words) -> Iterator[str]:
    for each in reading.unplaced:
        yield f'{_place(reading.file, each.cell)}: "{each.cell.line}": {words(_why(each, reading, ids))}'


def _why(each: Unplaced, reading: Reading, ids: Mapping[int, str]) -> Text:
    if each.draft < 0:
        return each.why
    draft = reading.drafts[each.draft]
    name = ids.get(draft.number) or draft.id or draft.titel
    return _("{why}; kept in beskrivelse of {item}").format(why=each.why, item=name)


def _missing(file: str, obstacles: Sequence[Obstacle], words: Words) -> Iterator[str]:
    for each in obstacles:
        yield f"{_place(file, each.draft.first)}: {_cut(each.draft.titel, _WIDEST)}: {words(each.message)}"


def _place(file: str, cell: Cell) -> str:
    return f"{file}!{cell.name}"

"""The C parser and ruamel's own give the same data, faults and places."""

import sys
from pathlib import Path

import pytest

from udplan.adapters.read.reader import read

PLAN = Path(__file__).parent.parent.parent / "plan"
FILES = sorted(PLAN.rglob("*.yaml"))[::6]
TEXTS = [
    "a: 1\nb: [x, 'y', \"z\"]\nc:\n  - d: |\n      tekst\n      mere\n    e:\n",
    "æøå: {b: 1, c: [1, 2]} # kommentar\n",
    "a: 'b: c'\n\n\n# slut\nd: >-\n  foldet\n  tekst\n",
    "a: &x 1\nb: *x\nc: !t 1\n",
    "a: 1\na: 2\n",
    "a:\n- 1\n- 2\n",
    "a: 1\nb: & Ny\n",
    'a: 1\nb: "Ny" plan\n',
    "a: 1\nb: | 14 dage\n",
    "a: 1\nb: - x\n",
    "a: 1\nb: [x] y\n",
    "a: 1\nb: 2025: 1, 2026: 2\n",
    "a: 1\nb:\u00a0x\nc: 2\n",
    "a: 1\n\u00a0b: x\n",
    "a: 1\nb x\nc: 2\n",
    "a: 1\n# x\u2028b: 2\n",
    "a: 1\n# x\u0085y\n",
    'a: 1\nb: "C:\\d"\n',
]


@pytest.mark.parametrize("text", [*TEXTS, *FILES], ids=str)
def test_both_parsers_agree(text: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = text.encode() if isinstance(text, str) else text.read_bytes()
    fast = read(blob)
    fast_places = fast.places if not fast.faults else {}
    monkeypatch.setitem(sys.modules, "_ruamel_yaml", None)
    slow = read(blob)
    assert slow.data == fast.data
    assert slow.faults == fast.faults
    # Where a value is missing, the two parsers see its empty place on either side of the line's end.
    for keys, place in fast_places.items():
        assert slow.places[keys].key_start == place.key_start
        if place.end > place.start:
            assert slow.places[keys].start == place.start

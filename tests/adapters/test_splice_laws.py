"""Laws of editing, for files in any layout and any edits.

`UDPLAN_EXAMPLES` sets how many examples; the figures are printed at the end (`pytest -s`).
"""

import os
from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.edits import some_changes, some_data, top_level_rest, untouchable
from support.layouts import Pen, Written
from udplan.adapters.read.reader import read
from udplan.adapters.write.splice import CannotSplice, spliced
from udplan.pure.change.assignments import keys_at
from udplan.pure.change.changes import ABSENT, Change, apply, difference, same

EXAMPLES = int(os.environ.get("UDPLAN_EXAMPLES", "200"))
TWINS = frozenset(("fase", "afsluttet", "udgaaet"))
FIGURES: Counter[str] = Counter()

many = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@many
@given(st.integers(0, 2**48))
def test_only_the_named_span_changes_and_the_result_is_what_was_intended(seed: int) -> None:
    random = Random(seed)
    written = Pen(random).written(some_data(random))
    before = written.blob
    document = read(before)
    if document.faults or not isinstance(document.data, dict):
        FIGURES["not a plan file"] += 1
        return
    written.data = document.data
    changes = some_changes(random, document.data)
    if not changes or not apply(document.data, changes):
        return
    try:
        after = spliced(before, changes, keys_at, TWINS)
    except CannotSplice:
        FIGURES["refused"] += 1
        return
    FIGURES["edited"] += 1
    shown = f"{changes}\n{before.decode()}\n=>\n{after.decode()}"
    assert same(read(after).data, _read_form(apply(document.data, changes))), shown
    assert after.startswith(b"\xef\xbb\xbf") == written.bom
    _assert_comments_survive(written, changes, after.decode(), shown)
    _assert_lines_stay(written, changes, after.decode(), shown)
    _assert_line_ends(written, after.decode(), shown)


def _read_form(value: object) -> object:
    from unicodedata import normalize

    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [_read_form(inner) for inner in value]
    return {key: _read_form(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _assert_comments_survive(written: Written, changes: list[Change], after: str, shown: str) -> None:
    """Only the comments of elements that were taken out of a list may go with them."""
    gone = [change for change in changes if change.new is ABSENT]
    lists = [each.keys for each in gone if isinstance(each.keys[-1], int) or isinstance(each.old, list)]
    for comment, owner in written.comments.items():
        if comment not in after:
            assert any(owner[: len(keys)] == keys for keys in lists), f"{comment} is lost: {shown}"


def _assert_lines_stay(written: Written, changes: list[Change], after: str, shown: str) -> None:
    lines = iter(after.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))
    for line in untouchable(written, changes):
        assert any(line.text == other for other in lines), f"{line} is not as it was: {shown}"
    if any(not line.whole and line.keys == () for line in written.lines):
        return
    touched = {str(change.keys[0]) for change in changes}
    old = top_level_rest(written.blob.decode(), written, touched)
    new = top_level_rest(after, written, touched)
    assert [line.rstrip("\r\n") for line in old] == [line.rstrip("\r\n") for line in new], shown


def _assert_line_ends(written: Written, after: str, shown: str) -> None:
    breaks = after.count("\n")
    assert after.count("\r\n") == (breaks if written.newline == "\r\n" and "\r\n" in written.blob.decode() else 0), (
        shown
    )
    if written.final_newline:
        assert after.endswith(written.newline), shown


@many
@given(st.integers(0, 2**48), st.integers(0, 2**48))
def test_a_difference_applied_is_the_other(one: int, other: int) -> None:
    old = some_data(Random(one))
    new = apply(old, some_changes(Random(other), old)) if other % 3 else some_data(Random(other))
    assert same(apply(old, difference(old, new)), new)
    assert difference(old, old) == ()


@many
@given(st.integers(0, 2**48))
def test_a_difference_is_spliced_as_well_as_the_edit(seed: int) -> None:
    random = Random(seed)
    document = read(Pen(random).written(some_data(random)).blob)
    if document.faults:
        return
    blob = document.text.encode()
    new = apply(document.data, some_changes(random, document.data))
    if not new or any(change.old is ABSENT and change.new is ABSENT for change in difference(document.data, new)):
        return
    try:
        after = spliced(blob, difference(document.data, new), keys_at, TWINS)
    except CannotSplice:
        FIGURES["differences refused"] += 1
        return
    assert same(read(after).data, _read_form(new))


@pytest.fixture(scope="module", autouse=True)
def figures() -> object:
    yield
    total = FIGURES["edited"] + FIGURES["refused"]
    print(f"\nsplice: {dict(FIGURES)}; refused {100 * FIGURES['refused'] / max(total, 1):.2f} %")
    assert total < 100 or FIGURES["refused"] < total / 100

"""The texts that cases are: every notation, what is refused and where, and that a text says every byte of its files."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support.cases import (
    PLANS,
    Case,
    MalformedCase,
    case_from_text,
    plan_case,
    plan_cases,
    read_case,
    text_from_files,
    with_expected,
    write_files,
)
from support.workspace import tree

BASE = {"plan/p/plan.yaml": b"titel: Plan\n", "plan/p/d/D101.yaml": b"titel: D101\n"}


def case(text: str) -> Case:
    return case_from_text(text, "bad/some-case.txt", BASE)


# What a case says


def test_a_case_says_what_it_shows_and_only_what_differs_from_its_base() -> None:
    read = case("A new item,\nand no other.\n\n-- plan/p/d/D102.yaml --\ntitel: D102\n\n== expected ==\none\ntwo\n")
    assert (read.name, read.shows, read.expected) == ("some-case", "A new item, and no other.", "one\ntwo\n")
    assert read.files == {**BASE, "plan/p/d/D102.yaml": b"titel: D102\n"}
    assert [(moment.message, moment.about) for moment in read.moments] == [(None, {})]


def test_a_case_that_differs_in_nothing_is_its_base() -> None:
    assert case("The base.\n").files == BASE
    assert case("The base.\n\n== expected ==\nall wrong\n").files == BASE


@pytest.mark.parametrize(
    ("section", "content"),
    [
        ("-- f --\na\nb\n", b"a\nb\n"),
        ("-- f --\n", b""),
        ("-- f --\na\n\n", b"a\n\n"),
        ("-- f --\n--- a\n=== b\n\\t\n", b"--- a\n=== b\n\\t\n"),
        ("-- f [no-newline] --\na\nb\n", b"a\nb"),
        ("-- f [crlf] --\na\nb\n", b"a\r\nb\r\n"),
        ("-- f [crlf no-newline] --\na\nb\n", b"a\r\nb"),
        ("-- f [bom] --\nå\n", b"\xef\xbb\xbf\xc3\xa5\n"),
        ("-- f [encoding=cp1252] --\nå\n", b"\xe5\n"),
        ("-- f [bom encoding=cp1252] --\nå\n", b"\xef\xbb\xbf\xe5\n"),
        ("-- f [encoding=utf-16-be] --\nå\n", b"\x00\xe5\x00\n"),
        ("-- f [repeat=3] --\na\n", b"a\na\na\n"),
        ("-- f [repeat=3 no-newline] --\na\n", b"aaa"),
        ("-- f [escaped] --\na\\t\\x20\n\\\\t\n", b"a\t \n\\t\n"),
        ("-- f [escaped] --\n\\x00\\r\\u0301\\U0001f600\n", b"\x00\r\xcc\x81\xf0\x9f\x98\x80\n"),
        ("-- f [escaped encoding=latin-1] --\n\\xff\\x80\n", b"\xff\x80\n"),
    ],
)
def test_a_notation(section: str, content: bytes) -> None:
    assert case(f"A notation.\n\n{section}").files["f"] == content
    assert case(f"A notation.\n\n{section}\n-- g --\n").files["f"] == content, "with a file below it"


def test_a_file_is_gone_or_another_ones_copy() -> None:
    text = (
        "-- plan/p/d/D102.yaml [from=D101.yaml] --\n-- q [from=plan/p/plan.yaml] --\n-- plan/p/d/D101.yaml [gone] --\n"
    )
    item, settings = BASE["plan/p/d/D101.yaml"], BASE["plan/p/plan.yaml"]
    assert case(f"Moved.\n\n{text}").files == {"plan/p/plan.yaml": settings, "plan/p/d/D102.yaml": item, "q": settings}


def test_names_that_cannot_be_seen_and_folders(tmp_path: Path) -> None:
    files = case("Names.\n\n-- plan/e\\u0301\\x20.yaml --\na\n\n-- plan/p/d/D103.yaml/ --\n").files
    assert files == {**BASE, "plan/e\u0301 .yaml": b"a\n", "plan/p/d/D103.yaml/": b""}
    lies = tree(write_files(files, tmp_path))
    assert (lies["plan/e\u0301 .yaml"], lies["plan/p/d/D103.yaml"]) == (b"a\n", "/")


def test_each_moment_says_what_differs_from_the_one_before() -> None:
    first, second, now = case(
        "Three moments.\n\n== commit: The first ==\nauthor: Anna Prøve\ntag: t\n\n-- a --\n1\n\n"
        "== commit: The second ==\n\n-- b [from=a] --\n\n== not committed ==\n\n-- a [gone] --\n"
    ).moments
    assert (first.message, dict(first.about)) == ("The first", {"author": "Anna Prøve", "tag": "t"})
    assert (second.message, dict(second.about), now.message) == ("The second", {}, None)
    assert first.files == {**BASE, "a": b"1\n"}
    assert second.files == {**BASE, "a": b"1\n", "b": b"1\n"}
    assert now.files == {**BASE, "b": b"1\n"}


# What is refused


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "a case begins with a sentence on what it shows"),
        ("-- a --\n", 1, "a case begins with a sentence on what it shows"),
        ("S.\n\n-- a --\nb", 4, "the last line does not end"),
        ("S.\n-- a --\n", 2, "an empty line goes before a marker"),
        ("S.\n\n-- a --\nb\n-- c --\n", 5, "an empty line goes before a marker"),
        ("S.\n\n-- a --\nb\tc\n", 4, r"what cannot be seen is written as an escape: 'b\tc'"),
        ("S.\n\n-- a --\nb \n", 4, "what cannot be seen is written as an escape: 'b '"),
        ("S.\n\n-- a --\ne\u0301\n", 4, r"what cannot be seen is written as an escape: 'e\u0301'"),
        ("S.\n\n-- a\u00a0b --\n", 3, r"what cannot be seen is written as an escape: '-- a\xa0b --'"),
        ("S.\n\n-- a [bom --\n", 3, "`-- PATH --` or `-- PATH [OPTIONS] --`, not -- a [bom --"),
        ("S.\n\n-- a b --\n", 3, "`-- PATH --` or `-- PATH [OPTIONS] --`, not -- a b --"),
        ("S.\n\n-- a [bomb] --\n", 3, "`bomb` is not among gone, from, bom, crlf"),
        ("S.\n\n-- a [gone] --\n", 3, "there is no a so far"),
        ("S.\n\n-- a [from=b] --\n", 3, "there is no b so far"),
        ("S.\n\n-- plan/p/plan.yaml [gone] --\nb\n", 3, "nothing can be in plan/p/plan.yaml here"),
        ("S.\n\n-- a/ --\nb\n", 3, "nothing can be in a here"),
        ("S.\n\n-- a [encoding=cp0] --\n", 3, "unknown encoding: cp0"),
        ("S.\n\n-- a [encoding=ascii] --\nå\n", 3, "'ascii' codec can't encode character"),
        ("S.\n\n-- a [repeat=x] --\nb\n", 3, "invalid literal for int() with base 10: 'x'"),
        ("S.\n\n-- a [escaped] --\n\\n\n", 3, r"a backslash is written \\ here: \n"),
        ("S.\n\n-- a [escaped] --\n\\Uffffffff\n", 3, r"a backslash is written \\ here: \Uffffffff"),
        ("S.\n\n-- a\\y --\n", 3, r"a backslash is written \\ here: a\y"),
        ("S.\n\n== commit ==\n", 3, "`== commit: MESSAGE ==`, `== not committed ==` or, at the end, `== expected ==`"),
        ("S.\n\n== expected ==\na\n\n-- b --\n", 3, "`== commit: MESSAGE ==`, `== not committed ==` or, at the end"),
        ("S.\n\n-- a --\n\n== commit: b ==\n", 5, "nothing is committed after what is not committed"),
        ("S.\n\n== commit: b ==\nauthor Anna\n", 3, "a commit has `author: `, `date: ` and `tag: `, no author Anna"),
        ("S.\n\n== not committed ==\ntag: b\n", 3, "a commit has `author: `, `date: ` and `tag: `, no tag: b"),
    ],
)
def test_what_is_no_case_is_refused_at_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(MalformedCase) as refused:
        case(text)
    assert str(refused.value).startswith(f"bad/some-case.txt:{line}: {says}")


def test_a_case_in_a_file_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "bad" / "broken.txt"
    path.parent.mkdir()
    path.write_text("S.\n\n-- a\n", encoding="utf-8")
    with pytest.raises(MalformedCase, match=r"^bad/broken\.txt:3: "):
        read_case(path)


# There and back


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1, max_size=8)
ODD = st.sampled_from(
    ["\n", "\r\n", "\r", "-- a --\n", "== b ==\n", "\\", " \n", "\t", "e\u0301", "\ufeff", "\u2028", "æ"]
)
CONTENTS = st.one_of(
    st.binary(max_size=40),
    st.lists(st.one_of(ODD, st.text(max_size=4)), max_size=12).map(lambda parts: "".join(parts).encode()),
    st.lists(ODD, max_size=6).map(lambda parts: b"\xef\xbb\xbf" + "".join(parts).encode() + b"\xe5"),
)


@given(st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), CONTENTS, max_size=3))
@example({"a": b"a\r\nb\r", "b": b"\r\r\n", "-- c --": b"-- d --\n-- e [bom] --", " ": b" ", "d/": b""})
def test_a_text_says_every_byte_of_any_files(files: dict[str, bytes]) -> None:
    assert case_from_text(text_from_files("Any files.", files), "any.txt").files == files


@pytest.mark.parametrize(
    ("content", "section"),
    [
        (b"a\r\n", "-- f [crlf] --\na\n"),
        (b"\xef\xbb\xbfa: \xc3\xa5\n", "-- f [bom] --\na: å\n"),
        (b"a: \\\nb", "-- f [no-newline] --\na: \\\nb\n"),
        (b"a: \xe5\n", "-- f [encoding=latin-1] --\na: å\n"),
        (b"a:\t\xc3\xa5 \n-- b\n", "-- f [escaped] --\na:\\tå\\x20\n\\x2d- b\n"),
    ],
)
def test_a_text_reads_well(content: bytes, section: str) -> None:
    assert text_from_files("One file.", {"f": content}) == f"One file.\n\n{section}"


@pytest.mark.parametrize("folder", ["bad", "good"])
def test_a_text_says_every_byte_of_the_corpus(folder: str) -> None:
    for known in plan_cases(folder):
        again = case_from_text(text_from_files(known.shows, known.files), f"{known.name}.txt")
        assert (again.name, again.shows, again.files) == (known.name, known.shows, known.files)


def test_a_report_is_written_at_the_end_and_nothing_else_is_touched() -> None:
    for known in plan_cases("bad"):
        text = (PLANS / "bad" / f"{known.name}.txt").read_text(encoding="utf-8")
        assert with_expected(text, known.expected) == text
        assert with_expected(with_expected(text, "new\n"), known.expected) == text


def test_a_new_case_gets_its_first_report() -> None:
    text = "New.\n\n-- a --\nb\n"
    assert with_expected(text, "report\n") == f"{text}\n== expected ==\nreport\n"
    assert case(with_expected(text, "report\n")).files["a"] == b"b\n"


def test_one_case_is_read_as_all_are() -> None:
    assert plan_case("bad/stale") in plan_cases("bad")

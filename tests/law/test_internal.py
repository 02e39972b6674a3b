"""Inside the house everything is shown, every answer says that it is internal, and lists say what is closed."""

import csv
import io
import json
from pathlib import Path

import pytest

from support.command import Udplan
from support.outputs import DAY, NEEDS
from support.promises import LISTS, PAPERS, REPORTS, is_closed_row, is_intern
from support.smallworlds import WORLDS
from support.worlds import write

WORLD = WORLDS["one of each"]
CLOSED, OPEN = "H904", "H101"


@pytest.fixture
def udplan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """A plan of four open items and four closed ones."""
    return Udplan(write(tmp_path, WORLD.files), capsys)


@pytest.mark.parametrize("form", LISTS)
def test_a_list_says_that_it_is_internal(form: str, udplan: Udplan) -> None:
    answer = udplan("list", "--internal", "--format", form)
    assert CLOSED in answer.out
    assert is_intern(answer.err)
    assert not is_intern(udplan("list", "--format", form).err)


@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize("item_id", [CLOSED, OPEN])
def test_so_does_what_is_shown_of_an_item(form: str, item_id: str, udplan: Udplan) -> None:
    answer = udplan("show", item_id, "--internal", "--format", form)
    assert item_id in answer.out
    assert is_intern(answer.err)


@pytest.mark.parametrize("width", ["80", "120"])
@pytest.mark.parametrize("form", ["table", "md"])
def test_the_rows_that_are_closed_say_so(
    form: str, width: str, udplan: Udplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    rows = udplan("list", "--internal", "--format", form).out.splitlines()
    closed = {item_id: [row for row in rows if item_id in row] for item_id in (*WORLD.ids, OPEN, "A301")}
    assert [item_id for item_id, (row,) in closed.items() if is_closed_row(row)] == list(WORLD.ids)


def test_so_do_the_rows_of_data(udplan: Udplan) -> None:
    rows = json.loads(udplan("list", "--internal", "--format", "json").out)
    assert {row["id"] for row in rows if row["lukket"]} == set(WORLD.ids)
    table = udplan("list", "--internal", "--format", "csv").out.removeprefix("\ufeff")
    csv_rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert {row["id"] for row in csv_rows if row["lukket"] == "ja"} == set(WORLD.ids)


def test_an_item_that_is_shown_says_that_it_is_closed(udplan: Udplan) -> None:
    assert is_closed_row(udplan("show", CLOSED, "--internal").out)
    assert not is_closed_row(udplan("show", OPEN, "--internal").out)


def test_the_overview_says_that_it_is_internal(udplan: Udplan) -> None:
    answer = udplan("status", *DAY, "--internal")
    assert is_intern(answer.out + answer.err)


@pytest.mark.parametrize("form", PAPERS)
def test_every_report_is_marked(form: str, udplan: Udplan) -> None:
    for report in REPORTS:
        asked = ("status", *DAY, "--report", report, "--format", form, *NEEDS.get(report, ()))
        answer = udplan(*asked, "--internal")
        assert answer.code == 0, answer.err
        assert is_intern(answer.out), report
        assert not is_intern(udplan(*asked).out), report


def test_what_is_internal_is_marked_where_nothing_is_closed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that nobody learns from a missing mark."""
    udplan = Udplan(write(tmp_path / "uden", WORLD.open_files), capsys)
    for words in (("list",), ("show", OPEN), ("status",), ("status", "--format", "md")):
        answer = udplan(*words, "--internal")
        assert is_intern(answer.out + answer.err), words


def test_the_environment_asks_for_it_too(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UDPLAN_INTERNAL", "1")
    answer = udplan("list")
    assert CLOSED in answer.out
    assert is_intern(answer.err)

"""`udplan status` on the terminal and as files."""

from pathlib import Path

import pytest

from support.command import Udplan

AT = ("--as-of", "2025-05-31")


@pytest.mark.parametrize("width", [80, 120])
def test_the_overview_fits_the_terminal_and_needs_no_colour(
    udplan: Udplan, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = udplan("status", *AT)
    assert answer.code == 0
    assert "\x1b" not in answer.out
    assert max(map(len, answer.out.splitlines())) <= width
    assert "…" not in answer.out.partition("Since")[0]
    for text in ("Skovby Kommune", "Driftsændringer", "In all", "Needs attention", "Also alive"):
        assert text in answer.out


def test_the_counts_are_those_of_list(udplan: Udplan) -> None:
    line = next(line for line in udplan("status", *AT).out.splitlines() if line.startswith("In all"))
    counted = [int(word) for word in line.removeprefix("In all").split()]
    lists = [(), ("--done",), ("--fase", "i_gang"), ("--fase", "afventer"), ("--fase", "ikke_startet"), ("--dropped",)]
    assert counted[:6] == [len(udplan("list", "--format", "ids", *AT, *each).out.split()) for each in lists]
    assert counted[-2:] == [
        len(udplan("list", "--format", "ids", *AT, flag).out.split()) for flag in ("--overdue", "--stale")
    ]


def test_a_round_gives_its_day_and_its_predecessor(udplan: Udplan) -> None:
    answer = udplan("status", "--round", "2025-05")
    assert "31. maj 2025" in answer.out
    assert "30. november 2024" in answer.out


def test_an_unknown_round_names_the_known_ones(udplan: Udplan) -> None:
    answer = udplan("status", "--round", "2026-01")
    assert answer.code == 2
    assert "2024-11, 2025-05" in answer.err


@pytest.mark.parametrize("report", ["halvaarsstatus", "direktion"])
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_reports_are_the_same_bytes_in_any_language(
    udplan: Udplan, example: Path, monkeypatch: pytest.MonkeyPatch, report: str, suffix: str
) -> None:
    first = example / f"a.{suffix}"
    answer = udplan("status", "--round", "2025-05", "--report", report, "-o", str(first))
    assert answer.code == 0, answer.err
    assert answer.out == ""
    monkeypatch.setenv("UDPLAN_LANG", "da")
    second = udplan("status", "--round", "2025-05", "--report", report, "--format", suffix)
    assert second.out == first.read_text(encoding="utf-8")


def test_filters_narrow_a_report(udplan: Udplan, example: Path) -> None:
    udplan("status", *AT, "-o", str(example / "x.md"), "--udvalg", "BUU")
    text = (example / "x.md").read_text(encoding="utf-8")
    assert "D201" in text
    assert "D101" not in text


@pytest.mark.parametrize("name", ["x.docx", "x", "x.pdf"])
def test_a_format_that_is_not_there_is_said(udplan: Udplan, example: Path, name: str) -> None:
    answer = udplan("status", "-o", str(example / name))
    assert answer.code == 2
    assert ".html" in answer.err
    assert not (example / name).exists()


def test_unknown_reports_and_plans_are_said(udplan: Udplan) -> None:
    assert "halvaarsstatus" in udplan("status", "--report", "x", "--format", "html").err
    assert "2024-2027" in udplan("status", "--plan", "2020").err


def test_a_report_that_cannot_be_written_leaves_what_was_there(udplan: Udplan, example: Path) -> None:
    folder = example / "x.html"
    folder.mkdir()
    assert udplan("status", *AT, "-o", str(folder)).code == 1
    assert list(folder.iterdir()) == []
    assert udplan("status", *AT, "-o", str(example / "none" / "x.html")).code == 1


def test_the_overview_has_no_trace_of_closed_items(udplan: Udplan, example: Path) -> None:
    public, internal = udplan("status", *AT).out, udplan("status", *AT, "--internal").out
    assert "2 closed items are left out" in public
    assert "INTERNAL" in internal
    for path in example.glob("plan/2025-2028/*/*.yaml"):
        text = path.read_text(encoding="utf-8")
        if "\nlukket:" in text:
            titel = text.partition("titel: ")[2].partition("\n")[0]
            assert path.name[:4] not in public
            assert titel not in public


def test_an_empty_plan_and_no_plan(udplan: Udplan, example: Path) -> None:
    for path in example.glob("plan/*/*/*.yaml"):
        path.unlink()
    assert udplan("status").code == 0
    assert udplan("status", "-o", str(example / "x.html")).code == 0
    for path in example.glob("plan/*/plan.yaml"):
        path.unlink()
    assert udplan("status").code == 1

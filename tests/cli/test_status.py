"""`udplan status` on the terminal and as files."""

from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import git, repository
from support.workspace import PLAN, workspace

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


def test_a_report_without_a_place_to_write_it_is_refused(udplan: Udplan) -> None:
    answer = udplan("status", "--report", "direktion")
    assert (answer.code, answer.out) == (2, "")
    assert "--report needs --output or --format" in answer.err
    assert udplan("status", "--report", "x").code == 2


def test_a_round_that_is_not_frozen_claims_no_more_than_the_dates_say(udplan: Udplan) -> None:
    asked = ("status", "--as-of", "2025-06-01", "--since", "2025-05")
    overview = udplan(*asked).out
    assert "by the dates in the files" in overview
    assert "nothing finished, dropped or moved" in overview
    assert "nothing has happened" not in overview
    for report in ("halvaarsstatus", "direktion"):
        for form in ("md", "html"):
            text = udplan(*asked, "--report", report, "--format", form).out
            assert "Ændringerne bygger på datoerne i planen: afsluttede og udgåede emner og flyttede frister." in text
            assert "Ingen emner er afsluttet eller udgået, og ingen frister er flyttet siden da." in text
            assert "Der er ingen ændringer" not in text


def test_a_frozen_round_is_compared_whole(udplan: Udplan, example: Path) -> None:
    repository(example)
    commit = git(example, "rev-parse", "HEAD").strip()
    path = example / "plan/2025-2028/runder/2025-05.yaml"
    frozen = f"frosset: {{commit: {commit}, tag: runde-2025-05}}\n"
    path.write_text(path.read_text(encoding="utf-8") + frozen, encoding="utf-8")
    asked = ("status", "--as-of", "2025-06-01", "--since", "2025-05")
    overview, report = udplan(*asked).out, udplan(*asked, "--format", "md").out
    assert "nothing has happened" in overview
    assert "Der er ingen ændringer." in report
    assert "datoerne i filerne" not in report


def test_settings_that_cannot_be_read_are_said(udplan: Udplan, example: Path) -> None:
    (example / "plan/2025-2028/plan.yaml").write_text("kommune: [", encoding="utf-8")
    assert "1 file could not be read" in udplan("status", *AT).out
    answer = udplan("status", *AT, "-o", str(example / "x.html"))
    assert answer.code == 1
    assert "the settings of 2025-2028 cannot be read" in answer.err
    assert "see udplan check" in answer.err
    assert not (example / "x.html").exists()


def test_a_past_day_over_todays_files_is_owned_up_to(udplan: Udplan) -> None:
    said, danish = "hold information from after this day", "indeholder oplysninger fra efter opgørelsesdatoen."
    assert said in udplan("status", "--round", "2024-11").out
    assert said not in udplan("status", "--round", "2025-05").out
    for report in ("halvaarsstatus", "direktion"):
        for form in ("md", "html"):
            asked = ("status", "--report", report, "--format", form)
            assert danish in udplan(*asked, "--round", "2024-11").out
            assert danish not in udplan(*asked, "--round", "2025-05").out


def test_what_is_only_in_a_closed_item_is_not_owned_up_to(udplan: Udplan, example: Path) -> None:
    (closed,) = example.glob("plan/2025-2028/*/A101*.yaml")
    lines = closed.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("opdateret:")]
    closed.write_text("\n".join([*kept, "opdateret: 2025-06-20", ""]), encoding="utf-8")
    said = "hold information from after this day"
    assert said not in udplan("status", *AT).out
    assert said in udplan("status", *AT, "--internal").out


def test_filters_and_rounds_that_only_one_of_the_plans_knows(udplan: Udplan) -> None:
    answer = udplan("status", "--plan", "all", *AT, "--tema", "kloge-m2")
    assert answer.code == 0, answer.err
    assert answer.out.count("only tema: Kloge m²") == 2
    answer = udplan("status", "--plan", "all", *AT, "--since", "2024-11")
    assert answer.code == 0, answer.err
    assert answer.out.count("Since ") == 1
    assert udplan("status", "--plan", "all", *AT, "--tema", "findes-ikke").code == 2
    assert udplan("status", "--plan", "all", *AT, "--since", "2020-11").code == 1


def test_a_selection_is_told_in_danish_words(udplan: Udplan) -> None:
    asked = ("--open", "--dropped", "--focus", "--udvalg", "BUU", "--udvalg", "OEU", "--search", "skole")
    words = "uafsluttede eller udgåede; direktionens fokus; udvalg: Børne- og Ungdomsudvalget eller Økonomiudvalget"
    told = f"{words}; søgning: skole"
    assert f"only {told}" in " ".join(udplan("status", *AT, *asked).out.split())
    assert f"- Udsnit af planen: Kun {told}\n" in udplan("status", *AT, *asked, "--format", "md").out
    assert f"<dd>Kun {told}</dd>" in udplan("status", *AT, *asked, "--format", "html").out


def test_a_report_that_cannot_be_written_leaves_what_was_there(udplan: Udplan, example: Path) -> None:
    folder = example / "x.html"
    folder.mkdir()
    assert udplan("status", *AT, "-o", str(folder)).code == 1
    assert list(folder.iterdir()) == []
    assert udplan("status", *AT, "-o", str(example / "none" / "x.html")).code == 1


def test_the_overview_has_no_trace_of_closed_items(udplan: Udplan, example: Path) -> None:
    public, internal = udplan("status", *AT).out, udplan("status", *AT, "--internal").out
    assert "2 closed items are left out" in " ".join(public.split())
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


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_a_report_of_a_plan_with_unreadable_files_is_asked_for(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path)
    broken = root / "plan" / PLAN / "anlaegsprojekter" / "A102.yaml"
    broken.write_text("titel: [", encoding="utf-8")
    udplan, output = Udplan(root, capsys), tmp_path / f"rapport.{form}"
    for words in (("-o", str(output)), ("--format", form), ("--format", form, "--internal")):
        answer = udplan("status", *words)
        assert (answer.code, answer.out) == (1, "")
        assert f"1 file of {PLAN} cannot be read" in answer.err
    assert not output.exists()
    answer = udplan("status", "-o", str(output), "--incomplete")
    assert answer.code == 0
    assert "1 emne indgår ikke, fordi filen har fejl" in output.read_text(encoding="utf-8")
    overview = udplan("status")
    assert overview.code == 0
    assert "1 file could not be read" in overview.out + overview.err

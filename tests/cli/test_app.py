"""The boundary: exit codes, where words go, and finding the workspace."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import udplan as package
from support.command import Udplan


def test_version(udplan: Udplan) -> None:
    answer = udplan("--version")
    assert (answer.code, answer.out) == (0, f"udplan {package.__version__}\n")


def test_without_a_command_it_is_said_what_can_be_done_next(udplan: Udplan) -> None:
    answer = udplan()
    assert answer.code == 0
    assert "Udmøntningsplan 2025-2028: 62 items" in answer.out
    assert "udplan status" in answer.out


def test_a_workspace_is_found_from_below(udplan: Udplan, example: Path) -> None:
    below = Udplan(example / "plan/2025-2028/runder", udplan.capture)
    assert below("list", "--format", "ids").code == 0


def test_no_workspace_is_a_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Udplan(tmp_path, capsys)("list")
    assert answer.code == 1
    assert "--root" in answer.err
    assert Udplan(tmp_path, capsys)("list", "--root", str(tmp_path)).code == 1


def test_check_says_how_many_and_its_code_tells(udplan: Udplan, example: Path) -> None:
    clean = udplan("check", "--as-of", "2025-05-31")
    assert clean.code == 0
    assert "0 errors, 8 warnings" in clean.err
    assert udplan("check", "--as-of", "2025-05-31", "--strict").code == 1
    (broken,) = example.glob("plan/2025-2028/*/D101*.yaml")
    broken.write_text("titel: [", encoding="utf-8")
    answer = udplan("check", "--as-of", "2025-05-31")
    assert answer.code == 1
    assert "1 error" in answer.err
    assert answer.out.count("error[") == 1


def test_check_of_nothing_does_not_pass(udplan: Udplan, example: Path) -> None:
    shutil.rmtree(example / "plan")
    (example / "plan").mkdir()
    answer = udplan("check")
    assert answer.code == 1
    assert "there is no plan" in answer.err


def test_check_of_one_plan(udplan: Udplan) -> None:
    answer = udplan("check", "--plan", "2024-2027", "--as-of", "2025-05-31")
    assert "plan/2025-2028" not in answer.out
    assert udplan("check", "--plan", "2030-2033").code == 2


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit", "gitlab"])
def test_check_in_the_formats_of_ci_systems(udplan: Udplan, form: str) -> None:
    answer = udplan("check", "--as-of", "2025-05-31", "--format", form)
    assert answer.code == 0
    assert "overdue" in answer.out


def test_the_example_plan_has_few_problems_whatever_the_day(udplan: Udplan) -> None:
    for day in ("2025-05-31", "2026-11-23", "2030-01-01"):
        answer = udplan("check", "--as-of", day)
        assert answer.code == 0
        # The few items that the older plan has open are told of one by one, the many of the newer one together.
        assert answer.out.count("warning[") <= 20


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("list", "--nonsense"), ("show",), ("done", "A102"), ("list", "--as-of", "maj 2025"),
     ("done", "A102", "--basis", "b", "--date", ""), ("set", "A102", "sag=b", "--date", ""),
     ("list", "--format", "xml"), ("list", "--sort", "x"), ("check", "--round", "extra"), ("list", "--plan")],
)  # fmt: skip
def test_a_command_line_at_fault_is_2(udplan: Udplan, arguments: tuple[str, ...]) -> None:
    answer = udplan(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("error: ")


def _process(example: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], cwd=example, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, **variables}, check=False,
    )  # fmt: skip


# A directory's reader that fails in a way nobody foresaw: what a bug of udplan's own looks like.
BUG = (
    "import sys, udplan.adapters.read.sources as s\n"
    "s._entries = lambda *a: 1 / 0\n"
    "from udplan.cli.app import run\n"
    "sys.exit(run(['check']))\n"
)


def test_a_bug_is_3_and_says_how_to_see_more(example: Path) -> None:
    done = _process(example, BUG)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "UDPLAN_TRACEBACK=1" in done.stderr
    assert "Traceback" in _process(example, BUG, UDPLAN_TRACEBACK="1").stderr


def test_a_reader_that_has_had_enough_is_no_error(example: Path) -> None:
    script = f"'{sys.executable}' -m udplan list --plan all --format yaml | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=example, capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_output_is_utf8_whatever_the_locale(example: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "udplan", "list"], cwd=example, capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "LC_ALL": "C"},
    )  # fmt: skip
    assert "Råderum" in done.stdout.decode("utf-8") or "ø" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("command", ["list", "status", "check", "show D101", "status --format html"])
def test_output_that_cannot_be_written_is_no_bug(example: Path, command: str) -> None:
    for redirect, code in ((">/dev/full", 1), (">&-", 0), (">&- 2>&-", 0), ("<&-", 0)):
        done = subprocess.run(
            ["bash", "-c", f"'{sys.executable}' -m udplan {command} {redirect}"],
            cwd=example, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert ("the output cannot be written" in done.stderr) == (code == 1)
        assert "Exception" not in done.stderr


def test_a_folder_that_is_gone_is_said(udplan: Udplan, tmp_path: Path) -> None:
    script = f"mkdir gone && cd gone && rmdir ../gone && '{sys.executable}' -m udplan list"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "error: the current folder is no longer there")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_any_day_can_be_asked_for(udplan: Udplan, day: str) -> None:
    for command in ("list --stale", "list --format json", "status", "status --format html", "check"):
        # On the first day everything that has happened lies in the future, which is an error of the plan.
        assert udplan(*command.split(), "--as-of", day).code == (command == "check" and day < "2025")


@pytest.mark.parametrize("day", ["", "2025-W22-6", "20250531", "2025-02-30"])
def test_a_day_is_written_in_one_way(udplan: Udplan, day: str) -> None:
    for command in ("list", "status", "check"):
        assert udplan(command, "--as-of", day).code == 2


def test_an_error_is_two_lines_whatever_it_names(udplan: Udplan) -> None:
    err = udplan("show", "x\n::error::y\x1b[31m").err
    assert len(err.splitlines()) == 2
    assert "\x1b" not in err


def test_faults_of_a_report_are_told_in_the_users_language(udplan: Udplan) -> None:
    assert "is not in a git repository" in udplan("status", "--since", "x").err
    assert "there is no report named" in udplan("status", "--report", "x", "--format", "md").err

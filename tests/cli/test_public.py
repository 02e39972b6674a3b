"""Nothing a public command says gives a closed item away, today's or an earlier revision's."""

import subprocess
from pathlib import Path

import pytest

from support.command import Udplan
from udplan.usecases.reports import REPORTS

CLOSED = "anlaegsprojekter/A501-kunstgraesbane-skovby-hallen.yaml"
OPEN = "driftsaendringer/D101-kompetenceloeft-kunstig-intelligens.yaml"
OLDER = "plan/2024-2027/anlaegsprojekter/A401-genslyngning-af-egebaek.yaml"
SECRETS = ("A501", "unstgræs", "hemmelig", "A101", "Stationsgrunden", "R105", "antine")
NEEDS = {"udvalg": ("--udvalg", "TMU"), "sagsfremstilling": ("--round", "2025-05")}
FORMS = [
    ("--format", suffix, "--report", report, *NEEDS.get(report, ())) for suffix in ("html", "md") for report in REPORTS
]


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments], cwd=root, check=True)


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def closed_since(example: Path) -> Path:
    """A workspace where A501 was open, named by others, in the last commit and is closed now; A101 is gone."""
    plan = example / "plan/2025-2028"
    text = (plan / OPEN).read_text(encoding="utf-8")
    older = (example / OLDER).read_text(encoding="utf-8")
    write(plan / OPEN, text.replace("status: |\n", "status: |\n  Se A501. ") + "afhaenger_af: [A501, A101]\n")
    write(example / OLDER, older + 'afhaenger_af: ["2025-2028/A501"]\n')
    git(example, "init", "-q")
    git(example, "add", "-A")
    git(example, "commit", "-qm", "then")
    write(plan / OPEN, text)
    write(example / OLDER, older)
    write(plan / CLOSED, (plan / CLOSED).read_text(encoding="utf-8") + "lukket: {begrundelse: hemmeligt}\n")
    (plan / "anlaegsprojekter/A101-koeb-af-stationsgrunden.yaml").unlink()
    return example


@pytest.mark.parametrize("form", [(), *FORMS])
@pytest.mark.parametrize("plan", [(), ("--plan", "2024-2027")])
def test_what_was_open_in_the_last_commit_is_not_told(
    udplan: Udplan, closed_since: Path, form: tuple[str, ...], plan: tuple[str, ...]
) -> None:
    answer = udplan("status", *form, *plan)
    assert answer.code == 0, answer.err
    for secret in (*SECRETS, "INTERN"):
        assert secret not in answer.out + answer.err


@pytest.mark.parametrize("form", [(), *FORMS])
def test_what_is_compared_with_a_commit_is_internal(udplan: Udplan, closed_since: Path, form: tuple[str, ...]) -> None:
    answer = udplan("status", "--since", "HEAD", *form)
    assert answer.code == 0, answer.err
    assert "INTERN" in answer.out


def test_a_closed_item_of_another_plan_is_named_though_the_plan_has_an_open_one_of_its_number(
    udplan: Udplan, example: Path
) -> None:
    closed = (example / OLDER).read_text(encoding="utf-8").replace("titel: ", "titel: Salget af ")
    closed = "".join(line for line in closed.splitlines(keepends=True) if not line.startswith("sag:"))
    write(example / "plan/2024-2027/anlaegsprojekter/A402-salg.yaml", closed + "lukket: {begrundelse: salg}\n")
    path = example / "plan/2025-2028" / OPEN
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("status: |\n", "status: |\n  Fonden køber 2024-2027/A402-grunden. "))
    for command in (("status", "--format", "md"), ("status", "--format", "html")):
        answer = udplan(*command)
        assert (answer.code, answer.out) == (1, "")
        assert f"plan/2025-2028/{OPEN}" in answer.err
    assert "error[closed-mentioned]" in udplan("check").out
    write(path, text.replace("status: |\n", "status: |\n  Fonden køber A402-grunden. "))
    assert "closed-mentioned" not in udplan("check").out
    assert "Fonden køber A402" in udplan("status", "--format", "md").out


def test_showing_a_closed_item_is_like_showing_none(udplan: Udplan, closed_since: Path) -> None:
    for item_id in ("A501", "Z999"):
        answer = udplan("show", item_id)
        assert answer.code == 1
        assert f"there is no item {item_id} in 2025-2028" in answer.err


def test_a_file_that_cannot_be_read_may_be_a_closed_one(udplan: Udplan, closed_since: Path) -> None:
    path = closed_since / "plan/2025-2028" / CLOSED
    write(path, path.read_text(encoding="utf-8") + "ukendt: 1\n")
    assert "there is no item A501" in udplan("show", "A501").err
    assert "cannot be read" in udplan("show", "--internal", "A501").err
    for answer in (udplan("list"), udplan("status"), udplan("list", "--ansvarlig", "ingen")):
        assert "A501" not in answer.out + answer.err


@pytest.mark.parametrize("value", ["0", "false", "", "no", " "])
def test_only_a_yes_in_the_environment_is_a_yes(udplan: Udplan, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("UDPLAN_INTERNAL", value)
    assert "A101" not in udplan("list", "--format", "ids").out

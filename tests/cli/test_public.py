"""Nothing a public command says gives a closed item away, today's or an earlier revision's."""

import subprocess
from pathlib import Path

import pytest

from support.command import Udplan
from udplan.usecases.reports import REPORTS

CLOSED = "anlaegsprojekter/A501-kunstgraesbane-skovby-hallen.yaml"
OPEN = "driftsaendringer/D101-kompetenceloeft-kunstig-intelligens.yaml"
OLDER = "plan/2024-2027/anlaegsprojekter/A401-genslyngning-af-egebaek.yaml"
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
    write(plan / OPEN, text + "afhaenger_af: [A501]\n")
    write(plan / CLOSED, (plan / CLOSED).read_text(encoding="utf-8") + "lukket: {begrundelse: hemmeligt}\n")
    (plan / "anlaegsprojekter/A101-koeb-af-stationsgrunden.yaml").unlink()
    return example


@pytest.mark.parametrize("since", [(), ("--since", "HEAD")])
@pytest.mark.parametrize("form", [(), *FORMS])
@pytest.mark.parametrize("plan", [(), ("--plan", "2024-2027")])
def test_a_status_compared_with_when_the_item_was_open(
    udplan: Udplan, closed_since: Path, since: tuple[str, ...], form: tuple[str, ...], plan: tuple[str, ...]
) -> None:
    answer = udplan("status", *since, *form, *plan)
    assert answer.code == 0, answer.err
    for secret in ("A501", "unstgræs", "hemmelig", "A101", "Stationsgrunden", "R105", "antine"):
        assert secret not in answer.out + answer.err


def test_a_closed_item_of_another_plan_is_named_though_the_plan_has_an_open_one_of_its_number(
    udplan: Udplan, example: Path
) -> None:
    closed = (example / OLDER).read_text(encoding="utf-8") + "lukket: {begrundelse: salg}\n"
    write(example / "plan/2024-2027/anlaegsprojekter/A402-salg.yaml", closed)
    git(example, "init", "-q")
    git(example, "add", "-A")
    git(example, "commit", "-qm", "then")
    text = (example / "plan/2025-2028" / OPEN).read_text(encoding="utf-8")
    told = text.replace("status: |\n", "status: |\n  Fonden køber 2024-2027/A402-grunden. ")
    write(example / "plan/2025-2028" / OPEN, told)
    for command in (("diff",), ("history", "D101"), ("status", "--format", "md"), ("show", "D101"), ("list",)):
        answer = udplan(*command)
        assert answer.code == 0, answer.err
        assert "Fonden" not in answer.out
    assert "Fonden" in udplan("diff", "--internal").out


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


def test_a_hint_names_no_theme_that_only_closed_items_have(udplan: Udplan) -> None:
    plan = udplan.root / "plan" / "2025-2028"
    settings = plan / "plan.yaml"
    settings.write_text(settings.read_text("utf-8").replace("\ntemaer:\n", "\ntemaer:\n  hem: Tema SKJULT\n"), "utf-8")
    closed = next(path for path in sorted(plan.glob("*/*.yaml")) if "\nlukket:" in path.read_text("utf-8"))
    lines = [line for line in closed.read_text("utf-8").splitlines(True) if not line.startswith("temaer:")]
    closed.write_text("".join([*lines, "temaer: [hem]\n"]), encoding="utf-8")
    for command in (("list", "--tema", "zzz"), ("status", "--tema", "zzz")):
        answer = udplan(*command)
        assert answer.code == 2
        assert "hem" not in answer.err
        assert "SKJULT" in udplan(*command, "--internal").err

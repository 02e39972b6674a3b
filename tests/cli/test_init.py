"""`udplan init`: a folder becomes a workspace that passes its check at once, and nothing that was there is touched."""

import json
import re
import sys
from io import StringIO
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from support.cases import Case, plan_cases, write_files
from support.command import Udplan
from support.gitting import git, repository
from support.schemas import faults
from support.workspace import tree
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.reader import read
from udplan.adapters.read.sources import WorkTree
from udplan.usecases.beginning import CI_FILES, years_of
from udplan.usecases.schema import plan_schema, runde_schema

ASKED = ("init", "skovby", "--kommune", "Skovby Kommune", "--budgetaar", "2026-2029")


class Terminal(StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def udplan(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Udplan:
    """The command line in an empty folder, of somebody whom git knows."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Økonomichefen")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "oekonomi@skovby.example")
    return Udplan(tmp_path, capsys)


@pytest.fixture
def skovby(udplan: Udplan) -> Path:
    """A new workspace."""
    assert udplan(*ASKED).code == 0
    return udplan.root / "skovby"


def test_a_new_workspace_is_committed_and_passes_its_check_at_once(udplan: Udplan, skovby: Path) -> None:
    checked = udplan("check", "--strict", "--root", "skovby")
    assert (checked.code, checked.out, checked.err) == (0, "", "0 errors, 0 warnings\n")
    assert git(skovby, "status", "--porcelain", "--ignored") == ""
    assert git(skovby, "log", "--format=%an: %s") == "Økonomichefen: Planen er oprettet\n"
    assert git(skovby, "branch", "--show-current") == "main\n"


def test_the_plan_says_what_was_asked_for(skovby: Path) -> None:
    plan = plans_of(WorkTree(skovby)).by_name["2026-2029"]
    assert plan.settings_data["kommune"] == "Skovby Kommune"
    assert plan.years == (2026, 2027, 2028, 2029)


def test_a_plan_with_every_comment_taken_away_passes_too(udplan: Udplan, skovby: Path) -> None:
    settings = skovby / "plan" / "2026-2029" / "plan.yaml"
    lines = settings.read_text("utf-8").splitlines()
    # What is commented out is YAML behind a `# `; prose has no word with a colon first.
    bare = [lines[0], *(re.sub(r"^( *)# (?= *[\w.\"-]+:( |$))", r"\1", line) for line in lines[1:])]
    settings.write_text("\n".join(bare) + "\n", encoding="utf-8")
    data = plans_of(WorkTree(skovby)).by_name["2026-2029"].settings_data
    assert {"kontroltotaler", "udvalg", "omraader", "temaer", "strategier", "organer"} <= set(data)
    assert {"dokument", "vedtaget", "sag", "punkter"} == set(data["aftale"])
    checked = udplan("check", "--root", "skovby")
    assert checked.code == 0
    assert re.findall(r"\[(.+?)\]", checked.out) == ["points-left"]


def test_nothing_that_the_files_name_is_missing(skovby: Path) -> None:
    settings = json.loads((skovby / ".vscode" / "settings.json").read_text("utf-8"))
    for schema, patterns in settings["yaml.schemas"].items():
        assert json.loads((skovby / schema).read_text("utf-8"))["title"]
        for pattern in patterns:
            assert [*skovby.glob(pattern.rpartition("/")[0])], pattern
    plan = skovby / "plan" / "2026-2029" / "plan.yaml"
    named = re.match(r"# yaml-language-server: \$schema=(.+)", plan.read_text("utf-8"))
    assert named
    assert (plan.parent / named[1]).resolve() == (skovby / ".udplan" / "plan.schema.json").resolve()


def test_the_first_item_can_be_made_and_saved(udplan: Udplan, skovby: Path) -> None:
    words = ("--titel", "Børnehus", "--udvalg", "OEU", "--ansvarlig", "Ejendomschefen", "--proces", "Udbud.")
    assert udplan("new", "A", *words, "afledt_drift=ingen", "--root", "skovby").code == 0
    assert udplan("check", "--strict", "--root", "skovby").code == 0


@pytest.mark.parametrize("service", CI_FILES)
def test_a_services_file_is_yaml_that_installs_this_udplan(udplan: Udplan, service: str) -> None:
    assert udplan(*ASKED, "--ci", service).code == 0
    text = (udplan.root / "skovby" / CI_FILES[service]).read_text("utf-8")
    assert YAML(typ="safe").load(text)
    assert "udplan==" in text
    assert "$" not in text


def test_what_is_there_is_left_as_it_is(udplan: Udplan) -> None:
    folder = udplan.root / "skovby"
    (folder / "plan" / "2025-2028").mkdir(parents=True)
    (folder / ".gitignore").write_text("mit\n", encoding="utf-8")
    (folder / "noter.txt").write_text("mine\n", encoding="utf-8")
    done = udplan(*ASKED)
    assert ".gitignore was there already, and is left as it is" in done.err
    assert (folder / ".gitignore").read_text("utf-8") == "mit\n"
    assert git(folder, "status", "--porcelain") == "?? .gitignore\n?? noter.txt\n"
    before = tree(folder)
    again = udplan(*ASKED)
    assert again.code == 1
    assert "there is a plan already" in again.err
    assert tree(folder) == before


def test_in_a_repository_nothing_is_committed(udplan: Udplan) -> None:
    (udplan.root / "README").write_text("Fælles\n", encoding="utf-8")
    repository(udplan.root)
    done = udplan(*ASKED)
    assert "in a git repository already" in done.err
    assert git(udplan.root, "log", "--format=%s") == "Begin\n"
    assert not (udplan.root / "skovby" / ".git").exists()


def test_without_git_there_is_no_repository(udplan: Udplan) -> None:
    assert udplan(*ASKED, "--no-git").code == 0
    assert not (udplan.root / "skovby" / ".git").exists()


def test_whoever_git_does_not_know_is_told_what_to_do(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    done = udplan(*ASKED)
    assert done.code == 0
    assert "nothing is saved in git yet: git does not know who you are; tell it with git config" in done.err
    assert udplan("check", "--root", "skovby").code == 0


def test_a_dry_run_names_the_files_and_makes_none(udplan: Udplan) -> None:
    done = udplan(*ASKED, "--dry-run")
    assert done.out.splitlines()[-1] == "plan/2026-2029/plan.yaml"
    assert not [*udplan.root.iterdir()]


def test_a_terminal_is_asked(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("Skovby Kommune\n2027\nnone\n"))
    assert udplan("init").code == 0
    assert (udplan.root / "plan" / "2027-2030" / "plan.yaml").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--budgetaar", "2026"), "--kommune is missing"),
        (("--kommune", "Skovby"), "--budgetaar is missing"),
        (("--kommune", " ", "--budgetaar", "2026"), "--kommune is empty"),
        (("--kommune", "Skovby", "--budgetaar", "2029-2026"), "2029-2026 are not the years of a plan"),
        (("--kommune", "Skovby", "--budgetaar", "2026", "--ci", "jenkins"), "known: github, gitlab, azure"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else None,
)
def test_what_cannot_be_made_is_said_and_nothing_is(udplan: Udplan, words: tuple[str, ...], said: str) -> None:
    done = udplan("init", *words)
    assert done.code == 2
    assert said in done.err
    assert not [*udplan.root.iterdir()]


def test_a_municipality_with_an_awkward_name_is_written_so_that_it_can_be_read(udplan: Udplan) -> None:
    assert udplan("init", "--kommune", "Nord: #1", "--budgetaar", "2026-2026").code == 0
    plan = plans_of(WorkTree(udplan.root)).by_name["2026"]
    assert plan.settings_data["kommune"] == "Nord: #1"


def test_years_may_be_said_by_the_first_of_them() -> None:
    assert years_of("2026") == years_of("2026-2029") == [2026, 2027, 2028, 2029]


def test_no_link_is_followed_out_of_the_folder(udplan: Udplan) -> None:
    outside = udplan.root / "andres"
    outside.mkdir()
    (udplan.root / "skovby").mkdir()
    (udplan.root / "skovby" / ".vscode").symlink_to(outside)
    done = udplan(*ASKED)
    assert done.code == 1
    assert "leads out of the workspace" in done.err
    assert not [*outside.iterdir()]


@pytest.mark.parametrize("case", plan_cases("good"), ids=lambda case: case.name)
def test_the_schemas_accept_what_udplan_does(case: Case, tmp_path: Path) -> None:
    root = write_files(case.files, tmp_path)
    for plan in plans_of(WorkTree(root)).plans:
        assert not [*faults(read((root / plan.settings_path).read_bytes()).data, plan_schema())]
        for each in plan.rounds:
            assert not [*faults(read((root / each.path).read_bytes()).data, runde_schema())]

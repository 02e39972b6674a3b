"""git: a revision is a source like the work tree, and what git cannot do is said plainly."""

import subprocess
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import commit
from support.gitting import repository as made_repository
from udplan.adapters import git
from udplan.adapters.loader import load
from udplan.adapters.sources import WorkTree
from udplan.ground.errors import UdplanError


@pytest.fixture
def repository(example: Path) -> Path:
    return made_repository(example)


def test_a_revision_is_what_was_committed(repository: Path) -> None:
    before = load(WorkTree(repository)).workspace
    (gone,) = repository.glob("plan/2025-2028/*/D101*.yaml")
    gone.unlink()
    revision = git.revision(repository, "HEAD")
    assert load(revision).workspace == before
    assert load(WorkTree(repository)).workspace != before


def test_a_workspace_inside_a_larger_repository(tmp_path: Path, repository: Path) -> None:
    outer = tmp_path / "outer"
    inner = outer / "økonomi"
    inner.parent.mkdir()
    repository.rename(inner)
    subprocess.run(["rm", "-rf", str(inner / ".git")], check=True)
    made_repository(outer)
    assert load(git.revision(inner, "HEAD")).workspace == load(WorkTree(inner)).workspace
    assert git.paths_ever(inner, "plan/2025-2028/driftsaendringer")


def test_the_version_says_when_plan_files_differ(repository: Path) -> None:
    clean = git.version(repository)
    assert len(clean) == 10
    for length in ("4", "40"):
        subprocess.run(["git", "config", "core.abbrev", length], cwd=repository, check=True)
        assert git.version(repository) == clean
    (repository / "notes.txt").write_text("x", encoding="utf-8")
    assert git.version(repository) == clean
    (changed,) = repository.glob("plan/2025-2028/*/D101*.yaml")
    changed.write_text(changed.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert git.version(repository) == clean + "+"


def test_without_a_repository_there_is_no_version(example: Path) -> None:
    assert git.version(example) == ""
    with pytest.raises(UdplanError, match="not in a git repository"):
        git.revision(example, "HEAD")


@pytest.mark.parametrize("name", ["no-such", "--output=x", "HEAD:plan", "", "HEAD^{tree}", "^HEAD"])
def test_what_is_not_a_revision_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(UdplanError, match="does not know the revision"):
        git.revision(repository, name)
    assert not (repository / "x").exists()


def test_paths_ever_remembers_what_is_gone(repository: Path) -> None:
    (gone,) = repository.glob("plan/2025-2028/*/D101*.yaml")
    gone.unlink()
    commit(repository, "gone")
    paths = git.paths_ever(repository, "plan/2025-2028/driftsaendringer")
    assert any("D101" in path for path in paths)


def test_status_since_a_revision_tells_the_difference(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = Udplan(repository, capsys)
    assert udplan("done", "A102", "--basis", "Taget i brug").code == 0
    report = udplan("status", "--since", "HEAD", "--format", "md")
    assert report.code == 0
    assert "### Afsluttet: 1\n\n- A102 **" in report.out


def test_an_item_closed_since_is_not_told_as_removed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = Udplan(repository, capsys)
    (path,) = repository.glob("plan/2025-2028/*/A102*.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "lukket: {begrundelse: Forhandling}\n", encoding="utf-8")
    titel = text.partition("titel: ")[2].partition("\n")[0]
    for form in ("md", "html"):
        out = udplan("status", "--since", "HEAD", "--format", form).out
        assert "A102" not in out
        assert titel not in out


@pytest.mark.parametrize("lost", ["HEAD:plan", "HEAD:plan/2025-2028/plan.yaml"])
def test_a_repository_with_parts_missing_is_no_empty_plan(repository: Path, lost: str) -> None:
    asked = subprocess.run(["git", "rev-parse", lost], cwd=repository, capture_output=True, text=True, check=True)
    sha = asked.stdout.strip()
    (repository / ".git/objects" / sha[:2] / sha[2:]).unlink()
    with pytest.raises(UdplanError, match="does not have all the files"):
        load(git.revision(repository, "HEAD"))


def test_programs_that_a_repository_names_are_not_run(repository: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/was-run'\n", encoding="utf-8")
    program.chmod(0o755)
    keys = ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "gpg.program")
    for key, value in (*((key, str(program)) for key in keys), ("log.showSignature", "true")):
        subprocess.run(["git", "config", key, value], cwd=repository, check=True)
    git.version(repository)
    load(git.revision(repository, "HEAD"))
    git.paths_ever(repository, "plan")
    assert not (tmp_path / "was-run").exists()

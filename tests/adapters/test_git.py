"""git: a revision is a source like the work tree, and what git cannot do is said plainly."""

import os
import subprocess
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import commit
from support.gitting import git as asked
from support.gitting import repository as made_repository
from support.plans import data_of
from udplan.adapters.git import log
from udplan.adapters.git import run as git
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.sources import Tree, WorkTree, blob_id
from udplan.domain.plan import Data
from udplan.ground.errors import NotAFile, UdplanError
from udplan.usecases.moments import Moments


@pytest.fixture
def repository(example: Path) -> Path:
    return made_repository(example)


def said(tree: Tree) -> dict[str, dict[str, Data]]:
    """What all parts of all plans say."""
    return {plan.name: data_of(plan) for plan in plans_of(tree).plans}


def version(root: Path) -> str:
    return Moments(root).version(internal=True)


def test_a_revision_is_what_was_committed(repository: Path) -> None:
    before = said(WorkTree(repository))
    (gone,) = repository.glob("plan/2025-2028/*/D101*.yaml")
    gone.unlink()
    revision = git.revision(repository, "HEAD")
    assert said(revision) == before
    assert said(WorkTree(repository)) != before


def test_a_workspace_inside_a_larger_repository(tmp_path: Path, repository: Path) -> None:
    outer = tmp_path / "outer"
    inner = outer / "økonomi"
    inner.parent.mkdir()
    repository.rename(inner)
    subprocess.run(["rm", "-rf", str(inner / ".git")], check=True)
    made_repository(outer)
    assert said(git.revision(inner, "HEAD")) == said(WorkTree(inner))
    assert log.paths_ever(inner, "plan/2025-2028/driftsaendringer")


def test_the_version_says_when_plan_files_differ(repository: Path) -> None:
    clean = version(repository)
    assert len(clean) == 10
    for length in ("4", "40"):
        subprocess.run(["git", "config", "core.abbrev", length], cwd=repository, check=True)
        assert version(repository) == clean
    (repository / "notes.txt").write_text("x", encoding="utf-8")
    assert version(repository) == clean
    (changed,) = repository.glob("plan/2025-2028/*/D101*.yaml")
    changed.write_text(changed.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert version(repository) == clean + "+"


def test_without_a_repository_there_is_no_version(example: Path) -> None:
    assert version(example) == ""
    with pytest.raises(UdplanError, match="not in a git repository"):
        git.revision(example, "HEAD")


def test_the_files_of_now_have_the_ids_that_git_would_give_them(repository: Path) -> None:
    head = git.revision(repository, "HEAD")
    now = git.work_tree(repository, head)
    assert dict(now.files) == dict(head.files)
    assert now.pick(["plan/nej", *now.files])[0].version == next(iter(head.files.values()))
    (changed,) = repository.glob("plan/2025-2028/*/D101*.yaml")
    changed.write_text(changed.read_text(encoding="utf-8") + "# æ\n", encoding="utf-8")
    path = changed.relative_to(repository).as_posix()
    now = git.work_tree(repository, head)
    assert {name for name in now.files if now.files[name] != head.files[name]} == {path}
    assert now.files[path] == asked(repository, "hash-object", "--no-filters", path).strip()


def test_the_ids_of_a_repository_with_longer_ones(example: Path) -> None:
    asked(example, "init", "--quiet", "--object-format=sha256")
    commit(example, "Begin")
    head = git.revision(example, "HEAD")
    assert (len(head.commit), len(head.short)) == (64, 10)
    assert dict(git.work_tree(example, head).files) == dict(head.files)


def test_a_file_that_cannot_be_read_is_still_there(repository: Path) -> None:
    path = repository / "plan/2025-2028/driftsaendringer/D199.yaml"
    os.mkfifo(path)
    now = git.work_tree(repository, git.revision(repository, "HEAD"))
    name = path.relative_to(repository).as_posix()
    assert name in now.files
    (blob,) = now.pick([name])
    with pytest.raises(NotAFile):
        blob.read()


def test_links_are_no_plan_files_of_a_commit(repository: Path) -> None:
    before = git.revision(repository, "HEAD").files
    link = repository / "plan/2025-2028/driftsaendringer/D199.yaml"
    link.symlink_to("D101.yaml")
    commit(repository, "link")
    assert git.revision(repository, "HEAD").files == before


def test_the_bytes_under_ids(repository: Path) -> None:
    files = [b"", b"x\n", b"12 blob 3\n" * 1000, "æøå".encode()]
    for number, content in enumerate(files):
        (repository / f"plan/{number}").write_bytes(content)
    commit(repository, "more")
    ids = [blob_id(content) for content in files]
    assert git.contents(repository, ids) == files
    assert git.contents(repository, [ids[0], "0" * 40, ids[1]]) == [files[0], None, files[1]]
    assert git.contents(repository, []) == []


def test_a_bare_repository_is_one_that_is_stood_in_or_named(repository: Path, tmp_path: Path) -> None:
    asked(tmp_path, "clone", "--quiet", "--bare", str(repository), "bare.git")
    bare = tmp_path / "bare.git"
    assert git.bare_repository(bare) == bare
    assert git.bare_repository(bare / "refs") is None  # one further up may be a stranger's, planted in a work tree
    assert git.bare_repository(repository) is None
    assert git.bare_repository(tmp_path) is None
    assert git.bare_repository(tmp_path / "nej") is None
    assert said(git.revision(bare, "HEAD")) == said(git.revision(repository, "HEAD"))


def test_where_nothing_is_committed_there_is_no_head(example: Path) -> None:
    asked(example, "init", "--quiet")
    with pytest.raises(UdplanError, match="nothing is committed on this branch yet"):
        git.revision(example, "HEAD")
    with pytest.raises(UdplanError, match="does not know the revision main"):
        git.revision(example, "main")


@pytest.mark.parametrize("name", ["no-such", "--output=x", "HEAD:plan", "", "HEAD^{tree}", "^HEAD"])
def test_what_is_not_a_revision_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(UdplanError, match="does not know the revision"):
        git.revision(repository, name)
    assert not (repository / "x").exists()


def test_paths_ever_remembers_what_is_gone(repository: Path) -> None:
    (gone,) = repository.glob("plan/2025-2028/*/D101*.yaml")
    gone.unlink()
    commit(repository, "gone")
    paths = log.paths_ever(repository, "plan/2025-2028/driftsaendringer")
    assert any("D101" in path for path in paths)


def test_status_since_a_revision_tells_the_difference(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = Udplan(repository, capsys)
    assert udplan("done", "A102", "--basis", "Taget i brug").code == 0
    report = udplan("status", "--since", "HEAD", "--format", "md")
    assert report.code == 0
    assert "### Afsluttet (1)\n\n- A102 **" in report.out


def test_an_item_closed_since_a_commit_is_told_as_closed_inside_the_house(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who can name a commit holds the files; the report says that it is not for others."""
    udplan = Udplan(repository, capsys)
    (path,) = repository.glob("plan/2025-2028/*/A102*.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "lukket: {begrundelse: Forhandling}\n", encoding="utf-8")
    for form in ("md", "html"):
        report = udplan("status", "--since", "HEAD", "--report", "aendringer", "--format", form)
        assert report.code == 0
        assert "INTERN" in report.out
        assert "Forhandling" in report.out
        assert "Fjernet (" not in report.out


@pytest.mark.parametrize("lost", ["HEAD:plan", "HEAD:plan/2025-2028/plan.yaml"])
def test_a_repository_with_parts_missing_is_no_empty_plan(repository: Path, lost: str) -> None:
    asked = subprocess.run(["git", "rev-parse", lost], cwd=repository, capture_output=True, text=True, check=True)
    sha = asked.stdout.strip()
    (repository / ".git/objects" / sha[:2] / sha[2:]).unlink()
    with pytest.raises(UdplanError, match="does not have all the files"):
        said(git.revision(repository, "HEAD"))


def test_programs_that_a_repository_names_are_not_run(repository: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/was-run'\n", encoding="utf-8")
    program.chmod(0o755)
    keys = ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "gpg.program")
    for key, value in (*((key, str(program)) for key in keys), ("log.showSignature", "true")):
        subprocess.run(["git", "config", key, value], cwd=repository, check=True)
    version(repository)
    said(git.revision(repository, "HEAD"))
    log.paths_ever(repository, "plan")
    assert not (tmp_path / "was-run").exists()

"""Annotated tags in a real repository: what a name stands for, and what git refuses."""

import subprocess
from pathlib import Path

import pytest

from support.gitting import commit, git, repository
from support.workspace import workspace
from udplan.adapters import committed
from udplan.adapters.git.tags import delete_tag, make_tag, refuse_without_identity, tag_named, tag_names
from udplan.ground.errors import UdplanError

NAME = "runde/2025-2028/2025-05"
MESSAGE = "Runde\n\n# ingen kommentar\n\næøå  \n"


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Ægir Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(workspace(tmp_path / "workspace"))


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD").strip()


def test_a_tag_says_what_it_was_given(root: Path) -> None:
    assert tag_named(root, NAME) is None
    assert tag_names(root, "runde") == ()
    made = make_tag(root, NAME, head(root), MESSAGE)
    assert (made.commit, made.annotated, made.message) == (head(root), True, MESSAGE)
    assert tag_named(root, NAME) == made
    assert tag_names(root, "runde") == (NAME,)
    assert "tagger Ægir Test <test@example.invalid>" in git(root, "cat-file", "tag", NAME)


def test_a_tag_is_never_moved(root: Path) -> None:
    made = make_tag(root, NAME, head(root), MESSAGE)
    commit(root, "More")
    with pytest.raises(UdplanError, match="already exists"):
        make_tag(root, NAME, head(root), MESSAGE)
    assert tag_named(root, NAME) == made


def test_a_name_below_another_tag_is_refused_with_gits_reason(root: Path) -> None:
    git(root, "tag", "runde/2025-2028")
    with pytest.raises(UdplanError, match=r"cannot make the tag.*runde/2025-2028"):
        make_tag(root, NAME, head(root), MESSAGE)


def test_only_the_tag_that_was_made_is_taken_away(root: Path) -> None:
    made = make_tag(root, NAME, head(root), MESSAGE)
    git(root, "tag", "--force", NAME, "HEAD")
    delete_tag(root, made)
    moved = tag_named(root, NAME)
    assert moved is not None
    assert (moved.annotated, moved.commit, moved.message) == (False, head(root), "")
    delete_tag(root, moved)
    assert tag_named(root, NAME) is None


def test_a_tag_may_point_at_anything(root: Path) -> None:
    git(root, "tag", NAME, "HEAD:plan")
    git(root, "tag", "-a", "-m", "x", f"{NAME}-2", NAME)
    git(root, "tag", "-a", "-m", "x", f"{NAME}-3", f"{NAME}-2")
    found = [tag_named(root, name) for name in tag_names(root, "runde")]
    assert [(tag.commit, tag.annotated) for tag in found if tag] == [("", False), ("", True), ("", True)]


@pytest.mark.parametrize("name", ["runde/a b/x", "runde/2025..2028/x", "runde/a/x.lock", "runde/[a]/x", "runde//"])
def test_a_name_that_git_does_not_allow_is_refused(root: Path, name: str) -> None:
    with pytest.raises(UdplanError, match="git does not allow a tag named"):
        tag_named(root, name)


def test_git_must_know_in_whose_name(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    refuse_without_identity(root)
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    git(root, "config", "user.useConfigOnly", "true")
    with pytest.raises(UdplanError, match="git does not know who you are"):
        refuse_without_identity(root)
    git(root, "config", "user.name", "Test")
    git(root, "config", "user.email", "test@example.invalid")
    refuse_without_identity(root)


def test_the_repositorys_wish_to_sign_is_left_alone(root: Path) -> None:
    git(root, "config", "tag.gpgSign", "true")
    git(root, "config", "gpg.program", "/no/such/program")
    assert make_tag(root, NAME, head(root), MESSAGE).message == MESSAGE


def test_without_a_repository_there_are_no_tags(tmp_path: Path) -> None:
    assert tag_names(tmp_path, "runde") == ()
    with pytest.raises(UdplanError, match="not in a git repository"):
        committed.head(tmp_path)


def test_a_repository_without_a_commit_says_so(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(UdplanError, match="nothing is committed yet"):
        committed.head(tmp_path)


def test_a_tag_whose_object_is_lost(root: Path) -> None:
    made = make_tag(root, NAME, head(root), MESSAGE)
    (root / ".git/objects" / made.object[:2] / made.object[2:]).unlink()
    with pytest.raises(UdplanError, match="does not have what the tag"):
        tag_named(root, NAME)


def uncommitted(root: Path) -> tuple[str, ...]:
    return committed.uncommitted(committed.head(root))


def test_what_is_not_committed_is_named(root: Path) -> None:
    assert uncommitted(root) == ()
    folder = root / "plan" / "2025-2028" / "anlaegsprojekter"
    (folder / "A101.yaml").rename(folder / "A101-nyt-navn.yaml")
    (folder / "A102.yaml").write_bytes(b"x")
    (folder / "ny æble.yaml").write_bytes(b"x")
    (root / "templates").mkdir()
    (root / "templates" / "x.html.j2").write_bytes(b"x")
    (root / "notes.txt").write_bytes(b"not of the plan")
    git(root, "add", "plan/2025-2028/anlaegsprojekter/A101-nyt-navn.yaml")
    names = ("A101-nyt-navn.yaml", "A101.yaml", "A102.yaml", "ny æble.yaml")
    expected = (*(f"plan/2025-2028/anlaegsprojekter/{name}" for name in names), "templates/x.html.j2")
    assert uncommitted(root) == expected


def test_a_workspace_inside_a_larger_repository_names_its_own_paths(tmp_path: Path) -> None:
    inner = workspace(tmp_path / "outer" / "økonomi")
    repository(tmp_path / "outer")
    (tmp_path / "outer" / "plan").mkdir()
    (tmp_path / "outer" / "plan" / "other.yaml").write_bytes(b"x")
    assert uncommitted(inner) == ()
    (inner / "plan" / "2025-2028" / "plan.yaml").write_bytes(b"x")
    assert uncommitted(inner) == ("plan/2025-2028/plan.yaml",)


def test_what_udplan_reads_but_git_ignores_is_not_committed(root: Path) -> None:
    (root / ".gitignore").write_text("*A9*\n*.bak\n.*.swp\nhemmelig/\n", encoding="utf-8")
    commit(root, "Ignore")
    folder = root / "plan" / "2025-2028" / "anlaegsprojekter"
    for name in ("A901.yaml", "A101.bak", ".A101.yaml.swp"):
        (folder / name).write_bytes(b"x")
    (root / "plan" / "hemmelig").mkdir()
    (root / "plan" / "hemmelig" / "plan.yaml").write_bytes(b"x")
    (root / "plan" / "hemmelig" / ".gemt").mkdir()
    (root / "plan" / "hemmelig" / ".gemt" / "plan.yaml").write_bytes(b"x")
    assert uncommitted(root) == ("plan/2025-2028/anlaegsprojekter/A901.yaml", "plan/hemmelig/plan.yaml")


def test_links_are_named(root: Path) -> None:
    folder = root / "plan" / "2025-2028" / "anlaegsprojekter"
    (folder / "A101.yaml").rename(root / "A101.yaml")
    (folder / "A101.yaml").symlink_to("../../../A101.yaml")
    commit(root, "Link")
    (root / "templates").symlink_to("plan")
    assert committed.links(committed.head(root)) == ("plan/2025-2028/anlaegsprojekter/A101.yaml",)
    commit(root, "Another")
    assert committed.links(committed.head(root)) == ("plan/2025-2028/anlaegsprojekter/A101.yaml", "templates")


def test_templates_are_those_of_the_commit(root: Path) -> None:
    assert committed.templates(committed.head(root)) == ()
    (root / "templates" / "dele").mkdir(parents=True)
    (root / "templates" / "x.html.j2").write_bytes(b"en\r\n")
    (root / "templates" / "dele" / "y.j2").write_bytes("æ".encode())
    (root / "templates" / "z.html.j2").symlink_to("x.html.j2")
    commit(root, "Templates")
    at = committed.head(root)
    (root / "templates" / "x.html.j2").write_bytes(b"to")
    found = {each.name: each.content for each in committed.templates(at)}
    assert found == {"dele/y.j2": "æ".encode(), "x.html.j2": b"en\r\n"}


def test_a_commit_that_is_not_there_says_what_to_fetch(root: Path, tmp_path: Path) -> None:
    first = head(root)
    commit(root, "More")
    subprocess.run(["git", "clone", "-q", "--depth=1", root.as_uri(), tmp_path / "shallow"], check=True)
    with pytest.raises(UdplanError) as shallow:
        committed.revision(tmp_path / "shallow", first)
    assert "--unshallow" in str(shallow.value.hint)
    with pytest.raises(UdplanError) as whole:
        committed.revision(root, "0" * 40)
    assert str(whole.value.hint) == "fetch it with git fetch --tags"

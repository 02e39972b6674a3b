"""What git's log tells, whatever is in names, messages and merges."""

from datetime import date
from pathlib import Path

import pytest

from support.gitting import commit, git
from support.history import commit_at
from support.workspace import item_path, workspace
from udplan.adapters.git.log import commit_on, commits_matching, commits_of, paths_ever
from udplan.adapters.git.run import blob_id, revision
from udplan.ground.errors import UdplanError

A101 = "plan/2025-2028/anlaegsprojekter/A101.yaml"
A102 = "plan/2025-2028/anlaegsprojekter/A102.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three commits; the middle one was made at night, when it was still the day before further west."""
    root = workspace(tmp_path / "åen", items=2)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit_at(root, "Begin", "2025-01-10T12:00:00+01:00", parents=())
    change(root, "A101")
    commit_at(root, "Et børnehus: æøå", "2025-03-01T00:30:00+01:00", author="Åse Ærlig")
    item_path(root, "A102").unlink()
    commit_at(root, "Væk", "2025-05-31T23:30:00-05:00")
    return root


def change(root: Path, name: str, word: str = "Nyt") -> None:
    path = item_path(root, name)
    path.write_text(path.read_text(encoding="utf-8").replace("titel: ", f"titel: {word} "), encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "subject"),
    [
        ("2025-01-09", None),
        ("2025-01-10", "Begin"),
        ("2025-02-28", "Begin"),
        ("2025-03-01", "Et børnehus: æøå"),
        ("2025-05-30", "Et børnehus: æøå"),
        ("2025-05-31", "Væk"),
        ("2099-01-01", "Væk"),
    ],
)
def test_the_commit_of_a_day_in_its_own_calendar(
    root: Path, monkeypatch: pytest.MonkeyPatch, day: str, subject: str | None
) -> None:
    for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        found = commit_on(revision(root, "HEAD"), date.fromisoformat(day))
        assert (found and git(root, "log", "-1", "--format=%s", found.commit).strip()) == subject


def test_a_day_is_on_the_line_that_head_stands_on(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "side", "HEAD~2")
    change(root, "A102")
    side = commit_at(root, "Til siden", "2025-04-01T12:00:00+02:00")
    git(root, "checkout", "--quiet", "--force", "main")
    merged = commit_at(root, "Flettet", "2025-06-10T12:00:00+02:00", parents=["HEAD", side])
    at = commit_on(revision(root, "HEAD"), date(2025, 4, 2))
    assert at is not None
    assert at.commit == git(root, "rev-parse", "main~2").strip()
    now = commit_on(revision(root, "HEAD"), date(2025, 6, 10))
    assert now is not None
    assert now.commit == merged


def test_the_commits_of_a_file(root: Path) -> None:
    first, second = commits_of(root, "HEAD", [A101])
    assert (first.subject, first.day, first.author) == ("Begin", date(2025, 1, 10), "Test")
    assert (second.subject, second.day, second.author) == ("Et børnehus: æøå", date(2025, 3, 1), "Åse Ærlig")
    (change_,) = second.files
    assert (change_.path, change_.new) == (A101, blob_id((root / A101).read_bytes()))
    assert change_.old == (first.files[0].new,)
    assert first.files[0].old == (None,)


def test_the_commits_of_a_file_that_is_gone(root: Path) -> None:
    commits = commits_matching(root, "HEAD", ["plan/2025-2028/*/A102*.yaml"])
    assert [each.subject for each in commits] == ["Begin", "Væk"]
    assert commits[-1].files[0].new is None
    assert [each.subject for each in commits_of(root, "HEAD", [A101, A102])] == ["Begin", "Et børnehus: æøå", "Væk"]


def test_a_renamed_file_is_one_that_went_and_one_that_came(root: Path) -> None:
    item_path(root).rename(item_path(root, "A101-hus-[1]"))
    commit_at(root, "Omdøbt", "2025-06-01T12:00:00+02:00")
    last = commits_matching(root, "HEAD", ["plan/*/*/A101*.yaml"])[-1]
    assert {(each.path, each.old == (None,), each.new is None) for each in last.files} == {
        (A101, False, True), (A101.replace("A101", "A101-hus-[1]"), True, False),
    }  # fmt: skip
    # What looks like a pattern in a path stands for itself.
    assert len(commits_of(root, "HEAD", [A101.replace("A101", "A101-hus-[1]")])) == 1
    assert commits_of(root, "HEAD", [A101.replace("A101", "A1*")]) == []


def test_a_merge_that_changes_the_file_itself_has_a_before_for_each_side(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "side", "HEAD~2")
    change(root, "A101", "Stort")
    side = commit_at(root, "Til siden", "2025-04-01T12:00:00+02:00")
    git(root, "checkout", "--quiet", "--force", "main")
    change(root, "A101", "Større")
    commit_at(root, "Flettet", "2025-06-10T12:00:00+02:00", parents=["HEAD", side])
    last = commits_of(root, "HEAD", [A101])[-1]
    assert last.subject == "Flettet"
    assert len(set(last.files[0].old)) == 2
    assert last.files[0].new == blob_id((root / A101).read_bytes())


def test_a_message_cannot_be_taken_for_something_else(root: Path) -> None:
    change(root, "A101")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--cleanup=verbatim", "-m", ":100644 000000 M\tplan/x\n\n:100644 x\n\tplan/y")
    last = commits_of(root, "HEAD", [A101])[-1]
    assert last.subject == ":100644 000000 M\tplan/x"
    assert [each.path for each in last.files] == [A101]


def test_every_path_there_ever_was(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "side", "HEAD~2")
    item_path(root).rename(item_path(root, "A103-æble"))
    commit(root, "Til siden")
    git(root, "checkout", "--quiet", "main")
    assert {path.rpartition("/")[2] for path in paths_ever(root, "plan/2025-2028/anlaegsprojekter")} == {
        "A101.yaml", "A102.yaml", "A103-æble.yaml",
    }  # fmt: skip


def test_no_commits_and_no_repository(tmp_path: Path) -> None:
    with pytest.raises(UdplanError, match="not in a git repository"):
        commits_of(tmp_path, "HEAD", ["plan"])
    assert paths_ever(tmp_path, "plan") == frozenset()
    git(tmp_path, "init", "--quiet")
    assert paths_ever(tmp_path, "plan") == frozenset()


def test_whatever_a_commit_holds_is_read_as_what_it_is(root: Path) -> None:
    change(root, "A101")
    subject = "x \x01" + "0" * 40
    git(root, "add", "--all")
    tree = git(root, "write-tree").strip()
    parent, who = git(root, "rev-parse", "HEAD").strip(), "A <a@example.invalid> 253402300800 +0000"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\n{subject}\n"
    (root / "tekst").write_bytes(text.encode())
    made = git(root, "hash-object", "-t", "commit", "-w", "--literally", "tekst").strip()
    git(root, "reset", "--quiet", "--soft", made)
    path = "plan/2025-2028/anlaegsprojekter/A101.yaml"
    last = commits_of(root, "HEAD", [path])[-1]
    assert (last.subject, last.day, [each.path for each in last.files]) == (subject, date.max, [path])
    before = commit_on(revision(root, "HEAD"), date(2025, 12, 31))
    assert before is not None
    assert before.commit != last.id


@pytest.mark.parametrize(
    "setting",
    ["log.showRoot=false", "log.follow=true", "i18n.logOutputEncoding=utf-16", "diff.orderFile=/nonexistent"],
)
def test_no_setting_of_a_repository_changes_what_is_told(root: Path, setting: str) -> None:
    path = "plan/2025-2028/anlaegsprojekter/A101.yaml"
    before = commits_of(root, "HEAD", [path])
    git(root, "config", *setting.split("="))
    assert commits_of(root, "HEAD", [path]) == before
    assert before

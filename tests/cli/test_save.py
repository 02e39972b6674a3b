"""`udplan save`: the plan and nothing but the plan becomes a version in git, whatever state the repository is in."""

import subprocess
from pathlib import Path

import pytest

from support.command import Answer, Udplan
from support.gitting import commit, git, repository
from support.workspace import workspace

PLAN = "plan/2025-2028"
A101 = f"{PLAN}/anlaegsprojekter/A101.yaml"
A102 = f"{PLAN}/anlaegsprojekter/A102.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small plan in git, of somebody whom git knows."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Økonomichefen")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "oekonomi@skovby.example")
    return repository(workspace(tmp_path / "skovby"))


@pytest.fixture
def udplan(root: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    return Udplan(root, capsys)


def light(root: Path, path: str, new: str, old: str = "gul") -> None:
    """Change an item's light."""
    text = (root / path).read_text("utf-8")
    assert f"trafiklys: {old}" in text
    (root / path).write_text(text.replace(f"trafiklys: {old}", f"trafiklys: {new}"), "utf-8", newline="\n")


def last(root: Path) -> tuple[str, list[str]]:
    """The last commit's message and the files that it changed."""
    files = git(
        root, "-c", "core.quotePath=false", "show", "--format=", "--name-only", "--no-renames", "HEAD"
    ).splitlines()
    return git(root, "log", "-1", "--format=%B").strip(), files


def hook(root: Path, name: str, script: str) -> None:
    """Have git run a script at a commit."""
    path = root / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def refused(done: Answer, root: Path, said: str) -> None:
    """That nothing was committed or staged, and why."""
    assert done.code == 1
    assert said in done.err
    assert git(root, "log", "--format=%s") == "Begin\n"
    assert git(root, "diff", "--cached", "--name-only") == ""


def test_the_words_of_the_change_are_the_message(udplan: Udplan, root: Path) -> None:
    light(root, A101, "roed")
    done = udplan("save")
    assert done.code == 0
    assert "Light Gul → Rød (worse)" in done.out
    assert last(root) == ("A101: Trafiklys: Gul → Rød (forværret)", [A101])
    assert git(root, "log", "-1", "--format=%an <%ae>").strip() == "Økonomichefen <oekonomi@skovby.example>"
    assert git(root, "status", "--porcelain") == ""


def test_several_changes_are_summed_up_and_then_told_one_by_one(udplan: Udplan, root: Path) -> None:
    light(root, A101, "roed")
    light(root, A102, "groen")
    settings = root / PLAN / "plan.yaml"
    settings.write_text(settings.read_text("utf-8").replace("HovedMED", "Hoved-MED"), "utf-8", newline="\n")
    assert udplan("save").code == 0
    message, files = last(root)
    assert message.splitlines() == [
        "3 ændringer: A101, A102, 2025-2028/plan.yaml",
        "",
        "A101: Trafiklys: Gul → Rød (forværret)",
        "A102: Trafiklys: Gul → Grøn (forbedret)",
        "2025-2028/plan.yaml: Organer hovedmed: HovedMED → Hoved-MED",
    ]
    assert files == [A101, A102, f"{PLAN}/plan.yaml"]


def test_a_long_line_is_cut_short_and_told_whole_below(udplan: Udplan, root: Path) -> None:
    reason = "entreprenøren er gået konkurs, og arbejdet skal i udbud igen med en ny frist for tilbud"
    assert udplan("move", "A101", "ultimo 2026", "--reason", reason).code == 0
    assert udplan("save").code == 0
    subject, blank, whole = last(root)[0].splitlines()
    assert subject.startswith("A101: Frist flyttet fra ultimo 2025 til ultimo 2026 (+365 dage")
    assert len(subject) <= 100
    assert blank == ""
    assert whole.endswith(reason)


def test_a_text_that_is_rewritten_and_a_layout_that_is_are_said_in_short(udplan: Udplan, root: Path) -> None:
    assert udplan("set", "A101", "status=Byggeriet står stille.").code == 0
    assert udplan("save").code == 0
    assert last(root)[0] == "A101: Status omskrevet"
    (root / A101).write_text((root / A101).read_text("utf-8") + "# Set igennem.\n", "utf-8", newline="\n")
    assert udplan("save").code == 0
    assert last(root) == ("Kun opsætning: A101.yaml", [A101])


def test_a_message_of_ones_own_is_kept_as_it_is(udplan: Udplan, root: Path) -> None:
    light(root, A101, "roed")
    assert udplan("save", "Før mødet i ØU").code == 0
    assert last(root) == ("Før mødet i ØU", [A101])


def test_new_and_deleted_files_of_the_plan_are_saved_and_nothing_else(udplan: Udplan, root: Path) -> None:
    new = {
        f"{PLAN}/hensigtserklaeringer/H101-vej-kår (æøå).yaml": "titel: Veje\nudvalg: TMU\nansvarlig: Vejchefen\n"
        "proces: Rabatter udpeges.\nfase: ikke_startet\n",
        f"{PLAN}/runder/.gitkeep": "",
        "templates/udvalg.md.j2": "{{ papir.hoved.titel }}\n",
        ".udplan/emne.schema.json": "{}\n",
    }
    others = {"noter.txt": "x", f"{PLAN}/anlaegsprojekter/noter.docx": "x", f"{PLAN}/.A101.yaml.swp": "x"}
    for path, text in (new | others).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / A102).unlink()
    done = udplan("save")
    assert done.code == 0
    assert "not saved, since they are no part of the plan: 3 files" in done.err
    message, files = last(root)
    assert files == sorted([*new, A102])
    assert "H101 Veje: tilføjet" in message
    assert "A102 Børnehus 102: fjernet" in message
    assert {line[3:] for line in git(root, "status", "--porcelain").splitlines()} == set(others)


def test_what_others_have_staged_stays_staged_and_is_not_saved(udplan: Udplan, root: Path) -> None:
    (root / "README").write_text("Nyt\n", encoding="utf-8")
    git(root, "add", "README")
    light(root, A101, "groen")
    git(root, "add", A101)
    light(root, A101, "roed", "groen")  # what lies there counts, not what was staged earlier
    assert udplan("save").code == 0
    assert last(root) == ("A101: Trafiklys: Gul → Rød (forværret)", [A101])
    assert git(root, "status", "--porcelain") == "A  README\n"


def test_a_file_that_was_renamed_or_deleted_with_git_is_saved(udplan: Udplan, root: Path) -> None:
    git(root, "mv", A101, A101.replace(".yaml", "-boernehus.yaml"))
    git(root, "rm", "--quiet", A102)
    assert udplan("save").code == 0
    message, files = last(root)
    assert message.splitlines()[0] == "2 ændringer: A101, A102"
    assert set(files) == {A101.replace(".yaml", "-boernehus.yaml"), A101, A102}
    assert git(root, "status", "--porcelain") == ""


def test_other_ends_of_lines_are_nothing_to_save(udplan: Udplan, root: Path) -> None:
    (root / ".gitattributes").write_text("*.yaml text eol=lf\n", encoding="utf-8")
    commit(root, "Begin")
    (root / A101).write_bytes((root / A101).read_bytes().replace(b"\n", b"\r\n"))
    done = udplan("save")
    assert done.code == 0, done.err
    assert "nothing to save" in done.err
    light(root, A102, "roed")
    assert udplan("save").code == 0
    assert last(root) == ("A102: Trafiklys: Gul → Rød (forværret)", [A102])


def test_where_nothing_is_changed_nothing_is_saved(udplan: Udplan, root: Path) -> None:
    (root / "noter.txt").write_text("x", encoding="utf-8")
    done = udplan("save")
    assert (done.code, done.out) == (0, "")
    assert "nothing to save" in done.err
    assert git(root, "log", "--format=%s") == "Begin\n"


def test_a_dry_run_shows_the_change_and_saves_nothing(udplan: Udplan, root: Path) -> None:
    light(root, A101, "roed")
    done = udplan("save", "--dry-run")
    assert "Light Gul → Rød (worse)" in done.out
    assert "dry run: nothing was written" in done.err
    assert git(root, "log", "--format=%s") == "Begin\n"


def test_the_first_version_of_a_plan_is_saved_too(tmp_path: Path, root: Path, udplan: Udplan) -> None:
    other = workspace(tmp_path / "ny")
    git(other, "init", "--quiet")
    assert udplan("save", "--root", str(other)).code == 0
    assert last(other)[0].startswith(
        "4 ændringer: A101, A102, A103, 2025-2028/plan.yaml\n\nA101 Børnehus 101: tilføjet"
    )


def test_a_plan_with_errors_is_saved_only_when_that_is_asked_for(udplan: Udplan, root: Path) -> None:
    light(root, A101, "blå")
    done = udplan("save")
    refused(done, root, "the plan has errors and was not saved")
    assert "error[unknown-value]" in done.err
    assert udplan("save", "--with-errors").code == 0
    assert last(root)[1] == [A101]


def test_an_error_in_another_plan_is_in_nobodys_way(udplan: Udplan, root: Path) -> None:
    other = root / "plan" / "2024-2027" / "plan.yaml"
    other.parent.mkdir()
    other.write_text("kommune: Skovby Kommune\n", encoding="utf-8")
    commit(root, "Begin")
    light(root, A101, "roed")
    assert udplan("save").code == 0


# Hooks: who saves wants them, as who gives `git commit` does


def test_a_hook_that_refuses_leaves_everything_as_it_was(udplan: Udplan, root: Path) -> None:
    hook(root, "pre-commit", "echo 'Ret venligst først' >&2; exit 1")
    light(root, A101, "roed")
    new = root / PLAN / "runder" / "2025-05.yaml"
    new.parent.mkdir()
    new.write_text("titel: Status\nopgjort: 2025-05-31\n", encoding="utf-8")
    done = udplan("save")
    refused(done, root, "git did not save it: Ret venligst først")
    assert git(root, "status", "--porcelain").splitlines() == [f" M {A101}", f"?? {PLAN}/runder/"]


def test_what_a_hook_says_is_passed_on_and_it_sees_only_what_is_saved(udplan: Udplan, root: Path) -> None:
    hook(root, "pre-commit", "git diff --cached --name-only >&2")
    (root / "README").write_text("Nyt\n", encoding="utf-8")
    git(root, "add", "README")
    light(root, A101, "roed")
    done = udplan("save")
    assert done.code == 0
    assert A101 in done.err.splitlines()
    assert "README" not in done.err.splitlines()


def test_inside_a_hook_of_another_repository_the_plans_own_is_meant(
    udplan: Udplan, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(workspace(tmp_path / "anden"))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    light(root, A101, "roed")
    assert udplan("save").code == 0
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert last(root)[1] == [A101]
    assert git(other, "log", "--format=%s") == "Begin\n"


# Other places and other states


def test_a_work_tree_of_its_own_is_saved_on_its_own_branch(udplan: Udplan, root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "--quiet", "-b", "udkast", str(tmp_path / "udkast"))
    light(tmp_path / "udkast", A101, "roed")
    assert udplan("save", "--root", str(tmp_path / "udkast")).code == 0
    assert git(root, "log", "-1", "--format=%s", "udkast").strip() == "A101: Trafiklys: Gul → Rød (forværret)"
    assert git(root, "log", "--format=%s") == "Begin\n"


def test_a_plan_in_a_folder_of_a_repository_is_saved_alone(tmp_path: Path, root: Path, udplan: Udplan) -> None:
    top = tmp_path / "faelles"
    workspace(top / "økonomi")
    (top / "andet.txt").write_text("a\n", encoding="utf-8")
    repository(top)
    (top / "andet.txt").write_text("b\n", encoding="utf-8")
    light(top / "økonomi", A101, "roed")
    done = udplan("save", "--root", str(top / "økonomi"))
    assert done.code == 0
    assert "no part of the plan: 1 file\n" in done.err
    assert last(top)[1] == [f"økonomi/{A101}"]


def test_outside_git_nothing_can_be_saved(tmp_path: Path, root: Path, udplan: Udplan) -> None:
    done = udplan("save", "--root", str(workspace(tmp_path / "uden")))
    assert done.code == 1
    assert "is not in a git repository" in done.err


def test_whoever_is_on_no_branch_is_warned(udplan: Udplan, root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    light(root, A101, "roed")
    done = udplan("save")
    assert done.code == 0
    assert "you are on no branch of git" in done.err


def test_a_plan_that_git_is_told_to_ignore_is_not_passed_over(udplan: Udplan, root: Path) -> None:
    (root / ".gitignore").write_text("runder/\n", encoding="utf-8")
    commit(root, "Begin")
    (root / PLAN / "runder").mkdir()
    (root / PLAN / "runder" / "2025-05.yaml").write_text("titel: Status\nopgjort: 2025-05-31\n", encoding="utf-8")
    done = udplan("save")
    assert done.code == 1
    assert f"git is told to ignore a part of the plan, which then is not saved: {PLAN}/runder/2025-05.yaml" in done.err


def test_whoever_git_does_not_know_is_told(udplan: Udplan, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "")
    light(root, A101, "roed")
    refused(udplan("save"), root, "git does not know who you are")


# Merges


@pytest.fixture
def conflict(root: Path) -> Path:
    """A merge that stands still: both sides have changed a light, and one of them a file of its own."""
    git(root, "switch", "--quiet", "-c", "anden")
    light(root, A101, "roed")
    light(root, A102, "groen")
    (root / "README").write_text("Fra den anden\n", encoding="utf-8")
    commit(root, "Rødt")
    git(root, "switch", "--quiet", "main")
    light(root, A101, "groen")
    commit(root, "Grønt")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "--no-edit", "anden")
    return root


def test_markers_of_a_conflict_are_not_saved(udplan: Udplan, conflict: Path) -> None:
    for extra in ((), ("--with-errors",)):
        done = udplan("save", *extra)
        assert done.code == 1
        assert f"two have changed the same, and git has left both for you to choose from: {A101}" in done.err
    assert git(conflict, "log", "-1", "--format=%s") == "Grønt\n"


def test_a_conflict_that_is_settled_ends_the_merge(udplan: Udplan, conflict: Path) -> None:
    git(conflict, "show", f"anden:{A101}")
    (conflict / A101).write_text(git(conflict, "show", f"anden:{A101}"), "utf-8", newline="\n")
    done = udplan("save")
    assert done.code == 0, done.err
    assert git(conflict, "log", "-1", "--format=%s %p").split()[:3] == ["Merge", "branch", "'anden'"]
    assert len(git(conflict, "log", "-1", "--format=%p").split()) == 2
    assert git(conflict, "status", "--porcelain") == ""
    assert (conflict / "README").read_text("utf-8") == "Fra den anden\n"


def test_what_was_deleted_on_the_other_side_is_deleted_when_the_merge_ends(udplan: Udplan, root: Path) -> None:
    git(root, "switch", "--quiet", "-c", "anden")
    (root / A102).unlink()
    light(root, A101, "roed")
    commit(root, "Rødt")
    git(root, "switch", "--quiet", "main")
    light(root, A101, "groen")
    commit(root, "Grønt")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "--no-edit", "anden")
    (root / A101).write_text(git(root, "show", f"anden:{A101}"), "utf-8", newline="\n")
    assert udplan("save").code == 0
    assert not (root / A102).exists()
    assert git(root, "status", "--porcelain") == ""
    assert A102 not in git(root, "ls-files").splitlines()


def test_a_conflict_in_another_file_is_not_settled_by_saving(udplan: Udplan, root: Path) -> None:
    (root / "README").write_text("Fælles\n", encoding="utf-8")
    commit(root, "Fælles")
    git(root, "switch", "--quiet", "-c", "anden")
    (root / "README").write_text("Den ene\n", encoding="utf-8")
    commit(root, "Ene")
    git(root, "switch", "--quiet", "main")
    (root / "README").write_text("Den anden\n", encoding="utf-8")
    commit(root, "Anden")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "anden")
    light(root, A101, "roed")
    done = udplan("save")
    assert done.code == 1
    assert "choose from: README" in done.err


def test_a_file_changed_by_one_and_deleted_by_another_is_to_be_decided(udplan: Udplan, root: Path) -> None:
    git(root, "switch", "--quiet", "-c", "anden")
    (root / A101).unlink()
    commit(root, "Væk")
    git(root, "switch", "--quiet", "main")
    light(root, A101, "roed")
    commit(root, "Rødt")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "anden")
    done = udplan("save")
    assert done.code == 1
    assert f"changed by one and deleted by another: {A101}" in done.err


def test_in_the_middle_of_a_rebase_nothing_is_saved(udplan: Udplan, conflict: Path) -> None:
    git(conflict, "merge", "--abort")
    with pytest.raises(subprocess.CalledProcessError):
        git(conflict, "rebase", "anden")
    done = udplan("save")
    assert done.code == 1
    assert "git is in the middle of a rebase" in done.err
    assert "git rebase --abort" in done.err


# Sending


@pytest.fixture
def shared(root: Path, tmp_path: Path) -> Path:
    """The repository that the others fetch from."""
    git(root, "clone", "--quiet", "--bare", str(root), str(tmp_path / "faelles.git"))
    git(root, "remote", "add", "origin", str(tmp_path / "faelles.git"))
    git(root, "fetch", "--quiet")
    git(root, "branch", "--set-upstream-to=origin/main")
    return tmp_path / "faelles.git"


def test_nothing_is_sent_unless_that_is_asked_for(udplan: Udplan, root: Path, shared: Path) -> None:
    light(root, A101, "roed")
    assert udplan("save").code == 0
    assert git(shared, "log", "--format=%s") == "Begin\n"
    light(root, A102, "roed")
    assert udplan("save", "--push").code == 0
    assert git(shared, "log", "-1", "--format=%s").strip() == "A102: Trafiklys: Gul → Rød (forværret)"


def test_what_is_not_taken_is_saved_all_the_same_and_the_next_step_said(
    udplan: Udplan, root: Path, shared: Path, tmp_path: Path
) -> None:
    other = tmp_path / "kollega"
    git(root, "clone", "--quiet", str(shared), str(other))
    light(other, A102, "roed")
    commit(other, "Kollegaens")
    git(other, "push", "--quiet")
    light(root, A101, "roed")
    done = udplan("save", "--push")
    assert done.code == 1
    assert "others have sent something since: git pull first, then git push" in done.err
    assert last(root)[1] == [A101]


def test_without_anywhere_to_send_it_the_next_step_is_said(udplan: Udplan, root: Path) -> None:
    light(root, A101, "roed")
    done = udplan("save", "--push")
    assert done.code == 1
    assert "git push --set-upstream origin" in done.err
    assert last(root)[1] == [A101]

"""`udplan diff` as it is typed, and what it answers in every shape that a git repository can have."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.cases import write_files
from support.command import Answer, Udplan
from support.gitting import commit, git
from support.history import STEPS, History, history_repository

PLAN = "plan/2025-2028"
D101 = f"{PLAN}/driftsaendringer/D101-digital-dannelse.yaml"
BELOEB = "Beløb: 2026 1.200 → 1.000 (−200), in all 2.400 → 2.200 (−200)"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


@pytest.fixture
def udplan(history: History, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Udplan:
    """The command line in the history, which no test here may change."""
    monkeypatch.setenv("HOME", str(history.root.parent))
    return Udplan(history.root, capsys)


def cloned(udplan: Udplan, folder: Path, *options: str) -> Udplan:
    """The command line in a clone."""
    git(folder.parent, "clone", "--quiet", *options, f"file://{udplan.root}", str(folder))
    return Udplan(folder, udplan.capture)


def error_of(answer: Answer) -> tuple[int, str]:
    """The exit code and the message of a command that gives nothing but an error."""
    assert answer.out == ""
    assert "hint: " in answer.err
    return answer.code, answer.err.partition("\n")[0].removeprefix("error: ")


# The command line.


def test_json_holds_what_changed_as_data(udplan: Udplan) -> None:
    told = json.loads(udplan("diff", "opsaetning", "beloeb", "--format", "json").out)
    assert (told["old"], told["new"]) == ("opsaetning", "beloeb")
    (plan,) = (each for each in told["plans"] if each["news"])
    first = plan["news"][0]
    assert (told["intern"], plan["plan"], plan["unread"]) == (False, "2025-2028", [])
    assert (first["id"], first["kind"], first["text"]) == ("D101", "money", BELOEB)
    assert first["changes"] == [{"keys": ["beloeb", "2026"], "old": 1200, "new": 1000}]
    added = next(each for each in plan["news"] if each["text"].startswith("Forventet"))
    assert added["changes"] == [{"keys": ["forventet"], "new": {"2025": -250, "2026": -900}}]


def test_json_holds_a_text_word_by_word(udplan: Udplan) -> None:
    told = json.loads(udplan("diff", "vedtaget", "opfoelgning", "--format", "json").out)
    (text,) = (each for plan in told["plans"] for each in plan["news"] if each["kind"] == "text")
    assert text["words"][:2] == [{"kind": "out", "text": "Halvdelen"}, {"kind": "in", "text": "Tredjedelen"}]


@pytest.mark.parametrize(("suffix", "begins"), [(".json", "{"), (".md", "# "), (".html", "<!doctype"), (".txt", "Udm")])
def test_the_suffix_of_the_file_says_how(udplan: Udplan, tmp_path: Path, suffix: str, begins: str) -> None:
    file = tmp_path / f"ændringer{suffix}"
    answer = udplan("diff", "opsaetning", "beloeb", "-o", str(file))
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith(f"written: {file}\n")
    assert file.read_text(encoding="utf-8").lstrip().lower().startswith(begins.lower())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["opfoelgning", "opsaetning"], 0),
        (["opsaetning", "beloeb"], 1),
        (["aarsskifte", "aabnet"], 1),
        (["navne", "brudt"], 1),
    ],
)
def test_the_exit_code_when_it_is_asked_for(udplan: Udplan, arguments: list[str], code: int) -> None:
    assert udplan("diff", *arguments).code == 0
    assert udplan("diff", *arguments, "--exit-code").code == code


@pytest.mark.parametrize(
    ("code", "says", "arguments"),
    [
        (2, "too many arguments: c", ["a", "b", "c"]),
        (2, "there is no plan named 1999", ["--plan", "1999"]),
        (2, "--format pdf: there is none of that name", ["--format", "pdf"]),
        (2, "the suffix of x.pdf does not say what to write", ["-o", "x.pdf"]),
        (2, "2025-02-30 is not a date", ["2025-02-30"]),
        (2, "2025-13-01 is not a date", ["vedtaget", "2025-13-01"]),
        (1, "git has no commit from 9. januar 2025 or before", ["2025-01-09"]),
        (1, "git does not know the revision nej", ["nej"]),
        (1, "git does not know the revision nej", ["vedtaget", "nej"]),
        (1, "git does not know the revision nej", ["vedtaget", "nej", "--plan", "2025-2028"]),
        (1, "git does not know the revision --output=x", ["--", "--output=x"]),
        (1, "git does not know the revision HEAD:plan", ["HEAD:plan"]),
        (1, "git does not know the revision vedtaget..juni", ["vedtaget..juni"]),
        (1, "git does not know the revision ^HEAD", ["^HEAD"]),
        (1, "git does not know the revision HEAD HEAD", ["HEAD\nHEAD"]),
        (1, "git does not know the revision ", [""]),
        (1, "git does not know the revision 2025-04", ["2025-04", "--plan", "2026-2029"]),
    ],
)
def test_what_is_no_moment_is_refused(udplan: Udplan, code: int, says: str, arguments: list[str]) -> None:
    before = sorted(udplan.root.iterdir())
    assert error_of(udplan("diff", *arguments)) == (code, says)
    assert sorted(udplan.root.iterdir()) == before


def test_the_rounds_there_are_are_named_where_none_was_meant(udplan: Udplan) -> None:
    answer = udplan("diff", "2025-99", "--plan", "2025-2028")
    assert "one of the rounds 2025-04, 2025-10" in answer.err


def test_long_lines_are_broken_for_a_narrow_terminal(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = udplan("diff", "vedtaget", "juni").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = udplan("diff", "vedtaget", "juni").out
    assert max(map(len, narrow.splitlines())) <= 60 < max(map(len, wide.splitlines()))
    assert narrow.split() == wide.split()


def test_it_speaks_danish(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UDPLAN_LANG", "da")
    answer = udplan("diff", "main~9", "navne")
    assert "Omdøbt, hed før: Børnehus ved Åparken" in answer.out
    assert answer.err == "5 ændringer af 4 emner eller filer\n"


def test_the_same_bytes_every_time_with_and_without_a_cache(
    udplan: Udplan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = udplan("diff", "vedtaget", "aabnet")
    assert udplan("diff", "vedtaget", "aabnet") == first
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    assert udplan("diff", "vedtaget", "aabnet") == first


# The shapes of a repository.


def test_a_shallow_clone_says_what_it_lacks(udplan: Udplan, tmp_path: Path) -> None:
    shallow = cloned(udplan, tmp_path / "shallow", "--depth", "1")
    for moment in ("HEAD~1", "juni", "2025-04", "2025-01-31"):
        answer = shallow("diff", moment)
        assert answer.code == 1
        assert "this is a shallow clone; fetch the rest with git fetch --unshallow" in answer.err
    assert shallow("diff").err == "no differences\n"
    assert shallow("diff", "2025-12-10").err == "no differences\n"


def test_a_bare_repository_has_commits_but_no_files(udplan: Udplan, tmp_path: Path) -> None:
    bare = cloned(udplan, tmp_path / "bare.git", "--bare")
    assert bare("diff", "opsaetning", "beloeb").out == udplan("diff", "opsaetning", "beloeb").out
    assert bare("diff").err == "no differences\n"
    assert "2025-2028: HEAD~1 → HEAD" in bare("diff", "HEAD~1").out
    assert "2025-2028: 2025-04 → HEAD" in bare("diff", "2025-04").out
    elsewhere = Udplan(tmp_path, udplan.capture)
    assert BELOEB in elsewhere("diff", "opsaetning", "beloeb", "--root", str(bare.root)).out


def test_a_linked_worktree(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "clone")
    git(clone.root, "worktree", "add", "--quiet", str(tmp_path / "wt"), "navne")
    linked = Udplan(tmp_path / "wt", udplan.capture)
    assert linked("diff").err == "no differences\n"
    assert "Renumbered, was R101" in linked("diff", "HEAD~1").out


def test_a_repository_with_longer_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str], udplan: Udplan) -> None:
    root = history_repository(tmp_path / "Økonomi og æbler", "--object-format=sha256").root
    other = Udplan(root, capsys)
    assert len(git(root, "rev-parse", "HEAD").strip()) == 64
    for arguments in (["opsaetning", "beloeb"], ["2025-10", "tilgang"], [], ["vedtaget"]):
        assert other("diff", *arguments) == udplan("diff", *arguments)
    assert "Frozen at commit " in other("diff", "2025-04", "juni").out


def test_line_ends_that_git_makes_are_no_differences(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "crlf", "-c", "core.autocrlf=true")
    assert b"\r\n" in (clone.root / D101).read_bytes()
    answer = clone("diff")
    assert (answer.out, answer.err) == ("", "no differences\n")
    assert clone("diff", "HEAD~1").out.endswith("begrundelse: Ekspropriation\n")


def test_a_detached_head(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "detached")
    git(clone.root, "checkout", "--quiet", "beloeb")
    assert clone("diff").err == "no differences\n"
    assert BELOEB in clone("diff", "HEAD~1").out
    # Days count on the line that HEAD stands on.
    assert clone("diff", "2025-12-31").err == "no differences\n"


def test_no_git_installed(udplan: Udplan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for command in (["diff"], ["diff", "2025-04"], ["history", "2025-2028/A101"], ["list", "--at", "juni"],
                    ["list", "--changed-since", "juni"], ["status", "--since", "juni"]):  # fmt: skip
        assert error_of(udplan(*command)) == (1, "git is not installed")
    assert udplan("list").code == 0
    assert udplan("status").code == 0


def test_not_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(STEPS[0].files, tmp_path)
    here = Udplan(tmp_path, capsys)
    for command in (["diff"], ["diff", "2025-01-10"], ["history", "A101"], ["show", "A101", "--at", "HEAD"]):
        assert error_of(here(*command)) == (1, f"{tmp_path} is not in a git repository")


def test_nothing_committed_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(STEPS[0].files, tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    here = Udplan(tmp_path, capsys)
    for command in (["diff"], ["diff", "2025-01-10"], ["history", "A101"], ["list", "--at", "2025-01-10"]):
        assert error_of(here(*command)) == (1, "nothing is committed on this branch yet")


def test_a_branch_without_commits_beside_others(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "unborn")
    git(clone.root, "checkout", "--quiet", "--orphan", "ny")
    assert error_of(clone("diff")) == (1, "nothing is committed on this branch yet")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_that_git_does_not_trust(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "theirs")
    for path in (clone.root, *clone.root.rglob("*")):
        os.chown(path, 12345, 12345, follow_symlinks=False)
    says = "git does not trust this folder: it belongs to another user"
    for command in (["diff"], ["diff", "2025-04"], ["history", "2025-2028/A101"], ["list", "--at", "juni"]):
        answer = clone(*command)
        assert error_of(answer) == (1, says)
        assert "safe.directory" in answer.err
    assert clone("list").code == 0


def test_a_round_is_meant_before_a_branch_and_a_day_before_a_tag(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "names")
    for name in ("2025-04", "2025-03-03", "juni"):
        git(clone.root, "branch", name, "vedtaget")
    for arguments in (["2025-04", "juni"], ["opsaetning", "2025-03-03"], ["vedtaget", "juni"]):
        assert clone("diff", *arguments) == udplan("diff", *arguments)


def test_a_repository_that_lacks_what_it_should_have(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "missing")
    lose(clone.root, f"vedtaget:{D101}")
    answer = clone("diff", "vedtaget", "opfoelgning")
    assert error_of(answer) == (
        1,
        f"git does not have all the files of {git(clone.root, 'rev-parse', 'vedtaget^0')[:10]}",
    )
    assert error_of(clone("history", "2025-2028/D101"))[1] == "git does not have all the files of the history"
    assert BELOEB in clone("diff", "opsaetning", "beloeb").out
    lose(clone.root, "opsaetning^{tree}")
    assert "git does not have all the files of" in error_of(clone("diff", "opsaetning", "beloeb"))[1]
    lose(clone.root, "opsaetning^{commit}")
    code, says = error_of(clone("diff", "2025-01-31"))
    assert (code, says.startswith("git cannot read the history: ")) == (1, True)


def lose(root: Path, name: str) -> None:
    """Take one object out of a repository."""
    lost = git(root, "rev-parse", name).strip()
    for pack in list(root.glob(".git/objects/pack/*.pack")):
        aside = root.parent / pack.name
        pack.rename(aside)
        with aside.open("rb") as stream:
            subprocess.run(["git", "unpack-objects", "-q"], cwd=root, stdin=stream, check=True)
    (root / ".git/objects" / lost[:2] / lost[2:]).unlink()


def test_where_git_itself_is_told_to_be_elsewhere(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is when udplan is run from a hook of another repository."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, "/nonexistent")
    assert BELOEB in udplan("diff", "opsaetning", "beloeb").out


def test_submodules_and_links_are_no_plan_files_of_a_commit(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "clone")
    module = clone.root / PLAN / "modul"
    git(
        clone.root,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        f"file://{udplan.root}",
        str(module),
    )
    link = clone.root / PLAN / "hensigtserklaeringer/H109.yaml"
    link.symlink_to("H101-frivillighed.yaml")
    commit(clone.root, "Et modul og en lænke")
    assert clone("diff", "HEAD~1", "HEAD").err == "no differences\n"
    assert "H109" not in clone("list", "--at", "HEAD", "--format", "ids", "--plan", "2025-2028").out


def test_a_workspace_inside_a_larger_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = tmp_path / "kommunen" / "økonomi på rådhuset"
    write_files(STEPS[2].files, inner)
    git(tmp_path / "kommunen", "init", "--quiet")
    commit(tmp_path / "kommunen", "Begin")
    shutil.rmtree(inner / "plan")
    write_files(STEPS[3].files, inner)
    (tmp_path / "kommunen" / "plan").mkdir()
    assert BELOEB in Udplan(inner, capsys)("diff").out


def test_what_git_is_told_to_overlook_is_still_seen(udplan: Udplan, tmp_path: Path) -> None:
    clone = cloned(udplan, tmp_path / "clone")
    path = clone.root / D101
    git(clone.root, "update-index", "--assume-unchanged", D101)
    (clone.root / ".git/info/exclude").write_text("H1*.yaml\n", encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("trafiklys: groen", "trafiklys: roed"), encoding="utf-8")
    shutil.copy(
        clone.root / PLAN / "hensigtserklaeringer/H101-frivillighed.yaml",
        clone.root / PLAN / "hensigtserklaeringer/H150.yaml",
    )
    out = clone("diff").out
    assert "Light Grøn → Rød (worse)" in out
    assert "H150 Mere frivillighed\n  Carried on " in out

"""Rounds in real repositories: a new one, freezing, and what verifying finds wherever and whenever it is done."""

import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from support.gitting import commit, git, repository
from support.plans import faults_in, plans_in
from support.processes import child, ended
from support.workspace import tree, workspace
from udplan.adapters.git.tags import make_tag, tag_named
from udplan.ground.errors import UdplanError, UsageFault
from udplan.usecases.rounds_freeze import CaseLacksTexts, Frozen, PlanHasErrors, PlanHasWarnings
from udplan.usecases.rounds_freeze import freeze as freeze_round
from udplan.usecases.rounds_new import NewRound, Wanted, new_round
from udplan.usecases.rounds_verify import Verified, verify

TODAY = date(2025, 12, 1)
freeze = partial(freeze_round, accept_warnings=True)
PLAN = "2025-2028"
NAME = "2025-05"
TAG = f"runde/{PLAN}/{NAME}"


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")


@pytest.fixture
def root(example: Path) -> Path:
    """The example plan as a repository."""
    return repository(example)


@pytest.fixture
def frozen(root: Path) -> Path:
    """The same with a round that is frozen and committed."""
    freeze(root, NAME)
    commit(root, "Frozen")
    return root


def round_path(root: Path, name: str = NAME) -> Path:
    return root / "plan" / PLAN / "runder" / f"{name}.yaml"


def rewrite(path: Path, old: str, new: str) -> None:
    """Put one text in another's place, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def breaches(root: Path) -> list[str]:
    """What verifying the one frozen round finds."""
    (found,) = verify(root)
    return [str(breach.message) for breach in found.breaches]


# A new round


def new(root: Path, name: str | None, opgjort: date | None = None, *, dry_run: bool = False) -> NewRound:
    return new_round(root, Wanted(name, None, opgjort), TODAY, dry_run=dry_run)


def test_a_new_round_is_the_last_one_moved_on(example: Path) -> None:
    made = new_round(example, Wanted("2025-11", moede=date(2025, 12, 9)), TODAY)
    text = round_path(example, "2025-11").read_text(encoding="utf-8")
    assert made.text == text
    assert text.startswith(
        "titel: Udmøntningsplan 2025-2028, halvårlig status\n"
        "rapport: halvaarsstatus\n"
        "opgjort: 2025-11-30\n"
        "udvalg: OEU\n"
        "moede: 2025-12-09\n"
        "sagsgang: ØU\n"
        "forrige: 2025-05\n"
        "indledning: |\n"
    )
    assert text.endswith(
        "bilag:\n"
        "  - nr: 1\n"
        "    titel: Udmøntningsplan 2025-2028, status pr. ultimo november 2025\n"
        "    aaben: true\n"
        "  - nr: 2\n"
        "    titel: Ændringer siden status pr. ultimo maj 2025\n"
        "    aaben: true\n"
    )
    before = plans_in(example).by_name[PLAN].rounds_by_name
    for key in ("indledning", "tvaergaaende", "fremdrift", "oekonomiske_konsekvenser", "indstilling"):
        assert getattr(before["2025-11"].runde, key) == getattr(before[NAME].runde, key)
        assert key in made.copied
    assert before["2025-11"].runde.beslutning is None


def test_a_round_of_the_past_follows_the_one_before_it(example: Path) -> None:
    assert "forrige: 2024-11\n" in new(example, "2025-02").text
    assert "forrige: 2025-05\n" in new(example, "sommer", date(2025, 6, 30)).text
    assert "forrige" not in new(example, "2024-06").text


def test_the_first_round_of_a_plan_says_what_it_must(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    made = new(root, None, date(2025, 5, 31))
    assert made.path == "plan/2025-2028/runder/2025-05.yaml"
    assert made.text == "titel: Udmøntningsplan 2025-2028, status\nopgjort: 2025-05-31\n"
    assert (root / made.path).read_text(encoding="utf-8") == made.text
    assert (made.before, made.copied) == ("", ())
    assert [problem.code for problem in made.warnings] == ["case-text-missing"]


@pytest.mark.parametrize(
    ("name", "opgjort", "says"),
    [
        ("2025-05", None, "already has a round 2025-05"),
        ("efteraar", None, "does not say which day"),
        ("2025-13", None, "does not say which day"),
        (None, None, "neither a name nor a day"),
        (None, date(2025, 5, 1), "already has a round 2025-05"),
        ("2025/11", None, "cannot be the name"),
        ("efterår", date(2025, 11, 30), "cannot be the name"),
        ("..", date(2025, 11, 30), "cannot be the name"),
        ("-x", date(2025, 11, 30), "cannot be the name"),
        ("2025-11\n", None, "cannot be the name"),
    ],
)
def test_names_that_cannot_be(example: Path, name: str | None, opgjort: date | None, says: str) -> None:
    before = tree(example)
    with pytest.raises(UsageFault, match=says):
        new(example, name, opgjort)
    assert tree(example) == before


def test_a_name_that_only_differs_in_case_is_taken(example: Path) -> None:
    new(example, "Efteraar", date(2025, 11, 30))
    with pytest.raises(UsageFault, match="already has a round Efteraar"):
        new(example, "efteraar", date(2025, 12, 31))


def test_dry_run_writes_nothing(example: Path) -> None:
    before = tree(example)
    assert "opgjort: 2025-11-30\n" in new(example, "2025-11", dry_run=True).text
    assert tree(example) == before


def test_no_new_round_beside_one_that_cannot_be_read(example: Path) -> None:
    round_path(example).write_text("titel: [\n", encoding="utf-8")
    with pytest.raises(UdplanError, match="the round 2025-05 of 2025-2028 cannot be read"):
        new(example, "2025-11")


# Freezing


def test_freezing_adds_one_key_and_a_tag(root: Path) -> None:
    before = round_path(root).read_bytes()
    done = freeze(root, NAME)
    head = git(root, "rev-parse", "HEAD").strip()
    sums = "".join(f"    {name}: {checksum}\n" for name, checksum in done.filer.items())
    added = f"frosset:\n  commit: {head}\n  tag: {TAG}\n  filer:\n{sums}"
    assert round_path(root).read_bytes() == before + added.encode()
    assert {"halvaarsstatus.html", "halvaarsstatus.md"} <= set(done.filer)
    assert {name: sha256(text.encode()).hexdigest() for name, text in done.papers.items()} == done.filer
    tag = tag_named(root, TAG)
    assert tag is not None
    assert tag.commit == head
    assert all(f"{checksum}  {name}\n" in tag.message for name, checksum in done.filer.items())
    assert not faults_in(root)


def test_the_papers_say_which_version_they_are_and_are_public(root: Path) -> None:
    (path,) = root.glob("plan/2025-2028/*/A102*.yaml")
    text = path.read_text(encoding="utf-8")
    titel = text.partition("titel: ")[2].partition("\n")[0]
    path.write_text(text + "lukket: {begrundelse: Forhandling}\n", encoding="utf-8")
    commit(root, "Close")
    error = refused(root, "the plan 2025-2028 has errors", kind=PlanHasErrors)
    (mention,) = [each for each in error.problems if each.severity == "error"]
    assert mention.code == "closed-mentioned"
    rewrite(root / mention.path, "afhaenger_af: [A102]\n", "")
    commit(root, "Say nothing of it")
    done = freeze(root, NAME)
    for paper in done.papers.values():
        assert "A102" not in paper
        assert titel not in paper
        assert "INTERN" not in paper
    version = f"runde 2025-05, {done.commit[:10]}"
    assert all(version in done.papers[f"halvaarsstatus.{suffix}"] for suffix in ("html", "md"))


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_freezing_keeps_the_files_mode_and_form(root: Path, newline: str, bom: bytes) -> None:
    path = round_path(root)
    text = path.read_text(encoding="utf-8").replace("udvalg: OEU", "udvalg: OEU   # Økonomiudvalget")
    path.write_bytes(bom + text.replace("\n", newline).encode())
    path.chmod(0o640)
    commit(root, "Form")
    before = path.read_bytes()
    freeze(root, NAME)
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(newline.encode())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not breaches(root)


def refused(root: Path, message: str, *, kind: type[UdplanError] = UdplanError) -> UdplanError:
    """Freezing is refused with this message, and neither the plan nor the tags have changed."""
    plan, tags = tree(root / "plan"), git(root, "for-each-ref")
    with pytest.raises(kind, match=message) as caught:
        freeze(root, NAME)
    assert (tree(root / "plan"), git(root, "for-each-ref")) == (plan, tags)
    return caught.value


def test_only_what_is_committed_is_frozen(root: Path) -> None:
    (root / "templates" / "_egen.html.j2").write_text("x", encoding="utf-8")
    rewrite(round_path(root), "titel: Udm", "titel: Ny udm")
    refused(root, r"not as git has them: plan/2025-2028/runder/2025-05\.yaml, templates/_egen\.html\.j2$")


def test_what_is_a_link_is_not_frozen(root: Path) -> None:
    (root / "templates" / "papir.md.j2").unlink()
    (root / "templates" / "papir.md.j2").symlink_to("_makroer.md.j2")
    commit(root, "Link")
    refused(root, r"these are links.*: templates/papir\.md\.j2$")


def test_a_plan_with_errors_is_not_frozen(root: Path) -> None:
    (path,) = root.glob("plan/2025-2028/*/A102*.yaml")
    rewrite(path, "udvalg: ", "udvalg: X")
    commit(root, "Error")
    error = refused(root, "the plan 2025-2028 has errors", kind=PlanHasErrors)
    assert isinstance(error, PlanHasErrors)
    assert {(each.code, each.path) for each in error.problems} == {("unknown-udvalg", str(path.relative_to(root)))}


def test_a_plan_that_has_gone_on_is_not_frozen_for_an_earlier_day(root: Path) -> None:
    with pytest.raises(PlanHasErrors) as caught:
        freeze(root, "2024-11")
    assert "the round is made up on 2024-11-30" in str(caught.value.hint)


def test_standing_warnings_are_told_and_must_be_accepted(root: Path) -> None:
    with pytest.raises(PlanHasWarnings, match="has warnings that are not accepted") as caught:
        freeze_round(root, NAME)
    told = caught.value.problems
    assert {problem.severity for problem in told} == {"warning"}
    assert "--accept-warnings" in str(caught.value.hint)
    assert tag_named(root, TAG) is None
    assert freeze(root, NAME).warnings == told


@pytest.mark.parametrize("key", ["lovgrundlag", "indstilling"])
def test_a_case_paper_that_lacks_a_text_is_not_frozen_whatever_is_accepted(root: Path, key: str) -> None:
    path = round_path(root)
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    del lines[at : at + 2]
    path.write_text("\n".join(lines), encoding="utf-8")
    commit(root, "Leave out")
    error = refused(root, f"lacks texts and cannot be frozen: {key}$", kind=CaseLacksTexts)
    assert round_path(root).name in str(error.hint)


def test_a_round_is_frozen_once(frozen: Path) -> None:
    refused(frozen, f"the round 2025-05 is already frozen, with the tag {TAG}")


@pytest.mark.parametrize("kind", [(), ("-a", "-m", "x")])
def test_a_tag_of_another_commit_is_not_touched(root: Path, kind: tuple[str, ...]) -> None:
    git(root, "tag", *kind, TAG)
    refused(root, "already there, with other checksums or none")
    commit(root, "More")
    assert f"git tag -d {TAG}" in str(refused(root, "already stands on another commit").hint)


def test_what_git_needs_is_said(example: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UdplanError, match="is not in a git repository"):
        freeze(example, NAME)
    git(example, "init", "--quiet")
    with pytest.raises(UdplanError, match="nothing is committed yet"):
        freeze(example, NAME)
    commit(example, "Begin")
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    git(example, "config", "user.useConfigOnly", "true")
    refused(example, "git does not know who you are")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UdplanError, match="git is not installed") as caught:
        freeze(example, NAME)
    assert "commit the plan" in str(caught.value.hint)


def test_a_plan_whose_name_is_no_tag(root: Path) -> None:
    (root / "plan" / PLAN).rename(root / "plan" / "2025..2028")
    commit(root, "Rename")
    with pytest.raises(UdplanError, match=r"git does not allow a tag named runde/2025\.\.2028/2025-05"):
        freeze(root, NAME)


def test_rounds_that_there_are_none_of(root: Path) -> None:
    with pytest.raises(UsageFault, match="has no round 2026-01") as caught:
        freeze(root, "2026-01")
    assert "2024-11, 2025-05" in str(caught.value.hint)
    with pytest.raises(UsageFault, match="there is no plan named 2020-2023"):
        freeze(root, NAME, "2020-2023")


def test_the_tag_goes_again_when_the_file_cannot_be_written(root: Path) -> None:
    round_path(root).chmod(0o444)
    git(root, "config", "core.fileMode", "false")
    refused(root, "it is read-only")
    round_path(root).chmod(0o644)
    freeze(root, NAME)
    assert not breaches(root)


def test_dry_run_changes_nothing(root: Path) -> None:
    before = tree(root)
    tried = freeze(root, NAME, dry_run=True)
    assert {path: blob for path, blob in tree(root).items() if path != ".git/index"} == {
        path: blob for path, blob in before.items() if path != ".git/index"
    }
    assert freeze(root, NAME).filer == tried.filer


def test_the_papers_are_written_to_a_folder_too(root: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    with pytest.raises(UdplanError, match="cannot be written"):
        freeze(root, NAME, output=tmp_path / "fil")
    assert tag_named(root, TAG) is None
    done = freeze(root, NAME, output=tmp_path / "ud" / "juni")
    written = {path.name: path.read_bytes().decode("utf-8") for path in done.written}
    assert written == done.papers


# Interrupted, and at once


def test_a_freeze_interrupted_after_the_tag_is_finished_by_the_next(root: Path) -> None:
    before = round_path(root).read_bytes()
    first = freeze(root, NAME)
    after = round_path(root).read_bytes()
    round_path(root).write_bytes(before)
    tag = tag_named(root, TAG)
    again = freeze(root, NAME)
    assert (first.resumed, again.resumed) == (False, True)
    assert (again.filer, round_path(root).read_bytes(), tag_named(root, TAG)) == (first.filer, after, tag)


needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork on Windows")


@needs_fork
@pytest.mark.parametrize("delay", [0.0, 0.003, 0.006, 0.009, 0.012, 0.02])
def test_killed_about_when_the_tag_is_made(root: Path, delay: float) -> None:
    before = round_path(root).read_bytes()
    made = root / ".git" / "refs" / "tags" / "runde" / PLAN / NAME

    def work() -> None:
        freeze(root, NAME)

    pid = child(work)
    over = False
    while not over and not made.exists():
        over = os.waitpid(pid, os.WNOHANG)[0] == pid
    if not over:
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        ended(pid)
    assert made.exists()
    # Where the file was written, or was decided to be, there is nothing left to do.
    with suppress(UdplanError):
        freeze(root, NAME)
    assert round_path(root).read_bytes().startswith(before + b"frosset:\n")
    assert not breaches(root)
    assert not list(root.rglob(".udplan-*"))


@needs_fork
def test_of_two_at_once_one_wins(root: Path) -> None:
    def work() -> int:
        try:
            freeze(root, NAME)
        except UdplanError as error:
            return 1 if "already frozen" in str(error.message) else 2
        return 0

    assert sorted(ended(pid) for pid in [child(work), child(work)]) == [0, 1]
    assert not breaches(root)


# Verifying

VERIFY = "from udplan.cli.app import main; main()"
ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "en_US.UTF-8", "LANG": "tr_TR.UTF-8", "UDPLAN_LANG": "en"}


def clone(root: Path, target: Path, *options: str) -> Path:
    subprocess.run(["git", "clone", "--quiet", *options, root.as_uri(), str(target)], check=True, capture_output=True)
    return target


def verified_elsewhere(root: Path, **surroundings: str) -> tuple[int, str]:
    """What `udplan round verify` answers in a process of its own with other surroundings."""
    environment = {**os.environ, **ELSEWHERE, **surroundings}
    command = [sys.executable, "-c", VERIFY, "round", "verify"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "options", [(), ("-c", "core.autocrlf=true"), ("--depth=2", "--no-single-branch"), ("--bare",)]
)
def test_a_clone_elsewhere_renders_the_same_bytes(frozen: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    there = clone(frozen, tmp_path / "et andet sted æøå", *options)
    if "--bare" in options:
        git(there, "worktree", "add", "--quiet", str(tmp_path / "træ"), "main")
        there = tmp_path / "træ"
    if "core.autocrlf=true" in options:
        assert b"\r\n" in round_path(there).read_bytes()
    papers = len(tag_of(frozen).split("\n\n")[2].splitlines())
    assert verified_elsewhere(there) == (0, f"2025-2028/2025-05: {papers} papers, the same bytes\n")
    assert verified_elsewhere(there, TZ="America/Lima", LC_ALL="C", UDPLAN_LANG="da", PYTHONHASHSEED="7")[0] == 0


@pytest.mark.parametrize("options", [("--object-format=sha256",), ("--template=", "--shared=group")])
def test_in_any_kind_of_repository(example: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    git(example, "init", "--quiet", *options)
    commit(example, "Begin")
    freeze(example, NAME)
    commit(example, "Frozen")
    assert verified_elsewhere(clone(example, tmp_path / "there"))[0] == 0


def test_a_workspace_inside_a_larger_repository(example: Path, tmp_path: Path) -> None:
    inner = tmp_path / "fælles" / "økonomi"
    inner.parent.mkdir()
    example.rename(inner)
    repository(inner.parent)
    freeze(inner, NAME)
    commit(inner.parent, "Frozen")
    there = clone(inner.parent, tmp_path / "there")
    assert not breaches(there / "økonomi")


def tag_of(root: Path) -> str:
    tag = tag_named(root, TAG)
    assert tag is not None
    return tag.message


def test_freezing_a_clone_with_other_line_ends_gives_the_same_checksums(root: Path, tmp_path: Path) -> None:
    there = clone(root, tmp_path / "there", "-c", "core.autocrlf=true")
    frozen_there: Frozen = freeze(there, NAME)
    assert round_path(there).read_bytes().count(b"\n") == round_path(there).read_bytes().count(b"\r\n")
    assert frozen_there.filer == freeze(root, NAME).filer


def test_what_comes_after_the_meeting_changes_nothing(frozen: Path) -> None:
    after = 'sag: "25/1"\nbeslutning: |\n  Godkendt.\nfravaerende: [Et medlem]\nafbud: Et andet medlem\n'
    rewrite(round_path(frozen), "forrige: 2024-11\n", f"forrige: 2024-11   # og se bilag 2\n{after}")
    rewrite(round_path(frozen), '"24/61730-32"', '"24/61730-99"')
    assert not breaches(frozen)
    commit(frozen, "Decision")
    (item,) = frozen.glob("plan/2025-2028/*/A102*.yaml")
    rewrite(item, "titel: ", "titel: Ny ")
    (frozen / "templates" / "halvaarsstatus.md.j2").write_text("En helt anden skabelon\n", encoding="utf-8")
    assert not breaches(frozen)
    commit(frozen, "Later")
    item.unlink()
    assert not breaches(frozen)


def test_the_next_round_compares_with_the_frozen_one(frozen: Path, tmp_path: Path) -> None:
    (item,) = frozen.glob("plan/2025-2028/*/H402*.yaml")
    rewrite(item, "titel: ", "titel: Omdøbt ")
    new(frozen, "2025-11")
    commit(frozen, "November")
    done = freeze(frozen, "2025-11")
    assert "Omdøbt" in done.papers["halvaarsstatus.md"]
    commit(frozen, "Frozen too")
    assert [(each.name, each.breaches) for each in verify(frozen)] == [("2025-05", ()), ("2025-11", ())]
    shallow = clone(frozen, tmp_path / "shallow", "--depth=1")
    assert [bool(each.breaches) for each in verify(shallow)] == [True, True]
    assert "--unshallow" in str(verify(shallow, ["2025-05"])[0].breaches[-1].hint)


def test_a_text_that_was_changed(frozen: Path) -> None:
    rewrite(round_path(frozen), "indstilling: |\n  Komm", "indstilling: |\n  Borgmesteren og komm")
    rewrite(round_path(frozen), "ultimo november 2024\n", "ultimo oktober 2024\n")
    assert breaches(frozen) == ["the round's file was changed after it was frozen: indstilling, bilag.2.titel"]


def test_a_checksum_that_was_changed(frozen: Path) -> None:
    text = round_path(frozen).read_text(encoding="utf-8")
    checksum = text.partition("halvaarsstatus.md: ")[2][:64]
    rewrite(round_path(frozen), checksum, "f" * 64)
    assert breaches(frozen) == [
        "the checksums in the round's file are not those in the tag: halvaarsstatus.md",
        "halvaarsstatus.md does not render to the same bytes",
    ]


def test_a_checksum_that_was_left_out(frozen: Path) -> None:
    text = round_path(frozen).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if "halvaarsstatus.md: " in line)
    rewrite(round_path(frozen), line, "")
    assert breaches(frozen) == ["the checksums in the round's file are not those in the tag: halvaarsstatus.md"]


def test_a_tag_that_was_moved(frozen: Path) -> None:
    message = tag_of(frozen)
    git(frozen, "tag", "-d", TAG)
    make_tag(frozen, TAG, git(frozen, "rev-parse", "HEAD").strip(), message)
    (said,) = breaches(frozen)
    assert said.startswith(f"the tag {TAG} stands on ")


def test_a_tag_that_was_replaced_by_one_without_a_message(frozen: Path) -> None:
    git(frozen, "tag", "--force", TAG, f"{TAG}^{{commit}}")
    assert breaches(frozen) == [f"the tag {TAG} holds no checksums: it is not annotated"]


def test_a_tag_with_other_checksums(frozen: Path) -> None:
    message, at = tag_of(frozen), git(frozen, "rev-parse", f"{TAG}^{{commit}}").strip()
    git(frozen, "tag", "-d", TAG)
    make_tag(frozen, TAG, at, message.replace("halvaarsstatus.html", "halvaarsstatus.htm"))
    assert breaches(frozen) == [
        "the checksums in the round's file are not those in the tag: halvaarsstatus.htm, halvaarsstatus.html"
    ]


def test_a_tag_that_was_not_fetched(frozen: Path, tmp_path: Path) -> None:
    there = clone(frozen, tmp_path / "there", "--no-tags")
    (found,) = verify(there)
    assert [(str(each.message), str(each.hint)) for each in found.breaches] == [
        (f"there is no tag {TAG}", "fetch the tags with git fetch --tags")
    ]


def test_a_round_that_hides_that_it_was_frozen(frozen: Path) -> None:
    text = round_path(frozen).read_text(encoding="utf-8")
    round_path(frozen).write_text(text.partition("frosset:")[0], encoding="utf-8")
    assert breaches(frozen) == [f"there is a tag {TAG}, but the round's file does not say that it is frozen"]
    round_path(frozen).write_text("titel: [", encoding="utf-8")
    assert breaches(frozen) == ["the round's file cannot be read"]
    round_path(frozen).unlink()
    assert breaches(frozen) == [f"there is a tag {TAG}, but no such round"]


def test_a_round_that_names_another_tag_or_commit(frozen: Path) -> None:
    at = git(frozen, "rev-parse", f"{TAG}^{{commit}}").strip()
    rewrite(round_path(frozen), f"tag: {TAG}", "tag: runde/x/y")
    assert breaches(frozen) == [f"the round's file names the tag runde/x/y, but its tag is {TAG}"]
    rewrite(round_path(frozen), "tag: runde/x/y", f"tag: {TAG}")
    rewrite(round_path(frozen), at, "f" * len(at))
    assert breaches(frozen)[-1] == "git does not have the commit ffffffffff"


def test_another_version_is_the_likely_reason(frozen: Path) -> None:
    message, at = tag_of(frozen), git(frozen, "rev-parse", f"{TAG}^{{commit}}").strip()
    text = round_path(frozen).read_text(encoding="utf-8")
    checksum = text.partition("halvaarsstatus.md: ")[2][:64]
    rewrite(round_path(frozen), checksum, "f" * 64)
    git(frozen, "tag", "-d", TAG)
    make_tag(frozen, TAG, at, message.replace(checksum, "f" * 64).replace("udplan ", "udplan 0.0."))
    (found,) = verify(frozen)
    assert [str(breach.message) for breach in found.breaches] == ["halvaarsstatus.md does not render to the same bytes"]
    assert "it was frozen by udplan 0.0." in str(found.breaches[0].hint)
    assert "likely reason" in str(found.breaches[0].hint)


def test_which_rounds_are_verified(frozen: Path) -> None:
    def names(*asked: str, plans: tuple[str, ...] = ()) -> list[str]:
        found: tuple[Verified, ...] = verify(frozen, asked, plans)
        return [f"{each.plan}/{each.name}" for each in found]

    freeze(frozen, NAME, "2024-2027")
    assert names() == names(NAME) == ["2024-2027/2025-05", "2025-2028/2025-05"]
    assert names(plans=("2024-2027",)) == ["2024-2027/2025-05"]
    with pytest.raises(UdplanError, match="the round 2024-11 is not frozen"):
        names("2024-11")
    with pytest.raises(UsageFault, match="there is no round 2030-01"):
        names(NAME, "2030-01")


def test_nothing_is_frozen(example: Path) -> None:
    assert verify(example) == ()

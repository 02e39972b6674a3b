"""udplan as git's diff driver and textconv filter, called by a real git."""

import os
import re
import sys
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import commit, git, repository
from support.workspace import item_path, workspace

ROOT = Path(__file__).parents[2]
ATTRIBUTES = "plan/**/*.yaml diff=udplan\n"
UDPLAN = f"'{sys.executable}' -m udplan"
LAYOUT_ONLY = "only layout, comments or the order of keys differ"


def configured(root: Path) -> Path:
    """The folder as a repository set up as the guide says, with this udplan."""
    (root / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
    repository(root)
    guide = (ROOT / "docs/vejledning/git.md").read_text(encoding="utf-8")
    told = re.findall(r'^git config (diff\.udplan\.\S+) "?(.+?)"?$', guide, re.MULTILINE)
    assert [name for name, _value in told] == [
        "diff.udplan.command", "diff.udplan.textconv", "diff.udplan.cachetextconv",
    ]  # fmt: skip
    for name, value in told:
        git(root, "config", name, value.replace("udplan ", f"{UDPLAN} ", 1))
    return root


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A repository with a small plan."""
    return configured(workspace(tmp_path / "ws"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def changed_lines(diff: str) -> list[str]:
    """The lines that a diff takes out and puts in."""
    return [line for line in diff.splitlines() if re.match(r"[-+](?![-+])", line)]


def test_this_repository_and_the_guide_name_the_same_attribute() -> None:
    assert ATTRIBUTES in (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert ATTRIBUTES in (ROOT / "docs/vejledning/git.md").read_text(encoding="utf-8")


def test_the_guide_shows_what_git_really_shows(udplan: Udplan) -> None:
    configured(udplan.root)
    assert udplan("set", "R104", "ansvarlig=Indkøbschefen").code == 0
    guide = (ROOT / "docs/vejledning/git.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^```text\n\$ git (.+)\n((?:.+\n|\n)+?)```$", guide, re.MULTILINE))
    assert git(udplan.root, "diff") == shown["diff"]
    commit(udplan.root, "R104: ny ansvarlig")
    told = git(udplan.root, "show", "--format=%s").splitlines()
    expected = [line for line in shown["show --format=%s"].splitlines() if line != "…"]
    assert [line for line in told if line in expected] == expected
    assert changed_lines("\n".join(told)) == expected[-2:]


# git diff, and git log --ext-diff: sentences


def test_git_diff_says_what_udplan_diff_says(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(item_path(plan), "trafiklys: gul", "trafiklys: roed")
    rewrite(item_path(plan), "2026: 0", "2026: 250")
    rewrite(item_path(plan, "A103"), "Ejendomschefen", "Byggechefen")
    told = Udplan(plan, capsys)("diff").out.partition("\n\n")[2]
    shown = git(plan, "diff")
    assert shown == (
        "diff --udplan plan/2025-2028/anlaegsprojekter/A101.yaml\n"
        "  A101 Børnehus 101\n"
        "    Light Gul → Rød (worse)\n"
        "    Beløb: 2026 0 → 250 (+250), in all 100 → 350 (+250)\n"
        "diff --udplan plan/2025-2028/anlaegsprojekter/A103.yaml\n"
        "  A103 Børnehus 103\n"
        "    Ansvarlig: Ejendomschefen → Byggechefen\n"
    )
    assert [line.strip() for line in told.splitlines()] == [
        line.strip() for line in shown.splitlines() if not line.startswith("diff ")
    ]


def test_the_log_says_it_commit_by_commit(plan: Path) -> None:
    rewrite(item_path(plan), "trafiklys: gul", "trafiklys: roed")
    commit(plan, "Redder")
    rewrite(item_path(plan), "frist: ultimo 2025", "frist: ultimo 2026")
    commit(plan, "Later")
    told = git(plan, "log", "-2", "-p", "--ext-diff", "--format=%s")
    assert [line.strip() for line in told.splitlines() if line and not line.startswith("diff ")] == [
        "Later", "A101 Børnehus 101", "Deadline moved from ultimo 2025 to ultimo 2026 (+365 days)",
        "Redder", "A101 Børnehus 101", "Light Gul → Rød (worse)",
    ]  # fmt: skip


def test_a_file_that_comes_or_goes(plan: Path) -> None:
    item_path(plan).unlink()
    item_path(plan, "A109").write_bytes(item_path(plan, "A102").read_bytes().replace(b"102", b"109"))
    git(plan, "add", "--all")
    assert git(plan, "diff", "--cached", "--no-renames") == (
        "diff --udplan plan/2025-2028/anlaegsprojekter/A101.yaml\n  A101 Børnehus 101\n    removed\n"
        "diff --udplan plan/2025-2028/anlaegsprojekter/A109.yaml\n  A109 Børnehus 109\n    added\n"
    )


def test_another_slug_and_another_number(plan: Path) -> None:
    git(plan, "mv", str(item_path(plan)), str(item_path(plan, "A101-boernehus")))
    git(plan, "mv", str(item_path(plan, "A102")), str(item_path(plan, "A202")))
    shown = git(plan, "diff", "--cached", "-M")
    folder = "plan/2025-2028/anlaegsprojekter"
    assert f"diff --udplan {folder}/A101.yaml {folder}/A101-boernehus.yaml\n" in shown
    assert "    File renamed from A101 to A101-boernehus\n" in shown
    assert "  A202 Børnehus 102\n    Renumbered, was A102\n" in shown


def test_a_move_to_another_plan(plan: Path) -> None:
    (plan / "plan/2026-2029/anlaegsprojekter").mkdir(parents=True)
    git(plan, "mv", str(item_path(plan)), "plan/2026-2029/anlaegsprojekter/A101.yaml")
    assert "moved from the plan 2025-2028 to the plan 2026-2029" in git(plan, "diff", "--cached", "-M")


def test_the_plans_settings_and_a_round(plan: Path) -> None:
    runde = plan / "plan/2025-2028/runder/2025-05.yaml"
    runde.parent.mkdir()
    runde.write_text("titel: Status\nopgjort: 2025-05-31\nindledning: Planen følges fint.\n", encoding="utf-8")
    commit(plan, "A round")
    rewrite(runde, "fint", "nøje")
    rewrite(plan / "plan/2025-2028/plan.yaml", "OEU: Økonomiudvalget", "OEU: Økonomi- og Erhvervsudvalget")
    shown = git(plan, "diff")
    assert "Udvalg OEU, navn: Økonomiudvalget → Økonomi- og Erhvervsudvalget" in shown
    assert "runder/2025-05 Status\n    Indledning: Planen følges [-fint.-] {+nøje.+}" in shown


def test_only_the_layout(plan: Path) -> None:
    rewrite(item_path(plan), "  # se referatet", "")
    assert git(plan, "diff").endswith(f"A101.yaml\n  {LAYOUT_ONLY}\n")
    item_path(plan).write_bytes(item_path(plan, "A102").read_bytes().replace(b"102", b"101").replace(b"\n", b"\r\n"))
    assert git(plan, "diff").endswith(f"A101.yaml\n  {LAYOUT_ONLY}\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_a_changed_mode(plan: Path) -> None:
    item_path(plan).chmod(0o755)
    assert git(plan, "diff").endswith("A101.yaml\n  file mode 100644 → 100755\n")


def test_a_file_that_cannot_be_understood_is_compared_line_by_line(plan: Path) -> None:
    rewrite(item_path(plan), "frist: ultimo 2025", "frist: [ultimo 2026")
    shown = git(plan, "diff")
    assert "a side of it cannot be understood" in shown
    assert [line.strip() for line in shown.splitlines() if re.match(r"  [-+](?![-+])", line)] == [
        "-frist: ultimo 2025", "+frist: [ultimo 2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe titel: \xe6\n", r"+\xff\xfe titel: \xe6"),
        (b"titel: \x1b[31mred\n", "+titel: \ufffd[31mred"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MiB"),
        (b"", "-titel: Børnehus 101"),
        (b"[" * 5000, "a side of it cannot be understood"),
        (b"a: \0", "not text"),
    ],
)
def test_whatever_a_file_holds_git_is_answered(plan: Path, content: bytes, says: str) -> None:
    item_path(plan).write_bytes(content)
    shown = git(plan, "diff")
    assert shown.startswith("diff --udplan plan/2025-2028/anlaegsprojekter/A101.yaml\n")
    assert says in shown
    assert "\x1b" not in shown
    git(plan, "diff", "--no-ext-diff")
    git(plan, "diff", "--no-ext-diff", "--text")


def test_a_yaml_file_that_is_no_plan_file(plan: Path) -> None:
    other = plan / "plan/2025-2028/noter/liste.yaml"
    other.parent.mkdir()
    other.write_text("a: 1\n", encoding="utf-8")
    commit(plan, "A note")
    other.write_text("a: 2\n", encoding="utf-8")
    shown = git(plan, "diff")
    assert "not a plan file" in shown
    assert "  -a: 1\n  +a: 2\n" in shown
    other.write_bytes(b"a: 1\r\n")
    assert git(plan, "diff").endswith("  only the ends of lines differ\n")


def test_a_file_in_conflict(plan: Path) -> None:
    git(plan, "switch", "--quiet", "--create", "other")
    rewrite(item_path(plan), "Ejendomschefen", "Byggechefen")
    commit(plan, "Theirs")
    git(plan, "switch", "--quiet", "main")
    rewrite(item_path(plan), "Ejendomschefen", "Direktøren")
    commit(plan, "Ours")
    with pytest.raises(Exception, match="merge"):
        git(plan, "merge", "other")
    # The file with its marks cannot be understood, and is shown as it is.
    assert "<<<<<<< HEAD" in git(plan, "diff")
    assert git(plan, "diff", "--cached") == (
        "diff --udplan plan/2025-2028/anlaegsprojekter/A101.yaml\n"
        "  it is not merged: what is to be chosen between is marked in the file\n"
    )
    assert "Ansvarlig: Ejendomschefen → Direktøren" in git(plan, "diff", "main~1", "main")


def test_a_workspace_in_a_folder_with_other_letters_and_ids_of_its_own(tmp_path: Path) -> None:
    inner = workspace(tmp_path / "ws" / "økonomi og æøå")
    settings = inner / "plan/2025-2028/plan.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "id_moenster: S\\d+\n", encoding="utf-8")
    item_path(inner).rename(item_path(inner, "S7-skovbrynet"))
    root = tmp_path / "ws"
    configured(root)
    (root / ".gitattributes").write_text("*.yaml diff=udplan\n", encoding="utf-8")
    rewrite(item_path(inner, "S7-skovbrynet"), "Ejendomschefen", "Byggechefen")
    git(root, "config", "core.quotePath", "false")
    expected = (
        "diff --udplan økonomi og æøå/plan/2025-2028/anlaegsprojekter/S7-skovbrynet.yaml\n"
        "  S7 Børnehus 101\n    Ansvarlig: Ejendomschefen → Byggechefen\n"
    )
    assert git(root, "diff", "--", "*.yaml") == expected
    assert git(inner, "diff", "--", "plan") == expected
    assert changed_lines(git(root, "diff", "--no-ext-diff", "--", "*.yaml")) == [
        "-Ansvarlig: Ejendomschefen", "+Ansvarlig: Byggechefen",
    ]  # fmt: skip


# git log -p: plain lines


def test_the_log_shows_the_lines_of_what_changed(plan: Path) -> None:
    rewrite(item_path(plan), "  Går som forventet.", "  Går som\n  forventet. Taget er på.")
    rewrite(item_path(plan), "2026: 0", "2026: 250")
    commit(plan, "Further")
    shown = git(plan, "log", "-1", "-p", "--format=")
    assert changed_lines(shown) == [
        "-Status: Går som forventet.", "+Status:", "+  Går som forventet.", "+  Taget er på.",
        "-Beløb 2026: 0", "+Beløb 2026: 250",
    ]  # fmt: skip


def test_layout_comments_and_order_leave_no_line_in_the_log(plan: Path) -> None:
    text = item_path(plan).read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    moved = [line for line in rest if not line.startswith("temaer")]
    block = "temaer:\n  - kloge-m2"
    item_path(plan).write_bytes("\r\n".join([block, *moved, "# set i maj"]).replace("\n  - k", "\r\n  - k").encode())
    rewrite(item_path(plan), "{2025: 100, 2026: 0,", "{2026: 0, '2025': 100,")
    commit(plan, f"Without {first}")
    assert git(plan, "show", "--stat", "--format=").strip()
    assert changed_lines(git(plan, "log", "-1", "-p", "--format=")) == []


def test_a_file_as_plain_lines(udplan: Udplan) -> None:
    (udplan.root / "A1.yaml").write_text(
        "trafiklys: gul\nfase: i_gang\nopdateret: 2025-05-28\nbeloeb: {2026: -1500, 2025: 4000}\n"
        "aftalepunkt: [\"4.2\", '4.3']\n"
        "status: |\n  Først det ene. Så\n  det andet.\n\n  - punkt 1. halvår\n  - punkt to\n"
        "proces: Udbud\nansvarlig: X\nudvalg: BUU\ntitel: T\nmilepaele: [{hvornaar: maj 2025, hvad: Licitation}]\n",
        encoding="utf-8",
    )
    answer = udplan("diff", "--textconv", "A1.yaml")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Titel: T\nAftalepunkt: 4.2\nAftalepunkt: 4.3\nUdvalg: BUU\nAnsvarlig: X\nProces: Udbud\n"
        "Status:\n  Først det ene.\n  Så det andet.\n\n  - punkt 1. halvår\n  - punkt to\n"
        "Opdateret: 28. maj 2025\nFase: I gang\nTrafiklys: Gul\nMilepæle: Licitation, maj 2025\n"
        "Beløb 2025: 4.000\nBeløb 2026: −1.500\n"
    )


def test_every_file_of_the_example_has_plain_lines(udplan: Udplan, tmp_path: Path) -> None:
    for path in sorted((ROOT / "plan/2025-2028").rglob("*.yaml")):
        copy = tmp_path / f"Xyz12_{path.name}" / path.name
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        told = udplan("diff", "--textconv", str(copy))
        first = "Kommune: " if path.name == "plan.yaml" else "Titel: "
        assert told.out.startswith(first), path
        assert told.out == udplan("diff", "--textconv", str(path)).out


def test_what_cannot_be_understood_is_shown_as_it_is(udplan: Udplan) -> None:
    path = udplan.root / "A101.yaml"
    for content in (b"titel: [\r\nA\r\n", b"titel: \xe6\n", b"", b"hello\n"):
        path.write_bytes(content)
        answer = udplan("diff", "--textconv", str(path))
        assert (answer.code, answer.out) == (0, content.decode("utf-8", "backslashreplace"))


# What git never does


@pytest.mark.parametrize("words", [["--driver"], ["--driver", "a", "b"], ["--textconv"], ["--textconv", "a", "b"]])
def test_another_number_of_arguments_is_refused(udplan: Udplan, words: list[str]) -> None:
    answer = udplan("diff", *words)
    assert (answer.code, answer.out) == (2, "")
    assert "git config diff.udplan." in answer.err


def test_a_file_that_is_not_there(udplan: Udplan) -> None:
    answer = udplan("diff", "--driver", "plan/a.yaml", "gone", "0", "100644", "/dev/null", ".", ".")
    assert (answer.code, answer.err) == (0, "")
    assert "it cannot be opened: there is no such file" in answer.out
    assert udplan("diff", "--textconv", "gone").code == 1

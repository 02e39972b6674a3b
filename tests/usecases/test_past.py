"""A plan beside what git remembers of it: with real repositories, and what the rules say and keep quiet about."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from support.command import Udplan
from support.gitting import commit, git, repository
from support.plans import faults_in
from support.workspace import LIVE, PLAN, SETTINGS, item_path, workspace
from udplan.adapters.git.run import revision
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.sources import Tree, WorkTree
from udplan.domain.runde import Runde
from udplan.pure.checks.past import PAST_CODES
from udplan.pure.checks.rules import RULES
from udplan.usecases.check import checked
from udplan.usecases.past import Pasts, pasts_of

AS_OF: Final = date(2025, 6, 30)
CODES: Final = ("frozen-altered", "x-removed", "red-again", "status-unchanged", "id-reused")
DONE: Final = "afsluttet: {dato: 2025-05-20, grundlag: Ibrugtaget}\n"
LIGHT: Final = "trafiklys: gul  # se referatet\n"
STATE: Final = f"fase: i_gang\n{LIGHT}"
STATUS: Final = "status: |\n  Går som forventet.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the items A101, A102 and A103, and no rounds."""
    return repository(workspace(tmp_path / "rod"))


def said(root: Path, *, cache: Path | None = None, at: str | None = None) -> list[str]:
    """What the rules that compare with git find, as `x-removed A101: the message`."""
    tree: Tree = WorkTree(root) if at is None else revision(root, at)
    problems = checked(root, tree, AS_OF, kept=Kept(cache)).problems
    return [
        f"{problem.code} {Path(problem.path).stem}: {problem.message}" for problem in problems if problem.code in CODES
    ]


def past(root: Path) -> Pasts:
    """What git tells of every plan."""
    tree = WorkTree(root)
    plans = plans_of(tree)
    return pasts_of(root, tree, plans, plans.by_name, Kept())


def codes(root: Path) -> list[str]:
    return [text.partition(":")[0] for text in said(root)]


def change(root: Path, item_id: str, *changes: tuple[str, str]) -> None:
    path = item_path(root, item_id)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def write_round(root: Path, name: str, **said: Any) -> Path:
    """A round's file. Its name is a month, and it is made up on the first of it."""
    path = root / "plan" / PLAN / "runder" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    data = {"titel": f"Status {name}", "opgjort": f"{name}-01"} | said
    path.write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in data.items()), encoding="utf-8")
    return path


def freeze(root: Path, name: str = "2025-01", **said: Any) -> str:
    """Commit everything with a round of this name and freeze it; gives the commit."""
    path = write_round(root, name, **said)
    commit(root, name)
    frozen_at = git(root, "rev-parse", "HEAD").strip()
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}frosset: {{commit: {frozen_at}, tag: runde/{PLAN}/{name}}}\n", encoding="utf-8")
    commit(root, f"{name} is frozen")
    return frozen_at


def confirm(root: Path, item_id: str) -> None:
    """The owner writes a new date and nothing else."""
    change(root, item_id, ("opdateret: 2025-05-28", "opdateret: 2025-06-20"))


def clone(root: Path, target: Path, *options: str) -> Path:
    subprocess.run(["git", "clone", "--quiet", *options, root.as_uri(), str(target)], check=True, capture_output=True)
    return target


def test_every_rule_about_the_past_is_here() -> None:
    assert {"item-vanished", *CODES} == PAST_CODES  # test_vanished.py has the first
    assert set(CODES) <= {rule.code for rule in RULES if rule.group == "rounds"}


# Where there is nothing to compare with


def test_without_a_repository_a_commit_or_git_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path / "rod")
    write_round(root, "2025-01", frosset={"commit": "0" * 40, "tag": "x"})
    assert past(root) == Pasts({})
    git(root, "init", "--quiet")
    assert past(root) == Pasts({})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert past(root) == Pasts({})


def test_a_repository_without_rounds_has_nothing_to_say(root: Path) -> None:
    change(root, "A101", (STATE, DONE))
    commit(root, "Done")
    change(root, "A101", (DONE, STATE))
    confirm(root, "A102")
    assert said(root) == []


def test_a_shallow_clone_says_what_it_lacks_and_the_other_rules_run(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "A101", (STATE, DONE))
    frozen_at = freeze(root)
    change(root, "A101", (DONE, STATE))
    commit(root, "Live again")
    whole = Udplan(root, capsys)("check", "--as-of", "2025-06-30")
    there = Udplan(clone(root, tmp_path / "kort", "--depth=1"), capsys)("check", "--as-of", "2025-06-30")
    assert there.code == whole.code == 0
    assert f"git does not have the commit {frozen_at[:10]}" in there.err
    assert "hint: this is a shallow clone; fetch the rest with git fetch --unshallow" in there.err
    left = [line for line in whole.out.splitlines() if "x-removed" not in line and "put the X back" not in line]
    assert left == there.out.splitlines()
    assert "no-bevilling" in there.out


def test_what_one_plan_lacks_does_not_silence_another(root: Path) -> None:
    change(root, "A101", (STATE, DONE))
    other = root / "plan" / "2026-2029"
    shutil.copytree(root / "plan" / PLAN, other)
    freeze(root)
    (other / "runder").mkdir()
    unknown = "frosset: {commit: " + "ab" * 20 + ", tag: x}\n"
    (other / "runder" / "2025-01.yaml").write_text(f"titel: Status\nopgjort: 2025-01-01\n{unknown}", encoding="utf-8")
    change(root, "A101", (DONE, STATE))
    told = past(root)
    (lacking,) = told.lacking
    assert "git does not have the commit ababababab" in str(lacking.message)
    assert str(lacking.hint) == "fetch it with git fetch --tags"
    pasts = told.by_plan
    assert (pasts["2026-2029"].round, pasts[PLAN].round) == ("", "2025-01")
    problems = checked(root, WorkTree(root), AS_OF).problems
    assert [problem.path for problem in problems if problem.code == "x-removed"] == [
        f"plan/{PLAN}/anlaegsprojekter/A101.yaml"
    ]


def test_an_older_round_that_is_out_of_reach_does_not_hide_the_newest(root: Path) -> None:
    change(root, "A101", (STATE, DONE))
    freeze(root, "2025-02")
    write_round(root, "2025-01", frosset={"commit": "0" * 40, "tag": "x"})
    told = past(root)
    assert told.lacking
    assert told.by_plan[PLAN].round == "2025-02"


def test_only_the_plans_asked_for_are_compared(root: Path) -> None:
    write_round(root, "2025-01", frosset={"commit": "0" * 40, "tag": "x"})
    tree = WorkTree(root)
    assert past(root).lacking
    assert pasts_of(root, tree, plans_of(tree), [], Kept()) == Pasts({})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_that_git_does_not_trust_is_told_of_if_there_is_a_frozen_round(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_round(root, "2025-01")
    for name in ("SUDO_UID", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(root.parent))
    for path in (root, root / ".git"):
        os.chown(path, 65534, 65534)
    assert said(root) == []
    write_round(root, "2025-01", frosset={"commit": "0" * 40, "tag": "x"})
    (lacking,) = past(root).lacking
    assert "git does not trust this folder" in str(lacking.message)


def test_a_partial_clone_says_what_it_lacks(root: Path, tmp_path: Path) -> None:
    freeze(root)
    confirm(root, "A101")
    commit(root, "Confirm")
    git(root, "config", "uploadpack.allowFilter", "true")
    there = clone(root, tmp_path / "del", "--filter=blob:none")
    shutil.move(root, tmp_path / "vaek")  # an older git would fetch what it lacks
    lacking = past(there).lacking
    assert any("git does not have all the files of" in str(error.message) for error in lacking)


# Which round


def test_the_newest_frozen_round_is_the_one_compared_with(root: Path) -> None:
    freeze(root, "2025-03")
    change(root, "A101", (STATE, DONE))
    freeze(root, "2025-05")
    freeze(root, "2025-04")
    write_round(root, "2025-06")
    change(root, "A101", (DONE, STATE))
    assert said(root) == ["x-removed A101: the item had its X in the round 2025-05, and is now I gang"]


def test_a_later_round_settles_it(root: Path) -> None:
    change(root, "A101", (STATE, DONE))
    freeze(root, "2025-04")
    change(root, "A101", (DONE, STATE))
    freeze(root, "2025-05")
    assert said(root) == []


def test_at_a_revision_the_plan_is_compared_with_the_rounds_it_had_then(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "A101", (STATE, DONE))
    frozen_at = freeze(root, "2025-04")
    git(root, "tag", "frosset", frozen_at)
    change(root, "A101", (DONE, STATE))
    commit(root, "Live again")
    git(root, "tag", "levende")
    freeze(root, "2025-05")
    udplan = Udplan(root, capsys)
    for name, is_told in (("frosset", False), ("levende", True), ("HEAD", False)):
        answer = udplan("check", "--at", name, "--as-of", "2025-06-30")
        assert ("warning[x-removed]" in answer.out) == is_told, name
        assert answer.code == 0
    bare = clone(root, root.parent / "bar.git", "--bare")
    assert "warning[x-removed]" in Udplan(bare, capsys)("check", "--root", str(bare), "--at", "levende").out


# x-removed


def test_an_x_taken_away_by_reopen_is_told_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    udplan = Udplan(root, capsys)
    assert udplan("done", "A101", "--basis", "Ibrugtaget", "--date", "2025-05-20").code == 0
    freeze(root)
    assert codes(root) == []
    assert udplan("reopen", "A101", "--reason", "Taget er utæt", "--date", "2025-06-20").code == 0
    assert codes(root) == ["x-removed A101"]
    assert udplan("done", "A101", "--basis", "Taget er tæt", "--date", "2025-06-25").code == 0
    assert codes(root) == []


def test_an_x_with_another_basis_is_still_an_x(root: Path) -> None:
    change(root, "A101", (STATE, DONE))
    freeze(root)
    change(root, "A101", ("Ibrugtaget", "Taget i brug 20. maj"))
    assert said(root) == []


def test_an_item_closed_to_the_public_is_told_of_as_any_other(root: Path) -> None:
    change(root, "A101", (STATE, DONE + "lukket: {begrundelse: Ejendomshandel}\n"))
    freeze(root)
    change(root, "A101", (DONE, STATE))
    assert codes(root) == ["x-removed A101"]


# red-again


def test_red_twice_is_told_when_the_next_round_is_being_prepared(root: Path) -> None:
    for item_id in ("A101", "A102"):
        change(root, item_id, ("trafiklys: gul", "trafiklys: roed"))
    freeze(root)
    assert codes(root) == []
    write_round(root, "2025-06")
    assert codes(root) == ["red-again A101", "red-again A102"]
    change(root, "A101", ("trafiklys: roed", "trafiklys: gul"))
    change(root, "A103", ("trafiklys: gul", "trafiklys: roed"))
    assert codes(root) == ["red-again A102"]
    change(root, "A102", ("fase: i_gang\ntrafiklys: roed  # se referatet\n", DONE))
    assert codes(root) == []


def test_red_twice_is_not_told_when_the_next_round_is_decided(root: Path) -> None:
    change(root, "A101", ("trafiklys: gul", "trafiklys: roed"))
    freeze(root)
    write_round(root, "2025-06", beslutning="Godkendt.")
    assert codes(root) == []


# status-unchanged


def test_a_new_date_with_the_old_words_is_told(root: Path) -> None:
    freeze(root)
    confirm(root, "A101")
    assert said(root) == [
        "status-unchanged A101: updated 2025-06-20, but the status is word for word that of the round 2025-01"
    ]
    change(root, "A101", ("Går som forventet.", "Går\n  som   forventet."))
    assert codes(root) == ["status-unchanged A101"]
    change(root, "A101", ("Går\n", "Går stadig\n"))
    assert codes(root) == []


@pytest.mark.parametrize(
    "changes",
    [
        [("trafiklys: gul", "trafiklys: groen")],
        [("opdateret: 2025-05-28", "opdateret: 2025-05-20")],
        [("opdateret: 2025-05-28", "opdateret: 2025-06-20"), (STATE, DONE)],
        [("opdateret: 2025-05-28", "opdateret: 2025-06-20"), (STATE, "udgaaet: {dato: 2025-06-10, beslutning: ØU}\n")],
        [("opdateret: 2025-05-28", "opdateret: 2025-06-20"), (STATUS, "status: Huset er lukket.\n")],
    ],
)
def test_what_is_no_empty_confirmation(root: Path, changes: list[tuple[str, str]]) -> None:
    freeze(root)
    change(root, "A101", *changes)
    assert said(root) == []


def test_of_what_is_not_started_there_is_no_news_to_demand(root: Path) -> None:
    for item_id in ("A101", "A102"):
        change(root, item_id, (STATE, "fase: ikke_startet\n"))
    freeze(root)
    confirm(root, "A101")
    confirm(root, "A102")
    change(root, "A102", ("fase: ikke_startet\n", STATE))
    assert codes(root) == ["status-unchanged A102"]


# id-reused

OTHER: Final = LIVE.replace("Børnehus {number}", "Svømmehal")


def other(root: Path, name: str = "A102") -> None:
    item_path(root, name).write_text(OTHER, encoding="utf-8")


def test_an_id_given_to_another_item_is_told_also_before_it_is_committed(root: Path) -> None:
    item_path(root, "A102").unlink()
    commit(root, "Delete")
    assert said(root) == []
    other(root, "A102-svoemmehal")
    told = ["id-reused A102-svoemmehal: the id A102 was another item's before: Børnehus 102"]
    assert said(root) == told
    commit(root, "Reuse")
    assert said(root) == told


def test_an_id_whose_item_was_in_the_last_round_is_told_and_not_compared_with_it(root: Path) -> None:
    change(root, "A102", (STATE, DONE))
    freeze(root)
    item_path(root, "A102").unlink()
    commit(root, "Delete")
    other(root)
    assert codes(root) == ["id-reused A102"]
    commit(root, "Reuse")
    assert codes(root) == ["id-reused A102"]
    freeze(root, "2025-06")
    assert codes(root) == []


def test_an_id_that_only_another_branch_has_used(root: Path) -> None:
    git(root, "switch", "--quiet", "-c", "forslag")
    other(root, "A104")
    commit(root, "Add")
    item_path(root, "A104").unlink()
    commit(root, "Delete")
    git(root, "switch", "--quiet", "main")
    item_path(root, "A104").write_text(LIVE.replace("{number}", "104"), encoding="utf-8")
    assert said(root) == ["id-reused A104: the id A104 was another item's before: Svømmehal"]


def test_an_item_that_another_branch_deletes_is_still_itself(root: Path) -> None:
    git(root, "switch", "--quiet", "-c", "forslag")
    item_path(root, "A102").unlink()
    commit(root, "Delete")
    git(root, "switch", "--quiet", "main")
    change(root, "A102", ("Børnehus 102", "Børnehuset Skovbrynet"))
    assert said(root) == []
    commit(root, "Rename")
    assert said(root) == []
    freeze(root)
    assert said(root) == []


def test_what_a_frozen_round_has_with_an_id_settles_whose_it_is(root: Path) -> None:
    git(root, "switch", "--quiet", "-c", "forslag")
    other(root, "A104")
    commit(root, "Add")
    item_path(root, "A104").unlink()
    commit(root, "Delete")
    git(root, "switch", "--quiet", "main")
    item_path(root, "A102").unlink()
    commit(root, "Delete")
    for item_id in ("A102", "A104"):
        item_path(root, item_id).write_text(LIVE.replace("{number}", "ved skoven"), encoding="utf-8")
    assert codes(root) == ["id-reused A102", "id-reused A104"]
    freeze(root)
    for item_id in ("A102", "A104"):
        change(root, item_id, ("Børnehus ved skoven", "Børnehuset Skovbrynet"))
    commit(root, "Another title")
    assert said(root) == []


def test_an_id_is_a_plans_own(root: Path) -> None:
    shutil.copytree(root / "plan" / PLAN, root / "plan" / "2026-2029")
    item_path(root, "A102").unlink()
    commit(root, "Delete one")
    (root / "plan" / "2026-2029" / "anlaegsprojekter" / "A103.yaml").unlink()
    commit(root, "Delete another")
    for item_id in ("A102", "A103"):
        other(root, item_id)
    assert codes(root) == ["id-reused A102"]


def test_an_item_that_gets_another_slug_and_title_is_still_itself(root: Path) -> None:
    path = item_path(root, "A102")
    path.rename(path.with_name("A102-skovbrynet.yaml"))
    commit(root, "Another slug")
    assert said(root) == []
    change(root, "A102-skovbrynet", ("Børnehus 102", "Børnehuset Skovbrynet"))
    commit(root, "Another title")
    assert said(root) == []
    path.with_name("A102-skovbrynet.yaml").rename(path.with_name("A102-engen.yaml"))
    change(root, "A102-engen", ("Børnehuset Skovbrynet", "Børnehuset Engen"))
    commit(root, "Both")
    assert said(root) == []


def test_an_item_that_is_restored_is_still_itself(root: Path) -> None:
    path = item_path(root, "A102")
    before = path.read_bytes()
    path.unlink()
    commit(root, "Delete")
    path.write_bytes(before.replace(b"titel: B\xc3\xb8rnehus 102", b"titel: BOERNEHUS  102"))
    assert said(root) == []


def test_at_a_revision_what_happened_after_it_is_not_held_against_it(root: Path) -> None:
    git(root, "tag", "foer")
    change(root, "A102", ("Børnehus 102", "Børnehuset Skovbrynet"))
    commit(root, "Another title")
    item_path(root, "A102").unlink()
    commit(root, "Delete")
    assert said(root, at="foer") == []


def test_items_of_a_pattern_of_their_own(root: Path) -> None:
    settings = root / "plan" / PLAN / "plan.yaml"
    settings.write_text(SETTINGS + 'id_moenster: "[A-Z]{2}-[0-9]{2}"\n', encoding="utf-8")
    for number in (101, 102, 103):
        item_path(root, f"A{number}").rename(item_path(root, f"SK-{number - 100:02}-hus"))
    change(root, "SK-01-hus", (STATE, DONE))
    freeze(root)
    change(root, "SK-01-hus", (DONE, STATE))
    item_path(root, "SK-02-hus").unlink()
    commit(root, "Delete")
    other(root, "SK-02-svoemmehal")
    confirm(root, "SK-03-hus")
    assert codes(root) == ["x-removed SK-01-hus", "id-reused SK-02-svoemmehal", "status-unchanged SK-03-hus"]


# Broken files


def test_an_item_whose_file_was_broken_then_is_not_compared(root: Path) -> None:
    change(root, "A101", (STATE, DONE + "fase: [\n"))
    change(root, "A102", (STATE, DONE))
    freeze(root)
    change(root, "A101", (DONE + "fase: [\n", STATE))
    change(root, "A102", (DONE, STATE))
    assert codes(root) == ["x-removed A102"]


def test_an_item_that_was_deleted_while_its_file_was_broken_is_not_blamed(root: Path) -> None:
    change(root, "A102", (STATE, "fase: [\n"))
    commit(root, "Break")
    item_path(root, "A102").unlink()
    commit(root, "Delete")
    other(root)
    assert said(root) == []


def test_in_a_plan_whose_settings_are_broken_only_the_rounds_are_compared(root: Path) -> None:
    change(root, "A101", (STATE, DONE))
    freeze(root)
    change(root, "A101", (DONE, STATE))
    path = root / "plan" / PLAN / "runder" / "2025-01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Status", "Ny status"), encoding="utf-8")
    (root / "plan" / PLAN / "plan.yaml").write_text("kommune: [\n", encoding="utf-8")
    assert codes(root) == ["frozen-altered 2025-01"]


# frozen-altered

FROZEN: Final[Mapping[str, Any]] = {
    "rapport": "direktion", "udvalg": "OEU", "moede": "2025-01-10", "sagsgang": ["OEU"], "sag": "25/1",
    "dokument": "25/1-1", "forrige": "2024-11", "indledning": "Ordene.", "tvaergaaende": "Ordene.",
    "kommunikation": "Ordene.", "fremdrift": "Ordene.", "sammenhaeng": "Ordene.",
    "oekonomiske_konsekvenser": "Ordene.", "lovgrundlag": "Ordene.", "indstilling": "Ordene.",
    "bilag": [{"nr": 1, "titel": "Planen", "dokument": "25/1-2"}, {"nr": 2, "titel": "Svar", "aaben": False}],
}  # fmt: skip
AFTERWARDS: Final = ("beslutning", "fravaerende", "afbud", "sag", "dokument", "frosset")


def altered(root: Path, **changes: Any) -> list[str]:
    """What is said when a frozen round comes to say this; None takes a key away."""
    frozen_at = freeze(root, **FROZEN)
    new = {**FROZEN, "frosset": {"commit": frozen_at, "tag": "x"}} | changes
    write_round(root, "2025-01", **{key: value for key, value in new.items() if value is not None})
    return said(root)


@pytest.mark.parametrize("key", sorted(set(Runde.model_fields) - set(AFTERWARDS)))
def test_what_the_meeting_saw_is_not_altered(root: Path, key: str) -> None:
    new = {"opgjort": "2025-01-02", "moede": "2025-01-11", "sagsgang": ["OEU", "BUU"], "bilag": FROZEN["bilag"][:1]}
    (told,) = altered(root, **{key: new.get(key, "andet")})
    assert told.startswith("frozen-altered 2025-01: the round is frozen, but ")


def test_a_text_may_not_be_taken_away_nor_put_in_other_lines(root: Path) -> None:
    told = altered(root, fremdrift=None, indledning="Ordene\n.")
    assert [text.rpartition("but ")[2] for text in told] == [
        "Fremdrift is not as it was then", "Indledning is not as it was then",
    ]  # fmt: skip


def test_attachments_are_told_of_once_and_one_at_its_place(root: Path) -> None:
    one, other = FROZEN["bilag"]
    assert altered(root, bilag=[one | {"titel": "En ny plan"}, other]) == [
        "frozen-altered 2025-01: the round is frozen, but Bilag 1, titel is not as it was then"
    ]
    write_round(root, "2025-01", **FROZEN)
    assert altered(root, bilag=[other, one]) == [
        "frozen-altered 2025-01: the round is frozen, but Bilag is not as it was then"
    ]


def test_what_is_written_after_the_meeting_is_no_alteration(root: Path) -> None:
    one, other = FROZEN["bilag"]
    after = {
        "beslutning": "Godkendt.", "fravaerende": ["Et medlem"], "afbud": "Et andet medlem", "sag": "25/2",
        "dokument": None, "bilag": [one | {"dokument": "25/9"}, other | {"dokument": "25/10"}],
    }  # fmt: skip
    assert set(after) | {"frosset"} == {*AFTERWARDS, "bilag"}
    assert altered(root, **after) == []


def test_layout_comments_and_what_goes_without_saying_are_no_alterations(root: Path) -> None:
    freeze(root, indledning="Ordene.\n", bilag=[{"nr": 1, "titel": "Planen"}])
    path = root / "plan" / PLAN / "runder" / "2025-01.yaml"
    frosset = path.read_text(encoding="utf-8").splitlines()[-1]
    path.write_text(
        f"# Frosset\n{frosset}\nopgjort: 2025-01-01   # en onsdag\nrapport: halvaarsstatus\nindledning: |\n  Ordene.\n"
        "bilag:\n  - titel: Planen\n    nr: 1\n    aaben: true\nsagsgang: []\ntitel: 'Status 2025-01'\n",
        encoding="utf-8",
    )
    assert faults_in(root) == []
    assert said(root) == []


def test_every_frozen_round_is_watched(root: Path) -> None:
    freeze(root, "2025-01")
    freeze(root, "2025-02")
    for name in ("2025-01", "2025-02"):
        path = root / "plan" / PLAN / "runder" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Status", "Ny status"), encoding="utf-8")
    assert codes(root) == ["frozen-altered 2025-01", "frozen-altered 2025-02"]


# Other repositories


def everything(root: Path) -> Path:
    """One of each, with the last change not committed."""
    change(root, "A101", (STATE, DONE))
    change(root, "A102", ("trafiklys: gul", "trafiklys: roed"))
    item_path(root, "A105").write_text(LIVE.replace("{number}", "105"), encoding="utf-8")
    freeze(root, indledning="Ordene.\nOg flere.\n")
    change(root, "A101", (DONE, STATE))
    confirm(root, "A103")
    item_path(root, "A105").unlink()
    path = write_round(root, "2025-06")
    commit(root, "Later")
    other(root, "A105")
    path = path.with_name("2025-01.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("Status", "Ny status"), encoding="utf-8")
    return root


ALL: Final = [
    "x-removed A101", "red-again A102", "status-unchanged A103", "id-reused A105", "frozen-altered 2025-01",
]  # fmt: skip


def test_in_a_repository_with_longer_names(tmp_path: Path) -> None:
    root = workspace(tmp_path / "lang")
    git(root, "init", "--quiet", "--object-format=sha256")
    commit(root, "Begin")
    assert codes(everything(root)) == ALL


def test_in_a_folder_of_a_larger_repository_and_with_a_cache(tmp_path: Path) -> None:
    inner = workspace(tmp_path / "fælles" / "økonomi")
    repository(inner.parent)
    everything(inner)
    assert codes(inner) == ALL
    first = said(inner, cache=tmp_path / "cache.sqlite")
    assert said(inner, cache=tmp_path / "cache.sqlite") == first == said(inner)


def test_line_ends_that_git_changes_are_no_changes(root: Path, tmp_path: Path) -> None:
    change(root, "A101", ("trafiklys: gul", "trafiklys: roed"))
    change(root, "A102", (STATE, DONE))
    freeze(root, indledning="Ordene.\nOg flere.\n")
    there = clone(root, tmp_path / "der", "-c", "core.autocrlf=true")
    assert b"\r\n" in item_path(there).read_bytes()
    assert said(there) == []
    confirm(there, "A103")
    assert codes(there) == ["status-unchanged A103"]


def test_where_a_round_cannot_be_understood_nobody_knows_which_was_the_last(root: Path) -> None:
    """Else an item confirmed for that round is compared with the one before, whose words it may well repeat."""
    freeze(root, "2025-01")
    change(root, "A101", (STATUS, "status: Huset er lukket.\n"))
    freeze(root, "2025-02")
    change(root, "A101", ("status: Huset er lukket.\n", STATUS))
    confirm(root, "A101")
    assert codes(root) == []
    path = root / "plan" / PLAN / "runder" / "2025-02.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "beslutnig: Godkendt.\n", encoding="utf-8")
    assert codes(root) == []


# What the plan wants


@pytest.mark.parametrize(("severity", "code"), [("off", 0), ("warning", 0), ("error", 1)])
def test_the_plan_decides_how_severe_it_is(
    root: Path, severity: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = root / "plan" / PLAN / "plan.yaml"
    settings.write_text(f"{SETTINGS}regler: {{x-removed: {severity}}}\n", encoding="utf-8")
    change(root, "A101", (STATE, DONE))
    freeze(root)
    change(root, "A101", (DONE, STATE))
    answer = Udplan(root, capsys)("check", "--as-of", "2025-06-30")
    assert answer.code == code
    assert (f"{severity}[x-removed]" in answer.out) == (severity != "off")
    assert "x-removed" in answer.out or severity == "off"


def test_the_example_plan_frozen_as_it_is_has_nothing_to_say(example: Path) -> None:
    repository(example)
    frozen_at = git(example, "rev-parse", "HEAD").strip()
    path = example / "plan" / PLAN / "runder" / "2025-05.yaml"
    entry = f"frosset: {{commit: {frozen_at}, tag: runde/{PLAN}/2025-05}}\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert said(example) == []

"""`udplan history`: what happened to one item, commit by commit, through renames, merges and what was closed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from support.command import Udplan
from support.gitting import git
from support.history import History, commit_at, history_repository

D101 = "plan/2025-2028/driftsaendringer/D101-digital-dannelse.yaml"
WHEN = "2026-01-0{}T12:00:00+01:00"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history_repository(tmp_path_factory.mktemp("history") / "plan")


@pytest.fixture
def udplan(history: History, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """The command line in the history, which no test here may change."""
    return Udplan(history.root, capsys)


@pytest.fixture
def clone(udplan: Udplan, tmp_path: Path) -> Udplan:
    """The command line in a clone that stands at the amounts of March."""
    git(tmp_path, "clone", "--quiet", str(udplan.root), "clone")
    git(tmp_path / "clone", "checkout", "--quiet", "-b", "arbejde", "beloeb")
    return Udplan(tmp_path / "clone", udplan.capture)


def rewrite(root: Path, *pairs: tuple[str, str]) -> None:
    path = root / D101
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def answered(udplan: Udplan, name: str) -> Any:
    """An item's history as data."""
    answer = udplan("history", f"2025-2028/{name}", "--format", "json")
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def events(udplan: Udplan, name: str) -> list[tuple[str, list[str]]]:
    """What each event's commit is called, with what it did."""
    told = answered(udplan, name)["events"]
    return [(each["subject"], [news["text"] for news in each["news"]]) for each in told]


def test_what_is_told_of_an_item(udplan: Udplan) -> None:
    answer = udplan("history", "2025-2028/H101")
    assert answer.err == ""
    told = [line for line in answer.out.splitlines() if not line.startswith(" ")]
    first, *heads = [line for line in told if line]
    assert first == "2025-2028/H101 Mere frivillighed"
    shas = [git(udplan.root, "rev-parse", f"{name}^0")[:7] for name in ("vedtaget", "opfoelgning", "juni")]
    assert heads[:3] == [
        f"10. januar 2025  Anna Prøve  {shas[0]}  Planen som den blev vedtaget",
        f"14. februar 2025  Bo Prøve  {shas[1]}  Opfølgning i februar",
        f"10. juni 2025  Bo Prøve  {shas[2]}  Status i juni",
    ]
    assert "  X: finished 2. juni 2025 on the basis of: Foreningsmødet er holdt\n" in answer.out
    assert answer.out.endswith("  Opdateret: 6. januar 2025 → 7. oktober 2025\n")


def test_a_renamed_file_and_title_are_followed(udplan: Udplan) -> None:
    told = events(udplan, "A101")
    assert told[0] == ("Planen som den blev vedtaget", ["added"])
    assert ("Nye navne", ["Renamed, was: Børnehus ved Åparken"]) in told
    assert ("Nye navne", ["File renamed from H102-natur to H102-vild-natur"]) in events(udplan, "H102")


def test_only_layout_is_no_event(udplan: Udplan) -> None:
    assert "Kun opsætning" not in [subject for subject, _news in events(udplan, "D101")]


def test_the_deadline_knows_how_often_it_was_moved(udplan: Udplan) -> None:
    texts = [text for _subject, news in events(udplan, "A101") for text in news if text.startswith("Deadline")]
    assert texts == [
        "Deadline moved from ultimo juni 2026 to medio august 2026 (+51 days): Ny lokalplan",
        "Deadline moved from medio august 2026 to ultimo september 2026 (+41 days, moved 1 time before): "
        "Udbuddet går om",
    ]


def test_a_file_that_was_broken_for_a_while(udplan: Udplan) -> None:
    told = events(udplan, "D101")
    assert ("En fejl i to filer", []) in told
    assert ("Filerne rettes", []) in told
    out = udplan("history", "2025-2028/D101").out
    assert "  En fejl i to filer\n  the file cannot be understood\n" in out
    assert "  Filerne rettes\n  the file can be understood again\n" in out
    unread = {each["subject"] for each in answered(udplan, "D101")["events"] if each["unread"]}
    assert unread == {"En fejl i to filer", "Filerne rettes"}


def test_an_item_that_is_gone_still_has_a_history(udplan: Udplan) -> None:
    told = events(udplan, "D102")
    assert told[0] == ("Planen som den blev vedtaget", ["added"])
    assert told[-1] == ("Til- og afgang", ["removed"])


def test_what_is_not_committed_yet_comes_last(udplan: Udplan) -> None:
    answer = udplan("history", "2025-2028/H103", "--format", "json")
    last = json.loads(answer.out)["events"][-1]
    assert (last["commit"], last["date"], last["author"]) == (None, None, "")
    assert last["news"][0]["text"].startswith("X: finished 12. december 2025")
    assert udplan("history", "2025-2028/H103").out.count("not committed yet") == 1


def test_the_id_of_the_newest_plan_needs_no_plan_and_no_capitals(udplan: Udplan) -> None:
    assert udplan("history", "h101").out.startswith("2026-2029/H101 Ét årshjul\n")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("A999", "there is no item A999 in 2026-2029"),
        ("A101", "there is no item A101 in 2026-2029"),
        ("2025-2028/A999", "there is no item A999 in 2025-2028"),
        ("2025-2028/*", "there is no item * in 2025-2028"),
        ("--output=x", "--output=x"),
        ("../A101", "there is no item A101 in .."),
        ("", "there is no item"),
    ],
)
def test_an_item_there_is_none_of(udplan: Udplan, name: str, says: str) -> None:
    answer = udplan("history", "--", name)
    assert (answer.code, answer.out) == (1, "")
    assert says in answer.err


def test_a_shallow_clone_says_that_it_does_not_know_all(udplan: Udplan, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "3", f"file://{udplan.root}", "shallow")
    answer = Udplan(tmp_path / "shallow", udplan.capture)("history", "2025-2028/D101")
    assert answer.code == 0
    assert "warning: git lacks the older part of the history" in answer.err


def test_a_bare_repository_tells_the_same_but_what_is_not_committed(udplan: Udplan, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(udplan.root), "bare.git")
    bare = Udplan(tmp_path / "bare.git", udplan.capture)
    assert bare("history", "2025-2028/A101") == udplan("history", "2025-2028/A101")
    assert [*events(bare, "H103")] == events(udplan, "H103")[:-1]


def test_a_merge_is_told_by_the_commits_it_joins(clone: Udplan) -> None:
    rewrite(clone.root, ("trafiklys: gul", "trafiklys: roed"))
    theirs = commit_at(clone.root, "Rødt lys", WHEN.format(1))
    git(clone.root, "checkout", "--quiet", "-b", "frist", "beloeb")
    rewrite(clone.root, ("frist: ultimo 2025", "frist: ultimo 2026"))
    commit_at(clone.root, "Ny frist", WHEN.format(2))
    rewrite(clone.root, ("trafiklys: gul", "trafiklys: roed"))
    commit_at(clone.root, "Flettet", WHEN.format(3), parents=["HEAD", theirs])
    told = dict(events(clone, "D101")[3:])
    assert told == {
        "Rødt lys": ["Light Gul → Rød (worse)"],
        "Ny frist": ["Deadline moved from ultimo 2025 to ultimo 2026 (+365 days)"],
    }


def test_what_a_merge_itself_changed_is_told_of_the_merge(clone: Udplan) -> None:
    rewrite(clone.root, ("trafiklys: gul", "trafiklys: roed"))
    theirs = commit_at(clone.root, "Rødt lys", WHEN.format(1))
    git(clone.root, "checkout", "--quiet", "-b", "frist", "beloeb")
    rewrite(clone.root, ("frist: ultimo 2025", "frist: ultimo 2026"))
    commit_at(clone.root, "Ny frist", WHEN.format(2))
    rewrite(clone.root, ("trafiklys: gul", "trafiklys: roed"), ("ansvarlig: Skolechefen", "ansvarlig: Direktøren"))
    commit_at(clone.root, "Flettet med mere", WHEN.format(3), parents=["HEAD", theirs])
    assert events(clone, "D101")[-1] == ("Flettet med mere", ["Ansvarlig: Skolechefen → Direktøren"])


def test_a_subject_and_an_author_cannot_take_over_the_terminal(clone: Udplan) -> None:
    rewrite(clone.root, ("trafiklys: gul", "trafiklys: roed"))
    commit_at(clone.root, "Rødt\x1b[2J\x07 lys", WHEN.format(1), author="Eva\x1b[31m")
    answer = clone("history", "2025-2028/D101")
    assert "Light Gul → Rød (worse)" in answer.out
    assert "\x1b" not in answer.out
    assert "\x07" not in answer.out


def test_the_history_of_what_is_or_was_closed_is_marked(udplan: Udplan) -> None:
    for name in ("R102", "R103", "R104", "R105"):
        answer = udplan("history", f"2025-2028/{name}")
        assert (answer.code, "INTERNAL: closed items are shown" in answer.err) == (0, True)
        assert answered(udplan, name)["intern"] is True
    assert answered(udplan, "D102")["intern"] is False
    assert "R102 lukkes for offentligheden" in udplan("history", "2025-2028/R102").out


def test_an_id_that_another_begins_with_is_another(clone: Udplan) -> None:
    settings = clone.root / "plan/2025-2028/plan.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "id_moenster: '[DRAH]\\d{3,4}'\n", encoding="utf-8")
    shutil.copy(clone.root / D101, clone.root / "plan/2025-2028/driftsaendringer/D1011-andet.yaml")
    commit_at(clone.root, "Et længere nummer", WHEN.format(1))
    assert [subject for subject, _news in events(clone, "D1011")] == ["Et længere nummer"]
    assert "Et længere nummer" not in [subject for subject, _news in events(clone, "D101")]

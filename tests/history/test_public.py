"""Between any two moments of the history the public finds no trace of what is closed at either of them or now."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from udplan.adapters.read.parsed import ParsedFiles
from udplan.pure.snapshot import Data, Snapshot
from udplan.usecases.comparing import Between, plan_difference, plans_of

from support.command import Udplan
from support.gitting import commit, git
from support.history import History, snapshots_of, traces, traces_in
from support.words import ENGLISH
from support.workspace import SETTINGS, workspace
from udplan.adapters.git.run import WorkFiles, revision
from udplan.adapters.printers.news import news_data, news_text
from udplan.adapters.printers.tables import json_text
from udplan.adapters.read.sources import Tree
from udplan.domain.names import Ref

Moment = dict[str, Snapshot]
EVER_CLOSED = ("A102", "R102", "R103", "R104", "R105")
PLAN = "2025-2028"


@pytest.fixture(scope="module")
def moments(history: History) -> list[Moment]:
    return snapshots_of(history)


@pytest.fixture(scope="module")
def trees(history: History) -> list[Tree]:
    head = revision(history.root, "HEAD")
    return [*(revision(history.root, name) for name in history.moments), WorkFiles(history.root, head)]


def hidden_at(moments: list[Moment], *places: int) -> set[str]:
    """The items of the plan that are closed, or may be, at these moments; -1 is now."""
    return {ref.id for place in places for ref in moments[place][PLAN].closed()}


def hidden_traces(moments: list[Moment], *places: int) -> frozenset[str]:
    """Every trace of what is hidden when these moments and now are compared."""
    asked = [moments[place][PLAN] for place in (*places, -1)]
    hidden: dict[str, list[Data]] = {name: [] for name in hidden_at(moments, *places, -1)}
    for name, versions in hidden.items():
        versions += [each.parts[name].data for each in asked if name in each.parts]
    return traces(hidden, asked)


def test_the_search_would_find_every_kind_of_trace(udplan: Udplan, moments: list[Moment]) -> None:
    answer = udplan("diff", "beloeb", "lukket", "--internal")
    found = traces_in(answer.out, hidden_traces(moments, 3, 4))
    assert {"R102", "Udbud af kantinedrift", "777", "Tilbud behandles", "R105", "Salg af Mosegården"} <= set(found)
    assert "Stort udbud af mad" in hidden_traces(moments, 3, 4)


def test_between_any_two_moments(history: History, moments: list[Moment], trees: list[Tree]) -> None:
    files = ParsedFiles(history.root.parent / "parsed.sqlite")
    looked_at = 0
    for old, before in enumerate(trees):
        # The other way round only the nearest: what is hidden is the same.
        for new, after in list(enumerate(trees))[max(old - 1, 0) :]:
            looked_for = hidden_traces(moments, old, new)
            between = Between(before, after, trees[-1], files)
            for plan in plans_of(before, after):
                found = plan_difference(between, plan, internal=False)
                for text in (
                    news_text(found.news, ENGLISH),
                    json_text(news_data(found.news, ENGLISH)),
                ):
                    looked_at += 1
                    assert traces_in(text, looked_for) == [], (history.moments[old : old + 1], new)
                if plan == PLAN:
                    unread = {Ref(plan, name).id for name in found.unread}
                    assert not unread & hidden_at(moments, old, new, -1)
    assert looked_at > 19 * 19


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_the_command_between_neighbours(udplan: Udplan, moments: list[Moment], history: History, form: str) -> None:
    for new, (before, after) in enumerate(pairwise(history.moments), start=1):
        answer = udplan("diff", before, after, "--format", form)
        assert answer.code == 0, answer.err
        assert traces_in(answer.out + answer.err, hidden_traces(moments, new - 1, new)) == [], (before, after)


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_the_command_without_names(udplan: Udplan, moments: list[Moment], form: str) -> None:
    answer = udplan("diff", "--format", form)
    assert traces_in(answer.out + answer.err, hidden_traces(moments, -2)) == []
    assert "R104" in udplan("diff", "--format", form, "--internal").out


@pytest.mark.parametrize(("report", "form"), [("halvaarsstatus", "md"), ("direktion", "html"), ("aendringer", "md")])
def test_status_since_each_moment(
    udplan: Udplan, moments: list[Moment], history: History, report: str, form: str
) -> None:
    """What is open now is told as it is now; that says nothing of what it was."""
    asked = ("status", "--plan", PLAN, "--as-of", "2025-12-15", "--format", form, "--report", report)
    now = udplan(*asked).out
    assert traces_in(now, hidden_traces(moments, -1)) == []
    for place, name in enumerate(history.moments):
        looked_for = hidden_traces(moments, place)
        answer = udplan(*asked, "--since", name)
        assert answer.code == 0, answer.err
        assert traces_in(answer.out + answer.err, looked_for - set(traces_in(now, looked_for))) == [], name


def test_the_plan_as_it_was(udplan: Udplan, moments: list[Moment], history: History) -> None:
    for place, name in enumerate(history.moments):
        looked_for = hidden_traces(moments, place)
        for command in (("list", "--format", "json"), ("list", "--changed-since", history.moments[0]), ("status",)):
            answer = udplan(*command, "--plan", PLAN, "--as-of", "2025-12-15", "--at", name)
            assert answer.code == 0, answer.err
            assert traces_in(answer.out + answer.err, looked_for) == [], (name, command)


def open_items(moments: list[Moment], *places: int) -> Iterator[str]:
    hidden = hidden_at(moments, *places)
    return (name for name, part in moments[places[0]][PLAN].parts.items() if part.is_item and name not in hidden)


@pytest.mark.parametrize("place", [0, 4, 10, 14, 17])
def test_showing_what_was(udplan: Udplan, moments: list[Moment], history: History, place: int) -> None:
    for name in sorted(hidden_at(moments, place, -1)):
        answer = udplan("show", f"{PLAN}/{name}", "--at", history.moments[place])
        assert (answer.code, answer.out) == (1, "")
        assert f"there is no item {name} in {PLAN}" in answer.err
        assert traces_in(answer.err, hidden_traces(moments, place) - {name}) == []
    for name in open_items(moments, place, -1):
        answer = udplan("show", f"{PLAN}/{name}", "--at", history.moments[place], "--format", "json")
        assert answer.code == 0, answer.err


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_history_of_every_item(udplan: Udplan, moments: list[Moment], form: str) -> None:
    """What happened while an item was closed is not told, and no text that names one that ever was."""
    now = moments[-1][PLAN]
    for name in {name for each in moments for name in each[PLAN].parts if each[PLAN].parts[name].is_item}:
        answer = udplan("history", f"{PLAN}/{name}", "--format", form)
        if name in ("R103", "R104", "R105"):
            assert (answer.code, answer.out) == (1, "")
            continue
        assert answer.code == 0, answer.err
        others = [each for each in EVER_CLOSED if each != name]
        assert traces_in(answer.out + answer.err, frozenset(others)) == [], name
        # The work tree has opened R102 and A102, and says what they say now; the history does not say when it came.
        secrets = {"777", "To bydere er fundet egnede.", "Lukket", "begrundelse", "Handel", "4.321"}
        if name in now.parts:
            assert traces_in(answer.out, frozenset(secrets)) == [], name


def test_the_history_of_a_closed_item_is_told_inside_the_house(udplan: Udplan) -> None:
    answer = udplan("history", f"{PLAN}/R105", "--internal")
    assert "Proces: Bud indhentes fra [-tre-] {+fem+} kendte købere." in answer.out
    assert "removed" in answer.out
    answer = udplan("history", f"{PLAN}/H102", "--internal")
    assert "Status written: Afventer svar om R102 fra indkøb." in answer.out
    assert "R102 lukkes for offentligheden" in answer.out


def test_what_was_opened_is_told_of_from_then_on(udplan: Udplan) -> None:
    text = udplan("history", f"{PLAN}/R102").out
    assert "light Grøn → Gul (worse)" in text
    assert "not committed yet" in text


def in_git(root: Path, name: str, *steps: dict[str, str | None]) -> Path:
    """A repository with a commit and a tag `c1`, `c2` … for each step, which says what files hold from then on."""
    folder = workspace(root / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    for number, files in enumerate(steps, start=1):
        for path, text in files.items():
            target = folder / "plan" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                target.unlink()
            else:
                target.write_text(text, encoding="utf-8")
        commit(folder, f"Trin {number}")
        git(folder, "tag", f"c{number}")
    return folder


ITEM = "titel: {titel}\nudvalg: BUU\nansvarlig: Chefen\nproces: Udbud.\nfase: ikke_startet\n"
CLOSED = ITEM + "lukket: {{begrundelse: Ejendomshandel}}\n"


def test_an_item_that_moved_to_another_plan_and_was_closed_there_leaves_no_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item, gone = ITEM.format(titel="Køb SKJULT"), CLOSED.format(titel="Køb SKJULT")
    first, second = "2025-2028/hensigtserklaeringer/H304.yaml", "2024-2027/hensigtserklaeringer/H304.yaml"
    older = {"2024-2027/plan.yaml": "kommune: Skovby\ntitel: Plan 2024\nbudgetaar: [2024]\nudvalg: {BUU: Børn}\n"}
    root = in_git(tmp_path, "flyttet", {**older, first: item}, {first: None, second: item}, {second: gone})
    udplan = Udplan(root, capsys)
    for command in (
        ("diff", "c1", "c2"), ("diff", "c1"), ("diff", "c2", "c3"), ("history", "2025-2028/H304"),
        ("list", "--at", "c1"), ("show", "2025-2028/H304", "--at", "c1"), ("list", "--at", "c2", "--plan", "all"),
        ("status", "--at", "c1", "--format", "md"), ("status", "--since", "c1", "--format", "md"),
    ):  # fmt: skip
        answer = udplan(*command)
        assert "SKJULT" not in answer.out + answer.err, command
    assert "SKJULT" in udplan("diff", "c1", "--internal").out


def test_what_only_an_item_closed_by_now_uses_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, settings = "2025-2028/hensigtserklaeringer/H302.yaml", "2025-2028/plan.yaml"
    themes = "temaer: {{koeb: {old}, ny: {new}}}\n"
    base = SETTINGS.replace("temaer: {kloge-m2: Kloge m², flaadestyring: Flådestyringsenhed}\n", "")
    item = ITEM.format(titel="Grunden") + "temaer: [koeb]\n"
    closed = CLOSED.format(titel="Grunden") + "temaer: [koeb, ny]\n"
    root = in_git(
        tmp_path, "tema",
        {settings: base + themes.format(old="Flytning", new="Andet"), path: item},
        {settings: base + themes.format(old="SKJULT", new="SKJULT"), path: item},
        {path: closed},
    )  # fmt: skip
    udplan = Udplan(root, capsys)
    for command in (("diff", "c1", "c2"), ("status", "--at", "c2", "--since", "c1", "--format", "md")):
        answer = udplan(*command)
        assert "SKJULT" not in answer.out + answer.err, command
    assert "SKJULT" in udplan("diff", "c1", "c2", "--internal").out


def test_an_attachment_closed_on_either_side_is_hidden_on_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "2025-2028/runder/2025-05.yaml"
    bilag = "bilag:\n  - {{nr: 1, titel: SKJULT, aaben: {}}}\n  - {{nr: 2, titel: {}}}\n"
    text = f"titel: Status\nopgjort: 2025-05-31\n{bilag}"
    root = in_git(tmp_path, "bilag", {path: text.format("true", "Planen")}, {path: text.format("false", "Planen ny")})
    answer = Udplan(root, capsys)("diff", "c1", "c2")
    assert "SKJULT" not in answer.out + answer.err
    assert "Planen → Planen ny" in answer.out

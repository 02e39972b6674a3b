"""Names as they are typed: paths that a shell completes, ids of several living plans, days in Danish."""

import json
import re
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import commit, git, repository
from support.workspace import SETTINGS, item_path, tree, workspace
from udplan.cli.typed import item_typed, plan_typed

OLDER, NEWER = "2024-2027", "2025-2028"
SHOWN = "A101 stands in several living plans: this is 2025-2028/A101; see also 2024-2027/A101\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two living plans: A101 is in both, A102 in the newer and A109 in the older one only."""
    root = workspace(tmp_path / "workspace", items=2)
    older = root / "plan" / OLDER / "anlaegsprojekter"
    older.mkdir(parents=True)
    settings = SETTINGS.replace("[2025, 2026, 2027, 2028]", "[2024, 2025, 2026, 2027]").replace(NEWER, OLDER)
    (older.parent / "plan.yaml").write_text(settings, encoding="utf-8")
    for name in ("A101", "A109"):
        text = item_path(root).read_text("utf-8").replace("2028: 0", "2024: 0").replace("101", name[1:])
        (older / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def udplan(root: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    return Udplan(root, capsys)


@pytest.mark.parametrize(
    ("where", "text", "meant"),
    [
        (".", "plan/2025-2028/anlaegsprojekter/A101.yaml", "plan/2025-2028/anlaegsprojekter/A101.yaml"),
        ("plan", "2025-2028/anlaegsprojekter/A101.yaml", "plan/2025-2028/anlaegsprojekter/A101.yaml"),
        ("plan/2025-2028/anlaegsprojekter", "A101.yaml", "plan/2025-2028/anlaegsprojekter/A101.yaml"),
        ("plan/2024-2027", "../2025-2028/./anlaegsprojekter/A101.yaml", "plan/2025-2028/anlaegsprojekter/A101.yaml"),
        ("/", "plan/2025-2028/anlaegsprojekter/A101.yaml", "plan/2025-2028/anlaegsprojekter/A101.yaml"),
        (".", "A101", "A101"),
        ("plan", "2025-2028/A101", "2025-2028/A101"),
        (".", "plan/2025-2028/plan.yaml", "plan/2025-2028/plan.yaml"),
        (".", "A101.yaml", "A101.yaml"),
    ],
)
def test_the_path_of_an_item(root: Path, where: str, text: str, meant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / where)
    assert item_typed(root, text) == meant


def test_an_absolute_path_and_one_through_a_link(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    (tmp_path / "link").symlink_to(root)
    path = item_path(root).relative_to(root).as_posix()
    assert item_typed(root, str(root / path)) == path
    assert item_typed(root, str(tmp_path / "link" / path)) == path
    assert plan_typed(root, str(tmp_path / "link" / "plan" / NEWER)) == NEWER


@pytest.mark.parametrize(
    ("where", "text", "meant"),
    [
        (".", "plan/2025-2028/", NEWER),
        (".", "./plan/2025-2028", NEWER),
        ("plan", "2025-2028/", NEWER),
        ("plan/2024-2027", "../2025-2028/", NEWER),
        ("plan/2025-2028", ".", NEWER),
        ("/", "plan/2025-2028/", NEWER),
        (".", NEWER, NEWER),
        (".", "all", "all"),
        ("plan", "all", "all"),
        (".", "anlaegsprojekter", "anlaegsprojekter"),
    ],
)
def test_the_folder_of_a_plan(root: Path, where: str, text: str, meant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / where)
    assert plan_typed(root, text) == meant


@pytest.mark.parametrize(
    "words",
    [
        ["set", "{}", "frist=2027", "--dry-run"],
        ["done", "{}", "--basis", "Regnskab", "--dry-run"],
        ["move", "{}", "2027", "--reason", "Udbud", "--dry-run"],
        ["show", "{}"],
        ["check", "{}"],
        ["history", "{}"],
    ],
    ids=lambda words: words[0],
)
def test_every_command_takes_a_path_for_an_item(udplan: Udplan, words: list[str]) -> None:
    repository(udplan.root)
    path = item_path(udplan.root).relative_to(udplan.root).as_posix()
    by_path = udplan(*(word.format(path) for word in words))
    assert by_path.code == 0, by_path.err
    assert by_path == udplan(*(word.format("2025-2028/A101") for word in words))


@pytest.mark.parametrize(
    "words", [["list"], ["status"], ["check"], ["round", "list"], ["round", "verify"], ["diff"]], ids=" ".join
)
def test_every_command_takes_a_folder_for_a_plan(udplan: Udplan, words: list[str]) -> None:
    repository(udplan.root)
    by_path = udplan(*words, "--plan", "plan/2024-2027/")
    assert by_path.code == 0, by_path.err
    assert by_path == udplan(*words, "--plan", OLDER)


@pytest.mark.parametrize(
    "words",
    [
        ["set", "A101", "frist=2027"],
        ["set", "a101", "frist=2027"],
        ["done", "A102", "A101", "--basis", "Regnskab"],
        ["drop", "A101", "--decision", "ØU"],
        ["move", "A101", "2027", "--reason", "Udbud"],
        ["reopen", "A101", "--reason", "Klage"],
        ["edit", "A101"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_command_that_writes_refuses_an_id_of_several_living_plans(udplan: Udplan, words: list[str]) -> None:
    before = tree(udplan.root)
    answer = udplan(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "error: A101 stands in several living plans: 2024-2027/A101, 2025-2028/A101\n"
        "  hint: name it in full, such as 2025-2028/A101\n"
    )
    assert tree(udplan.root) == before


def test_a_command_that_reads_explains_it(udplan: Udplan) -> None:
    repository(udplan.root)
    for words in (["show", "A101"], ["check", "A101"], ["history", "a101"]):
        answer = udplan(*words)
        assert answer.code == 0
        assert SHOWN in answer.err, words
    for words in (["show", "2025-2028/A101"], ["show", "A102"], ["check", "A102"], ["history", "A102"]):
        assert "several" not in udplan(*words).err, words


def test_a_plan_that_is_retired_has_no_say(udplan: Udplan) -> None:
    settings = udplan.root / "plan" / OLDER / "plan.yaml"
    settings.write_text(settings.read_text("utf-8") + "levende: false\n", encoding="utf-8")
    assert udplan("set", "A101", "frist=2027", "--dry-run").code == 0
    assert "several" not in udplan("show", "A101").err


def test_what_a_closed_item_is_called_is_not_explained_to_the_public(udplan: Udplan) -> None:
    closed = udplan.root / "plan" / OLDER / "anlaegsprojekter" / "A101.yaml"
    closed.write_text(closed.read_text("utf-8") + "lukket: {begrundelse: Handel}\n", encoding="utf-8")
    assert "several" not in udplan("show", "A101").err
    assert "several" in udplan("show", "A101", "--internal").err


def test_an_id_that_only_an_older_plan_has(udplan: Udplan) -> None:
    for words in (["show", "A109"], ["set", "A109", "frist=2027"]):
        answer = udplan(*words)
        assert answer.code == 1
        assert "there is no item A109 in 2025-2028\n  hint: did you mean 2024-2027/A109?\n" in answer.err


def test_a_list_says_what_older_living_plans_hold(udplan: Udplan) -> None:
    answer = udplan("list", "--ansvarlig", "ejendomschefen", "--format", "ids")
    assert (answer.out, answer.err) == ("A101\nA102\n", "2 more items in 2024-2027; --plan all shows them too\n")
    assert "more item" not in udplan("list", "--done").err
    assert "more item" not in udplan("list", "--plan", NEWER).err
    assert "more item" not in udplan("list", "--plan", "all").err
    assert "2 more items in 2024-2027" in udplan("status", "--overdue").err
    assert "more items" not in udplan("status", "--overdue", "--as-of", "2025-06-01").err


def test_a_code_is_looked_up_in_each_plan(udplan: Udplan) -> None:
    """TMU is the committee for technique in the newer plan, and for tourism in the older one."""
    settings = udplan.root / "plan" / OLDER / "plan.yaml"
    text = settings.read_text("utf-8").replace(
        "TMU: Teknik- og Miljøudvalget", "TMU: Turismeudvalget, TEK: Teknik- og Miljøudvalget"
    )
    settings.write_text(text, encoding="utf-8")
    for name, code in (("A101", "TMU"), ("A109", "TEK")):
        path = settings.parent / "anlaegsprojekter" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("BUU", code), encoding="utf-8")
    path = item_path(udplan.root, "A102")
    path.write_text(path.read_text("utf-8").replace("BUU", "TMU"), encoding="utf-8")
    found = udplan("list", "--plan", "all", "--format", "ids", "--udvalg", "teknik- og miljøudvalget")
    assert found.out == "2024-2027/A109\n2025-2028/A102\n"
    assert udplan("list", "--plan", "all", "--format", "ids", "--udvalg", "Turismeudvalget").out == "2024-2027/A101\n"
    assert udplan("list", "--plan", "all", "--udvalg", "Havneudvalget").code == 2


@pytest.mark.parametrize("day", ["2025-05-31", "31. maj 2025", "31-05-2025", "31.5.2025", "d. 31. maj 2025"])
def test_a_day_in_danish(udplan: Udplan, day: str) -> None:
    dated = udplan("done", "A102", "--basis", "Regnskab", "--date", day, "--dry-run")
    assert "X: finished 31. maj 2025" in dated.out
    assert udplan("list", "--as-of", day).out == udplan("list", "--as-of", "2025-05-31").out


@pytest.mark.parametrize("day", ["maj 2025", "2025", "20250531", "i går", "31. juni 2025", "løbende", ""])
def test_what_is_no_day(udplan: Udplan, day: str) -> None:
    answer = udplan("list", "--as-of", day)
    assert answer.code == 2
    assert f"{day} is not a date; write it as 2025-05-31 or 31. maj 2025" in answer.err


def test_a_moment_by_a_danish_day(udplan: Udplan) -> None:
    repository(udplan.root)
    item_path(udplan.root).write_bytes(item_path(udplan.root).read_bytes().replace(b"Ejendomschefen", b"Havnechefen"))
    by_day = udplan("diff", "31. maj 2025")
    assert "Havnechefen" in by_day.out
    assert by_day.out == udplan("diff", "2025-05-31").out.replace("2025-05-31", "31. maj 2025")
    assert "Ejendomschefen" in udplan("show", "2025-2028/A101", "--at", "31-05-2025").out


def _round(root: Path, plan: str, name: str, opgjort: str = "2025-05-31") -> None:
    path = root / "plan" / plan / "runder" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"titel: Status\nopgjort: {opgjort}\n", encoding="utf-8")


def test_a_round_finds_its_plan(udplan: Udplan) -> None:
    _round(udplan.root, OLDER, "2024-11", "2024-11-30")
    repository(udplan.root)
    assert "runde 2024-11" in udplan("status", "--round", "2024-11").out
    assert udplan("status", "--round", "2024-11", "--plan", NEWER).code == 2
    freeze = udplan("round", "freeze", "2024-11", "--dry-run")  # which finds its own faults with the plan
    assert "plan/2024-2027/" in freeze.err
    assert "has no round 2024-11" not in freeze.err


def test_diff_compares_the_plans_that_can_be_compared(udplan: Udplan) -> None:
    _round(udplan.root, NEWER, "2025-05")
    _round(udplan.root, OLDER, "2025-05", "2025-05-30")  # before the first commit
    repository(udplan.root)
    _round(udplan.root, NEWER, "2025-06", "2025-06-30")
    commit(udplan.root, "Juni")
    item_path(udplan.root).write_bytes(item_path(udplan.root).read_bytes().replace(b"Ejendomschefen", b"Havnechefen"))
    answer = udplan("diff", "2025-05")
    assert "Havnechefen" in answer.out
    assert "2024-2027 is not compared: git has no commit from 30. maj 2025 or before\n" in answer.err
    assert "2024-2027 is not compared: it has no round 2025-06\n" in udplan("diff", "2025-06").err
    assert git(udplan.root, "status", "--porcelain").count("\n") == 1


def test_check_of_some_items_only(udplan: Udplan) -> None:
    for name, text in (("A101", "udvalg: XYZ"), ("A102", "udvalg: ABC")):
        path = item_path(udplan.root, name)
        path.write_text(path.read_text("utf-8").replace("udvalg: BUU", text), encoding="utf-8")
    settings = udplan.root / "plan" / NEWER / "plan.yaml"
    agreed = "aftale: {dokument: Aftale, vedtaget: 2024-10-08, punkter: {'1.1': Intet}}\n"
    settings.write_text(settings.read_text("utf-8") + agreed, encoding="utf-8")

    def places(*words: str) -> list[str]:
        answer = udplan("check", "--as-of", "2025-06-01", "--format", "json", *words)
        return sorted({problem["path"].rpartition("/")[2] for problem in json.loads(answer.out)})

    assert places("--plan", NEWER) == ["A101.yaml", "A102.yaml", "plan.yaml"]
    assert places("2025-2028/A101") == ["A101.yaml"]
    assert places("A101", "A102") == ["A101.yaml", "A102.yaml"]
    assert places("--ansvarlig", "Ejendomschefen", "--plan", NEWER) == ["A101.yaml", "A102.yaml"]
    assert places("A102", "--ansvarlig", "Ejendomschefen") == ["A102.yaml"]
    assert places("--done") == []
    assert udplan("check", "--done").code == 0
    assert udplan("check", "2025-2028/A101").code == 1
    assert udplan("check", "A199").code == 1
    assert udplan("check", "--udvalg", "Havneudvalget").code == 2


def test_check_of_an_item_that_cannot_be_understood(udplan: Udplan) -> None:
    item_path(udplan.root, "A102").write_text("titel: [\n", encoding="utf-8")
    answer = udplan("check", "A102")
    assert answer.code == 1
    assert "A102.yaml" in answer.out
    answer = udplan("check", "--open", "--plan", NEWER)
    assert answer.code == 0
    assert "1 file could not be read" in answer.err


def test_check_as_of_the_day_of_a_round(udplan: Udplan) -> None:
    _round(udplan.root, NEWER, "2025-05")
    _round(udplan.root, NEWER, "2026-05", "2026-05-31")
    assert "[overdue]" not in udplan("check", "--round", "2025-05").out
    later = udplan("check", "--round", "2026-05")
    assert "[overdue]" in later.out
    assert OLDER not in later.out
    assert "[overdue]" not in udplan("check", "--round", "2026-05", "--as-of", "31. maj 2025").out
    answer = udplan("check", "--round", "2027-05")
    assert (answer.code, answer.err.splitlines()[0]) == (2, "error: there is no round 2027-05")


def test_items_stand_in_the_order_of_their_numbers_everywhere(udplan: Udplan) -> None:
    folder = udplan.root / "plan" / NEWER
    settings = folder / "plan.yaml"
    settings.write_text(settings.read_text("utf-8") + 'id_moenster: "[A-Z][0-9]+"\n', encoding="utf-8")
    text = item_path(udplan.root).read_text("utf-8")
    for name in ("S1", "S2", "S10"):
        (folder / "anlaegsprojekter" / f"{name}.yaml").write_text(text, encoding="utf-8")
    repository(udplan.root)
    for name in ("S1", "S2", "S10"):
        path = folder / "anlaegsprojekter" / f"{name}.yaml"
        path.write_text(text.replace("BUU", "XYZ"), encoding="utf-8")

    def order(*words: str) -> list[str]:
        return list(dict.fromkeys(re.findall(r"\bS[0-9]+\b", udplan(*words).out)))

    for words in (["list"], ["list", "--sort", "ansvarlig"], ["diff"], ["check"], ["check", "--format", "json"]):
        assert order(*words) == ["S1", "S2", "S10"], words


def test_a_text_without_quotes_is_told_as_that(udplan: Udplan) -> None:
    answer = udplan("set", "A101", "status=Nyt", "i", "sagen")
    assert answer.code == 2
    assert "`i` is neither an item nor key=value" in answer.err
    assert 'a text with blanks goes in quotes: "status=Nyt i …"' in answer.err


def test_another_word_for_a_key_is_the_same_on_the_command_line(udplan: Udplan) -> None:
    assert "did you mean `frist`?" in udplan("set", "A101", "deadline=2027").err

"""`udplan list`: filters by code or label, every format, and nothing of closed items."""

import csv
import io
import json
from pathlib import Path

import pytest

from support.command import Udplan

CLOSED = ("A101", "R105")


def ids(udplan: Udplan, *arguments: str) -> list[str]:
    answer = udplan("list", "--format", "ids", "--as-of", "2025-05-31", *arguments)
    assert answer.code == 0, answer.err
    return answer.out.split()


def test_lists_the_newest_living_plan_in_the_plans_order(udplan: Udplan) -> None:
    found = ids(udplan)
    assert len(found) == 60
    letters = [name[0] for name in found]
    assert letters == sorted(letters, key="DRAH".index)
    assert found == sorted(found, key=lambda name: ("DRAH".index(name[0]), name))


def test_all_plans_have_full_names(udplan: Udplan) -> None:
    found = ids(udplan, "--plan", "all")
    assert "2024-2027/A401" in found
    assert "2025-2028/A401" in found


@pytest.mark.parametrize("label", ["BUU", "buu", "Børne- og Ungdomsudvalget", "BOERNE- OG UNGDOMSUDVALGET"])
def test_a_committee_by_code_or_label_in_any_case(udplan: Udplan, label: str) -> None:
    assert ids(udplan, "--udvalg", label) == ids(udplan, "--udvalg", "BUU") != []


@pytest.mark.parametrize("label", ["A", "anlaegsprojekter", "Anlægsprojekter"])
def test_a_type_by_letter_code_or_label(udplan: Udplan, label: str) -> None:
    assert {name[0] for name in ids(udplan, "--type", label)} == {"A"}


def test_repeating_an_option_is_or_and_different_options_are_and(udplan: Udplan) -> None:
    red = set(ids(udplan, "--trafiklys", "roed"))
    yellow = set(ids(udplan, "--trafiklys", "gul"))
    assert set(ids(udplan, "--trafiklys", "rød", "--trafiklys", "gul")) == red | yellow
    assert set(ids(udplan, "--trafiklys", "roed", "--type", "R")) == {name for name in red if name[0] == "R"}


def test_state_flags_are_alternatives(udplan: Udplan) -> None:
    everything = set(ids(udplan, "--plan", "all"))
    flags = ("--open", "--done", "--dropped", "--carried-on")
    parts = [set(ids(udplan, "--plan", "all", flag)) for flag in flags]
    assert set.union(*parts) == everything
    assert sum(map(len, parts)) == len(everything)
    assert set(ids(udplan, "--plan", "all", "--done", "--dropped")) == parts[1] | parts[2]
    assert parts[3] == {"2024-2027/R303", "2024-2027/A403", "2024-2027/H104"}
    assert set(ids(udplan, "--plan", "all", "--fase", "Videreført")) == parts[3]


def test_overdue_stale_focus_and_search(udplan: Udplan) -> None:
    assert ids(udplan, "--overdue") == ["R104", "H201"]
    assert ids(udplan, "--stale") == ["D601", "H402"]
    assert "D101" in ids(udplan, "--focus")
    assert ids(udplan, "--search", "BOERNEHUSET mosebakken") == ids(udplan, "--search", "Børnehuset Mosebakken") != []


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("ungdom", "did you mean BUU (Børne- og Ungdomsudvalget)?"),
        ("fritidsudvalg", "did you mean KFU (Kultur- og Fritidsudvalget)?"),
        ("miljø", "did you mean TMU (Teknik- og Miljøudvalget)?"),
        ("mi", "several are like it: OEU (Økonomiudvalget), TMU (Teknik- og Miljøudvalget)"),
    ],
)
def test_a_value_that_is_like_some_lists_those_and_no_others(udplan: Udplan, value: str, hint: str) -> None:
    answer = udplan("list", "--udvalg", value)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(f"  hint: {hint}\n")


def test_an_unknown_value_lists_the_known_ones(udplan: Udplan) -> None:
    answer = udplan("list", "--udvalg", "XYZ")
    assert answer.code == 2
    assert answer.out == ""
    assert "--udvalg XYZ" in answer.err
    assert "BUU (Børne- og Ungdomsudvalget)" in answer.err


@pytest.mark.parametrize(
    "option", ["--type", "--omraade", "--ansvarlig", "--tema", "--strategi", "--fase", "--trafiklys"]
)
def test_every_coded_option_refuses_what_nobody_knows(udplan: Udplan, option: str) -> None:
    answer = udplan("list", option, "findes-ikke")
    assert answer.code == 2
    assert "known: " in answer.err


@pytest.mark.parametrize("form", ["table", "csv", "json", "yaml", "md", "ids"])
def test_closed_items_leave_no_trace_in_any_format(udplan: Udplan, form: str) -> None:
    public = udplan("list", "--plan", "2025-2028", "--format", form)
    internal = udplan("list", "--plan", "2025-2028", "--format", form, "--internal")
    for name in CLOSED:
        assert name in internal.out
        assert name not in public.out + public.err
    assert "2 closed items are left out" in public.err
    assert "INTERNAL" not in public.out + public.err
    assert "INTERNAL: closed items are shown" in internal.err
    assert "left out" not in internal.err


def test_a_closed_items_own_values_are_unknown_to_the_public(udplan: Udplan, example: Path) -> None:
    (closed,) = example.glob("plan/2025-2028/*/A101*.yaml")
    text = closed.read_text(encoding="utf-8")
    owner = next(line for line in text.splitlines() if line.startswith("ansvarlig:"))
    closed.write_text(text.replace(owner, "ansvarlig: Hemmelig enhed"), encoding="utf-8")
    answer = udplan("list", "--ansvarlig", "Hemmelig enhed")
    assert answer.code == 2
    assert "Hemmelig" not in answer.err.partition("known:")[2]
    assert ids(udplan, "--ansvarlig", "Hemmelig enhed", "--internal") == ["A101"]


def test_internal_by_environment(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UDPLAN_INTERNAL", "1")
    assert "A101" in ids(udplan)
    assert "A101" not in ids(udplan, "--public")


def test_csv_is_for_danish_excel(udplan: Udplan) -> None:
    answer = udplan("list", "--format", "csv")
    assert answer.out.startswith("\ufeffplan;id;type;titel;")
    assert "\r\n" in answer.out
    rows = list(csv.DictReader(io.StringIO(answer.out.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 60
    assert rows[0]["udvalg_navn"] == "Økonomiudvalget"


def test_json_and_yaml_hold_the_same(udplan: Udplan) -> None:
    from udplan.adapters.read.reader import read

    as_json = json.loads(udplan("list", "--format", "json").out)
    document = read(udplan("list", "--format", "yaml").out.encode())
    assert document.faults == ()
    assert document.data == as_json


def test_sorting_is_danish(udplan: Udplan, example: Path) -> None:
    folder = example / "plan/2025-2028/hensigtserklaeringer"
    for number, titel in ((901, "Ålborgvej"), (902, "Ærø"), (903, "Øer"), (904, "Zoo"), (905, "Aabenraa")):
        text = f"titel: {titel}\nudvalg: OEU\nansvarlig: X-enheden\nproces: Se på det.\nfase: ikke_startet\n"
        (folder / f"H{number}.yaml").write_text(text, encoding="utf-8")
    assert ids(udplan, "--ansvarlig", "X-enheden", "--sort", "titel") == ["H904", "H902", "H903", "H905", "H901"]


def test_what_is_kept_follows_the_files(udplan: Udplan, example: Path) -> None:
    before = ids(udplan)
    (gone,) = example.glob("plan/2025-2028/*/D101*.yaml")
    text = gone.read_text(encoding="utf-8")
    gone.unlink()
    assert ids(udplan) == before[1:]
    gone.write_text(text.replace("titel: ", "titel: Ny "), encoding="utf-8")
    assert "Ny " in udplan("list", "--format", "json").out


def test_a_broken_file_is_counted_and_the_others_are_listed(udplan: Udplan, example: Path) -> None:
    (broken,) = example.glob("plan/2025-2028/*/D101*.yaml")
    broken.write_text("titel: [", encoding="utf-8")
    answer = udplan("list", "--format", "ids")
    assert answer.code == 0
    assert "D101" not in answer.out
    assert "D102" in answer.out
    assert "1 file could not be read" in answer.err


def test_a_plan_file_that_cannot_be_read_is_counted(udplan: Udplan, example: Path) -> None:
    (example / "plan/2025-2028/plan.yaml").write_text("kommune: [", encoding="utf-8")
    for _run in range(2):
        assert "1 file could not be read" in udplan("list", "--format", "ids").err


def test_formulas_and_control_characters_do_no_harm(udplan: Udplan, example: Path) -> None:
    text = """titel: "=HYPERLINK(1)\\e[31m"\nudvalg: OEU\nansvarlig: "@a|b"\nproces: p\nfase: ikke_startet\n"""
    (example / "plan/2025-2028/hensigtserklaeringer/H999.yaml").write_text(text, encoding="utf-8")
    assert "\x1b" not in udplan("list").out
    assert "'=HYPERLINK" in udplan("list", "--format", "csv").out
    assert "@a\\|b" in udplan("list", "--format", "md").out


def test_markdown_means_what_the_title_says(udplan: Udplan, example: Path) -> None:
    text = 'titel: "~~nej~~ &lt; 5 *m*"\nudvalg: OEU\nansvarlig: A\nproces: p\nfase: ikke_startet\n'
    (example / "plan/2025-2028/hensigtserklaeringer/H999.yaml").write_text(text, encoding="utf-8")
    assert "\\~\\~nej\\~\\~ &amp;lt; 5 \\*m\\*" in udplan("list", "--format", "md").out


def test_an_empty_plan(udplan: Udplan, example: Path) -> None:
    for path in example.glob("plan/2025-2028/*/*.yaml"):
        path.unlink()
    answer = udplan("list")
    assert answer.code == 0
    assert "no items" in answer.err


def test_the_table_fits_the_width_given(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, udplan("list").out.splitlines())) <= 80
    monkeypatch.delenv("COLUMNS")
    assert max(map(len, udplan("list").out.splitlines())) > 80


def test_no_format_lets_a_text_steer_the_terminal(udplan: Udplan, example: Path) -> None:
    path = next(example.glob("plan/2025-2028/*/D101*.yaml"))
    text = path.read_text(encoding="utf-8")
    head, _titel, rest = text.partition("titel: ")
    path.write_text(f'{head}titel: "\\e[31m\\x9b\\x7f"\n{rest.partition(chr(10))[2]}', encoding="utf-8")
    path.rename(path.with_name("D101-\x1b[31m.yaml"))
    for form in ("table", "csv", "json", "md", "ids"):
        for command in (("list",), ("show", "D101")):
            answer = udplan(*command, "--format", form)
            assert answer.code == 0
            assert not {"\x1b", "\x9b", "\x7f"} & set(answer.out)
    assert json.loads(udplan("show", "D101", "--format", "json").out)["titel"] == "\x1b[31m\x9b\x7f"

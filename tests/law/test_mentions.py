"""A text of what is open that names a closed item is an error at its place, however and wherever it does."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from support.command import Udplan
from support.mentions import (
    CASE,
    CASES,
    CODES,
    NEAR_MISSES,
    NUMBER,
    NUMBERS,
    PLACES,
    TITLE,
    TITLES,
    Place,
    files_of,
    older_data,
    plan_data,
    texts_of_schema,
    where,
    with_items,
    with_texts,
)
from support.promises import mentions
from support.smallworlds import OLDER, PLAN, YEARS, item
from support.worlds import Files, write

DAY = ("--as-of", "2025-06-01")
ALONE = {"afhaenger_af", "afledt_drift_af", "viderefoert_fra", "til", "sag"}
"""Keys whose value is a number or a case and nothing more."""
NAMES = {"its number": NUMBER, "its title": TITLE, "its case": CASE}


def found_in(root: Path, files: Files, capture: pytest.CaptureFixture[str]) -> dict[str, set[int]]:
    """The lines of each file where a text names a closed item, as `check` has it."""
    answer = Udplan(write(root, files), capture)("check", *DAY, "--format", "json")
    lines: dict[str, set[int]] = {}
    for path, line, _severity in mentions(answer.out):
        lines.setdefault(path, set()).add(line or 0)
    return lines


def test_it_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = files_of({**plan_data(), **with_items([NUMBER], 200)})
    answer = Udplan(write(tmp_path, files), capsys)("check", *DAY, "--format", "json")
    assert [severity for _path, _line, severity in mentions(answer.out)] == ["error"]
    assert answer.code == 1


def item_path(number: int) -> str:
    return f"plan/{PLAN}/hensigtserklaeringer/H{number}.yaml"


@pytest.mark.parametrize("spellings", [NUMBERS, TITLES, CASES], ids=NAMES)
def test_it_is_found_however_it_is_written(
    spellings: Sequence[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = found_in(tmp_path, files_of({**plan_data(), **with_items(spellings, 200)}), capsys)
    missed = [text for number, text in enumerate(spellings, start=200) if item_path(number) not in found]
    assert missed == []


def test_what_only_looks_like_it_is_not_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bridge = {"anlaegsprojekter/A900.yaml": item("Ny bro", beloeb={**YEARS, 2025: 901})}
    data = {**plan_data(), **with_items(NEAR_MISSES, 200), **bridge}
    files = files_of(data) | files_of(older_data(), OLDER)
    assert found_in(tmp_path, files, capsys) == {}
    udplan = Udplan(tmp_path, capsys)
    for words in (("status", "--format", "md"), ("status", "--format", "html"), ("status", "--format", "md", "--plan",
                  OLDER), ("status", "--report", "anlaeg", "--format", "html")):  # fmt: skip
        answer = udplan(*words, *DAY)
        assert (answer.code, answer.err) == (0, ""), words


def test_what_only_looks_like_it_is_found_in_no_code_or_file_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, code in enumerate(("a9010", "ba901", "a901f3e", "kantine", "901", "r901")):
        data = with_texts(dict.fromkeys(CODES, code))
        assert found_in(tmp_path / str(number), files_of(data), capsys) == {}, code


@pytest.mark.parametrize("name", NAMES)
def test_it_is_found_wherever_it_is_written(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {place: NAMES[name] if ALONE & {*place.keys} else f"Om {NAMES[name]} nu" for place in PLACES}
    files = files_of(with_texts(texts))
    assert missed(texts, files, found_in(tmp_path, files, capsys)) == []


@pytest.mark.parametrize("code", ["a901", "A901", "om-a901", "salg-af-mosegaarden", "nyt-om-salg-af-mosegaarden"])
def test_it_is_found_in_codes_and_file_names(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = dict.fromkeys(CODES, code)
    files = files_of(with_texts(texts))
    assert missed(texts, files, found_in(tmp_path, files, capsys)) == []


def missed(texts: Mapping[Place, str], files: Files, found: Mapping[str, set[int]]) -> list[str]:
    """The places that were not found on a line of theirs."""
    places = {str(place): where(files, place, text) for place, text in texts.items()}
    return [name for name, (path, lines) in places.items() if not found.get(path, set()) & set(lines)]


def test_a_closed_item_may_name_itself_and_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = plan_data()
    for path in ("anlaegsprojekter/A901.yaml", "raaderumsforslag/R777.yaml"):
        data[path]["proces"] = f"{NUMBER}, {TITLE}, {CASE}, R777"
    assert found_in(tmp_path, files_of(data), capsys) == {}


def test_an_item_that_cannot_be_read_may_be_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So no paper names it; `check` tells of the file alone, and blames no other for it."""
    files = files_of({**plan_data(), **with_items([NUMBER], 200)})
    files[f"{PLAN}/anlaegsprojekter/A901.yaml"] = 'titel: "Salg\n'
    assert found_in(tmp_path, files, capsys) == {}
    assert Udplan(tmp_path, capsys)("status", *DAY, "--format", "md").code == 1


def test_the_closed_item_of_another_plan_is_found_by_its_full_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = {**older_data(), "anlaegsprojekter/A555.yaml": plan_data()["anlaegsprojekter/A901.yaml"]}
    data = with_items([f"{OLDER}/A555", "A555", "A556"], 200)
    open_plan = {path: each for path, each in plan_data().items() if "lukket" not in each}
    found = found_in(tmp_path, files_of({**open_plan, **data}) | files_of(older, OLDER), capsys)
    assert {item_path(200), item_path(201)} <= set(found)
    assert item_path(202) not in found


# What the tests above stand on


def test_every_text_of_an_item_is_a_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(Udplan(write(tmp_path, files_of(plan_data())), capsys)("schema").out)
    known = {tuple(key for key in place.keys if isinstance(key, str)) for place in PLACES}
    assert set(texts_of_schema(schema)) - known == {("lukket", "begrundelse")}


def test_the_plan_with_the_places_is_one_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found_in(tmp_path, files_of(plan_data()) | files_of(older_data(), OLDER), capsys) == {}
    answer = Udplan(tmp_path, capsys)("list", "--plan", "all", "--internal", "--format", "ids")
    assert len(answer.out.split()) == 8

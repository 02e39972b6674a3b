"""The law: what is public equals, byte for byte, what it would be if the closed items did not exist.

Whatever a workspace holds, each public command answers the same as in that workspace without its closed files: on
stdout, on stderr, in files and with its exit code. Only how many items are left out may be said.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from support.canaries import canaries_in, generated
from support.command import Udplan
from support.outputs import DAY, GROUPS, Arguments, a_few, every_report, fails, lists, overviews, papers, shown
from support.promises import without_numbers
from support.smallworlds import WORLDS
from support.worlds import Pair, breaches, pair, said

THOROUGH = {"one of each": WORLDS["one of each"], "generated 1": generated(1)}
AWKWARD = {name: world for name, world in WORLDS.items() if name not in ("one of each", "example")}
MORE = {f"generated {seed}": generated(seed) for seed in range(2, 10)}
ALL = {**WORLDS, **THOROUGH, **MORE}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    """Every workspace on disk, with its closed files and without them."""
    return {name: pair(world, tmp_path_factory.mktemp("lov")) for name, world in ALL.items()}


def assert_lawful(pair: Pair, capture: pytest.CaptureFixture[str], commands: Iterable[Arguments]) -> None:
    udplan = Udplan(Path(), capture)
    found = [each for words in commands for each in breaches(pair, udplan, *words)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", THOROUGH)
def test_what_is_public_is_what_it_would_be_without_the_closed_files(
    name: str, group: str, made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str]
) -> None:
    assert_lawful(made[name], capsys, GROUPS[group](ALL[name]))


@pytest.mark.parametrize("name", AWKWARD)
def test_it_is_so_of_what_is_awkward_to_hide(
    name: str, made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str]
) -> None:
    world = ALL[name]
    assert_lawful(made[name], capsys, [*a_few(world), *lists(world), *shown(world), *every_report(world)])


@pytest.mark.parametrize("name", MORE)
def test_it_is_so_whatever_the_plan(name: str, made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str]) -> None:
    assert_lawful(made[name], capsys, a_few(MORE[name]))


def test_it_is_so_of_the_plan_that_udplan_comes_with(
    made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str]
) -> None:
    world = ALL["example"]
    assert_lawful(made["example"], capsys, [("status",), *a_few(world), *every_report(world)])


@pytest.mark.parametrize("width", ["80", "120"])
@pytest.mark.parametrize("name", THOROUGH)
def test_it_is_so_at_every_width(
    name: str, width: str, made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    commands = [*overviews(ALL[name]), ("list", *DAY), ("list", *DAY, "--plan", "all")]
    assert_lawful(made[name], capsys, commands)


def test_it_is_so_in_danish(
    made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UDPLAN_LANG", "da")
    assert_lawful(made["generated 1"], capsys, [*overviews(ALL["generated 1"]), *a_few(ALL["generated 1"])])


# What the tests above stand on


@pytest.mark.parametrize("name", THOROUGH)
def test_the_closed_items_are_found_where_they_are_shown(
    name: str, made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of words that no internal output says, the law would say nothing."""
    udplan, world = Udplan(made[name].whole, capsys), ALL[name]
    commands = (("list", "--plan", "all"), *every_report(world))
    internal = "".join(udplan(*words, "--internal").out for words in commands)
    assert len(canaries_in(internal, world.words)) > 25
    public = "".join(udplan(*words).out for words in commands)
    assert canaries_in(public, world.words) == []


def test_every_paper_and_list_can_be_made(made: Mapping[str, Pair], capsys: pytest.CaptureFixture[str]) -> None:
    """Two answers that are the same error would be equal too."""
    udplan = Udplan(made["one of each"].public, capsys)
    for words in (*papers(ALL["one of each"]), *lists(ALL["one of each"])):
        answer = said(udplan, *words).answer
        assert (answer.code == 0) != fails(words), f"{words}: {answer.err}"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("3 items\n2 closed items are left out\n", "3 items\n"),
        ("- Version: 1\n- 1 lukket emne er udeladt\n\nMere\n", "- Version: 1\n\nMere\n"),
        ("- Version: 1\n- Lukkede emner: 1 lukket emne er udeladt\n\nMere\n", "- Version: 1\n\nMere\n"),
        ('{"a": [{"ord": "Lukkede emner", "linjer": [["1 lukket emne er udeladt"]]}, 1]}', '{\n "a": [\n  1\n ]\n}'),
        ("a\n    <div><dt>Lukkede emner</dt><dd>2 lukkede emner er udeladt</dd></div>\n</dl>\n", "a\n</dl>\n"),
        ("Version: 1. 12 lukkede emner er udeladt. Slut", "Version: 1. Slut"),
        ("4 items · 25 % finished · 1 closed item is left out\n", "4 items · 25 % finished\n"),
        ('{"a": 1, "lukkede": 2, "b": {"closed": "2 closed items are left out"}}', '{\n "a": 1,\n "b": {}\n}'),
        ("A901 er udeladt\n", "A901 er udeladt\n"),
        ("2 lukkede bilag er udeladt.\n", "2 lukkede bilag er udeladt.\n"),
        ('{"lukkede": "A901"}', '{\n "lukkede": "A901"\n}'),
        ("Af 4 emner er 2 lukkede\n", "Af 4 emner er 2 lukkede\n"),
    ],
)
def test_nothing_but_how_many_is_set_aside(text: str, left: str) -> None:
    assert without_numbers(text) == left


@pytest.mark.parametrize(
    "text",
    ["qvåx", "QVÅX", "qv&aring;x", "qv&#229;x", r"qv\u00e5x", "qv\u00adåx", "q<b>v</b>åx", "qv\nåx", "se qvåxen"],
)
def test_a_word_is_found_however_an_output_writes_it(text: str) -> None:
    assert canaries_in(text, ["qvåx"]) == ["qvåx"]
    assert canaries_in(text, ["qvåy"]) == []

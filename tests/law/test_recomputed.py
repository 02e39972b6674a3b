"""Every count, sum and sentence with a number in the papers is what the YAML files say, computed without udplan's code.

The money of `raaderum` and `anlaeg` is computed anew by the tests of those papers.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from support.chanceplans import FIRST, KINDS, PLAN, SECOND, write_plan
from support.command import Udplan
from support.recomputed import (
    LIVE,
    STATES,
    TYPES,
    Item,
    Recomputed,
    danish,
    emner,
    ids,
    number,
    share,
    span_of,
    state_of,
    together,
)

EXAMPLE = Path(__file__).parents[2]
SEEDS = range(20)
ROUNDS = [("2024-11", FIRST, None), ("2025-05", SECOND, FIRST)]
WORKSPACES = [f"{KINDS[seed % len(KINDS)]} {seed}" for seed in SEEDS]

Section = dict[str, Any]


class Paper:
    """A paper as JSON and as Markdown, so that both are held to the same numbers."""

    def __init__(self, udplan: Udplan, plan: str, round_: str, name: str, *more: str) -> None:
        words = ("status", "--plan", plan, "--round", round_, "--report", name, *more, "--format")
        data, markdown = udplan(*words, "json"), udplan(*words, "md")
        assert (data.code, markdown.code) == (0, 0), data.err + markdown.err
        self.data: dict[str, Any] = json.loads(data.out)["papir"]
        self.markdown = " ".join(re.sub(r"\*\*|\\", "", markdown.out).split())

    def section(self, name: str) -> Section:
        found: Section = next(each for each in self.data["afsnit"] if each["navn"] == name)
        return found

    def blocks(self, name: str, art: str) -> list[dict[str, Any]]:
        return [each for each in self.section(name)["blokke"] if each["art"] == art]

    def figures(self, name: str) -> dict[str, tuple[Any, str]]:
        (band,) = self.blocks(name, "noegletal")
        told = {each["ord"]: (each["tal"], each["note"]) for each in band["tal"]}
        for word, (count, note) in told.items():
            line = f"- {word}: {number(count)}" + (f" ({note})" if note else "")
            assert " ".join(line.split()) in self.markdown
        return told

    def texts(self, name: str) -> list[str]:
        told = ["".join(_words(part) for part in each["linje"]) for each in self.blocks(name, "tekst")]
        for text in told:
            assert " ".join(text.split()) in self.markdown
        return told

    def tables(self, name: str) -> list[list[list[Any]]]:
        return [[row["celler"] for row in each["raekker"]] for each in self.blocks(name, "tabel")]


def _words(part: Any) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(map(_words, part))
    return _words(part.get("tekst") or part.get("nr") or part.get("ord") or "")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for seed, name in zip(SEEDS, WORKSPACES, strict=True):
        found[name] = tmp_path_factory.mktemp("tal") / "w"
        write_plan(found[name], seed)
    return found


@pytest.fixture(params=["example", *WORKSPACES])
def workspace(request: pytest.FixtureRequest, made: dict[str, Path]) -> Path:
    return EXAMPLE if request.param == "example" else made[request.param]


@pytest.fixture(params=ROUNDS, ids=[name for name, _day, _since in ROUNDS])
def case(
    request: pytest.FixtureRequest, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[Udplan, str, Recomputed]:
    name, day, since = request.param
    return Udplan(workspace, capsys), name, Recomputed(workspace / "plan" / PLAN, day, since)


Case = tuple[Udplan, str, Recomputed]


def test_the_half_yearly_status(case: Case) -> None:
    udplan, name, facts = case
    _assert_status(Paper(udplan, PLAN, name, "halvaarsstatus"), facts)


def test_each_committees_status(case: Case) -> None:
    udplan, name, facts = case
    for code in sorted({item["udvalg"] for item in facts.items}):
        own = Recomputed(facts.folder, facts.day, facts.since, only=code)
        paper = Paper(udplan, PLAN, name, "udvalg", "--udvalg", code)
        _assert_status(paper, own)
        coming = [
            each
            for item in facts.items
            for each in item.get("behandling", [])
            if each["udvalg"] == code and facts.undecided(each) and not facts.passed(each["hvornaar"])
        ]
        assert sum(len(rows) for rows in paper.tables("sager")) == len(coming)


def _assert_status(paper: Paper, facts: Recomputed) -> None:
    live, done = len(facts.live()), facts.counts(facts.items)[1]
    dropped = sum("udgaaet" in item for item in facts.items)
    note = ""
    if live + done:
        note = f"{share(done, live + done)} af {emner(live + done)}" + (", der ikke er udgået" if dropped else "")
        if new := len(facts.ended_since("afsluttet")):
            note += f"; {number(new)} {'ny' if new == 1 else 'nye'} siden sidst"
    of_live = f"af {number(live)} {'uafsluttet emne' if live == 1 else 'uafsluttede emner'}" if live else ""
    assert paper.figures("noegletal") == {
        "Emner i alt": (
            len(facts.items),
            f"{number(live) if live else 'ingen'} er {'uafsluttet' if live == 1 else 'uafsluttede'}",
        ),
        "Afsluttet (X)": (done, note),
        "Rødt lys": (len(facts.lit("roed")), of_live),
        "Gult lys": (len(facts.lit("gul")), of_live),
        "Frist overskredet": (len(facts.overdue()), of_live),
        "Ikke opdateret": (len(facts.stale()), of_live),
    }
    (progress,) = paper.tables("fremdrift")
    rows = [[label, *facts.counts(facts.of_type(kind))] for kind, label in TYPES.items()]
    assert progress == [*rows, ["I alt", *facts.counts(facts.items)]]
    for bars in paper.blocks("fremdrift", "bjaelker"):
        for bar in bars["bjaelker"]:
            kind = next(kind for kind, label in TYPES.items() if label == bar["ord"])
            states = Counter(map(state_of, facts.of_type(kind)))
            assert bar["antal"] == emner(len(facts.of_type(kind)))
            assert {part["tilstand"]: part["antal"] for part in bar["dele"]} == states
    _assert_attention(paper, facts)
    _assert_news(paper, facts)
    _assert_money(paper, facts)
    for kind in TYPES:
        items = facts.of_type(kind)
        if items:
            finished = sum("afsluttet" in item for item in items)
            title = f"{emner(len(items))}, heraf {finished or 'ingen'} afsluttet (X)"
            assert paper.blocks(kind, "tabel")[0]["titel"].split(". ")[0] == title
            assert title in paper.markdown
            assert len(paper.blocks(kind, "emneblok")) == len(items)


def _assert_attention(paper: Paper, facts: Recomputed) -> None:
    rows = [row for table in paper.tables("opmaerksomhed") for row in table]
    assert {row[0][0]["nr"] for row in rows} == facts.attention()
    assert (paper.section("opmaerksomhed")["antal"] or 0) == len(facts.attention())
    if rows:
        assert f"## Kræver opmærksomhed ({len(rows)})" in paper.markdown
    reasons = Counter(_words(line).split(":")[0] for row in rows for line in row[2]["linjer"])
    assert reasons["Rød"] == len(facts.lit("roed"))
    assert reasons["Frist overskredet"] == len(facts.overdue())
    assert reasons["Milepæl ikke nået"] == len(facts.missed())


def _assert_news(paper: Paper, facts: Recomputed) -> None:
    told = {
        "Afsluttet": len(facts.ended_since("afsluttet")),
        "Udgået": len(facts.ended_since("udgaaet")),
        "Flyttet frist": len(facts.moved_since()),
    }
    headings = {each["tekst"]: each["antal"] for each in paper.blocks("aendringer", "overskrift")}
    assert headings == {word: count for word, count in told.items() if count}
    if headings:
        many = {"Afsluttet": "afsluttede", "Udgået": "udgåede", "Flyttet frist": "flyttede frister"}
        counted = {word: word.lower() if count == 1 else many[word] for word, count in told.items() if count}
        counters = " · ".join(f"{number(told[word])} {one}" for word, one in counted.items())
        assert paper.texts("aendringer")[-1] == counters


def _assert_money(paper: Paper, facts: Recomputed) -> None:
    years, group = facts.settings["budgetaar"], ""
    for table in paper.tables("oekonomi"):
        for word, *amounts in table:
            if not amounts:
                group = word
            label, _comma, side = group.partition(", ")
            kind = next((kind for kind, each in TYPES.items() if each == label), None)
            if kind is None or not amounts:
                continue
            agreed = [facts.agreed(kind, year, side) for year in years]
            expected = [facts.expected(kind, year, side) for year in years]
            assert (
                amounts
                == {
                    "Aftalt": agreed,
                    "Forventet": expected,
                    "Afvigelse": [one - other for one, other in zip(expected, agreed, strict=True)],
                    "Realiseret": [facts.realised(kind, year, side) for year in years],
                }[word]
            )


def test_the_case_paper(case: Case) -> None:
    udplan, name, facts = case
    paper = Paper(udplan, PLAN, name, "sagsfremstilling")
    texts = [text for text in paper.texts("sagsfremstilling") if not text.startswith("(mangler")]
    followed = sum(bool(item.get("direktionsfokus")) for item in facts.live())
    themes = facts.settings.get("temaer", {})
    themed = {code: [item for item in facts.items if code in item.get("temaer", [])] for code in themes}
    expected = [
        *([_parts(facts)] if facts.items else []),
        *([f"{emner(followed)} følges månedligt af direktionen."] if followed else []),
        *(["Planens tværgående temaer og de emner, der hører til dem:"] if any(themed.values()) else []),
        *filter(None, [_finished(facts)]),
        f"{facts.since_sentence()} {facts.state_sentences()}".strip() if facts.items else facts.state_sentences(),
    ]
    assert texts == expected
    if facts.items:
        (table,) = paper.tables("sagsfremstilling")
        columns = [facts.counts(facts.of_type(kind))[1:] for kind in TYPES]
        assert [row[1:] for row in table] == [list(row) for row in zip(*columns, strict=True)]
    points = [point for each in paper.blocks("sagsfremstilling", "liste") for point in each["punkter"]]
    assert [len(point["under"]) for point in points] == [len(items) for items in themed.values() if items]
    _assert_difference(paper, facts)


def _parts(facts: Recomputed) -> str:
    words = {
        "driftsaendringer": ("driftsændring", "driftsændringer"), "raaderumsforslag": ("råderumsforslag",) * 2,
        "anlaegsprojekter": ("anlægsprojekt", "anlægsprojekter"),
        "hensigtserklaeringer": ("hensigtserklæring", "hensigtserklæringer"),
    }  # fmt: skip
    counted = []
    for kind, (one, many) in words.items():
        count = len(facts.of_type(kind))
        if count:
            counted.append(f"{count} {one if count == 1 else many}")
    told = f"Udmøntningsplanen, opgjort pr. {danish(facts.day)}, består af {emner(len(facts.items))}:"
    told += f" {together(counted)}."
    if facts.closed:
        told += f" {facts.closed} {'lukket emne' if facts.closed == 1 else 'lukkede emner'} i planen er ikke talt med."
    agreement = facts.settings["aftale"]
    points = set(agreement["punkter"])
    carried = {point for item in facts.items for point in _listed(item.get("aftalepunkt", []))} & points
    if carried == points:
        return f"{told} Samtlige {len(points)} punkter i {agreement['dokument']} indgår."
    return f"{told} {len(carried) or 'Ingen'} af de {len(points)} punkter i {agreement['dokument']} indgår."


def _finished(facts: Recomputed) -> str:
    running = [item["id"] for item in facts.items if "afsluttet" in item and "afledt_drift_af" in item]
    told = facts.finished_sentence()
    costing = {item["afledt_drift_af"] for item in facts.items if item["id"] in running}
    projects = "et anlægsprojekt" if len(costing) == 1 else "anlægsprojekter"
    return f"{told} Blandt de afsluttede er afledt drift af {projects}{ids(running)}." if running else told


def _assert_difference(paper: Paper, facts: Recomputed) -> None:
    years = facts.settings["budgetaar"]
    for table in paper.tables("oekonomi"):
        for word, *amounts in table:
            label, _comma, side = word.partition(", ")
            kind = next(kind for kind, each in TYPES.items() if each == label)
            expected = [facts.expected(kind, year, side) for year in years]
            assert amounts == [one - facts.agreed(kind, year, side) for one, year in zip(expected, years, strict=True)]


def test_what_is_left(case: Case) -> None:
    udplan, name, facts = case
    paper = Paper(udplan, PLAN, name, "restliste")
    live = facts.live()
    assert paper.figures("noegletal") == {
        "Uafsluttede emner": (len(live), ""),
        "Frist overskredet": (len(facts.overdue()), ""),
        "Frist flyttet mindst én gang": (sum("fristaendringer" in item for item in live), ""),
        "Rødt lys": (len(facts.lit("roed")), ""),
        "Gult lys": (len(facts.lit("gul")), ""),
        "Ikke opdateret": (len(facts.stale()), ""),
    }
    ended = {word: sum(state_of(item) == state for item in facts.items) for state, word in STATES.items()
             if state not in LIVE}  # fmt: skip
    states = [f"{number(count)} {word.lower()}" for word, count in ended.items() if count]
    if states:
        told = f"{emner(sum(ended.values()))} står ikke på listen: {together(states)}."
        if len(states) == 1:
            told = f"{emner(sum(ended.values()))} er {states[0].split(' ')[1]} og står ikke på listen."
        assert paper.texts("noegletal")[0].startswith(told)
    endless = [item for item in live if "frist" not in item or span_of(item["frist"])[1] is None]
    sizes = {"overskredet": len(facts.overdue()), "uden-frist": len(endless)}
    sizes["kommende"] = len(live) - sum(sizes.values())
    assert {each: sum(map(len, paper.tables(each))) for each in sizes} == sizes
    for row in (row for table in paper.tables("overskredet") for row in table):
        late = next(item for item in facts.overdue() if item["id"] == row[0][0]["nr"])
        end = span_of(late["frist"])[1]
        assert end is not None
        days = (facts.day - end).days
        assert f"Overskredet {number(days)} {'dag' if days == 1 else 'dage'}" in map(_words, row[4]["linjer"])
    for table in paper.tables("ansvarlige"):
        for who, *counts in table:
            own = [item for item in live if who in ("I alt", item["ansvarlig"])]
            names = {item["id"] for item in own}
            some = (facts.overdue(), facts.lit("roed"), facts.lit("gul"), facts.stale())
            assert counts == [len(own), *(sum(item["id"] in names for item in each) for each in some)]


def test_the_directors_page(case: Case) -> None:
    udplan, name, facts = case
    paper = Paper(udplan, PLAN, name, "direktion")

    def focused(items: list[Item]) -> int:
        return sum(bool(item.get("direktionsfokus")) for item in items)

    assert {word: count for word, (count, _note) in paper.figures("noegletal").items()} == {
        "Uafsluttede emner i fokus": focused(facts.live()),
        "Rødt lys": focused(facts.lit("roed")),
        "Gult lys": focused(facts.lit("gul")),
        "Frist overskredet": focused(facts.overdue()),
        "Ikke opdateret": focused(facts.stale()),
    }
    done = {word: focused([item for item in facts.items if state in item])
            for state, word in (("afsluttet", "afsluttet (X)"), ("udgaaet", "udgået"))}  # fmt: skip
    states = [f"{emner(count)} {word}" for word, count in done.items() if count]
    told = [f"Blandt emnerne i fokus er {together(states)}."] if states else []
    if outside := [item["id"] for item in facts.lit("roed") if not item.get("direktionsfokus")]:
        told.append(f"Uden for direktionens fokus har {together(outside)} rødt lys.")
    nothing = "Ingen uafsluttede emner er i direktionens fokus."
    assert [text for text in paper.texts("emner") if text != nothing] == told
    assert sum(map(len, paper.tables("emner"))) == focused(facts.live())


def test_the_changes(case: Case) -> None:
    udplan, name, facts = case
    if facts.since is None:
        return
    paper = Paper(udplan, PLAN, name, "aendringer")
    counted = {
        "Afsluttet (X)": len(facts.ended_since("afsluttet")),
        "Udgået": len(facts.ended_since("udgaaet")),
        "Flyttet frist": len(facts.moved_since()),
    }
    if any(counted.values()):
        assert {word: count for word, (count, _note) in paper.figures("sammenfatning").items()} == counted
    sections = {each["titel"]: each["antal"] for each in paper.data["afsnit"][1:]}
    words = {"Afsluttet (X)": "Afsluttet"}
    assert sections == {words.get(word, word): count for word, count in counted.items() if count}


def test_the_year_ahead(case: Case) -> None:
    udplan, name, facts = case
    paper = Paper(udplan, PLAN, name, "aarshjul")
    ends = list(_ends(facts))
    near = [end for end in ends if facts.day <= end <= facts.day + timedelta(days=365)]
    later = sum(end > facts.day + timedelta(days=365) for end in ends)
    assert sum(map(len, paper.tables("frister"))) == len(near)
    told = f"{number(later)} {'frist eller milepæl' if later == 1 else 'frister og milepæle'} ligger senere."
    assert [text for text in paper.texts("frister") if "senere" in text] == ([told] if later else [])
    passed = sum(end < facts.day for end in ends)
    treated = [each for item in facts.live() for each in item.get("behandling", [])
               if facts.undecided(each) and facts.passed(each["hvornaar"])]  # fmt: skip
    assert sum(map(len, paper.tables("passerede"))) == passed + len(treated)


def _ends(facts: Recomputed) -> Iterator[date]:
    for item in facts.live():
        steps = [step["hvornaar"] for step in item.get("milepaele", []) if "naaet" not in step]
        for time in ([item["frist"]] if "frist" in item else []) + steps:
            if (end := span_of(time)[1]) is not None:
                yield end


def test_the_involvement(case: Case) -> None:
    udplan, name, facts = case
    paper = Paper(udplan, PLAN, name, "med")
    asked = [item for item in facts.items if item.get("inddragelse")]
    times = sum(len(item["inddragelse"]) for item in asked)
    told = "Der er ikke registreret inddragelse i noget emne."
    if asked:
        told = f"Der er registreret inddragelse i {len(asked)} af {emner(len(facts.items))}, i alt {times} "
        told += "gang." if times == 1 else "gange."
    assert paper.texts("oversigt")[0] == told
    organs = Counter(each["organ"] for item in asked for each in item["inddragelse"])
    names = facts.settings["organer"]
    sections = {each["titel"]: each["antal"] for each in paper.data["afsnit"] if each["navn"].startswith("organ-")}
    assert sections == {names[code]: count for code, count in organs.items()}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

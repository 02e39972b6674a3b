"""Rendering: nothing a plan says can break a page, templates can be replaced, and their faults are located.

`UDPLAN_GOLDEN=1` (make golden) rewrites the golden files instead of comparing them.
"""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from udplan.adapters.loader import load
from udplan.adapters.render import known_reports, render
from udplan.adapters.sources import WorkTree
from udplan.domain.emne import Emne
from udplan.domain.plan import Plan, Workspace
from udplan.domain.settings import Settings
from udplan.ground.errors import UdplanError, UsageFault
from udplan.pure.news import News, plain_data
from udplan.pure.report import direktion, halvaarsstatus
from udplan.pure.report.parts import ReportRequest

AS_OF = date(2025, 5, 31)
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
WORKSPACE = load(WorkTree(GOLDEN)).workspace
PLAN = WORKSPACE.by_name["2025-2028"]
REPORTS: dict[str, Any] = {"halvaarsstatus": halvaarsstatus.build, "direktion": direktion.build}
OUTPUTS = [(name, suffix) for name in REPORTS for suffix in ("html", "md")]
NEWS = (
    News(PLAN.by_id["D101"].ref, "Flere pædagoger", "finished", "X: afsluttet 20. maj 2025"),
    News(PLAN.by_id["R101"].ref, "Central flådestyring", "moved", "frist flyttet fra 1. kvartal 2025 til 15. maj 2025"),
    News(PLAN.by_id["R101"].ref, "Central flådestyring", "text", "status ændret"),
)
REQUEST = ReportRequest(
    AS_OF, "runde 2025-05, a1b2c3d", round=PLAN.rounds_by_name["2025-05"], since_label="runde 2024-11", news=NEWS
)


@pytest.mark.parametrize(("name", "suffix"), OUTPUTS)
def test_golden(name: str, suffix: str) -> None:
    text = render(REPORTS[name](PLAN, WORKSPACE, REQUEST), name, suffix, ROOT)
    path = GOLDEN / f"{name}.{suffix}"
    if os.environ.get("UDPLAN_GOLDEN") == "1":
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_bytes().decode("utf-8")


EVIL = '</td></style><script>alert("1")</script> | <b>&lt;'


def evil(value: Any, key: str = "") -> Any:
    """Plain data with the evil text in every free text, in a Markdown text beside an emphasis."""
    if isinstance(value, dict):
        return {inner_key: evil(inner, inner_key) for inner_key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [evil(inner, key) for inner in value]
    if isinstance(value, str) and key in FREE:
        return f"{key} *x* {EVIL}" if key in ("proces", "status", "beskrivelse", "snitflade") else f"{key} {EVIL}"
    return value


TEXT_KEYS = "beskrivelse proces status snitflade tekst afhjaelpning aarsag hvad grundlag beslutning begrundelse"
NAME_KEYS = "titel ansvarlig medansvarlige finansiering sag kommune prisniveau navn 1.1"
FREE = frozenset(f"{TEXT_KEYS} {NAME_KEYS}".split())


def evil_workspace() -> tuple[Plan, Workspace]:
    items = []
    for item in PLAN.items:
        items.append(replace(item, emne=Emne.model_validate(evil(plain_data(item)))))
    assert PLAN.settings is not None
    settings = Settings.model_validate(evil(PLAN.settings.model_dump(exclude_unset=True)))
    plan = replace(PLAN, items=tuple(items), settings=settings)
    return plan, Workspace((plan,))


@pytest.mark.parametrize("internal", [False, True])
@pytest.mark.parametrize(("name", "suffix"), OUTPUTS)
def test_every_text_is_escaped(name: str, suffix: str, internal: bool) -> None:
    plan, workspace = evil_workspace()
    news = tuple(News(item.ref, EVIL, "moved", EVIL) for item in plan.items)
    request = ReportRequest(AS_OF, EVIL, internal, None, EVIL, news, None, EVIL)
    text = render(REPORTS[name](plan, workspace, request), name, suffix, ROOT)
    assert "<script" not in text
    assert "<b>&" not in text
    assert text.count("</style>") == (1 if suffix == "html" else 0)
    assert "alert" in text
    if suffix == "md":
        # Every row of a table has as many cells as its head.
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(widths) == 1, block


@pytest.mark.parametrize("name", list(REPORTS))
def test_html_stands_alone(name: str) -> None:
    text = render(REPORTS[name](PLAN, WORKSPACE, REQUEST), name, "html", ROOT)
    assert text.startswith('<!DOCTYPE html>\n<html lang="da">')
    assert text.count("<h1>") == 1
    assert not re.search(r"<(?:script|link|img|iframe|object)|url\((?!#)|@import", text)
    assert re.findall(r' (?:src|srcset|action)="', text) == []
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_x_and_light_are_words_without_any_style() -> None:
    text = render(REPORTS["halvaarsstatus"](PLAN, WORKSPACE, REQUEST), "halvaarsstatus", "html", ROOT)
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
    words = " ".join(bare.split())
    assert "X D101" in words
    assert "I gang ■ Rød Frist overskredet" in words


def test_the_start_is_printed_where_it_is_given() -> None:
    started = replace(
        PLAN.by_id["A101"], emne=PLAN.by_id["A101"].emne.model_copy(update={"start": PLAN.by_id["R101"].emne.frist})
    )
    plan = replace(PLAN, items=(started,))
    for suffix, words in (("html", '<p class="meta">Start: 15. maj 2025</p>'), ("md", "<br>Start: 15. maj 2025")):
        text = render(REPORTS["halvaarsstatus"](plan, Workspace((plan,)), REQUEST), "halvaarsstatus", suffix, ROOT)
        assert text.replace("\u00a0", " ").count(words) == 1


@pytest.mark.parametrize(("name", "suffix"), OUTPUTS)
def test_news_from_dates_only_is_told_as_such(name: str, suffix: str) -> None:
    dates = "Bygger på datoerne i filerne"
    text = render(REPORTS[name](PLAN, WORKSPACE, replace(REQUEST, only_dates=True)), name, suffix, ROOT)
    assert text.count(dates) == 1
    assert "Central flådestyring" in text.partition(dates)[2]
    assert dates not in render(REPORTS[name](PLAN, WORKSPACE, REQUEST), name, suffix, ROOT)


def own_template(root: Path, name: str, text: str) -> Path:
    (root / "templates").mkdir(exist_ok=True)
    path = root / "templates" / name
    path.write_text(text, "utf-8")
    return path


def test_a_workspaces_own_template_wins(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "Egen: {{ rapport.head.kommune }}")
    report = REPORTS["direktion"](PLAN, WORKSPACE, REQUEST)
    assert render(report, "direktion", "md", tmp_path) == "Egen: Prøvekøbing Kommune\n"
    assert "<html" in render(report, "direktion", "html", tmp_path)


def test_a_new_report_is_a_new_template(tmp_path: Path) -> None:
    own_template(tmp_path, "kort.txt.j2", "{{ rapport.head.titel }}")
    assert known_reports(tmp_path)["kort"] == ("txt",)
    assert "_base" not in known_reports(tmp_path)


def test_an_own_partial_replaces_the_shipped_one(tmp_path: Path) -> None:
    own_template(tmp_path, "_stil.css.j2", "body { color: #123456 }")
    text = render(REPORTS["direktion"](PLAN, WORKSPACE, REQUEST), "direktion", "html", tmp_path)
    assert "#123456" in text
    assert "--accent" not in text


def test_undefined_names_are_located(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "Et\nto {{ rapport.head.kommunne }}\n")
    with pytest.raises(UdplanError, match=r"^templates/direktion\.md\.j2:2: .*kommunne"):
        render(REPORTS["direktion"](PLAN, WORKSPACE, REQUEST), "direktion", "md", tmp_path)


def test_syntax_faults_are_located(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "Et\n{% for x %}\n")
    with pytest.raises(UdplanError, match=r"^templates/direktion\.md\.j2:2: "):
        render(REPORTS["direktion"](PLAN, WORKSPACE, REQUEST), "direktion", "md", tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% include 'findes_ikke' %}", "findes_ikke"),
        ("{{ 1 / 0 }}", "1: .*division"),
        ("{{ rapport.head.__class__ }}", "1: .*unsafe"),
        ("{{ rapport.nyheder.append(1) }}", "1: "),
        ("{{ rapport.emner | sum }}", "1: "),
        ("{% include 'direktion.md.j2' %}", "recursion"),
        ("{{ ''.encode('x') }}", "1: .*encoding"),
        ("{{ 'x' | truncate(-5) }}", "1: "),
        ("{% extends 3 %}", "1: "),
        ("{% include '/etc/passwd' %}", "uses /etc/passwd, which does not exist"),
    ],
)
def test_other_faults_are_the_templates_too(tmp_path: Path, text: str, words: str) -> None:
    own_template(tmp_path, "direktion.md.j2", text)
    with pytest.raises(UdplanError, match=words):
        render(REPORTS["direktion"](PLAN, WORKSPACE, REQUEST), "direktion", "md", tmp_path)


def test_a_template_in_another_encoding_is_named(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "").write_bytes("æ".encode("latin-1"))
    with pytest.raises(UdplanError, match=r"direktion\.md\.j2"):
        render(REPORTS["direktion"](PLAN, WORKSPACE, REQUEST), "direktion", "md", tmp_path)


@pytest.mark.parametrize(("name", "suffix"), [("findes-ikke", "html"), ("../x", "html"), ("_base", "html")])
def test_an_unknown_report_lists_the_known(name: str, suffix: str) -> None:
    with pytest.raises(UsageFault) as caught:
        render(None, name, suffix, ROOT)
    assert "direktion, halvaarsstatus" in caught.value.hint


def test_an_unknown_format_lists_the_known() -> None:
    with pytest.raises(UsageFault) as caught:
        render(None, "direktion", "odt", ROOT)
    assert "html, md" in caught.value.hint


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_no_character_of_a_text_steers_the_reader(tmp_path: Path, suffix: str) -> None:
    own_template(tmp_path, f"direktion.{suffix}.j2", "{{ rapport }}\n")
    assert render("a\x1b[31m\x9b\u202e\udcffæ\u00ad\u00a0b", "direktion", suffix, tmp_path).count("\ufffd") == 4

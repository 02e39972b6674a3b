"""Rendering: nothing a plan says can break a page, templates can be replaced, and their faults are located.

`UDPLAN_GOLDEN=1` (make golden) rewrites the golden files instead of comparing them.
"""

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.reports import AS_OF, PLAN, ROOT, like, report, round_of, with_settings
from udplan.adapters.printers.jinja import known_formats, render
from udplan.adapters.read.templates import TemplateFile, template_files
from udplan.domain.plan import Plan
from udplan.ground.errors import UdplanError, UsageFault
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import News
from udplan.usecases.reports import REPORTS

GOLDEN = ROOT / "tests" / "golden"
OUTPUTS = [(name, suffix) for name in REPORTS for suffix in ("html", "md")]
NEWS = (
    News(PLAN.by_id["D101"].ref, "Flere pædagoger", "finished", "X: afsluttet 20. maj 2025"),
    News(PLAN.by_id["R101"].ref, "Central flådestyring", "moved", "frist flyttet fra 1. kvartal 2025 til 15. maj 2025"),
    News(PLAN.by_id["R101"].ref, "Central flådestyring", "text", "status ændret"),
)
REQUEST = ReportRequest(
    AS_OF, "runde 2025-05, a1b2c3d", round=PLAN.rounds_by_name["2025-05"], since_label="runde 2024-11", news=NEWS
)

DIREKTION = report("direktion", PLAN, REQUEST)


def made(name: str, suffix: str, plan: Plan = PLAN, request: ReportRequest = REQUEST) -> str:
    return render(report(name, plan, request), suffix, template_files(ROOT))


@pytest.mark.parametrize(("name", "suffix"), OUTPUTS)
def test_golden(name: str, suffix: str) -> None:
    text = made(name, suffix)
    if name != "halvaarsstatus":
        # One golden with the stylesheet that all of them share is enough.
        text = re.sub(r"(?<=<style>).*?(?=</style>)", "", text, flags=re.DOTALL)
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
        return f"{key} *x* {EVIL}" if key in MARKDOWN_KEYS else f"{key} {EVIL}"
    return value


ROUND_KEYS = (
    "indledning tvaergaaende kommunikation fremdrift sammenhaeng oekonomiske_konsekvenser lovgrundlag indstilling"
)
MARKDOWN_KEYS = frozenset(f"beskrivelse proces status snitflade {ROUND_KEYS}".split())
TEXT_KEYS = "tekst afhjaelpning aarsag hvad grundlag beslutning begrundelse"
NAME_KEYS = "titel ansvarlig medansvarlige finansiering sag kommune prisniveau navn 1.1 sagsgang dokument hovedmed"
FREE = MARKDOWN_KEYS.union(f"{TEXT_KEYS} {NAME_KEYS}".split())


def evil_plan() -> Plan:
    items = tuple(like(item, item.id, **evil(item.data)) for item in PLAN.entries)
    rounds = tuple(round_of(evil(each.data), each.name) for each in PLAN.round_entries)
    return with_settings(replace(PLAN, entries=items, round_entries=rounds), **evil(PLAN.settings_data))


@pytest.mark.parametrize("internal", [False, True])
@pytest.mark.parametrize(("name", "suffix"), OUTPUTS)
def test_every_text_is_escaped(name: str, suffix: str, internal: bool) -> None:
    plan = evil_plan()
    news = tuple(News(item.ref, EVIL, "moved", EVIL) for item in plan.items)
    request = ReportRequest(AS_OF, EVIL, internal, None, EVIL, news, None, EVIL)
    text = made(name, suffix, plan, request)
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
    text = made(name, "html")
    assert text.startswith('<!DOCTYPE html>\n<html lang="da">')
    assert text.count("<h1>") == 1
    assert not re.search(r"<(?:script|link|img|iframe|object)|url\((?!#)|@import", text)
    assert re.findall(r' (?:src|srcset|action)="', text) == []
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_x_and_light_are_words_without_any_style() -> None:
    text = made("halvaarsstatus", "html")
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
    words = " ".join(bare.split())
    assert "X ny D101" in words
    assert "I gang ■ Rød · Frist: 15. maj 2025 (oprindelig 1. kvartal 2025) Frist overskredet" in words


def test_the_start_is_printed_where_it_is_given() -> None:
    plan = replace(PLAN, entries=(like(PLAN.by_id["A101"], "A101", start="15. maj 2025"),))
    for suffix, words in (("html", "<dt>Start</dt><dd>15. maj 2025</dd>"), ("md", "- **Start**: 15. maj 2025\n")):
        text = made("halvaarsstatus", suffix, plan)
        assert text.replace("\u00a0", " ").count(words) == 1


@pytest.mark.parametrize("name", ["halvaarsstatus", "direktion", "aendringer"])
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_news_from_dates_only_is_told_as_such(name: str, suffix: str) -> None:
    dates = "Ændringerne bygger på datoerne i planen"
    text = made(name, suffix, request=replace(REQUEST, only_dates=True))
    assert text.count(dates) == 1
    assert "Central flådestyring" in text.partition(dates)[2]
    assert dates not in made(name, suffix)


def own_template(root: Path, name: str, text: str) -> Path:
    (root / "templates").mkdir(exist_ok=True)
    path = root / "templates" / name
    path.write_text(text, "utf-8")
    return path


def test_a_workspaces_own_template_wins(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "Egen: {{ papir.hoved.kommune }}")
    assert render(DIREKTION, "md", template_files(tmp_path)) == "Egen: Prøvekøbing Kommune\n"
    assert "<html" in render(DIREKTION, "html", template_files(tmp_path))


def test_an_own_template_gives_its_report_another_format(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.txt.j2", "{{ papir.hoved.titel }}")
    assert known_formats("direktion", template_files(tmp_path)) == ("html", "md", "txt")
    assert (
        known_formats("restliste", template_files(tmp_path))
        == known_formats("_base", template_files(tmp_path))
        == ("html", "md")
    )
    assert render(DIREKTION, "txt", template_files(tmp_path)) == "Direktionens månedlige status\n"


def test_an_own_template_places_named_sections_by_the_shipped_macros(tmp_path: Path) -> None:
    text = """{% import "_makroer.md.j2" as m %}
{{ m.afsnit(papir.afsnit_ved_navn("noegletal")) | safe }}"""
    own_template(tmp_path, "direktion.md.j2", text)
    assert render(DIREKTION, "md", template_files(tmp_path)).startswith(
        "## Nøgletal\n\n- Uafsluttede emner i fokus: **2**\n"
    )
    own_template(tmp_path, "direktion.md.j2", '{{ papir.afsnit_ved_navn("noegle") }}')
    with pytest.raises(UdplanError, match=r"direktion\.md\.j2:1: .*noegle.* it has: noegletal, emner"):
        render(DIREKTION, "md", template_files(tmp_path))


def test_an_own_template_extends_the_one_it_replaces(tmp_path: Path) -> None:
    text = '{% extends "udplan/_base.html.j2" %}{% block bund %}<p>Økonomi</p>{% endblock %}'
    own_template(tmp_path, "_base.html.j2", text)
    assert "<p>Økonomi</p></footer>" in render(DIREKTION, "html", template_files(tmp_path))


def test_an_own_partial_replaces_the_shipped_one(tmp_path: Path) -> None:
    own_template(tmp_path, "_farver.css.j2", ":root { --papir: #123456 }")
    text = render(DIREKTION, "html", template_files(tmp_path))
    assert "#123456" in text
    assert "--accent: " not in text


def test_undefined_names_are_located(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "Et\nto {{ papir.hoved.kommunne }}\n")
    with pytest.raises(UdplanError, match=r"^templates/direktion\.md\.j2:2: .*kommunne"):
        render(DIREKTION, "md", template_files(tmp_path))


def test_syntax_faults_are_located(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "Et\n{% for x %}\n")
    with pytest.raises(UdplanError, match=r"^templates/direktion\.md\.j2:2: "):
        render(DIREKTION, "md", template_files(tmp_path))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% include 'findes_ikke' %}", "findes_ikke"),
        ("{{ 1 / 0 }}", "1: .*division"),
        ("{{ papir.hoved.__class__ }}", "1: .*unsafe"),
        ("{{ papir.afsnit.append(1) }}", "1: "),
        ("{{ papir.afsnit | sum }}", "1: "),
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
        render(DIREKTION, "md", template_files(tmp_path))


def test_a_template_in_another_encoding_is_named(tmp_path: Path) -> None:
    own_template(tmp_path, "direktion.md.j2", "").write_bytes("æ".encode("latin-1"))
    with pytest.raises(UdplanError, match=r"direktion\.md\.j2"):
        render(DIREKTION, "md", template_files(tmp_path))


def test_an_unknown_format_lists_the_known() -> None:
    with pytest.raises(UsageFault) as caught:
        render(DIREKTION, "odt", template_files(ROOT))
    assert "html, md" in str(caught.value.hint)


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_no_character_of_a_text_steers_the_reader(tmp_path: Path, suffix: str) -> None:
    own_template(tmp_path, f"direktion.{suffix}.j2", "{{ papir.hoved.titel }}\n")
    evil = replace(DIREKTION, hoved=replace(DIREKTION.hoved, titel="a\x1b[31m\x9b\u202e\udcffæ\u00ad\u00a0b"))
    assert render(evil, suffix, template_files(tmp_path)).count("\ufffd") == 4
    assert render(evil, suffix, template_files(tmp_path / "uden")).count("\ufffd") % 4 == 0


def kept(*files: tuple[str, str]) -> tuple[TemplateFile, ...]:
    return tuple(TemplateFile(name, text.encode("utf-8")) for name, text in files)


def test_templates_that_are_no_files_of_the_work_tree() -> None:
    own = kept(("direktion.md.j2", "{% include 'dele/x.j2' %}"), ("dele/x.j2", "Egen: {{ papir.hoved.kommune }}"))
    assert render(DIREKTION, "md", own) == "Egen: Prøvekøbing Kommune\n"
    assert render(DIREKTION, "html", own) == render(DIREKTION, "html", template_files(ROOT))
    assert render(DIREKTION, "html", kept(("_farver.css.j2", "x{}"))).count("<style>\nx{}") == 1


def test_kept_templates_are_known_and_their_faults_located() -> None:
    own = kept(("kort.txt.j2", "x"), ("_del.txt.j2", "x"), ("dele/lang.txt.j2", "x"), ("logo.svg", "x"))
    assert known_formats("kort", own) == (*known_formats("kort", ()), "txt")
    for text, words in (
        ("Et\nto {{ papir.findes_ikke }}", r"^templates/kort\.txt\.j2:2: .*findes_ikke"),
        ("Et\n{% for x %}", r"^templates/kort\.txt\.j2:2: "),
        ("{% include 'findes_ikke' %}", "findes_ikke, which does not exist"),
        ("{{ ''.__class__ }}", r"kort\.txt\.j2:1: .*unsafe"),
    ):
        with pytest.raises(UdplanError, match=words):
            render(replace(DIREKTION, navn="kort"), "txt", kept(("kort.txt.j2", text)))


def test_a_kept_template_in_another_encoding_is_named() -> None:
    with pytest.raises(UdplanError, match=r"kort\.txt\.j2: it is not saved as UTF-8"):
        render(replace(DIREKTION, navn="kort"), "txt", (TemplateFile("kort.txt.j2", "æ".encode("latin-1")),))

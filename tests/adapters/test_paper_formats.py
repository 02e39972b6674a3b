"""Every format of a paper tells the same: each kind of block is printed by each printer, and JSON keeps its schema."""

import json
import re
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from html import unescape
from io import StringIO
from typing import Any, get_args

import pytest

from support.papers import danish, leaves
from support.reports import AS_OF, EXAMPLE, PLAN, report
from support.schemas import faults
from udplan.adapters.printers.data import paper_json, paper_schema, plain
from udplan.adapters.printers.jinja import render
from udplan.adapters.printers.markdown import parsed_html
from udplan.adapters.printers.terminal import print_papers
from udplan.domain.plan import Plan
from udplan.ground.danish import date_text, number_text
from udplan.ground.language import words_of
from udplan.ground.message import Message
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import News
from udplan.pure.news.words import Piece
from udplan.pure.paper.papir import (
    Afsnit,
    Bjaelke,
    Bjaelkedel,
    Bjaelker,
    Blok,
    Emneblok,
    Flag,
    Hoved,
    Indhold,
    Kolonne,
    Liste,
    Lys,
    Markdown,
    Noegle,
    Noegletal,
    Nr,
    Oplysning,
    Oplysninger,
    Overskrift,
    Papir,
    Punkt,
    Raekke,
    Rettet,
    Spalte,
    Staerk,
    Svag,
    Tabel,
    Tekst,
)
from udplan.usecases.reports import REPORTS

LINE = (
    "almindelig ", Staerk("stærk"), " ", Svag("svag"), " ", Flag("flag"), " ", Nr("D101"), " ", Lys("gul", "Gul"), " ",
    Rettet((Piece("same", "før"), Piece("out", "væk"), Piece("in", "ny"))),
)  # fmt: skip
TABLE = Tabel(
    "tabelnavn",
    (Kolonne("Navn", "nr"), Kolonne("Tal", "tal"), Kolonne("Hvad", bredde=50), Kolonne("Dag", "tid")),
    (
        Raekke(("Gruppen",), "gruppe"),
        Raekke((LINE, 12345, Indhold((("linje et",), Markdown("*linje* to"))), date(2025, 5, 31)), anker="emne-D101"),
        Raekke(("Delgruppen",), "undergruppe"),
        Raekke(("I alt", None, "", ""), "sum"),
        Raekke(("Ændring", 77, "", ""), "aendring"),
    ),
    "Tabellens titel",
)
SAMPLES: dict[type, Any] = {
    Overskrift: Overskrift("Mellemrubrik", 3),
    Tekst: Tekst(LINE, "mangler"),
    Markdown: Markdown("En *fremhævet* tekst\n\nog et afsnit"),
    Liste: Liste((Punkt(LINE), Punkt(("punkt ",), (("under et",), ("under to",))))),
    Noegletal: Noegletal((Noegle(1234, "Nøglen", "en note", "afsnit"), Noegle("7 %", "Andel"))),
    Tabel: TABLE,
    Bjaelker: Bjaelker("Billedet", (Bjaelke("Del", "4 emner", (Bjaelkedel("i_gang", "I gang", 4),)),)),
    Oplysninger: Oplysninger((Oplysning("Ordet", (("et",), ("to",))), Oplysning(Lys("roed", "Rød"), (("betyder",),)))),
    Emneblok: Emneblok(
        "emne-D102", "D102", "Emnets titel", "i_gang", LINE, (Spalte("Proces", (Markdown("Sådan."),)),),
        (TABLE, Oplysninger((Oplysning("Sag", (("24/1",),)),)), Tekst(("til sidst",)), Liste((Punkt(("punktet",)),))),
    ),
}  # fmt: skip


def paper_of(*blocks: Blok) -> Papir:
    head = Hoved("Skovby", "Planen", "Prøve", "Opgjort i dag", intern=True, fod="Foden")
    return Papir("proeve", head, (Afsnit("afsnit", "Afsnittet", blocks, antal=9),))


def visible(html: str) -> str:
    """A page's text as it reads without tags."""
    body = re.sub(r"<style>.*?</style>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00ad", "").split())


def read_markdown(text: str) -> str:
    """What Markdown reads as."""
    return visible(parsed_html(re.sub(r"^#+ ", "", text, flags=re.MULTILINE).replace("<br>", " "))).replace("<br>", " ")


def on_terminal(paper: Papir, width: int = 400) -> str:
    """What a terminal of this width shows, without the marks of Markdown that it leaves as they are."""
    stream = StringIO()
    print_papers((paper,), stream, words_of("da"), width)
    return " ".join(stream.getvalue().replace("*", "").split())


def texts_of(value: Any) -> list[str]:
    """What a reader must find of a part of a paper, wherever it is printed."""
    found = []
    for leaf in leaves(value):
        if isinstance(leaf, Markdown):
            found.append(visible(parsed_html(danish(leaf.tekst))))
        elif isinstance(leaf, date):
            found.append(date_text(leaf))
        elif isinstance(leaf, int) and not isinstance(leaf, bool):
            found.append(number_text(leaf))
        elif isinstance(leaf, str | Message):
            found.append(" ".join(danish(leaf).split()))
    return [text for text in found if text]


CODES = frozenset(
    ("gul", "roed", "groen", "i_gang", "afventer", "ikke_startet", "afsluttet", "udgaaet", "brødtekst", "note", "tomt",
     "mangler", "linje", "gruppe", "undergruppe", "sum", "aendring", "foer", "tekst", "tal", "antal", "nr", "lys",
     "kryds", "tid", "same", "out", "in")
)  # fmt: skip
"""What says what a part is, and is not for reading."""


def test_there_is_a_sample_of_every_kind_of_block() -> None:
    assert set(SAMPLES) == set(get_args(Blok))


@pytest.mark.parametrize("kind", get_args(Blok), ids=lambda kind: kind.__name__)
def test_every_printer_prints_every_block_whole(kind: type) -> None:
    paper = paper_of(SAMPLES[kind])
    pages = {
        "html": visible(render(paper, "html", ())),
        "md": read_markdown(render(paper, "md", ())),
        "terminal": on_terminal(paper),
    }
    unsaid = {"afsnit", "emne-D101", "emne-D102", "tabelnavn", "50", "1", "Billedet"} | CODES
    for text in texts_of(paper.afsnit[0].blokke):
        if text not in unsaid:
            for name, page in pages.items():
                assert text.lower() in page.replace("\u00a0", " ").lower(), (name, text, page)


@pytest.mark.parametrize("kind", get_args(Blok), ids=lambda kind: kind.__name__)
def test_a_block_in_json_has_all_its_fields(kind: type) -> None:
    said = plain(SAMPLES[kind])
    assert said["art"] == kind.art  # type: ignore[attr-defined]
    assert set(said) == {"art", *(each.name for each in fields(kind))}


REQUEST = ReportRequest(AS_OF, "runde 2025-05, a1b2c3d", since_label="runde 2024-11")


def requested(plan: Plan) -> ReportRequest:
    news = tuple(
        News(item.ref, item.titel, "moved", Message("frist flyttet")) for item in plan.items if not item.lukket
    )
    return replace(REQUEST, news=news, round=plan.rounds[-1] if plan.rounds else None)


@pytest.mark.parametrize("name", list(REPORTS))
@pytest.mark.parametrize("plan", [PLAN, EXAMPLE.by_name["2025-2028"]], ids=["small", "example"])
def test_json_keeps_its_schema(name: str, plan: Plan) -> None:
    said = json.loads(paper_json(report(name, plan, requested(plan))))
    assert list(faults(said, paper_schema())) == []
    assert said["udplan"] == "papir/1"
    assert said["papir"]["navn"] == name


def test_the_schema_refuses_what_is_not_a_paper() -> None:
    said = json.loads(paper_json(report("med", PLAN, requested(PLAN))))
    for wrong in (
        {},
        {**said, "udplan": "papir/0"},
        {**said, "mere": 1},
        {**said, "papir": {**said["papir"], "navn": 1}},
    ):
        assert list(faults(wrong, paper_schema()))


@pytest.mark.parametrize("name", list(REPORTS))
@pytest.mark.parametrize("plan", [PLAN, EXAMPLE.by_name["2025-2028"]], ids=["small", "example"])
def test_html_and_markdown_tell_the_same_words(name: str, plan: Plan) -> None:
    """Word for word, but for what only one of them needs: the words for who cannot see, and numbered contents."""
    paper = report(name, plan, requested(plan))
    main = render(paper, "html", ()).partition("<main")[2].partition("</main>")[0]
    main = re.sub(r'<span class="skjult">.*?</span>|<figure.*?</figure>', " ", main, flags=re.DOTALL)
    html = Counter(_words(visible(f"<main{main}")))
    markdown = Counter(_words(read_markdown(render(paper, "md", ()).partition("\n## ")[2])))
    bars = Counter(word for section in paper.afsnit for block in section.blokke if isinstance(block, Bjaelker)
                   for text in texts_of(block.bjaelker) for word in _words(text))  # fmt: skip
    assert html - markdown == Counter()
    assert set(markdown - html) <= {word.lower() for word in bars} | set(bars)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00a0", " "))

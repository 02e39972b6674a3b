"""The status for one committee: whose it is, what it shares with the half-yearly status, and the coming cases."""

import re
from dataclasses import replace
from datetime import date

import pytest

from support.papers import cells, section, shown, table, texts, words
from support.reports import AS_OF, PLAN, as_seen, changed
from udplan.adapters.printers.jinja import render
from udplan.domain.emne import Behandling, Resultat
from udplan.domain.plan import Plan
from udplan.domain.tidspunkt import tidspunkt_from_text
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import News
from udplan.pure.paper import halvaarsstatus
from udplan.pure.paper.papir import Flag, Papir, Tabel
from udplan.pure.paper.udvalg import Committees, build, committees


def request(code: str, plan: Plan = PLAN, internal: bool = False, as_of: date = AS_OF) -> ReportRequest:
    selected = frozenset(item.ref for item in plan.items if item.emne.udvalg == code)
    return ReportRequest(as_of, internal=internal, selected=selected, filter_text=f"udvalg: {code}")


def paper(code: str, plan: Plan = PLAN, internal: bool = False, as_of: date = AS_OF) -> Papir:
    return build(*as_seen(plan, internal), request(code, plan, internal, as_of))


def cases(found: Papir) -> list[tuple[str, ...]]:
    (block,) = section(found, "sager").blokke
    return cells(block) if isinstance(block, Tabel) else []


def coming(code: str, when: str) -> tuple[Behandling, ...]:
    return (Behandling(udvalg=code, hvornaar=tidspunkt_from_text(when)),)


def test_the_title_names_the_committee() -> None:
    assert paper("OEU").hoved.titel == "Halvårlig status for Økonomiudvalget"
    assert "Kommende behandling i Økonomiudvalget" in words(table(section(paper("OEU"), "sager")).titel)


def test_a_committee_without_a_name_stands_as_its_code() -> None:
    assert paper("XYU", changed("R101", udvalg="XYU")).hoved.titel == "Halvårlig status for XYU"


def test_all_else_is_the_half_yearly_status_of_its_items() -> None:
    asked = replace(request("OEU"), news=tuple(News(item.ref, item.id, "moved", "…") for item in PLAN.items))
    own, status = build(*as_seen(PLAN), asked), halvaarsstatus.build(*as_seen(PLAN), asked)
    assert shown(own) == ["R101", "R102"]
    assert [each for each in own.afsnit if each.navn != "sager"] == list(status.afsnit)
    assert replace(own.hoved, titel=status.hoved.titel, fod=status.hoved.fod) == status.hoved


def test_the_meeting_is_told_to_the_committee_that_the_round_goes_to() -> None:
    for code, moede in (("OEU", "mødet i Økonomiudvalget den 10. juni 2025"), ("BUU", "")):
        asked = replace(request(code), round=PLAN.rounds_by_name["2025-05"])
        assert build(*as_seen(PLAN), asked).hoved.moede == moede


def test_coming_cases_are_by_time_and_none_of_the_past() -> None:
    assert [(row[0], row[1], row[4]) for row in cases(paper("OEU"))] == [
        ("september 2025", "R101 Central flådestyring", "25/1")
    ]
    assert cases(paper("BUU")) == []
    assert [row[1] for row in cases(paper("BUU", as_of=date(2025, 3, 31)))] == ["R101 Central flådestyring"]


def test_another_committees_item_on_its_way_is_named_without_a_link() -> None:
    plan = changed("A101", behandling=coming("OEU", "august 2025"))
    assert [(row[1][:4], row[3]) for row in cases(paper("OEU", plan))] == [
        ("A101", "Børne- og Ungdomsudvalget"),
        ("R101", "Økonomiudvalget"),
    ]
    html = render(paper("OEU", plan), "html", ())
    assert 'href="#emne-R101"' in html
    assert 'href="#emne-A101"' not in html


def test_a_settled_item_can_still_be_on_its_way() -> None:
    plan = changed("D101", behandling=coming("OEU", "august 2025"))
    assert [row[1] for row in cases(paper("OEU", plan))] == [
        f"D101 {PLAN.by_id['D101'].emne.titel} (emnet er afsluttet)", "R101 Central flådestyring",
    ]  # fmt: skip


def test_what_was_decided_after_the_day_was_still_on_its_way() -> None:
    decided = Behandling(
        udvalg="OEU", hvornaar=tidspunkt_from_text("august 2025"),
        resultat=Resultat(dato=date(2025, 8, 19), beslutning="Godkendt"),
    )  # fmt: skip
    plan = changed("R101", behandling=(decided,))
    found = paper("OEU", plan)
    assert [row[:2] for row in cases(found)] == [("august 2025", "R101 Central flådestyring")]
    assert "Økonomiudvalget: august 2025" in render(found, "md", ())
    after = paper("OEU", plan, as_of=date(2025, 8, 19))
    assert cases(after) == []
    assert "Økonomiudvalget: 19. august 2025, Godkendt" in render(after, "md", ())


def test_a_closed_items_coming_case_is_internal() -> None:
    assert cases(paper("BUU")) == []
    internal = paper("BUU", internal=True)
    (row,) = table(section(internal, "sager")).raekker
    assert isinstance(row.celler[1], tuple)
    assert row.celler[1][-1] == Flag("LUKKET")
    for suffix in ("html", "md"):
        assert "25/8765" not in render(paper("BUU"), suffix, ())
        assert "LUKKET" in render(internal, suffix, ())


def test_a_committee_of_closed_items_only_is_known_to_insiders() -> None:
    plan = changed("R901", udvalg="HEU")
    asked = request("HEU", plan)
    assert committees(*as_seen(plan), asked) == Committees((), ("BUU", "OEU"))
    assert committees(*as_seen(plan, internal=True), replace(asked, internal=True)) == Committees(
        ("HEU",), ("BUU", "HEU", "OEU")
    )
    assert paper("HEU", plan, internal=True).hoved.titel == "Halvårlig status for HEU"


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_it_prints_all_of_the_half_yearly_status_and_the_cases(suffix: str) -> None:
    def headings(found: Papir) -> list[str]:
        pairs = re.findall(r"^## (.+)|<h2[^>]*>([^<]+)", render(found, suffix, ()), re.MULTILINE)
        return [" ".join(pair).strip() for pair in pairs]

    own = headings(paper("OEU"))
    place = own.index("Sager på vej til udvalget")
    assert own[place - 1] == "Økonomi"
    del own[place]
    assert own == headings(halvaarsstatus.build(*as_seen(PLAN), request("OEU")))
    assert texts(section(paper("BUU"), "sager")) == ["Der er ingen planlagt behandling i udvalget."]

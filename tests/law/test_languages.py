"""A paper is Danish and has the same bytes, whatever language the machine speaks that makes it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import repository
from support.outputs import DAY, NEEDS, Arguments
from support.pasts import FIRST, PLAN, Plot
from support.promises import PAPERS, REPORTS
from support.smallworlds import item
from support.worlds import write

LANGUAGES = ("da", "en")
Speaking = Callable[[str], Udplan]


def newsworthy() -> Plot:
    """A plan in which everything has happened that news can tell by dates alone, and texts that look like numbers."""
    plot = Plot(41)
    plot.publish("H101", fristaendringer=[{"dato": "2025-05-20", "fra": "medio 2026", "aarsag": "Se a301f3e"}])
    ended = item("Færdigt", fase=None, trafiklys=None)
    plot.put("H102", **ended, afsluttet={"dato": "2025-05-10", "grundlag": "Ændring a301f3e1c2"})
    plot.put("H103", **ended, udgaaet={"dato": "2025-05-11", "beslutning": "ØU pkt. 7, a301f3e"})
    plot.put("A301", f"{PLAN}/anlaegsprojekter/A301.yaml", **item("Grunden", lukket={"begrundelse": "Handel"},
             beloeb={2025: 1, 2026: 1, 2027: 1, 2028: 1}, bevillinger=[{"dato": "2025-01-28", "beloeb": 1}],
             afledt_drift="ingen"))  # fmt: skip
    plot.round("2024-11", "2024-11-30", "2025-05-20")
    plot.round(FIRST, "2025-05-31", "2025-05-20", forrige="2024-11", bilag=[{"nr": 1, "titel": "Å", "aaben": False}])
    return plot


@pytest.fixture
def speaking(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Speaking:
    """The command line of that plan, as a repository, in a language."""
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")
    root = repository(write(tmp_path, newsworthy().files))

    def spoken(language: str) -> Udplan:
        monkeypatch.setenv("UDPLAN_LANG", language)
        return Udplan(root, capsys)

    return spoken


def same_in_every_language(speaking: Speaking, words: Arguments) -> None:
    answers = [speaking(language)(*words) for language in LANGUAGES]
    assert {answer.code for answer in answers} == {0}, answers[0].err
    assert len({answer.out for answer in answers}) == 1


@pytest.mark.parametrize("internal", ["--public", "--internal"])
@pytest.mark.parametrize("form", PAPERS)
def test_every_report_is_the_same(form: str, internal: str, speaking: Speaking) -> None:
    for report in REPORTS:
        needs = NEEDS.get(report, ())
        same_in_every_language(speaking, ("status", *DAY, "--report", report, "--format", form, internal, *needs))


@pytest.mark.parametrize("report", ["aendringer", "halvaarsstatus", "direktion"])
def test_news_by_dates_is_the_same(report: str, speaking: Speaking) -> None:
    same_in_every_language(speaking, ("status", *DAY, "--since", "2024-11", "--report", report, "--format", "md"))


@pytest.mark.parametrize(("frozen_in", "verified_in"), [LANGUAGES, LANGUAGES[::-1]])
def test_what_is_frozen_in_one_language_is_verified_in_another(
    frozen_in: str, verified_in: str, speaking: Speaking
) -> None:
    answer = speaking(frozen_in)("round", "freeze", FIRST, "--accept-warnings")
    assert answer.code == 0, answer.err
    answer = speaking(verified_in)("round", "verify", FIRST)
    assert (answer.code, answer.err) == (0, "")


def test_a_round_is_frozen_to_the_same_bytes_in_every_language(speaking: Speaking) -> None:
    papers = []
    for language in LANGUAGES:
        udplan = speaking(language)
        assert udplan("round", "freeze", FIRST, "--accept-warnings", "--dry-run", "-o", "ud").code == 0
        answer = udplan("round", "freeze", FIRST, "--accept-warnings", "--dry-run")
        papers.append([line for line in answer.out.splitlines() if line.endswith((".md", ".html", ".json"))])
    assert papers[0] == papers[1]
    assert len(papers[0]) > 3

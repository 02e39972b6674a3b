"""`udplan diff` as a report in Markdown and HTML."""

import re
from pathlib import Path

import pytest

from support.command import Udplan
from support.gitting import commit, git, repository
from support.workspace import item_path, workspace

FORMS = ("md", "html")
SETTINGS = "plan/2025-2028/plan.yaml"


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """The command line in a repository with three capital projects, one of them changed since the last commit."""
    root = repository(workspace(tmp_path / "ws"))
    rewrite(item_path(root), "trafiklys: gul", "trafiklys: roed")
    rewrite(item_path(root), "Går som forventet.", "Går ikke som ventet.")
    return Udplan(root, capsys)


def body(page: str) -> str:
    """What is between an HTML page's header and its footer, or all of a Markdown page."""
    return page.partition("<main")[2].partition("</main>")[0] or page


def test_what_happened_as_markdown(small: Udplan) -> None:
    answer = small("diff", "--format", "md")
    assert answer.code == 0
    head, _first, told = answer.out.partition("## Udmøntningsplan 2025-2028\n")
    assert head.startswith("# Udmøntningsplan 2025-2028: ændringer\n\nSkovby Kommune. Fra HEAD til ")
    assert re.findall(r"^- (.*): \*\*(\d+)\*\*$", told, re.MULTILINE) == [("Lys forværret", "1")]
    assert "### Ændret trafiklys (1)\n\n- A101 **Børnehus 101**: " in told
    assert "- A101 **Børnehus 101**: **Status**: Går ~~som forventet.~~ **ikke som ventet.**\n" in told
    assert "  " not in told.replace("\n  - ", "")


def test_what_happened_as_html(small: Udplan) -> None:
    page = small("diff", "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert "<title>Ændringer, Udmøntningsplan 2025-2028, Skovby Kommune</title>" in page
    for element, word, text in (("del", "slettet", "som forventet."), ("ins", "tilføjet", "ikke som ventet.")):
        hidden = '<span class="skjult">'
        assert f"<{element}>{hidden}[{word}: </span>{text}{hidden}]</span></{element}>" in page
    assert "<nav" not in page
    assert not re.search(r"<dl[^>]*>\s*</dl>", body(page))


@pytest.mark.parametrize("name", ["x.md", "x.html", "x.htm"])
def test_the_suffix_says_the_format(small: Udplan, name: str) -> None:
    file = small.root.parent / name
    answer = small("diff", "-o", str(file))
    assert (answer.code, answer.out) == (0, "")
    assert f"written: {file}" in answer.err
    form = "md" if name == "x.md" else "html"
    assert file.read_text(encoding="utf-8") == small("diff", "--format", form).out


@pytest.mark.parametrize("form", FORMS)
def test_reports_are_danish_and_messages_are_in_the_users_language(
    udplan: Udplan, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    repository(udplan.root)
    file = next((udplan.root / "plan/2025-2028/anlaegsprojekter").glob("A203*.yaml"))
    rewrite(file, "trafiklys: groen", "trafiklys: roed")
    rewrite(file, "beloeb: {2025: ", "beloeb: {2025: 1")
    english = udplan("diff", "2025-05", "--format", form)
    monkeypatch.setenv("UDPLAN_LANG", "da")
    danish = udplan("diff", "2025-05", "--format", form)
    assert english.out == danish.out
    assert "Ændret beløb" in english.out
    assert english.err.endswith("2 changes of 1 item or file\n")
    assert "2025-05" in body(danish.out), "that the round is not frozen must be known to who reads the report"
    assert "31. maj 2025" in body(danish.out)


@pytest.mark.parametrize("form", FORMS)
def test_what_git_refuses_is_said_in_the_users_language(udplan: Udplan, form: str) -> None:
    answer = udplan("diff", "--format", form)
    assert (answer.code, answer.out) == (1, "")
    assert "is not in a git repository" in answer.err


@pytest.mark.parametrize("form", FORMS)
def test_what_tells_of_a_closed_item_is_marked(small: Udplan, form: str) -> None:
    assert "INTERN" not in small("diff", "--format", form).out
    rewrite(item_path(small.root), "fase: i_gang", "lukket: {begrundelse: Ejendomshandel}\nfase: i_gang")
    page = small("diff", "--format", form).out
    assert "INTERN" in page
    assert "Ejendomshandel" in page


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_compared_is_named(small: Udplan, form: str) -> None:
    rewrite(small.root / SETTINGS, "kommune:", "kommun:")
    page = small("diff", "--format", form).out
    assert "Kan ikke sammenlignes, fordi en fil har fejl: plan.yaml." in page
    assert "A101" in page


@pytest.mark.parametrize("form", FORMS)
def test_several_plans_have_a_section_each(small: Udplan, form: str) -> None:
    other = small.root / "plan/2024-2027"
    (other / "anlaegsprojekter").mkdir(parents=True)
    text = (small.root / SETTINGS).read_text(encoding="utf-8")
    (other / "plan.yaml").write_text(text.replace("2025-2028", "2024-2027") + "enhed: mio. kr.\n", encoding="utf-8")
    (other / "anlaegsprojekter/A101.yaml").write_bytes(item_path(small.root, "A102").read_bytes())
    commit(small.root, "Another plan")
    rewrite(other / "anlaegsprojekter/A101.yaml", "2025: 100", "2025: 150")
    rewrite(item_path(small.root), "2025: 100", "2025: 200")
    page = small("diff", "--format", form).out
    # The last time they are named is in their headings.
    first, second = (page.rindex(f"Udmøntningsplan {name}") for name in ("2024-2027", "2025-2028"))
    assert first < page.index("Beløb i mio. kr.") < second < page.index("Beløb i 1.000 kr.")
    if form == "html":
        assert page.count("<h2 ") == 2
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    one = small("diff", "--format", form, "--plan", "2024-2027").out
    assert "Udmøntningsplan 2025-2028" not in one
    assert "mio. kr." in one


@pytest.mark.parametrize("form", FORMS)
def test_no_differences(small: Udplan, form: str) -> None:
    commit(small.root, "Done")
    answer = small("diff", "--format", form, "--exit-code")
    assert (answer.code, answer.err) == (0, "no differences\n")
    assert "Der er ingen ændringer." in answer.out


def test_the_exit_code_is_that_of_the_other_formats(small: Udplan) -> None:
    assert small("diff", "--format", "html", "--exit-code").code == 1


def test_a_municipality_can_have_a_template_of_its_own(small: Udplan) -> None:
    own = small.root / "templates"
    own.mkdir()
    (own / "diff.md.j2").write_text("{{ papir.afsnit[0].titel }}!", encoding="utf-8")
    assert small("diff", "--format", "md").out == "Udmøntningsplan 2025-2028!\n"


@pytest.mark.parametrize("form", FORMS)
def test_a_bare_repository(small: Udplan, capsys: pytest.CaptureFixture[str], form: str) -> None:
    commit(small.root, "Worse")
    bare = small.root.parent / "bare.git"
    git(small.root.parent, "clone", "--quiet", "--bare", str(small.root), str(bare))
    page = Udplan(bare, capsys)("diff", "main~1", "main", "--format", form).out
    assert "Fra main" in page
    assert "A101" in page

"""A repository's own templates are its code: nothing outside is printed through them, and they end."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from support.command import Udplan
from support.reports import AS_OF, PLAN, report
from support.workspace import workspace
from udplan.adapters.printers.environment import Limits, others_than_ours
from udplan.adapters.printers.jinja import render
from udplan.adapters.read.kept import Kept
from udplan.adapters.read.templates import TemplateFile, template_files
from udplan.ground.errors import UdplanError
from udplan.pure.facts.basis import ReportRequest

MED = report("med", PLAN, ReportRequest(AS_OF))
SMALL = Limits(characters=1000, seconds=0.5)
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX links and pipes")


def own(text: str, name: str = "med.md.j2") -> tuple[TemplateFile, ...]:
    return (TemplateFile(name, text.encode("utf-8")),)


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(100000) %}{{ i }}{% endfor %}",
        "{{ 'x' * 1001 }}",
        "{{ 1001 * 'x' }}",
        "{{ ([1] * 1001)|length }}",
        "{{ 9 ** 100000 }}",
        "{% macro m() %}{{ 'x' * 900 }}{% endmacro %}{% for i in range(9) %}{{ m() }}{% endfor %}",
        "{% set stor %}{% for i in range(2000) %}x{% endfor %}{% endset %}",
    ],
)
def test_a_template_that_prints_without_end_is_stopped(text: str) -> None:
    with pytest.raises(UdplanError) as caught:
        render(MED, "md", own(text), limits=SMALL)
    assert "med.md.j2" in str(caught.value)
    assert "the template was stopped: it prints more than 1000 characters" in str(caught.value)
    assert "--templates shipped" in str(caught.value.hint)


def test_a_template_that_never_ends_is_stopped() -> None:
    text = "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}"
    with pytest.raises(UdplanError, match=r"the template was stopped: it takes longer than 0\.5 seconds"):
        render(MED, "md", own(text), limits=SMALL)


def test_an_interruption_by_the_user_is_no_fault_of_the_template() -> None:
    class Interrupting(str):
        def __html__(self) -> str:
            raise KeyboardInterrupt

    paper = report("med", PLAN, ReportRequest(AS_OF))
    object.__setattr__(paper, "navn", Interrupting("med"))
    with pytest.raises(KeyboardInterrupt):
        render(paper, "html", own("{{ papir.navn }}", "med.html.j2"), limits=SMALL)


def test_what_says_the_same_as_ours_is_ours() -> None:
    shipped = template_files(Path(__file__).parents[2])
    assert shipped
    assert others_than_ours(shipped) == ()
    assert others_than_ours((*shipped, *own("x"))) == own("x")


def _link_to_a_file(folder: Path, outside: Path) -> None:
    folder.mkdir()
    (folder / "med.md.j2").symlink_to(outside / "passwd")


def _link_to_a_folder(folder: Path, outside: Path) -> None:
    folder.mkdir()
    (folder / "plan").symlink_to(outside)


def _link_to_the_plan(folder: Path, _outside: Path) -> None:
    folder.mkdir()
    (folder / "plan").symlink_to(Path("..") / "plan")


def _folder_that_is_a_link(folder: Path, outside: Path) -> None:
    folder.symlink_to(outside)


def _link_by_way_of_another(folder: Path, outside: Path) -> None:
    folder.mkdir()
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to(outside / "passwd")


@posix
@pytest.mark.parametrize(
    "plant",
    [_link_to_a_file, _link_to_a_folder, _link_to_the_plan, _folder_that_is_a_link, _link_by_way_of_another],
)
def test_no_link_leads_a_template_out(
    plant: Callable[[Path, Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "passwd").write_text("hemmelighed", encoding="utf-8")
    root = workspace(tmp_path / "here")
    plant(root / "templates", outside)
    answer = Udplan(root, capsys)("status", "--report", "med", "--format", "md")
    assert (answer.code, answer.out) == (1, "")
    assert "is a link that leads out of the folder `templates`" in answer.err
    assert "hemmelighed" not in answer.err
    answer = Udplan(root, capsys)("status", "--report", "med", "--format", "md", "--templates", "shipped")
    assert answer.code == 0
    assert "hemmelighed" not in answer.out


@posix
def test_a_link_to_another_template_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "a.md.j2").write_text("Egen", encoding="utf-8")
    (folder / "med.md.j2").symlink_to("a.md.j2")
    assert render(MED, "md", template_files(tmp_path)) == "Egen\n"


@posix
@pytest.mark.timeout(30)
def test_a_pipe_in_place_of_a_template_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    os.mkfifo(tmp_path / "templates" / "med.md.j2")
    with pytest.raises(UdplanError, match=r"templates/med\.md\.j2: it cannot be opened: it is not a file"):
        template_files(tmp_path)


def test_what_is_too_large_is_told_of_a_template_only(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    large = b"x" * (1024 * 1024 + 1)
    (folder / "brevpapir.docx").write_bytes(large)
    assert template_files(tmp_path) == ()
    (folder / "med.md.j2").write_bytes(large)
    with pytest.raises(UdplanError, match="larger than 1 MiB"):
        template_files(tmp_path)


def test_shipped_templates_are_asked_for_by_option_or_variable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path)
    (root / "templates").mkdir()
    (root / "templates" / "med.md.j2").write_text("Egen", encoding="utf-8")
    udplan, words = Udplan(root, capsys), ("status", "--report", "med", "--format", "md")
    assert udplan(*words).out == "Egen\n"
    shipped = udplan(*words, "--templates", "shipped").out
    assert shipped.startswith("# Udmøntningsplan 2025-2028: inddragelse\n")
    assert udplan(*words, "--templates", "egne").code == 2
    monkeypatch.setenv("UDPLAN_TEMPLATES", "shipped")
    assert udplan(*words).out == shipped


def test_compiled_templates_are_kept_and_a_wrong_row_is_none(tmp_path: Path) -> None:
    file = (tmp_path / "kept.sqlite").absolute()
    plain = render(MED, "html", ())
    assert render(MED, "html", (), kept=Kept(file)) == plain
    kept = _Noting(file)
    assert render(MED, "html", (), kept=kept) == plain
    names = {name for name in kept.asked if name.startswith("template:")}
    assert names
    assert kept.get(names).keys() == names
    for wrong in ("", "!", "AAAA", 7, None, ["x"]):
        Kept(file).put(dict.fromkeys(names, wrong))
        assert render(MED, "html", (), kept=Kept(file)) == plain


class _Noting(Kept):
    """What is kept, with a note of what it was asked for."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.asked: set[str] = set()

    def get(self, names: Iterable[str]) -> Mapping[str, Any]:
        asked = list(names)
        self.asked.update(asked)
        return super().get(asked)

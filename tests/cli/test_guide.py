"""`udplan guide` shows the guide that comes with udplan, and `udplan` alone what can be done next."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest

from support.command import Udplan
from support.gitting import commit, repository
from support.workspace import item_path, workspace

GUIDE = Path(__file__).parents[2] / "docs" / "vejledning"


@pytest.fixture
def udplan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """The command line in an empty folder."""
    (tmp_path / "tom").mkdir()
    return Udplan(tmp_path / "tom", capsys)


def test_the_chapters_are_listed_in_their_order(udplan: Udplan) -> None:
    done = udplan("guide")
    assert done.code == 0
    names = [line.split()[0] for line in done.out.splitlines()]
    assert names[:3] == ["fra-tabel-til-plan", "import", "foerste-dag"]
    assert {f"{name}.md" for name in names} == {path.name for path in GUIDE.glob("*.md")} - {"index.md"}


def test_a_chapter_is_printed_as_it_is(udplan: Udplan) -> None:
    for name in ("git", "git.md", "GIT"):
        assert udplan("guide", name).out == (GUIDE / "git.md").read_text("utf-8")


def test_a_chapter_that_is_not_there_is_told_with_the_nearest(udplan: Udplan) -> None:
    done = udplan("guide", "runde")
    assert done.code == 2
    assert "the guide has no chapter runde" in done.err
    assert "did you mean `runder`?" in done.err


def test_the_whole_guide_is_one_page_whose_links_lead_somewhere_on_it(udplan: Udplan) -> None:
    assert udplan("guide", "-o", "guide.html").code == 0
    page = (udplan.root / "guide.html").read_text("utf-8")
    ids = set(re.findall(r' id="([^"]+)"', page))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert len(targets) > 100
    assert not {unquote(target) for target in targets} - ids
    assert not re.search(r'<(script|img|link)\b|src="', page)
    assert '<html lang="da">' in page


def opened(folder: Path, arguments: Sequence[str], **surroundings: str) -> "subprocess.CompletedProcess[str]":
    """Run a command that opens a browser, in a process of its own: which browser there is is asked once in each."""
    script = f"from udplan.cli.app import run; raise SystemExit(run({list(arguments)!r}))"
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment | surroundings, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_the_guide_is_opened_in_the_browser(udplan: Udplan, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\nprintf %s "$1" > "$0.address"\n', encoding="utf-8")
    browser.chmod(0o755)
    done = opened(udplan.root, ("guide", "--browser"), BROWSER=f"{browser} %s")
    assert done.returncode == 0, done.stderr
    address = (tmp_path / "browser.address").read_text("utf-8")
    assert "Fra tabel til plan" in Path(address.removeprefix("file://")).read_text("utf-8")
    assert not [*udplan.root.iterdir()]


def test_without_a_browser_the_file_is_named(udplan: Udplan, tmp_path: Path) -> None:
    done = opened(udplan.root, ("guide", "--browser"), PATH=str(tmp_path), BROWSER="")
    assert done.returncode == 1
    assert "open the file yourself" in done.stderr


def test_a_report_is_opened_in_the_browser_and_kept_only_where_that_is_asked(example: Path, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\nprintf %s "$1" > "$0.address"\n', encoding="utf-8")
    browser.chmod(0o755)
    address = tmp_path / "browser.address"
    before = sorted(example.rglob("*"))
    done = opened(example, ("status", "--round", "2025-05", "--browser"), BROWSER=f"{browser} %s")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    shown = Path(address.read_text("utf-8").removeprefix("file://"))
    assert "Udmøntningsplan 2025-2028" in shown.read_text("utf-8")
    assert shown.stat().st_mode & 0o077 == 0
    assert sorted(example.rglob("*")) == before
    words = ("status", "--round", "2025-05", "--report", "direktion", "-o", "d.html", "--browser")
    assert opened(example, words, BROWSER=f"{browser} %s").returncode == 0
    assert address.read_text("utf-8") == (example / "d.html").as_uri()


def test_what_goes_to_stdout_is_not_opened(example: Path, udplan: Udplan) -> None:
    done = Udplan(example, udplan.capture)("status", "--format", "md", "--browser")
    assert done.code == 2
    assert "--browser and --format cannot be combined" in done.err


def test_every_command_has_a_short_way_to_its_help(udplan: Udplan) -> None:
    for words in ((), ("save",), ("round",), ("round", "freeze")):
        assert udplan(*words, "-h").out == udplan(*words, "--help").out
    assert "udplan guide" in udplan("-h").out


def commands(out: str) -> list[str]:
    """The commands that are proposed."""
    return re.findall(r"^  (\S.*?)  +\S", out, re.MULTILINE)


def test_where_there_is_no_plan_one_can_be_begun(udplan: Udplan) -> None:
    done = udplan()
    assert done.code == 0
    assert commands(done.out) == ["udplan init", "udplan demo"]


def test_what_is_next_depends_on_what_there_is(udplan: Udplan, tmp_path: Path) -> None:
    root = workspace(tmp_path / "skovby")
    here = Udplan(root, udplan.capture)
    assert commands(here().out)[0] == "git init"
    repository(root)
    assert commands(here().out)[0].startswith("udplan round new 2")
    item = item_path(root)
    item.write_text(item.read_text("utf-8").replace("trafiklys: gul", "trafiklys: roed"), encoding="utf-8")
    done = here()
    assert commands(done.out)[:2] == ["udplan diff", "udplan save"]
    assert "1 file is changed and not saved" in done.out
    runde = root / "plan" / "2025-2028" / "runder" / "2025-05.yaml"
    runde.parent.mkdir()
    runde.write_text("titel: Status\nopgjort: 2025-05-31\n", encoding="utf-8")
    commit(root, "Runde")
    assert commands(here().out)[:2] == ["udplan check --round 2025-05", "udplan round freeze 2025-05"]
    with runde.open("a", encoding="utf-8") as file:
        file.write("beslutning: Godkendt.\n")
    commit(root, "Besluttet")
    assert commands(here().out)[0] == "udplan round new …"


def test_a_plan_without_items_is_to_be_written(udplan: Udplan, tmp_path: Path) -> None:
    asked = ("--kommune", "Skovby Kommune", "--budgetaar", "2026-2029", "--no-git")
    assert udplan("init", *asked).code == 0
    assert commands(udplan().out)[1:3] == ["plan/2026-2029/plan.yaml", "udplan new D --titel …"]

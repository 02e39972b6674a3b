"""The HTML reports in a real browser: accessible, readable at 320 px, without requests and without scripts.

Needs node, Chromium and `npm ci` in this folder. With UDPLAN_BROWSER=1 (CI) what is missing is a failure.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.reports import AS_OF, EXAMPLE, empty, every_report
from udplan.adapters.printers.jinja import render
from udplan.domain.plan import Plan
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.kinds import News

HERE = Path(__file__).parent


def tool(*names: str) -> str:
    """The path of the first of these programs, else the test is skipped or fails."""
    for name in names:
        if found := shutil.which(name):
            return found
    missing(f"no {names[0]} on PATH")
    return ""


def missing(reason: str) -> None:
    if os.environ.get("UDPLAN_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(f"{reason}; UDPLAN_BROWSER=1 makes this a failure")


@pytest.mark.timeout(600)
def test_reports_in_chromium(tmp_path: Path) -> None:
    node, chromium = tool("node"), tool("chromium", "chromium-browser", "google-chrome")
    if not (HERE / "node_modules" / "axe-core").is_dir():
        missing("run `npm ci` in tests/browser")
    plan = EXAMPLE.by_name["2025-2028"]
    news = tuple(News(item.ref, item.emne.titel, "moved", "frist flyttet") for item in plan.items)
    request = ReportRequest(AS_OF, "runde 2025-05, a1b2c3d", since_label="runde 2024-11", news=news)
    long_word = "Speciallægepraksisplanlægningsstabiliseringsperiode"
    cases: dict[str, tuple[Plan, ReportRequest]] = {
        "public": (plan, request),
        "internal": (plan, ReportRequest(AS_OF, long_word, internal=True, filter_text=long_word)),
        "empty": (empty(), ReportRequest(AS_OF)),
    }
    files = []
    for case, arguments in cases.items():
        for name, report in every_report(*arguments):
            path = tmp_path / f"{name}-{case}.html"
            path.write_text(render(report, "html", ()), "utf-8")
            files.append(str(path))
    command = [node, str(HERE / "rapporter.mjs"), chromium, *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=540, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

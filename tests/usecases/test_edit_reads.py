"""What an edit opens: its own plan's files once, and of the other plans what tells whether they are alive."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from support.gitting import repository
from support.workspace import workspace

SCRIPT = """
import json, os, sys
opened = []
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(os.fsdecode(arguments[0]))
sys.addaudithook(note)
from udplan.cli.app import run
code = run(sys.argv[1:])
print(json.dumps(opened), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["set", "2025-2028/A101", "status=Nyt", "--date", "2025-06-01"],
        ["set", "2025-2028/A101", "status=Nyt"],
        ["done", "2025-2028/A101", "--basis", "Regnskab", "--date", "2025-06-01"],
        ["move", "2025-2028/A101", "ultimo 2027", "--reason", "Udbud", "--date", "2025-06-01"],
    ],
    ids=" ".join,
)
def test_an_edit_reads_its_own_plan_once(tmp_path: Path, words: list[str]) -> None:
    root = workspace(tmp_path / "workspace", items=12)
    other = workspace(tmp_path / "other", items=12)
    (other / "plan" / "2025-2028").rename(root / "plan" / "2024-2027")
    rounds = root / "plan" / "2025-2028" / "runder"
    rounds.mkdir()
    (rounds / "2025-05.yaml").write_text("titel: Status\nopgjort: 2025-05-31\n", encoding="utf-8")
    repository(root)
    environment = {**os.environ, "UDPLAN_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    opened = json.loads(done.stderr.splitlines()[-1])
    plans = f"{root}/plan/"
    times = Counter(path.removeprefix(plans) for path in opened if path.startswith(plans) and path.endswith(".yaml"))
    assert [path for path in times if path.startswith("2024-2027/")] == ["2024-2027/plan.yaml"]
    changed = "2025-2028/anlaegsprojekter/A101.yaml"
    # The file that is changed is looked at again before it is replaced, lest somebody else's change is lost.
    assert times.pop(changed) == 2
    assert set(times.values()) == {1}
    assert len(times) == 1 + 1 + 11 + 1

"""Two udplans at once lose none of each other's updates. `UDPLAN_RACES` sets how many edits each makes."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from support.processes import child, ended
from support.workspace import item_path, tree, workspace
from udplan.adapters.read.reader import read
from udplan.pure.change.assignments import assigned, assignment_from_text
from udplan.usecases.edit import edit

RACES = int(os.environ.get("UDPLAN_RACES", "10"))
IDS = ["A101", "A102", "A103"]
DAY = date(2025, 5, 31)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


def set_again_and_again(root: Path, key: str, mark: str) -> int:
    for number in range(RACES):
        given = [
            assignment_from_text(f"{key}=2025={number},2026=0,2027=0,2028=0"),
            assignment_from_text(f"medansvarlige+={mark}{number}"),
        ]
        edit(root, IDS, lambda data, _day: assigned(data, given, DAY), DAY)  # noqa: B023 - called at once
    return 0


def test_no_update_is_lost(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    before = set(tree(root))
    one = child(lambda: set_again_and_again(root, "forventet", "X"))
    other = child(lambda: set_again_and_again(root, "realiseret", "Y"))
    assert (ended(one), ended(other)) == (0, 0)
    last = {"2025": RACES - 1, "2026": 0, "2027": 0, "2028": 0}
    for item_id in IDS:
        data = read(item_path(root, item_id).read_bytes()).data
        assert (data["forventet"], data["realiseret"]) == (last, last)
        names = data["medansvarlige"]
        assert sorted(names) == sorted(f"{mark}{number}" for mark in "XY" for number in range(RACES))
        assert [name for name in names if name[0] == "X"] == [f"X{number}" for number in range(RACES)]
    assert set(tree(root)) == before
    print(f"\nraces: {2 * RACES} edits of {len(IDS)} files by two processes, none lost")


def test_no_update_is_lost_on_the_command_line(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "udplan", "set", *IDS, f"medansvarlige+=N{number}", "--root", str(root)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    for process in processes:
        _out, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    for item_id in IDS:
        names = read(item_path(root, item_id).read_bytes()).data["medansvarlige"]
        assert sorted(names) == ["N0", "N1", "N2", "N3"]

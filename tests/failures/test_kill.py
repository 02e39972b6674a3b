"""A command over 50 files is killed at random: every file is its old or its new self, and the next puts it right.

`UDPLAN_KILLS` sets how many times; the figures are printed at the end (`pytest -s`).
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.processes import child, ended
from support.workspace import item_path, tree, workspace
from udplan.adapters.write.interrupted import journal_of
from udplan.cli.app import run

KILLS = int(os.environ.get("UDPLAN_KILLS", "10"))
ITEMS = 50
REPLACING = 0.008
IDS = [f"A{number}" for number in range(101, 101 + ITEMS)]
Prepared = tuple[Path, dict[str, bytes], dict[str, bytes], float, float]
FIGURES: Counter[str] = Counter()

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork on Windows")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """A workspace, its files before and after the command, and when in the command the writing begins and ends."""
    root = workspace(tmp_path_factory.mktemp("kill"), ITEMS)
    old = {item_id: item_path(root, item_id).read_bytes() for item_id in IDS}
    starts, ends = [], []
    for _attempt in range(4):
        for item_id, content in old.items():
            item_path(root, item_id).write_bytes(content)
        began = time.time()
        assert ended(child(lambda: command(root))) == 0
        ends.append(time.time() - began)
        # A file keeps the time it was written when it is put in place; watching for it could miss it.
        written = min(item_path(root, item_id).stat().st_mtime for item_id in IDS)
        starts.append(max(0.0, written - began))
    new = {item_id: item_path(root, item_id).read_bytes() for item_id in IDS}
    assert all(old[item_id] != new[item_id] for item_id in IDS)
    start, end = min(starts), sorted(ends)[1]  # the first run is slower than all that follow
    yield root, old, new, start, end
    print(f"\nkills: {sum(FIGURES.values())}: {dict(FIGURES)}; writing from {start:.3f} to {end:.3f} s")


def command(root: Path) -> int:
    return run(["set", *IDS, "frist=ultimo 2026", "--root", str(root)])


def seen(sign: Callable[[], bool], end: float) -> None:
    """Wait until there is a sign, or until it must have come and gone."""
    give_up = time.monotonic() + 3 * end
    while not sign() and time.monotonic() < give_up:
        time.sleep(0.0001)


@pytest.mark.parametrize("number", range(KILLS))
def test_killed(
    number: int,
    prepared: Prepared,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root, old, new, start, end = prepared
    for item_id, content in old.items():
        item_path(root, item_id).write_bytes(content)
    before = set(tree(root))
    moment = random.Random(number)
    pid = child(lambda: command(root))
    aim = number % 4
    if aim == 0:  # any time
        time.sleep(moment.uniform(0, end))
    elif aim == 1:  # from when it begins to write the new files
        seen(lambda: bool(list(item_path(root).parent.glob(".udplan-*"))), end)
        time.sleep(moment.uniform(0, end - start))
    else:  # replacing is over in a few milliseconds, so half of the kills are aimed at it
        seen(journal_of(root).exists, end)
        time.sleep(moment.uniform(0, REPLACING))
    os.kill(pid, signal.SIGKILL)
    ended(pid)

    now = {item_id: item_path(root, item_id).read_bytes() for item_id in IDS}
    assert all(now[item_id] in (old[item_id], new[item_id]) for item_id in IDS)
    journal = journal_of(root).exists()
    waiting = bool(list(item_path(root).parent.glob(".udplan-*")))
    finished = sum(now[item_id] == new[item_id] for item_id in IDS)
    moment_hit = "while replacing" if journal else "while preparing" if waiting else "after" if finished else "before"
    FIGURES[moment_hit] += 1
    assert journal or finished in (0, ITEMS)

    assert run(["list", "--format", "ids", "--root", str(root)]) == 0
    assert ("interrupted" in capsys.readouterr().err) == journal
    assert run(["set", "A101", "sag=25/1", "--root", str(root)]) == 0
    said = capsys.readouterr().err
    assert ("an interrupted command was finished: 50 files" in said) == journal
    assert ("had changed nothing" in said) == (waiting and not journal)
    for item_id in IDS[1:]:
        assert item_path(root, item_id).read_bytes() == (new if journal or finished else old)[item_id]
    assert set(tree(root)) == before


@pytest.mark.parametrize("number", range(max(5, KILLS // 10)))
def test_interrupted_by_the_user(number: int, prepared: Prepared) -> None:
    root, old, new, start, end = prepared
    for item_id, content in old.items():
        item_path(root, item_id).write_bytes(content)
    before = set(tree(root))
    pid = child(lambda: command(root))
    seen((root / ".udplan" / "lock").exists, end)  # or the interrupt could come before the command has begun
    time.sleep(random.Random(-number).uniform(0, max(0.0, end - start)))
    os.kill(pid, signal.SIGINT)
    code = ended(pid)
    now = {item_id: item_path(root, item_id).read_bytes() for item_id in IDS}
    assert now in (old, new) or journal_of(root).exists()
    assert code in (0, 130)
    assert run(["set", "A101", "sag=25/1", "--root", str(root)]) == 0
    now = {item_id: item_path(root, item_id).read_bytes() for item_id in IDS[1:]}
    assert now in ({key: old[key] for key in now}, {key: new[key] for key in now})
    assert set(tree(root)) == before

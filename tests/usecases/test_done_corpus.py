"""`done` on 200 files laid out in 200 ways changes the lines of the state, and not a byte besides."""

import re
from datetime import date
from pathlib import Path

import pytest

from support.cases import PLANS, read_case, write_files
from support.plans import plans_in
from udplan.pure.change.edits import finished
from udplan.usecases.edit import edit

CORPUS = read_case(PLANS / "done.txt").files
ITEMS = [path for path in CORPUS if not path.endswith("/plan.yaml")]
DAY = date(2025, 5, 31)
BASIS = "Indarbejdet i budget 2025; se https://skovby.dk/sag?id=1"
LINE = f'afsluttet: {{dato: 2025-05-31, grundlag: "{BASIS}"}}'
COMMENT = re.compile(r"#.*k\d+k [^\r\n]*")


@pytest.fixture(scope="module")
def finished_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with every file of the corpus, finished in one command."""
    root = write_files(CORPUS, tmp_path_factory.mktemp("done"))
    edit(root, [Path(path).stem for path in ITEMS], lambda data, _day: finished(data, DAY, BASIS), DAY)
    return root


def test_there_are_two_hundred_files() -> None:
    blobs = [CORPUS[path] for path in ITEMS]
    assert len(set(blobs)) == 200
    assert sum(b"\r\n" in blob for blob in blobs) > 20
    assert sum(blob.startswith(b"\xef\xbb\xbf") for blob in blobs) > 20
    assert sum(not blob.endswith(b"\n") for blob in blobs) > 20


def test_every_file_loads_as_finished(finished_root: Path) -> None:
    (plan,) = plans_in(finished_root).plans
    assert [item.tilstand for item in plan.items] == ["afsluttet"] * 200
    assert all(item.emne.trafiklys is None for item in plan.items)


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: Path(path).stem)
def test_only_the_lines_of_the_state_change(path: str, finished_root: Path) -> None:
    before = CORPUS[path].decode()
    after = (finished_root / path).read_bytes().decode()
    assert [mark for mark in COMMENT.findall(before) if mark.strip() not in after] == []
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    before, after = before.removeprefix("\ufeff"), after.removeprefix("\ufeff")
    gone = state_lines(before)
    if not gone:
        assert re.search(r"^\{", before, re.MULTILINE)  # all of the file stands in brackets
        return
    state = {mark.strip() for mark in COMMENT.findall("".join(gone))}
    rest = "".join(line for line in before.splitlines(keepends=True) if line not in gone)
    now = "".join(line for line in after.splitlines(keepends=True) if LINE not in line and line.strip() not in state)
    # Where the file ends without a line break, another line may be the last now.
    assert (now == rest) if before.endswith("\n") else (now.rstrip("\r\n") == rest.rstrip("\r\n"))


def state_lines(text: str) -> list[str]:
    """The lines of `fase` and `trafiklys`, found by their indentation; none in a file in brackets."""
    lines = text.splitlines(keepends=True)
    titel = next((line for line in lines if re.match(r" *['\"]?titel['\"]? ?:", line)), None)
    if titel is None or re.search(r"^\{", text, re.MULTILINE):
        return []
    indent = len(titel) - len(titel.lstrip(" "))
    found: list[str] = []
    inside = False
    for line in lines:
        if re.match(rf" {{{indent}}}['\"]?(fase|trafiklys)['\"]? ?:", line):
            inside = True
        elif not line.startswith(" " * (indent + 1)) or not line.strip():
            inside = False
        if inside:
            found.append(line)
    return found

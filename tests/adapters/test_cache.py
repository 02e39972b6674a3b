"""The listing's cache: whatever stands in its file or its place, it costs time at the most."""

import json
import os
from pathlib import Path

import pytest
from udplan.adapters.read.cache import Cache

from support.workspace import workspace
from udplan.adapters.read.sources import WorkTree
from udplan.pure.view.query import Filters
from udplan.usecases.listing import Selection, Sought, selection


def listed(root: Path, file: Path) -> Selection:
    from datetime import date

    sought = Sought(root, WorkTree(root), Cache(file))
    return selection(sought, (), Filters(), date(2025, 5, 31), internal=False)


def spoilt(text: str) -> list[str]:
    seal, _line_end, kept = text.partition("\n")
    plans = json.loads(kept)
    (name,) = plans
    wrong = [
        {name: None},
        {name: {**plans[name], "written": "now"}},
        {name: {**plans[name], "catalogue": 5}},
        {name: {**plans[name], "items": [[5] * len(row) for row in plans[name]["items"]]}},
        [],
    ]
    return ["", "x", kept, text[:-1], *(f"{seal}\n{json.dumps(each)}" for each in wrong)]


def test_a_spoilt_cache_is_made_again(tmp_path: Path) -> None:
    root, file = workspace(tmp_path), tmp_path / "cache.json"
    expected = listed(root, file)
    good = file.read_text(encoding="ascii")
    assert oct(file.stat().st_mode)[-3:] == "600"
    for text in spoilt(good):
        file.write_text(text, encoding="utf-8")
        assert listed(root, file) == expected
        assert file.read_text(encoding="ascii") != text


@pytest.mark.parametrize("place", ["in-a-file/x.json", "in-a-file/deeper/x.json"])
def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, place: str) -> None:
    (tmp_path / "in-a-file").write_text("")
    assert len(listed(workspace(tmp_path), tmp_path / place).items) == 3


def test_a_cache_without_a_home_does_not_land_in_the_current_folder(tmp_path: Path) -> None:
    here = Path.cwd()
    root = workspace(tmp_path)
    os.chdir(root)
    try:
        listed(root, Path("~/.cache/udplan/x.json"))
        assert [path.name for path in root.iterdir()] == ["plan"]
    finally:
        os.chdir(here)

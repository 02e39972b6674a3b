"""What is typed where an item or a plan is asked for: names, and the paths that a shell completes."""

import os
from collections.abc import Iterable
from pathlib import Path

from udplan.domain.names import PLAN_FOLDER, file_path


def item_typed(root: Path, text: str) -> str:
    """The path from the workspace of an item's file that is named from the current folder; any other name as it is."""
    for path in _paths(root, text):
        found = file_path(path)
        if found is not None and found.is_item:
            return path
    return text


def plan_typed(root: Path, text: str) -> str:
    """The plan whose folder is named from the current folder or the workspace; any other name as it is."""
    for path in _paths(root, text):
        folder, _slash, name = path.partition("/")
        if folder == PLAN_FOLDER and name and "/" not in name:
            return name
    return text.rstrip("/") or text


def plans_typed(root: Path, texts: Iterable[str] | None) -> list[str]:
    """What each names, as `plan_typed` has it."""
    return [plan_typed(root, text) for text in texts or ()]


def _paths(root: Path, text: str) -> list[str]:
    """What a path may mean from the workspace, once as it is typed and once with links followed."""
    as_typed = os.path.normpath(Path(text).absolute())
    places = ((as_typed, os.fspath(root)), (os.path.realpath(text), os.path.realpath(root)))
    found = [os.path.relpath(place, base) for place, base in places if place.startswith(base.rstrip(os.sep) + os.sep)]
    return [path.replace(os.sep, "/") for path in (*found, os.path.normpath(text))]

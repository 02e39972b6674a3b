"""The work tree as a source: whatever lies in the folder, files that can be read are found and the others told of."""

import os
from pathlib import Path

import pytest

from support.workspace import PLAN, item_path, workspace
from udplan.adapters.read.loader import load
from udplan.adapters.read.sources import WorkTree
from udplan.ground.errors import UdplanError


def codes(root: Path) -> list[str]:
    return [problem.code for problem in load(WorkTree(root)).problems]


def test_links_that_lead_in_a_ring_hide_nothing_else(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "plan" / "ring").symlink_to("ring")
    (root / "plan" / PLAN / "ring").symlink_to("ring")
    item_path(root, "A900").symlink_to("A900.yaml")
    assert sorted(codes(root)) == ["unread-file", "unreadable-file"]
    assert len(load(WorkTree(root)).workspace.plans[0].items) == 3


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    os.mkfifo(item_path(root, "A900"))
    item_path(root, "A901").mkdir()
    item_path(root, "A902").symlink_to("/dev/zero")
    assert codes(root) == ["unreadable-file"] * 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_opened_is_no_empty_folder(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    folder = item_path(root).parent
    folder.chmod(0)
    try:
        with pytest.raises(UdplanError, match="anlaegsprojekter cannot be opened"):
            load(WorkTree(root))
    finally:
        folder.chmod(0o755)


def test_a_file_with_its_old_time_stamp_back_has_another_version(tmp_path: Path) -> None:
    path = item_path(workspace(tmp_path))
    before = {blob.path: blob.version for blob in WorkTree(tmp_path).blobs()}
    stamp = path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes().replace(b"Udbud", b"Ubdud"))
    os.utime(path, ns=(stamp, stamp))
    changed = [blob.path for blob in WorkTree(tmp_path).blobs() if blob.version != before[blob.path]]
    assert changed == [f"plan/{PLAN}/anlaegsprojekter/A101.yaml"]

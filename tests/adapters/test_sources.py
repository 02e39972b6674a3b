"""Trees: whatever lies in the folder, files that can be read are found and the others told of."""

import os
import subprocess
from pathlib import Path

import pytest

from support.plans import faults_in, plans_in
from support.trees import Watched
from support.workspace import PLAN, item_path, workspace
from udplan.adapters.read.sources import Overlay, WorkTree, blob_id
from udplan.ground.errors import NotAFile, UdplanError

FOLDER = f"plan/{PLAN}/anlaegsprojekter"


def codes(root: Path) -> list[str]:
    return sorted(problem.code for problem in faults_in(root))


def test_links_that_lead_in_a_ring_hide_nothing_else(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "plan" / "ring").symlink_to("ring")
    (root / "plan" / PLAN / "ring").symlink_to("ring")
    item_path(root, "A900").symlink_to("A900.yaml")
    assert codes(root) == ["unread-file", "unread-file", "unreadable-file"]
    assert len(plans_in(root).plans[0].items) == 3


def test_a_folder_that_leads_into_itself_is_gone_into_once(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "plan" / PLAN / "runder").symlink_to(".")
    assert len(plans_in(root).plans[0].items) == 3


def test_a_link_is_followed_where_it_leads_to_somewhere_in_the_plans(tmp_path: Path) -> None:
    root = workspace(tmp_path / "her")
    other = workspace(tmp_path / "der")
    item_path(root, "A110").symlink_to(item_path(root))
    item_path(root, "A111").symlink_to(item_path(other))
    (root / "plan" / "2026-2029").symlink_to(other / "plan" / PLAN)
    tree = WorkTree(root)
    assert tree.links == {f"{FOLDER}/A111.yaml", "plan/2026-2029"}
    assert tree.files[f"{FOLDER}/A110.yaml"] == tree.files[f"{FOLDER}/A101.yaml"]
    assert f"{FOLDER}/A111.yaml" not in tree.files
    assert [plan.name for plan in plans_in(root).plans] == [PLAN]
    assert codes(root) == ["unread-item", "unread-item"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    os.mkfifo(item_path(root, "A900"))
    item_path(root, "A901").mkdir()
    item_path(root, "A902").symlink_to("/dev/zero")
    assert codes(root) == ["unread-item", "unreadable-file", "unreadable-file"]
    tree = WorkTree(root)
    assert tree.files[f"{FOLDER}/A900.yaml"] == ""
    (blob,) = tree.pick([f"{FOLDER}/A900.yaml"])
    with pytest.raises(NotAFile):
        blob.read()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_opened_is_no_empty_folder(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    folder = item_path(root).parent
    folder.chmod(0)
    try:
        with pytest.raises(UdplanError, match="anlaegsprojekter cannot be opened"):
            plans_in(root)
    finally:
        folder.chmod(0o755)


def test_a_file_with_its_old_time_stamp_back_has_another_version(tmp_path: Path) -> None:
    path = item_path(workspace(tmp_path))
    before = dict(WorkTree(tmp_path).files)
    stamp = path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes().replace(b"Udbud", b"Ubdud"))
    os.utime(path, ns=(stamp, stamp))
    after = WorkTree(tmp_path).files
    assert [name for name in after if after[name] != before[name]] == [f"{FOLDER}/A101.yaml"]


def test_bytes_have_the_ids_that_git_gives_them(tmp_path: Path) -> None:
    for content in (b"", b"x\n", "æøå\r\n".encode()):
        asked = subprocess.run(["git", "hash-object", "--stdin"], input=content, capture_output=True, check=True)
        assert blob_id(content) == asked.stdout.decode().strip()


def test_the_paths_of_a_tree_are_known_without_reading_it(tmp_path: Path) -> None:
    tree = WorkTree(workspace(tmp_path))
    assert list(tree.files) == sorted(tree.files)
    assert (len(tree.files), f"plan/{PLAN}/plan.yaml" in tree.files, "plan/nej" in tree.files) == (4, True, False)
    item_path(tmp_path).write_bytes(b"nu")
    assert tree.files[f"{FOLDER}/A101.yaml"] == blob_id(b"nu")


def test_a_file_is_read_once_and_stays_what_it_was(tmp_path: Path) -> None:
    tree = WorkTree(workspace(tmp_path))
    before = tree.files[f"{FOLDER}/A101.yaml"]
    item_path(tmp_path).write_bytes(b"senere")
    (blob,) = tree.pick([f"{FOLDER}/A101.yaml"])
    assert blob_id(blob.read()) == blob.version == before


def test_a_tree_as_it_would_be(tmp_path: Path) -> None:
    below = Watched(WorkTree(workspace(tmp_path)))
    new, gone, changed = f"{FOLDER}/A100.yaml", f"{FOLDER}/A102.yaml", f"{FOLDER}/A103.yaml"
    tree = Overlay(below, {new: b"ny", gone: None, changed: b"anden"})
    assert list(tree.files) == [new, f"{FOLDER}/A101.yaml", changed, f"plan/{PLAN}/plan.yaml"]
    assert (tree.files[new], tree.files[changed]) == (blob_id(b"ny"), blob_id(b"anden"))
    assert tree.files[f"{FOLDER}/A101.yaml"] == below.files[f"{FOLDER}/A101.yaml"]
    picked = tree.pick([changed, gone, f"{FOLDER}/A101.yaml", new])
    assert [blob.path for blob in picked] == [changed, f"{FOLDER}/A101.yaml", new]
    assert [blob.read() for blob in picked] == [b"anden", item_path(tmp_path).read_bytes(), b"ny"]
    assert below.read == [f"{FOLDER}/A101.yaml"]

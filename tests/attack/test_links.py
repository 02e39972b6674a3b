"""Nothing outside is read or written through a link that the repository holds."""

import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.attack import READING, SECRET, WRITING, Attack
from support.gitting import commit
from support.workspace import LIVE, PLAN, item_path, tree, workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links there are the superuser's")

Links = Callable[[Path, Path], None]


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Test")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.invalid")


def outside_of(attack: Attack) -> Path:
    """Another plan outside, which says the secret in every text, and a file of that name."""
    outside = workspace(attack.outside)
    for path in outside.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("Børnehus", SECRET).replace("Skovby", SECRET)
        path.write_text(text, encoding="utf-8")
    (outside / f"{SECRET}.txt").write_text(SECRET, encoding="utf-8")
    (outside / "A101.yaml").write_text(LIVE.replace("Børnehus", SECRET), encoding="utf-8")
    return outside


def linked(place: Path, target: Path) -> None:
    """A link in place of whatever is there."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def an_item(root: Path, outside: Path) -> None:
    linked(item_path(root, "A104"), outside / "A101.yaml")


def an_item_by_steps(root: Path, outside: Path) -> None:
    linked(root / "trin", Path("../outside"))
    linked(item_path(root), Path("../../../trin/A101.yaml"))


def a_secret_text(root: Path, outside: Path) -> None:
    linked(item_path(root, "A104"), outside / f"{SECRET}.txt")
    linked(root / "plan" / PLAN / "runder/2025-06.yaml", outside / f"{SECRET}.txt")


def a_folder_of_items(root: Path, outside: Path) -> None:
    linked(item_path(root).parent, outside / "plan" / PLAN / "anlaegsprojekter")
    linked(root / "plan" / PLAN / "hensigtserklaeringer", outside)


def the_settings(root: Path, outside: Path) -> None:
    linked(root / "plan" / PLAN / "plan.yaml", outside / "plan" / PLAN / "plan.yaml")


def the_rounds(root: Path, outside: Path) -> None:
    linked(root / "plan" / PLAN / "runder", outside)


def a_plan(root: Path, outside: Path) -> None:
    linked(root / "plan/2031-2034", outside / "plan" / PLAN)


def the_one_plan(root: Path, outside: Path) -> None:
    linked(root / "plan" / PLAN, outside / "plan" / PLAN)


def the_whole_disk(root: Path, outside: Path) -> None:
    linked(root / "plan/2031", Path("/"))
    linked(root / "plan" / PLAN / "disk", Path("/"))


def all_plans(root: Path, outside: Path) -> None:
    linked(root / "plan", outside / "plan")


def all_plans_at_the_disk(root: Path, outside: Path) -> None:
    linked(root / "plan", Path("/"))


def upwards(root: Path, outside: Path) -> None:
    linked(root / "plan/op", Path("../.."))
    linked(root / "plan" / PLAN / "op", Path("../../.."))


def the_folder_of_udplan(root: Path, outside: Path) -> None:
    linked(root / ".udplan", outside)


def the_lock(root: Path, outside: Path) -> None:
    linked(root / ".udplan/lock", outside / f"{SECRET}.txt")


def what_waits(root: Path, outside: Path) -> None:
    for pid in (os.getpid(), 1):
        linked(item_path(root).parent / f".udplan-{pid}-A101.yaml.tmp", outside / f"{SECRET}.txt")
    linked(root / f".udplan-{os.getpid()}-ud.html.tmp", outside / f"{SECRET}.txt")


def where_reports_go(root: Path, outside: Path) -> None:
    linked(root / "ud.html", outside / f"{SECRET}.txt")
    linked(root / "ud.md", outside / "ny.md")
    linked(root / "papirer", outside)


LINKS: tuple[Links, ...] = (
    an_item, an_item_by_steps, a_secret_text, a_folder_of_items, the_settings, the_rounds, a_plan, the_one_plan,
    the_whole_disk, all_plans, all_plans_at_the_disk, upwards, the_folder_of_udplan, the_lock, what_waits,
    where_reports_go,
)  # fmt: skip


@pytest.mark.parametrize("committed", [False, True], ids=["loose", "committed"])
@pytest.mark.parametrize("link", LINKS)
def test_nothing_outside_is_read_or_written(link: Links, committed: bool, root: Path, attack: Attack) -> None:
    outside = outside_of(attack)
    link(root, outside)
    if committed:
        commit(root, "Links")
    commands = READING if not committed else READING[::3]
    attack.commands(root, [*commands, *WRITING])


def test_what_leads_to_another_place_in_the_plans_is_read(root: Path, attack: Attack) -> None:
    """So that it is not links as such that are refused."""
    linked(item_path(root, "A104"), Path("A101.yaml"))
    answer = attack.command(root, "show", "A104", codes=(0,))
    attack.hold("Børnehus 101" in answer.out, answer.out)


@pytest.mark.parametrize("output", ["ud.html", "mappe/ud.html", "mappe/ud.md", "mappe/dyb/../ud.md", "trin/ud.md"])
@pytest.mark.parametrize("command", [("status", "--as-of", "2025-06-01"), ("diff", "HEAD~1")])
@pytest.mark.parametrize("named", ["here", "by --root", "by --root and back", "through a link"])
def test_no_output_goes_through_a_link_of_the_repository(
    named: str, command: tuple[str, ...], output: str, root: Path, attack: Attack, tmp_path: Path
) -> None:
    outside = outside_of(attack)
    (outside / "dyb").mkdir()
    linked(root / "ud.html", outside / "ny.html")
    linked(root / "mappe", outside)
    linked(root / "under/trin", outside)
    linked(root / "trin", Path("under/trin"))
    (tmp_path / "genvej").symlink_to(root)
    here, more, path = {
        "here": (root, (), output),
        "by --root": (tmp_path, ("--root", "workspace"), f"workspace/{output}"),
        "by --root and back": (root / "plan", ("--root", "../../workspace"), f"../{output}"),
        "through a link": (tmp_path, ("--root", "workspace"), f"genvej/{output}"),
    }[named]
    before = tree(outside)
    answer = attack.command(here, *command, *more, "-o", path, codes=(1,))
    attack.hold("is a link that leads out of the workspace" in answer.err, answer.err)
    attack.keeps(outside, before)


def test_a_link_that_the_user_has_made_is_theirs(root: Path, attack: Attack, tmp_path: Path) -> None:
    """A desktop's link to a folder of papers, outside the workspace, is written through."""
    (tmp_path / "papirer").mkdir()
    (tmp_path / "skrivebord").symlink_to("papirer")
    attack.command(root, "status", "--as-of", "2025-06-01", "-o", "../skrivebord/ud.md", codes=(0,))
    attack.hold((tmp_path / "papirer/ud.md").is_file(), "nothing was written")


def test_a_users_link_to_a_link_of_the_repository_is_no_way_out(root: Path, attack: Attack, tmp_path: Path) -> None:
    outside = outside_of(attack)
    linked(root / "mappe", outside)
    (tmp_path / "skrivebord").symlink_to(root / "mappe")
    before = tree(outside)
    answer = attack.command(root, "status", "--as-of", "2025-06-01", "-o", "../skrivebord/ud.md", codes=(1,))
    attack.hold("is a link that leads out of the workspace" in answer.err, answer.err)
    attack.keeps(outside, before)


def test_internal_reports_are_their_writers_only(root: Path, attack: Attack) -> None:
    text = item_path(root).read_text(encoding="utf-8")
    item_path(root, "A104").write_text(text + "lukket: {begrundelse: Forhandling}\n", encoding="utf-8")
    umask = os.umask(0)
    try:
        for command in (("status", "--internal"), ("diff", "HEAD")):
            for name in ("ud.html", "ud.md"):
                (root / name).write_text("før")
                (root / name).chmod(0o666)
                for output in (name, f"ny-{name}"):
                    attack.command(root, *command, "-o", output, codes=(0,))
                    mode = stat.S_IMODE((root / output).stat().st_mode)
                    attack.hold(mode == 0o600, f"{command} -o {output}: {mode:o}")
                    (root / output).unlink()
    finally:
        os.umask(umask)


@pytest.mark.timeout(60)
def test_links_that_lead_round_are_not_followed_for_ever(root: Path, attack: Attack) -> None:
    """Each of twelve folders holds links to all twelve: more ways than there are atoms."""
    folders = [root / "plan" / PLAN / f"mappe{number}" for number in range(12)]
    for folder in folders:
        folder.mkdir()
        for number, other in enumerate(folders):
            linked(folder / f"vej{number}", Path("..") / other.name)
        linked(folder / "her", Path())
    answer = attack.command(root, "list", codes=(0,))
    attack.hold(answer.out.count("Børnehus") == 3, answer.out)

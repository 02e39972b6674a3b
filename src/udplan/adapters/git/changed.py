"""What in a workspace is not as its last commit has it, as git itself sees it, and what git is in the middle of."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from udplan.adapters.git.run import prefix, run, run_as_user
from udplan.ground.errors import UdplanError
from udplan.ground.message import _

UnderWay = Literal["", "merge", "rebase", "cherry-pick", "revert"]
_UNDER_WAY: Final[dict[str, UnderWay]] = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
_BOTH_CHANGED: Final = ("UU", "AA")
_ONE_DELETED: Final = ("DD", "AU", "UD", "UA", "DU")


@dataclass(frozen=True, slots=True)
class Changed:
    """Paths from the workspace, by what git says of them; `outside` of it only that there is something."""

    files: tuple[str, ...]
    """Changed, new or deleted, staged or not."""
    conflicts: tuple[str, ...]
    """Changed on both sides of a merge, which git could not put together."""
    undecided: tuple[str, ...]
    """Changed on one side of a merge and deleted on the other."""
    ignored: tuple[str, ...]
    """What git is told to ignore; a folder ends with `/`."""
    outside: int = 0


def changed(root: Path) -> Changed:
    """What differs from the last commit. Raises UdplanError where git cannot tell."""
    asked = ("--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignored=matching")
    told = run_as_user(root, "status", *asked)
    if told.returncode != 0:
        raise UdplanError(_("git cannot say what is changed: {reason}").format(reason=told.stderr.decode().strip()))
    within = prefix(root)
    found: dict[str, list[str]] = {"files": [], "conflicts": [], "undecided": [], "ignored": []}
    outside = 0
    for entry in told.stdout.decode("utf-8", "surrogateescape").split("\0"):
        state, path = entry[:2], entry[3:]
        if not path:
            continue
        if not path.startswith(within):
            outside += state != "!!"
            continue
        kind = (
            "ignored" if state == "!!"
            else "conflicts" if state in _BOTH_CHANGED
            else "undecided" if state in _ONE_DELETED
            else "files"
        )  # fmt: skip
        found[kind].append(path.removeprefix(within))
    return Changed(outside=outside, **{kind: tuple(paths) for kind, paths in found.items()})


def under_way(root: Path) -> UnderWay:
    """What git is in the middle of, such as a merge; empty for nothing."""
    names = [*_UNDER_WAY]
    asked = [word for name in names for word in ("--git-path", name)]
    places = run(root, "rev-parse", *asked).stdout.decode("utf-8", "surrogateescape").splitlines()
    for kind, place in zip(_UNDER_WAY.values(), places, strict=True):
        if (root / place).exists():
            return kind
    return ""


def merge_message(root: Path) -> str:
    """The first line of what git proposes to say of the merge that is under way."""
    place = run(root, "rev-parse", "--git-path", "MERGE_MSG").stdout.decode("utf-8", "surrogateescape").strip("\n")
    try:
        text = (root / place).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return text.partition("\n")[0].strip()


def is_on_branch(root: Path) -> bool:
    """Whether what is committed gets onto a branch; in a detached HEAD it would be lost sight of."""
    return run(root, "symbolic-ref", "--quiet", "HEAD").returncode == 0

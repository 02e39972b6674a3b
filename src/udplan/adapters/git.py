"""git by subprocess: a revision as a source of plan files, and what version the work tree is.

Only shas that git itself has given are passed on, never a user's text; nothing here writes to the repository.
"""

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from udplan.adapters.sources import PLAN_FOLDER, Blob
from udplan.ground.errors import UdplanError
from udplan.ground.language import _

# A repository's own settings may name programs to run; none of them is needed to read what is committed.
_COMMAND = (
    "git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
    "-c", "log.showSignature=false",
)  # fmt: skip

# How long an abbreviation git makes depends on its settings and on the clone; a report says the same everywhere.
_SHORT: Final = 10


def run(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """One git command in a folder, whatever it answers. The one place that starts git.

    Raises UdplanError where git is not installed.
    """
    # Variables such as GIT_DIR, set where udplan is run from a hook, would point at another repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    # What a partial clone lacks is not fetched behind the user's back.
    environment |= {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1"}
    try:
        return subprocess.run(
            [*_COMMAND, *arguments], cwd=root, input=stdin, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError:
        raise UdplanError(_("git is not installed"), _("comparing with an earlier version needs it")) from None


def version(root: Path) -> str:
    """The commit that the work tree stands at, in short, with `+` when plan files differ from it; empty without git."""
    try:
        head = run(root, "rev-parse", "--verify", "--quiet", "HEAD")
    except UdplanError:
        return ""
    if head.returncode != 0:
        return ""
    asked = ("--porcelain", "-z", "--untracked-files=normal", "--ignore-submodules=all")
    changed = run(root, "status", *asked, "--", PLAN_FOLDER)
    return head.stdout.decode("ascii").strip()[:_SHORT] + ("+" if changed.stdout else "")


def revision(root: Path, name: str) -> "Revision":
    """The revision that a user names. Raises UdplanError with the reason git has for not finding it."""
    found = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode == 0 and not found.stdout.startswith(b"^"):  # git's way to say "all but this one"
        return Revision(root, found.stdout.decode("ascii").strip())
    if (refusal := _refusal(root)) is not None:
        raise refusal
    hint = _("name a round, a tag or a commit")
    if is_shallow(root):
        hint = _("this is a shallow clone; fetch the rest with git fetch --unshallow")
    raise UdplanError(_("git does not know the revision {name}").format(name=name), hint)


class _NoRepository(UdplanError):
    """The folder is not in a git repository."""


def _refusal(root: Path) -> UdplanError | None:
    """The reason git has for not working in this folder at all; None where it does."""
    why = run(root, "rev-parse", "--is-inside-work-tree").stderr.decode("utf-8", "replace")
    if "dubious ownership" in why:
        return UdplanError(
            _("git does not trust this folder: it belongs to another user"),
            _("see git help config about safe.directory"),
        )
    if "not a git repository" in why:
        return _NoRepository(
            _("{folder} is not in a git repository").format(folder=root), _("name a round, or leave --since out")
        )
    return None


def is_shallow(root: Path) -> bool:
    """Whether the repository lacks the older part of its history."""
    try:
        return run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    except UdplanError:
        return False


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit's plan files as a source."""

    root: Path
    commit: str

    def blobs(self) -> Iterable[Blob]:
        """See `Source.blobs`."""
        # The workspace may be a folder of a larger repository: paths are asked for, and given, from here.
        listed = run(self.root, "ls-tree", "-r", "-z", self.commit, "--", PLAN_FOLDER)
        if listed.returncode != 0:
            raise self._incomplete()
        names: list[tuple[str, str]] = []
        for line in listed.stdout.split(b"\0"):
            about, tab, path = line.partition(b"\t")
            mode, kind, sha = (*about.decode("ascii").split(" "), "", "", "")[:3]
            name = path.decode("utf-8", "surrogateescape")
            if tab and kind == "blob" and mode != "120000" and _may_be_read(name):
                names.append((name, sha))
        contents = self._contents([sha for _path, sha in names])
        return [
            Blob(path, sha, lambda content=content: content)  # type: ignore[misc]
            for (path, sha), content in sorted(zip(names, contents, strict=True))
        ]

    def _contents(self, shas: Sequence[str]) -> list[bytes]:
        answer = run(self.root, "cat-file", "--batch", stdin="".join(f"{sha}\n" for sha in shas).encode()).stdout
        contents: list[bytes] = []
        at = 0
        for _sha in shas:
            about, _line_end, _rest = answer[at : at + 200].partition(b"\n")
            size = about.rpartition(b" ")[2]
            if not size.isdigit():
                raise self._incomplete()
            start = at + len(about) + 1
            contents.append(answer[start : start + int(size)])
            at = start + int(size) + 1
        return contents

    def _incomplete(self) -> UdplanError:
        return UdplanError(
            _("git does not have all the files of {commit}").format(commit=self.commit[:10]),
            _("fetch them with git fetch --refetch, or look at git fsck"),
        )


def _may_be_read(path: str) -> bool:
    parts = path.split("/")
    return 2 < len(parts) <= 4 and not parts[-1].startswith((".", "~", "#"))


def paths_ever(root: Path, folder: str) -> frozenset[str]:
    """Every path below a folder that any commit of any branch has ever had; empty where there is no git.

    Raises UdplanError where there is a repository whose history git cannot read.
    """
    try:
        log = run(root, "log", "--all", "--format=", "--name-only", "--no-renames", "-z", "--", folder)
    except UdplanError:
        return frozenset()
    if log.returncode != 0:
        refusal = _refusal(root)
        if isinstance(refusal, _NoRepository):
            return frozenset()
        reason = " ".join(log.stderr.decode("utf-8", "replace").split())
        raise refusal or UdplanError(
            _("git cannot read the history: {reason}").format(reason=reason), _("look at git fsck")
        )
    return frozenset(path.decode("utf-8", "surrogateescape").strip("\n") for path in log.stdout.split(b"\0") if path)

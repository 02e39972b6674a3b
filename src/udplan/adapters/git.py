"""git by subprocess: a revision as a source of plan files, and what version the work tree is.

Only shas that git itself has given are passed on, never a user's text; nothing here writes to the repository.
"""

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from udplan.adapters.sources import PLAN_FOLDER, Blob
from udplan.ground.errors import UdplanError
from udplan.ground.language import _

_COMMAND = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false")


def _run(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # Variables such as GIT_DIR, set where udplan is run from a hook, would point at another repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["LC_ALL"] = "C"
    try:
        return subprocess.run(
            [*_COMMAND, *arguments], cwd=root, input=stdin, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError:
        raise UdplanError(_("git is not installed"), _("comparing with an earlier version needs it")) from None


def version(root: Path) -> str:
    """The short commit that the work tree stands at, with `+` when plan files differ from it; empty without git."""
    try:
        head = _run(root, "rev-parse", "--verify", "--quiet", "--short", "HEAD")
    except UdplanError:
        return ""
    if head.returncode != 0:
        return ""
    changed = _run(root, "status", "--porcelain", "-z", "--", PLAN_FOLDER)
    return head.stdout.decode("ascii").strip() + ("+" if changed.stdout else "")


def revision(root: Path, name: str) -> "Revision":
    """The revision that a user names. Raises UdplanError with the reason git has for not finding it."""
    found = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode == 0:
        return Revision(root, found.stdout.decode("ascii").strip())
    why = _run(root, "rev-parse", "--is-inside-work-tree").stderr.decode("utf-8", "replace")
    if "dubious ownership" in why:
        raise UdplanError(
            _("git does not trust this folder: it belongs to another user"),
            _("see git help config about safe.directory"),
        )
    if "not a git repository" in why:
        raise UdplanError(
            _("{folder} is not in a git repository").format(folder=root), _("name a round, or leave --since out")
        )
    hint = _("name a round, a tag or a commit")
    if _run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        hint = _("this is a shallow clone; fetch the rest with git fetch --unshallow")
    raise UdplanError(_("git does not know the revision {name}").format(name=name), hint)


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit's plan files as a source."""

    root: Path
    commit: str

    def blobs(self) -> Iterable[Blob]:
        """See `Source.blobs`."""
        # The workspace may be a folder of a larger repository: paths are asked for, and given, from here.
        listed = _run(self.root, "ls-tree", "-r", "-z", self.commit, "--", PLAN_FOLDER)
        names: list[tuple[str, str]] = []
        for line in listed.stdout.split(b"\0"):
            about, tab, path = line.partition(b"\t")
            mode, kind, sha = (*about.decode("ascii").split(" "), "", "", "")[:3]
            if tab and kind == "blob" and mode != "120000":
                names.append((path.decode("utf-8", "surrogateescape"), sha))
        contents = self._contents([sha for _path, sha in names])
        return [
            Blob(path, sha, lambda content=content: content)  # type: ignore[misc]
            for (path, sha), content in sorted(zip(names, contents, strict=True))
            if 2 < len(path.split("/")) <= 4 and not path.rpartition("/")[2].startswith((".", "~", "#"))
        ]

    def _contents(self, shas: Sequence[str]) -> list[bytes]:
        answer = _run(self.root, "cat-file", "--batch", stdin="".join(f"{sha}\n" for sha in shas).encode()).stdout
        contents: list[bytes] = []
        at = 0
        for _sha in shas:
            line_end = answer.index(b"\n", at)
            size = int(answer[at:line_end].rsplit(b" ", 1)[1])
            contents.append(answer[line_end + 1 : line_end + 1 + size])
            at = line_end + 1 + size + 1
        return contents


def paths_ever(root: Path, folder: str) -> frozenset[str]:
    """Every path below a folder that any commit of any branch has ever had; empty where there is no git."""
    try:
        log = _run(root, "log", "--all", "--format=", "--name-only", "--no-renames", "-z", "--", folder)
    except UdplanError:
        return frozenset()
    return frozenset(path.decode("utf-8", "surrogateescape").strip("\n") for path in log.stdout.split(b"\0") if path)

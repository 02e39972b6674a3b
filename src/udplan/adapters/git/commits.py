"""What udplan writes to git when it is asked to: a repository, a commit of some files, what is sent to the others.

That is done as the user's own git does it, hooks, filters and signatures included: who gives `git commit` wants them,
and so does who gives `udplan save`. What only reads goes through `run.run`, which runs nothing of the repository's.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

from udplan.adapters.git.committed import git_said
from udplan.adapters.git.run import refusal, revision, run_as_user
from udplan.ground.errors import UdplanError
from udplan.ground.message import _

_NO_CHANGE: Final = re.compile(rb"^(?:nothing|no changes) (?:added )?to commit", re.MULTILINE)


def is_in_repository(folder: Path) -> bool:
    """Whether a folder is in the work tree of a git repository that git works in."""
    return refusal(folder) is None


def make_repository(folder: Path) -> None:
    """A new repository in a folder. Raises UdplanError where git cannot make one."""
    chosen = run_as_user(folder, "config", "init.defaultBranch").returncode == 0
    done = run_as_user(folder, "init", "--quiet", *([] if chosen else ["--initial-branch=main"]))
    if done.returncode != 0:
        raise UdplanError(_("git cannot make a repository here: {reason}").format(reason=git_said(done.stderr)))


def refuse_without_author(root: Path) -> None:
    """Raises UdplanError where git does not know in whose name to commit."""
    if any(run_as_user(root, "var", f"GIT_{who}_IDENT").returncode != 0 for who in ("AUTHOR", "COMMITTER")):
        raise UdplanError(
            _("git does not know who you are"),
            _('tell it with git config --global user.name "…" and git config --global user.email "…"'),
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A new commit, empty where git sees no difference, and what git and the hooks had to say."""

    commit: str
    said: str


def commit(root: Path, paths: Sequence[str], message: str, *, whole: bool = False) -> Made:
    """Commit these files as they are now, new and deleted ones too, and nothing else that may be staged.

    With `whole` also what is staged, as what ends a merge must. Raises UdplanError where git or a hook refuses; then
    nothing is staged that was not before, but for what ends a merge.
    """
    followed = _followed(root)
    new = [path for path in paths if path not in followed and os.path.lexists(root / path)]
    # What is staged as deleted is neither there nor followed, and there is nothing to add of it.
    if added := [path for path in paths if path in followed or path in new] if whole else new:
        _refuse_failed(_git(root, added, "add", "--all"))
    only = [] if whole else paths
    done = _git(root, only, "commit", "--quiet", *(["--only"] if only else []), f"--message={message}")
    # Other ends of lines than git keeps are a change to `git status`, and none to `git commit`.
    if done.returncode != 0 and _NO_CHANGE.search(done.stdout):
        return Made("", "")
    if done.returncode != 0 and new and not whole:
        _git(root, new, "rm", "--cached", "--quiet", "--ignore-unmatch")
    _refuse_failed(done)
    return Made(revision(root, "HEAD").commit, done.stderr.decode("utf-8", "replace").strip())


def _followed(root: Path) -> set[str]:
    """The files that git follows."""
    return set(run_as_user(root, "ls-files", "-z").stdout.decode("utf-8", "surrogateescape").split("\0"))


def _git(root: Path, paths: Sequence[str], *command: str) -> CompletedProcess[bytes]:
    """A git command about exactly these files, or about none; a command line is not long enough for their names."""
    if not paths:
        return run_as_user(root, *command)
    names = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    given = ("--pathspec-from-file=-", "--pathspec-file-nul")
    return run_as_user(root, "--literal-pathspecs", *command, *given, stdin=names)


def _refuse_failed(done: CompletedProcess[bytes]) -> None:
    if done.returncode != 0:
        raise UdplanError(
            _("git did not save it: {reason}").format(reason=git_said(done.stderr + done.stdout)),
            _("the files are as they were; put right what git or a hook says, and save again"),
        )


def push(root: Path) -> str:
    """Send what is committed to the others, as `git push` does. Raises UdplanError where it is not taken."""
    done = run_as_user(root, "push")
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == 0:
        return said
    hint = _("it is saved here; put it right, and give git push")
    if "[rejected]" in said or "non-fast-forward" in said:
        hint = _("others have sent something since: git pull first, then git push")
    elif "no upstream branch" in said or "No configured push destination" in said:
        hint = _("say once where to: git push --set-upstream origin BRANCH")
    reason = b"\n".join(line for line in done.stderr.splitlines() if not line.startswith((b"hint:", b"To ")))
    raise UdplanError(_("it was not sent: {reason}").format(reason=git_said(reason)), hint)

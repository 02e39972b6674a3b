"""What is committed in a workspace's repository, and what in its folders is not."""

from collections.abc import Iterator
from pathlib import Path

from udplan.adapters.git import run as git
from udplan.adapters.read.templates import FOLDER, TemplateFile, template_files
from udplan.domain.names import PLAN_FOLDER
from udplan.ground.errors import UdplanError
from udplan.ground.message import _


def head(root: Path) -> git.Revision:
    """The commit the work tree stands at. Raises UdplanError where there is no git, no repository or no commit."""
    try:
        return git.revision(root, "HEAD")
    except UdplanError as error:
        works = git.is_installed() and git.refusal(root) is None
        message = _("nothing is committed yet") if works else error.message
        raise UdplanError(message, _("a round is frozen as git has it: commit the plan first")) from None


def revision(root: Path, commit: str) -> git.Revision:
    """A commit by its full name. Raises UdplanError, with what to fetch, where the repository does not have it."""
    try:
        return git.revision(root, commit)
    except UdplanError:
        hint = git.unshallow_hint() if git.is_shallow(root) else _("fetch it with git fetch --tags")
        message = _("git does not have the commit {commit}").format(commit=commit[:10])
        raise UdplanError(message, hint) from None


def uncommitted(at: git.Revision) -> tuple[str, ...]:
    """Files of the plan and its templates that are not as the work tree's commit has them; sorted paths.

    Bytes are compared: neither what git is told to ignore nor a filter that the repository brings is asked.
    """
    return tuple(sorted({*git.differing(git.work_tree(at.root, at), at), *_uncommitted_templates(at)}))


def _uncommitted_templates(at: git.Revision) -> Iterator[str]:
    then = {path: sha for path, mode, sha in at.listed(FOLDER) if mode != git.LINK}
    now = {f"{FOLDER}/{each.name}": each.content for each in template_files(at.root)}
    yield from (path for path in {**then, **now} if path not in now or not at.has(then.get(path), now[path]))


def links(at: git.Revision) -> tuple[str, ...]:
    """What of the plan and its templates is a link: udplan follows it in a folder, but cannot in a commit."""
    return tuple(path for folder in (PLAN_FOLDER, FOLDER) for path, mode, _sha in at.listed(folder) if mode == git.LINK)


def templates(at: git.Revision) -> tuple[TemplateFile, ...]:
    """The municipality's own templates as a commit has them; none where it has no such folder."""
    files = {path.removeprefix(f"{FOLDER}/"): sha for path, mode, sha in at.listed(FOLDER) if mode != git.LINK}
    return tuple(TemplateFile(blob.path, blob.read()) for blob in git.Versions(at.root, files).pick(files))


def git_said(stderr: bytes) -> str:
    """What git complains of, in one line."""
    return " ".join(stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ").removeprefix("error: ")

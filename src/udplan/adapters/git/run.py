"""git by subprocess: a revision as a source of plan files, and what version the work tree is.

Nothing here but `run_as_user` runs anything that a repository names, and a user's text is given to git only as the
name of a revision.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from udplan.adapters.read.sources import Algorithm, Blob, Tree, WorkTree, blob_id
from udplan.domain.names import PLAN_FOLDER, file_path
from udplan.ground.errors import UdplanError
from udplan.ground.message import Message, Text, _

# A repository's own settings may name programs to run; none of them is needed to read what is committed. Nor is a
# folder taken for a repository only because it looks like one: a clone can bring a whole one, settings and all.
_SETTINGS: Final = (
    "--no-optional-locks", "--no-pager", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}", "-c", f"core.attributesFile={os.devnull}", "-c", "core.quotePath=false",
    "-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "log.mailmap=false",
    "-c", "i18n.logOutputEncoding=UTF-8", "-c", f"diff.orderFile={os.devnull}", "-c", "diff.ignoreSubmodules=none",
)  # fmt: skip

# How long an abbreviation git makes depends on its settings and on the clone; a report says the same everywhere.
_SHORT: Final = 10

# Windows looks for other suffixes too, such as that of a script.
_GIT: Final = "git.exe" if sys.platform == "win32" else "git"

LINK: Final = "120000"
"""The mode git gives to a symbolic link."""


def run(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """One git command in a folder, whatever it answers; nothing that a repository names is run.

    Raises UdplanError where git is not installed.
    """
    # Variables such as GIT_DIR, set where udplan is run from a hook, would point at another repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    # What a partial clone lacks is not fetched behind the user's back, by programs that the repository names; an older
    # git knows only of protocols. Nor is another object taken for one that a round was frozen with (git help replace).
    environment |= {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_NO_REPLACE_OBJECTS": "1"}
    program = _found_program()
    if _looks_bare(root):  # then somebody has named it, or stands in it
        environment["GIT_DIR"] = str(root)
    return subprocess.run(
        [program, *_SETTINGS, *arguments], cwd=root, input=stdin, capture_output=True, env=environment, check=False
    )


# What says which repository, index and settings are meant; https://git-scm.com/docs/git-rev-parse, --local-env-vars.
_OF_ONE_REPOSITORY: Final = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
        "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    )
)  # fmt: skip


def run_as_user(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """One git command as the user would give it, with their settings, hooks, filters and signatures.

    Only for what the user has asked git to do by name: to make a repository, to commit, to push. Raises UdplanError
    where git is not installed.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ONE_REPOSITORY}
    # What git says is read here, and a message is always given: nothing waits for an editor.
    environment |= {"LC_ALL": "C.UTF-8", "LANGUAGE": "C", "GIT_EDITOR": "true"}
    return subprocess.run(
        [_found_program(), "--no-pager", *arguments], cwd=root, input=stdin, capture_output=True, env=environment,
        check=False,
    )  # fmt: skip


def _found_program() -> str:
    program = _program(os.environ.get("PATH", os.defpath))
    if program is None:
        raise UdplanError(_("git is not installed"), _("comparing with an earlier version needs it"))
    return program


@cache
def _program(path: str) -> str | None:
    """Where git is: found once, and never in the current folder, which may be a stranger's."""
    folders = (Path(folder) for folder in path.split(os.pathsep))
    found = (shutil.which(str(folder / _GIT)) for folder in folders if folder.is_absolute())
    return next(filter(None, found), None)


def _looks_bare(folder: Path) -> bool:
    """Whether a folder is a repository without files of its own. One that has a plan lies in its work tree instead."""
    if (folder / PLAN_FOLDER).is_dir():
        return False
    return (folder / "HEAD").is_file() and all((folder / name).is_dir() for name in ("objects", "refs"))


def is_installed() -> bool:
    """Whether there is a git to ask."""
    return _program(os.environ.get("PATH", os.defpath)) is not None


def revision(root: Path, name: str) -> "Revision":
    """The revision that a user names. Raises UdplanError with the reason git has for not finding it."""
    found = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode == 0 and not found.stdout.startswith(b"^"):  # git's way to say "all but this one"
        return Revision(root, found.stdout.decode("ascii").strip())
    if (reason := refusal(root)) is not None:
        raise reason
    if name == "HEAD":
        raise UdplanError(_("nothing is committed on this branch yet"), _("commit the plan with git first"))
    hint = _("name a round, a day such as 2025-05-31, a tag or a commit")
    if is_shallow(root):
        hint = unshallow_hint()
    raise UdplanError(_("git does not know the revision {name}").format(name=name), hint)


def has_commit(root: Path) -> bool:
    """Whether anything is committed on the branch that the work tree stands on."""
    return run(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode == 0


class NoRepository(UdplanError):
    """The folder is not in a git repository."""


def refusal(root: Path) -> UdplanError | None:
    """The reason git has for not working in this folder at all; None where it does."""
    why = run(root, "rev-parse", "--is-inside-work-tree").stderr.decode("utf-8", "replace")
    if "dubious ownership" in why:
        return UdplanError(
            _("git does not trust this folder: it belongs to another user"),
            _("see git help config about safe.directory"),
        )
    if "not a git repository" in why:
        return NoRepository(
            _("{folder} is not in a git repository").format(folder=root),
            _("earlier versions are known only where the plan is kept in git"),
        )
    return None


def unshallow_hint() -> Message:
    """What to do where the older part of the history is missing."""
    return _("this is a shallow clone; fetch the rest with git fetch --unshallow")


def is_shallow(root: Path) -> bool:
    """Whether the repository lacks the older part of its history."""
    try:
        return run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    except UdplanError:
        return False


@dataclass(frozen=True)
class Revision:
    """A commit's plan files as a tree."""

    root: Path
    commit: str

    @property
    def short(self) -> str:
        """The commit as people are shown it."""
        return self.commit[:_SHORT]

    @property
    def algorithm(self) -> Algorithm:
        """How the repository names bytes."""
        return "sha256" if len(self.commit) == 64 else "sha1"

    @cached_property
    def _listed(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(self.listed(PLAN_FOLDER))

    @cached_property
    def files(self) -> Mapping[str, str]:
        """See `Tree.files`."""
        return {path: sha for path, mode, sha in sorted(self._listed) if mode != LINK}

    @cached_property
    def links(self) -> frozenset[str]:
        """See `Tree.links`. A commit holds no contents of what a link leads to."""
        return frozenset(path for path, mode, _sha in self._listed if mode == LINK)

    def has(self, version: str | None, content: bytes) -> bool:
        """Whether these bytes are that version; that git may have written other ends of lines is no difference."""
        return any(version == blob_id(each, self.algorithm) for each in (content, content.replace(b"\r\n", b"\n")))

    def listed(self, folder: str) -> Iterator[tuple[str, str, str]]:
        """Path, mode and blob of every file below a folder. Raises UdplanError where the repository lacks some."""
        # The workspace may be a folder of a larger repository: paths are asked for, and given, from here.
        answer = run(self.root, "ls-tree", "-r", "-z", self.commit, "--", folder)
        if answer.returncode != 0:
            raise incomplete(self.short)
        for line in answer.stdout.split(b"\0"):
            about, tab, path = line.partition(b"\t")
            if tab:
                mode, kind, sha = about.decode("ascii").split(" ")
                if kind == "blob":
                    yield path.decode("utf-8", "surrogateescape"), mode, sha

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`. Raises UdplanError where the repository lacks one."""
        return _picked(self.root, self.files, paths, self.short)


def work_tree(root: Path, like: Revision) -> WorkTree:
    """The files as they lie in the folder now, under the names that the commit's repository would give their bytes."""
    return WorkTree(root, like.algorithm)


def differing(tree: Tree, commit: Revision) -> tuple[str, ...]:
    """The plan files of two trees that are not the same; no program that the repository brings is asked.

    That git may have written other ends of lines into the work tree is no difference.
    """
    before, after = commit.files, tree.files
    paths = [path for path in {*before, *after} if file_path(path) and before.get(path) != after.get(path)]
    same = {blob.path for blob in tree.pick(paths) if blob.version and commit.has(before.get(blob.path), blob.read())}
    return tuple(sorted(path for path in paths if path not in same))


@dataclass(frozen=True)
class Versions:
    """Versions of plan files by the ids of their bytes, whichever commits they are of; the paths are only names."""

    root: Path
    files: Mapping[str, str]
    links: frozenset[str] = frozenset()

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`. Raises UdplanError where the repository lacks one."""
        return _picked(self.root, self.files, paths, _("the history"))


def contents(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """The bytes of each file that git knows by an id or as `COMMIT:PATH`; None for what it does not have."""
    if not names:
        return []
    answer = run(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode()).stdout
    found: list[bytes | None] = []
    at = 0
    for name in names:
        about, _line_end, _rest = answer[at : at + 200 + len(name.encode())].partition(b"\n")
        at += len(about) + 1
        size = about.rpartition(b" ")[2]
        if size.isdigit():
            found.append(answer[at : at + int(size)])
            at += int(size) + 1
        else:
            found.append(None)
    return found


def _picked(root: Path, files: Mapping[str, str], paths: Iterable[str], what: Text) -> list[Blob]:
    wanted = [path for path in paths if path in files]
    blobs = []
    for path, content in zip(wanted, contents(root, [files[path] for path in wanted]), strict=True):
        if content is None:
            raise incomplete(what)
        blobs.append(Blob(path, files[path], lambda content=content: content))  # type: ignore[misc]
    return blobs


def incomplete(what: Text) -> UdplanError:
    """That the repository lacks files it should have, as a partial clone does."""
    return UdplanError(
        _("git does not have all the files of {commit}").format(commit=what),
        _("fetch them with git fetch --refetch, or look at git fsck"),
    )


def prefix(root: Path) -> str:
    """What the paths of a workspace begin with in its repository: empty, or the folder it is in and a `/`."""
    return run(root, "rev-parse", "--show-prefix").stdout.decode("utf-8", "surrogateescape").strip("\n")


def bare_repository(folder: Path) -> Path | None:
    """The bare repository that a folder is in; None if it is in none, or there is no git to ask."""
    if not is_installed() or not folder.is_dir():
        return None
    told = run(folder, "rev-parse", "--is-bare-repository", "--absolute-git-dir")
    is_bare, _line_end, where = told.stdout.decode("utf-8", "surrogateescape").partition("\n")
    return Path(where.strip("\n")) if is_bare == "true" else None

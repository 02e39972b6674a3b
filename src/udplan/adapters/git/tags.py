"""Annotated git tags: what a name stands for, and making one that nobody moves by mistake."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from udplan.adapters.git import run as git
from udplan.adapters.git.committed import git_said
from udplan.ground.errors import UdplanError
from udplan.ground.message import _

_FOLDER: Final = "refs/tags/"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as git has it; `commit` is empty where it points at something else."""

    name: str
    object: str
    commit: str
    annotated: bool
    message: str


def tag_named(root: Path, name: str) -> Tag | None:
    """The tag of this name; None if there is none. Raises UdplanError for a name that git does not allow."""
    _refuse_name(root, name)
    found = git.run(root, "rev-parse", "--verify", "--quiet", f"{_FOLDER}{name}")
    if found.returncode != 0:
        return None
    sha = found.stdout.decode("ascii").strip()
    kind, content = _object(root, name, sha)
    if kind != "tag":
        return Tag(name, sha, sha if kind == "commit" else "", False, "")
    head, _blank, message = content.partition("\n\n")
    fields = dict(line.split(" ", 1) for line in head.splitlines() if " " in line)
    commit = fields.get("object", "") if fields.get("type") == "commit" else ""
    return Tag(name, sha, commit, True, message)


def _object(root: Path, name: str, sha: str) -> tuple[str, str]:
    answer = git.run(root, "cat-file", "--batch", stdin=f"{sha}\n".encode()).stdout
    about, _line_end, content = answer.partition(b"\n")
    parts = about.decode("ascii", "replace").split(" ")
    if len(parts) != 3 or not parts[2].isdigit():
        raise UdplanError(
            _("git does not have what the tag {tag} points at").format(tag=name), _("fetch it with git fetch --tags")
        )
    return parts[1], content[: int(parts[2])].decode("utf-8", "replace")


def tag_names(root: Path, folder: str) -> tuple[str, ...]:
    """Every tag below a folder of names; none without git."""
    try:
        listed = git.run(root, "for-each-ref", "--format=%(refname)", f"{_FOLDER}{folder}/")
    except UdplanError:
        return ()
    names = listed.stdout.decode("utf-8", "surrogateescape").splitlines() if listed.returncode == 0 else []
    return tuple(name.removeprefix(_FOLDER) for name in names)


def make_tag(root: Path, name: str, commit: str, message: str) -> Tag:
    """An annotated tag on a commit. Raises UdplanError where there is one already, or git cannot make it."""
    identity = _identity()
    given = ("--annotate", "--no-sign", "--cleanup=verbatim", "--file=-", name, commit)
    done = git.run(root, *identity, "tag", *given, stdin=message.encode("utf-8"))
    made = tag_named(root, name) if done.returncode == 0 else None
    if made is None:
        raise UdplanError(
            _("git cannot make the tag {tag}: {reason}").format(tag=name, reason=git_said(done.stderr)),
            _("nothing was written"),
        )
    return made


def delete_tag(root: Path, tag: Tag) -> None:
    """Take a tag away again, if it still is what it was."""
    git.run(root, "update-ref", "-d", f"{_FOLDER}{tag.name}", tag.object)


def refuse_without_identity(root: Path) -> None:
    """Raises UdplanError where git does not know in whose name a tag is made."""
    if git.run(root, *_identity(), "var", "GIT_COMMITTER_IDENT").returncode != 0:
        raise UdplanError(
            _("git does not know who you are"),
            _('tell it with git config --global user.name "…" and git config --global user.email "…"'),
        )


def _identity() -> tuple[str, ...]:
    """What the environment says of who commits; the runner of git keeps no variables of git."""
    named = {"user.name": "GIT_COMMITTER_NAME", "user.email": "GIT_COMMITTER_EMAIL"}
    given = {key: os.environ.get(variable, "") for key, variable in named.items()}
    return tuple(word for key, value in given.items() if value for word in ("-c", f"{key}={value}"))


def _refuse_name(root: Path, name: str) -> None:
    if git.run(root, "check-ref-format", f"{_FOLDER}{name}").returncode != 0:
        raise UdplanError(
            _("git does not allow a tag named {tag}").format(tag=name),
            _("give the round, or the plan's folder, a name of letters, digits and hyphens"),
        )

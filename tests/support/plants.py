"""Every known way for a repository to have a program run: each leaves a mark when it is."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from support.gitting import git

MARK: Final = "{program}"
"""Stands for the program in what is planted."""
_HOOKS: Final = (
    "applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-applypatch", "post-checkout", "post-commit",
    "post-index-change", "post-merge", "post-rewrite", "post-update", "pre-applypatch", "pre-auto-gc", "pre-commit",
    "pre-merge-commit", "pre-push", "pre-rebase", "pre-receive", "prepare-commit-msg", "proc-receive",
    "push-to-checkout",
    "reference-transaction", "sendemail-validate", "update",
)  # fmt: skip
ATTRIBUTES: Final = "* filter=x diff=x merge=x\n"


@dataclass(frozen=True)
class Plant:
    """What is put into a repository, and a command of git's own that has its program run there."""

    config: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    trigger: tuple[str, ...] = ()
    lost_object: bool = False
    """Whether git lacks a plan file, which it would fetch."""


def _filter(kind: str, *trigger: str) -> Plant:
    return Plant({f"filter.x.{kind}": MARK, "filter.x.required": "true"}, {".gitattributes": ATTRIBUTES}, trigger)


def _diff(key: str) -> Plant:
    return Plant({key: MARK}, {".gitattributes": ATTRIBUTES}, ("diff", "HEAD~1"))


def _fetched(url: str, **more: str) -> Plant:
    config = {
        "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
        "remote.origin.url": url, "remote.origin.fetch": "+refs/heads/*:refs/remotes/origin/*",
        **{key.replace("__", "."): value for key, value in more.items()},
    }  # fmt: skip
    return Plant(config, trigger=("fetch",), lost_object=True)


PLANTS: Final = {
    "filter clean": _filter("clean", "status"),
    "filter smudge": _filter("smudge", "checkout", "--", "plan"),
    "filter process": _filter("process", "status"),
    "fsmonitor": Plant({"core.fsmonitor": MARK}, trigger=("status",)),
    "textconv": _diff("diff.x.textconv"),
    "diff driver": _diff("diff.x.command"),
    "external diff": _diff("diff.external"),
    "merge driver": Plant({"merge.x.driver": MARK}, {".gitattributes": ATTRIBUTES}),
    "pagers": Plant({f"pager.{name}": MARK for name in ("log", "tag", "diff", "show",
    "branch")} | {"core.pager": MARK}),
    "hooks": Plant(files={f".git/hooks/{name}": MARK for name in _HOOKS}, trigger=("tag", "ny")),
    "hooks path": Plant({"core.hooksPath": "kroge"}, {f"kroge/{name}": MARK for name in _HOOKS}, ("tag", "ny")),
    "signing": Plant(
        {"gpg.program": MARK, "tag.gpgSign": "true", "tag.forceSignAnnotated": "true", "commit.gpgSign": "true",
         "log.showSignature": "true", "user.signingKey": "x"},
        trigger=("tag", "-a", "-m", "ny", "ny"),
    ),
    "signing by ssh": Plant(
        {"gpg.format": "ssh", "gpg.ssh.program": MARK, "gpg.ssh.defaultKeyCommand": MARK, "tag.gpgSign": "true",
         "user.signingKey": "key::ssh-ed25519 AAAA"},
        trigger=("tag", "-a", "-m", "ny", "ny"),
    ),
    "aliases": Plant(
        {f"alias.{name}": f"!{MARK}" for name in ("plan", "log", "tag", "rev-parse", "cat-file", "ls-tree")},
        trigger=("plan",),
    ),
    "editors": Plant({"core.editor": MARK, "sequence.editor": MARK}, trigger=("tag", "-a", "ny")),
    "credentials": Plant({"credential.helper": f"!{MARK}", "core.askPass": MARK}, trigger=("credential", "fill")),
    "attributes file": Plant(
        {"core.attributesFile": "attributter", "filter.x.clean": MARK}, {"attributter": ATTRIBUTES}, ("status",)
    ),
    "attributes of the repository": Plant(
        {"filter.x.clean": MARK}, {".git/info/attributes": ATTRIBUTES}, ("status",)
    ),
    "include": Plant(
        {"include.path": "../indhold"}, {"indhold": f"[core]\n\tfsmonitor = {MARK}\n"}, ("status",)
    ),
    "conditional include": Plant(
        {"includeIf.gitdir:**.path": "../indhold"}, {"indhold": f"[core]\n\tfsmonitor = {MARK}\n"}, ("status",)
    ),
    "submodule": Plant(
        {"submodule.x.update": f"!{MARK}", "diff.ignoreSubmodules": "none"},
        {".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = ./x\n\tupdate = !{MARK}\n'},
    ),
    "ssh": _fetched("ssh://nowhere.invalid/x", core__sshCommand=MARK),
    "upload pack": _fetched("{root}", remote__origin__uploadpack=MARK),
    "external transport": _fetched(f"ext::{MARK}", protocol__ext__allow="always", protocol__allow="always"),
    "git proxy": _fetched("git://nowhere.invalid/x", core__gitProxy=MARK),
    "alternate refs": Plant({"core.alternateRefsCommand": MARK}),
    "trailers": Plant({"trailer.x.command": MARK, "trailer.x.cmd": MARK}),
}  # fmt: skip


@dataclass(frozen=True)
class Canary:
    """A program that leaves a mark, and whether it was run."""

    folder: Path

    @property
    def program(self) -> Path:
        return self.folder / "program"

    @property
    def mark(self) -> Path:
        return self.folder / "was-run"

    def was_run(self) -> bool:
        """Whether it was, since this was last asked."""
        ran = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return ran


def canary(folder: Path) -> Canary:
    """A program in a folder of its own."""
    folder.mkdir()
    made = Canary(folder)
    write_program(made.program, made)
    return made


def write_program(place: Path, canary: Canary) -> None:
    """The program in another place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n: > '{canary.mark}'\nexit 1\n", encoding="utf-8")
    place.chmod(0o755)


def planted(root: Path, plant: Plant, canary: Canary) -> None:
    """Put it into a repository whose files all are committed; a file of the plan is then changed without git."""
    for name, text in plant.files.items():
        if text == MARK:
            write_program(root / name, canary)
        else:
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text.replace(MARK, str(canary.program)), encoding="utf-8")
    if plant.lost_object:
        sha = git(root, "rev-parse", "HEAD~1:plan/2025-2028/anlaegsprojekter/A101.yaml").strip()
        (root / ".git/objects" / sha[:2] / sha[2:]).unlink()
    for path in (root / "plan").rglob("*.yaml"):
        os.utime(path)  # git looks again at what it may have changed
    with (root / ".git/config").open("a", encoding="utf-8") as config:
        for key, value in plant.config.items():
            section, _dot, name = key.rpartition(".")
            first, dot, second = section.partition(".")
            head = f'[{first} "{second}"]' if dot else f"[{first}]"
            value = value.replace(MARK, str(canary.program)).replace("{root}", str(root))
            config.write(f'{head}\n\t{name} = "{value}"\n')


def triggered(root: Path, plant: Plant) -> None:
    """Give git the command that has the program run, as a person might."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_PROTOCOL_FROM_USER": "1"}
    subprocess.run(
        ["git", *plant.trigger], cwd=root, env=environment, input=b"url=https://nowhere.invalid\n\n",
        capture_output=True,
        check=False, timeout=30,
    )  # fmt: skip


def embedded(root: Path, place: Path) -> Path:
    """A repository whose folder is itself a bare one with the plan as its files: what a clone can bring along."""
    place.mkdir()
    for name in ("HEAD", "objects", "refs", "config", "packed-refs", "index"):
        source = root / ".git" / name
        if source.is_dir():
            shutil.copytree(source, place / name)
        elif source.exists():
            shutil.copy(source, place / name)
    shutil.copytree(root / "plan", place / "plan")
    config = (place / "config").read_text(encoding="utf-8")
    (place / "config").write_text(f"{config}[core]\n\tbare = false\n\tworktree = .\n", encoding="utf-8")
    return place


Surroundings = Callable[[Path, Canary], dict[str, str]]


def _on_path(path: str) -> Surroundings:
    def plant(root: Path, canary: Canary) -> dict[str, str]:
        for name in ("git", "git.exe", "git.bat", "git.cmd", "git.com"):
            write_program(root / name, canary)
            write_program(root / "bin" / name, canary)
        return {"PATH": path.replace("{root}", str(root)) + os.environ["PATH"]}

    return plant


def _variables(root: Path, canary: Canary) -> dict[str, str]:
    program = str(canary.program)
    write_program(canary.folder / "exec/git-log", canary)
    names = ("EXTERNAL_DIFF", "SSH_COMMAND", "SSH", "PAGER", "EDITOR", "SEQUENCE_EDITOR", "ASKPASS", "PROXY_COMMAND")
    settings = {"core.fsmonitor": program, "diff.external": program, "alias.log": f"!{program}"}
    pairs = [
        (f"GIT_CONFIG_{what}_{number}", text)
        for number, pair in enumerate(settings.items())
        for what, text in zip(("KEY", "VALUE"), pair, strict=True)
    ]
    return {
        **{f"GIT_{name}": program for name in names}, "PAGER": program, "EDITOR": program, "VISUAL": program,
        "GIT_EXEC_PATH": str(canary.folder / "exec"), "GIT_CONFIG_COUNT": str(len(settings)), **dict(pairs),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{program}'",
    }  # fmt: skip


def _elsewhere(root: Path, canary: Canary) -> dict[str, str]:
    """git is told of another repository, as it is in a hook."""
    other = canary.folder / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    git(other, "config", "core.fsmonitor", str(canary.program))
    return {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(root), "GIT_INDEX_FILE": str(other / "index")}


SURROUNDINGS: Final[Mapping[str, Surroundings]] = {
    "the current folder on PATH": _on_path("." + os.pathsep),
    "an empty entry on PATH": _on_path(os.pathsep),
    "a relative folder on PATH": _on_path("bin" + os.pathsep),
    "variables of git": _variables,
    "another repository": _elsewhere,
}
"""What may stand around a command: programs named git in strange places, variables that name programs."""

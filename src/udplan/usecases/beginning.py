"""A new workspace: a commented plan.yaml, the folders, what editors, git and a CI service need, and a first commit."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from udplan import __version__
from udplan.adapters.git import commits
from udplan.adapters.git.run import is_installed
from udplan.adapters.write.store import write_report
from udplan.adapters.write.writer import scalar_text
from udplan.domain.names import PLAN_FOLDER, settings_path
from udplan.domain.vocabulary import ROUNDS_FOLDER, TYPER
from udplan.ground.errors import UdplanError, UsageFault, reason_of
from udplan.ground.message import Message, _
from udplan.usecases.schema import SCHEMAS, schema_path, schema_text

CI_FILES: Final = {
    "github": ".github/workflows/udplan.yml",
    "gitlab": ".gitlab-ci.yml",
    "azure": "azure-pipelines.yml",
}
"""The services that a file can be written for, and the file."""
MESSAGE: Final = "Planen er oprettet"
"""The message of the first commit."""

_SKELETON: Final = Path(__file__).parent.parent / "skeleton"
_FILES: Final = {
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".editorconfig": "editorconfig",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/extensions.json": "vscode-extensions.json",
}
_YEARS: Final = re.compile(r"((?:19|20|21)\d\d)(?:-((?:19|20|21)\d\d))?")
_OVERSLAGSAAR: Final = 3
_MOST_YEARS: Final = 10
# Git follows files, not folders; a file of this name is there for the folder's sake.
_KEEPER: Final = ".gitkeep"


@dataclass(frozen=True, slots=True)
class Begin:
    """What a new workspace is to be."""

    kommune: str
    budgetaar: str
    """The years as `2026-2029`, or the first of four."""
    ci: str = ""
    git: bool = True


@dataclass(frozen=True, slots=True)
class Begun:
    """The files that were made, or with `dry_run` would be, and those that were there already."""

    plan: str
    made: tuple[str, ...]
    kept: tuple[str, ...]
    commit: str = ""
    notes: tuple[Message, ...] = ()
    """Why nothing was committed, where something should have been."""


def begin(root: Path, wanted: Begin, *, dry_run: bool = False) -> Begun:
    """Make a workspace in a folder, which is made too. No file that is there is touched, and plan.yaml comes last.

    So a command that was interrupted can be given again. Raises UsageFault for what cannot be made, UdplanError where
    the plan is there already or a file cannot be written.
    """
    years = years_of(wanted.budgetaar)
    if not wanted.kommune.strip():
        raise UsageFault(_("--kommune is empty"), _('name the municipality, such as --kommune "Skovby Kommune"'))
    if wanted.ci and wanted.ci not in CI_FILES:
        raise UsageFault(
            _("--ci {value}: there is none of that name").format(value=wanted.ci),
            _("known: {values}").format(values=", ".join(CI_FILES)),
        )
    plan = f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    files = _files(wanted, plan, years)
    if os.path.lexists(root / settings_path(plan)):
        raise UdplanError(
            _("there is a plan already: {file}").format(file=root / settings_path(plan)),
            _("nothing was written; see udplan check for how it is"),
        )
    made = {path: text for path, text in files.items() if not os.path.lexists(root / path)}
    kept = tuple(path for path in files if path not in made)
    if dry_run:
        return Begun(plan, tuple(made), kept)
    for path, text in made.items():
        _write(root, path, text)
    commit, notes = _committed(root, tuple(made)) if wanted.git else ("", ())
    return Begun(plan, tuple(made), kept, commit, notes)


def years_of(text: str) -> list[int]:
    """The years of a plan: `2026-2029`, or the budget year alone, which three overslagsår follow."""
    found = _YEARS.fullmatch(text.strip())
    first = int(found[1]) if found else 0
    last = int(found[2]) if found and found[2] else first + _OVERSLAGSAAR
    if not found or not first <= last < first + _MOST_YEARS:
        raise UsageFault(
            _("{value} are not the years of a plan").format(value=text),
            _("write the budget year and the last overslagsår, such as 2026-2029"),
        )
    return [*range(first, last + 1)]


def workspace_files() -> Mapping[str, str]:
    """What git and editors need, by its path in any workspace; no plan."""
    return {
        **{path: _filled(source, {}) for path, source in _FILES.items()},
        **{schema_path(name): schema_text(name) for name in SCHEMAS},
    }


def _files(wanted: Begin, plan: str, years: list[int]) -> Mapping[str, str]:
    """The text of every file by its path; plan.yaml, by which a workspace is known to be one, is the last."""
    values = {
        "kommune": f"kommune: {scalar_text(' '.join(wanted.kommune.split()))}",
        "plan": plan,
        "years": ", ".join(map(str, years)),
        "first": str(years[0]),
        "before": str(years[0] - 1),
        "zeros": ", ".join(f"{year}: 0" for year in years),
        "version": __version__,
    }
    return {
        **workspace_files(),
        **({CI_FILES[wanted.ci]: _filled(f"{wanted.ci}.yml", values)} if wanted.ci else {}),
        **{f"{PLAN_FOLDER}/{plan}/{folder}/{_KEEPER}": "" for folder in (*TYPER, ROUNDS_FOLDER)},
        settings_path(plan): _filled("plan.yaml", values),
    }


def _filled(source: str, values: Mapping[str, str]) -> str:
    return Template((_SKELETON / source).read_text(encoding="utf-8")).substitute(values)


def _write(root: Path, path: str, text: str) -> None:
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be written: {reason}").format(file=target, reason=reason_of(error))
        ) from None
    write_report(target, text, root=root)


def _committed(root: Path, paths: tuple[str, ...]) -> tuple[str, tuple[Message, ...]]:
    """The first commit of a new repository; why there is none, where there is none."""
    if not is_installed():
        return "", (_("git is not installed: nothing is known of the plan's earlier versions until it is"),)
    if commits.is_in_repository(root):
        return "", (_("the folder is in a git repository already: save the files there with udplan save"),)
    commits.make_repository(root)
    try:
        commits.refuse_without_author(root)
        return commits.commit(root, paths, MESSAGE).commit, ()
    except UdplanError as error:
        text = _("nothing is saved in git yet: {reason}; {hint}; then udplan save")
        return "", (text.format(reason=error.message, hint=error.hint),)

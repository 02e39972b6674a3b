"""Saving the plan in git: checked, with the difference in words as the message, and nothing else with it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from udplan.adapters.git import changed as git_changed
from udplan.adapters.git import commits
from udplan.adapters.git.run import refusal
from udplan.adapters.printers.commit_message import commit_message
from udplan.adapters.read.sources import WorkTree
from udplan.adapters.read.templates import FOLDER as TEMPLATES
from udplan.adapters.write.store import writing
from udplan.domain.names import PLAN_FOLDER, file_path, plan_of
from udplan.ground.errors import UdplanError
from udplan.ground.language import Words
from udplan.ground.message import Message, _
from udplan.ground.problem import Problem
from udplan.usecases.check import checked
from udplan.usecases.differences import PlanNews, plans_news
from udplan.usecases.moments import Moments
from udplan.usecases.schema import SCHEMA_FOLDER

_MARKER: Final = re.compile(rb"^(?:<{7}|>{7}|\|{7}) ", re.MULTILINE)
_KEEPER: Final = ".gitkeep"
_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """How to save: with which message, if not the words of the difference, and whether in spite of errors."""

    message: str = ""
    with_errors: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, or with `dry_run` would be; an empty `message` where there was nothing."""

    plans: tuple[PlanNews, ...]
    files: tuple[str, ...]
    left: tuple[str, ...]
    """Changed files that are no part of the plan, and were left as they are, staged or not."""
    outside: int
    """How many more of them there are outside the workspace."""
    problems: tuple[Problem, ...] = ()
    message: str = ""
    commit: str = ""
    said: str = ""
    """What git and the hooks had to say."""
    on_branch: bool = True
    recovered: tuple[Message, ...] = ()


class NotSaved(UdplanError):
    """A plan with errors is not saved unless that is asked for; `problems` are the errors."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            _("the plan has errors and was not saved"),
            _("put them right and save again, or save all the same with --with-errors"),
        )
        self.problems = tuple(problems)


def save(moments: Moments, asked: Asked, today: date, words: Words) -> Saved:
    """Commit what belongs to the plan, and nothing else.

    A merge is ended by it, since no part of one can be committed. Raises UdplanError where there is no repository,
    where git is in the middle of something else, for a conflict that is not settled, for a plan's file that git is
    told to ignore, and where git or a hook refuses; NotSaved for errors.
    """
    if (why := refusal(moments.root)) is not None:
        raise why
    if asked.dry_run:
        return _saved(moments, asked, today, words)
    with writing(moments.root) as recovered:
        return replace(_saved(moments, asked, today, words), recovered=recovered)


def _saved(moments: Moments, asked: Asked, today: date, words: Words) -> Saved:
    root = moments.root
    doing = git_changed.under_way(root)
    found = git_changed.changed(root)
    _refuse_unsettled(root, doing, found)
    changed = sorted({*found.files, *found.conflicts})
    files = tuple(path for path in changed if belongs(path))
    left = tuple(path for path in changed if not belongs(path) and not _is_passing(path))
    plans = plans_news(moments)
    nothing = Saved(plans, files, left, found.outside)
    if not files and doing != "merge":
        return nothing
    problems = _checked(moments, files, today, with_errors=asked.with_errors)
    message = asked.message or (git_changed.merge_message(root) if doing == "merge" else "")
    if not message:
        told = [news for plan in plans for news in plan.news]
        message = commit_message(told, files, max(moments.now.living, default=""), words)
    ready = replace(nothing, problems=problems, message=message, on_branch=git_changed.is_on_branch(root))
    if asked.dry_run:
        return ready
    commits.refuse_without_author(root)
    made = commits.commit(root, files, message, whole=doing == "merge")
    return replace(ready, commit=made.commit, said=made.said) if made.commit else replace(nothing, files=())


def belongs(path: str) -> bool:
    """Whether a file is a part of the plan: its files, its templates, and the schemas that editors read."""
    folder, _slash, name = path.rpartition("/")
    if path.startswith(f"{TEMPLATES}/"):
        return not name.startswith(".")
    if folder == SCHEMA_FOLDER:
        return name.endswith(".schema.json")
    if path.startswith(f"{PLAN_FOLDER}/"):
        return name == _KEEPER or (file_path(path) is not None and not name.startswith((".", "~", "#")))
    return False


def _is_passing(path: str) -> bool:
    """What udplan itself has there while it writes."""
    return path.rpartition("/")[0] == SCHEMA_FOLDER and not belongs(path)


def _refuse_unsettled(root: Path, doing: git_changed.UnderWay, found: git_changed.Changed) -> None:
    if doing not in ("", "merge"):
        raise UdplanError(
            _("git is in the middle of a {what}").format(what=doing),
            _("end it with git {what} --continue, or call it off with git {what} --abort").format(what=doing),
        )
    if found.undecided:
        raise UdplanError(
            _("changed by one and deleted by another: {files}").format(files=_named(found.undecided)),
            _("keep a file with git add FILE, or let it go with git rm FILE; then save again"),
        )
    tree = WorkTree(root)
    ours = [path for path in (*found.files, *found.conflicts) if belongs(path) and (root / path).is_file()]
    marked = [path for path in ours if _MARKER.search((root / path).read_bytes())]
    marked += [path for path in found.conflicts if not belongs(path)]
    if marked:
        raise UdplanError(
            _("two have changed the same, and git has left both for you to choose from: {files}").format(
                files=_named(sorted(marked))
            ),
            _("open the files, keep what is right, and take away the lines with <<<<<<<, ======= and >>>>>>>"),
        )
    ignored = [path for path in tree.files if belongs(path) and _is_below(path, found.ignored)]
    if ignored:
        raise UdplanError(
            _("git is told to ignore a part of the plan, which then is not saved: {files}").format(
                files=_named(ignored)
            ),
            _("git check-ignore -v FILE says where; take the line away from .gitignore"),
        )


def _checked(moments: Moments, files: Collection[str], today: date, *, with_errors: bool) -> tuple[Problem, ...]:
    """What `udplan check` says of the plans that are changed. Raises NotSaved for errors."""
    plans = sorted({plan_of(path) for path in files} & {*moments.now.by_name})
    if not plans:
        return ()
    problems = checked(moments.root, WorkTree(moments.root), today, plans, moments.kept).problems
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors and not with_errors:
        raise NotSaved(errors)
    return problems


def _is_below(path: str, ignored: Sequence[str]) -> bool:
    return any(path == each or (each.endswith("/") and path.startswith(each)) for each in ignored)


def _named(paths: Sequence[str]) -> str:
    return ", ".join(paths[:_MOST_NAMED]) + (", …" if len(paths) > _MOST_NAMED else "")

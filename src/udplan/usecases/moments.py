"""A plan at a moment that somebody names: a round, a day, a tag or commit, or the files as they are now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from udplan.adapters import committed, git
from udplan.adapters.history import commit_on, day_of
from udplan.adapters.parsed import ParsedFiles
from udplan.adapters.sources import PLAN_FOLDER, Source, Tree, WorkTree
from udplan.domain.vocabulary import ROUNDS_FOLDER
from udplan.ground.danish import date_text
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import NOTHING, Message, _
from udplan.pure.choosing import chosen_plans
from udplan.pure.snapshot import SETTINGS, Data

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Moment:
    """The plan files of a moment that `name` names."""

    name: str
    tree: git.Revision
    made_up: date | None = None
    """The day that the name stands for: a round's, or the one that it is."""
    unfrozen: str = ""
    """The plan whose round it is, where that is not frozen and the last commit of its day stands in for it."""

    @property
    def day(self) -> date:
        """The day that the plan was so: the one named, else that of the commit."""
        return self.made_up or day_of(self.tree)

    @property
    def note(self) -> Message:
        """What its name was taken to mean; nothing where that is plain."""
        if not self.unfrozen or self.made_up is None:
            return NOTHING
        text = _("the round {name} of {plan} is not frozen: the plan as it was committed on {date} stands in for it")
        return text.format(name=self.name, plan=self.unfrozen, date=date_text(self.made_up))


@dataclass(frozen=True)
class Moments:
    """The moments of a workspace. `root` may also be a bare repository, which has no files of its own.

    With a `commit` they are the moments as it knows them, whatever has come later.
    """

    root: Path
    files: ParsedFiles = field(default_factory=lambda: ParsedFiles(None))
    commit: git.Revision | None = None

    @cached_property
    def head(self) -> git.Revision:
        """The commit that the work tree stands on. Raises UdplanError where there is none."""
        return self.commit or git.revision(self.root, "HEAD")

    @cached_property
    def now(self) -> Tree:
        """The files as they are now; in a bare repository the last commit. Raises UdplanError where there is no git."""
        bare = self.commit is not None or not has_plan(self.root)
        return self.head if bare else git.WorkFiles(self.root, self.head)

    def named(self, name: str, plan: str | None = None) -> Moment:
        """The moment of this name: a round of the plan, a day, or whatever git knows by it, in this order.

        Raises UdplanError for a name of nothing, and for a day before the first commit.
        """
        runde = self.round(plan, name) if plan else None
        if runde is not None:
            return self._of_round(name, plan or "", runde)
        if name in self.round_names(plan):
            message = _("the file of the round {name} cannot be understood").format(name=name)
            raise UdplanError(message, _("see udplan check"))
        if _DAY.fullmatch(name):
            return self._on(_day(name), name)
        try:
            return Moment(name, git.revision(self.root, name))
        except UdplanError as error:
            known = ", ".join(self.round_names(plan or self.newest_plan))
            if known and not isinstance(error, git.NoRepository) and not git.is_shallow(self.root):
                hint = _("name a day, a tag, a commit or one of the rounds {names}")
                raise UdplanError(error.message, hint.format(names=known)) from None
            raise

    @cached_property
    def newest_plan(self) -> str | None:
        """The newest plan that is still alive now, the one that a name alone is about."""
        names = {path.split("/")[1] for path in self.now.files}
        said = self.files.of(self.now, [f"{PLAN_FOLDER}/{name}/{SETTINGS}" for name in names])
        living = {
            path.split("/")[1]: settings is None or settings.get("levende", True) for path, settings in said.items()
        }
        chosen = chosen_plans((), dict.fromkeys(names, True) | living)
        return chosen[0] if chosen else None

    def round(self, plan: str | None, name: str) -> Data | None:
        """What a round's file says; None if there is no such round or its file cannot be understood."""
        path = f"{PLAN_FOLDER}/{plan}/{ROUNDS_FOLDER}/{name}.yaml"
        return self.files.of(self.now, [path]).get(path)

    def round_names(self, plan: str | None) -> list[str]:
        """The names of a plan's rounds, oldest first."""
        folder = f"{PLAN_FOLDER}/{plan}/{ROUNDS_FOLDER}/"
        paths = (path for path in self.now.files if path.startswith(folder) and path.endswith(".yaml"))
        return [path.removeprefix(folder).removesuffix(".yaml") for path in paths]

    def _of_round(self, name: str, plan: str, runde: Data) -> Moment:
        frozen, day = runde.get("frosset"), date.fromisoformat(runde["opgjort"])
        if isinstance(frozen, Mapping):
            return Moment(name, committed.revision(self.root, frozen["commit"]), day)
        return Moment(name, self._on(day, name).tree, day, unfrozen=plan)

    def _on(self, day: date, name: str) -> Moment:
        found = commit_on(self.head, day)
        if found is None:
            hint = _("name a later day, a tag or a commit")
            if git.is_shallow(self.root):
                hint = git.unshallow_hint()
            raise UdplanError(_("git has no commit from {date} or before").format(date=date_text(day)), hint)
        return Moment(name, found, day)


def moment_at(root: Path, name: str, plans: Sequence[str] = ()) -> Moment:
    """The moment that a name alone means: a round is looked up in the one plan asked for, or in the newest living.

    Raises as `Moments.named` does.
    """
    moments = Moments(root)
    return moments.named(name, plans[0] if len(plans) == 1 and plans[0] != "all" else moments.newest_plan)


def files_now(root: Path) -> Source:
    """The files as they are now; in a bare repository those of the last commit. Raises UdplanError for one without."""
    return WorkTree(root) if has_plan(root) else git.revision(root, "HEAD")


def has_plan(root: Path) -> bool:
    """Whether plan files lie here, as they do not in a bare repository."""
    return (root / PLAN_FOLDER).is_dir()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(_("{value} is not a date").format(value=text), _("is the day in that month?")) from None

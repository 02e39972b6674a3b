"""Freezing a round: what goes to the meeting is fixed by a commit, a tag on it, and the checksum of each paper.

The tag comes first and the round's file after it, so that a freeze interrupted between the two can be given again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from udplan import __version__
from udplan.adapters.git import committed
from udplan.adapters.git.run import Revision
from udplan.adapters.git.tags import Tag, delete_tag, make_tag, refuse_without_identity, tag_named
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.sources import WorkTree, read_file
from udplan.adapters.write.interrupted import is_interrupted
from udplan.adapters.write.splice import spliced
from udplan.adapters.write.store import Write, refuse_led_out, write_all, write_report, writing
from udplan.domain.plan import Round
from udplan.domain.runde import Frosset, Runde
from udplan.ground.danish import date_text
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.message import Message, _
from udplan.ground.problem import KeyPath, Problem
from udplan.pure.change.changes import ABSENT, Change
from udplan.pure.round.rounds import missing_texts, opgjort
from udplan.pure.round.seals import Seal, seal_from_message, tag_message, tag_of
from udplan.usecases.check import checked
from udplan.usecases.moments import Moments
from udplan.usecases.papers import committed_round
from udplan.usecases.rounds import one_plan, round_named

_MOST_NAMED: Final = 10
_LATER: Final = ("future-date", "done-after-as-of")


class PlanHasErrors(UdplanError):
    """A plan with errors cannot be frozen; `problems` are the errors, as `udplan check` finds them."""

    def __init__(self, plan: str, opgjort: date, problems: Sequence[Problem]) -> None:
        hint = _("put them right, commit, and freeze again")
        if any(problem.code in _LATER for problem in problems):
            hint = _("the round is made up on {date}; what is dated later belongs to the next one").format(date=opgjort)
        super().__init__(_("the plan {plan} has errors and cannot be frozen").format(plan=plan), hint)
        self.problems = tuple(problems)


class CaseLacksTexts(UdplanError):
    """A round whose case paper would say `(mangler: …)` cannot be frozen."""

    def __init__(self, round_: Round, keys: Sequence[str]) -> None:
        message = _("the case paper of {round} lacks texts and cannot be frozen: {keys}")
        hint = _("write them in {file}, commit, and freeze again").format(file=round_.path)
        super().__init__(message.format(round=round_.name, keys=", ".join(keys)), hint)


class PlanHasWarnings(UdplanError):
    """Warnings that nobody has accepted; `problems` are they, as `udplan check` finds them."""

    def __init__(self, plan: str, problems: Sequence[Problem]) -> None:
        hint = _("put them right and commit, or freeze with --accept-warnings")
        super().__init__(_("the plan {plan} has warnings that are not accepted").format(plan=plan), hint)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A round that is frozen now, or with `dry_run` would be."""

    round: Round
    commit: str
    tag: str
    papers: Mapping[str, str]
    """The text of each paper by its name."""
    filer: Mapping[str, str]
    """The checksum of each paper by its name."""
    resumed: bool = False
    """The tag was there already, from a freeze that was interrupted."""
    written: tuple[Path, ...] = ()
    recovered: tuple[Message, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """What the plan is frozen with all the same."""


def freeze(
    root: Path,
    name: str,
    plan: str | None = None,
    *,
    dry_run: bool = False,
    output: Path | None = None,
    accept_warnings: bool = False,
    today: date | None = None,
) -> Frozen:
    """Freeze a round of a plan (the newest living one by default) at the commit that the work tree stands at.

    With `today` only one whose cut-off has come.

    `output` is a folder to write the papers to as well. Raises UdplanError where the round is frozen already, the
    plan or its templates are not as committed, or git cannot make the tag; CaseLacksTexts, PlanHasErrors and, unless
    warnings are accepted, PlanHasWarnings.
    """
    make = partial(_frozen, root, name, plan, output, today, accept_warnings=accept_warnings)
    if dry_run:
        return make(write=False)
    with writing(root) as recovered:
        done = make(write=True)
    return replace(done, recovered=recovered)


def _refuse_before_cut_off(round_: Round, today: date) -> None:
    """What is frozen says how far the plan was on a day, which nobody knows before that day."""
    if opgjort(round_) > today:
        raise UdplanError(
            _("the round {name} is made up for {date}, which has not come yet").format(
                name=round_.name, date=date_text(opgjort(round_))
            ),
            _("freeze it on that day or later, or correct `opgjort`"),
        )


def _frozen(
    root: Path,
    name: str,
    plan_name: str | None,
    output: Path | None,
    today: date | None,
    *,
    write: bool,
    accept_warnings: bool,
) -> Frozen:
    moments = Moments(root)
    plan = one_plan(plans_of(WorkTree(root)), plan_name, having=name)
    round_ = round_named(plan, name)
    if today is not None:
        _refuse_before_cut_off(round_, today)
    if (frosset := round_.data.get("frosset")) is not None:
        raise UdplanError(
            _("the round {name} is already frozen, with the tag {tag}").format(name=name, tag=frosset["tag"]),
            _("see udplan round verify {name}").format(name=name),
        )
    tag = tag_of(plan.name, name)
    head = committed.head(root)
    there = tag_named(root, tag)
    _refuse_uncommitted(head)
    warnings = _checked(moments, head, plan.name, round_, accept_warnings=accept_warnings)
    whole = committed_round(moments, head, plan.name, name)
    papers = {file: whole.paper(file) for file in whole.papers}
    seal = Seal({file: sha256(text.encode("utf-8")).hexdigest() for file, text in papers.items()}, __version__)
    _refuse_other_tag(there, tag, head.commit, seal)
    if there is None:
        refuse_without_identity(root)
    entry = {"commit": head.commit, "tag": tag, "filer": dict(seal.filer)}
    old = read_file(root / round_.path)
    new = Write(round_.path, old, spliced(old, [Change(("frosset",), ABSENT, entry)], _keys_at, frozenset()))
    written: tuple[Path, ...] = ()
    if write:
        written = _write_papers(root, output, papers) if output is not None else ()
        message = tag_message(plan.name, name, opgjort(round_), seal)
        _seal(root, there or make_tag(root, tag, head.commit, message), new, made=there is None)
    return Frozen(round_, head.commit, tag, papers, seal.filer, there is not None, written, warnings=warnings)


def _keys_at(keys: KeyPath) -> Sequence[str]:
    return tuple(Runde.model_fields) if not keys else tuple(Frosset.model_fields)


def _refuse_uncommitted(head: Revision) -> None:
    if links := committed.links(head):
        raise UdplanError(
            _("these are links, which a commit does not hold the contents of: {files}").format(
                files=", ".join(links[:_MOST_NAMED])
            ),
            _("put the files themselves there, and commit them"),
        )
    paths = committed.uncommitted(head)
    if paths:
        more = ", …" if len(paths) > _MOST_NAMED else ""
        raise UdplanError(
            _("these files are not as git has them: {files}").format(files=", ".join(paths[:_MOST_NAMED]) + more),
            _("commit them first, or put them back as they were; what is frozen is what is committed"),
        )


def _checked(
    moments: Moments, head: Revision, plan: str, round_: Round, *, accept_warnings: bool
) -> tuple[Problem, ...]:
    """The warnings that the plan is frozen with. Raises PlanHasErrors, CaseLacksTexts and PlanHasWarnings."""
    problems = checked(head.root, head, opgjort(round_), [plan], moments.kept).problems
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise PlanHasErrors(plan, opgjort(round_), errors)
    if lacking := missing_texts(round_.data):
        raise CaseLacksTexts(round_, lacking)
    if problems and not accept_warnings:
        raise PlanHasWarnings(plan, problems)
    return problems


def _refuse_other_tag(there: Tag | None, name: str, commit: str, seal: Seal) -> None:
    """A tag from a freeze that was interrupted is as good as a new one; any other stands for something else."""
    if there is None:
        return
    if there.commit != commit:
        raise UdplanError(
            _("the tag {tag} already stands on another commit: {commit}").format(tag=name, commit=there.commit[:10]),
            _("if it was never pushed to anybody, remove it with git tag -d {tag}").format(tag=name),
        )
    if not there.annotated or seal_from_message(there.message) != seal:
        raise UdplanError(
            _("the tag {tag} is already there, with other checksums or none").format(tag=name),
            _("if it was never pushed to anybody, remove it with git tag -d {tag}").format(tag=name),
        )


def _write_papers(root: Path, folder: Path, papers: Mapping[str, str]) -> tuple[Path, ...]:
    refuse_led_out(root, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be written: {reason}").format(file=folder, reason=reason_of(error))
        ) from None
    for file, text in papers.items():
        write_report(folder / file, text, root=root)
    return tuple(folder / file for file in papers)


def _seal(root: Path, tag: Tag, new: Write, *, made: bool) -> None:
    try:
        write_all(root, [new])
    except BaseException:
        # Where the file could be neither written nor put back, the next command that writes will finish it.
        if made and not is_interrupted(root):
            delete_tag(root, tag)
        raise

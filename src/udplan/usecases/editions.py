"""The plans of a moment as papers are made from them, and what a paper compares them with.

An edition of a commit depends on nothing but the commit: neither the work tree, the clock, the locale nor the folder.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from udplan.adapters import committed, git
from udplan.adapters.loader import load
from udplan.adapters.sources import Tree, WorkTree
from udplan.domain.plan import Plan, Ref, Round, Workspace
from udplan.ground.danish import date_text
from udplan.ground.errors import UsageFault
from udplan.ground.language import _, language
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.news.dated import news_since
from udplan.pure.news.plans import news_between
from udplan.pure.redaction import public_pair
from udplan.pure.rounds import decided_since, last_round, previous_round
from udplan.pure.snapshot import Snapshot, snapshot_of
from udplan.pure.visibility import closed_by_now, closed_refs, public
from udplan.usecases.moments import Moments, files_now


@dataclass(frozen=True)
class Edition:
    """All plans at a moment; `version` names it. `hidden` are items that are closed by now."""

    root: Path
    workspace: Workspace
    version: str
    commit: git.Revision | None = None
    """The commit it is; None for the files as they are now."""
    hidden: frozenset[Ref] = field(default=frozenset())
    today: Workspace | None = None


def edition_now(root: Path) -> Edition:
    """The files as they lie in the folder."""
    return Edition(root, load(WorkTree(root)).workspace, git.version(root))


def edition_of(commit: git.Revision, today: Workspace | None = None) -> Edition:
    """A commit, without what `today` has closed. With no `today` it is what it was to its readers then."""
    workspace = workspace_of(commit)
    hidden = closed_by_now(workspace, today) if today else frozenset()
    return Edition(commit.root, workspace, commit.short, commit, hidden, today)


@lru_cache(maxsize=4)
def workspace_of(commit: git.Revision) -> Workspace:
    """All plans of a commit. They are read once: one round's commit is what the next is compared with."""
    return load(commit).workspace


def edition_at(root: Path, tree: Tree | None) -> Edition:
    """The edition of a commit without what is closed by now, or of now for None."""
    if not isinstance(tree, git.Revision):
        return edition_now(root)
    return edition_of(tree, load(files_now(root)).workspace)


def edition_of_round(now: Edition, round_: Round) -> Edition:
    """What a frozen round went to its meeting with, and what was decided since; `now` for one not frozen."""
    frozen = round_.runde.frosset
    if frozen is None or now.commit is not None:
        return now
    edition = edition_of(committed.revision(now.root, frozen.commit), now.workspace)
    plans = tuple(_decided(plan, round_) if plan.name == round_.plan else plan for plan in edition.workspace.plans)
    return replace(edition, workspace=Workspace(plans))


def _decided(plan: Plan, now: Round) -> Plan:
    """The plan with what a round's file says today of the decision, which it could not say when it was frozen."""
    rounds = (
        replace(each, runde=decided_since(each.runde, now.runde)) if each.name == now.name else each
        for each in plan.rounds
    )
    return replace(plan, rounds=tuple(rounds))


def round_of(plan: Plan, name: str) -> Round:
    """The plan's round of this name. Raises UsageFault, with the names there are, if it has none such."""
    found = plan.rounds_by_name.get(name)
    if found is None:
        known = ", ".join(sorted(plan.rounds_by_name)) or _("none")
        raise UsageFault(
            _("the plan {plan} has no round {name}").format(plan=plan.name, name=name),
            _("its rounds: {names}").format(names=known),
        )
    return found


def request_for(
    edition: Edition, plan: Plan, round_: Round | None, as_of: date,
    *, since: str | None = None, internal: bool = False, by_dates: bool = False,
) -> ReportRequest:  # fmt: skip
    """What a report of a plan in an edition is made from: since when, and what has happened.

    `since` names a round of the plan or another moment; by default it is the round before. Against a round that is
    not frozen there is nothing to compare but the dates in the files, nor against any with `by_dates`. Raises
    UdplanError where the repository lacks what a frozen one was.
    """
    request = ReportRequest(
        as_of=as_of,
        version=", ".join(part for part in (_round_text(edition, round_), edition.version) if part),
        internal=internal,
        round=round_,
        hidden=edition.hidden,
    )
    before = _earlier_round(plan, since, round_, as_of)
    if before is not None:
        label = f"status opgjort {date_text(before.runde.opgjort)}"
        if before.runde.frosset is not None and not by_dates:
            commit = committed.revision(edition.root, before.runde.frosset.commit)
            request = replace(request, since_label=label, before_day=before.runde.opgjort)
            return _compared(request, edition, plan, commit)
        now = plan if internal else public(plan, edition.workspace, edition.hidden)[0]
        with language("da"):
            news = news_since(now, before.runde.opgjort, as_of)
        return replace(request, since_label=label, news=news, only_dates=True)
    if since is not None:
        # What a name means is asked of the edition, not of today: the same commit must give the same paper.
        moment = Moments(edition.root, commit=edition.commit).named(since, plan.name)
        return _compared(replace(request, since_label=since, before_day=moment.day), edition, plan, moment.tree)
    return request


def _round_text(edition: Edition, round_: Round | None) -> str:
    if round_ is None:
        return ""
    # A commit's round is what it was; in the files of now it may still become another.
    return f"runde {round_.name}" if edition.commit else f"runde {round_.name} (ikke frosset)"


def _compared(request: ReportRequest, edition: Edition, plan: Plan, commit: git.Revision) -> ReportRequest:
    then = workspace_of(commit)
    was = then.by_name.get(plan.name) or Plan(plan.name, plan.path, None)
    old, new = snapshot_of(was), snapshot_of(plan)
    if not request.internal:
        hidden = closed_refs(then) | closed_by_now(then, edition.workspace) | edition.hidden
        if edition.today is not None:  # what has gone since `then` may have gone before this edition
            hidden |= closed_by_now(then, edition.today)
        known = frozenset(item.ref for each in edition.workspace.plans for item in each.items)
        with language("da"):
            others = [edition.today.by_name[plan.name]] if edition.today and plan.name in edition.today.by_name else []
            old, new = public_pair(old, new, hidden, known, others=[snapshot_of(each) for each in others])
        was = public(was, then, hidden)[0]
    with language("da"):
        news = tuple(each for each in news_between(old, _with_settings_of(new, old)) if each.kind != "round")
    return replace(request, news=news, before=was)


def _with_settings_of(new: Snapshot, old: Snapshot) -> Snapshot:
    """A plan that did not exist then is all new; that its plan.yaml is new too needs no words."""
    return new if old.parts else Snapshot(new.plan, {name: part for name, part in new.parts.items() if part.is_item})


def _earlier_round(plan: Plan, since: str | None, round_: Round | None, as_of: date) -> Round | None:
    if since is not None:
        return plan.rounds_by_name.get(since)
    return previous_round(plan, round_) if round_ is not None else last_round(plan, as_of)

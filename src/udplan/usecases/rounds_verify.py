"""Proving that a frozen round is what it was: its commit, its tag, its papers to the byte, and what its file says."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from udplan import __version__
from udplan.adapters.git import committed
from udplan.adapters.git.tags import Tag, tag_named, tag_names
from udplan.domain.plan import Data, Plan, Round
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import NOTHING, Text, _
from udplan.pure.round.rounds import altered, in_order
from udplan.pure.round.seals import TAGS, Seal, round_of, seal_from_message, tag_of
from udplan.pure.view.choosing import chosen_plans
from udplan.usecases.moments import Moments
from udplan.usecases.papers import CommittedRound, committed_round


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a round is not what was frozen, and what to do about it."""

    message: Text
    hint: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of verifying one round."""

    plan: str
    name: str
    papers: int
    breaches: tuple[Breach, ...]


def verify(root: Path, names: Collection[str] = (), plans: Sequence[str] = ()) -> tuple[Verified, ...]:
    """Verify these rounds, or every frozen one, of these plans, or of all; none where nothing is frozen.

    A round that has a tag, and one whose file cannot be read, counts as frozen: it may have been.
    Raises UsageFault for plans and rounds that do not exist, UdplanError for a round named that is not frozen.
    """
    moments = Moments(root)
    plans_now = moments.now
    chosen = [plans_now.by_name[name] for name in chosen_plans(plans or ["all"], plans_now.living)]
    sealed = frozenset(round_of(tag) for tag in tag_names(root, TAGS))
    _refuse_unknown(names, chosen, sealed)
    found = [
        verified
        for plan in chosen
        for name in _frozen_rounds(plan, sealed)
        if not names or name in names
        for verified in [_verified(moments, plan, name)]
    ]
    if names and not found:
        raise UdplanError(
            _("the round {name} is not frozen").format(name=", ".join(sorted(names))),
            _("freeze it with udplan round freeze"),
        )
    return tuple(found)


def _refuse_unknown(names: Collection[str], plans: Sequence[Plan], sealed: Collection[tuple[str, str]]) -> None:
    here = {plan.name for plan in plans}
    known = {name for plan in plans for name in (*plan.rounds_by_name, *plan.broken_rounds)}
    for name in names:
        if name not in known | {each for plan, each in sealed if plan in here}:
            raise UsageFault(
                _("there is no round {name}").format(name=name),
                _("its rounds: {names}").format(names=", ".join(sorted(known)) or _("none")),
            )


def _frozen_rounds(plan: Plan, sealed: Collection[tuple[str, str]]) -> list[str]:
    frozen = [each.name for each in in_order(plan) if "frosset" in each.data or (plan.name, each.name) in sealed]
    gone = {name for tag_plan, name in sealed if tag_plan == plan.name} - set(plan.rounds_by_name)
    return [*frozen, *sorted(gone | plan.broken_rounds)]


def _verified(moments: Moments, plan: Plan, name: str) -> Verified:
    round_ = plan.rounds_by_name.get(name)
    frosset = round_.data.get("frosset") if round_ else None
    if round_ is None or frosset is None:
        return Verified(plan.name, name, 0, (_without_seal(plan, name),))
    try:
        breaches = tuple(_breaches(moments, plan, round_, frosset))
    except UdplanError as error:
        breaches = (Breach(error.message, error.hint),)
    return Verified(plan.name, name, len(_filer(frosset)), breaches)


def _without_seal(plan: Plan, name: str) -> Breach:
    if name in plan.broken_rounds:
        return Breach(_("the round's file cannot be read"), _("run udplan check to see why"))
    tag = tag_of(plan.name, name)
    if name in plan.rounds_by_name:
        return Breach(
            _("there is a tag {tag}, but the round's file does not say that it is frozen").format(tag=tag),
            _("fetch the file as it was committed, or finish an interrupted udplan round freeze by giving it again"),
        )
    return Breach(_("there is a tag {tag}, but no such round").format(tag=tag), _("fetch or restore the round's file"))


def _breaches(moments: Moments, plan: Plan, round_: Round, frosset: Data) -> Iterator[Breach]:
    tag = tag_named(moments.root, tag_of(plan.name, round_.name))
    yield from _breaches_of_tag(tag, plan, round_, frosset)
    seal = seal_from_message(tag.message) if tag else Seal({}, "")
    if tag is not None and tag.annotated and seal.filer != _filer(frosset):
        yield Breach(
            _("the checksums in the round's file are not those in the tag: {files}").format(
                files=", ".join(_differing(seal.filer, _filer(frosset)))
            ),
            _("one of them has been changed since; compare with git show {tag}").format(tag=tag.name),
        )
    at = committed.revision(moments.root, frosset["commit"])
    whole = committed_round(moments, at, plan.name, round_.name)
    yield from _breaches_of_text(whole.round, round_)
    yield from _breaches_of_papers(whole, _filer(frosset), seal.version)


def _breaches_of_tag(tag: Tag | None, plan: Plan, round_: Round, frosset: Data) -> Iterator[Breach]:
    expected = tag_of(plan.name, round_.name)
    if frosset["tag"] != expected:
        yield Breach(
            _("the round's file names the tag {tag}, but its tag is {expected}").format(
                tag=frosset["tag"], expected=expected
            )
        )
    if tag is None:
        yield Breach(_("there is no tag {tag}").format(tag=expected), _("fetch the tags with git fetch --tags"))
    elif not tag.annotated:
        yield Breach(
            _("the tag {tag} holds no checksums: it is not annotated").format(tag=expected),
            _("it is not the one that udplan round freeze made; fetch that with git fetch --tags --force"),
        )
    if tag is not None and tag.commit != frosset["commit"]:
        yield Breach(
            _("the tag {tag} stands on {found}, but the round was frozen at {commit}").format(
                tag=expected, found=tag.commit[:10] or _("no commit"), commit=frosset["commit"][:10]
            ),
            _("somebody has moved the tag or changed the round's file"),
        )


def _breaches_of_text(frozen: Round, now: Round) -> Iterator[Breach]:
    keys = altered(frozen.data, now.data)
    if keys:
        names = [".".join(str(part + 1) if isinstance(part, int) else part for part in each) for each in keys]
        yield Breach(
            _("the round's file was changed after it was frozen: {keys}").format(keys=", ".join(names)),
            _("put back what the meeting saw; only what is written after the meeting may change"),
        )


def _breaches_of_papers(whole: CommittedRound, filer: Mapping[str, str], version: str) -> Iterator[Breach]:
    hint = _("the files in git or in the round are not those that were frozen")
    if version and version != __version__:
        hint = _("it was frozen by udplan {then}, and this is {now}, which is the likely reason").format(
            then=version, now=__version__
        )
    if not filer:
        yield Breach(_("there are no checksums to compare with"), hint)
    for file, checksum in filer.items():
        try:
            text = whole.paper(file)
        except UdplanError as error:
            message = _("{file} cannot be rendered: {reason}").format(file=file, reason=error.message)
            yield Breach(message, hint if version != __version__ else error.hint)
            continue
        if sha256(text.encode("utf-8")).hexdigest() != checksum:
            yield Breach(_("{file} does not render to the same bytes").format(file=file), hint)


def _filer(frosset: Data) -> Mapping[str, str]:
    filer: Mapping[str, str] = frosset.get("filer", {})
    return filer


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return sorted(file for file in {*one, *other} if one.get(file) != other.get(file))

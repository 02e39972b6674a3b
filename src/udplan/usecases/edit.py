"""Changing plan files: every change of a command is prepared and proved before the first file is replaced."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from udplan.adapters.read.kept import Kept, kept_file
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.reader import Document, read
from udplan.adapters.read.sources import Overlay, Tree, WorkTree
from udplan.adapters.read.validation import state_findings, validate
from udplan.adapters.write.splice import readable, spliced
from udplan.adapters.write.store import Write, write_all, writing
from udplan.domain.emne import Emne
from udplan.domain.names import SETTINGS, Ref, file_path, plan_of
from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import STATE_KEYS
from udplan.ground.danish import date_text
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.message import NOTHING, Message, _, joined, plural
from udplan.ground.problem import Finding, KeyPath, Problem
from udplan.pure.change.assignments import keys_at
from udplan.pure.change.changes import Change
from udplan.pure.news.items import item_news
from udplan.pure.news.kinds import News
from udplan.pure.news.values import names_of
from udplan.pure.round.rounds import open_round, opgjort
from udplan.pure.view.naming import meant
from udplan.pure.view.nearest import unknown_item
from udplan.usecases.check import Checking

MakeChanges = Callable[[Mapping[str, Any], date], Sequence[Change]]
"""The changes of a file's data, dated with a day."""
_SETS: Final = re.compile(r"[a-z_]+(?:\.\w+)*[+-]?=")
_NEEDS_QUOTES: Final = re.compile(r"[^\w.,:@/=+-]")
_GIVES: Final = {"trafiklys": "trafiklys=groen", "beloeb": "beloeb.2025=0"}
_TWINS: Final = frozenset(STATE_KEYS)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a command changed, or with `dry_run` would change, and what is worth knowing about the result."""

    news: tuple[News, ...]
    warnings: tuple[Problem, ...]
    changed: bool
    notes: tuple[Message, ...] = ()
    """What was taken for granted."""
    recovered: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Arguments:
    """The words of a command line that gave a value, by the key it is for: errors point at them."""

    of_key: Mapping[KeyPath, str] = field(default_factory=dict)

    def for_keys(self, keys: KeyPath) -> str:
        """The argument that gave this value or part of it; empty if none did."""
        for length in range(len(keys), 0, -1):
            if (argument := self.of_key.get(keys[:length])) is not None:
                return argument
        inner = [argument for given, argument in self.of_key.items() if given[: len(keys)] == keys]
        return inner[0] if inner and keys else ""


def edit(
    root: Path,
    ids: Sequence[str],
    make: MakeChanges,
    today: date,
    *,
    day: date | None = None,
    dry_run: bool = False,
    arguments: Arguments | None = None,
) -> Edited:
    """Make the same kind of change to each item. All files are written, or none.

    The changes are dated with the `day`; by default with that of the plan's round that is being made ready, else today.
    Raises UdplanError for an unknown item, a change its state does not allow, a new error in an item's file (see
    `judged`), or a file that cannot be written.
    """
    editing = _Editing(root, make, today, day, arguments or Arguments())
    if dry_run:
        return editing.edited(ids, write=False)
    with writing(root) as recovered:
        done = editing.edited(ids, write=True)
    return replace(done, recovered=recovered)


@dataclass(frozen=True, slots=True)
class _Editing:
    """One kind of change, to whichever items."""

    root: Path
    make: MakeChanges
    today: date
    day: date | None
    arguments: Arguments

    def edited(self, ids: Sequence[str], *, write: bool) -> Edited:
        tree = WorkTree(self.root)
        plans = plans_of(tree)
        writes: list[Write] = []
        news: list[News] = []
        notes: dict[Message, None] = {}
        for item in find_items(plans, ids):
            old = content(tree, item.path)
            try:
                before = readable(old).data
                changes, note = self._changes(before, plans.by_name[item.plan])
                new = spliced(old, changes, keys_at, _TWINS) if changes else old
            except UdplanError as error:
                raise type(error)(joined(": ", str(item.ref), error.message), error.hint) from None
            if new != old:
                after = read(new)
                refuse_faults(item, after, self.arguments)
                news += item_news(item.ref, before, after.data, names=names_of(plans.by_name[item.plan]))
                writes.append(Write(item.path, old, new))
                notes |= {note: None} if note else {}
        warnings = judged(self.root, tree, writes, self.today, self.arguments)
        if write and writes:
            write_all(self.root, writes)
        return Edited(tuple(news), warnings, bool(writes), tuple(notes))

    def _changes(self, data: Mapping[str, Any], plan: Plan) -> tuple[Sequence[Change], Message]:
        """The changes, and what is to be said of the day that they are dated with."""
        if self.day is not None:
            return self.make(data, self.day), NOTHING
        day, note = day_of_change(plan, self.today)
        changes = self.make(data, day)
        return changes, note if note and changes != self.make(data, self.today) else NOTHING


def day_of_change(plan: Plan, today: date) -> tuple[date, Message]:
    """The day that a change of a plan is dated with where nobody has said one, and why it is not today."""
    round_ = open_round(plan, today)
    if round_ is None or (day := opgjort(round_)) == today:
        return today, NOTHING
    note = _("dated {date}, the day that the round {round} is made up for; another day is given with --date")
    return day, note.format(date=date_text(day), round=round_.name)


def find_items(plans: Plans, ids: Iterable[str]) -> list[Item]:
    """The items named, each once, whatever their files hold.

    Raises UsageFault for an id alone that several living plans have; UdplanError for one there is none of, with the
    nearest, and for one that two files have.
    """
    found: dict[Ref, Item] = {}
    for text in ids:
        name = meant(text, plans)
        name.refuse_several()
        item = _entry(plans, name.ref)
        if item is None:
            raise unknown_item(name.ref, [each.ref for plan in plans.plans for each in plan.entries])
        found[item.ref] = item
    return list(found.values())


def _entry(plans: Plans, ref: Ref) -> Item | None:
    plan = plans.by_name.get(ref.plan, Plan(""))
    for misfit in plan.misfits:
        if misfit.other and misfit.id == ref.id:
            hint = _("delete the copy") if misfit.kind == "copy" else _("give one of them an id of its own")
            raise UdplanError(
                _("two files have the id {id}: {one} and {other}").format(id=ref, one=misfit.other, other=misfit.path),
                hint,
            )
    return plan.entry_of.get(ref.id)


def content(tree: WorkTree, path: str) -> bytes:
    """The file's bytes. Raises UdplanError when it cannot be read."""
    try:
        return tree.blob(path).read()
    except OSError as error:
        raise UdplanError(_("{file} cannot be opened: {reason}").format(file=path, reason=reason_of(error))) from None


def refuse_faults(item: Item, document: Document, arguments: Arguments) -> None:
    """Raises UdplanError for a new text of an item's file that is not one, naming the argument that makes it wrong."""
    emne, findings = validate(Emne, document, item.path)
    findings += state_findings(document, item.type, item.path)
    if emne is None or findings:
        raise _refusal(item, findings, arguments)


def _refusal(item: Item, findings: Sequence[Finding], arguments: Arguments) -> UdplanError:
    missing = [name for each in findings if (name := _missing_key(each))]
    if len(missing) == len(findings):
        return _lacking(item, missing, arguments)
    finding = findings[0]
    argument = arguments.for_keys(finding.keys)
    where = argument or str(item.ref)
    more = len(findings) - 1
    hint = finding.hint
    if not argument:
        hint = hint or _("see udplan check for what is wrong with the file")
    if more:
        others = plural("({count} more problem)", "({count} more problems)", more).format(count=more)
        hint = joined(" ", hint, others)
    return UdplanError(joined(": ", where, finding.message), hint)


def _missing_key(finding: Finding) -> str:
    """The key that the item itself lacks; empty for any other fault, and for what a group inside it lacks."""
    if finding.code != "missing-field" or not isinstance(finding.message, Message):
        return ""
    name = str(dict(finding.message.values)["key"])
    return name if finding.keys in ((), (name,)) else ""


def _lacking(item: Item, missing: Sequence[str], arguments: Arguments) -> UdplanError:
    """What else an item must have, with the whole command that gives it."""
    message = plural("{keys} is missing", "{keys} are missing", len(missing))
    message = message.format(keys=", ".join(f"`{key}`" for key in missing))
    of_key = {keys: word for keys, word in arguments.of_key.items() if keys[0] not in missing}
    given = [word for word in of_key.values() if _SETS.match(word)]
    wanted = [_GIVES.get(key, f"{key}=…") for key in missing if not (key == "opdateret" and "status" in missing)]
    command = " ".join(f'"{word}"' if _NEEDS_QUOTES.search(word) else word for word in [*given, *wanted])
    hint = (
        _("write udplan set {id} {words}")
        if len(given) == len(of_key) > 0
        else _("first write udplan set {id} {words}")
    )
    return UdplanError(joined(": ", str(item.ref), message), hint.format(id=item.ref, words=command))


def judged(
    root: Path, tree: WorkTree, writes: Sequence[Write], as_of: date, arguments: Arguments
) -> tuple[Problem, ...]:
    """What `udplan check` newly says of the changed files, and the new errors of plan.yaml and the rounds.

    Raises UdplanError for a new error in an item's file, a changed one or another, which can be where two items that
    do not go together are told of. Errors of plan.yaml (control totals, points that nothing carries) are only told:
    to move money from one item to another, two have to be changed in turn. Only the plans that are changed are read,
    and each of their files once.
    """
    new = newly_told(root, tree, writes, as_of)
    paths = {write.path for write in writes}
    for problem in new:
        if refuses(problem, paths):
            where = _argument_for(problem, writes, arguments)
            if not where or problem.path not in paths:
                where = f"{where}: {problem.path}" if where else problem.path
            raise UdplanError(joined(": ", where, joined(" ", problem.message, f"[{problem.code}]")), problem.hint)
    return tuple(new)


def refuses(problem: Problem, changed: Collection[str]) -> bool:
    """Whether a new problem keeps the changed files from being written."""
    return problem.severity == "error" and (problem.path in changed or _is_item(problem.path))


def newly_told(root: Path, tree: WorkTree, writes: Sequence[Write], as_of: date) -> list[Problem]:
    """What `udplan check` would newly say of the changed files, and of others as `judged` has it."""
    if not writes:
        return []
    kept = Kept(kept_file(root))
    names = sorted({plan_of(write.path) for write in writes})
    after = _problems(Overlay(tree, {write.path: write.new for write in writes}), names, as_of, kept)
    if not after:
        return []
    paths = {write.path for write in writes}
    before = _problems(tree, names, as_of, kept)
    known = {(each.path, each.code, str(each.message)) for each in before}
    # What plan.yaml told of most items together, such as stale ones, may now be told of each: that is nothing new.
    together = {each.code for each in before if each.path.endswith(f"/{SETTINGS}")}
    return [
        each
        for each in after
        if (each.path, each.code, str(each.message)) not in known
        and (each.path in paths or (each.severity == "error" and not (_is_item(each.path) and each.code in together)))
    ]


def _problems(tree: Tree, names: Sequence[str], as_of: date, kept: Kept) -> list[Problem]:
    checking = Checking(tree, as_of, kept)
    return [problem for name in names for problem in checking.problems(name, alone=True)]


def _is_item(path: str) -> bool:
    found = file_path(path)
    return found is not None and found.is_item


def _argument_for(problem: Problem, writes: Sequence[Write], arguments: Arguments) -> str:
    """The argument that gave the value a problem is at; if there was only one argument, that one."""
    if len(arguments.of_key) == 1:
        return next(iter(arguments.of_key.values()))
    content = next((write.new for write in writes if write.path == problem.path), b"")
    for keys, place in read(content).places.items():
        spots = ((place.line, place.column), (place.key_line, place.key_column))
        if keys and (problem.line, problem.column) in spots and (argument := arguments.for_keys(keys)):
            return argument
    return ""

"""Changing plan files: every change of a command is prepared and proved before the first file is replaced."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
from udplan.domain.names import SETTINGS, Ref, file_path, plan_of, ref_from_text
from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import STATE_KEYS
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.message import Message, _, joined, plural
from udplan.ground.problem import Finding, KeyPath, Problem
from udplan.pure.change.assignments import keys_at
from udplan.pure.change.changes import Change
from udplan.pure.news.items import item_news
from udplan.pure.news.kinds import News
from udplan.pure.view.choosing import chosen_plans
from udplan.pure.view.nearest import unknown_item
from udplan.usecases.check import Checking

MakeChanges = Callable[[Mapping[str, Any]], Sequence[Change]]
_TWINS: Final = frozenset(STATE_KEYS)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a command changed, or with `dry_run` would change, and what is worth knowing about the result."""

    news: tuple[News, ...]
    warnings: tuple[Problem, ...]
    changed: bool
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
    as_of: date,
    *,
    dry_run: bool = False,
    arguments: Arguments | None = None,
) -> Edited:
    """Make the same kind of change to each item. All files are written, or none.

    Raises UdplanError for an unknown item, a change its state does not allow, a new error in an item's file (see
    `judged`), or a file that cannot be written.
    """
    if dry_run:
        return _edited(root, ids, make, as_of, arguments or Arguments(), write=False)
    with writing(root) as recovered:
        done = _edited(root, ids, make, as_of, arguments or Arguments(), write=True)
    return Edited(done.news, done.warnings, done.changed, recovered)


def _edited(
    root: Path, ids: Sequence[str], make: MakeChanges, as_of: date, arguments: Arguments, *, write: bool
) -> Edited:
    tree = WorkTree(root)
    writes: list[Write] = []
    news: list[News] = []
    for item in find_items(plans_of(tree), ids):
        old = content(tree, item.path)
        try:
            before = readable(old).data
            changes = make(before)
            new = spliced(old, changes, keys_at, _TWINS) if changes else old
        except UdplanError as error:
            raise type(error)(joined(": ", str(item.ref), error.message), error.hint) from None
        if new != old:
            after = read(new)
            refuse_faults(item, after, arguments)
            news += item_news(item.ref, before, after.data)
            writes.append(Write(item.path, old, new))
    warnings = judged(root, tree, writes, as_of, arguments)
    if write and writes:
        write_all(root, writes)
    return Edited(tuple(news), warnings, bool(writes))


def find_items(plans: Plans, ids: Iterable[str]) -> list[Item]:
    """The items named, each once, whatever their files hold.

    Raises UdplanError for an id there is none of, with the nearest, and for one that two files have.
    """
    newest = (chosen_plans((), plans.living) or [""])[0]
    found: dict[Ref, Item] = {}
    for text in ids:
        named = ref_from_text(text.strip(), newest)
        refs = (named, Ref(named.plan, named.id.upper()))
        item = next((item for ref in refs if (item := _entry(plans, ref)) is not None), None)
        if item is None:
            raise unknown_item(named, [each.ref for plan in plans.plans for each in plan.entries])
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
    finding = findings[0]
    argument = arguments.for_keys(finding.keys)
    where = argument or str(item.ref)
    more = len(findings) - 1
    hint = finding.hint
    if not argument and finding.code == "missing-field":
        first = _("set it first with udplan set {id} key=value").format(id=item.ref)
        hint = joined("; ", hint, first)
    elif not argument:
        hint = hint or _("see udplan check for what is wrong with the file")
    if more:
        others = plural("({count} more problem)", "({count} more problems)", more).format(count=more)
        hint = joined(" ", hint, others)
    return UdplanError(joined(": ", where, finding.message), hint)


def judged(
    root: Path, tree: WorkTree, writes: Sequence[Write], as_of: date, arguments: Arguments
) -> tuple[Problem, ...]:
    """What `udplan check` newly says of the changed files, and the new errors of plan.yaml and the rounds.

    Raises UdplanError for a new error in an item's file, a changed one or another, which can be where two items that
    do not go together are told of. Errors of plan.yaml (control totals, points that nothing carries) are only told:
    to move money from one item to another, two have to be changed in turn. Only the plans that are changed are read,
    and each of their files once.
    """
    if not writes:
        return ()
    kept = Kept(kept_file(root))
    names = sorted({plan_of(write.path) for write in writes})
    after = _problems(Overlay(tree, {write.path: write.new for write in writes}), names, as_of, kept)
    if not after:
        return ()
    paths = {write.path for write in writes}
    before = _problems(tree, names, as_of, kept)
    known = {(each.path, each.code, str(each.message)) for each in before}
    # What plan.yaml told of most items together, such as stale ones, may now be told of each: that is nothing new.
    together = {each.code for each in before if each.path.endswith(f"/{SETTINGS}")}
    new = [
        each
        for each in after
        if (each.path, each.code, str(each.message)) not in known
        and (each.path in paths or (each.severity == "error" and not (_is_item(each.path) and each.code in together)))
    ]
    for problem in new:
        if problem.severity == "error" and (problem.path in paths or _is_item(problem.path)):
            where = _argument_for(problem, writes, arguments)
            if not where or problem.path not in paths:
                where = f"{where}: {problem.path}" if where else problem.path
            raise UdplanError(joined(": ", where, joined(" ", problem.message, f"[{problem.code}]")), problem.hint)
    return tuple(new)


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

"""Changing plan files: every change of a command is prepared and proved before the first file is replaced."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from udplan.adapters.sources import Blob, Source, WorkTree, read_file
from udplan.adapters.store import Write, write_all, writing
from udplan.adapters.validation import state_findings, validate
from udplan.adapters.yamlfile.reader import Document, read
from udplan.adapters.yamlfile.splice import readable, spliced
from udplan.domain.emne import Emne
from udplan.domain.plan import Item
from udplan.domain.ref import DEFAULT_PATTERN, Ref, item_name, ref_from_text
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import STATE_KEYS, TYPER, Type
from udplan.ground.errors import UdplanError
from udplan.ground.message import Message, _, joined, plural
from udplan.ground.problem import Finding, KeyPath, Problem
from udplan.pure.assignments import keys_at
from udplan.pure.changes import Change
from udplan.pure.choosing import chosen_plans
from udplan.pure.nearest import unknown_item
from udplan.pure.news.items import item_news
from udplan.pure.news.kinds import News
from udplan.usecases.check import check

MakeChanges = Callable[[Mapping[str, Any]], Sequence[Change]]
_TWINS: Final = frozenset(STATE_KEYS)


@dataclass(frozen=True, slots=True)
class ItemFile:
    """Where an item's file is."""

    ref: Ref
    type: Type
    slug: str
    path: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What a command changed, or with `dry_run` would change, and what is worth knowing about the result."""

    news: tuple[News, ...]
    warnings: tuple[Problem, ...]
    changed: bool
    recovered: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFiles:
    """Every item's file by its name alone, whatever it holds, and what each plan's settings say."""

    files: dict[Ref, ItemFile]
    living: dict[str, bool]
    settings: dict[str, Settings]


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
    source = WorkTree(root)
    writes: list[Write] = []
    news: list[News] = []
    for file in find_items(source, ids):
        old = content(root, file)
        try:
            before = readable(old).data
            changes = make(before)
            new = spliced(old, changes, keys_at, _TWINS) if changes else old
        except UdplanError as error:
            raise type(error)(joined(": ", str(file.ref), error.message), error.hint) from None
        if new != old:
            after = read(new)
            item = valid_item(file, after, arguments)
            news += item_news(item.ref, before, after.data)
            writes.append(Write(file.path, old, new))
    warnings = judged(source, writes, as_of, arguments)
    if write and writes:
        write_all(root, writes)
    return Edited(tuple(news), warnings, bool(writes))


def find_items(source: Source, ids: Iterable[str]) -> list[ItemFile]:
    """The files of the items named, each once. Raises UdplanError for an id there is none of, with the nearest."""
    names = item_files(source)
    files = names.files
    found: dict[Ref, ItemFile] = {}
    for text in ids:
        (newest,) = chosen_plans((), names.living) or ("",)
        ref = ref_from_text(text.strip(), newest)
        file = files.get(ref) or files.get(Ref(ref.plan, ref.id.upper()))
        if file is None:
            raise unknown_item(ref, files)
        found[file.ref] = file
    return list(found.values())


def item_files(source: Source) -> ItemFiles:
    """The items' files; no settings for a plan whose plan.yaml cannot be understood. No other file is read.

    Raises UdplanError where two files have the same id.
    """
    files: dict[Ref, ItemFile] = {}
    blobs = list(source.blobs())
    known: dict[str, Settings] = {}
    living: dict[str, bool] = {}
    for blob in blobs:
        parts = blob.path.split("/")
        if len(parts) > 2:
            living.setdefault(parts[1], True)
        if len(parts) == 3 and parts[2] == "plan.yaml":
            settings = _settings(blob)
            if settings is not None:
                known[parts[1]] = settings
                living[parts[1]] = settings.levende
    for blob in blobs:
        parts = blob.path.split("/")
        if len(parts) == 4 and parts[2] in TYPER and parts[3].endswith(".yaml"):
            pattern = known[parts[1]].id_moenster if parts[1] in known else DEFAULT_PATTERN
            name = item_name(parts[3].removesuffix(".yaml"), pattern)
            if name is not None:
                ref = Ref(parts[1], name[0])
                if ref in files:
                    raise UdplanError(
                        _("two files have the id {id}: {one} and {other}").format(
                            id=ref, one=files[ref].path, other=blob.path
                        ),
                        _("give one of them an id of its own"),
                    )
                files[ref] = ItemFile(ref, parts[2], name[1], blob.path)
    return ItemFiles(files, living, known)


def _settings(blob: Blob) -> Settings | None:
    try:
        document = read(blob.read())
    except OSError:
        return None
    return None if document.faults else validate(Settings, document, blob.path)[0]


def content(root: Path, file: ItemFile) -> bytes:
    """The file's bytes. Raises UdplanError when it cannot be read."""
    try:
        return read_file(root / file.path)
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be opened: {reason}").format(file=file.path, reason=error.strerror or error)
        ) from None


def valid_item(file: ItemFile, document: Document, arguments: Arguments) -> Item:
    """The item that the file's new text is. Raises UdplanError naming the argument that makes it wrong."""
    emne, findings = validate(Emne, document, file.path)
    findings += state_findings(document, file.type, file.path)
    if emne is None or findings:
        raise _refusal(file, findings, arguments)
    return Item(file.ref.plan, file.type, file.ref.id, file.slug, file.path, emne)


def _refusal(file: ItemFile, findings: Sequence[Finding], arguments: Arguments) -> UdplanError:
    finding = findings[0]
    argument = arguments.for_keys(finding.keys)
    where = argument or str(file.ref)
    more = len(findings) - 1
    hint = finding.hint
    if not argument and finding.code == "missing-field":
        first = _("set it first with udplan set {id} key=value").format(id=file.ref)
        hint = joined("; ", hint, first)
    elif not argument:
        hint = hint or _("see udplan check for what is wrong with the file")
    if more:
        others = plural("({count} more problem)", "({count} more problems)", more).format(count=more)
        hint = joined(" ", hint, others)
    return UdplanError(joined(": ", where, finding.message), hint)


def judged(source: Source, writes: Sequence[Write], as_of: date, arguments: Arguments) -> tuple[Problem, ...]:
    """What `udplan check` newly says of the changed files, and the new errors of plan.yaml and the rounds.

    Raises UdplanError for a new error in an item's file, a changed one or another, which can be where two items that
    do not go together are told of. Errors of plan.yaml (control totals, points that nothing carries) are only told:
    to move money from one item to another, two have to be changed in turn.
    """
    if not writes:
        return ()
    after = check(Overlay(source, writes), as_of)
    if not after:
        return ()
    paths = {write.path for write in writes}
    before = check(source, as_of)
    known = {(each.path, each.code, each.message) for each in before}
    # What plan.yaml told of most items together, such as stale ones, may now be told of each: that is nothing new.
    together = {each.code for each in before if each.path.endswith("/plan.yaml")}
    new = [
        each
        for each in after
        if (each.path, each.code, each.message) not in known
        and (each.path in paths or (each.severity == "error" and not (_is_item(each.path) and each.code in together)))
    ]
    for problem in new:
        if problem.severity == "error" and (problem.path in paths or _is_item(problem.path)):
            where = _argument_for(problem, writes, arguments)
            if not where or problem.path not in paths:
                where = f"{where}: {problem.path}" if where else problem.path
            raise UdplanError(joined(": ", where, joined(" ", problem.message, f"[{problem.code}]")), problem.hint)
    return tuple(new)


def _is_item(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 4 and parts[2] in TYPER


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


@dataclass(frozen=True, slots=True)
class Overlay:
    """A source as it would be with some files written."""

    source: Source
    writes: Sequence[Write]

    def blobs(self) -> Iterable[Blob]:
        """See `Source.blobs`."""
        new = {write.path: write.new for write in self.writes}
        blobs = {blob.path: blob for blob in self.source.blobs()}
        for path, content in new.items():
            blobs[path] = Blob(path, "", lambda content=content: content)  # type: ignore[misc]
        return [blobs[path] for path in sorted(blobs)]

"""A table file to items: read by a mapping, shown, and written only when told, all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.reader import Document, read
from udplan.adapters.read.sources import WorkTree, read_file
from udplan.adapters.read.validation import state_findings, validate
from udplan.adapters.tables.reading import tables_of
from udplan.adapters.write.proposal import proposal_text
from udplan.adapters.write.store import Write, write_new, writing
from udplan.domain.emne import Emne
from udplan.domain.names import FilePath, ItemName, Ref
from udplan.domain.plan import Plan
from udplan.domain.vocabulary import TYPER, Type
from udplan.ground.danish import fold
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.message import Message, Text, _, joined, plural
from udplan.ground.problem import KeyPath, Problem
from udplan.pure.importing.cells import Tables
from udplan.pure.importing.drafts import Draft
from udplan.pure.importing.mapping import Fault, Mapped, data_of, mapping_from_data
from udplan.pure.importing.proposing import proposed
from udplan.pure.importing.reading import Obstacle, Reading, reading_of
from udplan.pure.importing.words import Known, known_of
from udplan.usecases.create import item_text, notes_of, plan_to_add_to, slug_of
from udplan.usecases.edit import newly_told, refuses
from udplan.usecases.numbers import Numbers


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that the table holds, with the file that it becomes; without a name where it can have none yet."""

    draft: Draft
    ref: Ref | None = None
    path: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table was understood as, and what became of it."""

    reading: Reading
    plan: str
    items: tuple[NewItem, ...]
    obstacles: tuple[Obstacle, ...]
    proposal: str = ""
    """The text of the mapping's file, where none was given."""
    notes: tuple[Text, ...] = ()
    warnings: tuple[Problem, ...] = ()
    refusal: UdplanError | None = None
    """Why the items together cannot be written."""
    recovered: tuple[Message, ...] = ()

    @property
    def ids(self) -> Mapping[int, str]:
        """The id of each item that can have one, by its number in the table."""
        return {item.draft.number: item.ref.id for item in self.items if item.ref is not None}


def import_table(
    root: Path, file: Path, today: date, *, mapping: Path | None = None, plan: str | None = None, write: bool = False
) -> Imported:
    """Read a table by the mapping in a file, or by the one that udplan proposes, and with `write` add its items.

    Raises UdplanError for a file that cannot be read and for a mapping that is wrong. What keeps the items from being
    written is in the answer, so that all of it can be shown.
    """
    tables = tables_of(file)
    if not write:
        return _Importing(root, tables, today, mapping, plan).imported(write=False)
    with writing(root) as recovered:
        done = _Importing(root, tables, today, mapping, plan).imported(write=True)
    return replace(done, recovered=recovered)


@dataclass(frozen=True, slots=True)
class _Importing:
    """One import, of a table that has been read."""

    root: Path
    tables: Tables
    today: date
    mapping: Path | None
    plan: str | None

    def imported(self, *, write: bool) -> Imported:
        tree = WorkTree(self.root)
        plan = plan_to_add_to(plans_of(tree), self.plan)
        numbers = Numbers(self.root, plan)
        known = known_of(plan, numbers.used)
        given = self.mapping is not None and self.mapping.exists()
        mapping = (
            _mapping_in(self.mapping, known) if given and self.mapping else proposed(self.tables, known, self.today)
        )
        reading = reading_of(self.tables, mapping, known, self.today)
        items = _named(reading.drafts, plan, numbers)
        obstacles = [*_obstacles(items, known)]
        writes = [Write(item.path, None, item.text.encode("utf-8")) for item in items if item.ref is not None]
        told = [] if obstacles else newly_told(self.root, tree, writes, self.today)
        errors = [each for each in told if refuses(each, {write.path for write in writes})]
        done = Imported(
            reading=reading,
            plan=plan.name,
            items=tuple(items),
            obstacles=tuple(obstacles),
            proposal="" if given else proposal_text(data_of(mapping), self.tables.file),
            notes=(*self.tables.notes, *_strangers(mapping, reading), *notes_of(self.root)),
            warnings=tuple(each for each in told if each not in errors),
            refusal=_refusal(items, obstacles, errors),
        )
        if write and done.refusal is None:
            write_new(self.root, *writes)
        return done


def _strangers(mapping: Mapped, reading: Reading) -> Iterator[Message]:
    """That the mapping has headings that the table has not."""
    there = {fold(heading) for heading in reading.headings}
    if strange := [heading for heading in mapping.columns if fold(heading) not in there]:
        yield _("the table has no columns of these headings: {values}").format(values=", ".join(strange))


def _mapping_in(path: Path, known: Known) -> Mapped:
    """The mapping in a file. Raises UdplanError with every problem of it."""
    try:
        document = read(read_file(path))
    except OSError as error:
        raise UdplanError(_("{file} cannot be opened: {reason}").format(file=path, reason=reason_of(error))) from None
    mapping, faults = mapping_from_data(document.data, known)
    problems = [
        Problem(str(path), fault.line, fault.column, "error", fault.code, fault.message, fault.hint)
        for fault in document.faults
    ]
    problems += [] if document.faults else [_problem(path, document, fault) for fault in faults]
    if problems:
        message = plural("the mapping has {count} error", "the mapping has {count} errors", len(problems))
        refusal = UdplanError(message.format(count=len(problems)))
        refusal.problems = tuple(problems)
        raise refusal
    return mapping


def _problem(path: Path, document: Document, fault: Fault) -> Problem:
    keys: KeyPath = fault.keys
    place = document.places.get(keys) if keys else None
    line, column = (place.line, place.column) if place is not None else (1, 1)
    return Problem(str(path), line, column, "error", "mapping", fault.message, fault.hint)


def _named(drafts: Sequence[Draft], plan: Plan, numbers: Numbers) -> list[NewItem]:
    """The items with their names: those that the table numbers first, so that no new number takes theirs."""
    taken = {draft.id: draft for draft in reversed(drafts) if draft.id and draft.id not in numbers.used}
    for item_id in taken:
        numbers.use(item_id)
    items: list[NewItem] = []
    for draft in drafts:
        if draft.lacking or (draft.id and taken.get(draft.id) is not draft):
            items.append(NewItem(draft))
            continue
        item_type: Type = next(name for name in TYPER if name == draft.type)
        item_id = draft.id or numbers.next(item_type)
        path = str(FilePath(plan.name, item_type, ItemName(item_id, slug_of(draft.titel)).stem))
        items.append(NewItem(draft, Ref(plan.name, item_id), path, item_text(draft.data)))
    return items


def _obstacles(items: Sequence[NewItem], known: Known) -> list[Obstacle]:
    """What keeps each item from being written."""
    obstacles: list[Obstacle] = []
    for item in items:
        draft = item.draft
        if draft.lacking:
            keys = ", ".join(f"`{key}`" for key in draft.lacking)
            message = plural("{keys} is missing", "{keys} are missing", len(draft.lacking)).format(keys=keys)
            obstacles.append(Obstacle(draft, message))
        elif item.ref is None:
            obstacles.append(Obstacle(draft, _number_taken(draft, known)))
        elif there := known.titles.get((draft.type, fold(draft.titel))):
            obstacles.append(Obstacle(draft, _("the plan has an item of that title: {id}").format(id=there)))
        else:
            obstacles += [Obstacle(draft, message) for message in _faults(item)]
    return obstacles


def _number_taken(draft: Draft, known: Known) -> Message:
    if draft.id in known.used:
        return _("the number {id} is, or has been, another item's in this plan").format(id=draft.id)
    return _("the number {id} stands in the table more than once").format(id=draft.id)


def _faults(item: NewItem) -> list[Text]:
    document = read(item.text.encode("utf-8"))
    item_type: Type = next(name for name in TYPER if name == item.draft.type)
    _emne, findings = validate(Emne, document, item.path)
    findings += state_findings(document, item_type, item.path)
    return [joined(": ", each.message, each.hint) for each in findings]


def _refusal(items: Sequence[NewItem], obstacles: Sequence[Obstacle], errors: Sequence[Problem]) -> UdplanError | None:
    if errors:
        message = plural("{count} error keeps the items out", "{count} errors keep the items out", len(errors))
        refusal = UdplanError(message.format(count=len(errors)))
        refusal.problems = tuple(errors)
        return refusal
    if not items:
        return UdplanError(
            _("no items were found in the table"),
            _("the headings of its columns must stand in one row above the items; see the guide's chapter on import"),
        )
    if not obstacles:
        return None
    count = len({obstacle.draft.number for obstacle in obstacles})
    message = plural("{count} item cannot be written yet", "{count} items cannot be written yet", count)
    return UdplanError(
        message.format(count=count),
        _("write what is missing under hvis_tom in the mapping, or in the table itself; numre: nye gives new numbers"),
    )

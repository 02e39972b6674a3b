"""From a source's files to plans. A file that cannot be understood becomes problems; the others go on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from udplan.adapters.sources import PLAN_FOLDER, Blob, Source
from udplan.adapters.validation import Model, state_findings, validate
from udplan.adapters.yamlfile.reader import Document, read
from udplan.domain.emne import Emne
from udplan.domain.plan import Item, Plan, Round, Workspace
from udplan.domain.ref import DEFAULT_PATTERN, item_name
from udplan.domain.runde import Runde
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import BOGSTAVER, ROUNDS_FOLDER, TYPER, Type
from udplan.ground.message import _
from udplan.ground.problem import Finding, Problem, Severity
from udplan.pure.rules import severity_of

_KNOWN_FOLDERS: Final = (*TYPER, ROUNDS_FOLDER)
# Written beside plan files by people and programs; nobody expects them to be read.
_OTHER_SUFFIXES: Final = (".md", ".txt", ".pdf", ".docx", ".xlsx")
_AT_THE_KEY: Final = frozenset(("unknown-key", "bad-year"))


@dataclass(frozen=True)
class Loaded:
    """What a source holds: the plans, what was wrong in reading them, and the bytes to look places up in."""

    workspace: Workspace
    problems: tuple[Problem, ...]
    bytes_of: dict[str, bytes] = field(repr=False)

    def located(self, findings: Iterable[Finding], regler: Mapping[str, str]) -> Iterator[Problem]:
        """Each finding at its place in its file, with the severity its rule has under a plan's `regler`."""
        documents: dict[str, Document | None] = {}
        for finding in findings:
            severity = severity_of(finding.code, regler)
            if severity is None:
                continue
            if finding.path not in documents:
                blob = self.bytes_of.get(finding.path)
                documents[finding.path] = read(blob) if blob is not None else None
            yield problem_at(finding, documents[finding.path], severity)


def problem_at(finding: Finding, document: Document | None, severity: Severity = "error") -> Problem:
    """The finding at its value's place, or at the nearest key around it that is in the file."""
    line = column = 0
    if document is not None:
        line = column = 1
        for length in range(len(finding.keys), 0, -1):
            place = document.places.get(finding.keys[:length])
            if place is not None:
                exact = length == len(finding.keys) and finding.code not in _AT_THE_KEY
                line, column = (place.line, place.column) if exact else (place.key_line, place.key_column)
                break
    return Problem(finding.path, line, column, severity, finding.code, finding.message, finding.hint)


def load(source: Source) -> Loaded:
    """Every plan of a source. Never raises for what the files hold."""
    loading = _Loading()
    folders: dict[str, list[Blob]] = defaultdict(list)
    for blob in source.blobs():
        parts = blob.path.split("/")
        if len(parts) > 2 and parts[0] == PLAN_FOLDER:
            folders[parts[1]].append(blob)
    plans = tuple(loading.plan(name, blobs) for name, blobs in sorted(folders.items()))
    return Loaded(Workspace(plans), tuple(loading.problems), loading.bytes_of)


def understood(
    model: type[Model], document: Document, path: str, item_type: Type | None = None
) -> tuple[Model | None, list[Finding]]:
    """What a file's text means, or None, and why not beyond the document's own faults."""
    value, findings = validate(model, document, path)
    if item_type is not None:
        findings += state_findings(document, item_type, path)
    blamed = [fault.keys for fault in document.faults if fault.keys]
    findings = [
        finding for finding in findings
        if not any(finding.keys[: len(keys)] == keys for keys in blamed)
    ]  # fmt: skip
    return None if document.faults or findings else value, findings


@dataclass
class _Loading:
    problems: list[Problem] = field(default_factory=list)
    bytes_of: dict[str, bytes] = field(default_factory=dict)

    def plan(self, name: str, blobs: list[Blob]) -> Plan:
        path = f"{PLAN_FOLDER}/{name}"
        settings = self._settings(path, blobs)
        pattern = settings.id_moenster if settings else DEFAULT_PATTERN
        items: list[Item] = []
        rounds: list[Round] = []
        broken: set[str] = set()
        broken_rounds: set[str] = set()
        seen: dict[str, str] = {}
        for blob in blobs:
            folder, stem = self._folder_and_stem(path, blob)
            if folder == ROUNDS_FOLDER:
                if (runde := self._read(Runde, blob)) is not None:
                    rounds.append(Round(name, stem, blob.path, runde))
                else:
                    broken_rounds.add(stem)
            elif folder in TYPER:
                item_type = folder
                found = item_name(stem, pattern)
                if found is None:
                    broken.add(stem)
                    if settings is not None:  # else what an id looks like is not known
                        self._bad_name(blob.path, stem, item_type, pattern)
                    continue
                item_id, slug = found
                if self._name_is_taken(item_id, item_type, blob.path, pattern, seen):
                    broken.add(item_id)
                    continue
                emne = self._read(Emne, blob, item_type)
                if emne is None:
                    broken.add(item_id)
                else:
                    items.append(Item(name, item_type, item_id, slug, blob.path, emne))
        order = {item_type: place for place, item_type in enumerate(TYPER)}
        items.sort(key=lambda item: (order[item.type], item.id))
        return Plan(
            name, path, settings,
            tuple(item for item in items if item.id not in broken), tuple(rounds),
            frozenset(broken), frozenset(broken_rounds),
        )  # fmt: skip

    def _settings(self, path: str, blobs: list[Blob]) -> Settings | None:
        for blob in blobs:
            if blob.path == f"{path}/plan.yaml":
                return self._read(Settings, blob)
        message = _("the plan has no plan.yaml")
        hint = _("write one with kommune, titel, budgetaar and aftale, or move the folder out of `plan`")
        self.problems.append(Problem(path, 0, 0, "error", "no-plan-file", message, hint))
        return None

    def _folder_and_stem(self, path: str, blob: Blob) -> tuple[str, str]:
        """The folder and the name of a file that is to be read; empty for one that is not."""
        inner = PurePosixPath(blob.path).relative_to(path)
        if str(inner) == "plan.yaml":
            return "", ""
        known = len(inner.parts) == 2 and inner.parts[0] in _KNOWN_FOLDERS
        if known and inner.suffix == ".yaml":
            return inner.parts[0], inner.stem
        if inner.suffix.lower() not in _OTHER_SUFFIXES:
            message = _("udplan does not read this file")
            hint = _("plan files end in .yaml and lie in {folders}").format(
                folders=", ".join(f"`{folder}`" for folder in _KNOWN_FOLDERS)
            )
            self.problems.append(Problem(blob.path, 0, 0, "warning", "unread-file", message, hint))
        return "", ""

    def _read(self, model: type[Model], blob: Blob, item_type: Type | None = None) -> Model | None:
        try:
            content = blob.read()
        except OSError as error:
            message = _("the file cannot be opened: {reason}").format(reason=error.strerror or error)
            self.problems.append(Problem(blob.path, 0, 0, "error", "unreadable-file", message))
            return None
        self.bytes_of[blob.path] = content
        document = read(content)
        self.problems += [
            Problem(blob.path, fault.line, fault.column, "error", fault.code, fault.message, fault.hint)
            for fault in document.faults
        ]
        if document.data is None and document.faults:
            return None
        value, findings = understood(model, document, blob.path, item_type)
        self.problems += [problem_at(finding, document) for finding in findings]
        return value

    def _bad_name(self, path: str, stem: str, item_type: Type, pattern: str) -> None:
        message = _("the file name does not begin with an id: {name}").format(name=stem)
        letter = BOGSTAVER[item_type]
        hint = (
            _("name it {letter} and three digits, then perhaps a hyphen and a few words").format(letter=letter)
            if pattern == DEFAULT_PATTERN
            else _("an id matches id_moenster in plan.yaml: {pattern}").format(pattern=pattern)
        )
        self.problems.append(Problem(path, 0, 0, "error", "id-pattern", message, hint))

    def _name_is_taken(self, item_id: str, item_type: Type, path: str, pattern: str, seen: dict[str, str]) -> bool:
        if pattern == DEFAULT_PATTERN and item_id[0] != BOGSTAVER[item_type]:
            message = _("{id} lies in `{folder}`, where ids begin with {letter}").format(
                id=item_id, folder=item_type, letter=BOGSTAVER[item_type]
            )
            hint = _("move the file to the right folder, or give it an id of this one")
            self.problems.append(Problem(path, 0, 0, "error", "wrong-folder", message, hint))
            return True
        other = seen.setdefault(item_id, path)
        if other == path:
            return False
        message = _("the id {id} is already used by {other}").format(id=item_id, other=other)
        hint = _("give one of them an id of its own")
        self.problems.append(Problem(path, 0, 0, "error", "duplicate-id", message, hint))
        return True

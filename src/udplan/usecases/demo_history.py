"""Skovby's history: how its plan came to be what it is, as commits. The plan itself is the end of it.

What the plan's own dates cannot tell stands in `skovby/historie.yaml`. So there is no second copy of any item.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from udplan.adapters.git.imported import Author, Step
from udplan.adapters.printers.commit_message import commit_message
from udplan.adapters.read.reader import read
from udplan.adapters.write.writer import entry_lines
from udplan.domain.emne import KEY_ORDER
from udplan.domain.names import PLAN_FOLDER, Ref, file_path
from udplan.domain.runde import Runde
from udplan.ground.language import Words
from udplan.pure.news.items import item_news
from udplan.pure.rewound import as_it_was, days_of
from udplan.usecases.create import slug_of

BEGUN: Final = {"2024-2027": date(2024, 10, 30), "2025-2028": date(2024, 11, 4)}
"""The day that each plan was put in git."""
MADE_UP: Final = date(2025, 5, 31)
"""The day that the plan as it comes with udplan is made up for."""
FINANCE: Final = "Økonomichefen"
SECRETARIAT: Final = "Sekretariatet"

ROUND_ORDER: Final = tuple(Runde.model_fields)
"""The order of keys in a round's file."""

_PACKAGE: Final = Path(__file__).parent.parent
_STORY: Final = _PACKAGE / "skovby" / "historie.yaml"
_AFTER_MEETING: Final = ("beslutning", "fravaerende", "afbud")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round of one or more plans: the days it was begun, frozen and decided."""

    name: str
    plans: tuple[str, ...]
    begun: date
    frozen: date
    decided: date
    decision: str = ""
    """What was decided, where the round's file does not say."""


MEETINGS: Final = (
    Meeting("2024-11", ("2025-2028",), date(2024, 11, 18), date(2024, 12, 2), date(2024, 12, 11)),
    Meeting(
        "2025-05", ("2024-2027", "2025-2028"), date(2025, 5, 12), date(2025, 6, 2), date(2025, 6, 11), "Godkendt.\n"
    ),
)


def shipped_plan() -> Path:
    """The folder of the plan that comes with udplan."""
    packaged = _PACKAGE / "skovby" / PLAN_FOLDER
    # The wheel carries it inside the package; an editable install reads the repository's.
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / PLAN_FOLDER


@dataclass(frozen=True, slots=True)
class _Version:
    """An item from a day on, as its responsible wrote it."""

    day: date
    author: str
    data: Mapping[str, Any]
    content: bytes


class Story:
    """What happened to each file, by the day it happened."""

    def __init__(self, words: Words) -> None:
        folder = shipped_plan()
        self._words = words
        self._plan = {
            f"{PLAN_FOLDER}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in sorted(folder.rglob("*.yaml"))
        }
        told = read(_STORY.read_bytes()).data
        self._later: Sequence[Mapping[str, Any]] = told["senere"]
        self._items = {
            path: [*_versions(_ref(path), content, told["tidligere"].get(str(_ref(path)), ()))]
            for path, content in self._plan.items()
            if (found := file_path(path)) is not None and found.is_item
        }

    def beginnings(self, others: Mapping[str, bytes]) -> Iterator[Step]:
        """The first commit of each plan; the very first has the `others` files of a workspace too."""
        for place, (plan, day) in enumerate(BEGUN.items()):
            of_plan = {path: each[0].content for path, each in self._items.items() if path.split("/")[1] == plan}
            settings = f"{PLAN_FOLDER}/{plan}/plan.yaml"
            files = {settings: self._plan[settings], **of_plan, **({} if place else others)}
            yield Step(day, author(FINANCE), f"Planen for {plan}: {len(of_plan)} emner", files)

    def updates(self, after: date, until: date) -> Iterator[Step]:
        """What the responsible wrote after a day, up to another: a commit for each of them and each day."""
        written: dict[tuple[date, str], dict[str, tuple[_Version, _Version]]] = defaultdict(dict)
        for path, versions in self._items.items():
            for old, new in pairwise(versions):
                if after < new.day <= until:
                    written[new.day, new.author][path] = (old, new)
        for (day, who), pairs in sorted(written.items()):
            yield self._step(day, who, pairs)

    def round_step(self, meeting: Meeting, day: date, files: Mapping[str, bytes], what: str) -> Step:
        """A commit about a round."""
        return Step(day, author(SECRETARIAT), f"Runde {meeting.name}: {what}", files)

    def round_files(self, meeting: Meeting) -> dict[str, bytes]:
        """The files of a round before the meeting."""
        files = {}
        for plan in meeting.plans:
            path = f"{PLAN_FOLDER}/{plan}/runder/{meeting.name}.yaml"
            files[path] = rewritten(self._plan[path], dict.fromkeys(_AFTER_MEETING), ROUND_ORDER)
        return files

    def decision(self, meeting: Meeting, path: str) -> Mapping[str, Any]:
        """What was decided, as a round's file says it."""
        said = read(self._plan[path]).data
        found = {key: said[key] for key in _AFTER_MEETING if key in said}
        return found or {"beslutning": meeting.decision}

    def later(self) -> list[Step]:
        """What has happened since the last meeting, each step as it would be saved; the last is not yet."""
        steps = []
        for each in self._later:
            path = next(path for path in self._items if str(_ref(path)) == each["emne"])
            old = self._items[path][-1]
            given = {**each["saet"], **dict.fromkeys(each.get("fjern", ()))}
            content = rewritten(old.content, given, KEY_ORDER)
            day = date.fromisoformat(str(each["dag"]))
            new = _Version(day, each["af"], read(content).data, content)
            steps.append(self._step(day, new.author, {path: (old, new)}))
        return steps

    def _step(self, day: date, who: str, pairs: Mapping[str, tuple[_Version, _Version]]) -> Step:
        news = [each for path, (old, new) in pairs.items() for each in item_news(_ref(path), old.data, new.data)]
        message = commit_message(news, [*pairs], max(BEGUN), self._words)
        return Step(day, author(who), message, {path: new.content for path, (_old, new) in pairs.items()})


def author(name: str) -> Author:
    """Somebody of Skovby Kommune, who has a role and no name."""
    return Author(name, f"{slug_of(name)}@skovby.example")


def rewritten(content: bytes, given: Mapping[str, Any], order: Sequence[str]) -> bytes:
    """A file of the plan with these keys as given, and its other lines as they are; None takes a key away."""
    old = read(content).data
    return _relaid(content, old, {key: value for key, value in {**old, **given}.items() if value is not None}, order)


def _relaid(content: bytes, old: Mapping[str, Any], new: Mapping[str, Any], order: Sequence[str]) -> bytes:
    """The text of other data: what is the same keeps its lines. Skovby's files have their keys at the margin."""
    head, *pieces = re.split(r"^(?=[a-z_]+:)", content.decode("utf-8"), flags=re.MULTILINE)
    lines_of = {piece.partition(":")[0]: piece for piece in pieces}
    parts = [
        lines_of[key] if key in old and old[key] == new[key] else "\n".join(entry_lines(key, new[key])) + "\n"
        for key in sorted(new, key=order.index)
    ]
    return (head + "".join(parts)).encode("utf-8")


def _versions(ref: Ref, content: bytes, earlier: Sequence[Mapping[str, Any]]) -> Iterator[_Version]:
    """An item from when its plan was begun, oldest first; the last is the plan's own file."""
    final = read(content).data
    days = [day for day in days_of(final, MADE_UP) if day > BEGUN[ref.plan]]
    days += [day for each in earlier if (day := date.fromisoformat(str(each["opdateret"]))) > BEGUN[ref.plan]]
    last = max(days, default=BEGUN[ref.plan])
    before: Mapping[str, Any] = {}
    for day in sorted({BEGUN[ref.plan], *days}):
        data = final if day == last else as_it_was(final, day, earlier)
        if data != before:
            text = content if day == last else _relaid(content, final, data, KEY_ORDER)
            yield _Version(day, str(final["ansvarlig"]), data, text)
            before = data


def _ref(path: str) -> Ref:
    found = file_path(path)
    assert found is not None
    return Ref(found.plan, found.stem.partition("-")[0])

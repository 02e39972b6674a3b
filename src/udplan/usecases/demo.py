"""A workspace to try everything in: Skovby Kommune's plan with its history, the same wherever it is made."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from udplan import __version__
from udplan.adapters.git.imported import Step, TagStep, add_steps, empty_repository, follow
from udplan.adapters.git.run import Revision
from udplan.ground.errors import UdplanError, reason_of
from udplan.ground.language import Words
from udplan.ground.message import _
from udplan.pure.round.rounds import opgjort
from udplan.pure.round.seals import Seal, tag_message, tag_of
from udplan.usecases.beginning import workspace_files
from udplan.usecases.demo_history import (
    BEGUN,
    FINANCE,
    MEETINGS,
    ROUND_ORDER,
    Meeting,
    Story,
    author,
    rewritten,
)
from udplan.usecases.moments import Moments
from udplan.usecases.papers import committed_round

_WAITING: Final = ".udplan-demo-"


@dataclass(frozen=True, slots=True)
class Demo:
    """The workspace that was made: its last commit and its frozen rounds by their tags."""

    folder: Path
    commit: str
    tags: tuple[str, ...]


def make_demo(folder: Path, words: Words) -> Demo:
    """Make it in a folder that is not there or is empty. Raises UdplanError for any other, and without git.

    It takes the folder's place when it is whole.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UdplanError(
            _("{folder} is there already, and is not empty").format(folder=folder),
            _("name a folder that is not there, such as udplan demo skovby"),
        )
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=_WAITING, dir=folder.absolute().parent))
    except OSError as error:
        raise UdplanError(
            _("{file} cannot be written: {reason}").format(file=folder, reason=reason_of(error))
        ) from None
    try:
        demo = _made(waiting, words)
        if folder.exists():
            folder.rmdir()
        waiting.chmod(0o755)
        waiting.rename(folder)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    return Demo(folder, demo.commit, demo.tags)


def _made(root: Path, words: Words) -> Demo:
    empty_repository(root)
    story = Story(words)
    others = {path: text.encode("utf-8") for path, text in workspace_files().items()}
    files: dict[str, bytes] = {}
    tags: list[str] = []
    told_until = min(BEGUN.values())
    sealed: list[TagStep] = []
    after: list[Step] = [*story.beginnings(others)]
    for meeting in MEETINGS:
        begun = story.round_files(meeting)
        steps = [*after, *story.updates(told_until, meeting.frozen)]
        steps.append(story.round_step(meeting, meeting.begun, begun, "oprettet"))
        head = _added(root, sealed, steps, files)
        frozen, sealed = _frozen(root, head, meeting, begun)
        decided = {path: rewritten(text, story.decision(meeting, path), ROUND_ORDER) for path, text in frozen.items()}
        after = [
            story.round_step(meeting, meeting.frozen, frozen, "frosset"),
            story.round_step(meeting, meeting.decided, decided, "udvalgets beslutning"),
        ]
        tags += [tag.name for tag in sealed]
        told_until = meeting.frozen
    *saved, unsaved = story.later()
    head = _added(root, sealed, [*after, *saved], files)
    _write(root, {**files, **unsaved.files})
    follow(root)
    return Demo(root, head.commit, tuple(tags))


def _added(root: Path, tags: Sequence[TagStep], steps: Sequence[Step], files: dict[str, bytes]) -> Revision:
    """Commit the steps in the order of their days; the files are then as the last of them has them."""
    in_order = sorted(steps, key=lambda step: step.day)
    for step in in_order:
        files |= step.files
    return add_steps(root, [*tags, *in_order])


def _frozen(
    root: Path, head: Revision, meeting: Meeting, files: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[TagStep]]:
    """The files of a round with the seal of the papers that a commit gives, and the tags that say so."""
    moments = Moments(root)
    frozen: dict[str, bytes] = {}
    tags: list[TagStep] = []
    for plan, (path, content) in zip(meeting.plans, files.items(), strict=True):
        whole = committed_round(moments, head, plan, meeting.name)
        sums = {file: sha256(whole.paper(file).encode("utf-8")).hexdigest() for file in whole.papers}
        tag = tag_of(plan, meeting.name)
        entry = {"commit": head.commit, "tag": tag, "filer": sums}
        frozen[path] = rewritten(content, {"frosset": entry}, ROUND_ORDER)
        message = tag_message(plan, meeting.name, opgjort(whole.round), Seal(sums, __version__))
        tags.append(TagStep(tag, head.commit, meeting.frozen, author(FINANCE), message))
    return frozen, tags


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

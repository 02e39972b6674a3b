"""What reading plans showed, as problems: files that cannot be understood, or are no part of a plan by their names."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from udplan.adapters.read.loader import TreeFiles
from udplan.domain.names import DEFAULT_PATTERN, file_path
from udplan.domain.plan import Misfit, Part, Plan
from udplan.domain.vocabulary import BOGSTAVER, ROUNDS_FOLDER, TYPER, Type
from udplan.ground.danish import fold
from udplan.ground.message import _
from udplan.ground.problem import Problem

_FOLDERS: Final = (*TYPER, ROUNDS_FOLDER)


def faults(plan: Plan, files: TreeFiles) -> Iterator[Problem]:
    """Everything that is wrong with a plan's files, as errors; `regler` may say otherwise of some."""
    if plan.settings_part is None:
        message = _("the plan has no plan.yaml")
        hint = _("write one with kommune, titel, budgetaar and aftale, or move the folder out of `plan`")
        yield Problem(plan.path, 0, 0, "error", "no-plan-file", message, hint)
    parts: list[Part] = [*plan.entries, *plan.round_entries]
    files.prepare(part.path for part in parts)
    for part in [plan.settings_part, *parts] if plan.settings_part is not None else parts:
        meant = files.understood(part.path)
        for fault in (*meant.faults, *meant.remarks):
            yield Problem(part.path, fault.line, fault.column, "error", fault.code, fault.message, fault.hint)
    in_folders: dict[str, list[Misfit]] = defaultdict(list)
    for misfit in plan.misfits:
        folder = _unknown_folder(misfit, plan)
        if folder:
            in_folders[folder].append(misfit)
        # What an id looks like is not known where plan.yaml cannot be understood.
        elif misfit.kind != "no-id" or plan.settings_data:
            yield _of_misfit(misfit, plan)
    yield from (_of_folder(folder, misfits) for folder, misfits in in_folders.items())


def _unknown_folder(misfit: Misfit, plan: Plan) -> str:
    """The folder of a plan that a file lies in, where that is none of those that are read; empty where it is."""
    inner, slash, _rest = misfit.path.removeprefix(f"{plan.path}/").partition("/")
    return f"{plan.path}/{inner}" if slash and misfit.kind == "unread" and inner not in _FOLDERS else ""


def _of_folder(folder: str, misfits: list[Misfit]) -> Problem:
    """One problem for a folder that is not read, however many files are in it."""
    name = folder.rpartition("/")[2]
    ids = [misfit.id for misfit in misfits if misfit.id]
    near = get_close_matches(fold(name), _FOLDERS, n=1, cutoff=0.6)
    hint = _("a plan's folders are {folders}").format(folders=", ".join(f"`{each}`" for each in _FOLDERS))
    if near:
        hint = _("did you mean `{near}`?").format(near=near[0])
    if ids:
        message = _("udplan does not read this folder, in which by their names these items are: {ids}")
        return Problem(folder, 0, 0, "error", "unread-item", message.format(ids=", ".join(ids)), hint)
    return Problem(folder, 0, 0, "warning", "unread-file", _("udplan does not read this folder"), hint)


def _of_misfit(misfit: Misfit, plan: Plan) -> Problem:
    path = misfit.path
    match misfit.kind:
        case "no-id":
            pattern = str(plan.settings_data.get("id_moenster", DEFAULT_PATTERN))
            message = _("the file name does not begin with an id: {name}").format(name=misfit.id)
            hint = (
                _("name it {letter} and three digits, then perhaps a hyphen and a few words").format(
                    letter=BOGSTAVER[_type(path)]
                )
                if pattern == DEFAULT_PATTERN
                else _("an id matches id_moenster in plan.yaml: {pattern}").format(pattern=pattern)
            )
            return Problem(path, 0, 0, "error", "id-pattern", message, hint)
        case "wrong-folder":
            message = _("{id} lies in `{folder}`, where ids begin with {letter}").format(
                id=misfit.id, folder=_type(path), letter=BOGSTAVER[_type(path)]
            )
            hint = _("move the file to the right folder, or give it an id of this one")
            return Problem(path, 0, 0, "error", "wrong-folder", message, hint)
        case "same-id":
            message = _("the id {id} is already used by {other}").format(id=misfit.id, other=misfit.other)
            return Problem(path, 0, 0, "error", "duplicate-id", message, _("give one of them an id of its own"))
        case "copy":
            message = _("by its name this file is a copy, as Windows and programs that share files make them")
            if misfit.other:
                hint = _("put what is right into {other}, and delete the copy").format(other=misfit.other)
            else:
                hint = _("if it is the item's only file, name it as one, such as {id}.yaml").format(id=misfit.id)
            return Problem(path, 0, 0, "error", "file-copy", message, hint)
        case "link":
            message = _("this is a link that leads out of the plans' folder, and is not followed")
            return Problem(path, 0, 0, "error", "unread-item", message, _("put the file itself here"))
        case "unread":
            message = _("udplan does not read this file")
            hint = _("plan files end in .yaml and lie in {folders}").format(
                folders=", ".join(f"`{folder}`" for folder in _FOLDERS)
            )
            if not misfit.id:
                return Problem(path, 0, 0, "warning", "unread-file", message, hint)
            message = _("by its name this is {id}, but udplan does not read it").format(id=misfit.id)
            return Problem(path, 0, 0, "error", "unread-item", message, hint)


def _type(path: str) -> Type:
    found = file_path(path)
    return next(name for name in TYPER if found is not None and name == found.folder)

"""A new item: the next free number of its letter, in a file laid out as the contract has it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from udplan.adapters.git import run as git
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.reader import read
from udplan.adapters.read.sources import WorkTree
from udplan.adapters.write.store import Write, write_new, writing
from udplan.adapters.write.writer import mapping_lines
from udplan.domain.emne import KEY_ORDER
from udplan.domain.names import FilePath, ItemName, Ref
from udplan.domain.plan import Item, Plan, Plans, Said
from udplan.domain.vocabulary import STATE_KEYS, Type
from udplan.ground.errors import UdplanError, UsageFault
from udplan.ground.message import Message, _
from udplan.ground.problem import Problem
from udplan.pure.change.assignments import Assignment, assigned
from udplan.pure.change.changes import apply
from udplan.pure.news.kinds import News
from udplan.pure.view.choosing import chosen_plans
from udplan.usecases.edit import Arguments, judged, refuse_faults
from udplan.usecases.numbers import Numbers
from udplan.usecases.schema import SCHEMA_FILE

MODELINE: Final = f"# yaml-language-server: $schema=../../../{SCHEMA_FILE}"
_LONGEST_SLUG: Final = 40


@dataclass(frozen=True, slots=True)
class Created:
    """The new item: its name, its file and the file's text, and what is worth knowing about it."""

    ref: Ref
    path: str
    text: str
    news: News
    warnings: tuple[Problem, ...]
    notes: tuple[Message, ...] = ()
    recovered: tuple[Message, ...] = ()


def create(
    root: Path,
    item_type: Type,
    assignments: Iterable[Assignment],
    today: date,
    *,
    plan: str | None = None,
    slug: str | None = None,
    dry_run: bool = False,
) -> Created:
    """Add an item to a plan (the newest living one by default) with the fields given.

    Raises UdplanError if the file would have errors, or no number is free.
    """
    given = list(assignments)
    if dry_run:
        return _created(root, item_type, given, today, plan, slug, write=False, recovered=())
    with writing(root) as recovered:
        return _created(root, item_type, given, today, plan, slug, write=True, recovered=recovered)


def _created(
    root: Path, item_type: Type, assignments: list[Assignment], today: date, plan: str | None, slug: str | None,
    *, write: bool, recovered: tuple[Message, ...],
) -> Created:  # fmt: skip
    tree = WorkTree(root)
    here = plan_to_add_to(plans_of(tree), plan)
    data = _data(item_type, assignments, today, here.years)
    text = item_text(data)
    item_id = Numbers(root, here).next(item_type)
    words = slug if slug is not None else slug_of(str(data["titel"]))
    if words and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", words):
        raise UsageFault(
            _("--slug {value} is not a file name").format(value=words),
            _("write small ASCII letters, digits and hyphens, such as boernehus-skovbrynet"),
        )
    path = str(FilePath(here.name, item_type, ItemName(item_id, words).stem))
    content = text.encode("utf-8")
    document = read(content)
    item = Item(here.name, item_type, item_id, words, path, Said({path: document.data or {}}))
    arguments = Arguments({each.keys: each.argument for each in assignments})
    refuse_faults(item, document, arguments)
    new = Write(path, None, content)
    warnings = judged(root, tree, [new], today, arguments)
    if write:
        write_new(root, new)
    news = News(item.ref, item.titel, "added", _("added"))
    return Created(item.ref, path, text, news, warnings, notes_of(root), recovered)


def plan_to_add_to(plans: Plans, plan: str | None) -> Plan:
    """The plan that is named, else the newest living one. Raises UdplanError where there is none, or several."""
    chosen = chosen_plans([plan] if plan else [], plans.living)
    if not chosen:
        raise UdplanError(_("there is no plan to add it to"), _("a plan is a folder with a plan.yaml"))
    if len(chosen) > 1:
        raise UsageFault(_("an item belongs to one plan"), _("name it with --plan"))
    here = plans.by_name[chosen[0]]
    if not here.settings_data:
        raise UdplanError(
            _("the settings of {plan} cannot be read").format(plan=here.name), _("run udplan check to see why")
        )
    return here


def notes_of(root: Path) -> tuple[Message, ...]:
    """What is to be known of numbers here: whether all that were ever used can be seen."""
    if not git.is_shallow(root):
        return ()
    said = _(
        "warning: this is a shallow clone, and numbers used in the history it lacks cannot be seen; "
        "fetch it with git fetch --unshallow"
    )
    return (said,)


def _data(item_type: Type, assignments: list[Assignment], today: date, years: tuple[int, ...]) -> Mapping[str, Any]:
    """What the new file says: what was given, not begun, and a zero for every year nothing was said about."""
    data: dict[str, Any] = apply({}, assigned({}, assignments, today))
    if not any(key in data for key in STATE_KEYS):
        data["fase"] = "ikke_startet"
    if item_type != "hensigtserklaeringer":
        amounts = data.get("beloeb", {})
        if isinstance(amounts, dict):
            data["beloeb"] = {**{str(year): 0 for year in years}, **amounts}
    return {key: data[key] for key in sorted(data, key=lambda key: KEY_ORDER.index(key))}


def item_text(data: Mapping[str, Any]) -> str:
    """A new item's file."""
    return "\n".join([MODELINE, *mapping_lines(dict(data))]) + "\n"


def slug_of(titel: str) -> str:
    """A few ASCII words of a title, for a file name."""
    text = normalize("NFC", titel).casefold()
    for letter, ascii_form in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        text = text.replace(letter, ascii_form)
    text = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", text)
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug

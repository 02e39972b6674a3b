"""Rules about what is closed to the public: why, and whether open texts give it away."""

import re
from collections.abc import Iterator
from datetime import date

from udplan.domain.emne import Record
from udplan.domain.plan import Plan, Workspace
from udplan.ground.message import _
from udplan.ground.problem import Finding
from udplan.pure.texts import texts_of

_PLAN_NAME = re.compile(r"([\w.-]+)/$")


def closed_reasons(plan: Plan, workspace: Workspace, as_of: date) -> Iterator[Finding]:
    """Items closed without a reason; openness is the rule, and each exception is decided by itself."""
    for item in plan.items:
        if item.emne.lukket is not None and item.emne.lukket.begrundelse is None:
            message = _("{id} is closed to the public without a reason").format(id=item.id)
            hint = _("write `lukket: {begrundelse: …}`, or remove `lukket`")
            yield Finding("closed-without-reason", item.path, ("lukket",), message, hint)


def closed_mentioned(plan: Plan, workspace: Workspace, as_of: date) -> Iterator[Finding]:
    """Open items and rounds that name a closed item, by a reference or in a text."""
    closed = [item.id for item in plan.items if item.lukket]
    if not closed:
        return
    mention = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, closed))})(?!\w)")
    open_files: list[tuple[str, Record]] = [(item.path, item.emne) for item in plan.items if not item.lukket]
    open_files += [(each.path, each.runde) for each in plan.rounds]
    for path, record in open_files:
        texts = texts_of(record)
        whole = "\n".join([text for _keys, text in texts])
        if not any(item_id in whole for item_id in closed):
            continue
        for keys, text in texts:
            for found in mention.finditer(text):
                if _of_another_plan(text[: found.start()], plan):
                    continue
                message = _("{id} is closed to the public, but is named here").format(id=found[0])
                hint = _("what is open must not give it away; say it in the closed item instead")
                yield Finding("closed-mentioned", path, keys, message, hint)
                break


def _of_another_plan(before: str, plan: Plan) -> bool:
    """Whether what stands before an id says that it is of another plan, as `2020-2023/` does and `A100/` does not."""
    named = _PLAN_NAME.search(before)
    return named is not None and named[1] != plan.name and named[1] not in plan.by_id

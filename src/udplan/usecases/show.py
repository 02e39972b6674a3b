"""Single items as their files say, for those who may see them."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from udplan.adapters.loader import load
from udplan.adapters.sources import WorkTree
from udplan.domain.plan import Item, Plan, Workspace
from udplan.domain.ref import Ref, ref_from_text
from udplan.ground.errors import UdplanError
from udplan.ground.language import _
from udplan.pure.visibility import public
from udplan.usecases.listing import chosen_plans


def items_named(root: Path, ids: Sequence[str], *, internal: bool) -> list[tuple[Item, Plan]]:
    """Each item with its plan. To the public a closed item is one there is none of.

    Raises UdplanError for an unknown id, with the nearest, and for one whose file cannot be understood.
    """
    workspace = load(WorkTree(root)).workspace
    visible = workspace if internal else Workspace(tuple(public(plan, workspace)[0] for plan in workspace.plans))
    living = {plan.name: plan.settings.levende if plan.settings else True for plan in workspace.plans}
    newest = (chosen_plans((), living) or [""])[0]
    found: list[tuple[Item, Plan]] = []
    for text in ids:
        ref = ref_from_text(text, newest)
        item = visible.item(ref) or visible.item(Ref(ref.plan, ref.id.upper()))
        if item is None:
            raise _unknown(ref, visible, internal=internal)
        found.append((item, visible.by_name[item.plan]))
    return found


def _unknown(ref: Ref, workspace: Workspace, *, internal: bool) -> UdplanError:
    # A file that cannot be read may be closed, so the public is not told that there is one of that name.
    if internal and workspace.is_broken(ref):
        return UdplanError(_("the file of {id} cannot be read").format(id=ref), _("see udplan check"))
    elsewhere = [str(item.ref) for plan in workspace.plans for item in plan.items if item.id == ref.id.upper()]
    plan = workspace.by_name.get(ref.plan)
    near = elsewhere or get_close_matches(ref.id.upper(), plan.by_id if plan else (), n=1)
    hint = _("see udplan check") if plan and plan.broken else _("see udplan list")
    if near:
        hint = _("did you mean {near}?").format(near=", ".join(near))
    return UdplanError(_("there is no item {id} in {plan}").format(id=ref.id, plan=ref.plan), hint)

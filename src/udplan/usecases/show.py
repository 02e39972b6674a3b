"""Single items as their files say, for those who may see them."""

from collections.abc import Sequence
from pathlib import Path

from udplan.adapters.loader import load
from udplan.adapters.sources import Source, WorkTree
from udplan.domain.plan import Item, Plan, Workspace
from udplan.domain.ref import Ref, ref_from_text
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.pure.choosing import chosen_plans
from udplan.pure.nearest import unknown_item
from udplan.pure.visibility import closed_by_now, public
from udplan.usecases.moments import files_now


def items_named(root: Path, source: Source, ids: Sequence[str], *, internal: bool) -> list[tuple[Item, Plan]]:
    """Each item with its plan. To the public an item that is closed, then or now, is one there is none of.

    Raises UdplanError for an unknown id, with the nearest, and for one whose file cannot be understood.
    """
    workspace = load(source).workspace
    now = workspace if isinstance(source, WorkTree) else load(files_now(root)).workspace
    hidden = closed_by_now(workspace, now)
    open_plans = Workspace(tuple(public(plan, workspace, hidden)[0] for plan in workspace.plans))
    visible = workspace if internal else open_plans
    newest = (chosen_plans((), workspace.living) or [""])[0]
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
    return unknown_item(ref, [item.ref for plan in workspace.plans for item in plan.items])

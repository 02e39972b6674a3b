"""Which item somebody means: by its id, its name across plans, or the path of its file from the workspace."""

from collections.abc import Collection
from dataclasses import dataclass

from udplan.domain.names import DEFAULT_PATTERN, Ref, file_path, item_name
from udplan.domain.plan import Plan, Plans
from udplan.ground.errors import UsageFault
from udplan.ground.message import NOTHING, Message, _


@dataclass(frozen=True, slots=True)
class Meant:
    """The item that a name means, whether there is one or not: that of the newest living plan for an id alone."""

    ref: Ref
    also: tuple[Ref, ...] = ()
    """Where an id alone stands in other living plans too."""

    def refuse_several(self) -> None:
        """Raises UsageFault where the id alone could mean any of several items, one of which is to be changed."""
        if self.also:
            names = ", ".join(map(str, sorted((self.ref, *self.also))))
            raise UsageFault(
                _("{id} stands in several living plans: {names}").format(id=self.ref.id, names=names),
                _("name it in full, such as {name}").format(name=self.ref),
            )

    @property
    def note(self) -> Message:
        """Which of several items is shown; nothing where there is only one of the id."""
        if not self.also:
            return NOTHING
        names = ", ".join(map(str, self.also))
        return _("{id} stands in several living plans: this is {ref}; see also {names}").format(
            id=self.ref.id, ref=self.ref, names=names
        )


def meant(text: str, plans: Plans) -> Meant:
    """What a name means among these plans."""
    text = text.strip()
    path = file_path(text)
    if path is not None and path.is_item:
        plan = plans.by_name.get(path.plan, Plan(""))
        name = item_name(path.stem, plan.pattern if plan.settings_data else DEFAULT_PATTERN)
        return Meant(Ref(path.plan, name.id if name else path.stem))
    of_plan, slash, item_id = text.rpartition("/")
    if slash:
        return Meant(_spelled(item_id, plans.by_name.get(of_plan, Plan(of_plan))))
    *older, newest = [plan for plan in plans.plans if plan.levende] or plans.plans[-1:] or [Plan("")]
    ref = _spelled(item_id, newest)
    if ref.id not in _ids(newest):
        return Meant(ref)
    return Meant(ref, tuple(Ref(plan.name, ref.id) for plan in older if ref.id in _ids(plan)))


def _spelled(item_id: str, plan: Plan) -> Ref:
    """The id as the plan has it, which may be in capitals."""
    ids = _ids(plan)
    return Ref(plan.name, item_id.upper() if item_id not in ids and item_id.upper() in ids else item_id)


def _ids(plan: Plan) -> Collection[str]:
    """The ids of a plan's files, whatever they hold; none of them is read."""
    return {*(item.id for item in plan.entries), *(misfit.id for misfit in plan.misfits)}

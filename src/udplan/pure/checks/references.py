"""Rules about items that name other items: what they name exists, is of the right kind, and makes no ring."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from udplan.domain.plan import Item, Plan, Plans, Ref, ref_from_text
from udplan.ground.message import NOTHING, Message, Text, _
from udplan.ground.problem import Finding, KeyPath
from udplan.pure.checks.wording import did_you_mean, listed


def dangling(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """References to items that do not exist. An item whose file is broken exists."""
    for item in plan.items:
        for keys, text in _references(item):
            hint: Text
            ref = ref_from_text(text, plan.name)
            if wrong_way := _wrong_way(keys, ref, item):
                hint = _("name the plan too, such as `{example}`").format(example=_example(keys, ref))
                yield Finding("dangling-reference", item.path, keys, wrong_way.format(ref=text), hint)
                continue
            if plans.item(ref) is not None or plans.is_broken(ref):
                continue
            other = plans.by_name.get(ref.plan)
            if other is None:
                # Retired plans may be gone; what was carried over from them is still true.
                if keys[0] != "viderefoert_fra":
                    message = _("`{ref}` names the plan {plan}, which does not exist")
                    hint = did_you_mean(ref.plan, tuple(plans.by_name))
                    yield Finding("dangling-reference", item.path, keys, message.format(ref=text, plan=ref.plan), hint)
            elif other.settings_data:  # else its ids could not be told from its file names
                message = _("there is no item {ref}").format(ref=ref if "/" in text else ref.id)
                near = _meant(ref, keys, item, plans)
                hint = _("did you mean `{near}`?").format(near=near) if near else NOTHING
                yield Finding("dangling-reference", item.path, keys, message, hint)


def _references(item: Item) -> Iterator[tuple[KeyPath, str]]:
    for place, text in enumerate(item.data.get("afhaenger_af", ())):
        yield ("afhaenger_af", place), text
    if "afledt_drift_af" in item.data:
        yield ("afledt_drift_af",), item.data["afledt_drift_af"]
    yield from _one_or_many(("viderefoert_fra",), item.data.get("viderefoert_fra", ()))
    yield from _one_or_many(("viderefoert", "til"), item.carried_on_by)


def _one_or_many(keys: KeyPath, texts: Sequence[str]) -> Iterator[tuple[KeyPath, str]]:
    """Each with its place: one may be written without a list around it."""
    return (((*keys, place) if len(texts) > 1 else keys, text) for place, text in enumerate(texts))


def _wrong_way(keys: KeyPath, ref: Ref, item: Item) -> Message | None:
    """What to say of an item that is carried on against time, or by itself; None where it is not."""
    if keys[0] == "viderefoert_fra" and (ref == item.ref or ref.plan > item.plan):
        return _("an item carries on one of an earlier plan or of its own, not itself or one of a later plan: {ref}")
    if keys[0] == "viderefoert" and (ref == item.ref or ref.plan < item.plan):
        return _("an item goes on in a later plan or in its own, not as itself or in an earlier plan: {ref}")
    return None


def _example(keys: KeyPath, ref: Ref) -> str:
    return f"{'2024-2027' if keys[0] == 'viderefoert_fra' else '2026-2029'}/{ref.id}"


def carried_on(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Items of which only one of the two says that the one carries on the other, and those carried on unended."""
    for item in plan.items:
        for keys, text in _one_or_many(("viderefoert", "til"), item.carried_on_by):
            other = plans.item(ref_from_text(text, plan.name))
            if other is not None and other is not item and item.ref not in _carries_on(other):
                message = _("{ref} does not say that it carries on {id}").format(ref=text, id=item.id)
                hint = _("write `viderefoert_fra: {id}` in {ref}")
                own = item.id if other.plan == item.plan else item.ref
                yield Finding("carried-on-one-way", item.path, keys, message, hint.format(id=own, ref=text))
        for keys, text in _one_or_many(("viderefoert_fra",), item.data.get("viderefoert_fra", ())):
            other = plans.item(ref_from_text(text, plan.name))
            # What an open item says must not name a closed one: `closed-carried-on` tells of that.
            if other is None or other is item or (item.lukket and not other.lukket):
                continue
            own = item.id if other.plan == item.plan else item.ref
            if other.levende:
                message = _("{ref} that it carries on is still open, so the same work counts as open twice")
                hint = _("end it with udplan set {ref} fase= trafiklys= viderefoert=dato=…,til={id}")
                if "trafiklys" not in other.data:
                    hint = _("end it with udplan set {ref} fase= viderefoert=dato=…,til={id}")
                said = message.format(ref=text)
                yield Finding("carried-on-open", item.path, keys, said, hint.format(ref=other.ref, id=own))
            elif other.carried_on_by and item.ref not in _goes_on_as(other):
                message = _("{ref} that it carries on goes on as {others}, not as {id}")
                said = message.format(ref=text, others=listed(other.carried_on_by), id=item.id)
                hint = _("add {id} to `til` under `viderefoert` in {ref}, or correct the one that is wrong")
                yield Finding("carried-on-one-way", item.path, keys, said, hint.format(id=own, ref=text))


def _carries_on(item: Item) -> list[Ref]:
    return [ref_from_text(text, item.plan) for text in item.data.get("viderefoert_fra", ())]


def _goes_on_as(item: Item) -> list[Ref]:
    return [ref_from_text(text, item.plan) for text in item.carried_on_by]


def _meant(ref: Ref, keys: KeyPath, item: Item, plans: Plans) -> str | None:
    """The item that was most likely meant. A101 and A102 are two items, not two spellings of one."""
    upper = ref.id.upper()
    slips = (upper, upper.replace("O", "0").replace("I", "1"), upper.partition("-")[0])
    likely = [Ref(ref.plan, item_id) for item_id in slips]
    likely += [Ref(each.name, ref.id) for each in plans.plans[::-1]]
    fitting = (each for each in likely if plans.item(each) is not None and not _wrong_way(keys, each, item))
    meant = next(fitting, None)
    return None if meant is None else meant.id if meant.plan == item.plan else str(meant)


def loops(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Rings of `afhaenger_af`, each told once, at its first item."""
    edges = _edges(plan, plans)
    told: set[Ref] = set()
    for start in sorted(ref for ref in edges if ref.plan == plan.name):
        ring = None if start in told else _shortest_ring(start, edges)
        if ring is None or min(ring) != start:  # of several plans, that of the first item tells it
            continue
        told.update(ring)
        item = plan.by_id[start.id]
        following = ring[1] if len(ring) > 1 else start
        others = item.data["afhaenger_af"]
        place = next(at for at, text in enumerate(others) if ref_from_text(text, plan.name) == following)
        names = [ref.id if ref.plan == plan.name else str(ref) for ref in (*ring, start)]
        message = (
            _("{id} depends on itself").format(id=start.id)
            if len(ring) == 1
            else _("the items depend on each other in a ring: {ring}").format(ring=" → ".join(names))
        )
        hint = _("remove the dependency that is not real; none of them could ever be finished first")
        yield Finding("reference-loop", item.path, ("afhaenger_af", place), message, hint)


def _edges(plan: Plan, plans: Plans) -> dict[Ref, list[Ref]]:
    """Who depends on whom, from a plan's items on, without those that cannot be part of a ring."""
    edges: dict[Ref, list[Ref]] = {}
    waiting = [item.ref for item in plan.items if item.data.get("afhaenger_af")]
    while waiting:
        ref = waiting.pop()
        item = plans.item(ref) if ref not in edges else None
        if item is not None:
            edges[ref] = [ref_from_text(text, ref.plan) for text in item.data.get("afhaenger_af", ())]
            waiting += edges[ref]
    while True:
        kept = {ref: [to for to in others if to in edges] for ref, others in edges.items()}
        kept = {ref: others for ref, others in kept.items() if others}
        if len(kept) == len(edges):
            return kept
        edges = kept


def _shortest_ring(start: Ref, edges: Mapping[Ref, list[Ref]]) -> list[Ref] | None:
    came_from: dict[Ref, Ref] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for following in edges.get(here, ()):
            if following == start:
                ring = [here]
                while ring[-1] != start:
                    ring.append(came_from[ring[-1]])
                return ring[::-1]
            if following not in came_from:
                came_from[following] = here
                waiting.append(following)
    return None


def dropped_dependencies(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Live items that wait for one that was dropped or goes on elsewhere, and running costs of a dropped project."""
    for item in plan.items:
        for keys, text in _references(item):
            other = plans.item(ref_from_text(text, plan.name))
            if other is None or other.levende or "afsluttet" in other.data:
                continue
            if "viderefoert" in other.data:
                if keys[0] == "afhaenger_af" and item.levende:
                    yield _depends_on_carried_on(item, keys, text, other)
                continue
            if keys[0] == "afhaenger_af" and item.levende:
                message = _("{ref} that it depends on was dropped on {date}, and will never be finished")
                hint = _("remove the dependency, or say what takes its place")
            elif keys == ("afledt_drift_af",) and "udgaaet" not in item.data:
                message = _("{ref} that it is the running cost of was dropped on {date}, and brings none")
                hint = _("drop the running cost too with `udplan drop`, or say in `status` why it stays")
            else:
                continue
            said = message.format(ref=text, date=other.data["udgaaet"]["dato"])
            yield Finding("depends-on-dropped", item.path, keys, said, hint)


def _depends_on_carried_on(item: Item, keys: KeyPath, text: str, other: Item) -> Finding:
    after = listed(ref.id if ref.plan == item.plan else str(ref) for ref in _goes_on_as(other))
    message = _("{ref} that it depends on goes on as {others}").format(ref=text, others=after)
    hint = _("write in `afhaenger_af` what it depends on now: {others}").format(others=after)
    return Finding("depends-on-carried-on", item.path, keys, message, hint)


def open_dependencies(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Items finished before something they depend on."""
    for item in plan.items:
        if "afsluttet" not in item.data:
            continue
        for place, text in enumerate(item.data.get("afhaenger_af", ())):
            other = plans.item(ref_from_text(text, plan.name))
            if other is not None and other.levende and other is not item:
                message = _("finished, but {ref} that it depends on is not").format(ref=text)
                hint = _("finish {ref} too, or remove the dependency").format(ref=text)
                yield Finding("open-dependency", item.path, ("afhaenger_af", place), message, hint)

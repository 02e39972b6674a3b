"""The small plan that reports are tested on, ways to change it, and every report of a plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.sources import Blob, WorkTree, blob_id, blob_of
from udplan.domain.names import settings_path
from udplan.domain.plan import Item, Part, Plan, Plans, Round, Said
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import ROUNDS_FOLDER, Type
from udplan.pure.facts.basis import ReportRequest
from udplan.pure.paper.papir import Papir
from udplan.pure.view.public import seen
from udplan.usecases.reports import REPORTS, built

AS_OF = date(2025, 5, 31)
ROOT = Path(__file__).parents[2]
WORKSPACE = plans_of(WorkTree(ROOT / "tests" / "golden"))
PLAN = WORKSPACE.by_name["2025-2028"]
EXAMPLE = plans_of(WorkTree(ROOT))


@dataclass(frozen=True)
class MemoryTree:
    """Files that are in memory."""

    contents: Mapping[str, bytes]

    @property
    def files(self) -> Mapping[str, str]:
        """See `Tree.files`."""
        return {path: blob_id(content) for path, content in self.contents.items()}

    @property
    def links(self) -> frozenset[str]:
        """See `Tree.links`."""
        return frozenset()

    def pick(self, paths: Iterable[str]) -> list[Blob]:
        """See `Tree.pick`."""
        return [blob_of(path, self.contents[path]) for path in paths]

    def blobs(self) -> list[Blob]:
        """See `Tree.blobs`."""
        return self.pick(self.contents)


def plain(value: Any) -> Any:
    """A value of a model as a file says it."""
    if isinstance(value, BaseModel):
        return {key: plain(getattr(value, key)) for key in value.model_fields_set}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Tidspunkt):
        return value.tekst
    return value.isoformat() if isinstance(value, date) else value


def item_of(data: Mapping[str, Any], item_id: str, kind: Type, plan: str = PLAN.name, slug: str = "") -> Item:
    """An item whose file says this; what is None or empty is not said."""
    path = f"{plan}/{kind}/{item_id}.yaml"
    said = {key: value for key, value in data.items() if value not in (None, ())}
    return Item(plan, kind, item_id, slug, path, Said({path: said}))


def like(item: Item, item_id: str, kind: Type | None = None, **keys: Any) -> Item:
    """Another item that says the same but for these keys."""
    said = {**item.data, **{key: plain(value) for key, value in keys.items()}}
    kept = {key: value for key, value in said.items() if value != []}
    return item_of(kept, item_id, kind or item.type, item.plan, item.slug)


def with_unread(plan: Plan, item_id: str, kind: Type) -> Plan:
    """The plan with an item whose file cannot be understood."""
    unread = Item(plan.name, kind, item_id, "", f"{plan.name}/{kind}/{item_id}.yaml", Said({}))
    return replace(plan, entries=(*plan.entries, unread))


def changed(item_id: str, plan: Plan = PLAN, **keys: Any) -> Plan:
    """The plan with other values of an item's keys."""
    entries = tuple(like(item, item.id, **keys) if item.id == item_id else item for item in plan.entries)
    assert entries != plan.entries
    return replace(plan, entries=entries)


def with_settings(plan: Plan, **keys: Any) -> Plan:
    """The plan with other values of plan.yaml's keys."""
    path = settings_path(plan.name)
    said = Said({path: {**plan.settings_data, **plain(keys)}})
    return replace(plan, settings_part=Part(plan.name, "", "plan.yaml", "", path, said))


def without_settings(plan: Plan) -> Plan:
    """The plan as it is where plan.yaml cannot be understood."""
    return replace(plan, settings_part=None)


def round_of(data: Mapping[str, Any], name: str = "2025-05", plan: str = PLAN.name) -> Round:
    """A round whose file says this."""
    path = f"{plan}/{ROUNDS_FOLDER}/{name}.yaml"
    return Round(plan, ROUNDS_FOLDER, name, "", path, Said({path: plain(data)}))


def alone(plan: Plan) -> Plans:
    """A workspace of this plan only."""
    return Plans((plan,))


def empty(settings: bool = True) -> Plan:
    """A plan without items, and if so asked one whose plan.yaml could not be understood."""
    plan = Plan("2030-2033")
    return with_settings(plan, **PLAN.settings_data) if settings else plan


def as_seen(plan: Plan, internal: bool = False) -> tuple[Plan, Plans]:
    """The plan among those of its workspace, as its readers may see them."""
    whole = next((each for each in (WORKSPACE, EXAMPLE) if plan in each.plans), None) or alone(plan)
    plans = seen(whole, internal=internal)
    return plans.by_name[plan.name], plans


def asked(name: str, plan: Plan, request: ReportRequest) -> ReportRequest:
    """The request with what the report needs: a committee that has open items, or a round."""
    if name == "udvalg" and request.selected is None:
        code = next(item.emne.udvalg for item in plan.items if not item.lukket)
        return replace(request, selected=frozenset(item.ref for item in plan.items if item.emne.udvalg == code))
    if name == "sagsfremstilling" and request.round is None:
        made_up = round_of({"titel": "Status", "opgjort": request.as_of}, plan=plan.name)
        return replace(request, round=plan.rounds[-1] if plan.rounds else made_up)
    return request


def report(name: str, plan: Plan, request: ReportRequest) -> Papir:
    """A report by name, as its readers may see it."""
    seen_plan, plans = as_seen(plan, request.internal)
    return built(name, seen_plan, plans, asked(name, seen_plan, request))


def every_report(plan: Plan, request: ReportRequest) -> Iterator[tuple[str, Papir]]:
    """All the reports that can be made of the plan, by name: without items there is no committee's."""
    for name in REPORTS:
        if plan.entries or name != "udvalg":
            yield name, report(name, plan, request)

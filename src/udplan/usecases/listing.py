"""What `list` is about: the plans asked for, as short as listing needs them, parsed only when a file has changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from udplan.adapters.cache import Cache, Listing
from udplan.adapters.sources import PLAN_FOLDER, Blob, Source
from udplan.domain.ref import Ref
from udplan.pure.choosing import chosen_plans
from udplan.pure.query import Filters, resolved, select
from udplan.pure.summary import Catalogue, Summary, catalogue_of, summary_of


@dataclass(frozen=True, slots=True)
class Selection:
    """The items asked for, the names for their codes, and what was left out without saying which."""

    items: tuple[Summary, ...]
    catalogues: dict[str, Catalogue]
    closed: int
    """Items closed to the public in the plans asked for, whatever the filters."""
    broken: int
    """Files of the plans asked for that could not be understood."""


if TYPE_CHECKING:  # listing the files as they are needs no git
    from udplan.adapters.git import Revision


@dataclass(frozen=True, slots=True)
class Sought:
    """Where items are sought: the workspace, its files at a moment, and the cache of those as they are now."""

    root: Path
    source: Source
    cache: Cache | None = None
    at: "Revision | None" = None
    """The commit whose files they are; None for now."""


@dataclass(frozen=True, slots=True)
class _Files:
    """Files already found, as a source."""

    found: Sequence[Blob]

    def blobs(self) -> Sequence[Blob]:
        return self.found


def selection(sought: Sought, plans: Sequence[str], filters: Filters, as_of: date, internal: bool) -> Selection:
    """The items of the chosen plans that the filters ask for; closed ones only when `internal`.

    Raises UsageFault for an unknown plan or filter value, UdplanError for an unknown moment.
    """
    listings = _listings(sought.source, sought.cache)
    chosen = chosen_plans(plans, {name: listing.catalogue.levende for name, listing in listings.items()})
    everything = [item for name in chosen for item in listings[name].items]
    hidden = frozenset[Ref]() if internal else _closed_now(sought)
    visible = everything if internal else _open(everything, list(listings.values()), hidden)
    catalogues = {name: listings[name].catalogue for name in chosen}
    if not internal:
        catalogues = {name: _open_catalogue(each, everything, visible) for name, each in catalogues.items()}
    filters = resolved(filters, catalogues.values(), visible)
    if filters.changed_since is not None:
        # Imported here because listing the files as they are needs neither git nor news.
        from udplan.usecases.differences import with_changed

        filters = with_changed(filters, sought.root, chosen, sought.at, internal=internal)
    return Selection(
        tuple(select(visible, filters, catalogues, as_of)),
        catalogues,
        len(everything) - len(visible),
        sum(catalogue.broken for catalogue in catalogues.values()),
    )


def _open(items: Sequence[Summary], listings: Sequence[Listing], hidden: frozenset[Ref]) -> list[Summary]:
    """The open items; a title that names a closed item of any plan is left out."""
    everyone = [item for listing in listings for item in listing.items]
    closed = hidden | {Ref(item.plan, item.id) for item in everyone if item.lukket}
    shown = [item for item in items if Ref(item.plan, item.id) not in closed]
    # All titles are searched at once: looking for each number in each would take quadratic time.
    titles = "\n".join(item.titel for item in shown).casefold()
    numbers = {number for ref in closed if (number := ref.id.casefold()) in titles}
    naming = [item for item in shown if any(number in item.titel.casefold() for number in numbers)]
    if not naming:
        return shown
    # Imported here because hardly any title names another item.
    from udplan.pure.redaction import names_of, without_names

    known = frozenset(Ref(item.plan, item.id) for item in everyone) - closed
    names = {item.plan: names_of(closed, item.plan, known) for item in naming}
    told = {id(item): replace(item, titel=without_names(item.titel, names[item.plan])) for item in naming}
    return [told.get(id(item), item) for item in shown]


def _open_catalogue(catalogue: Catalogue, everyone: Sequence[Summary], shown: Sequence[Summary]) -> Catalogue:
    """The names without those of themes and strategies that only hidden items have."""
    if len(everyone) == len(shown):
        return catalogue

    def known(key: str) -> dict[str, str]:
        used, seen = ({code for item in items for code in getattr(item, key)} for items in (everyone, shown))
        return {code: label for code, label in getattr(catalogue, key).items() if code not in used - seen}

    return replace(catalogue, temaer=known("temaer"), strategier=known("strategier"))


def _closed_now(sought: Sought) -> frozenset[Ref]:
    """What is closed by now, or may be; in the files of now an item tells itself."""
    if sought.at is None:
        return frozenset()
    # Imported here because listing the files as they are needs neither git nor all of the models.
    from udplan.adapters.loader import load
    from udplan.pure.visibility import closed_by_now
    from udplan.usecases.editions import workspace_of
    from udplan.usecases.moments import files_now

    return closed_by_now(workspace_of(sought.at), load(files_now(sought.root)).workspace)


def _listings(source: Source, cache: Cache | None) -> dict[str, Listing]:
    folders: dict[str, list[Blob]] = defaultdict(list)
    for blob in source.blobs():
        folders[blob.path.split("/")[1]].append(blob)
    listings: dict[str, Listing] = {}
    missed = False
    for name, blobs in sorted(folders.items()):
        if len(blobs) == 1 and blobs[0].path == f"{PLAN_FOLDER}/{name}":
            continue  # a file beside the plan folders
        listing = cache.get(name, blobs) if cache else None
        if listing is None:
            missed = True
            listing = _loaded(blobs)
            if cache:
                cache.put(name, blobs, listing)
        listings[name] = listing
    if cache and missed:
        cache.save()
    return listings


def _loaded(blobs: Sequence[Blob]) -> Listing:
    # Imported here because pydantic and the YAML parser are not needed when the cache is good.
    from udplan.adapters.loader import load

    (plan,) = load(_Files(blobs)).workspace.plans
    return Listing(catalogue_of(plan), tuple(map(summary_of, plan.items)))

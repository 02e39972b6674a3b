"""Every public output: the command lines whose answers must not depend on closed items, in groups."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from support.promises import LISTS, PAPERS, REPORTS
from support.worlds import World

Arguments = tuple[str, ...]

DAY: Final = ("--as-of", "2025-06-01")
INCOMPLETE: Final = "--incomplete"
"""Papers are made of what could be read, too: what cannot be read must not tell of closed items either."""
ROUND: Final = "2025-05"
NEEDS: Final[dict[str, Arguments]] = {"udvalg": ("--udvalg", "BUU"), "sagsfremstilling": ("--round", ROUND)}
"""What some reports ask for."""
_FLAGS: Final = ("--open", "--done", "--dropped", "--overdue", "--stale", "--focus")
_VALUES: Final[dict[str, Arguments]] = {
    "--type": ("A", "Hensigtserklæringer", "ukendt"),
    "--udvalg": ("BUU", "økonomiudvalget", "KUN", "ukendt"),
    "--omraade": ("BU", "KUN", "ukendt"),
    "--ansvarlig": ("Skolechefen", "ukendt"),
    "--tema": ("kloge-m2", "kun", "ukendt"),
    "--strategi": ("natur", "kun", "ukendt"),
    "--fase": ("i_gang", "Afsluttet", "ukendt"),
    "--trafiklys": ("roed", "ukendt"),
    "--search": ("møder", "lukket", "sjældne"),
}
"""Values that open items have, that only closed ones have, and that none has; other words of theirs come to it."""


def overviews(world: World) -> Iterator[Arguments]:
    """The overview on a terminal."""
    yield ("status",)
    for plan in ("all", *world.plans):
        yield ("status", "--plan", plan, *DAY)
    for plan in world.plans:
        yield ("status", "--plan", plan, "--round", ROUND)
        yield ("status", "--plan", plan, "--since", ROUND, *DAY)
    yield ("status", *DAY, "--since", "2024-11")
    yield ("status", *DAY, "--plan", "2019-2022")
    yield ("status", *DAY, "--round", "2019-01")


def papers(world: World) -> Iterator[Arguments]:
    """Every report in every format, for the round, for a day, and since another round; on stdout and in a file."""
    for name, form in product(REPORTS, PAPERS):
        yield ("status", *DAY, "--report", name, "--format", form, INCOMPLETE, *NEEDS.get(name, ()))
    for name, plan in product(("halvaarsstatus", "aendringer"), world.plans):
        yield ("status", "--report", name, "--format", "md", INCOMPLETE, "--plan", plan, "--round", ROUND)
        yield ("status", "--report", name, "--format", "md", INCOMPLETE, "--plan", plan, "--since", "2024-11", *DAY)
    for suffix in PAPERS:
        yield ("status", *DAY, "-o", f"ud.{suffix}", INCOMPLETE)
    yield ("status", *DAY, "--report", "udvalg", "--format", "md")
    yield ("status", *DAY, "--report", "ukendt", "--format", "md")


def every_report(world: World) -> Iterator[Arguments]:
    """Every report in one format."""
    for name in REPORTS:
        yield ("status", *DAY, "--report", name, "--format", "md", INCOMPLETE, *NEEDS.get(name, ()))


def lists(world: World) -> Iterator[Arguments]:
    """Every list without filters."""
    for form in LISTS:
        yield ("list", *DAY, "--format", form)
        yield ("list", *DAY, "--format", form, "--plan", "all")
    for order in ("titel", "ansvarlig", "udvalg", "frist", "opdateret", "ukendt"):
        yield ("list", *DAY, "--sort", order)
    for plan in world.plans:
        yield ("list", *DAY, "--plan", plan, "--format", "csv")


def filtered(world: World) -> Iterator[Arguments]:
    """Every filter, with values of open items, of closed ones and of none, on a list, an overview and a report."""
    asked: list[Arguments] = [(flag,) for flag in _FLAGS]
    asked += [(option, value) for option, values in _VALUES.items() for value in values]
    asked += [("--search", word) for word in (*world.words[::40], *world.ids)]
    asked += [("--ansvarlig", word) for word in world.words[4:6]]
    asked += [("--udvalg", "BUU", "--open"), ("--udvalg", "BUU", "--udvalg", "KUN"), ("--tema", "kun", "--done")]
    for filters in asked:
        yield ("list", *DAY, *filters)
    for filters in asked[::4]:
        yield ("status", *DAY, *filters, "--plan", "all")
    for filters in asked[2::4]:
        yield ("status", *DAY, *filters, "--format", "md", INCOMPLETE)


def shown(world: World) -> Iterator[Arguments]:
    """Open items in every format; closed ones, and what is near one, which there are none of."""
    opened = sorted(name for name in map(_id, world.open_files) if name)
    for form in LISTS:
        yield ("show", *opened[:3], "--format", form)
    for item_id in world.ids[:2]:
        swapped = item_id[0] + item_id[2] + item_id[1] + item_id[3:]
        for asked in (item_id, swapped, f"{item_id[:-1]}x", f"{item_id}0", item_id.lower()):
            yield ("show", asked)
        for plan in world.plans:
            yield ("show", f"{plan}/{item_id}")
    yield ("show", *world.words[:1])


def a_few(world: World) -> Iterator[Arguments]:
    """One of each sort, where there is no time for all."""
    yield from (("status", *DAY, "--format", "html", INCOMPLETE), ("status", *DAY, "--plan", "all"))
    yield from (("list", *DAY, "--plan", "all", "--format", "csv"), ("list", *DAY, "--tema", "ukendt"))
    yield from (
        ("status", *DAY, "--report", name, "--format", "md", INCOMPLETE) for name in ("anlaeg", "direktion", "med")
    )
    yield ("show", *world.ids[:1])


def others(world: World) -> Iterator[Arguments]:
    """What is not about items, but is printed for everybody."""
    for form in ("table", "csv", "json", "md"):
        yield ("round", "list", "--format", form, "--plan", "all")
    yield ("schema",)


GROUPS: Final = {
    "overviews": overviews, "papers": papers, "lists": lists, "filtered": filtered, "shown": shown, "others": others,
}  # fmt: skip
"""Every public output of a world, by what it is."""


def fails(command: Arguments) -> bool:
    """Whether a command asks for what there is none of, and so is answered with an error."""
    nothing = {"ukendt", "2019-2022", "2019-01"}
    return not nothing.isdisjoint(command)


def _id(path: str) -> str:
    found = re.match(r"[^/]+/[^/]+/([DRAH]\d{3})\b", path)
    return found[1] if found and "2025-2028/" in path else ""

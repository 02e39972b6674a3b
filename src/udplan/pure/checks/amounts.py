"""Rules about the amounts of one item beside each other, and about what stands twice in its lists."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import ENHED
from udplan.ground.danish import number_text
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath

_TOO_MANY_TIMES: Final = 200
"""An amount in kroner among thousands is a thousand times too large, and still this much if it is a part of it only."""
_COUNTED_LISTS: Final = ("bevillinger", "tillaegsbevillinger", "heraf")


def realised_early(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Amounts realised in a year that has not begun; the first such year of each item."""
    for item in plan.items:
        early = [year for year, amount in sorted((item.emne.realiseret or {}).items()) if amount and year > as_of.year]
        if early:
            message = _("{amount} is realised in {year}, which has not begun").format(
                amount=number_text((item.emne.realiseret or {})[early[0]]), year=early[0]
            )
            hint = _("what is expected stands in `forventet`; is the year right?")
            yield Finding("realised-early", item.path, ("realiseret", str(early[0])), message, hint)


def thousandfold(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Amounts that are hundreds of times those agreed, as kroner are among thousands; the first of each item."""
    unit = plan.settings.enhed if plan.settings is not None else ENHED
    for item in plan.items:
        largest = max((abs(amount) for amount in item.emne.fastsat.values()), default=0)
        for keys, amount in _other_amounts(item):
            if largest and abs(amount) >= _TOO_MANY_TIMES * largest:
                message = _("{amount} is {times} times the largest amount agreed, {largest}").format(
                    amount=number_text(amount),
                    times=number_text(round(abs(amount) / largest)),
                    largest=number_text(largest),
                )
                hint = _("the plan's amounts are in {unit}").format(unit=unit)
                yield Finding("thousandfold-amount", item.path, keys, message, hint)
                break


def _other_amounts(item: Item) -> Iterator[tuple[KeyPath, int]]:
    """Every amount of an item but those agreed, with the way to it."""
    emne = item.emne
    of_years: list[tuple[KeyPath, Mapping[int, int] | None]] = [
        (("forventet",), emne.forventet),
        (("realiseret",), emne.realiseret),
        *(
            (("tillaegsbevillinger", place, "beloeb"), each.beloeb)
            for place, each in enumerate(emne.tillaegsbevillinger)
        ),
        (("indtaegter",), emne.indtaegter),
    ]
    for keys, amounts in of_years:
        yield from (((*keys, str(year)), amount) for year, amount in sorted((amounts or {}).items()))


def listed_twice(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """What stands twice in a list, word for word, as joining two versions of a file may leave it."""
    for part in (*plan.items, *plan.rounds):
        for key, values in part.data.items():
            for place, value in enumerate(values if isinstance(values, list) else ()):
                if value in values[:place]:
                    message = _("number {number} in `{key}` says the same as number {first}").format(
                        number=place + 1, key=key, first=values.index(value) + 1
                    )
                    hint = _("remove one of them")
                    if key in _COUNTED_LISTS:
                        hint = _("remove one of them: the amount is counted twice")
                    yield Finding("listed-twice", part.path, (key, place), message, hint)

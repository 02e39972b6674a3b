"""Rules about plan.yaml's lists: every point and every code is a known one."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from udplan.domain.plan import Item, Plan, Plans, Round
from udplan.domain.vocabulary import VERDENSMAAL
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath
from udplan.pure.checks.wording import did_you_mean, listed

if TYPE_CHECKING:  # the models need pydantic, which only the rules about single files ask for
    from udplan.domain.settings import Settings, Udvalg


def unknown_points(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Points that the agreement does not have."""
    known = plan.settings_data.get("aftale", {}).get("punkter", {})
    for item in plan.items if known else ():
        named = item.data.get("aftalepunkt", ())
        for place, point in enumerate(named):
            if point not in known:
                # One point may be written without a list around it.
                keys: KeyPath = ("aftalepunkt", place) if len(named) > 1 else ("aftalepunkt",)
                message = _("the agreement has no point {point}").format(point=point)
                hint = did_you_mean(point, known, _("the points stand under `aftale` in plan.yaml"))
                yield Finding("unknown-point", item.path, keys, message, hint)


def vocabularies(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Codes that plan.yaml does not list, and goals that are not among the seventeen."""
    settings = plan.settings
    if settings is None:
        return
    committees = {code: udvalg.navn for code, udvalg in settings.udvalg.items()}
    known: dict[str, Mapping[str, str]] = {
        "udvalg": committees,
        "omraade": settings.omraader,
        "tema": settings.temaer,
        "strategi": settings.strategier,
        "organ": settings.organer,
    }
    for item in plan.items:
        for kind, keys, code in _codes(item):
            if code not in known[kind]:
                yield _unknown(kind, item.path, keys, code, known[kind])
        for place, goal in enumerate(item.emne.verdensmaal):
            if goal not in VERDENSMAAL:
                message = _("there is no goal {goal}: the UN's goals are numbered 1 to 17").format(goal=goal)
                yield Finding("unknown-verdensmaal", item.path, ("verdensmaal", place), message)
    for each in plan.rounds:
        code = each.runde.udvalg or ""
        if code and code not in committees:
            yield _unknown("udvalg", each.path, ("udvalg",), code, committees)


def _codes(item: Item) -> Iterator[tuple[str, KeyPath, str]]:
    emne = item.emne
    yield "udvalg", ("udvalg",), emne.udvalg
    if emne.omraade is not None:
        yield "omraade", ("omraade",), emne.omraade
    for place, code in enumerate(emne.temaer):
        yield "tema", ("temaer", place), code
    for place, code in enumerate(emne.strategier):
        yield "strategi", ("strategier", place), code
    for place, treatment in enumerate(emne.behandling):
        yield "udvalg", ("behandling", place, "udvalg"), treatment.udvalg
    for place, involved in enumerate(emne.inddragelse):
        yield "organ", ("inddragelse", place, "organ"), involved.organ


def _unknown(kind: str, path: str, keys: KeyPath, code: str, known: Mapping[str, str]) -> Finding:
    section = {"udvalg": "udvalg", "omraade": "omraader", "tema": "temaer", "strategi": "strategier"}.get(
        kind, "organer"
    )
    message = _("`{code}` is not among `{section}` in plan.yaml").format(code=code, section=section)
    hint = did_you_mean(code, known, _("add it to `{section}` in plan.yaml").format(section=section))
    return Finding(f"unknown-{kind}", path, keys, message, hint)


def committee_dates(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Committees that do not exist at the time: of a finished item its date, of a live one the as-of date."""
    settings = plan.settings
    if settings is None or not any(each.fra or each.til for each in settings.udvalg.values()):
        return
    for item in plan.items:
        emne = item.emne
        day = emne.ende.dato if emne.ende else as_of
        yield from _outside(item, ("udvalg",), emne.udvalg, day, day, settings)
        for place, treatment in enumerate(emne.behandling):
            first, last = treatment.hvornaar.start, treatment.hvornaar.slut
            if first is not None and last is not None:
                keys = ("behandling", place, "udvalg")
                yield from _outside(item, keys, treatment.udvalg, first, last, settings)
    for each in plan.rounds:
        day = each.runde.moede or each.runde.opgjort
        yield from _outside(each, ("udvalg",), each.runde.udvalg or "", day, day, settings)


def _outside(
    holder: Item | Round, keys: KeyPath, code: str, first: date, last: date, settings: "Settings"
) -> Iterator[Finding]:
    udvalg = settings.udvalg.get(code)
    if udvalg is None:
        return
    if udvalg.til is not None and udvalg.til < first:
        message = _("{name} ({code}) ended on {end}, before {day}").format(
            name=udvalg.navn, code=code, end=udvalg.til.isoformat(), day=first.isoformat()
        )
    elif udvalg.fra is not None and last < udvalg.fra:
        message = _("{name} ({code}) begins on {start}, after {day}").format(
            name=udvalg.navn, code=code, start=udvalg.fra.isoformat(), day=last.isoformat()
        )
    else:
        return
    hint = _("name the committee that has the task now, or correct `fra` and `til` in plan.yaml")
    if others := _committees_at(settings.udvalg, first, last):
        hint = _("the committees at that time are {codes}").format(codes=listed(others))
    yield Finding("udvalg-outside-dates", holder.path, keys, message, hint)


def _committees_at(known: Mapping[str, "Udvalg"], first: date, last: date) -> list[str]:
    return [
        code for code, udvalg in known.items()
        if not (udvalg.til and udvalg.til < first) and not (udvalg.fra and last < udvalg.fra)
    ]  # fmt: skip

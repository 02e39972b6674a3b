"""Rules about one file at a time: years, dates, keys that fit the type, and plan.yaml's own `regler`."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.vocabulary import AMOUNT_KEYS, STYRINGSOMRAADER, TYPER, Styringsomraade, Type
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath
from udplan.pure.checks.rules import BY_CODE
from udplan.pure.checks.wording import did_you_mean, hint_for_late_day, listed

if TYPE_CHECKING:  # the models need pydantic, which only the rules about single files ask for
    from udplan.domain.settings import Settings

_TYPES_OF_KEY: Final[dict[str, tuple[Type, ...]]] = {
    "bevillinger": ("anlaegsprojekter",),
    "regnskab": ("anlaegsprojekter",),
    "afledt_drift": ("anlaegsprojekter",),
    "afledt_drift_af": ("driftsaendringer",),
    "varighed": ("driftsaendringer", "raaderumsforslag"),
}
_OF_EVERY_YEAR: Final[tuple[KeyPath, ...]] = (("beloeb",), ("indtaegter",))
"""What is written for every year of the plan, with 0 where there is none."""
_CAPITAL_AREAS: Final[tuple[Styringsomraade, ...]] = ("anlaeg", "brugerfinansieret")
_AREAS: Final[dict[Type, tuple[Styringsomraade, ...]]] = {
    "driftsaendringer": tuple(area for area in STYRINGSOMRAADER if area != "anlaeg"),
    "raaderumsforslag": tuple(area for area in STYRINGSOMRAADER if area != "anlaeg"),
    "anlaegsprojekter": _CAPITAL_AREAS,
    "hensigtserklaeringer": (),
}


def unknown_rule(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """What `regler` says about rules that do not exist or cannot be softened."""
    for code, severity in plan.settings_data.get("regler", {}).items():
        keys: KeyPath = ("regler", code)
        rule = BY_CODE.get(code)
        if rule is None:
            message = _("there is no rule named `{code}`").format(code=code)
            hint = did_you_mean(code, tuple(BY_CODE), _("the code stands in brackets in each message"))
            yield Finding("unknown-rule", plan.settings_path, keys, message, hint)
        elif rule.fixed and severity != "error":
            message = _("`{code}` is always an error: without it the plan means nothing certain")
            hint = _("remove the line")
            yield Finding("unknown-rule", plan.settings_path, keys, message.format(code=code), hint)


def years(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Amounts for years the plan does not have, and years without an amount."""
    if plan.settings is None:
        return
    wanted = plan.settings.budgetaar
    known = set(wanted)
    for item in plan.items:
        if item.type == "hensigtserklaeringer":
            continue
        for keys, amounts in _amounts(item):
            if amounts.keys() == known:
                continue
            for year in sorted(amounts.keys() - known):
                yield _year_outside(item.path, (*keys, str(year)), year, wanted)
            # What is expected is as agreed unless it is written, and what is realised is known for the past only.
            key = keys[0]
            missing = [year for year in wanted if year not in amounts] if keys in _OF_EVERY_YEAR else []
            if missing:
                message = _("`{key}` has no amount for {years}").format(key=key, years=listed(missing))
                hint = _("write {example} if there is none; every year of the plan is written out").format(
                    example=f"`{missing[0]}: 0`"
                )
                yield Finding("years-missing", item.path, (key,), message, hint)
    yield from _years_of_totals(plan.settings, plan.settings_path)


def _amounts(item: Item) -> Iterator[tuple[KeyPath, Mapping[int, int | str]]]:
    """Everything of an item that has amounts by year, with the way to it."""
    emne = item.emne
    for key in AMOUNT_KEYS:
        amounts = getattr(emne, key)
        if isinstance(amounts, Mapping):
            yield (key,), amounts
    for place, grant in enumerate(emne.tillaegsbevillinger):
        yield ("tillaegsbevillinger", place, "beloeb"), grant.beloeb
    for place, part in enumerate(emne.heraf):
        yield ("heraf", place, "beloeb"), part.beloeb


def _years_of_totals(settings: "Settings", path: str) -> Iterator[Finding]:
    for name, areas in settings.kontroltotaler.items():
        for area, amounts in areas.items():
            missing = [year for year in settings.budgetaar if year not in amounts]
            if missing:
                message = _("the control totals say nothing of {years}, so nothing is checked there")
                hint = _("write what the agreement says of these years too, with 0 where that is the sum")
                place = ("kontroltotaler", name, *([area] if area else []))
                yield Finding("total-lacks-years", path, place, message.format(years=listed(missing)), hint)
            for year in sorted(amounts.keys() - set(settings.budgetaar)):
                keys = ("kontroltotaler", name, *([area] if area else []), str(year))
                yield _year_outside(path, keys, year, settings.budgetaar)


def budget_years(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Years of the plan that stand twice, out of order or with a gap; the first such place."""
    known = plan.settings.budgetaar if plan.settings is not None else ()
    for place, (before, year) in enumerate(pairwise(known), start=1):
        if year == before + 1:
            continue
        if year in known[:place]:
            message = _("`budgetaar` has {year} twice").format(year=year)
        elif year < before:
            message = _("`budgetaar` has {year} after {before}").format(year=year, before=before)
        else:
            message = _("`budgetaar` leaves out years between {before} and {year}").format(year=year, before=before)
        hint = _("write the budget year first, and then each year once, such as {years}")
        example = f"[{listed(range(known[0], known[0] + 4))}]"
        yield Finding("budget-years", plan.settings_path, ("budgetaar", place), message, hint.format(years=example))
        break


def _year_outside(path: str, keys: KeyPath, year: int, wanted: tuple[int, ...]) -> Finding:
    message = _("`{key}` has an amount for {year}, but the plan's years are {years}")
    hint = _("remove it, or correct `budgetaar` in plan.yaml")
    name = ".".join(key for key in keys[:-1] if isinstance(key, str))
    return Finding("years-outside", path, keys, message.format(key=name, year=year, years=listed(wanted)), hint)


def keys_of_type(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Keys that only items of another type have, and money on a hensigtserklæring."""
    for item in plan.items:
        for key, types in _TYPES_OF_KEY.items():
            if item.type not in types and getattr(item.emne, key):
                message = _("`{key}` does not belong here: only {types} have it").format(
                    key=key, types=listed(TYPER[name].lower() for name in types)
                )
                yield Finding("field-not-for-type", item.path, (key,), message, _("remove it"))
        if item.type == "hensigtserklaeringer":
            for key in (*AMOUNT_KEYS, "heraf"):
                if getattr(item.emne, key) not in (None, ()):
                    message = _("a hensigtserklæring has no money of its own, but `{key}` is given")
                    hint = _("remove it, or make the item a driftsændring or an anlægsprojekt")
                    yield Finding("money-on-h", item.path, (key,), message.format(key=key), hint)


def styringsomraade(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Capital money on an operating item, or the reverse: an operating cost booked as capital is unlawful."""
    for item in plan.items:
        area = item.emne.styringsomraade
        allowed = _AREAS[item.type]
        if area is None or area in allowed:
            continue
        if not allowed:
            message = _("a hensigtserklæring has no money and so no `styringsomraade`")
            hint = _("remove it")
        else:
            message = _("`styringsomraade` is {area}, which {type} cannot be").format(
                area=area, type=TYPER[item.type].lower()
            )
            hint = _("write {allowed}").format(allowed=listed(allowed))
        yield Finding("type-styringsomraade", item.path, ("styringsomraade",), message, hint)


def future_dates(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Dates of what is said to have happened that lie after the as-of date."""
    for item in plan.items:
        for keys, day in _past_facts(item):
            if day > as_of:
                name = ".".join(key for key in keys if isinstance(key, str))
                message = _("`{key}` is {date}, which is after {as_of}").format(
                    key=name, date=day.isoformat(), as_of=as_of.isoformat()
                )
                otherwise = _("only what has happened is written with a date; is the year right?")
                yield Finding("future-date", item.path, keys, message, hint_for_late_day(day, as_of, otherwise))


def _past_facts(item: Item) -> Iterator[tuple[KeyPath, date]]:
    emne = item.emne
    if emne.opdateret is not None:
        yield ("opdateret",), emne.opdateret
    for ended in (emne.udgaaet, emne.viderefoert):
        if ended is not None:
            yield (item.tilstand, "dato"), ended.dato
    if emne.regnskab is not None:
        yield ("regnskab", "dato"), emne.regnskab.dato
    for place, move in enumerate(emne.fristaendringer):
        yield ("fristaendringer", place, "dato"), move.dato
    for place, step in enumerate(emne.milepaele):
        if step.naaet is not None:
            yield ("milepaele", place, "naaet"), step.naaet
    for place, grant in enumerate(emne.bevillinger):
        yield ("bevillinger", place, "dato"), grant.dato
    for place, extra in enumerate(emne.tillaegsbevillinger):
        if extra.dato is not None:
            yield ("tillaegsbevillinger", place, "dato"), extra.dato
    for place, treatment in enumerate(emne.behandling):
        if treatment.resultat is not None:
            yield ("behandling", place, "resultat", "dato"), treatment.resultat.dato

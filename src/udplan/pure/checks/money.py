"""Rules about money: the signed totals, signs, savings, and permission to spend on capital projects."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from udplan.domain.plan import Item, Plan, Plans, Ref, ref_from_text
from udplan.domain.vocabulary import ENHED, IKKE_FASTSAT, MONEY_KEYS, TYPER, Type
from udplan.ground.danish import number_text
from udplan.ground.message import Message, _, plural
from udplan.ground.problem import Finding
from udplan.pure.checks.wording import id_for_command, listed

_LESS_SPENDING: Final = ("besparelse", "effektivisering", "indtaegt")
_MORE_SPENDING: Final = ("udvidelse", "mindreindtaegt")


def control_totals(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """The sums over all items of a type, whatever their state, against what the agreement says.

    A plan without rounds is still being written: a type that has no items yet has nothing to add up.
    """
    if plan.broken:
        return
    for name, areas in plan.settings_data.get("kontroltotaler", {}).items():
        counted = [item for item in plan.by_type[name] if _is_of_the_agreement(item)]
        if not counted and not plan.round_entries:
            continue
        for area, agreed in areas.items():
            in_area = [item for item in counted if not area or item.data.get("styringsomraade") == area]
            for year in map(str, plan.years):
                # A year that an item lacks is that item's fault; its sum says nothing.
                if year not in agreed or any(_agreed(item, year) is None for item in in_area):
                    continue
                total = sum(_net(item, year) for item in in_area)
                if total != agreed[year]:
                    message = _total_differs(name, area, year, agreed[year], total, plan)
                    keys = ("kontroltotaler", name, *([area] if area else []), year)
                    hint = _hint_of_total(counted if area else [], in_area, year)
                    yield Finding("control-total", plan.settings_path, keys, message, hint)


def _is_of_the_agreement(item: Item) -> bool:
    """Whether its amounts are this agreement's.

    What is only carried over from an earlier agreement is no part of it. What goes on as another item of the plan
    has its amounts there.
    """
    if item.goes_on_here:
        return False
    before = [ref_from_text(text, item.plan).plan for text in item.data.get("viderefoert_fra", ())]
    return not before or item.plan in before or bool(item.data.get("aftalepunkt"))


def _agreed(item: Item, year: str) -> Any:
    """What was agreed for a year, as the file says it; None where it says nothing."""
    amounts = item.data.get("beloeb", {})
    return IKKE_FASTSAT if amounts == IKKE_FASTSAT else amounts.get(year)


def _net(item: Item, year: str) -> int:
    """What was agreed for a year with its income taken off; nothing where no amount is agreed yet."""
    amount: int = 0 if _agreed(item, year) == IKKE_FASTSAT else _agreed(item, year)
    income: int = item.data.get("indtaegter", {}).get(year, 0)
    return amount + income


def _total_differs(name: Type, area: str, year: str, agreed: int, total: int, plan: Plan) -> Message:
    what = f"{TYPER[name]} ({area})" if area else TYPER[name]
    message = _(
        "{what} {year}: {agreed} was agreed, but the items add up to {total}; the difference is {by}, in {unit}"
    )
    return message.format(
        what=what, year=year, agreed=number_text(agreed), total=number_text(total),
        by=number_text(total - agreed), unit=plan.settings_data.get("enhed", ENHED),
    )  # fmt: skip


def _hint_of_total(counted: list[Item], summed: list[Item], year: str) -> Message:
    without = [item.id for item in counted if "styringsomraade" not in item.data]
    if without:
        return _("not counted, since they have no `styringsomraade`: {ids}").format(ids=listed(without))
    if not_agreed := [item.id for item in summed if _agreed(item, year) == IKKE_FASTSAT]:
        return _("not counted, since no amount is agreed yet: {ids}").format(ids=listed(not_agreed))
    return plural(
        "{count} item was added up, finished and dropped ones too; correct an amount or the total",
        "{count} items were added up, finished and dropped ones too; correct an amount or the total",
        len(summed),
    ).format(count=len(summed))


def sign_fits_kategori(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """A saving that costs or an extension that saves, as agreed, expected or realised; one finding for each item."""
    if plan.settings is None:
        return
    spending = 1 if plan.settings.fortegn == "udgift_positiv" else -1
    for item in plan.items:
        kategori = item.emne.kategori
        if item.type == "hensigtserklaeringer" or kategori not in (*_LESS_SPENDING, *_MORE_SPENDING):
            continue
        wrong = spending if kategori in _LESS_SPENDING else -spending
        for key in MONEY_KEYS:
            amounts = item.emne.fastsat if key == "beloeb" else getattr(item.emne, key) or {}
            years = [year for year, amount in sorted(amounts.items()) if amount * wrong > 0]
            if years:
                yield _wrong_sign(item, key, years, amounts[years[0]], plan.settings.fortegn)
                break


def _wrong_sign(item: Item, key: str, years: list[int], amount: int, fortegn: str) -> Finding:
    kategori = item.emne.kategori
    message = (
        _("`kategori` is {kategori}, which cannot raise spending, but {amount} does so in {years}")
        if kategori in _LESS_SPENDING
        else _("`kategori` is {kategori}, which cannot lower spending, but {amount} does so in {years}")
    )
    hint = (
        _("write {amount}, or choose another `kategori`; the plan's sign is {fortegn}")
        if key == "beloeb"
        else _("write {amount}, or say in `status` how that can be; the plan's sign is {fortegn}")
    )
    return Finding(
        "sign-kategori" if key == "beloeb" else "sign-realised", item.path, (key, str(years[0])),
        message.format(kategori=kategori, amount=number_text(amount), years=listed(years)),
        hint.format(amount=-amount, fortegn=fortegn),
    )  # fmt: skip


def savings_realised(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Finished savings whose realised amount is less than the agreed one; the first such year of each."""
    if plan.settings is None:
        return
    spending = 1 if plan.settings.fortegn == "udgift_positiv" else -1
    for item in plan.items:
        emne = item.emne
        if emne.afsluttet is None or not emne.fastsat or not emne.realiseret:
            continue
        if item.type != "raaderumsforslag" and emne.kategori not in _LESS_SPENDING:
            continue
        for year, realised in sorted(emne.realiseret.items()):
            agreed = emne.fastsat.get(year, 0)
            if year == as_of.year and emne.forventet is not None and emne.forventet.get(year, agreed) == agreed:
                continue  # realised so far; the whole of it is still expected before the year is over
            if year <= as_of.year and agreed * spending < 0 and realised * spending > agreed * spending:
                message = _("finished, but only {realised} of the agreed {agreed} was realised in {year}")
                hint = _("say in `status` how the rest is found, or `udplan reopen {id}`")
                hint = hint.format(id=id_for_command(item, plans))
                yield Finding(
                    "saving-not-realised", item.path, ("realiseret", str(year)),
                    message.format(realised=number_text(realised), agreed=number_text(agreed), year=year),
                    hint,
                )  # fmt: skip
                break


def permission_to_spend(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Capital projects in progress without an anlægsbevilling, or with more than was set aside."""
    if not plan.years:  # plan.yaml says what is wrong
        return
    for item in plan.by_type["anlaegsprojekter"]:
        emne = item.emne
        if not emne.bevillinger:
            if emne.fase == "i_gang" and any(emne.fastsat.values()):
                message = _("the project is in progress, but no anlægsbevilling has been granted")
                hint = _("write `bevillinger: [{dato: …, beloeb: …, sag: …}]`; a rådighedsbeløb is no permission")
                yield Finding("no-bevilling", item.path, ("fase",), message, hint)
            continue
        ceiling = _ceiling(item, plan, plans)
        granted = abs(sum(each.beloeb for each in emne.bevillinger))
        if ceiling is not None and granted > ceiling:
            message = _("anlægsbevillinger of {granted} exceed the {ceiling} set aside for all years")
            hint = _("correct an amount, or write the one of `tillaegsbevillinger` that covers the difference")
            yield Finding(
                "bevilling-exceeds", item.path, ("bevillinger",),
                message.format(granted=number_text(granted), ceiling=number_text(ceiling)), hint,
            )  # fmt: skip


def _ceiling(item: Item, plan: Plan, plans: Plans) -> int | None:
    """What may be granted for a project in all; None if an amount is not agreed yet or its earlier years not known."""
    emne = item.emne
    amounts = [emne.aftalt(year) for year in plan.years]
    for text in emne.viderefoert_fra:
        before = ref_from_text(text, plan.name)
        if before.plan != plan.name:
            amounts += _earlier_amounts(before, plan, plans)
    if None in amounts:
        return None
    total = sum(amount for amount in amounts if amount is not None)
    extra = sum(abs(amount) for grant in emne.tillaegsbevillinger for amount in grant.beloeb.values())
    return abs(total) + extra


def _earlier_amounts(ref: Ref, plan: Plan, plans: Plans) -> list[int | None]:
    """What an earlier plan agreed for the years before this plan's; None where that is not known."""
    before, older = plans.item(ref), plans.by_name.get(ref.plan)
    if before is None or older is None or older.settings is None or plan.settings is None:
        return [None]
    if older.settings.enhed != plan.settings.enhed or older.settings.fortegn != plan.settings.fortegn:
        return [None]
    return [before.emne.aftalt(year) for year in older.years if year < min(plan.years)]


def income_sign(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Income with the sign of expenditure; the first such year of each item."""
    if plan.settings is None:
        return
    spending = 1 if plan.settings.fortegn == "udgift_positiv" else -1
    for item in plan.items:
        amounts = item.emne.indtaegter or {}
        wrong = [year for year, amount in sorted(amounts.items()) if amount * spending > 0]
        if wrong:
            amount = amounts[wrong[0]]
            message = _("`indtaegter` are income, but {amount} in {years} is expenditure")
            hint = _("write {amount}; the plan's sign is {fortegn}")
            yield Finding(
                "sign-income", item.path, ("indtaegter", str(wrong[0])),
                message.format(amount=number_text(amount), years=listed(wrong)),
                hint.format(amount=-amount, fortegn=plan.settings.fortegn),
            )  # fmt: skip


def parts(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Parts that come to more than the amount they are parts of; the first such year of each item."""
    for item in plan.items:
        for year, whole in sorted(item.emne.fastsat.items()):
            amounts = [part.beloeb[year] for part in item.emne.heraf if year in part.beloeb]
            # A part may lower the whole, as a grant from the state does; what is more than all of it cannot be in it.
            if abs(sum(amounts)) > abs(whole) or sum(amounts) * whole < 0:
                message = _("the parts in `heraf` come to {sum} in {year}, but the amount is {whole}")
                hint = _("`heraf` are parts of `beloeb`; correct the one that is wrong")
                said = message.format(sum=number_text(sum(amounts)), year=year, whole=number_text(whole))
                yield Finding("parts-exceed", item.path, ("heraf",), said, hint)
                break

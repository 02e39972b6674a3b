"""Rules about money: the signed totals, signs, savings, and permission to spend on capital projects."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans, ref_from_text
from udplan.domain.vocabulary import ENHED, MONEY_KEYS, TYPER, Type
from udplan.ground.danish import number_text
from udplan.ground.message import Message, _, plural
from udplan.ground.problem import Finding
from udplan.pure.checks.wording import id_for_command, listed

_LESS_SPENDING: Final = ("besparelse", "effektivisering", "indtaegt")
_MORE_SPENDING: Final = ("udvidelse",)


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
                amounts = [item.data.get("beloeb", {}).get(year) for item in in_area]
                # A year that an item lacks is that item's fault; its sum says nothing.
                if year not in agreed or None in amounts:
                    continue
                total = sum(amounts)
                if total != agreed[year]:
                    message = _total_differs(name, area, year, agreed[year], total, plan)
                    keys = ("kontroltotaler", name, *([area] if area else []), year)
                    hint = _hint_of_total(counted if area else [], len(in_area))
                    yield Finding("control-total", plan.settings_path, keys, message, hint)


def _is_of_the_agreement(item: Item) -> bool:
    """What is only carried over from an earlier agreement is no part of this one's totals."""
    return "viderefoert_fra" not in item.data or bool(item.data.get("aftalepunkt"))


def _total_differs(name: Type, area: str, year: str, agreed: int, total: int, plan: Plan) -> Message:
    what = f"{TYPER[name]} ({area})" if area else TYPER[name]
    message = _(
        "{what} {year}: {agreed} was agreed, but the items add up to {total}; the difference is {by}, in {unit}"
    )
    return message.format(
        what=what, year=year, agreed=number_text(agreed), total=number_text(total),
        by=number_text(total - agreed), unit=plan.settings_data.get("enhed", ENHED),
    )  # fmt: skip


def _hint_of_total(counted: list[Item], number: int) -> Message:
    without = [item.id for item in counted if "styringsomraade" not in item.data]
    if without:
        return _("not counted, since they have no `styringsomraade`: {ids}").format(ids=listed(without))
    return plural(
        "{count} item was added up, finished and dropped ones too; correct an amount or the total",
        "{count} items were added up, finished and dropped ones too; correct an amount or the total",
        number,
    ).format(count=number)


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
            amounts = getattr(item.emne, key) or {}
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
        if emne.afsluttet is None or not emne.beloeb or not emne.realiseret:
            continue
        if item.type != "raaderumsforslag" and emne.kategori not in _LESS_SPENDING:
            continue
        for year, realised in sorted(emne.realiseret.items()):
            agreed = emne.beloeb.get(year, 0)
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
    for item in plan.by_type["anlaegsprojekter"]:
        emne = item.emne
        if not emne.bevillinger:
            if emne.fase == "i_gang" and any((emne.beloeb or {}).values()):
                message = _("the project is in progress, but no anlægsbevilling has been granted")
                hint = _("write `bevillinger: [{dato: …, beloeb: …, sag: …}]`; a rådighedsbeløb is no permission")
                yield Finding("no-bevilling", item.path, ("fase",), message, hint)
            continue
        ceiling = _ceiling(item, plan, plans)
        granted = abs(sum(each.beloeb for each in emne.bevillinger))
        if ceiling is not None and granted > ceiling:
            message = _("anlægsbevillinger of {granted} exceed the {ceiling} set aside for all years")
            hint = _("correct an amount, or write the `tillaegsbevilling` that covers the difference")
            yield Finding(
                "bevilling-exceeds", item.path, ("bevillinger",),
                message.format(granted=number_text(granted), ceiling=number_text(ceiling)), hint,
            )  # fmt: skip


def _ceiling(item: Item, plan: Plan, plans: Plans) -> int | None:
    """What may be granted for a project in all; None if its earlier years are not known."""
    emne = item.emne
    total = sum((emne.beloeb or {}).values())
    if emne.viderefoert_fra is not None:
        ref = ref_from_text(emne.viderefoert_fra, plan.name)
        before, older = plans.item(ref), plans.by_name.get(ref.plan)
        if before is None or older is None or older.settings is None or plan.settings is None:
            return None
        if older.settings.enhed != plan.settings.enhed or older.settings.fortegn != plan.settings.fortegn:
            return None
        first = min(plan.years)
        total += sum(amount for year, amount in (before.emne.beloeb or {}).items() if year < first)
    return abs(total) + (abs(emne.tillaegsbevilling.beloeb) if emne.tillaegsbevilling else 0)

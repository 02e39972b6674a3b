"""The overview on a terminal, by rich: complete in words and signs, so that colour only helps."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TextIO

from udplan.adapters.printers.tables import printable
from udplan.domain.vocabulary import LABELS, TILSTANDE, TRAFIKLYS, TYPER
from udplan.ground.danish import EN_DASH as NOT_REPORTED
from udplan.ground.danish import date_text, number_text, percent_text, signed_text
from udplan.ground.language import Words, words_of
from udplan.ground.message import Message
from udplan.ground.message import plural as plural_message
from udplan.pure.facts.basis import basis, knows_more
from udplan.pure.facts.figures import Counts, Figures, figures
from udplan.pure.facts.since import figures_then
from udplan.pure.news.kinds import KINDS
from udplan.pure.view.late import is_overdue, is_stale

if TYPE_CHECKING:
    from rich.console import Console  # noqa: TID251
    from rich.table import Table  # noqa: TID251

    from udplan.pure.facts.basis import Basis
    from udplan.pure.status import Status, Statuses

_MOST_ATTENTION: Final = 12
_NARROW: Final = 108
_WORD_WIDTH: Final = 18
_LIGHT_STYLES: Final = {"groen": "green", "gul": "yellow", "roed": "bold red"}


_spoken: Words = words_of("da")


def _(text: str) -> str:
    return _spoken(Message(text))


def plural(one: str, many: str, count: int) -> str:
    return _spoken(plural_message(one, many, count))


def overview(statuses: "Statuses", stream: TextIO, words: Words) -> None:
    """Write the overview of every plan asked for, and a line for each older plan that is still alive."""
    from rich.console import Console  # noqa: TID251

    global _spoken
    _spoken = words
    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)
    for number, status in enumerate(statuses.chosen):
        if number:
            console.print()
        _plan(console, status)
    for status in statuses.older:
        _older(console, status)


def _plan(console: "Console", status: "Status") -> None:
    found = basis(status.plan, status.plans, status.request)
    numbers = figures(found.plan, found.items, status.request.as_of)
    _heading(console, status, found, numbers)
    then = figures_then(found, status.request)
    console.print(_counts_table(numbers, then, console.width))
    _money(console, found, numbers)
    _news(console, status, found)
    _attention(console, status, found)


def _heading(console: "Console", status: "Status", found: "Basis", numbers: Figures) -> None:
    settings, request = found.plan.settings, status.request
    title = settings.titel if settings else found.plan.name
    owner = f"{settings.kommune} · " if settings else ""
    console.print(printable(f"{owner}{title}"), style="bold")
    facts = [_("as of {date}").format(date=date_text(request.as_of))]
    if request.version:
        facts.append(_("version {version}").format(version=request.version))
    console.print(" · ".join(facts))
    count = numbers.i_alt.antal
    facts = [plural("{count} item", "{count} items", count).format(count=number_text(count))]
    facts.append(_("{share} finished").format(share=percent_text(numbers.i_alt.afsluttet, numbers.i_alt.antal)))
    if found.closed:
        text = plural("{count} closed item is left out", "{count} closed items are left out", found.closed)
        facts.append(text.format(count=found.closed))
    console.print(" · ".join(facts))
    if request.internal:
        console.print(_("INTERNAL: closed items are shown"), style="bold reverse")
    if unread := found.plan.unread:
        text = plural(
            "{count} file could not be read; see udplan check", "{count} files could not be read; see udplan check",
            unread,
        )  # fmt: skip
        console.print(text.format(count=unread), style="bold red")
    if knows_more(found, request.as_of):
        console.print(_("the plan's files hold information from after this day"))
    if request.filter_text:
        console.print(_("only {filter}").format(filter=printable(request.filter_text)))
    console.print()


def _new_table(*headers: str, gap: int = 1) -> "Table":
    from rich import box  # noqa: TID251
    from rich.table import Table  # noqa: TID251

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, gap, 0, 0))
    for number, header in enumerate(headers):
        table.add_column(header, justify="right" if number else "left", no_wrap=True)
    return table


def _counts_table(numbers: Figures, then: Figures | None, width: int) -> "Table":
    narrow = width < _NARROW
    headers = [
        "",
        _("All"),
        "X",
        _("Going") if narrow else LABELS["i_gang"],
        _("Waits") if narrow else LABELS["afventer"],
        _("Not yet") if narrow else LABELS["ikke_startet"],
        _("Out") if narrow else LABELS["udgaaet"],
        *TRAFIKLYS.values(),
        _("Late") if narrow else _("Overdue"),
        _("Stale"),
    ]
    table = _new_table(*headers, gap=0 if narrow else 1)
    rows = [(TYPER[name], counts) for name, counts in numbers.by_type.items()]
    for label, counts in rows:
        table.add_row(label, *_count_cells(_count_values(counts), number_text))
    table.add_section()
    in_all = _count_values(numbers.i_alt)
    table.add_row(_("In all"), *_count_cells(in_all, number_text), style="bold")
    if then is not None:
        before = _count_values(then.i_alt)
        changes = [number - earlier for number, earlier in zip(in_all, before, strict=True)]
        table.add_row(_("Before"), *_count_cells(before, number_text))
        table.add_row(_("Change"), *_count_cells(changes, signed_text))
    return table


def _count_cells(values: Iterable[int], text: Callable[[int], str]) -> list[str]:
    return [text(value) if value else "·" for value in values]


def _count_values(counts: Counts) -> list[int]:
    return [
        counts.antal,
        *(counts.tilstande[state] for state in ("afsluttet", "i_gang", "afventer", "ikke_startet", "udgaaet")),
        *(counts.trafiklys[light] for light in TRAFIKLYS),
        counts.overskredet,
        counts.foraeldet,
    ]


def _money(console: "Console", found: "Basis", numbers: Figures) -> None:
    kinds = {name: money for name, money in numbers.money.items() if money.antal}
    if not kinds or not found.plan.years:
        return
    table = _new_table(_("Money"), "", *(str(year) for year in found.plan.years))
    table.columns[1].justify = "left"
    for name, money in kinds.items():
        table.add_row(TYPER[name], _("agreed"), *(number_text(year.aftalt) for year in money.years))
        table.add_row("", _("expected"), *(number_text(year.forventet) for year in money.years))
        table.add_row(
            "",
            _("realised"),
            *(NOT_REPORTED if year.realiseret is None else number_text(year.realiseret) for year in money.years),
            end_section=True,
        )
    console.print()
    console.print(table)
    settings = found.plan.settings
    if settings:
        sign = _("spending is positive") if settings.fortegn == "udgift_positiv" else _("spending is negative")
        console.print(", ".join(part for part in (settings.enhed, settings.prisniveau, sign) if part), style="dim")


def _news(console: "Console", status: "Status", found: "Basis") -> None:
    label = status.request.since_label
    if label is None:
        return
    console.print()
    console.print(_("Since {label}").format(label=printable(label)), style="bold")
    only_dates = status.request.only_dates
    if only_dates:
        console.print("  " + _("by the dates in the files: finished and dropped items and moved deadlines"))
    if not found.news:
        console.print("  " + (_("nothing finished, dropped or moved") if only_dates else _("nothing has happened")))
        return
    for kind, word in KINDS.items():
        ids = list(dict.fromkeys(news.ref.id for news in found.news if news.kind == kind and not news.is_confirmation))
        if ids:
            _hanging(console, f"  {len(ids):>3} {_spoken(word):<{_WORD_WIDTH}} ", ids)


def _hanging(console: "Console", head: str, words: list[str]) -> None:
    """Words after a head, on as many lines as they need."""
    line = head
    for word in words:
        if len(line) + len(word) > console.width and line.strip():
            console.print(line.rstrip())
            line = " " * len(head)
        line += f"{word} "
    console.print(line.rstrip())


def _attention(console: "Console", status: "Status", found: "Basis") -> None:
    from rich.text import Text  # noqa: TID251

    as_of, settings = status.request.as_of, found.plan.settings
    lines: list[Text] = []
    for item in found.items:
        emne = item.emne
        why = []
        if emne.levende and emne.trafiklys == "roed":
            why.append(LABELS["roed"].lower())
        if is_overdue(item, as_of):
            why.append(_("overdue since {deadline}").format(deadline=emne.frist.tekst if emne.frist else ""))
        if settings and is_stale(item, as_of, settings.foraeldelse) and emne.opdateret:
            why.append(_("not updated since {date}").format(date=date_text(emne.opdateret)))
        if why:
            style = _LIGHT_STYLES["roed"] if emne.trafiklys == "roed" else ""
            lines.append(Text(_cut(f"  {item.id}  {', '.join(why)}: {emne.titel}", console.width), style=style))
    if not lines:
        return
    console.print()
    console.print(_("Needs attention"), style="bold")
    for line in lines[:_MOST_ATTENTION]:
        console.print(line)
    more = len(lines) - _MOST_ATTENTION
    if more > 0:
        console.print("  " + _("and {count} more; see udplan list --overdue and --stale").format(count=more))


def _cut(text: str, width: int) -> str:
    line = " ".join(printable(text).split("\n"))
    return line if len(line) <= width else line[: width - 1] + "…"


def _older(console: "Console", status: "Status") -> None:
    found = basis(status.plan, status.plans, status.request)
    counts = figures(found.plan, found.items, status.request.as_of).i_alt
    title = found.plan.settings.titel if found.plan.settings else found.plan.name
    parts = [
        _("{count} still open of {all}").format(count=number_text(counts.levende), all=number_text(counts.antal)),
        *([f"{counts.afsluttet} {TILSTANDE['afsluttet'].lower()}"] if counts.afsluttet else []),
        *(f"{counts.trafiklys[light]} {LABELS[light].lower()}" for light in ("gul", "roed") if counts.trafiklys[light]),
    ]
    if counts.overskredet:
        parts.append(_("{count} overdue").format(count=counts.overskredet))
    console.print()
    console.print(_("Also alive: {title}: {facts}").format(title=printable(title), facts=", ".join(parts)))

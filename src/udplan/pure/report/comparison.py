"""What happened to several plans between two moments, for printing: one section for each plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from udplan.pure.news.kinds import News
from udplan.pure.report.change_list import ChangeList, change_list
from udplan.pure.report.parts import Head


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """One plan's section. `beloeb` says what its amounts are, `forbehold` what the section leaves out."""

    anker: str
    titel: str
    beloeb: str
    aendringer: ChangeList
    forbehold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """The whole report, ready to print. `noter` say what the names of the moments were taken to mean."""

    head: Head
    noter: tuple[str, ...]
    planer: tuple[PlanChanges, ...]
    """The plans that something happened to, or may have happened to unseen."""


def plan_changes(plan: str, titel: str, enhed: str, news: Sequence[News], *, unread: Sequence[str]) -> PlanChanges:
    """A plan's section; the `unread` parts could not be compared."""
    reservations = [f"Kan ikke sammenlignes, fordi en fil har fejl: {', '.join(unread)}."] if unread else []
    has_money = any(each.kind == "money" for each in news)
    return PlanChanges(
        anker=f"plan-{plan}",
        titel=titel,
        beloeb=f"Beløb i {enhed}" if has_money else "",
        aendringer=change_list(news),
        forbehold=tuple(reservations),
    )


def comparison_head(
    plans: Sequence[PlanChanges], kommuner: Sequence[str], old: str, new: str, *, internal: bool
) -> Head:
    """The head of a report of these plans, from one moment to another."""
    titles = [each.titel for each in plans]
    return Head(
        kommune=kommuner[0] if len(set(kommuner)) == 1 else "",
        plan=titles[0] if len(titles) == 1 else "Udmøntnings\u00adplaner",
        titel="Ændringer",
        opgjort=f"Fra {old} til {new}",
        moede="",
        version="",
        enhed="",
        prisniveau="",
        fortegn="",
        intern=internal,
        lukkede="",
        ulaeste="",
        senere="",
        udsnit="",
        signatur=(),
    )

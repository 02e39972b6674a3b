"""What happened to several plans between two moments: a section for each plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from udplan.ground.message import Message
from udplan.pure.news.kinds import News
from udplan.pure.paper.aendringer import CONFIRMED, confirmed_blocks
from udplan.pure.paper.papir import Afsnit, Blok, Hoved, Liste, Noegletal, Overskrift, Papir, Text
from udplan.pure.paper.stykker import note, tomt
from udplan.pure.paper.stykker_nyheder import change_figures, confirmed, news_groups, news_points


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What happened to one plan; the `unread` parts could not be compared."""

    plan: str
    kommune: Text
    titel: Text
    enhed: Text
    news: Sequence[News]
    unread: Sequence[str]


def build(plans: Sequence[PlanChanges], old: Text, new: Text, notes: Sequence[Text], *, internal: bool) -> Papir:
    """The paper of these plans, from one moment to another; `notes` say what the moments' names were taken to mean."""
    told = [each for each in plans if each.news or each.unread]
    kommuner = {each.kommune for each in plans if each.kommune}
    titel = told[0].titel if len(told) == 1 else "Udmøntningsplaner"
    opgjort = Message("Fra {old} til {new}").format(old=old, new=new)
    head = Hoved(
        kommune=kommuner.pop() if len(kommuner) == 1 else "",
        plan=titel,
        titel="Ændringer",
        opgjort=opgjort,
        intern=internal,
        fod=Message("{titel}, ændringer. {opgjort}. De anførte tidspunkter er vejledende.").format(
            titel=titel, opgjort=opgjort
        ),
    )
    sections = [Afsnit(f"plan-{each.plan}", each.titel, tuple(_blocks(each))) for each in told]
    if not told:
        sections = [Afsnit("ingen", "Ændringer", (tomt("Der er ingen ændringer."),))]
    if notes:
        first = sections[0]
        remarks = tuple(note(text) for text in notes)
        sections[0] = Afsnit(first.navn, first.titel, (*remarks, *first.blokke))
    return Papir("diff", head, tuple(sections), "liste")


def _blocks(changes: PlanChanges) -> Iterator[Blok]:
    if changes.unread:
        yield note(f"Kan ikke sammenlignes, fordi en fil har fejl: {', '.join(changes.unread)}.")
    if figures := change_figures(changes.news):
        yield Noegletal(figures)
    if any(each.kind == "money" for each in changes.news):
        yield note(f"Beløb i {changes.enhed}")
    for group in news_groups(changes.news):
        yield Overskrift(group.ord, group.count)
        yield Liste(news_points(group.news))
    if again := confirmed(changes.news):
        yield Overskrift(CONFIRMED, len(again))
        yield from confirmed_blocks(again)

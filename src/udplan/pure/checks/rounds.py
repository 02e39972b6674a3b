"""Rules about the rounds: what their texts claim and recommend, which round came before, what they attach."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from udplan.domain.plan import Item, Plan, Plans, Round
from udplan.domain.tidspunkt import Tidspunkt
from udplan.ground.danish import fold
from udplan.ground.message import _, plural
from udplan.ground.problem import Finding
from udplan.pure.checks.wording import did_you_mean, listed
from udplan.pure.round.attachments import is_status, named_times, says_original
from udplan.pure.round.rounds import in_order, missing_texts, opgjort, previous_round, state_of

MOST_RED: Final = 5
MOST_RED_PERCENT: Final = 20

_AS_EXPECTED = re.compile(
    r"\bsom (?:forventet|planlagt)\b|\bplanm(?:æ|ae)ssigt?\b|\b(?:efter|if(?:ø|oe)lge|f(?:ø|oe)lger) (?:tids)?planen\b",
    re.IGNORECASE,
)
# A sentence that makes an exception, or a text that tells of the red ones, claims nothing untrue.
_HEDGED = re.compile(
    r"\b(?:ikke|men|dog|undtage\w*|undtagelse\w*|bortset|imidlertid|de fleste|flere|nogle|hovedsagelig\w*)\b"
    r"|\br(?:ø|oe)dt?\b",
    re.IGNORECASE,
)
_TELLS_OF_RED = re.compile(r"\br(?:ø|oe)de?t?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+")
_NONE = re.compile(r"\W*ingen\b", re.IGNORECASE)
_RECOMMENDS = re.compile(r"\bindstill(?:es|er)\b[^.:!?]{0,80}?\bat\s+([^.!?]+)", re.IGNORECASE)
_THAT = re.compile(r"\bat\s+", re.IGNORECASE)


def newest_round(plan: Plan) -> Round | None:
    """The round whose numbers are the plan's; None if it is decided (it was true in its time) or not certain."""
    if not plan.rounds or plan.broken_rounds:
        return None
    newest = in_order(plan)[-1]
    return newest if state_of(newest.data) == "under_forberedelse" else None


def contradictions(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """What the newest round claims and the items contradict."""
    newest = newest_round(plan)
    if newest is None:
        return
    claim = _flat_claim(newest.data.get("fremdrift", ""))
    if claim and not plan.broken:
        lights = [item.data["trafiklys"] for item in plan.items if item.levende and "trafiklys" in item.data]
        red = lights.count("roed")
        if red >= MOST_RED or (red and 100 * red >= MOST_RED_PERCENT * len(lights)):
            message = _("the text says `{claim}`, but {red} of {lights} lights are red").format(
                claim=claim, red=red, lights=len(lights)
            )
            hint = _("say which items are red, and what is done about them")
            yield Finding("text-contradicts", newest.path, ("fremdrift",), message, hint)
    if _NONE.match(newest.data.get("oekonomiske_konsekvenser", "")):
        before = plan.rounds_by_name.get(newest.data.get("forrige", ""))
        granted = [
            item.id for item in plan.items
            if "tillaegsbevillinger" in item.data and (item.levende or _finished_since(item, before))
        ]  # fmt: skip
        if granted:
            message = _("the text says there are none, but these need a tillægsbevilling: {ids}")
            hint = _("say what is asked for and how it is financed")
            yield Finding(
                "text-contradicts", newest.path, ("oekonomiske_konsekvenser",),
                message.format(ids=listed(granted)), hint,
            )  # fmt: skip


def _finished_since(item: Item, before: Round | None) -> bool:
    return before is not None and "afsluttet" in item.data and item.data["afsluttet"]["dato"] > before.data["opgjort"]


def _flat_claim(text: str) -> str | None:
    if _TELLS_OF_RED.search(text):
        return None
    for sentence in _SENTENCE.findall(text):
        found = _AS_EXPECTED.search(sentence)
        if found and not _HEDGED.search(sentence):
            return found[0]
    return None


def missing_in_case(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Rounds under preparation that lack texts of the case paper, in one finding each."""
    for each in plan.rounds:
        missing = missing_texts(each.data) if state_of(each.data) == "under_forberedelse" else ()
        if missing:
            message = _("the case paper will say `(mangler: …)` in place of {keys}").format(keys=listed(missing))
            hint = plural(
                "write it before the round is frozen; `udplan round freeze` refuses a paper that lacks it",
                "write them before the round is frozen; `udplan round freeze` refuses a paper that lacks them",
                len(missing),
            )
            yield Finding("case-text-missing", each.path, ("titel",), message, hint)


def recommendations(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Introductions that recommend something else than the recommendation does, as long as they can be changed."""
    for each in plan.rounds:
        if state_of(each.data) != "under_forberedelse":
            continue
        said = _RECOMMENDS.search(each.data.get("indledning", ""))
        if said is None or "indstilling" not in each.data:
            continue
        recommended = [_words(clause) for clause in _THAT.split(each.data["indstilling"])[1:]]
        whole = _words(_THAT.sub("at ", each.data["indstilling"]))
        if recommended and _words(said[1]) not in recommended and _words(f"at {said[1]}") not in whole:
            message = _("the introduction recommends something else than `indstilling`: at {clause}")
            hint = _("leave the recommendation to `indstilling`, or write the same words in both")
            clause = " ".join(said[1].split())
            yield Finding("two-recommendations", each.path, ("indledning",), message.format(clause=clause), hint)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def previous(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Previous rounds that do not exist, or that are the round itself."""
    for each in plan.rounds:
        name = each.data.get("forrige")
        if name is None or name in plan.broken_rounds:
            continue
        if name == each.name:
            message = _("`forrige` is the round itself")
        elif name not in plan.rounds_by_name:
            message = _("the plan has no round named {name}").format(name=name)
        else:
            continue
        others = [known for known in plan.rounds_by_name if known != each.name]
        hint = did_you_mean(name, others, _("name the file in `runder`, without .yaml"))
        yield Finding("unknown-round", each.path, ("forrige",), message, hint)


def attachment_dates(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Attached statuses whose titles speak of another day than the round and the one before it were made up on.

    What is decided or frozen was attached in its time, and cannot be attached again.
    """
    for each in plan.rounds:
        runde, made_up = each.data, opgjort(each)
        if state_of(runde) != "under_forberedelse" or runde.get("forrige") in plan.broken_rounds:
            continue
        before = previous_round(plan, each)
        days = [made_up, *([opgjort(before)] if before else [])]
        for place, bilag in enumerate(runde.get("bilag", ())):
            if not is_status(bilag["titel"]):
                continue
            times = named_times(bilag["titel"])
            if says_original(bilag["titel"]):
                message = _("the title says `original`, but the round is made up on {date}")
            elif times and not any(time.contains(_one_day(day)) for time in times for day in days):
                message = _("the title says {time}, but the round is made up on {date}")
            else:
                continue
            said = listed(time.tekst for time in times)
            hint = _("attach the status of {date}, or correct the title")
            yield Finding(
                "attachment-date", each.path, ("bilag", place, "titel"),
                message.format(time=said, date=made_up.isoformat()), hint.format(date=made_up.isoformat()),
            )  # fmt: skip


def _one_day(day: date) -> Tidspunkt:
    return Tidspunkt(day.isoformat(), day, day)

"""Rules about what is closed to the public: why, and whether what is open gives it away."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from udplan.domain.mentions import Mentions, texts_in
from udplan.domain.names import SETTINGS
from udplan.domain.plan import Data, Item, Part, Plan, Plans, ref_from_text
from udplan.ground.message import _
from udplan.ground.problem import Finding, KeyPath
from udplan.pure.view.last_look import as_written

_LISTED: Final = (("temaer", "temaer"), ("strategier", "strategier"), ("organer", "inddragelse"))


def closed_reasons(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Items closed without a reason; openness is the rule, and each exception is decided by itself."""
    for item in plan.items:
        if item.lukket and not item.data["lukket"].get("begrundelse"):
            message = _("{id} is closed to the public without a reason").format(id=item.id)
            hint = _("write `lukket: {begrundelse: …}`, or remove `lukket`")
            yield Finding("closed-without-reason", item.path, ("lukket",), message, hint)


def mentions_in(parts: Iterable[Part], mentions: Mentions) -> Iterator[Finding]:
    """What is open and names a closed item: a text, a label, a title, a reference, an attachment, a file's name."""
    places = [(part, keys, text) for part in parts for keys, text in _open_texts(part)]
    for plan in dict.fromkeys(part.plan for part, _keys, _text in places):
        here = [place for place in places if place[0].plan == plan]
        for number, mention in mentions.in_texts([text for _part, _keys, text in here], plan):
            part, keys, text = here[number]
            message = _("{ref} is closed to the public, but is named here: {words}")
            hint = _("what is open must not give it away; say it in the closed item instead")
            words = as_written(mention.words, text)
            ref = mention.ref.id if mention.ref.plan == plan else mention.ref
            yield Finding("closed-mentioned", part.path, keys, message.format(ref=ref, words=words), hint)


def open_parts(plan: Plan) -> list[Part]:
    """The parts of a plan that everybody may read."""
    settings = [plan.settings_part] if plan.settings_part is not None and plan.settings_data else []
    return [*settings, *(item for item in plan.items if not item.lukket), *plan.rounds]


def _open_texts(part: Part) -> Iterator[tuple[KeyPath, str]]:
    if part.name == SETTINGS:
        yield from texts_in(part.data)
        yield from (((*keys, code), code) for keys, code in _codes_listed(part.data))
    elif part.is_item:
        yield (), part.slug
        yield from texts_in(part.data)
    else:
        yield (), part.name
        yield from texts_in(_open_part(part.data))


def _codes_listed(settings: Data) -> Iterator[tuple[KeyPath, str]]:
    """The codes of plan.yaml's vocabularies, which are printed where an item has one that has no label."""
    for section in ("udvalg", "omraader", "temaer", "strategier", "organer"):
        yield from (((section,), code) for code in settings.get(section, ()))
    yield from ((("aftale", "punkter"), point) for point in settings.get("aftale", {}).get("punkter", ()))


def _open_part(runde: Data) -> dict[str, Any]:
    """A round without the attachments that are closed; a place for each, so that the others keep theirs."""
    bilag = [each if each.get("aaben", True) else None for each in runde.get("bilag", ())]
    return {**runde, "bilag": bilag}


def closed_only(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Themes, strategies, bodies and points of the agreement that closed items use and no open one does."""
    closed, shown = ([item for item in plan.items if item.lukket is lukket] for lukket in (True, False))
    settings = plan.settings_data
    if not closed or plan.broken:
        return
    for section, key in _LISTED:
        for code in _codes(closed, key) - _codes(shown, key):
            if code in settings.get(section, {}):
                yield _only(plan, (section, code), code)
    points = settings.get("aftale", {}).get("punkter", {})
    for point in _codes(closed, "aftalepunkt") - _codes(shown, "aftalepunkt"):
        if point in points:
            yield _only(plan, ("aftale", "punkter", point), point)


def _codes(items: Iterable[Item], key: str) -> set[str]:
    values = (each for item in items for each in item.data.get(key, ()))
    return {each["organ"] if isinstance(each, dict) else each for each in values}


def _only(plan: Plan, keys: KeyPath, code: str) -> Finding:
    message = _("only items that are closed to the public use {code}, which every reader of plan.yaml sees")
    hint = _("is what it is called open to all? If not, call it something else")
    return Finding("closed-only", plan.settings_path, keys, message.format(code=code), hint)


def closed_carried_on(plan: Plan, plans: Plans, as_of: date) -> Iterator[Finding]:
    """Open items that a closed one carries on: what became of them is then closed too."""
    for item in plan.items:
        before = item.data.get("viderefoert_fra", ()) if item.lukket else ()
        others = (plans.item(ref_from_text(text, plan.name)) for text in before)
        for other in (each for each in others if each is not None and not each.lukket):
            message = _("the item is closed to the public, but carries on {ref}, which is open").format(ref=other.ref)
            hint = _("say in the open one, in words that may be read, what became of it")
            yield Finding("closed-carried-on", item.path, ("viderefoert_fra",), message, hint)

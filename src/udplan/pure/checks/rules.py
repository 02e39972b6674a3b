"""Every problem code udplan can report: its severity unless plan.yaml says otherwise, and what it is about.

The text of each rule is in `docs/vejledning/beskeder.md`; a test keeps the two lists equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from udplan.ground.message import Message, _
from udplan.ground.problem import Severity

Group = Literal["reading", "form", "whole", "status", "rounds", "publication"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. A `fixed` one cannot be softened in plan.yaml: without it the file means nothing certain."""

    code: str
    group: Group
    severity: Severity
    title: Message
    fixed: bool = False


def _reading(code: str, title: Message) -> Rule:
    return Rule(code, "reading", "error", title, fixed=True)


RULES: Final = (
    _reading("unreadable-file", _("the file cannot be opened")),
    _reading("not-utf8", _("the file is not saved as UTF-8")),
    _reading("file-too-large", _("the file is larger than 1 MiB")),
    _reading("empty-file", _("the file says nothing")),
    _reading("yaml-syntax", _("the file is not valid YAML")),
    _reading("tab-indent", _("a line is indented with a tab")),
    _reading("duplicate-key", _("a key is given twice")),
    _reading("yaml-anchor", _("an anchor or an alias")),
    _reading("yaml-tag", _("a YAML tag")),
    _reading("second-document", _("a second document in the file")),
    _reading("too-deep", _("nested more than 50 levels")),
    _reading("needs-quotes", _("a number where a text belongs")),
    _reading("unknown-key", _("a key that is not in the format")),
    _reading("missing-field", _("a required key is missing")),
    _reading("empty-value", _("a key without a value")),
    _reading("wrong-type", _("a value of the wrong kind")),
    _reading("unknown-value", _("a value that is not one of those allowed")),
    _reading("bad-amount", _("an amount that is not a whole number")),
    _reading("bad-year", _("a year that is not a year")),
    _reading("bad-date", _("a date that is not a date")),
    _reading("bad-time", _("a time that cannot be understood")),
    _reading("bad-state", _("not exactly one state")),
    _reading("bad-pattern", _("id_moenster does not say what an id looks like")),
    _reading("no-plan-file", _("a plan folder without plan.yaml")),
    Rule("id-pattern", "form", "error", _("a file name that does not begin with an id"), fixed=True),
    Rule("wrong-folder", "form", "error", _("an id's letter and its folder disagree"), fixed=True),
    Rule("duplicate-id", "form", "error", _("two files with the same id"), fixed=True),
    Rule("same-slug", "form", "warning", _("two files with the same name after the id")),
    Rule("same-item", "form", "warning", _("two items with the same texts and amounts")),
    Rule("unread-file", "form", "warning", _("a file that udplan does not read")),
    Rule("unread-item", "form", "error", _("an item by its name, in a file that is not read"), fixed=True),
    Rule("item-vanished", "form", "error", _("an item of the last frozen round that is gone")),
    Rule("file-copy", "form", "error", _("a copy of an item's file"), fixed=True),
    Rule("cut-text", "form", "error", _("a text that a # cuts off")),
    Rule("curly-quotes", "form", "warning", _("curly quotes that are a part of the value")),
    Rule("unknown-rule", "form", "error", _("regler names a rule that does not exist"), fixed=True),
    Rule("unused-silence", "form", "warning", _("a comment that silences nothing")),
    Rule("years-outside", "form", "error", _("an amount for a year outside the plan")),
    Rule("years-missing", "form", "error", _("a year of the plan without an amount")),
    Rule("budget-years", "form", "error", _("the plan's years twice, out of order or with a gap")),
    Rule("sign-kategori", "form", "error", _("an amount's sign does not fit its kategori")),
    Rule("sign-realised", "form", "warning", _("an expected or realised sign that does not fit the kategori")),
    Rule("sign-income", "form", "error", _("income with the sign of expenditure")),
    Rule("parts-exceed", "form", "warning", _("parts that come to more than the amount")),
    Rule("realised-early", "form", "warning", _("an amount realised in a year that has not begun")),
    Rule("thousandfold-amount", "form", "warning", _("an amount hundreds of times the agreed one")),
    Rule("listed-twice", "form", "warning", _("the same twice in a list")),
    Rule("type-styringsomraade", "form", "error", _("the styringsområde does not fit the type")),
    Rule("field-not-for-type", "form", "error", _("a key that items of this type do not have")),
    Rule("money-on-h", "form", "error", _("money on a hensigtserklæring")),
    Rule("future-date", "form", "error", _("a date after the as-of date")),
    Rule("start-after-deadline", "form", "warning", _("work that begins after its deadline")),
    Rule("milestone-after-deadline", "form", "warning", _("a milestone after the deadline")),
    Rule("moves-out-of-order", "form", "warning", _("moved deadlines that are not in the order of their days")),
    Rule("ended-before-agreement", "form", "warning", _("an end before the agreement")),
    Rule("done-before-start", "form", "warning", _("an X before the start")),
    Rule("ended-long-before", "form", "warning", _("an end long before the last update")),
    Rule("mojibake", "form", "error", _("letters destroyed by a wrong encoding")),
    Rule("invisible-character", "form", "warning", _("a character that cannot be seen")),
    Rule("text-format", "form", "warning", _("a heading, image or HTML in a text")),
    Rule("point-not-carried", "whole", "error", _("a point of the agreement that no item carries")),
    Rule("points-left", "whole", "warning", _("points that a plan without rounds has no items for yet")),
    Rule("unknown-point", "whole", "error", _("a point that the agreement does not have")),
    Rule("control-total", "whole", "error", _("the sums differ from the control totals")),
    Rule("total-lacks-years", "whole", "warning", _("control totals that lack years")),
    Rule("responsible-spelling", "whole", "warning", _("one responsible in several spellings")),
    Rule("unknown-udvalg", "whole", "error", _("a committee that plan.yaml does not know")),
    Rule("unknown-omraade", "whole", "error", _("a director's area that plan.yaml does not know")),
    Rule("unknown-tema", "whole", "error", _("a theme that plan.yaml does not know")),
    Rule("unknown-strategi", "whole", "error", _("a strategy that plan.yaml does not know")),
    Rule("unknown-organ", "whole", "error", _("a body that plan.yaml does not know")),
    Rule("unknown-verdensmaal", "whole", "error", _("a goal that is not one of the 17")),
    Rule("udvalg-outside-dates", "whole", "error", _("a committee outside its dates")),
    Rule("dangling-reference", "whole", "error", _("a reference to an item that does not exist")),
    Rule("reference-loop", "whole", "error", _("items that depend on each other in a ring")),
    Rule("depends-on-dropped", "whole", "warning", _("waiting for what was dropped")),
    Rule("depends-on-carried-on", "whole", "warning", _("waiting for what goes on elsewhere")),
    Rule("carried-on-one-way", "whole", "warning", _("only one of two items says that the one carries on the other")),
    Rule("carried-on-open", "whole", "warning", _("an item that is carried on and still open")),
    Rule("afledt-drift-not-capital", "whole", "error", _("afledt_drift_af is not a capital project")),
    Rule("afledt-drift-silent", "whole", "warning", _("a capital project silent about afledt drift")),
    Rule("afledt-drift-denied", "whole", "warning", _("afledt drift that is both denied and there")),
    Rule("afledt-drift-not-moved", "whole", "warning", _("a project moved a year, and its afledt drift not")),
    Rule("missing-evidence", "status", "error", _("an X without a basis")),
    Rule("done-after-as-of", "status", "error", _("an X dated after the as-of date")),
    Rule("light-on-finished", "status", "warning", _("a light on an item that is not live")),
    Rule("status-contradicts", "status", "warning", _("an ended item whose status says that it goes on")),
    Rule("risk-missing", "status", "warning", _("yellow or red without risk and remedy")),
    Rule("stale", "status", "warning", _("not updated for too long")),
    Rule("overdue", "status", "warning", _("the deadline has passed")),
    Rule("start-passed", "status", "warning", _("the start has passed, and it is not started")),
    Rule("milestone-passed", "status", "warning", _("a milestone that was not reached in time")),
    Rule("green-overdue", "status", "warning", _("green though the deadline has passed")),
    Rule("moved-without-reason", "status", "warning", _("a moved deadline without a reason")),
    Rule("open-dependency", "status", "warning", _("finished before what it depends on")),
    Rule("saving-not-realised", "status", "warning", _("a finished saving not realised as agreed")),
    Rule("no-bevilling", "status", "warning", _("a project in progress without an anlægsbevilling")),
    Rule("bevilling-exceeds", "status", "error", _("anlægsbevillinger above the rådighedsbeløb")),
    Rule("case-text-missing", "rounds", "warning", _("a text that the case paper lacks")),
    Rule("text-contradicts", "rounds", "warning", _("a round's text that the numbers contradict")),
    Rule("two-recommendations", "rounds", "warning", _("two different recommendations")),
    Rule("unknown-round", "rounds", "error", _("a previous round that does not exist")),
    Rule("attachment-date", "rounds", "warning", _("an attached status of another day than the round")),
    Rule("frozen-altered", "rounds", "warning", _("a frozen round that was altered")),
    Rule("x-removed", "rounds", "warning", _("an X removed since the last round")),
    Rule("red-again", "rounds", "warning", _("red two rounds in a row")),
    Rule("status-unchanged", "rounds", "warning", _("updated, but with the last round's status text")),
    Rule("id-reused", "rounds", "warning", _("an id that another item had before")),
    Rule("placeholder-text", "rounds", "error", _("left-over placeholder text")),
    Rule("cpr-number", "publication", "error", _("a CPR number")),
    Rule("email-address", "publication", "error", _("an e-mail address")),
    Rule("phone-number", "publication", "error", _("a telephone number")),
    Rule("closed-without-reason", "publication", "error", _("closed without a reason")),
    Rule("closed-only", "publication", "warning", _("a theme, body or point that only closed items use")),
    Rule("closed-carried-on", "publication", "warning", _("an open item that a closed one carries on")),
    Rule("closed-mentioned", "publication", "error", _("an open text that names a closed item"), fixed=True),
)

BY_CODE: Final[Mapping[str, Rule]] = {rule.code: rule for rule in RULES}


def severity_of(code: str, regler: Mapping[str, str]) -> Severity | None:
    """The severity of a rule under plan.yaml's `regler`; None when it is switched off."""
    rule = BY_CODE[code]
    chosen = rule.severity if rule.fixed else regler.get(code, rule.severity)
    return None if chosen == "off" else "error" if chosen == "error" else "warning"

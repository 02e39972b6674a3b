"""The one exit of public papers and files: a last look at whether they name an item that is closed."""

from udplan.domain.plan import Plans
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.pure.view.last_look import names_in
from udplan.pure.view.public import closed_mentions


class NamesClosed(UdplanError):
    """What was to leave names a closed item, and has not left."""

    def __init__(self, words: str) -> None:
        message = _("the paper was not made: it would name an item that is closed to the public ({words})")
        super().__init__(
            message.format(words=words),
            _("udplan check shows where (closed-mentioned); --internal makes it for those who may see all"),
        )


def refuse_closed(text: str, plans: Plans, plan: str) -> None:
    """Raises NamesClosed where a paper of a plan names an item that is closed in these plans, which are whole."""
    mentions = closed_mentions(plans)
    if found := names_in(text, mentions, plan):
        words = ", ".join(dict.fromkeys(" ".join(each.words.split()) for each in found))
        raise NamesClosed(words)

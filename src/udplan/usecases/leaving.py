"""The one exit of public papers and files: a last look at whether they name an item that is closed."""

from udplan.adapters.read.sources import Tree
from udplan.domain.plan import Plans
from udplan.ground.errors import UdplanError
from udplan.ground.message import _
from udplan.ground.problem import Problem
from udplan.pure.view.closed import closed_mentions
from udplan.pure.view.last_look import as_written, names_in
from udplan.usecases.check import places_of_mentions


class NamesClosed(UdplanError):
    """What was to leave names a closed item, and has not left; `problems` are the places where it is named."""

    def __init__(self, words: str, places: tuple[Problem, ...]) -> None:
        message = _("nothing was made: it would name an item that is closed, or that may be ({words})")
        hint = _("what is open must not name it; --internal makes it for those who may see all")
        super().__init__(message.format(words=words), hint)
        self.problems = places


def refuse_closed(text: str, plans: Plans, tree: Tree, plan: str, asked: str = "") -> None:
    """Raises NamesClosed where a paper of a plan names an item that is closed in these whole plans of the tree.

    An item whose file cannot be understood may be closed, and may be named no more. `asked` as in `last_look`.
    """
    mentions = closed_mentions(plans, unread=True)
    if found := names_in(text, mentions, plan, asked):
        words = ", ".join(dict.fromkeys(as_written(each.words, text) for each in found))
        raise NamesClosed(words, places_of_mentions(plans, tree))

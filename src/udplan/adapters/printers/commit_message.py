"""News as the message of a commit, so that `git log` reads as a history of the plan."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Final

from udplan.domain.names import SETTINGS
from udplan.ground.language import Words
from udplan.ground.message import Text, _, plural
from udplan.pure.news.kinds import News
from udplan.pure.news.values import label_text

_LONGEST: Final = 100
_MOST_NAMED: Final = 5
_WITH_TITLE: Final = ("added", "removed")


def commit_message(news: Sequence[News], files: Sequence[str], newest: str, words: Words) -> str:
    """A line for one thing; else a line that sums up, and a line for each thing below it.

    Items of the `newest` plan are named by their ids alone. Where the `files` differ in nothing that has words, they
    are named.
    """
    # That a status was looked at again goes without saying where more is told.
    told = [each for each in news if not each.is_confirmation] or news
    lines = [f"{_titled(each, newest)}: {_said(each, words)}" for each in told]
    if not lines:
        return words(_("Layout only: {files}").format(files=_some([path.rpartition("/")[2] for path in files])))
    names = [*dict.fromkeys(_name(each, newest) for each in told)]
    if len(names) == 1:
        whole = f"{_titled(told[0], newest)}: {'; '.join(_said(each, words) for each in told)}"
        subject = shorten(whole, _LONGEST, placeholder=" …")
        return whole if subject == whole else "\n".join([subject, "", *lines])
    text = plural("{count} change: {names}", "{count} changes: {names}", len(lines))
    return "\n".join([words(text.format(count=len(lines), names=_some(names))), "", *lines])


def _name(news: News, newest: str) -> str:
    return str(news.ref) if news.ref.plan != newest or news.ref.id == SETTINGS else news.ref.id


def _titled(news: News, newest: str) -> str:
    """The name, with the title too of what was not there, or no longer is."""
    name = _name(news, newest)
    return f"{name} {news.titel}" if news.kind in _WITH_TITLE else name


def _said(news: News, words: Words) -> str:
    if news.pieces:  # which words, the difference tells
        return words(_("{key} rewritten").format(key=label_text(news.changes[0].keys)))
    return " ".join(words(news.tekst).split())


def _some(names: Sequence[str]) -> Text:
    shown = ", ".join(names[:_MOST_NAMED])
    if len(names) <= _MOST_NAMED:
        return shown
    count = len(names) - _MOST_NAMED
    return plural("{names} and {count} more", "{names} and {count} more", count).format(names=shown, count=count)

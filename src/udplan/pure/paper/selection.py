"""The filters of a report in ready Danish: a reader must see what the report leaves out."""

from collections.abc import Mapping, Sequence
from typing import Final

from udplan.domain.plan import Plan
from udplan.domain.vocabulary import LABELS, TYPER
from udplan.pure.view.query import Filters

_STATES: Final = {
    "open": "uafsluttede", "done": "afsluttede", "dropped": "udgåede", "carried_on": "videreførte"
}  # fmt: skip
_FLAGS: Final = {"overdue": "frist overskredet", "stale": "ikke opdateret", "focus": "direktionens fokus"}


def selection_text(filters: Filters, plans: Sequence[Plan]) -> str:
    """What resolved filters ask for, to be read after `kun`; a code's name is that of the first plan."""

    def names(attribute: str) -> dict[str, str]:
        return {code: name for each in reversed(plans) for code, name in each.labels(attribute).items()}

    types: Mapping[str, str] = {str(code): name for code, name in TYPER.items()}
    valued: tuple[tuple[str, Sequence[str], Mapping[str, str]], ...] = (
        ("type", filters.type, types),
        ("udvalg", filters.udvalg, names("udvalg")),
        ("område", filters.omraade, names("omraader")),
        ("ansvarlig", filters.ansvarlig, {}),
        ("tema", filters.tema, names("temaer")),
        ("strategi", filters.strategi, names("strategier")),
        ("tilstand", filters.fase, LABELS),
        ("trafiklys", filters.trafiklys, LABELS),
        ("søgning", filters.search, {}),
    )
    states = [word for name, word in _STATES.items() if getattr(filters, name)]
    parts = [" eller ".join(states)] if states else []
    parts += [word for name, word in _FLAGS.items() if getattr(filters, name)]
    if filters.changed_since:
        parts.append(f"ændret siden {filters.changed_since}")
    parts += [
        f"{word}: {' eller '.join(known.get(value, value) for value in values)}"
        for word, values, known in valued
        if values
    ]
    return "; ".join(parts)

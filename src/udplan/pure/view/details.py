"""One item as labelled lines: all that its file says, in the contract's order, with codes spelled out."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from udplan.domain.emne import Emne
from udplan.domain.plan import Item, Plan
from udplan.domain.tidspunkt import Tidspunkt
from udplan.domain.vocabulary import IKKE_FASTSAT, KATEGORIER, LABELS, STYRINGSOMRAADER, TYPER, VARIGHEDER
from udplan.ground.danish import date_text, number_text
from udplan.ground.message import Text, _

_LABELLED: dict[str, dict[str, str]] = {
    "fase": LABELS,
    "trafiklys": LABELS,
    "varighed": {str(code): label for code, label in VARIGHEDER.items()},
    "kategori": {str(code): label for code, label in KATEGORIER.items()},
    "styringsomraade": {str(code): label for code, label in STYRINGSOMRAADER.items()},
}

# The parts of a group that need no label to be understood.
_UNLABELLED = frozenset(
    ("dato", "tekst", "hvad", "grundlag", "beslutning", "begrundelse", "udvalg", "organ", "hvornaar")
)


def details(item: Item, plan: Plan) -> list[tuple[Text, str]]:
    """Labels and texts; a list has one line for each element."""
    lines: list[tuple[Text, str]] = [(_("Id"), str(item.ref)), (_("Type"), TYPER[item.type]), (_("File"), item.path)]
    for key, value in item.emne:
        if key in item.emne.model_fields_set and value is not None:
            label = Emne.model_fields[key].title or key
            lines.append((label, _text(key, value, plan)))
    return lines


def _text(key: str, value: Any, plan: Plan) -> str:
    settings = plan.settings
    if isinstance(value, dict):
        amounts = "   ".join(f"{year}: {_amount(amount)}" for year, amount in sorted(value.items()))
        return f"{amounts}   ({settings.enhed})" if settings else amounts
    if key in _LABELLED:
        return _LABELLED[key].get(value, str(value))
    if isinstance(value, tuple):
        texts = [_text(key, inner, plan) for inner in value]
        of_groups = len(value) > 1 and isinstance(value[0], BaseModel)
        return "\n".join(f"- {text}" for text in texts) if of_groups else ", ".join(texts)
    if isinstance(value, BaseModel):
        return "; ".join(
            _part(name, type(value).model_fields[name].title or name, inner, plan)
            for name, inner in value
            if inner is not None
        )
    if settings and key in ("udvalg", "omraade", "temaer", "strategier", "organ"):
        return _named(key, value, plan)
    return _scalar(value)


def _part(name: str, label: str, value: Any, plan: Plan) -> str:
    text = _text(name, value, plan)
    return text if name in _UNLABELLED else f"{label.lower()}: {text}"


def _named(key: str, code: str, plan: Plan) -> str:
    assert plan.settings is not None
    if key == "udvalg":
        known = plan.settings.udvalg.get(code)
        return f"{known.navn} ({code})" if known else code
    names = {
        "omraade": plan.settings.omraader,
        "temaer": plan.settings.temaer,
        "strategier": plan.settings.strategier,
        "organ": plan.settings.organer,
    }[key]
    return f"{names[code]} ({code})" if code in names else code


def _amount(value: int | str) -> str:
    return "ikke fastsat" if value == IKKE_FASTSAT else number_text(int(value))


def _scalar(value: Any) -> str:
    if value == IKKE_FASTSAT:
        return "ikke fastsat"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        return number_text(value)
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Tidspunkt):
        return value.tekst
    return str(value)

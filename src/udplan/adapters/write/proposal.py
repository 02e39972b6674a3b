"""The file of a mapping, with a line on what each part is for. It is the user's, and so it is in Danish."""

from collections.abc import Mapping
from typing import Any, Final

from udplan.adapters.write.writer import entry_lines

_HEAD: Final = """\
# Sådan forstår udplan tabellen i {file}. Ret det, der er forkert, og kør kommandoen igen.
# Ordet uafklaret står, hvor kun I kan vide det.
"""
_MEANINGS: Final = {
    "kolonner": "Overskrift: felt. tekst betyder, at cellen kommer i beskrivelsen; udelad, at den ikke kommer med.",
    "ord": "Ord i tabellen: den kode, de betyder.",
    "afsnit": "Titler over rækker, og ark: hvad de siger om emnerne, for eksempel {type: anlaegsprojekter}.",
    "beloeb": "Sådan er beløbene skrevet. fortegn: omvendt bytter plus og minus; afrund: ja runder til hele beløb.",
    "numre": "fra_filen bruger tabellens numre, når de passer i planen; nye giver alle emner et nyt nummer.",
    "dag": "Den dag, tabellens status gælder. Også datoen for et X, der ikke selv har en.",
    "hvis_tom": "Hvad der skrives i de emner, hvor tabellen intet siger.",
}


def proposal_text(data: Mapping[str, Any], file: str) -> str:
    """The text of a mapping's file."""
    lines = [_HEAD.format(file=file).rstrip()]
    for key, value in data.items():
        lines += ["", f"# {_MEANINGS[key]}"]
        if not isinstance(value, Mapping):
            lines += entry_lines(key, value)
            continue
        lines.append(f"{key}:")
        for name, inner in value.items():
            lines += [f"  {line}" for line in entry_lines(str(name), inner, block=key == "ord")]
    return "\n".join(lines) + "\n"

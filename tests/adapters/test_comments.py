"""Comments of plan files: what tells one from the rest of a text that a # cut, and what one silences where."""

import pytest

from udplan.adapters.read.comments import remarks, silences_in
from udplan.adapters.read.reader import read


def cut(text: str) -> list[str]:
    """What is said to be lost in a file."""
    found = [str(each.message) for each in remarks(read(text.encode())) if each.code == "cut-text"]
    return [message.partition("this is lost: ")[2] for message in found]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("titel: Etape # 2\n", "# 2"),
        ("titel: Etape #2\r\nudvalg: BUU\r\n", "#2"),
        ("titel: Etape\t# 2", "# 2"),
        ("status: Vi er\n  ved nr. # 3\nfase: i_gang\n", "# 3"),
        ("medansvarlige:\n  - Enheden # 4\n", "# 4"),
        ("risici:\n  - tekst: Pris # og tid\n", "# og tid"),
        ('aftale: {dokument: Aftalen,\n  punkter: {"1.1": Huset # 1\n  }}\n', "# 1"),
        ("udvalg: {BUU: {navn: Børn}, OEU: Økonomi # og plan\n}\n", "# og plan"),
    ],
)
def test_a_text_that_a_sign_cuts(text: str, lost: str) -> None:
    assert cut(text) == [lost]


@pytest.mark.parametrize(
    "text",
    [
        "titel: Etape 2  # var 1\n",
        "titel: Etape 2     # skriv Etape 3\n",
        "titel: Etape 2 \t# var 1\n",
        'titel: "Etape # 2"\n',
        "titel: 'Etape # 2' # to\n",
        "titel: C# og F#\n",
        "titel: Etape#2\n",
        "status: |\n  Vi er ved # 3\n  # 4\n",
        "status: | # om huset\n  Vi er i gang.\n",
        "udvalg: BUU # børn\n",
        "opdateret: 2025-05-20 # en tirsdag\n",
        "frist: ultimo 2026 # måske\n",
        "beloeb: {2025: 500} # i alt\n",
        "afhaenger_af: [D101] # og flere\n",
        "sag: 24/5521 # den gamle\n",
        "temaer:\n  - kloge-m2 # ét\n",
        "titel: Etape 2 # udplan: ok same-item\n",
        "# titel: Etape # 2\ntitel: Etape 2\n# slut # nu\n",
    ],
)
def test_what_is_an_ordinary_comment(text: str) -> None:
    assert cut(text) == []


def test_the_hint_is_the_whole_text_in_quotes() -> None:
    (found,) = remarks(read(b'titel: Den "nye" etape # 2\n'))
    assert "\"Den 'nye' etape # 2\"" in str(found.hint)


def curly(text: str) -> list[str]:
    found = [str(each.message) for each in remarks(read(text.encode())) if each.code == "curly-quotes"]
    return [message.partition(": ")[2] for message in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sag: ”25/1”\n", ["”25/1”"]),
        ("titel: “Ny plan”\n", ["“Ny plan”"]),
        ("titel: ‘Ny plan’\n", ["‘Ny plan’"]),
        ("medansvarlige: [„Enheden“, Chefen]\n", ["„Enheden“"]),
        ("punkter: {“4.1”: Huset}\n", ["“4.1”"]),
        ('titel: "”Vild med vilje”"\n', []),
        ("titel: Planen ”Vild”\n", []),
        ("titel: ”Vild” og ”grøn”\n", []),
        ("status: |\n  ”Ord for ord.”\n", []),
    ],
)
def test_curly_quotes_around_a_whole_value(text: str, values: list[str]) -> None:
    assert curly(text) == values


def silenced(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(each.code, each.lines) for each in silences_in(read(text.encode()))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("titel: A   # udplan: ok mojibake\n", [("mojibake", (1,))]),
        ("titel: A   #udplan:ok mojibake fordi\n", [("mojibake", (1,))]),
        ("titel: A\nsag: B # udplan: ok a-b, c-d (begge)\n", [("a-b", (2,)), ("c-d", (2,))]),
        ("titel: A\nstatus: en\n  to # udplan: ok a-b\n", [("a-b", (2, 3))]),
        ("titel: A\nrisici: # udplan: ok a-b\n  - tekst: B\n", [("a-b", (2, 3))]),
        ("titel: A\nstatus: | # udplan: ok a-b\n  tekst # udplan: ok c-d\n", [("a-b", (2,))]),
        ("# om filen\n# udplan: ok a-b\ntitel: A\n", [("a-b", (1, 2))]),
        ("titel: A\n# udplan: ok a-b\nsag: B\n", [("a-b", (2,))]),
        ('titel: "A # udplan: ok a-b"\n', []),
        ("titel: A # udplan: nej\n", [("", (1,))]),
        ("titel: A # udplan: ok\n", [("", (1,))]),
        ("titel: A # om udplan\n", []),
    ],
)
def test_what_a_comment_silences(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert silenced(text) == found

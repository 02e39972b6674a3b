"""What the text rules find, and the ordinary Danish that they must leave alone."""

import pytest

from udplan.pure.checks import patterns


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("010190-1234", "010190-1234"),
        ("Borger 0101901234 har søgt", "0101901234"),
        ("cpr 311299 4321.", "311299 4321"),
        ("født 29. februar: 290200-1111", "290200-1111"),
        ("(010190\u00a01234)", "010190\u00a01234"),
        ("I sagen om 010190-1234", "010190-1234"),
        ("Borgersag 010190-1234", "010190-1234"),
        ("Cprnr. 010190-1234", "010190-1234"),
    ],
)
def test_cpr_numbers_are_found(text: str, found: str) -> None:
    assert patterns.may_hold_numbers(text)
    assert patterns.cpr_number(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("320190-1234", "011390-1234", "300290-1234", "290290-123", "1010190-1234", "010190-12345"),
        *("sag 24/010190-1234-5", "99.010190-1234", "A0101901234", "EAN 5798001234567", "CVR 29189986"),
        *("Sagsnr. 010125-1234", "sag 010125-1234", "Journalnr.: 010125-1234", "dok.nr. 010125-1234"),
        *("01.01.90 kl. 12:34", "2025-2028", "1.234.567.890 kr.", "010190 12.345", "24/61730-31"),
    ],
)
def test_other_numbers_are_not_cpr_numbers(text: str) -> None:
    assert patterns.cpr_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring på 89 12 34 56.", "89 12 34 56"),
        ("tlf. 89123456", "tlf. 89123456"),
        ("Tlf.: 8912 3456", "Tlf.: 8912 3456"),
        ("se 89 12 34 56", "89 12 34 56"),
        ("Ring på nr. 89 12 34 56", "89 12 34 56"),
        ("telefon nr. 89-12-34-56", "telefon nr. 89-12-34-56"),
        ("telefonnummer 89123456", "telefonnummer 89123456"),
        ("på mobil 20 30 40 50", "mobil 20 30 40 50"),
        ("+45 8912 3456", "+45 8912 3456"),
        ("+4589123456", "+4589123456"),
        ("0045 89123456", "0045 89123456"),
    ],
)
def test_phone_numbers_are_found(text: str, found: str) -> None:
    assert patterns.may_hold_numbers(text)
    assert patterns.phone_number(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("12.345.678 kr.", "12 345 678 kr.", "12345678", "sag 25/12345678", "2025 2026 2027 2028"),
        *(
            "20 25 30 35 40 pladser",
            "ruterne 21 22 23",
            "i 2025, 2026, 2027 og 2028",
            "89 12 34 56,5",
            "-89 12 34 56",
        ),
        *("CVR-nr. 29 18 99 86", "CVR: 29 18 99 86", "P-nr. 29 18 99 86", "kontonr. 29 18 99 86", "SE-nr. 29 18 99 86"),
        *("telefontid kl. 9-12", "Mobilitetsplan 2025-2030", "10 12 14 16", "1 89 12 34 56"),
    ],
)
def test_other_numbers_are_not_phone_numbers(text: str) -> None:
    assert patterns.phone_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("skriv til lise.holm@skovby.dk.", "lise.holm@skovby.dk"),
        ("<post+sag@xn--skvby-uua.example>", "post+sag@xn--skvby-uua.example"),
        ("kontakt@børnehus.dk", "kontakt@børnehus.dk"),
        ("3 stk. @ 500 kr.", None),
        ("@skovby", None),
        ("a@b", None),
    ],
)
def test_email_addresses(text: str, found: str | None) -> None:
    assert patterns.email_address(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TODO: spørg", "TODO"),
        ("TODO - spørg", "TODO"),
        ("se xx-xx-xxxx", "xx-xx-xxxx"),
        ("den dd-mm-åååå", "dd-mm-åååå"),
        ("[Indsæt dato] og", "[Indsæt dato]"),
        ("<indsæt navn>", "<indsæt navn>"),
        ("{udfyldes af økonomi}", "{udfyldes af økonomi}"),
        ("Skriv her", "Skriv her"),
        ("Indsæt tekst her", "Indsæt tekst her"),
        ("Lorem ipsum", "Lorem ipsum"),
        ("[navn]", "[navn]"),
        ("XXX mio. kr.", "XXX"),
        ("beløbet er ???", "???"),
    ],
)
def test_placeholders_are_found(text: str, found: str) -> None:
    assert patterns.placeholder(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Skemaet udfyldes af skolerne.",
            "Der indsættes nye vinduer.",
            "Hvem gør hvad? Hvornår?",
            "Er det rigtigt??",
        ),
        *(
            "[Skriv til os](https://skovby.example)",
            "Der skrives kontrakt her i foråret.",
            "Metoden todo-lister",
            "Punktet står på TODO-listen.",
            "2 < 3",
        ),
        *(
            "Kommunen beskriver her opgaven",
            "a[1]",
            "[x] udført",
            "Mangler to lærere",
            "Louis XXIV",
            "Som i 2024 …",
        ),
        *(
            "Der indsæt­tes",
            "udfyldes",
            "Matrikel 12xx-3",
            "se bilag 1-3 …",
            "afd. dd.",
            "Et beløb (se bilag)",
        ),
    ],
)
def test_ordinary_danish_is_no_placeholder(text: str) -> None:
    assert patterns.placeholder(text) is None


@pytest.mark.parametrize("text", ["…", "...", "-", "–", "?", "Udfyldes", "udfyldes.", "x", "Tekst følger", "mangler …"])
def test_texts_that_say_nothing(text: str) -> None:
    assert patterns.says_nothing(text)


@pytest.mark.parametrize(
    "text", ["Ja", "4", "0", "ØU", "A", "Ingen", "Nej", "Udfyldes af skolerne i maj", "Mangler lærere"]
)
def test_short_texts_that_say_something(text: str) -> None:
    assert patterns.says_nothing(text) is None


@pytest.mark.parametrize(
    ("meant", "encoding"), [(letter, code) for letter in "æøåÆØÅéüö–’“”§²½" for code in ("cp1252", "latin-1")]
)
def test_utf8_read_as_something_else_is_mojibake(meant: str, encoding: str) -> None:
    broken = meant.encode("utf-8").decode(encoding, "replace")
    assert patterns.mojibake(f"ord{broken}ord") is not None


def test_mojibake_tells_what_was_meant() -> None:
    assert patterns.mojibake("bÃ¸rn") == ("Ã¸", "ø")
    assert patterns.mojibake("Ã…rhus") == ("Ã…", "Å")
    assert patterns.mojibake("b├©rn") is not None


@pytest.mark.parametrize(
    "text",
    [
        "æøåÆØÅ",
        "château",
        "São",
        "Åéøù",
        "Å»",
        "ÅÆ “citat” – 5 €",
        "naïve",
        "Âme",
        "Å…",
        "├── mappe",
        "Ærø’s",
        "På Å–siden",
    ],
)
def test_real_letters_are_no_mojibake(text: str) -> None:
    assert patterns.mojibake(text) is None


@pytest.mark.parametrize(
    "char", ["\u00ad", "\u200b", "\u200e", "\u202e", "\u2060", "\u2066", "\ufeff", "\x07", "\x85", "\u2028"]
)
def test_invisible_characters_are_found(char: str) -> None:
    assert patterns.invisible(f"øre{char}n\n") == char


@pytest.mark.parametrize("text", ["en\u00a0linje\n\to", "→ ✔ 🐟 m² ½ §", "\u2009tynd", "fisk’n"])
def test_visible_characters_and_spaces_are_left_alone(text: str) -> None:
    assert patterns.invisible(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Overskrift\n\ntekst", "# Overskrift"),
        ("tekst\n\n## To", "## To"),
        ("Overskrift\n====", "Overskrift\n===="),
        ("![kort](kort.png)", "![kort]("),
        ("en<br/>to", "<br/>"),
        ("<!-- note -->", "<!--"),
        ("<a href='x'>x</a>", "<a href='x'>"),
        ("< 5 mio. kr.", None),
        ("nr. #3 og\n#3 igen", None),
        ("2 < a > 1", None),
        ("<https://skovby.example>", None),
        ("brug `<br>` her", None),
        ("- et\n- to\n---", None),
        ("tekst\n\n---\n\nmere", None),
        ("Hvad! [link](x)", None),
    ],
)
def test_markup(text: str, found: str | None) -> None:
    assert patterns.markup(text) == found

"""The shapes that plans have in Danish municipalities, each as it is proposed and read without a word from anybody."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from support.tables import known, mapping_of, not_understood, read, sheet, tables
from udplan.pure.importing.cells import Value
from udplan.pure.importing.mapping import UNDECIDED, Money
from udplan.pure.importing.reading import Reading


def titles(reading: Reading) -> list[str]:
    return [draft.titel for draft in reading.drafts]


def of(reading: Reading, key: str) -> list[object]:
    return [draft.data.get(key) for draft in reading.drafts]


def test_description_light_status_plan_treatment_strategy() -> None:
    """As Fredensborg has it: no title, so what is described is the title."""
    file = tables("""
Beskrivelse              | Trafiklys | Status        | Plan              | Behandling      | Strategi
Flere pædagoger          | Grøn      | Går som plan. | Opslag i foråret. | BUU august 2025 | Natur
Ny hal. Den får to baner | Gul       | Udbud gik om. | Udbud i 2025.     | senere          | Alt muligt
""")
    mapping = mapping_of(file)
    assert list(mapping.columns.values()) == ["titel", "trafiklys", "status", "proces", "behandling", "strategier"]
    reading = read(file)
    assert titles(reading) == ["Flere pædagoger", "Ny hal. Den får to baner"]
    assert of(reading, "trafiklys") == ["groen", "gul"]
    assert of(reading, "fase") == ["i_gang", "i_gang"]
    assert of(reading, "proces") == ["Opslag i foråret.\n", "Udbud i 2025.\n"]
    assert of(reading, "behandling") == [[{"udvalg": "BUU", "hvornaar": "august 2025"}], None]
    assert of(reading, "strategier") == [["natur"], None]
    assert reading.drafts[1].data["beskrivelse"] == "Behandling: senere\n\nStrategi: Alt muligt\n"
    assert not_understood(reading) == {"E3": "senere", "F3": "Alt muligt"}
    assert mapping.words["strategier"] == {"Natur": "natur", "Alt muligt": UNDECIDED}


def test_notes_with_a_month_in_which_they_were_finished() -> None:
    """As Kolding has it: three columns, and a month for the X."""
    file = tables("""
Note                    | Ansvarlig       | Afsluttet måned
Note 1. Bedre busser    | Teknikchefen    | maj 2025
Note 2. Flere lærere    | Skolechefen/HR  |
Note 3. Ny bro          | Vejchefen       | snart
""")
    reading = read(file)
    assert titles(reading) == ["Note 1. Bedre busser", "Note 2. Flere lærere", "Note 3. Ny bro"]
    assert of(reading, "afsluttet")[0] == {"dato": "2025-05-31", "grundlag": "Markeret som afsluttet i tabellen"}
    assert of(reading, "ansvarlig") == ["Teknikchefen", "Skolechefen", "Vejchefen"]
    assert not_understood(reading) == {"C4": "snart"}
    assert "Afsluttet måned: snart" in reading.drafts[2].data["beskrivelse"]
    assert [draft.lacking for draft in reading.drafts] == [["type", "udvalg"]] * 3
    assert mapping_of(file).if_empty["type"] == UNDECIDED


def test_numbers_items_process_status_and_an_x() -> None:
    """As Norddjurs has it: one table a section, its title above the headings, numbers of the municipality's own."""
    file = tables("""
Driftsændringer |       |            |               |
Nr.             | Emne  | Proces     | Status        | X
S106            | Busser| I 2025.    | Kørt.         | X
S107            | Lærere| Opslag.    |               |
                |       |            |               |
Anlægsprojekter |       |            |               |
Nr.             | Emne  | Proces     | Status        | X
A301            | Hal   | Udbud.     | I gang        |
A501            | Sti   | Anlæg.     | Færdig.       | x
""")
    reading = read(file)
    assert [(draft.id, draft.type) for draft in reading.drafts] == [
        ("", "driftsaendringer"), ("", "driftsaendringer"), ("A301", "anlaegsprojekter"), ("A501", "anlaegsprojekter"),
    ]  # fmt: skip
    assert "Nr.: S106" in reading.drafts[0].data["beskrivelse"]
    assert [draft.data.get("fase", "X") for draft in reading.drafts] == ["X", "ikke_startet", "i_gang", "X"]
    assert not_understood(reading) == {}


def test_headings_in_two_rows_with_the_years_below_what_they_are_of() -> None:
    file = tables("""
Nr. | Emne | Udvalg | Beløb i 1.000 kr. | <    | <    | <    | Forventet | <    | Status
^   | ^    | ^      | 2025              | 2026 | 2027 | 2028 | 2025      | 2026 | ^
A301| Hal  | TMU    | 100               | 200  | -    | 0    | 90        | 210  | Udbud.
""")
    mapping = mapping_of(file)
    assert mapping.columns["Beløb i 1.000 kr. 2026"] == "beloeb.2026"
    assert mapping.columns["Forventet 2025"] == "forventet.2025"
    (draft,) = read(file).drafts
    assert draft.data["beloeb"] == {"2025": 100, "2026": 200, "2027": 0, "2028": 0}
    assert draft.data["forventet"] == {"2025": 90, "2026": 210}


def test_a_group_of_years_whose_heading_is_not_merged() -> None:
    file = tables("""
     |      | Budget |      | Forventet |
Nr.  | Emne | 2025   | 2026 | 2025      | 2026
D101 | Bus  | 1      | 2    | 3         | 4
""")
    (draft,) = read(file).drafts
    assert draft.data["beloeb"] == {"2025": 1, "2026": 2, "2027": 0, "2028": 0}
    assert draft.data["forventet"] == {"2025": 3, "2026": 4}


def test_titles_subtotals_and_totals() -> None:
    file = tables("""
Emne             | 2025  | 2026  | I alt
Driftsændringer  | <     | <     | <
Busser           | 1.200 | 800   | 2.000
Lærere           | 300   | 200   | 500
Delsum           | 1.500 | 1.000 | 2.500
Råderumsforslag  |       |       |
Rengøring        | -400  | (600) | -1.000
I alt råderum    | -400  | -500  | -900
I alt            | 1.100 | 400   | 1.500
""")
    reading = read(file)
    assert [draft.type for draft in reading.drafts] == ["driftsaendringer"] * 2 + ["raaderumsforslag"]
    wrong = {proof.cell.place: (int(proof.said), int(proof.counted)) for proof in reading.proofs if not proof.holds}
    assert wrong == {"C8": (-500, -600), "D8": (-900, -1000)}
    assert {proof.cell.place for proof in reading.proofs if proof.holds} == {
        "B5", "C5", "D5", "B8", "B9", "C9", "D9", "D3", "D4", "D7",
    }  # fmt: skip
    assert not_understood(reading) == {}


def test_a_sheet_for_each_type_in_millions() -> None:
    drift = sheet("Projekt | Udvalg | 2025 (mio. kr.)\nBusser | ØU | 1,5\nLærere | BUU | 0,25", "Drift")
    capital = sheet("Projekt | Udvalg | 2025 (mio. kr.)\nHal | Teknik | 12", "Anlæg 2025-2028")
    reading = read(tables(drift, capital))
    assert [(draft.type, draft.data["udvalg"], draft.data["beloeb"]["2025"]) for draft in reading.drafts] == [
        ("driftsaendringer", "OEU", 1500), ("driftsaendringer", "BUU", 250), ("anlaegsprojekter", "TMU", 12000),
    ]  # fmt: skip


def test_items_over_several_rows_and_a_committee_merged_over_several_items() -> None:
    file = tables("""
Udvalg | Emne  | Proces            | Status
BUU    | Busser| Første skridt.    | God.
^      |       | Andet skridt.     |
^      | Lærere| Opslag.           | Også god.
TMU    | Hal   | Udbud.            |
""")
    reading = read(file)
    assert titles(reading) == ["Busser", "Lærere", "Hal"]
    assert of(reading, "udvalg") == ["BUU", "BUU", "TMU"]
    assert of(reading, "proces")[0] == "Første skridt.\n\nAndet skridt.\n"


def test_more_after_a_row_that_is_no_part_of_an_item() -> None:
    drawing = "Emne | Udvalg | Proces\nBusser | BUU | Først.\nEn note | < |\n | | Så.\nTog | BUU | Nu."
    mapping = replace(mapping_of(tables(drawing)), sections={})
    reading = read(tables(drawing), mapping)
    assert of(reading, "proces") == ["Først.\n", "Nu.\n"]
    assert not_understood(reading) == {"A3": "En note", "C4": "Så."}


def test_a_title_merged_over_the_rows_of_its_item() -> None:
    file = tables("Emne | Proces\nBusser | Først.\n^ | Så.\nLærere | Nu.")
    assert of(read(file), "proces") == ["Først.\n\nSå.\n", "Nu.\n"]


def test_titles_of_committees_below_those_of_types() -> None:
    file = tables("""
Emne                      | Ansvarlig
1. Driftsændringer        |
Børne- og Ungdomsudvalget |
Busser                    | A
Økonomiudvalget           |
Lærere                    | B
2. Anlægsprojekter        |
Hal                       | C
Ukendt afsnit             |
Sti                       | D
""")
    reading = read(file)
    assert [draft.type for draft in reading.drafts] == ["driftsaendringer"] * 2 + ["anlaegsprojekter"] * 2
    assert of(reading, "udvalg") == ["BUU", "OEU", None, None]
    assert not_understood(reading) == {"A9": "Ukendt afsnit"}
    assert mapping_of(file).sections["Ukendt afsnit"] == {}


def test_a_column_of_types_and_words_for_states() -> None:
    file = tables("""
Type    | Titel  | Status           | Lukket
Anlæg   | Hal    | Igangværende     | nej
Drift   | Busser | Ikke igangsat    |
H       | Møde   | Afsluttet        |
Hensigt | Andet  | Udgået           |
D       | Salg   | Afventer         | Ejendomshandel
""")
    reading = read(file)
    assert mapping_of(file).columns["Status"] == "fase"
    assert [draft.type[0] for draft in reading.drafts] == ["a", "d", "h", "h", "d"]
    states = [next(key for key in ("fase", "afsluttet", "udgaaet") if key in draft.data) for draft in reading.drafts]
    assert states == ["fase", "fase", "afsluttet", "udgaaet", "fase"]
    assert of(reading, "fase") == ["i_gang", "ikke_startet", None, None, "afventer"]
    assert of(reading, "lukket") == [None, None, None, None, {"begrundelse": "Ejendomshandel"}]
    assert "beslutning" in reading.drafts[3].lacking


def test_headings_in_a_municipalitys_own_words() -> None:
    file = tables("""
Status på planen pr. ultimo maj 2025
Projektnavn | Ansvarlig forvaltning | Kort om projektet | Hvor langt er vi? | Hvornår      | Budget (mio. kr.)
Byggeri     |
Ny skole    | Ejendomme             | 600 elever        | Udbud er sendt.   | 3. kvt. 2026 | 12,5
Cykelsti    | Vej & Park            |                   | Færdig            | sommeren 2025| 0,75
Total       |                       |                   |                   |              | 13,25
* Beløbene er netto
""")
    reading = read(file)
    assert [*mapping_of(file).columns.values()] == ["titel", "ansvarlig", "beskrivelse", "status", "frist", "tekst"]
    assert titles(reading) == ["Ny skole", "Cykelsti"]
    assert of(reading, "frist") == ["3. kvt. 2026", "sommeren 2025"]
    assert list(not_understood(reading)) == ["A1", "A3", "F6", "A7"]


def test_headings_that_nobody_knows() -> None:
    file = tables("""
Hvilken ting?  | Noget andet
Busser         | Vi kører.
Lærere         | Vi lærer.
""")
    reading = read(file)
    assert mapping_of(file).columns == {"Hvilken ting?": "titel", "Noget andet": "tekst"}
    assert titles(reading) == ["Busser", "Lærere"]
    assert of(reading, "beskrivelse") == ["Noget andet: Vi kører.\n", "Noget andet: Vi lærer.\n"]


def test_whole_kroner_that_must_be_rounded() -> None:
    file = tables(
        "Emne | Udvalg | 2025 (kr.) | 2026 (kr.)\nBusser | OEU | 1.234.567 | 2.000.000\nI alt | | 1.234.567 | 2.000.001"
    )
    reading = read(file)
    assert not_understood(reading) == {"C2": "1.234.567"}
    mapping = mapping_of(file)
    assert mapping.money == Money("kr.", ",")
    mapping = replace(mapping, money=replace(mapping.money, afrund=True), if_empty={"type": "driftsaendringer"})
    reading = read(file, mapping)
    assert reading.drafts[0].data["beloeb"] == {"2025": 1235, "2026": 2000, "2027": 0, "2028": 0}
    assert [proof.said - proof.counted for proof in reading.proofs] == [0, 1]


def test_units_that_are_said_of_a_column_a_sheet_or_a_cell() -> None:
    first = sheet(
        "Beløb i 1.000 kr.\nEmne | 2025 | 2026 (mio. kr.)\nBusser | 500 | 1,5\nI alt | 500 | 1.500.000 kr.", "Drift"
    )
    second = sheet("Alle tal er i hele kr.\nEmne | 2025 | 2026\nHal på 5 mio. kr. | 2.000 | 3 mio. kr.", "Anlæg")
    reading = read(tables(first, second))
    amounts = [tuple(draft.data["beloeb"].values())[:2] for draft in reading.drafts]
    assert amounts == [(500, 1500), (2, 3000)]
    assert [proof.holds for proof in reading.proofs] == [True, True]
    assert not_understood(reading) == {}


def test_the_other_sign_and_the_english_mark() -> None:
    file = tables("Emne | 2025 | 2026\nBusser | 1,200.50 | 100.25 mio. kr.")
    mapping = mapping_of(file, known(enhed="kr."))
    assert mapping.money == Money("kr.", ".")
    money = replace(mapping.money, fortegn="omvendt", afrund=True)
    mapping = replace(mapping, money=money, if_empty={"type": "raaderumsforslag"})
    (draft,) = read(file, mapping, known(enhed="kr.")).drafts
    assert draft.data["beloeb"] == {"2025": -1201, "2026": -100250000, "2027": 0, "2028": 0}


@pytest.mark.parametrize(
    ("text", "frist"),
    [
        ("ultimo maj 2025", "ultimo maj 2025"),
        ("31-05-2025", "2025-05-31"),
        ("Medio 2026", "Medio 2026"),
        ("Q3-2025", "Q3 2025"),
        ("løbende", "løbende"),
        ("ultimo foråret", None),
        ("2025", "2025"),
    ],
)
def test_times_in_words(text: str, frist: str | None) -> None:
    reading = read(tables(f"Emne | Frist\nBusser | {text}"))
    assert reading.drafts[0].data.get("frist") == frist
    assert bool(not_understood(reading)) == (frist is None)


def test_times_and_amounts_that_are_cells_of_their_own_kind() -> None:
    values: dict[str, Value] = {
        "B2": date(2025, 5, 31),
        "C2": Decimal("1200"),
        "C1": Decimal(2025),
        "D2": Decimal("0.5"),
    }
    reading = read(tables(sheet("Emne | Frist | 2025 | 2026\nBusser | x | x | x", values=values)))
    assert reading.drafts[0].data["frist"] == "2025-05-31"
    assert reading.drafts[0].amounts == {"beloeb.2025": 1200, "beloeb.2026": Decimal("0.5")}
    assert not_understood(reading) == {"D2": "0,5"}


def test_years_that_the_plan_does_not_have_are_kept_as_text() -> None:
    file = tables("Emne | 2024 | 2025\nBusser | 700 | 800\nI alt | 700 | 800")
    values = {"B2": Decimal(700), "B3": Decimal(700)}
    reading = read(tables(sheet("Emne | 2024 | 2025\nBusser | x | 800\nI alt | x | 800", values=values)))
    assert mapping_of(file).columns["2024"] == "tekst"
    assert reading.drafts[0].data["beskrivelse"] == "2024: 700\n"
    assert not_understood(reading) == {"B3": "700"}


def test_a_long_title_is_cut_and_kept_whole() -> None:
    long = "Der etableres en ny og større daginstitution ved skolen. " + "Den skal have plads til mange børn. " * 4
    (draft,) = read(tables(f"Emne | Udvalg\n{long} | BUU")).drafts
    assert draft.titel == "Der etableres en ny og større daginstitution ved skolen"
    assert draft.data["beskrivelse"].strip() == long.strip()


def test_an_x_beside_a_state_that_says_otherwise() -> None:
    reading = read(tables("Emne | Fase | X\nBusser | I gang | X"))
    assert "afsluttet" in reading.drafts[0].data
    assert not_understood(reading) == {"B2": "I gang"}


def test_several_responsible() -> None:
    reading = read(tables("Emne | Ansvarlig\nBusser | Vejchefen; Skolechefen/Ældrechefen"))
    assert reading.drafts[0].data["ansvarlig"] == "Vejchefen"
    assert reading.drafts[0].data["medansvarlige"] == ["Skolechefen", "Ældrechefen"]


def test_points_goals_and_what_they_are_not() -> None:
    file = tables("""
Punkt      | Emne   | Verdensmål | Kategori
4.2        | Busser | 4, 11      | Besparelse
1.1 og 4.2 | Lærere | 18         | Noget
9.9        | Hal    | nr. 3      |
""")
    reading = read(file)
    assert of(reading, "aftalepunkt") == ["4.2", ["1.1", "4.2"], None]
    assert of(reading, "verdensmaal") == [[4, 11], None, None]
    assert of(reading, "kategori") == ["besparelse", None, None]
    assert not_understood(reading) == {"C3": "18", "D3": "Noget", "A4": "9.9", "C4": "nr. 3"}

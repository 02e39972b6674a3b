"""What holds of every table: each number and word of it is in an item, or in the list of what was not understood."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from support.tables import TODAY, known, mapping_of, tables
from udplan.pure.importing.amounts import amount_of, converted, decimal_mark
from udplan.pure.importing.cells import Cell, Sheet, Tables, Value, cleaned, place_name, rows_of
from udplan.pure.importing.headings import ROW_TOTAL
from udplan.pure.importing.lines import is_money
from udplan.pure.importing.mapping import data_of, mapping_from_data
from udplan.pure.importing.reading import Reading, reading_of

HEADINGS = (
    *("Nr.", "Emne", "Beskrivelse", "Udvalg", "Ansvarlig", "Proces", "Status", "Trafiklys", "Frist", "X", "Lukket"),
    *("2025", "2026", "2029", "Forventet 2025", "Beløb 2027 (mio. kr.)", "I alt", "Noget andet", "Behandling", "Sag"),
    *("Verdensmål", "Type", "Strategi", "Risiko", "Udgået", "Opdateret", "Medansvarlige", "Kategori", ""),
)
CELLS = st.one_of(
    st.sampled_from(
        (
            *("Grøn", "gul", "X", "Afsluttet", "Igangværende", "Udgået", "ultimo maj 2025", "ultimo foråret", "BUU"),
            *("31-05-2025", "Teknik", "A101", "D999", "4.2", "1.200", "-500", "(300)", "1,5 mio. kr.", "ca. 100", "-"),
            *("Driftsændringer", "I alt", "Delsum", "Natur", "nej", "Busser\nog tog", "Økonomiudvalget", "Beskrivelse"),
            *("Andet", "2025", "ØU august 2025", "Sum af alt", "Indtægt", "Nr.", "Emne"),
        )
    ),
    st.text("abcæøå XIV.,-1290\n\u00a0", max_size=12).map(cleaned),
    st.integers(-5000, 5000).map(Decimal),
    st.decimals(-99, 99, places=2),
    st.dates(),
)


@st.composite
def files(draw: st.DrawFn) -> Tables:
    """A file of one or two sheets with headings, somewhere, and any cells, some merged."""
    return tables(*(draw(_sheets(name)) for name in draw(st.sampled_from((("Ark1",), ("Drift", "Anlæg"))))))


@st.composite
def _sheets(draw: st.DrawFn, name: str) -> Sheet:
    width = draw(st.integers(1, 6))
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width))
    body = draw(st.lists(st.lists(st.one_of(st.just(""), CELLS), max_size=width), max_size=7))
    start = draw(st.integers(0, 2))
    grid: list[list[Value]] = [*body[:start], [*headings], *body[start:]]
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for row, line in enumerate(grid, start=1):
        for column, value in enumerate(line, start=1):
            if value == "" or (row, column) in covered:
                continue
            across, down = draw(st.sampled_from(((1, 1), (1, 1), (1, 1), (2, 1), (1, 2))))
            covered |= {(row + below, column + right) for below in range(down) for right in range(across)}
            cells.append(Cell(name, place_name(row, column), row, column, value, across, down))
    return Sheet(name, rows_of(cells))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def told(reading: Reading) -> set[str]:
    """Every word that the items say, or that the answer tells apart from them."""
    texts = [each.cell.text for each in reading.unplaced] + [cell.text for cell in reading.frame]
    texts += [each.word for each in reading.taken] + [proof.cell.text for proof in reading.proofs]
    for draft in reading.drafts:
        texts += [draft.id, *strings(draft.data)]
    return {word for text in texts for word in words_of(text)}


def strings(data: object) -> list[str]:
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in (str(key), *strings(value))]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return [str(data)]


@given(files())
def test_every_number_and_word_is_in_an_item_or_told(file: Tables) -> None:
    knows = known(frozenset({"A101"}))
    reading = reading_of(file, mapping_of(file, knows), knows, TODAY)
    kept = told(reading)
    for cell in file.cells:
        assert words_of(cell.text) <= kept, cell


@given(files())
def test_every_amount_counted_is_in_its_item(file: Tables) -> None:
    knows = known()
    mapping = mapping_of(file, knows)
    reading = reading_of(file, mapping, knows, TODAY)
    left_out = {each.cell for each in reading.unplaced}
    for draft in reading.drafts:
        for target, amount in draft.amounts.items():
            key, _dot, year = target.partition(".")
            if target == ROW_TOTAL or draft.type == "hensigtserklaeringer" or draft.amount_cells[target] in left_out:
                continue
            if draft.type:
                assert draft.data[key][year] == converted(amount, mapping.money.enhed, knows.unit)


@given(files())
def test_a_proposed_mapping_is_itself_when_read_again(file: Tables) -> None:
    knows = known()
    mapping = mapping_of(file, knows)
    again, faults = mapping_from_data(data_of(mapping), knows)
    assert faults == []
    assert reading_of(file, again, knows, TODAY) == reading_of(file, mapping, knows, TODAY)


@given(
    st.decimals(-10_000_000, 10_000_000, places=2), st.sampled_from((",", ".")), st.sampled_from(("-5", "5-", "(5)"))
)
def test_an_amount_is_read_as_it_was_written(amount: Decimal, mark: str, sign: str) -> None:
    text = f"{abs(amount):,.2f}"
    if mark == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    if amount < 0:
        text = sign.replace("5", text)
    read = amount_of(text, "," if mark == "," else ".")
    assert read == (amount, None)
    if not re.fullmatch(r"[-(]?\d{1,3}[.,]\d{3}[-)]?", text):
        assert decimal_mark([text]) == mark


def test_money_is_what_has_a_year_or_sums_years() -> None:
    assert [is_money(target) for target in ("beloeb.2025", "i_alt", "beskrivelse")] == [True, True, False]

"""An item in the making: the cells of its rows become the data of its file; what has no place there is kept as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from udplan.domain.emne import KEY_ORDER, required_keys
from udplan.domain.vocabulary import BOGSTAVER, STATE_KEYS, Enhed, Tilstand, Type
from udplan.ground.message import Message, Text, _
from udplan.pure.change.assignments import PARAGRAPHS
from udplan.pure.importing.amounts import amount_of, converted, rounded
from udplan.pure.importing.cells import Cell
from udplan.pure.importing.fields import Reader, Said
from udplan.pure.importing.headings import LEFT_OUT, NR, PLAIN_TEXTS, ROW_TOTAL, TEXT, TYPE
from udplan.pure.importing.lines import is_money

_LONGEST_TITLE: Final = 120
_LIVE_LIGHTS: Final = ("i_gang", "afventer")
_PERIODS: Final = ("driftsaendringer", "raaderumsforslag")
_SAID_IN_ALL: Final = ("udvalg", "omraade", "ansvarlig", "proces")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A cell that was not understood, why, and the item whose `beskrivelse` keeps its text; -1 for none."""

    cell: Cell
    why: Text
    draft: int = -1


@dataclass(frozen=True, slots=True)
class Taken:
    """A word of the table that was taken to mean something else under a key."""

    key: str
    word: str
    value: str


@dataclass
class Draft:
    """What rows of a table say of one item. `amounts` are as the table has them, by column."""

    number: int
    first: Cell
    section: Mapping[str, str]
    data: dict[str, Any] = field(default_factory=dict)
    type: str = ""
    id: str = ""
    amounts: dict[str, Decimal] = field(default_factory=dict)
    amount_cells: dict[str, Cell] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    """What it must have, and neither its row nor `hvis_tom` says."""

    @property
    def titel(self) -> str:
        return str(self.data.get("titel", ""))


@dataclass
class Making:
    """One item being made from the cells of its rows, with what was found out on the way."""

    draft: Draft
    reader: Reader
    unplaced: list[Unplaced]
    taken: list[Taken]
    _texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _kept: list[tuple[str, str]] = field(default_factory=list)
    _said: dict[str, tuple[Any, str, Cell]] = field(default_factory=dict)
    _undecided: set[str] = field(default_factory=set)
    """The keys that a cell speaks of in words that nobody has said the meaning of."""

    def add(self, target: str, heading: str, cell: Cell, unit: Enhed) -> None:
        """Take one more cell in. The unit is what its column, or its table, is in."""
        if cell.note:
            self._leave(heading, cell, cell.note)
        elif target == LEFT_OUT:
            self.unplaced.append(Unplaced(cell, _("left out, as the mapping says")))
        elif target == TEXT:
            self._kept.append((heading, cell.text))
        elif target in PLAIN_TEXTS:
            self._texts.setdefault(target, []).append((heading, cell.text))
        elif is_money(target):
            self._amount(target, heading, cell, unit)
        elif target in ("titel", NR) and target not in self._said:
            self._said[target] = (cell.text, heading, cell)
        elif target in self._said or target in ("titel", NR):
            self._leave(heading, cell, _("another cell already says it"))
        else:
            understood = self.reader.read(target, cell)
            if isinstance(understood, Message):
                self._undecided.add(target)
                self._leave(heading, cell, understood)
            else:
                self._said[target] = (understood.value, heading, cell)
                self._note(target, understood)

    def made(self) -> Draft:
        """The item, now that all its cells are in."""
        self._title()
        self._type_and_number()
        data = self.draft.data
        for key, (value, _heading, _cell) in self._said.items():
            if key in KEY_ORDER and key not in ("titel", *STATE_KEYS, "trafiklys") and value is not None:
                data[key] = value
        self._people()
        for key, texts in self._texts.items():
            data[key] = "\n\n".join(_paragraphs(texts)).strip()
        for key in _SAID_IN_ALL:
            if key not in data and (value := self.draft.section.get(key) or self._if_empty(key)):
                data[key] = value
        self._state()
        self._money()
        self._only_where_it_belongs()
        self._keep()
        self.draft.data = {
            key: f"{data[key].strip()}\n" if key in PARAGRAPHS else data[key]
            for key in sorted(data, key=KEY_ORDER.index)
        }
        self.draft.lacking = list(self._lacking())
        return self.draft

    # what is not understood

    def _leave(self, heading: str, cell: Cell, why: Text) -> None:
        self._kept.append((heading, cell.text))
        self.unplaced.append(Unplaced(cell, why, self.draft.number))

    def _note(self, key: str, said: Said) -> None:
        if said.word:
            value = said.value
            shown = value if isinstance(value, str) else _shown(value)
            self.taken.append(Taken(key, said.word, shown))

    # what is

    def _title(self) -> None:
        if "titel" not in self._said:
            return
        text, heading, _cell = self._said["titel"]
        line = " ".join(text.split())
        if len(line) > _LONGEST_TITLE:
            line = " ".join(_first_sentence(text).split())
            self._texts.setdefault("beskrivelse", []).insert(0, (heading, text))
        self.draft.data["titel"] = line

    def _type_and_number(self) -> None:
        number, heading, cell = self._said.get(NR, ("", "", self.draft.first))
        name = number.replace(" ", "").upper()
        letters = {letter: item_type for item_type, letter in BOGSTAVER.items()}
        of_letter = letters.get(name[:1]) if len(name) == 4 and name[1:].isdecimal() and name.isascii() else None
        said = self._said[TYPE][0] if TYPE in self._said else self.draft.section.get(TYPE)
        self.draft.type = said or of_letter or self._if_empty(TYPE) or ""
        if not number:
            return
        if of_letter is not None and of_letter == self.draft.type and self.reader.mapping.numbers == "fra_filen":
            self.draft.id = name
        else:
            if of_letter is None and number in self.reader.known.points and "aftalepunkt" not in self._said:
                self._said["aftalepunkt"] = (number, heading, cell)
                return
            self._kept.append((heading, number))

    def _people(self) -> None:
        data = self.draft.data
        if isinstance(data.get("ansvarlig"), list):
            first, *others = [" ".join(name.split()) for name in data["ansvarlig"]]
            data["ansvarlig"] = first
            if others:
                data["medansvarlige"] = [*others, *data.get("medansvarlige", [])]

    def _state(self) -> None:
        data = self.draft.data
        finished, dropped = (self._said.get(key, (None,))[0] for key in ("afsluttet", "udgaaet"))
        fase = self._said["fase"][0] if "fase" in self._said else None
        light = self._said["trafiklys"][0] if "trafiklys" in self._said else None
        day = self.reader.day.isoformat()
        if dropped is not None or (fase == "udgaaet" and finished is None):
            decision = self._if_empty("beslutning")
            data["udgaaet"] = dropped or {"dato": day, **({"beslutning": decision} if decision else {})}
        elif finished is not None or fase == "afsluttet":
            basis = self._if_empty("grundlag")
            data["afsluttet"] = {**(finished or {"dato": day}), **({"grundlag": basis} if basis else {})}
        else:
            begun = "status" in data or light is not None
            # Of words that nobody has said the meaning of, a guess would stand in the plan as a fact.
            if fase is None and "fase" not in self._undecided:
                fase = ("i_gang" if light else self._if_empty("fase")) if begun else "ikke_startet"
            data["fase"] = fase
        self._contradiction(fase)
        self._light(light)
        state = data.get("fase")
        if state != "ikke_startet" and "status" not in data and (text := self._if_empty("status")):
            data["status"] = text
        if "status" in data and "opdateret" not in data:
            data["opdateret"] = day
        if state is None:
            data.pop("fase", None)

    def _contradiction(self, fase: str | None) -> None:
        """A state that an X or a decision in the same row says otherwise of is kept as text."""
        ends = [key for key in ("afsluttet", "udgaaet") if key in self.draft.data]
        if fase is not None and ends and fase != ends[0]:
            _value, heading, cell = self._said["fase"]
            self._leave(heading, cell, _("the row says `{state}` too").format(state=ends[0]))

    def _light(self, light: str | None) -> None:
        data = self.draft.data
        if light is not None and data.get("fase") in _LIVE_LIGHTS:
            data["trafiklys"] = light
        elif light is not None:
            _value, heading, cell = self._said["trafiklys"]
            self._leave(heading, cell, _("only what is in progress or waiting has a light"))
        elif data.get("fase") == "i_gang" and (word := self._if_empty("trafiklys")):
            data["trafiklys"] = word

    def _amount(self, target: str, heading: str, cell: Cell, unit: Enhed) -> None:
        money, known = self.reader.mapping.money, self.reader.known
        found = amount_of(cell.value, money.decimaltegn)
        if found is None:
            self._leave(heading, cell, _("it is no amount"))
            return
        if target in self.draft.amounts:
            self._leave(heading, cell, _("another cell already says it"))
            return
        amount = converted(found[0], found[1] or unit, money.enhed)
        self.draft.amounts[target] = amount
        self.draft.amount_cells[target] = cell
        if target == ROW_TOTAL:
            return
        exact = converted(-amount if money.fortegn == "omvendt" else amount, money.enhed, known.unit)
        if exact != exact.to_integral_value() and not money.afrund:
            why = _("it is {amount} in the plan's unit, {unit}, which has no decimals")
            self._leave(heading, cell, why.format(amount=f"{exact.normalize():f}".replace(".", ","), unit=known.unit))
            return
        whole = rounded(exact)
        key, _dot, year = target.partition(".")
        self._said.setdefault(key, ({}, heading, cell))[0][year] = whole
        if str(whole) != cell.line:
            self.taken.append(Taken(target, cell.line, str(whole)))

    def _money(self) -> None:
        data, years = self.draft.data, self.reader.known.years
        if self.draft.type == "hensigtserklaeringer":
            for target in list(self.draft.amount_cells):
                if (key := target.partition(".")[0]) in data:
                    del data[key]
            for target, cell in self.draft.amount_cells.items():
                if target != ROW_TOTAL and self.draft.amounts[target]:
                    self._leave(target, cell, _("a hensigtserklæring has no money"))
            return
        if self.draft.type:
            given = data.get("beloeb", {})
            data["beloeb"] = {str(year): given.get(str(year), 0) for year in years}

    def _only_where_it_belongs(self) -> None:
        """What items of this type cannot have is kept as text."""
        wrong = []
        if self.draft.type not in ("", *_PERIODS):
            wrong.append("varighed")
        if self.draft.type == "hensigtserklaeringer":
            wrong += ["styringsomraade", "kategori"]
        for key in wrong:
            if key in self.draft.data:
                del self.draft.data[key]
                _value, heading, cell = self._said[key]
                self._leave(heading, cell, _("items of this type do not have it"))

    def _keep(self) -> None:
        """Put what has no place of its own into `beskrivelse`, each text below its heading."""
        data = self.draft.data
        kept = [f"{heading.rstrip(':')}: {text}" for heading, text in dict.fromkeys(self._kept)]
        if kept:
            data["beskrivelse"] = "\n\n".join([*([data["beskrivelse"]] if "beskrivelse" in data else []), *kept])

    def _if_empty(self, key: str) -> str | None:
        """What the mapping says where the row says nothing; it is told like a word that was taken to mean this."""
        value = self.reader.mapping.otherwise(key)
        if value is not None:
            self.taken.append(Taken(key, "", value))
        return value

    def _lacking(self) -> Iterator[str]:
        data = self.draft.data
        if not self.draft.type:
            yield TYPE
        state: Tilstand | None = data.get("fase")
        for ended in ("afsluttet", "udgaaet"):
            if ended in data:
                state = "afsluttet" if ended == "afsluttet" else "udgaaet"
        if state is None:
            yield "fase"
        if "udgaaet" in data and "beslutning" not in data["udgaaet"]:
            yield "beslutning"
        item_type: Type = self.draft.type or "hensigtserklaeringer"  # type: ignore[assignment]
        if "afsluttet" in data and "grundlag" not in data["afsluttet"]:
            yield "grundlag"
        needed = ("titel", "udvalg", "ansvarlig", "proces", *required_keys(item_type, state, data.get("fase")))
        yield from (key for key in needed if key not in data and key != "opdateret")


def _paragraphs(texts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The texts of several cells for one key; those of other columns than the first below their headings."""
    first = texts[0][0]
    for heading, text in texts:
        yield text if heading == first else f"{heading.rstrip(':')}: {text}"


def _first_sentence(text: str) -> str:
    """What may serve as a title of a long text: its first line or sentence, or as many words as there is room for."""
    line = text.split("\n")[0]
    sentence = line.split(". ")[0]
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    return sentence[:_LONGEST_TITLE].rpartition(" ")[0] + " …"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) or "ja"
    if isinstance(value, list):
        return "; ".join(_shown(inner) for inner in value)
    return "ja" if value is True else "nej" if value is None else str(value)

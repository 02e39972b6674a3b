"""What the papers should say, computed anew from the YAML files with PyYAML and plain Python: none of udplan's code.

It is meant to be read as the definition of each number, so it is as simple as it can be, and repeats itself.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

Item = dict[str, Any]
Line = tuple[int | None, int | None, int | None]
NOT_AGREED: Final = "ikke_fastsat"

TYPES: Final = {
    "driftsaendringer": "Driftsændringer", "raaderumsforslag": "Råderumsforslag",
    "anlaegsprojekter": "Anlægsprojekter", "hensigtserklaeringer": "Hensigtserklæringer",
}  # fmt: skip
STATES: Final = {
    "afsluttet": "Afsluttet", "i_gang": "I gang", "afventer": "Afventer", "ikke_startet": "Ikke startet",
    "udgaaet": "Udgået", "viderefoert": "Videreført",
}  # fmt: skip
LIVE: Final = ("i_gang", "afventer", "ikke_startet")
LIGHTS: Final = {"groen": "Grøn", "gul": "Gul", "roed": "Rød"}
MONTHS: Final = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
SEASONS: Final = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11)}


@dataclass(frozen=True)
class Recomputed:
    """One plan on one day as the public may see it; `since` is the day of the status before, None where there is none.

    What has happened since then is read from the dates in the files.
    """

    folder: Path
    day: date
    since: date | None = None
    only: str = ""
    """The one committee whose items are counted, if it is not all."""

    @cached_property
    def settings(self) -> Item:
        return _yaml(self.folder / "plan.yaml")

    @cached_property
    def everything(self) -> list[Item]:
        """All items in the order of the paper, the closed ones too."""
        found = []
        for folder in TYPES:
            files = sorted((self.folder / folder).glob("*.yaml"), key=lambda path: path.stem)
            for path in files:
                found.append({"id": path.stem.partition("-")[0], "type": folder, **_yaml(path)})
        return found

    @cached_property
    def items(self) -> list[Item]:
        return [item for item in self.everything if "lukket" not in item and self.only in ("", item["udvalg"])]

    @property
    def closed(self) -> int:
        return sum("lukket" in item for item in self.everything)

    # What an item is

    def live(self) -> list[Item]:
        return [item for item in self.items if state_of(item) in LIVE]

    def lit(self, light: str) -> list[Item]:
        return [item for item in self.live() if item.get("trafiklys") == light]

    def overdue(self) -> list[Item]:
        return [item for item in self.live() if self.passed(item.get("frist"))]

    def passed(self, time: Any) -> bool:
        end = None if time is None else span_of(time)[1]
        return end is not None and end < self.day

    def undecided(self, treatment: Item) -> bool:
        """Whether a treatment has no result on the day."""
        return "resultat" not in treatment or day_of(treatment["resultat"]["dato"]) > self.day

    def stale(self) -> list[Item]:
        return [item for item in self.live() if self._is_stale(item)]

    def _is_stale(self, item: Item) -> bool:
        days = self.settings.get("foraeldelse", {})
        allowed = days.get("maaned", 35) if item.get("direktionsfokus") else days.get("halvaar", 190)
        told = item.get("opdateret")
        if told is not None and (self.day - day_of(told)).days > allowed:
            return True
        if state_of(item) != "ikke_startet":
            return False
        begin = item.get("start", item.get("frist"))
        if begin is None and told is None:
            amounts = item.get("beloeb", {})
            years = [year for year, amount in amounts.items() if amount] if amounts != NOT_AGREED else []
            return bool(years) and min(years) < self.day.year
        if not self.passed(begin):
            return False
        end = span_of(begin)[1]
        return told is None or (end is not None and day_of(told) <= end)

    def silent(self) -> list[Item]:
        """Those that never had a status, and need not have."""
        stale = [item["id"] for item in self.stale()]
        return [item for item in self.live() if "opdateret" not in item and item["id"] not in stale]

    def missed(self) -> list[tuple[Item, Item]]:
        return [
            (item, step)
            for item in self.live()
            for step in item.get("milepaele", [])
            if "naaet" not in step and self.passed(step["hvornaar"])
        ]

    def late_starts(self) -> list[Item]:
        return [item for item in self.live() if state_of(item) == "ikke_startet" and self.passed(item.get("start"))]

    def attention(self) -> set[str]:
        some = [*self.lit("roed"), *self.overdue(), *self.stale(), *(item for item, _step in self.missed())]
        return {item["id"] for item in [*some, *self.late_starts()]}

    # What has happened

    def ended_since(self, state: str) -> list[str]:
        if self.since is None:
            return []
        return [
            item["id"] for item in self.items
            if state in item and self.since < day_of(item[state]["dato"]) <= self.day
        ]  # fmt: skip

    def moved_since(self) -> list[str]:
        if self.since is None:
            return []
        return [
            item["id"] for item in self.items
            if any(self.since < day_of(move["dato"]) <= self.day for move in item.get("fristaendringer", []))
            and "frist" in item
        ]  # fmt: skip

    # Counts and sums

    def counts(self, items: Iterable[Item]) -> list[int]:
        """A row of the table of progress."""
        some = [item["id"] for item in items]

        def among(others: Iterable[Item]) -> int:
            return sum(other["id"] in some for other in others)

        states = [sum(state_of(item) == state for item in self.items if item["id"] in some) for state in STATES]
        lights = [among(self.lit(light)) for light in LIGHTS]
        return [len(some), *states, *lights, among(self.overdue()), among(self.stale())]

    def of_type(self, name: str) -> list[Item]:
        return [item for item in self.items if item["type"] == name]

    def agreed(self, name: str, year: int, side: str = "") -> int:
        return sum(one[0] for one in self._lines(name, year, side) if one[0] is not None)

    def expected(self, name: str, year: int, side: str = "") -> int:
        """What is expected where no amount is agreed yet is not added: there is nothing to hold it against."""
        return sum(one[1] or 0 for one in self._lines(name, year, side) if one[0] is not None)

    def realised(self, name: str, year: int, side: str = "") -> int | None:
        told = [one[2] for one in self._lines(name, year, side) if one[2] is not None]
        return sum(told) if told else None

    def _lines(self, name: str, year: int, side: str) -> list[Line]:
        return [self._line(item, year, side) for item in self.of_type(name)]

    def _line(self, item: Item, year: int, side: str) -> Line:
        """Agreed, expected and realised; of a side where expenditure and income stand apart: what else is 0 or None."""
        beloeb = item["beloeb"]
        agreed = None if beloeb == NOT_AGREED or beloeb[year] == NOT_AGREED else beloeb[year]
        realised = item.get("realiseret", {}).get(year)
        # Of what is dropped, what was spent until then remains.
        expected = item.get("forventet", {}).get(year, (realised or 0) if "udgaaet" in item else agreed)
        beside = item.get("indtaegter", {}).get(year, 0)
        if _goes_on_here(item):  # the other item holds what is agreed and expected
            agreed = expected = beside = 0
        beside_expected = 0 if "udgaaet" in item else beside
        if side in ("", "netto"):
            more = (beside, beside_expected) if side else (0, 0)
            return (
                None if agreed is None else agreed + more[0],
                None if expected is None else expected + more[1],
                realised,
            )
        spending = 1 if self.settings.get("fortegn", "udgift_positiv") == "udgift_positiv" else -1
        known = [] if beloeb == NOT_AGREED else [each for each in beloeb.values() if each != NOT_AGREED]

        def is_income(amount: int) -> bool:
            if item["type"] != "anlaegsprojekter":
                return False
            return amount * spending < 0 if amount else sum(known) * spending < 0

        def part(amount: int | None) -> int | None:
            wanted = side == "indtægter"
            return amount if amount is not None and is_income(amount) == wanted else None

        if side == "indtægter":
            if agreed is None:
                return beside, beside_expected, part(realised)
            return (part(agreed) or 0) + beside, (part(expected) or 0) + beside_expected, part(realised)
        return None if agreed is None else part(agreed) or 0, part(expected) or 0, part(realised)

    # Sentences

    def finished_sentence(self) -> str:
        done = [item for item in self.items if "afsluttet" in item]
        if not self.items:
            return ""
        if not done:
            return "Ingen emner er endnu markeret med X for afsluttet."
        count = "Alle emner" if len(done) == len(self.items) > 1 else emner(len(done))
        fresh = ""
        if self.since is not None:
            new = len(self.ended_since("afsluttet"))
            fresh = f", heraf {number(new) if new else 'ingen'} siden status pr. {danish(self.since)}"
        return f"{count} er markeret med X for afsluttet{fresh}."

    def since_sentence(self) -> str:
        if self.since is None:
            return ""
        gone, moved = self.ended_since("udgaaet"), len(self.moved_since())
        frister = f"{number(moved)} {'frist' if moved == 1 else 'frister'} flyttet"
        label = f"Siden status pr. {danish(self.since)}"
        if gone and moved:
            return f"{label} er {emner(len(gone))}{ids(gone)} udgået. Desuden er {frister}."
        if gone:
            return f"{label} er {emner(len(gone))}{ids(gone)} udgået."
        return f"{label} er {frister}." if moved else f"{label} er intet emne udgået, og ingen frist er flyttet."

    def state_sentences(self) -> str:
        if not self.items:
            return "Planen indeholder ingen emner."
        counted = {state: sum(state_of(item) == state for item in self.items) for state in STATES}
        words = {"i_gang": "er i gang", "afventer": "afventer", "ikke_startet": "er ikke startet",
                 "udgaaet": "er udgået", "viderefoert": "er videreført"}  # fmt: skip
        parts = [f"{number(counted[state])} {words[state]}" for state in words if counted[state]]
        if parts:
            first, _space, rest = parts[0].partition(" ")
            parts[0] = f"{first} {'emne' if first == '1' else 'emner'} {rest}"
        told = [f"{together(parts)}."] if parts else []
        if self.live():
            told += [self._light_sentence(), self._overdue_sentence(), self._update_sentence()]
        return " ".join(told)

    def _light_sentence(self) -> str:
        words = {"groen": "grønt", "gul": "gult", "roed": "rødt"}
        lit = [light for light in LIGHTS if self.lit(light)]
        if not lit:
            return "Ingen af de uafsluttede emner har trafiklys."
        parts = [f"{number(len(self.lit(light)))} {words[light]}" for light in lit]
        parts[0] += " lys"
        if "roed" in lit:
            parts[-1] += ids([item["id"] for item in self.lit("roed")])
        dark = [words[light] for light in LIGHTS if light not in lit]
        none = f"; ingen har {' eller '.join(dark)}" if dark else ""
        return f"Blandt de uafsluttede emner har {together(parts)}{none}."

    def _overdue_sentence(self) -> str:
        late = [item["id"] for item in self.overdue()]
        return f"Fristen er overskredet for {emner(len(late))}{ids(late)}." if late else "Ingen frist er overskredet."

    def _update_sentence(self) -> str:
        stale, silent = [item["id"] for item in self.stale()], len(self.silent())
        untold = f"{emner(silent)}, der ikke er startet, har endnu ingen status"
        if stale:
            never = all("opdateret" not in item for item in self.stale())
            told = f"{emner(len(stale))} mangler en {'' if never else 'ny '}status{ids(stale)}"
            return f"{told}; {untold}." if silent else f"{told}."
        if not silent:
            return "Alle uafsluttede emner har en opdateret status."
        return f"{untold}." if silent == len(self.live()) else f"{untold}. Alle øvrige har en opdateret status."


def _goes_on_here(item: Item) -> bool:
    others = item.get("viderefoert", {}).get("til", [])
    return any("/" not in each for each in ([others] if isinstance(others, str) else others))


def state_of(item: Item) -> str:
    for state in ("afsluttet", "udgaaet", "viderefoert"):
        if state in item:
            return state
    return str(item["fase"])


def day_of(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def span_of(value: Any) -> tuple[date | None, date | None]:
    """The first and the last day of a vejledende time, as far as the plans here write them."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    if text == "løbende":
        return None, None
    if " - " in text:
        begin, end = text.split(" - ")
        return span_of(begin)[0], span_of(end)[1]
    if found := re.fullmatch(r"(\d{4})-(\d{4})", text):
        return date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text), date.fromisoformat(text)
    *words, last_word = text.split()
    year = int(last_word)
    if not words:
        return _months(year, 1, 12)
    if found := re.fullmatch(r"(\d+)\. (\w+)", " ".join(words)):
        count, what = int(found[1]), found[2]
        if what == "kvartal":
            return _months(year, 3 * count - 2, 3 * count)
        if what == "halvår":
            return _months(year, 6 * count - 5, 6 * count)
        exact = date(year, MONTHS.index(what) + 1, count)
        return exact, exact
    if words[0] == "uge":
        monday = date.fromisocalendar(year, int(words[1]), 1)
        return monday, monday + timedelta(days=6)
    part = ("primo", "medio", "ultimo").index(words[0]) if words[0] in ("primo", "medio", "ultimo") else None
    if part is not None and len(words) == 1:
        return _months(year, 4 * part + 1, 4 * part + 4)
    if words[-1] == "vinter":
        return date(year, 12, 1), _months(year + 1, 2, 2)[1]
    if words[-1] in SEASONS:
        return _months(year, *SEASONS[words[-1]])
    month = MONTHS.index(words[-1]) + 1
    first, last = _months(year, month, month)
    if part is None:
        return first, last
    return date(year, month, 10 * part + 1), (last if part == 2 else date(year, month, 10 * part + 10))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _yaml(path: Path) -> Item:
    loaded: Item = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


# How Danish writes it


def number(value: int) -> str:
    return f"{abs(value):,}".replace(",", ".") if value >= 0 else f"−{number(-value)}"


def emner(count: int) -> str:
    return f"{number(count)} {'emne' if count == 1 else 'emner'}"


def danish(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def together(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"


def ids(names: list[str]) -> str:
    return f" ({together(names)})" if 0 < len(names) <= 12 else ""


def share(part: int, whole: int) -> str:
    """In whole per cent, never rounded to an end."""
    exact = 100 * part / whole
    if 0 < exact < 0.5:
        return "under 1\u00a0%"
    if 99.5 <= exact < 100:
        return "over 99\u00a0%"
    return f"{int(exact + 0.5)}\u00a0%"

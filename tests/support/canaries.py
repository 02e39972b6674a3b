"""Generated plans whose closed items say words that nobody else says, in every field there is."""

import html
import re
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any, Final

import yaml

from support.worlds import World

FOLDERS: Final = {
    "D": "driftsaendringer", "R": "raaderumsforslag", "A": "anlaegsprojekter", "H": "hensigtserklaeringer",
}  # fmt: skip
NEWEST: Final = "2025-2028"
OLDER: Final = "2024-2027"

_PLAIN: Final = ("lokaler", "prøvelse", "møder", "forsøg", "budgettet", "børnene", "ændringer", "å", "klar", "følges")
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "udvalg": {"OEU": "Økonomiudvalget", "BUU": "Børne- og Ungdomsudvalget", "KUN": "Udvalget for det sjældne"},
    "omraader": {"BU": "Børn og Unge", "KUN": "Det sjældne område"},
    "temaer": {"kloge-m2": "Kloge m²", "kun": "Det sjældne tema"},
    "strategier": {"natur": "Natur", "kun": "Den sjældne strategi"},
    "organer": {"hovedmed": "HovedMED", "kun": "Det sjældne organ"},
}
"""The second code of each, and the last committee, are used by closed items only."""

DAMAGES: Final = ("yaml", "key", "state", "amount", "folder", "pattern", "no id", "twice", "no reason")
"""What may be wrong with a closed item's file."""


class Canaries:
    """Words of letters only that stand nowhere else, remembered as they are given."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.given: list[str] = []

    def word(self) -> str:
        word = "q" + "".join(self.random.choice("xzwvkj") + self.random.choice("aouy") for _number in range(5))
        self.given.append(word)
        return word

    def text(self) -> str:
        return f"{self.word().capitalize()} og {self.word()}.\n\n- *{self.word()}*\n- {self.word()}\n"


def canaries_in(text: str, words: Iterable[str]) -> list[str]:
    """The words that an output says, also those that it says as HTML entities, JSON escapes, or cut in two."""
    escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    read = " ".join((text, html.unescape(text), html.unescape(escaped), re.sub(r"<[^>]*>", "", text)))
    joined = re.sub(r"[\s\u00ad\u200b-]+", "", read).casefold()
    return [word for word in words if word.casefold() in joined]


def closed_item(kind: str, canaries: Canaries, open_ids: Mapping[str, str], beloeb: int) -> dict[str, Any]:
    """A closed item that says something in every field that items of its kind have."""
    word, text = canaries.word, canaries.text
    item: dict[str, Any] = {
        "titel": f"{word().capitalize()} {word()}", "aftalepunkt": ["9.9"], "udvalg": "KUN", "omraade": "KUN",
        "ansvarlig": word(), "medansvarlige": [word(), word()], "beskrivelse": text(), "proces": text(),
        "status": text(), "opdateret": "2025-05-28", "fase": "i_gang", "trafiklys": "roed",
        "risici": [{"tekst": word(), "afhjaelpning": word()}], "start": "1. kvartal 2025", "frist": "primo maj 2025",
        "fristaendringer": [{"dato": "2025-05-20", "fra": "april 2025", "aarsag": word()}],
        "milepaele": [{"hvad": word(), "hvornaar": "medio juni 2025"}],
        "behandling": [
            {"udvalg": "KUN", "hvornaar": "august 2025", "sag": word()},
            {"udvalg": "KUN", "hvornaar": "april 2025", "resultat": {"dato": "2025-04-08", "beslutning": word()}},
        ],
        "inddragelse": [{"organ": "kun", "dato": "2025-03-04"}], "temaer": ["kun", "kloge-m2"],
        "direktionsfokus": True, "snitflade": word(), "afhaenger_af": [open_ids["D"]], "verdensmaal": [17],
        "strategier": ["kun"], "sag": word(), "viderefoert_fra": f"{OLDER}/{open_ids['old']}",
    }  # fmt: skip
    if kind != "H":
        years = {2025: beloeb, 2026: beloeb + 1, 2027: beloeb + 2, 2028: beloeb + 3}
        item |= {"beloeb": years, "forventet": {**years, 2025: beloeb + 4}, "realiseret": {2025: beloeb + 5}}
        item["styringsomraade"] = "anlaeg" if kind == "A" else "service"
        item["indtaegter"] = dict.fromkeys(years, -beloeb - 8)
        item["heraf"] = [{"hvad": word(), "beloeb": {2025: beloeb - 9}}]
        item["tillaegsbevillinger"] = [{"beloeb": {2025: beloeb + 6}, "finansiering": word(), "sag": word()}]
        item["finansiering"] = word()
    if kind in "DR":
        item |= {"varighed": "varig", "kategori": "udvidelse"}
    if kind == "D":
        item["afledt_drift_af"] = open_ids["A"]
    if kind == "A":
        item |= {"bevillinger": [{"dato": "2025-01-28", "beloeb": beloeb + 7, "sag": word()}], "afledt_drift": "ingen"}
        item["regnskab"] = {"dato": "2025-05-01", "sag": word()}
    return item | {"lukket": {"begrundelse": word()}}


def generated(seed: int) -> World:
    """A workspace of two living plans made by chance; its open items name no closed one."""
    random = Random(seed)
    canaries = Canaries(random)
    numbers = iter(random.sample(range(100, 1000), 60))
    shared = next(numbers)  # open in the one plan, and closed in the other
    files: dict[str, str] = {}
    ids: list[str] = []
    open_ids = {kind: f"{kind}{next(numbers)}" for kind in FOLDERS} | {"old": f"H{next(numbers)}"}
    for plan in (NEWEST, OLDER):
        named = {kind: [open_ids[kind]] for kind in FOLDERS} if plan == NEWEST else {"H": [open_ids["old"]]}
        for kind in FOLDERS:
            opened = named.get(kind, []) + [f"{kind}{next(numbers)}" for _number in range(random.choice((0, 1, 2)))]
            opened += [f"A{shared}"] if (plan, kind) == (NEWEST, "A") else []
            for item_id in opened:
                data = _open_item(random, kind, plan, f"{NEWEST}/{open_ids[kind]}" if plan == OLDER else "")
                files[f"{plan}/{FOLDERS[kind]}/{item_id}.yaml"] = yaml_of(data)
        refs = open_ids if plan == NEWEST else {**dict.fromkeys("DA", open_ids["old"]), "old": open_ids["old"]}
        for kind in FOLDERS:
            closed = [f"{kind}{next(numbers)}" for _number in range(random.choice((1, 1, 2)))]
            closed += [f"A{shared}"] if (plan, kind) == (OLDER, "A") else []
            for item_id in closed:
                if item_id != f"A{shared}":
                    ids.append(item_id)
                text = yaml_of(closed_item(kind, canaries, refs, random.randrange(7000, 9000) * 11))
                damage = random.choice((*DAMAGES, *[""] * len(DAMAGES))) if item_id != f"A{shared}" else ""
                files |= damaged(damage, f"{plan}/{FOLDERS[kind]}", item_id, text, canaries)
        files[f"{plan}/plan.yaml"] = _settings(plan)
        files |= _rounds(random, plan)
    return World(files, tuple(ids), tuple(canaries.given), (NEWEST, OLDER))


def damaged(damage: str, folder: str, item_id: str, text: str, canaries: Canaries) -> dict[str, str]:
    """The file of a closed item, or with `twice` the two files, with this wrong with it."""
    name = f"{item_id}-{canaries.word()}"
    if damage == "yaml":
        text += f'snitflade2: "{canaries.word()}\n'
    elif damage == "key":
        text += f"{canaries.word()}: {canaries.word()}\n"
    elif damage == "state":
        text += "afsluttet: {dato: 2025-05-01, grundlag: " + canaries.word() + "}\n"
    elif damage == "amount":
        text += "regnskab2: 1.000\n"
    elif damage == "no reason":
        text = text[: text.index("lukket:")] + "lukket: {}\n"
    elif damage == "folder":
        folder = f"{folder.split('/')[0]}/{FOLDERS['H' if item_id[0] != 'H' else 'D']}"
    elif damage == "pattern":
        name = f"{item_id[:3]}-{canaries.word()}"
    elif damage == "no id":
        name = canaries.word()
    elif damage == "twice":
        return {f"{folder}/{name}.yaml": text, f"{folder}/{item_id}-{canaries.word()}.yaml": text}
    return {f"{folder}/{name}.yaml": text}


def yaml_of(data: Mapping[str, Any]) -> str:
    """Plain data as YAML, each value that is one line of text on one line."""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10_000)


def _open_item(random: Random, kind: str, plan: str, onward: str) -> dict[str, Any]:
    """An open item in any state; one that names what it may go on as does so now and then."""
    words = " ".join(random.choice(_PLAIN) for _number in range(6))
    item: dict[str, Any] = {
        "titel": f"Emne om {words}", "aftalepunkt": [random.choice(("1.1", "1.2"))],
        "udvalg": random.choice(("OEU", "BUU")), "omraade": "BU", "ansvarlig": random.choice(("Skolechefen", "Chefen")),
        "proces": f"Arbejdet med {words}.",
    }  # fmt: skip
    live = {"status": f"Nu {words}.", "opdateret": "2025-05-20"}
    state: dict[str, Any] = random.choice(
        (
            {"fase": "ikke_startet", "frist": "ultimo 2026"},
            live | {"fase": "i_gang", "trafiklys": "groen", "frist": "primo maj 2025", "direktionsfokus": True},
            live | {"fase": "i_gang", "trafiklys": "roed", "risici": [{"tekst": "Pris", "afhjaelpning": "Ro"}]},
            live | {"afsluttet": {"dato": "2025-04-30", "grundlag": "Indarbejdet"}, "temaer": ["kloge-m2"]},
            live | {"udgaaet": {"dato": "2025-04-29", "beslutning": "ØU pkt. 7"}, "strategier": ["natur"]},
        )
    )
    if onward and random.random() < 0.3:
        state = live | {"viderefoert": {"dato": "2025-04-28", "til": onward}}
    if random.random() < 0.5:
        item["behandling"] = [{"udvalg": "BUU", "hvornaar": "september 2025"}]
        decided = {"dato": "2025-04-08", "beslutning": "Godkendt"}
        item["behandling"] += [{"udvalg": "OEU", "hvornaar": "april 2025", "resultat": decided}]
        item["inddragelse"] = [{"organ": "hovedmed", "dato": "2025-03-04"}]
    if kind != "H":
        first = int(plan[:4])
        amounts = {year: random.randrange(1, 60) * 10 for year in range(first, first + 4)}
        item["beloeb"] = random.choice((amounts, amounts, {**amounts, first + 2: "ikke_fastsat"}, "ikke_fastsat"))
        if random.random() < 0.4:
            item["indtaegter"] = {year: -random.randrange(1, 9) for year in amounts}
            item["heraf"] = [{"hvad": "Inventar", "beloeb": {first: random.randrange(1, 9)}}]
            extra = {"beloeb": {first: random.randrange(1, 9)}, "finansiering": "Kassen"}
            item["tillaegsbevillinger"] = random.choice(([extra], [extra, {**extra, "dato": "2025-05-06"}]))
            item["finansiering"] = "Kassen"
    return item | state


def _settings(plan: str) -> str:
    first = int(plan[:4])
    years = list(range(first, first + 4))
    points = {"1.1": "Det første punkt", "1.2": "Det andet punkt", "9.9": "Det sjældne punkt"}
    return yaml_of(
        {
            "kommune": "Skovby Kommune", "titel": f"Udmøntningsplan {plan}", "budgetaar": years,
            "prisniveau": f"{first}-pl",
            "aftale": {"dokument": f"Budgetaftale {plan}", "sag": "24/99814", "punkter": points},
            "kontroltotaler": {"driftsaendringer": {year: 98765 + year for year in years}},
            **{key: dict(labels) for key, labels in _LABELS.items()},
        }
    )  # fmt: skip


def _rounds(random: Random, plan: str) -> dict[str, str]:
    texts = {
        key: f"Om {random.choice(_PLAIN)} og {random.choice(_PLAIN)}."
        for key in ("indledning", "tvaergaaende", "kommunikation", "fremdrift", "sammenhaeng", "indstilling")
    }
    bilag = [{"nr": 1, "titel": "Planen", "aaben": True}, {"nr": 2, "titel": "Et notat", "aaben": False}]
    first = {"titel": "Første status", "opgjort": "2024-11-30", "udvalg": "OEU", "moede": "2024-12-10"}
    second = {"titel": "Anden status", "opgjort": "2025-05-31", "forrige": "2024-11", **texts, "bilag": bilag}
    return {f"{plan}/runder/2024-11.yaml": yaml_of(first), f"{plan}/runder/2025-05.yaml": yaml_of(second)}

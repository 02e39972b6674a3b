"""JSON Schema of an item's file, for editors: they offer the keys, explain them, and underline what is wrong.

It says what holds for every item. What depends on the folder or on plan.yaml only `udplan check` can know.
"""

from typing import Any, Final

from udplan.domain.emne import Emne, required_keys
from udplan.domain.vocabulary import FASER, STATE_KEYS, TYPER

SCHEMA_FILE: Final = ".udplan/emne.schema.json"
"""Where the first line of every item's file points to, from the workspace."""

_YEAR: Final = "^(19|20|21)[0-9]{2}$"
_ONE_OR_MANY: Final = frozenset(("aftalepunkt",))

_MEANINGS: Final[dict[str, dict[str, str]]] = {
    "Emne": {
        "titel": "Emnets navn, som det står i planen og i rapporterne.",
        "aftalepunkt": "Det eller de punkter i budgetaftalen, som emnet udmønter. Skrives i anførselstegn.",
        "udvalg": "Koden for det politiske udvalg, fra listen `udvalg` i plan.yaml.",
        "omraade": "Koden for direktørområdet, fra listen `omraader` i plan.yaml.",
        "ansvarlig": "Den ene rolle eller enhed, der har ansvaret. Helst ikke en person.",
        "medansvarlige": "Andre roller eller enheder, der bidrager.",
        "beskrivelse": "Hvad emnet går ud på, i en eller flere sætninger.",
        "proces": "Hvordan og hvornår emnet bliver udført.",
        "status": "Hvor langt emnet er nu.",
        "opdateret": "Den dag, status senest blev bekræftet.",
        "fase": "Hvor langt et emne er, som endnu skal udføres.",
        "afsluttet": "Planens X: hvornår emnet blev færdigt, og på hvilket grundlag.",
        "udgaaet": "Emnet er taget ud af planen ved en politisk beslutning.",
        "trafiklys": "Går det som planlagt? Skal stå, når emnet er i gang.",
        "risici": "Hvad der kan gå galt, og hvad der gøres ved det. Skal stå ved gul og rød.",
        "start": "Hvornår arbejdet begynder: et vejledende tidspunkt.",
        "frist": "Hvornår emnet ventes færdigt: et vejledende tidspunkt.",
        "fristaendringer": "Tidligere frister, og hvorfor de blev flyttet. Den første er den oprindelige.",
        "milepaele": "Skridt på vejen.",
        "behandling": "Kommende politiske behandlinger.",
        "inddragelse": "Hvem der er blevet inddraget, og hvornår.",
        "temaer": "Koder for tværgående temaer, fra listen `temaer` i plan.yaml.",
        "direktionsfokus": "Skal emnet med i direktionens månedlige status?",
        "snitflade": "Uafklaret ansvar eller samarbejde mellem områder.",
        "beloeb": "Det aftalte beløb for hvert af planens år, i planens enhed. Nul skrives også.",
        "forventet": "Det beløb, der nu ventes, for hvert af planens år.",
        "realiseret": "Det beløb, der er nået, for de år man kender.",
        "varighed": "Om ændringen er varig, engangs eller midlertidig. Drift og råderum.",
        "kategori": "Hvilken slags ændring det er.",
        "styringsomraade": "Hvilken ramme pengene hører under.",
        "tillaegsbevilling": "En tillægsbevilling, som emnet kræver, og hvordan den finansieres.",
        "bevillinger": "Givne anlægsbevillinger. Kun anlægsprojekter.",
        "regnskab": "Anlægsregnskabet. Kun anlægsprojekter.",
        "afledt_drift": "Skriv `ingen`, når et anlægsprojekt ikke giver afledt drift.",
        "afledt_drift_af": "Det anlægsprojekt, som denne driftsændring er afledt drift af.",
        "afhaenger_af": "Emner, som skal være færdige først.",
        "viderefoert_fra": "Det emne i en tidligere plan, som dette emne fortsætter.",
        "verdensmaal": "Numre på FN's verdensmål, 1 til 17.",
        "strategier": "Koder for strategier, fra listen `strategier` i plan.yaml.",
        "sag": "Sagsnummeret, i anførselstegn.",
        "lukket": "Emnet er lukket for offentligheden.",
    },
    "Afsluttet": {
        "dato": "Den dag, emnet blev færdigt.",
        "grundlag": "Hvad der viser, at emnet er færdigt, for eksempel: Indarbejdet i budget 2025.",
    },
    "Udgaaet": {
        "dato": "Den dag, det blev besluttet.",
        "beslutning": "Den politiske beslutning, for eksempel: ØU 10-06-2025 pkt. 7.",
    },
    "Risiko": {"tekst": "Hvad der kan gå galt.", "afhjaelpning": "Hvad der gøres ved det."},
    "Fristaendring": {
        "dato": "Den dag, fristen blev flyttet.",
        "fra": "Den frist, der gjaldt før.",
        "aarsag": "Hvorfor fristen blev flyttet.",
    },
    "Milepael": {
        "hvad": "Hvad der skal være nået.",
        "hvornaar": "Hvornår: et vejledende tidspunkt.",
        "naaet": "Den dag, det blev nået.",
    },
    "Behandling": {
        "udvalg": "Koden for udvalget.",
        "hvornaar": "Hvornår: et vejledende tidspunkt.",
        "sag": "Sagsnummeret, i anførselstegn.",
    },
    "Inddragelse": {
        "organ": "Koden for organet, fra listen `organer` i plan.yaml.",
        "dato": "Den dag, det skete.",
    },
    "Tillaegsbevilling": {
        "beloeb": "Beløbet, i planens enhed.",
        "finansiering": "Hvor pengene kommer fra.",
        "sag": "Sagsnummeret, i anførselstegn.",
    },
    "Bevilling": {
        "dato": "Den dag, bevillingen blev givet.",
        "beloeb": "Beløbet, i planens enhed.",
        "sag": "Sagsnummeret, i anførselstegn.",
    },
    "Regnskab": {"dato": "Den dag, regnskabet blev godkendt.", "sag": "Sagsnummeret, i anførselstegn."},
    "Lukket": {"begrundelse": "Hvorfor emnet er lukket, helst med en henvisning til loven."},
}


def emne_schema() -> dict[str, Any]:
    """The schema of an item's file, with titles and explanations in Danish."""
    made = Emne.model_json_schema()
    groups = {name: _group(name, group) for name, group in made["$defs"].items()}
    emne = _group("Emne", made)
    for key in _ONE_OR_MANY:
        several = emne["properties"][key]
        about = {name: several.pop(name) for name in ("title", "description")}
        emne["properties"][key] = {**about, "anyOf": [several["items"], several]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Et emne i en udmøntningsplan",
        "description": "Et emnes fil. Hvad emnet er for en slags, og hvad det hedder, står i filens mappe og navn.",
        **emne,
        "oneOf": [{"required": [state]} for state in STATE_KEYS],
        "allOf": list(_required_by_phase()),
        "$defs": groups,
    }


def _group(name: str, group: dict[str, Any]) -> dict[str, Any]:
    """A group of keys as plan files have it: what may be left out is left out, and is never null."""
    meanings = _MEANINGS[name]
    properties = {key: {**_not_null(value), "description": meanings[key]} for key, value in group["properties"].items()}
    required = {"required": group["required"]} if "required" in group else {}
    return {"type": "object", "additionalProperties": False, "properties": properties, **required}


def _not_null(value: dict[str, Any]) -> dict[str, Any]:
    kept = {key: inner for key, inner in value.items() if key not in ("default", "anyOf")}
    (only,) = [inner for inner in value["anyOf"] if inner != {"type": "null"}] if "anyOf" in value else [{}]
    made = {**kept, **only}
    if "additionalProperties" in made:
        made["propertyNames"] = {"pattern": _YEAR}
    return made


def _required_by_phase() -> list[dict[str, Any]]:
    """What each phase requires of every type; what the type requires cannot be seen in the file."""
    rules = []
    for phase in FASER:
        keys = [set(required_keys(item_type, phase, phase)) for item_type in TYPER]
        if common := sorted(set.intersection(*keys)):
            when = {"properties": {"fase": {"const": phase}}, "required": ["fase"]}
            rules.append({"if": when, "then": {"required": common}})
    for state in ("afsluttet", "udgaaet"):
        keys = [set(required_keys(item_type, state, None)) for item_type in TYPER]
        rules.append({"if": {"required": [state]}, "then": {"required": sorted(set.intersection(*keys))}})
    return rules

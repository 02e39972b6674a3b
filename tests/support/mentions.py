"""Open texts that name a closed item: the ways to write it, the places to write it in, and what only looks like it.

The closed item is A901, "Salg af Mosegården", case 24/9917.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import yaml

from support.canaries import yaml_of
from support.smallworlds import OLDER, PLAN, SETTINGS, YEARS, item
from support.worlds import Files

NUMBER: Final = "A901"
TITLE: Final = "Salg af Mosegården"
CASE: Final = "24/9917"
WORD_TITLE: Final = "Kantine"
"""The title of another closed item, R777: a word that everybody needs."""

NUMBERS: Final = (
    "A901", "a901", "A 901", "A-901", "A.901", "A_901", "a 901", "A901s", "A901's", "A901’s", "A901'", "A901-notatet",
    "A\u00a0901", "A\u202f901", "A\u2009901", "A\n901", "A \n 901", "A\u00ad901", "A9\u00ad01", "A\u200b901",
    "A9\u200b01", "A\u2060901", "A90\ufeff1", "A‑901", "A–901", "**A901**", "A**901**", "_A901_", "*A*901", "**A** 901",
    "`A901`", "~~A901~~", r"A\_901", r"A\-901", r"\A901", "A９０１", "Ａ９０１", "&#65;901", "A&#57;01", "A&nbsp;901",
    "A&shy;901", "[A901](https://skovby.example)", "[projektet](https://skovby.example/A901)",
    "[projektet](https://skovby.example/?emne=a901&x=1)", "<https://skovby.example/a901>", "https://skovby.example/a-901",
    "(A901)", "A901, som", "A901.", "A901:", "A901!", "»A901«", '"A901"', "A901/A905", "A905/A901", "A899/901",
    "A900 til A902", "A900-A902", "A900–902", "A900 – A902", "A900-902", "A900 t.o.m. A902", "A900, 901 og 903",
    "A900 og 901", "A900, A901", "A900+A901", "nr. 901", "Nr. 901", "nr 901", "nummer 901", "#901", "projekt 901",
    "projekt nr. 901", "emne 901", "emnet 901", "anlægsprojekt 901", f"{PLAN}/A901", f"{PLAN}/a901",
    "anlaegsprojekter/A901", "plan/2025-2028/anlaegsprojekter/A901.yaml",
)  # fmt: skip
"""Ways in which people write the number of the closed item."""

TITLES: Final = (
    "Salg af Mosegården", "salg af mosegården", "SALG AF MOSEGÅRDEN", "Salg  af   Mosegården", "Salg af Mosegaarden",
    "salg af mosegaarden", "Salg af\nMosegården", "Salg\naf\nMosegården", "»Salg af Mosegården«",
    '"Salg af Mosegården"', "**Salg** af *Mosegården*", "_Salg af Mosegården_",
    "Salg\u00a0af\u00a0Mosegården", "Salg af Mose\u00adgården",
    "Salg af Mose\u200bgården", "[Salg af Mosegården](https://skovby.example)", "Salg af Moseg&aring;rden",
    "https://skovby.example/salg-af-mosegaarden", "Salg af Mosegårdens vilkår", "(salg af Mosegården)",
    "Salg af Mosegården, etape 2",
)  # fmt: skip
"""Ways in which people write its title."""

CASES: Final = ("24/9917", "sag 24/9917", "(24/9917)", "24/9917-3", "24 / 9917", "sagsnr. 24/9917.", "24/\u200b9917")
"""Ways in which people write its case number."""

NEAR_MISSES: Final = (
    "A9010", "A90", "A91", "BA901", "xA901", "A1901", "A9011s", "B901", "R901", "R 901", "R-901", "D901", "H.901",
    "901", "901 kr.", "901 t.kr.", "901.000 kr.", "1.901", "901 m²", "ca. 901 pladser", "a901f3e1c2b4", "A901F3E",
    "commit a901f3e1c2b4d5e6f708192a3b4c5d6e7f809123", "https://skovby.example/901", "https://skovby.example/x/a9010",
    "kl. 9.01", "kl. 9:01", "09.01.2025", "2025-09-01", "9.01", "1901", "2901", "i 1901", "tlf. 24 90 19 01",
    "tlf. 12 34 59 01", "§ 901", "s. 901", "A800-A900", "A902-A905", "A902 til A905", "A899, 900 og 902", "A900/902",
    "A300 får 901 t.kr.", "A300 (901 t.kr.)", "gruppe A (901 elever)", "type A, 901 stk.", "A: 901 kr.",
    f"{OLDER}/A901", "2019-2022/A901", "R900-R902", "R900, 901 og 902", "Mosegården", "Salg", "Salg af moser",
    "Salg af Mosegårdsvej", "Salgaf Mosegården", "Opsalg af Mosegården", "Kantine", "kantine", "Kantinen åbner",
    "Ny kantine", "24/99170", "124/9917", "24/991", "9917", "24/9918", "2024/99", "Æ901", "Å901",
)  # fmt: skip
"""What is none of it, though it looks a little like it."""


@dataclass(frozen=True)
class Place:
    """Where a text stands: the file below the plan and the key's path in it, or the file's name where there is none.

    `paper` is a report that prints it, empty for none; a `code` is ASCII letters, digits and hyphens only.
    """

    path: str
    keys: tuple[str | int, ...] = ()
    paper: str = ""
    code: bool = False

    def __str__(self) -> str:
        return ":".join((self.path, ".".join(map(str, self.keys))))


_H = "hensigtserklaeringer/H101.yaml"
_A = "anlaegsprojekter/A301.yaml"
_R = "raaderumsforslag/R101.yaml"
_D = "driftsaendringer/D101.yaml"
_O = "driftsaendringer/D102.yaml"
_RUNDE = "runder/2025-05.yaml"
_PLAN = "plan.yaml"

PLACES: Final = (
    *(Place(_H, (key,), "halvaarsstatus") for key in ("titel", "ansvarlig", "beskrivelse", "proces", "status")),
    Place(_H, ("medansvarlige", 0), "halvaarsstatus"),
    Place(_H, ("risici", 0, "tekst"), "halvaarsstatus"),
    Place(_H, ("risici", 0, "afhjaelpning"), "halvaarsstatus"),
    Place(_H, ("fristaendringer", 0, "aarsag"), "halvaarsstatus"),
    Place(_H, ("milepaele", 0, "hvad"), "aarshjul"),
    Place(_H, ("behandling", 0, "sag"), "aarshjul"),
    Place(_H, ("snitflade",), "direktion"),
    Place(_H, ("sag",), "halvaarsstatus"),
    Place(_H, ("aftalepunkt", 0), "halvaarsstatus"),
    Place(_A, ("afhaenger_af", 0)),
    Place(_A, ("viderefoert_fra", 0)),
    Place(_O, ("viderefoert", "til", 0), "halvaarsstatus"),
    Place(_A, ("finansiering",), "halvaarsstatus"),
    Place(_A, ("heraf", 0, "hvad"), "halvaarsstatus"),
    Place(_H, ("behandling", 1, "resultat", "beslutning"), "aarshjul"),
    Place(_A, ("bevillinger", 0, "sag"), "anlaeg"),
    Place(_A, ("tillaegsbevillinger", 0, "finansiering"), "sagsfremstilling"),
    Place(_A, ("tillaegsbevillinger", 0, "sag"), "sagsfremstilling"),
    Place(_A, ("regnskab", "sag"), "anlaeg"),
    Place(_R, ("afsluttet", "grundlag"), "halvaarsstatus"),
    Place(_D, ("udgaaet", "beslutning"), "halvaarsstatus"),
    Place(_D, ("afledt_drift_af",)),
    Place(_PLAN, ("kommune",), "halvaarsstatus"),
    Place(_PLAN, ("titel",), "halvaarsstatus"),
    Place(_PLAN, ("prisniveau",), "halvaarsstatus"),
    Place(_PLAN, ("aftale", "dokument"), "sagsfremstilling"),
    Place(_PLAN, ("aftale", "sag")),
    Place(_PLAN, ("aftale", "punkter", "1.1"), "halvaarsstatus"),
    Place(_PLAN, ("udvalg", "BUU"), "halvaarsstatus"),
    Place(_PLAN, ("udvalg", "TMU", "navn")),
    *(Place(_PLAN, keys) for keys in (("omraader", "BU"), ("strategier", "natur"), ("temaer", "kloge-m2"))),
    Place(_PLAN, ("organer", "hovedmed"), "med"),
    *(
        Place(_RUNDE, (key,), "sagsfremstilling")
        for key in (
            "titel", "indledning", "tvaergaaende", "kommunikation", "fremdrift", "sammenhaeng",
            "oekonomiske_konsekvenser", "lovgrundlag", "indstilling", "beslutning", "sag",
        )
    ),
    Place(_RUNDE, ("dokument",)),
    *(Place(_RUNDE, (key, 0), "sagsfremstilling") for key in ("sagsgang", "fravaerende", "afbud")),
    Place(_RUNDE, ("bilag", 0, "titel"), "sagsfremstilling"),
    Place(_RUNDE, ("bilag", 0, "dokument"), "sagsfremstilling"),
)  # fmt: skip
"""Every text, label and title of what is open."""

CODES: Final = (
    *(Place(_PLAN, (key, "*"), code=True) for key in ("udvalg", "omraader", "temaer", "strategier", "organer")),
    Place(_PLAN, ("aftale", "punkter", "*"), code=True),
    Place("hensigtserklaeringer/H102-*.yaml", code=True),
    Place("runder/2025-06-*.yaml", code=True),
)
"""Every code and file name that people choose; `*` is what they choose."""

BASE: Final = (_H, _PLAN, _RUNDE)
"""The file of an item in progress, the plan's own, and a round's."""


def plan_data() -> dict[str, dict[str, Any]]:
    """A plan whose every text says something of its own, by file; A901 and R777 are closed."""
    lukket = {"begrundelse": "Forhandling"}
    return {
        _PLAN: {**deepcopy(SETTINGS), "udvalg": {"OEU": "Økonomiudvalget", "BUU": "Børneudvalget",
                "TMU": {"navn": "Miljøudvalget", "fra": "2022-01-01"}}, "aftale": {"dokument": "Budgetaftalen",
                "sag": "24/99814", "punkter": {"1.1": "Dagtilbud"}}},
        _H: item("Ny fritidspolitik", aftalepunkt=["1.1"], medansvarlige=["Fritidschefen"], beskrivelse="Om fritid.",
                 trafiklys="gul", risici=[{"tekst": "Tid", "afhjaelpning": "Flere hænder"}],
                 fristaendringer=[{"dato": "2025-05-20", "fra": "medio 2026", "aarsag": "Nyt udbud"}],
                 milepaele=[{"hvad": "Høring", "hvornaar": "medio september 2025"}],
                 behandling=[{"udvalg": "BUU", "hvornaar": "august 2025", "sag": "25/1231"},
                             {"udvalg": "BUU", "hvornaar": "april 2025",
                              "resultat": {"dato": "2025-04-08", "beslutning": "Godkendt"}}], snitflade="Uafklaret",
                 inddragelse=[{"organ": "hovedmed", "dato": "2025-03-04"}], temaer=["kloge-m2"], strategier=["natur"],
                 direktionsfokus=True, sag="25/5521"),
        _A: item("Svømmehallen renoveres", beloeb=YEARS, bevillinger=[{"dato": "2025-01-28", "beloeb": 300,
                 "sag": "25/1232"}], tillaegsbevillinger=[{"beloeb": {2025: 5}, "finansiering": "Kassen",
                 "sag": "25/1233"}],
                 finansiering="Kassen", heraf=[{"hvad": "Inventar", "beloeb": {2025: 1}}],
                 regnskab={"dato": "2025-05-02", "sag": "25/1234"}, afhaenger_af=["H101"],
                 viderefoert_fra=[f"{OLDER}/A901"]),
        _R: item("Færre lokaler", beloeb=YEARS, fase=None, trafiklys=None,
                 afsluttet={"dato": "2025-04-30", "grundlag": "Indarbejdet i budgettet"}),
        _D: item("Flere pædagoger", beloeb=YEARS, fase=None, trafiklys=None, afledt_drift_af="A301",
                 udgaaet={"dato": "2025-04-30", "beslutning": "ØU pkt. 7"}),
        _O: item("Legegrupper", beloeb=YEARS, fase=None, trafiklys=None,
                 viderefoert={"dato": "2025-04-30", "til": ["D101"]}),
        _RUNDE: {"titel": "Halvårlig status", "opgjort": "2025-05-31", "udvalg": "OEU", "moede": "2025-06-10",
                 "sagsgang": ["ØU"], "sag": "25/1", "dokument": "25/1-3", "indledning": "Om planen.",
                 "tvaergaaende": "Et tema.", "kommunikation": "Møder.", "fremdrift": "I gang.",
                 "sammenhaeng": "Med strategien.", "oekonomiske_konsekvenser": "Kassen.", "lovgrundlag": "Loven.",
                 "indstilling": "At status godkendes.", "beslutning": "Godkendt.", "fravaerende": ["Et medlem"],
                 "afbud": ["Et andet"], "bilag": [{"nr": 1, "titel": "Planen", "dokument": "25/1-2", "aaben": True}]},
        "anlaegsprojekter/A901.yaml": item(TITLE, beloeb=YEARS, sag=CASE, lukket=lukket),
        "raaderumsforslag/R777.yaml": item(WORD_TITLE, beloeb=YEARS, lukket=lukket),
    }  # fmt: skip


def older_data() -> dict[str, dict[str, Any]]:
    """An older living plan with an open item that has the closed item's number."""
    settings = {**deepcopy(SETTINGS), "titel": "Planen før", "budgetaar": [2024, 2025, 2026, 2027]}
    years = {2024: 0, 2025: 901, 2026: 0, 2027: 0}
    return {_PLAN: settings, "anlaegsprojekter/A901.yaml": item("Ny skole", proces="A901 bygges.", beloeb=years)}


def files_of(data: Mapping[str, Mapping[str, Any]], plan: str = PLAN) -> dict[str, str]:
    """Data by file as the files of a plan."""
    return {f"{plan}/{path}": yaml_of(each) for path, each in data.items()}


def with_items(texts: Sequence[str], first: int) -> dict[str, dict[str, Any]]:
    """Items numbered from H`first` whose process is one of the texts each."""
    return {
        f"hensigtserklaeringer/H{number}.yaml": item(f"Et emne mere, {number}", proces=f"Vi afventer {text} i år.")
        for number, text in enumerate(texts, start=first)
    }


def with_texts(texts: Mapping[Place, str]) -> dict[str, dict[str, Any]]:
    """The plan with other texts at these places; a code is added beside those there are."""
    data = plan_data()
    for place, text in texts.items():
        if place.code and not place.keys:
            source = _RUNDE if place.path.startswith("runder") else _H
            data[place.path.replace("*", text)] = {**plan_data()[source], "titel": f"Et andet {source[:4]}"}
            continue
        inner: Any = data[place.path]
        for key in place.keys[:-1]:
            inner = inner[key]
        if place.code:
            inner[text] = "Endnu en"
        else:
            inner[place.keys[-1]] = text
    return data


def where(files: Files, place: Place, text: str) -> tuple[str, range]:
    """The file that holds a text at a place, and the lines that its key and value take."""
    path = f"{PLAN}/{place.path}"
    if not place.keys:
        return f"plan/{path.replace('*', text)}", range(2)
    node: yaml.Node = yaml.compose(files[path]) or yaml.MappingNode("", [])
    first = 0
    for key in place.keys:
        if isinstance(node, yaml.MappingNode):
            wanted = text if key == "*" else str(key)
            first, node = next((k.start_mark.line, v) for k, v in node.value if k.value == wanted)
        else:
            assert isinstance(node, yaml.SequenceNode)
            node = node.value[int(key)]
            first = node.start_mark.line
    return f"plan/{path}", range(first + 1, node.end_mark.line + 2)


def texts_of_schema(schema: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The keys of every free text in an item's JSON Schema: no code, no choice, no day, no time."""
    definitions = schema["$defs"]

    def texts(group: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if "anyOf" in group:
            group = group["anyOf"][-1]
        if "$ref" in group:
            group = definitions[group["$ref"].rsplit("/", 1)[-1]]
        if group.get("type") == "array":
            yield from texts(group["items"], keys)
        elif "properties" in group:
            for key, inner in group["properties"].items():
                yield from texts(inner, (*keys, key))
        elif group.get("type") == "string" and not {"enum", "const", "pattern", "format"} & set(group):
            yield keys

    yield from texts(schema, ())

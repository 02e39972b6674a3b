"""The fixed words of a plan: types, states, lights, kinds of money, with the Danish labels that reports print."""

from typing import Final, Literal

Type = Literal["driftsaendringer", "raaderumsforslag", "anlaegsprojekter", "hensigtserklaeringer"]
Fase = Literal["ikke_startet", "i_gang", "afventer"]
Tilstand = Literal["ikke_startet", "i_gang", "afventer", "afsluttet", "udgaaet", "viderefoert"]
Ende = Literal["afsluttet", "udgaaet", "viderefoert"]
Trafiklys = Literal["groen", "gul", "roed"]
Varighed = Literal["varig", "engangs", "midlertidig"]
Kategori = Literal["effektivisering", "besparelse", "udvidelse", "indtaegt", "mindreindtaegt", "omprioritering"]
Styringsomraade = Literal["service", "overfoersler", "anlaeg", "brugerfinansieret", "finansielt"]
Enhed = Literal["kr.", "1.000 kr.", "mio. kr."]
Fortegn = Literal["udgift_positiv", "udgift_negativ"]

ENHED: Final[Enhed] = "1.000 kr."
"""What amounts are in unless plan.yaml says otherwise."""

TYPER: Final[dict[Type, str]] = {
    "driftsaendringer": "Driftsændringer",
    "raaderumsforslag": "Råderumsforslag",
    "anlaegsprojekter": "Anlægsprojekter",
    "hensigtserklaeringer": "Hensigtserklæringer",
}
"""The four parts of a plan in the fixed order of the case paper; the keys are also the folder names."""

ROUNDS_FOLDER: Final = "runder"
"""The folder of a plan's status rounds, beside those of its types."""

BOGSTAVER: Final[dict[Type, str]] = {
    "driftsaendringer": "D",
    "raaderumsforslag": "R",
    "anlaegsprojekter": "A",
    "hensigtserklaeringer": "H",
}
"""The letter that an id of each type begins with."""

FASER: Final[dict[Fase, str]] = {
    "ikke_startet": "Ikke startet",
    "i_gang": "I gang",
    "afventer": "Afventer",
}

TILSTANDE: Final[dict[Tilstand, str]] = {
    "afsluttet": "Afsluttet",
    "i_gang": "I gang",
    "afventer": "Afventer",
    "ikke_startet": "Ikke startet",
    "udgaaet": "Udgået",
    "viderefoert": "Videreført",
}
"""Every state an item can be in, in the order reports count them."""

TRAFIKLYS: Final[dict[Trafiklys, str]] = {"groen": "Grøn", "gul": "Gul", "roed": "Rød"}

LABELS: Final[dict[str, str]] = {str(code): label for words in (TILSTANDE, TRAFIKLYS) for code, label in words.items()}
"""The label of any state or light, for where a code comes from data; an absent light has none."""

VARIGHEDER: Final[dict[Varighed, str]] = {
    "varig": "Varig",
    "engangs": "Engangs",
    "midlertidig": "Midlertidig",
}

KATEGORIER: Final[dict[Kategori, str]] = {
    "effektivisering": "Effektivisering",
    "besparelse": "Besparelse",
    "udvidelse": "Udvidelse",
    "indtaegt": "Indtægt",
    "mindreindtaegt": "Mindreindtægt",
    "omprioritering": "Omprioritering",
}

STYRINGSOMRAADER: Final[dict[Styringsomraade, str]] = {
    "service": "Serviceudgifter",
    "overfoersler": "Overførselsudgifter",
    "anlaeg": "Anlæg",
    "brugerfinansieret": "Brugerfinansieret",
    "finansielt": "Finansielle poster",
}

FORTEGN: Final[dict[Fortegn, str]] = {
    "udgift_positiv": "Udgifter er positive tal, indtægter og besparelser er negative tal",
    "udgift_negativ": "Udgifter er negative tal, indtægter og besparelser er positive tal",
}

ENDER: Final[tuple[Ende, ...]] = ("afsluttet", "udgaaet", "viderefoert")
"""The ways an item ends: finished, dropped, or carried on by another item."""

STATE_KEYS: Final = ("fase", *ENDER)
"""An item's file has exactly one of these."""

IKKE_FASTSAT: Final = "ikke_fastsat"
"""What stands for an amount that is not agreed yet."""

MONEY_KEYS: Final = ("beloeb", "forventet", "realiseret")
"""The keys under which an item has an amount for each year."""

INCOME_KEY: Final = "indtaegter"
"""The key of the income that an item has beside its amounts, year by year."""

AMOUNT_KEYS: Final = (*MONEY_KEYS, INCOME_KEY)
"""Every key under which an item has amounts by year."""

CODED_KEYS: Final = frozenset(
    (
        *("udvalg", "omraade", "fase", "trafiklys", "temaer", "strategier", "organ", "varighed", "kategori"),
        *("styringsomraade", "afledt_drift", "verdensmaal", "rapport"),
    )
)
"""Keys under which items and rounds have codes, which are no texts; in plan.yaml the same keys hold labels."""

VERDENSMAAL: Final = range(1, 18)
"""The UN's 17 sustainable development goals."""

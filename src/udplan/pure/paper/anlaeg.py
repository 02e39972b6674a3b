"""The capital projects for those who follow the money: what is set aside, released and spent, and what follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from udplan.domain.plan import Item, Plan, Plans
from udplan.domain.settings import Settings
from udplan.domain.vocabulary import TILSTANDE
from udplan.ground.danish import date_text, number_text
from udplan.pure.facts.basis import Basis, ReportRequest, basis
from udplan.pure.facts.figures import by_area, counts, running_year
from udplan.pure.facts.grants import Grants, grants, together
from udplan.pure.facts.money import agreed, gross
from udplan.pure.facts.relations import running_costs
from udplan.pure.paper.papir import (
    Afsnit,
    Blok,
    Celle,
    Emneblok,
    Indhold,
    Kolonne,
    Noegle,
    Noegletal,
    Nr,
    Oplysning,
    Overskrift,
    Papir,
    Raekke,
    Raekkeslags,
    Spalte,
    Tabel,
    Tekst,
)
from udplan.pure.paper.stykker import amount_text, anchor, hoved, laesevejledning, note, tomt
from udplan.pure.paper.stykker_emne import (
    Surroundings,
    basis_text,
    in_brief,
    moves,
    state_line,
    surroundings,
    titled,
    x_cell,
)
from udplan.pure.paper.stykker_penge import (
    NOT_AGREED,
    TOTAL,
    MoneyWords,
    amount_note,
    area_text,
    case_text,
    fortegn_of,
    item_columns,
    item_money,
    money_tables,
    not_agreed,
    part_of,
    year_columns,
)
from udplan.pure.paper.stykker_tal import key_figures

_WORDS: Final = MoneyWords(
    "Anlægsprojekter", "projekter", "Rådighedsbeløb", "rådighedsbeløbet", "Forbrug", "forbruget", "Forbrugt andel"
)
_NO_ACCOUNT: Final = "Afsluttet uden særskilt anlægsregnskab"
_NONE: Final = "Der er ingen anlægsprojekter."


@dataclass(frozen=True, slots=True)
class _Projects:
    """The projects shown, what is granted to each and to all, and what they cost to run."""

    found: Basis
    items: tuple[Item, ...]
    own: Mapping[str, Grants]
    whole: Grants
    drift: Mapping[str, list[Item]]
    running: int | None

    @property
    def settings(self) -> Settings | None:
        return self.found.plan.settings

    @property
    def has_income(self) -> bool:
        """Whether there is income beside the rådighedsbeløb."""
        return any(each.indtaegt for each in self.own.values())


def build(plan: Plan, plans: Plans, request: ReportRequest) -> Papir:
    """The paper of a plan; `plan` and `plans` as its readers may see them."""
    found = basis(plan, plans, request)
    settings, years = found.plan.settings, found.plan.years
    items = tuple(item for item in found.items if item.type == "anlaegsprojekter")
    running = running_year(years, request.as_of)
    own = {item.id: grants(item, years, running, fortegn_of(settings)) for item in items}
    whole = together(own.values())
    projects = _Projects(found, items, own, whole, running_costs(found.plan), running)
    not_released = Noegle(
        projects.whole.ikke_frigivet,
        "Ikke frigivet",
        f"af {amount_text(projects.whole.raadighed, settings)}",
        "bevillinger",
    )
    figures = (*key_figures(counts(items, settings, request.as_of))[:5], not_released)
    return Papir(
        "anlaeg",
        hoved(found, request, "Anlægsprojekter"),
        (
            Afsnit("noegletal", "Nøgletal", (Noegletal(figures),)),
            Afsnit("oekonomi", "Økonomi", tuple(money_tables(items, years, _WORDS, settings)) or (tomt(_NONE),)),
            Afsnit("bevillinger", "Anlægsbevillinger", tuple(_granted(projects))),
            Afsnit("opfoelgning", "Opfølgning", tuple(_follow_up(projects))),
            Afsnit("projekter", "Projekter", tuple(_all(projects, request))),
            laesevejledning(settings),
        ),
    )


def _granted(projects: _Projects) -> Iterator[Blok]:
    """Rådighedsbeløb, anlægsbevilling and forbrug over all the years, and the tillægsbevillinger."""
    if not projects.items:
        yield tomt(_NONE)
        return
    rows = [_grant_row("Anlægsprojekter", projects.whole, projects)]
    areas = by_area(projects.items)
    if len(areas) > 1:
        for area, some in areas.items():
            part = together(projects.own[item.id] for item in some)
            rows.append(_grant_row(part_of(area_text(area)), part, projects))
    yield Tabel(
        "anlægsbevillinger", (Kolonne("Emner"), *_grant_columns(projects)), tuple(rows),
        "Rådighedsbeløb, anlægsbevilling og forbrug i alle planens år",
    )  # fmt: skip
    until = f"; til og med {projects.running} er den del af det, der er afsat til de år" if projects.running else ""
    yield amount_note(
        projects.settings,
        "Et rådighedsbeløb må først bruges, når der er givet anlægsbevilling. Ikke frigivet er den del af uafsluttede"
        f" projekters rådighedsbeløb, der ikke er givet bevilling til{until}."
        " Et projekts overskydende bevilling frigiver intet for et andet.",
        "Rådighedsbeløbene er udgifter alene." if projects.whole.indtaegt else "",
        not_agreed(projects.items, projects.found.plan.years),
    )
    yield Overskrift("Tillægsbevillinger")
    yield from _extra_grants(projects)


def _grant_columns(projects: _Projects) -> tuple[Kolonne, ...]:
    until = (Kolonne(f"Heraf til og med {projects.running}", "tal"),) if projects.running else ()
    income = (Kolonne("Aftalt indtægt", "tal"),) if projects.has_income else ()
    return (
        Kolonne("Rådighedsbeløb", "tal"),
        Kolonne("Anlægsbevilling", "tal"),
        Kolonne("Ikke frigivet", "tal"),
        *until,
        Kolonne("Forbrug", "tal"),
        *income,
    )


def _grant_cells(of: Grants, projects: _Projects, *, live: bool = True) -> tuple[Celle, ...]:
    """What is finished or dropped has nothing left to release."""
    until = (of.ikke_frigivet_nu if live else None,) if projects.running else ()
    income = (of.indtaegt,) if projects.has_income else ()
    left = (NOT_AGREED if of.ukendt else of.ikke_frigivet) if live else None
    return (NOT_AGREED if of.ukendt else of.raadighed, of.bevilling, left, *until, of.forbrug, *income)


def _grant_row(word: str, of: Grants, projects: _Projects, slags: Raekkeslags = "linje") -> Raekke:
    return Raekke((word, *_grant_cells(of, projects)), slags)


def _extra_grants(projects: _Projects) -> Iterator[Blok]:
    """Each tillægsbevilling in a line, with its amount in each of the plan's years."""
    years = projects.found.plan.years
    extra = [(item, grant) for item in projects.items for grant in item.emne.tillaegsbevillinger]
    if not extra:
        yield tomt("Der er ingen tillægsbevillinger.")
        return
    rows = [
        Raekke((
            (Nr(item.id, anchor(item.id)),), titled(item), grant.dato or "ikke givet endnu",
            *(grant.beloeb.get(year, 0) for year in years), sum(grant.beloeb.values()),
            f"{grant.finansiering}{case_text(grant.sag)}",
        ))
        for item, grant in extra
    ]  # fmt: skip
    by_year = (sum(grant.beloeb.get(year, 0) for _item, grant in extra) for year in years)
    rows.append(Raekke(("I alt", "", "", *by_year, sum(_extra(item) for item in projects.items), ""), "sum"))
    columns = (
        Kolonne("Nr.", "nr"), Kolonne("Projekt", bredde=28), Kolonne("Givet", "tid", bredde=16),
        *year_columns(years), Kolonne(TOTAL, "tal"), Kolonne("Finansiering", bredde=26),
    )  # fmt: skip
    yield Tabel("tillægsbevillinger", columns, tuple(rows), "Beløb og finansiering")
    yield amount_note(projects.settings)


def _follow_up(projects: _Projects) -> Iterator[Blok]:
    """What somebody should look into."""
    told = [(item, tuple(_facts(item, projects))) for item in projects.items]
    rows = tuple(
        Raekke((
            (Nr(item.id, anchor(item.id)),), titled(item), item.emne.ansvarlig,
            Indhold(tuple((fact,) for fact in facts)),
        ))
        for item, facts in told
        if facts
    )  # fmt: skip
    if not rows:
        yield tomt("Der er intet at følge op på.")
        return
    columns = (
        Kolonne("Nr.", "nr"),
        Kolonne("Projekt", bredde=30),
        Kolonne("Ansvarlig", bredde=18),
        Kolonne("Forhold", bredde=52),
    )
    yield Tabel("opfølgning", columns, rows, "Bevilling, forbrug, regnskab og afledt drift, som nogen bør se på")
    if any(_NO_ACCOUNT in facts for _item, facts in told):
        yield note("Projekter, der er for små til et særskilt anlægsregnskab, kan være afsluttet i årsregnskabet.")


def _all(projects: _Projects, request: ReportRequest) -> Iterator[Blok]:
    """A line for each project, and then each with its years, its grants and what it costs to run."""
    if not projects.items:
        yield tomt(_NONE)
        return
    around = surroundings(projects.found, request)
    columns = (Kolonne("X", "kryds"), Kolonne("Nr.", "nr"), Kolonne("Projekt", bredde=30), *_grant_columns(projects))
    rows = tuple(
        Raekke((
            x_cell(item), (Nr(item.id, anchor(item.id)),), titled(item),
            *_grant_cells(projects.own[item.id], projects, live=item.emne.levende),
        ))
        for item in projects.items
    )  # fmt: skip
    yield Tabel("projekter", columns, rows, "Rådighedsbeløb, anlægsbevilling og forbrug i alle planens år")
    yield amount_note(
        projects.settings,
        "Afledt drift hører til driftsændringerne og indgår ikke i projekternes beløb."
        " Tankestreg betyder, at intet er indberettet, eller at der ikke er mere at frigive.",
    )
    by_year = item_columns(projects.found.plan.years, projects.settings, total=True)
    yield from (_project(item, projects, around, by_year) for item in projects.items)


def _project(item: Item, projects: _Projects, around: Surroundings, columns: tuple[Kolonne, ...]) -> Emneblok:
    basis = basis_text(item)
    return Emneblok(
        anker=anchor(item.id),
        nr=item.id,
        titel=item.emne.titel,
        tilstand=item.tilstand,
        maerker=state_line(item, around),
        spalter=(Spalte("Status", (Tekst((basis,)),)),) if basis else (),
        blokke=(
            item_money(item, columns, projects.found.plan.years, _WORDS, projects.settings),
            in_brief(item, around, *_project_facts(item, projects)),
        ),
    )


def _project_facts(item: Item, projects: _Projects) -> Iterator[Oplysning]:
    own, emne = projects.own[item.id], item.emne
    if texts := moves(item):
        yield Oplysning("Fristen er flyttet", tuple((text,) for text in texts))
    granted = [f"{date_text(each.dato)}: {number_text(each.beloeb)}{case_text(each.sag)}" for each in emne.bevillinger]
    yield Oplysning("Anlægsbevilling", tuple((text,) for text in (number_text(own.bevilling), *granted)))
    if emne.finansiering:
        yield Oplysning("Finansiering", ((emne.finansiering,),))
    if emne.levende:
        lines = [NOT_AGREED if own.ukendt else number_text(own.ikke_frigivet)]
        if own.ikke_frigivet_nu:
            lines.append(f"heraf til og med {projects.running}: {number_text(own.ikke_frigivet_nu)}")
        yield Oplysning("Ikke frigivet", tuple((text,) for text in lines))
    yield Oplysning("Afledt drift", tuple((text,) for text in _drift(item, projects)))
    if account := _account_text(item):
        yield Oplysning("Anlægsregnskab", ((account,),))


def _drift(item: Item, projects: _Projects) -> tuple[str, ...]:
    """What the project costs to run: the items, that there is none, or that the plan does not say."""
    running = projects.drift.get(item.id, [])
    if running:
        return tuple(_drift_text(each, projects.found.plan.years) for each in running)
    return ("Ikke oplyst",) if item.emne.afledt_drift is None else ("Ingen",)


def _drift_text(item: Item, years: tuple[int, ...]) -> str:
    amounts = ", ".join(f"{year}: {_agreed_text(item, year)}" for year in years if item.emne.beloeb is not None)
    state = TILSTANDE[item.tilstand].lower()
    return f"{item.id} {item.emne.titel} ({state}{f'; {amounts}' if amounts else ''})"


def _agreed_text(item: Item, year: int) -> str:
    amount = agreed(item, year)
    return NOT_AGREED if amount is None else number_text(amount)


def _account_text(item: Item) -> str:
    account = item.emne.regnskab
    if account:
        return f"{date_text(account.dato)}{case_text(account.sag)}"
    return "Intet særskilt" if item.emne.afsluttet else ""


def _facts(item: Item, projects: _Projects) -> Iterator[str]:
    """What permission, accounts, expectation and running cost do not agree on."""
    emne, settings, own = item.emne, projects.settings, projects.own[item.id]
    spent = abs(own.forbrug or 0)
    if not emne.bevillinger and spent:
        yield f"Forbrug på {amount_text(spent, settings)} uden anlægsbevilling"
    elif not emne.bevillinger and emne.fase == "i_gang" and (own.raadighed or own.indtaegt):
        yield "I gang uden anlægsbevilling"
    elif spent > abs(own.bevilling):
        granted = amount_text(abs(own.bevilling), settings)
        yield f"Forbruget på {amount_text(spent, settings)} overstiger anlægsbevillingen på {granted}"
    if over := _expected_over(item, projects):
        yield over
    if emne.afsluttet and not emne.regnskab:
        yield _NO_ACCOUNT
    if emne.afledt_drift is None and item.id not in projects.drift and not emne.udgaaet and not emne.viderefoert:
        yield "Afledt drift er ikke oplyst"


def _expected_over(item: Item, projects: _Projects) -> str:
    """By how much more is expected than is set aside, and what of it is granted; empty where there is no more."""
    settings = projects.settings
    total = gross((item,), projects.found.plan.years, fortegn_of(settings)).udgifter.i_alt
    spending = 1 if fortegn_of(settings) == "udgift_positiv" else -1
    over = (total.forventet - total.aftalt) * spending
    if over <= 0:
        return ""
    given, asked = abs(_extra(item, given=True)), abs(_extra(item, given=False))
    what = f"Forventes {amount_text(over, settings)} over rådighedsbeløbet"
    if given >= over:
        return f"{what}, som den givne tillægsbevilling dækker"
    if not given and not asked:
        return f"{what}, uden tillægsbevilling"
    if not given and asked >= over:
        return f"{what}, som en tillægsbevilling, der ikke er givet endnu, vil dække"
    rest = amount_text(over - given, settings)
    return f"{what}, heraf {rest} uden givet tillægsbevilling" + (f" ({number_text(asked)} er søgt)" if asked else "")


def _extra(item: Item, *, given: bool | None = None) -> int:
    """All that was granted a project, and asked for, beyond what was agreed; or only what was, or was not, given."""
    grants_ = item.emne.tillaegsbevillinger
    wanted = [grant for grant in grants_ if given is None or (grant.dato is not None) == given]
    return sum(amount for grant in wanted for amount in grant.beloeb.values())

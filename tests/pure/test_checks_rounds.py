"""What a round's text claims: flat claims count, hedged ones do not."""

from datetime import date

import pytest

from support.plans import plan_from, round_from
from udplan.domain.plan import Plans
from udplan.pure.checks import rounds

DAY = date(2025, 5, 31)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Der er generelt fremdrift som forventet.", "som forventet"),
        ("Alle opgaver forløber planmæssigt.", "planmæssigt"),
        ("Emnerne følger tidsplanen.", "følger tidsplanen"),
        ("De fleste emner følger planen, men tre har rødt lys.", None),
        ("Det går ikke som forventet.", None),
        ("Alt går som planlagt. Tre emner har dog rødt lys.", None),
        ("Opgaverne skrider frem.", None),
    ],
)
def test_flat_claims(text: str, claim: str | None) -> None:
    assert rounds._flat_claim(text) == claim


@pytest.mark.parametrize(
    ("introduction", "recommendation", "differ"),
    [
        (
            "Det indstilles, at planen godkendes.",
            "Kommunaldirektøren indstiller, at planen godkendes.",
            False,
        ),
        ("Det indstilles, at planen godkendes.", "At planen\ngodkendes", False),
        ("Det indstilles, at planen drøftes.", "Kommunaldirektøren indstiller, at planen godkendes.", True),
        (
            "Det indstilles at planen drøftes.",
            "Det indstilles:\n1. at planen drøftes\n2. at den godkendes",
            False,
        ),
        ("Planen er opdateret.", "Det indstilles, at planen godkendes.", False),
        ("Indstillingen er, at alt er godt.", "Det indstilles, at planen godkendes.", False),
    ],
)
def test_recommendations(introduction: str, recommendation: str, differ: bool) -> None:
    said = {"titel": "Status", "opgjort": "2025-05-31", "indledning": introduction, "indstilling": recommendation}
    plan = plan_from(round_from("2025-05", said))
    assert bool(list(rounds.recommendations(plan, Plans((plan,)), DAY))) is differ


@pytest.mark.parametrize(
    ("without", "advice"), [(["indstilling"], "write it "), (["indstilling", "sagsgang"], "write them ")]
)
def test_what_to_do_about_missing_texts_fits_their_number(without: list[str], advice: str) -> None:
    said = {"titel": "Status", "opgjort": "2025-05-31", "sagsgang": ["OEU"]}
    said |= dict.fromkeys(
        ("indledning", "sammenhaeng", "oekonomiske_konsekvenser", "lovgrundlag", "indstilling"), "Ja."
    )
    plan = plan_from(round_from("2025-05", {key: value for key, value in said.items() if key not in without}))
    (found,) = rounds.missing_in_case(plan, Plans((plan,)), DAY)
    assert str(found.hint).startswith(advice)

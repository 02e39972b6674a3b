"""What a round's text claims: flat claims count, hedged ones do not."""

from datetime import date

import pytest

from udplan.domain.plan import Plan, Round, Workspace
from udplan.domain.runde import Runde
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
    runde = Runde(titel="Status", opgjort=DAY, indledning=introduction, indstilling=recommendation)
    plan = Plan("p", "plan/p", None, (), (Round("p", "r", "plan/p/runder/r.yaml", runde),))
    assert bool(list(rounds.recommendations(plan, Workspace((plan,)), DAY))) is differ

"""What an attachment's title says of time, and what is no as-of date although it looks like one."""

from datetime import date

import pytest

from udplan.domain.plan import Plan, Round, Workspace
from udplan.domain.runde import Runde
from udplan.pure.checks import rounds
from udplan.pure.round.attachments import is_status, named_times

DAY = date(2025, 5, 31)


@pytest.mark.parametrize(
    ("titel", "times"),
    [
        ("Udmøntningsplan 2025-2028, status pr. ultimo maj 2025", ["ultimo maj 2025"]),
        ("Status pr. 31. maj 2025", ["31. maj 2025"]),
        ("Status (31-05-2025)", ["2025-05-31"]),
        ("Status 31.05.2025", ["2025-05-31"]),
        ("STATUS MAJ 2025", ["MAJ 2025"]),
        ("Status 2025-05-31", ["2025-05-31"]),
        ("Status, 1. halvår 2025", ["1. halvår 2025"]),
        ("Ændringer fra ultimo november 2024 til ultimo maj 2025", ["ultimo november 2024 til ultimo maj 2025"]),
        ("Ændringer fra november 2024, opgjort i maj 2025", ["november 2024", "maj 2025"]),
        ("Budget 2025-2028", []),
        ("Udmøntningsplan 2025-2028", []),
        ("Udmøntningsplan 2025–28", []),
        ("Budget 2025 - ultimo december 2025", ["ultimo december 2025"]),
        ("Udmøntningsplan i 2025", []),
        ("Udmøntningsplan - original (99814/24)", []),
        ("Løbende status, sag 24/61730-17", []),
        ("Maj", []),
        ("–", []),
    ],
)
def test_the_times_a_title_names(titel: str, times: list[str]) -> None:
    assert [time.tekst for time in named_times(titel)] == times


def test_only_the_plan_and_its_statuses_have_an_as_of_date() -> None:
    assert is_status("UDMØNTNINGSPLAN")
    assert is_status("Halvårsstatus")
    assert not is_status("Høringssvar fra HovedMED")


def found(titel: str, **options: object) -> list[str]:
    """The findings on a round of May 2025, after one of November 2024, that attaches something with this title."""
    data = {"titel": "Status", "opgjort": DAY, "bilag": [{"nr": 1, "titel": titel}], **options}
    earlier = Runde(titel="Status", opgjort=date(2024, 11, 30))
    both = (Round("p", "2024-11", "a.yaml", earlier), Round("p", "2025-05", "b.yaml", Runde.model_validate(data)))
    plan = Plan("p", "plan/p", None, (), both, broken_rounds=frozenset({"2024-06"}))
    return [str(finding.message) for finding in rounds.attachment_dates(plan, Workspace((plan,)), DAY)]


@pytest.mark.parametrize(
    "titel",
    [
        "Status pr. ultimo maj 2025",
        "Status, maj 2025",
        "Ændringer siden status pr. 30. november 2024",
        "Udmøntningsplan 2025-2028",
        "Referat fra HovedMED den 18. marts 2025",
        "Original aftaletekst",
    ],
)
def test_a_fitting_title_is_not_warned_about(titel: str) -> None:
    assert found(titel) == []


@pytest.mark.parametrize(
    ("titel", "said"),
    [
        ("Status pr. ultimo marts 2025", "ultimo marts 2025"),
        ("Udmøntningsplan 2025-2028, 1. juni 2025", "1. juni 2025"),
        ("Udmøntningsplan 2025-2028 - original (24/99814)", "original"),
        ("Original udmøntningsplan, maj 2025", "original"),
    ],
)
def test_another_day_or_the_original_is_warned_about(titel: str, said: str) -> None:
    (message,) = found(titel)
    assert said in message
    assert "2025-05-31" in message


def test_without_a_previous_round_named_the_last_one_counts() -> None:
    assert found("Status pr. november 2024", forrige="2024-11") == []
    assert found("Status pr. november 2024", forrige="2024-10") != []


def test_what_cannot_be_attached_again_is_left_alone() -> None:
    late = "Status pr. ultimo marts 2025"
    assert found(late, beslutning="Godkendt.") == []
    assert found(late, frosset={"commit": "a" * 40, "tag": "runde/p/2025-05"}) == []
    assert found(late, forrige="2024-06") == []

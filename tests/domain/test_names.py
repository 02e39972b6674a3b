"""What names say: a file's of what it is, an item's of where it is."""

import pytest

from udplan.domain.names import (
    DEFAULT_PATTERN,
    SETTINGS,
    Ref,
    file_path,
    is_item_name,
    item_name,
    plan_of,
    ref_from_text,
    round_name,
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("plan/2025-2028/plan.yaml", "plan.yaml"),
        ("plan/2025-2028/runder/2025-05.yaml", "runder"),
        ("plan/2025-2028/anlaegsprojekter/A101.yaml", "anlaegsprojekter"),
        ("plan/2025-2028/anlaegsprojekter/plan.yaml", "anlaegsprojekter"),
        ("plan/2025-2028/anlaegsprojekter/A101.yml", None),
        ("plan/2025-2028/anlaegsprojekter/LAESMIG.md", None),
        ("plan/2025-2028/anlaegsprojekter/gamle/A101.yaml", None),
        ("plan/2025-2028/andet/A101.yaml", None),
        ("plan/2025-2028/A101.yaml", None),
        ("plan/plan.yaml", None),
        ("plan.yaml", None),
        ("andet/2025-2028/plan.yaml", None),
        ("", None),
    ],
)
def test_what_kind_of_file_a_path_is(path: str, kind: str | None) -> None:
    found = file_path(path)
    assert (found and found.kind) == kind
    assert found is None or str(found) == path


@pytest.mark.parametrize(
    ("path", "plan"), [("plan/a/x/y.yaml", "a"), ("plan/a/x", "a"), ("plan/x", ""), ("plan", ""), ("andet/a/x", "")]
)
def test_the_plan_that_a_path_leads_into(path: str, plan: str) -> None:
    assert plan_of(path) == plan


@pytest.mark.parametrize(
    ("stem", "pattern", "found"),
    [
        ("A101", DEFAULT_PATTERN, ("A101", "")),
        ("A101-hus", DEFAULT_PATTERN, ("A101", "hus")),
        ("A101-hus-2", DEFAULT_PATTERN, ("A101", "hus-2")),
        ("A1011", DEFAULT_PATTERN, None),
        ("A101_hus", DEFAULT_PATTERN, None),
        ("a101", DEFAULT_PATTERN, None),
        ("xA101", DEFAULT_PATTERN, None),
        ("A101 - kopi", DEFAULT_PATTERN, None),
        ("S-2", r"S-\d+", ("S-2", "")),
        ("S-2-hus", r"S-\d+", ("S-2", "hus")),
        ("hus", r"\d*", None),
    ],
)
def test_the_id_is_what_a_file_name_begins_with(stem: str, pattern: str, found: tuple[str, str] | None) -> None:
    name = item_name(stem, pattern)
    assert name == found
    assert name is None or name.stem == stem


@pytest.mark.parametrize(
    ("text", "ref"),
    [("A301", ("2025-2028", "A301")), (" A301 ", ("2025-2028", "A301")), ("2024-2027/A301", ("2024-2027", "A301"))],
)
def test_an_item_is_named_in_its_plan_or_across_plans(text: str, ref: tuple[str, str]) -> None:
    assert ref_from_text(text, "2025-2028") == ref
    assert ref_from_text(str(Ref(*ref)), "1999") == ref


def test_a_rounds_name_is_no_items_name() -> None:
    assert is_item_name("A101")
    assert not is_item_name(round_name("2025-05"))
    assert not is_item_name(SETTINGS)

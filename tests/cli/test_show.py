"""`udplan show`: all that an item's file says, for those who may see it."""

import json
from pathlib import Path

import pytest

from support.command import Udplan


def test_shows_every_key_of_the_file_with_its_label(udplan: Udplan) -> None:
    answer = udplan("show", "A301")
    assert answer.code == 0
    for text in ("2025-2028/A301", "Anlægsprojekter", "Social- og Sundhedsudvalget (SOU)", "5.400", "6. maj 2025"):
        assert text in answer.out


def test_several_items_and_older_plans_and_small_letters(udplan: Udplan) -> None:
    answer = udplan("show", "a301", "2024-2027/A401", "--format", "ids")
    assert answer.out.split() == ["2025-2028/A301", "2024-2027/A401"]


def test_json_is_the_file(udplan: Udplan) -> None:
    data = json.loads(udplan("show", "A301", "--format", "json").out)
    assert data["id"] == "A301"
    assert data["beloeb"] == {"2025": 5400, "2026": 0, "2027": 0, "2028": 0}
    assert data["frist"] == "december 2025"


def test_yaml_reads_back_as_the_same(udplan: Udplan) -> None:
    from udplan.adapters.read.reader import read

    document = read(udplan("show", "A301", "--format", "yaml").out.encode())
    assert document.faults == ()
    assert document.data == json.loads(udplan("show", "A301", "--format", "json").out)


@pytest.mark.parametrize("form", ["csv", "md"])
def test_other_formats_hold_the_title(udplan: Udplan, form: str) -> None:
    assert "Ombygning på Plejecenter Åglimt" in udplan("show", "A301", "--format", form).out


def test_an_unknown_id_names_the_nearest(udplan: Udplan) -> None:
    answer = udplan("show", "A3O1")
    assert answer.code == 1
    assert "A301" in answer.err


def test_an_id_of_another_plan_is_pointed_to(udplan: Udplan, example: Path) -> None:
    (gone,) = example.glob("plan/2025-2028/*/A401*.yaml")
    gone.unlink()
    assert "2024-2027/A401" in udplan("show", "A401").err


def test_a_closed_item_does_not_exist_for_the_public(udplan: Udplan) -> None:
    public = udplan("show", "A101")
    assert public.code == 1
    assert "did you mean A101" not in public.err
    internal = udplan("show", "A101", "--internal")
    assert internal.code == 0
    assert internal.out.count("\n") > 10


def test_a_broken_file_says_so(udplan: Udplan, example: Path) -> None:
    (broken,) = example.glob("plan/2025-2028/*/D101*.yaml")
    broken.write_text("titel: [", encoding="utf-8")
    answer = udplan("show", "D101", "--internal")
    assert answer.code == 1
    assert "udplan check" in answer.err

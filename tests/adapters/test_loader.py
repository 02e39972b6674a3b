"""A plan of files: which is what by its name, and what they say, and nothing of how they say it."""

from pathlib import Path

import pytest

from support.plans import data_of, plans_in
from support.trees import Watched
from support.workspace import item_path, workspace
from udplan.adapters.read.loader import plans_of
from udplan.adapters.read.sources import WorkTree
from udplan.domain.names import SETTINGS, Ref
from udplan.domain.plan import Data, Plan, Plans
from udplan.pure.view.public import public


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, items=2)


def taken(root: Path) -> Plan:
    (plan,) = plans_in(root).plans
    return plan


def said(root: Path) -> dict[str, Data]:
    return data_of(taken(root))


def rewrite(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_bytes(text.encode())


def test_the_parts_of_a_plan(root: Path) -> None:
    rounds = root / "plan/2025-2028/runder"
    rounds.mkdir()
    (rounds / "2025-05.yaml").write_text("titel: Forår\nopgjort: 2025-05-31\n", encoding="utf-8")
    found = taken(root)
    assert set(found.parts) == {"A101", "A102", SETTINGS, "runder/2025-05"}
    assert found.parts["runder/2025-05"].data == {"titel": "Forår", "opgjort": "2025-05-31"}
    assert found.settings_data["kommune"] == "Skovby Kommune"
    assert [found.parts[name].is_item for name in ("A101", SETTINGS, "runder/2025-05")] == [True, False, False]


def test_an_item_says_only_what_its_file_says(root: Path) -> None:
    data = taken(root).parts["A101"].data
    assert data["beloeb"] == {"2025": 100, "2026": 0, "2027": 0, "2028": 0}
    assert data["frist"] == "ultimo 2025"
    assert data["opdateret"] == "2025-05-28"
    assert data["risici"] == [{"tekst": "Priser", "afhjaelpning": "Option"}]
    assert "afhaenger_af" not in data
    assert "direktionsfokus" not in data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ansvarlig: Ejendomschefen   # spørg Jens", "ansvarlig: Ejendomschefen"),
        ("titel: Børnehus 101", "titel: 'Børnehus 101'"),
        ("titel: Børnehus 101", '"titel": "B\\u00f8rnehus 101"'),
        ("temaer: [kloge-m2]", "temaer:\n- kloge-m2"),
        ("temaer: [kloge-m2]", "temaer: [\n  'kloge-m2',\n]"),
        ("{2025: 100, 2026: 0, 2027: 0, 2028: 0}", "{2028: 0, 2027: 0, '2026': 0, 2025: 100}"),
        ("titel: Børnehus 101\nudvalg: BUU\n", "udvalg: BUU\n\n\ntitel: Børnehus 101\n"),
        ("status: |\n  Går som forventet.\n", "status: Går som forventet.\n"),
        ("opdateret: 2025-05-28", "opdateret: '2025-05-28'"),
        ("  Går som forventet.", "  Ga\u030ar som forventet."),
    ],
)
def test_comments_order_quotes_and_layout_say_nothing(root: Path, old: str, new: str) -> None:
    before = said(root)
    rewrite(item_path(root), (old, new))
    assert said(root) == before
    assert taken(root).unread == 0


def test_line_ends_and_a_byte_order_mark_say_nothing(root: Path) -> None:
    before = said(root)
    path = item_path(root)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert said(root) == before


def test_the_names_of_folders_and_slugs_are_kept(root: Path) -> None:
    item_path(root).rename(item_path(root, "A101-nyt-hus"))
    part = taken(root).parts["A101"]
    assert (part.folder, part.slug, part.titel) == ("anlaegsprojekter", "nyt-hus", "Børnehus 101")


def test_what_cannot_be_understood_is_named(root: Path) -> None:
    rewrite(item_path(root), ("fase: i_gang", "fase: i gang"))
    rounds = root / "plan/2025-2028/runder"
    rounds.mkdir()
    (rounds / "2025-05.yaml").write_text("titel: Forår\n", encoding="utf-8")
    settings = root / "plan/2025-2028/plan.yaml"
    found = taken(root)
    assert (set(found.broken), set(found.broken_rounds), found.unread) == ({"A101"}, {"2025-05"}, 1)
    assert [item.id for item in found.items] == ["A102"]
    assert found.settings is not None
    settings.write_text("kommune: [\n", encoding="utf-8")
    found = taken(root)
    assert (set(found.broken), found.unread) == ({"A101"}, 2)
    assert (found.settings_data, found.settings) == ({}, None)


def test_an_item_that_cannot_be_understood_is_still_known_by_its_name(root: Path) -> None:
    rewrite(item_path(root), ("fase: i_gang", "fase: i gang"))
    plans = plans_in(root)
    for name, is_item, is_broken in (("A101", False, True), ("A102", True, False), ("A103", False, False)):
        ref = Ref("2025-2028", name)
        assert (plans.item(ref) is not None, plans.is_broken(ref)) == (is_item, is_broken)
    assert not plans.is_broken(Ref("1999", "A101"))


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("anlaegsprojekter/A103.yaml.txt", "unread", "A103"),
        ("anlaegsprojekter/A103.yml", "unread", "A103"),
        ("anlaegsprojekter/A103.YAML", "unread", "A103"),
        ("anlaegsprojekter/.A103.yaml", "unread", "A103"),
        ("anlaegsprojekter/~A103.yaml", "unread", "A103"),
        ("anlaegsprojekter/A103 - kopi.yaml", "copy", "A103"),
        ("anlaegsprojekter/A101 (1).yaml", "copy", "A101"),
        ("anlaegsprojekter/A101-konflikt.yaml", "copy", "A101"),
        ("anlaegsprojekter/A103 - kopi.yml", "unread", "A103"),
        ("anlaegsprojekter/gamle/A103.yaml", "unread", "A103"),
        ("A103.yaml", "unread", "A103"),
        ("andet/A103.yaml", "unread", "A103"),
        ("anlaegsprojekter/A103.docx", "unread", "A103"),
        ("anlaegsprojekter/R103.yaml", "wrong-folder", "R103"),
        ("anlaegsprojekter/A101-igen.yaml", "same-id", "A101"),
        ("anlaegsprojekter/hus.yaml", "no-id", "hus"),
        ("anlaegsprojekter/hus.yml", "unread", ""),
        ("runder/2025-05.yml", "unread", ""),
    ],
)
def test_a_file_that_is_no_part_of_the_plan_is_told_of(root: Path, path: str, kind: str, name: str) -> None:
    file = root / "plan/2025-2028" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(item_path(root).read_bytes())
    (misfit,) = taken(root).misfits
    assert (misfit.kind, misfit.id) == (kind, name)
    assert name == "" or name in taken(root).broken


@pytest.mark.parametrize("name", ["A101-igen.yaml", "A101 (1).yaml", "A101-DESKTOP-4711.yaml"])
def test_two_files_of_one_id_count_as_two(root: Path, name: str) -> None:
    item_path(root).with_name(name).write_bytes(item_path(root).read_bytes())
    plan = taken(root)
    assert [item.id for item in plan.doubles] == ["A101"]
    assert item_path(root).name == Path(plan.misfits[0].other).name
    assert plan.unread == 2
    (seen,) = public(Plans((plan,))).plans
    assert seen.unread == 2


@pytest.mark.parametrize(
    "path",
    [
        "LAESMIG.md", "anlaegsprojekter/notat.docx", "anlaegsprojekter/A101.pdf", "anlaegsprojekter/A101.yaml~",
        "anlaegsprojekter/.A101.yaml.swp", "anlaegsprojekter/Thumbs.db", "anlaegsprojekter/desktop.ini",
        "anlaegsprojekter/.gitkeep",
    ],
)  # fmt: skip
def test_what_people_and_programs_put_beside_the_plan_is_no_news(root: Path, path: str) -> None:
    (root / "plan/2025-2028" / path).write_text("x", encoding="utf-8")
    assert taken(root).misfits == ()


def test_of_two_files_with_one_id_neither_is_the_item(root: Path) -> None:
    item_path(root, "A101-igen").write_bytes(item_path(root).read_bytes())
    found = taken(root)
    assert ([item.id for item in found.items], set(found.broken)) == (["A102"], {"A101"})
    assert found.misfits[0].other != found.misfits[0].path


def test_what_is_what_is_known_by_names_and_plan_yaml_alone(root: Path) -> None:
    tree = Watched(WorkTree(root))
    (plan,) = plans_of(tree).plans
    assert set(plan.parts) == {"A101", "A102", SETTINGS}
    assert tree.read == [plan.settings_path]
    assert plan.by_id["A101"].titel == "Børnehus 101"
    assert tree.read[1:] == [item_path(root, name).relative_to(root).as_posix() for name in ("A101", "A102")]


def test_the_same_bytes_are_one_model(root: Path) -> None:
    item_path(root, "A102").write_bytes(item_path(root).read_bytes())
    one, other = taken(root).items
    assert one.emne is other.emne
    assert one.emne.titel == "Børnehus 101"

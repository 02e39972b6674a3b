"""A plan as plain data: what its files say and nothing of how they say it."""

from pathlib import Path

import pytest
from udplan.pure.snapshot import SETTINGS, Snapshot, is_item_name, round_name, snapshot_of

from support.workspace import item_path, workspace
from udplan.adapters.read.loader import load
from udplan.adapters.read.sources import WorkTree
from udplan.domain.names import Ref


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, items=2)


def taken(root: Path) -> Snapshot:
    (plan,) = load(WorkTree(root)).workspace.plans
    return snapshot_of(plan)


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
    assert found.settings["kommune"] == "Skovby Kommune"
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
    before = taken(root)
    rewrite(item_path(root), (old, new))
    after = taken(root)
    assert after == before
    assert not after.unread


def test_line_ends_and_a_byte_order_mark_say_nothing(root: Path) -> None:
    before = taken(root)
    path = item_path(root)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert taken(root) == before


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
    assert found.unread == {"A101", "runder/2025-05"}
    settings.write_text("kommune: [\n", encoding="utf-8")
    assert taken(root).unread == {"A101", "runder/2025-05", SETTINGS}
    assert taken(root).settings == {}


def test_what_may_be_closed_is_what_is_closed_and_items_that_cannot_be_understood(root: Path) -> None:
    rewrite(item_path(root), ("afledt_drift: ingen", "afledt_drift: ingen\nlukket: {}"))
    rewrite(item_path(root, "A102"), ("fase: i_gang", "fase: i gang"))
    found = taken(root)
    assert found.parts["A101"].lukket
    assert sorted(found.closed()) == [Ref("2025-2028", "A101"), Ref("2025-2028", "A102")]
    assert list(Snapshot("2025-2028", {}, frozenset([SETTINGS, "runder/2025-05"])).closed()) == []


def test_a_rounds_name_is_no_items_name() -> None:
    assert is_item_name("A101")
    assert not is_item_name(round_name("2025-05"))
    assert not is_item_name(SETTINGS)

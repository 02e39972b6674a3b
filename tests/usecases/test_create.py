"""New items: their number, their name, and how their file is laid out."""

import os
from datetime import date
from pathlib import Path

import pytest

from support.gitting import commit, git, repository
from support.plans import faults_in, plans_in
from support.workspace import item_path, tree, workspace
from udplan.domain.vocabulary import TYPER, Type
from udplan.ground.errors import UdplanError, UsageFault
from udplan.pure.change.assignments import assignment_from_text
from udplan.usecases.create import Created, create

DAY = date(2025, 6, 1)
FIELDS = ("titel=Sti ved Åen", "udvalg=TMU", "ansvarlig=Vejchefen", "proces=Anlægges i 2026.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def new(
    root: Path,
    *words: str,
    item_type: Type = "anlaegsprojekter",
    slug: str | None = "",
    dry_run: bool = False,
    plan: str | None = None,
) -> Created:
    fields = [field for field in FIELDS if not any(word.startswith(field.partition("=")[0] + "=") for word in words)]
    given = [assignment_from_text(word) for word in (*fields, *words)]
    return create(root, item_type, given, DAY, slug=slug, dry_run=dry_run, plan=plan)


def test_the_file_is_laid_out_as_the_contract_has_it(root: Path) -> None:
    made = new(root, "sag=25/1", "beloeb.2026=500", "temaer+=kloge-m2", "lukket.begrundelse=Ejendomshandel", slug=None)
    assert made.path == "plan/2025-2028/anlaegsprojekter/A104-sti-ved-aaen.yaml"
    assert (
        (root / made.path).read_text(encoding="utf-8")
        == made.text
        == (
            "# yaml-language-server: $schema=../../../.udplan/emne.schema.json\n"
            "titel: Sti ved Åen\n"
            "udvalg: TMU\n"
            "ansvarlig: Vejchefen\n"
            "proces: |\n"
            "  Anlægges i 2026.\n"
            "fase: ikke_startet\n"
            "temaer: [kloge-m2]\n"
            "beloeb: {2025: 0, 2026: 500, 2027: 0, 2028: 0}\n"
            "sag: 25/1\n"
            "lukket: {begrundelse: Ejendomshandel}\n"
        )
    )


@pytest.mark.parametrize("item_type", TYPER)
def test_every_type(item_type: Type, root: Path) -> None:
    made = new(root, item_type=item_type)
    assert [problem for problem in faults_in(root) if problem.severity == "error"] == []
    item = plans_in(root).item(made.ref)
    assert item is not None
    assert (item.type, item.tilstand) == (item_type, "ikke_startet")
    assert (item.emne.beloeb is None) == (item_type == "hensigtserklaeringer")


def test_an_item_in_progress(root: Path) -> None:
    made = new(root, "fase=i_gang", "trafiklys=groen", "status=Begyndt")
    assert "fase: i_gang\ntrafiklys: groen\n" in made.text
    assert "status: |\n  Begyndt\nopdateret: 2025-06-01\n" in made.text


def test_texts_that_need_quotes(root: Path) -> None:
    made = new(root, "snitflade=ja: nej #1", "medansvarlige=true,12:30", "omraade=BU")
    item = plans_in(root).item(made.ref)
    assert item is not None
    assert (item.emne.snitflade, item.emne.medansvarlige) == ("ja: nej #1", ("true", "12:30"))


@pytest.mark.parametrize(
    ("titel", "name"),
    [
        ("Kloge m²: færre m²", "A104-kloge-m2-faerre-m2.yaml"),
        ("Ærø Ø Å", "A104-aeroe-oe-aa.yaml"),
        ("Cafe\u0301 A\u030aen", "A104-cafe-aaen.yaml"),
        ("!!!", "A104.yaml"),
        ("Et meget langt navn på et projekt som ingen husker", "A104-et-meget-langt-navn-paa-et-projekt-som.yaml"),
    ],
)
def test_the_name_comes_from_the_title(titel: str, name: str, root: Path) -> None:
    assert Path(new(root, f"titel={titel}", slug=None).path).name == name


@pytest.mark.parametrize("slug", ["Æ", "a b", "../x", "-a", "a/b", "A"])
def test_a_name_that_is_none(slug: str, root: Path) -> None:
    before = tree(root)
    with pytest.raises(UsageFault, match="is not a file name"):
        new(root, slug=slug)
    assert tree(root) == before


def test_an_amount_that_is_not_agreed_is_not_made_a_zero(root: Path) -> None:
    assert "beloeb: ikke_fastsat\n" in new(root, "beloeb=ikke_fastsat").text
    assert "beloeb: {2025: 0, 2026: ikke_fastsat, 2027: 0, 2028: 0}\n" in new(root, "beloeb.2026=ikke_fastsat").text


@pytest.mark.parametrize("word", ["udvalg=XYZ", "beloeb.2031=5", "frist=snart", "fase=i_gang", "varighed=x"])
def test_nothing_is_written_that_would_be_an_error(word: str, root: Path) -> None:
    before = tree(root)
    with pytest.raises(UdplanError):
        new(root, word)
    with pytest.raises(UdplanError):
        new(root, word, item_type="hensigtserklaeringer")
    assert tree(root) == before


def test_dry_run(root: Path) -> None:
    before = tree(root)
    dry = new(root, dry_run=True)
    assert tree(root) == before
    assert new(root) == dry
    assert set(tree(root)) - set(before) == {dry.path}


def test_another_plan(root: Path) -> None:
    (root / "plan" / "2024-2027").mkdir()
    settings = (root / "plan" / "2025-2028" / "plan.yaml").read_text("utf-8")
    (root / "plan" / "2024-2027" / "plan.yaml").write_text(settings.replace("2028", "2027, 2024"), encoding="utf-8")
    assert new(root, plan="2024-2027").path == "plan/2024-2027/anlaegsprojekter/A101.yaml"
    assert new(root).path == "plan/2025-2028/anlaegsprojekter/A104.yaml"
    with pytest.raises(UsageFault, match="there is no plan named"):
        new(root, plan="2020-2023")


# the number


def test_the_number_after_the_highest(root: Path) -> None:
    item_path(root, "A102").unlink()
    item_path(root, "A103").rename(item_path(root, "A217-et-navn"))
    assert new(root).ref.id == "A218"


def test_a_broken_file_keeps_its_number(root: Path) -> None:
    item_path(root, "A103").write_text("titel: [\n")
    assert new(root).ref.id == "A104"


def test_no_number_is_free(root: Path) -> None:
    item_path(root, "A103").rename(item_path(root, "A999"))
    assert new(root).ref.id == "A103"
    for number in range(104, 999):
        item_path(root, f"A{number}").write_text("titel: a\n")
    with pytest.raises(UdplanError, match="no number of the letter A is free"):
        new(root)


def test_a_number_that_git_has_seen_is_never_used_again(root: Path) -> None:
    repository(root)
    path = item_path(root, "A104-en-anden")
    path.write_text("titel: a\n")
    commit(root, "A104")
    path.unlink()
    commit(root, "No A104")
    assert new(root, dry_run=True).ref.id == "A105"


def test_a_number_that_another_branch_has_deleted_or_has(root: Path) -> None:
    repository(root)
    git(root, "switch", "--quiet", "-c", "other")
    item_path(root, "A105").write_text("titel: a\n")
    item_path(root, "A107-æøå").write_text("titel: a\n")
    commit(root, "A105 and A107")
    item_path(root, "A105").unlink()
    item_path(root, "A107-æøå").unlink()
    commit(root, "None of them")
    item_path(root, "A106").write_text("titel: a\n")
    commit(root, "A106")
    git(root, "switch", "--quiet", "main")
    assert new(root, dry_run=True).ref.id == "A108"


def test_a_number_seen_in_a_merge_a_rename_and_a_tag(root: Path) -> None:
    repository(root)
    item_path(root, "A103").rename(item_path(root, "A120"))
    commit(root, "A120")
    git(root, "tag", "kept")
    item_path(root, "A120").rename(item_path(root, "A103"))
    commit(root, "A103 again")
    assert new(root, dry_run=True).ref.id == "A121"
    git(root, "reset", "--quiet", "--hard", "HEAD~2")
    assert new(root, dry_run=True).ref.id == "A121"


def test_the_workspace_in_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    inner = tmp_path / "budget"
    inner.mkdir()
    workspace(inner)
    repository(tmp_path)
    item_path(inner, "A110").write_text("titel: a\n")
    commit(tmp_path, "A110")
    item_path(inner, "A110").unlink()
    commit(tmp_path, "No A110")
    assert new(inner, dry_run=True).ref.id == "A111"


def test_a_number_moved_to_another_folder_is_still_seen(root: Path) -> None:
    """An id that lay in the wrong folder, or in a plan that was renamed, was an id all the same."""
    repository(root)
    wrong = root / "plan" / "2025-2028" / "driftsaendringer" / "A130.yaml"
    wrong.parent.mkdir()
    wrong.write_text("titel: a\n")
    commit(root, "A130 in the wrong folder")
    wrong.unlink()
    commit(root, "Gone")
    assert new(root, dry_run=True).ref.id == "A131"


def test_a_history_that_git_will_not_read_is_said_so(root: Path) -> None:
    repository(root)
    (root / ".git" / "refs" / "heads" / "main").write_text("0" * 39 + "1\n")
    before = tree(root / "plan")
    with pytest.raises(UdplanError, match=r"git cannot read the history: .*bad"):
        new(root)
    assert tree(root / "plan") == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can give files away")
def test_a_repository_that_git_does_not_trust_is_said_so(root: Path) -> None:
    repository(root)
    for path in (root, root / ".git"):
        os.chown(path, 65534, 65534)
    with pytest.raises(UdplanError, match="git does not trust this folder"):
        new(root)


def test_a_shallow_clone_is_warned_of(root: Path, tmp_path: Path) -> None:
    repository(root)
    commit(root, "Another")
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "clone")
    (note,) = new(tmp_path / "clone", dry_run=True).notes
    assert "shallow clone" in str(note)
    assert "git fetch --unshallow" in str(note)
    assert new(root, dry_run=True).notes == ()


def test_no_commits_yet_and_no_repository_are_nothing_to_tell_of(root: Path) -> None:
    assert new(root, dry_run=True).ref.id == "A104"
    git(root, "init", "--quiet")
    made = new(root, dry_run=True)
    assert (made.ref.id, made.notes) == ("A104", ())


def test_two_at_once_get_two_numbers(root: Path) -> None:
    from support.processes import child, ended

    pids = [child(lambda: bool(new(root)) - 1) for _number in range(4)]
    assert [ended(pid) for pid in pids] == [0] * 4
    assert sorted(path.stem for path in item_path(root).parent.iterdir()) == [
        f"A{number}" for number in range(101, 108)
    ]


def test_a_pattern_of_its_own_is_told_of(root: Path) -> None:
    settings = root / "plan" / "2025-2028" / "plan.yaml"
    settings.write_text(settings.read_text("utf-8") + "id_moenster: 'P\\d+'\n", encoding="utf-8")
    for path in item_path(root).parent.iterdir():
        path.rename(path.with_name("P" + path.name[1:]))
    with pytest.raises(UdplanError, match="id_moenster of its own"):
        new(root)


def test_a_plan_without_settings(root: Path) -> None:
    (root / "plan" / "2025-2028" / "plan.yaml").unlink()
    before = tree(root)
    with pytest.raises(UdplanError):
        new(root)
    assert tree(root) == before

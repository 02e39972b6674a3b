"""What is installed is whole: the wheel and the source distribution hold templates, catalogue and types."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def templates() -> set[str]:
    found = {path.name for path in (REPOSITORY / "templates").iterdir()}
    assert "papir.html.j2" in found
    return found


def test_the_wheel_holds_all_that_the_program_reads(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"udplan/templates/{name}" for name in templates()} <= names
    skeleton = {path.name for path in (REPOSITORY / "src" / "udplan" / "skeleton").iterdir()}
    assert {f"udplan/skeleton/{name}" for name in skeleton} <= names
    assert {"udplan/locale/da/LC_MESSAGES/udplan.mo", "udplan/py.typed"} <= names
    example = {path.relative_to(REPOSITORY / "plan").as_posix() for path in (REPOSITORY / "plan").rglob("*.yaml")}
    assert {f"udplan/skovby/plan/{name}" for name in example} <= names
    guide = {path.name for path in (REPOSITORY / "docs" / "vejledning").glob("*.md")}
    assert {f"udplan/docs/vejledning/{name}" for name in guide} <= names
    assert not [name for name in names if name.startswith(("tests", "plan/", "docs/"))]


def test_the_source_distribution_holds_templates_and_tests(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {f"templates/{name}" for name in templates()} <= names
    assert {"Makefile", "README.md", "LICENSE", "tests/conftest.py", "plan/2025-2028/plan.yaml"} <= names


def run_from_wheel(built: Path, site: Path, folder: Path, *arguments: str) -> None:
    """Run a command of the wheel and of nothing else."""
    (wheel,) = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    script = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import udplan; assert {str(site)!r} in udplan.__file__\n"
        f"from udplan.cli.app import run; sys.exit(run({list(arguments)!r}))"
    )
    environment = {**os.environ, "UDPLAN_LANG": "da"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_report_is_rendered_from_the_wheel_alone(built: Path, example: Path, tmp_path: Path) -> None:
    for path in (example / "templates").iterdir():
        path.unlink()
    run_from_wheel(built, tmp_path / "site", example, "status", "--round", "2025-05", "-o", "x.html")
    assert "Udmøntningsplan 2025-2028" in (example / "x.html").read_text(encoding="utf-8")


def test_a_beginning_is_made_from_the_wheel_alone(built: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    asked = ("--kommune", "Skovby Kommune", "--budgetaar", "2026-2029", "--ci", "github", "--no-git")
    run_from_wheel(built, site, tmp_path, "init", "ny", *asked)
    run_from_wheel(built, site, tmp_path, "demo", "skovby")
    run_from_wheel(built, site, tmp_path / "skovby", "round", "verify")
    run_from_wheel(built, site, tmp_path, "guide", "-o", "guide.html")
    assert "Fra tabel til plan" in (tmp_path / "guide.html").read_text(encoding="utf-8")

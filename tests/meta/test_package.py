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
    assert not [name for name in names if name.startswith(("tests", "plan/"))]


def test_the_source_distribution_holds_templates_and_tests(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {f"templates/{name}" for name in templates()} <= names
    assert {"Makefile", "README.md", "LICENSE", "tests/conftest.py", "plan/2025-2028/plan.yaml"} <= names


def test_a_report_is_rendered_from_the_wheel_alone(built: Path, example: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    for path in (example / "templates").iterdir():
        path.unlink()
    script = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import udplan; assert {str(site)!r} in udplan.__file__\n"
        "from udplan.cli.app import run; sys.exit(run(['status', '--round', '2025-05', '-o', 'x.html']))"
    )
    environment = {**os.environ, "UDPLAN_LANG": "da"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=example, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Udmøntningsplan 2025-2028" in (example / "x.html").read_text(encoding="utf-8")

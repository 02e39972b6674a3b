"""The house: imports point down only, no module is too long, and start-up loads only what it must."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import udplan
from support.gitting import commit, repository

PACKAGE = Path(udplan.__file__).parent
FLOORS = ("ground", "domain", "pure", "adapters", "usecases", "cli")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)
# What a floor may use besides what lies below it and the standard library.
LIBRARIES = {
    "ground": set(),
    "domain": {"pydantic", "pydantic_core"},
    "pure": {"pydantic"},
    "adapters": {
        "pydantic", "ruamel", "_ruamel_yaml", "rich", "jinja2", "markdown_it", "markupsafe", "platformdirs", "filelock",
        "openpyxl", "docx",
    },
    "usecases": set(),
    "cli": {"typer"},
}  # fmt: skip
LONGEST_MODULE = 400


def imported(path: Path) -> list[str]:
    """Every module that a file imports, wherever in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports say the whole name"
            assert node.module
            names.append(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path: Path) -> None:
    floor = path.relative_to(PACKAGE).parts[0]
    allowed = FLOORS[: FLOORS.index(floor) + 1]
    for name in imported(path):
        top, _dot, rest = name.partition(".")
        if top == "udplan":
            inner = rest.partition(".")[0]
            assert not inner or inner in allowed, f"{floor} must not import {name}"
        elif top not in sys.stdlib_module_names:
            assert top in LIBRARIES[floor], f"{floor} must not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_holds_one_thing(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_outermost_floors_read_the_clock_or_print(path: Path) -> None:
    floor = path.relative_to(PACKAGE).parts[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert "print" not in called
    assert floor == "cli" or not called & {"date.today", "datetime.now", "sys.exit"}


HEAVY = ("pydantic", "rich", "jinja2", "ruamel", "_ruamel_yaml", "markdown_it", "filelock", "openpyxl", "docx")


def modules_loaded(workspace: Path, cache: Path, *arguments: str) -> set[str]:
    """The modules that one command loads, seen from inside its process."""
    script = (
        "import sys\n"
        "from udplan.cli.app import run\n"
        f"code = run({list(arguments)!r})\n"
        "sys.stderr.write('\\nMODULES ' + ' '.join(sorted(sys.modules)))\n"
        "sys.exit(code)\n"
    )
    environment = {**os.environ, "UDPLAN_LANG": "da", "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=workspace, capture_output=True, text=True, encoding="utf-8", env=environment
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("MODULES ")[2].split())


def test_list_loads_nothing_heavy_when_its_cache_is_good(example: Path, tmp_path: Path) -> None:
    for path in (example / "plan").rglob("*.yaml"):
        if "\nlukket:" in path.read_text("utf-8"):
            path.unlink()  # only what is closed takes a last look at what is shown
    modules_loaded(example, tmp_path / "cache", "list")
    loaded = modules_loaded(example, tmp_path / "cache", "list")
    ours = {name for name in loaded if name.startswith("udplan")}
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}
    assert sys.platform != "linux" or "platformdirs" not in loaded
    assert ours == {
        "udplan", "udplan.adapters", "udplan.adapters.folders", "udplan.adapters.printers",
        "udplan.adapters.printers.tables", "udplan.adapters.read", "udplan.adapters.read.kept",
        "udplan.adapters.read.loader", "udplan.adapters.read.sources", "udplan.adapters.read.understand",
        "udplan.adapters.write", "udplan.adapters.write.interrupted", "udplan.cli", "udplan.cli.app",
        "udplan.cli.language", "udplan.cli.listing", "udplan.cli.options", "udplan.cli.output", "udplan.cli.typed",
        "udplan.cli.words", "udplan.domain", "udplan.domain.names", "udplan.domain.plan", "udplan.domain.tidspunkt",
        "udplan.domain.nearest_times",
        "udplan.domain.vocabulary", "udplan.ground", "udplan.ground.danish", "udplan.ground.errors",
        "udplan.ground.language", "udplan.ground.message", "udplan.ground.order", "udplan.ground.problem",
        "udplan.pure", "udplan.pure.view", "udplan.pure.view.choosing", "udplan.pure.view.late",
        "udplan.pure.view.public", "udplan.pure.view.query", "udplan.usecases", "udplan.usecases.listing",
    }  # fmt: skip


def test_help_loads_nothing_heavy(example: Path, tmp_path: Path) -> None:
    loaded = modules_loaded(example, tmp_path / "cache", "--help")
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}


@pytest.mark.parametrize("command", [("diff", "HEAD~1", "HEAD"), ("history", "A301"), ("diff",)], ids=" ".join)
def test_differences_load_no_models_when_every_version_has_been_parsed_before(
    example: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    repository(example)
    item = next(example.glob("plan/2025-2028/anlaegsprojekter/A301*"))
    item.write_text(item.read_text("utf-8").replace("trafiklys: gul", "trafiklys: roed"), encoding="utf-8")
    commit(example, "Rødt")
    modules_loaded(example, tmp_path / "cache", *command)
    loaded = modules_loaded(example, tmp_path / "cache", *command)
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}

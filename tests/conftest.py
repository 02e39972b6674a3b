"""What every test stands on: an English terminal, no user's settings, and a copy of the example plan."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.command import Udplan
from udplan.cli import app, language

REPOSITORY = Path(__file__).parent.parent

# The same examples in every run, and no limit in time: a busy machine must say what a quiet one does.
settings.register_profile(
    "same", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")

# Some words of the command line are chosen when its modules are first imported, whichever test that is.
language.use("en")
app._commands(())


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """English messages, no colour, no cache from another run, and no git configuration of this machine."""
    for name in ("UDPLAN_INTERNAL", "UDPLAN_TRACEBACK", "COLUMNS", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)  # a hook's GIT_DIR would let the tests write in its repository
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    language.use("en")  # the last test may have left another
    cache = tmp_path_factory.mktemp("cache")
    for name, value in {
        "UDPLAN_LANG": "en",
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "XDG_CACHE_HOME": str(cache),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A workspace with a copy of the example plan and the templates."""
    root = tmp_path / "workspace"
    for name in ("plan", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    return root


@pytest.fixture
def udplan(example: Path, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """The command line in a copy of the example workspace."""
    return Udplan(example, capsys)

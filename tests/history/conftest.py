"""The history as one repository, in a folder with a Danish name; no test may change it."""

import pytest

from support.command import Udplan
from support.history import History, history_repository


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """The steps as commits, the last of them in the work tree."""
    return history_repository(tmp_path_factory.mktemp("history") / "Økonomi og åbenhed")


@pytest.fixture
def udplan(history: History, capsys: pytest.CaptureFixture[str]) -> Udplan:
    """The command line in the history's work tree."""
    return Udplan(history.root, capsys)

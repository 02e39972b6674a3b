"""The user's own folders, outside every workspace: for what is kept between runs and for journals."""

import os
import sys
from pathlib import Path

_NAME = "udplan"


def cache_folder() -> Path:
    """Where what can be deleted at any time lies; not absolute for a user without a home."""
    if sys.platform == "linux":
        return _of_linux("XDG_CACHE_HOME", ".cache")
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False)


def state_folder() -> Path:
    """Where what must not be lost between runs lies; not absolute for a user without a home."""
    if sys.platform == "linux":
        return _of_linux("XDG_STATE_HOME", ".local/state")
    from platformdirs import user_state_path

    return user_state_path(_NAME, appauthor=False)


def _of_linux(variable: str, usual: str) -> Path:
    """As platformdirs has it, which takes a tenth of the time of `udplan list` to load."""
    # https://specifications.freedesktop.org/basedir-spec/latest/#variables
    named = os.environ.get(variable, "").strip()
    # Unlike a Path, os.path says nothing of a user without a home, and gives a path that is not absolute.
    return Path(named or os.path.expanduser(f"~/{usual}")) / _NAME  # noqa: PTH111

"""A real git repository, the same on every machine."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> str:
    """Run git with nobody's settings and a fixed time; gives what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@example.invalid",
        "GIT_AUTHOR_DATE": "2025-05-31T12:00:00Z",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.invalid",
        "GIT_COMMITTER_DATE": "2025-05-31T12:00:00Z",
    }
    done = subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def repository(root: Path) -> Path:
    """The folder as a repository with all that is in it committed on the branch `main`."""
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "Begin")
    return root


def commit(root: Path, message: str) -> None:
    """Commit everything as it is."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", message)

"""How the commits of a repository descend from each other, as far as it knows them."""

from pathlib import Path

from udplan.adapters.git.run import run


def ancestors(root: Path, commit: str) -> frozenset[str]:
    """A commit and every one that it descends from."""
    return frozenset(run(root, "rev-list", commit, "--").stdout.decode("ascii").split())


def common_ancestor(root: Path, one: str, other: str) -> str | None:
    """The newest commit that two descend from, which may be one of them; None where their histories never met."""
    return run(root, "merge-base", one, other).stdout.decode("ascii").strip() or None

"""Where what is kept between runs lies: outside the plan, in the user's own cache folder."""

from hashlib import blake2b
from pathlib import Path


def cache_file(root: Path, suffix: str = ".json") -> Path:
    """Where a workspace's cache of a kind lies: in the user's own cache folder."""
    from platformdirs import user_cache_path

    name = blake2b(str(root).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return user_cache_path("udplan", appauthor=False) / f"{name}{suffix}"

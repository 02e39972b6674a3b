"""An item's name across plans."""

from typing import NamedTuple


class Ref(NamedTuple):
    """An item's name across plans, written `2025-2028/A301`."""

    plan: str
    id: str

    def __str__(self) -> str:
        return f"{self.plan}/{self.id}"


def ref_from_text(text: str, plan: str) -> Ref:
    """The item that `A301` (in `plan`) or `2025-2028/A301` names."""
    other, slash, item_id = text.strip().rpartition("/")
    return Ref(other, item_id) if slash else Ref(plan, item_id)

"""What a frozen round is known by: the checksum of each of its papers and the udplan that made them, in its tag."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from udplan.ground.danish import date_text

TAGS: Final = "runde"
"""The folder of names that the tags of all rounds are in."""

_SUM: Final = re.compile(r"^([0-9a-f]{64})  (\S.*)$", re.MULTILINE)
_MADE_BY: Final = re.compile(r"^udplan (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Seal:
    """The checksums (sha256) of a round's papers by their names, and the version of udplan that made them."""

    filer: Mapping[str, str]
    version: str


def tag_of(plan: str, name: str) -> str:
    """The name of the tag that a round has when it is frozen."""
    return f"{TAGS}/{plan}/{name}"


def round_of(tag: str) -> tuple[str, str]:
    """The plan and the name of the round that a tag is of."""
    _folder, _slash, rest = tag.partition("/")
    plan, _slash, name = rest.rpartition("/")
    return plan, name


def tag_message(plan: str, name: str, opgjort: date, seal: Seal) -> str:
    """What the tag says: which round it is of, and the seal, its checksums as `sha256sum --check` reads them."""
    title = f"Runde {name} af {plan}, opgjort {date_text(opgjort)}"
    sums = "".join(f"{checksum}  {file}\n" for file, checksum in seal.filer.items())
    return f"{title}\n\nudplan {seal.version}\n\n{sums}"


def seal_from_message(message: str) -> Seal:
    """The seal in a tag's message; what the message does not hold is empty."""
    made_by = _MADE_BY.search(message)
    return Seal({found[2]: found[1] for found in _SUM.finditer(message)}, made_by[1] if made_by else "")

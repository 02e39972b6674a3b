"""An item cannot vanish: whatever its file is named or wherever it lies, `check` has an error and the others say so."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import pytest

from support.attack import DAY, Attack, some
from support.workspace import LIVE, PLAN, workspace
from udplan.domain.vocabulary import BOGSTAVER, TYPER, Type

Form = Literal["NFC", "NFD"]
TITEL = "Den forsvundne"
TEXT = LIVE.replace("Børnehus {number}", TITEL).replace("afledt_drift: ingen\n", "")


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def names(item_id: str) -> Iterator[str]:
    """Every odd name of an item's file, from its type's folder."""
    yield from (f"{item_id}.{suffix}" for suffix in (
        "yaml.txt", "YAML", "Yaml", "yml", "YML", "yaml.bak", "yaml.orig", "yaml~", "yaml.", "yaml ",
        "yaml.yaml.txt", "json",
        "md", "txt", "docx", "ya ml", "yaml\u200b", "yaml.swp", "yaml.gz",
    ))  # fmt: skip
    yield from (f"{mark}{item_id}.yaml" for mark in (
        ".", "~", "#", "_", "-", " ", "._", ".#", "~$", "\ufeff", "\u200b", "Kopi af ", "(", "$",
    ))  # fmt: skip
    yield from (f"{mark}{item_id}.yml" for mark in (".", "_", " ", "\ufeff", "(", "$"))
    yield from (f"{item_id}{rest}" for rest in (
        "", " ", " .yaml", ". .yaml", " - Kopi.yaml", "(1).yaml", " (1).yml", "(1).yml", "_ny.yaml", "_ny.yml", "+.yml",
        "-ny.yml", "-bo\u0308rn.yml", "\u00a0.yaml", "\u0301.yaml",
    ))  # fmt: skip
    for name in (item_id.lower(), _full_width(item_id), item_id[0] + _full_width(item_id[1:])):
        yield from (f"{name}.yaml", f"{name}.yml")
    yield from (f"{folder}/{item_id}.yaml" for folder in (
        "gamle", "gamle/endnu", ".skjult", "..", "../gamle", "../Driftsaendringer", "../driftsændringer", "../..",
        "a/b/c/d/e/f/g/h", "a/" * 900 + "a", item_id, f"{item_id}.yaml", "../../gamle",
    ))  # fmt: skip


def cases(item_type: Type) -> list[str]:
    """The names to try for one type; most for the first."""
    every = list(dict.fromkeys(names(f"{BOGSTAVER[item_type]}999")))
    place = list(TYPER).index(item_type)
    return some(every[place:], 7 if place else 2)


@pytest.mark.parametrize("item_type", TYPER)
def test_no_name_makes_an_item_vanish(item_type: Type, tmp_path: Path, attack: Attack) -> None:
    root = workspace(tmp_path / "workspace")
    folder = root / "plan" / PLAN / item_type
    folder.mkdir(exist_ok=True)
    for name in cases(item_type):
        path = Path(folder, *name.split("/"))
        made = [each for each in path.parents if not each.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
        _is_told(root, f"{item_type}/{name!r}", attack)
        path.unlink()
        for each in made:
            each.rmdir()


def _is_told(root: Path, case: str, attack: Attack) -> None:
    check = attack.command(root, "check")
    attack.hold(
        check.code == 1 and "error[" in check.err + check.out, f"{case}: check says nothing of it:\n{check.out}"
    )
    listed = attack.command(root, "list", *DAY)
    attack.hold("could not be read" in listed.err, f"{case}: list says nothing of it: {listed.out}{listed.err}")
    status = attack.command(root, "status", *DAY)
    told = status.out + status.err
    attack.hold("could not be read" in told or "left out" in told, f"{case}: status says nothing of it: {told[-400:]}")
    attack.hold(TITEL not in listed.out, f"{case}: it is read after all, so it is no case")


@pytest.mark.parametrize("form", get_args(Form))
def test_letters_taken_apart_are_the_same_letters(form: Form, tmp_path: Path, attack: Attack) -> None:
    """What a Mac makes of `æøå` in a name, in an id as in a slug."""
    root = workspace(tmp_path / "workspace")
    settings = root / "plan" / PLAN / "plan.yaml"
    text = settings.read_text(encoding="utf-8") + 'id_moenster: "[AÅ]\\\\d{3}"\n'
    settings.write_text(text, encoding="utf-8")
    for name in ("Å101", "A104-søbad-på-åen"):
        name = unicodedata.normalize(form, name)
        (root / "plan" / PLAN / "anlaegsprojekter" / f"{name}.yaml").write_text(TEXT, encoding="utf-8")
    answer = attack.command(root, "list", "--format", "ids", codes=(0,))
    unread = attack.command(root, "check").out.count("anlaegsprojekter/")
    attack.hold(len(answer.out.split()) == 5 or unread, answer.out + answer.err)

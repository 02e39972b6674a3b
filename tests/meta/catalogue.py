"""The Danish catalogue: what the source asks to have translated, merged with the translations there are, compiled.

`python tests/meta/catalogue.py --update` brings the .po and the .mo up to date (`make catalogue`). A new message is
left empty in the .po, to be translated there by hand, and `test_catalogue.py` fails until it is.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPOSITORY = Path(__file__).parent.parent.parent
SOURCE = REPOSITORY / "src" / "udplan"
PO = SOURCE / "locale" / "da" / "LC_MESSAGES" / "udplan.po"

# The functions of udplan.ground.language, with the other name that `mark` goes by, and how many texts each takes.
KEYWORDS = {"_": 1, "_m": 1, "mark": 1, "plural": 2}
HEADER = """\
# The Danish words of udplan. `make catalogue` brings the messages here from the source; their translations are
# written here by hand. Placeholders in {braces}, code in `backquotes`, options and file names stay as they are."""

MessageId = str | tuple[str, str]


class CalmCatalogue(Catalog):
    """A catalogue whose header holds no dates and no versions, so that it changes only when a message does."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The few headers that gettext needs."""
        return [
            ("Language", "da"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def text_calls(tree: ast.AST) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Every call of a function that translates or marks, with the arguments that are texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            yield node, node.args[: KEYWORDS[node.func.id]]


def modules() -> list[Path]:
    """Every module of udplan."""
    return sorted(SOURCE.rglob("*.py"))


def syntax_tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def extracted() -> set[MessageId]:
    """What the source asks to have translated.

    By the syntax tree and not by babel's own extractor, which sees what is inside an f-string from Python 3.12 only.
    """
    found: set[MessageId] = set()
    for path in modules():
        for _call, arguments in text_calls(syntax_tree(path)):
            texts = [each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if texts and len(texts) == len(arguments):
                found.add(texts[0] if len(texts) == 1 else (texts[0], texts[1]))
    return found


def stored() -> Catalog:
    """The catalogue as it is in the .po."""
    with PO.open("rb") as file:
        return read_po(file, locale="da", abort_invalid=True)


def merged(old: Catalog, wanted: set[MessageId]) -> CalmCatalogue:
    """The messages that are wanted and no others, each with the translation that it has already."""
    new = CalmCatalogue(locale="da", header_comment=HEADER, fuzzy=False)
    for message_id in sorted(wanted, key=str):
        known = old.get(message_id)
        same = known is not None and known.id == message_id
        new.add(message_id, known.string if known is not None and same else None)
    return new


def po_text(catalogue: Catalog) -> bytes:
    """The .po: sorted, without places and each text in one line, so that a diff shows what changed and no more."""
    file = BytesIO()
    write_po(file, catalogue, width=0, no_location=True, sort_output=True)
    return file.getvalue()


def compiled(catalogue: CalmCatalogue) -> bytes:
    """The .mo that gettext reads."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def update() -> int:
    """Bring the .po and the .mo up to date, and say what came, what went and what is still to be translated."""
    old = stored()
    wanted = extracted()
    new = merged(old, wanted)
    PO.write_bytes(po_text(new))
    PO.with_suffix(".mo").write_bytes(compiled(new))
    for message in old:
        if message.id and message.id not in wanted:
            print(f"gone: {message.id!r}: {message.string!r}")
    untranslated = [message for message in new if not is_translated(message)]
    for message in untranslated:
        print(f"to be translated: {message.id!r}")
    print(f"{len(wanted)} messages, {len(untranslated)} to be translated in {PO.relative_to(REPOSITORY)}")
    return 1 if untranslated else 0


def is_translated(message: Message) -> bool:
    """Whether no form of a message's translation is empty."""
    return bool(message.string) and all(message.string or "")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--update", action="store_true", required=True, help="write the .po and the .mo")
    parser.parse_args()
    return update()


if __name__ == "__main__":
    sys.exit(main())

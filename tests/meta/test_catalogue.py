"""Every message is in the Danish catalogue with its placeholders and code words, and no message goes around it."""

import ast
import gettext
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
import typer.core
from babel.messages.catalog import Message

from meta.catalogue import (
    KEYWORDS,
    PO,
    SOURCE,
    CalmCatalogue,
    compiled,
    extracted,
    is_translated,
    merged,
    modules,
    po_text,
    stored,
    syntax_tree,
    text_calls,
)

# Typer's own messages that udplan never lets through: cli/words.py and cli/app.py tell them in their own words.
NEVER_SHOWN = {"(dynamic)", "Aborted!", "Missing command.", "No such command {name!r}."}
# The fields of what is told to people, in the order that a call gives them; an error's are ERROR_FIELDS.
FIELDS: dict[str, Sequence[str]] = {
    "Finding": ("code", "path", "keys", "message", "hint"),
    "Fault": ("code", "message", "hint", "line", "column"),
    "Problem": ("path", "line", "column", "severity", "code", "message", "hint"),
    "News": ("ref", "titel", "kind", "tekst"),
    "BadParameter": ("message",),
    "confirm": ("text",),
    "say": ("text",),
}
ERROR_FIELDS = ("message", "hint")
READ_BY_PEOPLE = frozenset(("message", "hint", "tekst", "text"))
WORD = re.compile(r"[A-Za-zæøåÆØÅ]{2,}")
PLACEHOLDER = re.compile(r"\{[a-z_]+(?:![rsa])?\}")
COMMANDS = (
    "check|collect|diff|done|drop|edit|history|init|list|move|new|remind|reopen|rollover|round|schema|set|show|status"
)
# Options, commands, file names, words in capitals such as UTF-8 and SIGNS_LIKE_THIS, and numbers.
CODE_WORDS = re.compile(
    r"--[a-z-]+|\budplan (?:" + COMMANDS + r")\b|[\w-]+\.(?:yaml|html|md)\b|\b[A-Z]+[-_][A-Z0-9_]+\b|\d+"
)
# The one text in backquotes that shows backquotes, and is no code.
SHOWN_BACKQUOTES = "put code in `backquotes`"

MESSAGES = [message for message in stored() if message.id]


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each English form of a message with its Danish one."""
    english = [message.id] if isinstance(message.id, str) else message.id
    danish = [message.string] if isinstance(message.string, str) else message.string or []
    assert len(english) == len(danish), message.id
    return zip(english, danish, strict=True)


ALL_FORMS = [form for message in MESSAGES if is_translated(message) for form in forms(message)]


def test_the_catalogue_has_every_message_and_no_other() -> None:
    assert {message.id for message in MESSAGES} == extracted(), "run `make catalogue`"


def test_nothing_is_untranslated_fuzzy_or_obsolete() -> None:
    catalogue = stored()
    assert [message.id for message in MESSAGES if not is_translated(message)] == []
    assert [message.id for message in catalogue if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_the_files_are_what_an_update_makes() -> None:
    catalogue = merged(stored(), extracted())
    assert PO.read_bytes() == po_text(catalogue), "run `make catalogue`"
    assert PO.with_suffix(".mo").read_bytes() == compiled(catalogue), "run `make catalogue`"


def test_an_update_keeps_translations_and_drops_what_is_gone() -> None:
    old = CalmCatalogue(locale="da")
    old.add("kept", "beholdt")
    old.add("gone", "væk")
    old.add(("{count} day", "{count} days"), ("{count} dag", "{count} dage"))
    old.add("error", "fejl")
    new = merged(old, {"kept", "came", ("{count} day", "{count} days"), ("error", "errors")})
    found = {message.id: message.string or "" for message in new if message.id}
    assert found == {
        "kept": "beholdt",
        "came": "",
        ("{count} day", "{count} days"): ("{count} dag", "{count} dage"),
        ("error", "errors"): ("", ""),
    }


def test_gettext_reads_what_is_compiled() -> None:
    old = CalmCatalogue(locale="da")
    old.add(("{count} day", "{count} days"), ("{count} dag", "{count} dage"))
    read = gettext.GNUTranslations(BytesIO(compiled(merged(old, {("{count} day", "{count} days"), "new"}))))
    assert [read.ngettext("{count} day", "{count} days", count) for count in (0, 1, 2)] == [
        "{count} dage",
        "{count} dag",
        "{count} dage",
    ]
    assert read.gettext("new") == "new"


def kept(text: str) -> list[str]:
    """What of a text is the same in every language."""
    return sorted(PLACEHOLDER.findall(text) + CODE_WORDS.findall(text) + re.findall(r"`[^`]*`", text))


def outline(text: str) -> tuple[bool, str]:
    """Whether a text begins with a small letter, and the sign or space it ends with."""
    return text[0].islower(), text[-1] if text[-1] in ".?:…! " else ""


def test_a_translation_keeps_placeholders_code_and_numbers() -> None:
    texts = [(english, danish) for english, danish in ALL_FORMS if SHOWN_BACKQUOTES not in english]
    assert [(english, danish) for english, danish in texts if kept(english) != kept(danish)] == []


def test_a_translation_begins_and_ends_as_the_message_does() -> None:
    assert [(english, danish) for english, danish in ALL_FORMS if outline(english) != outline(danish)] == []
    assert [danish for _english, danish in ALL_FORMS if re.search(r"  |\s,|\s\.(?!\w)", danish)] == []


def test_what_typer_looks_up_is_in_the_catalogue() -> None:
    tree = ast.parse(Path(typer.core.__file__).read_text(encoding="utf-8"))
    looked_up = {
        argument.value
        for call, arguments in text_calls(tree)
        for argument in arguments
        if isinstance(argument, ast.Constant)
    }
    assert "Options" in looked_up
    assert looked_up - NEVER_SHOWN <= extracted()


def name_of(path: Path) -> str:
    """A module's place in the source."""
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_what_is_translated_is_a_whole_text(path: Path) -> None:
    """An f-string or a formatted text would be looked up with its values in it, and never be found."""
    for call, arguments in text_calls(syntax_tree(path)):
        for argument in arguments:
            is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            is_marked = isinstance(argument, ast.Name | ast.Attribute | ast.Subscript)
            assert is_text or (is_marked and name(call) == "_"), f"line {call.lineno}"


def name(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def error_classes() -> frozenset[str]:
    """`UdplanError` and every class of the source that is one."""
    bases = {
        node.name: {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
        for path in modules()
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.ClassDef)
    }
    found = {"UdplanError"}
    while more := {each for each, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


ERRORS = error_classes()


def texts_for_people(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that somebody will read."""
    fields = ERROR_FIELDS if name(call) in ERRORS else FIELDS.get(name(call))
    if fields is not None:
        yield from (value for field, value in zip(fields, call.args, strict=False) if field in READ_BY_PEOPLE)
        yield from (keyword.value for keyword in call.keywords if keyword.arg in READ_BY_PEOPLE)


def untranslated(node: ast.expr, around: ast.AST) -> Iterator[str]:
    """The words of an expression that did not go through the catalogue; names are followed inside `around`."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and WORD.search(node.value):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from untranslated(part, around)
    elif isinstance(node, ast.BinOp):
        yield from untranslated(node.left, around)
        yield from untranslated(node.right, around)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from untranslated(value, around)
    elif isinstance(node, ast.IfExp):
        yield from untranslated(node.body, around)
        yield from untranslated(node.orelse, around)
    elif isinstance(node, ast.Call) and name(node) not in KEYWORDS and isinstance(node.func, ast.Attribute):
        yield from untranslated(node.func.value, ast.Module([], []))
    elif isinstance(node, ast.Name):
        for each in ast.walk(around):
            if isinstance(each, ast.Assign) and node.id in {getattr(target, "id", "") for target in each.targets}:
                yield from untranslated(each.value, ast.Module([], []))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_what_people_read_goes_through_the_catalogue(path: Path) -> None:
    tree = syntax_tree(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    found = {
        (call.lineno, text)
        for function in functions
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        for argument in texts_for_people(call)
        for text in untranslated(argument, function)
    }
    assert sorted(found) == []


@pytest.mark.parametrize("path", sorted((SOURCE / "cli").glob("*.py")), ids=name_of)
def test_the_help_of_options_goes_through_the_catalogue(path: Path) -> None:
    """A help without a space, such as `html|md`, is a list of code words."""
    for call in ast.walk(syntax_tree(path)):
        if isinstance(call, ast.Call) and name(call) in ("Option", "Argument", "Typer", "command"):
            for keyword in call.keywords:
                value = getattr(keyword.value, "value", None)
                if keyword.arg == "help" and isinstance(value, str):
                    assert " " not in value, f"line {call.lineno}: {value}"


def test_the_words_of_the_test_see_what_they_are_for() -> None:
    source = """
def f(name):
    message = f"no {name}"
    raise UsageFault(message, _("see {x}").format(x=name))
def g(name):
    say("  hint: " + _("see"))
    yield Finding("code", "path", (), _("text") if name else "text", hint="do it")
"""
    tree = ast.parse(source)
    found = [
        text
        for function in tree.body
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        for argument in texts_for_people(call)
        for text in untranslated(argument, function)
    ]
    assert sorted(found) == ["  hint: ", "do it", "no ", "text"]

"""Item files in as many layouts as people write them, made without the program's own writer.

Every line knows which key it belongs to, so that tests can say which lines an edit had a right to touch.
"""

import re
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

Keys = tuple[str | int, ...]

_SAFE_PLAIN: Final = re.compile(r"[A-Za-zæøåÆØÅ][A-Za-z0-9æøåÆØÅ .()/²–-]*[A-Za-z0-9æøåÆØÅ.)]")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_REMARKS: Final = (
    "spørg Jens",
    "- ikke et punkt",
    "nøgle: værdi",
    'se "sagen"',
    "don't",
    "{en, to]",
    "# dobbelt",
    "æøå |",
    "50 %",
    "fase: i_gang",
    "> note",
    "e\u0301 og \U0001f600",
)


@dataclass(frozen=True)
class Line:
    """A line without its end, and the key it belongs to; `()` for what stands between the keys."""

    text: str
    keys: Keys
    whole: bool = True
    """Whether the line is its key's alone: a line of a value in brackets holds many keys."""


@dataclass
class Written:
    """A file, and the lines it was written from."""

    data: dict[str, Any]
    lines: list[Line]
    comments: dict[str, Keys]
    newline: str
    bom: bool
    final_newline: bool
    top: int
    flow: set[Keys] = field(default_factory=set)

    @property
    def blob(self) -> bytes:
        text = self.newline.join(line.text for line in self.lines) + (self.newline if self.final_newline else "")
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode("utf-8")


class Pen:
    """Writes data by chance: each file has its habits, and each key its moods."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments: dict[str, Keys] = {}
        self.flow: set[Keys] = set()
        self.step = random.choice((1, 2, 2, 2, 3, 4, 7))
        self.remarks = random.choice((0.0, 0.05, 0.3, 0.7))
        self.blanks = random.choice((0.0, 0.1, 0.4))
        self.bracketed = random.choice((0.1, 0.5, 0.9))

    def written(self, data: dict[str, Any]) -> Written:
        """The data as a file."""
        random = self.random
        top = 0 if random.random() < 0.9 else random.choice((1, 2, 4))
        lines: list[Line] = []
        if random.random() < 0.3:
            lines.append(Line("# yaml-language-server: $schema=../../../.udplan/emne.schema.json", ()))
        start = random.random() < 0.1
        if start:
            lines.append(Line("---" + self._maybe_comment(()), ()))
        if random.random() < 0.04:
            lines += self._in_brackets("", "", data, (), top)
        else:
            items = list(data.items())
            if random.random() < 0.4:
                random.shuffle(items)
            for key, value in items:
                lines += self._between((), top)
                lines += self.entry(key, value, (), top)
        lines += self._between((), top)
        if start and random.random() < 0.3:
            lines.append(Line("...", ()))
        return Written(
            data,
            lines,
            self.comments,
            random.choice(("\n", "\n", "\r\n")),
            random.random() < 0.2,
            random.random() < 0.75,
            top,
            self.flow,
        )

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def remark(self, keys: Keys) -> str:
        """A comment that occurs only once."""
        comment = f"# k{len(self.comments)}k {self.random.choice(_REMARKS)}"
        self.comments[comment] = keys
        return comment

    def _maybe_comment(self, keys: Keys, space: str = " ") -> str:
        if not self.chance(self.remarks):
            return self.random.choice(("", "", "", " ", "\t", "   "))
        return self.random.choice((" ", "  ", "\t", "      ")) + self.remark(keys)

    def _between(self, keys: Keys, indent: int) -> list[Line]:
        lines = []
        while self.chance(self.blanks):
            lines.append(Line(self.random.choice(("", "", " " * indent)), ()))
        while self.chance(self.remarks / 2):
            lines.append(Line(" " * indent + self.remark(keys), ()))
        return lines

    def entry(self, key: str, value: Any, parent: Keys, indent: int, first: str | None = None) -> list[Line]:
        """A key with its value; `first` is what stands before it on its first line in place of the indentation."""
        keys = (*parent, key)
        head = (" " * indent if first is None else first) + self._key(key) + self.random.choice((":", ":", ":", " :"))
        if value is None:
            return [Line(head + self.random.choice((" null", " ~", "")) + self._maybe_comment(keys), keys)]
        if isinstance(value, str) and "\n" in value and self._fits_a_block(value):
            return self._block_text(head, value, keys, indent)
        if isinstance(value, dict | list):
            if not value or self.chance(self.bracketed):
                self.flow.add(keys)
                return self._in_brackets(head + " ", self._maybe_comment(keys), value, keys, indent)
            return self._block(head, value, keys, indent)
        gap = self.random.choice((" ", " ", " ", "  ", "\t", "     "))
        scalar = self._scalar(value, in_flow=False)
        if " " in scalar.strip("'\"") and "\\" not in scalar and self.chance(0.1):
            return self._folded(head + gap, scalar, keys, indent)
        if self.chance(0.05):
            inner = " " * (indent + self.step)
            lines = [Line(head + self._maybe_comment(keys), keys)]
            return [*lines, Line(inner + scalar + self._maybe_comment(keys), keys)]
        return [Line(head + gap + scalar + self._maybe_comment(keys), keys)]

    def _folded(self, head: str, scalar: str, keys: Keys, indent: int) -> list[Line]:
        """A text over two lines, which are read as one."""
        first, _space, rest = scalar.partition(" ")
        inner = " " * (indent + self.step)
        if rest[:1] not in ("#", "-", "?", ":", " ") and first not in ("", "'", '"'):
            return [Line(head + first, keys), Line(inner + rest + self._maybe_comment(keys), keys)]
        return [Line(head + scalar + self._maybe_comment(keys), keys)]

    def _key(self, key: str) -> str:
        if key.isdigit():
            return self.random.choice((key, key, key, f'"{key}"', f"'{key}'"))
        return self.random.choice((key,) * 9 + (f'"{key}"', f"'{key}'"))

    def _fits_a_block(self, value: str) -> bool:
        return not re.search(r"[^\n\t\x20-\x7e\xa0-\u2027\u2030-\ud7ff\ue000-\ufefe\U00010000-\U0010ffff]", value)

    def _block_text(self, head: str, value: str, keys: Keys, indent: int) -> list[Line]:
        body = value.rstrip("\n")
        ends = len(value) - len(body)
        if not body or (body[0] in " \t\n" and self.chance(0.3)):
            return [Line(head + " " + self._double(value) + self._maybe_comment(keys), keys)]
        explicit = body.lstrip("\n")[0] in " \t" or self.chance(0.05)
        step = self.step
        chomp = "-" if ends == 0 else "+" if ends > 1 or self.chance(0.05) else ""
        mark = self.random.choice((f"{step}{chomp}", f"{chomp}{step}")) if explicit else chomp
        style = ">" if "\n" not in body and body[0] not in " \t" and self.chance(0.3) else "|"
        lines = [Line(f"{head} {style}{mark}" + self._maybe_comment(keys).rstrip("\t"), keys)]
        pad = " " * (indent + step)
        lines += [Line(pad + line if line else "", keys) for line in body.split("\n")]
        return [*lines, *(Line("", keys) for _number in range(ends - 1))]

    def _block(self, head: str, value: dict[str, Any] | list[Any], keys: Keys, indent: int) -> list[Line]:
        lines = [Line(head + self._maybe_comment(keys), keys)]
        if isinstance(value, dict):
            inner = indent + self.step
            for key, each in value.items():
                lines += self._inner_remark(keys, inner)
                lines += self.entry(key, each, keys, inner)
            return lines
        inner = indent + self.random.choice((0, self.step, self.step))
        for place, each in enumerate(value):
            lines += self._inner_remark(keys, inner)
            lines += self._element(each, (*keys, place), inner)
        return lines

    def _inner_remark(self, keys: Keys, indent: int) -> list[Line]:
        return [Line(" " * indent + self.remark(keys), (*keys, "#"))] if self.chance(self.remarks / 2) else []

    def _element(self, value: Any, keys: Keys, indent: int) -> list[Line]:
        pad = " " * indent
        dash = "-" + " " * self.random.choice((1, 1, 1, 3))
        if not isinstance(value, dict | list):
            return [Line(pad + dash + self._scalar(value, in_flow=False) + self._maybe_comment(keys), keys)]
        if not value or isinstance(value, list) or self.chance(self.bracketed):
            self.flow.add(keys)
            return self._in_brackets(pad + dash, self._maybe_comment(keys), value, keys, indent)
        lines: list[Line] = []
        if self.chance(0.1):
            lines.append(Line(pad + "-" + self._maybe_comment(keys), keys))
            first: str | None = None
        else:
            first = pad + dash
        for key, each in value.items():
            if first is None:
                lines += self._inner_remark(keys, indent + len(dash))
            lines += self.entry(key, each, keys, indent + len(dash), first)
            first = None
        return lines

    def _in_brackets(self, head: str, tail: str, value: Any, keys: Keys, indent: int) -> list[Line]:
        if self.chance(0.75) or not value:
            return [Line(head + self._flow(value) + tail, keys, whole=False)]
        opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
        parts = (
            [f"{self._key(key)}: {self._flow(each)}" for key, each in value.items()]
            if isinstance(value, dict)
            else [self._flow(each) for each in value]
        )
        pad = " " * (indent + self.step)
        lines = [Line(head + opening + self._maybe_comment(keys), keys, whole=False)]
        for place, part in enumerate(parts):
            comma = "," if place < len(parts) - 1 or self.chance(0.3) else ""
            own = (*keys, list(value)[place]) if isinstance(value, dict) else (*keys, place)
            lines.append(Line(pad + part + comma + self._maybe_comment(own), keys, whole=False))
        # libyaml wants the closing bracket further in than the key around it.
        lines.append(Line(" " * (indent + 1) + closing + tail, keys, whole=False))
        return lines

    def _flow(self, value: Any) -> str:
        space = self.random.choice(("", "", " "))
        comma = self.random.choice((", ", ", ", " , "))
        if isinstance(value, dict):
            parts = [f"{self._key(key)}: {self._flow(each)}" for key, each in value.items()]
            return "{" + space + comma.join(parts) + space + "}"
        if isinstance(value, list):
            return "[" + space + comma.join(self._flow(each) for each in value) + space + "]"
        return self._scalar(value, in_flow=True)

    def _scalar(self, value: Any, *, in_flow: bool) -> str:
        if value is None:
            return "null"
        if isinstance(value, bool):
            return self.random.choice(("true", "True", "TRUE") if value else ("false", "False"))
        if isinstance(value, int):
            return str(value)
        plain = _SAFE_PLAIN.fullmatch(value) and value.casefold() not in ("true", "false", "null")
        if (plain or _ISO.fullmatch(value)) and self.chance(0.7):
            return str(value)
        if "'" not in value and value.isprintable() and self.chance(0.5):
            return f"'{value}'"
        return self._double(value)

    def _double(self, value: str) -> str:
        out = []
        for character in value:
            if character in '"\\':
                out.append("\\" + character)
            elif character == "\n":
                out.append("\\n")
            elif character.isprintable():
                out.append(character)
            else:
                out.append(f"\\U{ord(character):08x}")
        return '"' + "".join(out) + '"'

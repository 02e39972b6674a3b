"""The same items as projects of doorstop, StrictDoc and sphinx-needs, and how each reads, checks and prints them.

Every project holds all that the items say: title and texts, and each other key as a field of its own that is printed
too. References between items are links, which all three check. Files are written only where they change.
"""

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from floor import Loader
from timing import Command
from workspaces import FOLDERS, item_files, item_id

IN_A_FILE = 50
"""Items in each file of StrictDoc and sphinx-needs. Fewer make cold runs slower, more make a change slower."""
_TEXTS = ("beskrivelse", "proces", "status")
_LINKS = ("afhaenger_af", "afledt_drift_af")


@dataclass(frozen=True)
class PeerItem:
    """What an item says, in a shape that all three can hold."""

    id: str
    folder: str
    titel: str
    fields: dict[str, str]
    text: str
    links: list[str]


@dataclass(frozen=True)
class Peer:
    """A peer: how its project is written, and how it is read, checked and printed as HTML."""

    name: str
    requirements: tuple[str, ...]
    write: Callable[[Sequence[PeerItem], Path], None]
    commands: Callable[[Path, bool], list[Command]]
    """From the folder of its programs, and whether nothing is kept. They are run in the project."""
    output: str
    """What it makes and keeps between runs, below the project."""
    configuration: str


def peer_item(path: Path) -> PeerItem:
    """An item of a workspace."""
    data = yaml.load(path.read_bytes(), Loader=Loader)
    rest = {key: value for key, value in data.items() if key not in ("titel", *_TEXTS, *_LINKS)}
    linked = [data[key] for key in _LINKS if key in data]
    return PeerItem(
        id=item_id(path),
        folder=path.parent.name,
        titel=data["titel"],
        fields={
            key: " ".join(value.split()) if isinstance(value, str) else _one_line(value) for key, value in rest.items()
        },
        text="\n\n".join(data[key].strip() for key in _TEXTS if key in data),
        links=[each for value in linked for each in (value if isinstance(value, list) else [value])],
    )


def peer_items(root: Path) -> list[PeerItem]:
    """Every item of a workspace."""
    return [peer_item(path) for path in item_files(root)]


def _one_line(value: object) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=True, width=10_000).split(
        "\n"
    )[0]


def _write(path: Path, text: str) -> None:
    """Write a file unless it says this already."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _all_fields(items: Sequence[PeerItem]) -> list[str]:
    return sorted({key for item in items for key in item.fields})


def _by_file(items: Sequence[PeerItem]) -> Iterator[tuple[str, Sequence[PeerItem]]]:
    """The items of each folder, so many in a file, with a name for the file."""
    for folder in FOLDERS:
        inside = [item for item in items if item.folder == folder]
        for start in range(0, len(inside), IN_A_FILE):
            yield f"{folder}-{start // IN_A_FILE + 1:04}", inside[start : start + IN_A_FILE]


# doorstop ----------------------------------------------------------------------------------------------------------


def _write_doorstop(items: Sequence[PeerItem], project: Path) -> None:
    """A document for each folder and a file for each item. The documents are a tree, the first of them its root."""
    if not (project / ".git").exists():
        project.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    attributes = {"publish": _all_fields(items)}
    for folder in FOLDERS:
        inside = [item for item in items if item.folder == folder]
        settings = {"digits": 6, "prefix": inside[0].id[0], "sep": ""}
        parent = {} if folder == FOLDERS[0] else {"parent": items[0].id[0]}
        document = {"settings": settings | parent, "attributes": attributes}
        _write(project / folder / ".doorstop.yml", _block(document))
        for place, item in enumerate(inside, start=1):
            _write(project / folder / f"{item.id}.yml", _doorstop_item(item, place))


def _doorstop_item(item: PeerItem, place: int) -> str:
    links = {"links": item.links}
    state = {"active": True, "derived": False, "normative": True, "ref": "", "reviewed": None, "level": f"1.{place}"}
    return _block(state | links | {"header": item.titel, "text": item.text} | item.fields)


def _block(value: object) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, width=100)


def _doorstop(programs: Path, _cold: bool) -> list[Command]:
    program = str(programs / "doorstop")
    return [
        [program, "--no-reformat", "--no-review-check", "--no-child-check"],
        [program, "publish", "all", "out", "--html"],
    ]


# StrictDoc ---------------------------------------------------------------------------------------------------------

_STRICTDOC_SETTINGS = """from strictdoc.core.project_config import ProjectConfig


def create_config() -> ProjectConfig:
    return ProjectConfig(project_title="Plan", project_features=[])
"""


def _write_strictdoc(items: Sequence[PeerItem], project: Path) -> None:
    """A document for each file, with a grammar that has the items' fields."""
    fields = _all_fields(items)
    _write(project / "strictdoc_config.py", _STRICTDOC_SETTINGS)
    for name, inside in _by_file(items):
        grammar = _strictdoc_grammar(fields)
        _write(
            project / f"{name}.sdoc", f"[DOCUMENT]\nTITLE: {name}\n\n{grammar}" + "".join(map(_strictdoc_item, inside))
        )


def _strictdoc_grammar(fields: Sequence[str]) -> str:
    names = ["UID", *(field.upper() for field in fields), "TITLE", "STATEMENT"]
    lines = [f"  - TITLE: {name}\n    TYPE: String\n    REQUIRED: {name == 'UID'}\n" for name in names]
    head = "[GRAMMAR]\nELEMENTS:\n- TAG: REQUIREMENT\n  FIELDS:\n"
    return f"{head}{''.join(lines)}  RELATIONS:\n  - TYPE: Parent\n"


def _strictdoc_item(item: PeerItem) -> str:
    lines = "".join(f"{key.upper()}: {value}\n" for key, value in sorted(item.fields.items()))
    links = "".join(f"- TYPE: Parent\n  VALUE: {link}\n" for link in item.links)
    relations = f"RELATIONS:\n{links}" if links else ""
    return f"\n[REQUIREMENT]\nUID: {item.id}\n{lines}TITLE: {item.titel}\nSTATEMENT: >>>\n{item.text}\n<<<\n{relations}"


def _strictdoc(programs: Path, cold: bool) -> list[Command]:
    alone = [] if cold else ["--no-parallelization"]
    return [[str(programs / "strictdoc"), "export", ".", "--formats", "html", "--output-dir", "out", *alone]]


# sphinx-needs ------------------------------------------------------------------------------------------------------

_SPHINX_SETTINGS = """project = "Plan"
extensions = ["sphinx_needs"]
exclude_patterns = ["out"]
html_theme = "basic"
html_copy_source = False
html_use_index = False
needs_id_regex = "^[DRAH][0-9]{{6}}$"
needs_types = [{{"directive": "emne", "title": "Emne", "prefix": "", "color": "#FFFFFF", "style": "node"}}]
needs_fields = {{field: {{"nullable": True}} for field in {fields}}}
"""


def _write_sphinx(items: Sequence[PeerItem], project: Path) -> None:
    """A page for each file, and one that lists them."""
    names = []
    for name, inside in _by_file(items):
        names.append(name)
        _write(project / f"{name}.rst", f"{name}\n{'=' * len(name)}\n" + "".join(map(_sphinx_item, inside)))
    _write(project / "index.rst", "Plan\n====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names))
    _write(project / "conf.py", _SPHINX_SETTINGS.format(fields=_all_fields(items)))


def _sphinx_item(item: PeerItem) -> str:
    options = {"id": item.id, **item.fields, **({"links": ", ".join(item.links)} if item.links else {})}
    head = "".join(f"   :{key}: {value}\n" for key, value in options.items())
    return f"\n.. emne:: {item.titel}\n{head}\n{re.sub('(?m)^(?=.)', '   ', item.text)}\n"


def _sphinx(programs: Path, cold: bool) -> list[Command]:
    jobs = "auto" if cold else "1"
    program = str(programs / "sphinx-build")
    return [[program, "--quiet", "--fail-on-warning", "--jobs", jobs, "--builder", "html", ".", "out"]]


PEERS = (
    Peer(
        "doorstop",
        ("doorstop==3.2",),
        _write_doorstop,
        _doorstop,
        "out",
        "a file for each item, `doorstop` without reviews, reformatting and links from children, then `publish`; "
        "it keeps nothing between runs",
    ),
    Peer(
        "StrictDoc",
        ("strictdoc==0.30.4",),
        _write_strictdoc,
        _strictdoc,
        "out",
        f"{IN_A_FILE} items in a file, no optional feature; in parallel when cold, and without when its cache is kept, "
        "which was faster",
    ),
    Peer(
        "sphinx-needs",
        ("sphinx-needs==9.1.0", "sphinx==9.0.4"),
        _write_sphinx,
        _sphinx,
        "out",
        f"{IN_A_FILE} items in a file, theme `basic`, no index, no sources; `--jobs auto` when cold, and one job when "
        "its doctrees are kept, which was faster",
    ),
)

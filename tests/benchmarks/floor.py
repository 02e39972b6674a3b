"""The floor: what Python, libyaml, pydantic and Jinja alone need for the same files, with nothing of udplan's work.

`python floor.py check FOLDER` parses every file with PyYAML's C loader and validates it with a small model;
`python floor.py html FOLDER FILE` also prints every item through a small Jinja template. It imports nothing of udplan,
so that it is the same beside every version of it.
"""

import sys
from pathlib import Path

import yaml
from pydantic import BaseModel


class Loader(yaml.CSafeLoader):
    """PyYAML's C loader with dates left as texts, as YAML 1.2 has them."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class Item(BaseModel):
    """What most items say; other keys are left alone."""

    titel: str
    udvalg: str
    omraade: str | None = None
    ansvarlig: str | None = None
    medansvarlige: list[str] = []
    beskrivelse: str | None = None
    proces: str | None = None
    status: str | None = None
    opdateret: str | None = None
    fase: str | None = None
    trafiklys: str | None = None
    start: int | str | None = None
    frist: int | str | None = None
    beloeb: dict[int, int] = {}
    forventet: dict[int, int] = {}
    realiseret: dict[int, int] = {}


TEMPLATE = """<!doctype html><html lang="da"><title>{{ titel }}</title><table>
{% for id, item in items %}<tr><td>{{ id }}</td><td>{{ item.titel }}</td><td>{{ item.udvalg }}</td>
<td>{{ item.ansvarlig }}</td><td>{{ item.proces }}</td><td>{{ item.status }}</td><td>{{ item.fase }}</td>
<td>{{ item.trafiklys }}</td><td>{{ item.frist }}</td><td>{{ item.opdateret }}</td>
{% for year, amount in item.beloeb.items() %}<td>{{ year }}: {{ amount }}</td>{% endfor %}</tr>
{% endfor %}</table></html>
"""


def main(kind: str, folder: str, *target: str) -> None:
    """Do the work and nothing else."""
    items = []
    for path in sorted(Path(folder).glob("plan/*/*/*.yaml")):
        if path.parent.name == "runder":
            continue
        data = yaml.load(path.read_bytes(), Loader=Loader)
        items.append((path.stem.partition("-")[0], Item.model_validate(data)))
    if kind == "html":
        from jinja2 import Environment

        text = Environment(autoescape=True).from_string(TEMPLATE).render(titel="Status", items=items)
        Path(target[0]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

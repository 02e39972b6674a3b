"""Plans that change by chance from commit to commit, and what each command tells of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from support.canaries import yaml_of
from support.command import Udplan
from support.gitting import commit, git
from support.pasts import PLAN, Plot
from support.promises import facts_of
from support.smallworlds import YEARS
from support.worlds import write

Facts = set[tuple[str, str]]
"""Items by number, and what kind of thing happened to them."""

STEPS: Final = 5
_FOLDER: Final = f"{PLAN}/hensigtserklaeringer"
_PROJECTS: Final = f"{PLAN}/anlaegsprojekter"


def chronicle(seed: int, root: Path) -> Path:
    """A repository with a tag `t0`, `t1` … on each commit; items are closed, opened, ended, renamed, new or gone."""
    random, plot = Random(seed), Plot(seed)
    plot.publish("H101", "H102", "H103", "H104", "H105", "H106")
    plot.publish("H201", "H202", lukket={"begrundelse": "Forhandling"})
    plot.put("A301", f"{_PROJECTS}/A301.yaml", **plot.data["H106"], beloeb=dict(YEARS))
    git(_kept(root, plot), "tag", "t0")
    for number in range(1, STEPS):
        for item_id in random.sample(sorted(plot.data), 4):
            _happens(random, plot, item_id, number)
        git(_kept(root, plot), "tag", f"t{number}")
    return root


def _happens(random: Random, plot: Plot, item_id: str, number: int) -> None:
    """One thing happens to an item."""
    data = dict(plot.data[item_id])
    path = next(each for each in plot.files if each.split("/")[-1].startswith(item_id))
    live = {key: value for key, value in data.items() if key not in ("fase", "trafiklys", "afsluttet", "udgaaet")}
    what = random.choice(
        ("finished", "dropped", "live", "moved", "light", "text", "owner", "closed", "slug", "gone", "new")
    )
    if what == "finished":
        data = live | {"afsluttet": {"dato": "2025-05-10", "grundlag": f"Aftale {number}"}}
    elif what == "dropped":
        data = live | {"udgaaet": {"dato": "2025-05-10", "beslutning": f"ØU pkt. {number}"}}
    elif what == "live":
        data = live | {"fase": "i_gang", "trafiklys": "gul"}
    elif what == "moved":
        data["frist"] = f"medio {2026 + number}"
    elif what == "light" and "fase" in data:
        data["trafiklys"] = random.choice(("groen", "gul", "roed"))
    elif what == "owner":
        data["ansvarlig"] = random.choice(("Skolechefen", "Kulturchefen", "Vejchefen"))
    elif what == "closed":
        data = {key: value for key, value in data.items() if key != "lukket"} | (
            {} if "lukket" in data else {"lukket": {"begrundelse": "Udbud"}}
        )
    elif what == "slug":
        path = f"{path.rpartition('/')[0]}/{item_id}-{plot.canaries.word()}.yaml"
    elif what == "gone":
        plot.gone(item_id)
        del plot.data[item_id]
        return
    elif what == "new":
        plot.publish(f"H{400 + 10 * number + random.randrange(10)}")
    else:
        data["proces"] = f"{plot.canaries.word()} {plot.canaries.word()}."
    plot.put(item_id, path, **data)


def _kept(root: Path, plot: Plot) -> Path:
    root.mkdir(exist_ok=True)
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    commit(write(root, plot.files), "Næste")
    return root


def told_by_diff(udplan: Udplan, old: str, new: str) -> Facts:
    """What `diff` tells of the items between two commits."""
    return {fact for plan in _json(udplan, "diff", old, new)["plans"] for fact in _facts(plan["news"])}


def told_by_history(udplan: Udplan, new: str, ids: set[str]) -> Facts:
    """What the histories of these items tell of a commit."""
    sha = git(udplan.root, "rev-parse", f"{new}^0").strip()
    return {
        fact
        for item_id in ids
        for event in _json(udplan, "history", f"{PLAN}/{item_id}")["events"]
        if event["commit"] == sha
        for fact in _facts(event["news"])
    }


def told_by_report(udplan: Udplan, old: str, new: str) -> Facts:
    """What the report of changes tells."""
    answer = udplan("status", "--plan", PLAN, "--at", new, "--since", old, "--report", "aendringer", "--format", "md",
                    "--internal", "--incomplete")  # fmt: skip
    assert answer.code == 0, answer.err
    return facts_of(answer.out)


def told_by_list(udplan: Udplan, new: str, *filters: str) -> set[str]:
    """The items that a list of a commit has."""
    answer = udplan("list", "--plan", PLAN, "--at", new, *filters, "--internal", "--format", "ids")
    assert answer.code == 0, answer.err
    return set(answer.out.split())


def ids_ever(root: Path) -> set[str]:
    """The numbers of all items that were ever committed."""
    listed = git(root, "log", "--format=", "--name-only", "--no-renames")
    return {path.split("/")[-1][:4] for path in listed.split() if path.count("/") == 3 and "/runder/" not in path}


def _json(udplan: Udplan, *words: str) -> Any:
    answer = udplan(*words, "--format", "json")
    assert answer.code == 0, f"{words}: {answer.err}"
    return json.loads(answer.out)


def _facts(news: Any) -> Iterator[tuple[str, str]]:
    return ((each["id"], each["kind"]) for each in news if each["kind"] not in ("plan", "round"))


def renamed(files: dict[str, str], old: str, new: str, **keys: Any) -> None:
    """Give a file another path, and what it says other values."""
    data = yaml.safe_load(files.pop(f"{_FOLDER}/{old}"))
    files[f"{PLAN}/{new}"] = yaml_of({**data, **keys})

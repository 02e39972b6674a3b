"""The tables that hold udplan's commands against what Python, libraries and git alone need for the same."""

from collections.abc import Sequence
from pathlib import Path

from session import AS_OF, THOUSAND, Session
from timing import Command, Udplan, nothing, race, this_python
from workspaces import change_item, is_open, item_files, item_id, make_history, open_items, round_commit

FLOOR = Path(__file__).parent / "floor.py"
COMMITS = 200


def report_table(session: Session) -> None:
    """`check` and then the HTML report as two commands, against the bare floor in one process."""
    root = session.workspace(THOUSAND)
    report = session.folder / "x.html"
    changed = next(open_items(root))

    def both(udplan: Udplan) -> list[Command]:
        return [
            udplan.command("check", *AS_OF, "--root", root),
            udplan.command("status", "-o", report, *AS_OF, "--root", root),
        ]

    def change() -> None:
        change_item(changed, session.number())

    table = session.floor_table("since last time")
    floor = session.floor(_floor_command("html", root, session.folder / "floor.html"))
    for name, cold, each_round, limit in (
        ("nothing kept", True, nothing, 3),
        ("nothing changed", False, nothing, 1.5),
        ("one item changed", False, change, 1.5),
    ):
        times = race([*session.entrants(both, cold=cold), floor], session.pace, each_round=each_round)
        session.floor_row(table, [name], times, limit)
    _assert_complete(report, root)


def commands_table(session: Session) -> None:
    """Single commands against what they cannot do without, with what is kept between runs."""
    root = session.workspace(THOUSAND)
    typer = [this_python(), "-c", "import typer"]
    table = session.floor_table("command", "held against")

    def contest(name: str, held: str, floor: list[Command], arguments: Sequence[str | Path], limit: int | None) -> None:
        entrants = session.entrants(lambda udplan: [udplan.command(*arguments, "--root", root)])
        session.floor_row(table, [name, held], race([*entrants, session.floor(*floor)], session.pace), limit)

    report, bare = session.folder / "x.html", session.folder / "floor.html"
    contest("`check`", "parse + validate", [_floor_command("check", root)], ["check", *AS_OF], None)
    parts = "parse + validate + Jinja"
    contest("`status -o x.html`", parts, [_floor_command("html", root, bare)], ["status", "-o", report, *AS_OF], None)
    contest("`list`", "`import typer`", [typer], ["list", *AS_OF], 2)
    old, new = make_history(root, COMMITS)
    item = next(open_items(root))
    git = ["git", "-C", str(root)]
    stat = [*git, "diff", "--stat", round_commit(root, old), round_commit(root, new)]
    log = [*git, "log", "--", str(item.relative_to(root))]
    contest("`diff OLD NEW`", "`git diff --stat` + `import typer`", [stat, typer], ["diff", old, new], None)
    contest("`history ID`", "`git log` + `import typer`", [log, typer], ["history", item_id(item)], None)


def _floor_command(kind: str, *places: Path) -> Command:
    return [this_python(), str(FLOOR), kind, *map(str, places)]


def _assert_complete(report: Path, root: Path) -> None:
    """Stop unless every item that everybody may see is in the report."""
    shown = report.read_text(encoding="utf-8")
    items = (path for path in item_files(root) if is_open(path.read_text(encoding="utf-8")))
    missing = [path.name for path in items if item_id(path) not in shown]
    if missing:
        raise SystemExit(f"{len(missing)} open items are not in the report, among them {missing[0]}")

"""The editing commands as they are typed: what they say, where they say it, and their exit codes."""

import io
import os
import shlex
import shutil
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from support.gitting import commit, repository
from support.workspace import item_path, tree, workspace
from udplan.adapters.read.reader import read
from udplan.cli.app import run

REF = "2025-2028/A101 Børnehus 101"


class Said:
    """A command's exit code and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Udplan:
    """Runs command lines in a workspace."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def __call__(self, *words: str) -> Said:
        self.capsys.readouterr()
        code = run(words)
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err)

    def text(self, item_id: str = "A101") -> str:
        return item_path(self.root, item_id).read_text("utf-8")

    def fails(self, code: int, message: str, *words: str) -> Said:
        """The command fails with this message, and writes nothing, neither to the plan nor to stdout."""
        before = tree(self.root)
        said = self(*words)
        assert (said.code, said.out) == (code, ""), said.err
        assert message in said.err
        assert tree(self.root) == before
        return said


@pytest.fixture
def udplan(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Udplan:
    root = workspace(tmp_path / "workspace")
    monkeypatch.chdir(root / "plan" / "2025-2028")
    return Udplan(root, capsys)


def test_done(udplan: Udplan) -> None:
    before = udplan.text()
    said = udplan("done", "A101", "--basis", "Indarbejdet i budget 2025", "--date", "2025-05-31")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{REF}: X: finished 31. maj 2025 on the basis of: Indarbejdet i budget 2025\n"
    assert udplan.text() == before.replace(
        "fase: i_gang\ntrafiklys: gul  # se referatet\n",
        "afsluttet: {dato: 2025-05-31, grundlag: Indarbejdet i budget 2025}\n# se referatet\n",
    )


def test_drop_and_reopen(udplan: Udplan) -> None:
    before = udplan.text()
    assert udplan("drop", "A101", "--decision", "ØU 10-06-2025 pkt. 7", "--date", "2025-06-10").code == 0
    assert "udgaaet: {dato: 2025-06-10, beslutning: ØU 10-06-2025 pkt. 7}\n" in udplan.text()
    said = udplan("reopen", "A101", "--reason", "Ny beslutning", "--date", "2025-09-01")
    assert said.code == 0
    assert f"{REF}: Reopened" in said.out
    after = read(udplan.text().encode()).data
    was = read(before.encode()).data
    assert after["status"].startswith(was["status"].rstrip() + "\n\n")
    assert after["status"].endswith("Ny beslutning (var udgået 10-06-2025: ØU 10-06-2025 pkt. 7)\n")
    assert (after["fase"], after["trafiklys"], after["opdateret"]) == ("i_gang", "gul", "2025-09-01")
    assert "udgaaet" not in after


def test_reopen_in_another_phase(udplan: Udplan) -> None:
    udplan("done", "A101", "--basis", "Regnskab", "--date", "2025-05-31")
    udplan.fails(2, "--fase cannot be igang", "reopen", "A101", "--reason", "Klage", "--fase", "igang")
    udplan.fails(2, "--trafiklys cannot be grøn", "reopen", "A101", "--reason", "Klage", "--trafiklys", "grøn")
    assert udplan("reopen", "A101", "--reason", "Klage", "--fase", "ikke_startet").code == 0
    assert "trafiklys" not in udplan.text()


def test_move(udplan: Udplan) -> None:
    before = udplan.text()
    said = udplan("move", "A101", "ultimo 2026", "--reason", "Udbuddet gik om", "--date", "2025-06-01")
    assert said.code == 0
    assert said.out.startswith(f"{REF}: Deadline moved from ultimo 2025 to ultimo 2026 (+365 days): Udbuddet gik om\n")
    line = "  - {dato: 2025-06-01, fra: ultimo 2025, aarsag: Udbuddet gik om}\n"
    assert udplan.text() == before.replace("frist: ultimo 2025\n", f"frist: ultimo 2026\nfristaendringer:\n{line}")
    udplan.fails(1, "its deadline is already ultimo 2026", "move", "A101", "ultimo  2026", "--reason", "Igen")
    udplan.fails(1, "snart: `frist` ", "move", "A101", "snart", "--reason", "Igen")


@pytest.mark.parametrize(
    ("code", "message", "words"),
    [
        (1, "there is no item A104 in 2025-2028", ["done", "A104", "--basis", "Regnskab"]),
        (1, "there is no item A101 in 2020-2023", ["done", "2020-2023/A101", "--basis", "Regnskab"]),
        (2, "--basis", ["done", "A101"]),
        (2, "--basis is empty", ["done", "A101", "--basis", "  "]),
        (2, "is not a date", ["done", "A101", "--basis", "Regnskab", "--date", "i går"]),
        (2, "is not a date", ["done", "A101", "--basis", "Regnskab", "--date", "2025-02-30"]),
        (2, "ID", ["done", "--basis", "Regnskab"]),
        (1, "--date 2099-01-01", ["done", "A101", "--basis", "Regnskab", "--date", "2099-01-01"]),
        (2, "--decision", ["drop", "A101"]),
        (1, "it is neither finished, dropped nor carried on", ["reopen", "A101", "--reason", "Klage"]),
        (2, "--reason", ["move", "A101", "2027"]),
        (2, "DEADLINE", ["move", "A101", "--reason", "x"]),
        (2, "say which items", ["set", "frist=2027"]),
        (2, "say what to set", ["set", "A101"]),
        (2, "KEY=VALUE", ["set"]),
        (2, "`fristt` is not a known key", ["set", "A101", "fristt=2027"]),
        (1, "udvalg=XYZ: ", ["set", "A101", "A102", "sag=25/1", "udvalg=XYZ"]),
        (
            1,
            "status=@no-such-file: the file cannot be opened: there is no such file",
            ["set", "A101", "status=@no-such-file"],
        ),
        (1, "status=@.: the file cannot be opened", ["set", "A101", "status=@."]),
        (2, "there is no type X", ["new", "X"]),
        (2, "a new item must have udvalg, ansvarlig, proces", ["new", "A", "--titel", "Havnen"]),
        (1, "udvalg=XYZ: ", ["new", "A", "titel=Havnen", "udvalg=XYZ", "ansvarlig=Chefen", "proces=Udbud"]),
        (1, "there is no item A104", ["edit", "A104"]),
        (1, "no editor is chosen", ["edit", "A101"]),
    ],
)
def test_errors(code: int, message: str, words: list[str], udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    udplan.fails(code, message, *words)


def test_an_unknown_item_comes_with_the_nearest(udplan: Udplan) -> None:
    assert "hint: did you mean A101?" in udplan.fails(1, "no item", "done", "A1O1", "--basis", "Regnskab").err


def test_finished_twice_and_dropped(udplan: Udplan) -> None:
    udplan("done", "A101", "--basis", "Regnskab", "--date", "2025-05-31")
    udplan("drop", "A102", "--decision", "ØU 10-06-2025", "--date", "2025-05-31")
    said = udplan.fails(
        1, "2025-2028/A101: it is already finished (2025-05-31)", "done", "A103", "A101", "--basis", "Igen"
    )
    assert "udplan reopen" in said.err
    udplan.fails(
        1, "2025-2028/A102: it was dropped from the plan (2025-05-31)", "done", "A103", "A102", "--basis", "Igen"
    )
    udplan.fails(1, "it was dropped from the plan", "move", "A102", "2027", "--reason", "Udbud")


@pytest.mark.parametrize(("command", "option"), [("done", "--basis"), ("drop", "--decision")])
def test_an_item_that_was_never_begun_gets_its_status_from_what_ended_it(
    udplan: Udplan, command: str, option: str
) -> None:
    udplan("set", "A101", "fase=ikke_startet", "trafiklys=", "status=", "opdateret=")
    assert udplan(command, "A101", option, "ØU 13-05-2025 pkt. 4", "--date", "2025-05-13").code == 0
    assert "status: |\n  ØU 13-05-2025 pkt. 4\nopdateret: 2025-05-13\n" in udplan.text("A101")


def test_what_must_be_there_first_is_said(udplan: Udplan) -> None:
    said = udplan.fails(1, "2025-2028/A101: `trafiklys` is missing", "set", "A101", "fase=i_gang", "trafiklys=")
    assert "hint: write udplan set 2025-2028/A101 fase=i_gang trafiklys=groen\n" in said.err


def test_the_whole_command_that_is_to_be_written_is_said_and_is_right(udplan: Udplan) -> None:
    udplan("set", "A101", "fase=ikke_startet", "trafiklys=", "status=", "opdateret=")
    said = udplan.fails(1, "are missing", "set", "A101", "fase=i_gang", "titel=Børnehus & have")
    assert "2025-2028/A101: `status`, `opdateret`, `trafiklys` are missing\n" in said.err
    (command,) = [line.partition("write udplan ")[2] for line in said.err.splitlines() if "hint: " in line]
    assert command == 'set 2025-2028/A101 fase=i_gang "titel=Børnehus & have" "status=…" trafiklys=groen'
    assert udplan(*shlex.split(command.replace("…", "Begyndt."))).code == 0
    assert "titel: Børnehus & have\n" in udplan.text()


def test_what_is_to_be_written_first_is_said(udplan: Udplan) -> None:
    path = item_path(udplan.root)
    path.write_text(path.read_text("utf-8").replace("beloeb:", "forventet:"), "utf-8")
    said = udplan.fails(1, "`beloeb` is missing", "done", "A101", "--basis", "Regnskab")
    assert "hint: first write udplan set 2025-2028/A101 beloeb.2025=0" in said.err


def test_years_left_out_of_what_is_expected_mean_what_was_agreed(udplan: Udplan) -> None:
    assert udplan("set", "A101", "forventet.2025=-700").code == 0
    assert "forventet: {2025: -700}\n" in udplan.text()
    assert "years-missing" not in udplan("check", "--as-of", "2025-05-31").out


def test_several_items_at_once(udplan: Udplan) -> None:
    said = udplan("set", "A101", "A103", "frist=2027", "trafiklys=groen")
    assert said.code == 0
    assert [line.partition(" ")[0] for line in said.out.splitlines()] == ["2025-2028/A101"] * 2 + ["2025-2028/A103"] * 2
    assert 'frist: "2027"' in udplan.text("A101")
    assert "frist: ultimo 2025" in udplan.text("A102")


DRY = (
    ["done", "A101", "A102", "--basis", "Regnskab", "--date", "2025-05-31"],
    ["drop", "A101", "--decision", "ØU 10-06-2025", "--date", "2025-06-10"],
    ["move", "A101", "2027", "--reason", "Udbuddet gik om"],
    ["set", "A101", "A102", "status=Nyt", "beloeb.2026=-500", "temaer+=flaadestyring", "risici=", "trafiklys=roed"],
    ["set", "A101", "frist=ultimo 2025"],
)


@pytest.mark.parametrize("words", DRY, ids=lambda words: words[0])
def test_a_dry_run_writes_no_byte_and_says_the_same(words: list[str], udplan: Udplan) -> None:
    before = tree(udplan.root)
    dry = udplan(*words, "--dry-run")
    assert tree(udplan.root) == before
    real = udplan(*words)
    assert (dry.code, dry.out) == (real.code, real.out)
    assert dry.err.replace("dry run: nothing was written\n", "") == real.err
    assert ("dry run: nothing was written" in dry.err) == bool(dry.out)


def test_a_light_taken_away_is_told_of(udplan: Udplan) -> None:
    assert udplan("set", "A101", "fase=afventer").code == 0
    said = udplan("set", "A101", "trafiklys=")
    assert (said.code, said.out, said.err) == (0, f"{REF}: Light put out (was Gul)\n", "")
    assert "trafiklys" not in udplan.text()


def test_a_control_total_that_no_longer_holds_is_said(udplan: Udplan) -> None:
    settings = udplan.root / "plan" / "2025-2028" / "plan.yaml"
    total = "kontroltotaler:\n  anlaegsprojekter: {2025: 300, 2026: 0, 2027: 0, 2028: 0}\n"
    settings.write_text(settings.read_text("utf-8") + total, encoding="utf-8")
    said = udplan("set", "A101", "beloeb.2025=60")
    assert (said.code, said.out) == (0, f"{REF}: Beløb: 2025 100 → 60 (−40), in all 100 → 60 (−40)\n")
    assert "plan/2025-2028/plan.yaml:" in said.err
    assert "error[control-total]" in said.err


def test_nothing_to_change(udplan: Udplan) -> None:
    before = tree(udplan.root)
    said = udplan("set", "A101", "frist=ultimo 2025", "temaer+=kloge-m2")
    assert (said.code, said.out, said.err) == (0, "", "nothing to change\n")
    assert tree(udplan.root) == before


@pytest.mark.parametrize(
    "content", ["Ny status\r\nto linjer\r\n", "\ufeffNy status\nto linjer", "\n\nNy status\nto linjer\n\n"]
)
def test_a_text_from_a_file(content: str, udplan: Udplan, tmp_path: Path) -> None:
    (tmp_path / "status.txt").write_bytes(content.encode())
    assert udplan("set", "A101", f"status=@{tmp_path / 'status.txt'}", "--date", "2025-06-01").code == 0
    assert "status: |\n  Ny status\n  to linjer\nopdateret: 2025-06-01\n" in udplan.text()


def test_a_text_from_standard_input(udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Ny status\n\nto afsnit\n"))
    assert udplan("set", "A101", "status=-").code == 0
    assert "status: |\n  Ny status\n\n  to afsnit\nopdateret: " in udplan.text()


def test_an_empty_file_removes_nothing(udplan: Udplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").write_text(" \n")
    udplan.fails(1, "there is no text in it", "set", "A101", f"snitflade=@{tmp_path / 'empty'}")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    udplan.fails(1, "status=-: there is no text in it", "set", "A101", "status=-")


def test_a_file_in_another_encoding(udplan: Udplan, tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes("æøå".encode("latin-1"))
    udplan.fails(1, "not saved as UTF-8", "set", "A101", f"status=@{tmp_path / 'latin'}")


@pytest.mark.parametrize(
    "words",
    [
        ["done", "A101", "--basis", "\udcff"],
        ["set", "A101", "titel=\udcff"],
        ["move", "A101", "2027", "--reason", "\udcff"],
    ],
)
def test_bytes_that_are_no_text(words: list[str], udplan: Udplan) -> None:
    udplan.fails(2 if words[0] == "set" else 1, "valid UTF-8", *words)


def test_new(udplan: Udplan) -> None:
    words = [
        "new",
        "anlægsprojekter",
        "--titel",
        "Sti ved Åen",
        "--udvalg",
        "TMU",
        "--ansvarlig",
        "Vejchefen",
        "--proces",
        "Udbud",
    ]
    before = tree(udplan.root)
    dry = udplan(*words, "--dry-run")
    assert tree(udplan.root) == before
    assert dry.err.endswith("dry run: nothing was written\n")
    said = udplan(*words)
    assert said.code == 0
    assert said.out == "2025-2028/A104 Sti ved Åen: added\n"
    assert said.err.endswith("written: plan/2025-2028/anlaegsprojekter/A104-sti-ved-aaen.yaml\n")
    written = udplan.root / "plan/2025-2028/anlaegsprojekter/A104-sti-ved-aaen.yaml"
    assert dry.out == said.out + written.read_text("utf-8")
    assert udplan("check").code == 0


def test_new_by_letter_with_a_name_of_its_own(udplan: Udplan) -> None:
    words = ["--titel", "Havnen", "--udvalg", "TMU", "--ansvarlig", "Havnechefen", "--proces", "Udbud"]
    assert udplan("new", "h", *words, "--slug", "havn", "sag=25/1").out == "2025-2028/H101 Havnen: added\n"
    assert (udplan.root / "plan/2025-2028/hensigtserklaeringer/H101-havn.yaml").is_file()
    udplan.fails(2, "--slug Å is not a file name", "new", "h", *words, "--slug", "Å")


def test_new_never_takes_a_number_that_git_has_seen(udplan: Udplan) -> None:
    repository(udplan.root)
    item_path(udplan.root, "A104").write_text("titel: a\n")
    commit(udplan.root, "A104")
    item_path(udplan.root, "A104").unlink()
    words = ["new", "A", "titel=Havnen", "udvalg=TMU", "ansvarlig=Havnechefen", "proces=Udbud"]
    assert udplan(*words).out == "2025-2028/A105 Havnen: added\n"


# edit


def editor(folder: Path, script: str) -> str:
    path = folder / "my editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


posix = pytest.mark.skipif(sys.platform == "win32", reason="the editors of these tests are shell scripts")


@posix
def test_edit(udplan: Udplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'sed -i "s/ultimo 2025/ultimo 2031/" "$1"'))
    said = udplan("edit", "A101")
    assert (said.code, said.out) == (0, "")
    assert "frist: ultimo 2031" in udplan.text()


@posix
def test_edit_with_arguments_and_errors(udplan: Udplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = editor(tmp_path, 'sed -i s/gul/gull/ "$2"')
    monkeypatch.setenv("VISUAL", f"'{script}' --wait")
    said = udplan("edit", "A101")
    assert said.code == 1
    assert "A101.yaml:11:12: error[" in said.err
    assert "A101.yaml is left as it is" in said.err
    assert "trafiklys: gull" in udplan.text()


@posix
@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("false", "the editor ended with an error (1)"),
        ("no-such-editor", "cannot be started: there is no such file"),
        ('vi "', "cannot be started: No closing quotation"),
        (" ", "no editor is chosen"),
    ],
)
def test_an_editor_that_fails(command: str, message: str, udplan: Udplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", command)
    udplan.fails(1, message, "edit", "A101")


@posix
def test_edit_offers_to_open_the_file_again(udplan: Udplan, tmp_path: Path) -> None:
    """On a real terminal: the first time the editor leaves a fault, the second time it puts it right."""
    import pty

    script = 'if grep -q "trafiklys: gul " "$1"; then sed -i s/gul/gull/ "$1"; else sed -i s/gull/roed/ "$1"; fi'
    path = editor(tmp_path, script)
    environment = {**os.environ, "VISUAL": f"'{path}'"}
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "udplan", "edit", "A101"], stdin=follower, stderr=subprocess.PIPE, env=environment
    )
    os.write(leader, b"y\n")
    _out, said = process.communicate(timeout=60)
    for descriptor in (leader, follower):
        os.close(descriptor)
    assert process.returncode == 0, said
    assert b"Open it again?" in said
    assert "trafiklys: roed" in udplan.text()


# as a program


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["set", "A101", "frist=2027"], 0),
        (["set", "A104", "frist=2027"], 1),
        (["set", "A101", "fristt=2027"], 2),
        (["set", "A101", b"titel=\xff"], 2),
    ],
)
def test_exit_codes(words: list[str | bytes], code: int, udplan: Udplan) -> None:
    done = subprocess.run([sys.executable, "-m", "udplan", *words], capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert bool(done.stdout) == (code == 0)
    assert b"Traceback" not in done.stderr


def test_a_new_item_belongs_to_one_plan(udplan: Udplan) -> None:
    shutil.copytree(udplan.root / "plan" / "2025-2028", udplan.root / "plan" / "2026-2029")
    words = ("new", "H", "titel=Havnen", "udvalg=TMU", "ansvarlig=Havnechefen", "proces=Udbud")
    udplan.fails(2, "an item belongs to one plan", *words, "--plan", "all")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_not_waited_for(udplan: Udplan, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "status.txt"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()
    udplan.fails(1, f"status=@{place}: the file cannot be opened: it is not a file", "set", "A101", f"status=@{place}")


def test_a_text_that_is_too_long(udplan: Udplan, tmp_path: Path) -> None:
    place = tmp_path / "status.txt"
    place.write_text("x" * (1024 * 1024 + 1), encoding="utf-8")
    udplan.fails(1, "the file is larger than 1 MiB", "set", "A101", f"status=@{place}")


def test_done_with_a_last_status(udplan: Udplan) -> None:
    words = ["done", "A101", "--basis", "Regnskab", "--status", "Huset er taget i brug.", "--date", "31. maj 2025"]
    assert udplan(*words).code == 0
    after = read(udplan.text().encode()).data
    assert (after["status"], after["opdateret"]) == ("Huset er taget i brug.\n", "2025-05-31")
    assert after["afsluttet"] == {"dato": "2025-05-31", "grundlag": "Regnskab"}
    udplan.fails(2, "--status is empty", "drop", "A102", "--decision", "ØU", "--status", " ")


def test_a_change_is_of_the_day_of_the_round_that_is_being_made_ready(udplan: Udplan) -> None:
    today = date.today()  # noqa: DTZ011 - the command reads the clock
    opgjort, moede = today - timedelta(3), today + timedelta(7)
    rounds = udplan.root / "plan" / "2025-2028" / "runder"
    rounds.mkdir()
    (rounds / "runde.yaml").write_text(f"titel: Status\nopgjort: {opgjort}\nmoede: {moede}\n", encoding="utf-8")
    words = {
        "A101": ["set", "A101", "status=Nyt"],
        "A102": ["done", "A102", "--basis", "Regnskab"],
        "A103": ["move", "A103", "ultimo 2090", "--reason", "Udbud"],
    }
    for name, command in words.items():
        said = udplan(*command)
        assert said.code == 0
        assert said.err.startswith("dated "), said.err
        assert "the day that the round runde is made up for" in said.err
        assert opgjort.isoformat() in udplan.text(name)
    said = udplan("drop", "A101", "--decision", "ØU", "--date", today.isoformat())
    assert "dated" not in said.err
    assert f"udgaaet: {{dato: {today}" in udplan.text()

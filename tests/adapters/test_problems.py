"""The formats of `check --format`: each must be read by the programs it is for, whatever a message holds."""

import json
import xml.etree.ElementTree as ElementTree

import pytest

from support.words import ENGLISH
from udplan.adapters.printers.problems import FORMATS, github_lines, gitlab_text, junit_text, sarif_text, text_lines
from udplan.ground.problem import Problem

NASTY = 'a <b> & "c" 50%,\n::error::x \x1b[31m \ud800 æ'
PROBLEMS = (
    Problem("plan/p/æ, 1.yaml", 3, 5, "error", "bad-amount", NASTY, "write 5"),
    Problem("plan/p/æ, 1.yaml", 4, 5, "warning", "overdue", "late"),
    Problem("plan/q", 0, 0, "error", "no-plan-file", "no plan.yaml"),
    Problem("plan/q", 0, 0, "error", "no-plan-file", "no plan.yaml"),
)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_utf8_and_ends_with_a_line_break(name: str) -> None:
    text = FORMATS[name](PROBLEMS, ENGLISH)
    assert text.encode("utf-8")
    assert text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_say_that_there_are_none(name: str) -> None:
    text = FORMATS[name]((), ENGLISH)
    if name in ("text", "github"):
        assert text == ""
    elif name == "junit":
        assert ElementTree.fromstring(text).attrib["failures"] == "0"
    elif name == "sarif":
        assert json.loads(text)["runs"][0]["results"] == []
    else:
        assert json.loads(text) == []


def test_text_has_a_line_for_each_problem_and_hint() -> None:
    lines = text_lines(PROBLEMS, ENGLISH).splitlines()
    assert lines[0].startswith("plan/p/æ, 1.yaml:3:5: error[bad-amount]: a <b>")
    assert "\x1b" not in lines[0]
    assert lines[1] == "  hint: write 5"
    assert lines[3] == "plan/q: error[no-plan-file]: no plan.yaml"


def test_github_annotations_are_one_line_each_and_escaped() -> None:
    lines = github_lines(PROBLEMS, ENGLISH).splitlines()
    assert len(lines) == len(PROBLEMS)
    assert lines[0].startswith("::error file=plan/p/æ%2C 1.yaml,line=3,col=5,title=bad-amount::a <b> ")
    assert "50%25,%0A::error::x" in lines[0]
    assert lines[2] == "::error file=plan/q,title=no-plan-file::no plan.yaml"


def test_sarif_has_what_the_specification_requires() -> None:
    log = json.loads(sarif_text(PROBLEMS, ENGLISH))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["bad-amount", "no-plan-file", "overdue"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
    first, _second, third, _fourth = (each["locations"][0]["physicalLocation"] for each in run["results"])
    assert first["artifactLocation"]["uri"] == "plan/p/%C3%A6%2C%201.yaml"
    assert first["region"] == {"startLine": 3, "startColumn": 5}
    assert "region" not in third


def test_junit_is_xml_with_a_failure_for_each_file_with_errors() -> None:
    suite = ElementTree.fromstring(junit_text(PROBLEMS, ENGLISH))[0]
    assert suite.attrib == {"name": "udplan check", "tests": "2", "failures": "2", "errors": "0"}
    assert [case.attrib["name"] for case in suite] == ["plan/p/æ, 1.yaml", "plan/q"]
    assert [part.tag for part in suite[0]] == ["failure", "system-out"]


def test_gitlab_fingerprints_are_unique_and_survive_moved_lines() -> None:
    records = json.loads(gitlab_text(PROBLEMS, ENGLISH))
    names = [record["fingerprint"] for record in records]
    assert len(set(names)) == len(names)
    moved = Problem("plan/p/æ, 1.yaml", 40, 5, "warning", "overdue", "late")
    assert json.loads(gitlab_text((moved,), ENGLISH))[0]["fingerprint"] == names[1]
    assert records[2]["location"]["lines"]["begin"] == 1

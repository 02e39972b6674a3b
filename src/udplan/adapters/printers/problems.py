"""Problems as text for people and as the formats that CI systems and editors read. Each ends with a line break."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from udplan import __version__
from udplan.adapters.printers import tables
from udplan.ground.language import Words
from udplan.ground.message import _, joined
from udplan.ground.problem import Problem
from udplan.pure.checks.rules import BY_CODE, severity_of


def text_lines(problems: Iterable[Problem], words: Words) -> str:
    """`path:line:col: error[code]: message`, and under it what to do about it."""
    word = words(_("hint"))
    lines: list[str] = []
    for problem in problems:
        message = _one_line(words.brief(problem.message))
        lines.append(f"{_one_line(problem.place)}: {problem.severity}[{problem.code}]: {message}\n")
        if problem.hint:
            lines.append(f"  {word}: {_one_line(words.brief(problem.hint))}\n")
    return "".join(lines)


def _one_line(text: str) -> str:
    """The text with control characters made visible: a file's own text must not steer a terminal."""
    return _visible(" ".join(text.split("\n")))


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\u00a0" else f"\\u{ord(char):04x}" for char in text)


def json_text(problems: Iterable[Problem], words: Words) -> str:
    """A JSON list of all problems with their fields."""
    records = [
        {
            "path": each.path, "line": each.line, "column": each.column, "severity": each.severity,
            "code": each.code, "message": words.brief(each.message), "hint": words.brief(each.hint),
        }
        for each in problems
    ]  # fmt: skip
    return tables.json_text(records)


def github_lines(problems: Iterable[Problem], words: Words) -> str:
    """Workflow commands that GitHub Actions shows at the lines of a pull request.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    lines: list[str] = []
    for each in problems:
        fields = {"file": _visible(each.path)}
        if each.line:
            fields |= {"line": str(each.line), "col": str(each.column)}
        fields["title"] = each.code
        place = ",".join(f"{name}={_github_property(value)}" for name, value in fields.items())
        lines.append(f"::{each.severity} {place}::{_github_data(_visible(_message_and_hint(each, words)))}\n")
    return "".join(lines)


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def _message_and_hint(problem: Problem, words: Words) -> str:
    return words.brief(joined("\n", problem.message, problem.hint))


def sarif_text(problems: Iterable[Problem], words: Words) -> str:
    """SARIF 2.1.0, which GitHub code scanning and editors read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/"""
    found = list(problems)
    codes = sorted({each.code for each in found})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": words(BY_CODE[code].title)},
            "defaultConfiguration": {"level": severity_of(code, {})},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": each.code,
            "ruleIndex": codes.index(each.code),
            "level": each.severity,
            "message": {"text": _message_and_hint(each, words)},
            "locations": [{"physicalLocation": _sarif_place(each)}],
            "partialFingerprints": {"udplan/v1": fingerprint},
        }
        for each, fingerprint in zip(found, _fingerprints(found), strict=True)
    ]
    driver = {"name": "udplan", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return tables.json_text({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _sarif_place(problem: Problem) -> Mapping[str, object]:
    from urllib.parse import quote

    place: dict[str, object] = {"artifactLocation": {"uri": quote(problem.path, errors="replace")}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": problem.column}
    return place


def junit_text(problems: Iterable[Problem], words: Words) -> str:
    """JUnit's XML: a suite, and a case for each file; a file with errors has failed."""
    by_path: defaultdict[str, list[Problem]] = defaultdict(list)
    for each in problems:
        by_path[each.path].append(each)
    cases: list[str] = []
    failures = 0
    for path, found in by_path.items():
        errors = [each for each in found if each.severity == "error"]
        failures += bool(errors)
        inner = "".join(
            f"      <{tag}{attributes}>{_xml(text_lines(some, words))}</{tag}>\n"
            for tag, attributes, some in (
                (
                    "failure",
                    f' message={_attribute(words.brief(errors[0].message))} type="error"' if errors else "",
                    errors,
                ),
                ("system-out", "", [each for each in found if each.severity == "warning"]),
            )
            if some
        )
        cases.append(f'    <testcase classname="udplan" name={_attribute(path)}>\n{inner}    </testcase>\n')
    if not cases:
        cases.append('    <testcase classname="udplan" name="plan"/>\n')
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n'
        f'  <testsuite name="udplan check" {counts}>\n{"".join(cases)}  </testsuite>\n</testsuites>\n'
    )


def _xml(text: str) -> str:
    # Imported here because it brings urllib with it, which every `check` would wait for.
    from xml.sax.saxutils import escape

    return escape(text)


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_one_line(text))


def gitlab_text(problems: Iterable[Problem], words: Words) -> str:
    """GitLab's code quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    found = list(problems)
    records = [
        {
            "description": _message_and_hint(each, words),
            "check_name": each.code,
            "fingerprint": fingerprint,
            "severity": "major" if each.severity == "error" else "minor",
            "location": {"path": each.path, "lines": {"begin": max(each.line, 1)}},
        }
        for each, fingerprint in zip(found, _fingerprints(found), strict=True)
    ]
    return tables.json_text(records)


def _fingerprints(problems: list[Problem]) -> list[str]:
    """A name for each problem that survives lines added above it: without line numbers, numbered where equal."""
    seen: defaultdict[str, int] = defaultdict(int)
    names: list[str] = []
    for each in problems:
        name = f"{each.path}\0{each.code}\0{each.message!s}"  # the same in every language
        seen[name] += 1
        text = f"{name}\0{seen[name]}".encode("utf-8", "replace")
        names.append(hashlib.sha256(text).hexdigest()[:40])
    return names


FORMATS: Final[Mapping[str, Callable[[Iterable[Problem], Words], str]]] = {
    "text": text_lines,
    "json": json_text,
    "github": github_lines,
    "sarif": sarif_text,
    "junit": junit_text,
    "gitlab": gitlab_text,
}

"""What `quiz check` found, for other programs: JSON, GitHub's annotations, SARIF."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from quiz import __version__
from quiz.cli import output
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.errors import Problem

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GITHUB = {"error": "error", "warning": "warning", "hint": "notice"}
_SARIF = {"error": "error", "warning": "warning", "hint": "note"}


def print_json(problems: Sequence[Problem], silenced: int) -> None:
    """Print one object: counts, and every problem with all that is known of it."""
    output.as_data()
    listed = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
            "write": clean(problem.write),
            "width": problem.width,
            "excerpt": clean(problem.excerpt),
            "expected": problem.expected,
            "nearest": problem.nearest,
            "row": problem.row,
        }
        for problem in problems
    ]
    counts = {
        f"{severity}s": sum(problem.severity == severity for problem in problems)
        for severity in ("error", "warning", "hint")
    }
    print(output.json_line({**counts, "silenced": silenced, "problems": listed}))


def print_github(problems: Sequence[Problem], _silenced: int) -> None:
    """Print workflow commands: “::error file=…,line=…,col=…,title=…::message”."""
    output.as_data()
    for problem in problems:
        place = {"file": problem.file, "line": problem.line, "col": problem.column}
        if problem.line and problem.width > 1:
            place["endColumn"] = problem.column + problem.width
        parts = [f"{key}={_property(str(value))}" for key, value in place.items() if value]
        parts.append(f"title={_property(problem.code)}")
        print(f"::{_GITHUB[problem.severity]} {','.join(parts)}::{_data(_told(problem))}")


def _told(problem: Problem) -> str:
    expected = f"Expected: {problem.expected}." if problem.expected else ""
    write = f"Write: {problem.write}" if problem.write else ""
    return "\n".join(part for part in (problem.message, expected, problem.hint, write) if part)


def _data(text: str) -> str:
    text = clean(text, newlines=True)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def print_sarif(problems: Sequence[Problem], _silenced: int) -> None:
    """Print a log of SARIF 2.1.0 (OASIS), as code-scanning services read it."""
    from quiz.packs.catalogue import catalogue  # deferred: reads a file

    output.as_data()
    explained = catalogue()
    codes = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": explained[code].means},
            "fullDescription": {"text": explained[code].why},
            "help": {"text": f"quiz explain {code}"},
            "defaultConfiguration": {"level": _SARIF[explained[code].severity]},
        }
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "Footnote", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes) for problem in problems],
    }
    print(output.json_line({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}))


def _result(problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        place["region"] = {
            "startLine": problem.line,
            "startColumn": max(1, problem.column),
            "endColumn": max(1, problem.column) + problem.width,
        }
        if problem.excerpt:
            place["region"]["snippet"] = {"text": clean(problem.excerpt)}
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": _SARIF[problem.severity],
        "message": {"text": clean(_told(problem), newlines=True)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    """Return a relative reference where the file lies below the current folder, else a URI."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(PurePath(file).as_posix() if sys.platform == "win32" else file)


PRINTERS: dict[str, Callable[[Sequence[Problem], int], None]] = {
    "json": print_json,
    "github": print_github,
    "sarif": print_sarif,
}

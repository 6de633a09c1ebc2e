"""`quiz check`: every mistake in a pack, where it is and how to mend it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from quiz.errors import Problem

CLEAN, ERRORS, NOT_RUN = 0, 1, 2
SHOWN = 20
"""Problems that are shown of one file; a count stands for the rest."""


def run(args: argparse.Namespace) -> int:
    """Print the problems; return 0 for none but warnings, 1 for errors, 2 where it did not run."""
    from quiz.packs.checks import check_path

    missing = [
        f"There is no folder {folder}." for folder in args.sources if not Path(folder).is_dir()
    ]
    missing += [f"There is nothing at {path}." for path in args.paths if not Path(path).exists()]
    if missing:
        for line in missing:
            print(clean(line), file=sys.stderr)
        return NOT_RUN
    sources = [Path(folder) for folder in args.sources]
    problems = [
        problem for path in args.paths for problem in check_path(Path(path), sources=sources)
    ]
    errors = sum(problem.severity == "error" for problem in problems)
    {"text": _print_text, "json": _print_json, "github": _print_github}[args.format](
        problems, errors
    )
    return ERRORS if errors else CLEAN


def _print_text(problems: Sequence[Problem], errors: int) -> None:
    for file in dict.fromkeys(problem.file for problem in problems):
        found = [problem for problem in problems if problem.file == file]
        found.sort(key=lambda problem: problem.severity != "error")
        for problem in found[:SHOWN]:
            output.say(str(problem).split("\n"))
        if len(found) > SHOWN:
            output.say([f"{file}: … and {len(found) - SHOWN} more."])
    warnings = len(problems) - errors
    if problems:
        output.say([f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."])
    else:
        output.say(["No mistakes found."])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print_json(problems: Sequence[Problem], errors: int) -> None:
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
        }
        for problem in problems
    ]
    found = {"errors": errors, "warnings": len(problems) - errors, "problems": listed}
    print(output.json_line(found))


def _print_github(problems: Sequence[Problem], _errors: int) -> None:
    """Print workflow commands: “::error file=…,line=…,col=…,title=…::message”."""
    output.as_data()
    for problem in problems:
        place = {"file": problem.file, "line": problem.line, "col": problem.column}
        parts = [f"{key}={_property(str(value))}" for key, value in place.items() if value]
        parts.append(f"title={_property(problem.code)}")
        message = _data(f"{problem.message}\n{problem.hint}".strip())
        print(f"::{problem.severity} {','.join(parts)}::{message}")


def _data(text: str) -> str:
    text = clean(text, newlines=True)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

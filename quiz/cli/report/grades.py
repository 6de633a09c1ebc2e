"""`quiz report --format moodle-grades` and `canvas-grades`: marks to be uploaded as they are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from quiz.cli.report.words import counted
from quiz.errors import QuizError
from quiz.paths import named
from quiz.reports.classroom.gradebook import canvas, column, marks, moodle
from quiz.reports.classroom.roster import read_roster
from quiz.text import clean

if TYPE_CHECKING:
    import argparse

    from quiz.cli.report.words import Told

FORMATS = {"moodle-grades": moodle, "canvas-grades": canvas}


def grades(told: Told, args: argparse.Namespace) -> str:
    """Return the file, and say on stderr who is not in it. Raises QuizError where nobody is."""
    roster = read_roster(named(args.roster)) if args.roster is not None else None
    reached = marks(told.report, whole=told.seed is not None)
    book = FORMATS[args.format](reached, column(told.title, told.seed), roster)
    for name, why in book.lost.items():
        _say(f"left out: {name} {why}.")
    if not book.held:
        hint = "" if roster else " Give it your class list: --roster FILE, a CSV table."
        raise QuizError(f"None of the {counted(len(reached), 'student')} can be marked.{hint}")
    _say(f"Marks of {counted(book.held, 'student')}, of 100 points.")
    size = len(told.report.questions)
    for mark in reached if told.seed is not None else ():
        if mark.answers < size and mark.name not in book.lost:
            _say(f"{mark.name} answered {mark.answers} of {size} questions; the rest count 0.")
    return book.text


def _say(text: str) -> None:
    print(clean(text), file=sys.stderr)

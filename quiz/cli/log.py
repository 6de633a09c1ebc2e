"""`quiz log`: every answer of the log as it was given, one line each, with its mark; or as xAPI."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from quiz.cli import output
from quiz.errors import QuizError
from quiz.text import clean, guarded

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from quiz.model import Answer
    from quiz.records.log import Log


def run(args: argparse.Namespace) -> int:
    """Print the log; return 0. Raises LogError, StudentError, QuizError."""
    from quiz.cli.logs import warn_of_damage
    from quiz.paths import data_dir
    from quiz.records.log import Log
    from quiz.records.students import whose
    from quiz.reports.export import answer_to_json

    if args.names and args.format != "xapi":
        raise QuizError("--names is for --format xapi.")

    output.as_data()
    with Log.open(data_dir(), read_only=True) as log:
        user = whose(data_dir(), log, args.student).id if args.student is not None else None
        if args.format == "xapi":
            _print_xapi(log, user, names=args.names)
            warn_of_damage(log)
            return 0
        modes = {sitting.id: sitting.mode for sitting in log.sittings()}
        answers = log.answers(user=user, raw=True)
        if args.format == "csv":
            _print_csv(answers, modes)
        else:
            for answer in answers:
                row = {**answer_to_json(answer), "mode": modes.get(answer.sitting)}
                print(output.json_line(row))
        warn_of_damage(log)
    return 0


def _print_xapi(log: Log, user: str | None, *, names: bool) -> None:
    """Print a JSON array, as a store of statements takes it, with one statement a line."""
    from quiz.exchange.xapi.statements import statements
    from quiz.paths import data_dir
    from quiz.records.students import everybody

    named = {s.id: s.name for s in everybody(data_dir(), log)} if names else {}
    before = "["
    for statement in statements(log, user=user, names=named):
        print(before)
        print(output.json_line(statement), end="")
        before = ","
    print("\n]" if before == "," else "[]")


def _print_csv(answers: Iterable[Answer], modes: Mapping[str, str]) -> None:
    from quiz.model import Answer

    writer = csv.writer(sys.stdout, lineterminator="\r\n")  # RFC 4180
    names = [field.name for field in fields(Answer)]
    writer.writerow([*names, "mode"])
    for answer in answers:
        row = [*(getattr(answer, name) for name in names), modes.get(answer.sitting)]
        writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    """Return the cell: a text is cleaned, and no spreadsheet takes it for a formula."""
    if isinstance(value, tuple):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return int(value)
    return guarded(clean(value, newlines=True)) if isinstance(value, str) else value

"""`quiz log`: every answer of the log as it was given, one line each, with its mark."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from quiz.cli import output

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from quiz.model import Answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def run(args: argparse.Namespace) -> int:
    """Print the log; return 0. Raises LogError, StudentError."""
    from quiz.cli.logs import warn_of_damage
    from quiz.paths import data_dir
    from quiz.records.log import Log
    from quiz.records.students import whose
    from quiz.reports.export import answer_to_json

    output.as_data()
    with Log.open(data_dir(), read_only=True) as log:
        user = whose(data_dir(), log, args.student).id if args.student is not None else None
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


def _print_csv(answers: Iterable[Answer], modes: Mapping[str, str]) -> None:
    from quiz.model import Answer

    writer = csv.writer(sys.stdout, lineterminator="\r\n")  # RFC 4180
    names = [field.name for field in fields(Answer)]
    writer.writerow([*names, "mode"])
    for answer in answers:
        row = [*(getattr(answer, name) for name in names), modes.get(answer.sitting)]
        writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    """Return the cell; a text that a spreadsheet would calculate gets an apostrophe before it."""
    if isinstance(value, tuple):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value

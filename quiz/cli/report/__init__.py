"""`quiz report`: what the logs of a class say of students, topics and questions."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.errors import PackError, PackNotFound, QuizError
from quiz.text import clean

if TYPE_CHECKING:
    import argparse

    from quiz.cli.report.words import Told
    from quiz.packs.content import Pack
    from quiz.reports.classroom.files import Logs

GRADES = ("moodle-grades", "canvas-grades")
SLIPS = 10
"""Broken lines that are told one by one."""
LISTED = 5


def run(args: argparse.Namespace) -> int:
    """Print or write the report; return 0. Raises QuizError where there is nothing to report."""
    if args.roster is not None and args.format not in GRADES:
        raise QuizError(f"--roster is for --format {' and '.join(GRADES)}.")
    gc.disable()  # a quarter of the time: a million rows, and no rings among them
    try:
        told = _told(args)
    finally:
        gc.enable()
    if args.format == "text":
        from quiz.cli.report.text import lines

        text = "".join(f"{clean(line)}\n" for line in lines(told))
    elif args.format == "json":
        from quiz.cli.report.data import as_json

        text = output.json_line(as_json(told)) + "\n"
    elif args.format in GRADES:
        from quiz.cli.report.grades import grades

        text = grades(told, args)
    elif args.format == "csv":
        from quiz.cli.report.data import as_csv

        text = as_csv(told, args.table)
    else:
        from quiz.cli.report.page import page

        text = page(told)
    if args.output is None:
        if args.format != "text":
            output.as_data()
        sys.stdout.write(text)
        return 0
    from quiz.cli.schema import write

    write(Path(args.output), text, force=args.force)
    print(clean(f"Written: {args.output}"), file=sys.stderr)
    return 0


def _told(args: argparse.Namespace) -> Told:
    """Read what is asked for, and put it together with the pack's own words."""
    from quiz.cli.report.words import Told, worded
    from quiz.paths import data_dir, is_there, named
    from quiz.records.store import FILE
    from quiz.reports.classroom.files import read
    from quiz.reports.classroom.people import gather
    from quiz.reports.classroom.report import report

    pack = _pack(args.pack)
    name = pack.id if pack else args.pack
    own = data_dir() / FILE
    if not args.logs and not is_there(own):
        raise QuizError("Nothing is answered yet on this machine. Name the logs of your students.")
    logs = read([named(log) for log in args.logs] or [own], name)
    _say_slips(logs)
    if args.seed is not None:
        logs.answers = {
            ident: row for ident, row in logs.answers.items() if row[1].seed == args.seed
        }
    if not logs.answers:
        raise QuizError(_nothing(logs, name, args.seed))
    found = gather(logs)
    items = {given.item: given.facet for _, given in found.answers}
    words = worded(pack, items)
    return Told(
        pack=name,
        title=pack.title if pack else name,
        seed=args.seed,
        report=report(found, {item: each.key for item, each in words.items() if each.key}),
        words=words,
        named=args.names,
        files=len(logs.files),
        broken=logs.broken,
        repeated=logs.repeated,
        elsewhere=dict(logs.elsewhere),
    )


def _pack(name: str) -> Pack | None:
    """Return the pack; None where it is not here or broken: its answers can be told all the same.

    Raises PackNotFound where a path was meant.
    """
    from quiz.packs.library import load

    try:
        return load(name)
    except PackNotFound:
        if "/" in name or name.endswith(".toml"):
            raise
        print(
            clean(f"The pack “{name}” is not here, so that questions are named by their ids."),
            file=sys.stderr,
        )
    except PackError as error:
        print(
            clean(f"{error} Questions are named by their ids."),
            file=sys.stderr,
        )
    return None


def _say_slips(logs: Logs) -> None:
    """Say on stderr what was left out, with file and line."""
    for slip in logs.slips[:SLIPS]:
        print(clean(f"left out: {slip}"), file=sys.stderr)
    if logs.broken > SLIPS:
        print(f"… and {logs.broken - SLIPS:,} more lines were left out.", file=sys.stderr)


def _nothing(logs: Logs, name: str, seed: str | None) -> str:
    if seed is not None:
        return f"No answer is to a set of “{clean(name)}” with the seed “{clean(seed)}”."
    others = ", ".join(f"{pack} ({n:,})" for pack, n in logs.elsewhere.most_common(LISTED))
    told = f" There are answers of: {others}." if others else ""
    return f"No answer of “{clean(name)}” was found.{told}"
